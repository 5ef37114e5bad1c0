"""The page: rows hung from the content line, waterlines between them, and the rule that spreads them.

A page is composed, not filled: each gap knows its least, usual and greatest size, and free space goes
into the gaps in proportion until each is at its greatest. What is left stays at the foot, above the footer
or under the last waterline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportgen.model import document as doc
from reportgen.reading import Ink
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import Box
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Grid, Theme


@dataclass(frozen=True, slots=True)
class Gap:
    """White space above a row, in points."""

    least: float
    usual: float
    most: float


GOLDEN = 0.61803
"""Multiples of this spread evenly over a wavelength, so that no two sections' waves look alike."""

LOWER_PHASE = 50.0
"""The lower edge of a band of water, so that it does not run parallel to the upper one."""

NONE = Gap(0, 0, 0)
TIGHT = Gap(6, 12, 18)
NORMAL = Gap(12, 24, 36)
WIDE = Gap(24, 36, 60)
LOOSE = Gap(24, 48, 84)
SUNK = Gap(-6.5, -6.5, -6.5)
"""A giant figure ends under the troughs of its water, or a sliver of paper would part them."""
ABOVE = Gap(22, 26, 30)
"""A figure with a comma stands over the water, or its comma would drown, and so does a small one."""


class Stretch(Protocol):
    """A box that can be made taller."""

    extra: float


@dataclass(slots=True)
class Row:
    """Boxes on one line: (column from 1, columns, box). ``floats`` rows are drawn before any water.

    ``stretch`` is a box of the row that grows when the page has height to spare, ``leads`` says that no page
    ends between the row and the next.
    """

    cells: Sequence[tuple[float, float, Box]]
    gap: Gap = NORMAL
    floats: bool = False
    stretch: Stretch | None = None
    leads: bool = False

    def height(self, grid: Grid) -> float:
        """The tallest cell."""
        return max((box.height(grid.span(span)) for _, span, box in self.cells), default=0.0)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw every cell from the row's top."""
        grid = pen.theme.grid
        for column, span, box in self.cells:
            box.draw(pen, grid.x(column), y, grid.span(span))


@dataclass(slots=True)
class Waterline:
    """The level where a coloured ground begins, a wave as its edge. It ends at the foot or at ``depth``.

    ``label`` is (column, columns, box), set in the middle of the depth.
    """

    colour: str
    gap: Gap = NORMAL
    wave: str = "water"
    depth: float | None = None
    under: float = 0.0
    label: tuple[float, float, Box] | None = None

    def height(self, grid: Grid) -> float:
        """What it takes in the flow: its depth, or the room under the crest before the next row."""
        return self.under if self.depth is None else self.depth

    def paint(self, pen: Pen, y: float, seed: int) -> None:
        """Paint the ground from ``y`` down, past the trim at both sides; the seed shifts the wave."""
        theme = pen.theme
        grid, wave = theme.grid, theme.waves[self.wave]
        left, right, foot = -grid.bleed, grid.width + grid.bleed, grid.height + grid.bleed
        length = grid.width / wave.per_width
        shift = seed * GOLDEN % 1 * length
        phase = wave.phase + shift
        if self.depth is None:
            pen.path(artwork.band(theme, wave, y, left, right, foot, phase=phase), fill=self.colour)
        else:
            foot, under = y + self.depth, LOWER_PHASE + shift
            edge = artwork.band(theme, wave, y, left, right, foot, lower=wave, lower_phase=under, phase=phase)
            pen.path(edge, fill=self.colour)

    def write_label(self, pen: Pen, y: float) -> None:
        """Set the label in the middle of the water."""
        if self.label is None or self.depth is None:
            return
        column, span, box = self.label
        width = pen.theme.grid.span(span)
        box.draw(pen, pen.theme.grid.x(column), y + (self.depth - box.height(width)) / 2 + 1, width)


Item = Row | Waterline
Backdrop = Callable[[Pen, Sequence[float]], None]
"""Paints behind a page's items, given their tops."""


@dataclass(slots=True)
class PageDesign:
    """One page of a section: ground, title, items from the content line down, and who paints behind them."""

    section: doc.Section
    items: list[Item] = field(default_factory=list)
    ground: str = "ground"
    ink: str = "primary"
    top: float | None = None
    bottom: float | None = None
    backdrop: Backdrop | None = None
    title: bool = True
    title_width: float = 12
    aside: Sequence[Sequence[Ink]] = ()
    footer: bool = True
    anchor_last: bool = False
    continued: bool = False

    @property
    def foot(self) -> str:
        """The colour at the foot of the page: that of the last open water, or the ground."""
        open_water = [i.colour for i in self.items if isinstance(i, Waterline) and i.depth is None]
        return open_water[-1] if open_water else self.ground

    def add(self, *items: Item) -> PageDesign:
        """Append items and return the design."""
        self.items += items
        return self


@dataclass(frozen=True, slots=True)
class Composition:
    """Where the items of a page stand: tops in points from the page's top, and how full the page is."""

    tops: tuple[float, ...]
    natural: float
    least: float
    available: float
    bottom: float

    @property
    def fill(self) -> float:
        """Natural height over available height; above 1 the page is overfull."""
        return self.natural / self.available

    @property
    def overflow(self) -> float:
        """By how many points the page is too full even with every gap at its least; 0 when it fits."""
        return max(0.0, self.least - self.available)


def compose(design: PageDesign, theme: Theme) -> Composition:
    """Spread the items of a page between its content line and its foot."""
    grid = theme.grid
    start = grid.top if design.top is None else design.top
    bottom = grid.bottom if design.bottom is None else design.bottom
    available = bottom - start
    heights = [item.height(grid) for item in design.items]
    gaps = [item.gap if index else NONE for index, item in enumerate(design.items)]
    natural = sum(heights) + sum(gap.usual for gap in gaps)
    _stretch(design.items, heights, available - sum(heights) - sum(gap.most for gap in gaps))
    spread = _spread(gaps, available - sum(heights) - sum(gap.usual for gap in gaps))
    tops, y = [], start
    for height, gap in zip(heights, spread, strict=True):
        y += gap
        tops.append(y)
        y += height
    if design.anchor_last and y < bottom:
        tops = _anchored(design, tops, bottom - y)
    least = sum(heights) + sum(gap.least for gap in gaps)
    return Composition(tuple(tops), natural, least, available, y)


def _stretch(items: Sequence[Item], heights: list[float], spare: float) -> None:
    """Give what the gaps cannot take to the row that can grow."""
    for index, item in enumerate(items):
        if isinstance(item, Row) and item.stretch is not None and spare > 0:
            item.stretch.extra = spare
            heights[index] += spare
            return


def _spread(gaps: Sequence[Gap], slack: float) -> list[float]:
    if slack >= 0:
        room = sum(gap.most - gap.usual for gap in gaps)
        share = min(1.0, slack / room) if room else 0.0
        return [gap.usual + share * (gap.most - gap.usual) for gap in gaps]
    room = sum(gap.usual - gap.least for gap in gaps)
    share = min(1.0, -slack / room) if room else 0.0
    return [gap.usual - share * (gap.usual - gap.least) for gap in gaps]


def _anchored(design: PageDesign, tops: list[float], drop: float) -> list[float]:
    """Move the last waterline and all below it down to the foot of the page."""
    levels = [
        index for index, item in enumerate(design.items) if isinstance(item, Waterline) and item.depth is None
    ]
    if not levels:
        return tops
    return [top + drop if index >= levels[-1] else top for index, top in enumerate(tops)]


def paint(design: PageDesign, composition: Composition, pen: Pen, title: Callable[[], None]) -> None:
    """Draw a page: ground, backdrop, title, what floats, the water, and what stands in it.

    A program that knows nothing of tags reads texts in the order in which they were drawn.
    """
    grid = pen.theme.grid
    pen.rect(
        -grid.bleed, -grid.bleed, grid.width + 2 * grid.bleed, grid.height + 2 * grid.bleed, design.ground
    )
    if design.backdrop is not None:
        design.backdrop(pen, composition.tops)
    title()
    placed = list(zip(design.items, composition.tops, strict=True))
    for item, top in placed:
        if isinstance(item, Row) and item.floats:
            item.draw(pen, top)
    for item, top in placed:
        if isinstance(item, Waterline):
            item.paint(pen, top, design.section.seed)
    for item, top in placed:
        if isinstance(item, Row) and not item.floats:
            item.draw(pen, top)
        elif isinstance(item, Waterline):
            item.write_label(pen, top)
