"""Any text as figures.csv, any cells as figures.xlsx: an edition, or findings with their places.

``--hypothesis-profile=long`` looks for a thousand inputs of each kind, new ones in every run.
"""

from __future__ import annotations

import io
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import MINI, examples, faults, write
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill
from workbooks import BOOK, HEADER

from reportgen.errors import BadInput
from reportgen.findings import Severity
from reportgen.sources import load_edition

FIGURES = "seeds/2031/figures.csv"
looking = examples(60)

NAMES = st.sampled_from(
    ["loans.total", "loans.adults", "loans.growth", "loans.per_day", "loans.x", "", "Lähde: me"]
)
SIGNS = st.sampled_from(list("0123456789 .,-+%()eE'#:/*=\u00a0\u202f\u2009\u2212\u2013¹²٣７\u00bd"))
NUMBERS = st.one_of(
    st.text(SIGNS, max_size=12),
    st.integers().map(str),
    st.decimals(allow_nan=True, allow_infinity=True, places=3).map(str),
    st.sampled_from(
        ["1 000", "142,9", "1.234", "#ARVO!", "#####", "2.syys", "..", "-", "=A1", "TOSI", "1e400", "9" * 400]
    ),
)
TEXTS = st.one_of(
    st.text(max_size=8), st.sampled_from(["annual", "s. 2", "a\nb", 'say "so"', "\x00", "\ufeff", "\ud800"])
)
CELLS = st.one_of(NAMES, NUMBERS, TEXTS, st.sampled_from(["", "M", "O", "u", *HEADER, "decimals"]))
HEADS = st.one_of(
    st.just([*HEADER]),
    st.just([*HEADER, "decimals"]),
    st.permutations(HEADER),
    st.lists(st.one_of(st.sampled_from(HEADER), CELLS), max_size=9),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library's data, its figures of 2031 to be written."""
    root = tmp_path_factory.mktemp("library")
    for name, text in MINI.items():
        write(root, name, text)
    (root / FIGURES).unlink()
    return root


def fresh(library: Path, name: str, content: bytes) -> Path:
    """Return the library with one file of figures."""
    for old in (FIGURES, BOOK):
        (library / old).unlink(missing_ok=True)
    write(library, name, content)
    return library


def answered(root: Path, name: str) -> dict[str, Decimal]:
    """Return the values of 2031, or none where findings say why; they have places, causes and remedies."""
    try:
        loaded = load_edition(root, 2031)
        observations, findings = loaded.edition.observations, loaded.findings
    except BadInput as bad:
        observations, findings = {}, bad.findings
    assert bool(observations) != any(one.severity is Severity.ERROR for one in findings)
    for one in findings:
        assert one.place is not None
        assert one.place.file == name
        assert one.message
        assert one.remedy
    return {
        key[0]: seen.value for key, seen in observations.items() if key[1] == 2031 and seen.value is not None
    }


def digits(text: str) -> str:
    """Return the digits of a number without leading zeros and those after its last decimal."""
    number = re.sub(r"[^0-9.]", "", text)
    return (number.rstrip("0") if "." in number else number).replace(".", "").lstrip("0")


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table as people and programs save it: ragged, titled, with any separators and line ends."""
    rows = draw(st.lists(st.lists(CELLS, max_size=9), max_size=6))
    likely = st.tuples(
        NAMES, NUMBERS, st.just(""), st.just("annual"), st.just("s. 2"), st.just(""), st.just("")
    )
    rows += [list(row) for row in draw(st.lists(likely, max_size=4))]
    table = [*draw(st.lists(st.lists(CELLS, max_size=3), max_size=2)), draw(HEADS), *rows]
    sign, end = draw(st.sampled_from(",;\t")), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    quoted = draw(st.booleans())
    lines = [
        sign.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted else cell for cell in row)
        for row in table
    ]
    start = draw(st.sampled_from(["", "\ufeff", "sep=;\n", "sep=|\n", '"', "\n\n"]))
    return start + end.join(lines) + draw(st.sampled_from(["", end, '"', end * 3]))


@looking
@given(
    text=st.one_of(tables(), st.text(max_size=200)),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252", "latin-1"]),
)
def test_any_text_is_an_edition_or_findings(library: Path, text: str, encoding: str) -> None:
    answered(fresh(library, FIGURES, text.encode(encoding, "replace")), FIGURES)


@looking
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_findings(library: Path, raw: bytes) -> None:
    answered(fresh(library, FIGURES, raw), FIGURES)
    assert answered(fresh(library, BOOK, raw), BOOK) == {}


@looking
@given(text=NUMBERS, sign=st.sampled_from(",;\t"))
def test_a_value_has_the_digits_of_its_cell(library: Path, text: str, sign: str) -> None:
    """All of them and no other, whatever stands between."""
    cell = f'"{text.replace(chr(34), "")}"'
    table = f"{sign.join(HEADER)}\n{sign.join(['loans.growth', cell, '', 'annual', 's. 2', '', ''])}\n"
    for number in answered(fresh(library, FIGURES, table.encode("utf-8", "replace")), FIGURES).values():
        plain = text.replace(",", ".") if text.count(",") + text.count(".") == 1 else text.replace(",", "")
        assert digits(f"{number:f}") == digits(plain)
        assert (number < 0) == (text.strip()[:1] in {"-", "\u2212"} and number != 0)


FORMATS = st.one_of(
    st.sampled_from(
        [
            "General",
            "@",
            "0",
            "0.0",
            "#,##0",
            "0 %",
            "0,",
            "0;0",
            ";;;",
            "d.m.yyyy",
            "[h]:mm",
            "# ?/?",
            "#",
            "0.0E+00",
        ]
    ),
    st.text(st.sampled_from(list('0#?.,%;@"\\_* -()[]€/Eek+<>=1d')), max_size=12),
)
FONTS = st.builds(
    lambda strike, colour, height: {"strike": strike, "color": colour and Color(colour), "vertAlign": height},
    st.sampled_from([None, None, True]),
    st.sampled_from([None, None, "FFFFFFFF", "FFFF0000"]),
    st.sampled_from([None, None, "superscript"]),
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    CELLS.map(lambda text: re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text)),
    st.dates(date(1900, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001 - Excel knows no zones
    st.times(),
    st.timedeltas(timedelta(0), timedelta(999)),
    st.lists(st.tuples(st.text("0179 *", min_size=1, max_size=4), FONTS), min_size=1, max_size=3).map(
        lambda runs: CellRichText([TextBlock(InlineFont(**font), text) for text, font in runs])
    ),
)
LOOKS = st.fixed_dictionaries(
    {}, optional={"number_format": FORMATS, "font": FONTS, "fill": st.sampled_from(["FFFFFFFF", "FF000000"])}
)


@st.composite
def books(draw: st.DrawFn) -> bytes:
    """Return a workbook of one or two sheets with any cells, looks, merges, and hidden parts."""
    book = Workbook()
    for sheet in [book.worksheets[0], *([book.create_sheet()] if draw(st.booleans()) else [])]:
        for column, name in enumerate(draw(HEADS), 1):
            sheet.cell(1, column, re.sub("[\x00-\x1f\ud800-\udfff]", "", name))
        for row in range(2, draw(st.integers(2, 5))):
            for column in range(1, draw(st.integers(1, 10))):
                cell = sheet.cell(row, column)
                cell.value = draw(VALUES)
                dress(cell, draw(LOOKS))
        sheet.sheet_state = draw(st.sampled_from(["visible", "visible", "hidden"]))
        sheet.row_dimensions[draw(st.integers(1, 6))].hidden = draw(st.booleans())
        sheet.column_dimensions["B"].hidden = draw(st.booleans())
        if draw(st.booleans()):
            sheet.merge_cells(draw(st.sampled_from(["A1:B1", "B2:B3", "A1:J9", "E2:F2"])))
    book.worksheets[0].sheet_state = "visible"
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def dress(cell: Any, look: dict[str, Any]) -> None:
    """Give a cell its format, font and fill."""
    if "number_format" in look:
        cell.number_format = look["number_format"]
    if "font" in look:
        cell.font = Font(**look["font"])
    if "fill" in look:
        cell.fill = PatternFill("solid", fgColor=look["fill"])


@looking
@given(raw=books())
def test_any_workbook_is_an_edition_or_findings(library: Path, raw: bytes) -> None:
    answered(fresh(library, BOOK, raw), BOOK)


@looking
@given(
    number=st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).map(lambda number: round(number, 6))),
    code=FORMATS,
)
def test_a_number_is_the_one_in_its_cell_whatever_its_format(library: Path, number: float, code: str) -> None:
    """Or a hundred times that, where the cell shows percent."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    sheet.append(["loans.growth", number, None, "annual", "s. 2"])
    sheet["B2"].number_format = code
    raw = io.BytesIO()
    book.save(raw)
    for read in answered(fresh(library, BOOK, raw.getvalue()), BOOK).values():
        assert read in {Decimal(format(number, ".15g")), 100 * Decimal(format(number, ".15g"))}
        assert "%" in code or read == Decimal(format(number, ".15g"))


def test_the_library_is_read_as_it_stands(library: Path) -> None:
    """What is looked at above can be read at all."""
    root = fresh(library, FIGURES, MINI[FIGURES].encode())
    assert faults(root, 2031) == ()
    assert answered(root, FIGURES)["loans.growth"] == Decimal("142.9")
