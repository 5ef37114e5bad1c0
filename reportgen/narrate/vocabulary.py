"""The vocabulary of one template: filters, functions and variables, with every fault reported."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

from reportgen.model.edition import Edition
from reportgen.narrate.citations import CitationLog
from reportgen.narrate.environment import Vocabulary
from reportgen.narrate.filters import Filters
from reportgen.narrate.marks import cited_mark
from reportgen.narrate.names import Names
from reportgen.narrate.report import Refused, Report

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


def vocabulary(edition: Edition, section: str, log: CitationLog, report: Report) -> Vocabulary:
    """Return what a section's template in the report's language may use."""
    names = Names(edition, report.lang)
    filters = Filters(edition, report.lang, section, report.file, log)

    def unresolved(line: int) -> str:
        return cited_mark(log.unresolved(report.lang, section, report.file, line))

    def blank(line: int) -> str:
        return "…"

    return Vocabulary(
        filters={
            name: _guarded(name, make, unresolved, report, takes_line=True)
            for name, make in filters.filters().items()
        },
        functions={
            name: _guarded(name, make, blank, report, takes_line=False)
            for name, make in names.functions().items()
        },
        variables=_variables(edition, report.lang),
        unresolved=unresolved,
    )


def _variables(edition: Edition, lang: str) -> Mapping[str, object]:
    return {
        "year": edition.year,
        "previous_year": edition.year - 1,
        "title": edition.title[lang],
        "publisher": edition.publisher[lang],
        "draft": edition.draft,
    }


def _guarded(
    name: str, make: Callable[..., object], instead: Callable[[int], str], report: Report, *, takes_line: bool
) -> Callable[..., object]:
    """Return a function that reports a refusal or unfit arguments and then gives something to go on with."""
    signature = inspect.signature(make)

    def call(line: int, *args: object, **options: object) -> object:
        given = (line, *args) if takes_line else args
        try:
            signature.bind(*given, **options)
        except TypeError as fault:
            message = f"{name} is given too much or too little: {fault}."
            report.error("bad-arguments", line, message, f"Write it like this: {{{{ {USAGE[name]} }}}}.")
            return instead(line)
        try:
            return make(*given, **options)
        except Refused as refusal:
            report.error(refusal.code, line, refusal.message, refusal.remedy)
            return instead(line)

    return call
