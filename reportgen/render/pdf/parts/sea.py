"""The sea of the covers: one wave a service area, each as high as its share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.model import document as doc
from reportgen.render.pdf import artwork
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Theme

STEEPEST = 0.3
"""An amplitude is at most this share of its band's height, so that crests never meet."""


@dataclass(frozen=True, slots=True)
class Swell:
    """One band of the sea: the area, its mean level and height in points, and its texts."""

    area: str | None
    label: str
    share: str
    count: str
    top: float
    height: float


def swells(document: doc.Document, theme: Theme) -> list[Swell]:
    """Return the bands of the document's sea chart, smallest on top; empty if it has none."""
    chart = sea_chart(document)
    if chart is None:
        return []
    shares = [d for d in chart.data if d.unit_kind == "percent" and d.value is not None]
    counts: Mapping[str | None, str] = {d.area: d.shown for d in chart.data if d.unit_kind != "percent"}
    total = sum(float(d.value or 0) for d in shares)
    depth = theme.grid.height - theme.sea.horizon
    found, level = [], theme.sea.horizon
    for datum in sorted(shares, key=lambda d: (d.value or 0, d.indicator)):
        height = float(datum.value or 0) / total * depth
        found.append(Swell(datum.area, datum.label, datum.shown, counts.get(datum.area, ""), level, height))
        level += height
    return found


def sea_chart(document: doc.Document) -> doc.Chart | None:
    """Return the chart that the covers' waves are drawn from."""
    for section in document.sections:
        for block in doc.walk(section.blocks):
            if isinstance(block, doc.Chart) and block.spec.kind == "sea":
                return block
    return None


def paint_sea(pen: Pen, bands: Sequence[Swell], *, calm: float = 1.0) -> None:
    """Paint the bands top to bottom; ``calm`` scales the amplitudes."""
    theme = pen.theme
    grid = theme.grid
    left, right, foot = -grid.bleed, grid.width + grid.bleed, grid.height + grid.bleed
    for band, wave in zip(bands, theme.sea.waves, strict=False):
        amplitude = min(wave.amplitude * calm, STEEPEST * band.height)
        phase = wave.phase * grid.width / wave.per_width
        shape = replace(wave, amplitude=amplitude, phase=phase)
        pen.path(artwork.band(theme, shape, band.top, left, right, foot), fill=theme.area(band.area).colour)
