"""Values of indicators: stored ones as they are, derived ones computed exactly."""

from __future__ import annotations

from calendar import isleap
from decimal import Decimal, localcontext

from reportgen.findings import did_you_mean
from reportgen.model.edition import Edition
from reportgen.model.indicator import Derivation, Indicator, Status

PRECISION = 60
"""Digits of a quotient. Stored values have at most 24, so that sums and differences are exact."""

WEAKEST = (
    Status.NORMAL,
    Status.PROVISIONAL,
    Status.ESTIMATED,
    Status.UNCONFIRMED,
    Status.DEFINITION_DIFFERS,
    Status.BREAK,
    Status.NOT_APPLICABLE,
    Status.MISSING,
)
"""Statuses from strong to weak: what is derived is no better than its weakest part."""


def indicator(edition: Edition, name: str) -> Indicator:
    """Return an indicator of the catalogue. Raises `KeyError` with the nearest name for an unknown one."""
    try:
        return edition.catalogue.indicators[name]
    except KeyError:
        near = did_you_mean(name, edition.catalogue.indicators)
        raise KeyError(f"There is no indicator '{name}'. {near}".strip()) from None


def value(edition: Edition, name: str, year: int) -> Decimal | None:
    """Return the value of an indicator in a year at full precision, None when it is not known.

    A derived value is known when every value it is made from is; it is never rounded here.
    """
    derivation = indicator(edition, name).derived_in(year)
    if derivation is None:
        observation = edition.observations.get((name, year))
        return observation.value if observation else None
    operands = [value(edition, operand, year) for operand in derivation.of]
    known = [operand for operand in operands if operand is not None]
    return _derive(derivation, known, year) if len(known) == len(operands) else None


def in_doubt(edition: Edition, name: str, year: int) -> bool:
    """Tell whether a value may be missing only because its row, or its indicator, has a fault."""
    doubt, one = edition.doubt, indicator(edition, name)
    if name in doubt.names:
        return True
    derivation = one.derived_in(year)
    if derivation is None:
        unread = year in doubt.years and (name, year) not in edition.observations
        return unread or (name, year) in doubt.values
    return any(in_doubt(edition, operand, year) for operand in derivation.of)


def status(edition: Edition, name: str, year: int) -> Status:
    """Return the status of a value, for a derived one of its weakest part; missing if nothing is known."""
    derivation = indicator(edition, name).derived_in(year)
    if derivation is None:
        observation = edition.observations.get((name, year))
        return observation.status if observation else Status.MISSING
    if value(edition, name, year) is None:
        return Status.MISSING
    return max((status(edition, operand, year) for operand in derivation.of), key=WEAKEST.index)


def decimals(edition: Edition, name: str, year: int) -> int:
    """Return how many decimals of a value are known and shown.

    It is negative for a value that its source rounded to tens (-1), hundreds (-2), thousands (-3). A sum or
    difference is as exact as its coarsest part; other derived values are shown as the indicator is.
    """
    one = indicator(edition, name)
    derivation = one.derived_in(year)
    if derivation is None:
        observation = edition.observations.get((name, year))
        known = observation.decimals if observation else None
        return one.decimals if known is None else known
    parts = (decimals(edition, operand, year) for operand in derivation.of)
    return min(one.decimals, *parts) if derivation.kind in ("sum", "difference") else one.decimals


def previous(edition: Edition, name: str, year: int) -> Decimal | None:
    """Return the value of the year before."""
    return value(edition, name, year - 1)


def change(edition: Edition, name: str, year: int, base: int) -> Decimal | None:
    """Return the value of ``year`` minus that of ``base`` in the indicator's unit, None when unknown.

    Whether the two may be compared is for `reportgen.model.series` to say.
    """
    new, old = value(edition, name, year), value(edition, name, base)
    if new is None or old is None:
        return None
    with localcontext(prec=PRECISION):
        return new - old


def _derive(derivation: Derivation, operands: list[Decimal], year: int) -> Decimal | None:
    with localcontext(prec=PRECISION):
        match derivation.kind:
            case "sum":
                return sum(operands, Decimal(0))
            case "difference":
                return operands[0] - operands[1]
            case "per_day":
                return operands[0] / (366 if isleap(year) else 365)
            case "share":
                return operands[0] / operands[1] * 100 if operands[1] else None
