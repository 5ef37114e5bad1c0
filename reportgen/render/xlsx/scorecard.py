"""The strategy scorecard: promises, goals and means, each with what tells of it, or why nothing does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.findings import Place
from reportgen.locales import period_text
from reportgen.model.edition import Edition
from reportgen.model.standing import standing
from reportgen.model.strategy import Evidence, Focus, Strategy
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry, number_format
from reportgen.render.xlsx.entries import source_text, status_entry, value_entry
from reportgen.render.xlsx.figures import DIGITS, figure, full_title
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import Column, Sheet

Strings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A promise, a goal or a means: which it is, where it belongs, what it says, and its evidence."""

    kind: str
    under: str
    words: str
    evidence: Evidence


def scorecard_sheet(edition: Edition, lang: str, names: Names, strategy: Strategy, text: Strings) -> Sheet:
    """Return the scorecard: a row for each indicator or target of an item, one for an item without any."""
    lines = tuple(_lines(edition, lang, strategy, text))
    count = sum(1 for _ in _items(strategy, lang))
    return Sheet(
        table="scorecard",
        name=names.scorecard,
        title=f"{strategy.name[lang]} {period_text(strategy.period, lang)}",
        holds=text["scorecard.holds"].format(title=full_title(edition, lang)),
        lines=(
            text["scorecard.message"].format(count=count, vision=strategy.vision[lang]),
            text["workbook.source_line"].format(source=source_text(edition, lang, strategy.source)),
            text["appendix.unit_line"],
        ),
        columns=(
            Column(text["appendix.kind"], 8),
            Column(text["scorecard.under"], 18, breaks=True),
            Column(text["scorecard.words"], 27),
            Column(text["scorecard.role"], 9),
            Column(text["column.indicator"], 20),
            Column(text["column.unit"], 12, breaks=True),
            Column(str(edition.year), 6, "header-number"),
            Column(text["column.status"], 5, "header-centre"),
            Column(text["scorecard.compared"], 6, "header-number"),
            Column(text["column.year"], 5, "header-number"),
            Column(text["change"], 6, "header-number"),
            Column(text["scorecard.verdict_or_blank"], 20),
            Column(text["column.id"], 25, breaks=True),
        ),
        rows=lines,
        notes=(text["scorecard.note"],),
        air=2.5,
        contents=text["scorecard.contents"],
    )


def _items(strategy: Strategy, lang: str) -> Iterator[Item]:
    for promise in strategy.promises:
        yield Item("promise", "", promise.text[lang], promise.evidence)
    for theme in strategy.themes:
        for focus in theme.focuses:
            yield from _goals(f"{theme.name[lang]}: {focus.name[lang]}", focus, lang)


def _goals(under: str, focus: Focus, lang: str) -> Iterator[Item]:
    for goal in focus.goals:
        yield Item("goal", under, goal.name[lang], goal.evidence)
        for means in goal.means:
            yield Item("means", goal.name[lang], means.name[lang], means.evidence)


def _lines(edition: Edition, lang: str, strategy: Strategy, text: Strings) -> Iterator[Line]:
    for item in _items(strategy, lang):
        head = (
            Entry(text[f"scorecard.{item.kind}"], "small"),
            Entry(item.under, "small", place=strategy.place),
            Entry(item.words, "small-strong" if item.kind == "promise" else "small", place=strategy.place),
        )
        evidence = item.evidence
        told = [*(("result", id) for id in evidence.indicators), *(("target", id) for id in evidence.targets)]
        for number, (role, id) in enumerate(told, start=1):
            row = _told(edition, lang, role, id, text)
            yield Line((*head, *row), last=number == len(told))
        if not told:
            yield Line((*head, *_blank(evidence.blank.get(lang, ""), strategy.place, text)), last=True)


def _told(edition: Edition, lang: str, role: str, id: str, text: Strings) -> tuple[Entry, ...]:
    one, none = edition.catalogue.indicators[id], Entry(None, "small")
    new, stand = figure(edition, one, edition.year), standing(edition, id)
    old, year, change = none, none, none
    if stand.base is not None:
        old = value_entry(figure(edition, one, stand.base))
        year = Entry(stand.base, "number", "0")
    if stand.comparison is not None:
        gap = DIGITS.plus(stand.comparison.change)
        shown = number_format(stand.comparison.shown_decimals, gap, signed=True)
        change = Entry(gap, "number", shown, place=one.place)
    verdict = text[f"scorecard.{stand.verdict}"] if role == "result" else ""
    return (
        Entry(text[f"scorecard.{role}"], "small"),
        Entry(one.label[lang], "small", place=one.place),
        Entry(one.unit.label[lang], "small", place=one.unit.place),
        value_entry(new, "number-strong"),
        status_entry(new.status, text),
        old,
        year,
        change,
        Entry(verdict, "small"),
        Entry(id, "small"),
    )


def _blank(reason: str, place: Place, text: Strings) -> tuple[Entry, ...]:
    empty = Entry(None, "small")
    return (
        Entry(text["scorecard.none"], "small"),
        *(empty for _ in range(7)),
        Entry(reason or text["scorecard.no_reason"], "small", place=place),
        empty,
    )
