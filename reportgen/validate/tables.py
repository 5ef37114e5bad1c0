"""Tables of an edition: every year that they show has values, and what cannot be compared is told."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.findings import Finding, error, info
from reportgen.model.edition import Edition, TableSpec
from reportgen.model.series import NotComparable, comparison
from reportgen.model.values import in_doubt, value


def check_tables(edition: Edition) -> tuple[Finding, ...]:
    """Return the findings on the columns of all tables, in the order of the edition."""
    return tuple(
        found
        for table in edition.tables.values()
        for found in (*_years(edition, table), *_extra(edition, table), *_changes(edition, table))
    )


def _years(edition: Edition, table: TableSpec) -> Iterator[Finding]:
    """A column of years that no row has a value for would only say that there is none."""
    for kind in filter(str.isdigit, table.columns):
        if all(_is_empty(edition, row, int(kind)) for row in table.rows):
            message = f"Table '{table.id}' has a column of {kind}, but no row has a value for that year."
            known = sorted({year for id, year in edition.observations if id in table.rows})
            remedy = f"Its rows have values for {', '.join(map(str, known))}." if known else "Leave it out."
            yield error("unknown-table-year", table.place, message, remedy)


def _is_empty(edition: Edition, row: str, year: int) -> bool:
    """Tell whether there is no value, and none that could only not be read."""
    return value(edition, row, year) is None and not in_doubt(edition, row, year)


def _extra(edition: Edition, table: TableSpec) -> Iterator[Finding]:
    for column in table.extra:
        named = [id for id in column.indicators if id]
        if all(_is_empty(edition, id, column.year) for id in named):
            message = f"A column of table '{table.id}' has no value for {column.year}."
            remedy = "Correct 'year' or the indicators of the column."
            yield error("unknown-table-year", column.place, message, remedy)


def _changes(edition: Edition, table: TableSpec) -> Iterator[Finding]:
    """A column of changes has no number where two years cannot be compared; the author should know."""
    new, old = table.change_years(edition.year)
    rows = (*table.rows, *filter(None, [table.total])) if "change" in table.columns else ()
    for row in rows:
        if any(value(edition, row, year) is None for year in (new, old)):
            continue
        try:
            comparison(edition, row, new, old)
        except NotComparable as fault:
            remedy = "Nothing, if a note of the table says why: the cell tells that there is no change."
            yield info("not-comparable", table.place, f"Table '{table.id}': {fault}", remedy)
