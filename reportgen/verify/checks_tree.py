"""Checks of the structure tree: that it is one, its types, headings, figures, lists and notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pikepdf

from reportgen.verify.book import Book, listed
from reportgen.verify.pdfvalues import NOWHERE, entry, key_of, name_of, pairs, rectangle
from reportgen.verify.roles import HEADINGS, HOLDERS, KIDS, MUST_HOLD, PARENTS, STANDARD
from reportgen.verify.rules import Fault
from reportgen.verify.tagtree import Element, MarkRef


def check_tree(book: Book) -> Iterator[Fault]:
    """There is a structure tree, it is a tree, and one Document holds it all."""
    root = entry(book.pdf.Root, "/StructTreeRoot")
    if root is None:
        yield Fault("pdf-tree-missing", "the file has no structure tree")
        return
    if book.tree_fault:
        yield Fault("pdf-tree-broken", f"the structure is not a tree: {book.tree_fault}")
        return
    if [element.role for element in book.top] != ["Document"]:
        tops = listed(element.role for element in book.top) or "nothing"
        yield Fault("pdf-tree-root", f"at the top of the structure stands: {tops}")
    if entry(root, "/ParentTree") is None:
        yield Fault("pdf-parent-tree", "the structure tree has no ParentTree")
    for element in book.top:
        if element.parent_key != key_of(root):
            yield Fault("pdf-tree-parent", f"{element.path}: its /P is not the structure tree root")


def check_parents(book: Book) -> Iterator[Fault]:
    """Every element's /P is the element that holds it."""
    for parent in book.elements:
        for child in parent.children:
            if child.parent_key == NOWHERE or child.parent_key != parent.key:
                yield Fault("pdf-tree-parent", f"{book.where(child)}: its /P is not {parent.path}")


def check_roles(book: Book) -> Iterator[Fault]:
    """Every type is a standard one, by itself or through the role map."""
    unknown = Counter(element.tag for element in book.elements if element.role not in STANDARD)
    for tag, count in unknown.items():
        yield Fault("pdf-role-unknown", f"the type {tag} of {count} structure elements is not a standard one")
    for key, value in pairs(entry(book.pdf.Root, "/StructTreeRoot", "/RoleMap")):
        if key.removeprefix("/") in STANDARD:
            yield Fault(
                "pdf-role-remapped",
                f"the standard type {key.removeprefix('/')} is mapped to {name_of(value)}",
            )


def check_nesting(book: Book) -> Iterator[Fault]:
    """Rows stand in tables, items in lists; holders hold elements only; nothing is empty."""
    for element in book.elements:
        allowed = KIDS.get(element.role)
        for child in element.children:
            if allowed is not None and child.role not in allowed:
                yield Fault("pdf-nesting", f"{book.where(child)}: {element.role} may not hold {child.role}")
            elif element.role not in PARENTS.get(child.role, {element.role}):
                yield Fault(
                    "pdf-nesting", f"{book.where(child)}: {child.role} may not stand in {element.role}"
                )
        if element.role in HOLDERS and any(isinstance(kid, MarkRef) for kid in element.kids):
            yield Fault(
                "pdf-content-misplaced", f"{book.where(element)}: {element.role} has content of its own"
            )
        if element.role in MUST_HOLD and not element.kids and element.actual is None:
            yield Fault("pdf-element-empty", f"{element.path}: {element.role} is empty")


def check_headings(book: Book) -> Iterator[Fault]:
    """One H1, before all other headings, and no level left out on the way down."""
    headings = [element for element in book.elements if element.role in HEADINGS]
    if not headings:
        yield Fault("pdf-heading-none", "the file has no headings")
        return
    if headings[0].role != "H1":
        yield Fault(
            "pdf-heading-first", f"{book.where(headings[0])}: the first heading is {headings[0].role}"
        )
    for heading in [element for element in headings if element.role == "H1"][1:]:
        yield Fault("pdf-heading-repeated", f"{book.where(heading)}: another H1")
    for above, below in pairwise(headings):
        if HEADINGS.index(below.role) > HEADINGS.index(above.role) + 1:
            yield Fault("pdf-heading-skip", f"{book.where(below)}: {below.role} follows {above.role}")
    for heading in headings:
        if heading.kids and not book.text(heading).strip():
            yield Fault("pdf-element-empty", f"{book.where(heading)}: the heading has no text")


def check_figures(book: Book) -> Iterator[Fault]:
    """Every figure has words in its stead, and says where it stands on its page."""
    for figure in (element for element in book.elements if element.role in {"Figure", "Formula"}):
        if not figure.alt.strip() and not (figure.actual or "").strip():
            yield Fault(
                "pdf-figure-alt", f"{book.where(figure)}: the {figure.role.lower()} has no text alternative"
            )
        if figure.role == "Figure":
            yield from _check_box(book, figure)


def _check_box(book: Book, figure: Element) -> Iterator[Fault]:
    box = rectangle(figure.attributes.get("Layout.BBox"))
    if box is None:
        yield Fault("pdf-figure-bbox", f"{book.where(figure)}: the figure has no BBox with an area")
        return
    number = book.first_page(figure)
    media = rectangle(pikepdf.Page(book.pdf.pages[number - 1]).mediabox) if number else None
    if media and not (box[0] < media[2] and box[2] > media[0] and box[1] < media[3] and box[3] > media[1]):
        yield Fault("pdf-figure-bbox", f"{book.where(figure)}: the figure's BBox lies outside of the page")


def check_lists(book: Book) -> Iterator[Fault]:
    """Lists have items, and items one body each."""
    for element in book.elements:
        if element.role == "L" and not any(child.role == "LI" for child in element.children):
            yield Fault("pdf-list-empty", f"{book.where(element)}: the list has no items")
        if element.role == "LI" and [child.role for child in element.children].count("LBody") != 1:
            yield Fault("pdf-list-body", f"{book.where(element)}: the list item has not one LBody")


def check_notes(book: Book) -> Iterator[Fault]:
    """Every Note has an id that no other has."""
    notes = [element for element in book.elements if element.role == "Note"]
    times = Counter(note.id for note in notes)
    for note in notes:
        if not note.id or times[note.id] > 1:
            yield Fault("pdf-note-id", f"{book.where(note)}: the note has no ID of its own")
