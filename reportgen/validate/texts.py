"""Rules on texts: no typed digits, and the same figures and blocks in every language.

Pure functions of what narrating read: template sources, citations and sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from reportgen.findings import Finding, Place, error, warning
from reportgen.model.citation import Citation
from reportgen.model.document import (
    Block,
    BulletList,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Reference,
    Section,
    Tiles,
)
from reportgen.model.edition import Edition
from reportgen.narrate import DATE_NAME, Narrative, has_digit, typed_text
from reportgen.validate.stored import stored_leftovers

_NOT_PRINTED = re.compile(r"(?<=\])\([^()\s]*\)|<(?:https?|mailto):[^>\s]*>|^\s*:::.*")
"""Addresses of links, and the lines that open a block."""

_Told = tuple[str, int, int | None]
"""An indicator, the year told of, and the year it is compared with."""


def check_texts(edition: Edition, narratives: Sequence[Narrative]) -> tuple[Finding, ...]:
    """Return all findings on the texts of an edition, given in the order of its languages.

    Every other language is compared with the first.
    """
    findings = [
        found
        for narrative in narratives
        for rule in (_alternatives, stored_leftovers)
        for found in rule(edition, narrative.lang)
    ]
    findings += [
        found
        for narrative in narratives
        for file, source in narrative.sources.items()
        for found in (
            *typed_digits(source, file, narrative.lang),
            *rejected_terms(source, file, narrative.lang, edition.rejected.get(narrative.lang, {})),
        )
    ]
    for other in narratives[1:]:
        findings += parity(narratives[0], other)
    return tuple(findings)


def _alternatives(edition: Edition, lang: str) -> Iterator[Finding]:
    """Yield an error for every alternative text of a chart, written by its author, with a typed digit."""
    for chart in edition.charts.values():
        place = chart.alt_place or chart.place
        text = DATE_NAME.sub("", chart.alt.get(lang, ""))
        for found in typed_digits(text, place.file, lang):
            yield replace(found, place=place)


def rejected_terms(source: str, file: str, lang: str, rejected: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning for every line with a word for which another term was chosen, inflected or not."""
    for line, text in typed_text(source):
        for word, term in rejected.items():
            if re.search(rf"(?<!\w){re.escape(word)}", text, re.IGNORECASE):
                message = f"'{word}' is written; the term chosen for it is '{term}'."
                yield warning("rejected-term", Place(file, line), message, f"Write '{term}'.", lang=lang)


def typed_digits(source: str, file: str, lang: str) -> Iterator[Finding]:
    """Yield an error for every line of a template with a digit that does not come from data.

    Digits in addresses and comments are free. Those inside tags are found when the text is told.
    """
    for line, text in typed_text(source):
        words = [word for word in _NOT_PRINTED.sub(" ", text).split() if has_digit(word)]
        if words:
            remedy = (
                'Ask for it: {{ "indicator.id" | number }}, {{ year }}, {{ date("id") }}; '
                'a name with a digit is a term: {{ term("id") }}.'
            )
            message = f"Digits are typed in the text: {' '.join(words)}"
            yield error("typed-digit", Place(file, line), message, remedy, lang=lang)


def parity(one: Narrative, other: Narrative) -> Iterator[Finding]:
    """Yield what two language versions do not have in common, section by section.

    A value told in one alone is an error; a value rounded for reading in one alone, and blocks that differ
    in kind, number or order, are warnings.
    """
    theirs = {section.id: section for section in other.sections}
    for section in one.sections:
        twin = theirs.get(section.id)
        if twin is None:
            continue
        mine, its = _citations(one, section), _citations(other, twin)
        yield from _told_alone(mine, its, twin)
        yield from _told_alone(its, mine, section)
        yield from _rounded_alone(mine, its)
        yield from _blocks_differ(section, twin, one.lang, other.lang)


def _citations(narrative: Narrative, section: Section) -> Mapping[_Told, list[Citation]]:
    told: dict[_Told, list[Citation]] = {}
    for citation in narrative.log:
        if citation.section == section.id and citation.indicator:
            key = (citation.indicator, citation.year, citation.base_year)
            told.setdefault(key, []).append(citation)
    return told


def _told_alone(
    mine: Mapping[_Told, list[Citation]], theirs: Mapping[_Told, list[Citation]], twin: Section
) -> Iterator[Finding]:
    for key in (key for key in mine if key not in theirs):
        first = mine[key][0]
        indicator, year, base = key
        what = f"'{indicator}' of {year}" + (f" compared with {base}" if base else "")
        message = f"{what} is told here and not in {twin.template}."
        remedy = "Tell it in both languages or in neither."
        yield error("parity-value", Place(first.template, first.line), message, remedy, lang=first.lang)


def _rounded_alone(
    mine: Mapping[_Told, list[Citation]], theirs: Mapping[_Told, list[Citation]]
) -> Iterator[Finding]:
    for key in (key for key in mine if key in theirs):
        if {_step(citation) for citation in mine[key]} != {_step(citation) for citation in theirs[key]}:
            first, twin = mine[key][0], theirs[key][0]
            shown = [", ".join(citation.shown for citation in found[key]) for found in (mine, theirs)]
            message = (
                f"'{key[0]}' is told as {shown[0]} here and as {shown[1]} in {twin.template}:{twin.line}."
            )
            remedy = "Round it the same way in both languages."
            yield warning(
                "parity-rounding", Place(first.template, first.line), message, remedy, lang=first.lang
            )


def _step(citation: Citation) -> str:
    """Return the step that a value was rounded to for reading, "" for an exact value."""
    kind, _, rest = citation.form.partition(" ")
    return rest.partition(" ")[0] if kind == "about" else ""


def _blocks_differ(section: Section, twin: Section, lang: str, other: str) -> Iterator[Finding]:
    pairs = zip_longest(_shapes(section.blocks), _shapes(twin.blocks), fillvalue="nothing")
    for number, (mine, its) in enumerate(pairs, start=1):
        if mine != its:
            message = f"Block {number} is {its} here ({other}) but {mine} in {section.template} ({lang})."
            remedy = "Give both languages the same blocks in the same order."
            yield warning("parity-structure", Place(twin.template), message, remedy, lang=other)
            return


def _shapes(blocks: Iterable[Block]) -> list[str]:
    return [_shape(block) for block in blocks]


def _shape(block: Block) -> str:
    """Return kind and size of a block; texts may differ in length and in their inner paragraphs."""
    match block:
        case Heading(level=level):
            return f"a heading of level {level}"
        case Paragraph(role=role):
            return "a paragraph" if role == "body" else f"a paragraph ({role})"
        case BulletList(items=items):
            return f"a list of {len(items)}"
        case KeyFigures(items=figures, role=role):
            return f"{role} of {len(figures)}"
        case Tiles(items=tiles, role=role):
            return f"{role} of {len(tiles)}"
        case Note(blocks=inner):
            return f"a note of {len(inner)}"
        case Reference(kind=kind, id=id):
            return f"{kind} {id}"
        case _:
            return type(block).__name__.lower()
