"""The two pens of composing: abbreviations are explained, and citations numbered and placed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from reportgen.locales import NO_BREAK_SPACE, unit_in_words
from reportgen.model.citation import Citation
from reportgen.model.document import (
    Abbreviation,
    Chart,
    Cited,
    Datum,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Section,
    Strong,
    Text,
)
from reportgen.model.edition import Edition
from reportgen.model.indicator import UnitKind


@dataclass(slots=True)
class Expander:
    """Explains each abbreviation where the document uses it first: as an `Abbreviation`, or as a unit.

    ``waiting`` are those of texts that have not been used; a unit is explained by its own words, in the form
    that goes with its number. A passage in another language is left alone: the expansion would be in the
    wrong one. So is an abbreviation inside a compound or with an ending: it would be in the wrong form.
    """

    waiting: dict[str, str]
    edition: Edition
    lang: str
    log: Sequence[Citation]
    units: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, edition: Edition, lang: str, log: Sequence[Citation]) -> Self:
        """Return an expander for all abbreviations of an edition; ``log`` tells what its values are of."""
        known = {short: texts[lang] for short, texts in edition.abbreviations.items() if texts.get(lang)}
        return cls(known, edition, lang, log)

    def inlines(self, children: Inlines, path: str) -> Inlines:
        """Return the content with first uses marked."""
        return tuple(done for node in children for done in self._node(node))

    def chart(self, chart: Chart, path: str) -> Chart:
        """Leave a chart alone; its words are drawn."""
        return chart

    def _node(self, node: Inline) -> Inlines:
        match node:
            case Text(text):
                return self._split(text)
            case Cited(unit=unit) if unit and (words := self._unit(node)):
                return (replace(node, expansion=words),)
            case Strong(kids) | Emphasis(kids) | Link(_, kids):
                return (replace(node, children=self.inlines(kids, "")),)
            case _:
                return (node,)

    def _unit(self, node: Cited) -> str:
        """Return what a unit that stands for longer words is read as, at its first use."""
        unit = self.edition.catalogue.indicators[self.log[node.citation].indicator].unit
        short = node.unit.replace(NO_BREAK_SPACE, " ")
        spelled = {texts.get(self.lang) for texts in (unit.label, unit.one, unit.many)}
        is_short = short == unit.short.get(self.lang) and short not in spelled
        if not is_short or short in self.units or unit.kind is UnitKind.PERCENT:
            return ""
        self.units.add(short)
        self.waiting.pop(short, None)
        return unit_in_words(node.number, unit, self.lang)

    def _split(self, text: str) -> Inlines:
        if not self.waiting:
            return (Text(text),)
        # The longest first: SHQS before SH.
        words = "|".join(re.escape(word) for word in sorted(self.waiting, key=len, reverse=True))
        found = re.search(rf"(?<![\w-])(?:{words})(?!\w|[-:]\w)", text)
        if not found:
            return (Text(text),)
        word = found[0]
        before, after = text[: found.start()], text[found.end() :]
        marked = Abbreviation(word, self.waiting.pop(word))
        head = (Text(before),) if before else ()
        return (*head, marked, *(self._split(after) if after else ()))


@dataclass(slots=True)
class Placer:
    """Numbers the citations in reading order and gives each the path of its place.

    ``log`` holds the citations that values refer to by position; those that no value refers to are left
    out, and one that several values refer to becomes several.
    """

    log: Sequence[Citation]
    lang: str
    section: Section | None = None
    citations: list[Citation] = field(default_factory=list)

    def enter(self, section: Section) -> Self:
        """Say which section comes next."""
        self.section = section
        return self

    def inlines(self, children: Inlines, path: str) -> Inlines:
        """Return the content with its values referring to the new numbers, short ones kept by their nouns."""
        return tuple(_together([self._node(node, path) for node in children]))

    def chart(self, chart: Chart, path: str) -> Chart:
        """Return the chart with a citation recorded for each of its values."""
        data = tuple(self._datum(datum, f"{path}/data[{number}]") for number, datum in enumerate(chart.data))
        return replace(chart, data=data)

    def _datum(self, datum: Datum, path: str) -> Datum:
        assert self.section is not None
        if datum.value is None:
            return datum
        self.citations.append(
            Citation(
                indicator=datum.indicator,
                year=datum.year,
                base_year=None,
                value=datum.value,
                shown=datum.shown,
                lang=self.lang,
                section=self.section.id,
                path=path,
                template=self.section.template,
                line=None,
                form="chart short",
            )
        )
        return replace(datum, citation=len(self.citations) - 1)

    def _node(self, node: Inline, path: str) -> Inline:
        match node:
            case Cited(citation=number):
                self.citations.append(replace(self.log[number], path=path))
                return replace(node, citation=len(self.citations) - 1)
            case Strong(kids) | Emphasis(kids) | Link(_, kids) | Foreign(_, kids):
                return replace(node, children=self.inlines(kids, path))
            case _:
                return node


def _together(children: Sequence[Inline]) -> Iterator[Inline]:
    """Yield the content; a line never ends between a number of one or two digits and what it counts."""
    before: Inline | None = None
    for node in children:
        short = isinstance(before, Cited) and not before.unit and len(before.number) <= 2
        if short and isinstance(node, Text) and node.text.startswith(" "):
            yield Text(f"\u00a0{node.text[1:]}")
        else:
            yield node
        before = node
