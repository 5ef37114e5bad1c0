"""Figures that a spreadsheet shows otherwise than it holds them: read as a person sees them, or refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import MINI, faults, only, write
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import DataBar, FormatObject, IconSet, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.worksheet import Worksheet
from workbooks import BOOK, HEADER, CellValue, Change, calculated, put, repack, send

from reportgen.findings import Finding, Place, Severity
from reportgen.sources import load_edition

FIGURES = "seeds/2031/figures.csv"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = ",".join(HEADER)


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """Return the library's data alone: nothing is drawn here."""
    for name, text in MINI.items():
        write(tmp_path, name, text)
    return tmp_path


def on(sheet_change: Callable[[Worksheet], object]) -> Change:
    """Return a change of the sheet alone."""
    return lambda _, sheet: sheet_change(sheet)


def styled(cell: str, **style: object) -> Change:
    """Return a change that sets the font, fill or number format of a cell."""

    def change(_: Workbook, sheet: Worksheet) -> None:
        for name, value in style.items():
            setattr(sheet[cell], name, value)

    return change


def runs(*parts: str | tuple[str, InlineFont]) -> CellRichText:
    """Return a text of runs, each with its own look or that of the cell."""
    return CellRichText([part if isinstance(part, str) else TextBlock(part[1], part[0]) for part in parts])


def told(mini: Path) -> list[Finding]:
    """Return the findings that stop a build."""
    return [found for found in faults(mini, 2031) if found.severity is Severity.ERROR]


def the_fault(mini: Path) -> Finding:
    """Return the one finding that stops a build."""
    return only(tuple(told(mini)))


def value_of(mini: Path, name: str) -> Decimal | None:
    """Return the value of an indicator in 2031."""
    return load_edition(mini, 2031).edition.observations[f"loans.{name}", 2031].value


RAISED = InlineFont(vertAlign="superscript")
LOWERED = InlineFont(vertAlign="subscript")
STRUCK = InlineFont(strike=True)
WHITE = Font(color="FFFFFFFF")


# ---------------------------------------------------------------- cells with runs


@pytest.mark.parametrize(
    ("value", "code"),
    [
        pytest.param(runs("78000", ("1", RAISED)), "cell-raised", id="S1-footnote"),
        pytest.param(
            runs(("78000", InlineFont(b=True)), ("1", RAISED)), "cell-raised", id="S1-bold-and-footnote"
        ),
        pytest.param(runs("78000", ("*", RAISED)), "cell-raised", id="S1-footnote-star"),
        pytest.param(runs("78000", ("2", LOWERED)), "cell-raised", id="S1-lowered"),
        pytest.param(runs(("70000", STRUCK), "78000"), "cell-struck", id="S1-old-value-struck"),
        pytest.param(
            runs("7", ("8", InlineFont(strike=True, color=Color("FFFF0000"))), "000"),
            "cell-struck",
            id="S1-digit-struck",
        ),
        pytest.param(
            runs("78000", ("0", InlineFont(color=Color("FFFFFFFF")))), "cell-hidden", id="S1-white-digit"
        ),
        pytest.param(
            runs("78000", ("0", InlineFont(color=Color(theme=0)))), "cell-hidden", id="S1-theme-white-digit"
        ),
    ],
)
@pytest.mark.parametrize("cell", ["B2", "E2"])
def test_a_cell_whose_runs_are_not_one_plain_text_is_refused(
    mini: Path, value: CellRichText, code: str, cell: str
) -> None:
    """In the column of values as in any other that is printed."""
    send(mini, put(cell, value))
    fault = the_fault(mini)
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", cell))
    assert fault.remedy


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(runs("78", ("000", InlineFont(b=True))), id="S1-bold"),
        pytest.param(runs(("78", InlineFont(color=Color("FFFF0000"))), " 000"), id="S1-red"),
        pytest.param(runs(("78000", InlineFont(i=True))), id="S1-one-run"),
        pytest.param(runs("78000", (" ", RAISED)), id="S1-raised-space"),
    ],
)
def test_runs_that_only_look_otherwise_are_one_number(mini: Path, value: CellRichText) -> None:
    send(mini, put("B2", value))
    assert value_of(mini, "total") == 78000


RUNS = "<r><t>78000</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r>"
PHONETIC = "<t>78000</t><rPh sb='0' eb='5'><t>1</t></rPh><phoneticPr fontId='1'/>"


def share(mini: Path, texts: str) -> None:
    """Give the workbook a part for shared texts, as Excel does."""
    book = zipfile.ZipFile(mini / BOOK)
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/></Types>'
    types = book.read("[Content_Types].xml").decode().replace("</Types>", part)
    schema = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    repack(mini, "[Content_Types].xml", types.encode())
    repack(mini, "xl/sharedStrings.xml", f'<sst xmlns="{schema}">{texts}</sst>'.encode())


@pytest.mark.parametrize("shared", [pytest.param(True, id="S1-shared"), pytest.param(False, id="S1-inline")])
@pytest.mark.parametrize(
    ("xml", "code"), [pytest.param(RUNS, "cell-raised", id="runs"), pytest.param(PHONETIC, "", id="phonetic")]
)
def test_a_text_is_read_the_same_wherever_the_file_keeps_it(
    mini: Path, shared: bool, xml: str, code: str
) -> None:
    """Excel keeps texts in a part of their own, others in the cell; readings for East Asia are no text."""
    send(mini, put("B2", "MARK"))
    sheet = zipfile.ZipFile(mini / BOOK).read(SHEET).decode()
    cell = '<c r="B2" t="inlineStr"><is><t>MARK</t></is></c>'
    assert cell in sheet
    if shared:
        share(mini, f"<si>{xml}</si>")
    new = '<c r="B2" t="s"><v>0</v></c>' if shared else cell.replace("<t>MARK</t>", xml)
    repack(mini, SHEET, sheet.replace(cell, new).encode())
    assert [fault.code for fault in told(mini)] == [code] * bool(code)
    if not code:
        assert value_of(mini, "total") == 78000


# ---------------------------------------------------------------- what nobody sees


def rule(**look: Any) -> Change:
    """Return a change that lets a conditional format give value cells a look."""
    return on(
        lambda sheet: sheet.conditional_formatting.add(
            "B2:B3", Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(**look))
        )
    )


def number_rule(_: Workbook, sheet: Worksheet) -> None:
    """Let a conditional format show values in thousands."""
    look = DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode='0,"k"'))
    made = Rule(type="cellIs", operator="greaterThan", formula=["0"], dxf=look)
    sheet.conditional_formatting.add("B2", made)


ENDS = [FormatObject(type="min"), FormatObject(type="max")]
BARS = Rule(type="dataBar", dataBar=DataBar(cfvo=ENDS, color=Color("FF0000FF"), showValue=False))
NUMBERS = [FormatObject(type="num", val=number) for number in (1, 2, 3)]
ICONS = Rule(type="iconSet", iconSet=IconSet(iconSet="3Arrows", cfvo=NUMBERS, showValue=False))


def no_zeros(_: Workbook, sheet: Worksheet) -> None:
    """Let the sheet show no zeros, and have one."""
    sheet["B2"] = 0
    sheet.sheet_view.showZeros = False


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        pytest.param(styled("B2", font=Font(strike=True)), "cell-struck", "B2", id="S1-struck"),
        pytest.param(styled("A2", font=Font(strike=True)), "cell-struck", "A2", id="S1-struck-name"),
        pytest.param(styled("E3", font=Font(strike=True)), "cell-struck", "E3", id="S1-struck-place"),
        pytest.param(styled("B2", font=WHITE), "cell-hidden", "B2", id="S1-white"),
        pytest.param(styled("B2", font=Font(color=Color(theme=0))), "cell-hidden", "B2", id="S1-theme-white"),
        pytest.param(
            styled("B2", font=Font(color=Color(indexed=9))), "cell-hidden", "B2", id="S1-indexed-white"
        ),
        pytest.param(styled("B2", font=Font(color="FFFDFDFD")), "cell-hidden", "B2", id="S1-nearly-white"),
        pytest.param(
            styled("B2", fill=PatternFill("solid", fgColor="FF000000")),
            "cell-hidden",
            "B2",
            id="S1-black-on-black",
        ),
        pytest.param(
            styled("B2", font=Font(color="FF0072C6"), fill=PatternFill("solid", fgColor="FF0072C6")),
            "cell-hidden",
            "B2",
            id="S1-blue-on-blue",
        ),
        pytest.param(rule(font=WHITE), "cell-format", "B2", id="S1-conditional-white"),
        pytest.param(rule(font=Font(strike=True)), "cell-format", "B2", id="S1-conditional-struck"),
        pytest.param(number_rule, "cell-format", "B2", id="S1-conditional-thousands"),
        pytest.param(
            on(lambda sheet: sheet.conditional_formatting.add("B2", ICONS)),
            "cell-format",
            "B2",
            id="S1-icons-alone",
        ),
        pytest.param(
            on(lambda sheet: sheet.conditional_formatting.add("B3", BARS)),
            "cell-format",
            "B3",
            id="S1-bar-alone",
        ),
        pytest.param(no_zeros, "cell-hidden", "B2", id="S1-no-zeros"),
        pytest.param(on(lambda sheet: sheet.merge_cells("B2:B3")), "cell-merged", "B2", id="S1-merged-down"),
        pytest.param(
            on(lambda sheet: sheet.merge_cells("E2:F2")), "cell-merged", "E2", id="S1-merged-across"
        ),
        pytest.param(on(lambda sheet: sheet.merge_cells("A2:A3")), "cell-merged", "A2", id="S1-merged-names"),
    ],
)
def test_a_value_that_is_not_plainly_seen_is_refused_once(
    mini: Path, change: Change, code: str, cell: str
) -> None:
    """With the cell; that a value behind it would then be missing is no finding of its own."""
    send(mini, change)
    fault = the_fault(mini)
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", cell))
    assert fault.remedy


def hidden_row(**how: object) -> Change:
    """Return a change that gives the second row of figures properties."""
    return on(lambda sheet: assign(sheet.row_dimensions[3], how))


def hidden_column(letter: str, **how: object) -> Change:
    """Return a change that gives a column properties."""
    return on(lambda sheet: assign(sheet.column_dimensions[letter], how))


def assign(thing: object, values: dict[str, object]) -> None:
    """Set attributes."""
    for name, value in values.items():
        setattr(thing, name, value)


def filtered(_: Workbook, sheet: Worksheet) -> None:
    """Filter the second row of figures away."""
    sheet.auto_filter.ref = "A1:G3"
    sheet.auto_filter.add_filter_column(0, ["loans.total"])
    sheet.row_dimensions[3].hidden = True


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        pytest.param(hidden_row(hidden=True), "row-hidden", "A3", id="S1-row"),
        pytest.param(hidden_row(height=0.5), "row-hidden", "A3", id="S1-row-without-height"),
        pytest.param(
            hidden_row(hidden=True, outlineLevel=1, collapsed=True), "row-hidden", "A3", id="S1-row-folded"
        ),
        pytest.param(filtered, "row-hidden", "A3", id="S1-row-filtered"),
        pytest.param(hidden_column("B", hidden=True), "column-hidden", "B1", id="S1-column"),
        pytest.param(hidden_column("F", width=0.1), "column-hidden", "F1", id="S1-column-without-width"),
        pytest.param(
            on(lambda sheet: sheet.column_dimensions.group("D", "E", hidden=True)),
            "column-hidden",
            "D1",
            id="S1-folded",
        ),
    ],
)
def test_hidden_rows_and_columns_with_figures_are_refused(
    mini: Path, change: Change, code: str, cell: str
) -> None:
    send(mini, change)
    fault = told(mini)[0]
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", cell))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param(
            '<row r="3">', '<row r="3" ht="0" customHeight="1">', "row-hidden", id="S1-row-of-height-0"
        ),
        pytest.param(
            "<sheetData>",
            '<cols><col min="2" max="2" width="0"/></cols><sheetData>',
            "column-hidden",
            id="S1-width-0",
        ),
        pytest.param(
            "<sheetData>",
            '<cols><col min="1" max="16384" hidden="1"/></cols><sheetData>',
            "column-hidden",
            id="S1-all",
        ),
    ],
)
def test_rows_and_columns_without_size_are_hidden(mini: Path, old: str, new: str, code: str) -> None:
    send(mini)
    sheet = zipfile.ZipFile(mini / BOOK).read(SHEET).decode()
    assert sheet.count(old) == 1
    repack(mini, SHEET, sheet.replace(old, new).encode())
    assert {fault.code for fault in told(mini)} == {code}


@pytest.mark.parametrize("state", [pytest.param(one, id=f"S1-{one}") for one in ("hidden", "veryHidden")])
def test_a_hidden_sheet_with_figures_is_refused(mini: Path, state: Literal["hidden", "veryHidden"]) -> None:
    """Beside a sheet that can be seen; one without figures is passed over, hidden or not."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        book.create_sheet("Selite", 0)["A1"] = "Terveisin talous"
        old = book.copy_worksheet(sheet)
        old.title, old.sheet_state = "Vanha", state
        old.delete_rows(3)
        sheet.delete_rows(2)

    send(mini, change)
    fault = the_fault(mini)
    assert (fault.code, fault.place) == ("sheet-hidden", Place(BOOK, None, "Vanha", "A1"))


def test_what_is_hidden_beside_the_figures_is_no_matter(mini: Path) -> None:
    """Empty rows and columns, and a sheet of lists."""

    def change(book: Workbook, sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["J"].hidden = True
        lists = book.create_sheet("Luettelot")
        lists["A1"], lists.sheet_state = "kyllä", "hidden"

    send(mini, change)
    assert told(mini) == []


def test_a_fault_of_many_cells_is_told_once(mini: Path) -> None:
    """Whoever struck out a column need not read of every cell."""

    def change(_: Workbook, sheet: Worksheet) -> None:
        for cell in ("B2", "B3", "E3"):
            sheet[cell].font = Font(strike=True)

    send(mini, change)
    fault = the_fault(mini)
    assert fault.place == Place(BOOK, None, "Luvut 2031", "B2")
    assert "E2" not in fault.message
    assert "B3, E3" in fault.message


# ---------------------------------------------------------------- number formats


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        pytest.param(0.79, "0 %", "79", id="S1-percent"),
        pytest.param(0.794, "0.0%", "79.4", id="S1-percent-decimal"),
        pytest.param(79, '0"%"', "79", id="S1-percent-sign-written"),
        pytest.param(79, "#,##0", "79", id="S1-grouped"),
        pytest.param(1279, "#\\ ##0", "1279", id="S1-grouped-by-space"),
        pytest.param(79, "@", "79", id="S1-text-format"),
        pytest.param("79", "@", "79", id="S1-text"),
        pytest.param(79, '#,##0\\ "€"', "79", id="S1-euro"),
        pytest.param(79, "#,##0.00\\ [$€-40B]", "79", id="S1-currency"),
        pytest.param(79, "[$SEK]\\ #,##0", "79", id="S1-krona"),
        pytest.param(-79, "#,##0;(#,##0)", "-79", id="S1-accounting"),
        pytest.param(-79, "0;[Red]-0", "-79", id="S1-red-minus"),
        pytest.param(-79, "0.0", "-79", id="S1-one-section"),
        pytest.param(0, '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', "0", id="S1-nil-as-dash"),
        pytest.param(79, '_-* #,##0_-;\\-* #,##0_-;_-* "-"??_-;_-@_-', "79", id="S1-bookkeeping"),
        pytest.param(79, "000000", "79", id="S1-leading-zeros"),
        pytest.param(79, "General", "79", id="S1-general"),
        pytest.param(79, "GENERAL", "79", id="S1-libreoffice-general"),
        pytest.param(7.9, "0.00", "7.9", id="S1-more-decimals"),
    ],
)
def test_a_number_format_that_shows_the_number_is_read(
    mini: Path, value: float | str, number_format: str, seen: str
) -> None:
    """The indicator counts percent, so that a sign is no matter."""
    send(mini, put("B3", value, number_format))
    assert value_of(mini, "growth") == Decimal(seen)


@pytest.mark.parametrize(
    ("value", "number_format", "code"),
    [
        pytest.param(78000, "0,", "cell-format", id="S1-thousands"),
        pytest.param(78000, "#,##0,", "cell-format", id="S1-grouped-thousands"),
        pytest.param(78000000, '0.0,,"M"', "cell-format", id="S1-millions"),
        pytest.param(78, '0"k"', "cell-format", id="S1-k"),
        pytest.param(78, '0" milj. €"', "cell-format", id="S1-millions-in-words"),
        pytest.param(78, '0"1"', "cell-format", id="S1-digit-beside"),
        pytest.param(78, '0"¹"', "cell-format", id="S1-footnote-in-format"),
        pytest.param(78, "0\\0\\0\\0", "cell-format", id="S1-zeros-beside"),
        pytest.param(78, '0"."0', "cell-format", id="S1-point-in-between"),
        pytest.param(78, "0€0", "cell-format", id="S1-currency-in-between"),
        pytest.param(78, "0\\ 0", "cell-format", id="S1-space-in-between"),
        pytest.param(0.5, "# ?/?", "cell-format", id="S1-fraction"),
        pytest.param(78012, "0.00E+00", "cell-format", id="S1-power"),
        pytest.param(78, '[>50]0;"–"', "cell-format", id="S1-condition"),
        pytest.param(-78, "0;0", "cell-format", id="S1-minus-left-out"),
        pytest.param(-78, "0;[Red]0", "cell-format", id="S1-minus-as-red"),
        pytest.param(78, "-0", "cell-format", id="S1-minus-added"),
        pytest.param(78, "(0)", "cell-format", id="S1-parentheses-added"),
        pytest.param(78, "[DBNum1]0", "cell-format", id="S1-other-digits"),
        pytest.param(78, "0%%", "cell-format", id="S1-percent-twice"),
        pytest.param(78, ";;;", "cell-hidden", id="S1-nothing"),
        pytest.param(78, '"salainen"', "cell-hidden", id="S1-word-alone"),
        pytest.param(0, "0;-0;;@", "cell-hidden", id="S1-no-zero"),
        pytest.param(0, "#,###", "cell-hidden", id="S1-blank-zero"),
        pytest.param(78, "[White]0", "cell-format", id="S1-white-by-format"),
        pytest.param("78", ";;;", "cell-hidden", id="S1-text-hidden"),
        pytest.param("78", '@"1"', "cell-format", id="S1-digit-beside-text"),
        pytest.param(45901, "d.m.yyyy", "cell-date", id="S1-date-format"),
        pytest.param(date(2031, 7, 24), "d/m/yy", "cell-date", id="S1-date"),
        pytest.param(time(1, 30), "h:mm", "cell-date", id="S1-time"),
        pytest.param(timedelta(hours=30), "[h]:mm", "cell-date", id="S1-duration"),
        pytest.param(True, "General", "cell-logical", id="S1-logical"),
        pytest.param("#REF!", "General", "cell-error", id="S1-error"),
        pytest.param(-78, "d.m.yyyy", "cell-date", id="S1-date-before-all-dates"),
    ],
)
@pytest.mark.parametrize("cell", ["B3", "E3"])
def test_a_number_format_that_shows_another_number_is_refused(
    mini: Path, value: CellValue, number_format: str, code: str, cell: str
) -> None:
    """As a value and as the place in a source: both are printed."""
    send(mini, put(cell, value, number_format))
    fault = the_fault(mini)
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", cell)), fault
    assert fault.remedy


def test_a_date_is_answered_with_the_number_that_it_was(mini: Path) -> None:
    send(mini, put("B3", date(2031, 7, 24)))
    assert "24.7:" in the_fault(mini).remedy


def test_decimals_that_the_sheet_does_not_show_are_told(mini: Path) -> None:
    """The value is right and printed more exactly than whoever sent the sheet has seen it."""
    send(mini, put("B3", 142.5, "0"))
    warned = only(load_edition(mini, 2031).findings)
    assert (warned.code, warned.severity) == ("decimals-hidden", Severity.WARNING)
    assert warned.message == "The cell shows 143 and holds 142.5, which is used."
    assert value_of(mini, "growth") == Decimal("142.5")


def test_a_comment_is_told(mini: Path) -> None:
    send(mini, on(lambda sheet: setattr(sheet["B2"], "comment", Comment("Ennakkotieto", "Talous"))))
    found = only(load_edition(mini, 2031).findings)
    assert (found.code, found.severity, found.place) == (
        "cell-comment",
        Severity.INFO,
        Place(BOOK, None, "Luvut 2031", "B2"),
    )


# ---------------------------------------------------------------- formulas


def with_formula(mini: Path, xml: str, change: Change = calculated) -> None:
    """Put a formula and its stored result into the first value."""
    send(mini, change)
    sheet = zipfile.ZipFile(mini / BOOK).read(SHEET).decode()
    assert '<c r="B2" t="n"><v>1000</v></c>' in sheet
    repack(mini, SHEET, sheet.replace('<c r="B2" t="n"><v>1000</v></c>', f'<c r="B2"{xml}</c>').encode())


def on_demand(book: Workbook, _: Worksheet) -> None:
    """Have a workbook calculated on demand."""
    book.calculation.fullCalcOnLoad, book.calculation.calcMode = False, "manual"


@pytest.mark.parametrize(
    ("xml", "change", "code"),
    [
        pytest.param("><f>A9</f>", calculated, "cell-formula", id="S1-no-result"),
        pytest.param("><f>A9</f><v></v>", calculated, "cell-formula", id="S1-empty-result"),
        pytest.param(' t="e"><f>1/0</f><v>#DIV/0!</v>', calculated, "cell-error", id="S1-error-result"),
        pytest.param(' t="b"><f>1&gt;0</f><v>1</v>', calculated, "cell-logical", id="S1-logical-result"),
        pytest.param(
            ' t="str"><f>A1&amp;1</f><v>noin 5</v>', calculated, "not-a-number", id="S1-text-result"
        ),
        pytest.param(' t="str"><f>""</f><v></v>', calculated, "missing-value", id="S1-empty-text-result"),
        pytest.param("><f>A9</f><v>0</v>", lambda book, sheet: None, "cell-formula", id="S1-left-to-excel"),
        pytest.param("><f>A9</f><v>0</v>", on_demand, "cell-formula", id="S1-calculated-on-demand"),
        pytest.param('><f t="array" ref="B2">SUM(A9)</f>', calculated, "cell-formula", id="S1-array"),
        pytest.param('><f t="dataTable" ref="B2" r1="A9"/>', calculated, "cell-formula", id="S1-data-table"),
    ],
)
def test_a_formula_without_a_number_to_trust_is_refused(
    mini: Path, xml: str, change: Change, code: str
) -> None:
    """Some programs store 0 beside each formula and leave calculating to Excel."""
    with_formula(mini, xml, change)
    fault = the_fault(mini)
    assert (fault.code, fault.place) == (code, Place(BOOK, None, "Luvut 2031", "B2"))


@pytest.mark.parametrize(
    ("xml", "number", "words"),
    [
        pytest.param("><f>A9</f><v>5</v>", 5, "stored result 5 is", id="S1-result"),
        pytest.param(' t="str"><f>A9</f><v>1 500</v>', 1500, "1 500", id="S1-result-as-text"),
        pytest.param("><f>[1]Taul1!A1</f><v>5</v>", 5, "from another workbook", id="S1-other-workbook"),
    ],
)
def test_a_stored_result_is_used_and_told(mini: Path, xml: str, number: int, words: str) -> None:
    with_formula(mini, xml)
    found = only(load_edition(mini, 2031).findings)
    assert (found.code, found.severity) == ("formula-result", Severity.INFO)
    assert words in found.message
    assert value_of(mini, "total") == number


@pytest.mark.parametrize(
    "setting", [pytest.param('<calcPr calcId="191029"/>', id="excel"), pytest.param("", id="none")]
)
def test_a_workbook_that_excel_has_calculated_is_trusted(mini: Path, setting: str) -> None:
    """It says nothing of calculating anew."""
    with_formula(mini, "><f>A9</f><v>5</v>", lambda book, sheet: None)
    book = zipfile.ZipFile(mini / BOOK).read("xl/workbook.xml").decode()
    asked = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    assert asked in book
    repack(mini, "xl/workbook.xml", book.replace(asked, setting).encode())
    assert value_of(mini, "total") == 5


# ---------------------------------------------------------------- texts for numbers


@pytest.mark.parametrize("as_book", [pytest.param(True, id="xlsx"), pytest.param(False, id="csv")])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param(" 78000 ", 78000, id="S1-spaces-around"),
        pytest.param("\u00a078\u00a0000\u202f", 78000, id="S1-no-break-spaces"),
        pytest.param("78\u2009000", 78000, id="S1-thin-space"),
        pytest.param("\u221278", -78, id="S1-true-minus"),
        pytest.param("+78", 78, id="S1-plus"),
    ],
)
def test_a_number_kept_as_text_is_read(mini: Path, as_book: bool, text: str, number: int) -> None:
    if as_book:
        send(mini, put("B2", text))
    else:
        write(mini, FIGURES, f"{HEAD}\nloans.total,{text},,annual,s. 2,,\n")
    assert value_of(mini, "total") == number


@pytest.mark.parametrize("as_book", [pytest.param(True, id="xlsx"), pytest.param(False, id="csv")])
@pytest.mark.parametrize(
    ("text", "code", "advice"),
    [
        pytest.param("########", "cell-error", "column wider", id="messages-narrow"),
        pytest.param("###", "cell-error", "column wider", id="messages-narrower"),
        pytest.param("#ARVO!", "cell-error", "Correct the formula", id="messages-value"),
        pytest.param("#VIITTAUS!", "cell-error", "Correct the formula", id="messages-reference"),
        pytest.param("#VÄRDEFEL!", "cell-error", "Correct the formula", id="messages-value-sv"),
        pytest.param("#NIMI?", "cell-error", "Correct the formula", id="messages-name"),
        pytest.param("#JAKO/0!", "cell-error", "Correct the formula", id="messages-division"),
        pytest.param("Virhe:508", "cell-error", "Correct the formula", id="messages-libreoffice"),
        pytest.param("#SAKNAS!", "cell-error", "status O", id="messages-not-found"),
        pytest.param("2.syys", "not-a-number", "made a date of it, perhaps of 2.9:", id="messages-2.9"),
        pytest.param("24.heinä", "not-a-number", "perhaps of 24.7:", id="messages-24.7"),
        pytest.param("2.9.2026", "not-a-number", "perhaps of 2.9:", id="messages-2.9.2026"),
        pytest.param("sep-24", "not-a-number", "perhaps of 9.24:", id="messages-9.24"),
        pytest.param("3.marras", "not-a-number", "perhaps of 3.11:", id="messages-3.11"),
        pytest.param("24-jul", "not-a-number", "perhaps of 24.7:", id="messages-24-jul"),
        pytest.param("12. maj 2026", "not-a-number", "perhaps of 12.5:", id="messages-12.5"),
        pytest.param("2026-09-02", "not-a-number", "perhaps of 2.9:", id="messages-iso"),
        pytest.param("1:30:00", "not-a-number", "made a time of it", id="messages-time"),
        pytest.param("-", "not-a-number", "write 0 if there was nothing", id="messages-nil"),
        pytest.param("–", "not-a-number", "write 0 if there was nothing", id="messages-nil-dash"),
        pytest.param(
            ".",
            "not-a-number",
            "there can be no value: leave the cell empty, set status M",
            id="messages-dot",
        ),
        pytest.param(
            "..",
            "not-a-number",
            "If the value is not known, leave the cell empty, set status O",
            id="messages-unknown",
        ),
        pytest.param("...", "not-a-number", "set status O", id="messages-secret"),
        pytest.param("n/a", "not-a-number", "set status M", id="messages-either"),
        pytest.param("78-", "not-a-number", "minus before the number", id="S1-minus-behind"),
        pytest.param("(78)", "not-a-number", "write a minus", id="S1-parentheses"),
        pytest.param("'78000", "not-a-number", "apostrophe", id="S1-apostrophe"),
        pytest.param("78000¹", "not-a-number", "footnote", id="S1-footnote-sign"),
        pytest.param("78000*", "not-a-number", "footnote", id="S1-footnote-asterisk"),
        pytest.param("78000 1)", "not-a-number", "footnote", id="S1-footnote-bracket"),
        pytest.param("\u0667\u0668", "not-a-number", "digits 0 to 9", id="S1-arabic-digits"),
        pytest.param("７８", "not-a-number", "digits 0 to 9", id="S1-wide-digits"),
        pytest.param("1e5", "not-a-number", "every digit", id="S1-power"),
        pytest.param("78 %", "not-a-number", "Leave the sign out", id="S1-percent-of-a-count"),
        pytest.param("noin 78", "not-a-number", "digits only", id="S1-words"),
    ],
)
def test_what_is_no_number_is_answered_with_what_made_it(
    mini: Path, as_book: bool, text: str, code: str, advice: str
) -> None:
    """One finding, and what to do: a value that is there is not to be given up."""
    if as_book:
        send(mini, put("B2", text))
    else:
        write(mini, FIGURES, f"{HEAD}\nloans.total,{text},,annual,s. 2,,\n")
    fault = only(faults(mini, 2031))
    assert fault.code == code
    assert advice in fault.remedy


# ---------------------------------------------------------------- the table around the figures

ROWS = "loans.total,1000,,annual,s. 2,,\nloans.growth,142.9,,annual,s. 3,,\n"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(f"sep=,\n{HEAD}\n{ROWS}", (), id="messages-sep"),
        pytest.param(f"\ufeffsep=;\r\n{HEAD}\n{ROWS}".replace(",", ";"), (), id="messages-sep-semicolon"),
        pytest.param(f'"sep=;"\n{HEAD}\n{ROWS}', (), id="messages-sep-that-is-wrong"),
        pytest.param(f"Terveisin talous\n\n{HEAD}\n{ROWS}", (1,), id="messages-title"),
        pytest.param(f"Terveisin, talous,,,,,\n{HEAD}\n{ROWS}", None, id="messages-title-in-cells"),
        pytest.param(
            f'"Kuusisto, kirjasto; luvut"\n{HEAD}\n{ROWS}', (1,), id="messages-title-with-separators"
        ),
        pytest.param(f"Luvut\nVuosi 2031\n{HEAD}\n{ROWS}", (1,), id="messages-two-titles"),
        pytest.param(f"{HEAD}\n{ROWS}\nLähde: talous, Kaisa Ek", None, id="messages-note-in-cells"),
        pytest.param(f"{HEAD}\n{ROWS}\nLähde: talousosasto,,,,,,\n", (5,), id="messages-note"),
    ],
)
def test_what_stands_around_a_table_is_told_and_no_figure(
    mini: Path, text: str, read: tuple[int, ...] | None
) -> None:
    """A title and remarks fill one cell; what fills several may be figures, and is one finding."""
    write(mini, FIGURES, text)
    found = faults(mini, 2031)
    if read is None:
        assert only(found).severity is Severity.ERROR
        return
    assert [(one.code, one.place) for one in found] == [
        ("row-passed-over", Place(FIGURES, at)) for at in read
    ]
    assert [value_of(mini, "total"), value_of(mini, "growth")] == [Decimal(1000), Decimal("142.9")]
    growth = load_edition(mini, 2031).edition.observations["loans.growth", 2031].place.line
    assert growth == next(
        at for at, line in enumerate(text.splitlines(), 1) if line.startswith("loans.growth")
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        pytest.param(ROWS, "missing-column", 1, "No row names the columns", id="messages-no-head"),
        pytest.param(
            f"tunnus;arvo;lähde\n{ROWS}".replace(",", ";"),
            "missing-column",
            1,
            "No row",
            id="messages-foreign-head",
        ),
        pytest.param(f"{ROWS}{HEAD}\n", "row-above-head", 1, "above the head", id="messages-head-below"),
        pytest.param(
            f"{HEAD}\nloans.growth,142,9,,annual,s. 3,,\n",
            "cell-without-column",
            2,
            "142,9 was parted",
            id="messages-comma",
        ),
        pytest.param(
            f"{HEAD}\nloans.growth,-142,9,,annual,s. 3,a,b\n",
            "cell-without-column",
            2,
            "-142,9",
            id="messages-comma-full",
        ),
        pytest.param(
            "indicator,status,source,place,note_fi,note_sv,value,decimals\n"
            "loans.growth,,annual,s. 3,,,142,9,\n",
            "cell-without-column",
            2,
            "142,9 was parted",
            id="messages-comma-before-decimals",
        ),
        pytest.param(
            f"{HEAD}\n{ROWS}Yhteensä,,,,,,\nloans.adults,1,,annual,,,\n",
            "unknown-indicator",
            4,
            "Yhteensä",
            id="messages-heading",
        ),
        pytest.param(
            f"{HEAD}\n{ROWS},78 000,,,,,\n",
            "missing-indicator",
            4,
            "names no indicator",
            id="messages-value-alone",
        ),
    ],
)
def test_a_table_that_is_not_in_order_is_one_finding(
    mini: Path, text: str, code: str, line: int, words: str
) -> None:
    write(mini, FIGURES, text)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == (code, Place(FIGURES, line)), fault
    assert words in fault.message


def test_both_files_of_a_year_with_the_same_figures_are_one_finding(mini: Path) -> None:
    rows = [["loans.total", 1000], ["loans.adults", 600], ["loans.children", 400], ["loans.growth", 142.9]]

    def change(_: Workbook, sheet: Worksheet) -> None:
        sheet.delete_rows(2, 2)
        for name, number in rows:
            sheet.append([name, number, None, "annual", "s. 2"])

    send(mini, change)
    write(mini, FIGURES, MINI[FIGURES])
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("indicator-twice", Place(BOOK, None, "Luvut 2031", "B2"))
    assert "'loans.total', 'loans.adults', 'loans.children', 'loans.growth'" in fault.message
    assert "Delete figures.csv or figures.xlsx" in fault.remedy


# ---------------------------------------------------------------- other kinds of workbooks


def test_strict_open_xml_is_named(mini: Path) -> None:
    """Excel offers it beside the plain kind; its parts have other names."""
    send(mini)
    old = zipfile.ZipFile(mini / BOOK)
    with zipfile.ZipFile(mini / "strict.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            content = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            )
            new.writestr(name, content)
    (mini / "strict.xlsx").replace(mini / BOOK)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("workbook-refused", Place(BOOK))
    assert "'Strict Open XML'" in fault.message
    assert "'Excel Workbook (*.xlsx)'" in fault.remedy


def test_an_opendocument_sheet_is_named(mini: Path) -> None:
    send(mini)
    with zipfile.ZipFile(mini / BOOK, "w") as ods:
        ods.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        ods.writestr("content.xml", "<office:document-content/>")
    fault = only(faults(mini, 2031))
    assert fault.code == "workbook-refused"
    assert "OpenDocument" in fault.message


@pytest.mark.parametrize(
    "area", [pytest.param("A9:XFD1048576", id="H5-sheet"), pytest.param("A9:IV20", id="H5-wide")]
)
def test_cells_merged_over_a_sheet_are_refused_before_they_are_made(mini: Path, area: str) -> None:
    """They would all be made when the workbook is read."""
    send(mini)
    sheet = zipfile.ZipFile(mini / BOOK).read(SHEET)
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    repack(mini, SHEET, sheet.replace(b"</sheetData>", merged))
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == ("workbook-refused", Place(BOOK))
    assert area.partition(":")[2] in fault.message
