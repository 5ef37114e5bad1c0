"""Kinds of charts: what each draws on a sheet, by the name that chart specifications use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from reportgen.charts.frame import ChartFrame
from reportgen.charts.kinds.bars import bars
from reportgen.charts.kinds.columns import columns, pair
from reportgen.charts.kinds.dots import dots
from reportgen.charts.kinds.meters import meters
from reportgen.charts.kinds.scale import scale
from reportgen.charts.kinds.series import series
from reportgen.charts.kinds.split import split
from reportgen.model.document import Chart

if TYPE_CHECKING:
    from reportgen.charts.sheet import Sheet

Draw = Callable[["Sheet", Chart, ChartFrame], None]

KINDS: Mapping[str, Draw] = {
    "bars": bars,
    "columns": columns,
    "dots": dots,
    "meters": meters,
    "pair": pair,
    "scale": scale,
    "series": series,
    "split": split,
}
"""The kinds that `reportgen.charts.draw` knows."""

OPTIONS: Mapping[str, frozenset[str]] = {
    "bars": frozenset({"accent", "form", "legend", "no_bar", "outlined_max"}),
    "columns": frozenset({"accent", "no_bar"}),
    "dots": frozenset({"accent", "no_bar", "rows"}),
    "meters": frozenset({"accent", "no_bar"}),
    "pair": frozenset({"accent", "no_bar"}),
    "scale": frozenset({"excellent", "max", "min", "signed", "ticks", "value"}),
    "series": frozenset({"colours", "no_bar"}),
    "split": frozenset({"accent", "no_bar"}),
}
"""The options that each kind reads; what they mean stands with the kind."""
