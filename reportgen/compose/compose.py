"""Composing: the sections of a narrative become a Document; tables, charts and diagrams come in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.compose.appendix import point_to_appendix
from reportgen.compose.charts import chart
from reportgen.compose.diagrams import ORGANISATION, diagram
from reportgen.compose.figures import Figures
from reportgen.compose.pens import Expander, Placer
from reportgen.compose.rewrite import rewrite
from reportgen.compose.scorecard import scorecard
from reportgen.compose.tables import table
from reportgen.errors import raise_for_errors
from reportgen.findings import Finding, error
from reportgen.locales import strings
from reportgen.model.citation import Citation, Scribe
from reportgen.model.document import Block, Document, Note, Photo, Reference, Section, Text, Tiles
from reportgen.model.edition import Edition, Picture, TableSpec
from reportgen.model.walk import walk

_NUMBERED = ("table", "scorecard")
"""Kinds of references that become tables."""


def compose(edition: Edition, lang: str, sections: Sequence[Section], log: Sequence[Citation]) -> Document:
    """Return the publication in one language.

    ``sections`` and ``log`` are a narrative's. The order of sections and blocks stays as it is. Citations
    are numbered anew, in reading order, and each gets its path.

    Raises:
        BadInput: with all findings, when tables, charts or diagrams name what does not exist.
    """
    blocks = [block for section in sections for block in section.blocks]
    composer = _Composer(edition, lang, list(log), [], _tables(edition, blocks))
    resolved = [composer.section(section) for section in sections]
    raise_for_errors(composer.findings)
    pen = Expander.of(edition, lang, composer.log)
    expanded = [rewrite(section, pen) for section in resolved]
    placer = Placer(composer.log, lang)
    placed = tuple(rewrite(section, placer.enter(section)) for section in expanded)
    pointed = tuple(point_to_appendix(section, edition, lang, placer.citations) for section in placed)
    return Document(
        lang=lang,
        year=edition.year,
        title=edition.title[lang],
        subtitle=edition.subtitle.get(lang, ""),
        publisher=edition.publisher[lang],
        wordmark=edition.wordmark[lang],
        published=edition.published,
        sections=pointed,
        citations=tuple(placer.citations),
        strings=strings(lang),
        draft=edition.draft,
    )


@dataclass(slots=True)
class _Composer:
    edition: Edition
    lang: str
    log: list[Citation]
    findings: list[Finding]
    numbered: Mapping[int, TableSpec]
    tables: int = 0

    def section(self, section: Section) -> Section:
        """Return a section with its references resolved."""
        figures = Figures(
            edition=self.edition,
            scribe=Scribe(self.lang, section.id, section.template, self.log),
            tables=_tables(self.edition, section.blocks, self.tables),
            numbered=self.numbered,
            findings=self.findings,
        )
        return replace(section, blocks=self._blocks(section.blocks, figures))

    def _blocks(self, blocks: Sequence[Block], figures: Figures) -> tuple[Block, ...]:
        done: list[Block] = []
        for block in blocks:
            match block:
                case Reference():
                    done += self._resolved(block, figures)
                case Tiles(role="pictures"):
                    done.append(self._pictured(block, figures.scribe.section))
                case Note(blocks=inner):
                    done.append(Note(self._blocks(inner, figures)))
                case _:
                    done.append(block)
        return tuple(done)

    def _pictured(self, tiles: Tiles, section: str) -> Tiles:
        """Return picture tiles with the photographs that the edition has for them: ``[picture.staff_1]``."""
        slots = (self.edition.pictures.get(f"{section}_{n}") for n in range(1, len(tiles.items) + 1))
        items = (
            replace(tile, photo=_photo(picture, self.lang))
            if picture and picture.files.get(self.lang)
            else tile
            for tile, picture in zip(tiles.items, slots, strict=True)
        )
        return replace(tiles, items=tuple(items))

    def _resolved(self, reference: Reference, figures: Figures) -> list[Block]:
        """Return what a reference stands for; nothing, and a finding, if it does not exist."""
        edition, id = self.edition, reference.id
        made: Block | None = None
        match reference.kind:
            case "table" if id in edition.tables:
                self.tables += 1
                made = table(edition.tables[id], self.tables, figures)
            case "scorecard" if edition.strategy:
                self.tables += 1
                made = scorecard(edition.strategy, self.tables, figures)
            case "chart" if id in edition.charts:
                made = chart(edition.charts[id], reference.title, reference.alt, figures)
            case "diagram" if id in edition.lists or (id == ORGANISATION and edition.organisation):
                made = diagram(edition, id, self.lang)
            case "photo" if id in edition.pictures:
                made = _photo(edition.pictures[id], self.lang)
            case kind:
                message = f"There is no {kind} '{id}'."
                remedy = "Correct the name in the text, or add it to the edition."
                self.findings.append(
                    error(f"unknown-{kind}", reference.place, message, remedy, lang=self.lang)
                )
        return [made] if made else []


def _photo(picture: Picture, lang: str) -> Photo:
    """Return a picture with its texts; one that has no file is a slot for artwork, which has none."""
    if not picture.files.get(lang):
        return Photo(picture.slot, None)
    alt, credit = (texts.get(lang, "") for texts in (picture.alt, picture.credit))
    return Photo(picture.slot, picture, (Text(alt),) if alt else (), (Text(credit),) if credit else ())


def _tables(edition: Edition, blocks: Sequence[Block], before: int = 0) -> Mapping[int, TableSpec]:
    """Return the tables that blocks refer to by the numbers that they will have, after so many before."""
    named = (block for block in walk(tuple(blocks)) if isinstance(block, Reference))
    numbered = enumerate((block for block in named if block.kind in _NUMBERED), start=before + 1)
    return {number: edition.tables[block.id] for number, block in numbered if block.id in edition.tables}
