"""Where links and bookmarks lead to inside the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array

from reportgen.verify.book import Book
from reportgen.verify.pdfvalues import entry, integer, key_of, leaves, name_of, pairs, text_of

_DEEPEST = 5


def named(book: Book) -> Mapping[str, Any]:
    """Return the named destinations of a file, old kind and new (ISO 32000-1, 12.3.2.3)."""
    old = {key.removeprefix("/"): value for key, value in pairs(entry(book.pdf.Root, "/Dests"))}
    new = {text_of(key): value for key, value in leaves(entry(book.pdf.Root, "/Names", "/Dests"), "/Names")}
    return old | new


def page_of(book: Book, names: Mapping[str, Any], target: object) -> int | None:
    """Return the page, from 1, that a destination or an action leads to; None if it leads nowhere."""
    for _ in range(_DEEPEST):
        if isinstance(target, Array):
            return _page(book, target[0]) if len(target) else None
        if (inner := entry(target, "/D")) is not None:
            target = inner
        else:
            target = names.get(name_of(target) or text_of(target))
    return None


def _page(book: Book, first: object) -> int | None:
    number = integer(first)
    if number is not None:
        return number + 1 if 0 <= number < len(book.pages) else None
    key = key_of(first)
    return next((page.number for page in book.pages if page.key == key and key != (0, 0)), None)
