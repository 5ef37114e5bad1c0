"""The tables of ``edition.toml``: which indicators make their rows, and what their columns hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reportgen.findings import did_you_mean
from reportgen.model.edition import ColumnSpec, TableSpec
from reportgen.model.indicator import Indicator, Localised
from reportgen.sources.toml_table import YEAR, Table

COLUMNS = ("value", "share", "previous", "change")
"""What a column of a table may hold beside a year, see `TableSpec`."""

LABELS = ("label", "short")
"""Which text of its indicator a row may be called by."""


@dataclass(frozen=True, slots=True)
class Known:
    """What an edition may refer to; None where that is not known itself."""

    year: int
    indicators: Mapping[str, Indicator] | None
    areas: Collection[str] | None


def read_table(name: str, table: Table, known: Known, dates: Collection[str]) -> TableSpec:
    """Read ``[table.NAME]``; ``dates`` are those that its caption and note may name."""
    extra = table.items("column")
    spec = TableSpec(
        id=name,
        caption=table.localised("caption"),
        header=table.localised("header"),
        columns=_kinds(table, known.year),
        rows=table.references("rows", "indicator", known.indicators, required=True),
        shares=table.references("shares", "indicator", known.indicators),
        total=table.reference("total", "indicator", known.indicators) or None,
        total_share=table.reference("total_share", "indicator", known.indicators) or None,
        area=table.reference("area", "area", known.areas) or None,
        note=table.localised("note", required=False),
        place=table.place(),
        labels=table.choice("labels", LABELS, LABELS[0]),
        extra=tuple(_column(inner, known) for inner in extra),
    )
    table.close()
    _check_counts(table, spec, extra)
    for key, texts in (("caption", spec.caption), ("note", spec.note)):
        _check_dates(table, key, texts, dates)
    return spec


def _kinds(table: Table, year: int) -> tuple[str, ...]:
    """Read ``columns``, which other columns may stand in for; each kind and each year stands there once."""
    kinds: tuple[str, ...] = table.listed("columns", str)
    if table.data.get("columns") in (None, []) and not table.data.get("column"):
        remedy = f"Name some of {', '.join(COLUMNS)} or years in 'columns', or add [[{table.name}.column]]."
        table.report("missing-columns", f"{table.name} has no columns.", remedy)
    seen = set[str]()
    for kind in kinds:
        if kind not in COLUMNS and not re.fullmatch(r"[12][0-9]{3}", kind):
            near = did_you_mean(kind, COLUMNS)
            remedy = f"{near} Use a year such as '{year}', or one of: {', '.join(COLUMNS)}.".strip()
            table.report("unknown-column", f"There is no column '{kind}'.", remedy, "columns", kind)
        same = {"value": str(year), "previous": str(year - 1)}.get(kind, kind)
        if same in seen:
            message = f"The column '{kind}' shows what another column shows already."
            table.report("column-twice", message, "Leave one of them out.", "columns", kind)
        seen.add(same)
    return kinds


def _column(table: Table, known: Known) -> ColumnSpec:
    """Read ``[[table.NAME.column]]``, in which ``""`` says that the source has no value for a row."""
    names: tuple[str, ...] = table.listed("indicators", str, None)
    sound = {*table.check_known("indicators", "indicator", filter(None, names), known.indicators)}
    column = ColumnSpec(
        head=table.localised("head"),
        indicators=tuple(name if name in sound else "" for name in names),
        total=table.reference("total", "indicator", known.indicators) or None,
        year=table.whole("year", YEAR, known.year),
        place=table.place(),
    )
    table.close()
    return column


def _check_counts(table: Table, spec: TableSpec, extra: Sequence[Table]) -> None:
    """Shares and columns stand beside the rows, so there are as many of them."""
    if spec.shares:
        _check_count(table, "shares", table)
    for column, inner in zip(spec.extra, extra, strict=True):
        if column.indicators:
            _check_count(inner, "indicators", table)
        if column.total and "total" not in table.data:
            message = f"The column has the total '{column.total}' but {table.name} has no total."
            inner.report("missing-total", message, f"Add 'total' to {table.name}, or leave it out.", "total")


def _check_count(table: Table, key: str, whole: Table) -> None:
    # What stands in the file counts, with the names that have been told as unknown.
    named, rows = len(table.data[key]), whole.data.get("rows")
    if isinstance(rows, list) and named != len(rows):
        message = f"There are {len(rows)} rows but {named} {key}."
        remedy = (
            f"Name one {key.removesuffix('s')} for each row of table '{whole.keys[-1]}', in the same order."
        )
        table.report(f"{key}-count", message, remedy, key)


def _check_dates(table: Table, key: str, texts: Localised, dates: Collection[str]) -> None:
    """A caption names a date as ``{staff}``; it must be one of ``[dates]``."""
    named = {name for text in texts.values() for name in re.findall(r"\{([^{}]*)\}", text)}
    for name in sorted(named - set(dates)):
        remedy = did_you_mean(name, dates) or f'Add {name} = "…" under [dates].'
        table.report("unknown-date", f"There is no date '{name}'.", remedy, key)
