"""What the kinds of charts share: data to draw, type, colours, and complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.errors import BadInput
from reportgen.findings import did_you_mean, error
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
    accent = chart.spec.options.get("accent", accent)
    if accent not in ("", "primary", *theme.roles):
        raise fault(
            chart, f"the accent '{accent}' is no colour role.", "Use a role of the theme, such as green."
        )
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


def listed(chart: Chart, option: str) -> tuple[str, ...]:
    """Return the names that an option lists, separated by commas."""
    names = chart.spec.options.get(option, "").split(",")
    return tuple(name.strip() for name in names if name.strip())


def number(chart: Chart, option: str) -> Decimal | None:
    """Return the number that an option gives, or None where it is not given.

    Raises:
        BadInput: it is no number above zero.
    """
    text = chart.spec.options.get(option)
    if text is None:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or value <= 0:
        raise fault(chart, f"the option {option} is '{text}'.", "Give it as a number above zero.")
    return value


def without_bar(chart: Chart) -> frozenset[str]:
    """Return the indicators of the option ``no_bar``: totals, which get no mark."""
    names = frozenset(listed(chart, "no_bar"))
    known = {*chart.spec.indicators, *(datum.indicator for datum in chart.data)}
    for name in sorted(names - known):
        raise fault(
            chart, f"no_bar names '{name}', which the chart does not list.", did_you_mean(name, known)
        )
    return names


def marked(chart: Chart) -> tuple[Datum, ...]:
    """Return the data that get a mark: all but those of the option ``no_bar``."""
    return tuple(datum for datum in chart.data if datum.indicator not in without_bar(chart))


def latest(chart: Chart) -> tuple[Datum, ...]:
    """Return the data with a mark of the latest year, one an indicator, in the chart's order."""
    year = max((datum.year for datum in marked(chart)), default=0)
    return tuple(datum for datum in marked(chart) if datum.year == year)


def missing(chart: Chart) -> str:
    """Return the text for a value that does not exist: the label ``missing``, or a dash."""
    return chart.labels.get("missing", "\u2013")


def largest_value(data: Sequence[Datum]) -> Decimal:
    """Return the largest value of data, zero if there is none."""
    return max((datum.value for datum in data if datum.value is not None), default=Decimal(0))


def from_zero(chart: Chart, data: Sequence[Datum], maximum: Decimal) -> None:
    """Refuse values that a bar from zero to the maximum cannot show.

    Raises:
        BadInput: a value is below zero or above the maximum.
    """
    for datum in data:
        if datum.value is not None and not 0 <= datum.value <= maximum:
            raise fault(
                chart,
                f"'{datum.indicator}' is {datum.value} in {datum.year}; its scale runs from 0 to {maximum}.",
                "Correct the value, raise the chart's maximum, or choose another kind of chart.",
            )


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
