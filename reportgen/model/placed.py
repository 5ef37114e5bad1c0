"""Placed: what stands where on the pages that were made, so that they can be judged without being opened.

Coordinates are points from a page's top left corner; pages count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.model.drawing import Colour


@dataclass(frozen=True, slots=True)
class Ink:
    """The bounds of what is printed."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Slot:
    """The width that a text was broken into lines for; ``block`` is one number for all lines of a text."""

    block: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A stretch of text in one style as drawn, from the start of its baseline.

    ``part`` is ``text``, ``furniture`` (footers and other repeats) or ``figure`` (inside a chart); ``tag`` is
    the type of the structure element that a ``text`` belongs to. ``font`` is a key of the theme's fonts,
    ``missing`` the characters that it cannot draw. ``slot`` is None for a line that was set on its own and
    not broken.
    """

    page: int
    x: float
    y: float
    width: float
    size: float
    colour: Colour
    text: str
    font: str
    part: str
    tag: str
    ink: Ink
    missing: str = ""
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page: section id, template, and how full it was before its gaps were spread (1 is full).

    ``overflow`` is by how many points it is too full with every gap at its least; ``inner`` is False for
    covers, which are drawn to fill whatever they hold.
    """

    number: int
    section: str
    template: str
    fill: float
    overflow: float
    inner: bool
