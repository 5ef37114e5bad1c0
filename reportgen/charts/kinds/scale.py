"""A horizontal scale on which one value moved, with a zone that counts as excellent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.common import END, RISE, missing
from reportgen.model.document import Chart, Datum
from reportgen.theme import TypeStyle

if TYPE_CHECKING:
    from reportgen.charts.sheet import Anchor, Sheet

_BAR = 14.0
_TICK = 5.0
_PAD = 4.0
_LEADING = 12.0
_MINUS = "\u2212"
_STEPS = 4


@dataclass(frozen=True, slots=True)
class _Scale:
    """The data by what they mean on a scale that is ``length`` points long."""

    values: tuple[Datum, ...]
    low: Datum
    high: Datum
    excellent: Datum | None
    length: float

    def x(self, value: Decimal) -> float:
        """Return where a value stands, from the left end."""
        low, high = self.limits
        return float((value - low) / (high - low)) * self.length

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """The values at the two ends."""
        return self.low.value or Decimal(0), self.high.value or Decimal(0)


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a value: where the value stands, on which side the text hangs, and whether a row up."""

    x: float
    text: str
    style: TypeStyle
    anchor: Anchor
    raised: bool


def scale(sheet: Sheet, chart: Chart, frame: ChartFrame) -> None:
    """Draw the scale with a block from the previous to the current value, hung from the frame's top.

    Indicators in order: the value, the least and the greatest possible, and (optional) where excellence
    begins. The value has a datum for each of one or two years, whose ``label`` stands beside the block.
    ``signed`` puts a plus sign on ticks above zero; ``ticks`` is the number of steps (default 4). Labels:
    ``missing``, ``excellent`` (default: the label of that datum).
    """
    data = _read(chart, frame)
    labels = _labels(sheet, data) if frame.labels else ()
    rows = 1 + any(label.raised for label in labels)
    base = RISE * sheet.theme.types["label"].size + (rows - 1) * _LEADING
    top = base + _PAD
    if not data.values or data.values[-1].value is None:
        caption = sheet.theme.types["caption"]
        sheet.text(frame.width, base, missing(chart), caption, "end")
    sheet.box(0, top, frame.width, _BAR, "rule")
    if data.excellent is not None and data.excellent.value is not None:
        start = data.x(data.excellent.value)
        sheet.box(start, top, frame.width - start, _BAR, "digital-medium")
        # Both grounds are equally light, so a line tells them apart without colour.
        edge = min(max(start, 0.5), frame.width - 0.5)
        sheet.line([(edge, top), (edge, top + _BAR)], 1, "text")
    block = _block(sheet, data, top)
    _values(sheet, labels, base, top)
    _ticks(sheet, chart, data, top + _BAR)
    _excellent(sheet, chart, data, block, top)


def _read(chart: Chart, frame: ChartFrame) -> _Scale:
    first = chart.spec.indicators[0]
    values = sorted((datum for datum in chart.data if datum.indicator == first), key=lambda datum: datum.year)
    low, high, *zone = (datum for datum in chart.data if datum.indicator != first)
    return _Scale(tuple(values), low, high, zone[0] if zone else None, frame.width)


def _labels(sheet: Sheet, data: _Scale) -> tuple[_Label, ...]:
    """Hang the lesser value's label to the left and the other's to the right, or turn one over a row up."""
    now, then = sheet.theme.types["label"], sheet.theme.types["table"]
    known = [
        (data.x(datum.value), datum.label, now if datum is data.values[-1] else then)
        for datum in data.values
        if datum.value is not None
    ]
    labels: list[_Label] = []
    for place, (x, text, style) in enumerate(sorted(known, key=lambda entry: entry[0])):
        width = sheet.width_of(text, style) + END + _PAD
        fits = width <= x if place == 0 else x + width <= data.length
        anchor: Anchor = "end" if (place == 0) == fits else "start"
        labels.append(_Label(x, text, style, anchor, raised=not fits))
    return tuple(labels)


def _values(sheet: Sheet, labels: Sequence[_Label], base: float, top: float) -> None:
    for label in labels:
        baseline = base - _LEADING if label.raised else base
        x = min(max(label.x, END / 2), sheet.width - END / 2)
        sheet.line([(x, baseline - sheet.cap(label.style) / 2), (x, top + _BAR)], END, "primary")
        away = END / 2 + _PAD if label.anchor == "start" else -END / 2 - _PAD
        sheet.text(x + away, baseline, label.text, label.style, label.anchor)


def _block(sheet: Sheet, data: _Scale, top: float) -> tuple[float, float]:
    """Draw the block between the two values and return its left and right edge."""
    places = [data.x(datum.value) for datum in data.values if datum.value is not None]
    if not places:
        return 0.0, 0.0
    left, right = min(places), max(places)
    if right > left:
        sheet.box(left, top, right - left, _BAR, "primary")
    return left - END / 2, right + END / 2


def _excellent(sheet: Sheet, chart: Chart, data: _Scale, block: tuple[float, float], top: float) -> None:
    """Name the zone inside it where the block leaves room, else under its ticks."""
    if data.excellent is None or data.excellent.value is None:
        return
    text = chart.labels.get("excellent", data.excellent.label)
    style = replace(sheet.theme.types["table-header"], colour="text")
    width = sheet.width_of(text, style)
    start, end = data.x(data.excellent.value), data.length
    baseline = top + _BAR / 2 + sheet.cap(style) / 2
    if end - max(start, block[1]) >= width + 2 * _PAD:
        sheet.text(end - _PAD, baseline, text, style, "end")
    elif min(end, block[0]) - start >= width + 2 * _PAD:
        sheet.text(start + _PAD, baseline, text, style)
    else:
        x = min(max((start + end) / 2, width / 2), data.length - width / 2)
        under = _baseline(sheet, top + _BAR) + sheet.theme.types["table"].leading
        sheet.text(x, under, text, style, "middle")


def _baseline(sheet: Sheet, top: float) -> float:
    """Return the baseline of the ticks' texts under a bar that ends at ``top``."""
    return top + _TICK + 2 + RISE * sheet.theme.types["table"].size


def _ticks(sheet: Sheet, chart: Chart, data: _Scale, top: float) -> None:
    """Draw ticks under the bar; a text that would touch one more important is left to its tick alone."""
    style = sheet.theme.types["table"]
    taken: list[tuple[float, float]] = []
    for value, text in _tick_texts(chart, data).items():
        x = min(max(data.x(value), 0.5), data.length - 0.5)
        sheet.line([(x, top), (x, top + _TICK)], 1, "text")
        width = sheet.width_of(text, style)
        start = min(max(x - width / 2, 0), data.length - width)
        if all(start > right + _PAD or start + width < left - _PAD for left, right in taken):
            taken.append((start, start + width))
            sheet.text(start, _baseline(sheet, top), text, style)


def _tick_texts(chart: Chart, data: _Scale) -> dict[Decimal, str]:
    """Return the ticks' texts by value, the most important first: ends, excellence, then equal steps."""
    low, high = data.limits
    given = chart.spec.options.get("ticks", _STEPS)
    count = given if isinstance(given, int) else _STEPS
    printed = [datum for datum in (data.low, data.high, data.excellent) if datum is not None]
    known = {datum.value: datum.shown for datum in printed if datum.value is not None}
    steps = {low + (high - low) * step / count: "" for step in range(1, count)}
    texts = {value: known.get(value) or _plain(value) for value in {**known, **steps}}
    if chart.spec.options.get("signed"):
        texts = {value: f"+{text}" if value > 0 and text[0] != "+" else text for value, text in texts.items()}
    return texts


def _plain(value: Decimal) -> str:
    # A step between two printed ends has no printed form of its own; both languages write it like this.
    text = f"{abs(value.normalize()):,f}".replace(",", "\u00a0").replace(".", ",")
    return f"{_MINUS}{text}" if value < 0 else text
