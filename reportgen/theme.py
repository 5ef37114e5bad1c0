"""The theme: design tokens, asked for by role and never by value; `reportgen.sources.theme` reads them.

Lengths are points. Colours are (red, green, blue) from 0 to 1, as drawings use them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.errors import BadInput
from reportgen.findings import Place, did_you_mean, error
from reportgen.model.drawing import Colour

MM = 72 / 25.4
FILE = "assets/theme.toml"


@dataclass(frozen=True, slots=True)
class Grid:
    """The page and its columns. ``y`` values count from the top of the page."""

    width: float
    height: float
    margin: float
    columns: int
    gutter: float
    top: float
    bottom: float
    title_baseline: float
    footer_baseline: float
    bleed: float
    step: float

    @property
    def column(self) -> float:
        """Width of one column."""
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    @property
    def right(self) -> float:
        """The right edge of the last column."""
        return self.width - self.margin

    def x(self, column: float) -> float:
        """Left edge of a column, counted from 1."""
        return self.margin + (column - 1) * (self.column + self.gutter)

    def span(self, columns: float) -> float:
        """Width of so many columns with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """How a role of text is set. ``tracking`` is a fraction of the size; ``colour`` a colour role."""

    font: str
    size: float
    leading: float
    tracking: float
    colour: str


@dataclass(frozen=True, slots=True)
class Area:
    """The colours of a service area, as palette names."""

    colour: str
    light: str
    text: str


@dataclass(frozen=True, slots=True)
class Wave:
    """A regular wave: so many to the page's width, amplitude and phase in points."""

    per_width: float
    amplitude: float
    phase: float


@dataclass(frozen=True, slots=True)
class Sea:
    """The waves of the cover, top to bottom; phases are fractions of the wavelength."""

    horizon: float
    waves: tuple[Wave, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """All design tokens of a project."""

    grid: Grid
    fill: tuple[float, float]
    aim: float
    palette: Mapping[str, Colour] = field(hash=False)
    roles: Mapping[str, str] = field(hash=False)
    areas: Mapping[str, Area] = field(hash=False)
    fonts: Mapping[str, Path] = field(hash=False)
    types: Mapping[str, TypeStyle] = field(hash=False)
    waves: Mapping[str, Wave] = field(hash=False)
    pull: float
    sea: Sea

    def colour(self, name: str) -> Colour:
        """Return the colour of a role or a palette name.

        Raises:
            BadInput: the theme has neither; the remedy names the nearest.
        """
        name = self.roles.get(name, name)
        if name not in self.palette:
            remedy = did_you_mean(name, [*self.roles, *self.palette]) or "Add it under [palette] or [role]."
            raise BadInput([error("theme-colour", Place(FILE), f"There is no colour '{name}'.", remedy)])
        return self.palette[name]

    def hex(self, name: str) -> str:
        """Return a colour as RRGGBB, as workbooks want it."""
        return as_hex(self.colour(name)).removeprefix("#")

    def area(self, name: str | None) -> Area:
        """Return the colours of a service area; an unknown or missing one is drawn in the primary colour."""
        return self.areas.get(name or "", Area("primary", "neutral", "primary-text"))


def as_hex(colour: Colour) -> str:
    """Return a colour as #RRGGBB."""
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in colour)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
