"""Fonts: measuring, kerning and encoding text for the PDF, from the theme's TrueType files.

A `Face` answers in thousandths of the font size. Kerning comes from the font's own GPOS table through
HarfBuzz with ligatures off, so the text layer keeps one code per character.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import uharfbuzz
from reportlab.pdfbase import ttfonts

NBSP = "\u00a0"
SOFT_HYPHEN = "\u00ad"

WORD_SPACE = 50.0
"""What a space in a headline is opened by, in thousandths of the size."""

_MOST_PAIRS = 100
_MAP_HEAD = (
    "/CIDInit /ProcSet findresource begin",
    "12 dict begin",
    "begincmap",
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
    "/CMapName /Adobe-Identity-UCS def",
    "/CMapType 2 def",
    "1 begincodespacerange",
    "<00> <FF>",
    "endcodespacerange",
)
_MAP_END = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")


class Face:
    """One font of the theme, as the renderer needs it."""

    def __init__(self, key: str, path: Path) -> None:
        self.key = key
        self.font = _Font(key, str(path), asciiReadable=0)
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
        """Return what kerning adds after each character, in thousandths of the size.

        A space between words is opened as well: headlines are set tight, and their words would run together.
        """
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(
            self._shaper, buffer, {"kern": True, "liga": False, "clig": False, "calt": False, "ccmp": False}
        )
        advances = [position.x_advance * self._scale for position in buffer.glyph_positions]
        if len(advances) != len(text):
            return (0.0,) * len(text)
        return tuple(
            advance - self._widths.get(ord(char), 0.0) + (WORD_SPACE if char == " " else 0.0)
            for advance, char in zip(advances, text, strict=True)
        )

    @lru_cache(maxsize=256)  # noqa: B019 - as above
    def ink(self, text: str) -> tuple[float, float]:
        """Return the left bearing of the first glyph and the right one of the last, in thousandths."""
        left = self._extent(text[0])[0]
        last = text[-1]
        x, _, w, _ = self._extent(last)
        return left, self._widths.get(ord(last), 0.0) - x - w

    @lru_cache(maxsize=4096)  # noqa: B019 - as above
    def reach(self, text: str) -> tuple[float, float]:
        """Return how far the ink of a text reaches above and below the baseline, in thousandths."""
        extents = [self._extent(char) for char in set(text)]
        tops, feet = [top for _, top, _, _ in extents], [top + height for _, top, _, height in extents]
        return max(tops, default=0.0), -min(feet, default=0.0)

    def _extent(self, char: str) -> tuple[float, float, float, float]:
        glyph = self._shaper.get_nominal_glyph(ord(char))
        extents = self._shaper.get_glyph_extents(glyph) if glyph is not None else None
        if extents is None:
            return 0.0, 0.0, 0.0, 0.0
        x, y, width, height = extents.x_bearing, extents.y_bearing, extents.width, extents.height
        return x * self._scale, y * self._scale, width * self._scale, height * self._scale

    def encode(self, text: str, document: Any) -> Iterator[tuple[str, bytes]]:
        """Yield (name of the subset font, codes) for a text, one code per character.

        reportlab writes a no-break space as a plain one; here it keeps a code of its own, so that a
        figure copied from the PDF is as unbreakable as it was on the page.
        """
        for name, pieces in groupby(self._pieces(text, document), key=itemgetter(0)):
            yield name, b"".join(codes for _, codes in pieces)

    def _pieces(self, text: str, document: Any) -> Iterator[tuple[str, bytes]]:
        state = self.font._assignState(document)
        if state.nextCode == 1:
            state.subsets[0][1] = 0xA0
            state.nextCode = 2
        for index, part in enumerate(text.split(NBSP)):
            if index:
                yield self.font.getSubsetInternalName(0, document), b"\x01"
            for subset, codes in self.font.splitString(part, document):
                yield self.font.getSubsetInternalName(subset, document), codes


class _Font(ttfonts.TTFont):  # type: ignore[misc]  # reportlab is untyped
    """A font whose subsets say what their codes mean in the way that every reader takes."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Write the subsets, with character maps of our own."""
        subsets = {
            self.getSubsetInternalName(number, doc)[1:]: subset
            for number, subset in enumerate(self._assignState(doc).subsets)
        }
        super().addObjects(doc)
        for name, subset in subsets.items():
            font = doc.idToObject[name]
            doc.idToObject[font.ToUnicode.name].content = _character_map(subset)


def _character_map(subset: Sequence[int]) -> str:
    """Return the ToUnicode map of a subset: code 0 is no character, a list has at most 100 (PDF 9.10.3)."""
    pairs = [f"<{code:02x}> <{_utf16(char)}>" for code, char in enumerate(subset) if code]
    lists = [pairs[start : start + _MOST_PAIRS] for start in range(0, len(pairs), _MOST_PAIRS)]
    body = [line for part in lists for line in (f"{len(part)} beginbfchar", *part, "endbfchar")]
    return "\n".join([*_MAP_HEAD, *body, *_MAP_END])


def _utf16(char: int) -> str:
    return chr(char).encode("utf-16-be").hex()


class Faces:
    """The fonts of a theme by key, opened when first asked for."""

    def __init__(self, paths: Mapping[str, Path]) -> None:
        self._paths = paths
        self._open: dict[str, Face] = {}

    def __getitem__(self, key: str) -> Face:
        if key not in self._open:
            self._open[key] = Face(key, self._paths[key])
        return self._open[key]
