"""Breaking labels into lines: at spaces, after hyphens, and at the soft hyphens that the data holds."""

from __future__ import annotations

from collections.abc import Callable

SOFT_HYPHEN = "\u00ad"

Measure = Callable[[str], float]


def wrap(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Break a text into lines of at most ``width`` points; a piece that is wider stands alone.

    A soft hyphen stays at the end of a line that it ends, where it is drawn as a hyphen and read as none;
    elsewhere it is dropped. A no-break space never breaks.
    """
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        if line and measure(_inked(line + piece)) > width:
            lines.append(line)
            line = ""
        line += piece
    return tuple(_inked(each) for each in [*lines, line] if each.strip())


def pieces(text: str) -> tuple[str, ...]:
    """Return the parts between which a text may break, each with the character that ends it."""
    found = [""]
    for position, char in enumerate(text):
        found[-1] += char
        inside = position + 1 < len(text) and text[position + 1].isalnum() and found[-1][:-1].strip() != ""
        if char == " " or (char in f"-{SOFT_HYPHEN}" and inside):
            found.append("")
    return tuple(piece for piece in found if piece)


def least_width(text: str, measure: Measure) -> float:
    """Return the width of the widest piece in points: no line of the text can be narrower."""
    return max((measure(_inked(piece)) for piece in pieces(text)), default=0.0)


def _inked(line: str) -> str:
    line = line.strip(" ")
    return line[:-1].replace(SOFT_HYPHEN, "") + line[-1:]
