"""Kinds of charts: what each takes, which options it has, how it stands on a page, and how it is told.

All that is known of a kind stands here, but for two things: how it is drawn (`reportgen.charts.kinds`) and
its words in each language (``chart_kind`` of the fixed strings).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.model.chartrules import (
    Rule,
    countable,
    enough_target,
    on_its_scale,
    part_of_whole,
    parts_of_whole,
    shares,
    under_its_maximum,
    zero_or_more,
)

OptionType = Literal["flag", "choice", "whole", "number", "colour", "colours", "indicators", "date"]
"""``indicators`` are some of those that the chart lists, ``colours`` roles of the theme, a ``date`` of
``[dates]``."""

Units = Literal["one", "counts", "percent", "areas"]
"""Which units go together: one; any that count things, or one; percent; percent, and counts of the same
areas, each area once."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that a chart leaves to its author. Numbers lie above zero; ``most`` ends a whole or a list."""

    type: OptionType
    choices: tuple[str, ...] = ()
    most: int = 0


@dataclass(frozen=True, slots=True)
class ChartKind:
    """What is true of every chart of a kind.

    ``takes`` says in words which indicators it lists, ``indicators`` and ``years`` from how many to how many
    (years with those between them); ``units`` which of them go together. ``rules`` judge its values, in this
    order: what breaks one is not judged by the next.

    ``height`` in points is what the flow gives it; one that ``hangs`` from its frame's top takes what it
    needs instead. ``paired`` charts stand two to a line. ``recipe`` names the sentences that its text
    alternative is made of. ``compares``: it shows nothing but the change between years. ``constants``: all
    but its first indicator are the same in every year. ``keyed``: a legend names its part and the rest.
    ``worded``: its names and values are text beside the drawing.
    """

    takes: str
    indicators: tuple[int, int]
    years: tuple[int, int] = (1, 1)
    units: Units = "one"
    rules: tuple[Rule, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict, hash=False)
    height: float = 150.0
    hangs: bool = False
    paired: bool = False
    recipe: Literal["values", "part", "reached", "scale"] = "values"
    compares: bool = False
    constants: bool = False
    keyed: bool = False
    worded: bool = False


LONGEST = 40
"""Most years that an axis has room for, those between the first and the last included."""

_PERIOD = {"period": Option("date")}
_ACCENT = {"accent": Option("colour"), **_PERIOD}
_TOTALS = {"no_bar": Option("indicators"), **_ACCENT}

KINDS: Mapping[str, ChartKind] = {
    "bars": ChartKind(
        takes="one to 20 indicators",
        indicators=(1, 20),
        units="counts",
        rules=(zero_or_more, under_its_maximum),
        options={
            "form": Option("choice", ("filled",)),
            "legend": Option("flag"),
            "outlined_max": Option("number"),
            **_TOTALS,
        },
    ),
    "columns": ChartKind(
        takes="one indicator over one to 40 years",
        indicators=(1, 1),
        years=(1, LONGEST),
        rules=(zero_or_more,),
        options=_ACCENT,
        paired=True,
    ),
    "dots": ChartKind(
        takes="two indicators: a part, then the whole that it is part of, both at most 2,000",
        indicators=(2, 2),
        units="counts",
        rules=(zero_or_more, countable, part_of_whole),
        options={"rows": Option("whole", most=100), **_ACCENT},
        height=200.0,
        recipe="part",
        keyed=True,
    ),
    "gauge": ChartKind(
        takes="two indicators: what is reached, then its target",
        indicators=(2, 2),
        rules=(zero_or_more, enough_target),
        options=_PERIOD,
        recipe="reached",
    ),
    "meters": ChartKind(
        takes="one to 12 indicators in percent",
        indicators=(1, 12),
        units="percent",
        rules=(shares,),
        options=_ACCENT,
        hangs=True,
    ),
    "pair": ChartKind(
        takes="one indicator in two years",
        indicators=(1, 1),
        years=(2, 2),
        rules=(zero_or_more,),
        options=_ACCENT,
        paired=True,
        compares=True,
    ),
    "scale": ChartKind(
        takes="a value in one or two years, its least, its greatest and, if there is one, where excellence "
        "begins",
        indicators=(3, 4),
        years=(1, 2),
        rules=(on_its_scale,),
        options={"signed": Option("flag"), "ticks": Option("whole", most=20), **_PERIOD},
        hangs=True,
        recipe="scale",
        compares=True,
        constants=True,
    ),
    "sea": ChartKind(
        takes="the share of each service area in percent and, if there is one, a count of each",
        indicators=(1, 20),
        units="areas",
        rules=(zero_or_more, parts_of_whole),
        options=_PERIOD,
        worded=True,
    ),
    "series": ChartKind(
        takes="one to three indicators over one to 40 years",
        indicators=(1, 3),
        years=(1, LONGEST),
        options={"colours": Option("colours", most=3), **_PERIOD},
        paired=True,
    ),
    "split": ChartKind(
        takes="one to eight parts of a whole, and the whole if no_bar names it",
        indicators=(1, 9),
        rules=(zero_or_more, parts_of_whole),
        options=_TOTALS,
        hangs=True,
    ),
}
"""The kinds that ``kind`` of a ``[chart.ID]`` may name."""
