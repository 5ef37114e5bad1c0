"""figures.xlsx: sheets as finance sends them, and workbooks that must not be opened."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import faults, only, write
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import BOOK, CellValue, calculated, put, repack, send

from reportgen.findings import Place, Severity
from reportgen.sources import load_edition


def test_a_sheet_is_read_like_a_csv_file(mini: Path) -> None:
    """Places name the sheet and the cell of the value."""
    send(mini)
    loaded = load_edition(mini, 2031)
    seen = loaded.edition.observations["loans.growth", 2031]
    assert loaded.findings == ()
    assert (seen.value, str(seen.status), seen.note["sv"]) == (Decimal("142.9"), "E", "b")
    assert seen.place == Place(BOOK, None, "Luvut 2031", "B3")


@pytest.mark.parametrize(
    ("cell", "value", "number_format", "number"),
    [
        ("B2", "1 000", "General", "1000"),
        ("B2", 1234567, "#,##0", "1234567"),
        ("B3", "142,9", "General", "142.9"),
        ("B3", 0.1 + 0.2, "General", "0.3"),
        ("B3", 1.429, "0.0 %", "142.9"),
        ("B3", 2.125, "General", "2.125"),
    ],
)
def test_a_number_is_read_as_it_is_meant(
    mini: Path, cell: str, value: CellValue, number_format: str, number: str
) -> None:
    """Text with Finnish marks, percentages by their format, and no noise of binary fractions."""
    send(mini, put(cell, value, number_format))
    observations = load_edition(mini, 2031).edition.observations
    assert observations["loans.total" if cell == "B2" else "loans.growth", 2031].value == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "value", "code", "remedy"),
    [
        ("B2", "#N/A", "cell-error", "status O"),
        ("B2", "#DIV/0!", "cell-error", "Correct the formula"),
        ("B2", True, "cell-logical", "figure"),
        ("B2", date(2031, 12, 31), "cell-date", "made a date of it"),
        ("B2", "=SUM(B3:B9)", "cell-formula", "paste it as a value"),
        ("B2", None, "missing-value", "status O"),
        ("B3", "1,234", "number-ambiguous", "1234"),
        ("A2", "loans.totl", "unknown-indicator", "'loans.total'"),
        ("A3", "loans.total", "indicator-twice", "Delete one"),
        ("C2", "Z", "unknown-status", "Use one of"),
        ("D2", "anual", "unknown-source", "'annual'"),
        ("G3", None, "missing-language", "note_sv"),
        ("F3", "a\u200bb", "control-character", "Delete it"),
        ("B1", "vlaue", "missing-column", "Rename 'vlaue' to 'value'."),
        ("H1", "comment", "unknown-column", "Delete it"),
        ("I3", "lost", "cell-without-column", "delete the extra cell"),
    ],
)
def test_a_faulty_cell_is_told_with_sheet_and_cell(
    mini: Path, cell: str, value: CellValue, code: str, remedy: str
) -> None:
    """An error value such as #N/A is never taken for an empty cell."""
    send(mini, put(cell, value))
    fault = only(faults(mini, 2031))
    expected = "B3" if code == "indicator-twice" else cell
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", expected)), fault
    assert remedy in fault.remedy


def test_the_stored_result_of_a_formula_is_used_and_told(mini: Path) -> None:
    """Excel keeps it beside the formula; the reader should know that the cell was not a plain value."""
    send(mini, calculated)
    sheet = zipfile.ZipFile(mini / BOOK).read("xl/worksheets/sheet1.xml")
    repack(mini, "xl/worksheets/sheet1.xml", sheet.replace(b"<v>1000</v>", b"<f>400+600</f><v>1000</v>"))
    loaded = load_edition(mini, 2031)
    fault = only(loaded.findings)
    assert loaded.edition.observations["loans.total", 2031].value == 1000
    assert (fault.code, fault.severity) == ("formula-result", Severity.INFO)
    assert fault.place == Place(BOOK, None, "Luvut 2031", "B2")


def test_a_sheet_without_figures_is_passed_over(mini: Path) -> None:
    """Finance adds covers and remarks; blank rows above the header are no matter either."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet.insert_rows(1, 2)
        book.create_sheet("Selite", 0)["A1"] = "Terveisin talous"

    send(mini, change)
    loaded = load_edition(mini, 2031)
    fault = only(loaded.findings)
    assert (fault.code, fault.severity) == ("sheet-passed-over", Severity.INFO)
    assert fault.place == Place(BOOK, None, "Selite", "A1")
    assert loaded.edition.observations["loans.growth", 2031].place.cell == "B5"


def test_the_same_indicator_in_both_files_of_a_year_is_told(mini: Path) -> None:
    """A CSV file and a workbook may share the work, not the values."""
    csv = (mini / "seeds/2031/figures.csv").read_bytes()
    send(mini)
    write(mini, "seeds/2031/figures.csv", csv)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("indicator-twice", Place(BOOK, None, "Luvut 2031", "B2"))
    assert "'loans.total', 'loans.growth'" in fault.message
    assert "figures.csv or figures.xlsx" in fault.remedy


def test_a_file_that_is_no_workbook_is_refused(mini: Path) -> None:
    """An old .xls file or a protected workbook has the right name and the wrong content."""
    send(mini)
    write(mini, BOOK, b"\xd0\xcf\x11\xe0" + bytes(600))
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("workbook-refused", Place(BOOK))
    assert "save it anew" in fault.remedy


@pytest.mark.parametrize(
    ("parts", "size", "words"),
    [(1001, 0, "parts"), (1, 61_000_000, "bytes"), (1, 5_000_000, "times its size")],
)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(mini: Path, parts: int, size: int, words: str) -> None:
    """Too many parts, too much content, or content packed as no table is."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(parts):
            bomb.writestr(f"xl/{number}.xml", bytes(size))
    send(mini)
    write(mini, BOOK, raw.getvalue())
    fault = only(faults(mini, 2031))
    assert fault.code == "workbook-refused"
    assert words in fault.message


def test_entities_in_a_workbook_are_refused(mini: Path) -> None:
    """They can grow without end or read other files."""
    send(mini)
    sheet = zipfile.ZipFile(mini / BOOK).read("xl/worksheets/sheet1.xml")
    evil = b'<!DOCTYPE w [<!ENTITY a "1000">]>' + sheet.replace(b"<v>1000</v>", b"<v>&a;</v>")
    repack(mini, "xl/worksheets/sheet1.xml", evil)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("workbook-broken", Place(BOOK))
    assert "EntitiesForbidden" in fault.message


def test_an_empty_workbook_is_told(mini: Path) -> None:
    """No sheet holds anything."""
    send(mini, lambda _, sheet: sheet.delete_rows(1, 9))
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("table-empty", Place(BOOK))


def test_a_damaged_workbook_is_told(mini: Path) -> None:
    """Whatever fails inside the reader becomes one finding."""
    send(mini)
    repack(mini, "xl/workbook.xml", b"<workbook")
    assert only(faults(mini, 2031)).code == "workbook-broken"


def test_a_sheet_with_a_cell_far_away_is_refused(mini: Path) -> None:
    """One stray cell would make a million empty rows."""
    send(mini, put("A1048576", "x"))
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("sheet-too-big", Place(BOOK, None, "Luvut 2031"))
