"""Marks: reserved characters that carry values, data texts, lines and breaks through Jinja and Markdown.

Markdown takes them for letters. They are refused in every input and never leave this package.
"""

from __future__ import annotations

import re

from reportgen.model.document import Cited

_CITED, _SHOWN, _END = "\ue000", "\ue001", "\ue002"
_LINE, _LINE_END = "\ue003", "\ue004"
_PLAIN = "\ue005"
_WHOLE = "\ue009"
_PLAIN_END = "\ue00a"
BREAK = "\ue006"
"""A line break inside a heading, which Markdown itself keeps on one line."""

_CITATION = re.compile(f"{_CITED}([0-9]+){_SHOWN}[^{_END}]*{_END}")
_DATA = re.compile(f"{_PLAIN}[^{_PLAIN_END}]*{_PLAIN_END}")
_LINE_MARK = re.compile(f"{_LINE}([0-9]+){_LINE_END}")
_OPENING_MARKS = re.compile(f"(?:[ \t]*{_LINE}[0-9]+{_LINE_END})+")
_MARKS = re.compile("[\ue000-\ue00f]")
_MARKDOWN = re.compile(r"[`*_\[\]<>&]")
_HIDE = str.maketrans('\\"', "\ue007\ue008")
_SHOW = str.maketrans("\ue007\ue008", '\\"')
"""Signs that an author must not type but data may hold: they pass by the checks on typed text."""


class Marked(str):
    """Text that is ready for Markdown."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(legible(self))


class StandIn(Marked):
    """What stands for something that was refused: whatever is done with it needs no finding of its own."""

    __slots__ = ()


def cited_mark(value: Cited) -> Marked:
    """Return the mark of a citation, with the shown text inside, as far as Markdown leaves that alone."""
    shown = _MARKDOWN.sub("", value.text)
    return Marked(f"{_CITED}{value.citation}{_SHOWN}{shown}{_END}")


def plain(text: object) -> Marked:
    """Return data as text that Markdown takes for nothing but text, wherever on a line it stands."""
    if isinstance(text, Marked):
        return text
    words = str(text).replace("\n", " ").translate(_HIDE)
    return Marked(_PLAIN + _MARKDOWN.sub(lambda found: "\\" + found[0], words) + _PLAIN_END)


def legible(text: str) -> str:
    """Return text with its marks taken away, as it is told in a message."""
    shown = _CITATION.sub(lambda found: found[0].partition(_SHOWN)[2], text)
    return _MARKS.sub("", bare(shown)) if _MARKS.search(text) else text


def bare(text: str) -> str:
    """Return data that `plain` prepared as it was, for what is not read as Markdown: the name of a block."""
    return re.sub(rf"\\({_MARKDOWN.pattern})", r"\1", _unwrapped(text)).translate(_SHOW)


def split_citations(text: str) -> list[str | int]:
    """Split text into strings and citation numbers, empty strings left out and data as it is stored."""
    parts = _CITATION.split(_unwrapped(text).translate(_SHOW))
    pieces: list[str | int] = [int(part) if position % 2 else part for position, part in enumerate(parts)]
    return [piece for piece in pieces if piece != ""]


def typed(text: str) -> str:
    """Return text with a letter in place of each value and passage of data: what its author answers for."""
    return _MARKS.sub(" ", _DATA.sub("a", _CITATION.sub("a", text)))


def _unwrapped(text: str) -> str:
    return text.replace(_PLAIN, "").replace(_PLAIN_END, "")


def mark_lines(data: str, line: int) -> str:
    """Put a mark with its number before every line of template text that begins on the given line.

    A line that no tag touches is marked as whole: it is kept even when it is empty.
    """
    lines = data.split("\n")
    whole = range(1, len(lines) - 1)
    return "\n".join(
        f"{_LINE}{line + offset}{_LINE_END}{_WHOLE if offset in whole else ''}{text}"
        for offset, text in enumerate(lines)
    )


def unmark_lines(text: str) -> list[tuple[int, str]]:
    """Return each line of rendered text with the template line that its first words came from.

    A line that is empty because of what its tags gave is none: it must not part a paragraph or a list.
    """
    lines: list[tuple[int, str]] = []
    current = 1
    for row in text.split("\n"):
        opening = _OPENING_MARKS.match(row)
        first = int(_LINE_MARK.findall(opening[0])[-1]) if opening else current
        shown = _LINE_MARK.sub("", row).rstrip(" \t")
        if shown:
            lines.append((first, shown.replace(_WHOLE, "")))
        current = int([str(first), *_LINE_MARK.findall(row)][-1])
    return lines
