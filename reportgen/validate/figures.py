"""Figures against each other: totals, shares, percentages, statuses and decimals.

A contradiction that the data owns up to, by status U (unconfirmed) on one of the values involved, is told
as information and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from itertools import groupby

from reportgen.findings import Finding, Place, Severity, info, warning
from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Indicator, Observation, Status, UnitKind
from reportgen.model.values import PRECISION, decimals, in_doubt, value
from reportgen.validate.tables import check_tables

_LARGE = 1_000
"""Smaller counts are often the same by chance."""

_VALUELESS = frozenset({Status.MISSING, Status.NOT_APPLICABLE})


def check_figures(edition: Edition) -> tuple[Finding, ...]:
    """Return all findings on the figures of every year that the edition holds, in the order of the data.

    Nothing is said where no indicator could be read, since none of their names can be told from others.
    """
    if not edition.catalogue.indicators:
        return ()
    years = sorted({year for _, year in edition.observations})
    with localcontext(prec=PRECISION):
        findings = [
            finding for seen in edition.observations.values() for finding in _observation(edition, seen)
        ]
        for year in years:
            findings += _totals(edition, year)
            findings += _repeated(edition, year)
            findings += [
                found for table in edition.tables.values() for found in _shares(edition, table, year)
            ]
        findings += check_tables(edition)
    return tuple(dict.fromkeys(findings))


def _observation(edition: Edition, seen: Observation) -> Iterator[Finding]:
    indicator = edition.catalogue.indicators[seen.indicator]
    if seen.value is None or in_doubt(edition, seen.indicator, seen.year):
        return
    if seen.status in _VALUELESS:
        message = f"'{indicator.id}' has status {seen.status} (no value) and the value {seen.value}."
        yield Finding(
            "status-value", Severity.ERROR, seen.place, message, "Empty the value or correct the status."
        )
    exact = decimals(edition, seen.indicator, seen.year)
    if _decimals(seen.value) > max(exact, 0):
        message = f"{seen.value} has more decimals than '{indicator.id}' shows ({exact})."
        remedy = "It is printed rounded: give the indicator more decimals if that is not meant."
        yield warning("decimals-exceeded", seen.place, message, remedy)
    elif exact < 0 and seen.value % Decimal(10) ** -exact:
        message = f"{seen.value} is not a multiple of {Decimal(10) ** -exact}, as its decimals ({exact}) say."
        remedy = "Correct the value or the decimals: changes are rounded by them."
        yield warning("decimals-exceeded", seen.place, message, remedy)
    if indicator.unit.kind is UnitKind.COUNT and seen.value < 0:
        yield _contradiction(
            edition, "count-negative", [seen.indicator], seen.year, f"A count is {seen.value}."
        )
    if indicator.unit.kind is UnitKind.PERCENT and not indicator.growth and not 0 <= seen.value <= 100:
        message = f"'{indicator.id}' is {seen.value} percent, which no share can be."
        remedy = "Correct the value; if it measures a change, write growth = true in seeds/indicators.toml."
        yield _contradiction(edition, "percent-range", [seen.indicator], seen.year, message, remedy)


def _totals(edition: Edition, year: int) -> Iterator[Finding]:
    """Parts make up their total: counts exactly, rounded figures within half a unit for each part."""
    indicators = edition.catalogue.indicators
    for total, parts in _groups(indicators.values()):
        values = [value(edition, part.id, year) for part in parts]
        known = [one for one in values if one is not None]
        whole = value(edition, total, year)
        names = [total, *(part.id for part in parts)]
        if whole is None or len(known) < len(values) or any(in_doubt(edition, one, year) for one in names):
            continue
        gap = sum(known, Decimal(0)) - whole
        if abs(gap) > _tolerance(indicators[total], len(parts)):
            message = (
                f"The {len(parts)} parts of '{total}' add up to {sum(known)} in {year}, but it is {whole}."
            )
            remedy = f"Correct one of them (difference {gap:+f}): {', '.join(part.id for part in parts)}."
            yield _contradiction(edition, "total-differs", names, year, message, remedy)


def _repeated(edition: Edition, year: int) -> Iterator[Finding]:
    """Two large counts that are equal may be one number twice; told where the data doubts one of them."""
    seen: dict[Decimal, list[str]] = {}
    for (name, when), one in edition.observations.items():
        count = edition.catalogue.indicators[name].unit.kind is UnitKind.COUNT
        if when == year and count and one.value is not None and one.value >= _LARGE:
            seen.setdefault(one.value, []).append(name)
    for number, names in seen.items():
        doubted = [name for name in names if edition.observations[name, year].status is Status.UNCONFIRMED]
        if len(names) > 1 and doubted:
            both = " and ".join(f"'{name}'" for name in names)
            yield _contradiction(
                edition, "value-repeated", names, year, f"{both} are both {number} in {year}."
            )


def _groups(indicators: Iterable[Indicator]) -> Iterator[tuple[str, list[Indicator]]]:
    parts = sorted((one for one in indicators if one.part_of), key=lambda one: one.part_of or "")
    for total, group in groupby(parts, key=lambda one: one.part_of or ""):
        yield total, list(group)


def _tolerance(total: Indicator, parts: int) -> Decimal:
    if total.unit.kind is UnitKind.COUNT:
        return Decimal(0)
    return parts * Decimal("0.5").scaleb(-total.decimals)


def _shares(edition: Edition, table: TableSpec, year: int) -> Iterator[Finding]:
    """In a table, a share is its row over the total, rounded half up to the decimals of the share."""
    whole = value(edition, table.total, year) if table.total else None
    if not whole or table.total is None:
        return
    for row, share in [*zip(table.rows, table.shares, strict=False), (table.total, table.total_share)]:
        part, printed = value(edition, row, year), value(edition, share, year) if share else None
        if share is None or part is None or printed is None:
            continue
        if any(in_doubt(edition, one, year) for one in (row, share, table.total)):
            continue
        step = Decimal(1).scaleb(-edition.catalogue.indicators[share].decimals)
        computed = (part / whole * 100).quantize(step, ROUND_HALF_UP)
        if printed.quantize(step, ROUND_HALF_UP) != computed:
            message = f"'{share}' is {printed} in {year}, but {row} of {table.total} ({part} of {whole})"
            yield _contradiction(
                edition, "share-differs", [share, row, table.total], year, f"{message} is {computed}."
            )


def _contradiction(
    edition: Edition, code: str, names: list[str], year: int, message: str, remedy: str = "Correct the value."
) -> Finding:
    """Return an error at the first of the indicators involved, or a remark when the data knows of it."""
    involved = [edition.observations[name, year] for name in names if (name, year) in edition.observations]
    place = _place(edition, names[0], year)
    doubtful = next((seen for seen in involved if seen.status is Status.UNCONFIRMED), None)
    if doubtful is not None:
        known = f"Known: '{doubtful.indicator}' has status U at {doubtful.place}."
        return info(code, place, f"{message} {known}", "Nothing, until a source settles it.")
    return Finding(code, Severity.ERROR, place, message, remedy)


def _place(edition: Edition, name: str, year: int) -> Place:
    seen = edition.observations.get((name, year))
    return seen.place if seen else edition.catalogue.indicators[name].place


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
