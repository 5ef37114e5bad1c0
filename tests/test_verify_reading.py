"""The text of a PDF is read from its structure tree, and compared with the strings of its Document."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pdf_breaks import Mutation, broken, elements, replace
from pdfs import GOOD_STRINGS, TITLE, good, pdf_of, saved, tag
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from reportgen.findings import Place
from reportgen.model.document import (
    Abbreviation,
    BulletList,
    Cell,
    Chart,
    Cited,
    Contents,
    Diagram,
    DiagramNode,
    Document,
    Foreign,
    Heading,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Photo,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Tile,
    Tiles,
)
from reportgen.model.edition import ChartSpec, Picture
from reportgen.verify import check_against_document, document_strings, read_aloud, text_of_tree, verify_pdf
from reportgen.verify.pdffonts import UNKNOWN, read_cmap
from reportgen.verify.strings import foreign_strings


def written(folder: Path, content: bytes) -> Path:
    """Write a PDF and return where it is."""
    path = folder / "file.pdf"
    path.write_bytes(content)
    return path


def differences(folder: Path, content: bytes, strings: tuple[str, ...] = GOOD_STRINGS) -> list[str]:
    """Return the codes that the comparison of a PDF with strings gives."""
    return [finding.code for finding in check_against_document(written(folder, content), strings)]


# ---------------------------------------------------------------- reading


def test_text_comes_in_the_order_of_the_tree(tmp_path: Path) -> None:
    """Each run has its element's path and role; a paragraph goes on after the link in it."""
    found = text_of_tree(written(tmp_path, good()))
    assert found[0] == ("Document/H1[1]", "H1", TITLE)
    assert found[3:6] == [
        ("Document/P[2]", "P", "Lue lisää: "),
        ("Document/P[2]/Link[1]", "Link", "hel.fi"),
        ("Document/P[2]", "P", " tai kysy."),
    ]


def test_the_order_of_the_tree_is_not_the_order_of_drawing(tmp_path: Path) -> None:
    """What is drawn last is read first if the tree says so."""

    def turn(pdf: Pdf) -> None:
        pages = elements(pdf, "Document")[0].K
        pages.insert(0, pages[-1])
        del pages[-1]

    assert text_of_tree(written(tmp_path, broken(turn)))[0][2] == "Henkilöstö"


def test_a_passage_knows_its_language_block_and_page(tmp_path: Path) -> None:
    """The language is that of the nearest element that names one, the block that of the paragraph."""
    spoken = {passage.text: passage for passage in read_aloud(written(tmp_path, good()))}
    assert spoken["På svenska"].lang == "sv"
    assert spoken["På svenska"].block == "Document/P[3]"
    assert spoken[" myös."].lang == "fi"
    assert (spoken[TITLE].page, spoken["Henkilöstö"].page) == (1, 2)


def test_no_space_is_guessed_between_lines(tmp_path: Path) -> None:
    """Lines without a space at their end are read as one word, as a screen reader would."""
    content = pdf_of(tag("Document", tag("H1", "Espoo"), tag("P", "ensi", "vuonna")))
    assert text_of_tree(written(tmp_path, content))[1][2] == "ensivuonna"
    assert differences(tmp_path, content, ("Espoo", "ensi vuonna")) == ["pdf-text-differs"]


def test_a_text_given_instead_of_the_drawn_one_is_read(tmp_path: Path) -> None:
    """ActualText of an element, or of a mark within its content, replaces what is shown."""
    heading = tag("H1", "Alku")
    content = pdf_of(tag("Document", heading, tag("P", "1O %", actual="10 %")))
    assert text_of_tree(written(tmp_path, content))[1][2] == "10 %"

    def replaced(pdf: Pdf) -> None:
        replace(
            pdf, 0, b"/H1 <</MCID 0>> BDC BT", b"/H1 <</MCID 0>> BDC /Span <</ActualText (Loppu)>> BDC BT"
        )
        replace(pdf, 0, b"ET EMC\n/Link", b"ET EMC EMC\n/Link")

    assert text_of_tree(written(tmp_path, broken(replaced)))[0][2] == "Loppu"


def test_text_in_forms_is_read(tmp_path: Path) -> None:
    """A form's text belongs to the mark it is painted in, or to marks of its own (ISO 32000-1, 14.7.4.2)."""

    def add_form(pdf: Pdf, painting: bytes, **more: int) -> Stream:
        resources = pdf.pages[0].obj.Resources
        form = pdf.make_stream(
            painting,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 99, 99]),
            Resources=resources,
            **more,
        )
        resources.XObject = Dictionary(Fm1=form)
        return form

    def within(pdf: Pdf) -> None:
        add_form(pdf, b"BT /F1 9 Tf <0026> Tj ET")
        replace(pdf, 0, b"ET EMC\n/Link", b"ET /Fm1 Do EMC\n/Link")

    assert text_of_tree(written(tmp_path, broken(within)))[0][2] == TITLE + "E"

    def of_its_own(pdf: Pdf) -> None:
        form = add_form(pdf, b"/H1 <</MCID 0>> BDC BT /F1 9 Tf <0026> Tj ET EMC", StructParents=50)
        stream = pdf.pages[0].obj.Contents
        stream.write(stream.read_bytes() + b" /Fm1 Do")
        heading = elements(pdf, "H1")[0]
        heading.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, Stm=form, MCID=0))
        pdf.Root.StructTreeRoot.ParentTree.Nums.extend(Array([50, Array([heading])]))
        with pdf.open_outline() as outline:
            outline.root[0].title = TITLE + "E"

    path = written(tmp_path, broken(of_its_own))
    assert text_of_tree(path)[0][2] == TITLE + "E"
    assert verify_pdf(path) == ()


def test_a_cmap_is_read_in_all_its_forms() -> None:
    """Single codes, ranges that count up, ranges with a list, and ligatures of several characters."""
    with Pdf.new() as pdf:
        cmap = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin begincmap\n"
            b"2 beginbfchar <01> <0041> <02> <00660066> endbfchar\n"
            b"2 beginbfrange <10> <12> <0061> <20> <21> [<0078> <D83DDE00>] endbfrange\n"
            b"1 beginbfchar /wrong <0041> endbfchar endcmap"
        )
        assert read_cmap(cmap) == {1: "A", 2: "ff", 16: "a", 17: "b", 18: "c", 32: "x", 33: "\U0001f600"}


def test_a_cmap_that_cannot_be_parsed_maps_nothing(tmp_path: Path) -> None:
    """Then the font does not tell its characters, and its text is unknown."""

    def spoil(pdf: Pdf) -> None:
        font = pdf.pages[0].obj.Resources.Font.F1
        font.ToUnicode = pdf.make_stream(b"not deflated", Filter=Name.FlateDecode)

    codes = {finding.code for finding in verify_pdf(written(tmp_path, broken(spoil)))}
    assert {"pdf-font-unreadable", "pdf-text-unmapped"} <= codes
    assert "pdf-malformed" not in codes


def test_fonts_without_a_map_are_read_as_far_as_possible(tmp_path: Path) -> None:
    """A simple font is read by its encoding; a composite one gives unknown characters."""

    def unmapped(pdf: Pdf) -> None:
        del pdf.pages[0].obj.Resources.Font.F1["/ToUnicode"]

    assert set(text_of_tree(written(tmp_path, broken(unmapped)))[0][2]) == {UNKNOWN}

    def simple(pdf: Pdf) -> None:
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding
        )
        pdf.pages[0].obj.Resources.Font.F1 = font
        stream = pdf.pages[0].obj.Contents
        head, _, tail = stream.read_bytes().partition(b"/H1 <</MCID 0>> BDC")
        line, _, rest = tail.partition(b"EMC")
        assert b"Tj" in line
        stream.write(head + b"/H1 <</MCID 0>> BDC BT /F1 9 Tf (T\\366l\\366 \\200) Tj ET EMC" + rest)

    assert text_of_tree(written(tmp_path, broken(simple)))[0][2] == "Tölö €"


# ---------------------------------------------------------------- comparing


def test_the_good_pdf_says_what_its_document_says(tmp_path: Path) -> None:
    """Soft hyphens, no-break spaces and line ends make no difference."""
    assert differences(tmp_path, good()) == []


def test_strings_may_be_cut_anywhere_between_words(tmp_path: Path) -> None:
    """The comparison is by words: one string may be many elements, and many strings one element."""
    assert differences(tmp_path, good(), tuple(" ".join(GOOD_STRINGS).split())) == []


@pytest.mark.parametrize(
    ("strings", "code"),
    [
        ((*GOOD_STRINGS, "Loppusanat"), "pdf-text-missing"),
        (("Alkusanat", *GOOD_STRINGS), "pdf-text-missing"),
        (GOOD_STRINGS[:-1], "pdf-text-extra"),
        (GOOD_STRINGS[1:], "pdf-text-extra"),
        ((*GOOD_STRINGS[:-3], *GOOD_STRINGS[-2:], GOOD_STRINGS[-3]), "pdf-text-order"),
        (tuple(string.replace("700", "701") for string in GOOD_STRINGS), "pdf-text-differs"),
        (tuple(string.replace("Lue lisää", "Luelisää") for string in GOOD_STRINGS), "pdf-text-differs"),
    ],
)
def test_a_difference_from_the_document_is_caught(
    strings: tuple[str, ...], code: str, tmp_path: Path
) -> None:
    """Missing, added, moved and altered text each has a code, given once."""
    assert differences(tmp_path, good(), strings) == [code]


def test_text_that_is_read_twice_is_caught(tmp_path: Path) -> None:
    """A table header that is tagged again on the next page is no page furniture."""
    twice = pdf_of(
        tag("Document", tag("H1", "Vuosi"), tag("P", "Palvelu"), tag("P", "Sairaala"), tag("P", "Palvelu"))
    )
    assert differences(tmp_path, twice, ("Vuosi", "Palvelu", "Sairaala")) == ["pdf-text-repeated"]


def test_a_difference_names_the_words_and_the_place(tmp_path: Path) -> None:
    """The message quotes both texts and the element."""
    strings = tuple(string.replace("700", "701") for string in GOOD_STRINGS)
    (finding,) = check_against_document(written(tmp_path, good()), strings)
    assert finding.place == Place("file.pdf")
    assert "700" in finding.message
    assert "701" in finding.message
    assert "Table[1]/TBody[1]/TR[2]/TD[1]" in finding.message


def test_a_file_that_cannot_be_read_is_no_match(tmp_path: Path) -> None:
    """Comparing with what is no PDF gives a finding."""
    assert differences(tmp_path, b"no PDF") == ["pdf-unreadable"]


def test_many_differences_do_not_take_long(tmp_path: Path) -> None:
    """A long text with every tenth word changed is compared, word by word."""
    said = [f"sana {number} ja" for number in range(600)]
    content = pdf_of(tag("Document", tag("H1", "Pitkä"), *(tag("P", text) for text in said)))
    other = ("Pitkä", *(f"{text}kin" if number % 10 == 0 else text for number, text in enumerate(said)))
    assert differences(tmp_path, content, other) == ["pdf-text-differs"] * 60


# ---------------------------------------------------------------- the strings of a Document


def _document() -> Document:
    """Return a Document with one of every kind of block."""
    place = Place("seeds/edition.toml")
    spec = ChartSpec("nps", "scale", (), (), {}, {}, place)
    middle = (Decimal("0.5"), Decimal("0.5"))
    picture = Picture("sea", {"fi": "sea.jpg"}, {"fi": "Meri keväällä."}, {}, middle, place)
    value = Cited(0, "79", "%", "\u00a0")
    heading = Heading(2, (Text("Henkilöstö"),))
    blocks = (
        Paragraph(
            (Text("Lue "), Link("https://www.hel.fi", (Strong((Text("tästä"),)), LineBreak(), Text("nyt"))))
        ),
        BulletList(((Paragraph((Foreign("sv", (Text("På svenska"),)),)),), (Paragraph((Text("toinen"),)),))),
        Note((Paragraph((Abbreviation("NPS", "nettosuositteluindeksi"),)),)),
        KeyFigures((KeyFigure(value, (Text("suosittelee"),), (Text("meitä."),)),)),
        Tiles((Tile(Heading(4, (Text("Laatta"),)), (Paragraph((Text("teksti"),)),)),)),
        Table(
            "t", (Text("Kuva"),), (Cell((Text("A"),)),), (Row((Cell((value,)),)),), None, (Text("alaviite"),)
        ),
        Chart(spec, (Text("Viesti"),), (Text("Kuvan vastine."),), (), {}),
        Diagram(
            "organisation",
            (
                DiagramNode(
                    (Text("Toimiala"),),
                    (Text("johtaja"),),
                    (Text("Meikäläinen"),),
                    items=((Text("osa"),),),
                ),
            ),
        ),
        Photo("sea", picture, (Text("Meri keväällä."),), (Text("Kuva: Aino Ek"),)),
        Photo("none", None),
        Contents(Heading(2, (Text("Sisältö"),))),
    )
    section = Section("staff", "Henkilöstö", heading, blocks, "staff", None, 1, "staff.md")
    return Document("fi", 2024, "Vuosi", "", "", "", date(2025, 3, 1), (section,), (), {})


SAID = (
    *("Henkilöstö", "Lue tästä nyt", "På svenska", "toinen", "NPS"),
    *("79\u00a0%", "suosittelee", "meitä.", "Laatta", "teksti"),
    *("Kuva", "A", "79\u00a0%", "alaviite", "Viesti", "Kuvan vastine."),
    *("Toimiala", "johtaja", "Meikäläinen", "osa", "Meri keväällä.", "Kuva: Aino Ek", "Sisältö"),
)


def test_the_strings_of_a_document_are_in_reading_order() -> None:
    """A big figure is read as it looks, before its label; artwork in place of a photograph says nothing."""
    assert document_strings(_document()) == SAID
    assert foreign_strings(_document()) == (("sv", "På svenska"),)


def _codes_against_document(folder: Path, mutate: Mutation | None = None) -> set[str]:
    paragraphs = [tag("P", tag("Span", text, lang="sv") if "svenska" in text else text) for text in SAID[1:]]
    content = pdf_of(tag("Document", tag("H1", SAID[0]), *paragraphs))
    if mutate is not None:
        with Pdf.open(io.BytesIO(content)) as pdf:
            mutate(pdf)
            content = saved(pdf)
    return {finding.code for finding in verify_pdf(written(folder, content), _document())}


def test_a_pdf_is_verified_against_its_document(tmp_path: Path) -> None:
    """With its Document at hand the verifier compares texts and languages too."""
    assert _codes_against_document(tmp_path) == set()


def test_a_passage_in_the_wrong_language_is_caught(tmp_path: Path) -> None:
    """A Swedish passage without its language would be read aloud in Finnish."""

    def forget(pdf: Pdf) -> None:
        del elements(pdf, "Span")[0]["/Lang"]

    def spread(pdf: Pdf) -> None:
        elements(pdf, "P")[2].Lang = String("sv")

    def translate(pdf: Pdf) -> None:
        pdf.Root.Lang = String("sv")

    for mutate in (forget, spread, translate):
        assert _codes_against_document(tmp_path, mutate) == {"pdf-lang-differs"}
