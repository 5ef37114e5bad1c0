"""Where a text may stand among lines, markers and other texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.theme import TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left."""

AIR = 2.0
"""Least space between a text and what is drawn beside it, in points."""
_DESCENT = 0.22  # how deep letters hang under the baseline, as a part of the size


@dataclass(slots=True)
class Places:
    """What has been drawn on a sheet: texts and marks as boxes, lines as strokes between points.

    Texts keep left of ``width``.
    """

    sheet: Sheet
    width: float
    boxes: list[Box] = field(default_factory=list)
    strokes: list[tuple[Point, Point]] = field(default_factory=list)

    def line(self, points: Sequence[Point]) -> None:
        """Take the places of a line; a point that is not a number leaves a gap."""
        self.strokes += [pair for pair in pairwise(points) if all(y == y for _, y in pair)]

    def marks(self, points: Iterable[Point], radius: float) -> None:
        """Take the places of marks."""
        self.boxes += [(x - radius, y - radius, x + radius, y + radius) for x, y in points if y == y]

    def text(self, places: Iterable[Point], text: str, style: TypeStyle) -> bool:
        """Write a text on the first of the places that is free, each the middle of a baseline.

        Tells whether there was one.
        """
        for x, baseline in places:
            box = self.ink(x, baseline, text, style)
            if self.free(box):
                self.sheet.text(x, baseline, text, style, "middle")
                self.boxes.append(box)
                return True
        return False

    def paragraph(self, x: float, feet: Iterable[float], lines: Sequence[str], style: TypeStyle) -> bool:
        """Write lines around ``x`` where all are free: the last on one of the baselines. Tells as `text`."""
        for foot in feet:
            tops = [foot - number * style.leading for number in reversed(range(len(lines)))]
            boxes = [self.ink(x, top, line, style) for top, line in zip(tops, lines, strict=True)]
            if all(map(self.free, boxes)):
                for top, line in zip(tops, lines, strict=True):
                    self.sheet.text(x, top, line, style, "middle")
                self.boxes += boxes
                return True
        return False

    def ink(self, x: float, baseline: float, text: str, style: TypeStyle) -> Box:
        """Return what a line of text covers; numbers have no letters that hang."""
        hangs = 0.0 if text.replace("\u00a0", "").isdigit() else _DESCENT * style.size
        half = self.sheet.width_of(text, style) / 2
        return x - half, baseline - self.sheet.cap(style), x + half, baseline + hangs

    def free(self, box: Box) -> bool:
        """Tell whether a box lies inside the sheet and keeps off everything drawn."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.width or bottom > self.sheet.height:
            return False
        wide = (left - AIR, top - AIR, right + AIR, bottom + AIR)
        return not any(_touch(wide, each) for each in self.boxes) and not any(
            crosses(wide, *stroke) for stroke in self.strokes
        )


def _touch(one: Box, other: Box) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0 and min(one[3], other[3]) - max(one[1], other[1]) > 0


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Tell whether a straight line runs through a box (Liang and Barsky's clipping)."""
    enter, leave = 0.0, 1.0
    for low, high, here, there in (
        (box[0], box[2], start[0], end[0]),
        (box[1], box[3], start[1], end[1]),
    ):
        step = there - here
        if not step:
            if not low < here < high:
                return False
            continue
        near, far = sorted(((low - here) / step, (high - here) / step))
        enter, leave = max(enter, near), min(leave, far)
    return enter < leave
