"""Strategy: what was promised for some years, and the indicators that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.findings import Place
from reportgen.model.indicator import Localised


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells of a promise, goal or means.

    ``indicators`` show what came of it, ``targets`` what was aimed at. Where nothing measures it, both may be
    empty, and ``blank`` says why (empty texts otherwise).
    """

    indicators: tuple[str, ...]
    targets: tuple[str, ...]
    blank: Localised


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise to the residents: a short name, and its text as it was decided.

    ``translation`` is the id of the source that a translated text follows, "" for one made for this project.
    """

    id: str
    name: Localised
    text: Localised
    translation: str
    evidence: Evidence
    place: Place


@dataclass(frozen=True, slots=True)
class Means:
    """Something that is done to reach a goal, in short."""

    name: Localised
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as it was decided, and the means to reach it."""

    id: str
    name: Localised
    means: tuple[Means, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Focus:
    """A focus area of a theme; ``promises`` are ids of those that stand at its head."""

    id: str
    name: Localised
    promises: tuple[str, ...]
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class StrategyTheme:
    """A theme of the strategy with its focus areas."""

    id: str
    name: Localised
    promises: tuple[str, ...]
    focuses: tuple[Focus, ...]


@dataclass(frozen=True, slots=True)
class Strategy:
    """A strategy: its years as ISO period, its source, and its promises and themes in the source's order."""

    name: Localised
    period: str
    source: str
    vision: Localised
    translation: str
    promises: tuple[Promise, ...]
    themes: tuple[StrategyTheme, ...]
    place: Place

    def covers(self, year: int) -> bool:
        """Tell whether a year belongs to the period that the strategy was made for."""
        first, _, last = self.period.partition("/")
        return int(first[:4]) <= year <= int((last or first)[:4])
