"""The scorecard tells each promise with what measures it, which way that went, or why nothing does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from conftest import REPOSITORY, edit, only, write
from layout import Laid, compounds, laid
from narrating import document, told

from reportgen.compose import compose
from reportgen.locales import strings
from reportgen.model.document import Document, Row, Table, plain
from reportgen.model.edition import Edition
from reportgen.model.indicator import Direction, Status
from reportgen.model.standing import standing
from reportgen.model.strategy import Promise, Strategy
from reportgen.model.walk import walk
from reportgen.narrate import narrate
from reportgen.reading import read
from reportgen.render.pdf.renderer import render_pdf
from reportgen.sources import load_edition
from reportgen.sources.theme import load_theme

BOTH = pytest.mark.parametrize("lang", ["fi", "sv"])
STRATEGY = """\
[strategy]
name = {{ fi = "Suunnitelma", sv = "Plan" }}
period = "{period}"
source = "annual"

[[promise]]
id = "more"
name = {{ fi = "Enemmän", sv = "Mer" }}
text = {{ fi = "Lainaamme enemmän.", sv = "Vi lånar ut mer." }}
indicators = ["loans.total"]

[[promise]]
id = "better"
name = {{ fi = "Paremmin", sv = "Bättre" }}
text = {{ fi = "Lainaamme paremmin.", sv = "Vi lånar ut bättre." }}
blank = {{ fi = "Ei lukua.", sv = "Inget tal." }}
"""
CARD = "# Otsikko\n\n::: scorecard\n:::\n"


@cache
def edition() -> Edition:
    """Return the repository's edition of 2024."""
    return load_edition(REPOSITORY, 2024).edition


def strategy() -> Strategy:
    """Return its strategy."""
    found = edition().strategy
    assert found is not None
    return found


@cache
def made(lang: str) -> Document:
    """Return the repository's document in a language."""
    return composed(edition(), lang)


def composed(one: Edition, lang: str) -> Document:
    """Return an edition composed in a language."""
    narrative = narrate(one, lang, REPOSITORY)
    assert [found for found in narrative.findings if found.code.startswith("not-")] == []
    return compose(one, lang, narrative.sections, narrative.log)


def card(one: Document) -> Table:
    """Return the scorecard of a document."""
    blocks = (block for section in one.sections for block in walk(section.blocks))
    return next(block for block in blocks if isinstance(block, Table) and block.id == "scorecard")


def with_values(values: Mapping[tuple[str, int], str], good: Direction | None = None) -> Edition:
    """Return the edition with other values of known observations, and another good direction of them."""
    one = edition()
    seen = {key: replace(one.observations[key], value=Decimal(text)) for key, text in values.items()}
    known = dict(one.catalogue.indicators)
    if good is not None:
        known |= {id: replace(known[id], good=good) for id, _ in values}
    catalogue = replace(one.catalogue, indicators=known)
    return replace(one, catalogue=catalogue, observations={**one.observations, **seen})


def words_of(row: Row) -> list[str]:
    """Return the texts of a row's cells."""
    return [plain(cell.children).replace("\u00a0", " ") for cell in row.cells]


# ---------------------------------------------------------------- what stands in it


@BOTH
def test_every_promise_of_the_strategy_heads_a_group_with_its_text_as_decided(lang: str) -> None:
    """Eight promises in the document's order, name and text exactly as the data has them."""
    groups = card(made(lang)).groups
    promises = strategy().promises
    assert len(groups) == len(promises) == 8
    for group, promise in zip(groups, promises, strict=True):
        assert words_of(group[0]) == [promise.name[lang], promise.text[lang]]


@BOTH
def test_every_group_holds_just_the_indicators_and_targets_that_the_data_names(lang: str) -> None:
    """A row each, in order, with the label and the value of the year; nothing measures by chance."""
    for group, promise in zip(card(made(lang)).groups, strategy().promises, strict=True):
        evidence = promise.evidence
        ids = [*evidence.indicators, *evidence.targets]
        assert [row.indicator for row in group[1:] if row.indicator] == ids
        for row in group[1:] if ids else ():
            assert words_of(row)[0] == edition().catalogue.indicators[row.indicator].label[lang]
            assert row.cells[1].value == standing(edition(), row.indicator).value


@BOTH
def test_a_promise_that_nothing_measures_says_so_and_why(lang: str) -> None:
    """One row: the words for no measure, and the reason that the data gives."""
    groups = dict(zip((each.id for each in strategy().promises), card(made(lang)).groups, strict=True))
    blank = [promise for promise in strategy().promises if not _measured(promise)]
    assert {promise.id for promise in blank} == {"seamless", "quality", "access", "languages"}
    for promise in blank:
        (row,) = groups[promise.id][1:]
        assert words_of(row) == [strings(lang)["scorecard.unmeasured"], promise.evidence.blank[lang]]


def _measured(promise: Promise) -> bool:
    return bool(promise.evidence.indicators or promise.evidence.targets)


def test_the_titles_say_that_measures_are_missing_and_it_is_true() -> None:
    """Of at least a third of the promises: otherwise both titles are to be written anew."""
    assert 3 * sum(not _measured(promise) for promise in strategy().promises) >= len(strategy().promises)


@BOTH
def test_a_target_is_called_one_and_has_no_direction(lang: str) -> None:
    """What was aimed at is no result."""
    rows = {row.indicator: row for row in card(made(lang)).rows}
    for id in ("finance.programme_target", "goals.response_days"):
        assert words_of(rows[id])[-1] == strings(lang)["scorecard.aim"]
        assert [cell.way for cell in rows[id].cells] == ["", "", ""]


# ---------------------------------------------------------------- which way it went


@pytest.mark.parametrize(
    ("good", "old", "new", "way", "verdict"),
    [
        ("up", "58", "64", "up", "better"),
        ("up", "64", "58", "down", "worse"),
        ("up", "64", "64", "same", "same"),
        ("down", "58", "64", "up", "worse"),
        ("down", "64", "58", "down", "better"),
        ("neutral", "58", "64", "up", "higher"),
        ("neutral", "64", "58", "down", "lower"),
    ],
)
@BOTH
def test_arrow_and_word_follow_the_data_and_what_is_good(
    lang: str, good: Direction, old: str, new: str, way: str, verdict: str
) -> None:
    """The arrow shows where the value went, the word whether that was hoped for."""
    changed = with_values({("experience.nps", 2023): old, ("experience.nps", 2024): new}, good)
    rows = {row.indicator: row for row in card(composed(changed, lang)).rows}
    shown = rows["experience.nps"]
    assert shown.cells[-1].way == way
    assert words_of(shown)[1:] == [new, f"{old} (2023)", strings(lang)[f"scorecard.{verdict}"]]


def test_the_comparable_year_is_the_latest_that_was_counted_alike() -> None:
    """2023 where there is one; 2021 for the turnover, whose 9.9 is the same as 10 when rounded alike."""
    assert standing(edition(), "experience.nps").base == 2023
    assert standing(edition(), "staff.recommend").base == 2023
    turnover = standing(edition(), "staff.exit_turnover")
    assert (turnover.base, turnover.way, turnover.verdict) == (2021, None, "rounded")
    assert standing(edition(), "services.psychiatric_ward_days").base == 2021


def test_a_flagged_value_is_not_compared_and_one_without_a_past_has_no_direction() -> None:
    """Doctor's contacts of 2023 count otherwise, as do trainings before; residents' evenings are new."""
    for id, verdict in (
        ("services.doctor", "not_comparable"),
        ("staff.trainings", "not_comparable"),
        ("experience.resident_evenings", "first"),
    ):
        found = standing(edition(), id)
        assert (found.base, found.comparison, found.way, found.verdict) == (None, None, None, verdict)


def test_what_has_no_value_in_the_year_compares_with_nothing() -> None:
    """Nobody reported the turnover of 2023, though that of 2021 is known."""
    found = standing(load_edition(REPOSITORY, 2023).edition, "staff.exit_turnover")
    assert (found.value, found.base, found.comparison, found.way) == (None, None, None, None)


@BOTH
def test_a_break_takes_the_direction_away(lang: str) -> None:
    """A value that begins a new series bears words instead of arrow and comparison."""
    key = ("experience.nps", 2024)
    seen = {**edition().observations, key: replace(edition().observations[key], status=Status.BREAK)}
    one = replace(edition(), observations=seen)
    narrative = narrate(one, lang, REPOSITORY)
    # The brochure's own texts tell the change of this index, and are refused; the scorecard is not.
    assert {found.code for found in narrative.findings} == {"not-comparable"}
    assert standing(one, "experience.nps").verdict == "not_comparable"


# ---------------------------------------------------------------- tag tree and pages


@BOTH
def test_the_tag_tree_holds_one_table_with_a_body_for_each_promise(lang: str) -> None:
    """Names head their groups, labels their rows, and spans make every row five columns wide."""
    table = card(made(lang))
    node = read(made(lang)).node
    assert [kid.role for kid in node(table).nodes].count("table-body") == 8
    assert [node(cell).scope for cell in table.header] == ["Column"] * 5
    for group in table.groups:
        name, text = group[0].cells
        assert (node(name).role, node(name).scope) == ("header", "Row")
        assert node(name).spans == (len(group), 1)
        assert (node(text).role, node(text).spans) == ("cell", (1, 4))
        for row in group[1:]:
            assert (node(row.cells[0]).role, node(row.cells[0]).scope) == ("header", "Row")
            assert sum(cell.columns for cell in row.cells) == 4


@BOTH
def test_the_scorecard_is_a_spread_with_its_heads_on_both_pages(lang: str) -> None:
    """It begins on a left page; the heads of the right one repeat, and are no content."""
    pages = [page.number for page in laid(lang).rendered.pages if page.section == "scorecard"]
    assert len(pages) == 2
    assert pages[0] % 2 == 0
    for page, part in zip(pages, ("text", "furniture"), strict=True):
        drawn = {text.text.strip() for text in laid(lang).on(page) if text.part == part}
        assert {plain(cell.children) for cell in card(made(lang)).header} <= drawn


@BOTH
def test_a_publication_is_a_booklet(lang: str) -> None:
    """Its pages are a multiple of four, and years and remarks on the figures have a page each."""
    pages = laid(lang).rendered.pages
    assert len(pages) % 4 == 0
    assert [page.section for page in pages].count("years") == 1
    assert [page.section for page in pages].count("about") == 1


def test_any_layout_sets_a_scorecard() -> None:
    """The plain flow draws all of it, for a writer who gives the section another layout."""
    whole = made("fi")
    sections = tuple(
        replace(each, layout="flow") if each.id == "scorecard" else each for each in whole.sections
    )
    theme = load_theme(REPOSITORY)
    other = replace(whole, sections=sections)
    rendered = render_pdf(other, theme, REPOSITORY, compounds=compounds("fi"), epoch=0)
    found = Laid(other, rendered, theme)
    assert [each for each in found.findings if each.place and "scorecard" in each.place.file] == []
    shown = "".join(text.text for text in found.texts)
    assert all(promise.name["fi"].split()[0] in shown for promise in strategy().promises)


# ---------------------------------------------------------------- when it is shown


@pytest.mark.parametrize(
    ("period", "years"),
    [("2023/2025", {2023, 2024, 2025}), ("2024", {2024}), ("2023-06-01/2024-05-31", {2023, 2024})],
)
def test_a_strategy_covers_the_years_of_its_period(period: str, years: set[int]) -> None:
    """Both ends included, whatever precision they are given in."""
    one = replace(strategy(), period=period)
    assert {year for year in range(2020, 2030) if one.covers(year)} == years


def test_a_scorecard_shows_the_strategy_of_the_library(mini: Path) -> None:
    """Another organisation's promises are set by the same block."""
    write(mini, "seeds/strategy.toml", STRATEGY.format(period="2030/2032"))
    table = card(document(mini, CARD))
    assert plain(table.caption) == "Taulukko 1. Suunnitelma 2030–2032: lupaukset ja niistä kertovat luvut."
    told_of = [words_of(row) for row in table.rows]
    assert told_of == [
        ["Enemmän", "Lainaamme enemmän."],
        ["Lainat", "1 000", "700 (2030)", "parani"],
        ["Paremmin", "Lainaamme paremmin."],
        ["Ei mittaria", "Ei lukua."],
    ]


def test_a_scorecard_outside_the_strategys_years_is_refused(mini: Path) -> None:
    """Promises for other years say nothing of this one."""
    write(mini, "seeds/strategy.toml", STRATEGY.format(period="2032/2034"))
    found = only(told(mini, CARD).findings)
    assert (found.code, found.place and found.place.line) == ("no-strategy", 3)
    assert found.message == "The strategy is for 2032/2034; the edition is of 2031."


def test_a_scorecard_without_a_strategy_is_refused(mini: Path) -> None:
    """The message says what is missing."""
    found = only(told(mini, CARD).findings)
    assert found.message == "The project has no strategy; the edition is of 2031."


# ---------------------------------------------------------------- what its texts ask for


def test_a_text_asks_for_the_year_that_a_value_compares_with(mini: Path) -> None:
    """It is printed, and is a base for change and trend."""
    text = '# A\n\n{{ "loans.total" | since }} {{ "loans.total" | change(base="loans.total" | since) }}\n'
    blocks = next(section.blocks for section in document(mini, text).sections if section.id == "loans")
    (paragraph,) = [block for block in blocks if hasattr(block, "children")]
    assert plain(paragraph.children).replace("\u00a0", " ") == "2030 300 lainaa"


def test_a_text_that_compares_what_cannot_be_compared_is_refused(mini: Path) -> None:
    """No earlier year, no year to print."""
    found = only(told(mini, '# A\n\n{{ "loans.adults" | since }}\n').findings)
    assert found.code == "not-comparable"
    assert found.message == "No earlier year of 'loans.adults' can be compared with 2031."


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ('source("annual")', "Kirjaston vuosi"),
        ('abbreviation("ISBN")', "kirjan kansainvälinen tunnus"),
        ('word("no_data")', "ei tietoa"),
    ],
)
def test_a_text_names_sources_abbreviations_and_fixed_words(mini: Path, asked: str, shown: str) -> None:
    """They are typed once, in the data."""
    blocks = next(
        section.blocks
        for section in document(mini, f"# A\n\n{{{{ {asked} }}}}.\n").sections
        if section.id == "loans"
    )
    (paragraph,) = [block for block in blocks if hasattr(block, "children")]
    assert plain(paragraph.children) == f"{shown}."


def test_an_unknown_source_is_told_with_the_nearest_one(mini: Path) -> None:
    """As every name is."""
    edit(mini, "templates/fi/2031/cover.md", "Kirjasto on", 'Lähde {{ source("anual") }} on')
    found = only(told(mini, "# A\n").findings)
    assert found.code == "unknown-source"
    assert "annual" in found.remedy
