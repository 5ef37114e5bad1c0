"""A dot for each thing counted: so many filled, the rest outlined."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import fault, middle, missing, tones
from reportgen.model.document import Chart

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

_AIR = 0.2  # least space between dots, as a part of their diameter
_LEAST = 2.0  # diameter in points; smaller dots run together
_OUTLINE = 1.0
_LEGEND = 24.0
_KEY = 4.0
_INDENT = 3 * _KEY + 1  # from the left of a key to its name
_APART = 16.0


class _Key(NamedTuple):
    """A line of the legend: its left edge, its text, and which sort its key shows, if it has one."""

    x: float
    text: str
    name: str


def dots(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw n of m dots, column by column from the top left, filling the frame.

    Data: two indicators, n and m. Options: ``rows`` (else as many as make the dots largest), ``accent``
    (default ``green``). Labels: ``missing``; ``filled`` and ``outlined`` name the two sorts in a legend under
    the dots, drawn where both are given.
    """
    known = [int(datum.value) for datum in chart.data if datum.value is not None]
    if len(known) < len(chart.data):
        caption = sheet.theme.types["caption"]
        sheet.text(0, caption.leading, missing(chart), caption)
        return
    filled, total = known
    keys = _keys(sheet, chart, frame) if frame.labels and "filled" in chart.labels else ()
    row = sheet.theme.types["caption"].leading
    height = frame.height - (_LEGEND + (len(keys) - 1) * row if keys else 0)
    given = chart.spec.options.get("rows")
    rows = given if isinstance(given, int) else _best_rows(total, frame.width, height)
    columns = ceil(total / rows)
    size = _diameter(columns, rows, frame.width, height)
    if size < _LEAST:
        raise fault(
            chart,
            f"{total} dots do not fit in {frame.width:.0f} by {height:.0f} points: "
            f"'{chart.data[1].indicator}' is {total}.",
            "Give them fewer rows, or draw bars.",
        )
    across = (frame.width - size) / max(columns - 1, 1)
    down = (height - size) / max(rows - 1, 1)
    centres = [(size / 2 + n // rows * across, size / 2 + n % rows * down) for n in range(total)]
    colour = tones(sheet.theme, chart, None, accent="green").fill
    sheet.marks(centres[:filled], size / 2, colour)
    sheet.marks(centres[filled:], size / 2, None, "muted", min(_OUTLINE, size / 8))
    for number, line in enumerate(keys):
        _legend(sheet, line, frame.height - (len(keys) - number - 0.5) * row, colour)


def _best_rows(total: int, width: float, height: float) -> int:
    sizes = {rows: _diameter(ceil(total / rows), rows, width, height) for rows in range(1, total + 1)}
    return max(sizes, key=lambda rows: sizes[rows])


def _diameter(columns: int, rows: int, width: float, height: float) -> float:
    return min(width / (columns + (columns - 1) * _AIR), height / (rows + (rows - 1) * _AIR))


def _keys(sheet: Sheet, chart: Chart, frame: ChartFrame) -> Sequence[Sequence[_Key]]:
    """Return the rows of the legend: one, or as many lines as its names take."""
    style, room = sheet.theme.types["caption"], frame.width - _INDENT
    names = {name: sheet.wrap(chart.labels[name], room, style) for name in ("filled", "outlined")}
    widths = [_INDENT + sheet.width_of(lines[0], style) for lines in names.values()]
    if all(len(lines) == 1 for lines in names.values()) and sum(widths) + _APART <= frame.width:
        left = frame.width - sum(widths) - _APART
        ends = (left, left + widths[0] + _APART)
        return [[_Key(x, lines[0], name) for x, (name, lines) in zip(ends, names.items(), strict=True)]]
    return [
        [_Key(0.0, line, "" if number else name)]
        for name, lines in names.items()
        for number, line in enumerate(lines)
    ]


def _legend(sheet: Sheet, line: Sequence[_Key], y: float, colour: str) -> None:
    style = sheet.theme.types["caption"]
    for key in reversed(line):
        sheet.text(key.x + _INDENT, middle(sheet, y, style), key.text, style, "start", "text")
        fill = colour if key.name == "filled" else None
        if key.name:
            sheet.marks([(key.x + _KEY, y)], _KEY, fill, "" if fill else "muted", 0 if fill else _OUTLINE)
