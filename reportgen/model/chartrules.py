"""Rules on the values of a chart: what a drawing of its kind would show falsely, or not at all.

A rule gets the chart's specification and its data and yields what breaks it, each with the datum at fault.
A value that is missing breaks none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, localcontext
from typing import NamedTuple

from reportgen.model.document import Datum
from reportgen.model.edition import ChartSpec
from reportgen.model.values import PRECISION

MOST_DOTS = 2000
"""More dots than this cannot be told apart on a page."""

MOST_TIMES = 5
"""A gauge shows up to so many times its target."""

_COUNTED = frozenset({"count", "day", "person"})
_CORRECT = "Correct the value"


class Fault(NamedTuple):
    """A value that cannot be drawn, what is wrong with it, and what to do."""

    datum: Datum
    message: str
    remedy: str


Rule = Callable[[ChartSpec, Sequence[Datum]], Iterator[Fault]]


def zero_or_more(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """Whatever grows from zero shows nothing below it."""
    for datum in data:
        if datum.value is not None and datum.value < 0:
            remedy = f"{_CORRECT}, or draw a series, which goes below zero."
            yield Fault(datum, f"{_told(datum)}, and it draws nothing below zero.", remedy)


def shares(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """A share lies between nothing and all."""
    for datum in data:
        if datum.value is not None and not 0 <= datum.value <= 100:
            yield Fault(datum, f"{_told(datum)}, and a share lies from 0 to 100.", f"{_CORRECT}.")


def countable(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """Things that are drawn one by one are whole, and few enough to see."""
    for datum in data:
        if datum.value is not None and (datum.value != int(datum.value) or datum.value > MOST_DOTS):
            message = f"{_told(datum)}, and it draws whole numbers up to {MOST_DOTS}."
            yield Fault(datum, message, f"{_CORRECT}, or draw bars.")


def part_of_whole(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """The first is a part of the second, which is something."""
    part, whole = data
    if whole.value == 0 and not part.value:
        yield Fault(whole, f"{_told(whole)}: there is nothing to draw.", "Leave the chart out of the text.")
    elif part.value is not None and whole.value is not None and part.value > whole.value:
        message = f"{_told(part)}, more than the whole that it is drawn as a part of: {_told(whole)}."
        yield Fault(part, message, f"{_CORRECT}, or list the part first and the whole after it.")


def enough_target(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """Of a target of nothing no share can be reached; far beyond a target its mark would lie at the foot."""
    reached, target = data
    if target.value == 0:
        yield Fault(target, f"{_told(target)}, and a target of nothing has no shares.", f"{_CORRECT}.")
    elif reached.value and target.value and reached.value > MOST_TIMES * target.value > 0:
        message = f"{_told(reached)}, more than {MOST_TIMES} times its target of {_plain(target.value)}."
        yield Fault(reached, message, f"{_CORRECT}, or tell it without the chart.")


def parts_of_whole(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """Parts make up something: a hundred percent, or the whole that ``no_bar`` names.

    What is not counted may miss it by what was rounded off each part.
    """
    totals = [datum for datum in data if datum.indicator in without_bar(spec)]
    parts = [datum for datum in data if datum not in totals]
    if any(datum.unit_kind == "percent" for datum in parts):
        parts = [datum for datum in parts if datum.unit_kind == "percent"]
    known = [datum.value for datum in parts if datum.value is not None]
    if not known:
        return
    names = ", ".join(f"'{datum.indicator}' {_plain(datum.value)}" for datum in parts)
    with localcontext(prec=PRECISION):
        whole, total = _whole(parts[0], totals), sum(known, Decimal(0))
        gap = Decimal(0) if whole is None else total - whole
        error = Decimal(0) if parts[0].unit_kind in _COUNTED else _rounding(known)
        fits = abs(gap) <= error or (gap < 0 and len(known) < len(parts))
    if not total:
        message = f"all its parts are 0 in {parts[0].year} ({names}): there is nothing to draw."
        yield Fault(parts[0], message, "Leave the chart out of the text.")
    elif not fits:
        told = f"add up to {_plain(total)} in {parts[0].year}, but the whole is {_plain(whole)}"
        yield Fault(parts[0], f"its parts {told}: {names}.", "Correct one, list all parts, or draw bars.")


def on_its_scale(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """A scale has two ends, the least first, and all its values lie between them."""
    low, high = (datum for datum in data if datum.indicator in spec.indicators[1:3])
    if low.value is None or high.value is None or low.value >= high.value:
        ends = " and ".join(_told(datum) for datum in (low, high))
        yield Fault(low, f"a scale needs two ends, the least first: {ends}.", "Correct them or their order.")
        return
    for datum in data:
        if datum.value is not None and not low.value <= datum.value <= high.value:
            message = f"{_told(datum)}, outside its scale from {_plain(low.value)} to {_plain(high.value)}."
            yield Fault(datum, message, f"{_CORRECT}, or the ends of the scale.")


def under_its_maximum(spec: ChartSpec, data: Sequence[Datum]) -> Iterator[Fault]:
    """No days or people are more than the maximum that the author has given them."""
    most = spec.options.get("outlined_max")
    for datum in data:
        if isinstance(most, Decimal) and datum.unit_kind in ("day", "person") and (datum.value or 0) > most:
            message = f"{_told(datum)}, more than its outlined_max ({most})."
            yield Fault(datum, message, f"{_CORRECT}, or raise the maximum.")


def without_bar(spec: ChartSpec) -> tuple[str, ...]:
    """Return the indicators of the option ``no_bar``: totals, which get no mark."""
    names = spec.options.get("no_bar", ())
    return names if isinstance(names, tuple) else ()


def _whole(part: Datum, totals: Sequence[Datum]) -> Decimal | None:
    if totals:
        return totals[0].value
    return Decimal(100) if part.unit_kind == "percent" else None


def _rounding(values: Sequence[Decimal]) -> Decimal:
    """Return how much the sum of values may err: half a unit of the coarsest of them for each."""
    exponents = [value.as_tuple().exponent for value in values]
    coarsest = max(min(exponent, 0) for exponent in exponents if isinstance(exponent, int))
    return len(values) * Decimal("0.5").scaleb(coarsest)


def _told(datum: Datum) -> str:
    return f"'{datum.indicator}' is {_plain(datum.value)} in {datum.year}"


def _plain(value: Decimal | None) -> str:
    """Return a value in digits; a quotient has more of them than anybody wants to read."""
    if value is None:
        return "not known"
    exponent = value.as_tuple().exponent
    return f"{round(value, 4) if isinstance(exponent, int) and exponent < -4 else value:f}"
