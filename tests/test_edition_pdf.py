"""The PDFs of every edition: valid, accessible, whole in their words, and alike page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from brochures import EDITIONS, EVERY, LANGUAGES, PAGES, Brochure, brochures

from reportgen.findings import Severity
from reportgen.model.document import Chart, plain
from reportgen.model.walk import walk
from reportgen.verify import document_strings, read_aloud, verify_pdf
from reportgen.verify.book import open_book
from reportgen.verify.reading import words
from reportgen.verify.verapdf import validate

HYPHENATED = "\x02"
"""What pdfium puts in place of a hyphen at the end of a line, be it soft or not."""


@pytest.fixture(scope="module", params=EVERY, ids=lambda param: "-".join(map(str, param)))
def brochure(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brochure:
    """Return each edition in each language."""
    year, lang = request.param
    return brochures(tmp_path_factory, year)[lang]


@pytest.mark.parametrize("profile", ["ua1", "a3a"])
def test_verapdf_finds_nothing_against_either_standard(brochure: Brochure, profile: str) -> None:
    """The validator behind certificates, for PDF/UA-1 and PDF/A-3a: no rule of them is broken."""
    assert [str(failure) for failure in validate(brochure.pdf, profile)] == []


def test_nothing_was_found_wrong_with_the_edition(brochure: Brochure) -> None:
    """Not even a warning: no page too empty, no block in one language alone."""
    grave = [found for found in brochure.findings if found.severity is not Severity.INFO]
    assert [(found.code, str(found.place)) for found in grave] == []


def test_what_is_attached_is_what_is_delivered(brochure: Brochure) -> None:
    """Workbook and table, byte for byte and under the same names."""
    with pikepdf.open(brochure.pdf) as pdf:
        attached = {name: found.get_file().read_bytes() for name, found in pdf.attachments.items()}
    delivered = [brochure.pdf.with_suffix(suffix) for suffix in (".csv", ".xlsx")]
    assert attached == {path.name: path.read_bytes() for path in delivered}


def test_our_own_checks_find_nothing(brochure: Brochure) -> None:
    """The tag tree reads every text of the Document once, in its order, in its language."""
    assert [found.message for found in verify_pdf(brochure.pdf, brochure.document)] == []


def test_every_word_can_be_copied_whole(brochure: Brochure) -> None:
    """A program that knows nothing of tags finds each word as often as the Document has it, none glued."""
    wanted = Counter(word for text in _strings(brochure) for word in words(text))
    found = Counter(word for page in brochure.pages for word in _copied_words(page, wanted))
    # An address that is too long for its column goes on below, at a slash; copied, it is still one.
    solid = "".join(page for text in brochure.pages for page in text.split())
    assert sorted(word for word in wanted - found if "/" not in word or word not in solid) == []


def _strings(brochure: Brochure) -> Iterator[str]:
    """Yield the texts that are written on the pages; alternatives of charts and pictures are not."""
    blocks = [block for section in brochure.document.sections for block in walk(section.blocks)]
    charts = [block for block in blocks if isinstance(block, Chart)]
    alternatives = {plain(text) for chart in charts for text in (chart.alt, chart.legend_alt)}
    for text in document_strings(brochure.document):
        if text not in alternatives:
            yield text


def _copied_words(page: str, wanted: Counter[str]) -> Iterator[str]:
    for word in words(page):
        if HYPHENATED not in word:
            yield word
        elif (soft := word.replace(HYPHENATED, "")) in wanted or (
            hard := word.replace(HYPHENATED, "-")
        ) in wanted:
            yield soft if soft in wanted else hard
        else:
            first, *rest = word.split(HYPHENATED)
            yield from (f"{first}-", *rest)


def test_every_label_in_a_chart_stands_by_itself(brochure: Brochure) -> None:
    """What is drawn apart is apart in the text layer: its words are those of the data, none is two in one."""
    charts = [
        block
        for section in brochure.document.sections
        for block in walk(section.blocks)
        if isinstance(block, Chart)
    ]
    labels = [text for chart in charts for datum in chart.data for text in (datum.label, datum.shown)]
    labels += [text for chart in charts for text in chart.labels.values()]
    known = {word for text in (*labels, *brochure.document.strings.values()) for word in words(text)}
    drawn = [word for one in read_aloud(brochure.pdf) if one.role == "Figure" for word in words(one.text)]
    assert len(drawn) > len(brochure.pages)
    assert [word for word in drawn if word not in known and not re.fullmatch(r"[−+]?\d+", word)] == []


def test_no_character_is_lost(brochure: Brochure) -> None:
    """Neither as a box in the tag tree nor as one in what is copied."""
    assert "\ufffd" not in brochure.text + "".join(brochure.pages)
    assert len(brochure.text) > 500 * len(brochure.pages)


def test_pages_are_read_one_after_the_other(brochure: Brochure) -> None:
    """The tag tree goes from page to page without going back, and leaves none out."""
    pages = [passage.page for passage in brochure.passages]
    assert None not in pages
    assert all(0 <= (after or 0) - (before or 0) <= 1 for before, after in pairwise(pages))
    assert (pages[0], pages[-1]) == (1, len(brochure.pages))


def test_every_page_begins_with_its_heading(brochure: Brochure) -> None:
    """A reader who jumps to a section hears its title first, the publication's on the cover."""
    sections: dict[str, str] = {}
    for passage in brochure.passages:
        sections.setdefault(passage.path.split("/")[1], passage.role)
    # The contents are a section of their own in the tags.
    assert list(sections.values()) == ["H1", *["H2"] * len(brochure.edition.sections)]


def test_a_title_is_drawn_before_what_stands_under_it(brochure: Brochure) -> None:
    """Who reads without tags reads in the order of drawing: no group comes before its section's title."""
    with open_book(brochure.pdf) as book:
        roles = {
            mark: one.role
            for top in book.top
            for one in top.walk()
            for mark in one.marks()
            if one.role[:1] == "H"
        }
        for page in book.pages:
            heads = [roles[mark] for mark in page.marks if mark in roles]
            assert "H2" not in heads or heads[0] == "H2", (page.number, heads)


def test_every_font_is_in_the_file_and_tells_its_characters(brochure: Brochure) -> None:
    """Looked at without our own checks: each font descriptor has a program, each font a ToUnicode map."""
    with pikepdf.open(brochure.pdf) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.get("/Font", {}).values()]
        assert len({str(font.BaseFont) for font in fonts}) >= 4
        assert [str(font.BaseFont) for font in fonts if "/FontFile2" not in font.FontDescriptor] == []
        assert [str(font.BaseFont) for font in fonts if "/ToUnicode" not in font] == []


def test_the_file_names_itself_and_its_language(brochure: Brochure) -> None:
    """In the window's title, for a screen reader, and for whoever searches a folder."""
    with pikepdf.open(brochure.pdf) as pdf:
        assert str(pdf.Root.Lang) == brochure.lang
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == f"{brochure.edition.title[brochure.lang]} {brochure.edition.year}"
        assert str(pdf.docinfo.Author) == brochure.edition.publisher[brochure.lang]


@pytest.mark.parametrize("year", EDITIONS)
def test_both_languages_have_the_same_pages(year: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """As many, and every heading stands on the same one, so that one can be laid beside the other."""
    both = brochures(tmp_path_factory, year)
    fi, sv = (both[lang].titles for lang in LANGUAGES)
    assert {id: page for id, (_, page) in fi.items()} == {id: page for id, (_, page) in sv.items()}
    marks = [_bookmarks(both[lang]) for lang in LANGUAGES]
    assert len(marks[0]) >= len(fi)
    assert marks[0] == marks[1]
    assert [len(both[lang].pages) for lang in LANGUAGES] == [PAGES[year]] * 2


def test_every_edition_folds_into_a_booklet() -> None:
    """Sheets folded once have four pages each."""
    assert set(PAGES) == set(EDITIONS)
    assert [pages % 4 for pages in PAGES.values()] == [0] * len(PAGES)


def _bookmarks(brochure: Brochure) -> list[tuple[int, int]]:
    """Return level and page of every bookmark, in order."""
    with pypdfium2.PdfDocument(brochure.pdf) as book:
        return [(mark.level, dest.get_index()) for mark in book.get_toc() if (dest := mark.get_dest())]
