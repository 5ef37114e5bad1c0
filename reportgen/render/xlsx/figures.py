"""Figures of the appendix: what one indicator has to say about one year, present or missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
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


class Scope:
    """What the appendix of an edition tells: years up to its own, themes, indicators, and all figures."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.years = sorted(
            {year for _, year in edition.observations if year <= edition.year} | {edition.year}
        )
        """The years that the data tell of, and the edition's own."""
        self._indicators: dict[str, list[Indicator]] = {theme: [] for theme in edition.catalogue.themes}
        self._valued: dict[str, dict[str, list[int]]] = {theme: {} for theme in edition.catalogue.themes}
        for one in edition.catalogue.indicators.values():
            if any(self._is_told(one, year) for year in self.years):
                self._indicators[one.theme].append(one)
                known = [year for year in self.years if value(edition, one.id, year) is not None]
                self._valued[one.theme][one.id] = known

    def indicators(self, theme: str) -> Sequence[Indicator]:
        """Return the indicators of a theme in the catalogue's order, without those that begin later."""
        return self._indicators[theme]

    def valued(self, theme: str) -> tuple[int, ...]:
        """Return the years in which an indicator of a theme has a value."""
        return tuple(sorted({year for years in self._valued[theme].values() for year in years}))

    def span(self, theme: str) -> range:
        """Return the years of a theme's sheet, from the first with a value on.

        A year without any value stays, so that a gap is seen. They go on to the edition's year where an
        indicator has values of two years or more: that nothing is known of it since is worth telling. Figures
        of a single year, which nobody counts on, end with it.
        """
        valued, last = self.valued(theme), self.edition.year
        if valued and all(len(years) < 2 for years in self._valued[theme].values()) and valued[-1] < last:
            entries = self.indicators(theme)
            last = max(year for year in self.years if any(self._is_told(one, year) for one in entries))
        return range(valued[0] if valued else last, last + 1)

    @cached_property
    def now(self) -> tuple[str, ...]:
        """The themes with a value in the edition's year."""
        return tuple(theme for theme in self._indicators if self.edition.year in self.valued(theme))

    @cached_property
    def earlier(self) -> tuple[str, ...]:
        """The themes that only earlier years tell of."""
        told = (theme for theme, entries in self._indicators.items() if entries)
        return tuple(theme for theme in told if theme not in self.now)

    @property
    def themes(self) -> tuple[str, ...]:
        """All themes in the order of their sheets, those of the edition's own year first."""
        return (*self.now, *self.earlier)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the appendix: themes in the order of their sheets, indicators and years.

        An indicator begins with the first year that tells of it; from then on to the last year of its theme,
        one without a value is there, missing.
        """
        found = []
        for theme in self.themes:
            last = self.span(theme)[-1]
            for one in self.indicators(theme):
                first = next(year for year in self.years if self._is_told(one, year))
                found += [figure(self.edition, one, year) for year in range(first, last + 1)]
        return tuple(found)

    def _is_told(self, one: Indicator, year: int) -> bool:
        """Tell whether a year has a value of an indicator, or says why there is none."""
        known = (one.id, year) in self.edition.observations
        return known or value(self.edition, one.id, year) is not None


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
        if indicator.id in table.named():
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
