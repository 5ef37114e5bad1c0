"""`verify_pdf`: open a PDF that was made and judge it with other code than wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf

from reportgen.findings import Finding, Place
from reportgen.model.document import Document
from reportgen.verify import (
    checks_content,
    checks_file,
    checks_links,
    checks_navigation,
    checks_tables,
    checks_tree,
)
from reportgen.verify.book import Book, Unreadable, open_book
from reportgen.verify.comparison import compare, compare_languages
from reportgen.verify.rules import Fault
from reportgen.verify.strings import document_strings, foreign_strings

Check = Callable[[Book], Iterator[Fault]]

FILE_CHECKS: tuple[Check, ...] = (
    checks_file.check_catalog,
    checks_file.check_metadata,
    checks_file.check_languages,
    checks_file.check_strings,
    checks_file.check_tabs,
    checks_file.check_fonts,
    checks_content.check_marks,
    checks_content.check_artifacts,
    checks_content.check_characters,
    checks_tree.check_tree,
    checks_links.check_annotations,
)
"""Checks that say something about any PDF."""

TREE_CHECKS: tuple[Check, ...] = (
    checks_content.check_ownership,
    checks_content.check_references,
    checks_tree.check_parents,
    checks_tree.check_roles,
    checks_tree.check_nesting,
    checks_tree.check_headings,
    checks_tree.check_figures,
    checks_tree.check_lists,
    checks_tree.check_notes,
    checks_tables.check_tables,
    checks_links.check_link_elements,
    checks_navigation.check_bookmarks,
    checks_navigation.check_contents,
)
"""Checks of a structure tree; without one they would only repeat that it is missing."""


def verify_pdf(path: Path, document: Document | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a PDF, nothing if it is as accessible as this program promises.

    When its ``document`` is given, the structure tree must read the same as that. Any file gives an answer:
    one that is no PDF, or an encrypted or broken one, is a finding.
    """
    place = Place(path.name)
    try:
        with open_book(path) as book:
            return tuple(fault.finding(place) for fault in judge(book, document))
    except Unreadable as problem:
        return (problem.fault.finding(place),)


def judge(book: Book, document: Document | None = None) -> Iterator[Fault]:
    """Yield the faults of an open PDF, each once."""
    checks = FILE_CHECKS + (TREE_CHECKS if book.top else ())
    seen: set[Fault] = set()
    for fault in (fault for check in checks for fault in _run(check, book)):
        if fault not in seen:
            seen.add(fault)
            yield fault
    if document is not None:
        yield from compare(book, document_strings(document))
        yield from compare_languages(book, document.lang, foreign_strings(document))
    yield from checks_file.check_damage(book)


def _run(check: Check, book: Book) -> Iterator[Fault]:
    """Run a check; where a file is too broken for it, that is what it found."""
    try:
        yield from check(book)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError) as problem:
        what = check.__name__.removeprefix("check_").replace("_", " ")
        yield Fault("pdf-malformed", f"the {what} cannot be judged: {type(problem).__name__}: {problem}")
