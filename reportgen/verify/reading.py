"""The text of a PDF as a screen reader reads it: by structure element, in the order of the tree."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from reportgen.verify.book import Book, open_book
from reportgen.verify.pdfvalues import text_of
from reportgen.verify.roles import INLINE
from reportgen.verify.tagtree import Element, MarkRef

_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060\ufeff")
_MADE = {"Lbl", "TOC"}
_DRAWN = {"Figure", "Formula"}


class Passage(NamedTuple):
    """A run of text in one structure element, in reading order.

    ``block`` is the path of the paragraph, heading or cell around it, ``lang`` the language in force,
    ``page`` the page on which the element begins, from 1; None if it is drawn nowhere.
    """

    path: str
    role: str
    text: str
    block: str
    lang: str
    page: int | None


def words(text: str) -> list[str]:
    """Return the words of a text; soft hyphens vanish and every kind of space, no-break ones too, divides."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split()


def passages(book: Book, *, spoken: bool = False) -> list[Passage]:
    """Return all text of the structure tree in its order.

    As it is ``spoken``, a figure is its text alternative, and what the layout made of things that stand
    elsewhere is left out: bullets and numbers of list items, the entries of a table of contents.
    """
    lang = text_of(book.pdf.Root.get("/Lang"))
    return [passage for top in book.top for passage in _passages(book, top, top.path, lang, spoken)]


def _passages(book: Book, element: Element, block: str, lang: str, spoken: bool) -> Iterator[Passage]:
    if spoken and element.role in _MADE:
        return
    block = block if element.role in INLINE else element.path
    lang = element.lang or lang
    page = book.first_page(element)
    instead = element.alt if spoken and element.role in _DRAWN else None
    if (text := element.actual if element.actual is not None else instead) is not None:
        yield Passage(element.path, element.role, text, block, lang, page)
        return
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _passages(book, kid, block, lang, spoken)
        elif isinstance(kid, MarkRef) and kid.id in book.marks:
            yield Passage(element.path, element.role, book.marks[kid.id].text, block, lang, page)


def joined(found: Iterable[Passage]) -> Iterator[Passage]:
    """Join passages of one element that follow each other; lines are marked one by one."""
    for _, group in groupby(found, key=lambda passage: passage.path):
        parts = list(group)
        if text := "".join(part.text for part in parts):
            yield parts[0]._replace(text=text)


def text_of_tree(path: Path) -> list[tuple[str, str, str]]:
    """Return (path, role, text) for each run of text in the structure tree, in reading order.

    An element whose text goes on after a link or a span in it appears once for each part. Spaces are
    those of the text layer: none is guessed from the positions of glyphs. Raises `Unreadable`.
    """
    with open_book(path) as book:
        return [(passage.path, passage.role, passage.text) for passage in joined(passages(book))]


def read_aloud(path: Path) -> list[Passage]:
    """Return the same as `text_of_tree` with block, language and page. Raises `Unreadable`."""
    with open_book(path) as book:
        return list(joined(passages(book)))
