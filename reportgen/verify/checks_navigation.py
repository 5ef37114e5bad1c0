"""Checks of the ways through a file: bookmarks mirror the headings, the contents give the right pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.verify.book import Book, listed, shown
from reportgen.verify.destinations import named, page_of
from reportgen.verify.pdfvalues import NOWHERE, Key, entry, key_of, text_of
from reportgen.verify.reading import words
from reportgen.verify.rules import Fault
from reportgen.verify.tagtree import Element, ObjectRef

DEPTH = {"H1": 1, "H2": 2, "H3": 3}
"""Headings that have a bookmark, with its depth."""

_DEEPEST = 20
_LAST_NUMBER = re.compile(r"(\d+)\s*$")


class Bookmark(NamedTuple):
    """An entry of the outline: how deep it stands (from 1), its words, and where it leads (page from 1)."""

    depth: int
    title: str
    page: int | None


def bookmarks(book: Book) -> list[Bookmark]:
    """Return the outline from top to bottom; what goes in circles is read once."""
    return list(_outline(book, entry(book.pdf.Root, "/Outlines", "/First"), 1, set()))


def _outline(book: Book, item: object, depth: int, seen: set[Key]) -> Iterator[Bookmark]:
    names = named(book)
    while item is not None and depth < _DEEPEST and (key := key_of(item)) not in seen | {NOWHERE}:
        seen.add(key)
        target = entry(item, "/Dest")
        page = page_of(book, names, entry(item, "/A") if target is None else target)
        yield Bookmark(depth, text_of(entry(item, "/Title")), page)
        yield from _outline(book, entry(item, "/First"), depth + 1, seen)
        item = entry(item, "/Next")


def check_bookmarks(book: Book) -> Iterator[Fault]:
    """There is a bookmark for each H1 to H3, as deep as the heading, to the heading's page."""
    found = bookmarks(book)
    headings = [element for element in book.elements if element.role in DEPTH]
    if not found:
        if headings:
            yield Fault("pdf-bookmarks-none", "the file has headings but no bookmarks")
        return
    have = [(mark.depth, _flat(mark.title)) for mark in found]
    want = [(DEPTH[heading.role], _flat(book.text(heading))) for heading in headings]
    if have != want:
        yield Fault("pdf-bookmarks-differ", _first_difference(have, want))
        return
    for mark, heading in zip(found, headings, strict=True):
        if mark.page is None or mark.page != book.first_page(heading):
            yield Fault(
                "pdf-bookmark-target",
                f"{book.where(heading)}: its bookmark leads to page {mark.page or 'none'}",
            )


def _flat(text: str) -> str:
    return " ".join(words(text))


def _first_difference(have: list[tuple[int, str]], want: list[tuple[int, str]]) -> str:
    gone = (-1, "")
    longest = max(len(have), len(want))
    padded = zip(have + [gone] * (longest - len(have)), want + [gone] * (longest - len(want)), strict=True)
    mark, heading = next((mark, heading) for mark, heading in padded if mark != heading)
    bookmark = f"the bookmark {shown(mark[1])} (level {mark[0]})" if mark != gone else "no bookmark"
    title = f"the heading {shown(heading[1])} (H{heading[0]})" if heading != gone else "no heading"
    return f"{bookmark} stands for {title}"


def check_contents(book: Book) -> Iterator[Fault]:
    """The page number printed in a table of contents is the page its link leads to."""
    if entry(book.pdf.Root, "/PageLabels") is not None:
        return  # then pages are numbered in a way of their own
    names = named(book)
    targets = {
        key_of(link): page_of(
            book, names, entry(link, "/A") if entry(link, "/Dest") is None else entry(link, "/Dest")
        )
        for _, link in book.annotations
    }
    for item in (element for element in book.elements if element.role == "TOCI"):
        printed = _LAST_NUMBER.search(book.text(item))
        pages = {targets.get(key) for key in _clicks(item)} - {None}
        if printed and pages and int(printed[1]) not in pages:
            yield Fault(
                "pdf-contents-page",
                f"{book.where(item)}: page {printed[1]} is printed, but the link leads to {listed(pages)}",
            )


def _clicks(item: Element) -> Iterator[Key]:
    for element in item.walk():
        yield from (kid.key for kid in element.kids if isinstance(kid, ObjectRef))
