"""Standing: where an indicator stands in a year, and which way it went since the year it compares with.

Whatever shows an indicator against a promise or goal asks here, so that brochure and workbook agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.model import values
from reportgen.model.edition import Edition
from reportgen.model.series import Comparison, LostInRounding, Way, comparison, earlier_years, joined

Verdict = Literal["better", "worse", "higher", "lower", "same", "rounded", "not_comparable", "first"]
"""``rounded``: the values differ by less than one of them was rounded. ``not_comparable``: earlier values
exist and count otherwise. ``first``: there is no earlier value at all.

``higher`` and ``lower`` are said of an indicator that is good neither way.
"""

_VERDICTS: Mapping[tuple[str, Way], Verdict] = {
    ("up", "up"): "better",
    ("up", "down"): "worse",
    ("down", "down"): "better",
    ("down", "up"): "worse",
    ("neutral", "up"): "higher",
    ("neutral", "down"): "lower",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator in a year: its value at full precision in its own unit, None when it is not known.

    ``base`` is the latest earlier year that was counted alike, and ``comparison`` holds both values; None
    where there is no such year or the difference is lost in rounding.
    """

    indicator: str
    year: int
    value: Decimal | None
    base: int | None
    comparison: Comparison | None
    verdict: Verdict

    @property
    def way(self) -> Way | None:
        """Which way the value went since the base year."""
        return self.comparison.way if self.comparison else None


def standing(edition: Edition, name: str, year: int | None = None) -> Standing:
    """Return the standing of an indicator in a year, the edition's unless given.

    Raises `KeyError` with the nearest name for an unknown indicator.
    """
    year = edition.year if year is None else year
    one, amount = values.indicator(edition, name), values.value(edition, name, year)
    base = _base(edition, name, year) if amount is not None else None
    if base is None:
        verdict: Verdict = "not_comparable" if _has_past(edition, (name, *one.follows), year) else "first"
        return Standing(name, year, amount, None, None, verdict)
    try:
        pair = comparison(edition, name, year, base)
    except LostInRounding:
        return Standing(name, year, amount, base, None, "rounded")
    return Standing(name, year, amount, base, pair, _VERDICTS.get((one.good, pair.way), "same"))


def _base(edition: Edition, name: str, year: int) -> int | None:
    known = (each for each in earlier_years(edition, year) if values.value(edition, name, each) is not None)
    return next((each for each in known if joined(edition, name, year, each)), None)


def _has_past(edition: Edition, names: tuple[str, ...], year: int) -> bool:
    earlier = earlier_years(edition, year)
    return any(values.value(edition, name, each) is not None for name in names for each in earlier)
