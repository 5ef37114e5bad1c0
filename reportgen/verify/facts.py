"""Facts about a finished PDF that a report tells: title, language, fonts, texts, figures, fields, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2

from reportgen.model.placed import PlacedText
from reportgen.verify.book import Book
from reportgen.verify.checks_file import TITLE, fonts, read_xmp
from reportgen.verify.checks_navigation import bookmarks
from reportgen.verify.pdfvalues import entry, items, leaves, rectangle, text_of
from reportgen.verify.printed import Contrast, contrasts, printed
from reportgen.verify.tagtree import Element

_SUBSET = 7
"""Characters of a font's name that name the subset: ``ABCDEF+``."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A figure: its page from 1, its bounding box in points from the lower left, and its text alternative."""

    page: int | None
    bbox: tuple[float, float, float, float] | None
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF is. Sizes of type are points; ``contrasts`` are those of its texts with their grounds.

    ``foreign`` counts the elements in another language than the whole, ``fields`` those of forms.
    """

    title: str
    lang: str
    pages: int
    elements: int
    bookmarks: int
    foreign: int
    fields: int
    fonts: tuple[str, ...]
    sizes: tuple[float, ...]
    contrasts: tuple[Contrast, ...]
    alternatives: tuple[Alternative, ...]
    attachments: tuple[str, ...]


def read_facts(book: Book, path: Path) -> Facts:
    """Return the facts about an open PDF; ``path`` is where pdfium finds it to look at its pages."""
    texts = _printed(path)
    lang = text_of(entry(book.pdf.Root, "/Lang"))
    return Facts(
        title=_title(book),
        lang=lang,
        pages=len(book.pages),
        elements=len(book.elements),
        bookmarks=len(bookmarks(book)),
        foreign=sum(1 for element in book.elements if element.lang and element.lang != lang),
        fields=len(items(entry(book.pdf.Root, "/AcroForm", "/Fields"))),
        fonts=tuple(sorted({_family(font.name) for font in fonts(book)})),
        sizes=tuple(sorted({text.size for text in texts})),
        contrasts=_contrasts(path, texts),
        alternatives=tuple(_alternative(book, e) for e in book.elements if e.role == "Figure"),
        attachments=tuple(_attachments(book)),
    )


def _printed(path: Path) -> list[PlacedText]:
    """Return what pdfium can tell of the texts; it gives up on files that others can read."""
    try:
        return printed(path)
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return []


def _contrasts(path: Path, texts: list[PlacedText]) -> tuple[Contrast, ...]:
    try:
        return tuple(contrasts(path, texts))
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return ()


def _title(book: Book) -> str:
    """Return the title in the Info dictionary, or else that in the metadata."""
    if title := text_of(entry(book.pdf.trailer, "/Info", "/Title")):
        return title
    stream = entry(book.pdf.Root, "/Metadata")
    try:
        return read_xmp(stream.read_bytes()).get(TITLE, "") if isinstance(stream, pikepdf.Stream) else ""
    except (ElementTree.ParseError, ValueError, pikepdf.PdfError):
        return ""


def _family(name: str) -> str:
    return name[_SUBSET:] if name[_SUBSET - 1 : _SUBSET] == "+" else name


def _alternative(book: Book, element: Element) -> Alternative:
    return Alternative(
        book.first_page(element), rectangle(element.attributes.get("Layout.BBox")), element.alt
    )


def _attachments(book: Book) -> Iterator[str]:
    """Yield the names of the files in the file."""
    for _, found in leaves(entry(book.pdf.Root, "/Names", "/EmbeddedFiles"), "/Names"):
        yield text_of(entry(found, "/UF")) or text_of(entry(found, "/F"))
