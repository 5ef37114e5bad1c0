"""Texts of a finished PDF, told without its tags: size, colour, and contrast with their ground."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from reportgen.verify.printed import Contrast, contrasts, printed

GREY = 0.46
"""#757575, which has a contrast of 4.6 with white: just enough."""


def drawn(folder: Path, draw: Callable[[Canvas], None]) -> Path:
    """Return a PDF of one page, 300 by 200 points, with what a function draws."""
    path = folder / "file.pdf"
    canvas = Canvas(str(path), (300, 200))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return path


def line(text: str, size: float = 12, shade: float = 0, font: str = "Helvetica") -> Callable[[Canvas], None]:
    """Return a function that draws a line of text."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.setFillGray(shade)
        canvas.drawString(30, 100, text)

    return draw


def measured(path: Path) -> list[Contrast]:
    """Return the contrasts of a PDF."""
    return contrasts(path, printed(path))


def test_a_text_is_told_with_size_colour_and_place(tmp_path: Path) -> None:
    (text,) = printed(drawn(tmp_path, line("Vuosi 2024", 14, 0.2)))
    assert (text.page, text.text, text.size) == (1, "Vuosi 2024", 14)
    assert text.colour == (0.2, 0.2, 0.2)
    assert 29 < text.ink.left < 32
    assert 88 < text.ink.top < text.ink.bottom < 104


def test_a_change_of_style_or_line_divides_a_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        line("One ")(canvas)
        canvas.setFillGray(0.3)
        canvas.drawString(52, 100, "two")
        canvas.drawString(30, 60, "three")
        canvas.drawString(150, 60, "four")

    assert [text.text for text in printed(drawn(tmp_path, draw))] == ["One", "two", "three", "four"]


def test_type_that_is_made_larger_by_its_page_counts_as_it_is_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.scale(2, 2)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(10, 10, "Seven")
        canvas.rotate(90)
        canvas.drawString(20, -80, "turned")

    assert {text.size for text in printed(drawn(tmp_path, draw))} == {14}


@pytest.mark.parametrize(
    ("size", "font", "shade", "needed", "poor"),
    [
        (12, "Helvetica", 0, 4.5, False),
        (12, "Helvetica", GREY, 4.5, False),
        (12, "Helvetica", 0.5, 4.5, True),
        (18, "Helvetica", 0.5, 3.0, False),
        (14, "Helvetica-Bold", 0.5, 3.0, False),
        (18, "Helvetica", 0.7, 3.0, True),
    ],
)
def test_small_type_needs_more_contrast_than_large_or_bold(
    tmp_path: Path, size: float, font: str, shade: float, needed: float, poor: bool
) -> None:
    (found,) = measured(drawn(tmp_path, line("Luku", size, shade, font)))
    assert (found.needed, found.poor) == (needed, poor)


def test_the_contrast_is_that_with_what_lies_under_the_text(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(Color(0, 0, 0.75))
        canvas.rect(0, 50, 300, 150, stroke=0, fill=1)
        line("white", shade=1)(canvas)
        canvas.drawString(30, 20, "lost")

    on_blue, on_white = measured(drawn(tmp_path, draw))
    assert (on_blue.text, on_blue.poor) == ("white", False)
    assert on_blue.ratio == pytest.approx(12.8, abs=1)
    assert (on_white.text, on_white.poor, on_white.ratio) == ("lost", True, 1)


def test_text_that_is_not_painted_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        hidden = canvas.beginText(30, 100)
        hidden.setTextRenderMode(3)
        hidden.textOut("what a scanner read")
        canvas.drawText(hidden)
        canvas.setFillAlpha(0.5)
        canvas.drawString(30, 60, "lets its ground through")
        canvas.setFillAlpha(1)
        canvas.drawString(400, 60, "beside the page")

    assert printed(drawn(tmp_path, draw)) == []


def test_pages_that_are_turned_or_as_large_as_a_house_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    canvas = Canvas(str(path), (14000, 14000))
    canvas.drawString(30, 30, "giant")
    canvas.showPage()
    canvas.setPageSize((300, 200))
    canvas.setPageRotation(90)
    canvas.drawString(30, 30, "turned")
    canvas.showPage()
    canvas.save()
    assert printed(path) == []


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(b"no PDF")
    with pytest.raises(pypdfium2.PdfiumError):
        printed(path)
