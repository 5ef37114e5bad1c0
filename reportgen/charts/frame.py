"""The frame that a chart is drawn in: its size, its rows, and scales that it shares with other charts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """Where a chart is drawn. Lengths are points; ``rows`` counts downwards from the frame's top.

    ``rows`` holds the centre of each datum's bar, so that bars stand beside the rows of a table; when it is
    empty, a chart spreads its rows over the height. ``bar`` is the thickness of a bar; it shrinks where rows
    stand so close that the gap would be under 80 % of it. ``maximum`` is the top of the scale, ``days`` and
    ``people`` those of bars that count days and people: give them where several charts must compare
    (`reportgen.charts.largest` finds them). ``labels`` is False where a table beside the chart carries its
    labels and values; axes and missing values are labelled in any case.
    """

    width: float
    height: float
    rows: tuple[float, ...] = ()
    bar: float = 12.0
    maximum: Decimal | None = None
    days: Decimal | None = None
    people: Decimal | None = None
    labels: bool = True

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0 or self.bar <= 0:
            raise ValueError(f"a chart's frame and bars need a size above zero, not {self}")
