"""Lines over years, at most three, each with a marker of its own shape and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import AXIS, RISE, missing
from reportgen.charts.kinds.lines import (
    RADIUS,
    WEIGHT,
    Line,
    draw_breaks,
    draw_gaps,
    draw_line,
    say_gap,
    write_values,
)
from reportgen.charts.kinds.places import Places
from reportgen.charts.kinds.timeline import Years, draw_years, say_break, say_missing, years_of
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Shape, Sheet

_SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle")
_COLOURS = ("primary", "text", "muted")  # the three darkest roles: legible as text and in greyscale
_PAD = 8.0
_APART = 3.0  # least space between the names of two lines
_NAMES = 0.32  # the part of the frame that names take, so that charts under each other share their years


def series(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw a line for each indicator over its years, from zero (or the least value below it) upwards.

    Where there are values below zero, a thin line shows where it is.

    A line is broken where a year is missing or was counted otherwise than the year before. A year missing in
    all lines is banded and said to be, and one missing in some has its two slashes at the height of each of
    these; an upright line beside the markers of a line tells where it breaks. Options: ``colours`` (colour
    roles). Labels: ``missing``, ``break``. The scale ends at ``frame.maximum``
    or the largest value. Values that lines begin and end with are shown where nothing is in their way.
    """
    names = _room(sheet, chart, frame) if frame.labels else 0.0
    lines = _lines(sheet, chart, names)
    axis = years_of(chart, frame, frame.width - names)
    values = [datum.value for line in lines for datum in line.data if datum.value is not None]
    low, high = min([Decimal(0), *values]), frame.maximum or max([Decimal(0), *values])
    # Zeros alone lie flat on the axis.
    high = high if high > low else low + 1
    draw_years(sheet, axis)
    over = sheet.theme.types["caption"].leading if frame.labels else 0.0
    drawn = [
        (line, [(_x(datum.year, axis), _y(datum.value, low, high, axis, over)) for datum in line.data])
        for line in lines
    ]
    places = Places(sheet, frame.width - names)
    places.line([(0.0, axis.y), (places.width, axis.y)])
    places.boxes.append(axis.foot)
    if low < 0:
        zero = _y(Decimal(0), low, high, axis, over)
        sheet.line([(0.0, zero), (places.width, zero)], AXIS, "muted")
        places.line([(0.0, zero), (places.width, zero)])
    for line, points in drawn:
        draw_line(sheet, places, line, points)
    breaks = [found for line, points in drawn for found in draw_breaks(sheet, axis, places, line, points)]
    gaps = [found for line, points in drawn for found in draw_gaps(sheet, axis, places, line, points)]
    say_missing(sheet, chart, axis, places)
    if frame.labels:
        for line, points in drawn:
            write_values(places, line, points, axis)
        ends = [next((y for _, y in reversed(points) if y == y), axis.y) for _, points in drawn]
        _names(sheet, lines, ends, frame.width - names + _PAD)
    for year, y in dict(reversed(breaks)).items():
        say_break(sheet, chart, axis, places, year, y)
    for point in gaps:
        say_gap(chart, places, point)


def _room(sheet: Sheet, chart: Chart, frame: ChartFrame) -> float:
    """Return the width of the names: the usual, or what the longest value asks for, up to half the frame."""
    style = sheet.theme.types["table"]
    longest = max(sheet.width_of(datum.shown, style) for datum in chart.data) + _PAD
    return max(frame.width * _NAMES, min(longest, frame.width / 2))


def _lines(sheet: Sheet, chart: Chart, names: float) -> list[Line]:
    groups: dict[str, list[Datum]] = {}
    for datum in chart.data:
        groups.setdefault(datum.indicator, []).append(datum)
    given = chart.spec.options.get("colours", ())
    asked = given if isinstance(given, tuple) else ()
    colours = [*asked, *_COLOURS[len(asked) :]]
    lines: list[Line] = []
    for number, data in enumerate(groups.values()):
        ordered = _every_year(data)
        last = next((datum for datum in reversed(ordered) if datum.value is not None), None)
        style = sheet.theme.types["label"]
        name = sheet.wrap(ordered[-1].label, names - _PAD, style)
        value = missing(chart) if last is None else last.shown
        lines.append(Line(tuple(ordered), colours[number], _SHAPES[number], name, value))
    return lines


def _every_year(data: Sequence[Datum]) -> list[Datum]:
    """Return data by year; a year that nobody listed is there without a value, so that the line breaks."""
    known = {datum.year: datum for datum in data}
    span = range(min(known), max(known) + 1)
    empty = replace(data[0], value=None, shown="", breaks=False)
    return [known.get(year, replace(empty, year=year)) for year in span]


def _x(year: int, axis: Years) -> float:
    """Return the middle of a year, its marker inside the axis however many years there are."""
    return min(max(axis.x(year), RADIUS), axis.slot * len(axis.years) - RADIUS)


def _y(value: Decimal | None, low: Decimal, high: Decimal, axis: Years, over: float) -> float:
    if value is None:
        return float("nan")
    room = axis.y - RADIUS - WEIGHT - over
    return axis.y - float((value - low) / (high - low)) * room


def _names(sheet: Sheet, lines: Sequence[Line], ends: Sequence[float], x: float) -> None:
    """Write names and values at the lines' ends, moved apart where they would touch."""
    types = sheet.theme.types
    leading = types["label"].leading
    heights = [(len(line.name) + 1) * leading for line in lines]
    order = sorted(range(len(lines)), key=lambda number: ends[number])
    tops = dict.fromkeys(order, 0.0)
    floor = 0.0
    for number in order:
        tops[number] = floor = max(ends[number] - heights[number] / 2, floor)
        floor += heights[number] + _APART
    ceiling = sheet.height
    for number in reversed(order):
        tops[number] = min(tops[number], ceiling - heights[number])
        ceiling = tops[number] - _APART
    for number, line in enumerate(lines):
        baseline = tops[number] + RISE * types["label"].size
        for row, text in enumerate(line.name):
            sheet.text(x, baseline + row * leading, text, types["label"], "start", line.colour)
        sheet.text(x, baseline + len(line.name) * leading, line.value, types["table"], "start", line.colour)
