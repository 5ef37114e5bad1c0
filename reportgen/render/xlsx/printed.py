"""Where the publication prints a figure, and which number its text says there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.locales import strings
from reportgen.model.citation import Citation, Position
from reportgen.model.edition import Edition

_NUMBER = re.compile("([+\u2212-]?)(\\d{1,3}(?:\u00a0\\d{3})+|\\d+)(?:,(\\d+))?(?![\\d,])")


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures that a publication shows, in reading order, and where they stand, by their number."""

    citations: Sequence[Citation]
    positions: Mapping[int, Position]


@dataclass(frozen=True, slots=True)
class Use:
    """One figure as it is printed once or more: in which ``texts``, and in which sections and pages."""

    citation: Citation
    texts: tuple[str, ...]
    places: str


def printed_uses(printed: Printed, edition: Edition, lang: str) -> tuple[Use, ...]:
    """Return every figure printed, each once: those of one value, base year, number and rounding are one.

    Words beside the number do not part them, so that every language has the same figures.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, citation in enumerate(printed.citations):
        told = citation.form if citation.form.startswith(("about", "change", "fraction")) else ""
        number_told = str(printed_number(citation))
        key = (citation.indicator, citation.year, citation.base_year or 0, told, number_told)
        groups[key].append(number)
    order = {id: place for place, id in enumerate(edition.catalogue.indicators)}
    sortable = sorted(groups.items(), key=lambda pair: (order[str(pair[0][0])], *map(str, pair[0][1:])))
    return tuple(
        Use(
            printed.citations[numbers[0]],
            tuple(dict.fromkeys(printed.citations[number].shown for number in numbers)),
            _places(printed, numbers, edition, lang),
        )
        for _, numbers in sortable
    )


def places_by_figure(printed: Printed | None, edition: Edition, lang: str) -> Mapping[tuple[str, int], str]:
    """Return in words where each figure is printed, by indicator and year; a change uses both its years."""
    if printed is None:
        return {}
    numbers: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, citation in enumerate(printed.citations):
        for year in {citation.year, citation.base_year} - {None}:
            assert year is not None
            numbers[citation.indicator, year].append(number)
    return {key: _places(printed, found, edition, lang) for key, found in numbers.items()}


def places_by_indicator(printed: Printed | None, edition: Edition, lang: str) -> Mapping[str, str]:
    """Return in words where any year of each indicator is printed."""
    if printed is None:
        return {}
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, citation in enumerate(printed.citations):
        numbers[citation.indicator].append(number)
    return {id: _places(printed, found, edition, lang) for id, found in numbers.items()}


def printed_number(citation: Citation) -> Decimal | None:
    """Return the number that a shown text says in the indicator's unit (79 for "79 %"), or None.

    The text is read as a reader would: groups parted by no-break spaces, a decimal comma, U+2212. A share
    told by a word ("puolet") is the percentage that the language's own strings give the word to.
    """
    if citation.form == "fraction":
        words = strings(citation.lang)
        keys = (key for key, word in words.items() if key.startswith("fraction."))
        found = [key for key in keys if words[key].casefold() == citation.shown.casefold()]
        return Decimal(found[0].partition(".")[2]) if found else None
    match = _NUMBER.match(citation.shown)
    if match is None:
        return None
    number = Decimal(match[2].replace("\u00a0", "") + (f".{match[3]}" if match[3] else ""))
    return -number if match[1] in ("-", "\u2212") else number


def _places(printed: Printed, numbers: Iterable[int], edition: Edition, lang: str) -> str:
    names = {section.id: section.name[lang] for section in edition.sections}
    pages: dict[str, set[int]] = {}
    for number in numbers:
        section = printed.citations[number].section
        at = printed.positions.get(number)
        pages.setdefault(section, set()).update({at.page} if at else ())
    page = strings(lang)["appendix.page_short"]
    return "; ".join(
        names.get(section, section) + (f" ({page} {', '.join(map(str, sorted(found)))})" if found else "")
        for section, found in pages.items()
    )
