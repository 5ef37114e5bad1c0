"""How many lines a text takes in a column: spreadsheets keep row heights, openpyxl does not compute them."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator

# Widths of Arial in thousandths of an em, by group (Adobe's metrics of Helvetica, which Arial matches).
_GROUPS = {
    222: "ijl'|",
    278: " Itf.,:;!/\\[]()\u00a0",
    333: 'r-–"*',
    500: "cksvxyzJ",
    667: "ABEKPSVXYÄÅ",
    722: "CDHNRUw",
    778: "GOQÖ",
    833: "mM%",
    944: "W",
}
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}
_DEFAULT = 556
_DIGIT_PIXELS = 7  # the widest digit of Arial 10 at 96 dpi: what a column width of 1 means
_PADDING_PIXELS = 16  # at the sides of a cell, the indent of our styles included
_BOLD = 1.07

LINE_HEIGHT = 1.28
"""A line's height as a part of its size: Excel sets Arial 10 at 12.75 points."""


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text in pixels at 96 dpi; ``size`` is in points."""
    ems = sum(_WIDTHS.get(letter, _DEFAULT) for letter in text) / 1000
    return ems * size * 96 / 72 * (_BOLD if bold else 1)


def lines_of(text: str, column: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a column of so many characters, broken at spaces."""
    room = column * _DIGIT_PIXELS - _PADDING_PIXELS
    return sum(_paragraph(part, room, size, bold) for part in text.split("\n"))


def least_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in characters that a column must have so that no word of a text is broken."""
    return max((line_width(word, size, bold=bold) for word in text.split()), default=line_width("", size))


def line_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in characters that a column must have to show a text in one line."""
    return math.ceil((text_width(text, size, bold=bold) + _PADDING_PIXELS) / _DIGIT_PIXELS * 2) / 2


def widest(letters: int, size: float, *, bold: bool = False) -> float:
    """Return the width in characters that no text of so many letters goes beyond."""
    return (letters * size * 1.26 * (_BOLD if bold else 1) + _PADDING_PIXELS) / _DIGIT_PIXELS


def fold(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return a text as lines that fit into so many characters."""
    return tuple(portions(text, width, size, 1))


def portions(text: str, width: float, size: float, most: int) -> Iterator[str]:
    """Yield a text in portions of ``most`` lines, one or more, in a column of so many characters.

    They end at spaces, or within a word that is longer than a portion. All of them are the whole text again.
    """
    rest = text
    while lines_of(rest, width, size) > most:
        for ends in ([space.start() for space in re.finditer("[ \n]+", rest)], range(1, len(rest))):
            fitting = bisect_right(ends, most, key=lambda end: lines_of(rest[:end], width, size))
            if fitting and ends[fitting - 1]:
                break
        yield rest[: ends[fitting - 1]]
        rest = rest[ends[fitting - 1] :].lstrip(" \n")
    yield rest


def _paragraph(text: str, room: float, size: float, bold: bool) -> int:
    if text_width(text, size, bold=bold) <= room:
        return 1
    count, used = 1, 0.0
    space = text_width(" ", size)
    for word in text.split(" "):
        wide = text_width(word, size, bold=bold)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        # A word wider than the column is chopped over several lines.
        count += max(0, math.ceil(wide / room) - 1)
        used += (space if used else 0.0) + wide
    return count
