"""Figures of the appendix: what one indicator has to say about one year, present or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import reduce

from reportgen.findings import Place
from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Indicator, Localised, Status, UnitKind
from reportgen.model.values import change, value

DIGITS = Context(prec=15)
"""A spreadsheet keeps 15 significant digits; a quotient without an end is cut to them."""

MISSING = frozenset({Status.MISSING, Status.NOT_APPLICABLE})
# A sum is no better than its weakest part; the order is from strong to weak.
_STRENGTH = (
    Status.NORMAL,
    Status.PROVISIONAL,
    Status.ESTIMATED,
    Status.UNCONFIRMED,
    Status.DEFINITION_DIFFERS,
    Status.BREAK,
    Status.NOT_APPLICABLE,
    Status.MISSING,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one year. ``value`` is as stored (79 for 79 percent), None when it is missing.

    ``note`` and ``source_place`` are empty and ``source`` is None for a derived value and for a year that
    no source tells about.
    """

    indicator: Indicator
    year: int
    value: Decimal | None
    status: Status
    source: str | None
    source_place: str
    note: Localised
    place: Place


def figure(edition: Edition, indicator: Indicator, year: int) -> Figure:
    """Return what is known of an indicator in a year; nothing known is a figure with status missing."""
    if indicator.derivation is not None:
        amount = value(edition, indicator.id, year)
        parts = (
            figure(edition, edition.catalogue.indicators[id], year).status for id in indicator.derivation.of
        )
        status = reduce(lambda one, other: max(one, other, key=_STRENGTH.index), parts, Status.NORMAL)
        if amount is None:
            return Figure(indicator, year, None, Status.MISSING, None, "", {}, indicator.place)
        return Figure(indicator, year, DIGITS.plus(amount), status, None, "", {}, indicator.place)
    seen = edition.observations.get((indicator.id, year))
    if seen is None:
        return Figure(indicator, year, None, Status.MISSING, None, "", {}, indicator.place)
    place = seen.source_place
    return Figure(indicator, year, seen.value, seen.status, seen.source, place, seen.note, seen.place)


def theme_indicators(edition: Edition, theme: str) -> tuple[Indicator, ...]:
    """Return the indicators of a theme in the catalogue's order."""
    return tuple(entry for entry in edition.catalogue.indicators.values() if entry.theme == theme)


def theme_years(edition: Edition, theme: str) -> tuple[int, ...]:
    """Return the years of a theme's sheet: from the first one with a value to the edition's own.

    A year between them without any value stays, so that a gap in a series is seen.
    """
    ids = {entry.id for entry in theme_indicators(edition, theme)}
    years = [
        year for (id, year), seen in edition.observations.items() if id in ids and seen.value is not None
    ]
    return tuple(range(min([*years, edition.year]), edition.year + 1))


def rows(edition: Edition) -> Iterator[Figure]:
    """Yield every figure of the appendix: themes, indicators and years in order."""
    for theme in edition.catalogue.themes:
        years = theme_years(edition, theme)
        for indicator in theme_indicators(edition, theme):
            for year in years:
                yield figure(edition, indicator, year)


def comparable_change(edition: Edition, indicator: Indicator, year: int, base: int) -> Decimal | None:
    """Return the difference of two years in the indicator's unit (percentage points for percent), or None.

    None as well when the difference would mean nothing: the series breaks at ``year``, or either value
    follows another definition.
    """
    new, old = figure(edition, indicator, year), figure(edition, indicator, base)
    if new.status is Status.BREAK or Status.DEFINITION_DIFFERS in (new.status, old.status):
        return None
    if new.value is None or old.value is None:
        return None
    difference = change(edition, indicator.id, year, base)
    return None if difference is None else DIGITS.plus(difference)


def group_of(edition: Edition, indicator: Indicator) -> TableSpec | None:
    """Return the first table of the publication that shows an indicator, or what it is derived from."""
    for table in edition.tables.values():
        if indicator.id in (*table.rows, *table.shares, table.total, table.total_share):
            return table
    if indicator.derivation is not None:
        return group_of(edition, edition.catalogue.indicators[indicator.derivation.of[0]])
    return None


def is_percent(indicator: Indicator) -> bool:
    """Tell whether a value is stored as percent and so goes into a cell as a fraction."""
    return indicator.unit.kind is UnitKind.PERCENT


def full_title(edition: Edition, lang: str) -> str:
    """Return the publication's title with its year, as it is printed and cited."""
    return f"{edition.title[lang]} {edition.year}"
