"""The figures of every edition: each stands in the PDF beside what it is called, and in the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from brochures import EVERY, LANGUAGES, YEAR, Brochure, Told, brochures, is_called, stands
from openpyxl.cell.cell import Cell

from reportgen.locales import fraction, shown, strings
from reportgen.model.indicator import Observation, UnitKind
from reportgen.model.values import value
from reportgen.verify import read_aloud

COMPARED = {("experience.nps", YEAR - 1), ("sustainability.electric_share", YEAR - 1)}
"""What the publication of the year prints of the year before, wherever the data have taken it from."""

NOT_SHOWN: dict[str, str] = {}
"""Indicators with a value that the PDF leaves to the workbook, each with the reason."""

DRAWN = {2021: 5, 2023: 2, 2024: 5}
"""Charts with words or numbers in them, at least, by edition."""

WRONG = {
    "a hyphen for a minus or in a range": r"-\d",
    "a percent sign without a no-break space": r"(?<!\u00a0)%",
    "a money sign without a no-break space": r"(?<!\u00a0)€",
    "a straight quotation mark": r"[\"']",
    "three full stops": r"\.\.\.",
    "a character that no reader can show": r"[\ufffd\ue000-\ue00f]",
}
"""What no text may hold, drawn ones neither."""

WRONG_IN_SENTENCES = WRONG | {
    "a plain or narrow space inside a number": r"\d[ \u2009\u202f]\d",
    "a dash between spaces in a range": r"\d[ \u00a0][–—] ?\d|\d[–—][ \u00a0]\d",
    "a point for a decimal comma": r"(?<![.\d])\d+\.\d+(?![.\d])",
    "a comma between thousands": r"\d,\d{3}(?!\d)",
    "four digits and more without groups": r"(?<![\d,])(?!20\d\d(?!\d))\d{4,}",
}
"""What no sentence, table or alternative may hold. A year has four digits in one piece, a date has points."""

ADDRESS = r"\S+\.(?:fi|xlsx)\b\S*"


@pytest.fixture(scope="module", params=EVERY, ids=lambda param: "-".join(map(str, param)))
def brochure(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brochure:
    """Return each edition in each language."""
    year, lang = request.param
    return brochures(tmp_path_factory, year)[lang]


@pytest.fixture(scope="module", params=LANGUAGES)
def latest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brochure:
    """Return the edition of 2024, which tells every figure of its documents, in each language."""
    return brochures(tmp_path_factory)[request.param]


def forms(brochure: Brochure, seen: Observation) -> set[str]:
    """Return every way that a value may be printed exactly."""
    assert seen.value is not None
    indicator, lang = brochure.edition.catalogue.indicators[seen.indicator], brochure.lang
    decimals = indicator.decimals if seen.decimals is None else max(0, seen.decimals)
    ways = {
        shown(seen.value, indicator.unit, decimals, lang, form).text for form in ("number", "short", "long")
    }
    word = fraction(seen.value, lang) if indicator.unit.kind is UnitKind.PERCENT else None
    return ways | ({word, word.capitalize()} if word else set())


def name(brochure: Brochure, seen: Observation) -> str:
    """Return what an indicator is called."""
    indicator, lang = brochure.edition.catalogue.indicators[seen.indicator], brochure.lang
    return f"{indicator.label[lang]} {indicator.short.get(lang, '')}"


def known(brochure: Brochure) -> Iterator[Observation]:
    """Yield the values that the documents of the year print: its own, and earlier ones beside them."""
    edition = brochure.edition
    theirs = {id for id, source in edition.catalogue.sources.items() if source.year == edition.year}
    compared = COMPARED if edition.year == YEAR else set()
    for seen in edition.observations.values():
        told = seen.year <= edition.year and seen.source in theirs
        if seen.value is not None and (told or (seen.indicator, seen.year) in compared):
            yield seen


def test_there_are_as_many_figures_as_the_publication_has(latest: Brochure) -> None:
    """They were read from the documents one by one; losing a file of them must not go unseen."""
    years = [seen.year for seen in known(latest)]
    assert years.count(YEAR) >= 97
    assert years.count(YEAR - 1) >= 2
    assert set(years) == {YEAR, YEAR - 1}


def test_every_figure_stands_beside_a_word_of_its_name(latest: Brochure) -> None:
    """In one table row, key figure, tile, paragraph or clause of a chart's alternative, in its exact form."""
    alone = {}
    for seen in known(latest):
        ways, called = forms(latest, seen), name(latest, seen)
        units = [text for text in latest.units.values() if any(stands(way, text) for way in ways)]
        if not any(is_called(text, called) for text in units):
            alone[seen.indicator, seen.year] = (sorted(ways), units)
    assert {name: found for (name, _), found in alone.items() if name not in NOT_SHOWN} == {}
    assert {name for name, _ in alone} == set(NOT_SHOWN)


def test_every_figure_is_told_exactly_somewhere(latest: Brochure) -> None:
    """A rounded mention, or the difference of two years, does not do in place of the figure itself."""
    told = {(one.indicator, one.year) for one in latest.record if not one.rounded}
    left = {(name, YEAR) for name in NOT_SHOWN}
    assert {(seen.indicator, seen.year) for seen in known(latest)} - told == left


def test_every_derived_figure_is_told(latest: Brochure) -> None:
    """What is computed is computed for the reader; steps on the way to another figure are not told."""
    edition = latest.edition
    derived = {id: one.derivation for id, one in edition.catalogue.indicators.items() if one.derivation}
    steps = {id for derivation in derived.values() for id in derivation.of}
    told = {id for id in derived if id not in steps and value(edition, id, edition.year) is not None}
    assert len(told) >= 4
    assert told - {one.indicator for one in latest.record} == set()


def test_the_record_tells_values_as_the_data_has_them(brochure: Brochure) -> None:
    """Exactly, to the last digit, and printed in a form that the value allows."""
    for seen in known(brochure):
        for one in brochure.record:
            if (one.indicator, one.year, one.base_year) == (seen.indicator, seen.year, None):
                assert one.value == seen.value, one
                assert one.rounded or one.shown in forms(brochure, seen), one


def test_every_figure_stands_on_the_page_where_the_record_says(brochure: Brochure) -> None:
    """Page and position lead to its first digit; for a figure in a chart, to the page of the chart."""
    with pypdfium2.PdfDocument(brochure.pdf) as document:
        astray = [one for one in brochure.record if not one.drawn and not _is_there(document, one)]
    assert astray == []
    charts = {passage.page for passage in brochure.passages if passage.role == "Figure"}
    drawn = {one.page for one in brochure.record if one.drawn and one.page is not None}
    assert drawn <= charts


def test_every_figure_is_printed_on_its_page_as_the_record_has_it(brochure: Brochure) -> None:
    """The number in one piece, no other digit before or behind it; a large one has its unit apart."""
    pages = [re.sub(r"[ \r\n]+", " ", text) for text in brochure.pages]
    told = [one for one in brochure.record if not one.drawn]
    assert len(told) >= 2 * len(pages)
    assert [one for one in told if not _is_printed(one, pages[(one.page or 0) - 1])] == []


def _is_printed(one: Told, page: str) -> bool:
    number = re.match(r"[−+]?\d{1,3}(?:\u00a0?\d{3})*(?:,\d+)?", one.shown)
    parts = [number[0], one.shown[number.end() :].strip("\u00a0")] if number else [one.shown]
    return stands(one.shown, page) or (stands(parts[0], page) and all(part in page for part in parts[1:]))


def _is_there(document: pypdfium2.PdfDocument, one: Told) -> bool:
    if one.page is None:
        return False
    page = document[one.page - 1]
    text = page.get_textpage()
    reach = 40  # the half of it counts; a giant digit begins 16 points right of its origin
    at = text.get_index(one.x + 1, page.get_height() - one.y + 1, reach, reach)
    return at is not None and one.shown[0] in text.get_text_range(max(0, at - 1), 3)


@pytest.mark.parametrize("fault", WRONG_IN_SENTENCES)
def test_no_figure_has_a_wrong_typographic_form(brochure: Brochure, fault: str) -> None:
    """Anywhere in what is read aloud, text alternatives of charts too."""
    texts = [re.sub(ADDRESS, "", text) for text in brochure.units.values()]
    assert [text for text in texts if re.search(WRONG_IN_SENTENCES[fault], text)] == []


@pytest.mark.parametrize("fault", WRONG)
def test_no_drawn_label_has_a_wrong_typographic_form(brochure: Brochure, fault: str) -> None:
    """The words and numbers inside charts come the same way."""
    drawn = [passage.text for passage in read_aloud(brochure.pdf) if passage.role == "Figure"]
    assert len(drawn) >= DRAWN[brochure.edition.year]
    assert [text for text in drawn if re.search(WRONG[fault], text)] == []


def test_no_unit_is_parted_from_its_number(brochure: Brochure) -> None:
    """Between a number and an abbreviated unit stands a no-break space, and so it does inside the unit."""
    lang = brochure.lang
    known_units = brochure.edition.catalogue.units.values()
    units = {u.short[lang] for u in known_units if u.short[lang] not in (u.one[lang], u.many[lang])} - {""}
    assert {"%", "MWh"} <= units
    parted = [rf"\d ?{re.escape(unit)}(?!\w)" for unit in units]
    halved = [re.escape(unit) for unit in units if " " in unit]
    found = re.compile("|".join([*parted, *halved]))
    assert [text for text in brochure.units.values() if found.search(text)] == []


def cells_of(brochure: Brochure, kind: str) -> dict[tuple[str, int], Cell]:
    """Return the cell of each (indicator, year) in the flat table, or in the themes' tables, years across."""
    found: dict[tuple[str, int], Cell] = {}
    for header, row in _rows(brochure):
        id, words = row[-1].value, strings(brochure.lang)
        if kind == "flat" and words["column.value"] in header:
            by_name = dict(zip(header, row, strict=True))
            id, year = row[0].value, by_name[words["column.year"]].value
            found[str(id), int(str(year))] = by_name[words["column.value"]]
        elif kind == "theme":
            found |= {
                (str(id), int(year)): cell for year, cell in zip(header, row, strict=True) if year.isdigit()
            }
    return found


def _rows(brochure: Brochure) -> Iterator[tuple[list[str], tuple[Cell, ...]]]:
    """Yield the rows of the workbook's tables, each with its header."""
    for sheet in openpyxl.load_workbook(brochure.workbook, data_only=True):
        for table in sheet.tables.values():
            header, *rows = sheet[table.ref]
            yield from (([str(cell.value) for cell in header], row) for row in rows)


@pytest.mark.parametrize("kind", ["flat", "theme"])
def test_every_figure_is_a_number_in_the_workbook(brochure: Brochure, kind: str) -> None:
    """At full precision, a percentage as a fraction with a format that shows it."""
    cells = cells_of(brochure, kind)
    for seen in known(brochure):
        cell = cells[seen.indicator, seen.year]
        percent = brochure.edition.catalogue.indicators[seen.indicator].unit.kind is UnitKind.PERCENT
        assert cell.data_type == "n", (cell.parent.title, cell.coordinate)
        assert Decimal(str(cell.value)) * (100 if percent else 1) == seen.value
        assert ("%" in cell.number_format) is percent
