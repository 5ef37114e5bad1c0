"""Fonts of a PDF: whether they are embedded, and what text their codes stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pikepdf import Array, Object, PdfError, Stream, String, parse_content_stream

from reportgen.verify.pdfvalues import entry, items, name_of

UNKNOWN = "\ufffd"
"""Stands for a code whose character the file does not tell."""

_CODECS = {"MacRomanEncoding": "mac_roman", "WinAnsiEncoding": "cp1252"}
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Font:
    """A font resource."""

    source: Object

    @cached_property
    def name(self) -> str:
        """Its PostScript name with the subset prefix, or its kind if it has none."""
        return (
            name_of(entry(self.source, "/BaseFont")) or name_of(entry(self.source, "/Subtype")) or "unnamed"
        )

    @cached_property
    def embedded(self) -> bool:
        """Whether the glyphs are in the file. A Type 3 font is made of drawings, so it always is."""
        if name_of(entry(self.source, "/Subtype")) == "Type3":
            return True
        holders = [self.source, *items(entry(self.source, "/DescendantFonts"))]
        return any(
            isinstance(entry(holder, "/FontDescriptor", program), Stream)
            for holder in holders
            for program in _PROGRAMS
        )

    @cached_property
    def readable(self) -> bool:
        """Whether it says which characters its codes stand for."""
        return bool(self._characters)

    @cached_property
    def _characters(self) -> Mapping[int, str]:
        stream = entry(self.source, "/ToUnicode")
        try:
            return read_cmap(stream) if isinstance(stream, Stream) else {}
        except (PdfError, TypeError, ValueError):
            return {}

    @cached_property
    def _bytes_per_code(self) -> int:
        return 2 if name_of(entry(self.source, "/Subtype")) == "Type0" else 1

    def decode(self, codes: bytes) -> str:
        """Return the text of a shown string, `UNKNOWN` for each code without a character."""
        size = self._bytes_per_code
        if not self.readable and size == 1:
            encoding = entry(self.source, "/Encoding")
            base = name_of(encoding) or name_of(entry(encoding, "/BaseEncoding"))
            return codes.decode(_CODECS.get(base, "cp1252"), "replace")
        starts = range(0, len(codes), size)
        return "".join(self._characters.get(int.from_bytes(codes[at : at + size]), UNKNOWN) for at in starts)


def read_cmap(stream: Stream) -> dict[int, str]:
    """Return the characters by code of a ToUnicode CMap (ISO 32000-1, 9.10.3).

    Raises `pikepdf.PdfError`, `TypeError` or `ValueError` for a stream that cannot be parsed.
    """
    found: dict[int, str] = {}
    for instruction in parse_content_stream(stream, "endbfchar endbfrange"):
        operands: list[Any] = list(instruction.operands)
        if str(instruction.operator) == "endbfchar":
            for code, target in zip(operands[::2], operands[1::2], strict=False):
                found |= _mapped(code, code, target)
        else:
            for low, high, target in zip(operands[::3], operands[1::3], operands[2::3], strict=False):
                found |= _mapped(low, high, target)
    return found


def _mapped(low: object, high: object, target: object) -> dict[int, str]:
    if not (isinstance(low, String) and isinstance(high, String)):
        return {}
    first = int.from_bytes(bytes(low))
    last = min(int.from_bytes(bytes(high)), first + 0xFFFF)
    codes = range(first, last + 1)
    if isinstance(target, Array):
        return {code: _utf16(item) for code, item in zip(codes, target, strict=False)}
    text = _utf16(target)
    return {code: _shifted(text, code - first) for code in codes} if text else {}


def _utf16(value: object) -> str:
    return bytes(value).decode("utf-16-be", "replace") if isinstance(value, String) else ""


def _shifted(text: str, by: int) -> str:
    """A range counts up the last character only."""
    return text[:-1] + chr(min(ord(text[-1]) + by, 0x10FFFF))
