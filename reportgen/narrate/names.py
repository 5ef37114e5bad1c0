"""The functions of templates: names, titles, dates and addresses from the edition's data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reportgen.locales import date_text, period_text, strings
from reportgen.model.edition import Edition, ListEntry, OrgUnit, Person
from reportgen.narrate.marks import Marked, plain
from reportgen.narrate.report import Refused, unknown

T = TypeVar("T")

_ADDRESS = re.compile(r"(https?://|mailto:|tel:)[^\s<>]+")


@dataclass(frozen=True, slots=True)
class Names:
    """What an edition calls things in one language. Every method raises `Refused` for an unknown id."""

    edition: Edition
    lang: str

    def functions(self) -> Mapping[str, Callable[..., str]]:
        """Return the functions by the name that templates call them by."""
        return {
            "term": self.term,
            "person": self.person,
            "office": self.office,
            "date": self.date,
            "period": self.period,
            "link": self.link,
            "name": self.name,
            "area": self.area,
            "source": self.source,
            "abbreviation": self.abbreviation,
            "word": self.word,
        }

    def term(self, id: str) -> str:
        """Return the agreed word for a thing."""
        terms = self.edition.terms
        return plain(_found("term", id, terms, "seeds/terms.toml")[self.lang])

    def person(self, id: str) -> str:
        """Return a person's name."""
        return plain(self._person(id).name)

    def office(self, id: str) -> str:
        """Return a person's title."""
        return plain(self._person(id).title[self.lang])

    def date(self, id: str, form: str = "") -> str:
        """Return a date in the precision that it is known in; with form "in", as in "in October 2024"."""
        iso = _found("date", id, self.edition.dates, self._home("edition.toml"))
        if "/" in iso:
            raise Refused("wrong-date", f"'{id}' is a period ({iso}).", f'Write period("{id}").')
        try:
            return plain(date_text(iso, self.lang, form))
        except ValueError as fault:
            raise Refused(
                "bad-arguments", str(fault), 'Write date("survey") or date("survey", "in").'
            ) from fault

    def period(self, id: str) -> str:
        """Return a period of years or days."""
        iso = _found("date", id, self.edition.dates, self._home("edition.toml"))
        if "/" not in iso:
            raise Refused("wrong-date", f"'{id}' is a date ({iso}), not a period.", f'Write date("{id}").')
        try:
            return plain(period_text(iso, self.lang))
        except ValueError as fault:
            raise Refused(
                "wrong-date", str(fault), f"Correct {id} in {self._home('edition.toml')}."
            ) from fault

    def link(self, id: str) -> str:
        """Return a Markdown link to an address of the edition."""
        target = _found("link", id, self.edition.links, self._home("organisation.toml"))
        href = target.href[self.lang]
        if not _ADDRESS.fullmatch(href):
            raise Refused(
                "bad-link", f"The link '{id}' leads to '{href}'.", "Give it a full https:// address."
            )
        return Marked(f"[{plain(target.text[self.lang]) or '…'}](<{href}>)")

    def name(self, id: str) -> str:
        """Return the name of a list's entry, asked for as "list.entry"."""
        entries = dict(_entries(self.edition.lists))
        return plain(_found("name", id, entries, self._home("lists.toml")).name[self.lang])

    def area(self, id: str) -> str:
        """Return the name of a service area: that of the unit which stands for it in the organisation."""
        units = _units([self.edition.organisation] if self.edition.organisation else [])
        areas = {unit.area: unit for unit in reversed(list(units)) if unit.area}
        return plain(_found("area", id, areas, self._home("organisation.toml")).name[self.lang])

    def source(self, id: str) -> str:
        """Return the title of a document that figures were read from."""
        sources = self.edition.catalogue.sources
        return plain(_found("source", id, sources, "seeds/sources.toml").title[self.lang])

    def abbreviation(self, id: str) -> str:
        """Return what an abbreviation stands for."""
        return plain(_found("abbreviation", id, self.edition.abbreviations, "seeds/terms.toml")[self.lang])

    def word(self, key: str) -> str:
        """Return a word that the publications have in common: a sheet's name, a sign, "no data"."""
        return plain(_found("word", key, strings(self.lang), "reportgen/locales/strings.toml"))

    def _person(self, id: str) -> Person:
        return _found("person", id, self.edition.people, self._home("organisation.toml"))

    def _home(self, file: str) -> str:
        return f"seeds/{self.edition.year}/{file}"


def _found(kind: str, id: object, known: Mapping[str, T], home: str) -> T:
    if not isinstance(id, str) or id not in known:
        raise unknown(kind, id, known, home)
    return known[id]


def _entries(lists: Mapping[str, Iterable[ListEntry]]) -> Iterator[tuple[str, ListEntry]]:
    """Yield every entry of every list and of its items, by "list.entry"."""
    for name, entries in lists.items():
        for entry in entries:
            yield f"{name}.{entry.id}", entry
            yield from _entries({name: entry.items})


def _units(units: Iterable[OrgUnit]) -> Iterator[OrgUnit]:
    for unit in units:
        yield unit
        yield from _units(unit.units)
