"""Checks of links: the words in the structure tree and the clickable area on the page belong together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.verify.book import Book, same_object
from reportgen.verify.destinations import named, page_of
from reportgen.verify.pdfvalues import entry, integer, key_of, name_of, text_of
from reportgen.verify.rules import Fault
from reportgen.verify.tagtree import Element, ObjectRef

_OWNERS = {"Link": "Link", "Widget": "Form"}
_EXEMPT = {"Popup", "PrinterMark"}
_HIDDEN = 2


def check_annotations(book: Book) -> Iterator[Fault]:
    """Every visible annotation is in the tree, and knows its element; every link tells where it leads."""
    names = named(book)
    for page, annotation in book.annotations:
        kind = name_of(entry(annotation, "/Subtype"))
        if kind in _EXEMPT or (integer(entry(annotation, "/F")) or 0) & _HIDDEN:
            continue
        place = f"page {page}, {kind or 'annotation'} {_words(annotation)}".rstrip()
        yield from _check_owner(book, annotation, kind, place)
        if kind == "Link":
            if not text_of(entry(annotation, "/Contents")).strip():
                yield Fault("pdf-link-contents", f"{place}: the link does not say where it leads")
            yield from _check_target(book, names, annotation, place)


def _words(annotation: object) -> str:
    return text_of(entry(annotation, "/Contents")) or text_of(entry(annotation, "/A", "/URI"))


def _check_owner(book: Book, annotation: object, kind: str, place: str) -> Iterator[Fault]:
    owners = book.object_owners.get(key_of(annotation), [])
    wanted = _OWNERS.get(kind, "Annot")
    if len(owners) != 1 or owners[0].role != wanted:
        yield Fault(
            "pdf-link-untagged", f"{place}: {len(owners)} structure elements hold it, not one {wanted}"
        )
        return
    number = integer(entry(annotation, "/StructParent"))
    if number is None or not same_object(book.parents.get(number), owners[0].key):
        yield Fault("pdf-link-parent", f"{place}: its /StructParent does not lead to {owners[0].path}")


def _check_target(book: Book, names: Any, annotation: object, place: str) -> Iterator[Fault]:
    action = entry(annotation, "/A")
    if name_of(entry(action, "/S")) == "URI":
        if not text_of(entry(action, "/URI")).strip():
            yield Fault("pdf-link-target", f"{place}: the address is empty")
        return
    if name_of(entry(action, "/S")) not in {"", "GoTo"}:
        return  # other actions lead out of the file
    target = entry(annotation, "/Dest")
    if page_of(book, names, action if target is None else target) is None:
        yield Fault("pdf-link-target", f"{place}: the link leads nowhere")


def check_link_elements(book: Book) -> Iterator[Fault]:
    """Every Link element has words and a clickable area."""
    for link in (element for element in book.elements if element.role == "Link"):
        if not any(_references(link)):
            yield Fault("pdf-link-object", f"{book.where(link)}: the link has words, but nothing to click on")
        if not (book.text(link).strip() or link.alt.strip() or any(e.alt.strip() for e in link.walk())):
            yield Fault("pdf-link-empty", f"{book.where(link)}: the link has no words")


def _references(link: Element) -> Iterator[ObjectRef]:
    for element in link.walk():
        yield from (kid for kid in element.kids if isinstance(kid, ObjectRef))
