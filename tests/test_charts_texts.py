"""Labels break at spaces, after hyphens and at soft hyphens, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reportgen.charts.texts import least_width, pieces, wrap


def measure(text: str) -> float:
    """Return a width of one for every character but the soft hyphen inside a line."""
    return float(len(text))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("perhe- ja sosiaalipalvelut", 30, ("perhe- ja sosiaalipalvelut",)),
        ("perhe- ja sosiaalipalvelut", 20, ("perhe- ja", "sosiaalipalvelut")),
        ("sosiaali\u00adpalvelut", 20, ("sosiaalipalvelut",)),
        ("sosiaali\u00adpalvelut", 10, ("sosiaali\u00ad", "palvelut")),
        ("äitiys-ja lapset", 8, ("äitiys-", "ja", "lapset")),
        ("foorumin ja -neuvoston", 12, ("foorumin ja", "-neuvoston")),
        ("12\u00a0000 euroa", 7, ("12\u00a0000", "euroa")),
        ("pitkäsana", 3, ("pitkäsana",)),
        ("", 10, ()),
    ],
)
def test_a_label_breaks_only_where_it_may(text: str, width: float, lines: tuple[str, ...]) -> None:
    """A no-break space, a leading hyphen and a word without hyphens hold together."""
    assert wrap(text, width, measure) == lines


def test_no_character_is_lost() -> None:
    """The pieces of a text are the text, and its lines hold every letter in order."""
    text = "sairaala-, kuntoutus- ja hoiva\u00adpalveluissa"
    assert "".join(pieces(text)) == text
    joined = "".join(wrap(text, 12, measure)).replace("\u00ad", "").replace(" ", "")
    assert joined == text.replace("\u00ad", "").replace(" ", "")


def test_the_least_width_is_that_of_the_widest_piece() -> None:
    """No line can be narrower, and at that width none is wider."""
    text = "sairaala-, kuntoutus- ja hoiva\u00adpalveluissa"
    least = least_width(text, measure)
    assert least == len("palveluissa")
    assert max(map(measure, wrap(text, least, measure))) == least


def test_a_wider_column_never_needs_more_lines() -> None:
    """Filling lines greedily is monotonous in the width."""
    text = "sairaala-, kuntoutus- ja hoiva\u00adpalveluissa vuonna 2031"
    counts = [len(wrap(text, width, measure)) for width in range(11, 60)]
    assert all(one >= two for one, two in pairwise(counts))
