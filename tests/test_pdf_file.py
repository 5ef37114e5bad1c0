"""The bytes of the PDF: packed, small, the same every time, and open to every reader."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pypdfium2
import pytest
from brochures import PAGES
from pikepdf import Name, Stream
from publishing import ATTACHED, EPOCH, LANGUAGES, YEAR, opened, pdf, publication, render
from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf.objects import pack

STREAM = re.compile(rb"(\d+) 0 obj\n<<.*?/Length (\d+).*?>>\nstream\n", re.DOTALL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_readers_open_the_file_without_mending_it(lang: str) -> None:
    """Cross-references and object streams are right: qpdf finds nothing odd, and PDFium reads each page."""
    with opened(pdf(lang)) as file:
        assert file.check_pdf_syntax() == []
        assert file.get_warnings() == []
        pages = len(file.pages)
    read = pypdfium2.PdfDocument(pdf(lang))
    assert len(read) == pages == PAGES[YEAR]
    assert all(page.get_textpage().get_text_bounded().strip() for page in read)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twenty_pages_weigh_less_than_a_photograph(lang: str) -> None:
    """Without photographs and attachments 300 kB are allowed; half of that would be a step back already."""
    assert len(pdf(lang)) < 150_000


def test_everything_but_streams_is_packed() -> None:
    """No dictionary stands by itself, structure elements least of all."""
    with opened(pdf("fi")) as file:
        kinds = Counter(str(item.get("/Type", "")) for item in file.objects if isinstance(item, Stream))
        assert kinds["/ObjStm"] > 1
        assert kinds["/XRef"] == 1
        streams = sum(isinstance(item, Stream) for item in file.objects)
    alone = re.findall(rb"^\d+ 0 obj$", pdf("fi"), re.MULTILINE)
    assert len(alone) == streams == len(STREAM.findall(pdf("fi")))


def test_a_file_may_have_many_more_objects_than_fit_in_one_stream() -> None:
    """A thousand objects that refer to each other are all found where they should be."""
    document = pdfdoc.PDFDocument()
    for number in range(1000):
        following = pdfdoc.PDFObjectReference(f"N{(number + 1) % 1000}")
        document.Reference(pdfdoc.PDFDictionary({"Number": number, "Next": following}), f"N{number}")
    document.Catalog.Names = pdfdoc.PDFObjectReference("N0")
    document.Catalog.Outlines = None
    with opened(pack(document)) as file:
        node = file.Root.Names
        for number in range(1000):
            assert int(node.Number) == number
            node = node.Next


@pytest.mark.parametrize("attachments", [(), ATTACHED], ids=["alone", "with attachments"])
def test_every_stream_is_as_long_as_it_says_and_ends_on_a_line_of_its_own(attachments: tuple[()]) -> None:
    """PDF/A wants a line end before the keyword that does not count as content (ISO 19005-3, 6.1.7.1)."""
    data = pdf("sv", attachments=attachments)
    found = list(STREAM.finditer(data))
    assert len(found) > 20
    for match in found:
        end = match.end() + int(match[2])
        assert data[end : end + 18] == b"\nendstream\nendobj\n", match[1]


def test_the_identifier_belongs_to_the_content() -> None:
    """Files that differ in a word, a date or an attachment differ in it; a copy has the same."""
    document = publication("fi")
    other = replace(document, subtitle="Toinen alaotsikko")
    files = (
        pdf("fi"),
        render(document).data,
        render(other).data,
        render(document, epoch=EPOCH + 1).data,
        pdf("fi", attachments=ATTACHED),
        pdf("sv"),
    )
    ids = []
    for data in files:
        with opened(data) as file:
            first, second = (bytes(part) for part in file.trailer.ID)
        assert first == second
        assert len(first) == 16
        ids.append(first)
    assert ids[0] == ids[1]
    assert len(set(ids)) == len(ids) - 1


def test_the_same_document_gives_the_same_bytes() -> None:
    """Nothing of the run is in the file."""
    assert render(publication("sv"), attachments=ATTACHED).data == pdf("sv", attachments=ATTACHED)


def test_fonts_are_subsets_that_tell_every_character() -> None:
    """Each code but 0 stands for a character, in lists no longer than readers take (ISO 32000-1, 9.10.3)."""
    with opened(pdf("fi")) as file:
        fonts = list(file.pages[0].Resources.Font.values())
        assert len(fonts) >= 4
        for font in fonts:
            assert re.match(r"/[A-Z]{6}\+", str(font.BaseFont))
            assert Name.FontFile2 in font.FontDescriptor
            text = font.ToUnicode.read_bytes().decode("ascii")
            lists = re.findall(r"(\d+) beginbfchar\n(.*?)endbfchar", text, re.DOTALL)
            pairs = [line for _, body in lists for line in body.splitlines()]
            assert all(int(count) == len(body.splitlines()) <= 100 for count, body in lists)
            assert len(pairs) == int(font.LastChar)
            assert not any(line.endswith((" <0000>", " <feff>", " <fffe>")) for line in pairs)
