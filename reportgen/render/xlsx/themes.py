"""The sheets to read: one a theme, an indicator a row, the years side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Source, UnitKind
from reportgen.model.indicator import Theme as Subject
from reportgen.model.series import Comparison
from reportgen.render.xlsx.body import Line, number_width
from reportgen.render.xlsx.cells import Entry, number_format
from reportgen.render.xlsx.entries import (
    group_text,
    statuses_text,
    value_entry,
    years_text,
)
from reportgen.render.xlsx.figures import (
    DIGITS,
    Scope,
    comparable_change,
    figure,
    full_title,
    group_of,
)
from reportgen.render.xlsx.look import KINDS
from reportgen.render.xlsx.measure import line_width
from reportgen.render.xlsx.names import Names, table_name
from reportgen.render.xlsx.plots import plots
from reportgen.render.xlsx.printing import WIDEST
from reportgen.render.xlsx.sheet import Column, Sheet

_OPTIONAL = ("group", "status", "change", "relative", "change_unit", "shown")
_ASIDE = ("change_unit", "shown", "id")
"""Columns that are printed where there is room."""
_FLEXIBLE = ("group", "indicator", "unit", "status")

Strings = Mapping[str, str]
Cells = dict[str, Entry]


def theme_sheet(
    scope: Scope, lang: str, subject: Subject, names: Names, places: Mapping[str, str], text: Strings
) -> Sheet:
    """Return the sheet of a theme; ``places`` are where indicators are printed.

    An optional column that no row fills is left out.
    """
    edition = scope.edition
    indicators, years = scope.indicators(subject.id), scope.span(subject.id)
    records = _grouped([_record(edition, lang, entry, years, places, text) for entry in indicators], text)
    empty = {key for key in _OPTIONAL if all(record[key].content in (None, "") for record in records)}
    columns = {
        key: _fitted(column, [record[key] for record in records])
        for key, column in _columns(edition.year, years, text).items()
        if key not in empty
    }
    columns = _narrowed(columns)
    count = text["appendix.count_one" if len(records) == 1 else "appendix.count_many"]
    valued = scope.valued(subject.id) or years
    span = (edition.year,) if edition.year in valued else dict.fromkeys((valued[0], valued[-1]))
    sources = _sources(edition, indicators, years)
    return Sheet(
        table=table_name(subject.id),
        name=names.themes[subject.id],
        title=f"{subject.label[lang]} {'–'.join(map(str, span))}",
        holds=text["appendix.theme_holds"].format(title=full_title(edition, lang)),
        lines=(
            count.format(count=len(records), years=years_text("years", years, text)),
            text["workbook.source_line"].format(source=_titles(sources, lang) or text["derived"]),
            text["appendix.unit_line"],
        ),
        codes=text["appendix.sources_line"].format(
            sources=", ".join(source.id for source in sources), sheet=names.notes
        ),
        columns=tuple(columns.values()),
        rows=tuple(_lines(records, tuple(columns))),
        notes=tuple(_below(records, text, names)),
        keep=1 if "group" in empty else 2,
        contents=years_text("contents", valued, text),
        values=tuple(number for number, key in enumerate(columns, start=1) if key.startswith("value ")),
        labels=list(columns).index("indicator") + 1,
        plots=plots(edition, lang, subject.label[lang], indicators, years, text),
    )


def _below(records: list[Cells], text: Strings, names: Names) -> Iterator[str]:
    yield text["appendix.definition_note"].format(sheet=names.indicators)
    cells = [entry for record in records for entry in record.values()]
    if any(entry.style == "missing" for entry in cells):
        yield text["appendix.missing_note"]
    if any(record["change"].content is not None for record in records):
        yield text["appendix.change_note"]
    if any(entry.area for entry in cells):
        yield text["appendix.area_note"].format(sheet=names.data)


def _columns(year: int, years: Sequence[int], text: Strings) -> dict[str, Column]:
    columns = {
        "group": Column(text["column.group"], 26),
        "indicator": Column(text["column.indicator"], 30),
        "unit": Column(text["column.unit"], 15),
    }
    for one in years:
        columns[f"value {one}"] = Column(str(one), 6.5, "header-number")
    columns["status"] = Column(text["column.status"], 13)
    columns["change"] = Column(text["appendix.change"].format(base=year - 1, year=year), 8, "header-number")
    columns["relative"] = Column(text["appendix.relative"], 7, "header-number")
    columns["change_unit"] = Column(text["appendix.change_unit"], 13)
    columns["shown"] = Column(text["column.shown"], 34)
    columns["id"] = Column(text["column.id"], 24, breaks=True)
    return columns


def _narrowed(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Return columns of which those to be read fit on a page together: texts are broken into more lines."""
    needed = list(columns)[: next(n for n, key in enumerate(columns) if key in _ASIDE)]
    flexible = sum(columns[key].width for key in _FLEXIBLE if key in columns)
    over = max(0.0, sum(columns[key].width for key in needed) - WIDEST)
    share = over / flexible if flexible else 0.0
    return {
        key: replace(column, width=column.width * (1 - share)) if key in _FLEXIBLE else column
        for key, column in columns.items()
    }


def _fitted(column: Column, entries: Iterable[Entry]) -> Column:
    """Return a column as wide as its numbers, or no wider than its longest text: the rest is for others."""
    known = [entry for entry in entries if entry.content not in (None, "")]
    if column.style == "header-number":
        return replace(column, width=max([column.width, *(number_width(entry) for entry in known)]))
    kinds = ((str(entry.content), KINDS[entry.style]) for entry in known)
    widest = max((line_width(text, kind.size, bold=kind.bold) for text, kind in kinds), default=column.width)
    return replace(column, width=min(column.width, widest))


def _record(
    edition: Edition,
    lang: str,
    indicator: Indicator,
    years: Sequence[int],
    places: Mapping[str, str],
    text: Strings,
) -> Cells:
    table = group_of(edition, indicator)
    group = group_text(edition, lang, table) if table else ""
    area = indicator.area or (table.area if table else None)
    total = table is not None and indicator.id in (table.total, table.total_share)
    figures = [figure(edition, indicator, year) for year in years]
    cells = {
        "group": Entry(group, area=area, place=table.place if table else None),
        "indicator": Entry(indicator.label[lang], "strong" if total else "text", place=indicator.place),
        "unit": Entry(indicator.unit.label[lang], "small", place=indicator.unit.place),
    }
    for seen in figures:
        cells[f"value {seen.year}"] = value_entry(seen, "number-strong" if total else "number")
    return {
        **cells,
        "status": Entry(statuses_text([(seen.year, seen.status) for seen in figures]), "small"),
        **_change(edition, lang, indicator, text),
        "shown": Entry(places.get(indicator.id), "small"),
        "id": Entry(indicator.id, "small"),
    }


def _change(edition: Edition, lang: str, indicator: Indicator, text: Strings) -> Cells:
    """Return how the value changed from the year before; what may not be compared says so instead."""
    year, none = edition.year, Entry(None, "small")
    pair = comparable_change(edition, indicator, year, year - 1)
    if pair is None:
        both = all(figure(edition, indicator, each).value is not None for each in (year, year - 1))
        told = Entry(text["not_comparable"], "small") if both else none
        return {"change": none, "relative": none, "change_unit": told}
    unit = indicator.unit.change_many.get(lang) or indicator.unit.many.get(lang) or indicator.unit.label[lang]
    change = DIGITS.plus(pair.change)
    shown = number_format(pair.shown_decimals, change, signed=True)
    return {
        "change": Entry(change, "number", shown, place=indicator.place),
        "relative": _relative(pair, indicator),
        "change_unit": Entry(unit, "small", place=indicator.unit.place),
    }


def _relative(pair: Comparison, indicator: Indicator) -> Entry:
    """Return the change as a part of the older value; a percentage or an index has none worth telling."""
    if indicator.unit.kind in (UnitKind.PERCENT, UnitKind.INDEX) or pair.old <= 0:
        return Entry(None, "small")
    part = DIGITS.divide(pair.change, pair.old)
    return Entry(part, "number", number_format(1, part, percent=True, signed=True), place=indicator.place)


def _grouped(records: list[Cells], text: Strings) -> list[Cells]:
    """Name every row's group, the first of a run in strong type; without groups the name bears the colour."""
    if not any(record["group"].content for record in records):
        return [
            {**record, "indicator": record["indicator"]._replace(area=record["group"].area)}
            for record in records
        ]
    before = None
    for record in records:
        name = record["group"].content or text["appendix.other_group"]
        style = "group-again" if name == before else "group"
        record["group"] = record["group"]._replace(content=name, style=style)
        before = name
    return records


def _lines(records: list[Cells], keys: Sequence[str]) -> Iterator[Line]:
    groups = [record["group"].content for record in records]
    for position, record in enumerate(records):
        last = position + 1 == len(records) or groups[position + 1] != groups[position]
        yield Line(tuple(record[key] for key in keys), last=last)


def _sources(edition: Edition, indicators: Iterable[Indicator], years: Sequence[int]) -> list[Source]:
    used = {figure(edition, entry, year).source for entry in indicators for year in years}
    return [source for source in edition.catalogue.sources.values() if source.id in used]


def _titles(sources: Iterable[Source], lang: str) -> str:
    groups: dict[str, list[str]] = {}
    for source in sources:
        groups.setdefault(source.publisher[lang], []).append(source.title[lang])
    return "; ".join(f"{'; '.join(titles)} ({publisher})" for publisher, titles in groups.items())
