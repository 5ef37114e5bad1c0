"""Charts: a chart of the document and a theme become a recorded vector drawing.

    ``draw(chart, theme, ChartFrame(width=515, height=60))`` returns a `Drawing` in points.

matplotlib is imported when the first chart is drawn, not before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds import DRAWINGS
from reportgen.charts.kinds.common import fault, marked
from reportgen.errors import BadInput
from reportgen.findings import error
from reportgen.model.chartkind import KINDS
from reportgen.model.document import Chart
from reportgen.model.drawing import Drawing, Mark, TextMark
from reportgen.theme import Theme

__all__ = ["ChartFrame", "draw", "height_for", "largest"]

MOST = 600.0
"""Points; no chart is made higher than this for its texts."""

_STEP = 1.0  # points; a height is found as exactly as this
_SLACK = 0.05  # points; a hair that rounding may cost

Box = tuple[float, float, float, float]


def draw(chart: Chart, theme: Theme, frame: ChartFrame) -> Drawing:
    """Draw a chart in a frame; everything drawn lies inside it and no text touches another.

    Raises:
        ValueError: ``frame.rows`` does not fit the data.
        BadInput: only some layouts draw the kind, or its texts do not fit in the frame.
    """
    drawing, boxes = _record(chart, theme, frame)
    problem = _trouble(drawing, boxes)
    if problem:
        size = f"{frame.width:.0f} by {frame.height:.0f} points"
        message = f"Chart '{chart.spec.id}' does not fit in {size}: {problem}."
        remedy = "Shorten its labels or give them soft hyphens, or give the chart more room in the layout."
        raise BadInput([error("chart-room", chart.spec.place, message, remedy)])
    return drawing


def height_for(chart: Chart, theme: Theme, frame: ChartFrame) -> float:
    """Return the height in points that a chart needs at the frame's width.

    A kind that hangs needs what it draws. Another needs the height that it is given, or as much more as its
    texts ask for: where even `MOST` is too little, it is drawn, and refused, at the height given.
    """
    if KINDS[chart.spec.kind].hangs:
        _, boxes = _record(chart, theme, frame)
        return float(frame.height - min((bottom for _, bottom, _, _ in boxes), default=frame.height))
    low = high = frame.height
    while not _fits(chart, theme, replace(frame, height=high)):
        low, high = high, high * 1.5
        if high > MOST:
            return frame.height
    while high - low > _STEP:
        middle = (low + high) / 2
        fits = _fits(chart, theme, replace(frame, height=middle))
        low, high = (low, middle) if fits else (middle, high)
    return high


def largest(charts: Iterable[Chart], unit_kind: str) -> Decimal | None:
    """Return the largest value with a mark that charts have in a kind of unit: the maximum they can share."""
    data = (datum for chart in charts for datum in marked(chart))
    return max((d.value for d in data if d.value is not None and d.unit_kind == unit_kind), default=None)


def _fits(chart: Chart, theme: Theme, frame: ChartFrame) -> bool:
    try:
        draw(chart, theme, frame)
    except BadInput:
        return False
    return True


@lru_cache(maxsize=64)
def _record(chart: Chart, theme: Theme, frame: ChartFrame) -> tuple[Drawing, Sequence[Box]]:
    if chart.spec.kind not in DRAWINGS:
        remedy = f"Leave it to the section with that layout, or choose from: {', '.join(DRAWINGS)}."
        raise fault(chart, "only a layout of its own draws this kind.", remedy)
    # matplotlib takes a third of a second to import: a run that draws nothing does not pay for it.
    from reportgen.charts.metrics import MissingGlyph
    from reportgen.charts.sheet import Sheet, plain_settings

    with plain_settings():
        sheet = Sheet(frame.width, frame.height, theme)
        try:
            DRAWINGS[chart.spec.kind](sheet, chart, frame)
            return sheet.record()
        except MissingGlyph as problem:
            raise fault(chart, f"{problem}.", "Write the text with characters that the font has.") from None


def _trouble(drawing: Drawing, boxes: Sequence[Box]) -> str:
    """Say what leaves the frame or which texts touch, or nothing."""
    for mark, (left, bottom, right, top) in zip(drawing.marks, boxes, strict=True):
        over = max(-left, -bottom, right - drawing.width, top - drawing.height)
        if over > _SLACK:
            return f"{_named(mark)} is {over:.1f} points outside"
    pairs = zip(drawing.marks, boxes, strict=True)
    texts = [(mark.text, box) for mark, box in pairs if isinstance(mark, TextMark)]
    for (text, one), (other, two) in combinations(texts, 2):
        across = min(one[2], two[2]) - max(one[0], two[0])
        along = min(one[3], two[3]) - max(one[1], two[1])
        if across > _SLACK and along > _SLACK:
            return f"'{text}' and '{other}' overlap"
    return ""


def _named(mark: Mark) -> str:
    return f"the text '{mark.text}'" if isinstance(mark, TextMark) else "a line or surface"
