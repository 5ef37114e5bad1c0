"""The sheets to look things up in: every figure as a row, every definition and every explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Status
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.entries import area_text, definition, formula, status_entry, value_entry
from reportgen.render.xlsx.figures import Figure, full_title, rows, theme_indicators
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import HEADER_ROW, Column, Sheet

Strings = Mapping[str, str]

_GUIDES = ("percent", "rounding", "missing", "change", "derived", "control", "hash", "files")


@dataclass(frozen=True, slots=True)
class _DataRows:
    """The rows of the flat sheet, made anew each time they are gone through."""

    edition: Edition
    lang: str
    places: Mapping[tuple[str, int], str]
    text: Strings

    def __iter__(self) -> Iterator[Line]:
        for seen in rows(self.edition):
            yield Line(data_row(self.edition, self.lang, seen, self.places, self.text))


def data_sheet(
    edition: Edition, lang: str, names: Names, places: Mapping[tuple[str, int], str], text: Strings
) -> Sheet:
    """Return the flat sheet: one row an indicator and year; ``places`` are where figures are printed."""
    return Sheet(
        table="data",
        name=names.data,
        title=f"{text['sheet.data']} {edition.year}",
        holds=text["appendix.data_holds"].format(title=full_title(edition, lang)),
        lines=(
            text["appendix.rows"].format(count=sum(1 for _ in rows(edition))),
            text["appendix.data_source_line"].format(sheet=names.notes),
            text["appendix.unit_line"],
        ),
        columns=data_columns(edition, text),
        rows=_DataRows(edition, lang, places, text),
        contents=text["appendix.data_contents"],
    )


def value_column(edition: Edition, text: Strings) -> str:
    """Return the letter of the flat sheet's column of values."""
    headers = [column.header for column in data_columns(edition, text)]
    return get_column_letter(headers.index(text["column.value"]) + 1)


def indicators_sheet(
    edition: Edition, lang: str, names: Names, places: Mapping[str, str], text: Strings
) -> Sheet:
    """Return the sheet of definitions: one row an indicator, with its formula and its comparability."""
    themes = edition.catalogue.themes
    told = [entry for theme in themes for entry in theme_indicators(edition, theme)]
    return Sheet(
        table="indicators",
        name=names.indicators,
        title=f"{text['sheet.indicators']} {edition.year}",
        holds=text["appendix.indicators_holds"].format(title=full_title(edition, lang)),
        lines=(
            text["appendix.rows"].format(count=len(told)),
            text["appendix.data_source_line"].format(sheet=names.notes),
            text["appendix.log_line"],
        ),
        columns=(
            Column(text["column.id"], 31),
            *(Column(text[f"column.name_{name}"], 33) for name in edition.languages),
            Column(text["column.theme"], 16),
            Column(text["column.unit"], 13),
            Column(text["column.definition"], 60),
            Column(text["appendix.comparability"], 50),
            Column(text["column.shown"], 30),
        ),
        rows=tuple(_indicator(edition, lang, entry, places, text) for entry in told),
        contents=text["appendix.indicators_contents"],
    )


def _indicator(
    edition: Edition, lang: str, entry: Indicator, places: Mapping[str, str], text: Strings
) -> Line:
    return Line(
        (
            Entry(entry.id, "strong", place=entry.place),
            *(Entry(entry.label[name], place=entry.place) for name in edition.languages),
            Entry(edition.catalogue.themes[entry.theme].label[lang], "small"),
            Entry(entry.unit.label[lang], "small"),
            Entry(definition(edition, lang, entry, text), place=entry.place),
            Entry(entry.comparability.get(lang), "small", place=entry.place),
            Entry(places.get(entry.id), "small"),
        )
    )


def notes_sheet(edition: Edition, lang: str, names: Names, text: Strings) -> Sheet:
    """Return the sheet of explanations: status codes, how to read, abbreviations, sources, remarks."""
    lines = tuple(_explanations(edition, lang, text))
    return Sheet(
        table="notes",
        name=names.notes,
        title=f"{text['sheet.notes']} {edition.year}",
        holds=text["appendix.notes_holds"].format(title=full_title(edition, lang)),
        lines=(
            text["appendix.rows"].format(count=len(lines)),
            text["appendix.notes_source_line"],
            text["appendix.notes_unit_line"],
        ),
        columns=(
            Column(text["appendix.kind"], 13),
            Column(text["column.id"], 31),
            Column(text["column.year"], 8, "header-number"),
            Column(text["appendix.mark"], 12, "header-centre"),
            Column(text["appendix.name"], 40),
            Column(text["column.meaning"], 75),
        ),
        rows=lines,
        contents=text["appendix.notes_contents"],
    )


def data_columns(edition: Edition, text: Strings) -> tuple[Column, ...]:
    """Return the columns of the flat table."""
    return (
        Column(text["column.id"], 31),
        *(Column(text[f"column.name_{lang}"], 33) for lang in edition.languages),
        Column(text["column.theme"], 16),
        Column(text["appendix.area"], 22),
        Column(text["column.unit"], 14),
        Column(text["column.year"], 7, "header-number"),
        Column(text["column.value"], 12, "header-number"),
        Column(text["column.status"], 8, "header-centre"),
        Column(text["column.decimals"], 11, "header-number"),
        Column(text["column.source"], 12),
        Column(text["column.place"], 30),
        Column(text["column.shown"], 26),
        Column(text["column.note"], 40),
    )


def data_row(
    edition: Edition, lang: str, seen: Figure, places: Mapping[tuple[str, int], str], text: Strings
) -> tuple[Entry, ...]:
    """Return the row of a figure in the flat table."""
    indicator = seen.indicator
    derived = indicator.derived_in(seen.year) is not None
    place = formula(edition, lang, indicator, text) if derived else seen.source_place
    return (
        Entry(indicator.id, place=indicator.place),
        *(Entry(indicator.label[name], "small", place=indicator.place) for name in edition.languages),
        Entry(edition.catalogue.themes[indicator.theme].label[lang], "small"),
        Entry(area_text(edition, lang, indicator.area), "small"),
        Entry(indicator.unit.label[lang], "small"),
        Entry(seen.year, "number", "0"),
        value_entry(seen),
        status_entry(seen.status, text)._replace(format="General"),
        Entry(max(0, seen.decimals), "number", "0"),
        Entry(text["derived"] if derived else seen.source, "small", place=seen.place),
        Entry(place, "small", place=seen.place),
        Entry(places.get((indicator.id, seen.year)), "small"),
        Entry(seen.note.get(lang), "small", place=seen.place),
    )


def _explanations(edition: Edition, lang: str, text: Strings) -> Iterator[Line]:
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
    for source in edition.catalogue.sources.values():
        words = ". ".join(part for part in (source.publisher[lang], source.url) if part)
        yield _line(text["appendix.kind_source"], source.id, words, name=source.title[lang], year=source.year)
    for seen in rows(edition):
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
    )


def _line(kind: str, id: str, words: str, *, name: str = "", year: int | None = None, mark: str = "") -> Line:
    return Line(
        (
            Entry(kind, "small"),
            Entry(id, "strong"),
            Entry(year, "number", "0"),
            Entry(mark, "status-strong"),
            Entry(name),
            Entry(words),
        )
    )
