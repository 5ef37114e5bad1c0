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
class Scribe:
    """Writes down the uses of values in one section of one language version.

    They join ``log``, which the sections share, in the order of asking; their numbers are positions in it.
    """

    lang: str
    section: str
    template: str
    log: list[Citation]

    def cite(
        self,
        indicator: str,
        year: int,
        value: Decimal,
        shown: str,
        form: str,
        *,
        base: int | None = None,
        line: int | None = None,
        path: str = "",
    ) -> int:
        """Record a use of a value and return its number; the fields are those of a `Citation`."""
        home = (self.lang, self.section, path, self.template)
        self.log.append(Citation(indicator, year, base, value, shown, *home, line, form))
        return len(self.log) - 1


@dataclass(frozen=True, slots=True)
class Position:
    """Where a citation stands in the PDF: page from 1, points from the top left to its baseline."""

    page: int
    x: float
    y: float
