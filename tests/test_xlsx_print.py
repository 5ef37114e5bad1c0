"""The workbook on paper: type large enough to read, what belongs together on one page, nothing cut off."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import REPOSITORY
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from xlsx_builder import edition, printed

from reportgen.locales import strings
from reportgen.render.xlsx import render_xlsx
from reportgen.render.xlsx.measure import text_width
from reportgen.render.xlsx.printing import WIDEST, columns_printed, divided
from reportgen.sources import load_edition
from reportgen.sources.theme import load_theme

HEADER = 7
POINTS = 5.56
"""How wide LibreOffice draws a character of a column's width; Excel takes 5.25 points."""


@pytest.fixture(scope="module", params=[("fi", 2024), ("sv", 2024), ("fi", 2021), ("sv", 2023)])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return an edition's workbook, in the largest with the pages of the brochure."""
    lang, year = request.param
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    told = printed(lang) if year == 2024 else None
    render_xlsx(load_edition(REPOSITORY, year).edition, lang, path, load_theme(REPOSITORY), printed=told)
    return load_workbook(path)


def areas(sheet: Worksheet) -> list[tuple[int, int, int, int]]:
    """Return the parts of a sheet that are printed: first column and row, last column and row."""
    found = re.findall(r"\$[A-Z]+\$\d+:\$[A-Z]+\$\d+", str(sheet.print_area))
    return [tuple(number or 0 for number in range_boundaries(part)) for part in found]  # type: ignore[misc]


def width(sheet: Worksheet, first: int, last: int) -> float:
    """Return the width of columns, from the first to the last, in characters."""
    letters = map(get_column_letter, range(first, last + 1))
    return sum(float(sheet.column_dimensions[letter].width) for letter in letters)


@cache
def page(portrait: bool) -> float:
    """Return the width of A4 in points, without the margins."""
    return (595.3 if portrait else 841.9) - 2 * 0.35 * 72


def test_no_type_is_smaller_than_eight_points(book: Workbook) -> None:
    """Fitted to the width of A4, the smallest letters of every sheet, also where columns are drawn wide."""
    for sheet in book.worksheets:
        (_, _, last, _) = areas(sheet)[0]
        taken = width(sheet, 1, last) * POINTS
        scale = min(1.0, page(sheet.page_setup.orientation == "portrait") / taken)
        sizes = {cell.font.size for row in sheet.iter_rows(max_col=last) for cell in row if cell.value}
        assert min(sizes) * scale >= 8.0, (sheet.title, scale)


def test_every_row_is_printed_and_the_parts_follow_each_other(book: Workbook) -> None:
    """Parts begin where the one before ended, and the last one holds the last row."""
    for sheet in book.worksheets:
        parts = areas(sheet)
        assert parts[0][1] == 1
        for before, after in pairwise(parts):
            assert after[1] == before[3] + 1
        assert parts[-1][3] >= sheet.max_row


def test_a_chart_is_on_a_page_with_rows_of_its_table(book: Workbook) -> None:
    """The header that is repeated on every page never stands over a chart alone."""
    count = 0
    for sheet in book.worksheets:
        for chart in sheet._charts:  # type: ignore[attr-defined]
            row = chart.anchor._from.row + 1
            (table,) = sheet.tables.values()
            end = int(re.sub(r".*\D", "", table.ref))
            (part,) = (part for part in areas(sheet) if part[1] <= row <= part[3])
            assert part[1] <= end, sheet.title
            count += 1
    assert count > 10


def test_lines_and_notes_are_no_longer_than_the_page_is_wide(book: Workbook) -> None:
    """Text that runs over the cells beside it would be cut off at the edge of the print."""
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        end = int(re.sub(r".*\D", "", table.ref))
        (_, _, last, _) = areas(sheet)[0]
        room = width(sheet, 1, last) * 7
        for row in (*range(1, 6), *range(end + 1, sheet.max_row + 1)):
            text, font = sheet.cell(row, 1).value, sheet.cell(row, 1).font
            assert text_width(str(text or ""), font.size, bold=bool(font.bold)) < room, (sheet.title, row)


def test_links_do_not_cover_each_other(book: Workbook) -> None:
    """The words of the first link end before the cell of the second begins."""
    for sheet in book.worksheets[1:]:
        told = [cell for cell in sheet[6] if cell.value]
        for first, second in pairwise(told):
            assert text_width(str(first.value), 9) < width(sheet, first.column, second.column - 1) * 7


def test_what_must_be_read_is_printed(book: Workbook) -> None:
    """Values of all years, changes, outcomes and explanations are never among the columns left out."""
    text = strings(str(book.properties.language))
    needed = {
        "data": ("id", "unit", "year", "value", "status", "source"),
        "indicators": ("id", "unit", "definition"),
        "reconciliation": ("check", "expected", "calculated", "difference", "result", "shown"),
        "notes": ("id", "meaning"),
        "log": ("date", "change"),
    }
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables
        (_, _, last, _) = areas(sheet)[0]
        heads = [str(cell.value) for cell in sheet[HEADER]][:last]
        for key in needed.get(table, ()):
            assert text[f"column.{key}"] in heads
        if table.startswith("theme_"):
            every = [str(cell.value) for cell in sheet[HEADER]]
            assert [head for head in every if head.isdigit()] == [head for head in heads if head.isdigit()]
            assert {text["column.indicator"], text["column.unit"]} <= set(heads)
        if table == "scorecard":
            assert text["scorecard.verdict_or_blank"] in heads


def test_themes_of_earlier_years_stand_apart(book: Workbook) -> None:
    """The cover's contents name them under their own heading, after the year's own themes."""
    cover, text = book.worksheets[0], strings(str(book.properties.language))
    tables = {table.name: cover[table.ref] for table in cover.tables.values()}
    assert list(tables) == ["contents", "earlier", "reference"]
    assert tables["earlier"][0][0].value == text["appendix.part_earlier"]
    named = [str(row[0].value) for rows in tables.values() for row in rows[1:]]
    assert named == book.sheetnames[1:]
    year = re.findall(r"20\d\d", str(cover["A1"].value))[0]
    for row in tables["contents"][1:]:
        assert str(book[str(row[0].value)]["A1"].value).endswith(f" {year}")
    for row in tables["earlier"][1:]:
        assert not str(book[str(row[0].value)]["A1"].value).endswith(f" {year}")


def test_an_edition_whose_themes_are_all_its_own_has_no_earlier_ones(tmp_path: Path) -> None:
    """A heading over nothing is left out."""
    render_xlsx(edition(), "fi", tmp_path / "book.xlsx")
    assert list(load_workbook(tmp_path / "book.xlsx").worksheets[0].tables) == ["contents", "reference"]


# ---------------------------------------------------------------- how pages are divided

HEAD = [20.0] * 7


def test_a_table_and_its_chart_share_a_page_where_there_is_room() -> None:
    """Head 140, rows 100, chart 200: all on one page of 440, on two of less."""
    heights = [*HEAD, *[20.0] * 5, 200.0]
    assert divided(heights, 7, 12, 440.0, []) == [13]
    assert divided(heights, 7, 12, 439.0, []) == [10, 13]


def test_a_page_rather_ends_with_a_group() -> None:
    """Of the rows that may go over, those of a whole group do."""
    heights = [*HEAD, *[20.0] * 10, 200.0]
    assert divided(heights, 7, 17, 400.0, []) == [13, 18]
    assert divided(heights, 7, 17, 400.0, [10, 15]) == [15, 18]


def test_a_long_table_fills_its_pages_and_keeps_rows_for_the_chart() -> None:
    """No page is too full, with the header counted on each, and none is all but empty."""
    heights = [*HEAD, *[20.0] * 50, 200.0]
    lasts = divided(heights, 7, 57, 500.0, [])
    assert lasts[-1] == len(heights)
    starts = [8, *(last + 1 for last in lasts[:-1])]
    for start, last in zip(starts[1:], lasts[1:], strict=True):
        assert 20.0 + sum(heights[start - 1 : last]) <= 500.0
    assert starts[-1] <= 57
    rows = [last - start for start, last in zip(starts, lasts[:-1], strict=False)]
    assert min(rows) * 3 > max(rows)


def test_columns_are_printed_as_far_as_they_fit() -> None:
    """At least one is, however wide."""
    assert columns_printed([WIDEST / 2, WIDEST / 2, 1.0]) == 2
    assert columns_printed([WIDEST + 1]) == 1
