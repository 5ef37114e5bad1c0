"""Judges a workbook by what stands in the file, with other code than wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path

from reportgen.findings import Finding, Place, error
from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import UnitKind
from reportgen.model.values import value
from reportgen.verify.workbook_audit import Problem, audit
from reportgen.verify.workbook_file import (
    CellPart,
    SheetPart,
    TablePart,
    Unreadable,
    WorkbookPart,
    column_letters,
    column_number,
    read_workbook,
)

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d*):([A-Z]{1,3})([1-9]\d*)")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_LOCATION = re.compile(r"'((?:[^']|'')+)'!([A-Z]{1,3}[1-9]\d*)")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")
_DIGITS = Context(prec=15)  # what a spreadsheet keeps of a number
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
_EMPTY = CellPart("n", "", "", False)

_REBUILD = "Build the workbook again; if it comes out the same, the fault is in the program."


Row = dict[str, tuple[str, CellPart]]
"""A row of a table: the cells with their places, by the column's name."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A defined table opened up."""

    sheet: str
    name: str
    rows: tuple[Row, ...]


def verify_xlsx(path: Path, edition: Edition, lang: str) -> tuple[Finding, ...]:
    """Return what is wrong with an appendix: nothing when it says what the edition says, in sound form.

    Every observation up to the edition's year and every derived value of its year must be in the flat table
    and on a theme's sheet, exact (percent as fractions). A sheet has one table from column A
    with unique headers; links lead to cells that hold something; nothing is merged, hidden, in error,
    calculated without a result, or fetched from another file. Its checks agree, as far as they are not about
    data alone, and the hash on the cover is that of its data.
    """
    file = path.name
    try:
        book = read_workbook(path)
    except Unreadable as fault:
        return (
            error(
                "workbook-broken", Place(file), f"The workbook cannot be read: {fault}.", _REBUILD, lang=lang
            ),
        )
    findings = [*_whole(book, lang), *_links(book), *audit(book, lang)]
    grids = []
    for sheet in book.sheets:
        findings += [*_form(sheet, cover=sheet is book.sheets[0]), *_order(sheet), *_cells(sheet)]
        findings += [problem for table in sheet.tables for problem in _table(sheet, table)]
        grids += [_grid(sheet, table) for table in sheet.tables if _REFERENCE.fullmatch(table.reference)]
    findings += [*_flat(grids, edition, lang), *_themes(grids, edition, lang)]
    return tuple(
        error(code, Place(file, sheet=sheet, cell=cell), message, _REBUILD, lang=lang)
        for code, sheet, cell, message in findings
    )


def _whole(book: WorkbookPart, lang: str) -> Iterator[Problem]:
    for part in book.parts:
        if part.startswith(("xl/externalLinks/", "xl/connections", "xl/queryTables/")) or part.endswith(
            ".bin"
        ):
            yield "workbook-external", None, None, f"The workbook holds {part}: links, queries or macros."
    for target in book.external:
        yield "workbook-external", None, None, f"The workbook points outside itself, to {target}."
    if book.active != 0:
        yield (
            "workbook-active",
            None,
            None,
            f"The workbook opens on sheet {book.active + 1}, not on its cover.",
        )
    if book.properties.get("language") != lang:
        found = book.properties.get("language") or "none"
        yield "workbook-language", None, None, f"The document's language is {found}, not {lang}."
    if not book.properties.get("title"):
        yield "workbook-title", None, None, "The document has no title."
    names = [table.name.casefold() for sheet in book.sheets for table in sheet.tables]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "workbook-table", None, None, f"Two tables have the name {name}."


def _form(sheet: SheetPart, *, cover: bool) -> Iterator[Problem]:
    if len(sheet.name) > 31:
        yield "workbook-sheet-name", sheet.name, None, "The sheet's name has more than 31 characters."
    if sheet.hidden:
        yield "workbook-hidden", sheet.name, None, "The sheet is hidden."
    for line in sheet.hidden_lines:
        yield "workbook-hidden", sheet.name, None, f"Row or column {line} is hidden."
    for cells in sheet.merged:
        yield "workbook-merged", sheet.name, cells, "Cells are merged."
    for cell, what in (("A1", "title"), ("A2", "description")):
        if sheet.cells.get(cell, _EMPTY).kind != "s" or not sheet.cells[cell].text.strip():
            yield "workbook-title", sheet.name, cell, f"The sheet has no {what}."
    # The cover has a table of contents for each kind of sheet.
    if not sheet.tables or (len(sheet.tables) > 1 and not cover):
        yield "workbook-table", sheet.name, None, f"The sheet has {len(sheet.tables)} tables instead of one."


def _order(sheet: SheetPart) -> Iterator[Problem]:
    """Yield a problem unless rows and cells stand once and ascend, and cover what the sheet says they do.

    Office may offer to repair a file in which they do not, and of a row that stands twice some readers keep
    the later alone. What else opens such a file says nothing.
    """
    astray = list(_astray(sheet))
    if astray:
        name, message = astray[0]
        more = f" {len(astray) - 1} more are out of order." if len(astray) > 1 else ""
        yield "workbook-order", sheet.name, name, message + more
    found = [match for name in sheet.cells if (match := _CELL.fullmatch(name))]
    rows, columns = ({key(one) for one in found} for key in (_row, _column))
    if found and sheet.dimension:
        corners = [f"{column_letters(end(columns))}{end(rows)}" for end in (min, max)]
        covered = ":".join(dict.fromkeys(corners))
        if sheet.dimension != covered:
            message = f"The cells cover {covered}, while the sheet says {sheet.dimension}."
            yield "workbook-dimension", sheet.name, None, message


def _astray(sheet: SheetPart) -> Iterator[tuple[str, str]]:
    """Yield the first cell of every row, and every cell, that stands where it must not."""
    last_row = 0
    for number, names in sheet.rows:
        if number <= last_row:
            yield f"A{number}", f"Row {number} stands after row {last_row}."
        last_row, last_column = max(last_row, number), 0
        for name in names:
            match = _CELL.fullmatch(name)
            if match is None or _row(match) != number:
                yield name, f"Cell {name} stands in row {number}."
                continue
            if _column(match) <= last_column:
                yield name, f"Cell {name} stands after column {column_letters(last_column)}."
            last_column = max(last_column, _column(match))


def _row(cell: re.Match[str]) -> int:
    return int(cell[2])


def _column(cell: re.Match[str]) -> int:
    return column_number(cell[1])


def _cells(sheet: SheetPart) -> Iterator[Problem]:
    for name, cell in sheet.cells.items():
        if cell.kind == "e":
            yield "workbook-error-cell", sheet.name, name, f"The cell shows the error {cell.text}."
        if cell.formula and not cell.text:
            yield (
                "workbook-formula",
                sheet.name,
                name,
                "The formula has no result: previews would show nothing.",
            )
        if cell.kind == "s" and cell.text.startswith(_DANGEROUS) and not cell.quoted:
            message = f"The text {cell.text[:20]!r} could be taken for a formula."
            yield "workbook-injection", sheet.name, name, message
        if cell.kind == "n" and cell.text and _number(cell.text) is None:
            yield "workbook-number", sheet.name, name, f"{cell.text!r} is stored as a number and is none."


def _table(sheet: SheetPart, table: TablePart) -> Iterator[Problem]:
    match = _REFERENCE.fullmatch(table.reference)
    if match is None or match[1] != "A" or int(match[4]) <= int(match[2]):
        message = f"Table {table.name} stands at {table.reference}; it must begin in column A and have rows."
        yield "workbook-table", sheet.name, table.reference, message
        return
    if _CELL_LIKE.fullmatch(table.name):
        yield (
            "workbook-table",
            sheet.name,
            table.reference,
            f"The table's name {table.name} looks like a cell.",
        )
    headers = [sheet.cells.get(f"{column}{match[2]}", _EMPTY) for column in _letters(match[3])]
    if any(header.kind != "s" or not header.text.strip() for header in headers):
        yield "workbook-header", sheet.name, table.reference, "A header is empty or no text."
    folded = [header.text.casefold() for header in headers]
    if len(set(folded)) != len(folded):
        yield "workbook-header", sheet.name, table.reference, "Two headers are the same."
    if tuple(header.text for header in headers) != table.columns:
        message = "The table's columns are named otherwise than its header cells."
        yield "workbook-header", sheet.name, table.reference, message
    for row in range(int(match[2]) + 1, int(match[4]) + 1):
        if not any(sheet.cells.get(f"{column}{row}", _EMPTY).text for column in _letters(match[3])):
            yield "workbook-table", sheet.name, f"A{row}", "The table has a blank row."


def _links(book: WorkbookPart) -> Iterator[Problem]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    linked: set[tuple[str, str]] = set()
    for sheet in book.sheets:
        for cell, location in sheet.links:
            match = _LOCATION.fullmatch(location)
            target = sheets.get(match[1].replace("''", "'")) if match else None
            if match is None or target is None or not target.cells.get(match[2], _EMPTY).text:
                yield "workbook-link", sheet.name, cell, f"The link leads nowhere: {location or 'no target'}."
            else:
                linked.add((sheet.name, target.name))
    cover = book.sheets[0].name if book.sheets else ""
    for name in list(sheets)[1:]:
        if (cover, name) not in linked or (name, cover) not in linked:
            yield "workbook-link", name, None, "The cover and the sheet are not linked both ways."


def _flat(grids: Iterable[Grid], edition: Edition, lang: str) -> Iterator[Problem]:
    text = strings(lang)
    headers = [text[f"column.{key}"] for key in ("id", "year", "value", "status")]
    grid = next((grid for grid in grids if grid.name == "data"), None)
    if grid is None or any(header not in row for row in grid.rows for header in headers):
        yield "workbook-data", None, None, "There is no table 'data' with indicator, year, value and status."
        return
    seen: dict[tuple[str, str], list[Row]] = {}
    for row in grid.rows:
        seen.setdefault((row[headers[0]][1].text, row[headers[1]][1].text), []).append(row)
    for id, year in _expected(edition):
        found = seen.get((id, str(year)), [])
        if len(found) != 1:
            yield "workbook-row", grid.sheet, None, f"{id} {year} has {len(found)} rows instead of one."
        for row in found:
            yield from _compare(edition, id, year, grid.sheet, row[headers[2]])
            yield from _status(edition, id, year, grid.sheet, row[headers[3]])
    known = edition.catalogue.indicators
    for id, year_text in sorted(seen):
        if id not in known or not year_text.isdigit() or int(year_text) > edition.year:
            yield "workbook-row", grid.sheet, None, f"{id} {year_text} is no figure of the edition."


def _themes(grids: Iterable[Grid], edition: Edition, lang: str) -> Iterator[Problem]:
    key = strings(lang)["column.id"]
    places: dict[str, list[tuple[str, Row]]] = {}
    for grid in grids:
        for row in grid.rows if grid.name.startswith("theme_") else ():
            places.setdefault(row[key][1].text if key in row else "", []).append((grid.sheet, row))
    for id, year in _expected(edition):
        found = places.get(id, [])
        if len(found) != 1 or str(year) not in found[0][1]:
            yield "workbook-row", None, None, f"{id} {year} is not on exactly one theme's sheet."
            continue
        sheet, row = found[0]
        yield from _compare(edition, id, year, sheet, row[str(year)])


def _expected(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield every figure that must be in the workbook: what was observed, and what follows from it."""
    yield from ((id, year) for id, year in edition.observations if year <= edition.year)
    for id, indicator in edition.catalogue.indicators.items():
        if indicator.derived_in(edition.year) is not None and value(edition, id, edition.year) is not None:
            yield id, edition.year


def _compare(edition: Edition, id: str, year: int, sheet: str, at: tuple[str, CellPart]) -> Iterator[Problem]:
    place, cell = at
    indicator, wanted = edition.catalogue.indicators[id], value(edition, id, year)
    if wanted is not None and indicator.unit.kind is UnitKind.PERCENT:
        wanted = wanted / 100 if indicator.derived_in(year) else wanted.scaleb(-2)
    if wanted is not None and indicator.derived_in(year) is not None:
        wanted = _DIGITS.plus(wanted)
    found = _number(cell.text) if cell.kind == "n" else None
    # A spreadsheet keeps binary doubles, and after saving may print one with other digits.
    same = found is not None and wanted is not None and float(found) == float(wanted)
    if not same and (wanted is not None or cell.text):
        message = f"{id} {year} is {cell.text or 'empty'} instead of {'empty' if wanted is None else wanted}."
        yield "workbook-value", sheet, place, message


def _status(edition: Edition, id: str, year: int, sheet: str, at: tuple[str, CellPart]) -> Iterator[Problem]:
    place, cell = at
    seen = edition.observations.get((id, year))
    if seen is not None and cell.text != seen.status.value:
        yield (
            "workbook-status",
            sheet,
            place,
            f"{id} {year} has the status {cell.text!r}, not {seen.status.value}.",
        )


def _grid(sheet: SheetPart, table: TablePart) -> Grid:
    match = _REFERENCE.fullmatch(table.reference)
    assert match is not None
    letters = _letters(match[3])
    rows = []
    for number in range(int(match[2]) + 1, int(match[4]) + 1):
        cells = ((f"{letter}{number}", sheet.cells.get(f"{letter}{number}", _EMPTY)) for letter in letters)
        rows.append(dict(zip(table.columns, cells, strict=False)))
    return Grid(sheet.name, table.name, tuple(rows))


def _letters(last: str) -> list[str]:
    """Return the names of columns from A to ``last``."""
    return [column_letters(number) for number in range(1, column_number(last) + 1)]


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
