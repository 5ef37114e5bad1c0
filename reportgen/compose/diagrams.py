"""Diagrams: the organisation and the official lists as trees of nodes."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.model.document import Diagram, DiagramNode, Text
from reportgen.model.edition import Edition, ListEntry, OrgUnit, Person

ORGANISATION = "organisation"


def diagram(edition: Edition, id: str, lang: str) -> Diagram:
    """Return the diagram of the organisation, or of the list with that id. Raises `KeyError` for no list."""
    if id == ORGANISATION and edition.organisation is not None:
        return Diagram(id, (_unit(edition.organisation, edition.people, lang),))
    return Diagram(id, tuple(_entry(entry, lang) for entry in edition.lists[id]))


def _unit(unit: OrgUnit, people: Mapping[str, Person], lang: str) -> DiagramNode:
    head = people.get(unit.head or "")
    return DiagramNode(
        title=(Text(unit.name[lang]),),
        role=(Text(head.title[lang]),) if head else (),
        person=(Text(head.name),) if head else (),
        area=unit.area,
        items=tuple((Text(item[lang]),) for item in unit.items),
        nodes=tuple(_unit(below, people, lang) for below in unit.units),
        id=unit.id,
    )


def _entry(entry: ListEntry, lang: str) -> DiagramNode:
    """Return a list's entry; what it holds are its items, unless these hold something themselves."""
    return DiagramNode(
        title=(Text(entry.name[lang]),),
        area=entry.area,
        items=tuple((Text(item.name[lang]),) for item in entry.items if not item.items),
        nodes=tuple(_entry(item, lang) for item in entry.items if item.items),
        id=entry.id,
        item_ids=tuple(item.id for item in entry.items if not item.items),
    )
