"""The sheets of the appendix, opened as a reader of the file would open them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsx_builder import PERCENT, both, catalogue, edition, indicator, observation, seen

from reportgen.errors import BadInput
from reportgen.model.edition import Edition, ListEntry
from reportgen.model.indicator import Derivation, Status
from reportgen.render.xlsx import render_xlsx
from reportgen.sources.theme import load_theme

ROOT = Path(__file__).resolve().parent.parent
HEADER = 7


def opened(small: Edition, path: Path, lang: str = "fi") -> Workbook:
    """Render an edition and open the file."""
    render_xlsx(small, lang, path / "book.xlsx", load_theme(ROOT))
    return load_workbook(path / "book.xlsx")


def records(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """Return the rows of a sheet's table by their id, each as values by header."""
    headers = [cell.value for cell in sheet[HEADER]]
    rows: list[dict[Any, Any]] = [
        dict(zip(headers, line, strict=True)) for line in sheet.iter_rows(HEADER + 1, values_only=True)
    ]
    return {row["Tunnus"]: row for row in rows if row.get("Tunnus")}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """Return the Finnish appendix of the small edition."""
    return opened(edition(), tmp_path_factory.mktemp("book"))


def test_sheets_come_in_order_and_the_cover_opens_first(book: Workbook) -> None:
    """Cover, themes in the catalogue's order, data, notes, change log."""
    assert book.sheetnames == [
        "Kansi",
        "Henkilöstö",
        "Ympäristö",
        "Tunnusluvut",
        "Aineisto",
        "Täsmäytys",
        "Tiedot ja käsitteet",
        "Muutosloki",
    ]
    assert book.active is book.worksheets[0]
    assert not any(sheet.sheet_view.tabSelected for sheet in book.worksheets[1:])


def test_every_sheet_has_its_title_its_purpose_and_one_table(book: Workbook) -> None:
    """Tables begin in column A, bear the same names in every language and have unique text headers."""
    names = []
    for sheet in book.worksheets:
        assert isinstance(sheet["A1"].value, str)
        assert isinstance(sheet["A2"].value, str)
        for table in sheet.tables.values():
            names.append(table.displayName)
            header = sheet[table.ref][0]
            assert header[0].column_letter == "A"
            texts = [cell.value for cell in header]
            assert all(isinstance(text, str) and text for text in texts)
            assert len({str(text).casefold() for text in texts}) == len(texts)
        assert not sheet.merged_cells.ranges
        assert not sheet.sheet_view.showGridLines
    assert names == [
        "contents",
        "reference",
        "theme_staff",
        "theme_green",
        "indicators",
        "data",
        "reconciliation",
        "notes",
        "log",
    ]


def test_data_sheets_say_source_and_unit_above_the_table(book: Workbook) -> None:
    """Row 3 tells how much there is, row 4 the source, row 5 the unit, row 6 leads back."""
    sheet = book["Henkilöstö"]
    assert sheet["A3"].value == "6 tunnuslukua, vuodet 2023–2024"
    assert sheet["A4"].value == "Lähde: Vuosikertomus (Kaupunki)"
    assert "0,79" in str(sheet["A5"].value)
    assert sheet["A6"].hyperlink.location == "'Kansi'!A1"


def test_percentages_are_fractions_and_their_change_is_in_percentage_points(book: Workbook) -> None:
    """79 percent after 74 is 0.79 and +5 percentage points, never +5 percent."""
    row = records(book["Henkilöstö"])["staff.recommend"]
    assert (row["2023"], row["2024"]) == (0.74, 0.79)
    assert (row["Muutos 2023–2024"], row["Muutoksen yksikkö"]) == (5, "prosenttiyksikköä")
    formats = {cell.number_format for line in book["Henkilöstö"]["C8:F13"] for cell in line}
    assert '0"\u00a0"%' in formats


def test_a_missing_value_is_an_empty_cell_with_a_code_in_its_row(book: Workbook) -> None:
    """On a theme's sheet the code tells its years; on the flat one it stands alone, a row a year."""
    row = records(book["Henkilöstö"])["staff.rescue"]
    assert (row["2023"], row["Tila"]) == (None, "O\u00a02023")
    assert row["Muutos 2023–2024"] is None
    flat = {(row[0], row[3]): row for row in book["Aineisto"].iter_rows(8, values_only=True)}
    assert flat["staff.rescue", 2023][4:6] == (None, "O")


def test_a_year_without_any_value_keeps_its_column(tmp_path: Path) -> None:
    """A gap in a series is seen: 2022 stands between 2021 and 2023, missing in every row."""
    small = seen(edition(), observation("green.cars", 2021, "300"))
    row = records(opened(small, tmp_path)["Ympäristö"])["green.cars"]
    assert [row[year] for year in ("2021", "2022", "2023", "2024")] == [300, None, None, 9.95]
    assert row["Tila"] == "O\u00a02022–2023, U\u00a02024"


def test_a_theme_without_older_values_has_one_year_and_no_change(book: Workbook) -> None:
    """A column that no row would fill is left out."""
    headers = [cell.value for cell in book["Ympäristö"][HEADER]]
    assert "2024" in headers
    assert "2023" not in headers
    assert not [header for header in headers if str(header).startswith("Muutos")]


@pytest.mark.parametrize(
    ("status", "year", "comparable"),
    [
        (Status.NORMAL, 2023, True),
        (Status.ESTIMATED, 2024, True),
        (Status.BREAK, 2023, True),
        (Status.BREAK, 2024, False),
        (Status.DEFINITION_DIFFERS, 2023, False),
        (Status.DEFINITION_DIFFERS, 2024, False),
    ],
)
def test_no_change_is_told_across_a_break_or_another_definition(
    status: Status, year: int, comparable: bool, tmp_path: Path
) -> None:
    """A break at the older year is behind both values and does no harm."""
    value = {2023: "74", 2024: "79"}[year]
    small = seen(edition(), observation("staff.recommend", year, value, status))
    row = records(opened(small, tmp_path)["Henkilöstö"]).pop("staff.recommend")
    assert row.get("Muutos 2023–2024") == (5 if comparable else None)


def test_rows_are_grouped_by_the_tables_of_the_publication(tmp_path: Path) -> None:
    """A group is named in every row: by the caption without its date, or by a list of groups."""
    small = edition()
    rows = records(opened(small, tmp_path)["Henkilöstö"])
    assert [row["Ryhmä"] for row in rows.values()] == ["Henkilöstö"] * 3 + ["Muut tunnusluvut"] * 3
    area = ListEntry("areas", both("Alueittain"), None)
    table = replace(small.tables["staff"], id="staff_areas")
    named = replace(small, tables={"staff_areas": table}, lists={"staff_groups": (area,)})
    rows = records(opened(named, tmp_path)["Henkilöstö"])
    assert rows["staff.hospital"]["Ryhmä"] == "Alueittain"


def test_a_derived_figure_tells_its_formula_in_words(book: Workbook) -> None:
    """Its value is calculated, its source says so, and the formula names the parts."""
    row = records(book["Henkilöstö"])["staff.total"]
    assert (row["2024"], row["2023"], row["Tila"]) == (6644, None, "O\u00a02023")
    formula = "Laskettu summa: ”Nimi staff.hospital” + ”Nimi staff.rescue”."
    assert str(records(book["Tunnusluvut"])["staff.total"]["Määritelmä"]).endswith(formula)
    flat = [line for line in book["Aineisto"].iter_rows(8, values_only=True) if line[0] == "staff.total"]
    assert all(formula in line and "laskettu" in line for line in flat)


def test_a_derived_figure_is_no_better_than_its_weakest_part(tmp_path: Path) -> None:
    """A sum with an unconfirmed part is unconfirmed."""
    small = seen(edition(), observation("staff.rescue", 2024, "798", Status.UNCONFIRMED))
    row = records(opened(small, tmp_path)["Henkilöstö"])["staff.total"]
    assert row["Tila"] == "O\u00a02023, U\u00a02024"


def test_an_endless_quotient_keeps_fifteen_digits(tmp_path: Path) -> None:
    """A spreadsheet keeps no more, and the format shows as many as the indicator wants."""
    ratio = indicator(
        "staff.ratio", PERCENT, derivation=Derivation("share", ("staff.rescue", "staff.hospital"))
    )
    row = records(opened(edition(catalogue=catalogue(ratio)), tmp_path)["Henkilöstö"])["staff.ratio"]
    assert abs(Decimal(str(row["2024"])) - Decimal(798) / 5846) < Decimal("1E-15")


def test_the_data_sheet_has_every_figure_of_the_theme_sheets(book: Workbook) -> None:
    """One row an indicator and year; years are numbers there, and headers of years are texts elsewhere."""
    rows = list(book["Aineisto"].iter_rows(8, values_only=True))
    assert [(row[0], row[3]) for row in rows[:4]] == [
        ("staff.hospital", 2023),
        ("staff.hospital", 2024),
        ("staff.rescue", 2023),
        ("staff.rescue", 2024),
    ]
    assert len(rows) == 3 * 2 + 5
    assert rows[3] == (
        "staff.rescue",
        "Nimi staff.rescue",
        "henkilöä",
        2024,
        798,
        "A",
        "report",
        "sivu 5",
        0,
        None,
        None,
        "Henkilöstö",
        "rescue",
        "Nimi staff.rescue (sv)",
    )


def test_pandas_reads_the_data_sheet_as_numbers(tmp_path: Path) -> None:
    """The header is row 7; values come as floats, missing ones as NaN, with no text among them."""
    opened(edition(), tmp_path)
    frame = pd.read_excel(tmp_path / "book.xlsx", sheet_name="Aineisto", header=HEADER - 1)
    assert str(frame["Arvo"].dtype) == "float64"
    value = frame.set_index(["Tunnus", "Vuosi"])["Arvo"]
    assert value[("staff.recommend", 2024)] == 0.79
    assert value[("green.energy", 2024)] == 163.3
    assert frame["Tila"].isna().sum() == 0
    assert len(frame) == 11


def test_both_languages_have_the_same_rows_and_ids(tmp_path: Path) -> None:
    """Only words differ: tables, rows, ids, years, values and codes are the same."""
    fi, sv = (opened(edition(), tmp_path, lang) for lang in ("fi", "sv"))
    assert sv.sheetnames == [
        "Omslag",
        "Personal",
        "Miljö",
        "Nyckeltal",
        "Data",
        "Avstämning",
        "Uppgifter och begrepp",
        "Ändringslogg",
    ]
    for one, other in zip(fi.worksheets, sv.worksheets, strict=True):
        assert [(t.name, t.ref) for t in one.tables.values()] == [
            (t.name, t.ref) for t in other.tables.values()
        ]
    keys = [0, 3, 4, 5, 6, 8]
    flat = [
        [[row[key] for key in keys] for row in sheet.iter_rows(8, values_only=True)]
        for sheet in (fi["Aineisto"], sv["Data"])
    ]
    derived = {"laskettu": "derived", "beräknat": "derived"}
    assert [[derived.get(str(x), x) for x in row] for row in flat[0]] == [
        [derived.get(str(x), x) for x in row] for row in flat[1]
    ]


def test_the_strip_is_as_wide_as_the_shares_of_staff(tmp_path: Path) -> None:
    """Each cell of the strip is one service area; widths are to each other as the shares."""
    shares = {"a": 40, "b": 30, "c": 20, "d": 10}
    more = [indicator(f"staff.s_{area}", PERCENT, area=area) for area in shares]
    small = edition(catalogue=catalogue(*more))
    small = seen(small, *(observation(f"staff.s_{area}", 2024, str(share)) for area, share in shares.items()))
    chart = replace(small.charts["sea"], indicators=("staff.rescue", *(entry.id for entry in reversed(more))))
    sheet = opened(replace(small, charts={"sea": chart}), tmp_path)["Kansi"]
    assert [cell.value for cell in sheet[4]] == [0.4, 0.3, 0.2, 0.1]
    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]
    assert [round(width / sum(widths), 3) for width in widths] == [0.4, 0.3, 0.2, 0.1]
    assert "staff.s_a 40\u00a0%, staff.s_b 30\u00a0%" in str(sheet["A5"].value)


def test_the_cover_tells_who_what_and_when_and_that_the_date_is_assumed(book: Workbook) -> None:
    """Title, publisher, date, state of the data, address, how to cite; contents with links."""
    sheet = book["Kansi"]
    assert sheet["A1"].value == "Vuosi 2024: liitetaulukot"
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "31.3.2025 (oletus, päivää ei ole vahvistettu)" in texts
    assert "example.org" in texts
    assert "Kaupunki: Vuosi 2024, liitetaulukot. 31.3.2025." in texts
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


def test_a_confirmed_date_is_not_called_assumed(tmp_path: Path) -> None:
    """The remark disappears with its cause."""
    sheet = opened(edition(published_assumed=False), tmp_path)["Kansi"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "31.3.2025" in texts
    assert not [text for text in texts if "oletus" in text]


def test_notes_explain_codes_sources_and_remarks(book: Workbook) -> None:
    """A remark on a figure that is not normal is a reservation and shows the status."""
    rows = {(row[0], row[1]): row for row in book["Tiedot ja käsitteet"].iter_rows(8, values_only=True)}
    assert rows["Tilakoodi", "O"][3] == ".."
    assert rows["Lähde", "report"][5] == "Kaupunki"
    assert rows["Lyhenne", "MWh"][5] == "megawattitunti"
    assert rows["Varaus", "green.cars"][2:] == (2024, "U", "Nimi green.cars", "Kaksi lukua samasta asiasta.")
    codes = {id for kind, id in rows if kind == "Tilakoodi"}
    assert codes == {status.value for status in Status}


def test_sheets_print_in_landscape_with_header_and_page_numbers(book: Workbook) -> None:
    """A4, one page wide, the header row on every page, Arial, panes frozen; the cover on one page."""
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == ("portrait" if sheet.title == "Kansi" else "landscape")
        assert int(sheet.page_setup.paperSize or 0) == 9
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, sheet.title == "Kansi")
        assert sheet.oddFooter is not None
        assert (sheet.oddFooter.center.text, sheet.oddFooter.right.text) == ("&A", "Sivu &P / &N")
    for sheet in book.worksheets[1:]:
        assert sheet.print_title_rows == "$7:$7"
        assert str(sheet.freeze_panes).endswith("8")
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref == table.ref
    fonts = {cell.font.name for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert fonts == {"Arial"}


def test_properties_are_the_editions_and_never_the_clocks(tmp_path: Path) -> None:
    """Title, language, creator; made at the stamp, in UTC, or else at midnight of the day of publication."""
    book = opened(edition(), tmp_path, "sv")
    made = book.properties
    assert (made.title, made.language, made.creator) == ("År 2024: tabellbilaga", "sv", "Staden")
    assert made.created == made.modified == datetime(2025, 3, 31)  # noqa: DTZ001
    stamp = datetime(2025, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    render_xlsx(edition(), "sv", tmp_path / "other.xlsx", stamp=stamp)
    moment = load_workbook(tmp_path / "other.xlsx").properties.modified
    assert moment == stamp.astimezone(UTC).replace(tzinfo=None)


def test_everything_that_cannot_be_written_is_told_at_once_and_no_file_is_left(tmp_path: Path) -> None:
    """One finding for each place; a half-written workbook would be worse than none."""
    bad = indicator("green.bad", label=both("bell\x07"), place=replace(edition().place, line=99))
    small = edition(catalogue=catalogue(bad))
    small = seen(
        small, observation("green.cars", 2024, "NaN"), observation("green.bad", 2024, "12345678901234567")
    )
    with pytest.raises(BadInput) as caught:
        render_xlsx(small, "fi", tmp_path / "book.xlsx")
    told = {(str(finding.place), finding.message.split(" ")[0]) for finding in caught.value.findings}
    assert told == {
        ("seeds/2024/figures.csv:2", "NaN"),
        ("seeds/2024/figures.csv:2", "12345678901234567"),
        ("seeds/2024/edition.toml:99", "U+0007"),
    }
    assert not (tmp_path / "book.xlsx").exists()


def test_a_workbook_without_a_theme_is_plain_but_whole(tmp_path: Path) -> None:
    """No colour of anybody's house is built in."""
    render_xlsx(edition(), "fi", tmp_path / "book.xlsx")
    sheet = load_workbook(tmp_path / "book.xlsx")["Henkilöstö"]
    assert sheet["A1"].fill.fgColor.rgb == "FF1A1A1A"
