"""Citation: one use of a value in a publication. Tracing, tie-out and page references are made from these."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Citation:
    """A value as shown at one place.

    ``value`` is the stored or derived value at full precision, ``base_year`` the year it is compared with
    (a change) or None; ``shown`` the text on the page; ``path`` the place in the Document
    (``staff/figures[0]/value``); ``line`` the template line that asked for it, None for data tables.
    """

    indicator: str
    year: int
    base_year: int | None
    value: Decimal
    shown: str
    lang: str
    section: str
    path: str
    template: str
    line: int | None
    form: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a citation stands in the PDF: page from 1, points from the top left to its baseline."""

    page: int
    x: float
    y: float
