"""A sheet with one table: title in A1, what it holds in A2, lines, the header in row 7, then the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding
from reportgen.render.xlsx.barcharts import add_bar_chart, beside, rows_of
from reportgen.render.xlsx.body import Body, Line
from reportgen.render.xlsx.cells import Content, Entry, put
from reportgen.render.xlsx.look import KINDS, Look
from reportgen.render.xlsx.measure import least_width
from reportgen.render.xlsx.plots import Plot
from reportgen.render.xlsx.printing import prepare_print

HEADER_ROW = 7
"""The same on every sheet but the cover, so that a program reading the file can rely on it."""

_NARROWEST = 165.0
_HEIGHTS = {1: 30.0, 2: 20.0, 3: 26.0, 4: 15.0, 5: 15.0, 6: 22.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in characters, and the header's style."""

    header: str
    width: float
    style: str = "header"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows. ``table`` names the defined table, the same in every language.

    ``lines`` are the message, the source and the unit (rows 3 to 5); ``notes`` stand below the table;
    ``keep`` columns stay in view when the sheet is scrolled sideways; ``contents`` is its line on the cover.
    ``values`` are the numbers of the columns that hold values of figures, by ascending year, and ``labels``
    that of their names; ``plots`` are charts of them, drawn below the notes.
    ``rows`` is gone through twice and must give the same both times; it need not be in memory.
    """

    table: str
    name: str
    title: str
    holds: str
    lines: tuple[str, str, str]
    columns: tuple[Column, ...]
    rows: Iterable[Line]
    notes: tuple[str, ...] = ()
    keep: int = 1
    contents: str = ""
    values: tuple[int, ...] = ()
    labels: int = 1
    plots: tuple[Plot, ...] = ()


@dataclass(slots=True)
class Book:
    """A workbook being written, how it looks, and what could not be written into it.

    ``bodies`` are the rows of the sheets' tables, ``results`` those of formulas elsewhere, by sheet and cell;
    ``alts`` names and describes the charts of each sheet that has any.
    """

    workbook: Workbook
    look: Look
    footer: tuple[str, str]
    findings: list[Finding] = field(default_factory=list)
    bodies: dict[str, Body] = field(default_factory=dict)
    results: dict[tuple[str, str], Content] = field(default_factory=dict)
    alts: list[tuple[tuple[str, str], ...]] = field(default_factory=list)

    def write(self, sheet: Worksheet, row: int, column: int, entry: Entry, *, last: bool = False) -> None:
        """Write and dress one cell."""
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        finding = put(cell, entry)
        if finding is not None:
            self.findings.append(finding)
        if entry.formula is not None:
            self.results[sheet.title, cell.coordinate] = entry.content
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
    parts = [end + len(spec.notes), *_plots(book, sheet, spec, end + len(spec.notes))]
    sheet.freeze_panes = f"{get_column_letter(spec.keep + 1)}{HEADER_ROW + 1}"
    prepare_print(sheet, book.footer, len(spec.columns), parts, header_row=HEADER_ROW)


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
    """Write the header, take up the rows, and return the number of the last one."""
    asked = (max(column.width, _least(column)) for column in spec.columns)
    body = Body(sheet, book.look, HEADER_ROW + 1, spec.rows, asked)
    book.findings += body.survey()
    book.bodies[sheet.title] = body
    # Titles and lines are wider than a narrow table, and print no farther than its last column.
    body.widths[-1] += max(0.0, _NARROWEST - sum(body.widths))
    for number, (column, width) in enumerate(zip(spec.columns, body.widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        book.write(sheet, HEADER_ROW, number, Entry(column.header, column.style))
    sheet.row_dimensions[HEADER_ROW].height = 28.0
    return body.last


def _plots(book: Book, sheet: Worksheet, spec: Sheet, bottom: int) -> Iterator[int]:
    """Draw the charts below the last row, as many side by side as fit; yield the last row of each run."""
    years = {int(spec.columns[number - 1].header): number for number in spec.values} if spec.plots else {}
    count = beside(book.bodies[sheet.title].widths)
    for place in range(0, len(spec.plots), count):
        run = spec.plots[place : place + count]
        for number, plot in enumerate(run):
            first = HEADER_ROW + 1 + plot.first
            add_bar_chart(
                sheet, book.look, plot, (number, bottom + 2), (spec.labels, years[plot.year]), first
            )
        bottom += 1 + max(map(rows_of, run))
        yield bottom
    if spec.plots:
        book.alts.append(tuple((plot.title, plot.alt) for plot in spec.plots))


def _least(column: Column) -> float:
    kind = KINDS[column.style]
    return least_width(column.header, kind.size, bold=kind.bold)
