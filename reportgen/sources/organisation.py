"""Names of an edition: people, organisation, links and official lists; terms of the project."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from reportgen.model.edition import LinkTarget, ListEntry, OrgUnit, Person
from reportgen.model.indicator import Localised
from reportgen.sources.toml_table import Incomplete, Table, refuse_twins


@dataclass(frozen=True, slots=True)
class Names:
    """What ``organisation.toml`` says."""

    people: Mapping[str, Person]
    organisation: OrgUnit | None
    links: Mapping[str, LinkTarget]


def read_names(file: Table) -> Names:
    """Read people, the tree of units, and addresses."""
    people = {name: _person(name, table) for name, table in file.children("person").items()}
    known = Incomplete(people) if file.is_vague("person") else people
    file.asked.add("organisation")
    names = Names(
        people=people,
        organisation=_unit(file.child("organisation"), known) if "organisation" in file.data else None,
        links={name: _link(name, table) for name, table in file.children("link").items()},
    )
    file.close()
    return names


def _person(name: str, table: Table) -> Person:
    person = Person(name, table.text("name"), table.localised("title"))
    table.close()
    return person


def _link(name: str, table: Table) -> LinkTarget:
    link = LinkTarget(name, table.localised("label"), table.localised("text"), table.localised("href"))
    for address in link.href.values():
        if address and not address.startswith(("https://", "http://", "mailto:", "tel:")):
            remedy = "Begin it with https://, mailto: or tel:."
            table.report(
                "unknown-address", f"'{address}' is not an address that a reader can follow.", remedy, "href"
            )
    table.close()
    return link


def _unit(table: Table, people: Collection[str]) -> OrgUnit:
    unit = OrgUnit(
        id=table.identity("id"),
        name=table.localised("name"),
        head=table.reference("head", "person", people) or None,
        area=table.text("area", "") or None,
        items=tuple(_item(item) for item in table.items("items")),
        units=tuple(_unit(inner, people) for inner in table.items("unit")),
    )
    table.close()
    return unit


def areas_of(unit: OrgUnit | None) -> frozenset[str]:
    """Return the service areas that the units of an organisation stand for."""
    if unit is None:
        return frozenset()
    own = frozenset({unit.area}) if unit.area else frozenset()
    return own.union(*(areas_of(inner) for inner in unit.units))


def _item(table: Table) -> Localised:
    texts = table.by_language()
    table.close()
    return texts


def read_lists(file: Table, areas: Collection[str] | None) -> Mapping[str, tuple[ListEntry, ...]]:
    """Read the official lists, arrays of tables ``[[list.NAME]]``; ``areas`` None: not to be checked."""
    group = file.child("list")
    lists: dict[str, tuple[ListEntry, ...]] = {}
    for name in group.data:
        lists[name] = tuple(_entry(table, areas, True) for table in group.items(name))
        refuse_twins(group.items(name))
        if group.data[name] == []:
            group.report(
                "missing-text", f"The list '{name}' is empty.", f"Add [[list.{name}]], or delete it.", name
            )
    file.close()
    return lists


def _entry(table: Table, areas: Collection[str] | None, required: bool) -> ListEntry:
    entry = ListEntry(
        id=table.identity("id", None if required else ""),
        name=table.localised("name"),
        area=table.reference("area", "area", areas) or None,
        items=tuple(_entry(inner, areas, False) for inner in table.items("item")),
    )
    table.close()
    return entry


def read_terms(file: Table, group: str) -> Mapping[str, Localised]:
    """Read ``[term.*]`` or ``[abbreviation.*]``: a text by language, and a note that only authors see."""
    terms: dict[str, Localised] = {}
    for name, table in file.children(group, named=group == "term").items():
        terms[name] = table.by_language()
        table.text("note", "")
        if group == "term":
            table.asked.add("instead_of")
        table.close()
    return terms


def read_rejected(*files: Table) -> Mapping[str, Mapping[str, str]]:
    """Read ``instead_of``: by language the words that a term stands for, and the term to write."""
    rejected: dict[str, dict[str, str]] = {lang: {} for lang in files[0].languages}
    for table in (table for file in files for table in file.children("term").values()):
        if "instead_of" in table.data:
            words = table.child("instead_of")
            for lang in table.languages:
                chosen = filter(str.strip, words.listed(lang, str))
                rejected[lang] |= dict.fromkeys(chosen, str(table.data.get(lang, "")))
            words.close()
    return rejected
