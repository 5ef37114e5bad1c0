"""Columns over years: one indicator through time, or just the previous and the current year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import (
    AXIS,
    END,
    GAP,
    OVERSHOOT,
    head,
    largest_value,
    part,
    tones,
)
from reportgen.charts.kinds.places import Places
from reportgen.charts.kinds.timeline import (
    Years,
    draw_break,
    draw_years,
    say_break,
    say_missing,
    years_of,
)
from reportgen.model.document import Chart, Datum
from reportgen.theme import TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

_WIDEST = 60.0
_OVER = 4.0  # from the end line to its value


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's datum, its middle, its end, and whether an earlier year than the one compared."""

    datum: Datum
    x: float
    top: float
    earlier: bool


def columns(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw a column for each year of one indicator, from zero, with its value over it where there is room.

    Options: ``accent``. Labels: ``missing``. The scale ends at ``frame.maximum`` or the largest value.
    """
    axis = years_of(chart, frame, frame.width)
    _draw(sheet, chart, frame, axis, sheet.theme.types["table-number"])


def pair(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw two columns of one indicator, the previous year light and outlined, the current one strong.

    Options: ``accent``. Labels: ``missing``.
    """
    axis = years_of(chart, frame, frame.width, every=False)
    _draw(sheet, chart, frame, axis, head(sheet.theme))


def _draw(sheet: Sheet, chart: Chart, frame: ChartFrame, axis: Years, style: TypeStyle) -> None:
    data = sorted(chart.data, key=lambda datum: datum.year)
    maximum = frame.maximum or largest_value(data)
    room = axis.y - (OVERSHOOT + _OVER + sheet.cap(style) if frame.labels else END)
    drawn = [
        _Column(datum, axis.x(datum.year), axis.y - part(datum.value, maximum) * room, datum is not data[-1])
        for datum in data
        if datum.value is not None
    ]
    for column in drawn:
        _column(sheet, chart, axis, column)
    line = tones(sheet.theme, chart, None).line
    draw_years(sheet, axis, line)
    places = Places(sheet, sheet.width, [axis.foot])
    half = _width(axis) / 2 + OVERSHOOT
    places.boxes += [(each.x - half, each.top - END / 2, each.x + half, axis.y) for each in drawn]
    if frame.labels:
        _values(sheet, axis, places, drawn, replace(style, colour=line))
    say_missing(sheet, chart, axis, places)
    for year in sorted(axis.breaks):
        draw_break(sheet, axis, places, year, 0, axis.y)
        say_break(sheet, chart, axis, places, year, sheet.theme.types["caption"].size / 2)


def _width(axis: Years) -> float:
    return min(axis.slot / (1 + GAP), _WIDEST)


def _column(sheet: Sheet, chart: Chart, axis: Years, column: _Column) -> None:
    tone = tones(sheet.theme, chart, column.datum.area)
    width = _width(axis)
    left, height = column.x - width / 2, axis.y - column.top
    if chart.spec.kind == "pair" and column.earlier:
        sheet.box(left, column.top, width, height, tone.light, tone.line, AXIS)
    else:
        sheet.box(left, column.top, width, height, tone.fill)
    reach = min(width / 2 + OVERSHOOT, axis.slot / 2)
    sheet.line([(column.x - reach, column.top), (column.x + reach, column.top)], END, tone.line)


def _values(sheet: Sheet, axis: Years, places: Places, drawn: Sequence[_Column], style: TypeStyle) -> None:
    """Write values over columns from the last backwards, leaving out one that would touch the next."""
    limit = axis.slot * len(axis.years)
    for column in reversed(drawn):
        half = sheet.width_of(column.datum.shown, style) / 2
        x = min(column.x, axis.slot * len(axis.years) - half)
        if x + half <= limit and x - half >= 0:
            baseline = column.top - END / 2 - _OVER
            sheet.text(x, baseline, column.datum.shown, style, "middle")
            places.boxes.append(places.ink(x, baseline, column.datum.shown, style))
            limit = x - half - 3
