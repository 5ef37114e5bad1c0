"""Drawing: a recorded vector drawing that any renderer can replay.

Coordinates are points, origin at the lower left. Colours are (red, green, blue) from 0 to 1. Text stays
text: a font key of the theme, a size, and an anchor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Colour = tuple[float, float, float]
Segment = tuple[str, tuple[float, ...]]
"""``("M", (x, y))``, ``("L", (x, y))``, ``("C", (x1, y1, x2, y2, x3, y3))`` or ``("Z", ())``."""


@dataclass(frozen=True, slots=True)
class PathMark:
    """A path, filled, stroked or both. ``clip`` is (x, y, width, height) or None."""

    segments: tuple[Segment, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    width: float = 0.0
    clip: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class TextMark:
    """A line of text on its baseline. ``font`` is a key of the theme's fonts."""

    x: float
    y: float
    text: str
    font: str
    size: float
    colour: Colour
    anchor: Literal["start", "middle", "end"] = "start"


Mark = PathMark | TextMark


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks in painting order, in a box of the given size in points."""

    width: float
    height: float
    marks: tuple[Mark, ...]
