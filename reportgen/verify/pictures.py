"""Pictures out of a finished PDF, for a person to compare with what the tags say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen.verify.facts import Alternative

FIGURE_SCALE, PAGE_SCALE = 1.2, 0.6
"""Pixels to a point in pictures of figures and of pages: enough to compare one with its text."""
MOST_PIXELS = 1200
"""Pixels along a side of a picture: a poster is shown smaller."""
MOST_PAGES = 40
"""Pages of which there are pictures."""

_Sides = tuple[float, float, float, float]


def figure_pictures(path: Path, figures: Iterable[Alternative]) -> Iterator[bytes | None]:
    """Yield each figure cut out of its page as a PNG, or None where it has no place on one."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        yield from (None for _ in figures)
        return
    with document:
        for figure in figures:
            yield _figure(document, figure)


def grey_pages(path: Path) -> Iterator[bytes]:
    """Yield the pages, or the first `MOST_PAGES`, as PNGs in shades of grey; none if they cannot be drawn."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            for number in range(min(len(document), MOST_PAGES)):
                page = document[number]
                scale = min(PAGE_SCALE, MOST_PIXELS / max(page.get_size()))
                yield _png(page.render(scale=scale).to_pil().convert("L"))
    except pypdfium2.PdfiumError:
        return


def _figure(document: pypdfium2.PdfDocument, figure: Alternative) -> bytes | None:
    if figure.page is None or figure.bbox is None:
        return None
    try:
        page = document[figure.page - 1]
        left, bottom, right, top = figure.bbox
        crop = _crop(page.get_bbox(), figure.bbox)
        if crop is None:
            return None
        scale = min(FIGURE_SCALE, MOST_PIXELS / max(right - left, top - bottom))
        return _png(page.render(scale=scale, crop=crop).to_pil().convert("RGB"))
    except (pypdfium2.PdfiumError, ValueError):
        return None


def _crop(page: _Sides, figure: _Sides) -> _Sides | None:
    """Return what to cut off a page at left, bottom, right and top; None if nothing would be left."""
    crop = (
        max(figure[0] - page[0], 0.0),
        max(figure[1] - page[1], 0.0),
        max(page[2] - figure[2], 0.0),
        max(page[3] - figure[3], 0.0),
    )
    width, height = page[2] - page[0], page[3] - page[1]
    return crop if crop[0] + crop[2] < width - 1 and crop[1] + crop[3] < height - 1 else None


def _png(picture: Image.Image) -> bytes:
    stream = BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()
