"""Composing: the sections of a narrative become a Document; tables, charts and diagrams come in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.compose.charts import chart
from reportgen.compose.diagrams import ORGANISATION, diagram
from reportgen.compose.figures import Figures
from reportgen.compose.pens import Placer, expander
from reportgen.compose.rewrite import rewrite
from reportgen.compose.tables import table
from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, error
from reportgen.locales import strings
from reportgen.model.citation import Citation
from reportgen.model.document import (
    Block,
    Document,
    Heading,
    Note,
    Photo,
    Reference,
    Section,
    Tiles,
    plain,
    walk,
)
from reportgen.model.edition import Edition


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
        """Return a section with its references resolved."""
        figures = Figures(
            edition=self.edition,
            lang=self.lang,
            section=section.id,
            template=section.template,
            tabled=self._tabled(section.blocks),
            log=self.log,
            findings=self.findings,
        )
        return replace(section, blocks=self._blocks(section.blocks, plain(section.title.children), figures))

    def _tabled(self, blocks: Sequence[Block]) -> frozenset[str]:
        """Return the indicators that the tables of a section show."""
        names = (
            block.id
            for block in walk(tuple(blocks))
            if isinstance(block, Reference) and block.kind == "table"
        )
        tables = [self.edition.tables[name] for name in names if name in self.edition.tables]
        return frozenset(id for table in tables for id in (*table.rows, *table.shares))

    def _blocks(self, blocks: Sequence[Block], heading: str, figures: Figures) -> tuple[Block, ...]:
        done: list[Block] = []
        for block in blocks:
            match block:
                case Reference():
                    done += self._resolved(block, heading, figures)
                case Tiles(role="pictures"):
                    done.append(self._pictured(block, figures.section))
                case Note(blocks=inner):
                    done.append(Note(self._blocks(inner, heading, figures)))
                case _:
                    heading = plain(block.children) if isinstance(block, Heading) else heading
                    done.append(block)
        return tuple(done)

    def _pictured(self, tiles: Tiles, section: str) -> Tiles:
        """Return picture tiles with the photographs that the edition has for them: ``[picture.staff_1]``."""
        pictures = (self.edition.pictures.get(f"{section}_{n}") for n in range(1, len(tiles.items) + 1))
        return replace(
            tiles,
            items=tuple(
                replace(tile, photo=Photo(picture.slot, picture)) if picture and picture.file else tile
                for tile, picture in zip(tiles.items, pictures, strict=True)
            ),
        )

    def _resolved(self, reference: Reference, heading: str, figures: Figures) -> list[Block]:
        """Return what a reference stands for; nothing, and a finding, if it does not exist."""
        edition, id = self.edition, reference.id
        made: Block | None = None
        match reference.kind:
            case "table" if id in edition.tables:
                self.tables += 1
                made = table(edition.tables[id], self.tables, figures)
            case "chart" if id in edition.charts:
                made = chart(edition.charts[id], reference.title, heading, figures)
            case "diagram" if id in edition.lists or (id == ORGANISATION and edition.organisation):
                made = diagram(edition, id, self.lang)
            case "photo" if id in edition.pictures:
                picture = edition.pictures[id]
                made = Photo(id, picture if picture.file else None)
            case kind:
                message = f"There is no {kind} '{id}'."
                remedy = "Correct the name in the text, or add it to the edition."
                self.findings.append(
                    error(f"unknown-{kind}", reference.place, message, remedy, lang=self.lang)
                )
        return [made] if made else []
