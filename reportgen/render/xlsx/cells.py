"""One cell: what may stand in it, how a number is stored, and which format shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.cell.cell import Cell

from reportgen.findings import Finding, Place, error

NBSP = "\u00a0"
TEXT_LIMIT = 32_767
"""Characters a cell may hold (Excel specifications and limits)."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

Content = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds. ``style`` is a name of the look, ``format`` a number format, ``area`` colours it.

    ``link`` is the name of a sheet of this workbook; ``place`` is where the content was read.
    """

    content: Content
    style: str = "text"
    format: str = "General"
    area: str | None = None
    link: str | None = None
    place: Place | None = None


def put(cell: Cell, content: Content, place: Place | None) -> Finding | None:
    """Write a content into a cell exactly, or leave the cell empty and return why it cannot be written.

    Text stays text whatever it begins with or looks like (``=1+1``, ``#N/A``): a character that a
    spreadsheet takes for a formula's start is disarmed with quotePrefix. A number is written digit by
    digit as its decimal text, never by way of a binary fraction.
    """
    if content is None or content == "":
        return None
    fault = _text_fault(content) if isinstance(content, str) else _number_fault(Decimal(content))
    if fault is not None:
        return error("cell-unwritable", place, *fault)
    if isinstance(content, str):
        cell.value = content.replace("\r\n", "\n").replace("\r", "\n")
        cell.data_type = "s"
        cell.quotePrefix = int(content.startswith(_DANGEROUS))
    else:
        cell.value = f"{Decimal(content).normalize():f}"
        cell.data_type = "n"
    return None


def number_format(decimals: int, *, percent: bool = False, signed: bool = False) -> str:
    """Return a format that every language version of a spreadsheet shows in its own way.

    The spreadsheet supplies the thousands separator and the decimal sign; the no-break space before the
    percent sign is quoted, as a format may hold no other bare character.
    """
    digits = ("0" if percent else "#,##0") + ("." + "0" * decimals if decimals else "")
    shown = f'{digits}"{NBSP}"%' if percent else digits
    zero = f"{0:.{decimals}f}" if decimals else "0"
    return f"+{shown};-{shown};{zero}" if signed else shown


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
    digits = len(number.normalize().as_tuple().digits)
    if digits > 15 or abs(number.adjusted()) > 300:
        return f"{number} has more digits than a spreadsheet keeps (15).", "Give the value in a larger unit."
    return None
