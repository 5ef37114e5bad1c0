"""The change log: the publication, and how its figures differ from those of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.locales import date_text
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Status
from reportgen.model.values import status, value
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.figures import full_title, theme_indicators
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import Column, Sheet

Strings = Mapping[str, str]

VERSION = 1
"""The first publication of an edition; a correction of it is a version to come."""


def log_sheet(edition: Edition, lang: str, names: Names, text: Strings) -> Sheet:
    """Return the change log: the publication, then by theme what is new, ended or counted otherwise."""
    lines = tuple(_lines(edition, lang, text))
    return Sheet(
        table="log",
        name=names.log,
        title=f"{text['sheet.log']} {edition.year}",
        holds=text["appendix.log_holds"].format(title=full_title(edition, lang)),
        lines=(
            text["appendix.rows"].format(count=len(lines)),
            text["workbook.source_line"].format(source=edition.publisher[lang]),
            text["appendix.log_line"],
        ),
        columns=(
            Column(text["column.version"], 18, "header-number"),
            Column(text["column.date"], 26),
            Column(text["column.theme"], 24),
            Column(text["column.change"], 52),
            Column(text["appendix.ids"], 75),
        ),
        rows=lines,
        contents=text["appendix.log_contents"],
    )


def _lines(edition: Edition, lang: str, text: Strings) -> Iterator[Line]:
    published = date_text(edition.published.isoformat(), lang)
    if edition.published_assumed:
        published = text["appendix.assumed"].format(date=published)
    yield _line(published, "", text["workbook.first_edition"], ())
    for theme, label in edition.catalogue.themes.items():
        for kind, found in _differences(edition, theme).items():
            if found:
                words = text[f"appendix.log_{kind}"].format(year=edition.year, base=edition.year - 1)
                yield _line(published, label.label[lang], words, found)


def _differences(edition: Edition, theme: str) -> dict[str, Sequence[Indicator]]:
    """Return which indicators of a theme differ from the year before, by how they do."""
    year, told = edition.year, theme_indicators(edition, theme)
    known = {one.id: [value(edition, one.id, each) is not None for each in (year - 1, year)] for one in told}
    odd = (Status.BREAK, Status.DEFINITION_DIFFERS)
    return {
        "new": [one for one in told if known[one.id] == [False, True]],
        "ended": [one for one in told if known[one.id] == [True, False]],
        "otherwise": [
            one
            for one in told
            if all(known[one.id])
            and (status(edition, one.id, year) in odd or status(edition, one.id, year - 1) is odd[1])
        ],
    }


def _line(published: str, theme: str, words: str, found: Sequence[Indicator]) -> Line:
    return Line(
        (
            Entry(VERSION, "number", "0"),
            Entry(published, "small"),
            Entry(theme),
            Entry(words),
            Entry(", ".join(one.id for one in found), "small"),
        )
    )
