"""The axis of years that time series stand on. A year without data keeps its slot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import AXIS, END, missing
from reportgen.charts.kinds.places import Box, Places
from reportgen.model.document import Chart
from reportgen.theme import TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

FOOT = 16.0
"""Height of the row of years under the axis, in points."""
SLASH = (3.0, 5.0)
"""Half the width and half the height of the slashes that stand for a year without data, in points."""
_APART = 2.5  # from the middle of the slot to each slash
_RISE = 6  # points between the heights that are tried for these words
_OVER = 10.0  # from the words for missing data to the axis
_BESIDE = 4.0  # from the line of a break to its words
_FAR = 48  # how much higher or lower than the line the words of a break may stand


@dataclass(frozen=True, slots=True)
class Years:
    """Years in slots of equal width on an axis ``y`` points from the top.

    ``absent`` have no data at all; from each of ``breaks`` on, something was counted otherwise than before.
    """

    years: tuple[int, ...]
    absent: frozenset[int]
    slot: float
    y: float
    breaks: frozenset[int] = frozenset()

    def x(self, year: int) -> float:
        """Return the middle of a year's slot."""
        return (self.years.index(year) + 0.5) * self.slot

    @property
    def foot(self) -> Box:
        """The row of years under the axis, where no other text may stand."""
        return 0.0, self.y, self.slot * len(self.years), self.y + FOOT


def years_of(chart: Chart, frame: ChartFrame, width: float, *, every: bool = True) -> Years:
    """Return the chart's years on an axis of that width, with the years between them unless told not to."""
    data = chart.data
    listed = {datum.year for datum in data}
    years = tuple(range(min(listed), max(listed) + 1)) if every else tuple(sorted(listed))
    known = {datum.year for datum in data if datum.value is not None}
    breaks = frozenset(datum.year for datum in data if datum.breaks)
    return Years(years, frozenset(years) - known, width / len(years), frame.height - FOOT, breaks)


def draw_years(sheet: Sheet, axis: Years, line: str = "primary") -> None:
    """Draw the axis, its years, and a band with two slashes for each year without data."""
    style = sheet.theme.types["caption"]
    for year in axis.absent:
        sheet.box(axis.x(year) - axis.slot / 2, 0, axis.slot, axis.y, "missing")
    starts = [0.0, *(axis.x(year) + _APART for year in sorted(axis.absent))]
    ends = [*(axis.x(year) - _APART for year in sorted(axis.absent)), axis.slot * len(axis.years)]
    for start, end in zip(starts, ends, strict=True):
        if start < end:  # among many years the slashes may fill a slot
            sheet.line([(start, axis.y), (end, axis.y)], AXIS, line)
    for year in sorted(axis.absent):
        slashes(sheet, axis.x(year), axis.y, line)
    for year, x, text, _ in _year_texts(sheet, axis, style):
        colour = "muted" if year in axis.absent else "text"
        sheet.text(x, axis.y + FOOT - 3, text, style, "middle", colour)


_YearText = tuple[int, float, str, float]
"""A year, the middle of its text, the text, and half the text's width."""


def _year_texts(sheet: Sheet, axis: Years, style: TypeStyle) -> list[_YearText]:
    """Return the texts of the first and the last year, and of as many between, evenly, as have room."""
    placed: list[_YearText] = []
    for step in range(1, len(axis.years) + 1):
        shown = [axis.years[0], *reversed(axis.years[-1:0:-step])]
        placed = [_year_text(sheet, axis, style, year, step) for year in shown]
        if step > 1 and len(placed) > 2 and _touch(placed[0], placed[1]):
            del placed[1]
        if not any(_touch(one, other) for one, other in pairwise(placed)):
            break
    return placed


def _year_text(sheet: Sheet, axis: Years, style: TypeStyle, year: int, step: int) -> _YearText:
    whole = year in (axis.years[0], axis.years[-1]) or axis.slot * step > 2.2 * style.size * 1.5
    text = str(year) if whole else f"{year % 100:02d}"
    half = sheet.width_of(text, style) / 2
    return year, min(max(axis.x(year), half), sheet.width - half), text, half


def _touch(one: _YearText, other: _YearText) -> bool:
    return one[1] + one[3] + 1 > other[1] - other[3]


def slashes(sheet: Sheet, x: float, y: float, line: str) -> None:
    """Draw the two slashes that stand for a year without data, around a point."""
    across, up = SLASH
    edge = across + _APART + END
    x = min(max(x, edge), sheet.width - edge)
    for middle in (x - _APART, x + _APART):
        sheet.line([(middle - across, y + up), (middle + across, y - up)], END, line)


def say_missing(sheet: Sheet, chart: Chart, axis: Years, places: Places) -> None:
    """Say once, in the middle of neighbouring years without data, that there is none.

    The words may reach out of the band of a year on either side, where nothing is drawn. Where there is no
    room for them the band and its slashes stand alone.
    """
    style = sheet.theme.types["caption"]
    for years in runs(axis.absent):
        x, words = (axis.x(years[0]) + axis.x(years[-1])) / 2, missing(chart)
        # Over the axis, where no line that begins at zero comes often, and away from values at the top.
        feet = [axis.y - _OVER - rise for rise in range(0, int(axis.y), _RISE)]
        for lines in ((words,), sheet.wrap(words, axis.slot * len(years), style)):
            half = max((sheet.width_of(line, style) for line in lines), default=0) / 2
            middle = min(max(x, half), places.width - half)
            if places.paragraph(middle, feet if len(lines) > 1 else feet[:1], lines, style):
                break


def draw_break(sheet: Sheet, axis: Years, places: Places, year: int, top: float, bottom: float) -> None:
    """Draw an upright line before a year, between two heights."""
    x = axis.x(year) - axis.slot / 2
    sheet.line([(x, top), (x, bottom)], AXIS, "muted")
    places.strokes.append(((x, top), (x, bottom)))


def say_break(sheet: Sheet, chart: Chart, axis: Years, places: Places, year: int, y: float) -> None:
    """Say beside the line of a break, nearest to a height, what it means; nowhere if there is no room."""
    words, style = chart.labels.get("break", ""), sheet.theme.types["caption"]
    x, away = axis.x(year) - axis.slot / 2, _BESIDE + sheet.width_of(words, style) / 2
    baseline = y + sheet.cap(style) / 2
    if words:
        near = [0, *(sign * step for step in range(2, _FAR, 2) for sign in (-1, 1))]
        places.text(((at, baseline + d) for d in near for at in (x + away, x - away)), words, style)


def runs(years: Iterable[int]) -> list[list[int]]:
    """Return years as runs without a step between them."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs
