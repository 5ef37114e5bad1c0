"""Finished files as plain text, one fact a line, to see in a comparison what has changed in them.

Invisible characters are shown: ``~`` is a no-break space, ``¬`` a hyphen at which a word may be or is broken,
``␣`` a space at the end of a stretch of text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.verify.book import Book, open_book
from reportgen.verify.pdfvalues import integer, items, name_of, text_of
from reportgen.verify.tagtree import Element, MarkRef, ObjectRef

INDENT = "  "

_VISIBLE = str.maketrans({"\u00a0": "~", "\u00ad": "¬", "\x02": "¬", "\ufffe": "¬", "\t": " "})
"""pdfium gives U+0002 or U+FFFE for a hyphen at the end of a line."""
_EDGES = re.compile("^ | $")


def pages_as_text(path: Path) -> str:
    """Return what stands on each page of a PDF, line by line as printed, for a program that ignores tags."""
    lines: list[str] = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_bounded().translate(_VISIBLE)
            lines += [f"page {number}", *(f"{INDENT}{line.strip()}" for line in text.splitlines())]
    return _ended(lines)


def tags_as_text(path: Path) -> str:
    """Return the structure tree of a PDF, an element a line, indented by its depth. Raises `Unreadable`."""
    with open_book(path) as book:
        return _ended(line for top in book.top for line in _element(book, top))


def workbook_as_text(path: Path) -> str:
    """Return the cells of a workbook sheet by sheet, a row a line, each with number format and link.

    A text stands in quotation marks, a number does not; a formula begins with ``=``. Rows bear no number, so
    that one more is one line more.
    """
    book = load_workbook(path)
    return _ended(line for sheet in book.worksheets for line in _sheet(sheet))


def _element(book: Book, element: Element) -> Iterator[str]:
    head = element.role + "".join(f" [{name}={value}]" for name, value in _facts(element))
    parts = list(_parts(book, element))
    if len(parts) == 1 and isinstance(parts[0], str):
        yield f"{head}: {parts[0]}"
        return
    yield head
    for part in parts:
        if isinstance(part, str):
            yield f"{INDENT}text: {part}"
        else:
            yield from (f"{INDENT}{line}" for line in _element(book, part))


def _parts(book: Book, element: Element) -> Iterator[str | Element]:
    """Yield the text and the elements in an element; lines of a text, which have a mark each, are joined."""
    drawn = (kid for kid in element.kids if not isinstance(kid, ObjectRef))
    for marked, group in groupby(drawn, key=lambda kid: isinstance(kid, MarkRef)):
        if not marked:
            yield from (kid for kid in group if isinstance(kid, Element))
            continue
        marks = (book.marks.get(kid.id) for kid in group if isinstance(kid, MarkRef))
        if text := "".join(mark.text for mark in marks if mark is not None):
            yield _EDGES.sub("␣", text.translate(_VISIBLE))


def _facts(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what an element says of itself; where it stands on the page is not worth a line."""
    if element.tag != element.role:
        yield "tag", element.tag
    facts = {
        "lang": element.lang,
        "alt": element.alt,
        "actual": element.actual,
        "expansion": element.expansion,
    }
    yield from ((name, value.translate(_VISIBLE)) for name, value in facts.items() if value)
    for name, value in sorted(element.attributes.items()):
        if name.startswith(("Table.", "List.")) and not name.endswith(".O"):
            yield name, " ".join(map(_plain, items(value)))


def _plain(value: object) -> str:
    known = integer(value)
    return str(known) if known is not None else name_of(value) or text_of(value)


def _sheet(sheet: Worksheet) -> Iterator[str]:
    state = "" if sheet.sheet_state == "visible" else f" ({sheet.sheet_state})"
    yield f"sheet {sheet.title}{state}"
    for row in sheet.iter_rows():
        if line := " | ".join(map(_cell, row)).rstrip(" |"):
            yield f"{sheet.title} | {line.translate(_VISIBLE)}"
    yield from (f"{sheet.title}: {area.coord} is merged" for area in sheet.merged_cells.ranges)
    yield from (f"{sheet.title}: {table.ref} is the table {table.name}" for table in sheet.tables.values())


def _cell(cell: Cell | MergedCell) -> str:
    if cell.value is None:
        return ""
    value = json.dumps(cell.value, ensure_ascii=False) if cell.data_type == "s" else str(cell.value)
    form = "" if cell.number_format == "General" else f" [{cell.number_format}]"
    link = cell.hyperlink.location or cell.hyperlink.target if cell.hyperlink else ""
    return f"{value}{form}" + (f" -> {link}" if link else "")


def _ended(lines: Iterator[str] | list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
