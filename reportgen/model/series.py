"""Series: an indicator over the years, and which of its values may be joined by a line or compared.

The status of a value decides (SDMX CL_OBS_STATUS). With B a new series begins: nothing before that year is
comparable with it or what follows. A value with D follows another definition and stands alone. A year
without a value is a gap: values on both sides may be compared, but no line joins them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise
from typing import Literal

from reportgen.model import values
from reportgen.model.edition import Edition
from reportgen.model.indicator import Localised, Status
from reportgen.model.values import PRECISION

Way = Literal["up", "down", "same"]


class NotComparable(ValueError):
    """Two values of an indicator of which no change may be told; the message says why."""


class LostInRounding(NotComparable):
    """Two values that were counted alike and differ by less than one of them was rounded."""


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a series. ``value`` is None where no source has one; ``derived``: it was computed."""

    year: int
    value: Decimal | None
    status: Status
    derived: bool


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator from its first year with a value to its last, every year between them included.

    ``segments`` are runs of years that a line may join; ``breaks`` the years that cannot be compared with
    the value before them; ``notes`` remarks on values by year. ``follows`` names the indicators that earlier
    years were counted by in another scope, and ``comparability`` tells why they are not joined with this one.
    """

    indicator: str
    points: tuple[Point, ...]
    segments: tuple[tuple[int, ...], ...]
    breaks: tuple[int, ...]
    notes: Mapping[int, Localised]
    follows: tuple[str, ...]
    comparability: Localised

    @property
    def gaps(self) -> tuple[int, ...]:
        """The years without a value."""
        return tuple(point.year for point in self.points if point.value is None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two comparable values, both rounded to ``decimals`` (negative: tens and more) if one is that coarse."""

    new: Decimal
    old: Decimal
    decimals: int

    @property
    def change(self) -> Decimal:
        """How much higher the new value is, in the indicator's unit."""
        with localcontext(prec=PRECISION):
            return self.new - self.old

    @property
    def shown_decimals(self) -> int:
        """The decimals that values and change are printed with."""
        return max(0, self.decimals)

    @property
    def way(self) -> Way:
        """Which way the value went, judged by both values as printed."""
        new, old = (_rounded(each, self.decimals) for each in (self.new, self.old))
        return "up" if new > old else "down" if new < old else "same"


def series(edition: Edition, name: str, last: int | None = None) -> Series:
    """Return an indicator over the years of the project, up to ``last`` if it is given.

    Raises `KeyError` with the nearest name for an unknown indicator.
    """
    one = values.indicator(edition, name)
    years = sorted({year for _, year in edition.observations if last is None or year <= last})
    known = [year for year in years if values.value(edition, name, year) is not None]
    span = range(known[0], known[-1] + 1) if known else range(0)
    breaks = tuple(_breaks(edition, name, known))
    return Series(
        indicator=name,
        points=tuple(_point(edition, name, year) for year in span),
        segments=tuple(_segments(known, breaks)),
        breaks=breaks,
        notes={
            year: seen.note
            for year in span
            if (seen := edition.observations.get((name, year))) and any(seen.note.values())
        },
        follows=one.follows,
        comparability=one.comparability,
    )


def comparison(edition: Edition, name: str, year: int, base: int) -> Comparison:
    """Return the values of two years, as exact as both are known, for a change between them to be told.

    Raises `NotComparable` where a value is missing, the series breaks between the years or either value
    follows another definition, `LostInRounding` where the difference is lost in the rounding of the source.
    """
    one = values.indicator(edition, name)
    new, old = values.value(edition, name, year), values.value(edition, name, base)
    if new is None or old is None:
        earlier = f" It follows {', '.join(one.follows)}, which counted otherwise." if one.follows else ""
        raise NotComparable(f"'{name}' has no value for {base if old is None else year}.{earlier}")
    _refuse_other_counts(edition, name, year, base)
    exact = [values.decimals(edition, name, each) for each in (year, base)]
    coarsest = min(exact)
    if coarsest < one.decimals or exact[0] != exact[1]:
        rounded = [_rounded(each, coarsest) for each in (new, old)]
        if rounded[0] == rounded[1] and new != old:
            both = f"'{name}' of {year} and {base} ({new}, {old})"
            raise LostInRounding(f"{both} differ by less than the source has rounded.")
        new, old = rounded
    return Comparison(new, old, coarsest)


def comparable(edition: Edition, name: str, year: int, base: int) -> bool:
    """Tell whether a change between two years may be told (see `comparison`)."""
    try:
        comparison(edition, name, year, base)
    except NotComparable:
        return False
    return True


def base_year(edition: Edition, name: str, year: int) -> int | None:
    """Return the latest earlier year that a change may be told from, None if there is none."""
    return next(
        (base for base in earlier_years(edition, year) if comparable(edition, name, year, base)), None
    )


def earlier_years(edition: Edition, year: int) -> list[int]:
    """Return the years before one that anything is known of, the latest first."""
    return sorted({seen for _, seen in edition.observations if seen < year}, reverse=True)


def joined(edition: Edition, name: str, year: int, base: int) -> bool:
    """Tell whether two years were counted in the same way, so that no break lies between them."""
    try:
        _refuse_other_counts(edition, name, year, base)
    except NotComparable:
        return False
    return True


def _refuse_other_counts(edition: Edition, name: str, year: int, base: int) -> None:
    early, late = sorted((year, base))
    for each in range(early + 1, late + 1):
        if values.status(edition, name, each) is Status.BREAK:
            raise NotComparable(f"The series '{name}' breaks in {each}: {early} and {late} count otherwise.")
    for each in (early, late):
        if values.status(edition, name, each) is Status.DEFINITION_DIFFERS:
            raise NotComparable(f"'{name}' of {each} follows another definition than the rest of its series.")


def _point(edition: Edition, name: str, year: int) -> Point:
    amount = values.value(edition, name, year)
    derived = amount is not None and values.indicator(edition, name).derived_in(year) is not None
    return Point(year, amount, values.status(edition, name, year), derived)


def _breaks(edition: Edition, name: str, known: Sequence[int]) -> Iterator[int]:
    for before, year in pairwise(known):
        if not joined(edition, name, year, before):
            yield year


def _segments(known: Sequence[int], breaks: Sequence[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for year in known:
        if run and (year != run[-1] + 1 or year in breaks):
            yield tuple(run)
            run = []
        run.append(year)
    if run:
        yield tuple(run)


def _rounded(number: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=PRECISION):
        step = Decimal(1).scaleb(-decimals)
        return (number / step).quantize(Decimal(1), ROUND_HALF_UP) * step
