"""How a page is composed: gaps that give and take, columns that end level, pages that go on."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.model import document as doc
from reportgen.reading import Node, Role
from reportgen.render.pdf.boxes import Part, Space, TextBox
from reportgen.render.pdf.columns import Columns, Piece
from reportgen.render.pdf.division import CONTINUED_TOP, divide
from reportgen.render.pdf.fonts import Faces
from reportgen.render.pdf.page import Gap, Item, PageDesign, Row, Waterline, compose
from reportgen.render.pdf.text import Span
from reportgen.sources.theme import load_theme
from reportgen.theme import Theme

WORDS = "Palvelut saa nopeasti ja sujuvasti, ja asiointi on vaivatonta kaikille. "
GAP = Gap(10, 20, 40)
TITLE = doc.Heading(2, (doc.Text("Lainaus"),))
SECTION = doc.Section("loans", "Lainaus", TITLE, (), "flow", None, 1, "templates/fi/2031/loans.md")


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the repository's theme."""
    return load_theme(Path(__file__).parents[1])


@pytest.fixture(scope="module")
def faces(theme: Theme) -> Faces:
    """Return its fonts."""
    return Faces(theme.fonts)


def text(faces: Faces, words: str, role: Role = "paragraph") -> TextBox:
    """Return a text of ten points on twelve."""
    return TextBox([Span(words, faces["text"], 10, (0, 0, 0), 0, Node(role))], 12)


def row(height: float) -> Row:
    """Return a row of a height."""
    return Row([(1, 12, Space(height))], GAP)


def rows(count: int) -> list[Item]:
    """Return rows of 120 points."""
    return [row(120) for _ in range(count)]


def heights(design: PageDesign) -> list[float]:
    """Return the heights of a design's rows."""
    return [cell[2].points for item in design.items if isinstance(item, Row) for cell in item.cells]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- gaps


@pytest.mark.parametrize(("height", "gap"), [(200, 20), (204, 14), (206, 11), (190, 35)])
def test_gaps_take_what_the_rows_leave_between_their_least_and_most(
    theme: Theme, height: float, gap: float
) -> None:
    """Three rows and two gaps in 640 points: each gap gets the same share of its room."""
    design = PageDesign(SECTION, [row(height) for _ in range(3)], top=150, bottom=790)
    tops = compose(design, theme).tops
    assert [round(below - above - height, 6) for above, below in pairwise(tops)] == [gap, gap]


def test_the_first_row_hangs_from_the_content_line(theme: Theme) -> None:
    assert compose(PageDesign(SECTION, [row(100)]), theme).tops == (theme.grid.top,)


def test_a_page_tells_by_how_much_it_is_too_full(theme: Theme) -> None:
    design = PageDesign(SECTION, [row(215) for _ in range(3)], top=150, bottom=790)
    assert compose(design, theme).overflow == 25


# ---------------------------------------------------------------- columns


def ends(columns: Columns, width: float) -> tuple[float, float]:
    """Return the heights of both columns."""
    left, right = (half.height((width - columns.gutter) / 2) for half in columns.halves(width))
    return left, right


@pytest.mark.parametrize("length", range(2, 12))
def test_one_paragraph_is_cut_into_level_columns(faces: Faces, length: int) -> None:
    columns = Columns([Piece(0, text(faces, WORDS * length))], 11)
    left, right = ends(columns, 340)
    assert 0 <= left - right <= 12.01


@pytest.mark.parametrize("lengths", [(1, 9), (9, 1), (4, 2, 5), (3, 3, 3), (1, 1, 8, 1)])
def test_columns_of_several_paragraphs_are_as_level_as_short_ones_allow(
    faces: Faces, lengths: tuple[int, ...]
) -> None:
    """A paragraph of three lines cannot be cut, so three lines are the most they may differ by."""
    columns = Columns([Piece(6, text(faces, WORDS * length)) for length in lengths], 11)
    left, right = ends(columns, 340)
    assert abs(left - right) < 3 * 12


def test_a_cut_leaves_two_lines_on_either_side(faces: Faces) -> None:
    for first in range(1, 7):
        pieces = [Piece(6, text(faces, WORDS * first)), Piece(6, text(faces, WORDS * 2))]
        for half in Columns(pieces, 11).halves(340):
            parts = [box for _, box in half.items if isinstance(box, Part)]
            assert all(part.stop - part.start >= 2 for part in parts)


def test_a_text_is_whole_where_its_neighbour_levels_the_columns(faces: Faces) -> None:
    pieces = [Piece(6, text(faces, WORDS * 3)), Piece(6, text(faces, WORDS * 3))]
    halves = Columns(pieces, 11).halves(340)
    assert [[box for _, box in half.items] for half in halves] == [[pieces[0].box], [pieces[1].box]]


def test_a_heading_stays_with_two_lines_of_its_text(faces: Faces) -> None:
    for before in range(1, 8):
        head = Piece(18, text(faces, "Väliotsikko", "heading"), heads=True)
        columns = Columns([Piece(0, text(faces, WORDS * before)), head, Piece(6, text(faces, WORDS * 3))], 11)
        for half in columns.halves(340):
            boxes = [box for _, box in half.items]
            if head.box in boxes:
                follower = boxes[boxes.index(head.box) + 1]
                lines = follower.stop if isinstance(follower, Part) else 3
                assert lines >= 2


# ---------------------------------------------------------------- pages that go on


def test_a_page_that_fits_is_not_divided(theme: Theme) -> None:
    design = PageDesign(SECTION, [row(200) for _ in range(3)])
    assert divide(design, theme) == [design]


def test_rows_that_do_not_fit_go_on_without_a_title(theme: Theme) -> None:
    pages = divide(PageDesign(SECTION, [row(120) for _ in range(9)]), theme)
    assert [(page.title, page.top, page.continued) for page in pages] == [
        (True, None, False),
        (False, CONTINUED_TOP, True),
    ]
    assert sum(len(page.items) for page in pages) == 9
    assert all(compose(page, theme).overflow == 0 for page in pages)


def test_as_many_pages_are_made_as_it_takes(theme: Theme) -> None:
    pages = divide(PageDesign(SECTION, [row(100 + n) for n in range(20)]), theme)
    assert [height for page in pages for height in heights(page)] == [100 + n for n in range(20)]
    assert len(pages) == 4
    assert all(compose(page, theme).fill <= 1 for page in pages)


def test_the_last_two_pages_share_what_they_have(theme: Theme) -> None:
    """Six rows fill the first page and leave one; without a title, the second page has room for more."""
    pages = divide(PageDesign(SECTION, [row(90) for _ in range(7)]), theme)
    assert [len(page.items) for page in pages] == [3, 4]


def test_a_heading_is_never_the_last_row_of_a_page(theme: Theme, faces: Faces) -> None:
    for before in range(2, 7):
        head = Row([(1, 12, text(faces, "Väliotsikko", "heading"))], GAP)
        items = [*rows(before), head, *rows(4)]
        assert head not in [page.items[-1] for page in divide(PageDesign(SECTION, items), theme)]


def test_a_figure_stays_with_the_water_it_stands_in(theme: Theme) -> None:
    for before in range(2, 7):
        floating = Row([(1, 12, Space(100))], GAP, floats=True)
        water = Waterline("water", Gap(-4, -4, -4), depth=50)
        pages = divide(PageDesign(SECTION, [*rows(before), floating, water, *rows(4)]), theme)
        (page,) = [page for page in pages if floating in page.items]
        assert page.items[page.items.index(floating) + 1] is water


def test_a_page_that_ends_in_open_water_goes_on_in_it(theme: Theme) -> None:
    """The level stays with what stands in the water; the next page lies wholly under it."""
    for before in range(1, 8):
        water = Waterline("neutral")
        pages = divide(PageDesign(SECTION, [*rows(before), water, *rows(9 - before)]), theme)
        assert len(pages) == 2
        (at,) = [number for number, page in enumerate(pages) if water in page.items]
        assert pages[at].items[-1] is not water
        grounds = [page.ground for page in pages]
        assert grounds == (["ground", "neutral"] if at == 0 else ["ground", "ground"])


def test_a_page_with_a_backdrop_is_one_page(theme: Theme) -> None:
    backed = PageDesign(SECTION, rows(9), backdrop=lambda pen, tops: None)
    assert divide(backed, theme) == [backed]
    assert compose(backed, theme).overflow > 0


def test_boxes_beside_each_other_are_cut_together(theme: Theme, faces: Faces) -> None:
    """At the height of the tallest; what is shorter stays whole; two lines stand on either side."""
    cells = [(1, 3, text(faces, WORDS)), (4, 3, text(faces, WORDS * 70)), (7, 3, text(faces, WORDS * 40))]
    pages = divide(PageDesign(SECTION, [Row(cells, GAP)]), theme)
    shown = [[(column, box) for column, _, box in page.items[0].cells] for page in pages]  # type: ignore[union-attr]
    assert [column for column, _ in shown[0]] == [1, 4, 7]
    assert [column for column, _ in shown[1]] == [4, 7]
    for column in (4, 7):
        parts = [box for page in shown for at, box in page if at == column and isinstance(box, Part)]
        assert len(parts) == sum(at == column for page in shown for at, _ in page)
        assert all(part.stop - part.start >= 2 for part in parts)
        assert [part.start for part in parts] == [0, *[part.stop for part in parts[:-1]]]


def test_a_row_higher_than_a_page_is_not_divided(theme: Theme) -> None:
    design = PageDesign(SECTION, [row(900)])
    assert divide(design, theme) == [design]
