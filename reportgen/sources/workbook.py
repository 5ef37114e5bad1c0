"""Excel workbooks as someone sends them: checked as a zip file first, then read cell by cell.

openpyxl is asked directly, because pandas turns an error cell such as ``#N/A`` into an ordinary missing
value. The package defusedxml, where openpyxl finds it, refuses entity bombs.
"""

from __future__ import annotations

import io
import unicodedata
import warnings
import zipfile
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding, Place, error, info
from reportgen.sources.grid import Grid
from reportgen.sources.text_file import read_bytes

MAX_ENTRIES = 1_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 150
MAX_ROWS = 20_000
MAX_COLUMNS = 200

AnyCell = Cell | MergedCell

_SAVE = "Open it in Excel and save it anew as an Excel workbook (.xlsx), or send the table as 'CSV UTF-8'."


def read_xlsx(root: Path, name: str, findings: list[Finding]) -> tuple[Grid, ...]:
    """Return every worksheet that holds something; none and a finding when the file cannot be trusted."""
    raw = read_bytes(root, name, findings)
    if raw is None:
        return ()
    if refusal := _zip_fault(raw):
        findings.append(error("workbook-refused", Place(name), refusal, _SAVE))
        return ()
    try:
        with warnings.catch_warnings(action="ignore"):
            shown = load_workbook(io.BytesIO(raw), data_only=True)
            typed = load_workbook(io.BytesIO(raw), data_only=False)
    except Exception as fault:  # noqa: BLE001 - a damaged workbook can fail anywhere inside the reader
        reason = f"The workbook cannot be read ({type(fault.__cause__ or fault).__name__})."
        findings.append(error("workbook-broken", Place(name), reason, _SAVE))
        return ()
    grids = (_grid(name, shown[sheet.title], sheet, findings) for sheet in typed.worksheets)
    return tuple(grid for grid in grids if grid is not None)


def _zip_fault(raw: bytes) -> str:
    """Say why an archive must not be unpacked, judged by its directory; "" when it may be."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(raw)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return "This is not an .xlsx workbook; it may be an older format, or protected by a password."
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        return f"The workbook has {len(entries)} parts; {MAX_ENTRIES} are allowed."
    if unpacked > MAX_UNPACKED:
        return f"Unpacked, the workbook takes {unpacked} bytes; {MAX_UNPACKED} are allowed."
    if unpacked > MAX_RATIO * len(raw):
        return f"The workbook unpacks to more than {MAX_RATIO} times its size, as no table of figures does."
    return ""


def _grid(name: str, shown: Worksheet, typed: Worksheet, findings: list[Finding]) -> Grid | None:
    if typed.max_row > MAX_ROWS or typed.max_column > MAX_COLUMNS:
        message = f"The sheet reaches row {typed.max_row} and column {typed.max_column}."
        remedy = f"Delete what lies beyond the table; {MAX_ROWS} rows and {MAX_COLUMNS} columns are read."
        findings.append(error("sheet-too-big", Place(name, None, typed.title), message, remedy))
        return None
    rows: list[list[str]] = []
    exact: set[tuple[int, int]] = set()
    for row, cells in enumerate(zip(shown.iter_rows(), typed.iter_rows(), strict=True)):
        pairs = list(zip(*cells, strict=True))
        findings += [
            _used(name, typed.title, cell, result) for result, cell in pairs if _is_result(result, cell)
        ]
        exact |= {(row, column) for column, (result, _) in enumerate(pairs) if result.data_type == "n"}
        # A formula without a stored result stays a formula, which no column accepts as a value.
        rows.append([_text(cell if result.value is None else result) for result, cell in pairs])
    if not any(any(row) for row in rows):
        return None
    frame = pd.DataFrame(rows, dtype=str)
    return Grid(name, frame, tuple(range(1, len(rows) + 1)), ",", typed.title, frozenset(exact))


def _is_result(result: AnyCell, cell: AnyCell) -> bool:
    return cell.data_type == "f" and result.value is not None


def _used(name: str, sheet: str, cell: AnyCell, result: AnyCell) -> Finding:
    message = f"The cell holds a formula; its stored result {result.value} is used."
    place = Place(name, None, sheet, cell.coordinate)
    return info("formula-result", place, message, "Paste it as a value if it must not change.")


def _text(cell: AnyCell) -> str:
    """Return what a cell holds as text: numbers with Excel's 15 digits, percentages with their sign."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g"))
        if "%" in cell.number_format:
            return f"{(number * 100).normalize():f}%"
        return f"{number:f}"
    if isinstance(value, ArrayFormula):
        return str(value.text)
    if isinstance(value, date | time):
        return f"{value.isoformat()} (a date)"
    return unicodedata.normalize("NFC", str(value).replace("\r\n", "\n").strip())
