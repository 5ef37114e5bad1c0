"""The PDF as an accessible archive copy: PDF/UA-1 and PDF/A-3a at once, and what the file says of itself."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from brochures import PAGES
from PIL import ImageCms
from publishing import ATTACHED, EPOCH, LANGUAGES, YEAR, opened, pdf, publication
from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf import pdfa
from reportgen.render.pdf.metadata import Metadata, date_string, write_metadata
from reportgen.render.pdf.objects import pack
from reportgen.verify.verapdf import validate

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": RDF[1:-1],
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("profile", ["ua1", "a3a"])
@pytest.mark.parametrize("attachments", [(), ATTACHED], ids=["alone", "with attachments"])
def test_no_rule_of_either_standard_is_broken(
    lang: str, profile: str, attachments: tuple[()], tmp_path: Path
) -> None:
    """VeraPDF finds nothing to say, with attachments and without."""
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf(lang, attachments=attachments))
    assert [str(failure) for failure in validate(path, profile)] == []


def xmp(data: bytes) -> ElementTree.Element:
    """Return the metadata of a file, which must be readable without any PDF software."""
    start, end = data.index(b"<x:xmpmeta"), data.index(b"</x:xmpmeta>")
    return ElementTree.fromstring(data[start:end] + b"</x:xmpmeta>")


def said(root: ElementTree.Element, name: str) -> str:
    """Return a property of the metadata; of one in several languages, the default."""
    node = root.find(f".//{name}", NAMESPACES)
    assert node is not None, name
    first = next(node.iter(f"{RDF}li"), node)
    return (first.text or "").strip()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_document_information_and_metadata_say_the_same(lang: str) -> None:
    """Title, publisher, subject, program and dates are told twice, and are equal."""
    root, document = xmp(pdf(lang)), publication(lang)
    with opened(pdf(lang)) as file:
        info = {key: str(value) for key, value in file.docinfo.items()}
    assert info == {
        "/Title": f"{document.title} {document.year}",
        "/Author": document.publisher,
        "/Subject": document.subtitle,
        "/Creator": "reportgen",
        "/Producer": "reportgen",
        "/CreationDate": "D:20250331000000+00'00'",
        "/ModDate": "D:20250331000000+00'00'",
    }
    twins = {
        "/Title": "dc:title",
        "/Author": "dc:creator",
        "/Subject": "dc:description",
        "/Creator": "xmp:CreatorTool",
        "/Producer": "pdf:Producer",
    }
    assert {key: said(root, name) for key, name in twins.items()} == {key: info[key] for key in twins}
    assert said(root, "xmp:CreateDate") == said(root, "xmp:ModifyDate") == "2025-03-31T00:00:00Z"
    assert said(root, "dc:language") == lang


def test_the_file_claims_both_standards_when_it_is_tagged_and_none_when_not() -> None:
    """The claim is made where it is kept."""
    tagged = xmp(pdf("fi"))
    claims = [said(tagged, name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
    assert claims == ["3", "A", "1"]
    plain = xmp(pdf("fi", tagged=False))
    assert plain.find(".//pdfaid:part", NAMESPACES) is None
    assert plain.find(".//pdfuaid:part", NAMESPACES) is None


def test_odd_characters_in_a_title_are_written_as_they_are() -> None:
    """Marks of XML, no-break spaces and accents survive; a soft hyphen does not."""
    title = "Vuosi\u00a02024: <tulot> & “menot” kehi\u00adtyksessä"
    shown = title.replace("\u00ad", "")
    document = pdfdoc.PDFDocument()
    document.Catalog.Outlines = None
    write_metadata(document, Metadata(title, "A", "B", "fi", EPOCH), tagged=True)
    data = pack(document)
    with opened(data) as file:
        assert str(file.docinfo.Title) == shown
    assert said(xmp(data), "dc:title") == shown


def test_dates_are_written_as_pdf_has_them() -> None:
    """A date is in UTC, whatever zone the machine stands in."""
    assert date_string(0).s == "D:19700101000000+00'00'"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_viewer_shows_title_bookmarks_and_printed_page_numbers(lang: str) -> None:
    """The window bears the title, the outline is open, and page labels are the numbers on the pages."""
    numbers = [str(number) for number in range(1, PAGES[YEAR] + 1)]
    with opened(pdf(lang)) as file:
        assert file.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712 - a PDF object
        assert file.Root.PageMode == "/UseOutlines"
        assert str(file.Root.Lang) == lang
        assert [str(page.label) for page in file.pages] == numbers
    read = pypdfium2.PdfDocument(pdf(lang))
    assert [read.get_page_label(index) for index in range(len(read))] == numbers


def test_the_colours_are_those_of_a_whole_srgb_profile() -> None:
    """The output intent holds a profile that a colour manager takes, and that says it is sRGB."""
    with opened(pdf("fi")) as file:
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFA1"
        assert str(intent.OutputConditionIdentifier) == pdfa.CONDITION
        profile = intent.DestOutputProfile
        assert profile.N == 3
        content = profile.read_bytes()
    assert content == pdfa.srgb_profile()
    assert struct.unpack(">I", content[:4]) == (len(content),)
    assert content[12:20] == b"mntrRGB "
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(content)))


def test_the_profile_does_not_tell_when_and_on_what_it_was_made() -> None:
    """The library writes date and system; ours has a fixed date, and no system."""
    content = pdfa.srgb_profile()
    assert struct.unpack(">6H", content[24:36]) == (2000, 1, 1, 0, 0, 0)
    assert content[40:44] == bytes(4)
