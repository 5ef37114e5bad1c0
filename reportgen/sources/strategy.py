"""The strategy of a project: ``strategy.toml`` with promises, themes, goals and means."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reportgen.model.strategy import Evidence, Focus, Goal, Means, Promise, Strategy, StrategyTheme
from reportgen.sources.edition import is_period
from reportgen.sources.toml_table import Incomplete, Table, refuse_twins


@dataclass(frozen=True, slots=True)
class StrategyKnown:
    """What a strategy may refer to; None where that is not known itself."""

    indicators: Collection[str] | None
    sources: Collection[str] | None


def read_strategy(file: Table, known: StrategyKnown) -> Strategy | None:
    """Return the strategy, None for a file without one."""
    if not file.data:
        return None
    head = file.child("strategy")
    promises = tuple(_promise(table, known) for table in file.items("promise", None))
    ids: Collection[str] = {promise.id for promise in promises}
    if file.is_vague("promise"):
        ids = Incomplete(dict.fromkeys(ids))
    strategy = Strategy(
        name=head.localised("name"),
        period=_period(head),
        source=head.reference("source", "source", known.sources, required=True),
        vision=head.localised("vision", required=False),
        translation=head.reference("translation", "source", known.sources),
        promises=promises,
        themes=tuple(_theme(table, ids, known) for table in file.items("theme")),
        place=head.place(),
    )
    head.close()
    file.close()
    for group in ("promise", "theme"):
        refuse_twins(file.items(group))
    return strategy


def _period(head: Table) -> str:
    """Return the years of a strategy; a period that no year lies in where it is not told as one."""
    period = head.text("period")
    if is_period(period):
        return period
    if period:
        head.report("date-unreadable", f"'{period}' is not a period.", "Write 2023/2025.", "period")
    return "0001"


def _promise(table: Table, known: StrategyKnown) -> Promise:
    promise = Promise(
        id=table.identity("id"),
        name=table.localised("name"),
        text=table.localised("text"),
        translation=table.reference("translation", "source", known.sources),
        evidence=_evidence(table, known, told=True),
        place=table.place(),
    )
    table.close()
    return promise


def _theme(table: Table, promises: Collection[str], known: StrategyKnown) -> StrategyTheme:
    theme = StrategyTheme(
        id=table.identity("id"),
        name=table.localised("name"),
        promises=table.references("promises", "promise", promises),
        focuses=tuple(_focus(inner, promises, known) for inner in table.items("focus")),
    )
    table.close()
    return theme


def _focus(table: Table, promises: Collection[str], known: StrategyKnown) -> Focus:
    focus = Focus(
        id=table.identity("id"),
        name=table.localised("name"),
        promises=table.references("promises", "promise", promises),
        goals=tuple(_goal(inner, known) for inner in table.items("goal", None)),
    )
    table.close()
    return focus


def _goal(table: Table, known: StrategyKnown) -> Goal:
    goal = Goal(
        id=table.identity("id"),
        name=table.localised("name"),
        means=tuple(_means(inner, known) for inner in table.items("means")),
        evidence=_evidence(table, known, told=True),
    )
    table.close()
    return goal


def _means(table: Table, known: StrategyKnown) -> Means:
    means = Means(table.localised("name"), _evidence(table, known, told=False))
    table.close()
    return means


def _evidence(table: Table, known: StrategyKnown, *, told: bool) -> Evidence:
    """Read what tells of something; where ``told``, nothing to tell must say why."""
    evidence = Evidence(
        indicators=table.references("indicators", "indicator", known.indicators),
        targets=table.references("targets", "indicator", known.indicators),
        blank=table.localised("blank", required=False),
    )
    says_why = any(evidence.blank.values())
    if told and not table.data.get("indicators") and not says_why:
        message = "No indicator tells of this, and nothing says why."
        table.report("missing-evidence", message, "Name indicators, or say in 'blank' why there are none.")
    if evidence.indicators and says_why:
        message = "It has both indicators and a reason for having none."
        table.report("missing-evidence", message, "Delete 'blank' or the indicators.", "blank")
    return evidence
