"""Cells and phrases that more than one sheet has: values, status codes, definitions, sources, years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Indicator, Status
from reportgen.render.xlsx.cells import NBSP, Entry, fraction, number_format
from reportgen.render.xlsx.figures import MISSING, Figure, is_percent

_DATE = re.compile(r"[,;:]?\s*\{[^}]*\}")
_JOINERS = {"sum": " + ", "difference": " − ", "share": " / ", "per_day": ""}

Strings = Mapping[str, str]


def value_entry(seen: Figure, style: str = "number") -> Entry:
    """Return the cell of a value: a fraction for percent, empty and shaded when it is missing."""
    percent = is_percent(seen.indicator)
    if seen.value is None:
        return Entry(None, "missing", place=seen.place)
    amount = fraction(seen.value) if percent else seen.value
    shown = number_format(max(0, seen.decimals), amount, percent=percent)
    return Entry(amount, style, shown, place=seen.place)


def status_entry(status: Status, text: Strings) -> Entry:
    """Return the cell of a status code as reading sheets print it.

    The cell holds the code alone. A mark that is not the code's own letter (".." for missing) is added by
    the number format, so that a program and a reader both find what they look for.
    """
    mark = text[f"symbol.{status.name.lower()}"]
    shown = f'General;General;General;@" {mark}"' if mark and not mark.isalpha() else "General"
    plain = status is Status.NORMAL or status in MISSING
    return Entry(status.value, "status" if plain else "status-strong", shown)


def statuses_text(statuses: Iterable[tuple[int, Status]]) -> str:
    """Return the statuses that are not normal, by the years that they hold for: ``O 2022, D 2023–2024``."""
    told = []
    for status, run in groupby(statuses, key=itemgetter(1)):
        years = [year for year, _ in run]
        if status is not Status.NORMAL:
            span = dict.fromkeys((years[0], years[-1]))
            told.append(f"{status.value}{NBSP}{'–'.join(map(str, span))}")
    return ", ".join(told)


def definition(edition: Edition, lang: str, indicator: Indicator, text: Strings) -> str:
    """Return an indicator's definition, and for a derived one its formula in words."""
    return f"{indicator.definition.get(lang, '')} {formula(edition, lang, indicator, text)}".strip()


def formula(edition: Edition, lang: str, indicator: Indicator, text: Strings) -> str:
    """Return how a derived indicator is calculated, by the names of its parts; "" for any other."""
    derivation = indicator.derivation
    if derivation is None:
        return ""
    names = (edition.catalogue.indicators[id].label[lang] for id in derivation.of)
    parts = _JOINERS[derivation.kind].join(f"”{name}”" for name in names)
    told = text[f"appendix.formula_{derivation.kind}"].format(parts=parts)
    if derivation.before is None:
        return told
    return text["appendix.formula_before"].format(year=derivation.before, formula=told[:1].lower() + told[1:])


def source_text(edition: Edition, lang: str, id: str) -> str:
    """Return a source as it is named in a line: title and publisher."""
    source = edition.catalogue.sources[id]
    return f"{source.title[lang]} ({source.publisher[lang]})"


def area_text(edition: Edition, lang: str, area: str | None) -> str:
    """Return the name of a service area, or its id when the edition lists no names."""
    names = {entry.id: entry.name[lang] for entry in edition.lists.get("areas", ())}
    return names.get(area, area) if area else ""


def group_text(edition: Edition, lang: str, table: TableSpec) -> str:
    """Return what the rows of a table are, to be named on a sheet with years across.

    A list ``encounter_groups`` names the tables ``encounters_<id of an entry>``; for any other table it is
    the caption without its date, which is written ``{key}`` and would be wrong beside another year.
    """
    for name, entries in edition.lists.items():
        stem = name.removesuffix("_groups")
        for entry in entries if stem != name and table.id.startswith(stem) else ():
            if table.id.endswith(f"_{entry.id}"):
                return entry.name[lang]
    return _DATE.sub("", table.caption[lang])


def years_text(key: str, years: Sequence[int], text: Strings) -> str:
    """Return a phrase about one year, or about the first and the last of many."""
    phrase = text[f"appendix.{key}_{'one' if len(years) == 1 else 'many'}"]
    return phrase.format(first=years[0], last=years[-1])
