"""The data sheet as CSV: the same table as in the workbook, for programs that read no workbook."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from publishing import edition as published
from xlsx_builder import edition, observation, seen

from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.render.xlsx import render_csv, render_xlsx

HEADER = 7


def table(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file, its header first."""
    return list(csv.reader(StringIO(data.decode("utf-8"), newline=""), strict=True))


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize("make", [edition, published], ids=["small", "whole"])
def test_every_cell_of_the_data_sheet_stands_in_the_file(
    make: Callable[[], Edition], lang: str, tmp_path: Path
) -> None:
    """Header and rows are those of the workbook's sheet, number for number and text for text."""
    render_xlsx(make(), lang, tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")[strings(lang)["sheet.data"]]
    cells = [list(row) for row in sheet.iter_rows(HEADER, values_only=True)]
    rows = table(render_csv(make(), lang))
    assert len(rows) == len(cells) > 5
    for row, wanted in zip(rows, cells, strict=True):
        for text, cell in zip(row, wanted, strict=True):
            assert (float(text) == cell) if isinstance(cell, int | float) else text == (cell or "")


def test_numbers_are_plain_and_what_is_missing_is_empty() -> None:
    """A value has a decimal point and no exponent; a percentage is a fraction, as it is in a cell."""
    rows = {(row[0], row[3]): row for row in table(render_csv(edition(), "fi"))}
    assert rows["green.energy", "2024"][4] == "163.3"
    assert rows["staff.recommend", "2024"][4] == "0.79"
    assert rows["staff.rescue", "2023"][4:6] == ["", str(Status.MISSING)]


def test_a_large_round_number_has_no_exponent() -> None:
    """A program that reads text must not have to know what 1.2E+9 is."""
    large = seen(edition(), observation("green.cars", 2024, "1.2E+9"))
    assert ",1200000000," in render_csv(large, "fi").decode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_looks_like_a_formula_is_disarmed(start: str) -> None:
    """A spreadsheet that opens the file runs nothing; a negative number stays a number."""
    odd = seen(
        edition(),
        observation("green.cars", 2024, "1", note=f"{start}1+1"),
        observation("green.energy", 2024, "-5"),
    )
    rows = {row[0]: row for row in table(render_csv(odd, "fi"))}
    assert rows["green.cars"][10] == f"'{start}1+1"
    assert rows["green.energy"][4] == "-5"


def test_the_file_is_utf_8_with_the_line_ends_of_its_standard() -> None:
    """RFC 4180: each row ends with CR LF, and a text with a comma or a line end is quoted."""
    odd = observation("green.cars", 2024, "1", note='Yksi, "kaksi"\nkolme')
    data = render_csv(seen(edition(), odd), "fi")
    assert data.startswith(b"Tunnus,Nimi suomeksi,")
    assert b'"Yksi, ""kaksi""\nkolme"' in data
    assert data.count(b"\r\n") == len(table(data))
    assert data.endswith(b"\r\n")
    assert "Henkilöstö".encode() in data
