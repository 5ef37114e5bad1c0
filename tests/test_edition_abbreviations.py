"""Abbreviations in the publications: each is explained where it is used first, in a form that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import REPOSITORY

from reportgen.compose import compose
from reportgen.model.document import Abbreviation, Cited, Document, Inlines, Text
from reportgen.narrate import narrate
from reportgen.sources import edition_years, load_edition
from reportgen.verify.strings import document_inlines

CAPITALS = re.compile(r"(?<![\w/-])[A-ZÅÄÖ]{2,}(?!\w|[-:]\w)")
"""An abbreviation that stands by itself: inside a compound, or with an ending, it cannot be explained."""
KNOWN = frozenset({"PDF"})
"""Words that readers know by these letters."""

EDITIONS = [(year, lang) for year in edition_years(REPOSITORY) for lang in ("fi", "sv")]


def published(year: int, lang: str) -> Document:
    """Return a publication of the repository."""
    edition = load_edition(REPOSITORY, year).edition
    told = narrate(edition, lang, REPOSITORY)
    return compose(edition, lang, told.sections, told.log)


def leaves(children: Inlines) -> Iterator[object]:
    """Yield texts, values and abbreviations in reading order; passages in another language are left out."""
    for node in children:
        match node:
            case Text() | Cited() | Abbreviation():
                yield node
            case _ if hasattr(node, "children") and not hasattr(node, "lang"):
                yield from leaves(node.children)


@pytest.mark.parametrize(("year", "lang"), EDITIONS)
def test_what_is_written_in_capitals_is_explained_at_its_first_use(year: int, lang: str) -> None:
    """Once in the document; what is not explained stands after its explanation.

    A mark behind a number, which begins with its no-break space, is explained wherever it stands.
    """
    explained: list[str] = []
    for node in (leaf for children in document_inlines(published(year, lang)) for leaf in leaves(children)):
        if isinstance(node, Abbreviation):
            assert node.expansion
            explained += [node.text] if not node.text.startswith("\u00a0") else []
        elif isinstance(node, Text):
            assert set(CAPITALS.findall(node.text)) <= {*explained, *KNOWN}
    assert len(set(explained)) == len(explained)


@pytest.mark.parametrize(("year", "lang"), EDITIONS)
def test_units_beside_numbers_are_read_in_full_at_their_first_use(year: int, lang: str) -> None:
    """After a number the words are in the form that belongs to it: never the bare name of a unit."""
    catalogue = load_edition(REPOSITORY, year).edition.catalogue
    names = {unit.one.get(lang) for unit in (one.unit for one in catalogue.indicators.values())}
    found = [leaf for children in document_inlines(published(year, lang)) for leaf in leaves(children)]
    assert any(isinstance(node, Cited | Abbreviation) for node in found)
    values = [node for node in found if isinstance(node, Cited) and node.expansion]
    assert len({node.unit for node in values}) == len(values)
    bare = names if lang == "fi" else set()
    assert [node.expansion for node in values if node.number != "1" and node.expansion in bare] == []
