"""A sheet with one table: title in A1, what it holds in A2, lines, the header in row 7, then the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding
from reportgen.render.xlsx.cells import Entry, put
from reportgen.render.xlsx.look import KINDS, Look
from reportgen.render.xlsx.measure import least_width, lines_of
from reportgen.render.xlsx.printing import prepare_print

HEADER_ROW = 7
"""The same on every sheet but the cover, so that a program reading the file can rely on it."""

_HEIGHTS = {1: 30.0, 2: 20.0, 3: 26.0, 4: 15.0, 5: 15.0, 6: 22.0}
# Excel takes rows up to 409 points; a word wider than a column should ever be may well be broken.
_HIGHEST, _WIDEST = 409.0, 60.0
_LINE_HEIGHT, _PADDING = 1.28, 6.0  # Excel sets a line of Arial 10 at 12.75 points


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in characters, and the header's style."""

    header: str
    width: float
    style: str = "header"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. ``last`` closes a group."""

    cells: tuple[Entry, ...]
    last: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows. ``table`` names the defined table, the same in every language.

    ``lines`` are the message, the source and the unit (rows 3 to 5); ``notes`` stand below the table;
    ``keep`` columns stay in view when the sheet is scrolled sideways; ``contents`` is its line on the cover.
    """

    table: str
    name: str
    title: str
    holds: str
    lines: tuple[str, str, str]
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    keep: int = 1
    contents: str = ""


@dataclass(slots=True)
class Book:
    """A workbook being written, how it looks, and what could not be written into it."""

    workbook: Workbook
    look: Look
    footer: tuple[str, str]
    findings: list[Finding] = field(default_factory=list)

    def write(self, sheet: Worksheet, row: int, column: int, entry: Entry, *, last: bool = False) -> None:
        """Write and dress one cell."""
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        finding = put(cell, entry.content, entry.place)
        if finding is not None:
            self.findings.append(finding)
        self.look.apply(cell, entry.style, entry.area, last=last)
        cell.number_format = entry.format
        if entry.link is not None:
            target = entry.link.replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target}'!A1")


def add_sheet(book: Book, spec: Sheet, links: tuple[Entry, ...]) -> None:
    """Add a sheet with its table to the workbook; ``links`` stand in row 6."""
    sheet = book.workbook.create_sheet(spec.name)
    _head(book, sheet, spec, links)
    end = _body(book, sheet, spec)
    add_table(sheet, spec.table, (HEADER_ROW, end), [column.header for column in spec.columns], filtered=True)
    for row, note in enumerate(spec.notes, start=end + 1):
        book.write(sheet, row, 1, Entry(note, "note"))
        # The first note stands a little off the table; a blank row would do it too, but rows are data.
        sheet.row_dimensions[row].height = 22.0 if row == end + 1 else 14.0
    sheet.freeze_panes = f"{get_column_letter(spec.keep + 1)}{HEADER_ROW + 1}"
    prepare_print(sheet, book.footer, len(spec.columns), end + len(spec.notes), header_row=HEADER_ROW)


def add_table(
    sheet: Worksheet, name: str, rows: tuple[int, int], headers: Iterable[str], *, filtered: bool
) -> None:
    """Define the sheet's table, from column A, over the given rows (header and last)."""
    columns = [TableColumn(id=number, name=header) for number, header in enumerate(headers, start=1)]
    reference = f"A{rows[0]}:{get_column_letter(len(columns))}{rows[1]}"
    table = Table(displayName=name, name=name, ref=reference, tableColumns=columns)
    if filtered:
        table.autoFilter = AutoFilter(ref=reference)
    sheet.add_table(table)


def row_height(line: Line, widths: tuple[float, ...]) -> float:
    """Return the height in points that shows every wrapped text of a row."""
    tallest = 10 * _LINE_HEIGHT
    for entry, width in zip(line.cells, widths, strict=True):
        if isinstance(entry.content, str):
            kind = KINDS[entry.style]
            lines = lines_of(entry.content, width, kind.size, bold=kind.bold)
            tallest = max(tallest, lines * kind.size * _LINE_HEIGHT)
    return min(round(tallest + _PADDING, 2), _HIGHEST)


def column_widths(spec: Sheet) -> tuple[float, ...]:
    """Return the widths asked for, wider where a word of a header or a cell would be broken."""
    return tuple(
        max(
            column.width,
            _least(Entry(column.header, column.style)),
            *(min(_least(line.cells[number]), _WIDEST) for line in spec.rows),
        )
        for number, column in enumerate(spec.columns)
    )


def _least(entry: Entry) -> float:
    kind = KINDS[entry.style]
    return least_width(entry.content, kind.size, bold=kind.bold) if isinstance(entry.content, str) else 0.0


def band(book: Book, sheet: Worksheet, rows: Iterable[int], columns: int) -> None:
    """Lay the title band: over the whole row on screen, and under the cells that are printed."""
    for row in rows:
        book.look.apply(sheet.row_dimensions[row], "band")
        for column in range(2, columns + 1):
            book.look.apply(sheet.cell(row, column), "band")


def _head(book: Book, sheet: Worksheet, spec: Sheet, links: tuple[Entry, ...]) -> None:
    sheet.sheet_view.showGridLines = False
    styles = ("title", "band", "message", "line", "line")
    for row, (text, style) in enumerate(
        zip((spec.title, spec.holds, *spec.lines), styles, strict=True), start=1
    ):
        book.write(sheet, row, 1, Entry(text, style))
    for column, link in enumerate(links, start=1):
        book.write(sheet, 6, column, link)
    band(book, sheet, (1, 2), len(spec.columns))
    for row, points in _HEIGHTS.items():
        sheet.row_dimensions[row].height = points


def _body(book: Book, sheet: Worksheet, spec: Sheet) -> int:
    widths = column_widths(spec)
    for number, (column, width) in enumerate(zip(spec.columns, widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        book.write(sheet, HEADER_ROW, number, Entry(column.header, column.style))
    sheet.row_dimensions[HEADER_ROW].height = 28.0
    for row, line in enumerate(spec.rows, start=HEADER_ROW + 1):
        for number, entry in enumerate(line.cells, start=1):
            book.write(sheet, row, number, entry, last=line.last)
        sheet.row_dimensions[row].height = row_height(line, widths)
    return HEADER_ROW + len(spec.rows)
