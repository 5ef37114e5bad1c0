"""What the kinds of charts share: data to draw, type, colours, and complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.errors import BadInput
from reportgen.findings import error
from reportgen.model.chartrules import without_bar
from reportgen.model.document import Chart, Datum
from reportgen.theme import Theme, TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Anchor, Sheet

AXIS = 0.75
"""Weight of the line that bars start on, in points."""
END = 1.5
"""Weight of the line that ends every bar, in points."""
OVERSHOOT = 2.0
"""How far the end line reaches past the bar on either side, in points."""
RISE = 0.9
"""Room that a line of text needs over its baseline, accents of capitals included, as a part of its size."""
GAP = 0.8
"""Least gap between bars, as a part of their thickness."""


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours of one accent, by role or palette name: a fill, the light ground of it, and its lines."""

    fill: str
    light: str
    line: str


def tones(theme: Theme, chart: Chart, area: str | None, accent: str = "") -> Tones:
    """Return the colours of a datum: those of the option ``accent`` if given, else of its service area.

    Without either the fill is the strong neutral: on the primary colour the line that ends a bar is not seen.
    ``accent`` is a colour role (``green``, ``digital``); its ground is ``<accent>-medium`` or
    ``<accent>-light`` and its lines are ``<accent>-dark`` where the theme has them, else the primary colour.
    """
    accent = str(chart.spec.options.get("accent", accent))
    if accent not in ("", "primary"):
        known = [role for role in (f"{accent}-medium", f"{accent}-light") if role in theme.roles]
        dark = f"{accent}-dark"
        return Tones(accent, known[0] if known else "neutral", dark if dark in theme.roles else "primary")
    colours = theme.area(None if accent else area)
    plain = not accent and area not in theme.areas
    return Tones("neutral-strong" if plain else colours.colour, colours.light, "primary")


def head(theme: Theme) -> TypeStyle:
    """Return the type of a value under or over a mark: the headline font at 14 points."""
    return replace(theme.types["subhead"], size=14.0, leading=14.0)


def fault(chart: Chart, message: str, remedy: str) -> BadInput:
    """Return the error to raise when a chart's data cannot be drawn as its kind asks."""
    name = f"Chart '{chart.spec.id}' ({chart.spec.kind})"
    return BadInput([error("chart-data", chart.spec.place, f"{name}: {message}", remedy)])


def rows_fault(chart: Chart, frame: ChartFrame, count: int) -> ValueError:
    """Return the error to raise when a layout gave a frame with the wrong number of rows."""
    return ValueError(f"chart '{chart.spec.id}' has {count} bars, but its frame has {len(frame.rows)} rows")


def marked(chart: Chart) -> tuple[Datum, ...]:
    """Return the data that get a mark: all but the totals of the option ``no_bar``."""
    return tuple(datum for datum in chart.data if datum.indicator not in without_bar(chart.spec))


def missing(chart: Chart) -> str:
    """Return the text for a value that does not exist: the label ``missing``, or a dash."""
    return chart.labels.get("missing", "\u2013")


def largest_value(data: Sequence[Datum]) -> Decimal:
    """Return the largest value of data, zero if there is none."""
    return max((datum.value for datum in data if datum.value is not None), default=Decimal(0))


def part(value: Decimal, maximum: Decimal) -> float:
    """Return a value as a part of the maximum; nothing is a part of nothing."""
    return float(value / maximum) if maximum else 0.0


def middle(sheet: Sheet, y: float, style: TypeStyle) -> float:
    """Return the baseline that centres a line's capitals on ``y``."""
    return y + sheet.cap(style) / 2


def paragraph(
    sheet: Sheet, x: float, baseline: float, lines: Sequence[str], style: TypeStyle, anchor: Anchor = "start"
) -> None:
    """Draw lines of text under each other, the first on ``baseline``."""
    for number, line in enumerate(lines):
        sheet.text(x, baseline + number * style.leading, line, style, anchor)


def end_line(sheet: Sheet, x: float, y: float, bar: float, colour: str) -> None:
    """Draw the line that ends a horizontal bar at ``x``, whose row is centred on ``y``."""
    reach = bar / 2 + OVERSHOOT
    sheet.line([(x, y - reach), (x, y + reach)], END, colour)
