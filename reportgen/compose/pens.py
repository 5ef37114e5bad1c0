"""The two pens of composing: abbreviations are explained, and citations numbered and placed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from reportgen.locales import NO_BREAK_SPACE, unit_in_words
from reportgen.model.citation import Citation, Scribe
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
from reportgen.model.indicator import Unit, UnitKind

_LEAST = 3
"""Letters and signs of a unit that is recognised in a text, where a shorter one may be a word."""


@dataclass(slots=True)
class Expander:
    """Explains each abbreviation where the document uses it first: as an `Abbreviation`, or as a unit.

    ``names`` are what abbreviations stand for, those of units too. A unit beside its number is explained in
    the form that goes with the number. A passage in another language is left alone: the expansion would be
    in the wrong one. So is an abbreviation in a compound or with an ending: it would be in the wrong form.
    """

    names: Mapping[str, str]
    pattern: re.Pattern[str]
    edition: Edition
    lang: str
    log: Sequence[Citation]
    explained: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, edition: Edition, lang: str, log: Sequence[Citation]) -> Self:
        """Return an expander for all abbreviations of an edition; ``log`` tells what its values are of."""
        units = [one.unit for one in edition.catalogue.indicators.values()]
        names = {short: unit.label[lang] for unit in units if len(short := _short(unit, lang)) >= _LEAST}
        known = {short: texts[lang] for short, texts in edition.abbreviations.items() if texts.get(lang)}
        names |= known
        return cls(names, _pattern(names), edition, lang, log)

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
        if short != _short(unit, self.lang) or short in self.explained:
            return ""
        self.explained.add(short)
        # Units may share an abbreviation: it is read as what it is the abbreviation of.
        name, units = (
            self.names.get(short, ""),
            (one.unit for one in self.edition.catalogue.indicators.values()),
        )
        named = next((one for one in units if name and one.one.get(self.lang) == name), unit)
        return unit_in_words(node.number, named, self.lang)

    def _split(self, text: str) -> Inlines:
        done: list[Inline] = []
        end = 0
        for found in self.pattern.finditer(text):
            word = found[0].replace(NO_BREAK_SPACE, " ")
            if word in self.explained:
                continue
            self.explained.add(word)
            if found.start() > end:
                done.append(Text(text[end : found.start()]))
            done.append(Abbreviation(found[0], self.names[word]))
            end = found.end()
        return (*done, Text(text[end:])) if end < len(text) else tuple(done)


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds words that stand alone and uninflected; the longest first: SHQS before SH."""
    ordered = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w|[-:]\w)" if either else r"(?!)")


def _short(unit: Unit, lang: str) -> str:
    """Return what a unit is written as, where that stands for longer words; a percent sign does not."""
    short = unit.short.get(lang, "")
    spelled = {texts.get(lang) for texts in (unit.label, unit.one, unit.many)}
    return "" if unit.kind is UnitKind.PERCENT or short in spelled else short


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
        scribe = Scribe(self.lang, self.section.id, self.section.template, self.citations)
        number = scribe.cite(datum.indicator, datum.year, datum.value, datum.shown, "chart short", path=path)
        return replace(datum, citation=number)

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
