"""The lines of a series, and what is told beside them: breaks, gaps, and the values at their ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.charts.kinds.common import missing
from reportgen.charts.kinds.places import AIR, Places, Point
from reportgen.charts.kinds.timeline import SLASH, Years, draw_break, runs, slashes
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Shape, Sheet

WEIGHT = 2.0
"""Weight of a line, in points."""
RADIUS = 3.5
"""Radius of a marker, in points."""
_OVER = 4.0  # from a marker to its value
_REACH = 4.0  # from a marker to the end of the line of a break beside it


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its data by year, its look, and the lines of text at its end."""

    data: tuple[Datum, ...]
    colour: str
    shape: Shape
    name: tuple[str, ...]
    value: str


def draw_line(sheet: Sheet, places: Places, line: Line, points: Sequence[Point]) -> None:
    """Draw a line with a marker at each value; it is cut where a year is missing or a series breaks."""
    cut = (float("nan"), float("nan"))
    drawn = zip(line.data, points, strict=True)
    path = [point for datum, place in drawn for point in ([cut, place] if datum.breaks else [place])]
    sheet.line(path, WEIGHT, line.colour)
    known = [(x, y) for x, y in points if y == y]
    # A square filled with paper differs from a dot at any size and in any colour.
    fill = "ground" if line.shape == "square" else line.colour
    sheet.marks(known, RADIUS, fill, line.colour, 1.5, line.shape)
    places.line(path)
    places.marks(known, RADIUS)


def draw_breaks(
    sheet: Sheet, axis: Years, places: Places, line: Line, points: Sequence[Point]
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
        top, bottom = min(here, before) - RADIUS - _REACH, max(here, before) + RADIUS + _REACH
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


def draw_gaps(
    sheet: Sheet, axis: Years, places: Places, line: Line, points: Sequence[Point]
) -> Iterator[Point]:
    """Draw the slashes of the years that a line alone lacks, at its height; yield the middle of each run."""
    empty = {datum.year for datum in line.data if datum.value is None} - axis.absent
    known = [(x, y) for x, y in points if y == y]
    for years in runs(empty if known else ()):
        for year in years:
            x = axis.x(year)
            before, after = [at for at in known if at[0] < x], [at for at in known if at[0] > x]
            # Before the first value and after the last there is one neighbour alone.
            level = _at((before[-1], after[0]), x) if before and after else None
            y = (before[-1:] or after[:1])[0][1] if level is None else level
            slashes(sheet, x, y, line.colour)
            across, up = SLASH
            places.boxes.append((x - 2 * across, y - up, x + 2 * across, y + up))
        yield (axis.x(years[0]) + axis.x(years[-1])) / 2, y


def say_gap(chart: Chart, places: Places, point: Point) -> None:
    """Say over or under the slashes of a line, where there is room, that there is no value."""
    style, (x, y) = places.sheet.theme.types["caption"], point
    under = y + SLASH[1] + _OVER + places.sheet.cap(style)
    places.text([(x, y - SLASH[1] - _OVER), (x, under)], missing(chart), style)


def write_values(places: Places, line: Line, points: Sequence[Point], axis: Years) -> None:
    """Write the numbers that each run of a line begins and ends with; the line's last stands by its name.

    They stand over their markers or under them, where nothing is in their way, and off years without data.
    """
    style = replace(places.sheet.theme.types["caption"], colour=line.colour)
    known = [number for number, datum in enumerate(line.data) if datum.value is not None]
    for run in filter(None, _strokes(line.data)):
        left, right = _bounds(line, run, axis)
        for number in dict.fromkeys((run[0], run[-1])):
            datum, (x, y) = line.data[number], points[number]
            text = datum.number or datum.shown
            half = places.sheet.width_of(text, style) / 2
            if number == known[-1] or right - left < 2 * half:
                continue
            x = min(max(x, left + half), right - half)
            under = y + RADIUS + _OVER + places.sheet.cap(style)
            places.text([(x, y - RADIUS - _OVER), (x, under)], text, style)


def _bounds(line: Line, run: Sequence[int], axis: Years) -> tuple[float, float]:
    """Return how far left and right the numbers of a run may reach: up to years without any data."""
    first, last = line.data[run[0]].year, line.data[run[-1]].year
    before = [axis.x(year) + axis.slot / 2 + AIR for year in axis.absent if year < first]
    after = [axis.x(year) - axis.slot / 2 - AIR for year in axis.absent if year > last]
    return max([0.0, *before]), min([axis.slot * len(axis.years), *after])


def _strokes(data: Sequence[Datum]) -> list[list[int]]:
    """Return the positions of data in runs that are drawn as one line."""
    found: list[list[int]] = [[]]
    for number, datum in enumerate(data):
        if datum.value is None or datum.breaks:
            found.append([])
        if datum.value is not None:
            found[-1].append(number)
    return found
