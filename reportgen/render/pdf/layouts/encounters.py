"""The spread of service encounters: a giant figure, then groups of rows with bars, three to a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportgen.charts import ChartFrame, draw
from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, Box, Stack, TextBox
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.layouts.work import banded
from reportgen.render.pdf.page import NORMAL, SUNK, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.cells import MARK_RISE
from reportgen.render.pdf.parts.figures import blocks, giant, paragraph
from reportgen.render.pdf.parts.legend import LegendBox
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import chart_figure
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Grid

PITCH, LEAST_PITCH = 25.0, 22.0
GROUPS_ON_FIRST = 3
BAR = 12.0
LEGEND = 26.0
HEAD, HEAD_TOP, NAME_TOP = 18.0, 7.0, 16.0
"""Points from a group's rule to its first row, to the heads of its columns, and to its name."""
LABEL_SPAN, LABEL_GAP = 4.6, 16.0
"""Columns of the grid that a label may take, and the white space between it and a long number, in points."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of services: its heading, table and bars."""

    heading: doc.Heading | None
    table: doc.Table
    chart: doc.Chart | None


def encounters(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Compose as many pages as the groups need; the first and the last carry a giant figure."""
    content = Blocks(section)
    heroes = content.take_all(doc.KeyFigures, role="hero")
    groups = _groups(content)
    notes = content.take_all(doc.Note)
    leads = content.take_all(doc.Paragraph)
    scales = _scales(groups)
    first, second = groups[:GROUPS_ON_FIRST], groups[GROUPS_ON_FIRST:]

    page = PageDesign(section)
    if heroes:
        page.add(*banded(desk, heroes[0].items[0], 12, "water", ink="primary-text"))
    for lead in leads:
        page.add(Row([(1, 8, paragraph(desk, lead))], NORMAL))
    for index, group in enumerate(first):
        box = GroupTable(desk, group, scales)
        page.add(Row([(1, 12, box)], Gap(14, 20 if index else 26, 44)))
    for note in notes:
        stack = Stack()
        for text in _captions(desk, note):
            stack.add(4, text)
        page.add(Row([(4, 9, stack)], Gap(10, 14, 36)))
    pages = [page]
    if second or len(heroes) > 1:
        pages.append(_second(desk, section, second, heroes[1:], scales))
    pages[-1].add(*flow(desk, content.rest()))
    return pages


def _second(
    desk: Desk,
    section: doc.Section,
    groups: Sequence[Group],
    heroes: Sequence[doc.KeyFigures],
    scales: tuple[Decimal | None, Decimal | None],
) -> PageDesign:
    page = PageDesign(section, title=False, top=54.0, continued=True)
    for group in groups:
        page.add(Row([(1, 12, GroupTable(desk, group, scales))], Gap(22, 30, 56)))
    if heroes:
        item = heroes[0].items[0]
        lead = Stack().add(
            0, desk.text([*desk.reading.ink(item, "label"), *desk.reading.ink(item, "text")], "lead")
        )
        page.add(Row([(1, 8, giant(desk, item, 7.7)), (9, 4, lead)], Gap(30, 44, 84), floats=True))
        page.add(Waterline("metro", SUNK, under=118))
    return page


def _groups(content: Blocks) -> list[Group]:
    """Pair each table with the heading before it and the chart of the same rows."""
    found = []
    tables = content.take_all(doc.Table)
    charts = content.take_all(doc.Chart, kind="bars")
    headings = content.take_all(doc.Heading)
    for index, table in enumerate(tables):
        ids = {row.indicator for row in table.rows}
        chart = next((c for c in charts if {d.indicator for d in c.data} <= ids), None)
        heading = headings[index] if index < len(headings) else None
        found.append(Group(heading, table, chart))
    return found


def _scales(groups: Sequence[Group]) -> tuple[Decimal | None, Decimal | None]:
    """Return the largest number of days and of people on the spread: these compare across groups."""
    data = [d for group in groups if group.chart is not None for d in group.chart.data if d.value is not None]
    days = [d.value for d in data if d.unit_kind == "day" and d.value is not None]
    people = [d.value for d in data if d.unit_kind == "person" and d.value is not None]
    return max(days, default=None), max(people, default=None)


def _captions(desk: Desk, note: doc.Note) -> list[Box]:
    return [box for block in note.blocks for box in blocks(desk, [block], colour="muted", role="caption")]


@dataclass(slots=True)
class GroupTable:
    """A table of one group: its name in columns 1–3, labels 4–8, numbers to the middle of 9, bars 10–12."""

    desk: Desk
    group: Group
    scales: tuple[Decimal | None, Decimal | None]

    def height(self, width: float) -> float:
        """The rows, or the name where it is taller."""
        head = LEGEND if self._legend is not None else 0.0
        name = NAME_TOP + self._name().height(self._grid.span(3) - 6)
        return head + max(HEAD + sum(self._row_heights()), name)

    @property
    def _grid(self) -> Grid:
        return self.desk.theme.grid

    def _labels(self) -> list[TextBox]:
        return [
            self.desk.text(
                self.desk.reading.ink(row.cells[0]), "label" if row.total else "table", colour="text"
            )
            for row in self.group.table.rows
        ]

    def _row_heights(self) -> list[float]:
        pitch = max(LEAST_PITCH, self.desk.air(PITCH))
        rows = zip(self._labels(), self.group.table.rows, strict=True)
        return [pitch + 12 * (len(label.lines(self._label_width(row))) - 1) for label, row in rows]

    def _label_width(self, row: doc.Row) -> float:
        number = self._number(row).lines(UNBROKEN)[0].width
        return min(self._grid.span(LABEL_SPAN), self._numbers_end - number - LABEL_GAP - self._grid.x(4))

    def _name(self) -> Stack:
        stack = Stack()
        if self.group.heading is not None:
            stack.add(0, self.desk.text(self.desk.reading.ink(self.group.heading), "small-head", leading=14))
        for part in ("caption", "note"):
            inks = self.desk.reading.ink(self.group.table, part)
            if inks:
                stack.add(7, self.desk.text(inks, "caption"))
        return stack

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw rule, colour, name, rows and bars."""
        grid = self._grid
        area = self.desk.theme.area(self.group.table.area)
        if self._legend is not None:
            grid = self._grid
            LegendBox(self.desk, self._legend).draw(pen, grid.x(4), y, grid.right - grid.x(4))
            y += LEGEND
        pen.rule(x, y, width, "primary", 0.75)
        pen.rect(x, y, grid.span(3), 5, area.colour)
        self._name().draw(pen, x, y + NAME_TOP, grid.span(3) - 6)
        self._heads(pen, y)
        top = y + HEAD
        centres: list[float] = []
        for row, label, height in zip(
            self.group.table.rows, self._labels(), self._row_heights(), strict=True
        ):
            pen.rule(grid.x(4), top - 0.25, grid.right - grid.x(4), "rule", 0.5)
            middle = top + height / 2
            centres.append(middle)
            room = self._label_width(row)
            lines = len(label.lines(room))
            label.draw(pen, grid.x(4), middle - (label.cap + 12 * (lines - 1)) / 2, room)
            self._draw_number(pen, row, middle)
            top += height
        self._bars(pen, y + HEAD, top, centres)

    @property
    def _numbers_end(self) -> float:
        return self._grid.x(9) + self._grid.span(1) * 0.32

    def _heads(self, pen: Pen, y: float) -> None:
        """Write what labels and numbers are, small, between the group's rule and its first row."""
        left, right = self._grid.x(4), self._numbers_end
        label, number = (
            self.desk.text(self.desk.reading.ink(cell), "table-header", align="right" if at else "left")
            for at, cell in enumerate((self.group.table.header[0], self.group.table.header[-1]))
        )
        label.draw(pen, left, y + HEAD_TOP, self._grid.span(3))
        number.draw(pen, left + self._grid.span(3), y + HEAD_TOP, right - left - self._grid.span(3))

    def _number(self, row: doc.Row) -> TextBox:
        """Return the number of a row, or the words that say why there is none."""
        inks = self.desk.reading.ink(row.cells[-1])
        return self.desk.text(only(inks, "number") or inks, "table-number", align="left")

    def _draw_number(self, pen: Pen, row: doc.Row, middle: float) -> None:
        right = self._numbers_end
        inks = self.desk.reading.ink(row.cells[-1])
        known = only(inks, "number")
        number = self._number(row)
        line = number.lines(UNBROKEN)[0]
        text = line.pieces[-1].text
        tail = line.pieces[-1].span.width("\u00a0") if text.endswith("\u00a0") else 0.0
        baseline = middle + number.cap / 2
        number.write_line(pen, line, right - line.width + tail, baseline)
        unit = only(inks, "unit")
        if unit:
            box = self.desk.text(unit, "caption")
            box.write_line(pen, box.lines(1e6)[0], right + 4, baseline)
            right += 4 + box.lines(1e6)[0].width
        marks = [ink for ink in inks if known and not ink.role]
        if marks:
            box = self.desk.text(marks, "caption", colour="text")
            box.draw(pen, right, baseline - number.cap - MARK_RISE, self._grid.column)

    def _bars(self, pen: Pen, top: float, foot: float, centres: Sequence[float]) -> None:
        chart = self.group.chart
        if chart is None:
            return
        grid = self._grid
        count = len(chart.data)
        frame = ChartFrame(
            width=grid.span(3),
            height=foot - top,
            rows=tuple(centre - top for centre in centres[:count]),
            bar=BAR,
            days=self.scales[0],
            people=self.scales[1],
            labels=False,
        )
        drawing = draw(chart, self.desk.theme, frame)
        with chart_figure(self.desk, pen, chart, grid.x(10), top, frame.width, frame.height):
            pen.replay(drawing, grid.x(10), top)

    @property
    def _legend(self) -> doc.Chart | None:
        """The chart, if it is the one that explains the forms of bars."""
        chart = self.group.chart
        return chart if chart is not None and chart.legend_alt else None
