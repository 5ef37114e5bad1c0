"""Faults that strangers saw where pages are composed, with their kinds: what is long goes on, read whole."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from shutil import copytree

import pytest
from conftest import edit, line_of, write
from layout import Laid, lay, set_blocks
from reporting import EDITION, YEARS, shelf, shelved

from reportgen.errors import BadInput
from reportgen.findings import Place, Severity
from reportgen.model.document import Paragraph, plain
from reportgen.model.walk import walk
from reportgen.verify import verify_pdf
from reportgen.verify.book import open_book
from reportgen.verify.reading import passages

SENTENCE = "Kirjasto on auki joka päivä ja lainaa kirjoja kaikille asukkaille. "
LINE = "- Kirjat palautetaan ajallaan.\n"


def written(root: Path, layout: str, text: str) -> Laid:
    """Lay out the library with a text on loans in a layout."""
    edit(root, EDITION, 'layout = "staff"', f'layout = "{layout}"')
    for lang in ("fi", "sv"):
        write(root, f"templates/{lang}/2031/loans.md", f"# Lainaus\n\n{text}\n")
    return lay(root, "fi", 2031)


def errors(pages: Laid) -> list[str]:
    """Return what is wrong with pages."""
    return [found.message for found in pages.findings if found.severity is Severity.ERROR]


def spoken(root: Path, pages: Laid) -> list[str]:
    """Verify the file and return its paragraphs as they are read aloud, without white space."""
    path = root / "pages.pdf"
    path.write_bytes(pages.rendered.data)
    assert verify_pdf(path, pages.document) == ()
    with open_book(path) as book:
        groups = groupby(passages(book, spoken=True), key=lambda passage: passage.block)
        return [bare("".join(passage.text for passage in group)) for _, group in groups]


def bare(text: str) -> str:
    """Return a text without white space and soft hyphens."""
    return "".join(text.split()).replace("\u00ad", "")


def paragraphs(pages: Laid) -> list[str]:
    """Return the paragraphs of the Document, without white space."""
    blocks = (block for section in pages.document.sections for block in walk(section.blocks))
    return [bare(plain(block.children)) for block in blocks if isinstance(block, Paragraph)]


# ---------------------------------------------------------------- N6: texts go on

LONG = {
    "forty bullets": LINE * 40,
    "two hundred bullets": LINE * 200,
    "one paragraph": SENTENCE * 81,
    "a paragraph of ten pages": SENTENCE * 500,
    "under a heading": f"## Otsikko\n\n{SENTENCE * 120}",
    "a lead": f"::: lead\n{SENTENCE * 60}\n:::",
    "a note": "::: note\n" + f"{SENTENCE * 9}\n\n" * 12 + ":::",
    "a note of bullets": "::: note\n" + f"- {SENTENCE * 2}\n" * 40 + ":::",
    "tiles": "::: tiles\n" + "".join(f"### Otsikko\n\n{SENTENCE * k}\n\n" for k in (3, 45, 20)) + ":::",
    "nested lists": f"- {SENTENCE * 3}\n  - {SENTENCE}\n  - {SENTENCE * 4}\n" * 14,
    "all of it": f"## Otsikko\n\n{f'{SENTENCE * 20}{chr(10) * 2}' * 3}- {SENTENCE * 30}\n{LINE * 30}",
}


@pytest.mark.parametrize("layout", ["flow", "report"])
@pytest.mark.parametrize("kind", LONG)
def test_n6_a_text_goes_on_over_pages_and_is_read_whole(mini: Path, layout: str, kind: str) -> None:
    """Each paragraph is one in the tag tree, whatever pages it lies on; no line of it stands alone."""
    pages = written(mini, layout, LONG[kind])
    assert errors(pages) == []
    assert set(paragraphs(pages)) <= set(spoken(mini, pages))
    assert len(pages.rendered.pages) > 2 or kind == "forty bullets"
    assert lines_alone(pages) == []


def lines_alone(pages: Laid) -> list[str]:
    """Return the lines that stand alone on a page or in a column though more belong to them."""
    single = [block.text for block in set_blocks(pages.texts) if block.tag == "P" and len(block.lines) == 1]
    return [text for text in single if bare(text) not in paragraphs(pages)]


def test_n6_a_bullet_has_its_mark_at_its_first_part_only(mini: Path) -> None:
    pages = written(mini, "flow", f"- {SENTENCE * 70}\n- {SENTENCE * 70}\n")
    assert errors(pages) == []
    assert len([text for text in pages.texts if text.tag == "Lbl"]) == 2
    assert spoken(mini, pages).count(bare(SENTENCE * 70)) == 2


def test_n6_no_heading_stands_alone_at_a_page_s_end(mini: Path) -> None:
    """Whatever stands over it: two lines of its text follow on the same page."""
    for before in (20, 38, 39, 40, 41, 42):
        write(mini, EDITION, (mini / EDITION).read_text(encoding="utf-8").replace('"flow"', '"staff"'))
        pages = written(mini, "flow", f"{LINE * before}\n## Otsikko\n\n{SENTENCE * 60}")
        assert errors(pages) == []
        (heading,) = [text for text in pages.texts if text.tag == "H3"]
        beside = [text for text in pages.on(heading.page) if text.tag == "P" and text.y >= heading.y - 4]
        assert len(beside) >= 2, before


def test_n6_what_cannot_go_on_is_told_in_lines_with_its_text(mini: Path) -> None:
    """A composed page: by how many lines it is too full, and which of its texts is the longest, and where."""
    text = (
        f'::: lead\n{SENTENCE}\n:::\n\n::: hero\n- {{{{ "loans.total" | number }}}} **lainaa** {{0}}\n:::\n'
    )
    pages = written(mini, "flow", text.replace("{0}", SENTENCE * 300))
    (fault,) = [found for found in pages.findings if found.severity is Severity.ERROR]
    assert fault.code == "page-overfull"
    assert "lines more than fits" in fault.message
    assert "Kirjasto on auki joka päivä" in fault.message
    assert fault.place is not None
    assert fault.place.line == line_of(mini, "templates/fi/2031/loans.md", "Kirjasto")


# ---------------------------------------------------------------- N5: a head that is wider than its column

HEAD = '\n[[table.shelves.column]]\nhead = {{ fi = "{0}", sv = "{0}" }}\nindicators = ["{1}", "{2}"]\n'


COLUMNS = (*YEARS, "change")


def headed(root: Path, head: str) -> Laid:
    """Lay out a table of two shelves over years, with their change and one more column under a head."""
    shelved(root, 2, COLUMNS, HEAD.format(head, shelf(0), shelf(1)))
    return lay(root, "fi", 2031)


def head_lines(pages: Laid) -> list[tuple[str, ...]]:
    """Return the heads of the table as they stand, line by line."""
    blocks = [block for block in set_blocks(pages.texts) if block.tag == "TH" and block.size < 10]
    return [tuple(line.text.strip().replace("\u00ad", "-") for line in block.lines) for block in blocks]


def test_n5_a_long_head_is_broken_at_its_seam_and_the_other_columns_stand_as_they_were(mini: Path) -> None:
    pages = headed(mini, "Varhaiskasvatushenkilökunta")
    assert errors(pages) == []
    assert head_lines(pages)[-1] == ("Varhaiskasvatus-", "henkilökunta")
    others = [block.measure for block in set_blocks(pages.texts) if block.text.strip() in map(str, YEARS)]
    other = Path(str(mini) + "-short")
    copytree(mini, other)
    edit(other, EDITION, 'fi = "Varhaiskasvatushenkilökunta"', 'fi = "Lainat"')
    short = lay(other, "fi", 2031)
    assert others == [b.measure for b in set_blocks(short.texts) if b.text.strip() in map(str, YEARS)]
    assert bare("Varhaiskasvatushenkilökunta") in spoken(mini, pages)


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("Varhaiskasvatus\u00adhenkilökunta", ("Varhaiskasvatus-", "henkilökunta")),
        ("Varhais\u00adkasvatushenkilökunta", ("Varhais-", "kasvatushenkilökunta")),
        ("Asukkaat", ("Asukkaat",)),
        ("Vakituiset ja määräaikaiset", ("Vakituiset ja", "määräaikaiset")),
    ],
)
def test_n5_a_head_is_broken_where_its_author_says_and_only_where_it_must(
    mini: Path, head: str, lines: tuple[str, ...]
) -> None:
    pages = headed(mini, head)
    assert errors(pages) == []
    assert head_lines(pages)[-1] == lines


def test_n5_a_head_is_broken_on_every_page_that_repeats_it(mini: Path) -> None:
    more = HEAD.format("Varhaiskasvatushenkilökunta", shelf(0), shelf(1))
    rest = ", ".join(f'"{shelf(number)}"' for number in range(2, 60))
    shelved(mini, 60, COLUMNS, more.replace('"]\n', f'", {rest}]\n'))
    pages = lay(mini, "fi", 2031)
    assert errors(pages) == []
    shown = [text.page for text in pages.texts if text.text.strip() == "henkilökunta"]
    assert shown == [2, 3, 4]


def test_n5_a_head_that_cannot_be_broken_is_named_with_what_to_do(mini: Path) -> None:
    with pytest.raises(BadInput) as bad:
        headed(mini, "B" * 60)
    (fault,) = bad.value.findings
    assert fault.code == "table-room"
    assert fault.place == Place(EDITION, line_of(mini, EDITION, "[table.shelves]"))
    assert f"“{'B' * 60}”" in fault.message
    assert "soft hyphen" in fault.remedy


@pytest.mark.parametrize("length", [1, 27, 40, 80])
def test_n5_labels_get_the_room_that_their_longest_word_needs(mini: Path, length: int) -> None:
    """One that cannot be broken takes from columns that have more than they need, or is named."""
    shelved(mini, 3, (2029, 2030, 2031))
    edit(mini, "seeds/indicators.toml", 'fi = "Hylly 1"', f'fi = "{"B" * length}"')
    if length < 80:
        assert errors(lay(mini, "fi", 2031)) == []
        return
    with pytest.raises(BadInput) as bad:
        lay(mini, "fi", 2031)
    (fault,) = bad.value.findings
    assert "The label" in fault.message
    assert "BBB" in fault.message
