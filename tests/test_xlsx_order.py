"""Every sheet of every workbook is well-formed: rows and cells stand once, in order; all readers agree."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pandas
import pytest
from brochures import EVERY
from conftest import REPOSITORY
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from xlsx_builder import catalogue, edition, indicator, observation, seen

from reportgen.compose import compose
from reportgen.narrate import narrate
from reportgen.render.xlsx import Printed, render_xlsx
from reportgen.sources import load_edition
from reportgen.sources.theme import load_theme
from reportgen.verify.workbook import verify_xlsx
from reportgen.verify.workbook_file import column_letters, column_number

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHARTED = "xl/worksheets/sheet2.xml"
"""A sheet of the small edition with a chart: the header in row 7, rows, notes, and those of the chart."""

Value = str | float | None
Values = dict[tuple[int, int], Value]
Root = ElementTree.Element


@cache
def folder(base: Path) -> Path:
    """Return a folder with the workbooks of all editions as a build makes them, but for the page numbers."""
    base.mkdir()
    for year, lang in EVERY:
        made = load_edition(REPOSITORY, year).edition
        told = narrate(made, lang, REPOSITORY)
        printed = Printed(compose(made, lang, told.sections, told.log).citations, {})
        path = base / f"{year}-{lang}.xlsx"
        render_xlsx(made, lang, path, load_theme(REPOSITORY), printed=printed)
    return base


@pytest.fixture(params=EVERY, ids=[f"{year}-{lang}" for year, lang in EVERY])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workbook of an edition in a language."""
    year, lang = request.param
    return folder(tmp_path_factory.getbasetemp() / "books") / f"{year}-{lang}.xlsx"


def sheets(path: Path) -> Iterator[tuple[str, Root]]:
    """Yield the XML of every sheet with its part's name."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                yield name, ElementTree.fromstring(archive.read(name))


def number_of(cell: Root) -> tuple[int, int]:
    """Return row and column of a cell."""
    match = re.fullmatch("([A-Z]+)([0-9]+)", cell.attrib["r"])
    assert match is not None
    return int(match[2]), column_index_from_string(match[1])


def by_the_last_row(root: Root) -> Values:
    """Read a sheet as some programs do: a row that comes again takes the place of the one before."""
    rows: dict[str, Root] = {row.attrib["r"]: row for row in root.iter(f"{MAIN}row")}
    return {number_of(cell): content(cell) for row in rows.values() for cell in row}


def content(cell: Root) -> Value:
    """Return what a cell holds."""
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
    if kind == "str":
        return value
    assert kind == "n", kind
    return None if value is None else float(value)


def plain(value: object) -> Value:
    """Return a cell's content as any library gives it in one form."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else float(str(value))


def test_rows_and_cells_stand_once_and_ascend(book: Path) -> None:
    """In every sheet; and the sheet says truly which cells it has."""
    count = 0
    for name, root in sheets(book):
        numbers = [int(row.attrib["r"]) for row in root.iter(f"{MAIN}row")]
        assert numbers == sorted(set(numbers)), name
        cells = [
            (number, number_of(cell))
            for number, row in zip(numbers, root.iter(f"{MAIN}row"), strict=True)
            for cell in row
        ]
        assert all(row == number for number, (row, _) in cells), name
        places = [place for _, place in cells]
        assert places == sorted(set(places)), name
        dimension = root.find(f"{MAIN}dimension")
        assert dimension is not None
        rows, columns = ({place[part] for place in places} for part in (0, 1))
        told = range_boundaries(dimension.attrib["ref"])
        assert told == (min(columns), min(rows), max(columns), max(rows)), name
        count += 1
    assert count > 10


def test_all_readers_find_the_same_in_every_cell_of_every_table(book: Path) -> None:
    """openpyxl, pandas (which reads row by row) and a reader for which the last row of a number wins."""
    raw = dict(sheets(book))
    opened = load_workbook(book, data_only=True)
    frames = pandas.read_excel(book, sheet_name=None, header=None, na_filter=False, dtype=object)
    count = 0
    for number, sheet in enumerate(opened.worksheets, start=1):
        own, frame = by_the_last_row(raw[f"xl/worksheets/sheet{number}.xml"]), frames[sheet.title]
        for table in sheet.tables.values():
            left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(table.ref))
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    wanted = plain(sheet.cell(row, column).value)
                    assert own[row, column] == wanted, (sheet.title, row, column)
                    assert plain(frame.iat[row - 1, column - 1]) == wanted, (sheet.title, row, column)
                    count += wanted is not None
    assert count > 3000


# ---------------------------------------------------------------- what verify says to broken books


def again(rows: list[Root], *numbers: int) -> None:
    """Let rows stand a second time at the end, empty, as a height asked for did."""
    rows.extend(ElementTree.Element(f"{MAIN}row", {"r": str(number), "ht": "15"}) for number in numbers)


def moved(cells: Root, old: int, new: int) -> None:
    """Put a cell of a row elsewhere in it."""
    cell = cells[old]
    cells.remove(cell)
    cells.insert(new, cell)


BROKEN: dict[str, tuple[Callable[[list[Root]], object], str, str, str]] = {
    "a row twice": (lambda rows: again(rows, 8), "workbook-order", "A8", "Row 8 stands after row"),
    "all rows twice": (
        lambda rows: again(rows, *range(1, 11)),
        "workbook-order",
        "A1",
        "9 more are out of order.",
    ),
    "a row with other cells twice": (
        lambda rows: rows.insert(8, ElementTree.fromstring(ElementTree.tostring(rows[7]))),
        "workbook-order",
        "A8",
        "Row 8 stands after row 8.",
    ),
    "rows the other way round": (
        lambda rows: rows.reverse(),
        "workbook-order",
        "A",
        "more are out of order.",
    ),
    "two rows changed": (
        lambda rows: rows.insert(7, rows.pop(8)),
        "workbook-order",
        "A8",
        "Row 8 stands after row 9.",
    ),
    "the title at the end": (
        lambda rows: rows.append(rows.pop(0)),
        "workbook-order",
        "A1",
        "Row 1 stands after row",
    ),
    "a cell twice": (
        lambda rows: rows[7].append(ElementTree.Element(f"{MAIN}c", {"r": "B8"})),
        "workbook-order",
        "B8",
        "Cell B8 stands after column",
    ),
    "cells the other way round": (
        lambda rows: moved(rows[8], 0, 3),
        "workbook-order",
        "A9",
        "Cell A9 stands after column D.",
    ),
    "a cell of another row": (
        lambda rows: rows[8][2].set("r", "C8"),
        "workbook-order",
        "C8",
        "Cell C8 stands in row 9.",
    ),
    "no cell's name": (
        lambda rows: rows[8][2].set("r", "c9"),
        "workbook-order",
        "c9",
        "Cell c9 stands in row 9.",
    ),
    "a cell far out": (
        lambda rows: rows[8].append(ElementTree.Element(f"{MAIN}c", {"r": "XFD9"})),
        "workbook-dimension",
        "",
        "The cells cover A1:XFD",
    ),
    "a row far down": (
        lambda rows: rows.append(
            ElementTree.fromstring(f'<row xmlns="{MAIN[1:-1]}" r="900"><c r="A900"/></row>')
        ),
        "workbook-dimension",
        "",
        "900, while the sheet says A1:",
    ),
}


@pytest.mark.parametrize(("change", "code", "cell", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_book_is_told_with_its_sheet_and_cell(
    change: Callable[[list[Root]], object], code: str, cell: str, message: str, tmp_path: Path
) -> None:
    """One finding a sheet, whatever is out of order in it; other programs open such a file without a word."""
    path = tmp_path / "book.xlsx"
    render_xlsx(edition(), "fi", path, load_theme(REPOSITORY))
    assert verify_xlsx(path, edition(), "fi") == ()
    spoil(path, change)
    (found,) = [
        one
        for one in verify_xlsx(path, edition(), "fi")
        if one.code in ("workbook-order", "workbook-dimension")
    ]
    assert found.place is not None
    assert (found.code, found.place.sheet) == (code, "Henkilöstö")
    assert (found.place.cell or "").startswith(cell)
    assert message in found.message


def spoil(path: Path, change: Callable[[list[Root]], object]) -> None:
    """Change the rows of a sheet's XML."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = ElementTree.fromstring(parts[CHARTED])
    data = root.find(f"{MAIN}sheetData")
    assert data is not None
    rows = list(data)
    change(rows)
    data[:] = rows
    parts[CHARTED] = ElementTree.tostring(root)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


# ---------------------------------------------------------------- columns beyond Z


def test_columns_beyond_z_have_their_letters() -> None:
    """As the writing library names them, there and back."""
    for number in (1, 26, 27, 52, 53, 702, 703, 16_384):
        assert column_letters(number) == get_column_letter(number)
        assert column_number(column_letters(number)) == number


def test_a_theme_of_more_years_than_the_alphabet_has_letters_is_sound(tmp_path: Path) -> None:
    """Thirty-eight years side by side: values, checks, dimension and table reach beyond Z."""
    one = indicator("staff.visits")
    more = [observation(one.id, year, str(year * 10)) for year in range(1987, 2025)]
    wide = seen(edition(catalogue=catalogue(one)), *more)
    render_xlsx(wide, "fi", tmp_path / "book.xlsx", load_theme(REPOSITORY))
    assert verify_xlsx(tmp_path / "book.xlsx", wide, "fi") == ()
    sheet = load_workbook(tmp_path / "book.xlsx")["Henkilöstö"]
    (table,) = sheet.tables.values()
    right = int(range_boundaries(table.ref)[2] or 0)
    assert right > 38
    head = [str(cell.value) for cell in sheet[7]]
    assert head.index("2024") > 26
    row = next(row for row in sheet.iter_rows(min_row=8, values_only=True) if one.id in row)
    assert row[head.index("2024")] == 20_240
