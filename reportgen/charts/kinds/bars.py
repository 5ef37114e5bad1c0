"""Horizontal bars from zero, one a datum; the form of a bar tells its unit.

Filled: visits, tasks and whatever else is counted. Outlined: days. A line with a dot: people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import (
    AXIS,
    END,
    GAP,
    OVERSHOOT,
    end_line,
    largest_value,
    marked,
    middle,
    missing,
    paragraph,
    part,
    rows_fault,
    tones,
)
from reportgen.model.chartrules import without_bar
from reportgen.model.document import Chart, Datum
from reportgen.theme import TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

_DOT = 3.0
_OUTLINE = 1.0
_PAD = 5.0  # between the end of a bar and its value
_UNDER = 4.5  # from the last baseline of a label to its bar


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its datum, the centre and thickness of its bar, the bar's form, and the lines of its label."""

    datum: Datum
    y: float
    bar: float
    form: str
    label: tuple[str, ...]


def bars(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw a bar for each datum, top to bottom.

    Beside a table (``frame.rows``) all bars start on one line as high as the frame; without rows each has
    its own and they spread over the height. With ``frame.labels`` values take room at the bars' ends, so
    charts that share a maximum compare only when drawn without.

    Options: ``no_bar`` names totals that keep their row empty; ``outlined_max`` is the maximum for days and
    people where the frame gives none; ``form = "filled"`` fills every bar whatever its unit; ``accent``.
    Labels: ``missing``.
    """
    scales = _scales(chart, frame)
    reach = {form: _reach(sheet, chart, frame, form, maximum) for form, maximum in scales.items()}
    line = tones(sheet.theme, chart, None).line
    for row in _rows(sheet, chart, frame):
        end = 0.0
        if row.datum.indicator not in without_bar(chart.spec):
            if row.datum.value is not None:
                # The mark at the end of a very short bar stays inside the frame.
                end = max(
                    AXIS / 2 + part(row.datum.value, scales[row.form]) * reach[row.form], _tail(row.form)
                )
                _bar(sheet, chart, row, end, line)
            if not frame.rows:
                around = row.bar / 2 + OVERSHOOT
                sheet.line([(AXIS / 2, row.y - around), (AXIS / 2, row.y + around)], AXIS, line)
        _texts(sheet, chart, frame, row, end)
    if frame.rows:
        sheet.line([(AXIS / 2, 0), (AXIS / 2, frame.height)], AXIS, line)


def _form(chart: Chart, datum: Datum) -> str:
    filled = chart.spec.options.get("form") == "filled" or datum.unit_kind not in ("day", "person")
    return "filled" if filled else datum.unit_kind


def _scales(chart: Chart, frame: ChartFrame) -> Mapping[str, Decimal]:
    """Return the maximum of each form, from the frame, the options, or the data."""
    given = {"filled": frame.maximum, "day": frame.days, "person": frame.people}
    found: dict[str, Decimal] = {}
    for form, maximum in given.items():
        data = [datum for datum in marked(chart) if _form(chart, datum) == form]
        given_here = chart.spec.options.get("outlined_max") if form != "filled" else None
        if maximum is None and isinstance(given_here, Decimal):
            maximum = given_here
        found[form] = largest_value(data) if maximum is None else maximum
    return found


def _reach(sheet: Sheet, chart: Chart, frame: ChartFrame, form: str, maximum: Decimal) -> float:
    """Return how far the maximum reaches from the start line, so that every bar and value stays inside."""
    reach = frame.width - AXIS / 2 - _tail(form)
    if not frame.labels:
        return reach
    style = sheet.theme.types["table-number"]
    rooms = [
        (reach - _PAD - sheet.width_of(datum.shown, style)) / part(datum.value, maximum)
        for datum in marked(chart)
        if datum.value and _form(chart, datum) == form
    ]
    return max(min([reach, *rooms]), 0.0)


def _tail(form: str) -> float:
    """Return how far the mark at a bar's end reaches past the value."""
    return _DOT if form == "person" else END / 2


def _rows(sheet: Sheet, chart: Chart, frame: ChartFrame) -> Sequence[_Row]:
    style = _label_style(sheet)
    labels = [sheet.wrap(d.label, frame.width, style) if frame.labels else () for d in chart.data]
    above = [len(label) * style.leading for label in labels]
    centres, bar = _given(chart, frame) if frame.rows else _spread(frame, above)
    return [
        _Row(datum, y, bar, _form(chart, datum), label)
        for datum, y, label in zip(chart.data, centres, labels, strict=True)
    ]


def _given(chart: Chart, frame: ChartFrame) -> tuple[Sequence[float], float]:
    if len(frame.rows) != len(chart.data):
        raise rows_fault(chart, frame, len(chart.data))
    pitch = min((low - high for high, low in pairwise(frame.rows)), default=frame.height)
    return frame.rows, min(frame.bar, pitch / (1 + GAP))


def _spread(frame: ChartFrame, above: Sequence[float]) -> tuple[Sequence[float], float]:
    """Return the centres of bars spread over the frame under labels so high, and the bars' thickness."""
    gaps = max(len(above) - 1, 1)
    ink = sum(above) + 2 * OVERSHOOT * len(above)
    bar = max(min(frame.bar, (frame.height - ink) / (len(above) + GAP * gaps)), 0.0) if above else 0.0
    space = (frame.height - ink - bar * len(above)) / gaps
    centres: list[float] = []
    top = 0.0
    for height in above:
        centres.append(top + height + OVERSHOOT + bar / 2)
        top += height + bar + 2 * OVERSHOOT + space
    return centres, bar


def _bar(sheet: Sheet, chart: Chart, row: _Row, end: float, line: str) -> None:
    start, top, length = AXIS / 2, row.y - row.bar / 2, end - AXIS / 2
    if row.form == "person":
        sheet.line([(start, row.y), (end, row.y)], END, line)
        sheet.marks([(end, row.y)], _DOT, line)
        return
    if row.form == "day":
        sheet.box(start, top, max(length, _OUTLINE), row.bar, None, line, _OUTLINE)
    else:
        sheet.box(start, top, length, row.bar, tones(sheet.theme, chart, row.datum.area).fill)
    end_line(sheet, end, row.y, row.bar, line)


def _texts(sheet: Sheet, chart: Chart, frame: ChartFrame, row: _Row, end: float) -> None:
    caption, strong = sheet.theme.types["caption"], sheet.theme.types["table-number"]
    if row.datum.value is None and row.datum.indicator not in without_bar(chart.spec):
        sheet.text(_PAD, middle(sheet, row.y, caption), missing(chart), caption)
    elif frame.labels:
        x = end + _tail(row.form) + _PAD if end else 0.0
        sheet.text(x, middle(sheet, row.y, strong), row.datum.shown, strong)
    style = _label_style(sheet)
    baseline = row.y - row.bar / 2 - _UNDER - (len(row.label) - 1) * style.leading
    paragraph(sheet, 0, baseline, row.label, style)


def _label_style(sheet: Sheet) -> TypeStyle:
    return replace(sheet.theme.types["caption"], colour="text")
