"""Remarks of a table: small marks on values that are not plain counts, and the notes that explain them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby

from reportgen.compose.figures import Figures
from reportgen.model import values
from reportgen.model.document import Abbreviation, Inlines
from reportgen.model.indicator import Status

_UNTOLD = frozenset({Status.NORMAL, Status.MISSING, Status.NOT_APPLICABLE, Status.UNCONFIRMED})
"""Statuses whose own note is not for readers: a value that is not confirmed has one on its sources."""


@dataclass(frozen=True, slots=True)
class _Marked:
    label: str
    id: str
    year: int


@dataclass(slots=True)
class Remarks:
    """Gathers the values of one table as they are shown, and what is to be said of them under it."""

    figures: Figures
    _plain: set[tuple[str, int]] = field(default_factory=set)
    _marked: dict[str, list[_Marked]] = field(default_factory=dict)

    def mark(self, label: str, id: str, year: int, *, series: bool, told: Set[str] = frozenset()) -> Inlines:
        """Return the marks of a value in the row with this label, nothing for a plain one.

        ``series``: the row shows earlier years too, so that a break in between matters. ``told`` are the
        kinds of marks that its column's head bears.
        """
        kinds = self.kinds(id, year, series=series)
        for kind in kinds:
            self._marked.setdefault(kind, []).append(_Marked(label, id, year))
        if not kinds:
            self._plain.add((id, year))
        return self.symbols([kind for kind in kinds if kind not in told])

    def symbols(self, kinds: Sequence[str]) -> Inlines:
        """Return the marks of these kinds, which stand for what the note says of them."""
        words = self.figures.words
        if not kinds:
            return ()
        marks = ", ".join(words[f"symbol.{kind}"] for kind in kinds)
        return (Abbreviation(f"\u00a0{marks}", ", ".join(words[f"status.{kind}"].lower() for kind in kinds)),)

    def kinds(self, id: str, year: int, *, series: bool) -> tuple[str, ...]:
        """Return which marks a value bears, none for one that does not exist."""
        return tuple(self._kinds(id, year, series))

    def lines(self) -> Iterator[str]:
        """Yield a line for each kind of mark: its meaning, then what the data says of the values."""
        usual = {sentence for id, year in self._plain for sentence in self._sentences(id, year)}
        for kind, marked in self._marked.items():
            words = self.figures.words
            line = [f"{words[f'symbol.{kind}']}\u00a0= {words[f'status.{kind}'].lower()}."]
            told = [(self._told(one, usual), one) for one in marked] if kind != "derived" else []
            for (text, label), group in groupby(told, key=lambda pair: (pair[0], pair[1].label)):
                if text:
                    line.append(f"{label} {_span([one.year for _, one in group])}: {text}")
            yield " ".join(line)

    def _kinds(self, id: str, year: int, series: bool) -> Iterator[str]:
        edition = self.figures.edition
        if values.value(edition, id, year) is None:
            return
        if self.figures.indicator(id).derived_in(year) is not None:
            yield "derived"
        status = values.status(edition, id, year)
        if status is not Status.NORMAL and (series or status is not Status.BREAK):
            yield status.name.lower()

    def _told(self, one: _Marked, usual: set[str]) -> str:
        """Return the value's own note; what plain values of the table are said as well explains no mark."""
        if values.status(self.figures.edition, one.id, one.year) in _UNTOLD:
            return ""
        return " ".join(s for s in self._sentences(one.id, one.year) if s not in usual)

    def _sentences(self, id: str, year: int) -> list[str]:
        seen = self.figures.edition.observations.get((id, year))
        note = seen.note.get(self.figures.lang, "") if seen else ""
        return [f"{part.rstrip('.')}." for part in note.split(". ") if part]


def _span(years: list[int]) -> str:
    """Return years of one row as they are read: 2020, or 2017–2020."""
    first, last = min(years), max(years)
    if last - first + 1 == len(years) > 1:
        return f"{first}–{last}"
    return ", ".join(str(year) for year in sorted(years))
