"""Text alternatives of charts: kind, message, years, and what the drawing shows, told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from reportgen.compose.figures import Figures
from reportgen.compose.phrases import PHRASES
from reportgen.locales import Form
from reportgen.locales.hyphenation import SOFT_HYPHEN
from reportgen.model.document import Datum
from reportgen.model.indicator import Unit, UnitKind

FEW = 3
"""So few values speak for themselves; of more, the largest and the smallest are told first."""

_Known = tuple[Datum, Decimal]


def alternative(kind: str, subject: str, data: Sequence[Datum], figures: Figures) -> str:
    """Return what a chart shows, in the language of ``figures``.

    ``subject`` is the chart's message and what it is of. The first sentence names kind, subject and
    years. Then come the largest and the smallest of several values of one unit, the values themselves
    unless a table of the section has them, the change where an indicator has several years, and what is
    missing.
    """
    teller = _Teller(figures, PHRASES[figures.lang])
    known = [(datum, datum.value) for datum in data if datum.value is not None]
    tell = _KINDS.get(kind, _Teller.values)
    missing = [datum for datum in data if datum.value is None]
    sentences = [teller.opening(kind, subject, data), *tell(teller, known), *teller.missing(missing)]
    return " ".join(sentences).replace(SOFT_HYPHEN, "")


@dataclass(frozen=True, slots=True)
class _Teller:
    figures: Figures
    phrases: Mapping[str, str]

    def opening(self, kind: str, subject: str, data: Iterable[Datum]) -> str:
        years = sorted({datum.year for datum in data})
        words = self.figures.words
        name = self.phrases.get(kind) or words.get(f"chart_kind.{kind}") or words["chart"]
        phrase = self.phrases["one_year" if len(years) == 1 else "many_years"]
        return phrase.format(kind=name, subject=subject.rstrip(" ."), years=self._years(years))

    def values(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell the values of one year, compared if they can be, then each indicator with several years."""
        groups = [list(group) for _, group in groupby(known, key=lambda pair: pair[0].indicator)]
        yield from self._year([group[0] for group in groups if len(group) == 1])
        for group in (group for group in groups if len(group) > 1):
            yield self._history(group)

    def target(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell a value and its target, which come in this order."""
        yield from self._pair(known, "alt.of_target", "target")

    def part(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell a number and what it is part of, which come in this order."""
        yield from self._pair(known, "alt.of_total", "total")

    def scale(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell a value on a scale: its history, the two ends, and where excellence begins."""
        first = known[0][0].indicator if known else ""
        yield from self.values([pair for pair in known if pair[0].indicator == first])
        ends = [self._long(*pair) for pair in known if pair[0].indicator != first]
        if len(ends) > 1:
            yield self.figures.words["alt.scale"].format(low=ends[0], high=ends[1]) + "."
        if len(ends) > 2:
            yield self.figures.words["alt.excellent"].format(value=ends[2]) + "."

    def missing(self, data: Iterable[Datum]) -> Iterator[str]:
        """Say which values do not exist."""
        for datum in data:
            text = self.figures.words["alt.no_value_in_year"].format(
                label=self._label(datum), year=datum.year
            )
            yield text + "."

    def _pair(self, known: Sequence[_Known], phrase: str, name: str) -> Iterator[str]:
        if len(known) != 2:
            yield from self.values(known)
            return
        part, whole = known
        words = {"label": part[0].label, "value": self._value(*part), name: self._long(*whole)}
        yield self.figures.words[phrase].format(**words) + "."

    def _year(self, known: Sequence[_Known]) -> Iterator[str]:
        """Tell values of one year. Those of one unit are compared, and so are several units of one thing."""
        if not known:
            return
        units = [self._unit(datum).id for datum, _ in known]
        first = [pair for pair, unit in zip(known, units, strict=True) if unit == units[0]]
        same = {datum.label for datum, _ in known} == {datum.label for datum, _ in first}
        comparable = same and len(first) > 1
        in_table = all(datum.indicator in self.figures.tabled for datum, _ in known)
        if comparable and (in_table or len(first) > FEW):
            yield self._extremes(first)
        if not (comparable and in_table):
            yield self._listed(known)

    def _extremes(self, known: Sequence[_Known]) -> str:
        high, low = max(known, key=_size), min(known, key=_size)
        return self.phrases["equal" if high[1] == low[1] else "largest"].format(
            largest=self._joined([datum.label for datum, value in known if value == high[1]]),
            smallest=self._joined([datum.label for datum, value in known if value == low[1]]),
            high=self._long(*high),
            low=self._value(*low),
        )

    def _listed(self, known: Sequence[_Known]) -> str:
        """Tell all values; counts of one unit name it once, and values of one thing stand together."""
        alike = len({self._unit(datum).id for datum, _ in known}) == 1
        listed: dict[str, list[str]] = {}
        for number, pair in enumerate(known):
            text = self._value(*pair) if alike and number else self._long(*pair)
            listed.setdefault(pair[0].label, []).append(text)
        return "; ".join(f"{label} {', '.join(texts)}" for label, texts in listed.items()) + "."

    def _history(self, known: Sequence[_Known]) -> str:
        ordered = sorted(known, key=lambda pair: pair[0].year)
        first, last = ordered[0][0], ordered[-1][0]
        breaks = [datum.year for datum, _ in ordered if datum.breaks]
        told = self.phrases["two" if len(ordered) == 2 or breaks else "many"].format(
            label=self._label(first),
            old=self._in_year(*ordered[0]),
            new=self._in_year(*ordered[-1]),
            change=self._change(first, last),
            largest=self._in_year(*max(ordered, key=_size)),
            smallest=self._in_year(*min(ordered, key=_size)),
        )
        return " ".join((told, *(self._break(first, year) for year in breaks)))

    def _change(self, first: Datum, last: Datum) -> str:
        pair = self.figures.compared(first.indicator, last.year, first.year)
        if pair is None:
            return self.phrases["not_comparable"]
        if not pair.change:
            return self.phrases["no_change"]
        return self.phrases["change"].format(change=self.figures.change(first.indicator, pair, "long").text)

    def _break(self, datum: Datum, year: int) -> str:
        return self.phrases["break"].format(label=self._label(datum), year=year)

    def _label(self, datum: Datum) -> str:
        return self.figures.indicator(datum.indicator).label[self.figures.lang]

    def _unit(self, datum: Datum) -> Unit:
        return self.figures.indicator(datum.indicator).unit

    def _value(self, datum: Datum, value: Decimal) -> str:
        """Return a value whose unit has just been named: a count does without it."""
        form: Form = "number" if self._unit(datum).kind is UnitKind.COUNT else "long"
        return self.figures.shown(datum.indicator, datum.year, value, form).text

    def _long(self, datum: Datum, value: Decimal) -> str:
        return self.figures.shown(datum.indicator, datum.year, value, "long").text

    def _in_year(self, datum: Datum, value: Decimal) -> str:
        return f"{self._long(datum, value)} {self.figures.words['in_year'].format(year=datum.year)}"

    def _years(self, years: Sequence[int]) -> str:
        if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
            return f"{years[0]}–{years[-1]}"
        return self._joined([str(year) for year in years])

    def _joined(self, parts: Sequence[str]) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.figures.words['and']} {parts[-1]}"


def _size(pair: _Known) -> Decimal:
    return pair[1]


_KINDS: Mapping[str, Callable[[_Teller, Sequence[_Known]], Iterator[str]]] = {
    "gauge": _Teller.target,
    "dots": _Teller.part,
    "scale": _Teller.scale,
}
