"""One bar that shows a whole split into its parts, with the parts' values and names under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import END, OVERSHOOT, fault, head, latest, missing, paragraph, tones
from reportgen.charts.texts import least_width
from reportgen.model.document import Chart, Datum

if TYPE_CHECKING:
    from reportgen.charts.sheet import Anchor, Sheet

_BAR = 21.0
_GAP = 8.0  # least space between the texts of neighbours
_LINES = 3  # a name of more lines asks for more width, where there is some
_STEP = 4.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the bar from ``start`` to ``end``, and its text between ``left`` and ``right``."""

    datum: Datum
    start: float
    end: float
    left: float
    right: float
    anchor: Anchor


def split(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw the split bar, hung from the frame's top.

    The data of the latest year are the parts, left to right; a part too narrow for its text lets it reach
    out to the left, aligned with the part's right end, as the last one always is. Options: ``no_bar`` (the
    whole, if it is listed), ``accent``. Labels: ``missing``.
    """
    known = [datum for datum in latest(chart) if datum.value is not None]
    for datum in known:
        if (datum.value or 0) < 0:
            raise fault(chart, f"'{datum.indicator}' is below zero.", "Correct it: it is a part of a whole.")
    if not sum(datum.value or 0 for datum in known):
        caption = sheet.theme.types["caption"]
        sheet.text(0, caption.leading, missing(chart), caption)
        return
    parts = _place(sheet, frame, known)
    top = OVERSHOOT
    for each in parts:
        tone = tones(sheet.theme, chart, each.datum.area)
        sheet.box(each.start, top, each.end - each.start, _BAR, tone.fill)
    for x in (0.0, *(each.end for each in parts)):
        inside = min(max(x, END / 2), frame.width - END / 2)
        sheet.line([(inside, 0), (inside, top + _BAR + OVERSHOOT)], END, "primary")
    depth = _texts(sheet, parts, top + _BAR) if frame.labels else top + _BAR
    _absent(sheet, chart, frame, depth)


def _place(sheet: Sheet, frame: ChartFrame, known: Sequence[Datum]) -> list[_Part]:
    whole = sum(float(datum.value or 0) for datum in known)
    parts: list[_Part] = []
    x = 0.0
    for number, datum in enumerate(known):
        last = number == len(known) - 1
        end = frame.width if last else x + float(datum.value or 0) / whole * frame.width
        anchor: Anchor = "end" if last and number else "start"
        parts.append(_Part(datum, x, end, left=x, right=end if last else end - _GAP, anchor=anchor))
        x = end
    return _make_room(sheet, parts)


def _make_room(sheet: Sheet, parts: list[_Part]) -> list[_Part]:
    """Let a text that is wider than its part reach to the left; its neighbour then ends earlier."""
    limit = parts[-1].right
    for number in range(len(parts) - 1, -1, -1):
        each = parts[number]
        need = _need(sheet, each.datum)
        right = min(each.right, limit)
        if right - each.left >= need:
            parts[number] = replace(each, right=right)
        else:
            left = right - need
            if left < 0:  # the leftmost text may push into the free end of what follows
                left, right = 0.0, need
            parts[number] = replace(each, left=left, right=right, anchor="end" if left else "start")
        limit = parts[number].left - _GAP
    return _push(sheet, parts)


def _push(sheet: Sheet, parts: list[_Part]) -> list[_Part]:
    """Move texts to the right of one that had to reach under its neighbour."""
    for number, (before, each) in enumerate(pairwise(parts), start=1):
        left = max(each.left, before.right + _GAP)
        each = replace(each, left=left, right=max(each.right, left + _need(sheet, each.datum)))
        parts[number] = _widen(sheet, each, before.left + _ink(sheet, before) + _GAP)
    return parts


def _widen(sheet: Sheet, each: _Part, least: float) -> _Part:
    """Let a text of many lines reach further left, where the neighbour's own text leaves paper free."""
    while each.anchor == "end" and each.left - _STEP >= least and len(_lines(sheet, each)) > _LINES:
        each = replace(each, left=each.left - _STEP)
    return each


def _lines(sheet: Sheet, each: _Part) -> tuple[str, ...]:
    return sheet.wrap(each.datum.label, each.right - each.left, sheet.theme.types["table"])


def _ink(sheet: Sheet, each: _Part) -> float:
    """Return how much of its room a text takes."""
    if each.anchor == "end":
        return each.right - each.left
    name, value = sheet.theme.types["table"], head(sheet.theme)
    lines = (sheet.width_of(line, name) for line in _lines(sheet, each))
    return max([*lines, sheet.width_of(each.datum.shown, value)])


def _need(sheet: Sheet, datum: Datum) -> float:
    style = sheet.theme.types["table"]
    words = least_width(datum.label, lambda text: sheet.width_of(text, style))
    return max(words, sheet.width_of(datum.shown, head(sheet.theme)))


def _texts(sheet: Sheet, parts: Sequence[_Part], under: float) -> float:
    """Draw values and names, and return how deep the longest reaches."""
    value, name = head(sheet.theme), sheet.theme.types["table"]
    base = under + OVERSHOOT + 4 + sheet.cap(value)
    deepest = 0
    for each in parts:
        lines = _lines(sheet, each)
        x = each.right if each.anchor == "end" else each.left
        sheet.text(x, base, each.datum.shown, value, each.anchor)
        paragraph(sheet, x, base + name.leading + 1, lines, name, each.anchor)
        deepest = max(deepest, len(lines))
    return base + 1 + deepest * name.leading


def _absent(sheet: Sheet, chart: Chart, frame: ChartFrame, depth: float) -> None:
    """Say under everything which parts have no value."""
    style = sheet.theme.types["caption"]
    for datum in latest(chart):
        if datum.value is None:
            text = f"{datum.label}: {missing(chart)}"
            lines = sheet.wrap(text, frame.width, style)
            paragraph(sheet, 0, depth + style.leading + 2, lines, style)
            depth += len(lines) * style.leading
