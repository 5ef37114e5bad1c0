"""Composing: the sections of a narrative become a Document; tables, charts and diagrams come in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.compose.charts import chart
from reportgen.compose.diagrams import diagram
from reportgen.compose.figures import Figures
from reportgen.compose.pens import Placer, expander
from reportgen.compose.rewrite import rewrite
from reportgen.compose.tables import table
from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, error
from reportgen.locales import strings
from reportgen.model.citation import Citation
from reportgen.model.document import Block, Document, Note, Photo, Reference, Section
from reportgen.model.edition import Edition, Picture


def compose(edition: Edition, lang: str, sections: Sequence[Section], log: Sequence[Citation]) -> Document:
    """Return the publication in one language.

    ``sections`` and ``log`` are a narrative's. The order of sections and blocks stays as it is. Citations
    are numbered anew, in reading order, and each gets its path.

    Raises:
        BadInput: with all findings, when tables, charts or diagrams name what does not exist.
    """
    composer = _Composer(edition, lang, list(log), [])
    resolved = [composer.section(section) for section in sections]
    raise_for_errors(composer.findings)
    pen = expander(edition.abbreviations, lang)
    expanded = [rewrite(section, pen) for section in resolved]
    placer = Placer(composer.log, lang)
    placed = tuple(rewrite(section, placer.enter(section)) for section in expanded)
    return Document(
        lang=lang,
        year=edition.year,
        title=edition.title[lang],
        subtitle=edition.subtitle.get(lang, ""),
        publisher=edition.publisher[lang],
        wordmark=edition.wordmark[lang],
        published=edition.published,
        sections=placed,
        citations=tuple(placer.citations),
        strings=strings(lang),
    )


@dataclass(slots=True)
class _Composer:
    edition: Edition
    lang: str
    log: list[Citation]
    findings: list[Finding]
    tables: int = 0

    def section(self, section: Section) -> Section:
        figures = Figures(self.edition, self.lang, section.id, section.template, self.log, self.findings)
        return replace(section, blocks=self._blocks(section.blocks, figures))

    def _blocks(self, blocks: Sequence[Block], figures: Figures) -> tuple[Block, ...]:
        return tuple(done for block in blocks if (done := self._block(block, figures)) is not None)

    def _block(self, block: Block, figures: Figures) -> Block | None:
        match block:
            case Reference():
                return self._resolved(block, figures)
            case Note(blocks=inner):
                return Note(self._blocks(inner, figures))
            case _:
                return block

    def _resolved(self, reference: Reference, figures: Figures) -> Block | None:
        """Return what a reference stands for, None and a finding if it does not exist."""
        edition, id = self.edition, reference.id
        match reference.kind:
            case "table" if id in edition.tables:
                self.tables += 1
                return table(edition.tables[id], self.tables, figures)
            case "chart" if id in edition.charts:
                return chart(edition.charts[id], reference.title, figures)
            case "diagram" if id in edition.lists or (id == "organisation" and edition.organisation):
                return diagram(edition, id, self.lang)
            case "photo":
                return Photo(id, _picture(edition, id))
        message = f"There is no {reference.kind} '{id}'."
        self.findings.append(error(f"unknown-{reference.kind}", reference.place, message, lang=self.lang))
        return None


def _picture(edition: Edition, slot: str) -> Picture | None:
    """Return the picture of a slot, None where artwork stands in for it."""
    picture = edition.pictures.get(slot)
    return picture if picture is not None and picture.file else None
