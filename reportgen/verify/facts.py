"""Facts about a finished PDF that a report tells: title, language, fonts, sizes of type, figures, fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from pypdfium2 import raw

from reportgen.verify.book import Book, open_book
from reportgen.verify.pdfvalues import text_of
from reportgen.verify.tagtree import Element

SCALE = 1.2
"""Pixels to a point in pictures of figures: enough to compare one with its text."""

_DEEPEST = 64
"""Levels of bookmarks; more can only be a loop."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A figure: its page from 1, its bounding box in points from the lower left, and its text alternative."""

    page: int | None
    bbox: tuple[float, float, float, float] | None
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF is. ``sizes`` are the sizes of type in points, ``fonts`` the names of embedded fonts."""

    title: str
    lang: str
    pages: int
    elements: int
    bookmarks: int
    foreign: int
    fields: int
    fonts: tuple[str, ...]
    sizes: tuple[float, ...]
    alternatives: tuple[Alternative, ...]


def read_facts(path: Path) -> Facts:
    """Return the facts about a PDF. Raises `Unreadable` for a file that is none."""
    with open_book(path) as book:
        elements = [element for top in book.top for element in top.walk()]
        return Facts(
            title=text_of(book.pdf.docinfo.get("/Title")),
            lang=text_of(book.pdf.Root.get("/Lang")),
            pages=len(book.pdf.pages),
            elements=len(elements),
            bookmarks=_count(book.pdf),
            foreign=sum(1 for element in elements if element.lang),
            fields=_fields(book.pdf),
            fonts=tuple(sorted(set(_fonts(book.pdf)))),
            sizes=tuple(sorted(_sizes(path))),
            alternatives=tuple(_alternative(book, e) for e in elements if e.role == "Figure"),
        )


def _alternative(book: Book, element: Element) -> Alternative:
    box = element.attributes.get("Layout.BBox")
    numbers = [float(value) for value in box] if isinstance(box, pikepdf.Array) and len(box) == 4 else None
    bbox = (numbers[0], numbers[1], numbers[2], numbers[3]) if numbers else None
    return Alternative(book.first_page(element), bbox, element.alt)


def _count(pdf: pikepdf.Pdf) -> int:
    def below(items: Iterable[pikepdf.OutlineItem], depth: int) -> int:
        if depth > _DEEPEST:
            return 0
        return sum(1 + below(item.children, depth + 1) for item in items)

    try:
        with pdf.open_outline(max_depth=_DEEPEST) as outline:
            return below(outline.root, 0)
    except (pikepdf.PdfError, ValueError, AttributeError, KeyError):
        return 0


def _fields(pdf: pikepdf.Pdf) -> int:
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    return len(fields) if isinstance(fields, pikepdf.Array) else 0


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield the names of the fonts that pages use, without the tag of the subset."""
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        fonts = resources.get("/Font") if isinstance(resources, pikepdf.Dictionary) else None
        for font in fonts.values() if isinstance(fonts, pikepdf.Dictionary) else ():
            name = str(font.get("/BaseFont", "")) if isinstance(font, pikepdf.Dictionary) else ""
            if name:
                yield name.removeprefix("/").split("+", 1)[-1]


def _sizes(path: Path) -> set[float]:
    """Return the sizes of type on all pages, to a tenth of a point."""
    found: set[float] = set()
    matrix = raw.FS_MATRIX()
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            text = page.get_textpage()
            for index in range(text.count_chars()):
                # A size of 1 with a matrix of 10 is type of 10 points, too.
                raw.FPDFText_GetMatrix(text.raw, index, matrix)
                size = raw.FPDFText_GetFontSize(text.raw, index) * abs(matrix.d)
                if size > 0:
                    found.add(round(size, 1))
    finally:
        document.close()
    return found


def figure_pictures(path: Path, figures: Iterable[Alternative]) -> Iterator[bytes | None]:
    """Yield each figure cut out of its page as PNG, or None where it has no place on one."""
    document = pypdfium2.PdfDocument(path)
    try:
        for figure in figures:
            crop = _crop(document, figure)
            yield _png(document[figure.page - 1], crop) if crop and figure.page else None
    finally:
        document.close()


def _crop(document: pypdfium2.PdfDocument, figure: Alternative) -> tuple[float, float, float, float] | None:
    """Return what to cut off at left, bottom, right and top; None if nothing would be left."""
    if figure.page is None or figure.bbox is None:
        return None
    width, height = document[figure.page - 1].get_size()
    left, bottom, right, top = figure.bbox
    crop = (max(left, 0.0), max(bottom, 0.0), max(width - right, 0.0), max(height - top, 0.0))
    return crop if crop[0] + crop[2] < width - 1 and crop[1] + crop[3] < height - 1 else None


def _png(page: pypdfium2.PdfPage, crop: tuple[float, float, float, float]) -> bytes:
    stream = BytesIO()
    page.render(scale=SCALE, crop=crop).to_pil().convert("RGB").save(stream, "PNG", optimize=True)
    return stream.getvalue()
