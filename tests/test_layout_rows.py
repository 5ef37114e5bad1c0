"""Rows of tiles and figures: one pitch, one size, one order, whatever the texts in them are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import REPOSITORY
from layout import Laid, lay

from reportgen.model.document import Heading, Paragraph, Text, Tiles
from reportgen.render.pdf.layouts.about import Group, shore

LANGUAGES = ("fi", "sv")


@pytest.fixture(scope="module", params=[(year, lang) for year in (2021, 2023) for lang in LANGUAGES])
def pages(request: pytest.FixtureRequest) -> Laid:
    """Return the editions whose goals have texts of different lengths."""
    year, lang = request.param
    return lay(REPOSITORY, lang, year)


def page_of(pages: Laid, layout: str) -> int:
    """Return the page of the first section with a layout."""
    sections = [section.id for section in pages.document.sections if section.layout == layout]
    return next(page.number for page in pages.rendered.pages if page.section == sections[0])


def test_the_rows_of_goals_keep_one_distance(pages: Laid) -> None:
    """A row with a long text is no higher than the others."""
    heads = [text for text in pages.on(page_of(pages, "goals")) if text.tag in ("H3", "H4")]
    left = min(text.x for text in heads)
    lines = [text.y for text in heads if text.x < left + 1]
    steps = [round(below - above, 1) for above, below in pairwise(lines)]
    assert len(steps) >= 3
    assert max(steps) - min(steps) < 0.2


def test_figures_beside_each_other_are_of_one_size(pages: Laid) -> None:
    """The widest of them sets the size; only the first, which stands for all, is larger."""
    found = [text for text in pages.on(page_of(pages, "experience")) if text.tag != "H2" and text.size > 21]
    lines: dict[float, set[float]] = {}
    for text in found:
        lines.setdefault(round(text.y), set()).add(round(text.size, 1))
    assert any(len(sizes) == 2 for sizes in lines.values())
    assert all(len(sizes) <= 2 for sizes in lines.values()), lines


def heading(words: str) -> Heading:
    """Return a heading of a group."""
    return Heading(3, (Text(words),))


TEXT: Group = (heading("Lähteet"), [Paragraph((Text("Luvut ovat julkaisuista."),))])
TILES: Group = (heading("Lukeminen"), [Tiles(())])
HEADLESS: Group = (None, [Tiles(())])


@pytest.mark.parametrize(
    ("groups", "start"),
    [
        ([HEADLESS, TEXT, TEXT], 1),
        ([TILES, TEXT, TILES], 2),
        ([TILES, TEXT], 1),
        ([TEXT], 0),
        ([HEADLESS], 1),
        ([], 0),
    ],
)
def test_the_last_texts_or_the_last_tiles_stand_in_the_water(groups: list[Group], start: int) -> None:
    assert shore(groups) == start
