"""Checks of tables: rows of equal width, header cells that say what they head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from reportgen.verify.book import Book, listed
from reportgen.verify.pdfvalues import integer, name_of
from reportgen.verify.rules import Fault
from reportgen.verify.tagtree import Element

Spans = tuple[int, int]
"""Rows and columns that a cell covers."""

_SCOPES = {"Row", "Column", "Both"}
_MOST = 1000  # a span beyond this is a typing error, and must not cost a gigabyte to find out


def check_tables(book: Book) -> Iterator[Fault]:
    """Every table of the file, a table within a table by itself."""
    for table in (element for element in book.elements if element.role == "Table"):
        rows = list(_rows(table))
        yield from _check_rows(book, table, rows)
        yield from _check_headers(book, table, rows)


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if child.role == "TR":
            yield child
        elif child.role in {"THead", "TBody", "TFoot"}:
            yield from (row for row in child.children if row.role == "TR")


def _check_rows(book: Book, table: Element, rows: Sequence[Element]) -> Iterator[Fault]:
    empty = [row for row in rows if not row.children]
    for row in empty:
        yield Fault("pdf-table-empty-row", f"{row.path}: the table row has no cells")
    if not rows:
        yield Fault("pdf-table-empty-row", f"{book.where(table)}: the table has no rows")
    elif not empty:
        widths, below = grid([[_spans(cell) for cell in row.children] for row in rows])
        if len(set(widths)) > 1:
            yield Fault("pdf-table-irregular", f"{book.where(table)}: the rows have {listed(widths)} columns")
        if below:
            yield Fault(
                "pdf-table-irregular", f"{book.where(table)}: a cell spans {below} rows beyond the last"
            )


def _spans(cell: Element) -> Spans:
    tall, wide = (integer(cell.attributes.get(f"Table.{name}")) for name in ("RowSpan", "ColSpan"))
    return min(max(tall or 1, 1), _MOST), min(max(wide or 1, 1), _MOST)


def grid(rows: Sequence[Sequence[Spans]]) -> tuple[list[int], int]:
    """Lay cells out as a reader does.

    Return the columns taken in each row, and how many rows a cell spans beyond the last.
    """
    taken: dict[int, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for tall, wide in row:
            left = next(column for column in count() if column not in taken[number])
            for covered in range(number, number + tall):
                taken[covered].update(range(left, left + wide))
    return [len(taken[number]) for number in range(len(rows))], max(0, max(taken, default=0) + 1 - len(rows))


def _check_headers(book: Book, table: Element, rows: Sequence[Element]) -> Iterator[Fault]:
    headers = [cell for row in rows for cell in row.children if cell.role == "TH"]
    if rows and not headers:
        yield Fault("pdf-table-headless", f"{book.where(table)}: the table has no header cell")
    for header in headers:
        if name_of(header.attributes.get("Table.Scope")) not in _SCOPES:
            yield Fault(
                "pdf-table-scope", f"{book.where(header)}: the header cell does not say what it heads"
            )
