"""The vocabulary of one template: filters, functions and variables, with every fault reported."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Undefined

from reportgen.model.citation import Scribe
from reportgen.model.edition import NO_DOUBT, Edition
from reportgen.narrate.filters import Filters
from reportgen.narrate.guards import CHOSEN, COMPARED, PRINTED, REPEATED, Guards, Year
from reportgen.narrate.marks import StandIn, plain
from reportgen.narrate.names import Names
from reportgen.narrate.report import CitationLog, Refused, Report

USAGE: Mapping[str, str] = {
    "number": '"staff.total" | number',
    "short": '"staff.recommend" | short(year=previous_year)',
    "long": '"staff.recommend" | long',
    "about": '"finance.programme_saved" | about(10)',
    "change": '"experience.nps" | change',
    "trend": '"experience.nps" | trend("rose", "fell", "stayed the same")',
    "since": '"experience.nps" | since',
    "sign": '"staff.applicant_increase" | sign("more", "fewer", "as many")',
    "most": '"services.home_care" | most(["services.nurse", "services.doctor"], "most", "many")',
    "fraction": '"survey.prefers_on_site" | fraction',
    "term": 'term("hus")',
    "person": 'person("director")',
    "office": 'office("director")',
    "date": 'date("survey", "in")',
    "period": 'period("strategy")',
    "link": 'link("sector")',
    "name": 'name("models.family_centre")',
    "area": 'area("hospital")',
    "source": 'source("ar2024_fi")',
    "abbreviation": 'abbreviation("NPS")',
    "word": 'word("sheet.notes")',
}
"""How each filter and function is written."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What templates may use. Filters are called with (line, value, …), functions with (line, …).

    ``guards`` are filters that no author can call, ``ids`` the names of figures. ``unresolved`` makes what
    stands for a value that could not be given.
    """

    filters: Mapping[str, Callable[..., object]]
    functions: Mapping[str, Callable[..., object]]
    guards: Mapping[str, Callable[..., object]]
    variables: Mapping[str, object]
    ids: Collection[str]
    unresolved: Callable[[int], object]


def vocabulary(edition: Edition, section: str, log: CitationLog, report: Report) -> Vocabulary:
    """Return what a section's template in the report's language may use; what it shows joins the log."""
    names = Names(edition, report.lang)
    filters = Filters(edition, Scribe(report.lang, section, report.file, log.citations), log.values)
    ids = edition.catalogue.indicators

    def unresolved(line: int) -> StandIn:
        return StandIn(filters.unresolved(line))

    # What is refused as a condition counts as true, what is refused as a list is empty.
    otherwise: Mapping[str, Callable[[int], object]] = {
        PRINTED: unresolved,
        CHOSEN: lambda line: True,
        COMPARED: lambda line: True,
        REPEATED: lambda line: (),
    }
    return Vocabulary(
        filters={
            name: _guarded(name, make, unresolved, report, edition, takes_line=True)
            for name, make in filters.filters().items()
        },
        functions={
            name: _guarded(name, make, unresolved, report, edition, takes_line=False)
            for name, make in names.functions().items()
        },
        guards={
            name: _guarded(name, make, otherwise[name], report, edition, takes_line=False)
            for name, make in Guards(ids, _asked(edition)).guards().items()
        },
        variables=_variables(edition, report.lang),
        ids=ids,
        unresolved=unresolved,
    )


def _variables(edition: Edition, lang: str) -> Mapping[str, object]:
    return {
        "year": Year(edition.year),
        "previous_year": Year(edition.year - 1),
        # Empty only where a fault of the data has been told.
        "title": plain(edition.title[lang]) or "…",
        "publisher": plain(edition.publisher[lang]) or "…",
        "draft": edition.draft,
    }


def _asked(edition: Edition) -> Mapping[str, str]:
    """Return how a text asks for each name that is no figure's."""
    kinds = {"term": edition.terms, "person": edition.people, "link": edition.links}
    asked = {id: f'{kind}("{id}")' for kind, known in kinds.items() for id in known}
    periods = {id: "period" if "/" in iso else "date" for id, iso in edition.dates.items()}
    return asked | {id: f'{kind}("{id}")' for id, kind in periods.items()}


def _guarded(
    name: str,
    make: Callable[..., object],
    instead: Callable[[int], object],
    report: Report,
    edition: Edition,
    *,
    takes_line: bool,
) -> Callable[..., object]:
    """Return a function that reports a refusal or unfit arguments and then gives something to go on with.

    What it is given in place of something refused goes on without a word: that has been reported.
    """
    signature = inspect.signature(make)

    def call(line: int, *args: object, **options: object) -> object:
        given = (line, *args) if takes_line else args
        parts = list(_parts((*args, *options.values())))
        if any(isinstance(part, StandIn) for part in parts):
            return instead(line)
        try:
            signature.bind(*given, **options)
        except TypeError as fault:
            message = f"{name} is given too much or too little: {fault}."
            report.error("bad-arguments", line, message, f"Write it like this: {{{{ {USAGE[name]} }}}}.")
            return instead(line)
        if undefined := next((part for part in parts if isinstance(part, Undefined)), None):
            message = f"The template cannot be rendered: {undefined._undefined_message}."
            remedy = "Set it before, outside {% if %} and {% for %}, or in every branch."
            report.error("template-fault", line, message, remedy)
            return instead(line)
        try:
            made = make(*given, **options)
            # Empty words where the data are in doubt: their fault has been told.
            return instead(line) if made == "" and edition.doubt is not NO_DOUBT else made
        except Refused as refusal:
            if not refusal.follows(edition, parts):
                report.error(refusal.code, line, refusal.message, refusal.remedy)
            return instead(line)

    return call


def _parts(given: Iterable[object]) -> Iterator[object]:
    """Yield what a filter or function is given, and what its lists hold."""
    for part in given:
        yield part
        if isinstance(part, (list, tuple)):
            yield from _parts(part)
