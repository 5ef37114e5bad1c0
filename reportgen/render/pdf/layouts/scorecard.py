"""The scorecard of a strategy: its promises over a spread, each with what tells of it or why nothing does."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Stack
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import Gap, PageDesign, Row, compose
from reportgen.render.pdf.parts.figures import blocks
from reportgen.render.pdf.parts.grouped import group_rows
from reportgen.render.pdf.parts.shared import Blocks, flow

CONTINUED_TOP = 54.0
"""Where the second page begins, in points from its top."""


def scorecard(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose a spread: the lead beside the title, and the groups parted where both pages fill best."""
    content = Blocks(section)
    table = content.take(doc.Table, id="scorecard")
    if table is None:
        return [PageDesign(section).add(*flow(desk, content.rest()))]
    leads = content.take_all(doc.Paragraph, role="lead")
    remarks = _remarks(desk, content.take_all(doc.Note))
    rest = content.rest()
    # The caption is read before the rows, so it stands on their first page.
    caption = Row([(1, 12, desk.text(desk.reading.ink(table, "caption"), "caption"))], Gap(8, 12, 18))

    def spread(at: int) -> list[PageDesign]:
        first = PageDesign(section, aside=[desk.reading.ink(lead) for lead in leads])
        second = PageDesign(section, title=False, top=CONTINUED_TOP, continued=True)
        first.add(*group_rows(desk, table, table.groups[:at]), caption)
        second.add(*group_rows(desk, table, table.groups[at:], repeated=True))
        second.add(*remarks, *flow(desk, rest))
        return [first, second]

    cuts = [spread(at) for at in range(1, len(table.groups))]
    return min(cuts, key=lambda pages: max(compose(page, desk.theme).fill for page in pages))


def _remarks(desk: Desk, notes: Sequence[doc.Note]) -> list[Row]:
    """Return the remarks on the table under its rows."""
    stack = Stack()
    inner = [block for note in notes for block in note.blocks]
    for box in blocks(desk, inner, colour="muted", role="caption"):
        stack.add(4, box)
    return [Row([(5, 8, stack)], Gap(8, 12, 18))] if inner else []
