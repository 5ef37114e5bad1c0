"""Checks of the file as a whole: catalog, metadata, languages, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

from reportgen.verify.book import Book, listed, shown
from reportgen.verify.pdffonts import Font
from reportgen.verify.pdfvalues import NOWHERE, Key, entry, inherited, items, key_of, pairs, text_of
from reportgen.verify.rules import Fault

TITLE = "{http://purl.org/dc/elements/1.1/}title"
"""Key of the title in what `read_xmp` returns."""

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?"
    r"(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*"
    r"(?:-[A-WY-Za-wy-z\d](?:-[A-Za-z\d]{2,8})+)*(?:-x(?:-[A-Za-z\d]{1,8})+)?"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ufffe\uffff]")


def check_catalog(book: Book) -> Iterator[Fault]:
    """MarkInfo, and what a reader shows before it has read a word."""
    catalog = book.pdf.Root
    if not book.pages:
        yield Fault("pdf-no-pages", "the file has no pages")
    if book.pdf.is_encrypted:
        yield Fault("pdf-encrypted", "the file is encrypted")
    if entry(catalog, "/MarkInfo", "/Marked") is not True:
        yield Fault("pdf-not-marked", "the file does not say that it is tagged")
    if entry(catalog, "/MarkInfo", "/Suspects") is True:
        yield Fault("pdf-suspects", "the file says that its tags may be wrong")
    if entry(catalog, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        yield Fault("pdf-title-hidden", "a reader's window shows the file name in place of the title")
    for page in book.pages:
        if page.trouble:
            yield Fault("pdf-content-broken", f"page {page.number}: {page.trouble}")


def check_damage(book: Book) -> Iterator[Fault]:
    """What had to be repaired to open the file at all."""
    problems = [str(warning) for warning in book.pdf.get_warnings()]
    if problems:
        yield Fault("pdf-damaged", f"the file had to be repaired while reading: {listed(problems)}")


def check_metadata(book: Book) -> Iterator[Fault]:
    """XMP: the conformity that the file claims, and its title."""
    stream = entry(book.pdf.Root, "/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        yield Fault("pdf-xmp-missing", "the file has no XMP metadata")
        return
    try:
        metadata = read_xmp(stream.read_bytes())
    except (ElementTree.ParseError, ValueError, pikepdf.PdfError) as problem:
        yield Fault("pdf-xmp-missing", f"the XMP metadata cannot be read: {problem}")
        return
    part, title = metadata.get(_UA_PART, ""), metadata.get(TITLE, "")
    if part != "1":
        yield Fault(
            "pdf-ua-missing", f"the metadata names PDF/UA part {part}" if part else "PDF/UA is not claimed"
        )
    if not title:
        yield Fault("pdf-title-missing", "the metadata has no title")
    info = text_of(entry(book.pdf.trailer, "/Info", "/Title"))
    if title and info and info != title:
        yield Fault("pdf-title-differs", f"the title is {shown(title)} in XMP but {shown(info)} in Info")
    if _CONTROL.search(title + info):
        yield Fault("pdf-string-garbled", f"the title has characters that cannot be read: {title!r}")


def read_xmp(content: bytes) -> dict[str, str]:
    """Return the properties of XMP metadata by ``{namespace}name``; of one in several languages, the first.

    Raises `ElementTree.ParseError` for what is not XML, `ValueError` for XML with a DTD, which XMP has not.
    """
    if b"<!DOCTYPE" in content:
        raise ValueError("it has a document type definition")
    found: dict[str, str] = {}
    for description in ElementTree.fromstring(content).iter(f"{_RDF}Description"):
        found |= description.attrib
        for node in description:
            first = next(node.iter(f"{_RDF}li"), node)
            found[node.tag] = (first.text or "").strip()
    return found


def check_languages(book: Book) -> Iterator[Fault]:
    """The language of the whole, and of each passage that has its own."""
    lang = entry(book.pdf.Root, "/Lang")
    if not text_of(lang):
        yield Fault("pdf-lang-missing", "the file names no language")
    elif not _LANGUAGE.fullmatch(text_of(lang)):
        yield Fault("pdf-lang-invalid", f"the language of the file is {text_of(lang)!r}")
    for element in book.elements:
        if element.lang and not _LANGUAGE.fullmatch(element.lang):
            yield Fault("pdf-lang-invalid", f"{book.where(element)}: the language is {element.lang!r}")


def check_strings(book: Book) -> Iterator[Fault]:
    """Alternative texts, which have an encoding of their own."""
    for element in book.elements:
        if _CONTROL.search(element.alt + (element.actual or "")):
            yield Fault(
                "pdf-string-garbled",
                f"{book.where(element)}: the text has unreadable characters: {element.alt!r}",
            )


def check_tabs(book: Book) -> Iterator[Fault]:
    """The order in which the tab key visits links."""
    for number, page in enumerate(book.pdf.pages, 1):
        if items(entry(page.obj, "/Annots")) and entry(page.obj, "/Tabs") != pikepdf.Name.S:
            yield Fault(
                "pdf-tabs",
                f"page {number}: it has links, and the tab key does not visit them in reading order",
            )


def check_fonts(book: Book) -> Iterator[Fault]:
    """Every font of every page, used or only listed: viewers list them all."""
    for font in fonts(book):
        if not font.embedded:
            yield Fault("pdf-font-not-embedded", f"the font {font.name} is not in the file")
        if not font.readable:
            yield Fault("pdf-font-unreadable", f"the font {font.name} does not tell its characters")


def fonts(book: Book) -> Iterator[Font]:
    """Yield the fonts of all pages and forms, each once."""
    pages = [page.obj for page in book.pdf.pages]
    forms = [form for page in book.pages for form in page.forms.values()]
    seen: set[Key] = set()
    for holder in (*pages, *forms):
        for _, source in pairs(entry(inherited(holder, "/Resources"), "/Font")):
            key = key_of(source)
            if isinstance(source, pikepdf.Dictionary) and key not in seen:
                seen |= {key} - {NOWHERE}
                yield Font(source)
