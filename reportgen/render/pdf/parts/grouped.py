"""Tables in groups: what heads a group stands large at its left, the group's rows at its right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, Rule, Stack, TextBox
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.page import NONE, TIGHT, Gap, Row
from reportgen.render.pdf.pen import Pen

PITCH, LEAST_PITCH = 28.0, 25.0
HEADER = 20.0
TOP, PAD = 15.0, 12.0
FIRST = 7.5
"""Room over the first row, which centres it on the first line of the group's name."""
SLASHES = 20.0
ARROW = 9.0
ARROW_ROOM = 14.0
NAME, NUMBER = 18.0, 14.0
NUMBER_ROOM = 54.0
NUMBERS = 2
"""The column whose head ends where its numbers end."""
APART = Gap(8, 20, 36)
"""White space between two groups."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where columns of a group's rows begin, in points from the table's left; numbers end at ``number``."""

    label: float
    label_width: float
    number: float
    compared: float
    verdict: float
    end: float


def _columns(desk: Desk) -> _Columns:
    grid = desk.theme.grid
    label, width = grid.x(5) - grid.x(1), grid.span(3) + 8
    return _Columns(
        label=label,
        label_width=width,
        number=label + width + 6 + NUMBER_ROOM,
        compared=grid.x(10) - grid.x(1),
        verdict=grid.x(11) - grid.x(1) + 12,
        end=grid.right - grid.x(1),
    )


@dataclass(slots=True)
class GroupedHeader:
    """The header cells over their columns; ``repeated``, for a further page, it is furniture."""

    desk: Desk
    table: doc.Table
    repeated: bool = False

    def height(self, width: float) -> float:
        """One line and the room under it."""
        return HEADER

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write each head where its column begins, that of the numbers where they end."""
        at = _columns(self.desk)
        places = (0.0, at.label, at.number, at.compared, at.verdict)
        for index, (cell, place) in enumerate(zip(self.table.header, places, strict=True)):
            box = self._box(cell)
            room = box.lines(UNBROKEN)[0].width + 1
            box.draw(pen, x + (place - room if index == NUMBERS else place), y, room)

    def _box(self, cell: doc.Cell) -> TextBox:
        if self.repeated:
            return self.desk.furniture(doc.plain(cell.children), "table-header")
        return self.desk.text(self.desk.reading.ink(cell), "table-header")


@dataclass(slots=True)
class GroupBox:
    """One group: a rule, its name and text in columns 1 to 4, its rows in columns 5 to 12."""

    desk: Desk
    rows: Sequence[doc.Row]

    def height(self, width: float) -> float:
        """The taller side."""
        return max(TOP + self._head().height(self._head_width) + PAD, FIRST + sum(self._heights()))

    @property
    def _head_width(self) -> float:
        return self.desk.theme.grid.span(4) - 8

    def _head(self) -> Stack:
        name, *texts = self.rows[0].cells
        ink = self.desk.reading.ink
        stack = Stack().add(0, self.desk.text(ink(name), "subhead", size=NAME, leading=NAME))
        for text in texts:
            stack.add(9, self.desk.body(ink(text)))
        return stack

    def _label(self, row: doc.Row) -> TextBox:
        return self.desk.text(self.desk.reading.ink(row.cells[0]), "table", colour="text")

    def _heights(self) -> list[float]:
        width, pitch = _columns(self.desk).label_width, max(LEAST_PITCH, self.desk.air(PITCH))
        return [pitch + 12 * max(0, len(self._label(row).lines(width)) - 2) for row in self.rows[1:]]

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the group from its rule down."""
        Rule("primary", 1.5).draw(pen, x, y, width)
        self._head().draw(pen, x, y + TOP, self._head_width)
        if not self.rows[1].indicator:
            self._blank(pen, self.rows[1], x, y)
            return
        top, at = y + FIRST, _columns(self.desk)
        for index, (row, height) in enumerate(zip(self.rows[1:], self._heights(), strict=True)):
            if index:
                pen.rule(x + at.label, top - 0.25, at.end - at.label, "rule", 0.5)
            self._row(pen, row, x, top + height / 2)
            top += height

    def _row(self, pen: Pen, row: doc.Row, x: float, middle: float) -> None:
        desk, at = self.desk, _columns(self.desk)
        label = self._label(row)
        _centred(pen, label, x + at.label, middle, at.label_width)
        inks = desk.reading.ink(row.cells[1])
        number = desk.text(only(inks, "number") or inks, "subhead", size=NUMBER)
        line = number.lines(UNBROKEN)[0]
        last = line.pieces[-1]
        tail = last.span.width("\u00a0") if last.text.endswith("\u00a0") else 0.0
        baseline = middle + number.cap / 2
        number.write_line(pen, line, x + at.number - line.width + tail, baseline)
        unit = only(inks, "unit")
        if unit:
            box = desk.text(unit, "body", colour="primary")
            box.write_line(pen, box.lines(UNBROKEN)[0], x + at.number + 4, baseline)
        *compared, verdict = row.cells[2:]
        for cell in compared:
            box = desk.text(desk.reading.ink(cell), "caption", colour="text")
            _centred(pen, box, x + at.compared, middle, at.verdict - at.compared)
        self._verdict(pen, verdict, x + at.verdict, middle, x + at.end)

    def _verdict(self, pen: Pen, cell: doc.Cell, x: float, middle: float, end: float) -> None:
        inks = self.desk.reading.ink(cell)
        if cell.way:
            arrow(pen, x, middle, cell.way)
            x += ARROW_ROOM
        box = self.desk.text(inks, "label" if cell.way else "caption")
        _centred(pen, box, x, middle, end - x)

    def _blank(self, pen: Pen, row: doc.Row, x: float, y: float) -> None:
        """Mark what nothing measures as charts mark a year without a value, with two slashes."""
        desk, at = self.desk, _columns(self.desk)
        left = x + at.label
        for offset in (0.0, 5.0):
            pen.path(
                [("M", (left + offset, y + TOP + 10)), ("L", (left + 6 + offset, y + TOP))],
                stroke="primary",
                width=1.5,
            )
        ink = desk.reading.ink
        head, why = desk.text(ink(row.cells[0]), "small-head"), desk.body(ink(row.cells[1]))
        stack = Stack().add(0, head).add(7, why)
        stack.draw(pen, left + SLASHES, y + TOP, desk.theme.grid.span(6))


def group_rows(
    desk: Desk, table: doc.Table, groups: Sequence[Sequence[doc.Row]], *, repeated: bool = False
) -> list[Row]:
    """Return the header and groups of a table, a row of the page each; ``repeated`` on a further page."""
    header = Row([(1, 12, GroupedHeader(desk, table, repeated))], TIGHT)
    gaps = [NONE, *[APART] * len(groups)]
    boxes = [Row([(1, 12, GroupBox(desk, group))], gap) for group, gap in zip(groups, gaps, strict=False)]
    return [header, *boxes]


def arrow(pen: Pen, x: float, middle: float, way: str) -> None:
    """Draw an arrow up or down, or a level one, 9 points long, centred on ``middle``."""
    half, head = ARROW / 2, 3.5
    if way == "same":
        stem = (x, middle), (x + ARROW, middle)
        tip = (x + ARROW - head, middle - head), (x + ARROW, middle), (x + ARROW - head, middle + head)
    else:
        sign, at = (-1 if way == "up" else 1), x + half
        stem = (at, middle - sign * half), (at, middle + sign * half)
        end = middle + sign * half
        tip = (at - head, end - sign * head), (at, end), (at + head, end - sign * head)
    for points in (stem, tip):
        start, *rest = points
        pen.path([("M", start), *(("L", point) for point in rest)], stroke="primary", width=1.5)


def _centred(pen: Pen, box: TextBox, x: float, middle: float, width: float) -> None:
    lines = len(box.lines(width))
    box.draw(pen, x, middle - (box.cap + (lines - 1) * box.leading) / 2, width)
