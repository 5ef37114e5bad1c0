"""About the figures: short texts side by side, and on pale water what they were read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Box, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NONE, NORMAL, WIDE, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import blocks, head_height, paragraph, text_tile
from reportgen.render.pdf.parts.shared import UNDER, Blocks, aside_row, flow

ACROSS = 3
FIRST = 8
"""Columns of the first text in the water; the others share the rest."""

Group = tuple[doc.Heading | None, list[doc.Block]]


def about(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose the page: groups under each other, and the last on pale water: tiles, or texts side by side."""
    content = Blocks(section)
    design = PageDesign(section, anchor_last=True)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    groups = _groups(content.rest())
    start = shore(groups)
    ashore, afloat = groups[:start], groups[start:]
    for group in ashore:
        design.add(*_rows(desk, group))
    if afloat:
        first, *others = [_beside(desk, afloat)] if _is_text(afloat[0]) else _rows(desk, afloat[0])
        design.add(Waterline("neutral", Gap(20, 32, 48), under=34), replace(first, gap=NONE), *others)
    return [design]


def _groups(content: Sequence[doc.Block]) -> list[Group]:
    """Return the blocks by the headings that they stand under."""
    groups: list[Group] = [(None, [])]
    for block in content:
        if isinstance(block, doc.Heading):
            groups.append((block, []))
        else:
            groups[-1][1].append(block)
    return groups if groups[0][1] else groups[1:]


def shore(groups: Sequence[Group]) -> int:
    """Return where the groups in the water begin: the texts at the end, or the last group if it is none."""
    start = len(groups)
    while start and groups[start - 1][0] is not None and _is_text(groups[start - 1]):
        start -= 1
    return start if start < len(groups) or start < 2 else start - 1


def _is_text(group: Group) -> bool:
    return all(isinstance(block, doc.Paragraph | doc.BulletList) for block in group[1])


def _rows(desk: Desk, group: Group) -> list[Row]:
    """Return a group of its own: a heading beside its text, or over tiles and whatever else it holds."""
    heading, content = group
    if _is_text(group):
        return [aside_row(desk, heading, content, gap=WIDE)]
    rows = [
        row
        for block in content
        for row in (_tiles(desk, block.items) if isinstance(block, doc.Tiles) else flow(desk, [block]))
    ]
    if heading is None:
        return rows
    head = Row([(1, 12, desk.text(desk.reading.ink(heading), "subhead"))], WIDE)
    return [head, replace(rows[0], gap=UNDER), *rows[1:]]


def _tiles(desk: Desk, tiles: Sequence[doc.Tile]) -> list[Row]:
    return [_row(desk, tiles[start : start + ACROSS]) for start in range(0, len(tiles), ACROSS)]


def _row(desk: Desk, tiles: Sequence[doc.Tile]) -> Row:
    """Return tiles on a line, their texts level."""
    span = 12 / ACROSS
    least = head_height(desk, tiles, desk.theme.grid.span(span), "small-head")
    cells: list[tuple[float, float, Box]] = [
        (1 + k * span, span, text_tile(desk, tile, head="small-head", head_least=least))
        for k, tile in enumerate(tiles)
    ]
    return Row(cells, Gap(12, 24, 40))


def _beside(desk: Desk, groups: Sequence[Group]) -> Row:
    """Return texts side by side, the first of them wide."""
    cells: list[tuple[float, float, Box]] = []
    column, rest = 1.0, (12.0 - FIRST) / max(len(groups) - 1, 1)
    for heading, content in groups:
        stack = Stack()
        if heading is not None:
            stack.add(0, desk.text(desk.reading.ink(heading), "small-head"))
        for index, box in enumerate(blocks(desk, content)):
            stack.add(6 if index else 9, box)
        span = rest if cells else FIRST
        cells.append((column, span, stack))
        column += span
    return Row(cells, NONE)
