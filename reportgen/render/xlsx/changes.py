"""The change log: the publication, and how its figures differ from those of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.locales import date_text
from reportgen.model.indicator import Indicator, Status
from reportgen.model.values import status, value
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.figures import Scope
from reportgen.render.xlsx.listing import going_on, listing
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import Column, Sheet

Strings = Mapping[str, str]

VERSION = 1
"""The first publication of an edition; a correction of it is a version to come."""


def log_sheet(scope: Scope, lang: str, names: Names, text: Strings) -> Sheet:
    """Return the change log: the publication, then by theme what is new, ended or counted otherwise."""
    edition = scope.edition
    publisher = edition.publisher[lang]
    columns = (
        Column(text["column.version"], 8, "header-number"),
        Column(text["column.date"], 20),
        Column(text["column.theme"], 20),
        Column(text["column.change"], 44),
        Column(text["appendix.ids"], 66),
    )
    lines = going_on(_lines(scope, lang, text), columns)
    return listing(
        "log",
        names.log,
        edition,
        lang,
        text,
        source=publisher if edition.draft else text["workbook.source_line"].format(source=publisher),
        unit=text["appendix.log_line"],
        columns=columns,
        rows=lines,
        count=len(lines),
    )


def _lines(scope: Scope, lang: str, text: Strings) -> Iterator[Line]:
    edition = scope.edition
    published = date_text(edition.published.isoformat(), lang)
    if edition.published_assumed:
        published = text["appendix.assumed"].format(date=published)
    yield _line(published, "", text["publication.draft" if edition.draft else "workbook.first_edition"], ())
    for theme in scope.themes:
        label = edition.catalogue.themes[theme]
        for kind, found in _differences(scope, theme).items():
            if found:
                words = text[f"appendix.log_{kind}"].format(year=edition.year, base=edition.year - 1)
                yield _line(published, label.label[lang], words, found)


def _differences(scope: Scope, theme: str) -> dict[str, Sequence[Indicator]]:
    """Return which indicators of a theme differ from the year before, by how they do."""
    edition, told = scope.edition, scope.indicators(theme)
    year = edition.year
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
