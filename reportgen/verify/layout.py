"""Judges pages by what stands on them: nothing overlaps, runs out of its place or is too small to read.

The rules are those of the brochure's design. They look at ink, not at advance widths, and at what was
drawn, not at what a layout meant to draw; so they hold for any layout and any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby

from reportgen.findings import Finding, Place, error, warning
from reportgen.model.placed import PlacedPage, PlacedText
from reportgen.theme import Grid, Theme

LEAST_SIZE = 8.5
"""Points; nothing that is meant to be read may be smaller."""
TOP, FOOT = 30.0, 820.0
"""Between these, in points from the page's top, a page bears text."""
SLACK = 0.5
"""Points that rounding and the bearings of glyphs may add up to."""
HANG = 0.08
"""Share of its size by which a text may hang out to the left, as the hook of a j does."""
MARK = 18.0
"""Points by which the mark of a number may hang out to the right: two letters with a comma."""
TOUCH = 0.6
"""Points by which two texts may lie in each other's bounds: kerning and the curves of round letters."""

_SHOWN = 60
_TOLD = 3
"""Faults of one kind that are told of a page one by one."""

_Fault = tuple[str, str, str]
"""Code, message and remedy."""


def check_layout(
    texts: Iterable[PlacedText], pages: Iterable[PlacedPage], theme: Theme, lang: str
) -> tuple[Finding, ...]:
    """Return what is wrong with pages, page by page.

    A text that cannot be read where it stands is an error, a page that is too empty a warning. What an
    overfull page pushes over its foot is not told: that page has a finding of its own.
    """
    placed = {number: list(group) for number, group in groupby(sorted(texts, key=_page), key=_page)}
    found: list[Finding] = []
    for page in pages:
        here, place = placed.get(page.number, []), Place(page.template)
        for code, message, remedy in _few(_faults(here, theme.grid, page.overflow > SLACK)):
            found.append(error(code, place, f"Page {page.number}: {message}", remedy, lang=lang))
        if page.inner and page.fill < theme.fill[0]:
            message = f"Page {page.number} is {page.fill:.0%} full; {theme.fill[0]:.0%} is the least."
            remedy = "Add to it, join the section with another, or give it a picture."
            found.append(warning("page-underfull", place, message, remedy, lang=lang))
    return tuple(found)


def overflow(text: PlacedText) -> float:
    """Return by how many points a text leaves the width it was broken for; 0 where it has none."""
    slot = text.slot
    if slot is None:
        return 0.0
    return max(0.0, slot.left - _left(text), text.ink.right - slot.left - slot.width)


def overlap(one: PlacedText, other: PlacedText) -> bool:
    """Tell whether two texts print over each other; the lines of one text may interlock."""
    if one.slot is not None and other.slot is not None and one.slot.block == other.slot.block:
        return False
    a, b = one.ink, other.ink
    across = min(a.right, b.right) - max(a.left, b.left)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return across > TOUCH and down > TOUCH


def _page(text: PlacedText) -> int:
    return text.page


def _few(faults: Iterable[_Fault]) -> Iterator[_Fault]:
    """Yield the first faults of each kind, and how many more there are."""
    kinds: dict[str, list[_Fault]] = {}
    for fault in dict.fromkeys(faults):
        kinds.setdefault(fault[0], []).append(fault)
    for code, same in kinds.items():
        yield from same[:_TOLD]
        if len(same) > _TOLD:
            yield code, f"{len(same) - _TOLD} more texts have the same fault.", same[0][2]


def _faults(texts: Sequence[PlacedText], grid: Grid, overfull: bool) -> Iterator[_Fault]:
    for text in texts:
        if overflow(text) > SLACK:
            yield _too_wide(text)
        elif _outside(text, grid) > SLACK and not overfull:
            message = f"{_quoted(text)} stands {_outside(text, grid):.0f} pt outside the area for text."
            yield "text-outside", message, "Shorten it, or what stands before it."
        yield from _unreadable(text)
    # What leaves its own place is told so; where it reaches then is no fault of others.
    sound = [text for text in texts if overflow(text) <= SLACK]
    for one, other in () if overfull else combinations(sound, 2):
        if overlap(one, other):
            message = f"{_quoted(one)} and {_quoted(other)} overlap."
            yield "text-overlap", message, "Shorten the longer one, or move a part of it elsewhere."


def _too_wide(text: PlacedText) -> _Fault:
    width = text.slot.width if text.slot is not None else 0.0
    message = f"{_quoted(text)} is {overflow(text):.0f} pt wider than its {width:.0f} pt."
    remedy = "Shorten it, or show a possible break in a long word with a soft hyphen (U+00AD)."
    if re.search("[^\\W\\d]\u00a0[^\\W\\d]", text.text):
        remedy = "Put ordinary spaces in place of its no-break spaces (U+00A0), or shorten it."
    return "text-overflow", message, remedy


def _outside(text: PlacedText, grid: Grid) -> float:
    ink = text.ink
    # A mark behind the last number of a row hangs in the margin: its slot begins there.
    right = grid.right + (MARK if text.slot is not None and text.slot.left > grid.right else 0)
    return max(grid.margin - _left(text), ink.right - right, TOP - ink.top, ink.bottom - FOOT)


def _left(text: PlacedText) -> float:
    return text.ink.left + HANG * text.size


def _unreadable(text: PlacedText) -> Iterator[_Fault]:
    if text.size < LEAST_SIZE - 0.01:
        message = f"{_quoted(text)} is set in {text.size:.1f} pt; {LEAST_SIZE} pt is the least."
        yield "text-too-small", message, "Shorten it, or show the figure in a larger unit."
    if text.missing:
        marks = ", ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(text.missing))
        message = f"the font '{text.font}' has no glyph for {marks} in {_quoted(text)}."
        yield "missing-glyph", message, "Write it another way, or name a font with it in assets/theme.toml."


def _quoted(text: PlacedText) -> str:
    words = " ".join(text.text.replace("\u00ad", "-").split())
    return f"“{words if len(words) <= _SHOWN else words[: _SHOWN - 1] + '…'}”"
