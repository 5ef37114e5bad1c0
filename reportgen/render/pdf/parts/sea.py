"""The sea of the covers: one wave a service area, as high as its share, its name in it or over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reportgen.model import document as doc
from reportgen.model.walk import walk
from reportgen.reading import Inks
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import UNBROKEN, Beside, Box, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import GOLDEN
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import EDGE, INKS, Spot, blank, stand
from reportgen.theme import Theme, Wave

STEEPEST = 0.3
"""An amplitude is at most this share of its band's height, so that crests never meet."""
HIGH = 48.0
"""Points from which a band bears its name and figures in two lines and large."""
LISTED, NEAR = 9.5, 8.0
"""Size of what stands on one line, and the white space that parts it from what is beside it, in points."""
UNDER_LIST = 14.0
"""White space between the names over the sea and its level, in points."""

DEEPENING = (("neutral", 0.10), ("fog-medium-light", 0.17), ("neutral-strong", 0.25), ("water", 0.48))
"""Colours and shares of the sea that no figures are drawn in."""


@dataclass(frozen=True, slots=True)
class Swell:
    """One band of the sea: its area, colour and name, its mean level and height in points, and its wave."""

    area: str | None
    colour: str
    label: str
    top: float
    height: float
    wave: Wave

    @property
    def amplitude(self) -> float:
        """How far the wave rises over its level, in points."""
        return self.wave.amplitude


def swells(desk: Desk, *, calm: float = 1.0, lower: float = 0.0) -> list[Swell]:
    """Return the bands of the document's sea chart, smallest on top; ``calm`` scales the amplitudes.

    A document without one gets a sea that deepens in one colour: decoration that says nothing of areas.
    ``lower`` is by how many points the sea begins deeper.
    """
    theme = desk.theme
    chart = sea_chart(desk.document)
    bands = _bands(desk, chart) if chart is not None else []
    bands = bands or [(None, colour, "", share) for colour, share in DEEPENING]
    total, level = sum(share for *_, share in bands), theme.sea.horizon + lower
    depth = theme.grid.height - level
    found = list[Swell]()
    for at, (area, colour, label, share) in enumerate(bands):
        height = share / total * depth
        wave = _wave(theme, at, len(bands))
        amplitude = min(wave.amplitude * calm, STEEPEST * height)
        found.append(Swell(area, colour, label, level, height, replace(wave, amplitude=amplitude)))
        level += height
    return found


def _bands(desk: Desk, chart: doc.Chart) -> list[tuple[str | None, str, str, float]]:
    """Return area, colour, name and size of what a sea shows, smallest first."""
    shares = [datum for datum in chart.data if datum.unit_kind == "percent"]
    known = [(float(datum.value), datum) for datum in shares if datum.value is not None and datum.value > 0]
    known.sort(key=lambda pair: (pair[0], pair[1].indicator))
    return [(d.area, desk.theme.area(d.area).colour, d.label, size) for size, d in known]


def _wave(theme: Theme, at: int, count: int) -> Wave:
    """Return the wave of a band, its phase in points. More bands than the theme has waves share them."""
    waves = theme.sea.waves
    spread = at if count <= len(waves) else round(at * (len(waves) - 1) / (count - 1))
    wave = waves[spread]
    shift = wave.phase if spread == at else wave.phase + at * GOLDEN
    return replace(wave, phase=shift * theme.grid.width / wave.per_width)


def sea_chart(document: doc.Document) -> doc.Chart | None:
    """Return the chart that the covers' waves are drawn from."""
    for section in document.sections:
        for block in walk(section.blocks):
            if isinstance(block, doc.Chart) and block.spec.kind == "sea":
                return block
    return None


def paint_sea(pen: Pen, bands: Sequence[Swell]) -> None:
    """Paint the bands top to bottom."""
    grid = pen.theme.grid
    left, right, foot = -grid.bleed, grid.width + grid.bleed, grid.height + grid.bleed
    for band in bands:
        pen.path(artwork.band(pen.theme, band.wave, band.top, left, right, foot), fill=band.colour)


# ---------------------------------------------------------------- names in the water


@dataclass(frozen=True, slots=True)
class NamedSea:
    """A sea that bears its names and figures; those of bands too thin for them are listed over it.

    An entry is told by its place among those of the chart, which are in the order of its areas.
    """

    desk: Desk
    chart: doc.Chart
    bands: Sequence[Swell]
    listed: Sequence[int]

    @property
    def top(self) -> float:
        """Where the sea begins, in points from the page's top."""
        return self.bands[0].top

    def over(self) -> Stack:
        """Return what stands over the sea."""
        stack = Stack()
        for entry in self.listed:
            stack.add(6, _line(self.desk, self.chart, entry))
        return stack

    def write(self, pen: Pen) -> list[int]:
        """Write each entry into its band, and return those that cannot be read there."""
        bands = {band.area: at for at, band in reversed(list(enumerate(self.bands)))}
        left = []
        for entry, area in enumerate(self.chart.areas[: len(self.chart.entries)]):
            if entry in self.listed:
                continue
            at = bands.get(area)
            if at is None or not self._named(pen, at, entry):
                left.append(entry)
        return left

    def _named(self, pen: Pen, at: int, entry: int) -> bool:
        """Write an entry into a band, large or small, where what shows of the band is high enough for it."""
        band, below = self.bands[at], self.bands[at + 1 : at + 2]
        grid = pen.theme.grid
        # What shows of a band ends where the next one's crests begin, and its words where a page bears none.
        foot = band.top + band.height - (below[0].amplitude if below else 0.0)
        top, least = band.top + band.amplitude, min(foot, grid.height - EDGE)
        spots = [Spot(grid.x(1), (top + end) / 2, grid.span(12)) for end in (foot, least)]
        inks = dict.fromkeys((self.desk.theme.area(band.area).text, *INKS))
        for large in (True, False) if band.height >= HIGH else (False,):

            def make(ink: str, large: bool = large) -> _Name:
                return _Name(self.desk, self.chart, entry, large, ink)

            fits = make(INKS[0]).fits and foot - top > LISTED
            if fits and stand(pen, make, spots, inks=list(inks), air=0.0, plate=False):
                return True
        return False


def named_sea(desk: Desk, chart: doc.Chart, calm: float) -> NamedSea:
    """Return the sea of a chart. It begins as much lower as the list over it takes."""
    listed: list[int] = []
    while True:
        list_height = NamedSea(desk, chart, (), listed).over().height(desk.theme.grid.span(12))
        lower = list_height + UNDER_LIST if listed else 0.0
        sea = NamedSea(desk, chart, swells(desk, calm=calm, lower=lower), tuple(listed))
        pen = blank(desk.theme, desk.faces)
        paint_sea(pen, sea.bands)
        thin = sea.write(pen)
        if not thin:
            return sea
        listed += thin


def _inks(desk: Desk, chart: doc.Chart, entry: int) -> list[Inks]:
    return [desk.reading.ink(chart, f"entry{entry}/{part}") for part in range(len(chart.entries[entry]))]


def _line(desk: Desk, chart: doc.Chart, entry: int) -> Box:
    """Return an entry over the sea: its name, and its values at the right."""
    grid = desk.theme.grid
    name, *values = _inks(desk, chart, entry)
    cells: list[tuple[float, float, Box]] = [
        (0, grid.span(6), desk.text(name, "label", colour="primary-text"))
    ]
    span = 6 / max(len(values), 1)
    for at, inks in enumerate(reversed(values)):
        box = desk.text(inks, "label", colour="primary-text", align="right")
        cells.append((grid.x(7 + at * span) - grid.x(1), grid.span(span), box))
    return Beside(cells, align="base")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name and its values in a band, drawn around the band's middle: large in two lines, or on one."""

    desk: Desk
    chart: doc.Chart
    entry: int
    large: bool
    ink: str

    @property
    def fits(self) -> bool:
        """Whether there is a place for each value, and no two texts come near each other."""
        lines = self._lines()
        pairs = combinations(lines, 2)
        near = any(a.y == b.y and min(a.end, b.end) + NEAR > max(a.x, b.x) for a, b in pairs)
        return (
            len(self.chart.entries[self.entry]) <= 3
            and not near
            and all(line.x >= self.desk.theme.grid.x(1) for line in lines)
        )

    def _lines(self) -> list[_Line]:
        grid = self.desk.theme.grid
        name, *values = _inks(self.desk, self.chart, self.entry)
        first = values[0] if values else ()
        second = values[1] if len(values) > 1 else ()
        if not self.large:
            return [
                *self._line(name, "table-header", 4, grid.x(1), LISTED),
                *self._line(second, "table-header", 4, None, LISTED, end=grid.x(10) - grid.gutter),
                *self._line(first, "small-head", 4, None, 11, end=grid.right),
            ]
        figure = self._line(first, "figure", 14, None, 42, end=grid.right)
        room = min((line.x for line in figure), default=grid.right) - LISTED - grid.x(1)
        size = self.desk.theme.types["subhead"].size
        width = sum(line.end - line.x for line in self._line(name, "subhead", 1, grid.x(1), size))
        return [
            *self._line(name, "subhead", 1, grid.x(1), size * min(1.0, room / max(width, 1.0))),
            *self._line(second, "body", 15, grid.x(1), None),
            *figure,
        ]

    def _line(
        self, inks: Inks, role: str, y: float, x: float | None, size: float | None, end: float = 0.0
    ) -> list[_Line]:
        if not inks:
            return []
        box = self.desk.text(inks, role, colour=self.ink, size=size)
        width = box.lines(UNBROKEN)[0].width
        left = end - width if x is None else x
        return [_Line(box, left, left + width, y)]

    def height(self, width: float) -> float:
        """None to speak of: it is drawn around a line."""
        return 0.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write the lines around the middle ``y``."""
        for line in self._lines():
            line.box.write_line(pen, line.box.lines(UNBROKEN)[0], line.x, y + line.y)


@dataclass(frozen=True, slots=True)
class _Line:
    """A text from its left to its right end, and how much its baseline lies under the middle of its band."""

    box: TextBox
    x: float
    end: float
    y: float
