"""Shares of a hundred per cent, a row each: name, value, and a bar on a track."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import (
    AXIS,
    END,
    OVERSHOOT,
    RISE,
    end_line,
    missing,
    paragraph,
    part,
    rows_fault,
    tones,
)
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

_BETWEEN = 12.0  # least space between a name and its value
_UNDER = 5.0  # from the last baseline to the bar
_ROWS = 12.0  # from a bar to the top of the next text


def meters(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw a meter for each datum, hung from the frame's top.

    The track is ``frame.maximum``, by default 100. With ``frame.rows`` the bars are centred on them.
    Options: ``accent`` (``green`` on the sustainability page; default: the datum's area, else the primary
    colour). Labels: ``missing``.
    """
    maximum = frame.maximum or Decimal(100)
    data = chart.data
    if frame.rows and len(frame.rows) != len(data):
        raise rows_fault(chart, frame, len(data))
    top = 0.0
    for number, datum in enumerate(data):
        lines = _name(sheet, datum, chart, frame) if frame.labels else ()
        above = _above(sheet, len(lines))
        y = frame.rows[number] if frame.rows else top + above + frame.bar / 2
        _meter(sheet, chart, frame, datum, y, part(datum.value or Decimal(0), maximum))
        _texts(sheet, chart, frame, datum, lines, y - frame.bar / 2 - _UNDER)
        top += above + frame.bar + _ROWS


def _above(sheet: Sheet, lines: int) -> float:
    style = sheet.theme.types["table"]
    return RISE * style.size + (lines - 1) * style.leading + _UNDER if lines else OVERSHOOT


def _value(chart: Chart, datum: Datum) -> str:
    return missing(chart) if datum.value is None else datum.shown


def _name(sheet: Sheet, datum: Datum, chart: Chart, frame: ChartFrame) -> tuple[str, ...]:
    style = sheet.theme.types["table"]
    taken = sheet.width_of(_value(chart, datum), sheet.theme.types["table-number"]) + _BETWEEN
    return sheet.wrap(datum.label, frame.width - taken, style)


def _meter(sheet: Sheet, chart: Chart, frame: ChartFrame, datum: Datum, y: float, share: float) -> None:
    tone = tones(sheet.theme, chart, datum.area)
    top = y - frame.bar / 2
    if datum.value is None:
        sheet.box(0, top, frame.width, frame.bar, "missing")
        return
    sheet.box(0, top, frame.width, frame.bar, tone.light)
    sheet.box(0, top, share * frame.width, frame.bar, tone.fill)
    # The light track may be as light as the page: its two ends are lines.
    for x in (AXIS / 2, frame.width - AXIS / 2):
        sheet.line([(x, top), (x, top + frame.bar)], AXIS, tone.line)
    inside = min(max(share * frame.width, END / 2), frame.width - END / 2)
    end_line(sheet, inside, y, frame.bar, tone.line)


def _texts(
    sheet: Sheet, chart: Chart, frame: ChartFrame, datum: Datum, lines: tuple[str, ...], baseline: float
) -> None:
    if not frame.labels:
        return
    name = sheet.theme.types["table"]
    paragraph(sheet, 0, baseline - (len(lines) - 1) * name.leading, lines, name)
    strong = replace(sheet.theme.types["table-number"], colour=tones(sheet.theme, chart, datum.area).line)
    style = sheet.theme.types["caption"] if datum.value is None else strong
    sheet.text(frame.width, baseline, _value(chart, datum), style, "end")
