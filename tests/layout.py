"""Laying out projects in tests: pages with what stands on them, and rules of typography to judge them by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, pairwise
from pathlib import Path

from conftest import REPOSITORY

from reportgen.compose import compose
from reportgen.findings import Finding
from reportgen.locales import Compounds
from reportgen.model.document import Document
from reportgen.model.placed import PlacedText
from reportgen.narrate import narrate
from reportgen.render.pdf.renderer import RenderedPdf, render_pdf
from reportgen.sources import load_compounds, load_edition
from reportgen.sources.theme import load_theme
from reportgen.theme import Theme
from reportgen.verify.ground import check_ground
from reportgen.verify.layout import check_layout

YEAR = 2024
SHORT = 0.25
"""Share of the measure under which a word is too short to be a last line."""


@dataclass(frozen=True)
class Laid:
    """A publication as laid out."""

    document: Document
    rendered: RenderedPdf
    theme: Theme

    @property
    def texts(self) -> tuple[PlacedText, ...]:
        """All texts on all pages."""
        return self.rendered.texts

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that the program itself finds wrong with the pages."""
        made, lang = self.rendered, self.document.lang
        return (
            *made.findings,
            *check_layout(made.texts, made.pages, self.theme, lang),
            *check_ground(made.data, made.texts, made.pages, lang),
        )

    def on(self, page: int) -> list[PlacedText]:
        """Return the texts of a page."""
        return [text for text in self.texts if text.page == page]


def lay(root: Path, lang: str, year: int = YEAR) -> Laid:
    """Lay out an edition of a project in a language."""
    edition, theme = load_edition(root, year).edition, load_theme(root)
    told = narrate(edition, lang, root)
    document = compose(edition, lang, told.sections, told.log)
    rendered = render_pdf(document, theme, root, compounds=compounds(lang), epoch=0)
    return Laid(document, rendered, theme)


@cache
def compounds(lang: str) -> Compounds:
    """Return the repository's list of compounds, which no test changes."""
    return load_compounds(REPOSITORY, lang)


def laid(lang: str, year: int = YEAR) -> Laid:
    """Return an edition of the repository in a language, laid out once."""
    made = _laid(lang, year)
    if isinstance(made, Exception):
        raise made
    return made


@cache
def _laid(lang: str, year: int) -> Laid | Exception:
    try:
        return lay(REPOSITORY, lang, year)
    except Exception as fault:  # noqa: BLE001  # every test tells it, but only the first one lays out
        return fault


@dataclass(frozen=True)
class SetLine:
    """A line of a block: its page, baseline, text, and the left and right end of its ink."""

    page: int
    y: float
    text: str
    left: float
    right: float


@dataclass(frozen=True)
class SetBlock:
    """A text in its lines, with the place they were broken for."""

    lines: tuple[SetLine, ...]
    left: float
    measure: float
    tag: str
    size: float

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "".join(line.text for line in self.lines)


def set_blocks(texts: Sequence[PlacedText]) -> Iterator[SetBlock]:
    """Yield the texts that were broken into lines, block by block."""
    broken = [text for text in texts if text.slot is not None]
    for _, group in groupby(broken, key=lambda text: text.slot and text.slot.block):
        block = list(group)
        slot = block[0].slot
        assert slot is not None
        lines = tuple(_line(list(line)) for _, line in groupby(block, key=lambda text: (text.page, text.y)))
        yield SetBlock(lines, slot.left, slot.width, block[0].tag, block[0].size)


def _line(runs: Sequence[PlacedText]) -> SetLine:
    text = "".join(run.text for run in runs)
    return SetLine(runs[0].page, runs[0].y, text, runs[0].ink.left, runs[-1].ink.right)


def crumbs(texts: Sequence[PlacedText]) -> Iterator[str]:
    """Yield every last line that is one short word."""
    for block in set_blocks(texts):
        last = block.lines[-1]
        width = last.right - last.left
        if len(block.lines) > 1 and len(last.text.split(" ")) == 1 and width < SHORT * block.measure:
            yield f"page {last.page}: “{last.text}” alone after “{block.lines[-2].text}”"


def torn_figures(texts: Sequence[PlacedText], units: Sequence[str]) -> Iterator[str]:
    """Yield every line end inside a number, or between a number and its unit."""
    for block in set_blocks(texts):
        for one, next in pairwise(block.lines):
            end, start = one.text.rstrip(" \u00ad"), next.text.split(" ")[0].rstrip(".,:;")
            if end[-1:].isdigit() and (start[:1].isdigit() or start in units):
                yield f"page {one.page}: “{one.text}” | “{next.text}”"
            if one.text.endswith("\u00a0"):
                yield f"page {one.page}: “{one.text}” ends with a space that must not break"
