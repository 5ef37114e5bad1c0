"""Texts as a finished PDF prints them, whoever made it: where, how large, in what colour, on what ground.

They are told by pdfium, which knows nothing of tags. What it does not paint, such as the hidden text over a
scan, is left out; so are pages that are turned, on which places do not mean what they say, and giant ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_int, c_uint, create_string_buffer
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from reportgen.model.drawing import Colour
from reportgen.model.placed import Ink, PlacedText
from reportgen.verify.ground import ROUNDING, grounds, needed

BOLD = 700
"""Weight from which pdfium's guess at a font counts as bold."""
LARGEST = 3400
"""Points; the long side of a sheet of A0."""

_BOLD_NAME = re.compile(rb"(?i)(?<!semi)(?<!demi)bold")
_LONGEST_NAME = 128
_INVISIBLE = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}


@dataclass(frozen=True, slots=True)
class Contrast:
    """A text with the contrast that it has to its ground, and the least that it needs (WCAG 2.1, 1.4.3)."""

    page: int
    text: str
    ratio: float
    needed: float

    @property
    def poor(self) -> bool:
        """Whether it is less than it needs."""
        return self.ratio < self.needed - ROUNDING


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    size: float
    colour: Colour
    bold: bool
    ink: Ink

    def goes_on(self, last: _Letter) -> bool:
        """Whether it stands in one line and style with the letter before it."""
        style = (self.size, self.colour, self.bold) == (last.size, last.colour, last.bold)
        level = abs(self.ink.bottom - last.ink.bottom) < self.size
        return style and level and -self.size < self.ink.left - last.ink.right < self.size


def printed(path: Path) -> list[PlacedText]:
    """Return the texts of all pages, each a stretch of a line in one style. Raises `PdfiumError`."""
    with pypdfium2.PdfDocument(path) as document:
        return [
            _placed(number, run)
            for number, page in enumerate(document, 1)
            if page.get_rotation() == 0 and max(page.get_size()) <= LARGEST
            for run in _runs(_letters(page))
        ]


def contrasts(path: Path, texts: list[PlacedText]) -> list[Contrast]:
    """Return the contrast of each text of a PDF with most of what lies under it. Raises `PdfiumError`."""
    judged = grounds(path.read_bytes(), texts)
    return [Contrast(text.page, text.text, ground.ratio, needed(text)) for text, ground in judged]


def _letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    """Yield what is painted on a page, within its bounds."""
    left, bottom, right, top = page.get_bbox()
    found, gap = page.get_textpage(), ""
    for index in range(found.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(found.raw, index))
        if char.isspace() or raw.FPDFText_IsGenerated(found.raw, index):
            gap = " "
            continue
        if not _painted(found, index):
            continue
        x0, y0, x1, y1 = found.get_charbox(index)
        colour = _colour(found, index)
        if colour is not None and left <= x0 < x1 <= right and bottom <= y0 < y1 <= top:
            ink = Ink(x0 - left, top - y1, x1 - left, top - y0)
            yield _Letter(gap + char, _size(found, index), colour, _bold(found, index), ink)
            gap = ""


def _painted(found: Any, index: int) -> bool:
    drawn = raw.FPDFText_GetTextObject(found.raw, index)
    return not drawn or raw.FPDFTextObj_GetTextRenderMode(drawn) not in _INVISIBLE


def _colour(found: Any, index: int) -> Colour | None:
    """Return the colour of a letter, None if it has none or lets its ground through."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    if not raw.FPDFText_GetFillColor(found.raw, index, red, green, blue, alpha) or alpha.value < 255:
        return None
    return red.value / 255, green.value / 255, blue.value / 255


def _size(found: Any, index: int) -> float:
    """Return the size of a letter in points, to a tenth: 1 with a matrix of 10 is 10, too."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(found.raw, index, matrix)
    return round(float(raw.FPDFText_GetFontSize(found.raw, index)) * hypot(matrix.c, matrix.d), 1)


def _bold(found: Any, index: int) -> bool:
    """Tell whether a letter is bold by its font's weight, or by its name where that is not in the file."""
    name = create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(found.raw, index, name, _LONGEST_NAME, c_int())
    weight = raw.FPDFText_GetFontWeight(found.raw, index)
    return bool(weight >= BOLD or _BOLD_NAME.search(name.value))


def _runs(letters: Iterator[_Letter]) -> Iterator[list[_Letter]]:
    run: list[_Letter] = []
    for letter in letters:
        if run and not letter.goes_on(run[-1]):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _placed(page: int, run: list[_Letter]) -> PlacedText:
    inks, first = [letter.ink for letter in run], run[0]
    ink = Ink(
        min(one.left for one in inks),
        min(one.top for one in inks),
        max(one.right for one in inks),
        max(one.bottom for one in inks),
    )
    text, font = "".join(letter.text for letter in run).strip(), "bold" if first.bold else "text"
    return PlacedText(
        page,
        ink.left,
        ink.bottom,
        ink.right - ink.left,
        first.size,
        first.colour,
        text,
        font,
        "text",
        "",
        ink,
    )
