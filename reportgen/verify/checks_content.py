"""Checks of marked content: everything on a page is in the structure tree once, or is decoration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.verify.book import Book, listed, same_object, shown
from reportgen.verify.content import MarkId, PageContent
from reportgen.verify.pdffonts import UNKNOWN
from reportgen.verify.pdfvalues import Key, entry, integer, items
from reportgen.verify.rules import Fault

LONGEST_FURNITURE = 120
"""Characters that a running header, a footer or a repeated table header may have."""

_COUNTED = {
    "pdf-mark-unbalanced": "marks that are not closed as they were opened",
    "pdf-mark-nested": "marks inside other marks",
    "pdf-mark-in-path": "marks that begin or end inside a path",
    "pdf-mcid-repeated": "marks with the number of another",
}


def check_marks(book: Book) -> Iterator[Fault]:
    """The marks of each page by themselves."""
    for page in book.pages:
        for code, what in _COUNTED.items():
            if page.faults[code]:
                yield Fault(code, f"page {page.number}: there are {page.faults[code]} {what}")
        if count := page.faults["pdf-content-unmarked"]:
            text = "".join(page.unmarked).strip()
            what = f"the text {shown(text)} and all" if text else "everything"
            yield Fault(
                "pdf-content-unmarked", f"page {page.number}: {what} painted by {count} operators is unmarked"
            )


def check_artifacts(book: Book) -> Iterator[Fault]:
    """Decoration has no words, except page furniture, which says that it is."""
    for page in book.pages:
        for artifact in page.artifacts:
            text = artifact.text.strip()
            if not any(character.isalnum() for character in text):
                continue  # leader dots and bullets are drawings of a kind
            if artifact.type != "Pagination":
                yield Fault(
                    "pdf-artifact-text",
                    f"page {page.number}: {shown(text)} is text, but marked as decoration",
                )
            elif len(text) > LONGEST_FURNITURE:
                yield Fault(
                    "pdf-artifact-text", f"page {page.number}: {shown(text)} is too long for page furniture"
                )


def check_characters(book: Book) -> Iterator[Fault]:
    """Every code that is shown stands for a character."""
    for page in book.pages:
        shown_texts = [mark.text for mark in (*page.marks.values(), *page.artifacts)] + [
            "".join(page.unmarked)
        ]
        bad = [text for text in shown_texts if UNKNOWN in text or "\x00" in text]
        if bad:
            yield Fault(
                "pdf-text-unmapped",
                f"page {page.number}: characters cannot be told: {listed(map(shown, bad))}",
            )


def check_ownership(book: Book) -> Iterator[Fault]:
    """Every mark has one owner in the tree, and the ParentTree names the same."""
    containers = _containers(book)
    for page in book.pages:
        orphans = [mcid for (_, mcid), owners in _owned(book, page) if not owners]
        if orphans:
            yield Fault(
                "pdf-mcid-orphan", f"page {page.number}: no structure element owns mark {listed(orphans)}"
            )
        shared = [mcid for (_, mcid), owners in _owned(book, page) if len(owners) > 1]
        if shared:
            yield Fault(
                "pdf-mcid-shared", f"page {page.number}: several structure elements own mark {listed(shared)}"
            )
        astray = [
            mark_id[1]
            for mark_id, owners in _owned(book, page)
            if len(owners) == 1 and not same_object(_parent(book, containers, mark_id), owners[0])
        ]
        if astray:
            yield Fault(
                "pdf-parent-tree",
                f"page {page.number}: the ParentTree has another owner of mark {listed(astray)}",
            )


def check_references(book: Book) -> Iterator[Fault]:
    """Every reference from the tree leads to a mark."""
    for (_, mcid), owners in (
        (at, owners) for at, owners in book.mark_owners.items() if at not in book.marks
    ):
        yield Fault("pdf-mcid-missing", f"{owners[0].path}: mark {mcid} is not on the page that it names")


def _owned(book: Book, page: PageContent) -> Iterator[tuple[MarkId, list[Key]]]:
    for mark_id in page.marks:
        yield mark_id, [element.key for element in book.mark_owners.get(mark_id, [])]


def _containers(book: Book) -> dict[Key, Any]:
    """Pages and forms with marks, by identity."""
    pages = {content.key: page.obj for content, page in zip(book.pages, book.pdf.pages, strict=True)}
    return {key: form for content in book.pages for key, form in content.forms.items()} | pages


def _parent(book: Book, containers: dict[Key, Any], mark_id: MarkId) -> object:
    container, mcid = mark_id
    number = integer(entry(containers.get(container), "/StructParents"))
    row = items(book.parents.get(number)) if number is not None else []
    return row[mcid] if 0 <= mcid < len(row) else None
