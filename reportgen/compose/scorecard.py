"""The scorecard: the promises of a strategy, each with the indicators that tell of it or why none does."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.compose.figures import Figures
from reportgen.locales import period_text
from reportgen.model.document import Cell, Row, Table, Text
from reportgen.model.standing import standing
from reportgen.model.strategy import Promise, Strategy


def scorecard(strategy: Strategy, number: int, figures: Figures) -> Table:
    """Return a table whose groups of rows are the promises, in the strategy's order.

    A group begins with the promise's name, which heads all its rows, and its text as it was decided. Below
    come a row for each indicator and target, or one that says why nothing measures the promise.
    """
    words, year = figures.words, figures.edition.year
    heads = ("promise", "measure", str(year), "compared", "verdict")
    name = f"{strategy.name[figures.lang]} {period_text(strategy.period, figures.lang)}"
    return Table(
        id="scorecard",
        caption=(Text(f"{words['table']} {number}. {words['scorecard.caption'].format(name=name)}."),),
        header=tuple(Cell((Text(words.get(f"scorecard.{head}", head)),)) for head in heads),
        rows=tuple(row for promise in strategy.promises for row in _group(promise, figures)),
    )


def _group(promise: Promise, figures: Figures) -> Iterator[Row]:
    evidence, lang = promise.evidence, figures.lang
    told = [
        *(_result(id, figures) for id in evidence.indicators),
        *(_target(id, figures) for id in evidence.targets),
    ]
    rows = told or [_blank(evidence.blank.get(lang, ""), figures)]
    name = Cell((Text(promise.name[lang]),), rows=len(rows) + 1)
    yield Row((name, Cell((Text(promise.text[lang]),), columns=4)))
    yield from rows


def _result(id: str, figures: Figures) -> Row:
    """Return what came of a promise: the value, the one that it compares with, and which way it went."""
    one, words = standing(figures.edition, id), figures.words
    known = (_label(id, figures), figures.cell(id, one.year))
    verdict = words[f"scorecard.{one.verdict}"]
    if one.base is None:
        return Row((*known, Cell((Text(verdict),), columns=2)), indicator=id)
    old = figures.cell(id, one.base)
    compared = Cell((*old.children, Text(f" ({one.base})")), old.value)
    return Row((*known, compared, Cell((Text(verdict),), way=one.way or "")), indicator=id)


def _target(id: str, figures: Figures) -> Row:
    aim = Cell((Text(figures.words["scorecard.aim"]),), columns=2)
    return Row((_label(id, figures), figures.cell(id, figures.edition.year), aim), indicator=id)


def _label(id: str, figures: Figures) -> Cell:
    return Cell((Text(figures.indicator(id).label[figures.lang]),))


def _blank(reason: str, figures: Figures) -> Row:
    words = figures.words
    why = Cell((Text(reason or words["scorecard.no_reason"]),), columns=3)
    return Row((Cell((Text(words["scorecard.unmeasured"]),)), why))
