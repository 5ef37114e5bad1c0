"""Lines of text: where they break, what they keep, and what the text layer will say."""

from pathlib import Path

import pytest

from reportgen.reading import Node
from reportgen.render.pdf.fonts import NBSP, SOFT_HYPHEN, Faces
from reportgen.render.pdf.text import Line, Span, break_lines
from reportgen.sources.theme import load_theme

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces(load_theme(ROOT).fonts)


def span(faces: Faces, text: str, key: str = "text") -> Span:
    return Span(text, faces[key], 10, (0, 0, 0), 0, Node("paragraph"))


def texts(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in lines]


def test_lines_keep_every_word_and_the_space_between_words(faces: Faces) -> None:
    """Joined lines read as the source did: a line keeps its trailing space in the text layer."""
    source = "Palvelut saa nopeasti ja sujuvasti, ja asiointi on vaivatonta kaikille."
    lines = break_lines([span(faces, source)], 90)
    assert len(lines) > 2
    assert "".join(texts(lines)) == source


def test_no_line_is_wider_than_the_measure(faces: Faces) -> None:
    """Every line fits, at any measure that the longest word fits."""
    source = "Vi ordnar service planenligt, ekonomiskt och transparent för alla helsingforsare."
    for measure in range(70, 300, 7):
        assert all(line.width <= measure + 0.01 for line in break_lines([span(faces, source)], measure))


def test_a_figure_is_never_broken(faces: Faces) -> None:
    """No line ends inside a number, nor between a number and its unit."""
    figure = f"1{NBSP}582{NBSP}500{NBSP}vrk"
    lines = texts(break_lines([span(faces, f"yhteensä jopa {figure} hoidossa")], 80))
    assert any(figure in line for line in lines)


def test_an_added_hyphen_is_a_soft_hyphen(faces: Faces) -> None:
    """A word broken by rule ends its line with U+00AD, so that extraction joins it again."""
    lines = texts(break_lines([span(faces, "lastensuojelu")], 40, lambda word: (6, 9)))
    assert lines[0] == "lasten" + SOFT_HYPHEN
    assert "".join(lines).replace(SOFT_HYPHEN, "") == "lastensuojelu"


def test_a_hyphen_in_the_word_is_not_doubled(faces: Faces) -> None:
    """A word breaks after its own hyphen, and keeps just that one."""
    source = span(faces, "potilas- ja asiakastietojärjestelmä-asiat")
    lines = texts(break_lines([source], 150, lambda word: ()))
    assert SOFT_HYPHEN not in "".join(lines)


def test_a_short_word_does_not_stand_alone_on_the_last_line(faces: Faces) -> None:
    """The paragraph is rebalanced instead of leaving one short word behind."""
    source = "Työkokonaisuus etenee tasaisesti koko vuoden ja kaikki ovat mukana nyt"
    for measure in range(110, 300, 3):
        lines = texts(break_lines([span(faces, source)], measure))
        if len(lines) > 1:
            assert lines[-1].strip() != "nyt", measure


def test_a_forced_break_ends_the_line_and_reads_as_a_space(faces: Faces) -> None:
    """A break the author asked for is kept, and words do not run together across it."""
    lines = texts(break_lines([span(faces, "Enemmän hakijoita,\nvähemmän lähtijöitä")], 400))
    assert lines == ["Enemmän hakijoita, ", "vähemmän lähtijöitä"]


def test_words_across_spans_stay_whole(faces: Faces) -> None:
    """A word that begins in one style and ends in another is still one word."""
    bold, plain = span(faces, "Maisa", "bold"), span(faces, "-portaalissa on paljon asioita")
    for measure in range(60, 200, 5):
        assert "Maisa-" in "".join(texts(break_lines([bold, plain], measure)))


def test_kerning_tightens_headlines_and_keeps_one_code_a_character(faces: Faces) -> None:
    """Kerning only moves glyphs: as many values as characters, no ligature swallows any."""
    kerns = faces["headline"].kerns("Tyytyväiset affärer")
    assert len(kerns) == len("Tyytyväiset affärer")
    assert min(kerns) < 0
