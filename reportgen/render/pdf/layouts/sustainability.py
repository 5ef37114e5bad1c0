"""Sustainable development: a dot for every car, figures on pale water, criteria, work activity."""

from __future__ import annotations

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Beside, Box, Rule, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import blocks, figure_tile, fitted, paragraph
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import ChartBox

INK = "green-dark"


def sustainability(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose the page; groups after the first figures stand under rules, head left, content right."""
    content = Blocks(section)
    dots = content.take(doc.Chart, kind="dots")
    hero = content.take(doc.KeyFigures, role="hero")
    figures = content.take(doc.KeyFigures)
    design = PageDesign(section)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    if dots is not None:
        title = desk.reading.ink(dots, "title")
        if title:
            design.add(Row([(1, 12, desk.text(title, "label", colour="text"))], NORMAL))
        design.add(Row([(1, 12, ChartBox(desk, dots, 206))], Gap(10, 12, 14) if title else NORMAL))
    if hero is not None and hero.items:
        design.add(_share(desk, hero.items[0]))
    design.add(Waterline("green-light", Gap(18, 26, 36), under=34))
    if figures is not None:
        span = 12 / len(figures.items)
        width = desk.theme.grid.span(span)
        tiles = [
            figure_tile(desk, f, width, size=40, colour=INK, rule=None, label_colour=INK)
            for f in figures.items
        ]
        design.add(Row([(1 + i * span, span, tile) for i, tile in enumerate(tiles)], Gap(0, 0, 0)))
    while True:
        heading, group = content.group()
        if heading is None:
            break
        design.add(Row([(1, 12, Rule(INK, 1.5))], Gap(14, 22, 34)))
        head = desk.text(desk.reading.ink(heading), "subhead", colour=INK)
        design.add(Row([(1, 4, head), (5, 8, _group(desk, group))], Gap(10, 12, 16)))
    design.add(*flow(desk, content.rest()))
    return [design]


def _share(desk: Desk, item: doc.KeyFigure) -> Row:
    """Return the share that the dots show, with its label at its right."""
    grid = desk.theme.grid
    number = fitted(desk, item, grid.span(4), 62, "green")
    side = Stack()
    side.add(0, desk.label(desk.reading.ink(item, "label"), colour="text"))
    text = desk.reading.ink(item, "text")
    if text:
        side.add(4, desk.body(text))
    return Row([(1, 4, number), (5, 6, side)], Gap(14, 20, 28))


def _group(desk: Desk, group: list[doc.Block]) -> Stack:
    stack = Stack()
    grid = desk.theme.grid
    for block in group:
        match block:
            case doc.Chart():
                title = desk.reading.ink(block, "title")
                if title:
                    stack.add(8, desk.text(title, "label", colour=INK))
                stack.add(8, ChartBox(desk, block))
            case doc.KeyFigures():
                count = len(block.items)
                width = (grid.span(8) - (count - 1) * grid.gutter) / count
                cells: list[tuple[float, float, Box]] = []
                for index, item in enumerate(block.items):
                    tile = figure_tile(desk, item, width, size=28, colour=INK, rule=None, label_colour=INK)
                    cells.append((index * (width + grid.gutter), width, tile))
                stack.add(8, Beside(cells))
            case _:
                for box in blocks(desk, [block]):
                    stack.add(8, box)
    return stack
