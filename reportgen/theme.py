"""The theme: design tokens from ``assets/theme.toml``, asked for by role and never by value.

Lengths are points. Colours are (red, green, blue) from 0 to 1, as drawings use them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from reportgen.errors import BadInput
from reportgen.findings import Finding, Place, did_you_mean, error
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


def load_theme(root: Path) -> Theme:
    """Read ``assets/theme.toml`` of a project.

    Raises:
        BadInput: the file is missing, is not TOML, or lacks a token that the program needs.
    """
    path = root / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return _theme(raw)
    except FileNotFoundError:
        problem = _fault("missing-theme", "The theme is missing.", "Copy the one of the sample project.")
    except tomllib.TOMLDecodeError as fault:
        problem = _fault("toml-broken", f"The theme is not valid TOML: {fault}.", "Mend the line named.")
    except KeyError as fault:
        problem = _fault(
            "theme-token", f"The theme lacks {fault}.", "Add it, as the comments in the file say."
        )
    except (TypeError, ValueError, ModuleNotFoundError) as fault:
        message = f"The theme has a value that cannot be used: {fault}."
        problem = _fault("theme-token", message, "Mend it, as the comments in the file say.")
    raise BadInput([problem])


def _fault(code: str, message: str, remedy: str) -> Finding:
    return error(code, Place(FILE), message, remedy)


def _theme(raw: Mapping[str, Any]) -> Theme:
    page, wave = raw["page"], raw["wave"]
    grid = Grid(
        width=page["width_mm"] * MM,
        height=page["height_mm"] * MM,
        margin=page["margin_mm"] * MM,
        columns=page["columns"],
        gutter=page["gutter_mm"] * MM,
        top=page["content_top"],
        bottom=page["content_bottom"],
        title_baseline=page["title_baseline"],
        footer_baseline=page["footer_baseline"],
        bleed=page["bleed_mm"] * MM,
        step=page["step"],
    )
    regular = {
        name: Wave(value["per_width"], value["amplitude_mm"] * MM, value["phase"])
        for name, value in wave.items()
        if isinstance(value, dict) and name != "sea"
    }
    sea = wave["sea"]
    rows = zip(sea["per_width"], sea["amplitude_mm"], sea["phase"], strict=True)
    return Theme(
        grid=grid,
        fill=(raw["fill"]["least"], raw["fill"]["most"]),
        aim=raw["fill"]["aim"],
        palette={name: _rgb(value) for name, value in raw["palette"].items()},
        roles=raw["role"],
        areas={name: Area(**value) for name, value in raw["area"].items()},
        fonts={name: _font(value["package"], value["file"]) for name, value in raw["font"].items()},
        types={name: TypeStyle(**value) for name, value in raw["type"].items()},
        waves=regular,
        pull=wave["pull"],
        sea=Sea(sea["horizon_mm"] * MM, tuple(Wave(n, a * MM, p) for n, a, p in rows)),
    )


def _font(package: str, file: str) -> Path:
    # The packages are installed as plain folders, so the path stays valid after the context closes.
    with as_file(files(package).joinpath(file)) as path:
        return path


def _rgb(text: str) -> Colour:
    value = text.removeprefix("#")
    if len(value) != 6:
        raise ValueError(f"colour {text!r} is not #rrggbb")
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
