"""A PDF opened for judging: its pages' marked content, its structure tree, and the ways between them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf

from reportgen.verify.content import Mark, MarkId, PageContent, read_page
from reportgen.verify.pdffonts import Font
from reportgen.verify.pdfvalues import Key, entry, integer, items, key_of, leaves
from reportgen.verify.rules import Fault
from reportgen.verify.tagtree import Element, MarkRef, ObjectRef, TreeFault, read_tree

_SHOWN = 60
_LISTED = 5


class Unreadable(Exception):
    """The file cannot be opened as a PDF. Carries the fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.message)


@dataclass(frozen=True)
class Book:
    """An open PDF. ``top`` are the topmost elements of its tree; ``tree_fault`` tells why there are none."""

    pdf: pikepdf.Pdf
    pages: tuple[PageContent, ...]
    top: tuple[Element, ...]
    tree_fault: str

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """All structure elements in reading order."""
        return tuple(element for root in self.top for element in root.walk())

    @cached_property
    def marks(self) -> Mapping[MarkId, Mark]:
        """All tagged marks of all pages."""
        return {where: mark for page in self.pages for where, mark in page.marks.items()}

    @cached_property
    def mark_owners(self) -> Mapping[MarkId, list[Element]]:
        """The elements that claim a mark; exactly one should."""
        owners: dict[MarkId, list[Element]] = {}
        for element in self.elements:
            for kid in element.kids:
                if isinstance(kid, MarkRef):
                    owners.setdefault(kid.id, []).append(element)
        return owners

    @cached_property
    def object_owners(self) -> Mapping[Key, list[Element]]:
        """The elements that claim an annotation."""
        owners: dict[Key, list[Element]] = {}
        for element in self.elements:
            for kid in element.kids:
                if isinstance(kid, ObjectRef):
                    owners.setdefault(kid.key, []).append(element)
        return owners

    @cached_property
    def parents(self) -> Mapping[int, Any]:
        """The ParentTree: what stands under each StructParent(s) number."""
        found = leaves(entry(self.pdf.Root, "/StructTreeRoot", "/ParentTree"), "/Nums")
        return {number: value for key, value in found if (number := integer(key)) is not None}

    @cached_property
    def page_numbers(self) -> Mapping[Key, int]:
        """Page numbers from 1 by the page's identity; a form counts for the first page that paints it."""
        numbers = {form: page.number for page in reversed(self.pages) for form in page.forms}
        return numbers | {page.key: page.number for page in self.pages}

    @cached_property
    def annotations(self) -> tuple[tuple[int, Any], ...]:
        """All annotations, each with its page number from 1, in file order."""
        found = ((number, entry(page.obj, "/Annots")) for number, page in enumerate(self.pdf.pages, 1))
        return tuple((number, one) for number, group in found for one in items(group))

    def first_page(self, element: Element) -> int | None:
        """The page that an element begins on, from 1; None if nothing of it stands on a page."""
        known = (self.page_numbers.get(container) for container, _ in element.marks())
        return next((number for number in known if number is not None), None)

    def where(self, element: Element) -> str:
        """Tell the place of an element for a message."""
        page = self.first_page(element)
        return f"page {page}, {element.path}" if page is not None else element.path

    def text(self, element: Element) -> str:
        """The text of an element and all below it, as it would be read aloud."""
        if element.actual is not None:
            return element.actual
        parts: list[str] = []
        for kid in element.kids:
            if isinstance(kid, MarkRef):
                parts.append(self.marks[kid.id].text if kid.id in self.marks else "")
            elif isinstance(kid, Element):
                parts.append(self.text(kid))
        return "".join(parts)


@contextmanager
def open_book(path: Path) -> Iterator[Book]:
    """Open a PDF for judging. Raises `Unreadable` if it cannot be opened at all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is wrong is found again by looking, with its place
        try:
            pdf = pikepdf.open(path)
        except FileNotFoundError as missing:
            raise Unreadable(Fault("pdf-unreadable", "there is no such file")) from missing
        except pikepdf.PasswordError as locked:
            raise Unreadable(Fault("pdf-encrypted", "the file asks for a password")) from locked
        except (pikepdf.PdfError, OSError, ValueError, RuntimeError) as problem:
            raise Unreadable(Fault("pdf-unreadable", f"it cannot be opened as a PDF: {problem}")) from problem
        with pdf:
            yield read_book(pdf)


def read_book(pdf: pikepdf.Pdf) -> Book:
    """Read what the checks look at more than once. Raises `Unreadable` if its pages cannot be told."""
    fonts: dict[Key, Font] = {}
    try:
        pages = tuple(read_page(page, number, fonts) for number, page in enumerate(pdf.pages, 1))
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as problem:
        raise Unreadable(Fault("pdf-malformed", f"its pages cannot be told: {problem}")) from problem
    try:
        top, fault = read_tree(entry(pdf.Root, "/StructTreeRoot")), ""
    except TreeFault as problem:
        top, fault = (), str(problem)
    return Book(pdf, pages, top, fault)


def shown(text: str) -> str:
    """Return a text quoted for a message, shortened if it is long."""
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + '…'}”"


def listed(values: Iterable[object]) -> str:
    """Return values for a message, the first few and how many more there are."""
    every = [str(value) for value in values]
    more = f" and {len(every) - _LISTED} more" if len(every) > _LISTED else ""
    return ", ".join(every[:_LISTED]) + more


def same_object(left: object, right: Key) -> bool:
    """Whether a value is the indirect object with this identity."""
    return key_of(left) == right and right != (0, 0)
