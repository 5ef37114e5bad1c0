"""A dot for each thing counted: so many filled, the rest outlined."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

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


def dots(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw n of m dots, column by column from the top left, filling the frame.

    Data: two indicators, n and m. Options: ``rows`` (else
    as many as make the dots largest), ``accent`` (default ``green``). Labels: ``missing``; ``filled`` and
    ``outlined`` name the two sorts in a legend under the dots, drawn where both are given.
    """
    known = [int(datum.value) for datum in chart.data if datum.value is not None]
    if len(known) < len(chart.data):
        caption = sheet.theme.types["caption"]
        sheet.text(0, caption.leading, missing(chart), caption)
        return
    filled, total = known
    legend = frame.labels and "filled" in chart.labels and "outlined" in chart.labels
    height = frame.height - (_LEGEND if legend else 0)
    given = chart.spec.options.get("rows")
    rows = given if isinstance(given, int) else _best_rows(total, frame.width, height)
    columns = ceil(total / rows)
    size = _diameter(columns, rows, frame.width, height)
    if size < _LEAST:
        raise fault(
            chart, f"{total} dots do not fit in {frame.width:g} by {height:g} points.", "Enlarge the frame."
        )
    across = (frame.width - size) / max(columns - 1, 1)
    down = (height - size) / max(rows - 1, 1)
    centres = [(size / 2 + n // rows * across, size / 2 + n % rows * down) for n in range(total)]
    colour = tones(sheet.theme, chart, None, accent="green").fill
    sheet.marks(centres[:filled], size / 2, colour)
    sheet.marks(centres[filled:], size / 2, None, "muted", min(_OUTLINE, size / 8))
    if legend:
        _legend(sheet, chart, frame, colour)


def _best_rows(total: int, width: float, height: float) -> int:
    sizes = {rows: _diameter(ceil(total / rows), rows, width, height) for rows in range(1, total + 1)}
    return max(sizes, key=lambda rows: sizes[rows])


def _diameter(columns: int, rows: int, width: float, height: float) -> float:
    return min(width / (columns + (columns - 1) * _AIR), height / (rows + (rows - 1) * _AIR))


def _legend(sheet: Sheet, chart: Chart, frame: ChartFrame, colour: str) -> None:
    style = sheet.theme.types["caption"]
    y = frame.height - style.leading / 2
    x = frame.width
    for key, fill in (("outlined", None), ("filled", colour)):
        text = chart.labels[key]
        sheet.text(x, middle(sheet, y, style), text, style, "end", "text")
        x -= sheet.width_of(text, style) + 2 * _KEY + 1
        sheet.marks([(x, y)], _KEY, fill, "" if fill else "muted", 0 if fill else _OUTLINE)
        x -= _KEY + 16
