"""Fonts: measuring, kerning and encoding text for the PDF, from the theme's TrueType files.

A `Face` answers in thousandths of the font size. Kerning comes from the font's own GPOS table through
HarfBuzz with ligatures off, so the text layer keeps one code per character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import ttfonts

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"


class Face:
    """One font of the theme, as the renderer needs it."""

    def __init__(self, key: str, path: Path) -> None:
        self.key = key
        self.font = ttfonts.TTFont(key, str(path), asciiReadable=0)
        face = self.font.face
        self._widths: Mapping[int, float] = face.charWidths
        self._glyphs: Mapping[int, int] = face.charToGlyph
        blob = uharfbuzz.Blob.from_file_path(str(path))
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(blob))
        self._scale = 1000 / self._shaper.face.upem
        self.cap_height = self._extent("H")[1]

    def has(self, char: str) -> bool:
        """Tell whether the font can draw a character."""
        return ord(char) in self._glyphs

    def width(self, text: str) -> float:
        """Return the width of a text without kerning, in thousandths of the size."""
        widths = self._widths
        return sum(widths.get(ord(char), 0.0) for char in text)

    @lru_cache(maxsize=4096)  # noqa: B019 - a face lives as long as its build
    def kerns(self, text: str) -> tuple[float, ...]:
        """Return what kerning adds after each character, in thousandths of the size."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(
            self._shaper, buffer, {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False}
        )
        advances = [position.x_advance * self._scale for position in buffer.glyph_positions]
        if len(advances) != len(text):
            return (0.0,) * len(text)
        return tuple(a - self._widths.get(ord(c), 0.0) for a, c in zip(advances, text, strict=True))

    @lru_cache(maxsize=256)  # noqa: B019 - as above
    def ink(self, text: str) -> tuple[float, float]:
        """Return the left bearing of the first glyph and the right one of the last, in thousandths."""
        left = self._extent(text[0])[0]
        last = text[-1]
        x, _, w = self._extent(last)
        return left, self._widths.get(ord(last), 0.0) - x - w

    def _extent(self, char: str) -> tuple[float, float, float]:
        glyph = self._shaper.get_nominal_glyph(ord(char))
        extents = self._shaper.get_glyph_extents(glyph) if glyph is not None else None
        if extents is None:
            return 0.0, 0.0, 0.0
        return extents.x_bearing * self._scale, extents.y_bearing * self._scale, extents.width * self._scale

    def encode(self, text: str, document: Any) -> Iterator[tuple[str, bytes]]:
        """Yield (name of the subset font, codes) for a text, one code per character.

        reportlab writes a no-break space as a plain one; here it keeps a code of its own, so that a
        figure copied from the PDF is as unbreakable as it was on the page.
        """
        state = self.font._assignState(document)
        if state.nextCode == 1:
            state.subsets[0][1] = 0xA0
            state.nextCode = 2
        for index, part in enumerate(text.split(NBSP)):
            if index:
                yield self.font.getSubsetInternalName(0, document), b"\x01"
            for subset, codes in self.font.splitString(part, document):
                yield self.font.getSubsetInternalName(subset, document), codes


class Faces:
    """The fonts of a theme by key, opened when first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._open: dict[str, Face] = {}

    def __getitem__(self, key: str) -> Face:
        if key not in self._open:
            self._open[key] = Face(key, self._paths[key])
        return self._open[key]
