"""The organisation: board and sections, the sector, its units as pillars standing in water."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import AtLeast, Beside, Box, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, TIGHT, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import link_tile, ruled_list
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.shared import diagram as shown
from reportgen.render.pdf.pen import Pen

LINE = 1.5
BOARD_HEIGHT = 55.0
SECTOR_TOP = 86.0
SECTOR_HEIGHT = 55.0
PILLARS_TOP = 172.0
PAD = 7.0
SECTIONS = 2
"""Sections of the board beside the one with units."""
OFFICE_MOST = 40.0
"""An office of two lines and a name of one."""
ABREAST = 3
"""Links to a row; an address needs the width."""


def organisation(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose the page: an aside on the board, the chart, links in the water."""
    content = Blocks(section)
    leads = content.take_all(doc.Paragraph, role="lead")
    diagram = content.take(doc.Diagram)
    tiles = content.take(doc.Tiles)
    heading, group = content.group()
    design = PageDesign(section, anchor_last=True, title_width=6.4)
    if leads:
        design.aside = [desk.reading.ink(lead) for lead in leads]
    if diagram is not None:
        chart = OrganisationChart(desk, diagram) if suits(diagram) else None
        box = shown(desk, diagram, chart)
        stretch = chart if box is chart else None
        design.add(Row([(1, 12, box)], NORMAL, floats=True, stretch=stretch))
    stands = design.items and isinstance(design.items[0], Row) and design.items[0].stretch is not None
    design.add(Waterline("primary", Gap(-24, -24, -24) if stands else NORMAL, under=34))
    items = tiles.items if tiles is not None else ()
    for start in range(0, max(len(items), 1), ABREAST):
        cells: list[tuple[float, float, Box]] = []
        if heading is not None and start == 0:
            cells.append((1, 2, desk.text(desk.reading.ink(heading), "subhead", colour="primary-text")))
        links = [link_tile(desk, tile, rule=1.0, role="label") for tile in items[start : start + ABREAST]]
        cells += _by_need(desk, links)
        design.add(Row(cells, TIGHT if start else Gap(0, 0, 0)))
    design.add(*flow(desk, group))
    design.add(*flow(desk, content.rest()))
    return [design]


def _by_need(desk: Desk, links: Sequence[Stack]) -> list[tuple[float, float, Box]]:
    """Share ten columns among addresses by their lengths, so that the longest stays whole if it can."""
    needs = [link.width + desk.theme.grid.gutter for link in links]
    cells: list[tuple[float, float, Box]] = []
    column = 3.0
    for link, need in zip(links, needs, strict=True):
        span = 10 * need / sum(needs)
        cells.append((column, span, link))
        column += span
    return cells


def suits(diagram: doc.Diagram) -> bool:
    """Whether a diagram is a board with its sections, one of which has units; it holds nothing else."""
    if len(diagram.nodes) != 1:
        return False
    (board,) = diagram.nodes
    *plain, sector = sorted(board.nodes, key=lambda node: len(node.nodes)) or [board]
    bare = all(not (node.nodes or node.items or node.role or node.person) for node in plain)
    whole = not (board.items or board.role or board.person or sector.items)
    pillars = sector.nodes if sector is not board else ()
    return bool(pillars) and bare and whole and len(plain) <= SECTIONS and not any(n.nodes for n in pillars)


@dataclass(slots=True)
class OrganisationChart:
    """The board with its sections, the sector, and a pillar for each unit; connectors are drawn first."""

    desk: Desk
    diagram: doc.Diagram
    extra: float = 0.0

    @property
    def _board(self) -> doc.DiagramNode:
        return self.diagram.nodes[0]

    @property
    def _sector(self) -> doc.DiagramNode:
        return max(self._board.nodes, key=lambda node: len(node.nodes))

    def _pillar(self, node: doc.DiagramNode) -> Stack:
        desk = self.desk
        area = desk.theme.area(node.area)
        head = self._head(node)
        stack = Stack().add(0, AtLeast(self._head_height(), head))
        stack.add(8, AtLeast(self._office_height(), self._office(node)))
        items = [desk.reading.ink(node, f"item{index}") for index in range(len(node.items))]
        return stack.add(10, ruled_list(desk, items, rule=area.colour, pad=6, first=True))

    def _head(self, node: doc.DiagramNode) -> TextBox:
        # A pillar is narrow: here alone a headline may be broken, at the seams of its compounds.
        box = self.desk.text(self.desk.reading.ink(node, "title"), "minor-head")
        return replace(box, hyphenate=self.desk.seams, rescue=self.desk.hyphenate)

    def _head_height(self) -> float:
        """Return the height of the tallest head: what stands under the heads is level in all pillars."""
        inner = self._width() - 2 * PAD
        return max(self._head(node).height(inner) for node in self._sector.nodes)

    def _office(self, node: doc.DiagramNode) -> Stack:
        ink = self.desk.reading.ink
        role, person = self.desk.text(ink(node, "role"), "body"), ink(node, "person")
        return Stack().add(0, role).add(3, self.desk.text(person, "label", colour="text"))

    def _office_height(self) -> float:
        """Return the height that levels the lists; a name that takes more lines pushes its own list down."""
        inner = self._width() - 2 * PAD
        return min(max(self._office(node).height(inner) for node in self._sector.nodes), OFFICE_MOST)

    def _width(self) -> float:
        grid = self.desk.theme.grid
        count = max(len(self._sector.nodes), 1)
        return (grid.span(12) - (count - 1) * 8) / count

    def height(self, width: float) -> float:
        """Down to the foot of the longest pillar, with room for the water."""
        inner = self._width() - 2 * PAD
        return (
            PILLARS_TOP
            + 20
            + max(self._pillar(node).height(inner) for node in self._sector.nodes)
            + 34
            + self.extra
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Connectors first, then boxes, then what stands in them."""
        grid = self.desk.theme.grid
        count, pillar = len(self._sector.nodes), self._width()
        centres = [x + index * (pillar + 8) + pillar / 2 for index in range(count)]
        joint = y + PILLARS_TOP - 22
        trunk = centres[0]
        pen.rect(trunk, y + BOARD_HEIGHT, LINE, SECTOR_TOP - BOARD_HEIGHT, "primary")
        foot = y + SECTOR_TOP + SECTOR_HEIGHT
        pen.rect(trunk, foot, LINE, joint - foot, "primary")
        pen.rect(trunk, joint, centres[-1] - trunk + LINE, LINE, "primary")
        for centre in centres:
            pen.rect(centre, joint, LINE, y + PILLARS_TOP - joint, "primary")
        self._top(pen, x, y, grid.span(6))
        self._sections(pen, x, y)
        self._sector_box(pen, x, y + SECTOR_TOP, width)
        for node, centre in zip(self._sector.nodes, centres, strict=True):
            self._stand(
                pen, node, centre - pillar / 2, y + PILLARS_TOP, pillar, self.height(width) - PILLARS_TOP
            )

    def _top(self, pen: Pen, x: float, y: float, width: float) -> None:
        pen.rect(x, y, width, BOARD_HEIGHT, "primary")
        box = self.desk.text(self.desk.reading.ink(self._board, "title"), "subhead", colour="primary-text")
        box.draw(pen, x + 14, y + (BOARD_HEIGHT - box.height(width - 28)) / 2 + 1, width - 28)

    def _sections(self, pen: Pen, x: float, y: float) -> None:
        grid = self.desk.theme.grid
        sections = [node for node in self._board.nodes if node is not self._sector]
        left = grid.x(7) + 22 + grid.span(0.5)
        width = grid.right - left
        height = (BOARD_HEIGHT - 9) / 2
        stem = grid.x(7) - grid.gutter
        fork = (stem + left) / 2
        pen.rect(stem, y + BOARD_HEIGHT / 2 - LINE / 2, fork - stem, LINE, "primary")
        tops = [y + index * (height + 9) for index in range(len(sections))]
        if sections:
            pen.rect(fork, tops[0] + height / 2, LINE, tops[-1] - tops[0] + LINE, "primary")
        for node, top in zip(sections, tops, strict=True):
            pen.rect(fork, top + height / 2, left - fork, LINE, "primary")
            pen.frame(left, top, width, height, "primary", LINE)
            box = self.desk.text(self.desk.reading.ink(node, "title"), "label")
            box.draw(pen, left + 12, top + height / 2 - box.cap / 2, width - 20)

    def _sector_box(self, pen: Pen, x: float, y: float, width: float) -> None:
        desk, node = self.desk, self._sector
        pen.rect(x, y, width, SECTOR_HEIGHT, "neutral-strong")
        stack = Stack().add(0, desk.text(desk.reading.ink(node, "title"), "subhead"))
        role, person = (
            desk.text(desk.reading.ink(node, "role"), "body-large"),
            desk.text(desk.reading.ink(node, "person"), "body-large"),
        )
        bold = desk.text(desk.reading.ink(node, "person"), "label", colour="text", size=12)
        offset = role.lines(1e6)[0].width + 4 if role.spans else 0.0
        stack.add(9, Beside([(0, 300, role), (offset, 300, bold if person.spans else person)]))
        stack.draw(pen, x + 14, y + (SECTOR_HEIGHT - stack.height(width)) / 2 + 1, width - 28)

    def _stand(
        self, pen: Pen, node: doc.DiagramNode, x: float, y: float, width: float, height: float
    ) -> None:
        area = self.desk.theme.area(node.area)
        pen.rect(x, y, width, height, area.light)
        pen.rect(x, y, width, 9, area.colour)
        inner = width - 2 * PAD
        self._pillar(node).draw(pen, x + PAD, y + 22, inner)
