"""The sea of the covers: one wave a service area, each as high as its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.model import document as doc
from reportgen.model.walk import walk
from reportgen.render.pdf import artwork
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Theme

STEEPEST = 0.3
"""An amplitude is at most this share of its band's height, so that crests never meet."""

DEEPENING = (("neutral", 0.10), ("fog-medium-light", 0.17), ("neutral-strong", 0.25), ("water", 0.48))
"""Colours and shares of the sea that no figures are drawn in."""


@dataclass(frozen=True, slots=True)
class Swell:
    """One band of the sea: the area, its colour, its mean level and height in points, and its texts."""

    area: str | None
    colour: str
    label: str
    share: str
    count: str
    top: float
    height: float
    amplitude: float


def swells(document: doc.Document, theme: Theme, *, calm: float = 1.0) -> list[Swell]:
    """Return the bands of the document's sea chart, smallest on top; ``calm`` scales the amplitudes.

    A document without one gets a sea that deepens in one colour: decoration that says nothing of areas.
    """
    chart = sea_chart(document)
    data = chart.data if chart is not None else ()
    shares = [d for d in data if d.unit_kind == "percent" and d.value is not None]
    counts: Mapping[str | None, str] = {d.area: d.shown for d in data if d.unit_kind != "percent"}
    bands = [
        (d.area, theme.area(d.area).colour, d.label, d.shown, float(d.value or 0))
        for d in sorted(shares, key=_size)
    ] or [(None, colour, "", "", share) for colour, share in DEEPENING]
    total = sum(share for *_, share in bands)
    depth = theme.grid.height - theme.sea.horizon
    found, level = list[Swell](), theme.sea.horizon
    for (area, colour, label, shown, share), wave in zip(bands, theme.sea.waves, strict=False):
        height = share / total * depth
        amplitude = min(wave.amplitude * calm, STEEPEST * height)
        found.append(Swell(area, colour, label, shown, counts.get(area, ""), level, height, amplitude))
        level += height
    return found


def _size(datum: doc.Datum) -> tuple[float, str]:
    return float(datum.value or 0), datum.indicator


def sea_chart(document: doc.Document) -> doc.Chart | None:
    """Return the chart that the covers' waves are drawn from."""
    for section in document.sections:
        for block in walk(section.blocks):
            if isinstance(block, doc.Chart) and block.spec.kind == "sea":
                return block
    return None


def paint_sea(pen: Pen, bands: Sequence[Swell]) -> None:
    """Paint the bands top to bottom."""
    theme = pen.theme
    grid = theme.grid
    left, right, foot = -grid.bleed, grid.width + grid.bleed, grid.height + grid.bleed
    for band, wave in zip(bands, theme.sea.waves, strict=False):
        phase = wave.phase * grid.width / wave.per_width
        shape = replace(wave, amplitude=band.amplitude, phase=phase)
        pen.path(artwork.band(theme, shape, band.top, left, right, foot), fill=band.colour)
