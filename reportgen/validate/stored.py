"""Rules on the texts of the data: captions, labels, names and notes are printed as they are stored.

One walk over the Edition finds them all, whatever is added to it later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from reportgen.findings import Finding, Place, error, warning
from reportgen.model.edition import Edition, TableSpec
from reportgen.narrate import DATE_NAME, leftovers

_HOMES = {
    "publisher": "seeds/project.toml",
    "wordmark": "seeds/project.toml",
    "terms": "seeds/terms.toml",
    "abbreviations": "seeds/terms.toml",
    "units": "seeds/units.toml",
    "themes": "seeds/indicators.toml",
    "sources": "seeds/sources.toml",
    "lists": "seeds/{year}/lists.toml",
    "people": "seeds/{year}/organisation.toml",
    "organisation": "seeds/{year}/organisation.toml",
    "links": "seeds/{year}/organisation.toml",
}
"""The files of what does not know its line, by the field that holds it."""

_NOT_PRINTED = frozenset({"charts", "rejected", "options", "files", "href"})
"""Fields that hold no texts; the alternative texts of charts are told like templates, and checked there."""


def stored_leftovers(edition: Edition, lang: str) -> Iterator[Finding]:
    """Yield signs of Markdown, Jinja or HTML in the texts of the data, which would be printed."""
    homes = {name: Place(file.format(year=edition.year)) for name, file in _HOMES.items()}
    told = [(text, place, lang) for text, place in _texts(edition, lang, edition.place, homes)]
    named = [(person.name, homes["people"], None) for person in edition.people.values()]
    for text, place, version in (*told, *named):
        for left in leftovers(text, edition.catalogue.indicators):
            message = f'In "{" ".join(text.split())[:60]}": {left.message}'
            tell = warning if left.meant else error
            yield tell("leftover-sign", place, message, left.remedy, lang=version)


def _texts(part: object, lang: str, place: Place, homes: Mapping[str, Place]) -> Iterator[tuple[str, Place]]:
    """Yield every text in a language with its place; dates that a table may name are taken out."""
    if isinstance(part, Mapping) and isinstance(text := part.get(lang), str):
        yield text, place
    elif isinstance(part, (Mapping, tuple)):
        for each in part.values() if isinstance(part, Mapping) else part:
            yield from _texts(each, lang, place, homes)
    elif is_dataclass(part):
        here = getattr(part, "place", None) or place
        for field in fields(part):
            if field.name not in _NOT_PRINTED:
                home = homes.get(field.name, here)
                for text, found in _texts(getattr(part, field.name), lang, home, homes):
                    yield (DATE_NAME.sub("a", text) if isinstance(part, TableSpec) else text), found
