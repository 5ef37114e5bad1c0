"""Narrating: the texts of an edition in one language become sections, citations and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.findings import Finding
from reportgen.model.citation import Citation
from reportgen.model.document import Section
from reportgen.model.edition import Edition, SectionSpec
from reportgen.narrate.alternatives import with_alternatives
from reportgen.narrate.citations import CitationLog
from reportgen.narrate.environment import render
from reportgen.narrate.report import Report
from reportgen.narrate.section import read_section
from reportgen.narrate.templates import read_template, report_unused, template_file
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
    told = with_alternatives(edition, lang, log, findings)
    for spec in _shown(edition):
        source = read_template(root, edition, spec, lang, findings)
        if source is None:
            continue
        report = Report(template_file(edition, spec, lang), lang, findings)
        sources[report.file] = source
        text = render(source, vocabulary(edition, spec.id, log, report), report)
        if text is not None:
            sections.append(read_section(text, spec, _top(edition, spec), told, log.value, report))
    report_unused(root, edition, lang, findings)
    # A passage that a loop repeats repeats its fault too.
    return Narrative(lang, tuple(sections), tuple(log.citations), tuple(dict.fromkeys(findings)), sources)


def _shown(edition: Edition) -> tuple[SectionSpec, ...]:
    return tuple(spec for spec in edition.sections if not spec.hidden)


def _top(edition: Edition, spec: SectionSpec) -> int:
    """Return the level of a section's title: the first that is shown carries the document's only level 1."""
    return 1 if spec is _shown(edition)[0] else 2
