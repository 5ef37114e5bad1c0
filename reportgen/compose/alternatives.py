"""Text alternatives of charts: kind, subject, years, and what the drawing shows, told in sentences.

Names and values stand in them as they are stored, so no sentence asks for an inflected form. The title of a
chart is read beside it and is not repeated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportgen.compose.figures import Figures
from reportgen.locales import Form
from reportgen.locales.hyphenation import SOFT_HYPHEN
from reportgen.model.document import Datum
from reportgen.model.indicator import Unit, UnitKind

FEW = 3
"""So few values speak for themselves; of more, the largest and the smallest are told first."""

_Known = tuple[Datum, Decimal]


def alternative(
    kind: str,
    subject: str,
    data: Sequence[Datum],
    figures: Figures,
    *,
    period: str = "",
    listed: bool = False,
) -> str:
    """Return what a chart shows, in the language of ``figures``.

    The first sentence names the kind, the years (or the ``period``, as it is printed) and the ``subject``, if
    there is one. Then come the largest and the smallest of several values that are drawn alike, the change of
    an indicator with several years, its breaks, and the years without a value. The values themselves are told
    too, unless they are ``listed`` after the chart or tables of the section show all of them: then these are
    named. Of values over several years the tables may be those of any section.
    """
    known = [(datum, datum.value) for datum in data if datum.value is not None]
    years = sorted({datum.year for datum in data})
    several = len(years) > 1
    told = {(datum.indicator, datum.year) for datum, _ in known}
    tables = figures.tables_of(told) or (figures.tables_of(told, everywhere=True) if several else ())
    teller = _Teller(figures, tables, listed=listed, several=several)
    missing = [datum for datum in data if datum.value is None]
    sentences = (
        teller.opening(kind, subject, period or teller.years(years), bool(period) or len(years) > 1),
        *_KINDS.get(kind, _Teller.values)(teller, known),
        *teller.missing(missing, {datum.indicator for datum in data}),
        *teller.reference(),
    )
    return " ".join(sentences).replace(SOFT_HYPHEN, "")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells data in sentences. ``tables`` are the numbers of those that show it; ``several``: years."""

    figures: Figures
    tables: Sequence[int]
    listed: bool
    several: bool

    def opening(self, kind: str, subject: str, years: str, many: bool) -> str:
        words = self.figures.words
        name = words.get(f"chart_kind.{kind}") or words["chart"]
        opening = f"{name} {words['alt.from_years' if many else 'alt.from_year'].format(years=years)}"
        return f"{opening}: {subject.rstrip(' .')}." if subject else f"{opening}."

    def reference(self) -> Iterator[str]:
        """Say in which tables the values are."""
        if self.tables:
            phrase = "alt.in_table" if len(self.tables) == 1 else "alt.in_tables"
            yield self._words(phrase, tables=self._joined(map(str, self.tables)))

    def values(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell each indicator over its years, or the values of one year."""
        if not self.several:
            yield from self._year(known)
            return
        lines = [list(group) for _, group in groupby(known, key=lambda pair: pair[0].indicator)]
        for line in lines:
            yield from self._history(line, brief=bool(self.tables) and len(lines) > 1)

    def part(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell a number and what it is part of, which come in this order."""
        if len(known) != 2:
            yield from self.values(known)
            return
        part, whole = known
        words = {"label": part[0].label, "value": self._value(*part), "total": self._long(*whole)}
        yield self._words("alt.of_total", **words)

    def scale(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell a value on a scale: its history, the two ends, and where excellence begins."""
        first = known[0][0].indicator if known else ""
        if known:
            yield from self._history([pair for pair in known if pair[0].indicator == first])
        ends = [self._long(*pair) for pair in known if pair[0].indicator != first]
        if len(ends) > 1:
            yield self._words("alt.scale", low=ends[0], high=ends[1])
        if len(ends) > 2:
            yield self._words("alt.excellent", value=ends[2])

    def missing(self, data: Iterable[Datum], drawn: set[str]) -> Iterator[str]:
        """Say which years have no value: in one sentence where it is true of all that is drawn."""
        absent: dict[str, tuple[str, list[int]]] = {}
        for datum in data:
            absent.setdefault(datum.indicator, (self._label(datum), []))[1].append(datum.year)
        told = [(label, self._from(years)) for label, years in absent.values()]
        if set(absent) == drawn and len({years for _, years in told}) == 1:
            yield self._words("alt.no_value", years=told[0][1])
            return
        for label, years in told:
            yield self._words("alt.no_value_of", label=label, years=years)

    def years(self, years: Sequence[int]) -> str:
        """Return years as they are written: three or more that follow each other with a dash."""
        if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
            return f"{years[0]}–{years[-1]}"
        return self._joined(map(str, years))

    def _year(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell values of one year: those in a table by what the drawing adds, its order of size."""
        if not known:
            return
        if self.tables:
            forms = list(dict.fromkeys(datum.unit_kind for datum, _ in known))
            for form in forms:
                alike = [pair for pair in known if pair[0].unit_kind == form]
                yield self._extremes(alike, form) if len(alike) > 1 else self._listed(alike)
            return
        first = [pair for pair in known if self._unit(pair[0]) == self._unit(known[0][0])]
        same = {datum.label for datum, _ in known} == {datum.label for datum, _ in first}
        if same and len(first) > (1 if self.listed else FEW):
            yield self._extremes(first, "")
        if not self.listed:
            yield self._listed(known)

    def _extremes(self, known: Sequence[_Known], form: str) -> str:
        high, low = max(known, key=_size), min(known, key=_size)
        if high[1] == low[1]:
            return self._words("alt.equal", value=self._long(*high))
        # What a count of a table counts, its row says, and the caption: only the number is told.
        brief = bool(self.tables)
        alike = brief or self._unit(high[0]) == self._unit(low[0])
        return self._words(
            f"alt.largest_{form}" if f"alt.largest_{form}" in self.figures.words else "alt.largest",
            largest=self._joined(self._name(datum) for datum, value in known if value == high[1]),
            smallest=self._joined(self._name(datum) for datum, value in known if value == low[1]),
            high=self._value(*high) if brief else self._long(*high),
            low=self._value(*low) if alike else self._long(*low),
        )

    def _listed(self, known: Sequence[_Known]) -> str:
        """Tell all values; counts of one unit name it once, and values of one thing stand together."""
        alike = len({self._unit(datum).id for datum, _ in known}) == 1
        listed: dict[str, list[str]] = {}
        for number, pair in enumerate(known):
            text = self._value(*pair) if alike and number else self._long(*pair)
            listed.setdefault(self._name(pair[0]), []).append(text)
        return "; ".join(f"{name}: {', '.join(texts)}" for name, texts in listed.items()) + "."

    def _history(self, known: Sequence[_Known], *, brief: bool = False) -> Iterator[str]:
        """Tell an indicator's values, or its first and last; its extremes, its change and its breaks.

        A ``brief`` one leaves out the change between the first and the last, which have both been told.
        """
        ordered = sorted(known, key=lambda pair: pair[0].year)
        told = [ordered[0], *ordered[1:][-1:]] if self.tables else ordered
        texts = [self._in_year(pair, named=number > 0) for number, pair in enumerate(told)]
        yield f"{self._label(ordered[0][0])}: {self._joined(texts)}."
        breaks = [datum.year for datum, _ in ordered if datum.breaks]
        if len(ordered) > 2 and not breaks:
            yield from self._peaks(ordered, {datum.year for datum, _ in told})
        if breaks or not brief:
            yield from self._change(ordered)
        if breaks:
            phrase = "alt.break" if len(breaks) == 1 else "alt.breaks"
            yield self._words(phrase, years=self._joined(map(str, breaks)))

    def _peaks(self, known: Sequence[_Known], told: set[int]) -> Iterator[str]:
        high, low = max(value for _, value in known), min(value for _, value in known)
        if high != low:
            largest, smallest = (self._of(known, value, told) for value in (high, low))
            yield self._words("alt.peaks", largest=largest, smallest=smallest)

    def _of(self, known: Sequence[_Known], wanted: Decimal, told: set[int]) -> str:
        """Return the years of a value, and the value where it has not been told."""
        found = [pair for pair in known if pair[1] == wanted]
        years = [datum.year for datum, _ in found]
        text = self._from(years)
        return text if told.intersection(years) else f"{text} ({self._value(*found[0])})"

    def _change(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell the change to the last year from the first that it may be compared with."""
        last, new = known[-1]
        for base, old in known[:-1]:
            pair = self.figures.compared(last.indicator, last.year, base.year)
            if pair is None:
                continue
            exact = (pair.new, pair.old) == (new, old)
            phrase = "no_change" if not pair.change else "change" if exact else "rounded_change"
            text = self.figures.change(last.indicator, pair, "long").text if pair.change else ""
            yield self._words(f"alt.{phrase}", base=base.year, year=last.year, change=text)
            return

    def _label(self, datum: Datum) -> str:
        return self.figures.indicator(datum.indicator).label[self.figures.lang]

    def _name(self, datum: Datum) -> str:
        """Return what a value is called: as the chart has it, or as the table does that it is found in."""
        return self._label(datum) if self.tables else datum.label

    def _unit(self, datum: Datum) -> Unit:
        return self.figures.indicator(datum.indicator).unit

    def _value(self, datum: Datum, value: Decimal) -> str:
        """Return a value whose unit has just been named: a count does without it."""
        form: Form = "number" if self._unit(datum).kind is UnitKind.COUNT else "long"
        return self.figures.shown(datum.indicator, datum.year, value, form).text

    def _long(self, datum: Datum, value: Decimal) -> str:
        return self.figures.shown(datum.indicator, datum.year, value, "long").text

    def _in_year(self, pair: _Known, *, named: bool) -> str:
        text = self._value(*pair) if named else self._long(*pair)
        return f"{text} {self.figures.words['in_year'].format(year=pair[0].year)}"

    def _from(self, years: Sequence[int]) -> str:
        phrase = "alt.from_year" if len(years) == 1 else "alt.from_years"
        return self.figures.words[phrase].format(years=self.years(years))

    def _words(self, phrase: str, **filled: object) -> str:
        """Return a sentence: a phrase filled in, with a full stop, begun with a capital."""
        text = self.figures.words[phrase].format(**filled)
        return f"{text[:1].upper()}{text[1:]}."

    def _joined(self, parts: Iterable[str]) -> str:
        *head, last = parts
        return f"{', '.join(head)} {self.figures.words['and']} {last}" if head else last


def _size(pair: _Known) -> Decimal:
    return pair[1]


_KINDS: Mapping[str, Callable[[_Teller, Sequence[_Known]], Iterator[str]]] = {
    "dots": _Teller.part,
    "scale": _Teller.scale,
}
