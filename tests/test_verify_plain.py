"""Finished files as text and as a picture: every fact on its line, and every shade that matters."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from pdf_breaks import broken, element_entry
from pdfs import good, pdf_of, tag
from pikepdf import Dictionary, Name, Pdf, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from reportgen.verify.appearance import ACROSS, TOLERANCE, differences, overview
from reportgen.verify.plain import pages_as_text, tags_as_text, workbook_as_text


def written(folder: Path, content: bytes) -> Path:
    """Write a file and return its path."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    return path


# ---------------------------------------------------------------- text


def test_pages_are_told_line_by_line_with_what_cannot_be_seen(tmp_path: Path) -> None:
    lines = pages_as_text(written(tmp_path, good())).splitlines()
    assert lines[:3] == ["page 1", "  Helsinki 2024", "  Vuosi numeroina"]
    assert "  15~434 työn¬tekijään." in lines
    assert lines[lines.index("page 2") + 1 :][:2] == ["  Helsinki 2024", "  Henkilöstö"]


def test_tags_are_told_one_a_line_with_all_that_they_say(tmp_path: Path) -> None:
    lines = tags_as_text(written(tmp_path, good())).splitlines()
    assert lines[:2] == ["Document", "  H1: Vuosi numeroina"]
    assert "  P: Terveyden¬huolto kasvoi 15~434 työn¬tekijään." in lines
    assert "    Span [lang=sv]: På svenska" in lines
    assert "  Figure [alt=Pylväs, jonka arvo on 79 prosenttia.]: 79 %" in lines
    assert "          TH [Table.Scope=Column]: Palvelu" in lines
    at = lines.index("  P", lines.index("  P: Terveyden¬huolto kasvoi 15~434 työn¬tekijään."))
    assert lines[at : at + 4] == ["  P", "    text: Lue lisää:␣", "    Link: hel.fi", "    text: ␣tai kysy."]


@pytest.mark.parametrize(
    ("role", "key", "value", "told"),
    [
        ("Span", "/E", String("på\u00a0svenska"), "Span [lang=sv] [expansion=på~svenska]: "),
        ("Span", "/ActualText", String("suomeksi"), "Span [lang=sv] [actual=suomeksi]: "),
        ("TD", "/A", Dictionary(O=Name.Table, ColSpan=2), "TD [Table.ColSpan=2]: "),
        ("L", "/A", Dictionary(O=Name.List, ListNumbering=Name.Disc), "L [List.ListNumbering=Disc]"),
        ("Figure", "/Alt", String("Muu"), "Figure [alt=Muu]: "),
    ],
)
def test_a_change_of_any_tag_can_be_seen(
    tmp_path: Path, role: str, key: str, value: object, told: str
) -> None:
    before = tags_as_text(written(tmp_path, good()))
    after = tags_as_text(written(tmp_path, broken(element_entry(role, key, value))))
    assert told not in before
    assert after.count(told) == 1


def test_a_type_that_is_mapped_is_told_with_its_own_name(tmp_path: Path) -> None:
    def mapped(pdf: Pdf) -> None:
        element_entry("Note", "/S", Name.Remark)(pdf)
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Remark=Name.Note)

    assert "Note [tag=Remark]" in tags_as_text(written(tmp_path, broken(mapped)))


def test_a_workbook_is_told_row_by_row_with_formats_links_and_tables(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Luvut"
    for row in (["Vuosi", "Määrä"], ["2024", 15434], [None, "=SUM(B2:B2)"], ["a\nb\u00a0c", True]):
        sheet.append(row)
    sheet["B2"].number_format = "#,##0"
    sheet["A1"].hyperlink = Hyperlink(ref="A1", location="'Luvut'!B2")
    sheet.add_table(Table(displayName="luvut", ref="A1:B3"))
    sheet.merge_cells("A6:B6")
    book.create_sheet("Piilo").sheet_state = "hidden"
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert workbook_as_text(path).splitlines() == [
        "sheet Luvut",
        'Luvut | "Vuosi" -> \'Luvut\'!B2 | "Määrä"',
        'Luvut | "2024" | 15434 [#,##0]',
        "Luvut |  | =SUM(B2:B2)",
        'Luvut | "a\\nb~c" | True',
        "Luvut: A6:B6 is merged",
        "Luvut: A1:B3 is the table luvut",
        "sheet Piilo (hidden)",
    ]


# ---------------------------------------------------------------- looks


def drawn(path: Path, pages: int = 1, shade: float = 0.5, dot: float = 0) -> bytes:
    """Return the overview of a PDF whose last page bears a grey box, and perhaps a dot beside it."""
    canvas = Canvas(str(path), (300, 400))
    for number in range(pages):
        canvas.setFillGray(shade if number == pages - 1 else 0.5)
        canvas.rect(60, 120, 60, 60, stroke=0, fill=1)
        if dot and number == pages - 1:
            canvas.rect(240, 360, dot, dot, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return overview(path)


def test_a_changed_shade_is_told_with_its_page_place_and_colours(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    before, after = drawn(path, 6), drawn(path, 6, 0.6)
    assert list(differences(before, before)) == []
    assert list(differences(before, after)) == [
        "page 6: 3.3% of it, 60 to 120 pt from the left and 216 to 282 pt from the top, "
        "mostly from #808080 to #999999"
    ]


def test_what_one_machine_draws_a_shade_darker_is_no_difference(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    before = drawn(path)
    assert list(differences(before, drawn(path, shade=0.5 + 0.9 * TOLERANCE / 255))) == []
    assert list(differences(before, drawn(path, shade=0.5 + 2 * TOLERANCE / 255))) != []


def test_a_speck_of_a_few_pixels_is_no_difference_but_a_dot_is(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    before = drawn(path)
    assert list(differences(before, drawn(path, dot=2))) == []
    (found,) = differences(before, drawn(path, dot=12))
    assert found.startswith("page 1: 0.2% of it, 240 to 252 pt from the left")


def test_more_pages_or_a_file_that_is_no_picture_differ(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    one = drawn(path)
    for other in (drawn(path, 2), b"", b"no picture", one[:200]):
        assert list(differences(other, one)) == ["The pages are not as many or not as large as they were."]


def test_the_overview_shows_the_pages_in_rows(tmp_path: Path) -> None:
    sheet = Image.open(io.BytesIO(drawn(tmp_path / "file.pdf", ACROSS + 1)))
    assert sheet.size == (ACROSS * 50, 2 * 67)
    assert sheet.getpixel((15, 40)) == (128, 128, 128)
    assert sheet.getpixel((55, 70)) == (255, 255, 255)


def test_a_page_without_text_or_tags_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    drawn(path)
    assert pages_as_text(path) == "page 1\n"
    assert tags_as_text(path) == ""
    assert tags_as_text(written(tmp_path, pdf_of(tag("Document")))) == "Document\n"
