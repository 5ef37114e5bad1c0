"""A sheet with one table: title in A1, what it holds in A2, lines, the header in row 7, then the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding
from reportgen.render.xlsx.barcharts import ROW, add_bar_chart, rows_of, side_by_side
from reportgen.render.xlsx.body import AIR, Body, Line, row_height
from reportgen.render.xlsx.cells import Content, Entry, put
from reportgen.render.xlsx.look import KINDS, Look
from reportgen.render.xlsx.measure import fold, least_width, lines_of, text_width
from reportgen.render.xlsx.plots import Plot
from reportgen.render.xlsx.printing import (
    WIDEST,
    columns_printed,
    divided,
    page_height,
    prepare_print,
)

HEADER_ROW = 7
"""The same on every sheet but the cover, so that a program reading the file can rely on it."""

_ASIDE = 70.0
_HEIGHTS = {1: 28.0, 2: 18.0, 3: 22.0, 4: 13.0, 5: 13.0, 6: 18.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its header, its width in characters, and the header's style.

    It gets wider where a word needs it, unless ``breaks`` lets words be broken anywhere, as codes may be.
    """

    header: str
    width: float
    style: str = "header"
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows. ``table`` names the defined table, the same in every language.

    ``lines`` are the message, the source and the unit (rows 3 to 5); ``codes`` names the sources shorter, for
    a line too long to be printed. ``notes`` stand below the table; ``keep`` columns stay in view when the
    sheet is scrolled sideways; ``contents`` is its line on the cover.
    ``values`` are the numbers of the columns that hold values of figures, by ascending year, and ``labels``
    that of their names; ``plots`` are charts of them, drawn below the notes. ``air`` is the height of a row
    beyond its text.
    ``rows`` is gone through several times and must give the same each time; it need not be in memory.
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
    codes: str = ""
    air: float = AIR


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
    body = _body(book, sheet, spec)
    count = columns_printed(body.widths)
    _head(book, sheet, spec, links, body.widths[:count])
    add_table(
        sheet, spec.table, (HEADER_ROW, body.last), [column.header for column in spec.columns], filtered=True
    )
    end = _notes(book, sheet, spec, body, sum(body.widths[:count]))
    last = _plots(book, sheet, spec, end + 1, body.widths[:count]) if spec.plots else end
    lasts = _pages(sheet, spec, body, body.widths[:count], last) if spec.plots else [last]
    sheet.freeze_panes = f"{get_column_letter(spec.keep + 1)}{HEADER_ROW + 1}"
    prepare_print(sheet, book.footer, count, lasts, header_row=HEADER_ROW)


def _notes(book: Book, sheet: Worksheet, spec: Sheet, body: Body, width: float) -> int:
    """Write the notes below the table, each in as many rows as its lines are; return the last row."""
    row = body.last
    for note in spec.notes:
        for line in fold(note, width, KINDS["note"].size):
            row += 1
            book.write(sheet, row, 1, Entry(line, "note"))
            # The first note stands a little off the table; a blank row would do it too, but rows are data.
            sheet.row_dimensions[row].height = 18.0 if row == body.last + 1 else 12.5
    return row


def _pages(sheet: Worksheet, spec: Sheet, body: Body, widths: Sequence[float], last: int) -> list[int]:
    """Return the last row of each page."""
    # Asked for by its number, a row that the library does not hold would come to be, and be saved as another.
    known = {number: row.height or ROW for number, row in sheet.row_dimensions.items()}
    known |= dict(enumerate(body.heights(), start=body.first))
    heights = [known.get(number, ROW) for number in range(1, last + 1)]
    groups = [number for number, line in enumerate(spec.rows, start=body.first) if line.last]
    return divided(heights, HEADER_ROW, body.last, page_height(widths), groups)


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


def _head(
    book: Book, sheet: Worksheet, spec: Sheet, links: tuple[Entry, ...], widths: Sequence[float]
) -> None:
    sheet.sheet_view.showGridLines = False
    styles = ("title", "band", "message", "line", "line")
    for row, (text, style) in enumerate(
        zip((spec.title, spec.holds, *spec.lines), styles, strict=True), start=1
    ):
        too_long = lines_of(text, sum(widths), KINDS[style].size) > 1
        book.write(sheet, row, 1, Entry(spec.codes if spec.codes and too_long else text, style))
    # A link wider than its cell goes on over the next one, which has to be empty.
    column = 1
    for link in links:
        book.write(sheet, 6, column, link)
        taken = text_width(str(link.content), KINDS["link"].size) + 30
        while taken > 0 and column < len(widths):
            taken -= widths[column - 1] * 7
            column += 1
    band(book, sheet, (1, 2), len(spec.columns))
    for row, points in _HEIGHTS.items():
        sheet.row_dimensions[row].height = points


def _body(book: Book, sheet: Worksheet, spec: Sheet) -> Body:
    """Write the header and take up the rows."""
    asked = (max(column.width, _least(column)) for column in spec.columns)
    breaking = {number for number, column in enumerate(spec.columns) if column.breaks}
    body = Body(sheet, book.look, HEADER_ROW + 1, spec.rows, asked, breaking, spec.air)
    book.findings += body.survey()
    book.bodies[sheet.title] = body
    _spread(body.widths, [column.style == "header" for column in spec.columns])
    book.findings += body.fit(columns_printed(body.widths))
    for number, (column, width) in enumerate(zip(spec.columns, body.widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        book.write(sheet, HEADER_ROW, number, Entry(column.header, column.style))
    heads = Line(tuple(Entry(column.header, column.style) for column in spec.columns))
    sheet.row_dimensions[HEADER_ROW].height = max(28.0, row_height(heads, body.widths))
    return body


def _spread(widths: list[float], texts: Sequence[bool]) -> None:
    """Widen printed columns of texts until they are as wide as the page: titles and notes go no farther."""
    count = columns_printed(widths)
    spare = WIDEST - sum(widths[:count])
    whole = sum(width for width, text in zip(widths[:count], texts, strict=False) if text)
    for number in range(count if whole else 0):
        if texts[number]:
            widths[number] = round(widths[number] * (1 + spare / whole) - 0.005, 2)
    # What is not printed is so wide that it makes no printed row taller.
    for number in range(count, len(widths)):
        if texts[number]:
            widths[number] = max(widths[number], _ASIDE)


def _plots(book: Book, sheet: Worksheet, spec: Sheet, row: int, widths: Sequence[float]) -> int:
    """Draw the charts side by side from a row on; return the last row that they cover."""
    years = {int(spec.columns[number - 1].header): number for number in spec.values}
    places = side_by_side(widths, len(spec.plots))
    for place, plot in zip(places, spec.plots, strict=True):
        columns = (spec.labels, years[plot.year])
        add_bar_chart(sheet, book.look, plot, (place, row), columns, HEADER_ROW + 1 + plot.first)
    book.alts.append(tuple((plot.title, plot.alt) for plot in spec.plots))
    covered = (rows_of(plot, width) for plot, (_, width) in zip(spec.plots, places, strict=True))
    last = row + max(covered) - 1
    for number in range(row, last + 1):
        sheet.row_dimensions[number].height = ROW
    return last


def _least(column: Column) -> float:
    kind = KINDS[column.style]
    return least_width(column.header, kind.size, bold=kind.bold)
