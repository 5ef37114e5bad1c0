"""What was achieved, and the three models: ten successes, new services, technology, doors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.model import document as doc
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import Box, Rule, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, TIGHT, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import (
    blocks,
    figure_tile,
    giant,
    head_height,
    paragraph,
    ruled_list,
    text_tile,
)
from reportgen.render.pdf.parts.shared import Blocks, aside_row, flow, numbered_rows
from reportgen.render.pdf.parts.shared import diagram as shown
from reportgen.render.pdf.pen import Pen


def successes(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Ten numbered items in two columns, new services in their areas' colours, figures in digital water."""
    content = Blocks(section)
    numbered = content.take(doc.Tiles, role="numbered")
    diagram = content.take(doc.Diagram)
    hero = content.take(doc.KeyFigures, role="hero")
    band = content.take(doc.KeyFigures)
    design = PageDesign(section, anchor_last=True)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    if numbered is not None:
        design.add(*numbered_rows(desk, numbered.items))
    headings = content.take_all(doc.Heading)
    if diagram is not None:
        if headings:
            design.add(Row([(1, 12, desk.text(desk.reading.ink(headings[0]), "subhead"))], Gap(20, 34, 48)))
        few = suits(diagram, TILES)
        design.add(_area_tiles(desk, diagram) if few else Row([(1, 12, shown(desk, diagram))], NORMAL))
    if len(headings) > 1:
        design.add(Row([(1, 12, desk.text(desk.reading.ink(headings[1]), "subhead"))], Gap(18, 30, 42)))
    if hero is not None and hero.items:
        design.add(_comma_hero(desk, hero.items[0]))
    if band is not None:
        design.add(Waterline("copper", Gap(28, 32, 38), under=32))
        span = 12 / max(len(band.items), 1)
        width = desk.theme.grid.span(span)
        tiles = [
            figure_tile(desk, item, width, size=26, rule=None, text_colour="text") for item in band.items
        ]
        design.add(Row([(1 + i * span, span, tile) for i, tile in enumerate(tiles)], Gap(0, 0, 0)))
    design.add(*flow(desk, content.rest()))
    return [design]


def _comma_hero(desk: Desk, item: doc.KeyFigure) -> Row:
    """Return a giant figure over seven columns, its noun at its right on the line of its caps."""
    side = Stack().add(0, desk.text(desk.reading.ink(item, "label"), "lead"))
    text = desk.reading.ink(item, "text")
    if text:
        side.add(9, desk.body(text))
    return Row([(1, 7.4, giant(desk, item, 6.9, most=104)), (8, 5, side)], Gap(12, 18, 24))


def suits(diagram: doc.Diagram, most: int) -> bool:
    """Whether a diagram is a few nodes side by side that hold nothing but items."""
    deep = any(node.nodes or node.role or node.person for node in diagram.nodes)
    return 0 < len(diagram.nodes) <= most and not deep


def _area_tiles(desk: Desk, diagram: doc.Diagram) -> Row:
    span = 12 / max(len(diagram.nodes), 1)
    cells: list[tuple[float, float, Box]] = []
    for index, node in enumerate(diagram.nodes):
        tile = Stack().add(0, Rule(desk.theme.area(node.area).colour, 6))
        tile.add(9, desk.label(desk.reading.ink(node, "title"), colour="text"))
        for item in range(len(node.items)):
            tile.add(ITEM, desk.body(desk.reading.ink(node, f"item{item}")))
        cells.append((1 + index * span, span, tile))
    return Row(cells, Gap(9, 12, 18))


def models(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Three doors with what is behind them, bridges for what two share, the growth programme in water."""
    content = Blocks(section)
    leads = content.take_all(doc.Paragraph, role="lead")
    diagram = content.take(doc.Diagram)
    figures = content.take(doc.KeyFigures)
    tiles = content.take(doc.Tiles)
    heading, group = content.group()
    design = PageDesign(section, anchor_last=True)
    if leads:
        design.aside = [desk.reading.ink(lead) for lead in leads]
    if diagram is not None:
        doors = Doors(desk, diagram) if suits(diagram, DOORS) else None
        box = shown(desk, diagram, doors)
        design.add(Row([(1, 12, box)], NORMAL, floats=True, stretch=doors if box is doors else None))
    elif leads:
        design.add(aside_row(desk, None, leads))
    stands = design.items and isinstance(design.items[0], Row) and design.items[0].stretch is not None
    design.add(Waterline("primary", Gap(-34, -34, -34) if stands else NORMAL, under=34))
    cells: list[tuple[float, float, Box]] = []
    left = Stack()
    if heading is not None:
        left.add(0, desk.text(desk.reading.ink(heading), "subhead", colour="primary-text"))
    if figures is not None:
        for item in figures.items:
            left.add(16, giant_line(desk, item))
    for box in blocks(desk, group, colour="primary-text"):
        left.add(8, box)
    cells.append((1, 4, left))
    items = tiles.items if tiles is not None else ()
    span = 8 / min(max(len(items), 1), ABREAST)
    least = head_height(desk, items, desk.theme.grid.span(span), "small-head")
    for index, tile in enumerate(items):
        if index and index % ABREAST == 0:
            design.add(Row(cells, Gap(0, 0, 0) if index == ABREAST else TIGHT))
            cells = []
        box = text_tile(
            desk,
            tile,
            head="small-head",
            colour="primary-text",
            text_colour="primary-text",
            rule="primary-text",
            head_least=least,
        )
        cells.append((5 + index % ABREAST * span, span, box))
    design.add(Row(cells, Gap(0, 0, 0) if len(items) <= ABREAST else TIGHT))
    design.add(*flow(desk, content.rest()))
    return [design]


def giant_line(desk: Desk, item: doc.KeyFigure) -> Stack:
    """Return a figure in water with its label and text under it."""
    return figure_tile(
        desk,
        item,
        desk.theme.grid.span(4),
        size=56,
        colour="primary-text",
        text_colour="primary-text",
        rule=None,
    )


DOORS, TILES = 4, 5
"""Nodes of a diagram that fit side by side."""
ABREAST = 3
"""Texts in a row beside the growth programme's figure."""
ITEM = 7.0
"""White space over an item of a list, more than there is between its lines."""
PILL, PILL_GAP, FOOT = 26.0, 8.0, 50.0
SEAM = 0.4
"""By how much a half-disc reaches into the door under it, so that no hairline shows between them."""
PAD = 11.0


@dataclass(slots=True)
class Doors:
    """Doors side by side, each an arch with a list; what stands in two is a pill that bridges them."""

    desk: Desk
    diagram: doc.Diagram
    extra: float = 0.0

    def _shared(self) -> list[tuple[int, int, int, int]]:
        """Return (door, item, other door, item there) for services that stand in two neighbouring doors."""
        nodes = self.diagram.nodes
        found = []
        for a in range(len(nodes) - 1):
            mine = self._ids(nodes[a])
            other = self._ids(nodes[a + 1])
            found += [(a, mine[key], a + 1, other[key]) for key in mine if key in other]
        return found

    @staticmethod
    def _ids(node: doc.DiagramNode) -> Mapping[str, int]:
        return {key: index for index, key in enumerate(node.item_ids) if key}

    def _own(self, at: int) -> list[int]:
        # The pill bears the service's name; what the other door adds to it stays in that door's list.
        bridged = {(a, i) for a, i, _, _ in self._shared()}
        return [i for i in range(len(self.diagram.nodes[at].items)) if (at, i) not in bridged]

    def _list(self, at: int) -> Stack:
        node = self.diagram.nodes[at]
        area = self.desk.theme.area(node.area)
        return ruled_list(
            self.desk,
            [self.desk.reading.ink(node, f"item{i}") for i in self._own(at)],
            rule=area.colour,
            pad=7,
            role="foreword",
        )

    def _heads(self, width: float) -> float:
        return max(self._head(n).height(width) for n in self.diagram.nodes)

    def _head(self, node: doc.DiagramNode) -> Box:
        return self.desk.text(self.desk.reading.ink(node, "title"), "subhead")

    def _door(self) -> float:
        return self.desk.theme.grid.span(12 / len(self.diagram.nodes))

    def height(self, width: float) -> float:
        """Arch, heads, the longest list, and a line for every bridge."""
        door = self._door()
        inner = door - 2 * PAD
        lists = max(self._list(at).height(inner) for at in range(len(self.diagram.nodes)))
        return (
            door / 2
            + 18
            + self._heads(inner)
            + 18
            + lists
            + 26
            + sum(self._pill(*shared) + PILL_GAP for shared in self._shared())
            + FOOT
            + self.extra
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the doors, their contents, then the bridges over them."""
        door, total = self._door(), self.height(width)
        grid = self.desk.theme.grid
        span = 12 / len(self.diagram.nodes)
        heads = self._heads(door - 2 * PAD)
        for at, node in enumerate(self.diagram.nodes):
            left = grid.x(1 + at * span)
            area = self.desk.theme.area(node.area)
            pen.path(artwork.arch(left, y, door, total), fill=area.light)
            for share, colour in ((1.0, area.colour), (0.62, area.light), (0.28, area.colour)):
                pen.path(
                    artwork.half_disc(left + door / 2, y + door / 2 + SEAM, door / 2 * share), fill=colour
                )
            top = y + door / 2 + 18
            self._head(node).draw(pen, left + PAD, top, door - 2 * PAD)
            self._list(at).draw(pen, left + PAD, top + heads + 18, door - 2 * PAD)
        foot = y + total - FOOT - sum(self._pill(*shared) + PILL_GAP for shared in self._shared())
        for shared in self._shared():
            self._bridge(pen, *shared, foot)
            foot += self._pill(*shared) + PILL_GAP

    def _ends(self, a: int, b: int) -> tuple[float, float]:
        """Return where a bridge from one door to another begins and ends."""
        grid = self.desk.theme.grid
        span = 12 / len(self.diagram.nodes)
        inset = grid.span(1)
        return grid.x(1 + a * span) + inset, grid.x(1 + b * span) + self._door() - inset

    def _name(self, a: int, i: int) -> TextBox:
        inks = self.desk.reading.ink(self.diagram.nodes[a], f"item{i}")
        return self.desk.text(inks, "label", colour="primary-text", align="centre")

    def _pill(self, a: int, i: int, b: int, j: int) -> float:
        left, right = self._ends(a, b)
        return PILL + 12 * (len(self._name(a, i).lines(right - left - 2 * PAD)) - 1)

    def _bridge(self, pen: Pen, a: int, i: int, b: int, j: int, y: float) -> None:
        left, right = self._ends(a, b)
        height, width = self._pill(a, i, b, j), right - left - 2 * PAD
        pen.path(artwork.pill(left, y, right - left, height), fill="primary")
        box = self._name(a, i)
        ink = box.cap + 12 * (len(box.lines(width)) - 1)
        box.draw(pen, left + PAD, y + (height - ink) / 2, width)
