"""Painted: what lies on a page so far, so that a text can ask what it would stand on before it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportgen.model.drawing import Colour, Segment
from reportgen.model.placed import Ink

Point = tuple[float, float]

STEP = 1.5
"""Points between the lines that are looked at under a text: no rule across it is thinner."""
PAPER: Colour = (1.0, 1.0, 1.0)
CUTS = 12
"""Straight pieces that a curve is looked at as."""


@dataclass(slots=True)
class Shape:
    """A filled outline, points from the page's top left corner, with the outlines that it is clipped to.

    A picture has no ``colour``: a text on it stands on anything.
    """

    segments: Sequence[Segment]
    colour: Colour | None
    clips: tuple[Shape, ...] = ()
    _edges: list[tuple[Point, Point]] = field(default_factory=list, init=False)
    _bounds: tuple[float, float] = field(default=(0.0, 0.0), init=False)

    def covers(self, y: float) -> list[tuple[float, float]]:
        """Return the stretches of a line at ``y`` that lie inside, from left to right."""
        spans = self._inside(y)
        for clip in self.clips:
            spans = [
                (max(a, c), min(b, d)) for a, b in spans for c, d in clip.covers(y) if max(a, c) < min(b, d)
            ]
        return spans

    def _inside(self, y: float) -> list[tuple[float, float]]:
        if not self._edges:
            self._flatten()
        if not self._bounds[0] <= y <= self._bounds[1]:
            return []
        crossings = sorted(
            (a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]), 1 if a[1] < b[1] else -1)
            for a, b in self._edges
            if (a[1] <= y) != (b[1] <= y)
        )
        spans, winding, start = [], 0, 0.0
        for x, turn in crossings:
            if winding == 0:
                start = x
            winding += turn
            if winding == 0:
                spans.append((start, x))
        return spans

    def _flatten(self) -> None:
        for outline in _outlines(self.segments):
            self._edges += pairwise([*outline, outline[0]])
        heights = [y for edge in self._edges for _, y in edge] or [0.0]
        self._bounds = min(heights), max(heights)


def _outlines(segments: Sequence[Segment]) -> Iterator[list[Point]]:
    """Yield each outline of a path as points, its curves cut into straight pieces."""
    points: list[Point] = []
    for kind, values in segments:
        if kind == "M":
            if points:
                yield points
            points = [(values[0], values[1])]
        elif kind == "L":
            points.append((values[0], values[1]))
        elif kind == "C":
            points += _curve(points[-1], values)
    if points:
        yield points


def _curve(start: Point, values: Sequence[float]) -> Iterator[Point]:
    xs, ys = (start[0], *values[0::2]), (start[1], *values[1::2])
    for step in range(1, CUTS + 1):
        t = step / CUTS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            sum(w * x for w, x in zip(weights, xs, strict=True)),
            sum(w * y for w, y in zip(weights, ys, strict=True)),
        )


@dataclass(slots=True)
class Painted:
    """The shapes on a page in the order in which they were painted."""

    shapes: list[Shape] = field(default_factory=list)
    clips: tuple[Shape, ...] = ()

    def fill(self, segments: Sequence[Segment], colour: Colour | None) -> None:
        """Note a shape, clipped as the pen is now."""
        self.shapes.append(Shape(segments, colour, self.clips))

    def copy(self) -> Painted:
        """Return the same page, to be painted on by somebody else."""
        return Painted(list(self.shapes), self.clips)

    def under(self, bounds: Ink) -> Mapping[Colour | None, float]:
        """Return the colours under a rectangle with the share of it that each has; bare paper is white."""
        counted: defaultdict[Colour | None, float] = defaultdict(float)
        lines = max(1, round((bounds.bottom - bounds.top) / STEP))
        for line in range(lines):
            y = bounds.top + (line + 0.5) * (bounds.bottom - bounds.top) / lines
            for colour, length in self._line(y, bounds.left, bounds.right):
                counted[colour] += length
        whole = sum(counted.values())
        return {colour: length / whole for colour, length in counted.items()}

    def mostly(self, x: float, y: float, width: float, height: float) -> Colour:
        """Return the colour of most of a rectangle; that of paper where pictures are."""
        under = self.under(Ink(x, y, x + width, y + height))
        return max(under, key=lambda colour: under[colour]) or PAPER

    def _line(self, y: float, left: float, right: float) -> Iterator[tuple[Colour | None, float]]:
        """Yield the colours along a line, what was painted last first."""
        bare = [(left, right)]
        for shape in reversed(self.shapes):
            if not bare:
                return
            for start, end in shape.covers(y):
                seen = [(max(a, start), min(b, end)) for a, b in bare if max(a, start) < min(b, end)]
                if seen:
                    yield shape.colour, sum(b - a for a, b in seen)
                    bare = [
                        part
                        for a, b in bare
                        for part in ((a, min(b, start)), (max(a, end), b))
                        if part[0] < part[1]
                    ]
        yield PAPER, sum(b - a for a, b in bare)
