"""What stands in single cells: numbers to the digit, texts that stay texts, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell

from reportgen.findings import Place
from reportgen.locales import sheet_names
from reportgen.render.xlsx.cells import Content, Entry, fraction, number_format, put
from reportgen.render.xlsx.measure import fold, least_width, lines_of
from reportgen.render.xlsx.names import table_name

HERE = Place("seeds/2024/figures.csv", 7)


def written(content: Content) -> Cell:
    """Return a cell that a content was put into."""
    sheet = Workbook().worksheets[0]
    cell = sheet.cell(1, 1)
    assert isinstance(cell, Cell)
    assert put(cell, Entry(content, place=HERE)) is None
    return cell


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0.79", "0.79"),
        ("9.95", "9.95"),
        ("-100", "-100"),
        ("1E+6", "1000000"),
        ("15434.000", "15434"),
        ("123456789012345", "123456789012345"),
        ("0", "0"),
        ("0.1", "0.1"),
    ],
)
def test_a_number_is_written_digit_by_digit(number: str, text: str) -> None:
    """A detour by way of a float would write 9.949999999999999."""
    cell = written(Decimal(number))
    assert (cell.value, cell.data_type) == (text, "n")


@pytest.mark.parametrize("percent", ["79", "2.9", "100", "0.05", "33.333333333333"])
def test_a_percentage_becomes_its_exact_fraction(percent: str) -> None:
    """79 percent is 0.79 and not 0.7900000000000000355."""
    assert fraction(Decimal(percent)) * 100 == Decimal(percent)
    assert str(fraction(Decimal("79"))) == "0.79"


@pytest.mark.parametrize("text", ["=1+1", "+358 9 310", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    """It is stored as a string with quotePrefix, so that editing the cell does not make it a formula."""
    cell = written(text)
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize("text", ["#N/A", "#DIV/0!", "2024", "TRUE", "1.1.2024"])
def test_a_text_that_looks_like_something_else_stays_a_text(text: str) -> None:
    """A label '#N/A' must not turn into an error cell."""
    cell = written(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


@pytest.mark.parametrize("content", [None, ""])
def test_nothing_leaves_a_cell_empty(content: Content) -> None:
    """An empty cell has no value, not an empty string."""
    assert written(content).value is None


@pytest.mark.parametrize(
    "content",
    [
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("-Infinity"),
        Decimal("1234567890123456"),
        Decimal("1E+400"),
        "bell\x07",
        "escape\x1b[0m",
        "next line\x85",
        "half a pair \ud800",
        "no character \uffff",
        "looks like one _x000D_",
        "x" * 32_768,
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_with_its_place(content: Content) -> None:
    """The finding says where the content was read, and the cell stays empty."""
    cell = Workbook().worksheets[0].cell(1, 1)
    assert isinstance(cell, Cell)
    finding = put(cell, Entry(content, place=HERE))
    assert finding is not None
    assert (finding.code, finding.place) == ("cell-unwritable", HERE)
    assert cell.value is None


@pytest.mark.parametrize(
    ("decimals", "percent", "signed", "expected"),
    [
        (0, False, False, "#,##0"),
        (2, False, False, "#,##0.00"),
        (0, True, False, '0"\u00a0"%'),
        (1, True, False, '0.0"\u00a0"%'),
        (0, False, True, "+#,##0;-#,##0;#,##0"),
        (1, False, True, "+#,##0.0;-#,##0.0;#,##0.0"),
    ],
)
def test_formats_are_neutral_of_language(decimals: int, percent: bool, signed: bool, expected: str) -> None:
    """Separators are the spreadsheet's own; only the space before the percent sign is spelt out."""
    assert number_format(decimals, percent=percent, signed=signed) == expected


def test_sheet_names_are_legal_and_unique() -> None:
    """Excel allows 31 characters, refuses seven signs, and does not tell upper from lower case."""
    long = "Sosiaali-, terveys- ja pelastustoimiala"
    names = sheet_names(
        ["Talous", "TALOUS", "a/b: [c]?", "'Data'", "History", "", long, long + " 2", "x" * 40]
    )
    assert names[:6] == ("Talous", "TALOUS 2", "a b c", "Data", "History 2", "Sheet")
    assert names[6:8] == ("Sosiaali-, terveys- ja", "Sosiaali-, terveys- ja 2")
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_a_table_name_never_looks_like_a_cell() -> None:
    """A table called T1 or FY24 makes Excel repair the file."""
    assert table_name("t1") == "theme_t1"
    assert table_name("hyvä-olo") == "theme_hyv__olo"


def test_rows_grow_with_their_texts_and_columns_with_their_words() -> None:
    """Row heights are kept in the file, so they are reckoned from the widths of letters."""
    assert lines_of("lyhyt", 20, 10) == 1
    assert lines_of("yksi\nkaksi", 20, 10) == 2
    assert lines_of("palvelukokonaisuus " * 4, 20, 10) == 4
    assert lines_of("x" * 100, 20, 10) > 3
    assert least_width("kokemusasiantuntija ja", 9) > least_width("ja", 9)
    assert lines_of("kokemusasiantuntija", least_width("kokemusasiantuntija", 9), 9) == 1
    assert " ".join(fold("yksi kaksi kolme " * 9, 40, 10)) == "yksi kaksi kolme " * 9
