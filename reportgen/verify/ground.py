"""Judges what texts stand on: each page is rendered without its texts, and their places are looked at.

So a contrast is that of the page, whatever drew it: a wave, a band, a picture, or the text of another page's
layout. The least contrasts are those of WCAG 2.1, 1.4.3 (AA).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import cast

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from reportgen.findings import Finding, Place, error
from reportgen.model.drawing import Colour
from reportgen.model.placed import PlacedPage, PlacedText
from reportgen.theme import contrast
from reportgen.verify.layout import SLACK, overflow

SCALE = 2
"""Pixels to a point: a rule of half a point still shows."""
LEAST, LEAST_LARGE = 4.5, 3.0
"""Contrast ratios of small and of large text."""
LARGE, LARGE_BOLD = 18.0, 14.0
"""Points from which a text, or a bold one, is large."""
HEAVY = frozenset({"headline", "lead", "bold"})
"""Keys of the theme's fonts that count as bold."""
FREE = 0.1
"""Share of a text's bounds that may have too little contrast: the edge of a rule, not a line through it."""
SUNK = 60.0
"""Points from which a figure may stand in water; half of it must stay clear."""
FREE_SUNK = 0.5
SAME = 0.04
"""Difference of channels up to which two grounds are one to the eye, as a missing year's band on paper."""
ROUNDING = 0.02
"""What a colour's eight bits may take from a contrast."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a text stands on: its contrast with most of it, and the share of its bounds that serves it ill.

    ``poor`` is the share with too little contrast, ``mixed`` the share in another colour than most of it.
    """

    ratio: float
    poor: float
    mixed: float


def check_ground(
    pdf: bytes, texts: Iterable[PlacedText], pages: Iterable[PlacedPage], lang: str
) -> tuple[Finding, ...]:
    """Return an error for every text that cannot be read on what lies under it."""
    # What stands where on an overfull page says nothing: it has a finding of its own.
    templates = {page.number: page.template for page in pages if not page.overflow}
    found = []
    judged = (text for text in texts if text.page in templates and overflow(text) <= SLACK)
    for text, ground in grounds(pdf, judged):
        free = FREE_SUNK if text.size >= SUNK else FREE
        what = f"Page {text.page}: “{text.text.strip()}”"
        if ground.ratio < needed(text) - ROUNDING:
            message = f"{what} has a contrast of {ground.ratio:.1f} with its ground, not of {needed(text)}."
            remedy = "Give its colours other values in assets/theme.toml, or shorten what pushed it there."
            found.append(error("text-contrast", Place(templates[text.page]), message, remedy, lang=lang))
        elif max(ground.poor, ground.mixed) > free:
            message = f"{what} stands across the edge of a ground or on a line."
            remedy = "Shorten it, or what stands above it."
            found.append(error("text-across", Place(templates[text.page]), message, remedy, lang=lang))
    return tuple(dict.fromkeys(found))


def grounds(pdf: bytes, texts: Iterable[PlacedText]) -> Iterator[tuple[PlacedText, Ground]]:
    """Yield every text with what it stands on."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, group in groupby(sorted(texts, key=_page), key=_page):
            image = _bare(document[number - 1])
            for text in group:
                yield text, _judged(text, _colours(image, text))
    finally:
        document.close()


def needed(text: PlacedText) -> float:
    """Return the least contrast that a text must have."""
    large = text.size >= (LARGE_BOLD if text.font in HEAVY else LARGE)
    return LEAST_LARGE if large else LEAST


def _page(text: PlacedText) -> int:
    return text.page


def _bare(page: pypdfium2.PdfPage) -> Image.Image:
    """Render a page without its texts."""
    for item in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):
        page.remove_obj(item)
    image: Image.Image = page.render(scale=SCALE).to_pil()
    return image.convert("RGB")


def _colours(image: Image.Image, text: PlacedText) -> Mapping[Colour, int]:
    """Count the pixels of each colour under a text."""
    ink = text.ink
    left, top = round(ink.left * SCALE), round(ink.top * SCALE)
    box = (left, top, max(left + 1, round(ink.right * SCALE)), max(top + 1, round(ink.bottom * SCALE)))
    area = image.crop(box)
    pixels = cast("list[tuple[int, tuple[int, int, int]]]", area.getcolors(area.width * area.height))
    return {(r / 255, g / 255, b / 255): count for count, (r, g, b) in pixels}


def _judged(text: PlacedText, colours: Mapping[Colour, int]) -> Ground:
    total, most = sum(colours.values()), max(colours, key=lambda colour: colours[colour])
    poor = sum(n for colour, n in colours.items() if _ratio(text.colour, colour) < needed(text) - ROUNDING)
    mixed = sum(n for colour, n in colours.items() if _apart(colour, most) > SAME)
    return Ground(_ratio(text.colour, most), poor / total, mixed / total)


def _apart(one: Colour, other: Colour) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


@lru_cache(maxsize=4096)
def _ratio(one: Colour, other: Colour) -> float:
    return contrast(one, other)
