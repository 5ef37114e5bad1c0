"""Nothing is typed: where a value of the data changes, everything that tells it changes with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import pytest
from brochures import EVERY, LANGUAGES, YEAR, Brochure, built, copied, document_of, stands
from conftest import REPOSITORY

from reportgen.locales import about, date_text, period_text, strings
from reportgen.model.document import Chart, Text, plain
from reportgen.model.indicator import Indicator, UnitKind
from reportgen.model.walk import walk
from reportgen.sources import load_edition

FIGURES = f"seeds/{YEAR}/figures.csv"
NPS, SAVED, ELECTRIC = "experience.nps", "finance.programme_saved", "sustainability.electric_share"
NUMBER = re.compile(r"[−+]?(?:\d{1,3}(?:\u00a0\d{3})+|\d+)(?:,\d+)?")

FACTORS = (Decimal("0.83"), Decimal("0.91"))
"""What values are multiplied by in turn; with one factor alone, shares would stay as they are."""

Change = Mapping[str, Decimal]
"""New values by indicator."""


def changed(root: Path, new: Change) -> Path:
    """Give indicators other values, and own up to every contradiction that this makes (status U)."""
    rows = list(csv.reader(io.StringIO((root / FIGURES).read_text(encoding="utf-8"))))
    assert set(new) <= {row[0] for row in rows}
    for row in rows[1:]:
        row[1], row[2] = (str(new[row[0]]) if row[0] in new else row[1]), "U"
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    (root / FIGURES).write_text(table.getvalue(), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Brochure]:
    """Return the brochures with every value as it is, and said to be as little confirmed as the other ones.

    Tables mark such values, which would differ otherwise.
    """
    return built(changed(copied(REPOSITORY, tmp_path_factory.mktemp("before")), {}), formats=["pdf"])


@pytest.fixture(scope="module")
def other(before: Mapping[str, Brochure], tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Brochure]:
    """Return the brochures of a project in which every value of the year is another.

    The share of electric cars fell where it had risen, and the programme saved a little more than a round
    sum where it had saved a little less.
    """
    one, forms = before["fi"], _forms(before["fi"])
    year = [seen for seen in one.edition.observations.values() if seen.year == YEAR]
    new = {
        seen.indicator: another(seen.value, one.edition.catalogue.indicators[seen.indicator], forms, factor)
        for seen, factor in zip(year, cycle(FACTORS), strict=False)
        if seen.value is not None
    }
    assert len(new) > 90
    last = {id: one.edition.observations[id, YEAR - 1].value or Decimal(0) for id in (NPS, ELECTRIC)}
    new |= {NPS: last[NPS] + 5, ELECTRIC: last[ELECTRIC] - 4, SAVED: Decimal(62)}
    return built(changed(copied(one.root, tmp_path_factory.mktemp("other")), new), formats=["pdf"])


def _forms(brochure: Brochure) -> Mapping[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for told in brochure.record:
        forms.setdefault(told.indicator, set()).add(told.form.split()[0])
    return forms


def another(value: Decimal, indicator: Indicator, forms: Mapping[str, set[str]], factor: Decimal) -> Decimal:
    """Return a value that is printed otherwise in every form, about as wide, and possible for its unit."""
    if "fraction" in forms.get(indicator.id, ()):  # only halves, thirds and quarters have a word
        return Decimal(25)
    new = (value * factor).quantize(Decimal(1).scaleb(-indicator.decimals))
    return new if new != value else value + (1 if indicator.unit.kind is not UnitKind.PERCENT else -1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_that_tells_a_value_tells_the_new_one(
    before: Mapping[str, Brochure], other: Mapping[str, Brochure], lang: str
) -> None:
    """The same places tell the same indicators, each with other digits; only the year before is as it was."""
    old, new = before[lang].record, other[lang].record
    # The year that a value compares with follows from the values: it is the latest that differs as printed.
    assert [(one.indicator, one.path) for one in old] == [(one.indicator, one.path) for one in new]
    kept = [
        (one.path, one.shown)
        for one, two in zip(old, new, strict=True)
        if one.year == YEAR and one.shown == two.shown
    ]
    assert kept == []
    assert {one.shown for one in old if one.year != YEAR} == {one.shown for one in new if one.year != YEAR}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_stays_behind(
    before: Mapping[str, Brochure], other: Mapping[str, Brochure], lang: str
) -> None:
    """Of the numbers that were told, none is left that the new data, a date or the layout does not give."""
    told = _numbers(one.shown for one in before[lang].record if one.year == YEAR)
    new = _numbers(one.shown for one in other[lang].record)
    assert len(told) > 80
    left = {
        (number, text)
        for text in _sentences(other[lang])
        for number in _numbers([text]) & (told - new - _given(other[lang]))
    }
    assert left == set()


@pytest.mark.parametrize(("year", "lang"), EVERY)
def test_digits_come_from_data_alone(year: int, lang: str) -> None:
    """Text that is no cited value has no digit but those of dates, names, remarks and table numbers."""
    edition = load_edition(REPOSITORY, year).edition
    brochure = Brochure(REPOSITORY, lang, edition, document_of(REPOSITORY, edition, lang))
    sources = (_dates, _labels, _titles, _remarks, _years)
    known = [text for source in sources for text in source(brochure)]
    number = rf"^{re.escape(strings(lang)['table'])} \d+\."
    typed = []
    for text in _uncited(brochure.document.sections):
        rest = re.sub(number, "", text)
        for part in sorted(known, key=len, reverse=True):
            rest = rest.replace(part, "")
        if re.search(r"\d", rest):
            typed.append(text)
    assert typed == []


def _sentences(brochure: Brochure) -> Iterator[str]:
    """Yield what is read aloud without the numbers of tables: in their captions, and where one is named."""
    words = strings(brochure.lang)
    several = rf"\d+(?:, \d+)*(?: {words['and']} \d+)?"
    named = [re.escape(words[f"alt.in_table{end}"]).replace(r"\{tables\}", several) for end in ("", "s")]
    number = re.compile(
        "|".join([rf"^{re.escape(words['table'])} \d+\.", *(rf"^{one}\.?$" for one in named)])
    )
    return (number.sub("", text) for text in brochure.units.values())


def _given(brochure: Brochure) -> set[str]:
    """Return the numbers of dates and labels."""
    return _numbers([*_dates(brochure), *_labels(brochure), str(YEAR), str(YEAR - 1)])


def _dates(brochure: Brochure) -> Iterator[str]:
    lang = brochure.lang
    for iso in brochure.edition.dates.values():
        yield from (
            [period_text(iso, lang)] if "/" in iso else [date_text(iso, lang), date_text(iso, lang, "in")]
        )


def _labels(brochure: Brochure) -> Iterator[str]:
    """Yield the names of indicators that hold a number, such as an age."""
    for indicator in brochure.edition.catalogue.indicators.values():
        for label in (indicator.label[brochure.lang], indicator.short.get(brochure.lang, "")):
            if re.search(r"\d", label):
                yield label


def _titles(brochure: Brochure) -> Iterator[str]:
    """Yield the titles of the documents that figures were read from."""
    yield from (source.title[brochure.lang] for source in brochure.edition.catalogue.sources.values())


def _remarks(brochure: Brochure) -> Iterator[str]:
    """Yield the sentences that the data says of values, as tables repeat them under their rows."""
    for seen in brochure.edition.observations.values():
        yield from (part.rstrip(".") for part in seen.note.get(brochure.lang, "").split(". ") if part)


def _years(brochure: Brochure) -> Iterator[str]:
    """Yield the years of the data, which texts name as what they compare with."""
    yield from sorted({str(year) for _, year in brochure.edition.observations})


def _numbers(texts: Iterable[str]) -> set[str]:
    return {found.lstrip("+") for text in texts for found in NUMBER.findall(text)}


def _uncited(node: object) -> Iterator[str]:
    """Yield the texts in a part of a Document, without its values and what is drawn in charts."""
    match node:
        case Text(text):
            yield text
        case Chart(title=title):
            yield from _uncited(title)
        case tuple():
            for inner in node:
                yield from _uncited(inner)
        case _ if is_dataclass(node):
            for part in fields(node):
                yield from _uncited(getattr(node, part.name))


# ---------------------------------------------------------------- the words around a value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_what_tells_a_changed_value_is_told_otherwise(
    before: Mapping[str, Brochure], other: Mapping[str, Brochure], lang: str
) -> None:
    """A sentence, row or tile of the new PDF differs from the old one where a changed value is cited.

    An alternative that names the largest or smallest may name another one: with the value that belongs to it.
    Of a series it names those of both that are certain, and each is what the chart's data make it.
    """
    old, new = before[lang].record, other[lang].record
    pairs = [(one, two) for one, two in zip(old, new, strict=True) if one.value != two.value]
    units = before[lang].units
    assert list(units) == list(other[lang].units)
    differing = [(units[at], text) for at, text in other[lang].units.items() if text != units[at]]
    assert len(differing) >= 60
    words = _choices(before[lang])
    labels = {id: one.label[lang] for id, one in before[lang].edition.catalogue.indicators.items()}
    for was, now in differing:
        cited = any(stands(one.shown, was) and stands(two.shown, now) for one, two in pairs)
        swapped = was.split(": ")[0] == now.split(": ")[0] and all(
            any(f"{labels[one.indicator]} ({one.shown})" in text for one in told)
            for text, told in ((was, [one for one, _ in pairs]), (now, [two for _, two in pairs]))
        )
        certain = _peaks_are_true(was, before[lang]) and _peaks_are_true(now, other[lang])
        assert cited or swapped or certain or _masked(was, words) == _masked(now, words), (was, now)


def _peaks_are_true(text: str, brochure: Brochure) -> bool:
    """Tell whether a text is the extremes of a series, and its years are those of the chart's data."""
    words = strings(brochure.lang)
    ends = {"peaks": (max, min), "peak_largest": (max,), "peak_smallest": (min,)}
    begins = {name: words[f"alt.{name}"].partition("{")[0] for name in ends}
    years = [int(year) for year in re.findall(r"\b20\d\d\b", text)]
    kind = next(
        (name for name, begin in begins.items() if text.startswith(begin) and len(ends[name]) == len(years)),
        "",
    )
    charts = (
        block for one in brochure.document.sections for block in walk(one.blocks) if isinstance(block, Chart)
    )
    data = next(
        (
            {d.year: d.value for d in chart.data if d.value is not None}
            for chart in charts
            if text in plain(chart.alt)
        ),
        {},
    )
    return bool(kind and data) and all(
        data.get(year) == extreme(data.values()) for extreme, year in zip(ends[kind], years, strict=True)
    )


def _masked(text: str, words: Iterable[str]) -> str:
    """Return a text without its numbers and the words that a value chooses."""
    choice = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return NUMBER.sub("…", re.sub(rf"\b(?:{choice})\b", "…", text.replace("\u00a0", " ")))


def _choices(brochure: Brochure) -> set[str]:
    """Return the words that a value chooses: of those that templates offer, and one or many of a unit."""
    files = (brochure.root / "templates" / brochure.lang / str(YEAR)).glob("*.md")
    calls = re.compile(r"\| (?:trend|sign|most)\((?:\[[^]]*\], )?([^)]*)\)")
    called = [call for file in files for call in calls.findall(file.read_text(encoding="utf-8"))]
    units = brochure.edition.catalogue.units.values()
    forms = {form.get(brochure.lang, "") for one in units for form in (one.change_one, one.change_many)}
    return {word for call in called for word in re.findall(r'"([^"]*)"', call)} | forms - {""}


def _trends(brochure: Brochure) -> list[tuple[str, list[str]]]:
    """Return section and words (rise, fall, neither) of every trend of electric cars in the templates."""
    files = sorted((brochure.root / "templates" / brochure.lang / str(YEAR)).glob("*.md"))
    return [
        (file.stem, re.findall(r'"([^"]*)"', call))
        for file in files
        for call in re.findall(rf'"{ELECTRIC}" \| trend\(([^)]*)\)', file.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_told_of_a_changed_value_is_gone(
    before: Mapping[str, Brochure], other: Mapping[str, Brochure], lang: str
) -> None:
    """The old form stands nowhere in the section that told it, unless another value looks the same."""
    old, new = before[lang].record, other[lang].record
    for one in (one for one, two in zip(old, new, strict=True) if one.value != two.value):
        same = [two for two in new if two.section == one.section and stands(one.shown, two.shown)]
        assert same or not any(
            stands(one.shown, text) for text in _section(other[lang], one.section).values()
        )


def _section(brochure: Brochure, id: str) -> dict[str, str]:
    """Return what is read of a section, by its place."""
    home, _ = brochure.titles[id]
    return {at: text for at, text in brochure.units.items() if at.startswith(f"{home}/")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nearly_and_over_follow_the_value(other: Mapping[str, Brochure], lang: str) -> None:
    """62 by tens is over 60, where 68 was nearly 70."""
    told = [one for one in other[lang].record if one.indicator == SAVED and one.form.startswith("about")]
    assert told
    for one in told:
        near = about(one.value, int(one.form.split()[1]), lang)
        assert near.word == strings(lang)["about.above"]
        assert any(f"{near.word} {one.shown}" in text for text in _section(other[lang], one.section).values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rise_and_fall_follow_the_value(
    before: Mapping[str, Brochure], other: Mapping[str, Brochure], lang: str
) -> None:
    """Of the three words that a text gives, the one for a fall is told; a change has its new size."""
    calls = _trends(before[lang])
    assert calls
    for section, (up, down, same) in calls:
        now = _section(other[lang], section)
        told = {at: text for at, text in _section(before[lang], section).items() if up in text}
        turned = [now[at] for at, text in told.items() if up not in now[at] and down in now[at]]
        assert turned
        assert not any(same in text for text in turned)
    changes = [one for one in other[lang].record if (one.indicator, one.base_year) == (NPS, YEAR - 1)]
    assert changes
    assert all(one.value == 5 and "5" in one.shown for one in changes)
