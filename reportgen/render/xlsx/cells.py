"""One cell: what may stand in it, how a number is stored, and which format shows it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from openpyxl.cell.cell import Cell

from reportgen.findings import Finding, Place, error

NBSP = "\u00a0"
TEXT_LIMIT = 32_767
"""Characters a cell may hold (Excel specifications and limits)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue00f\ufffe\uffff]")
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or strips to find one."""

Content = str | int | Decimal | None


class Entry(NamedTuple):
    """What a cell holds. ``style`` is a name of the look, ``format`` a number format, ``area`` colours it.

    ``link`` is the name of a sheet of this workbook; ``place`` is where the content was read. Of a cell
    with a ``formula`` (without its ``=``) the content is the result, which is written beside it: readers
    that do not calculate show it.
    """

    content: Content
    style: str = "text"
    format: str = "General"
    area: str | None = None
    link: str | None = None
    place: Place | None = None
    formula: str | None = None


def put(cell: Cell, entry: Entry) -> Finding | None:
    """Write an entry into a cell exactly, or leave the cell empty and return why it cannot be written.

    Text stays text whatever it begins with or looks like (``=1+1``, ``#N/A``): a character that a
    spreadsheet takes for a formula's start is disarmed with quotePrefix. A number is written digit by
    digit as its decimal text, never by way of a binary fraction.
    """
    content = entry.content
    if content is None or content == "":
        return None
    finding = fault(content, entry.place)
    if finding is not None:
        return finding
    if entry.formula is not None:
        cell.value = f"={entry.formula}"
    elif isinstance(content, str):
        cell.value = lines(content)
        cell.data_type = "s"
        cell.quotePrefix = int(is_dangerous(content))
    else:
        cell.value = digits(content)
        cell.data_type = "n"
    return None


def fault(content: str | int | Decimal, place: Place | None) -> Finding | None:
    """Return why a content cannot stand in a cell, None if it can."""
    if isinstance(content, str):
        found = _text_fault(content)
    elif isinstance(content, int):
        found = None if abs(content) < 10**15 else _number_fault(Decimal(content))
    else:
        found = _number_fault(content)
    return error("cell-unwritable", place, *found) if found else None


def digits(number: int | Decimal) -> str:
    """Return a number as a cell keeps it: all its digits, no exponent, no zeros at its end."""
    if isinstance(number, int):
        return str(number)
    text = str(number)
    if "E" in text:
        text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def lines(text: str) -> str:
    """Return a text with the one kind of line end that a cell knows."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula (OWASP, CSV injection)."""
    return text.startswith(DANGEROUS)


def number_format(
    decimals: int, amount: Decimal | None = None, *, percent: bool = False, signed: bool = False
) -> str:
    """Return a format that every language version of a spreadsheet shows in its own way.

    The spreadsheet supplies the thousands separator and the decimal sign; the no-break space before the
    percent sign is quoted, as a format may hold no other bare character. An ``amount``, as the cell holds
    it, that rounds to zero gets a format without a sign: no spreadsheet looks at what it has rounded.
    """
    plain = ("0" if percent else "#,##0") + ("." + "0" * decimals if decimals else "")
    shown = f'{plain}"{NBSP}"%' if percent else plain
    if amount and amount.is_finite() and abs(amount) < Decimal(5).scaleb(-decimals - (3 if percent else 1)):
        return f"{shown};{shown}"
    return f"+{shown};-{shown};{shown}" if signed else shown


def fraction(percent: Decimal) -> Decimal:
    """Return a percentage as the fraction a cell holds: 79 becomes exactly 0.79."""
    return percent.scaleb(-2)


def _text_fault(text: str) -> tuple[str, str] | None:
    if found := _FORBIDDEN.search(text):
        return f"U+{ord(found[0]):04X} in {text[:40]!r} cannot stand in a cell.", "Delete the character."
    if found := _ESCAPE.search(text):
        return f"Excel would read {found[0]!r} as a control character.", "Write the text without it."
    if len(text) > TEXT_LIMIT:
        return (
            f"A text of {len(text)} characters does not fit in a cell.",
            f"Keep it under {TEXT_LIMIT} characters.",
        )
    return None


def _number_fault(number: Decimal) -> tuple[str, str] | None:
    if not number.is_finite():
        return (
            f"{number} is not a number that can be published.",
            "Leave the value empty and give its status.",
        )
    if len(number.as_tuple().digits) <= 15 and -15 < number.adjusted() < 15:
        return None
    if len(number.normalize().as_tuple().digits) > 15 or abs(number.adjusted()) > 300:
        return f"{number} has more digits than a spreadsheet keeps (15).", "Give the value in a larger unit."
    return None
