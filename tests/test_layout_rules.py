"""Each rule of layout finds what it is there for, and nothing where there is nothing."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from reportgen.findings import Finding, Severity
from reportgen.model.drawing import Colour
from reportgen.model.placed import Ink, PlacedPage, PlacedText, Slot
from reportgen.sources.theme import load_theme
from reportgen.theme import Theme
from reportgen.verify import check_ground, check_layout

PAGE = PlacedPage(1, "staff", "templates/fi/2031/staff.md", 0.9, 0.0, True)
BLACK, WHITE, BLUE, PALE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), (0.0, 0.0, 0.75), (0.7, 0.7, 0.7)
HEIGHT = 842.0


@pytest.fixture(scope="module")
def theme() -> Theme:
    """Return the repository's theme."""
    return load_theme(Path(__file__).parents[1])


def placed(
    text: str = "Lainat",
    x: float = 60,
    y: float = 200,
    width: float = 40,
    *,
    size: float = 10,
    colour: Colour = BLACK,
    slot: Slot | None = None,
) -> PlacedText:
    """Return a text whose ink is as wide as said, as high as capitals are, with no descender."""
    ink = Ink(x, y - 0.7 * size, x + width, y)
    return PlacedText(1, x, y, width, size, colour, text, "text", "text", "P", ink, "", slot)


def judged(*texts: PlacedText, theme: Theme, page: PlacedPage = PAGE) -> tuple[Finding, ...]:
    """Return what is found wrong with a page of texts."""
    return check_layout(texts, [page], theme, "fi")


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """Return the codes of findings."""
    return [found.code for found in findings]


# ---------------------------------------------------------------- places


def test_texts_that_keep_apart_are_no_fault(theme: Theme) -> None:
    assert judged(placed(), placed(x=110), placed(y=212), theme=theme) == ()


def test_a_text_over_another_is_told_with_page_and_file(theme: Theme) -> None:
    (found,) = judged(placed("Lainat"), placed("Kävijät", x=80, y=204), theme=theme)
    assert (found.code, found.severity, str(found.place)) == (
        "text-overlap",
        Severity.ERROR,
        "templates/fi/2031/staff.md",
    )
    assert found.message == "Page 1: “Lainat” and “Kävijät” overlap."


def test_texts_on_other_pages_do_not_overlap(theme: Theme) -> None:
    pages = [PAGE, replace(PAGE, number=2)]
    assert check_layout([placed(), replace(placed(), page=2)], pages, theme, "fi") == ()


def test_the_lines_of_one_text_may_interlock(theme: Theme) -> None:
    lines = [placed(y=y, size=30, slot=Slot(7, 60, 200)) for y in (200, 219)]
    assert judged(*lines, theme=theme) == ()
    apart = [lines[0], replace(lines[1], slot=Slot(8, 60, 200))]
    assert codes(judged(*apart, theme=theme)) == ["text-overlap"]


def test_a_text_wider_than_its_column_is_told_by_how_much(theme: Theme) -> None:
    (found,) = judged(placed(width=52, slot=Slot(1, 60, 40)), theme=theme)
    assert (found.code, found.message) == (
        "text-overflow",
        "Page 1: “Lainat” is 12 pt wider than its 40 pt.",
    )


def test_ink_may_reach_half_a_point_out_of_its_column(theme: Theme) -> None:
    assert judged(placed(width=40.4, slot=Slot(1, 60, 40)), theme=theme) == ()


@pytest.mark.parametrize(("x", "y"), [(30, 200), (540, 200), (60, 25), (60, 835)])
def test_a_text_outside_the_area_for_text_is_told(theme: Theme, x: float, y: float) -> None:
    assert codes(judged(placed(x=x, y=y), theme=theme)) == ["text-outside"]


def test_what_an_overfull_page_pushes_out_is_not_told_again(theme: Theme) -> None:
    overfull = replace(PAGE, fill=1.3, overflow=90.0)
    texts = [placed(y=835), placed(y=836)]
    assert judged(*texts, theme=theme, page=overfull) == ()
    assert codes(judged(placed(size=7), theme=theme, page=overfull)) == ["text-too-small"]


def test_many_faults_of_one_kind_are_told_in_few_words(theme: Theme) -> None:
    texts = [placed(f"Sana {n}", y=100 + 20 * n, width=60, slot=Slot(n, 60, 40)) for n in range(9)]
    found = judged(*texts, theme=theme)
    assert codes(found) == ["text-overflow"] * 4
    assert found[-1].message == "Page 1: 6 more texts have the same fault."


# ---------------------------------------------------------------- reading


def test_the_least_size_is_8_and_a_half_points(theme: Theme) -> None:
    assert judged(placed(size=8.5), theme=theme) == ()
    assert codes(judged(placed(size=8.4), theme=theme)) == ["text-too-small"]


def test_a_character_that_the_font_lacks_is_named(theme: Theme) -> None:
    (found,) = judged(replace(placed("中Lainat"), missing="中"), theme=theme)
    assert found.code == "missing-glyph"
    assert "U+4E2D" in found.message


# ---------------------------------------------------------------- pages


def test_a_page_under_the_least_fill_is_a_warning(theme: Theme) -> None:
    (found,) = judged(placed(), theme=theme, page=replace(PAGE, fill=0.52))
    assert (found.code, found.severity) == ("page-underfull", Severity.WARNING)
    assert found.message == "Page 1 is 52% full; 70% is the least."


def test_a_cover_is_as_full_as_it_wants_to_be(theme: Theme) -> None:
    assert judged(placed(), theme=theme, page=replace(PAGE, fill=0.1, inner=False)) == ()


# ---------------------------------------------------------------- ground


def drawn(*rects: tuple[float, float, float, float, Colour], text: PlacedText) -> bytes:
    """Return a page with rectangles, (left, top, width, height, colour), and a text on them."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, HEIGHT))
    for left, top, width, height, colour in rects:
        canvas.setFillColorRGB(*colour)
        canvas.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)
    canvas.setFillColorRGB(*text.colour)
    canvas.setFont("Helvetica", text.size)
    canvas.drawString(text.x, HEIGHT - text.y, text.text)
    canvas.save()
    return file.getvalue()


def stands(*rects: tuple[float, float, float, float, Colour], text: PlacedText) -> list[str]:
    """Return the codes of what is wrong with a text on a ground."""
    return codes(check_ground(drawn(*rects, text=text), [text], [PAGE], "fi"))


def test_dark_on_white_and_white_on_dark_can_be_read() -> None:
    assert stands(text=placed()) == []
    assert stands((50, 180, 100, 40, BLUE), text=placed(colour=WHITE)) == []


def test_a_text_is_judged_on_what_lies_under_it_not_on_the_page() -> None:
    assert stands(text=placed(colour=WHITE)) == ["text-contrast"]
    assert stands((50, 180, 100, 40, BLUE), text=placed(colour=BLACK)) == ["text-contrast"]


def test_large_text_needs_less_contrast() -> None:
    grey = (0.55, 0.55, 0.55)
    assert stands(text=placed(colour=grey)) == ["text-contrast"]
    assert stands(text=placed(colour=grey, size=24)) == []
    assert stands(text=placed(colour=PALE, size=24)) == ["text-contrast"]


def test_the_text_itself_is_no_ground() -> None:
    """A heavy text covers most of its bounds and is still judged on the white around it."""
    assert stands(text=placed("MMMM", width=200, size=80)) == []


def test_a_text_across_the_edge_of_a_ground_is_told() -> None:
    """Even where both grounds give enough contrast."""
    assert stands((80, 180, 100, 40, (1.0, 1.0, 0.6)), text=placed()) == ["text-across"]


def test_the_edge_of_a_ground_that_hardly_differs_is_none() -> None:
    """Words may reach out of the band of a year without data; out of pale water they may not."""
    assert stands((80, 180, 100, 40, (0.969, 0.969, 0.973)), text=placed()) == []
    assert stands((80, 180, 100, 40, PALE), text=placed()) == ["text-across"]


def test_a_rule_through_a_text_is_told() -> None:
    assert stands((50, 195, 100, 1.5, BLUE), text=placed()) == ["text-across"]
    assert stands((50, 202, 100, 1.5, BLUE), text=placed()) == []


def test_a_giant_figure_may_stand_in_water() -> None:
    text = placed("68", width=160, size=120, colour=BLUE)
    assert stands((0, 180, 595, 60, PALE), text=text) == []
    stripes = (0, 100, 595, 44, PALE), (0, 144, 595, 28, (0.5, 0.9, 0.7))
    assert stands(*stripes, text=text) == ["text-across"]


def test_an_overfull_page_is_not_judged_by_its_ground() -> None:
    text = placed(colour=WHITE)
    assert check_ground(drawn(text=text), [text], [replace(PAGE, overflow=40.0)], "fi") == ()
