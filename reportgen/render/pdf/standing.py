"""Standing: a text on a drawing finds its place and its ink itself, whatever the drawing shows.

It is tried in each place and each ink before it is written: nothing may lie across it, nothing may be written
there, and its ink must be clear on what lies under it. Where that is so nowhere, it gets a plate of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast

from reportgen.model.placed import Ink, PlacedText
from reportgen.render.pdf.boxes import Box
from reportgen.render.pdf.canvas import TaggedCanvas
from reportgen.render.pdf.fonts import Faces
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Grid, Theme, contrast

INKS = ("primary", "primary-text", "text")
"""Colours that a text on a drawing may have, the usual one first."""
PLATE, PLATE_INK = "primary", "primary-text"
CLEAR = 4.5
"""The least contrast of a text with what it stands on: WCAG 2.1, 1.4.3 (AA)."""
EVEN = 0.98
"""Share of a text's bounds that must lie on colours that it is clear on."""
LEGIBLE = 0.9
"""The same where a drawing has the place: a text may touch the edge of a ground."""
WHOLE = 0.995
"""The same of all that a box holds: no line runs between its texts."""
APART = 10.0
"""Points of white space that two texts keep at least."""
AIR = 5.0
"""Points around a text that lie on the same ground as it does."""
EDGE = 24.0
"""Points from the page's upper and lower edge that bear no text."""
HANG = 0.08
"""Share of its size by which a text may hang out to the left, as the hook of a j does."""
PAD = 9.0
"""White space of a plate around its text, in points."""

Make = Callable[[str], Box]
"""Makes a box in an ink."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a box: its top left corner and its width, in points."""

    x: float
    y: float
    width: float


class _Silence:
    """A canvas that draws nothing, on the page of another."""

    def __init__(self, page_index: int) -> None:
        self.page_index = page_index

    def __getattr__(self, name: str) -> Any:
        return self

    def __call__(self, *values: Any, **options: Any) -> Any:
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *fault: object) -> None:
        return None


def rehearsal(pen: Pen) -> Pen:
    """Return a pen for the same page that leaves no trace there: it is asked where it has written."""
    silent = Pen(cast(TaggedCanvas, _Silence(pen.canvas.page_index)), pen.theme, pen.faces)
    silent.start_from(pen)
    return silent


def blank(theme: Theme, faces: Faces) -> Pen:
    """Return a pen for an empty page that leaves no trace: what is drawn with it can be looked at."""
    return Pen(cast(TaggedCanvas, _Silence(0)), theme, faces)


def stand(
    pen: Pen,
    make: Make,
    spots: Iterable[Spot],
    *,
    inks: Sequence[str] = INKS,
    air: float = AIR,
    plate: bool = True,
) -> Spot | None:
    """Write a box in the first place and ink where it can be read, else on a plate in the first free place.

    ``air`` is how far around it, in points, its ground goes on. Returns where it stands; None where it would
    need a plate and may have none.
    """
    tried = list(spots)
    for spot in tried:
        for ink in inks:
            box = make(ink)
            if _is_clear(pen, box, spot, air):
                box.draw(pen, spot.x, spot.y, spot.width)
                return spot
    if not plate:
        return None
    box = make(PLATE_INK)
    spot = next((spot for spot in tried if _is_free(pen, _rehearsed(pen, box, spot))), tried[0])
    whole = bounds(_rehearsed(pen, box, spot))
    if whole is not None:
        under = _wider(whole, PAD)
        pen.rect(under.left, under.top, under.right - under.left, under.bottom - under.top, PLATE)
    box.draw(pen, spot.x, spot.y, spot.width)
    return spot


def fits(theme: Theme, faces: Faces, box: Box, width: float, ground: str) -> bool:
    """Whether all texts of a drawing have room in it and can be read, on a page of one colour."""
    pen, grid = blank(theme, faces), theme.grid
    pen.rect(0, 0, grid.width, grid.height, ground)
    box.draw(pen, grid.x(1), grid.top, width)
    texts = pen.texts
    if any(_spills(text) or not _across(text, grid) or _clear_share(pen, text) < LEGIBLE for text in texts):
        return False
    return not any(_overlap(one, other) for one, other in combinations(texts, 2))


def down(spot: Spot, last: float, step: float = 6.0) -> Iterator[Spot]:
    """Yield a place and those under it, down to a last top."""
    y = spot.y
    while y <= last:
        yield Spot(spot.x, y, spot.width)
        y += step


def bounds(texts: Sequence[PlacedText]) -> Ink | None:
    """Return the bounds of the ink of texts, None where there is none."""
    if not texts:
        return None
    inks = [text.ink for text in texts]
    return Ink(
        min(ink.left for ink in inks),
        min(ink.top for ink in inks),
        max(ink.right for ink in inks),
        max(ink.bottom for ink in inks),
    )


def _rehearsed(pen: Pen, box: Box, spot: Spot, on: Pen | None = None) -> list[PlacedText]:
    silent = on or rehearsal(pen)
    box.draw(silent, spot.x, spot.y, spot.width)
    return silent.texts


def _is_clear(pen: Pen, box: Box, spot: Spot, air: float) -> bool:
    """Whether a box can be read in a place: alone, on grounds that are clear from its ink."""
    silent = rehearsal(pen)
    texts = _rehearsed(pen, box, spot, silent)
    whole = bounds(texts)
    if whole is None:
        return True
    if not _is_free(pen, texts) or max(pen.painted.under(_wider(whole, air)).values()) < WHOLE:
        return False
    return all(_clear_share(silent, text) >= EVEN for text in texts)


def _clear_share(pen: Pen, text: PlacedText) -> float:
    """Return how much of a text lies on the one colour, clear from its ink, that most of it lies on."""
    under = pen.painted.under(text.ink)
    clear = (share for c, share in under.items() if c and contrast(c, text.colour) >= CLEAR)
    return max(clear, default=0.0)


def _is_free(pen: Pen, texts: Sequence[PlacedText]) -> bool:
    """Whether nothing is written yet where texts would stand, and they stay between the page's margins."""
    grid, page = pen.theme.grid, pen.canvas.page_index + 1
    there = [text.ink for text in pen.texts if text.page == page]
    return all(_within(text, grid) and not any(_touch(text.ink, other) for other in there) for text in texts)


def _within(text: PlacedText, grid: Grid) -> bool:
    return _across(text, grid) and text.ink.top >= EDGE and text.ink.bottom <= grid.height - EDGE


def _across(text: PlacedText, grid: Grid) -> bool:
    return grid.margin - HANG * text.size <= text.ink.left and text.ink.right <= grid.right + 1


def _spills(text: PlacedText) -> bool:
    """Whether a text leaves the width that it was broken for."""
    slot = text.slot
    return slot is not None and text.ink.right > slot.left + slot.width + 0.5


def _overlap(one: PlacedText, other: PlacedText) -> bool:
    if one.slot is not None and other.slot is not None and one.slot.block == other.slot.block:
        return False
    return _touch(one.ink, other.ink, -0.6)


def _wider(ink: Ink, by: float) -> Ink:
    return Ink(ink.left - by, ink.top - by, ink.right + by, ink.bottom + by)


def _touch(one: Ink, other: Ink, apart: float = APART) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > -apart and min(one.bottom, other.bottom) - max(one.top, other.top) > -apart
