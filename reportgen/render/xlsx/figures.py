"""Figures of the appendix: what one indicator has to say about one year, present or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TypeGuard

from reportgen.findings import Place
from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Indicator, Localised, Status, UnitKind
from reportgen.model.series import Comparison, NotComparable, comparison
from reportgen.model.values import decimals, status, value

DIGITS = Context(prec=15)
"""A spreadsheet keeps 15 significant digits; a quotient without an end is cut to them."""

MISSING = frozenset({Status.MISSING, Status.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one year. ``value`` is as stored (79 for 79 percent), None when it is missing.

    ``note`` and ``source_place`` are empty and ``source`` is None for a derived value and for a year that
    no source tells about. ``decimals`` is how exact the value is, negative for one rounded to tens or more.
    """

    indicator: Indicator
    year: int
    value: Decimal | None
    status: Status
    source: str | None
    source_place: str
    note: Localised
    place: Place
    decimals: int


def figure(edition: Edition, indicator: Indicator, year: int) -> Figure:
    """Return what is known of an indicator in a year; nothing known is a figure with status missing."""
    exact = decimals(edition, indicator.id, year)
    if indicator.derived_in(year) is not None:
        amount, known = value(edition, indicator.id, year), status(edition, indicator.id, year)
        amount = None if amount is None else DIGITS.plus(amount)
        return Figure(indicator, year, amount, known, None, "", {}, indicator.place, exact)
    seen = edition.observations.get((indicator.id, year))
    if seen is None:
        return Figure(indicator, year, None, Status.MISSING, None, "", {}, indicator.place, exact)
    place = seen.source_place
    return Figure(indicator, year, seen.value, seen.status, seen.source, place, seen.note, seen.place, exact)


def theme_indicators(edition: Edition, theme: str) -> tuple[Indicator, ...]:
    """Return the indicators of a theme in the catalogue's order, without those that begin later."""
    years = _years(edition)
    return tuple(
        entry
        for entry in edition.catalogue.indicators.values()
        if entry.theme == theme and any(_is_told(edition, entry, year) for year in years)
    )


def theme_years(edition: Edition, theme: str) -> tuple[int, ...]:
    """Return the years of a theme's sheet: from the first with a value to the last told of.

    A year between them without any value stays, so that a gap in a series is seen.
    """
    entries, every = theme_indicators(edition, theme), _years(edition)
    valued = (year for year in every if any(value(edition, entry.id, year) is not None for entry in entries))
    told = (year for year in reversed(every) if any(_is_told(edition, entry, year) for entry in entries))
    last = next(told, edition.year)
    return tuple(range(next(valued, last), last + 1))


def _years(edition: Edition) -> list[int]:
    return sorted({year for _, year in edition.observations if year <= edition.year} | {edition.year})


def _is_told(edition: Edition, indicator: Indicator, year: int) -> bool:
    """Tell whether a year has a value of an indicator, or says why there is none."""
    return (indicator.id, year) in edition.observations or value(edition, indicator.id, year) is not None


def rows(edition: Edition) -> Iterator[Figure]:
    """Yield every figure of the appendix: themes, indicators and years in order.

    An indicator begins with the first year that tells of it; from then on to the last year of its theme, one
    without a value is there, missing.
    """
    every = _years(edition)
    for theme in edition.catalogue.themes:
        last = theme_years(edition, theme)[-1]
        for indicator in theme_indicators(edition, theme):
            first = next(year for year in every if _is_told(edition, indicator, year))
            for year in range(first, last + 1):
                yield figure(edition, indicator, year)


def comparable_change(edition: Edition, indicator: Indicator, year: int, base: int) -> Comparison | None:
    """Return two values whose difference may be told, or None (see `reportgen.model.series.comparison`)."""
    if not all(is_number(value(edition, indicator.id, each)) for each in (year, base)):
        return None
    try:
        return comparison(edition, indicator.id, year, base)
    except NotComparable:
        return None


def group_of(edition: Edition, indicator: Indicator) -> TableSpec | None:
    """Return the first table of the publication that shows an indicator, or what it is derived from."""
    for table in edition.tables.values():
        if indicator.id in (*table.rows, *table.shares, table.total, table.total_share):
            return table
    if indicator.derivation is not None:
        return group_of(edition, edition.catalogue.indicators[indicator.derivation.of[0]])
    return None


def is_number(amount: Decimal | None) -> TypeGuard[Decimal]:
    """Tell whether there is a value that can be compared; NaN and infinity are refused elsewhere."""
    return amount is not None and amount.is_finite()


def is_percent(indicator: Indicator) -> bool:
    """Tell whether a value is stored as percent and so goes into a cell as a fraction."""
    return indicator.unit.kind is UnitKind.PERCENT


def full_title(edition: Edition, lang: str) -> str:
    """Return the publication's title with its year, as it is printed and cited."""
    return f"{edition.title[lang]} {edition.year}"
