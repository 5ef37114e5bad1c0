"""Workbooks for the library of `conftest.mini`: two figures, changed as a test asks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path

from conftest import write
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

BOOK = "seeds/2031/figures.xlsx"
HEADER = ["indicator", "value", "status", "source", "place", "note_fi", "note_sv"]

CellValue = str | float | bool | date | time | timedelta | CellRichText | None
Change = Callable[[Workbook, Worksheet], object]


def send(mini: Path, change: Change = lambda book, sheet: None) -> None:
    """Put a workbook with two figures in place of the CSV file of 2031, changed as asked."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Luvut 2031"
    sheet.append(HEADER)
    sheet.append(["loans.total", 1000, None, "annual", "s. 2", None, None])
    sheet.append(["loans.growth", 142.9, "e", "annual", "s. 3", "a", "b"])
    change(book, sheet)
    raw = io.BytesIO()
    book.save(raw)
    (mini / "seeds/2031/figures.csv").unlink(missing_ok=True)
    write(mini, BOOK, raw.getvalue())


def put(cell: str, value: CellValue, number_format: str | None = None) -> Change:
    """Return a change that writes one cell."""

    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = number_format or sheet[cell].number_format

    return change


def calculated(book: Workbook, _: Worksheet) -> None:
    """Mark a workbook as one whose formulas Excel has calculated."""
    book.calculation.fullCalcOnLoad = False


def repack(mini: Path, name: str, content: bytes) -> None:
    """Replace or add one part of the workbook."""
    old = zipfile.ZipFile(io.BytesIO((mini / BOOK).read_bytes()))
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    write(mini, BOOK, raw.getvalue())
