"""The years: a row for each series, its message left and its line right, and two years as a table."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, Box, Rule, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import TIGHT, Gap, PageDesign, Row
from reportgen.render.pdf.parts.cells import head_cell, number_cell
from reportgen.render.pdf.parts.figures import blocks, paragraph
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import ChartBox, TableBox, room_before
from reportgen.render.pdf.plan import Inks

CHART = 80.0
COLUMNS = 4
LEAST_ROW = 22.0
AIR = 2.0


def years(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose the page: every series and the table hang from a rule, head left, content right."""
    content = Blocks(section)
    design = PageDesign(section)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], TIGHT))
    while (chart := content.take(doc.Chart, kind="series")) is not None:
        head = _head(desk, desk.plan.ink(chart, "title"), content.lead_in())
        design.add(*_ruled(head, ChartBox(desk, chart, desk.air(CHART))))
    rest = content.rest()
    table = next((block for block in rest if _is_of_two_years(block)), None)
    if isinstance(table, doc.Table):
        at = rest.index(table)
        heading = rest[at - 1] if at and isinstance(rest[at - 1], doc.Heading) else None
        rest = [block for block in rest if block is not table and block is not heading]
        design.add(*_ruled(_told(desk, heading, table), _table(desk, table)))
    design.add(*flow(desk, rest))
    return [design]


def _is_of_two_years(block: doc.Block) -> bool:
    return isinstance(block, doc.Table) and len(block.header) == COLUMNS


def _told(desk: Desk, heading: doc.Block | None, table: doc.Table) -> Stack:
    """Return what stands beside a table: its message, caption and note."""
    stack = _head(desk, desk.plan.ink(heading) if heading is not None else (), ())
    for part, gap in (("caption", 10.0), ("note", 6.0)):
        inks = desk.plan.ink(table, part)
        if inks:
            stack.add(gap, desk.text(inks, "caption"))
    return stack


def _table(desk: Desk, table: doc.Table) -> TableBox:
    """Return the table, its columns of numbers as wide as what they hold."""
    widths, hang = [], 0.0
    for at in range(1, len(table.header)):
        rows = [number_cell(desk, row.cells[at], main=True, total=row.total) for row in table.rows]
        cells = [head_cell(desk, table.header[at]), *rows]
        widest = max(cell.text.lines(UNBROKEN)[0].width for cell in cells)
        widths.append(widest + room_before(hang) + AIR)
        hang = max(cell.hang for cell in cells)
    row = max(LEAST_ROW, desk.air(LEAST_ROW))
    return TableBox(desk, table, widths, row_least=row, keys=False)


def _head(desk: Desk, title: Inks, content: Sequence[doc.Block]) -> Stack:
    stack = Stack()
    if title:
        stack.add(0, desk.text(title, "subhead"))
    for box in blocks(desk, content):
        stack.add(8, box)
    return stack


def _ruled(head: Box, content: Box) -> list[Row]:
    rule = Row([(1, 12, Rule("primary", 1.5))], Gap(10, 18, 34))
    return [rule, Row([(1, 4, head), (5, 8, content)], Gap(10, 12, 14))]
