"""The charts of ``edition.toml``: each of a known kind, with what this kind takes and the options it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.findings import did_you_mean
from reportgen.model.chartkind import KINDS, ChartKind, Option
from reportgen.model.chartrules import without_bar
from reportgen.model.edition import ChartSpec, OptionValue
from reportgen.model.indicator import Indicator, UnitKind
from reportgen.sources.edition_tables import Known
from reportgen.sources.toml_table import YEAR, Table

_WANTED = {
    "flag": "true or false",
    "whole": "a whole number from 1 to {most}",
    "number": "a number above zero",
    "colour": "a colour role of the theme in quotes",
    "colours": "colour roles of the theme in quotes, at most {most}",
    "indicators": "indicators of the chart, in quotes",
    "date": "the name of a date in quotes",
}


def read_chart(name: str, table: Table, known: Known, dates: Collection[str]) -> ChartSpec:
    """Read ``[chart.NAME]``; ``dates`` are those that an option may name."""
    named = table.choice("kind", KINDS)
    kind = KINDS.get(named)
    inner = table.child("options") if "options" in table.data else None
    table.asked.add("options")
    indicators = table.references("indicators", "indicator", known.indicators, required=True)
    chart = ChartSpec(
        id=name,
        kind=named,
        indicators=indicators,
        years=tuple(sorted(table.listed("years", int, (), YEAR))) or (known.year,),
        options=_options(inner, kind, indicators, dates) if inner and kind else {},
        alt=table.localised("alt", required=False),
        place=table.place(),
        alt_place=table.place("alt"),
    )
    table.close()
    listed = table.data.get("indicators")
    # Of indicators that have been told as unknown nothing more is said.
    if kind and isinstance(listed, list) and len(listed) == len(indicators):
        _check_indicators(table, chart, kind, known.indicators or {})
        _check_years(table, chart, kind)
    return chart


def _options(
    table: Table, kind: ChartKind, indicators: tuple[str, ...], dates: Collection[str]
) -> Mapping[str, OptionValue]:
    found: dict[str, OptionValue] = {}
    for key, option in kind.options.items():
        table.asked.add(key)
        if key not in table.data:
            continue
        value = _value(option, table.data[key])
        if value is None:
            _refuse(table, key, option)
            continue
        found[key] = value
        if option.type == "date":
            table.check_known(key, "date", [str(value)], dates)
        if option.type == "indicators" and isinstance(value, tuple):
            _check_listed(table, key, value, indicators)
    table.close()
    return found


def _refuse(table: Table, key: str, option: Option) -> None:
    raw = table.data[key]
    shown = f"'{raw}'" if isinstance(raw, str) else str(raw)
    wanted = _WANTED.get(option.type, " or ".join(f'"{each}"' for each in option.choices))
    table.report(
        "unknown-value", f"'{key}' cannot be {shown}.", f"Write {wanted.format(most=option.most)}.", key
    )


def _value(option: Option, raw: Any) -> OptionValue | None:
    """Return the value that was written, None where it is not of the option's type or out of its range.

    Numbers, true and false may stand in quotes, and names in a text with commas.
    """
    match option.type:
        case "flag":
            return raw if isinstance(raw, bool) else {"true": True, "false": False}.get(str(raw))
        case "whole" | "number":
            return _number(option, raw)
        case "colours" | "indicators":
            names = [each.strip() for each in raw.split(",")] if isinstance(raw, str) else raw
            if not isinstance(names, list) or not all(isinstance(each, str) and each for each in names):
                return None
            return tuple(names) if 0 < len(names) <= (option.most or len(names)) else None
        case _:
            fits = isinstance(raw, str) and raw.strip() and (not option.choices or raw in option.choices)
            return str(raw).strip() if fits else None


def _number(option: Option, raw: Any) -> int | Decimal | None:
    try:
        number = Decimal(str(raw).strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or number <= 0:
        return None
    if option.type == "number":
        return number
    # The range first: a whole number can be written that is longer than memory.
    return int(number) if number <= option.most and number == int(number) else None


def _check_listed(table: Table, key: str, names: tuple[str, ...], indicators: tuple[str, ...]) -> None:
    for name in (name for name in names if name not in indicators):
        remedy = did_you_mean(name, indicators) or f"Name some of: {', '.join(indicators)}."
        message = f"'{key}' names '{name}', which the chart does not list."
        table.report("unknown-indicator", message, remedy, key)


def _check_indicators(
    table: Table, chart: ChartSpec, kind: ChartKind, known: Mapping[str, Indicator]
) -> None:
    """Judge how many indicators a chart lists, and whether their units go together; one finding at most."""
    least, most = kind.indicators
    count = len(chart.indicators)
    twice = [id for at, id in enumerate(chart.indicators) if id in chart.indicators[:at]]
    if twice:
        message = f"Chart '{chart.id}' lists '{twice[0]}' twice."
        table.report("indicators-count", message, "Leave one of them out.", "indicators", twice[0])
    elif not least <= count <= most or set(without_bar(chart)) >= set(chart.indicators):
        number = f"{count} indicator{'' if count == 1 else 's'}"
        message = f"Chart '{chart.id}' ({chart.kind}) lists {number}, and the kind takes {kind.takes}."
        table.report("indicators-count", message, "List these, or choose another kind.", "indicators")
    elif all(id in known for id in chart.indicators):
        _check_units(table, chart, kind, [known[id] for id in chart.indicators])


def _check_units(table: Table, chart: ChartSpec, kind: ChartKind, listed: list[Indicator]) -> None:
    units, kinds = {one.unit.id for one in listed}, {one.unit.kind for one in listed}
    percent = UnitKind.PERCENT
    if kind.units == "areas":
        bands = [(one.area, one.unit.kind is percent) for one in listed]
        each = [area for area, share in bands if share]
        fits = len(set(bands)) == len(bands) and set(each) == {area for area, _ in bands}
        remedy = "Give each share an area of its own in seeds/indicators.toml, and each count one of these."
    elif kind.units == "percent":
        fits, remedy = kinds == {percent}, "List indicators in percent, or choose another kind."
    else:
        fits = len(units) == 1 or (kind.units == "counts" and kinds == {UnitKind.COUNT})
        remedy = "List indicators of one unit, or make a chart of each."
    if not fits:
        told = ", ".join(f"'{one.id}' ({one.unit.id}{f', {one.area}' if one.area else ''})" for one in listed)
        message = f"Chart '{chart.id}' ({chart.kind}) cannot draw these units together: {told}."
        table.report("chart-units", message, remedy, "indicators")


def _check_years(table: Table, chart: ChartSpec, kind: ChartKind) -> None:
    least, most = kind.years
    years = chart.years
    span = years[-1] - years[0] + 1 if most > 2 else len(years)
    if len(set(years)) < len(years) or not 1000 <= years[0] <= years[-1] <= 9999:
        table.report("unknown-value", f"'years' cannot be {list(years)}.", "Name each year once.", "years")
    elif not least <= len(years) <= span <= most:
        message = f"Chart '{chart.id}' ({chart.kind}) is of {span} years, and the kind takes {kind.takes}."
        remedy = "Name such years, or choose another kind: columns and series are over years."
        table.report("years-count", message, remedy, "years")
