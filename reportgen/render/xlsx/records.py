"""The sheets to look things up in: every figure as a row, every definition and every explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reportgen.findings import Place
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Status
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.checks import ID, THEME, VALUE, YEAR
from reportgen.render.xlsx.entries import area_text, definition, formula, status_entry, value_entry
from reportgen.render.xlsx.figures import Figure, Scope
from reportgen.render.xlsx.listing import going_on, listing
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import HEADER_ROW, Column, Sheet

Strings = Mapping[str, str]

_GUIDES = ("percent", "rounding", "missing", "change", "derived", "control", "hash", "files")


@dataclass(frozen=True, slots=True)
class _DataRows:
    """The rows of the flat sheet, made anew each time they are gone through."""

    scope: Scope
    lang: str
    places: Mapping[tuple[str, int], str]
    text: Strings

    def __iter__(self) -> Iterator[Line]:
        for seen in self.scope.figures:
            yield Line(data_row(self.scope.edition, self.lang, seen, self.places, self.text))


def data_sheet(
    scope: Scope, lang: str, names: Names, places: Mapping[tuple[str, int], str], text: Strings
) -> Sheet:
    """Return the flat sheet: one row an indicator and year; ``places`` are where figures are printed."""
    return listing(
        "data",
        names.data,
        scope.edition,
        lang,
        text,
        source=text["appendix.data_source_line"].format(sheet=names.notes),
        unit=text["appendix.unit_line"],
        columns=data_columns(scope.edition, lang, text),
        rows=_DataRows(scope, lang, places, text),
        count=len(scope.figures),
    )


def data_names(edition: Edition, lang: str, text: Strings) -> dict[str, str]:
    """Return the letters of the flat sheet's columns that formulas look up, by the names they use."""
    headers = [column.header for column in data_columns(edition, lang, text)]
    keys = {ID: "id", YEAR: "year", VALUE: "value", THEME: "theme"}
    return {name: get_column_letter(headers.index(text[f"column.{key}"]) + 1) for name, key in keys.items()}


def indicators_sheet(
    scope: Scope, lang: str, names: Names, places: Mapping[str, str], text: Strings
) -> Sheet:
    """Return the sheet of definitions: one row an indicator, with its formula and its comparability."""
    edition = scope.edition
    told = [entry for theme in scope.themes for entry in scope.indicators(theme)]
    columns = (
        Column(text["column.id"], 26, breaks=True),
        Column(text[f"column.name_{lang}"], 30),
        Column(text["column.unit"], 13),
        Column(text["column.definition"], 56),
        Column(text["appendix.comparability"], 29),
        Column(text["column.shown"], 60),
        Column(text["column.theme"], 28),
        *(Column(text[f"column.name_{name}"], 70) for name in _others(edition, lang)),
    )
    rows = going_on((_indicator(edition, lang, entry, places, text) for entry in told), columns)
    return listing(
        "indicators",
        names.indicators,
        edition,
        lang,
        text,
        source=text["appendix.data_source_line"].format(sheet=names.notes),
        unit=text["appendix.log_line"],
        columns=columns,
        rows=rows,
        count=len(rows),
    )


def _indicator(
    edition: Edition, lang: str, entry: Indicator, places: Mapping[str, str], text: Strings
) -> Line:
    return Line(
        (
            Entry(entry.id, "small-strong", place=entry.place),
            Entry(entry.label[lang], "small", place=entry.place),
            Entry(entry.unit.label[lang], "small", place=entry.unit.place),
            Entry(definition(edition, lang, entry, text), "small", place=entry.place),
            Entry(entry.comparability.get(lang), "small", place=entry.place),
            Entry(places.get(entry.id), "small"),
            Entry(edition.catalogue.themes[entry.theme].label[lang], "small"),
            *(Entry(entry.label[name], "small", place=entry.place) for name in _others(edition, lang)),
        )
    )


def notes_sheet(scope: Scope, lang: str, names: Names, text: Strings) -> Sheet:
    """Return the sheet of explanations: status codes, how to read, abbreviations, sources, remarks."""
    columns = (
        Column(text["appendix.kind"], 12),
        Column(text["column.id"], 29, breaks=True),
        Column(text["column.year"], 7, "header-number"),
        Column(text["appendix.mark"], 9, "header-centre"),
        Column(text["appendix.name"], 34),
        Column(text["column.meaning"], 66),
    )
    lines = going_on(_explanations(scope, lang, text), columns)
    return listing(
        "notes",
        names.notes,
        scope.edition,
        lang,
        text,
        source=text["appendix.notes_source_line"],
        unit=text["appendix.notes_unit_line"],
        columns=columns,
        rows=lines,
        count=len(lines),
    )


def data_columns(edition: Edition, lang: str, text: Strings) -> tuple[Column, ...]:
    """Return the columns of the flat table."""
    return (
        Column(text["column.id"], 37, breaks=True),
        Column(text[f"column.name_{lang}"], 65),
        Column(text["column.unit"], 14),
        Column(text["column.year"], 6, "header-number"),
        Column(text["column.value"], 10, "header-number"),
        Column(text["column.status"], 6, "header-centre"),
        Column(text["column.source"], 16, breaks=True),
        # What follows is not printed, and so wide that it makes few rows taller.
        Column(text["column.place"], 100),
        Column(text["column.decimals"], 11, "header-number"),
        Column(text["column.shown"], 60),
        Column(text["column.note"], 200),
        Column(text["column.theme"], 28),
        Column(text["appendix.area"], 48),
        *(Column(text[f"column.name_{name}"], 80) for name in _others(edition, lang)),
    )


def data_row(
    edition: Edition, lang: str, seen: Figure, places: Mapping[tuple[str, int], str], text: Strings
) -> tuple[Entry, ...]:
    """Return the row of a figure in the flat table."""
    indicator = seen.indicator
    derived = indicator.derived_in(seen.year) is not None
    place = formula(edition, lang, indicator, text) if derived else seen.source_place
    return (
        Entry(indicator.id, "small", place=indicator.place),
        Entry(indicator.label[lang], "small", place=indicator.place),
        Entry(indicator.unit.label[lang], "small", place=indicator.unit.place),
        Entry(seen.year, "number-small", "0"),
        value_entry(seen, "number-small"),
        status_entry(seen.status, text)._replace(format="General"),
        Entry(text["derived"] if derived else seen.source, "small", place=seen.place),
        Entry(place, "small", place=seen.place),
        Entry(max(0, seen.decimals), "number-small", "0"),
        Entry(places.get((indicator.id, seen.year)), "small"),
        Entry(seen.note.get(lang), "small", place=seen.place),
        Entry(edition.catalogue.themes[indicator.theme].label[lang], "small"),
        Entry(area_text(edition, lang, indicator.area), "small"),
        *(Entry(indicator.label[name], "small", place=indicator.place) for name in _others(edition, lang)),
    )


def _others(edition: Edition, lang: str) -> list[str]:
    return [name for name in edition.languages if name != lang]


def _explanations(scope: Scope, lang: str, text: Strings) -> Iterator[Line]:
    edition = scope.edition
    for status in Status:
        name = status.name.lower()
        words, mark = text[f"status.{name}"], text[f"symbol.{name}"]
        yield _line(text["appendix.kind_status"], status.value, words, mark="" if mark.isalpha() else mark)
    for guide in _GUIDES:
        words = text["appendix.change_note" if guide == "change" else f"appendix.guide_{guide}_text"]
        name = text[f"appendix.guide_{guide}"]
        yield _line(text["appendix.kind_guide"], guide, words.format(row=HEADER_ROW), name=name)
    for short, expansion in edition.abbreviations.items():
        yield _line(text["appendix.kind_abbreviation"], short, expansion[lang])
    told = {seen.source for seen in scope.figures}
    if edition.strategy and edition.strategy.covers(edition.year):
        told.add(edition.strategy.source)
    for source in edition.catalogue.sources.values():
        if source.id not in told:
            continue
        words = ". ".join(part for part in (source.publisher[lang], source.url) if part)
        yield _line(text["appendix.kind_source"], source.id, words, name=source.title[lang], year=source.year)
    for seen in scope.figures:
        if any(seen.note.values()):
            yield _remark(seen, lang, text)


def _remark(seen: Figure, lang: str, text: Strings) -> Line:
    plain = seen.status is Status.NORMAL
    return _line(
        text["appendix.kind_note" if plain else "appendix.kind_doubt"],
        seen.indicator.id,
        seen.note.get(lang, ""),
        name=seen.indicator.label[lang],
        year=seen.year,
        mark="" if plain else seen.status.value,
        place=seen.place,
    )


def _line(
    kind: str,
    id: str,
    words: str,
    *,
    name: str = "",
    year: int | None = None,
    mark: str = "",
    place: Place | None = None,
) -> Line:
    return Line(
        (
            Entry(kind, "small"),
            Entry(id, "small-strong"),
            Entry(year, "number", "0"),
            Entry(mark, "status-strong"),
            Entry(name, "small", place=place),
            Entry(words, "small", place=place),
        )
    )
