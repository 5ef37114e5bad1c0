"""Text alternatives that authors write into a chart's specification: filled in as their texts are."""

from __future__ import annotations

from dataclasses import replace

from reportgen.findings import Finding
from reportgen.model.edition import ChartSpec, Edition
from reportgen.narrate.citations import CitationLog
from reportgen.narrate.environment import render
from reportgen.narrate.leftovers import DATE_NAME, leftovers
from reportgen.narrate.marks import bare, split_citations, typed, unmark_lines
from reportgen.narrate.report import Report
from reportgen.narrate.vocabulary import vocabulary


def with_alternatives(edition: Edition, lang: str, log: CitationLog, findings: list[Finding]) -> Edition:
    """Return the edition with the text alternatives of its charts in a language filled in.

    Faults join ``findings``, at the place of the chart.
    """
    charts = {
        id: replace(spec, alt={lang: _filled(edition, spec, lang, log, findings)})
        for id, spec in edition.charts.items()
        if spec.alt.get(lang)
    }
    return replace(edition, charts={**edition.charts, **charts})


def _filled(edition: Edition, spec: ChartSpec, lang: str, log: CitationLog, findings: list[Finding]) -> str:
    place = spec.alt_place or spec.place
    report = Report(place.file, lang)
    text = render(spec.alt[lang], vocabulary(edition, "", log, report), report)
    words = " ".join(line for _, line in unmark_lines(text or ""))
    for left in leftovers(DATE_NAME.sub("a", typed(words)), edition.catalogue.indicators):
        report.error("leftover-sign", place.line, left.message, left.remedy)
    findings += (replace(found, place=place) for found in report.findings)
    pieces = (bare(piece) if isinstance(piece, str) else piece for piece in split_citations(words))
    return "".join(log.value(piece).text if isinstance(piece, int) else piece for piece in pieces)
