"""Values of an edition as one section shows them, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

from reportgen.findings import Finding, Place, did_you_mean, error
from reportgen.locales import Form, Shown, change_shown, date_text, period_text, shown, strings
from reportgen.model import values
from reportgen.model.citation import Scribe
from reportgen.model.document import Cell, Cited, Inlines, Text
from reportgen.model.edition import Edition, TableSpec
from reportgen.model.indicator import Indicator
from reportgen.model.series import Comparison, NotComparable, comparison

_DATE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Figures:
    """Shows values in one language and section.

    ``tables`` are the section's tables by number, ``numbered`` those of the whole document. ``scribe``
    cites the values; faults join ``findings``.
    """

    edition: Edition
    scribe: Scribe
    tables: Mapping[int, TableSpec]
    numbered: Mapping[int, TableSpec]
    findings: list[Finding]

    @property
    def lang(self) -> str:
        """The language that values are shown in."""
        return self.scribe.lang

    @property
    def words(self) -> Mapping[str, str]:
        """The fixed strings of the language."""
        return strings(self.lang)

    def indicator(self, id: str) -> Indicator:
        """Return an indicator of the catalogue."""
        return self.edition.catalogue.indicators[id]

    def known(self, ids: tuple[str, ...], what: str, place: Place) -> bool:
        """Tell whether all indicators exist; report those that a table or chart names in vain."""
        absent = [id for id in ids if id not in self.edition.catalogue.indicators]
        for id in absent:
            message = f"{what} names the indicator '{id}', which does not exist."
            remedy = "Correct the name, or add it to seeds/indicators.toml."
            self.findings.append(error("unknown-indicator", place, message, remedy))
        return not absent

    def tables_of(self, wanted: Set[tuple[str, int]], *, everywhere: bool = False) -> tuple[int, ...]:
        """Return the numbers of the tables that show all these values, as (indicator, year); else none.

        They are tables of the section, or, ``everywhere``, of any.
        """
        tables = self.numbered if everywhere else self.tables
        shown = {number: wanted & set(_values(spec, self.edition.year)) for number, spec in tables.items()}
        whole = next((number for number, values in shown.items() if values == wanted), None)
        if whole is not None:
            return (whole,)
        used = tuple(number for number, values in shown.items() if values)
        return used if set().union(*shown.values()) == wanted else ()

    def shown(self, id: str, year: int, value: Decimal, form: Form) -> Shown:
        """Return a value as it is printed."""
        decimals = max(0, values.decimals(self.edition, id, year))
        return shown(value, self.indicator(id).unit, decimals, self.lang, form)

    def compared(self, id: str, year: int, base: int) -> Comparison | None:
        """Return two values that a change may be told between, None where there is no such change."""
        try:
            return comparison(self.edition, id, year, base)
        except NotComparable:
            return None

    def change(self, id: str, pair: Comparison, form: Form) -> Shown:
        """Return the difference of two values as it is printed, with its sign."""
        unit, decimals = self.indicator(id).unit, pair.shown_decimals
        return change_shown(pair.new, pair.old, unit, decimals, self.lang, form, signed=True)

    def cell(self, id: str, year: int, form: Form = "short", mark: Inlines = ()) -> Cell:
        """Return a table cell with a value and its mark, or with the words for a missing one."""
        value = values.value(self.edition, id, year)
        if value is None:
            return self.missing()
        return self._cell(id, year, None, value, self.shown(id, year, value, form), form, mark)

    def change_cell(self, id: str, year: int, base: int, form: Form = "short") -> Cell:
        """Return a table cell with the change from one year to another, or with the words for none."""
        pair = self.compared(id, year, base)
        if pair is None:
            known = [values.value(self.edition, id, each) is not None for each in (year, base)]
            return Cell((Text(self.words["cell.not_comparable"]),)) if all(known) else self.missing()
        text = self.change(id, pair, form)
        return self._cell(id, year, base, pair.change, text, f"change {form} signed")

    def missing(self) -> Cell:
        """Return a table cell that says that there is no value."""
        return Cell((Text(self.words["cell.no_data"]),))

    def dated(self, text: str) -> str:
        """Return a caption or note with its dates, named as ``{staff}``, written out."""
        return _DATE.sub(lambda found: self._date(found[1]), text)

    def _date(self, name: str) -> str:
        iso = self.edition.dates.get(name)
        if iso is None:
            remedy = did_you_mean(name, self.edition.dates) or "Add it under [dates]."
            message = f"A caption, note or text alternative names the date '{name}', which does not exist."
            self.findings.append(error("unknown-date", self.edition.place, message, remedy, lang=self.lang))
            return ""
        return period_text(iso, self.lang) if "/" in iso else date_text(iso, self.lang)

    def _cell(
        self, id: str, year: int, base: int | None, value: Decimal, text: Shown, form: str, mark: Inlines = ()
    ) -> Cell:
        number = self.scribe.cite(id, year, value, text.text, form, base=base)
        cited = Cited(number, text.number, text.unit, text.glue)
        return Cell((cited, *mark), value)


def _values(spec: TableSpec, year: int) -> Iterator[tuple[str, int]]:
    """Yield the values that a table shows in the edition of a year, as (indicator, year)."""
    for id in filter(None, (*spec.rows, spec.total)):
        yield from ((id, each) for each in spec.years(year))
    if "share" in spec.columns:
        yield from ((id, year) for id in filter(None, (*spec.shares, spec.total_share)))
    for column in spec.extra:
        yield from ((id, column.year) for id in filter(None, (*column.indicators, column.total)))
