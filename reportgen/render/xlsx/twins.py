"""Open twins: the figures as a Frictionless data package of tidy CSV files, for programs and archives.

Field names are the same in every language, words are in one. Values are those of the workbook's cells.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from io import StringIO

from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Status
from reportgen.render.xlsx.cells import Content
from reportgen.render.xlsx.entries import area_text, definition, formula, value_entry
from reportgen.render.xlsx.figures import Figure, Scope, full_title
from reportgen.render.xlsx.flat import csv_text
from reportgen.render.xlsx.package import utc
from reportgen.render.xlsx.printed import Printed, places_by_figure
from reportgen.render.xlsx.reconciliation import seal

_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
_URL = re.compile(r"https?://\S+")

Row = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its name, its type (Table Schema), and whether every row must have it."""

    name: str
    type: str = "string"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Resource:
    """A CSV file: its name, columns, rows, the columns that name a row, and those that name another's."""

    name: str
    fields: tuple[Field, ...]
    rows: Iterable[Row]
    key: tuple[str, ...]
    foreign: Mapping[str, str]


def render_twins(
    edition: Edition, lang: str, *, stamp: datetime | None = None, printed: Printed | None = None
) -> dict[str, bytes]:
    """Return the files of the data package in one language, by name.

    ``stamp`` is when it is said to be made, by default midnight of the day of publication. Of a licence only
    what the project states is told, nothing where it states none.
    """
    files, described, scope = {}, [], Scope(edition)
    for resource in _resources(scope, lang, places_by_figure(printed, edition, lang)):
        data = _csv(resource)
        files[f"{resource.name}.csv"] = data
        described.append(_described(resource, data, lang))
    moment = utc(stamp or datetime.combine(edition.published, time()))
    package = _package(scope, lang, moment) | {"resources": described}
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    return {"datapackage.json": text.encode("utf-8"), **files}


def _package(scope: Scope, lang: str, moment: datetime) -> dict[str, object]:
    edition, text, sealed = scope.edition, strings(lang), seal(scope)
    used = {seen.source for seen in scope.figures}
    described: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": f"vuosi-{edition.year}-{lang}",
        "title": full_title(edition, lang),
        "description": text["twins.description"],
        "lang": lang,
        "created": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "contributors": [{"title": edition.publisher[lang], "role": "publisher"}],
        "sources": [
            {"title": source.title[lang]} | ({"path": source.url} if source.url else {})
            for source in edition.catalogue.sources.values()
            if source.id in used
        ],
        "seal": {"algorithm": "sha256", "lines": "indicator;year;value;status", "value": sealed.sha256},
    }
    return described | _state(described, edition, lang) | _licence(edition.licence)


def _state(described: dict[str, object], edition: Edition, lang: str) -> dict[str, object]:
    """Return what a package says otherwise while it is a draft, and which it is."""
    if not edition.draft:
        return {"state": "approved"}
    words, made = strings(lang)["draft"], edition.publisher[lang]
    return {
        "title": f"{described['title']} ({words})",
        "description": f"{made}. {described['description']}",
        "contributors": [{"title": made, "role": "author"}],
        "state": "draft",
    }


def _licence(stated: str) -> dict[str, object]:
    """Return a licence as the owner states it: by a name such as CC-BY-4.0, an address, or in words."""
    if not stated.strip():
        return {}
    if _URL.fullmatch(stated):
        return {"licenses": [{"path": stated}]}
    if _LICENCE_NAME.fullmatch(stated):
        return {"licenses": [{"name": stated}]}
    return {"licenses": [{"name": "other", "title": stated}]}


def _described(resource: Resource, data: bytes, lang: str) -> dict[str, object]:
    text = strings(lang)
    fields = [
        {"name": one.name, "type": one.type, "title": text[f"twins.{one.name}"]}
        | ({"constraints": {"required": True}} if one.required else {})
        for one in resource.fields
    ]
    foreign = [
        {"fields": field, "reference": {"resource": other, "fields": field}}
        for field, other in resource.foreign.items()
    ]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": list(resource.key)}
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "title": text[f"twins.{resource.name}"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema | ({"foreignKeys": foreign} if foreign else {}),
    }


def _csv(resource: Resource) -> bytes:
    file = StringIO()
    writer = csv.writer(file)
    writer.writerow(field.name for field in resource.fields)
    for row in resource.rows:
        writer.writerow(csv_text(content) for content in row)
    return file.getvalue().encode("utf-8")


def _resources(scope: Scope, lang: str, places: Mapping[tuple[str, int], str]) -> Iterator[Resource]:
    edition, text = scope.edition, strings(lang)
    catalogue = edition.catalogue
    told = [entry for theme in scope.themes for entry in scope.indicators(theme)]
    yield Resource(
        "observations",
        (
            Field("indicator", required=True),
            Field("year", "year", required=True),
            Field("value", "number"),
            Field("unit", required=True),
            Field("status", required=True),
            Field("decimals", "integer", required=True),
            Field("derived", "boolean", required=True),
            Field("source"),
            Field("place"),
            Field("printed"),
            Field("note"),
        ),
        (_observation(edition, lang, seen, places) for seen in scope.figures),
        ("indicator", "year"),
        {"indicator": "indicators", "status": "statuses", "source": "sources"},
    )
    yield Resource(
        "indicators",
        (
            Field("indicator", required=True),
            *(Field(f"label_{name}", required=True) for name in edition.languages),
            Field("theme", required=True),
            Field("theme_label", required=True),
            Field("area"),
            Field("unit", required=True),
            Field("definition"),
            Field("comparability"),
        ),
        (_indicator(edition, lang, entry) for entry in told),
        ("indicator",),
        {},
    )
    yield Resource(
        "sources",
        (
            Field("source", required=True),
            Field("title", required=True),
            Field("publisher"),
            Field("year", "year"),
            Field("url"),
        ),
        ((s.id, s.title[lang], s.publisher[lang], s.year, s.url) for s in catalogue.sources.values()),
        ("source",),
        {},
    )
    yield Resource(
        "statuses",
        (Field("status", required=True), Field("meaning", required=True)),
        ((status.value, text[f"status.{status.name.lower()}"]) for status in Status),
        ("status",),
        {},
    )


def _observation(edition: Edition, lang: str, seen: Figure, places: Mapping[tuple[str, int], str]) -> Row:
    derived = seen.indicator.derived_in(seen.year) is not None
    return (
        seen.indicator.id,
        seen.year,
        value_entry(seen).content,
        seen.indicator.unit.label[lang],
        seen.status.value,
        max(0, seen.decimals),
        "true" if derived else "false",
        seen.source,
        formula(edition, lang, seen.indicator, strings(lang)) if derived else seen.source_place,
        places.get((seen.indicator.id, seen.year)),
        seen.note.get(lang),
    )


def _indicator(edition: Edition, lang: str, entry: Indicator) -> Row:
    return (
        entry.id,
        *(entry.label[name] for name in edition.languages),
        entry.theme,
        edition.catalogue.themes[entry.theme].label[lang],
        area_text(edition, lang, entry.area),
        entry.unit.label[lang],
        definition(edition, lang, entry, strings(lang)),
        entry.comparability.get(lang),
    )
