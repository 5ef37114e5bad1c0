"""The years: a row for each series, its message left and its line right, and two years as a table."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.reading import Inks
from reportgen.render.pdf.boxes import UNBROKEN, Box, Rule, Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import TIGHT, Gap, PageDesign, Row
from reportgen.render.pdf.parts.cells import head_cell, number_cell
from reportgen.render.pdf.parts.figures import blocks, paragraph
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import ChartBox, TableBox, room_before

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
    told: list[doc.Block] = []
    for block in content.rest():
        match block:
            case doc.Chart(spec=spec) if spec.kind == "series":
                head = _head(desk, told, desk.reading.ink(block, "title"))
                design.add(*_ruled(head, ChartBox(desk, block, desk.air(CHART))))
            case doc.Table(header=header) if len(header) == COLUMNS:
                design.add(*_ruled(_beside(desk, told, block), _table(desk, block)))
            case doc.Heading() if told:
                design.add(*flow(desk, told))
                told = [block]
                continue
            case _:
                told.append(block)
                continue
        told = []
    design.add(*flow(desk, told))
    return [design]


def _beside(desk: Desk, told: Sequence[doc.Block], table: doc.Table) -> Stack:
    """Return what stands beside a table: its message, caption and note."""
    stack = _head(desk, told, ())
    for part, gap in (("caption", 10.0), ("note", 6.0)):
        inks = desk.reading.ink(table, part)
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


def _head(desk: Desk, told: Sequence[doc.Block], title: Inks) -> Stack:
    """Return the message, a heading or the chart's own title, and the text under it."""
    stack = Stack()
    headings = [desk.reading.ink(block) for block in told if isinstance(block, doc.Heading)]
    for inks in (*headings, title):
        if inks:
            stack.add(0, desk.text(inks, "subhead"))
    for box in blocks(desk, [block for block in told if not isinstance(block, doc.Heading)]):
        stack.add(8, box)
    return stack


def _ruled(head: Box, content: Box) -> list[Row]:
    rule = Row([(1, 12, Rule("primary", 1.5))], Gap(10, 18, 34))
    return [rule, Row([(1, 4, head), (5, 8, content)], Gap(10, 12, 14))]
