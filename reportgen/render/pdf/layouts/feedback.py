"""How customers rate the services, and what residents answered."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import Box, OnBaseline, Rule, Space, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import (
    blocks,
    common_size,
    fitted,
    giant,
    head_height,
    paragraph,
    text_tile,
    value,
)
from reportgen.render.pdf.parts.shared import Blocks, columns_for, figure_rows, flow, tile_rows
from reportgen.render.pdf.parts.tables import ChartBox
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import fits

DISC_RADIUS = 165.0
DISC_SHIFT = 48.0


def experience(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """The index and its scale, then all kinds of feedback on pale water."""
    content = Blocks(section)
    leads = content.take_all(doc.Paragraph, role="lead")
    hero = content.take(doc.KeyFigures, role="hero")
    scale = content.take(doc.Chart, kind="scale")
    split = content.take(doc.Chart, kind="split")
    figures = content.take_all(doc.KeyFigures)
    heading, group = content.group()
    design = PageDesign(section)
    if hero is not None and hero.items:
        side = Stack().add(0, desk.text(desk.reading.ink(hero.items[0], "label"), "subhead"))
        side.add(9, desk.text(desk.reading.ink(hero.items[0], "text"), "body-large"))
        for lead in leads:
            side.add(12, desk.body(desk.reading.ink(lead)))
        number = giant(desk, hero.items[0], 5.3)
        design.add(Row([(1, 6, number), (7, 6, side)], NORMAL))
    else:
        design.add(*[Row([(1, 9, paragraph(desk, lead))], NORMAL) for lead in leads])
    if scale is not None:
        title = desk.reading.ink(scale, "title")
        if title:
            design.add(Row([(1, 12, desk.text(title, "subhead"))], Gap(10, 26, 36)))
        design.add(Row([(1, 12, ChartBox(desk, scale))], Gap(8, 12, 20)))
    design.add(Waterline("neutral", Gap(10, 26, 36), under=32))
    if heading is not None:
        design.add(Row([(1, 12, desk.text(desk.reading.ink(heading), "subhead"))], Gap(0, 0, 0)))
    if figures:
        design.add(_feedback(desk, figures[0], gap=Gap(10, 16, 22)))
    rule = Row([(1, 12, Rule("primary", 1.5))], Gap(9, 20, 28))
    if len(figures) > 1:
        design.add(rule)
        cells: list[tuple[float, float, Box]] = [(1, 4, _labelled(desk, figures[1].items[0], 34))]
        if split is not None:
            stack = Stack()
            title = desk.reading.ink(split, "title")
            if title:
                stack.add(0, desk.label(title))
            cells.append((5, 8, stack.add(10, ChartBox(desk, split))))
        design.add(Row(cells, Gap(9, 14, 18)))
    rest = [*content.lead_in(), *group]
    if len(figures) > 2:
        design.add(Row([(1, 12, Rule("primary", 1.5))], Gap(9, 18, 26)))
        cells = [(1 + 4 * i, 4, _labelled(desk, item, 34)) for i, item in enumerate(figures[2].items[:2])]
        stack = Stack()
        for box in blocks(desk, rest):
            stack.add(8, box)
        cells.append((9, 4, stack))
        design.add(Row(cells, Gap(9, 14, 18)))
    elif rest:
        design.add(*flow(desk, rest))
    design.add(*flow(desk, content.rest()))
    return [design]


def _labelled(desk: Desk, item: doc.KeyFigure, size: float) -> Stack:
    stack = Stack().add(0, fitted(desk, item, desk.theme.grid.span(4), size, "primary"))
    stack.add(8, desk.label(desk.reading.ink(item, "label")))
    text = desk.reading.ink(item, "text")
    if text:
        stack.add(4, desk.body(text))
    return stack


def _feedback(desk: Desk, figures: doc.KeyFigures, *, gap: Gap) -> Row:
    """Return one large figure over six columns and the rest over six together, on one baseline."""
    others = figures.items[1:]
    tallest, span = 64.0, 6.0 / max(len(others), 1)
    width = desk.theme.grid.span(span) - 6
    sizes = [tallest] + [common_size(desk, others, width, 40.0)] * len(others)
    spans = [6.0] + [span] * len(others)
    cells: list[tuple[float, float, Box]] = []
    column = 1.0
    for item, size, span in zip(figures.items, sizes, spans, strict=True):
        stack = Stack()
        number = fitted(desk, item, desk.theme.grid.span(span) - 6, size, "primary")
        drop = (tallest - number.size) * 0.72
        # Labels hang from the figures' common baseline, not from their different descents.
        stack.add(0, Space(drop)).add(0, OnBaseline(number))
        stack.add(20, desk.label(desk.reading.ink(item, "label")))
        text = desk.reading.ink(item, "text")
        if text:
            stack.add(4, desk.body(text))
        cells.append((column, span, stack))
        column += span
    return Row(cells, gap)


def survey(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Two half-discs, offset because they are not parts of one whole; respondents; what matters to them."""
    content = Blocks(section)
    hero = content.take(doc.KeyFigures, role="hero")
    halves = content.take(doc.KeyFigures)
    leads = content.take_all(doc.Paragraph, role="lead")
    heading, group = content.group()
    tiles = content.take(doc.Tiles)
    design = PageDesign(section, ground="digital-light")
    discs = HalfDiscs(desk, halves) if halves is not None and len(halves.items) == 2 else None
    width = desk.theme.grid.span(12)
    if discs is not None and fits(desk.theme, desk.faces, discs, width, design.ground):
        design.add(Row([(1, 12, discs)], NORMAL))
    elif halves is not None:
        design.add(*figure_rows(desk, halves.items))
    cells: list[tuple[float, float, Box]] = []
    if hero is not None and hero.items:
        item = hero.items[0]
        stack = Stack().add(0, value(desk, item, 48)).add(9, desk.label(desk.reading.ink(item, "label")))
        text = desk.reading.ink(item, "text")
        if text:
            stack.add(4, desk.body(text))
        cells.append((1, 5, stack))
    if leads:
        side = Stack()
        for lead in leads:
            side.add(9, paragraph(desk, lead))
        cells.append((7, 6, side))
    if cells:
        design.add(Row(cells, Gap(18, 26, 40)))
    if heading is not None:
        design.add(Row([(1, 12, desk.text(desk.reading.ink(heading), "subhead"))], Gap(20, 32, 48)))
    if group:
        design.add(*flow(desk, group))
    if tiles is not None:
        design.add(*_tiles(desk, tiles.items))
    design.add(*flow(desk, content.rest()))
    return [design]


def _tiles(desk: Desk, items: Sequence[doc.Tile]) -> list[Row]:
    width = desk.theme.grid.span(12 / max(columns_for(len(items)), default=1))
    least = head_height(desk, items, width, "small-head")
    gap = Gap(10, 14, 18)
    return tile_rows(
        items, lambda tile, w: text_tile(desk, tile, head="small-head", head_least=least), desk, gap=gap
    )


class HalfDiscs:
    """Two figures, each in half a disc."""

    def __init__(self, desk: Desk, figures: doc.KeyFigures) -> None:
        self._desk = desk
        self._items = figures.items

    def height(self, width: float) -> float:
        """Two radii and the offset."""
        return 2 * DISC_RADIUS + DISC_SHIFT

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the left half, the right half lower, and a figure in each."""
        middle = x + width / 2
        gutter = pen.theme.grid.gutter / 2
        for side, drop, ground, ink in (
            (-1, 0.0, "primary", "primary-text"),
            (1, DISC_SHIFT, "digital", "primary"),
        ):
            centre = y + DISC_RADIUS + drop
            at = middle + side * gutter
            pen.path(artwork.side_disc(at, centre, DISC_RADIUS, side), fill=ground)
            item = self._items[0 if side < 0 else 1]
            self._words(pen, item, at + (-DISC_RADIUS + 34 if side < 0 else 20), centre, ink)

    def _words(self, pen: Pen, item: doc.KeyFigure, x: float, centre: float, ink: str) -> None:
        desk = self._desk
        width = DISC_RADIUS - 54
        stack = Stack().add(0, fitted(desk, item, width, 44, ink))
        stack.add(11, desk.text(desk.reading.ink(item, "label"), "small-head", colour=ink))
        text = desk.reading.ink(item, "text")
        if text:
            stack.add(6, desk.text(text, "body", colour=ink))
        stack.draw(pen, x, centre - stack.height(width) / 2, width)
