"""The catalogue of a project: units, themes, indicators and the documents that values come from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
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
from reportgen.sources.reading import Reading
from reportgen.sources.toml_table import YEAR, Range, Table

FILES = ("seeds/units.toml", "seeds/indicators.toml", "seeds/sources.toml")
GROUPS: Mapping[str, str] = {
    "unit": FILES[0],
    "theme": FILES[1],
    "indicator": FILES[1],
    "source": FILES[2],
}
"""The file that each group of named tables stands in."""

_OPERANDS: Mapping[Formula, tuple[int, int]] = {
    "sum": (1, 99),
    "difference": (2, 2),
    "per_day": (1, 1),
    "share": (2, 2),
}
"""How many indicators a formula takes, at least and at most."""

DECIMALS = Range(0, 9, "No figure is printed with as many decimals")


@dataclass(frozen=True, slots=True)
class Names:
    """What an indicator may refer to; ``areas`` is None where that is not known itself."""

    themes: Collection[str]
    units: Collection[str]
    indicators: Collection[str]
    areas: Collection[str] | None


def load_catalogue(reading: Reading, areas: Collection[str] | None) -> Catalogue:
    """Return the catalogue; a file that cannot be read leaves its part empty and is a finding.

    ``areas`` are the service areas that an indicator may belong to; None: not to be checked.
    """
    files = {name: reading.open(name) for name in FILES}
    groups = {group: files[name].children(group, required=True) for group, name in GROUPS.items()}
    for file in files.values():
        file.close()
    known = {group: reading.names(GROUPS[group], group, tables) for group, tables in groups.items()}
    units = {name: _unit(name, table) for name, table in groups["unit"].items()}
    indicators = {
        name: _indicator(name, table, units, Names(known["theme"], known["unit"], known["indicator"], areas))
        for name, table in groups["indicator"].items()
    }
    themes = {name: _theme(name, table) for name, table in groups["theme"].items()}
    sources = {name: _source(name, table) for name, table in groups["source"].items()}
    reading.findings.extend(_circles(indicators))
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
        year=table.whole("year", YEAR),
        url=table.text("url", ""),
        language=table.text("language", ""),
    )
    table.close()
    return source


def _indicator(
    name: str,
    table: Table,
    units: Mapping[str, Unit],
    known: Names,
) -> Indicator:
    unit = table.reference("unit", "unit", known.units, required=True)
    indicator = Indicator(
        id=name,
        theme=table.reference("theme", "theme", known.themes, required=True),
        unit=units.get(unit) or _no_unit(table.languages),
        decimals=table.whole("decimals", DECIMALS, 0),
        good=cast(Direction, table.choice("good", get_args(Direction), "neutral")),
        label=table.localised("label"),
        short=table.localised("short", required=False),
        definition=table.localised("definition", required=False),
        part_of=table.reference("part_of", "indicator", known.indicators) or None,
        derivation=_derivation(table, known.indicators),
        area=table.reference("area", "area", known.areas) or None,
        growth=table.flag("growth"),
        follows=table.references("follows", "indicator", known.indicators),
        comparability=table.localised("comparability", required=False),
        place=table.place(),
    )
    table.close()
    return indicator


def _no_unit(languages: tuple[str, ...]) -> Unit:
    nothing = dict.fromkeys(languages, "")
    return Unit("", UnitKind.COUNT, nothing, nothing, nothing, nothing, nothing, nothing)


def _derivation(table: Table, known: Collection[str]) -> Derivation | None:
    if "formula" not in table.data:
        table.asked.add("formula")
        return None
    formula = table.child("formula")
    kind = cast(Formula, formula.choice("kind", _OPERANDS))
    of = formula.references("of", "indicator", known, required=True)
    before = formula.whole("before", YEAR, 0) or None
    formula.close()
    least, most = _OPERANDS.get(kind, (1, 99))
    named = formula.data.get("of")
    if isinstance(named, list) and not least <= len(named) <= most:
        count = least if least == most else "one or more"
        message = f"'{kind}' is made from {count} indicators, not {len(named)}."
        table.report("formula-operands", message, "Correct the list 'of'.", "formula")
    return Derivation(kind, of, before) if least <= len(of) <= most else None


def _circles(indicators: dict[str, Indicator]) -> Iterator[Finding]:
    """Find an indicator that is part of itself or derived from itself, and undo what makes it so."""
    parts = {name: (one.part_of,) if one.part_of else () for name, one in indicators.items()}
    formulas = {name: one.derivation.of if one.derivation else () for name, one in indicators.items()}
    for what, links in (("part of", parts), ("derived from", formulas)):
        while way := _circle(links):
            message = f"'{way[0]}' is {what} itself: {' → '.join(way)}."
            yield error("circle", indicators[way[0]].place, message, "Remove one of these links.")
            links[way[0]] = ()
            # Whoever follows the links would never come to an end.
            indicators[way[0]] = replace(indicators[way[0]], part_of=None, derivation=None)


def _circle(links: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the names on a way that comes back to where it began, none if there is no such way."""
    try:
        TopologicalSorter(links).prepare()
    except CycleError as fault:
        way: list[str] = fault.args[1][::-1]
        return way
    return []
