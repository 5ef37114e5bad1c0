"""The filters of templates: an indicator's id becomes its value as it is printed, and a citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.locales import Form, Shown, about, change_shown, direction, fraction, shown
from reportgen.model import series, values
from reportgen.model.citation import Scribe
from reportgen.model.document import Cited
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, UnitKind
from reportgen.narrate.guards import Year
from reportgen.narrate.marks import Marked, cited_mark, plain
from reportgen.narrate.report import Refused, unknown

_FINEST, _COARSEST = Decimal("1e-6"), Decimal("1e15")
_FORMS: Mapping[object, Form] = {"number": "number", "short": "short", "long": "long"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the values of an edition look like in the text of one section; ``scribe`` cites those shown.

    ``values`` are what the numbers of citations stand for in the text.

    Every method takes the template line and an indicator's id. ``year`` is the edition's unless given,
    ``base``, the year to compare with, the year before that. Every method raises `Refused` for what the
    edition does not know.
    """

    edition: Edition
    scribe: Scribe
    values: list[Cited]

    @property
    def lang(self) -> str:
        """The language that values are shown in."""
        return self.scribe.lang

    def filters(self) -> Mapping[str, Callable[..., object]]:
        """Return the filters by the name that templates call them by."""
        return {
            "number": self.number,
            "short": self.short,
            "long": self.long,
            "about": self.about,
            "change": self.change,
            "trend": self.trend,
            "since": self.since,
            "sign": self.sign,
            "most": self.most,
            "fraction": self.fraction,
        }

    def number(self, line: int, id: str, *, year: int | None = None) -> str:
        """Return the number alone: 15 434."""
        return self._value(line, id, year, "number")

    def short(self, line: int, id: str, *, year: int | None = None) -> str:
        """Return number and short unit: 68 milj. €."""
        return self._value(line, id, year, "short")

    def long(self, line: int, id: str, *, year: int | None = None) -> str:
        """Return number and unit in words: 68 miljoonaa euroa."""
        return self._value(line, id, year, "long")

    def about(
        self,
        line: int,
        id: str,
        step: float,
        *,
        year: int | None = None,
        form: str = "long",
        capital: bool = False,
    ) -> str:
        """Return the value in multiples of ``step`` after a word that fits: lähes 70 miljoonaa euroa.

        ``capital`` begins the word with a capital, for the beginning of a sentence.
        """
        indicator, year = self._indicator(id), self._year(year)
        value, kind = self._known(id, year), _form(form)
        size = _step(step)
        try:
            near = about(value, size, self.lang)
        except ValueError as fault:
            remedy = "Give a step such as 10 or 1000."
            raise Refused("bad-arguments", f"about({step}): {fault}", remedy) from fault
        decimals = max(0, -int(size.normalize().as_tuple().exponent))
        text = shown(near.rounded, indicator.unit, decimals, self.lang, kind)
        told = " ".join(filter(None, ("about", str(size), kind, near.word)))
        mark = self._cite(line, id, year, None, value, text, told)
        word = near.word[:1].upper() + near.word[1:] if capital else near.word
        return Marked(f"{plain(word)} {mark}" if word else mark)

    def change(
        self,
        line: int,
        id: str,
        *,
        year: int | None = None,
        base: int | None = None,
        form: str = "long",
        signed: bool = False,
    ) -> str:
        """Return how much the value differs from an earlier one: 6 pistettä, or +6 pistettä if ``signed``."""
        indicator, year, kind = self._indicator(id), self._year(year), _form(form)
        base = self._year(year - 1 if base is None else base)
        pair = self._compared(id, year, base)
        text = change_shown(
            pair.new, pair.old, indicator.unit, pair.shown_decimals, self.lang, kind, signed=signed
        )
        told = f"change {kind} signed" if signed else f"change {kind}"
        return self._cite(line, id, year, base, pair.change, text, told)

    def trend(
        self,
        line: int,
        id: str,
        up: str,
        down: str,
        same: str,
        *,
        year: int | None = None,
        base: int | None = None,
    ) -> str:
        """Return the word for where the value went since the earlier year, judged as printed."""
        self._indicator(id)
        year = self._year(year)
        pair = self._compared(id, year, self._year(year - 1 if base is None else base))
        way = direction(pair.new, pair.old, pair.shown_decimals)
        return plain({"up": up, "down": down, "same": same}[way])

    def since(self, line: int, id: str, *, year: int | None = None) -> Year:
        """Return the latest earlier year that a change may be told from: 2021, to print and as a base."""
        self._indicator(id)
        year = self._year(year)
        self._known(id, year)
        base = series.base_year(self.edition, id, year)
        if base is None:
            remedy = "Tell the value without a change."
            raise Refused("not-comparable", f"No earlier year of '{id}' can be compared with {year}.", remedy)
        return Year(base)

    def sign(self, line: int, id: str, more: str, less: str, same: str, *, year: int | None = None) -> str:
        """Return the word for a value that is itself a change: above zero, below it, or zero."""
        self._indicator(id)
        value = self._known(id, self._year(year))
        return plain(more if value > 0 else less if value < 0 else same)

    def most(
        self, line: int, id: str, among: list[str], yes: str, no: str, *, year: int | None = None
    ) -> str:
        """Return the word for whether the value is the largest, larger than each of those ``among``."""
        year = self._year(year)
        units = {self._indicator(each).unit.kind for each in (id, *among)}
        if len(units) > 1:
            remedy = "Name indicators that count in the same kind of unit."
            raise Refused("bad-arguments", f"'{id}' cannot be compared with those it is put among.", remedy)
        return plain(yes if all(self._known(id, year) > self._known(each, year) for each in among) else no)

    def fraction(self, line: int, id: str, *, year: int | None = None, capital: bool = False) -> str:
        """Return a share as a word: puolet for 50 %. Only halves, thirds and quarters have one."""
        indicator, year = self._indicator(id), self._year(year)
        value = self._known(id, year)
        word = fraction(value, self.lang) if indicator.unit.kind is UnitKind.PERCENT else None
        if word is None:
            remedy = "Only halves, thirds and quarters in percent have one; write | short instead."
            raise Refused("no-fraction", f"There is no word for {value} of '{id}'.", remedy)
        word = word[:1].upper() + word[1:] if capital else word
        return self._cite(line, id, year, None, value, Shown(word, "", ""), "fraction")

    def _value(self, line: int, id: str, year: int | None, form: Form) -> str:
        indicator, year = self._indicator(id), self._year(year)
        value = self._known(id, year)
        decimals = max(0, values.decimals(self.edition, id, year))
        text = shown(value, indicator.unit, decimals, self.lang, form)
        return self._cite(line, id, year, None, value, text, form)

    def _cite(
        self, line: int, id: str, year: int, base: int | None, value: Decimal, text: Shown, form: str
    ) -> Marked:
        number = self.scribe.cite(id, year, value, text.text, form, base=base, line=line)
        return cited_mark(self._kept(number, text))

    def unresolved(self, line: int) -> Marked:
        """Return what stands for a value that could not be given; a finding has told why."""
        number = self.scribe.cite("", 0, Decimal(0), "…", "unresolved", line=line)
        return cited_mark(self._kept(number, Shown("…", "", "")))

    def _kept(self, number: int, text: Shown) -> Cited:
        self.values.append(Cited(number, text.number, text.unit, text.glue))
        return self.values[-1]

    def _indicator(self, id: object) -> Indicator:
        if not isinstance(id, str) or isinstance(id, Marked):
            remedy = 'Write the id in quotes before the filter, as in {{ "staff.total" | number }}.'
            raise Refused(
                "bad-arguments", "A filter works on the id of an indicator, not on text or numbers.", remedy
            )
        indicators = self.edition.catalogue.indicators
        if id not in indicators:
            raise unknown("indicator", id, indicators, "seeds/indicators.toml")
        return indicators[id]

    def _year(self, year: object) -> int:
        if year is None:
            return self.edition.year
        if not isinstance(year, int) or isinstance(year, bool):
            raise Refused(
                "bad-arguments", f"{year!r} is not a year.", "Write year=previous_year, without quotes."
            )
        return year

    def _compared(self, id: str, year: int, base: int) -> series.Comparison:
        """Return two values that may be compared; what cannot be is refused and never called a change."""
        for each in (year, base):
            self._known(id, each)
        try:
            return series.comparison(self.edition, id, year, base)
        except series.NotComparable as fault:
            remedy = "Tell the values without the change, and why they differ, or compare other years."
            raise Refused("not-comparable", str(fault), remedy) from fault

    def _known(self, id: str, year: int) -> Decimal:
        value = values.value(self.edition, id, year)
        if value is not None:
            return value
        years = sorted({known for _, known in self.edition.observations})
        found = [str(known) for known in years if values.value(self.edition, id, known) is not None]
        there = f"it has one for {', '.join(found)}" if found else "it has none for any year"
        remedy = f"Add it to seeds/{year}/figures.csv, or phrase the text without it."
        raise Refused("missing-value", f"'{id}' has no value for {year}; {there}.", remedy)


def _step(step: object) -> Decimal:
    """Return what a value is rounded to: a positive number of a size that figures have."""
    size = Decimal(str(step)) if isinstance(step, (int, float)) and not isinstance(step, bool) else Decimal(0)
    if not _FINEST <= size <= _COARSEST:
        raise Refused(
            "bad-arguments", f"about({step}): a step is a number above 0.", "Give a step such as 10 or 1000."
        )
    return size


def _form(form: object) -> Form:
    if form not in _FORMS:
        raise Refused(
            "bad-arguments", f"There is no form {form!r}.", 'Write form="number", "short" or "long".'
        )
    return _FORMS[form]
