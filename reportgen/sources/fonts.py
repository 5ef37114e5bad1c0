"""Font files: installed packages of fonts, found without running them, and what the PDF can set."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from reportgen.findings import did_you_mean

_PACKAGE = re.compile(r"font_[a-z0-9_]{1,60}")
"""How packages of fonts are named on PyPI. No other installed package is looked into."""

_TABLES = frozenset(
    {b"cmap", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"name", b"post", b"OS/2"}
)
"""The tables of a TrueType font that setting and embedding it take (OpenType 1.9, "Font tables")."""


@dataclass(frozen=True, slots=True)
class FontFault:
    """Why a font cannot be used: the key at fault, what is wrong, and what to do."""

    key: str
    message: str
    remedy: str


def font_file(package: str, file: str) -> tuple[Path, FontFault | None]:
    """Return the path of a font in an installed package, and what is wrong with it, if anything is."""
    spec = find_spec(package) if _PACKAGE.fullmatch(package) else None
    if spec is None or not spec.submodule_search_locations:
        remedy = f"Install it (pip install {package.replace('_', '-')}), or name a package that is."
        if not _PACKAGE.fullmatch(package):
            remedy = "Name a package of fonts: font_ and its name, as in font_source_sans_pro."
        return Path(), FontFault("package", f"There is no package of fonts '{package}'.", remedy)
    home = Path(spec.submodule_search_locations[0]).resolve()
    path = (home / file).resolve() if "\0" not in file else home
    if not (path.is_relative_to(home) and path.is_file()):
        near = did_you_mean(file, [one.relative_to(home).as_posix() for one in sorted(home.rglob("*.ttf"))])
        remedy = near or "Look for its .ttf files."
        return path, FontFault("file", f"The package '{package}' has no file '{file}'.", remedy)
    fault = _unfit(path.read_bytes())
    remedy = "Name a TrueType font (.ttf) of one weight."
    return path, FontFault("file", f"'{file}' {fault}.", remedy) if fault else None


def _unfit(data: bytes) -> str:
    """Return why a file is no TrueType font that can be embedded, "" if it is one."""
    if data[:4] == b"OTTO":
        return "is a font with PostScript outlines"
    if data[:4] not in (b"\x00\x01\x00\x00", b"true") or len(data) < 12:
        return "is no font"
    (count,) = struct.unpack_from(">H", data, 4)
    if len(data) < 12 + 16 * count:
        return "is no whole font"
    entries = [struct.unpack_from(">4s4xII", data, 12 + 16 * number) for number in range(count)]
    tables = {tag: start + length for tag, start, length in entries}
    if b"fvar" in tables:
        return "holds all weights in one"
    if not tables.keys() >= _TABLES or max(tables.values()) > len(data):
        return "is no whole font"
    return ""
