"""How each kind of chart is drawn on a sheet, by the names of `reportgen.model.chartkind`."""

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

DRAWINGS: Mapping[str, Draw] = {
    draw.__name__: draw for draw in (bars, columns, dots, meters, pair, scale, series, split)
}
"""The kinds that stand in a frame. The sea and the gauge fill a page: the layouts of these draw them."""
