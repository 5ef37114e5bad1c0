"""The pages of the repository's own editions, in both languages, by the rules of the brochure's design."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise

import pypdfium2
import pytest
from brochures import EDITIONS, EVERY, LANGUAGES
from conftest import REPOSITORY
from layout import Laid, crumbs, laid, set_blocks, torn_figures

from reportgen.model.document import plain
from reportgen.model.indicator import Unit
from reportgen.model.placed import PlacedText
from reportgen.sources import load_edition
from reportgen.verify.ground import grounds, needed

HEADINGS = ("H2", "H3", "H4")
SHORT_GROUP = 80.0
"""Points: about the shortest text under a head in the foreword; such a text is not cut."""
FOREWORDS = (2021, 2024)
"""Editions with a foreword."""
TITLE = 28.0
"""Points from which a heading of level 2 is the title of its page."""


@pytest.fixture(params=EVERY, ids=lambda param: "-".join(map(str, param)))
def pages(request: pytest.FixtureRequest) -> Laid:
    """Return each edition laid out in each language."""
    year, lang = request.param
    return laid(lang, year)


def content(pages: Laid, page: int) -> list[PlacedText]:
    """Return what a page says: all its texts but the footer."""
    ways = way_to_appendix(pages, page)
    return [text for text in pages.on(page) if text.part != "furniture" and text not in ways]


def way_to_appendix(pages: Laid, page: int) -> list[PlacedText]:
    """Return the line of a section that names the sheet with its figures, which stands in the footer."""
    placed = pages.rendered.pages
    section = next(one for one in pages.document.sections if one.id == placed[page - 1].section)
    line = plain(section.appendix)
    if not line or any(later.section == section.id for later in placed[page:]):
        return []
    return [text for text in pages.on(page) if text.text == line]


def titles(pages: Laid) -> Iterator[list[PlacedText]]:
    """Yield the texts of every page title but the cover's, line by line."""
    found = [text for text in pages.texts if text.tag == "H2" and text.size >= TITLE]
    for _, group in groupby(found, key=lambda text: text.page):
        yield list(group)


def words_of(unit: Unit) -> set[str]:
    """Return the first word of everything that a unit is called in any language."""
    names = (unit.label, unit.short, unit.one, unit.many)
    texts = [text for name in names for text in name.values() if text]
    return {text.split()[0] for text in texts}


def test_the_program_finds_no_fault_in_its_own_pages(pages: Laid) -> None:
    """Nothing overlaps, leaves its place, is too small, too pale or unknown to its font; all pages fit."""
    assert [f"{found.place}: {found.message}" for found in pages.findings] == []


def test_inner_pages_are_filled_and_end_above_the_footer(pages: Laid) -> None:
    least, foot = pages.theme.fill[0], pages.theme.grid.bottom
    fills = {page.number: page.fill for page in pages.rendered.pages if page.inner}
    ends = {number: max(text.ink.bottom for text in content(pages, number)) for number in fills}
    assert {number: fill for number, fill in fills.items() if fill < least} == {}, fills
    assert {number: end for number, end in ends.items() if end > foot + 1} == {}, ends


def test_the_way_to_the_appendix_stands_in_the_footer(pages: Laid) -> None:
    """On its line and clear of its other texts; once for each section that has one."""
    baseline, found = pages.theme.grid.footer_baseline, 0
    for page in pages.rendered.pages:
        for way in way_to_appendix(pages, page.number):
            found += 1
            footer = [
                text for text in pages.on(page.number) if text.part == "furniture" and text.y == baseline
            ]
            assert way.y == baseline
            assert len(footer) == 3
            assert all(one.ink.right + 6 < way.ink.left or way.ink.right + 6 < one.ink.left for one in footer)
    assert found == sum(bool(section.appendix) for section in pages.document.sections)


def test_no_paragraph_ends_with_one_short_word(pages: Laid) -> None:
    assert list(crumbs(pages.texts)) == []


def test_no_line_ends_inside_a_figure_or_before_its_unit(pages: Laid) -> None:
    catalogue = load_edition(REPOSITORY, pages.document.year).edition.catalogue
    units = {word for unit in catalogue.units.values() for word in words_of(unit)}
    assert len(units) > 10
    assert list(torn_figures(pages.texts, sorted(units))) == []


def test_the_titles_of_all_pages_stand_on_the_same_lines(pages: Laid) -> None:
    grid = pages.theme.grid
    placed = pages.rendered.pages
    found = [title for title in titles(pages) if placed[title[0].page - 1].inner]
    titled = [placed[title[0].page - 1].section for title in found]
    assert titled == list(dict.fromkeys(page.section for page in placed if page.inner))
    assert {round(title[0].y, 2) for title in found} == {grid.title_baseline}
    assert {round(title[-1].y, 2) for title in found} <= {grid.title_baseline, 96.0}


def test_the_ink_of_all_titles_begins_at_the_margin(pages: Laid) -> None:
    """But for the hook of a j, which hangs out."""
    lines = [line for title in titles(pages) for line in title if not line.text.startswith("j")]
    assert len(lines) > len(pages.document.sections)
    assert [(t.page, t.text) for t in lines if abs(t.ink.left - pages.theme.grid.margin) > 0.3] == []


def test_no_heading_is_the_last_thing_on_a_page(pages: Laid) -> None:
    for page in pages.rendered.pages:
        texts = content(pages, page.number)
        last = max(texts, key=lambda text: (text.y, text.x))
        assert last.tag not in HEADINGS, (page.number, last.text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("year", FOREWORDS)
def test_a_text_in_two_columns_ends_level(year: int, lang: str) -> None:
    """The foreword: its columns end as level as whole texts allow."""
    pages = laid(lang, year)
    number = next(page.number for page in pages.rendered.pages if page.section == "foreword")
    ends: dict[float, float] = {}
    for block in set_blocks([text for text in pages.on(number) if text.tag == "P" and text.size == 11]):
        ends[block.left] = max(ends.get(block.left, 0.0), block.lines[-1].y)
    assert len(ends) == 2
    assert abs(max(ends.values()) - min(ends.values())) < SHORT_GROUP, ends


def test_tiles_of_a_row_begin_level(pages: Laid) -> None:
    """Small heads that stand on nearly the same line stand on the same line."""
    for page in pages.rendered.pages:
        heads = sorted(block.lines[0].y for block in set_blocks(pages.on(page.number)) if block.tag == "H4")
        near = [(one, next) for one, next in pairwise(heads) if 0.1 < next - one < 9]
        assert near == [], page.number


def test_every_letter_on_a_page_is_among_the_texts_that_are_judged(pages: Laid) -> None:
    """Another reader of the file finds no more: whatever drew a text, its size and contrast are looked at."""
    unseen = "\u00ad\x02\ufffe-"
    with pypdfium2.PdfDocument(pages.rendered.data) as document:
        for number, page in enumerate(document, 1):
            read = page.get_textpage().get_text_range()
            judged = "".join(text.text for text in pages.on(number))
            letters = [Counter("".join(text.split())) for text in (read, judged)]
            assert {one: n for one, n in (letters[0] - letters[1]).items() if one not in unseen} == {}, number


def test_every_text_has_the_contrast_it_needs(pages: Laid) -> None:
    found = list(grounds(pages.rendered.data, pages.texts))
    assert len(found) == len(pages.texts)
    assert min(ground.ratio - needed(text) for text, ground in found) >= -0.02


def test_all_pages_bear_their_number_but_the_covers(pages: Laid) -> None:
    numbered = {text.page for text in pages.texts if text.part == "furniture" and text.text == str(text.page)}
    assert numbered == {page.number for page in pages.rendered.pages if page.inner}


@pytest.mark.parametrize("year", EDITIONS)
def test_both_languages_keep_a_section_on_the_same_page(year: int) -> None:
    first, second = (laid(lang, year).rendered.pages for lang in ("fi", "sv"))
    assert [(page.number, page.section) for page in first] == [(page.number, page.section) for page in second]


def test_a_label_of_the_encounters_keeps_clear_of_its_number(pages: Laid) -> None:
    """A long one goes on over a second line rather than up to a number of seven digits."""
    here = [page.number for page in pages.rendered.pages if page.section == "encounters"]
    for page in here:
        cells = [text for text in pages.on(page) if text.size == 10]
        labels = [text for text in cells if text.tag == "TH"]
        rows = [(a, b) for a in labels for b in cells if b.tag == "TD" and abs(a.y - b.y) < 10]
        assert len(rows) >= len(labels) > 0
        assert [a.text for a, b in rows if b.ink.left - a.ink.right < 15.5] == []
