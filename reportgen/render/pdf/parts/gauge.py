"""The gauge: a basin whose water stands at the share of a target that is reached, with its words in it.

Up to its target the mark is the basin's upper edge. Beyond it the water rises over the mark. The words find
their places whatever the level; a giant figure that finds none stands under the basin, which is then lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.model import document as doc
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import Beside, Box, Stack
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.page import NORMAL, PageDesign, Row
from reportgen.render.pdf.parts.figures import fitted, giant, shrunk
from reportgen.render.pdf.parts.sea import STEEPEST
from reportgen.render.pdf.parts.tables import chart_figure
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import INKS, Make, Spot, blank, down, stand

TOP, FOOT = 138.0, 522.0
LEAST_DEPTH = 132.0
"""Points between the edges of a basin without a giant figure in it."""
BELOW = 34.0
"""White space under the basin."""
LINE = 1.5
AIR = 18.0
"""Points over the water of a target that is exceeded."""
HANG, SUNK, SHALLOW = 14.0, 48.0, 24.0
"""Points from a mark to the words that hang from it, and from the surface to a giant figure in the water."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge as drawn down to a ``foot``. ``hero`` is its giant figure, ``extra`` says what is left."""

    desk: Desk
    chart: doc.Chart
    hero: doc.KeyFigure | None
    extra: doc.KeyFigure | None
    share: float
    foot: float = FOOT
    close: bool = False

    @property
    def _unit(self) -> float:
        """The height of the target."""
        return (self.foot - TOP) if self.share <= 1 else (self.foot - TOP - AIR) / self.share

    @property
    def mark(self) -> float:
        """Where the target is, in points from the page's top."""
        return self.foot - self._unit

    @property
    def level(self) -> float:
        """Where the water stands."""
        return self.foot - self.share * self._unit

    def paint(self, pen: Pen, *, plate: bool = True) -> bool:
        """Draw the gauge with its words; return whether all of them found a place without a plate."""
        self._basin(pen)
        return all([self._title(pen, plate), self._rest(pen, plate), self._figure(pen, plate)])

    def _basin(self, pen: Pen) -> None:
        desk, grid, theme = self.desk, pen.theme.grid, pen.theme
        left, right = -grid.bleed, grid.width + grid.bleed
        depth = self.foot - self.level
        pen.rect(left, TOP, right - left, self.foot - TOP, "neutral")
        with chart_figure(desk, pen, self.chart, 0, TOP, grid.width, self.foot - TOP):
            if depth:
                water = theme.waves["water"]
                wave = replace(water, amplitude=min(water.amplitude, STEEPEST * depth))
                pen.path(artwork.band(theme, wave, self.level, left, right, self.foot), fill="primary")
            ink = "primary" if self.share < 1 else "primary-text"
            pen.rect(left, self.mark, right - left, LINE, ink)
            high, low = sorted((self.level, self.mark))
            pen.rect(grid.x(9) - 12, high, LINE, low - high, ink)

    def _title(self, pen: Pen, plate: bool) -> bool:
        inks, grid = self.desk.reading.ink(self.chart, "title"), pen.theme.grid
        if not inks:
            return True

        def make(ink: str) -> Box:
            usual = ink == INKS[0]
            return self.desk.text(inks, "body", colour=None if usual else ink, strong=ink)

        return self._hang(pen, make, Spot(grid.x(1), self.mark + HANG, grid.span(7)), plate)

    def _rest(self, pen: Pen, plate: bool) -> bool:
        item, grid, desk = self.extra, pen.theme.grid, self.desk
        if item is None:
            return True
        words = [*desk.reading.ink(item, "label"), *desk.reading.ink(item, "text")]

        def make(ink: str) -> Box:
            number = fitted(desk, item, grid.span(4), 34, ink, unit_size=12)
            colour = None if ink == INKS[0] else ink
            return Stack().add(0, number).add(7, desk.text(words, "body", colour=colour))

        # What exceeds the target is told between the mark and the surface, if there is room.
        first = self.mark if self.share <= 1 else self.level
        return self._hang(pen, make, Spot(grid.x(9), first + HANG, grid.span(4)), plate)

    def _hang(self, pen: Pen, make: Make, first: Spot, plate: bool) -> bool:
        """Write words under the mark, in the air or in the water, or else over it."""
        last = self.foot - HANG
        over = Spot(first.x, self.level + HANG, first.width)
        return stand(pen, make, [*down(first, last), *down(over, last)], plate=plate) is not None

    def _figure(self, pen: Pen, plate: bool) -> bool:
        if self.hero is None:
            return True
        item, grid = self.hero, pen.theme.grid
        width = grid.span(12)

        def make(ink: str) -> Box:
            return hero(self.desk, item, ink, close=self.close)

        height = make(INKS[0]).height(width)
        usual = Spot(grid.x(1), self.level + SUNK, width)
        spots = [usual] if usual.y + height <= self.foot else []
        for air in (SUNK, SHALLOW):
            spots += down(replace(usual, y=self.level + air), self.foot - height - HANG)
        inks = ("primary-text",)
        return bool(spots) and stand(pen, make, spots, inks=inks, air=1.0, plate=plate) is not None


def gauge(
    desk: Desk, chart: doc.Chart, hero_block: doc.KeyFigures | None, extra: doc.KeyFigures | None
) -> tuple[Gauge, list[Row]]:
    """Return the gauge that suits its words, and the rows under it for what stands not in it.

    How much of its target a gauge may show is a rule on its values, `model.chartrules`.
    """
    giant_item = hero_block.items[0] if hero_block is not None and hero_block.items else None
    left = extra.items[0] if extra is not None and extra.items else None
    whole = Gauge(desk, chart, giant_item, left, _share(chart))
    for tried in (whole, replace(whole, close=True)):
        if tried.paint(blank(desk.theme, desk.faces), plate=False):
            return tried, []
    if giant_item is None:
        return whole, []
    box = hero(desk, giant_item, INKS[0])
    depth = FOOT - TOP - BELOW - box.height(desk.theme.grid.span(12))
    lower = replace(whole, hero=None, foot=TOP + max(depth, LEAST_DEPTH))
    return lower, [Row([(1, 12, box)], NORMAL)]


def _share(chart: doc.Chart) -> float:
    """Return what is reached of the target; a value that is missing is nothing reached."""
    reached, target = (datum.value or Decimal(0) for datum in chart.data)
    return float(reached / target) if target else 0.0


def hero(desk: Desk, item: doc.KeyFigure, ink: str, *, close: bool = False) -> Box:
    """Return the giant figure of a gauge with its unit and label at its right."""
    grid = desk.theme.grid
    number = giant(desk, item, 6, colour=ink, with_unit=False)
    role, air = ("body-large", 8) if close else ("lead", 16)
    side = Stack()
    unit = only(desk.reading.ink(item, "value"), "unit")
    offset = grid.x(7) - grid.x(1) + 22
    width = grid.span(12) - offset
    if unit:
        side.add(0, shrunk(desk, unit, "figure", width, 26, leading=28, colour=ink))
    side.add(air, desk.text(desk.reading.ink(item, "label"), role, colour=ink))
    text = desk.reading.ink(item, "text")
    if text:
        side.add(0.75 * air, desk.text(text, role, colour=ink))
    return Beside([(0, grid.span(6), number), (offset, width, side)])


def gauge_page(design: PageDesign, made: tuple[Gauge, list[Row]]) -> None:
    """Put a gauge behind a page, and what follows under it."""
    drawn, rows = made

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        drawn.paint(pen)

    design.backdrop = backdrop
    design.top = drawn.foot + BELOW
    design.add(*rows)
