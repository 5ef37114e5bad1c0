"""Narrating: the texts of an edition in one language become sections, citations and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.findings import Finding
from reportgen.model.citation import Citation
from reportgen.model.document import Section
from reportgen.model.edition import ChartSpec, Edition, SectionSpec
from reportgen.narrate.environment import render
from reportgen.narrate.marks import bare, split_citations, typed, unmark_lines
from reportgen.narrate.report import CitationLog, Report
from reportgen.narrate.section import read_section
from reportgen.narrate.templates import read_template, report_unused, template_file
from reportgen.narrate.typed import DATE_NAME, leftovers
from reportgen.narrate.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Narrative:
    """All texts of an edition in one language.

    The sections still hold a `Reference` where a table, chart, diagram or photo belongs, and their values
    refer to ``log`` by position. ``sources`` has the text of each template that could be read, by its file.
    """

    lang: str
    sections: tuple[Section, ...]
    log: tuple[Citation, ...]
    findings: tuple[Finding, ...]
    sources: Mapping[str, str]


def narrate(edition: Edition, lang: str, root: Path) -> Narrative:
    """Make the sections of an edition from the templates of a language.

    Never stops at a fault: everything wrong with every template is among the findings, each with file,
    line and language. A section whose template cannot be read at all is left out.
    """
    log = CitationLog()
    findings: list[Finding] = []
    sources: dict[str, str] = {}
    sections: list[Section] = []
    told = _with_alternatives(edition, lang, log, findings)
    for spec in _shown(edition):
        source = read_template(root, edition, spec, lang, findings)
        if source is None:
            continue
        report = Report(template_file(edition, spec, lang), lang, findings)
        sources[report.file] = source
        text = render(source, vocabulary(edition, spec.id, log, report), report)
        if text is not None:
            sections.append(
                read_section(text, spec, _top(edition, spec), told, log.values.__getitem__, report)
            )
    report_unused(root, edition, lang, findings)
    # A passage that a loop repeats repeats its fault too.
    return Narrative(lang, tuple(sections), tuple(log.citations), tuple(dict.fromkeys(findings)), sources)


def _shown(edition: Edition) -> tuple[SectionSpec, ...]:
    return tuple(spec for spec in edition.sections if not spec.hidden)


def _top(edition: Edition, spec: SectionSpec) -> int:
    """Return the level of a section's title: the first that is shown carries the document's only level 1."""
    return 1 if spec is _shown(edition)[0] else 2


def _with_alternatives(edition: Edition, lang: str, log: CitationLog, findings: list[Finding]) -> Edition:
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
    return "".join(log.values[piece].text if isinstance(piece, int) else piece for piece in pieces)
