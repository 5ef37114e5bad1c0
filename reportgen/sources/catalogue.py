"""The catalogue of a project: units, themes, indicators and the documents that values come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import cast, get_args

from reportgen.findings import Finding, error
from reportgen.model.indicator import (
    Catalogue,
    Derivation,
    Direction,
    Formula,
    Indicator,
    Source,
    Theme,
    Unit,
    UnitKind,
)
from reportgen.sources.toml_file import read_toml
from reportgen.sources.toml_table import Table, open_table

FILES = ("seeds/units.toml", "seeds/indicators.toml", "seeds/sources.toml")

_OPERANDS: Mapping[Formula, tuple[int, int]] = {
    "sum": (1, 99),
    "difference": (2, 2),
    "per_day": (1, 1),
    "share": (2, 2),
}
"""How many indicators a formula takes, at least and at most."""


def load_catalogue(
    root: Path, languages: tuple[str, ...], areas: Collection[str] | None, findings: list[Finding]
) -> Catalogue:
    """Return the catalogue; a file that cannot be read leaves its part empty and is a finding.

    ``areas`` are the service areas that an indicator may belong to; None: not to be checked.
    """
    units_file, indicators_file, sources_file = (
        open_table(read_toml(root, name, findings), findings, languages) for name in FILES
    )
    units = {name: _unit(name, table) for name, table in units_file.children("unit").items()}
    themes = {name: _theme(name, table) for name, table in indicators_file.children("theme").items()}
    tables = indicators_file.children("indicator")
    indicators = {
        name: _indicator(name, table, units, themes, tables, areas) for name, table in tables.items()
    }
    sources = {name: _source(name, table) for name, table in sources_file.children("source").items()}
    for file in (units_file, indicators_file, sources_file):
        file.close()
    findings.extend(_circles(indicators))
    return Catalogue(indicators, units, themes, sources, FILES)


def _unit(name: str, table: Table) -> Unit:
    kind = table.choice("kind", list(UnitKind))
    unit = Unit(
        id=name,
        kind=UnitKind(kind) if kind in list(UnitKind) else UnitKind.COUNT,
        label=table.localised("label"),
        short=table.localised("short", required=False),
        one=table.localised("one", required=False),
        many=table.localised("many", required=False),
        change_one=table.localised("change_one", required=False),
        change_many=table.localised("change_many", required=False),
        place=table.place(),
    )
    table.close()
    return unit


def _theme(name: str, table: Table) -> Theme:
    theme = Theme(name, table.by_language())
    table.close()
    return theme


def _source(name: str, table: Table) -> Source:
    source = Source(
        id=name,
        title=table.localised("title"),
        publisher=table.localised("publisher"),
        year=table.whole("year"),
        url=table.text("url", ""),
        language=table.text("language", ""),
    )
    table.close()
    return source


def _indicator(
    name: str,
    table: Table,
    units: Mapping[str, Unit],
    themes: Mapping[str, Theme],
    known: Mapping[str, Table],
    areas: Collection[str] | None,
) -> Indicator:
    unit = table.reference("unit", "unit", units or None, required=True)
    decimals = table.whole("decimals", 0)
    if not 0 <= decimals <= 9:
        table.report(
            "unknown-value", f"{decimals} decimals cannot be shown.", "Use a number from 0 to 9.", "decimals"
        )
    indicator = Indicator(
        id=name,
        theme=table.reference("theme", "theme", themes or None, required=True),
        unit=units.get(unit, _NO_UNIT),
        decimals=decimals,
        good=cast(Direction, table.choice("good", get_args(Direction), "neutral")),
        label=table.localised("label"),
        short=table.localised("short", required=False),
        definition=table.localised("definition", required=False),
        part_of=table.reference("part_of", "indicator", known) or None,
        derivation=_derivation(table, known),
        area=table.reference("area", "area", areas) or None,
        growth=table.flag("growth"),
        follows=table.references("follows", "indicator", known),
        comparability=table.localised("comparability", required=False),
        place=table.place(),
    )
    table.close()
    return indicator


_NO_UNIT = Unit("", UnitKind.COUNT, {}, {}, {}, {}, {}, {})


def _derivation(table: Table, known: Mapping[str, Table]) -> Derivation | None:
    if "formula" not in table.data:
        table.asked.add("formula")
        return None
    formula = table.child("formula")
    kind = cast(Formula, formula.choice("kind", _OPERANDS))
    of = formula.references("of", "indicator", known, required=True)
    before = formula.whole("before", 0) or None
    formula.close()
    least, most = _OPERANDS.get(kind, (1, 99))
    if not least <= len(of) <= most:
        message = (
            f"'{kind}' is made from {least if least == most else 'one or more'} indicators, not {len(of)}."
        )
        table.report("formula-operands", message, "Correct the list 'of'.", "formula")
    return Derivation(kind, of, before)


def _circles(indicators: Mapping[str, Indicator]) -> Iterator[Finding]:
    """Find an indicator that is part of itself or derived from itself, in however many steps."""
    parts = {name: (one.part_of,) if one.part_of else () for name, one in indicators.items()}
    formulas = {name: one.derivation.of if one.derivation else () for name, one in indicators.items()}
    for what, links in (("part of", parts), ("derived from", formulas)):
        try:
            TopologicalSorter(links).prepare()
        except CycleError as fault:
            way: list[str] = fault.args[1][::-1]
            message = f"'{way[0]}' is {what} itself: {' → '.join(way)}."
            yield error("circle", indicators[way[0]].place, message, "Remove one of these links.")
