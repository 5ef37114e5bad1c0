"""Text extents, read from the theme's own font files and from nothing else.

Advances are unhinted and unkerned: the sum of a font's own widths, as a PDF viewer sets unshaped text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

Extent = tuple[float, float, float]
"""(advance, lowest ink, highest ink), in points or in fractions of the size."""


class MissingGlyph(ValueError):
    """A text holds a character that the font of its role cannot draw."""


@cache
def _face(path: Path) -> FT2Font:
    return FT2Font(str(path))


@cache
def _glyph(path: Path, char: str) -> Extent:
    face = _face(path)
    if not face.get_char_index(ord(char)):
        raise MissingGlyph(f"the font {path.name} has no glyph for U+{ord(char):04X}")
    glyph = face.load_char(ord(char), flags=LoadFlags.NO_SCALE)
    _, bottom, _, top = glyph.bbox
    em = face.units_per_EM
    return glyph.horiAdvance / em, bottom / em, top / em


def extent(path: Path, size: float, text: str) -> Extent:
    """Return (advance, lowest ink, highest ink) of a line of text in points, from its baseline.

    Raises:
        MissingGlyph: the font lacks a character of the text.
    """
    glyphs = [_glyph(path, char) for char in text]
    width = sum(glyph[0] for glyph in glyphs)
    bottom = min((glyph[1] for glyph in glyphs), default=0.0)
    top = max((glyph[2] for glyph in glyphs), default=0.0)
    return width * size, bottom * size, top * size


def cap_height(path: Path, size: float) -> float:
    """Return the height of the capital H in points: what centres a line of text by eye."""
    return _glyph(path, "H")[2] * size
