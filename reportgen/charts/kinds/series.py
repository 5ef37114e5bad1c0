"""Lines over years, at most three, each with a marker of its own shape and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import RISE, fault, listed, marked, missing
from reportgen.charts.kinds.timeline import Years, draw_years, years_of
from reportgen.findings import did_you_mean
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Shape, Sheet

_MOST = 3
_SHAPES: tuple[Shape, ...] = ("circle", "square", "triangle")
_COLOURS = ("primary", "text", "muted")  # the three darkest roles: legible as text and in greyscale
_WEIGHT = 2.0
_RADIUS = 3.5
_PAD = 8.0
_APART = 3.0  # least space between the names of two lines
_NAMES = 0.32  # the part of the frame that names take, so that charts under each other share their years
_OVER = 4.0  # from a marker to its value


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its data by year, its look, and the lines of text at its end."""

    data: tuple[Datum, ...]
    colour: str
    shape: Shape
    name: tuple[str, ...]
    value: str


def series(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw a line for each indicator over its years, from zero (or the least value below it) upwards.

    A line is broken where a year is missing or was counted otherwise than the year before; a year missing in
    all lines is banded and said to be, and an upright line stands where a series breaks. Options:
    ``colours`` (colour roles, comma separated), ``no_bar``. Labels: ``missing``. The scale ends at
    ``frame.maximum`` or the largest value. A line alone shows the values that it begins and ends with.
    """
    lines = _lines(sheet, chart, frame)
    names = frame.width * _NAMES if frame.labels else 0.0
    axis = years_of(chart, frame, frame.width - names)
    values = [datum.value for line in lines for datum in line.data if datum.value is not None]
    low = min([Decimal(0), *values])
    high = frame.maximum or max(values, default=Decimal(1))
    if any(value > high for value in values) or high <= low:
        raise fault(chart, f"its values do not fit a scale from {low} to {high}.", "Raise its maximum.")
    draw_years(sheet, chart, axis)
    ends: list[float] = []
    over = _over(sheet, axis) if frame.labels and len(lines) == 1 else 0.0
    for line in lines:
        places = [(axis.x(datum.year), _y(datum.value, low, high, axis, over)) for datum in line.data]
        _draw(sheet, line, places)
        if over:
            _values(sheet, line, places, axis)
        ends.append(next((y for _, y in reversed(places) if y == y), axis.y))
    if frame.labels:
        _names(sheet, lines, ends, axis, frame.width - names + _PAD)


def _over(sheet: Sheet, axis: Years) -> float:
    """Return the room for a line's values over it, and for the words of a break over these."""
    leading = sheet.theme.types["caption"].leading
    return 2 * leading + _APART if axis.breaks else leading


def _lines(sheet: Sheet, chart: Chart, frame: ChartFrame) -> list[_Line]:
    groups: dict[str, list[Datum]] = {}
    for datum in marked(chart):
        groups.setdefault(datum.indicator, []).append(datum)
    if not 1 <= len(groups) <= _MOST:
        raise fault(chart, f"it has {len(groups)} lines.", f"A series shows one to {_MOST}; split the chart.")
    given = listed(chart, "colours")
    colours = [*given, *_COLOURS[len(given) :]]
    for colour in colours:
        if colour not in sheet.theme.roles:
            raise fault(chart, f"'{colour}' is no colour role.", did_you_mean(colour, sheet.theme.roles))
    lines: list[_Line] = []
    for number, data in enumerate(groups.values()):
        ordered = _every_year(data)
        last = next((datum for datum in reversed(ordered) if datum.value is not None), None)
        style = sheet.theme.types["label"]
        name = sheet.wrap(ordered[-1].label, frame.width * _NAMES - _PAD, style)
        value = missing(chart) if last is None else last.shown
        lines.append(_Line(tuple(ordered), colours[number], _SHAPES[number], name, value))
    return lines


def _every_year(data: Sequence[Datum]) -> list[Datum]:
    """Return data by year; a year that nobody listed is there without a value, so that the line breaks."""
    known = {datum.year: datum for datum in data}
    span = range(min(known), max(known) + 1)
    empty = replace(data[0], value=None, shown="", breaks=False)
    return [known.get(year, replace(empty, year=year)) for year in span]


def _y(value: Decimal | None, low: Decimal, high: Decimal, axis: Years, over: float) -> float:
    if value is None:
        return float("nan")
    room = axis.y - _RADIUS - _WEIGHT - over
    return axis.y - float((value - low) / (high - low)) * room


def _draw(sheet: Sheet, line: _Line, places: Sequence[tuple[float, float]]) -> None:
    cut = (float("nan"), float("nan"))
    drawn = zip(line.data, places, strict=True)
    points = [point for datum, place in drawn for point in ([cut, place] if datum.breaks else [place])]
    sheet.line(points, _WEIGHT, line.colour)
    known = [(x, y) for x, y in places if y == y]
    # A square filled with paper differs from a dot at any size and in any colour.
    fill = "ground" if line.shape == "square" else line.colour
    sheet.marks(known, _RADIUS, fill, line.colour, 1.5, line.shape)


def _values(sheet: Sheet, line: _Line, places: Sequence[tuple[float, float]], axis: Years) -> None:
    """Write the numbers that each run of a line begins and ends with; the line's last stands by its name."""
    style = replace(sheet.theme.types["caption"], colour=line.colour)
    known = [number for number, datum in enumerate(line.data) if datum.value is not None]
    limit = 0.0
    for run in filter(None, _runs(line.data)):
        left, right = places[run[0]][0] - axis.slot / 2, places[run[-1]][0] + axis.slot / 2
        for number in dict.fromkeys((run[0], run[-1])):
            datum, (x, y) = line.data[number], places[number]
            half = sheet.width_of(datum.number or datum.shown, style) / 2
            x = min(max(x, left + half), right - half)
            if number != known[-1] and x - half >= max(limit, left):
                sheet.text(x, y - _RADIUS - _OVER, datum.number or datum.shown, style, "middle")
                limit = x + half + _APART


def _runs(data: Sequence[Datum]) -> list[list[int]]:
    """Return the positions of data in runs that are drawn as one line."""
    runs: list[list[int]] = [[]]
    for number, datum in enumerate(data):
        if datum.value is None or datum.breaks:
            runs.append([])
        if datum.value is not None:
            runs[-1].append(number)
    return runs


def _names(sheet: Sheet, lines: Sequence[_Line], ends: Sequence[float], axis: Years, x: float) -> None:
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
