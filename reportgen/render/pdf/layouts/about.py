"""About the figures: short texts side by side, and on pale water what they were read from."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Box, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import blocks, head_height, paragraph, text_tile
from reportgen.render.pdf.parts.shared import Blocks, flow

ACROSS = 3
WIDE = 8
"""Columns of the first group in the water; the others share the rest."""


def about(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose the page: tiles, then the groups side by side on pale water."""
    content = Blocks(section)
    design = PageDesign(section, anchor_last=True)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    tiles = content.take(doc.Tiles)
    items = tiles.items if tiles is not None else ()
    design.add(*(_row(desk, items[start : start + ACROSS]) for start in range(0, len(items), ACROSS)))
    groups: list[Stack] = []
    while True:
        heading, group = content.group()
        if heading is None:
            break
        stack = Stack().add(0, desk.text(desk.plan.ink(heading), "small-head"))
        for index, box in enumerate(blocks(desk, group)):
            stack.add(6 if index else 9, box)
        groups.append(stack)
    if groups:
        design.add(Waterline("neutral", Gap(20, 32, 48), under=34))
        design.add(Row(_beside(groups), Gap(0, 0, 0)))
    design.add(*flow(desk, content.rest()))
    return [design]


def _row(desk: Desk, tiles: Sequence[doc.Tile]) -> Row:
    """Return tiles on a line, their texts level."""
    span = 12 / ACROSS
    least = head_height(desk, tiles, desk.theme.grid.span(span), "small-head")
    cells: list[tuple[float, float, Box]] = [
        (1 + k * span, span, text_tile(desk, tile, head="small-head", head_least=least))
        for k, tile in enumerate(tiles)
    ]
    return Row(cells, Gap(12, 24, 40))


def _beside(groups: list[Stack]) -> list[tuple[float, float, Box]]:
    first, *others = groups
    span = (12 - WIDE) / max(len(others), 1)
    return [(1, WIDE, first), *((1 + WIDE + k * span, span, box) for k, box in enumerate(others))]
