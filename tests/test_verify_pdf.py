"""The verifier of PDFs passes a faultless file and catches every way of breaking one."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from matplotlib.figure import Figure
from pdf_breaks import (
    BROKEN,
    Mutation,
    append,
    broken,
    drawn,
    element_entry,
    elements,
    link_entry,
    paint_form,
)
from pdfs import GOOD, good, item, pdf_of, row, saved, tag
from pikepdf import Array, Dictionary, Name, Object, Pdf, String
from reportlab.pdfgen.canvas import Canvas

from reportgen.findings import Severity
from reportgen.verify import pdf, verify_pdf
from reportgen.verify.book import Book
from reportgen.verify.rules import RULES, Fault


def codes_of(folder: Path, content: bytes) -> set[str]:
    """Return the codes that the verifier gives for a file with this content."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    return {finding.code for finding in verify_pdf(path)}


def test_a_faultless_pdf_has_no_findings(tmp_path: Path) -> None:
    """The file that all others are broken from passes, so that what they break is what is found."""
    path = tmp_path / "good.pdf"
    path.write_bytes(good())
    assert verify_pdf(path) == ()


def test_a_finding_tells_what_where_why_and_what_to_do(tmp_path: Path) -> None:
    """A finding names file, page and place in the tree, the rule's source, and a remedy."""
    path = tmp_path / "report.pdf"
    path.write_bytes(broken(lambda pdf: elements(pdf, "TH")[0].__delattr__("A")))
    (finding,) = verify_pdf(path)
    assert finding.severity is Severity.ERROR
    assert str(finding.place) == "report.pdf"
    assert "page 2" in finding.message
    assert "TH[1]" in finding.message
    assert "7.5" in finding.message
    assert "Scope" in finding.remedy


# ---------------------------------------------------------------- ways to break the good file


WHOLE_FILE = {"pdf-unreadable", "pdf-encrypted", "pdf-damaged", "pdf-malformed", "pdf-no-pages"}
AGAINST_DOCUMENT = {code for code in RULES if code.startswith("pdf-text-")} - {"pdf-text-unmapped"}


@pytest.mark.parametrize(
    ("code", "mutate"), BROKEN, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BROKEN)]
)
def test_a_broken_pdf_is_caught(code: str, mutate: Mutation, tmp_path: Path) -> None:
    """Each change to the good file gives the code of the rule that it breaks."""
    found = codes_of(tmp_path, broken(mutate))
    assert code in found
    assert "pdf-malformed" not in found


def test_every_code_is_given_by_some_broken_pdf() -> None:
    """No rule stands in the table that no test has seen broken."""
    tested = {code for code, _ in BROKEN} | WHOLE_FILE | AGAINST_DOCUMENT | {"pdf-lang-differs"}
    assert tested == set(RULES)


def test_a_check_that_stumbles_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What no check foresaw in a file is told, and the other checks go on."""

    def check_headings(book: Book) -> Iterator[Fault]:
        yield Fault("pdf-heading-none", f"none of {len(book.elements)}")
        raise TypeError("a heading is a number")

    monkeypatch.setattr(pdf, "TREE_CHECKS", (check_headings, *pdf.TREE_CHECKS))
    (tmp_path / "file.pdf").write_bytes(broken(element_entry("Note", "/ID", None)))
    first, second, third = verify_pdf(tmp_path / "file.pdf")
    assert (first.code, second.code, third.code) == ("pdf-heading-none", "pdf-malformed", "pdf-note-id")
    assert "the headings cannot be judged: TypeError: a heading is a number" in second.message


def test_a_form_that_paints_itself_is_read_once(tmp_path: Path) -> None:
    """A form in itself would go on for ever."""

    def loop(pdf: Pdf) -> None:
        paint_form(pdf)
        resources = pdf.pages[0].obj.Resources
        resources.XObject.Fm1.Resources = Dictionary(XObject=resources.XObject)
        resources.XObject.Fm1.write(b"/Fm1 Do")

    assert codes_of(tmp_path, broken(loop)) == set()


def test_texts_that_are_no_text_can_be_printed(tmp_path: Path) -> None:
    """Names and strings of bytes that are in no encoding still give messages in UTF-8."""

    def spoil(pdf: Pdf) -> None:
        elements(pdf, "Figure")[0].Alt = Object.parse(b"<efbbbfff>")
        elements(pdf, "Note")[0].S = Object.parse(b"/No#ffte")
        half = b"1 beginbfrange <0021> <0022> <d7ff> endbfrange"
        pdf.pages[0].obj.Resources.Font.F1.ToUnicode = pdf.make_stream(half)
        append(pdf, 0, b"BT /F1 9 Tf <0022> Tj ET")

    (tmp_path / "file.pdf").write_bytes(broken(spoil))
    found = verify_pdf(tmp_path / "file.pdf")
    assert {"pdf-role-unknown", "pdf-string-garbled", "pdf-content-unmarked"} <= {f.code for f in found}
    assert all(finding.message.encode("utf-8") for finding in found)
    assert any("\\ud800" in finding.message for finding in found)


@pytest.mark.parametrize(("key", "value"), [("/F", 2), ("/Subtype", Name.Popup)])
def test_annotations_that_nobody_sees_need_no_tag(key: str, value: Any, tmp_path: Path) -> None:
    """A hidden annotation and a pop-up are not part of the page."""

    def add(pdf: Pdf) -> None:
        unseen = Dictionary(
            {"/Type": Name.Annot, "/Subtype": Name.Text, "/Rect": Array([0, 0, 9, 9]), key: value}
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(unseen))

    assert codes_of(tmp_path, broken(add)) == set()


def test_pages_with_labels_are_not_counted(tmp_path: Path) -> None:
    """A file that numbers its pages in its own way may print other numbers in its contents."""

    def label(pdf: Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))
        link_entry("/Dest", Array([pdf.pages[0].obj, Name.Fit]))(pdf)

    assert codes_of(tmp_path, broken(label)) == set()


def test_a_heading_in_other_words_has_a_bookmark_in_those(tmp_path: Path) -> None:
    """What a reader hears in place of the drawn text is what the bookmark repeats."""

    def rename(pdf: Pdf) -> None:
        elements(pdf, "H1")[0].ActualText = String("Vuosi 2024")
        with pdf.open_outline() as outline:
            outline.root[0].title = "Vuosi 2024"

    assert codes_of(tmp_path, broken(rename)) == set()


def test_a_font_from_the_graphics_state_is_read(tmp_path: Path) -> None:
    """A font may be chosen with gs as well as with Tf."""

    def choose(pdf: Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        resources.ExtGState = Dictionary(G1=Dictionary(Font=Array([resources.Font.F1, 9])))
        append(pdf, 0, b"/Artifact BMC q /G1 gs BT <0022> Tj ET Q EMC")

    (tmp_path / "file.pdf").write_bytes(broken(choose))
    (finding,) = verify_pdf(tmp_path / "file.pdf")
    assert "page 1: “A” is text" in finding.message


def test_a_link_to_another_file_has_a_target(tmp_path: Path) -> None:
    """Where an action leads out of the file, this file cannot judge it."""
    action = Dictionary(S=Name.GoToR, F=String("appendix.pdf"), D=Array([0, Name.Fit]))
    assert codes_of(tmp_path, broken(link_entry("/A", action, 1))) == set()


def test_a_link_to_a_named_place_has_a_target(tmp_path: Path) -> None:
    """Names are looked up in the old dictionary and in the name tree, where they may stand in branches."""

    def name(pdf: Pdf) -> None:
        place = Dictionary(D=Array([pdf.pages[1].obj, Name.Fit]))
        leaf = pdf.make_indirect(Dictionary(Names=Array([String("staff"), place])))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
        pdf.Root.Dests = Dictionary(Staff=place)
        pdf.pages[0].obj.Annots[0].Dest = String("staff")
        pdf.pages[0].obj.Annots[1].A = Dictionary(S=Name.GoTo, D=Name.Staff)

    assert codes_of(tmp_path, broken(name)) == set()


def test_a_change_that_breaks_nothing_gives_nothing(tmp_path: Path) -> None:
    """Artifacts within artifacts, plain marks within marks and clipping paths are all allowed."""
    harmless = (
        b"/Artifact BMC /Artifact <</Type /Layout>> BDC /Span BMC "
        b"q 0 0 m 9 9 l W n 0 0 9 9 re f Q EMC EMC EMC\n"
        b"/Artifact BMC BT /F1 9 Tf <000f000f> Tj ET EMC"
    )
    assert codes_of(tmp_path, broken(drawn(harmless))) == set()


@pytest.mark.parametrize(
    ("old", "new"), [(b"</rdf:RDF>", b"</rdf:RDG>"), (b"<?xpacket begin", b"<!DOCTYPE begin")]
)
def test_metadata_that_is_not_xmp_is_a_finding(old: bytes, new: bytes, tmp_path: Path) -> None:
    """Metadata with a tag unclosed, or with a document type definition, is not taken for XMP."""
    content = saved_plainly()
    assert content.count(old) == 1
    assert "pdf-xmp-missing" in codes_of(tmp_path, content.replace(old, new))


# ---------------------------------------------------------------- files that are hardly PDFs


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<html></html>", bytes(range(256)) * 40])
def test_a_file_that_is_no_pdf_is_a_finding(content: bytes, tmp_path: Path) -> None:
    """Whatever is in the file, the answer is a finding and no exception."""
    assert codes_of(tmp_path, content) == {"pdf-unreadable"}


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    """A path that leads nowhere is told as such."""
    (finding,) = verify_pdf(tmp_path / "absent.pdf")
    assert finding.code == "pdf-unreadable"
    assert "no such file" in finding.message


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_pdf_is_a_finding(password: str, tmp_path: Path) -> None:
    """Encryption is caught whether or not it takes a password to open the file."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(good())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert codes_of(tmp_path, out.getvalue()) == {"pdf-encrypted"}


def test_a_pdf_without_its_end_is_a_finding(tmp_path: Path) -> None:
    """A file cut short can be repaired by guessing, and must not be published."""
    assert "pdf-damaged" in codes_of(tmp_path, good()[:-200])


def test_a_pdf_without_pages_is_a_finding(tmp_path: Path) -> None:
    """An empty shell says so."""
    assert "pdf-no-pages" in codes_of(tmp_path, saved(pikepdf.new()))


def test_a_pdf_with_an_endless_page_tree_is_a_finding(tmp_path: Path) -> None:
    """A page tree that holds itself cannot be paged through."""

    def loop(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids = Array([pdf.Root.Pages])

    assert codes_of(tmp_path, broken(loop)) & {"pdf-malformed", "pdf-unreadable"}


def test_no_damage_to_the_bytes_crashes_the_verifier(tmp_path: Path) -> None:
    """Files with random bytes overwritten are judged, one way or the other."""
    dice = random.Random(2024)
    whole = saved_plainly()
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.choice(b"0123456789 /<>[]()RK\x00\xff")
        assert isinstance(codes_of(tmp_path, bytes(damaged)), set)


def saved_plainly() -> bytes:
    """Return the good file uncompressed and without its font program, so that damage hits structure."""
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(good())) as pdf:
        del pdf.pages[0].obj.Resources.Font.F1.DescendantFonts[0].FontDescriptor["/FontFile2"]
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def test_no_wrong_type_of_value_crashes_the_verifier(tmp_path: Path) -> None:
    """Every entry of every object is in turn replaced by a value of another type."""
    wrong: list[Any] = [7, Name.Wrong, String("wrong"), Array([1, Name.Two]), Dictionary(A=1)]
    places = [
        (number, str(key))
        for number, thing in enumerate(Pdf.open(io.BytesIO(good())).objects)
        if isinstance(thing, Dictionary)
        for key in thing
    ]
    for turn, (number, key) in enumerate(places[::3]):

        def spoil(pdf: Pdf, number: int = number, key: str = key, turn: int = turn) -> None:
            pdf.objects[number][key] = wrong[turn % len(wrong)]

        assert "pdf-malformed" not in codes_of(tmp_path, broken(spoil)), (number, key)


# ---------------------------------------------------------------- PDFs of other programs


def test_a_plain_reportlab_pdf_is_judged(tmp_path: Path) -> None:
    """A PDF without a single tag gets the findings of one, and no others."""
    path = tmp_path / "plain.pdf"
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "Hello")
    canvas.linkURL("https://www.hel.fi", (100, 690, 200, 710))
    canvas.save()
    codes = {finding.code for finding in verify_pdf(path)}
    assert codes >= {"pdf-tree-missing", "pdf-content-unmarked", "pdf-font-not-embedded", "pdf-link-untagged"}
    assert "pdf-heading-none" not in codes


def test_a_matplotlib_pdf_is_judged(tmp_path: Path) -> None:
    """Type 3 fonts and forms are read without stumbling."""
    figure = Figure()
    figure.add_subplot().plot([1, 2, 3], marker="o")
    figure.savefig(tmp_path / "chart.pdf")
    codes = {finding.code for finding in verify_pdf(tmp_path / "chart.pdf")}
    assert {"pdf-tree-missing", "pdf-content-unmarked"} <= codes
    assert not codes & {"pdf-malformed", "pdf-content-broken", "pdf-mark-unbalanced"}


def test_a_blank_pdf_is_judged(tmp_path: Path) -> None:
    """A page with nothing on it has nothing unmarked."""
    blank = pikepdf.new()
    blank.add_blank_page()
    codes = codes_of(tmp_path, saved(blank))
    assert "pdf-tree-missing" in codes
    assert "pdf-content-unmarked" not in codes


# ---------------------------------------------------------------- tables, and roles by another name


def test_spans_are_counted_when_rows_are_compared(tmp_path: Path) -> None:
    """A table whose cells span rows and columns is regular if every place in its grid is taken once."""
    wide, tall = {"ColSpan": 2, "Scope": Name.Column}, {"RowSpan": 2, "Scope": Name.Row}
    table = tag(
        "Table",
        tag("TR", tag("TH", "Alue", table={"Scope": Name.Column}), tag("TH", "Vuosi", table=wide)),
        tag("TR", tag("TH", "Pelastus", table=tall), tag("TD", "1"), tag("TD", "2")),
        tag("TR", tag("TD", "3"), tag("TD", "4")),
    )
    assert codes_of(tmp_path, pdf_of(tag("Document", tag("H1", "Taulukko"), table))) == set()
    crooked = tag("Table", *table.kids[:2], tag("TR", tag("TD", "3")))
    assert codes_of(tmp_path, pdf_of(tag("Document", tag("H1", "Taulukko"), crooked))) == {
        "pdf-table-irregular"
    }


def test_roles_are_read_through_the_role_map(tmp_path: Path) -> None:
    """A type of one's own counts for the standard type that it is mapped to."""

    def rename(pdf: Pdf) -> None:
        elements(pdf, "H2")[0].S = Name.Chapter
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Chapter=Name.Title, Title=Name.H2)

    assert codes_of(tmp_path, broken(rename)) == set()


def test_two_notes_need_two_ids(tmp_path: Path) -> None:
    """An id that two notes share is no id."""
    notes = [tag("Note", tag("P", text), id="same") for text in ("Ensin", "Sitten")]
    assert codes_of(tmp_path, pdf_of(tag("Document", tag("H1", "Kaksi"), *notes))) == {"pdf-note-id"}


def test_lists_and_rows_of_the_helpers_are_faultless(tmp_path: Path) -> None:
    """The pieces that tests build documents from are right by themselves."""
    document = tag(
        "Document",
        tag("H1", "Osat"),
        tag("L", item("yksi"), item("kaksi")),
        tag("Table", row("a", "b", head=True), row("c", "d")),
    )
    assert codes_of(tmp_path, pdf_of(document)) == set()
    assert GOOD.role == document.role
