"""Indicators and their observations: the figures of a publication and where each came from.

Values are `decimal.Decimal`, exactly as their source prints them; a missing value is ``None`` with a
status and a note, never NaN. Status codes are those of SDMX ``CL_OBS_STATUS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from reportgen.findings import Place

Localised = Mapping[str, str]
"""A text by language code, e.g. ``{"fi": "Henkilöstö", "sv": "Personal"}``."""

Direction = Literal["up", "down", "neutral"]
Formula = Literal["sum", "difference", "per_day", "share"]


class Status(StrEnum):
    """Observation status, SDMX CL_OBS_STATUS."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    NOT_APPLICABLE = "M"
    MISSING = "O"
    PROVISIONAL = "P"
    UNCONFIRMED = "U"


class UnitKind(StrEnum):
    """What arithmetic and printing a unit allows."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    INDEX = "index"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure. ``short`` stands in tables and tiles ("milj. €"), ``one`` and ``many`` in text.

    ``change_many`` names a difference of two values (percentage points, points of an index).
    Any of them may be empty, when the unit is never printed (a count of persons, say).
    """

    id: str
    kind: UnitKind
    label: Localised
    short: Localised
    one: Localised
    many: Localised
    change_one: Localised
    change_many: Localised
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a derived indicator follows from others: no value of it is typed anywhere.

    ``sum`` adds, ``difference`` is first minus second, ``per_day`` divides by the days of the year,
    ``share`` is first over second in percent. The result is rounded to the indicator's decimals when shown.
    With ``before``, only earlier years are derived, and from that year on values are stored.
    """

    kind: Formula
    of: tuple[str, ...]
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is counted or measured.

    ``decimals`` is how its values are shown; ``good`` tells whether a rise is good news; ``part_of``
    names the indicator that this one and its siblings must add up to; ``growth`` says that a percentage
    measures a change and may lie outside 0 to 100. ``follows`` names indicators that earlier years were
    counted by in another scope, never to be joined with this one, and ``comparability`` says in a sentence
    with which years it can be compared, and why not with others.
    """

    id: str
    theme: str
    unit: Unit
    decimals: int
    good: Direction
    label: Localised
    short: Localised
    definition: Localised
    part_of: str | None
    derivation: Derivation | None
    area: str | None
    place: Place
    growth: bool = False
    follows: tuple[str, ...] = ()
    comparability: Localised = field(default_factory=dict)

    def derived_in(self, year: int) -> Derivation | None:
        """Return how the values of a year follow from others, None where they are stored."""
        formula = self.derivation
        return formula if formula and (formula.before is None or year < formula.before) else None


@dataclass(frozen=True, slots=True)
class Source:
    """A published document that values were read from; ``language`` is the one it is written in."""

    id: str
    title: Localised
    publisher: Localised
    year: int
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of one indicator in one year, with its provenance.

    ``decimals`` is how exact this value is where that differs from the indicator: 1 beside an indicator
    shown in whole percent, -3 for a count that its source rounded to thousands.
    """

    indicator: str
    year: int
    value: Decimal | None
    status: Status
    source: str
    source_place: str
    note: Localised
    place: Place
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that indicators are grouped under; a sheet of the appendix."""

    id: str
    label: Localised


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators, units, themes and sources that a project knows, in the order of the file."""

    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    themes: Mapping[str, Theme]
    sources: Mapping[str, Source]
    files: tuple[str, ...] = field(default=())
