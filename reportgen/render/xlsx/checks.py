"""A check of the appendix: two values, each by a formula over cells, and how far they may differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from reportgen.render.xlsx.figures import Figure, is_number, is_percent

ID, YEAR, VALUE, THEME = "data_id", "data_year", "data_value", "data_theme"
"""Names, the same in every language, of the flat sheet's columns without their headers."""

PRECISION = 60
_FORMULA, _FORMULA_TEXT = 8_192, 255  # characters of a formula, and of a text in one
_NONE = Decimal(0)
FINEST = 9
"""Differences are told to nine decimals: below that lies the noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values compared: what it is, and its formula, None for a number that stands on paper.

    The value is None where there is no number to compare, which is a difference too.
    """

    value: Decimal | None
    formula: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A comparison of a value as it is ``stated`` with the value that is ``found``, in the cells' units.

    ``subject`` names the check in every language, ``label`` says what it is about; ``decimals`` and
    ``percent`` are how the values are shown, and ``where`` is the printed text and its place.
    """

    kind: str
    subject: str
    label: str
    year: int
    stated: Side
    found: Side
    tolerance: Decimal
    percent: bool = False
    decimals: int = 0
    where: str = ""

    @property
    def digits(self) -> int:
        """To how many decimals the difference is told: no finer than a spreadsheet's digits are."""
        size = max(abs(side.value or _NONE) for side in (self.stated, self.found))
        return min(FINEST, 12 - max(size, Decimal(1)).adjusted())

    @property
    def difference(self) -> Decimal:
        """The value stated minus the value found; a spreadsheet takes an empty cell for nothing."""
        with localcontext(prec=PRECISION):
            gap = (self.stated.value or _NONE) - (self.found.value or _NONE)
            return gap.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)

    @property
    def is_number(self) -> bool:
        """Whether there are two numbers to compare."""
        return self.stated.value is not None and self.found.value is not None

    @property
    def agrees(self) -> bool:
        """Whether the two values are the same within the tolerance."""
        return self.is_number and abs(self.difference) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Cells:
    """The figures of the flat sheet by indicator and year, and the formulas that find their values there.

    A value is looked up by code and year, never by its place, so that the rows may be sorted. Of an empty
    cell, a text or no row at all the lookup makes an error and never a zero.
    """

    figures: Mapping[tuple[str, int], Figure]

    def known(self, *names: str, year: int) -> bool:
        """Tell whether all these indicators have a value in a year."""
        seen = (self.figures.get((id, year)) for id in names)
        return all(one and is_number(one.value) for one in seen)

    def figure(self, id: str, year: int) -> Figure:
        """Return the figure of a row."""
        return self.figures[id, year]

    def value(self, id: str, year: int) -> Decimal:
        """Return what the cell of a known value holds: a percentage is a fraction."""
        seen = self.figure(id, year)
        assert seen.value is not None
        return seen.value.scaleb(-2) if is_percent(seen.indicator) else seen.value

    def cell(self, id: str, year: int) -> str:
        """Return the formula that looks up a value; of its one row the average is the value itself."""
        return f'AVERAGEIFS({VALUE},{ID},"{id}",{YEAR},{year})'

    def side(self, id: str, year: int) -> Side:
        """Return a figure as one side of a comparison."""
        if not self.known(id, year=year):
            return Side(None)
        return Side(self.value(id, year), self.cell(id, year))


def is_writable(formula: str) -> bool:
    """Tell whether a formula is one, and no longer than Excel takes (its specifications and limits).

    A sum of some hundred parts is not, nor one that names a theme in more letters than a formula's text has.
    """
    texts = re.findall('"((?:[^"]|"")*)"', formula)
    return 0 < len(formula) <= _FORMULA and all(len(text) <= _FORMULA_TEXT for text in texts)


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def criterion(text: str) -> str:
    """Return a text as a condition of a lookup: equal to it, whatever characters it has."""
    plain = text.replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
    return f'"={plain}"' if plain.startswith(("<", ">", "=")) else f'"{plain}"'
