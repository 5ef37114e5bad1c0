"""The axis of years that time series stand on. A year without data keeps its slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import AXIS, END, marked, missing, paragraph
from reportgen.model.document import Chart

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

FOOT = 16.0
"""Height of the row of years under the axis, in points."""
_SLASH = (3.0, 5.0)  # half the width and half the height of a slash
_APART = 2.5  # from the middle of the slot to each slash
_OVER = 10.0  # from the words for missing data to the axis


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


def years_of(chart: Chart, frame: ChartFrame, width: float, *, every: bool = True) -> Years:
    """Return the chart's years on an axis of that width, with the years between them unless told not to."""
    data = marked(chart)
    listed = {datum.year for datum in data}
    years = tuple(range(min(listed), max(listed) + 1)) if every else tuple(sorted(listed))
    known = {datum.year for datum in data if datum.value is not None}
    breaks = frozenset(datum.year for datum in data if datum.breaks)
    return Years(years, frozenset(years) - known, width / len(years), frame.height - FOOT, breaks)


def draw_years(sheet: Sheet, chart: Chart, axis: Years, line: str = "primary") -> None:
    """Draw the axis, its years, a band with two slashes for each year without data, a line at each break."""
    style = sheet.theme.types["caption"]
    for year in axis.absent:
        sheet.box(axis.x(year) - axis.slot / 2, 0, axis.slot, axis.y, "missing")
    starts = [0.0, *(axis.x(year) + _APART for year in sorted(axis.absent))]
    ends = [*(axis.x(year) - _APART for year in sorted(axis.absent)), axis.slot * len(axis.years)]
    for start, end in zip(starts, ends, strict=True):
        sheet.line([(start, axis.y), (end, axis.y)], AXIS, line)
    for year in sorted(axis.absent):
        _slashes(sheet, axis, year, line)
    for run in _runs(axis.absent):
        _said(sheet, chart, axis, run)
    for year in sorted(axis.breaks):
        _break(sheet, chart, axis, year)
    for year in axis.years:
        whole = year in (axis.years[0], axis.years[-1]) or axis.slot > 2.2 * style.size * 1.5
        colour = "muted" if year in axis.absent else "text"
        text = str(year) if whole else f"{year % 100:02d}"
        half = sheet.width_of(text, style) / 2
        x = min(max(axis.x(year), half), sheet.width - half)
        sheet.text(x, axis.y + FOOT - 3, text, style, "middle", colour)


def _runs(years: Iterable[int]) -> list[list[int]]:
    """Return years as runs without a step between them."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _slashes(sheet: Sheet, axis: Years, year: int, line: str) -> None:
    x, (across, up) = axis.x(year), _SLASH
    for middle in (x - _APART, x + _APART):
        sheet.line([(middle - across, axis.y + up), (middle + across, axis.y - up)], END, line)


def _said(sheet: Sheet, chart: Chart, axis: Years, years: Sequence[int]) -> None:
    """Say once, in the middle of neighbouring years, that they have no data."""
    style = sheet.theme.types["caption"]
    x = (axis.x(years[0]) + axis.x(years[-1])) / 2
    lines = sheet.wrap(missing(chart), axis.slot * len(years), style)
    widest = max((sheet.width_of(line, style) for line in lines), default=0) / 2
    x = min(max(x, widest), sheet.width - widest)
    # Over the axis, where no line that begins at zero comes often, and away from values at the top.
    baseline = axis.y - _OVER - (len(lines) - 1) * style.leading
    paragraph(sheet, x, baseline, lines, style, "middle")


def _break(sheet: Sheet, chart: Chart, axis: Years, year: int) -> None:
    """Draw an upright line before a year and say beside it, where there is room, what it means."""
    x, style = axis.x(year) - axis.slot / 2, sheet.theme.types["caption"]
    sheet.line([(x, 0), (x, axis.y)], AXIS, "muted")
    text = chart.labels.get("break", "")
    if text and sheet.width_of(text, style) + 4 <= sheet.width - x:
        sheet.text(x + 4, style.leading, text, style, "start", "muted")
