"""Names of 2024: people, units, lists, terms, dates and addresses, each in the PDF as the data has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pikepdf
import pytest
from brochures import LANGUAGES, YEAR, Brochure, brochures, is_called

from reportgen.locales import date_text, period_text
from reportgen.model.edition import ListEntry, OrgUnit

NOT_PRINTED: dict[str, str] = {}
"""Names that the PDF leaves out, each with the reason."""

IN_OTHER_WORDS = {
    "state_funding": "The Swedish text says whose money it is: statens.",
    "co_development": "The Swedish text tells what was done: workshops were held together.",
}
"""Terms that a text does without, each with the reason."""


@pytest.fixture(scope="module", params=LANGUAGES)
def brochure(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brochure:
    """Return the brochure in each language."""
    return brochures(tmp_path_factory)[request.param]


def missing(brochure: Brochure, names: Iterable[str]) -> list[str]:
    """Return the names that are not read aloud, whatever the case of their first letter."""
    text, wanted = brochure.text.casefold(), list(names)
    assert wanted
    return [name for name in wanted if _whole(name) not in text and name not in NOT_PRINTED]


def _whole(name: str) -> str:
    """Return a name without the breaks that it may have at the end of a line."""
    return name.replace("\u00ad", "").casefold()


def units(unit: OrgUnit) -> Iterator[OrgUnit]:
    """Yield a unit and all below it."""
    yield unit
    for below in unit.units:
        yield from units(below)


def entries(listed: Iterable[ListEntry]) -> Iterator[ListEntry]:
    """Yield entries of a list and what they hold."""
    for entry in listed:
        yield entry
        yield from entries(entry.items)


def test_every_person_is_named_with_their_title(brochure: Brochure) -> None:
    """One after the other: the director signs the foreword, the others head a unit."""
    people = brochure.edition.people.values()
    assert missing(brochure, [part for one in people for part in (one.name, one.title[brochure.lang])]) == []


def test_every_unit_of_the_organisation_is_named_with_what_it_holds(brochure: Brochure) -> None:
    """The chart of the organisation is complete, and every head stands at their own unit."""
    lang, top = brochure.lang, brochure.edition.organisation
    assert top is not None
    every = list(units(top))
    assert (
        missing(
            brochure, [name for unit in every for name in (unit.name[lang], *(i[lang] for i in unit.items))]
        )
        == []
    )
    for unit in every:
        if unit.head is not None:
            person = brochure.edition.people[unit.head]
            assert _whole(f"{unit.name[lang]} {person.title[lang]} {person.name}") in brochure.text.casefold()


def test_every_entry_of_every_list_is_named(brochure: Brochure) -> None:
    """Groups of encounters, models and their services, new services."""
    lists = brochure.edition.lists.values()
    assert missing(brochure, [one.name[brochure.lang] for listed in lists for one in entries(listed)]) == []


def test_every_term_has_its_place(brochure: Brochure) -> None:
    """A term that a text asks for stands there to the letter; of any other, the thing itself is spoken of."""
    asked = {
        id
        for file in (brochure.root / "templates" / brochure.lang / str(YEAR)).glob("*.md")
        for id in re.findall(r'term\("(\w+)"\)', file.read_text(encoding="utf-8"))
    }
    terms = {id: texts[brochure.lang] for id, texts in brochure.edition.terms.items()}
    assert missing(brochure, [terms[id] for id in asked]) == []
    assert {id for id, name in terms.items() if not is_called(brochure.text, name)} <= set(IN_OTHER_WORDS)


def test_every_date_is_printed(brochure: Brochure) -> None:
    """A day, a month, a year or a period, in the precision that the data has."""
    lang = brochure.lang
    for iso in brochure.edition.dates.values():
        ways = [period_text(iso, lang)] if "/" in iso else [date_text(iso, lang), date_text(iso, lang, "in")]
        assert any(way in brochure.text for way in ways), ways


def test_every_section_has_its_name_in_the_contents(brochure: Brochure) -> None:
    """Apart from the cover."""
    with pikepdf.open(brochure.pdf) as pdf:
        found = _entries_of_contents(pdf.Root.StructTreeRoot)
    names = [one.name[brochure.lang] for one in brochure.edition.sections if one.layout != "cover"]
    assert found == len(names)
    assert missing(brochure, [brochure.edition.title[brochure.lang]]) == []


def _entries_of_contents(node: pikepdf.Object) -> int:
    kids = node.get("/K", pikepdf.Array())
    inner = [
        kid
        for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])
        if isinstance(kid, pikepdf.Dictionary)
    ]
    return (node.get("/S") == pikepdf.Name.TOCI) + sum(map(_entries_of_contents, inner))


def test_every_address_can_be_read_and_followed(brochure: Brochure) -> None:
    """Printed as the data has it, under a link that leads there."""
    links = brochure.edition.links.values()
    assert missing(brochure, [one.text[brochure.lang] for one in links]) == []
    with pikepdf.open(brochure.pdf) as pdf:
        targets = {str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note}
    assert {one.href[brochure.lang] for one in links} <= targets
