"""What several layouts share: picking blocks, rows of tiles, and the plain flow of whatever is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from reportgen.model import document as doc
from reportgen.model.chartkind import KINDS
from reportgen.render.pdf.boxes import AtLeast, Box, Cut, Divisible, Inset, Rule, Stack, has_room
from reportgen.render.pdf.columns import Columns, Piece
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, TIGHT, WIDE, Gap, Row
from reportgen.render.pdf.parts.cells import main_columns
from reportgen.render.pdf.parts.figures import (
    Numbered,
    blocks,
    common_size,
    figure_tile,
    paragraph,
    ruled_list,
    text_tile,
)
from reportgen.render.pdf.parts.grouped import group_rows
from reportgen.render.pdf.parts.legend import LegendBox
from reportgen.render.pdf.parts.pictures import landscape_photo, panel_rows
from reportgen.render.pdf.parts.tables import BarTable, ChartBox, TableBox
from reportgen.render.pdf.parts.widetables import Family, WideTable, families
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import fits

B = TypeVar("B", bound=doc.Block)
T = TypeVar("T")

FIGURE = 34.0
"""The size of figures in tiles, in points, where none is too wide for its tile."""
UNDER = Gap(9, 13, 18)
"""White space between a heading and what stands under it."""
APART = Gap(20, 28, 36)
"""White space over a table: its caption is nearer to it than to the notes of the one before."""
INDENT = 14.0
"""Points by which what a node of a diagram holds stands to its right in a list."""
MOST_NOTE = 12
"""Lines of a table's notes that are never parted from its last rows."""
TOGETHER = 6
"""Paragraphs of a plain text that stand in two columns together."""


class Blocks:
    """The blocks of a section, taken one by one; what no layout asks for is left for the flow."""

    def __init__(self, section: doc.Section) -> None:
        self._left = list(section.blocks)

    def take(self, type: type[B], **fields: str) -> B | None:
        """Take the first block of a type whose fields have these values, or None."""
        for block in self._left:
            if isinstance(block, type) and all(_field(block, k) == v for k, v in fields.items()):
                self._left.remove(block)
                return block
        return None

    def take_all(self, type: type[B], **fields: str) -> list[B]:
        """Take every block of a type whose fields have these values."""
        found = []
        while (block := self.take(type, **fields)) is not None:
            found.append(block)
        return found

    def group(self) -> tuple[doc.Heading | None, list[doc.Block]]:
        """Take the next heading and what stands under it, up to the next heading."""
        heading = self.take(doc.Heading)
        if heading is None:
            return None, []
        return heading, self._until_heading()

    def lead_in(self) -> list[doc.Block]:
        """Take what stands before the first heading and is plain text."""
        found: list[doc.Block] = []
        while self._left and isinstance(self._left[0], doc.Paragraph | doc.BulletList):
            found.append(self._left.pop(0))
        return found

    def rest(self) -> list[doc.Block]:
        """Take all that is left."""
        left, self._left = self._left, []
        return left

    def _until_heading(self) -> list[doc.Block]:
        # The heading is gone from the list already, as are the blocks that a layout took before.
        found: list[doc.Block] = []
        while self._left and not isinstance(self._left[0], doc.Heading):
            found.append(self._left.pop(0))
        return found


def _field(block: object, key: str) -> object:
    if key == "kind" and isinstance(block, doc.Chart):
        return block.spec.kind
    return getattr(block, key, None)


def columns_for(count: int, most: int = 5) -> list[int]:
    """Return how many tiles stand in each row: three, four or six go well, five become one row.

    ``most`` is how many a row may hold at all.
    """
    if count <= most:
        return [count]
    per_row = min(most, 4 if count % 4 == 0 and count % 3 else 3)
    full, left = divmod(count, per_row)
    return [per_row] * full + ([left] if left else [])


def tile_rows(
    items: Sequence[T], make: Callable[[T, float], Box], desk: Desk, *, gap: Gap = NORMAL
) -> list[Row]:
    """Return rows of equal tiles over the page's columns; ``make`` gets an item and its width.

    Tiles whose words have no room are set wider, fewer to a row.
    """
    grid = desk.theme.grid
    for most in (5, 3, 2, 1):
        counts = columns_for(len(items), most)
        span = 12 / max(counts, default=1)
        boxes = [make(item, grid.span(span)) for item in items]
        if all(has_room(box, grid.span(span)) for box in boxes):
            break
    rows: list[Row] = []
    for count in counts:
        row, boxes = boxes[:count], boxes[count:]
        rows.append(Row([(1 + k * span, span, box) for k, box in enumerate(row)], gap))
    return rows


def figure_rows(desk: Desk, items: Sequence[doc.KeyFigure], *, gap: Gap = NORMAL) -> list[Row]:
    """Return rows of figures, all of one size."""

    def tile(item: doc.KeyFigure, width: float) -> Box:
        return figure_tile(desk, item, width, size=common_size(desk, items, width, FIGURE))

    return tile_rows(items, tile, desk, gap=gap)


def aside_row(
    desk: Desk,
    heading: doc.Heading | None,
    content: Sequence[doc.Block],
    *,
    gap: Gap = NORMAL,
    colour: str = "text",
) -> Row:
    """Return a row with a heading in columns 1 to 4 and its text in two level columns of four beside it."""
    cells: list[tuple[float, float, Box]] = []
    if heading is not None:
        cells.append((1, 4, desk.text(desk.reading.ink(heading), "subhead")))
    pieces = [
        Piece(8, box, heads=isinstance(block, doc.Heading))
        for block in content
        for box in blocks(desk, [block], colour=colour)
    ]
    if pieces:
        cells.append((5, 8, pieces[0].box if len(pieces) == 1 else Columns(pieces, desk.theme.grid.gutter)))
    return Row(cells, gap)


def flow(desk: Desk, content: Sequence[doc.Block]) -> list[Row]:
    """Return rows for blocks that no layout placed, in their order: the plain way to set anything.

    A heading stands beside its text, or over a table, chart or other thing. Charts in a row share a line.
    """
    kin = desk.once(families)
    rows: list[Row] = []
    heading: doc.Heading | None = None
    before = ""
    for kind, group in groupby(content, key=_kind):
        found = list(group)
        if kind == "heading":
            heads = [block for block in found if isinstance(block, doc.Heading)]
            rows += [_heading(desk, block) for block in heads[:-1]]
            heading = heads[-1]
        elif kind == "text":
            texts = _texts(desk, heading, found)
            if before == "chart":
                # What is said of a chart stays with it.
                rows[-1], texts[0] = replace(rows[-1], leads=True), replace(texts[0], gap=TIGHT)
            rows += texts
        else:
            first, *others = _charts(desk, found) if kind == "chart" else _others(desk, found, kin)
            rows += [first] if heading is None else [_heading(desk, heading), replace(first, gap=UNDER)]
            rows += others
        heading = heading if kind == "heading" else None
        before = kind
    return [*rows, *([_heading(desk, heading)] if heading is not None else [])]


def _kind(block: doc.Block) -> str:
    match block:
        case doc.Heading():
            return "heading"
        case doc.Paragraph(role="lead"):
            return "lead"
        case doc.Paragraph() | doc.BulletList():
            return "text"
        case doc.Chart():
            return "chart"
        case _:
            return "other"


def _heading(desk: Desk, heading: doc.Heading) -> Row:
    role = "subhead" if heading.level <= 3 else "small-head"
    return Row([(1, 12, desk.text(desk.reading.ink(heading), role))], WIDE)


def _texts(desk: Desk, heading: doc.Heading | None, content: Sequence[doc.Block]) -> list[Row]:
    """Return a heading with its text, a long text in several rows, so that it can go on over pages."""
    parts = [content[start : start + TOGETHER] for start in range(0, max(len(content), 1), TOGETHER)]
    first = aside_row(desk, heading, parts[0], gap=WIDE if heading is not None else NORMAL)
    if heading is None:
        first = replace(first, cells=[(1, span, box) for _, span, box in first.cells])
    return [first, *(aside_row(desk, None, part, gap=TIGHT) for part in parts[1:])]


def _charts(desk: Desk, charts: Sequence[doc.Block]) -> list[Row]:
    """Return charts two to a line, a last one over the width; a chart of many marks has a line of its own."""
    rows: list[Row] = []
    waiting: list[doc.Chart] = []
    for chart in (block for block in charts if isinstance(block, doc.Chart)):
        if not KINDS[chart.spec.kind].paired:
            rows.append(_chart_row(desk, [chart]))
            continue
        waiting.append(chart)
        if len(waiting) == 2:
            rows.append(_chart_row(desk, waiting))
            waiting = []
    return [*rows, *([_chart_row(desk, waiting)] if waiting else [])]


def _chart_row(desk: Desk, charts: Sequence[doc.Chart]) -> Row:
    span = 12 // len(charts)
    width = desk.theme.grid.span(span)
    # Charts side by side begin level, whatever lines their titles take.
    heads = [desk.text(desk.reading.ink(chart, "title"), "subhead") for chart in charts]
    room = max((head.height(width) for head, c in zip(heads, charts, strict=True) if c.title), default=0.0)
    return Row(
        [(1 + k * span, span, chart_with_title(desk, chart, room)) for k, chart in enumerate(charts)], NORMAL
    )


def _others(desk: Desk, content: Sequence[doc.Block], kin: Mapping[str, Family]) -> list[Row]:
    return [row for block in content for row in _row(desk, block, kin)]


def _row(desk: Desk, block: doc.Block, kin: Mapping[str, Family]) -> list[Row]:
    match block:
        case doc.Paragraph():
            return [Row([(1, 9, paragraph(desk, block))], NORMAL)]
        case doc.KeyFigures():
            return figure_rows(desk, block.items)
        case doc.Tiles(role="numbered"):
            return numbered_rows(desk, block.items)
        case doc.Tiles(role="pictures"):
            return panel_rows(desk, block)
        case doc.Tiles():
            return tile_rows(block.items, lambda item, w: text_tile(desk, item), desk)
        case doc.Table(is_grouped=True):
            caption = Row([(1, 12, with_caption(desk, block, Stack()))], TIGHT)
            return [*group_rows(desk, block, block.groups), caption]
        case doc.Table():
            return _table(desk, block, kin[block.id])
        case doc.Note():
            return [Row([(1, 12, note(desk, block))], TIGHT)]
        case doc.Photo():
            return [Row([(1, 12, landscape_photo(desk, block, len(block.slot)))], NORMAL)]
        case doc.Diagram():
            return [Row([(1, 12, diagram(desk, block))], NORMAL)]
        case _:
            return []


def numbered_rows(desk: Desk, items: Sequence[doc.Tile]) -> list[Row]:
    """Return an ordered list in two columns, read down the first and then the second."""
    half = -(-len(items) // 2)
    rows = []
    for row in range(half):
        weight = 0.75 if row else 1.5
        cells: list[tuple[float, float, Box]] = [(1, 6, Numbered(desk, items[row], weight))]
        if row + half < len(items):
            cells.append((7, 6, Numbered(desk, items[row + half], weight)))
        rows.append(Row(cells, Gap(7, 11, 20)))
    return rows


def _table(desk: Desk, table: doc.Table, family: Family) -> list[Row]:
    """Return a table with its notes, long ones in a row of their own."""
    inks = desk.reading.ink(table, "note")
    text = desk.text(inks, "caption")
    noted = not inks or len(text.lines(desk.theme.grid.span(12))) <= MOST_NOTE
    row = Row([(1, 12, WideTable(desk, table, family, noted=noted))], APART, leads=not noted)
    return [row] if noted else [row, Row([(1, 12, text)], TIGHT)]


def with_caption(desk: Desk, table: doc.Table, stack: Stack) -> Stack:
    """Append a table's caption and note under it."""
    for part in ("caption", "note"):
        inks = desk.reading.ink(table, part)
        if inks:
            stack.add(9 if part == "caption" else 3, desk.text(inks, "caption"))
    return stack


def bar_table(desk: Desk, table: doc.Table, chart: doc.Chart | None, numbers: Sequence[float]) -> Stack:
    """Return a table over seven columns with bars on its rows in the last five: its last column's values."""
    grid = desk.theme.grid
    main = main_columns(desk, table) or frozenset([len(table.header) - 1])
    box = TableBox(desk, table, numbers, rules=grid.span(12), main=main)
    beside = BarTable(desk, box, chart, grid.span(7), grid.x(8) - grid.x(1))
    stack = Stack()
    if chart is not None and chart.legend_alt:
        stack.add(0, LegendBox(desk, chart))
    return with_caption(desk, table, stack.add(14, beside))


def chart_with_title(desk: Desk, chart: doc.Chart, room: float = 0.0) -> Stack:
    """Return a chart under its message, which takes at least so much room."""
    stack = Stack()
    title = desk.reading.ink(chart, "title")
    if title or room:
        stack.add(0, AtLeast(room, desk.text(title, "subhead")))
    if chart.legend_alt:
        stack.add(14, LegendBox(desk, chart))
    return stack.add(14, ChartBox(desk, chart))


@dataclass(frozen=True, slots=True)
class Remark:
    """Texts on a ground of their own with a line at their left."""

    inner: Box

    def height(self, width: float) -> float:
        """The texts with the ground around them."""
        return self.inner.height(width - 26) + 20

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts of the texts; each part has its ground."""
        for head, tail, cost in self.inner.cuts(width - 26) if isinstance(self.inner, Divisible) else ():
            yield Remark(head), Remark(tail), cost

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw ground, line and texts."""
        pen.rect(x, y, width, self.height(width), "note")
        pen.rect(x, y, 2, self.height(width), "primary")
        self.inner.draw(pen, x + 14, y + 10, width - 26)


def note(desk: Desk, block: doc.Note) -> Remark:
    """Return a remark on its own ground with a line at its left."""
    inner = Stack()
    for box in blocks(desk, block.blocks):
        inner.add(6, box)
    return Remark(inner)


def diagram(desk: Desk, content: doc.Diagram, drawing: Box | None = None, ground: str = "ground") -> Box:
    """Return a diagram as drawn, or as plain lists where its words have no room in a drawing."""
    width = desk.theme.grid.span(12)
    if drawing is not None and fits(desk.theme, desk.faces, drawing, width, ground):
        return drawing
    return diagram_list(desk, content.nodes)


def diagram_list(desk: Desk, nodes: Sequence[doc.DiagramNode], level: int = 0) -> Stack:
    """Return nodes as plain lists, with all that they hold."""
    stack = Stack()
    for node in nodes:
        area = desk.theme.area(node.area)
        if not level:
            stack.add(12, Rule(area.colour, 3))
        stack.add(8, desk.text(desk.reading.ink(node, "title"), "label"))
        for part in ("role", "person"):
            inks = desk.reading.ink(node, part)
            if inks:
                stack.add(3, desk.text(inks, "body"))
        items = [desk.reading.ink(node, f"item{index}") for index in range(len(node.items))]
        if items:
            stack.add(6, ruled_list(desk, items, rule=area.colour))
        if node.nodes:
            stack.add(6, Inset(diagram_list(desk, node.nodes, level + 1), INDENT))
    return stack
