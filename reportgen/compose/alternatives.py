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
from reportgen.model.chartkind import KINDS
from reportgen.model.document import Datum
from reportgen.model.indicator import Unit, UnitKind
from reportgen.model.series import LostInRounding, NotComparable, comparison

_Known = tuple[Datum, Decimal]

_NAMED = frozenset({"day", "person"})
"""Forms of bars that stand for something of their own, see `Datum.unit_kind`."""


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
    there is one. Then come the values or, where they are ``listed`` after the chart or tables of the section
    show all of them, the largest and the smallest of those that are drawn alike, and the numbers of the
    tables. Of values over several years the tables may be those of any section. An indicator with several
    years has its extremes, latest change, breaks and years without a value told. The period of a gauge is
    that of what was reached, not of the target, and is told with it.
    """
    known = [(datum, datum.value) for datum in data if datum.value is not None]
    years = sorted({datum.year for datum in data})
    several = len(years) > 1
    told = {(datum.indicator, datum.year) for datum, _ in known}
    tables = figures.tables_of(told) or (figures.tables_of(told, everywhere=True) if several else ())
    recipe = KINDS[kind].recipe
    reached = period if recipe == "reached" and len(known) == 2 else ""
    worded = KINDS[kind].worded
    teller = _Teller(figures, tables, reached, listed=listed, several=several, worded=worded)
    missing = [datum for datum in data if datum.value is None]
    span = "" if reached else teller.span(period or teller.years(years), many=bool(period) or several)
    sentences = (
        teller.opening(kind, subject, span),
        *_RECIPES[recipe](teller, known),
        *teller.missing(missing, {datum.indicator for datum in data}),
        *teller.reference(),
    )
    return " ".join(sentences).replace(SOFT_HYPHEN, "")


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells data in sentences. ``tables`` are the numbers of those that show it; ``several``: years.

    ``reached`` is the period of the first value of a gauge, if that has one. ``worded``: values of one
    service area belong together; of other charts those of one indicator do.
    """

    figures: Figures
    tables: Sequence[int]
    reached: str
    listed: bool
    several: bool
    worded: bool

    def opening(self, kind: str, subject: str, span: str) -> str:
        words = self.figures.words
        opening = f"{words[f'chart_kind.{kind}']} {span}".rstrip()
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
            yield from self._history(line)

    def gauge(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell what was reached in a period, and the target apart from it."""
        if not self.reached:
            yield from self.values(known)
            return
        first, target = known
        words = {"label": self._name(first[0]), "years": self.reached, "value": self._long(*first)}
        yield self._words("alt.reached", **words)
        yield self._listed([target])

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

    def span(self, years: str, *, many: bool) -> str:
        """Return the words for values that are from a year, or from several."""
        return self.figures.words["alt.from_years" if many else "alt.from_year"].format(years=years)

    def _year(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell values of one year: those in a table by what the drawing adds, its order of size."""
        if not known:
            return
        if self.tables:
            forms = list(dict.fromkeys(datum.unit_kind for datum, _ in known))
            for form in forms:
                alike = [pair for pair in known if pair[0].unit_kind == form]
                # Beside days or people, the other counts are named too: a larger number may follow them.
                named = form != UnitKind.COUNT or not _NAMED.isdisjoint(forms)
                yield self._extremes(alike, form if named else "") if len(alike) > 1 else self._listed(alike)
            return
        if not self.listed:
            yield self._listed(known)
            return
        first = [pair for pair in known if self._unit(pair[0]) == self._unit(known[0][0])]
        same = {datum.area for datum, _ in known} == {datum.area for datum, _ in first}
        if same and len(first) > 1:
            yield self._extremes(first, "")

    def _extremes(self, known: Sequence[_Known], form: str) -> str:
        """Tell the largest and the smallest of values that are drawn in a form, which is named if given."""
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
        listed: dict[str | None, list[str]] = {}
        for number, (datum, value) in enumerate(known):
            text = self._value(datum, value) if alike and number else self._long(datum, value)
            thing = datum.area if self.worded else datum.indicator
            told = text if thing in listed else f"{self._name(datum)}: {text}"
            listed.setdefault(thing, []).append(told)
        return "; ".join(", ".join(texts) for texts in listed.values()) + "."

    def _history(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell an indicator's values, or its first and last; its extremes, its change and its breaks."""
        ordered = sorted(known, key=lambda pair: pair[0].year)
        told = [ordered[0], *ordered[1:][-1:]] if self.tables else ordered
        texts = [self._in_year(pair, named=number > 0) for number, pair in enumerate(told)]
        yield f"{self._label(ordered[0][0])}: {self._joined(texts)}."
        breaks = [datum.year for datum, _ in ordered if datum.breaks]
        if len(ordered) > 2 and not breaks:
            yield from self._peaks(ordered, {datum.year for datum, _ in told})
        yield from self._change(ordered)
        if breaks:
            phrase = "alt.break" if len(breaks) == 1 else "alt.breaks"
            yield self._words(phrase, years=self._joined(map(str, breaks)))

    def _peaks(self, known: Sequence[_Known], told: set[int]) -> Iterator[str]:
        """Tell the largest and the smallest value, each only if no rounding may have made it so."""
        high, low = max(value for _, value in known), min(value for _, value in known)
        if high == low:
            return
        ends = {"largest": high, "smallest": low}
        sure = {name: self._of(known, end, told) for name, end in ends.items() if self._sure(known, end)}
        if sure:
            yield self._words("alt.peaks" if len(sure) > 1 else f"alt.peak_{next(iter(sure))}", **sure)

    def _sure(self, known: Sequence[_Known], end: Decimal) -> bool:
        """Tell whether a value differs from each other one by more than the rounding of either."""
        ends = [datum for datum, value in known if value == end]
        others = [datum for datum, value in known if value != end]
        return not any(self._lost(datum, other) for datum in ends for other in others)

    def _lost(self, one: Datum, other: Datum) -> bool:
        try:
            comparison(self.figures.edition, one.indicator, one.year, other.year)
        except NotComparable as fault:
            return isinstance(fault, LostInRounding)
        return False

    def _of(self, known: Sequence[_Known], wanted: Decimal, told: set[int]) -> str:
        """Return the years of a value, and the value where it has not been told."""
        found = [pair for pair in known if pair[1] == wanted]
        years = [datum.year for datum, _ in found]
        text = self._from(years)
        return text if told.intersection(years) else f"{text} ({self._value(*found[0])})"

    def _change(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell the change to the last year from the latest that it may be compared with.

        There is none where a value had to be rounded for it: who subtracts those told would get another.
        """
        last, new = known[-1]
        for base, old in reversed(known[:-1]):
            pair = self.figures.compared(last.indicator, last.year, base.year)
            if pair is None:
                continue
            if (pair.new, pair.old) == (new, old):
                text = self.figures.change(last.indicator, pair, "long").text
                phrase = "alt.change" if pair.change else "alt.no_change"
                yield self._words(phrase, base=base.year, year=last.year, change=text)
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
        return self.span(self.years(years), many=len(years) > 1)

    def _words(self, phrase: str, **filled: object) -> str:
        """Return a sentence: a phrase filled in, with a full stop, begun with a capital."""
        text = self.figures.words[phrase].format(**filled)
        return f"{text[:1].upper()}{text[1:]}."

    def _joined(self, parts: Iterable[str]) -> str:
        *head, last = parts
        return f"{', '.join(head)} {self.figures.words['and']} {last}" if head else last


def _size(pair: _Known) -> Decimal:
    return pair[1]


_RECIPES: Mapping[str, Callable[[_Teller, Sequence[_Known]], Iterator[str]]] = {
    "values": _Teller.values,
    "part": _Teller.part,
    "reached": _Teller.gauge,
    "scale": _Teller.scale,
}
