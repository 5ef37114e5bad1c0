"""Excel workbooks as someone sends them: checked as a zip file first, then read cell by cell.

openpyxl is asked directly, because pandas turns an error cell such as ``#N/A`` into an ordinary missing
value, and knows nothing of what is hidden, merged or struck out. The package defusedxml, where openpyxl finds
it, refuses entity bombs.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding, Place, error, info
from reportgen.sources.cells import AnyCell, cell_fault, cell_text, conditional_faults
from reportgen.sources.grid import Fault, Grid, Hidden
from reportgen.sources.text_file import read_bytes

MAX_ENTRIES = 1_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 150
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MIN_WIDTH = 0.5
"""A narrower column shows nothing, in characters."""

_SAVE = "Open it in Excel and save it anew as an Excel workbook (.xlsx), or send the table as 'CSV UTF-8'."
_STRICT = (
    "In Excel choose File, Save As, the type 'Excel Workbook (*.xlsx)' and not 'Strict Open XML Spreadsheet'."
)

_SMALLER = f"Delete what lies beyond the table; {MAX_ROWS} rows and {MAX_COLUMNS} columns are read."

# Parts that are looked at before openpyxl reads anything.
_SCANNED = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels|xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CALCULATION = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*>")
# Ranges that openpyxl fills with cells; others, such as those of filters, may be as long as the sheet.
_FILLED = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref=[\"'][A-Z]+[0-9]+:([A-Z]+[0-9]+)[\"']")


def read_xlsx(root: Path, name: str, findings: list[Finding]) -> tuple[Grid, ...]:
    """Return every worksheet that holds something; none and a finding when the file cannot be trusted."""
    raw = read_bytes(root, name, findings)
    if raw is None:
        return ()
    if refusal := _refusal(raw):
        findings.append(error("workbook-refused", Place(name), *refusal))
        return ()
    try:
        with warnings.catch_warnings(action="ignore"):
            typed = load_workbook(io.BytesIO(raw), rich_text=True, keep_links=False)
            shown = load_workbook(io.BytesIO(raw), data_only=True, rich_text=True, keep_links=False)
    except Exception as fault:  # noqa: BLE001 - a damaged workbook can fail anywhere inside the reader
        reason = f"The workbook cannot be read ({type(fault.__cause__ or fault).__name__})."
        findings.append(error("workbook-broken", Place(name), reason, _SAVE))
        return ()
    stale = _stale(raw)
    grids = (_grid(name, shown[sheet.title], sheet, stale, findings) for sheet in typed.worksheets)
    return tuple(grid for grid in grids if grid is not None)


def _refusal(raw: bytes) -> tuple[str, str] | None:
    """Return why a file must not be opened, judged by its directory and form, and what to do about it."""
    try:
        book = zipfile.ZipFile(io.BytesIO(raw))
        entries = book.infolist()
        if fault := _zip_fault(entries, len(raw)):
            return fault, _SAVE
        parts = {entry.filename: book.read(entry) for entry in entries if _SCANNED.fullmatch(entry.filename)}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return "This is not an .xlsx workbook; it may be an older format, or protected by a password.", _SAVE
    if b"purl.oclc.org/ooxml" in parts.get("_rels/.rels", b""):
        return "The workbook is saved as 'Strict Open XML', which is not read.", _STRICT
    if "[Content_Types].xml" not in parts:
        return (
            "This is no Excel workbook but another kind of packed file, perhaps an OpenDocument sheet.",
            _SAVE,
        )
    ends = {end.decode() for part in parts.values() for end in _FILLED.findall(part)}
    far = next((end for end in sorted(ends) if _beyond(*coordinate_to_tuple(end))), None)
    return (f"Merged cells or a link in the workbook reach to {far}.", _SMALLER) if far else None


def _zip_fault(entries: list[zipfile.ZipInfo], size: int) -> str:
    """Say why an archive must not be unpacked; "" when it may be."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        return f"The workbook has {len(entries)} parts; {MAX_ENTRIES} are allowed."
    if unpacked > MAX_UNPACKED:
        return f"Unpacked, the workbook takes {unpacked} bytes; {MAX_UNPACKED} are allowed."
    if unpacked > MAX_RATIO * size:
        return f"The workbook unpacks to more than {MAX_RATIO} times its size, as no table of figures does."
    return ""


def _beyond(row: int, column: int) -> bool:
    return row > MAX_ROWS or column > MAX_COLUMNS


def _stale(raw: bytes) -> Fault | None:
    """Return why the stored results of a workbook's formulas may be others than Excel would show.

    openpyxl cannot be asked: where the file says nothing, it says that all is to be calculated on loading.
    """
    book = zipfile.ZipFile(io.BytesIO(raw))
    settings = _CALCULATION.search(
        book.read("xl/workbook.xml") if "xl/workbook.xml" in book.namelist() else b""
    )
    said = settings[0] if settings else b""
    if re.search(rb"fullCalcOnLoad=[\"'](1|true)", said):
        reason = "the program that wrote it left calculating to Excel"
    elif re.search(rb"calcMode=[\"']manual", said):
        reason = "the workbook is calculated on demand only"
    else:
        return None
    message = f"The formula's stored result may be out of date: {reason}."
    remedy = "Open it in Excel, calculate (F9) and save it; or copy the cell and paste it as a value."
    return Fault("cell-formula", message, remedy)


def _grid(
    name: str, shown: Worksheet, typed: Worksheet, stale: Fault | None, findings: list[Finding]
) -> Grid | None:
    if _beyond(typed.max_row, typed.max_column):
        message = f"The sheet reaches row {typed.max_row} and column {typed.max_column}."
        findings.append(error("sheet-too-big", Place(name, None, typed.title), message, _SMALLER))
        return None
    rows: list[list[str]] = []
    exact: dict[tuple[int, int], int | None] = {}
    faults: dict[tuple[int, int], Fault] = {}
    for row, cells in enumerate(zip(shown.iter_rows(), typed.iter_rows(), strict=True)):
        rows.append([])
        for column, (result, cell) in enumerate(zip(*cells, strict=True)):
            calculated = cell.data_type == "f" and (result.value is not None or result.data_type == "str")
            # A formula without a stored result stays a formula, which no column accepts.
            text, decimals = cell_text(result if calculated else cell)
            rows[-1].append(text)
            if not text:
                continue
            findings += _remarks(Place(name, None, typed.title, cell.coordinate), cell, text, calculated)
            if result.data_type == "n":
                exact[row, column] = decimals
            fault = stale if calculated and stale else cell_fault(result if calculated else cell)
            if fault := fault or _no_nil(typed, result):
                faults[row, column] = fault
    if not any(any(row) for row in rows):
        return None
    faults |= {at: fault for at, fault in _area_faults(typed, rows) if at not in faults}
    lines = tuple(range(1, len(rows) + 1))
    frame = pd.DataFrame(rows, dtype=str)
    return Grid(name, frame, lines, ",", typed.title, exact, faults, _hidden(typed))


def _remarks(place: Place, cell: AnyCell, text: str, calculated: bool) -> Iterator[Finding]:
    """Yield what is worth knowing of a cell beside its value."""
    if calculated:
        origin = ", from another workbook," if re.search(r"\[\d+\]", str(cell.value)) else ""
        message = f"The cell holds a formula; its stored result {text}{origin} is used."
        yield info("formula-result", place, message, "Paste it as a value if it must not change.")
    if cell.comment is not None:
        message = "The cell has a comment, which is not read."
        yield info("cell-comment", place, message, "Write what readers should know of it in the notes.")


def _no_nil(sheet: Worksheet, cell: AnyCell) -> Fault | None:
    """Return a fault for a zero on a sheet that is set to leave zeros out."""
    if sheet.sheet_view.showZeros is not False or cell.data_type != "n" or cell.value != 0:
        return None
    return Fault(
        "cell-hidden", "The sheet is set to show no zeros.", "Switch them on in Excel's options, and check."
    )


def _area_faults(sheet: Worksheet, rows: list[list[str]]) -> Iterator[tuple[tuple[int, int], Fault]]:
    """Yield the cells of merged areas that hold something, and those that a conditional format disguises."""
    for area in sheet.merged_cells.ranges:
        if rows[area.min_row - 1][area.min_col - 1]:
            message = f"The cells {area.coord} are merged: what they hold may be for one row or for all."
            remedy = "Unmerge them, and write into each what belongs to it."
            fault = Fault("cell-merged", message, remedy)
            yield from ((at, fault) for at in _cells(area.coord, rows))
    for coord, fault in conditional_faults(sheet):
        yield from ((at, fault) for at in _cells(coord, rows) if rows[at[0]][at[1]])


def _cells(coord: str, rows: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Yield the cells of a range, counted from 0, as far as the sheet reaches."""
    first, top, last, bottom = range_boundaries(coord)
    for row in range((top or 1) - 1, min(bottom or len(rows), len(rows))):
        for column in range((first or 1) - 1, min(last or len(rows[row]), len(rows[row]))):
            yield row, column


def _hidden(sheet: Worksheet) -> Hidden:
    """Return what of a sheet is hidden, filtered away, folded up, or has no height or width."""
    rows = (
        number - 1
        for number, row in sheet.row_dimensions.items()
        if row.hidden or (row.height is not None and row.height < 1)
    )
    columns = (
        number - 1
        for column in sheet.column_dimensions.values()
        if column.hidden or column.width < MIN_WIDTH
        for number in range(column.min or 1, min(column.max or 1, MAX_COLUMNS) + 1)
    )
    return Hidden(frozenset(rows), frozenset(columns), sheet.sheet_state != "visible")
