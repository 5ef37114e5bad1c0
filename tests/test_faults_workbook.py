"""Faults of workbooks seen from outside, by number, with the right value, and others of their kinds."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsx_builder import ENERGY, PERCENT, PERSON, catalogue, edition, indicator, observation, seen

from reportgen.errors import BadInput
from reportgen.findings import Place
from reportgen.locales import number, strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import Derivation, Theme, Unit
from reportgen.render.xlsx import render_xlsx
from reportgen.render.xlsx.cells import number_format
from reportgen.render.xlsx.measure import lines_of
from reportgen.sources.theme import load_theme
from reportgen.verify.workbook import verify_xlsx


def opened(made: Edition, folder: Path, lang: str = "fi") -> Workbook:
    """Render an edition, let it be judged, and open the file with the results of its formulas."""
    path = folder / "book.xlsx"
    render_xlsx(made, lang, path, load_theme(REPOSITORY))
    assert verify_xlsx(path, made, lang) == ()
    return load_workbook(path, data_only=True)


# ---------------------------------------------------------------- S8: what rounds to zero


def displayed(value: Decimal, shown: str) -> str:
    """Return what a spreadsheet displays of a number, in Finnish.

    Of two or three sections the second is for what is below zero, which it shows without a sign of its own,
    the third for zero itself. None looks at what is left after rounding: a lone one shows -0,0.
    """
    sections = shown.split(";")
    section = sections[0] if value > 0 or len(sections) == 1 else sections[1 if value < 0 else -1]
    match = re.fullmatch(r'([+-]?)((?:#,##)?0(?:\.(0+))?)(?:"([^"]*)"(%))?', section)
    assert match is not None, shown
    decimals, percent = len(match[3] or ""), match[5] or ""
    size = abs(value) * (100 if percent else 1)
    text = number(size.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), decimals, "fi")
    own = "-" if value < 0 and len(sections) == 1 else ""
    return f"{own}{match[1]}{text}{match[4] or ''}{percent}"


def cells(sheet: Worksheet, id: str) -> dict[str, str]:
    """Return what a row of a theme's sheet displays, by the beginning of the column's header."""
    head = [str(cell.value) for cell in sheet[7]]
    row = next(row for row in sheet.iter_rows(min_row=8) if row[head.index("Tunnus")].value == id)
    return {
        name: displayed(Decimal(str(cell.value)), cell.number_format)
        for name, cell in zip(head, row, strict=True)
        if isinstance(cell.value, int | float)
    }


@pytest.mark.parametrize(
    ("unit", "decimals", "old", "new", "change", "relative"),
    [
        pytest.param(PERSON, 0, "1374800", "1375195", "+395", "0,0\u00a0%", id="S8-395-of-1374800"),
        pytest.param(PERSON, 0, "1375195", "1374800", "-395", "0,0\u00a0%", id="S8-less-395"),
        pytest.param(PERSON, 0, "1374800", "1374800", "0", "0,0\u00a0%", id="S8-no-change"),
        pytest.param(PERSON, 0, "1000", "1001", "+1", "+0,1\u00a0%", id="S8-just-enough"),
        pytest.param(PERSON, 0, "2000", "2001", "+1", "+0,1\u00a0%", id="S8-half-a-step-counts"),
        pytest.param(PERSON, 0, "2000", "1999", "-1", "-0,1\u00a0%", id="S8-half-a-step-down"),
        pytest.param(PERSON, 0, "2001", "2002", "+1", "0,0\u00a0%", id="S8-just-too-little"),
        pytest.param(PERSON, 0, "1", "3", "+2", "+200,0\u00a0%", id="S8-plain"),
        pytest.param(ENERGY, 1, "163.3", "163.3", "0,0", "0,0\u00a0%", id="S8-amount"),
        pytest.param(ENERGY, 1, "163.3", "163.2", "-0,1", "-0,1\u00a0%", id="S8-amount-less"),
        pytest.param(ENERGY, 3, "163.300", "163.301", "+0,001", "0,0\u00a0%", id="S8-amount-finer"),
        pytest.param(PERCENT, 0, "79", "79", "0", None, id="S8-points"),
        pytest.param(PERCENT, 1, "79.1", "79.0", "-0,1", None, id="S8-points-less"),
        pytest.param(PERCENT, 2, "2.90", "2.90", "0,00", None, id="S8-points-finer"),
    ],
)
def test_a_change_that_rounds_to_zero_has_no_sign_and_keeps_its_unit(
    unit: Unit, decimals: int, old: str, new: str, change: str, relative: str | None, tmp_path: Path
) -> None:
    """As the PDF prints it; the cell keeps the exact number."""
    one = indicator("staff.visits", unit, decimals=decimals)
    told = [observation(one.id, 2023, old), observation(one.id, 2024, new)]
    row = cells(opened(seen(edition(catalogue=catalogue(one)), *told), tmp_path)["Henkilöstö"], one.id)
    assert row["Muutos 2023–2024"] == change
    assert row.get("Muutos, %") == relative


@pytest.mark.parametrize("percent", [False, True])
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("decimals", range(6))
def test_s8_no_format_shows_a_signed_zero_or_drops_its_unit(
    decimals: int, signed: bool, percent: bool
) -> None:
    """Every kind of number, at zero, a little beside it, at the first step on both sides, and far away."""
    step = Decimal(1).scaleb(-decimals - (2 if percent else 0))
    for times in ("0", "0.001", "0.499", "0.5", "0.501", "0.999", "1", "1.5", "1234.5"):
        for amount in (step * Decimal(times), -step * Decimal(times)):
            text = displayed(amount, number_format(decimals, amount, percent=percent, signed=signed))
            whole = (amount * (100 if percent else 1)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
            printed = number(whole, decimals, "fi", signed=signed).replace("\u2212", "-")
            assert text == printed + ("\u00a0%" if percent else "")


def test_s8_a_value_that_rounds_to_zero_has_no_sign_either(tmp_path: Path) -> None:
    """A calculated difference of -0,04 with one decimal is 0,0 on every sheet."""
    parts = [indicator(f"staff.{name}", ENERGY, decimals=2) for name in ("a", "b")]
    gap = indicator(
        "staff.gap", ENERGY, decimals=1, derivation=Derivation("difference", ("staff.a", "staff.b"))
    )
    told = [observation("staff.a", 2024, "1.01"), observation("staff.b", 2024, "1.05")]
    book = opened(seen(edition(catalogue=catalogue(*parts, gap)), *told), tmp_path)
    assert cells(book["Henkilöstö"], gap.id)["2024"] == "0,0"
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float) and "0" in cell.number_format:
                    text = displayed(Decimal(str(cell.value)), cell.number_format)
                    assert not re.fullmatch("[+-][0,]+(\u00a0%)?", text), (sheet.title, cell.coordinate)


# ---------------------------------------------------------------- texts longer than a row is high

NOTES = strings("fi")["sheet.notes"]
HIGHEST, MOST = 409.0, 255.0
"""What Excel allows: points that a row is high, characters that a column is wide."""
WORDS = "Lähteen mukaan luku sisältää myös ostopalvelut, joita ei ole aiempina vuosina laskettu mukaan. "


def room(sheet: Worksheet) -> None:
    """Check that every wrapped text of a sheet has room in its row, and every row and column in Excel."""
    for at, row in enumerate(sheet.iter_rows(min_row=8), start=8):
        height = sheet.row_dimensions[at].height or 15.0
        assert height <= HIGHEST
        for column, cell in enumerate(row, start=1):
            width = sheet.column_dimensions[get_column_letter(column)].width
            assert width <= MOST
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                size = float(cell.font.size)
                taken = lines_of(cell.value, width, size, bold=bool(cell.font.bold)) * size * 1.28
                assert taken <= height, (sheet.title, cell.coordinate)


def told(sheet: Worksheet, id: str, header: str) -> str:
    """Return what the rows of an id say in a column, one after the other."""
    head = [str(cell.value) for cell in sheet[7]]
    rows = [row for row in sheet.iter_rows(min_row=8, values_only=True) if row[head.index("Tunnus")] == id]
    return " ".join(str(row[head.index(header)]) for row in rows if row[head.index(header)])


@pytest.mark.parametrize(
    "note",
    [
        pytest.param((WORDS * 63)[:5949].strip(), id="X-note-5949"),
        pytest.param("Lyhyt huomautus.", id="X-note-short"),
        pytest.param((WORDS * 95)[:8900].strip(), id="X-note-8900"),
        pytest.param("\n".join(f"rivi {number}" for number in range(34)), id="X-note-34-lines"),
        pytest.param("x" * 5949, id="X-note-one-word"),
        pytest.param("W" * 4000, id="X-note-wide-letters"),
    ],
)
def test_a_long_note_goes_on_until_all_of_it_can_be_read(note: str, tmp_path: Path) -> None:
    """In further rows among the explanations, in one wider cell of the data."""
    noted = observation("green.cars", 2024, "332", note=note)
    book = opened(seen(edition(), noted), tmp_path)
    for sheet in book.worksheets:
        room(sheet)
    found = told(book[NOTES], "green.cars", "Selitys")
    assert found.split() == note.split() if " " in note else found.replace(" ", "") == note
    assert told(book["Aineisto"], "green.cars", "Huomautus") == note


def test_a_long_definition_and_a_long_list_of_indicators_go_on(tmp_path: Path) -> None:
    """Each row says again what it belongs to; the rows counted are those that are there."""
    many = [indicator(f"staff.unit_{number}_of_a_long_list", PERSON) for number in range(400)]
    long = indicator("staff.visits", PERSON, definition={"fi": WORDS * 40, "sv": "kort"})
    told_of = [observation(one.id, 2024, "5") for one in (long, *many)]
    book = opened(seen(edition(catalogue=catalogue(long, *many)), *told_of), tmp_path)
    for sheet in book.worksheets:
        room(sheet)
    definitions = book["Tunnusluvut"]
    assert told(definitions, long.id, "Määritelmä") == (WORDS * 40).strip()
    assert str(definitions["A3"].value).endswith(f" {definitions.max_row - 7}")
    log = [str(row[4]) for row in book["Muutosloki"].iter_rows(min_row=8, values_only=True)]
    assert sum(row.count("staff.unit_") for row in log) == 400


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param({"label": {"fi": WORDS * 20, "sv": "kort"}}, "seeds/indicators.toml:10", id="X-label"),
        pytest.param(
            {
                "unit": replace(
                    PERSON, label={"fi": WORDS * 20, "sv": "kort"}, place=Place("seeds/units.toml", 3)
                )
            },
            "seeds/units.toml:3",
            id="X-unit",
        ),
        pytest.param({"note": WORDS * 200}, "seeds/2024/figures.csv:2", id="X-note-19200"),
        pytest.param({"note": "x " * 16_000}, "seeds/2024/figures.csv:2", id="X-note-32000"),
        pytest.param({"note": "x" * 32_768}, "seeds/2024/figures.csv:2", id="X-note-32768"),
        pytest.param({"note": "rivi\n" * 40}, "seeds/2024/figures.csv:2", id="X-note-40-lines"),
    ],
)
def test_what_has_no_room_anywhere_is_refused_once_with_its_place(
    change: dict[str, Any], place: str, tmp_path: Path
) -> None:
    """One finding, however many sheets would show the text; nothing is written."""
    note = str(change.pop("note", ""))
    one = replace(indicator("staff.visits", PERSON), **change)
    made = seen(edition(catalogue=catalogue(one)), observation(one.id, 2024, "5", note=note))
    with pytest.raises(BadInput) as bad:
        render_xlsx(made, "fi", tmp_path / "book.xlsx", load_theme(REPOSITORY))
    (found,) = bad.value.findings
    assert (found.code, str(found.place)) == ("cell-unwritable", place)
    assert not (tmp_path / "book.xlsx").exists()


def test_other_limits_of_excel_hold_for_long_names_and_many_parts(tmp_path: Path) -> None:
    """A footer of 255 characters, a formula of 8 192, a text of 255 in one: else a file is repaired."""
    long = Theme("staff", {"fi": "Henkilöstö " * 30, "sv": "Personal"})
    many = [indicator(f"staff.part_{number}", PERSON, part_of="staff.whole") for number in range(200)]
    told_of = [observation(one.id, 2024, "5") for one in many]
    whole, green = indicator("staff.whole", PERSON), edition().catalogue.themes["green"]
    made = seen(
        edition(catalogue=catalogue(whole, *many, themes={"staff": long, "green": green})),
        *told_of,
        observation("staff.whole", 2024, "1000"),
    )
    made = replace(made, title={"fi": "Työ & terveys " * 20, "sv": "Vård"})
    opened(made, tmp_path)
    book = load_workbook(tmp_path / "book.xlsx")
    for sheet in book.worksheets:
        assert len(str(sheet.oddFooter)) <= 255
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert len(str(cell.value)) <= 8192
                    assert all(len(text) <= 255 for text in re.findall('"([^"]*)"', str(cell.value)))
    check = next(
        row for row in book["Täsmäytys"].iter_rows(min_row=8) if row[0].value == "parts/staff.whole/2024"
    )
    assert (check[3].data_type, check[4].data_type, check[4].value) == ("f", "n", 1000)
