"""Which checks the appendix makes of its own figures, and of the publication's."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Derivation, Indicator, UnitKind
from reportgen.render.xlsx.checks import FINEST, PRECISION, Cells, Check, Side
from reportgen.render.xlsx.figures import DIGITS, Figure, is_percent
from reportgen.render.xlsx.printed import Use, printed_number

_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Audit:
    """Makes the checks of an edition in one language; a check whose values are not all known is left out."""

    edition: Edition
    lang: str
    cells: Cells

    def checks(self, uses: Sequence[Use]) -> Iterator[Check]:
        """Yield the checks: parts and totals, shares, calculated values, then every figure printed."""
        years = sorted({year for _, year in self.cells.figures})
        for year in years:
            yield from self._parts(year)
        for year in years:
            for table in self.edition.tables.values():
                yield from self._shares(table, year)
        for year in years:
            yield from self._derived(year)
        for use in uses:
            yield self._printed(use)

    def _parts(self, year: int) -> Iterator[Check]:
        groups: dict[str, list[str]] = {}
        for one in self.edition.catalogue.indicators.values():
            if one.part_of:
                groups.setdefault(one.part_of, []).append(one.id)
        for total, parts in groups.items():
            if not self.cells.known(total, *parts, year=year):
                continue
            slack = sum((_slack(self.cells.figure(id, year)) for id in (total, *parts)), _NONE)
            yield self._check(
                "parts", total, year, self.cells.side(total, year), self._sum(parts, year), slack
            )

    def _shares(self, table: TableSpec, year: int) -> Iterator[Check]:
        """Yield a check of each share in a table against its row and the total."""
        whole = table.total
        for part, share in [*zip(table.rows, table.shares, strict=False), (whole, table.total_share)]:
            if not whole or not part or not share or not self.cells.known(whole, part, share, year=year):
                continue
            if self.cells.value(whole, year):
                found, slack = self._quotient(part, whole, year), _slack(self.cells.figure(share, year))
                yield self._check("share", share, year, self.cells.side(share, year), found, slack)

    def _derived(self, year: int) -> Iterator[Check]:
        for one in self.edition.catalogue.indicators.values():
            derivation = one.derived_in(year)
            if derivation is None or not self.cells.known(one.id, *derivation.of, year=year):
                continue
            found = self._calculated(one, derivation, year)
            exact = derivation.kind in ("sum", "difference")
            # Of an endless quotient a cell holds fifteen digits.
            slack = (
                _NONE if exact else Decimal(1).scaleb(max(-FINEST, (found.value or _NONE).adjusted() - 12))
            )
            yield self._check("derived", one.id, year, self.cells.side(one.id, year), found, slack)

    def _calculated(self, one: Indicator, derivation: Derivation, year: int) -> Side:
        first, last = derivation.of[0], derivation.of[-1]
        match derivation.kind:
            case "sum":
                return self._sum(derivation.of, year)
            case "difference":
                gap = self.cells.value(first, year) - self.cells.value(last, year)
                return Side(gap, f"{self.cells.cell(first, year)}-{self.cells.cell(last, year)}")
            case "per_day":
                days = 366 if isleap(year) else 365
                value = DIGITS.divide(self.cells.value(first, year), Decimal(days))
                return Side(value, f"{self.cells.cell(first, year)}/{days}")
            case "share":
                return self._quotient(first, last, year, 1 if is_percent(one) else 100)

    def _printed(self, use: Use) -> Check:
        """Return the check of a printed figure: its text, read back as a number, against the cells."""
        told = use.citation
        one = self.edition.catalogue.indicators[told.indicator]
        number, change = printed_number(told), told.base_year is not None
        percent = is_percent(one) and not change
        stated = Side(number.scaleb(-2) if percent and number is not None else number)
        found = (
            self._change(one, told.year, told.base_year, told.form) if change else self._cell(one, told.year)
        )
        slack = self.rounding(one, told.year, told.base_year, told.form, number)
        kind = "change" if change else "brochure"
        where = f"{', '.join(f'”{shown}”' for shown in use.texts)}: {use.places}"
        return self._check(
            kind, one.id, told.year, stated, found, slack.scaleb(-2) if percent else slack, where
        )

    def _cell(self, one: Indicator, year: int) -> Side:
        return self.cells.side(one.id, year)

    def _change(self, one: Indicator, year: int, base: int | None, form: str) -> Side:
        """Return the difference of two cells, percentages in percentage points, signed as it is printed."""
        if base is None or not all(self.cells.known(one.id, year=each) for each in (year, base)):
            return Side(None)
        times = 100 if is_percent(one) else 1
        gap = (self.cells.value(one.id, year) - self.cells.value(one.id, base)) * times
        formula = f"({self.cells.cell(one.id, year)}-{self.cells.cell(one.id, base)})"
        formula = formula if times == 1 else f"{formula}*{times}"
        return Side(gap, formula) if "signed" in form else Side(abs(gap), f"ABS({formula})")

    def rounding(
        self, one: Indicator, year: int, base: int | None, form: str, number: Decimal | None
    ) -> Decimal:
        """Return how far a printed number may lie from its value in the indicator's unit.

        A rounded value lies within half a step; a change is the difference of two rounded values. What is
        printed with all its digits has to be equal.
        """
        words = form.split()
        if words[0] == "about":
            return Decimal(words[1]) / 2
        if words[0] == "fraction":
            return Decimal("0.5")
        years = [each for each in (year, base) if each is not None and self.cells.known(one.id, year=each)]
        figures = [self.cells.figure(one.id, each) for each in years]
        places = [seen.decimals for seen in figures] if base else [_places(number)]
        step = Decimal(1).scaleb(-min(places, default=0))
        if all(seen.value is not None and not seen.value % step for seen in figures):
            return _NONE
        return step if base else step / 2

    def previous(self, id: str, change: Decimal, cell: str) -> Check | None:
        """Return the check of a change on a theme's sheet against the year before.

        This year's value less the change in ``cell`` has to be the older value: as it was published then, or
        as this publication compares with it where no older one among the sources tells it. None for a
        calculated value.
        """
        year, base = self.edition.year, self.edition.year - 1
        if not self.cells.known(id, year=year) or not self.cells.known(id, year=base):
            return None
        older = self.cells.figure(id, base)
        source = self.edition.catalogue.sources[older.source] if older.source else None
        if source is None:
            return None
        kind, one = "previous" if source.year < year else "compared", older.indicator
        parts = 100 if is_percent(one) else 1
        implied = self.cells.value(id, year) - change / parts
        formula = f"{self.cells.cell(id, year)}-{cell}" + (f"/{parts}" if parts > 1 else "")
        slack = self.rounding(one, year, base, "change", None) / parts
        where = f"{source.id}: {older.source_place}"
        return self._check(kind, id, base, Side(implied, formula), self.cells.side(id, base), slack, where)

    def _sum(self, parts: Sequence[str], year: int) -> Side:
        total = sum((self.cells.value(id, year) for id in parts), _NONE)
        return Side(total, f"SUM({','.join(self.cells.cell(id, year) for id in parts)})")

    def _quotient(self, part: str, whole: str, year: int, times: int = 1) -> Side:
        with localcontext(prec=PRECISION):
            value = DIGITS.plus(self.cells.value(part, year) / self.cells.value(whole, year) * times)
        formula = f"{self.cells.cell(part, year)}/{self.cells.cell(whole, year)}"
        return Side(value, formula if times == 1 else f"{formula}*{times}")

    def _check(
        self, kind: str, id: str, year: int, stated: Side, found: Side, slack: Decimal, where: str = ""
    ) -> Check:
        one = self.edition.catalogue.indicators[id]
        return Check(
            kind=kind,
            subject=id,
            label=one.label[self.lang],
            year=year,
            stated=stated,
            found=found,
            tolerance=slack,
            percent=is_percent(one) and kind != "change",
            decimals=one.decimals,
            where=where,
        )


def _slack(seen: Figure) -> Decimal:
    """Return half of a value's last place, in the cell's unit; nothing for a count in full."""
    if seen.indicator.unit.kind is UnitKind.COUNT and seen.decimals >= 0:
        return _NONE
    return Decimal("0.5").scaleb(-seen.decimals - (2 if is_percent(seen.indicator) else 0))


def _places(number: Decimal | None) -> int:
    exponent = number.as_tuple().exponent if number is not None else 0
    return -exponent if isinstance(exponent, int) else 0
