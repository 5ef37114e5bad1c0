"""Lines over years, at most three, each with a marker of its own shape and its name at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import RISE, fault, listed, marked, missing
from reportgen.charts.kinds.places import AIR, Places, Point
from reportgen.charts.kinds.timeline import (
    SLASH,
    Years,
    draw_break,
    draw_years,
    runs,
    say_break,
    say_missing,
    slashes,
    years_of,
)
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


_REACH = 4.0  # from a marker to the end of the line of a break beside it


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

    A line is broken where a year is missing or was counted otherwise than the year before. A year missing in
    all lines is banded and said to be, and one missing in some has its two slashes at the height of each of
    these; an upright line beside the markers of a line tells where it breaks. Options: ``colours`` (colour
    roles, comma separated), ``no_bar``. Labels: ``missing``, ``break``. The scale ends at ``frame.maximum``
    or the largest value. Values that lines begin and end with are shown where nothing is in their way.
    """
    lines = _lines(sheet, chart, frame)
    names = frame.width * _NAMES if frame.labels else 0.0
    axis = years_of(chart, frame, frame.width - names)
    values = [datum.value for line in lines for datum in line.data if datum.value is not None]
    low = min([Decimal(0), *values])
    high = frame.maximum or max(values, default=Decimal(1))
    if any(value > high for value in values) or high <= low:
        raise fault(chart, f"its values do not fit a scale from {low} to {high}.", "Raise its maximum.")
    draw_years(sheet, axis)
    over = sheet.theme.types["caption"].leading if frame.labels else 0.0
    drawn = [
        (line, [(axis.x(datum.year), _y(datum.value, low, high, axis, over)) for datum in line.data])
        for line in lines
    ]
    places = Places(sheet, frame.width - names)
    places.line([(0.0, axis.y), (places.width, axis.y)])
    for line, points in drawn:
        _draw(sheet, places, line, points)
    breaks = [found for line, points in drawn for found in _breaks(sheet, axis, places, line, points)]
    gaps = [found for line, points in drawn for found in _gaps(sheet, axis, places, line, points)]
    say_missing(sheet, chart, axis, places)
    if frame.labels:
        for line, points in drawn:
            _values(places, line, points, axis)
        ends = [next((y for _, y in reversed(points) if y == y), axis.y) for _, points in drawn]
        _names(sheet, lines, ends, frame.width - names + _PAD)
    for year, y in dict(reversed(breaks)).items():
        say_break(sheet, chart, axis, places, year, y)
    for point in gaps:
        _say_gap(chart, places, point)


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


def _draw(sheet: Sheet, places: Places, line: _Line, points: Sequence[Point]) -> None:
    cut = (float("nan"), float("nan"))
    drawn = zip(line.data, points, strict=True)
    path = [point for datum, place in drawn for point in ([cut, place] if datum.breaks else [place])]
    sheet.line(path, _WEIGHT, line.colour)
    known = [(x, y) for x, y in points if y == y]
    # A square filled with paper differs from a dot at any size and in any colour.
    fill = "ground" if line.shape == "square" else line.colour
    sheet.marks(known, _RADIUS, fill, line.colour, 1.5, line.shape)
    places.line(path)
    places.marks(known, _RADIUS)


def _breaks(
    sheet: Sheet, axis: Years, places: Places, line: _Line, points: Sequence[Point]
) -> Iterator[tuple[int, float]]:
    """Draw the upright line of each break of a line, beside its markers and clear of the other lines.

    Yields the year and the middle of each.
    """
    for number, datum in enumerate(line.data):
        if not datum.breaks:
            continue
        here = points[number][1]
        before = next((y for _, y in reversed(points[:number]) if y == y), here)
        x = axis.x(datum.year) - axis.slot / 2
        top, bottom = min(here, before) - _RADIUS - _REACH, max(here, before) + _RADIUS + _REACH
        for y in (y for stroke in places.strokes if (y := _at(stroke, x)) is not None):
            if y < min(here, before):
                top = max(top, y + _REACH)
            elif y > max(here, before):
                bottom = min(bottom, y - _REACH)
        top, bottom = max(top, 0.0), min(bottom, axis.y - AIR)
        draw_break(sheet, axis, places, datum.year, top, bottom)
        yield datum.year, (top + bottom) / 2


def _at(stroke: tuple[Point, Point], x: float) -> float | None:
    """Return the height of a line at ``x``, None beside it."""
    (left, start), (right, end) = stroke
    return start + (end - start) * (x - left) / (right - left) if left < x < right else None


def _gaps(sheet: Sheet, axis: Years, places: Places, line: _Line, points: Sequence[Point]) -> Iterator[Point]:
    """Draw the slashes of the years that a line alone lacks, at its height; yield the middle of each run."""
    empty = {datum.year for datum in line.data if datum.value is None} - axis.absent
    known = [(x, y) for x, y in points if y == y]
    for years in runs(empty if known else ()):
        for year in years:
            x = axis.x(year)
            before, after = [at for at in known if at[0] < x], [at for at in known if at[0] > x]
            ends = ((before or after)[-1 if before else 0], (after or before)[0 if after else -1])
            level = _at(ends, x)
            y = ends[0][1] if level is None else level
            slashes(sheet, x, y, line.colour)
            across, up = SLASH
            places.boxes.append((x - 2 * across, y - up, x + 2 * across, y + up))
        yield (axis.x(years[0]) + axis.x(years[-1])) / 2, y


def _say_gap(chart: Chart, places: Places, point: Point) -> None:
    """Say over or under the slashes of a line, where there is room, that there is no value."""
    style, (x, y) = places.sheet.theme.types["caption"], point
    under = y + SLASH[1] + _OVER + places.sheet.cap(style)
    places.text([(x, y - SLASH[1] - _OVER), (x, under)], missing(chart), style)


def _values(places: Places, line: _Line, points: Sequence[Point], axis: Years) -> None:
    """Write the numbers that each run of a line begins and ends with; the line's last stands by its name.

    They stand over their markers or under them, where nothing is in their way, and off years without data.
    """
    style = replace(places.sheet.theme.types["caption"], colour=line.colour)
    known = [number for number, datum in enumerate(line.data) if datum.value is not None]
    for run in filter(None, _runs(line.data)):
        left, right = _bounds(line, run, axis)
        for number in dict.fromkeys((run[0], run[-1])):
            datum, (x, y) = line.data[number], points[number]
            text = datum.number or datum.shown
            half = places.sheet.width_of(text, style) / 2
            if number == known[-1] or right - left < 2 * half:
                continue
            x = min(max(x, left + half), right - half)
            under = y + _RADIUS + _OVER + places.sheet.cap(style)
            places.text([(x, y - _RADIUS - _OVER), (x, under)], text, style)


def _bounds(line: _Line, run: Sequence[int], axis: Years) -> tuple[float, float]:
    """Return how far left and right the numbers of a run may reach: up to years without any data."""
    first, last = line.data[run[0]].year, line.data[run[-1]].year
    before = [axis.x(year) + axis.slot / 2 + AIR for year in axis.absent if year < first]
    after = [axis.x(year) - axis.slot / 2 - AIR for year in axis.absent if year > last]
    return max([0.0, *before]), min([axis.slot * len(axis.years), *after])


def _runs(data: Sequence[Datum]) -> list[list[int]]:
    """Return the positions of data in runs that are drawn as one line."""
    runs: list[list[int]] = [[]]
    for number, datum in enumerate(data):
        if datum.value is None or datum.breaks:
            runs.append([])
        if datum.value is not None:
            runs[-1].append(number)
    return runs


def _names(sheet: Sheet, lines: Sequence[_Line], ends: Sequence[float], x: float) -> None:
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
