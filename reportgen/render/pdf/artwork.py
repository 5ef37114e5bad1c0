"""Artwork drawn from the theme: waves, arches, half-discs. Paths count from the page's top."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reportgen.model.drawing import Segment
from reportgen.theme import Theme, Wave

KAPPA = 0.5522847498
"""Handle length of a quarter circle as a cubic curve."""


def crest_line(
    theme: Theme, wave: Wave, y: float, left: float, right: float, *, phase: float | None = None
) -> list[Segment]:
    """Return a wave from left to right around the level ``y``, as a move and curves.

    The curve from crest to trough has its handles at `Theme.pull` of half a wavelength. The mean of the
    wave is its level, so a level that shows a value shows it exactly.
    """
    half = theme.grid.width / wave.per_width / 2
    shift = wave.phase if phase is None else phase
    steps = math.ceil((left - half + shift) / half) - 2
    x = steps * half - shift
    side = 1 if steps % 2 == 0 else -1
    pull = theme.pull * half
    segments: list[Segment] = [("M", (x, y - side * wave.amplitude))]
    while x < right + half:
        a, b = y - side * wave.amplitude, y + side * wave.amplitude
        segments.append(("C", (x + pull, a, x + half - pull, b, x + half, b)))
        x, side = x + half, -side
    return segments


def band(
    theme: Theme,
    wave: Wave,
    top: float,
    left: float,
    right: float,
    bottom: float,
    *,
    lower: Wave | None = None,
    lower_phase: float = 50.0,
    phase: float | None = None,
) -> list[Segment]:
    """Return water between a wavy top and a bottom that is flat or wavy too."""
    segments = crest_line(theme, wave, top, left, right, phase=phase)
    if lower is None:
        end = segments[-1][1][-2]
        return [*segments, ("L", (end, bottom)), ("L", (segments[0][1][0], bottom)), ("Z", ())]
    under = _reversed(crest_line(theme, lower, bottom, left, right, phase=lower_phase))
    return [*segments, ("L", under[0][1]), *under[1:], ("Z", ())]


def rectangle(x: float, y: float, width: float, height: float) -> list[Segment]:
    """Return a rectangle."""
    return [
        ("M", (x, y)),
        ("L", (x + width, y)),
        ("L", (x + width, y + height)),
        ("L", (x, y + height)),
        ("Z", ()),
    ]


def arch(x: float, y: float, width: float, height: float) -> list[Segment]:
    """Return a door: a half-disc on a rectangle, ``height`` in all."""
    r = width / 2
    k = r * KAPPA
    spring = y + r
    return [
        ("M", (x, y + height)),
        ("L", (x, spring)),
        ("C", (x, spring - k, x + r - k, y, x + r, y)),
        ("C", (x + r + k, y, x + width, spring - k, x + width, spring)),
        ("L", (x + width, y + height)),
        ("Z", ()),
    ]


def half_disc(x: float, y: float, radius: float) -> list[Segment]:
    """Return the upper half of a disc around (x, y), flat side down."""
    k = radius * KAPPA
    return [
        ("M", (x - radius, y)),
        ("C", (x - radius, y - k, x - k, y - radius, x, y - radius)),
        ("C", (x + k, y - radius, x + radius, y - k, x + radius, y)),
        ("Z", ()),
    ]


def side_disc(x: float, y: float, radius: float, side: int) -> list[Segment]:
    """Return half a disc around (x, y) with its flat side vertical; ``side`` is -1 for left, 1 for right."""
    k, r = radius * KAPPA, radius * side
    return [
        ("M", (x, y - radius)),
        ("C", (x + side * k, y - radius, x + r, y - k, x + r, y)),
        ("C", (x + r, y + k, x + side * k, y + radius, x, y + radius)),
        ("Z", ()),
    ]


def pill(x: float, y: float, width: float, height: float) -> list[Segment]:
    """Return a rounded bar whose ends are half-discs."""
    r = height / 2
    k = r * KAPPA
    return [
        ("M", (x + r, y)),
        ("L", (x + width - r, y)),
        ("C", (x + width - r + k, y, x + width, y + r - k, x + width, y + r)),
        ("C", (x + width, y + r + k, x + width - r + k, y + height, x + width - r, y + height)),
        ("L", (x + r, y + height)),
        ("C", (x + r - k, y + height, x, y + r + k, x, y + r)),
        ("C", (x, y + r - k, x + r - k, y, x + r, y)),
        ("Z", ()),
    ]


def _reversed(segments: Sequence[Segment]) -> list[Segment]:
    """Return an open path of curves the other way round."""
    points = [segments[0][1][-2:]]
    for _, values in segments[1:]:
        points.append(values[-2:])
    back: list[Segment] = [("M", points[-1])]
    for index in range(len(segments) - 1, 0, -1):
        values = segments[index][1]
        start = points[index - 1]
        back.append(("C", (*values[2:4], *values[0:2], *start)) if len(values) == 6 else ("L", start))
    return back
