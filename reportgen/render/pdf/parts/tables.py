"""Tables: rules instead of boxes, text left, numbers right, the row's colour as a key and a bar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from reportgen.charts import ChartFrame, draw, height_for
from reportgen.model import document as doc
from reportgen.model.chartkind import KINDS
from reportgen.render.pdf.boxes import TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.parts.cells import NumberCell, RowBoxes, head_cell, main_columns, number_cell
from reportgen.render.pdf.pen import Pen
from reportgen.theme import Theme

KEY = 10.0
KEY_GAP = 8.0
COLUMN_GAP, MARK_ROOM = 6.0, 3.0
"""White space before a number or words in a column, and behind the mark of the number before."""


@dataclass(slots=True)
class TableBox:
    """A table over a width. ``columns`` are the widths of the number columns at its right edge.

    ``rules`` is how far its main rules run, where they run on past it, over a chart. A part of a table has
    the rows from ``start`` to before ``stop``; where it goes on from another page its head is repeated, which
    is no content. ``main`` are the columns that are read first; None: found out.
    """

    desk: Desk
    table: doc.Table
    columns: Sequence[float]
    row_least: float = 24.0
    keys: bool = True
    rules: float | None = None
    start: int = 0
    stop: int | None = None
    main: frozenset[int] | None = None
    boxes: RowBoxes = field(default_factory=dict)
    _room: list[float] | None = field(default=None, init=False)

    @property
    def indices(self) -> range:
        """The numbers of the rows that this part shows."""
        return range(self.start, len(self.table.rows) if self.stop is None else self.stop)

    def _measures(self, rows: Sequence[Sequence[NumberCell]]) -> list[float]:
        """Return the width for text in each column: marks hang into the next one, those of the last out."""
        hangs = [max((cells[at].hang for cells in rows), default=0.0) for at in range(len(self.columns))]
        return [w - room_before(hang) for w, hang in zip(self.columns, [0.0, *hangs], strict=False)]

    @property
    def _cell_measures(self) -> list[float]:
        # Every row asks for what all of them need.
        if self._room is None:
            self._room = self._measures([self._boxes(index)[1] for index in range(len(self.table.rows))])
        return self._room

    def _boxes(self, index: int) -> tuple[TextBox, list[NumberCell]]:
        if index not in self.boxes:
            if self.main is None:
                self.main = main_columns(self.desk, self.table)
            row = self.table.rows[index]
            inks = self.desk.reading.ink(row.cells[0])
            label = self.desk.text(inks, "label" if row.total else "table", colour="text")
            numbers = [
                number_cell(self.desk, cell, main=at in self.main, total=row.total)
                for at, cell in enumerate(row.cells)
                if at
            ]
            self.boxes[index] = label, numbers
        return self.boxes[index]

    @property
    def _indent(self) -> float:
        return KEY + KEY_GAP if self.keys else 0.0

    def _label_width(self, width: float) -> float:
        return width - sum(self.columns) - self._indent

    def _row_height(self, index: int, width: float) -> float:
        label, numbers = self._boxes(index)
        lines = len(label.lines(self._label_width(width)))
        # Words in a number column are small: two lines of them fit where one of the label does.
        words = [len(c.text.lines(w)) - 1 for c, w in zip(numbers, self._cell_measures, strict=True)]
        return self.row_least + 12 * (max(lines, 1, *words) - 1)

    def header_height(self, width: float) -> float:
        """Height of the header with the rule under it."""
        label, heads = self._header()
        texts = [label, *(head.text for head in heads)]
        measures = [self._label_width(width) + self._indent, *self._measures([heads])]
        lines = max(len(box.lines(w)) for box, w in zip(texts, measures, strict=True))
        return 10.2 * lines + 8

    def _header(self) -> tuple[TextBox, list[NumberCell]]:
        """Return the head of the labels and those of the numbers."""
        label, *heads = self.table.header
        if self.start:
            return self._repeated(label).text, [self._repeated(head, align="right") for head in heads]
        inks = self.desk.reading.ink(label)
        return self.desk.text(inks, "table-header"), [head_cell(self.desk, head) for head in heads]

    def _repeated(self, head: doc.Cell, align: Literal["left", "right"] = "left") -> NumberCell:
        """Return a head on a later page, where it is furniture."""
        text, *marks = [doc.plain((child,)) for child in head.children] or [""]
        plain = self.desk.furniture(text, "table-header", align=align)
        box = replace(plain, hyphenate=self.desk.hyphenate, seams=self.desk.seams)
        mark = "".join(marks).strip()
        return NumberCell(box, self.desk.furniture(mark, "table-header") if mark else None)

    def centres(self, width: float) -> list[float]:
        """Return the middle of every row, from the table's top."""
        y = self.header_height(width)
        found = []
        for index in self.indices:
            height = self._row_height(index, width)
            found.append(y + height / 2)
            y += height
        return found

    def height(self, width: float) -> float:
        """Header, rows and the last rule."""
        return self.header_height(width) + sum(self._row_height(i, width) for i in self.indices) + 1

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw header, rows and rules."""
        head = self.header_height(width)
        self._draw_header(pen, x, y + head - 8, width)
        rules = self.rules or width
        pen.rule(x, y + head - 1, rules, "primary", 1.0)
        top = y + head
        for index in self.indices:
            height = self._row_height(index, width)
            if self.table.rows[index].total:
                pen.rule(x, top - 0.5, rules, "primary", 1.0)
            elif index > self.start:
                pen.rule(x, top - 0.25, width, "rule", 0.5)
            self._row(pen, index, x, top, width, height)
            top += height
        pen.rule(x, top, rules, "primary", 1.0)

    def _draw_header(self, pen: Pen, x: float, foot: float, width: float) -> None:
        """Set the heads, their last lines level, just above the rule."""
        label, heads = self._header()
        w = self._label_width(width) + self._indent
        label.draw(pen, x, foot - label.height(w) + 1, w)
        end = x + w
        for head, column, measure in zip(heads, self.columns, self._measures([heads]), strict=True):
            end += column
            head.draw(pen, end - measure, foot - head.text.height(measure) + 1, measure)

    def _row(self, pen: Pen, index: int, x: float, top: float, width: float, height: float) -> None:
        row = self.table.rows[index]
        if self.keys and index in keyed(self.table, self.desk.theme):
            pen.rect(x, top + height / 2 - KEY / 2, KEY, KEY, self.desk.theme.area(row.area).colour)
        label, numbers = self._boxes(index)
        w = self._label_width(width)
        label.draw(pen, x + self._indent, _middle(label, w, top, height), w)
        end = x + self._indent + w
        for cell, column, measure in zip(numbers, self.columns, self._cell_measures, strict=True):
            end += column
            cell.draw(pen, end - measure, _middle(cell.text, measure, top, height), measure)


def keyed(table: doc.Table, theme: Theme) -> frozenset[int]:
    """Return the rows by number that a key tells from all others: no other bears the colour of their area."""
    colours = {
        at: theme.area(row.area).colour for at, row in enumerate(table.rows) if row.area and not row.total
    }
    shared = Counter(colours.values())
    return frozenset(at for at, colour in colours.items() if shared[colour] == 1)


def room_before(hang: float) -> float:
    """Return the white space before a column's texts, behind whose left edge marks hang so many points."""
    return max(COLUMN_GAP, hang + MARK_ROOM)


def _middle(box: TextBox, width: float, top: float, height: float) -> float:
    """Return the top of a text whose caps are centred on a row."""
    lines = len(box.lines(width))
    ink = box.cap + (lines - 1) * box.leading
    return top + (height - ink) / 2


@dataclass(slots=True)
class BarTable:
    """A table with its chart beside it, a bar on every row."""

    desk: Desk
    table: TableBox
    chart: doc.Chart | None
    table_width: float
    chart_offset: float

    def height(self, width: float) -> float:
        """The table's height."""
        return self.table.height(self.table_width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the table and, on its rows, the bars."""
        self.table.draw(pen, x, y, self.table_width)
        if self.chart is None:
            return
        centres = self.table.centres(self.table_width)
        count = len(self.chart.data)
        top = self.table.header_height(self.table_width)
        foot = self.table.centres(self.table_width)[min(count, len(centres)) - 1] + self.table.row_least / 2
        frame = ChartFrame(
            width=width - self.chart_offset,
            height=foot - top,
            rows=tuple(c - top for c in centres[:count]),
            bar=13.0,
            labels=False,
        )
        draw_chart(self.desk, pen, self.chart, frame, x + self.chart_offset, y + top)


@dataclass(slots=True)
class ChartBox:
    """A chart in a frame of its own, ``points`` high where a layout says so, else as high as it needs."""

    desk: Desk
    chart: doc.Chart
    points: float = 0.0

    def _frame(self, width: float) -> ChartFrame:
        kind = KINDS[self.chart.spec.kind]
        frame = ChartFrame(width=width, height=self.points or kind.height)
        if self.points and not kind.hangs:
            return frame
        return replace(frame, height=height_for(self.chart, self.desk.theme, frame))

    def height(self, width: float) -> float:
        """What the chart needs, or its given height."""
        return self._frame(width).height

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw it."""
        draw_chart(self.desk, pen, self.chart, self._frame(width), x, y)


def draw_chart(desk: Desk, pen: Pen, chart: doc.Chart, frame: ChartFrame, x: float, y: float) -> None:
    """Replay a chart as the content of its Figure."""
    drawing = draw(chart, desk.theme, frame)
    with chart_figure(desk, pen, chart, x, y, frame.width, frame.height):
        pen.replay(drawing, x, y)


@contextmanager
def chart_figure(
    desk: Desk, pen: Pen, chart: doc.Chart, x: float, y: float, width: float, height: float
) -> Iterator[None]:
    """Make what is drawn inside the chart's Figure, and note that its values stand there."""
    for datum in chart.data:
        if datum.citation is not None:
            pen.cite(datum.citation, x, y)
    with pen.figure(desk.reading.node(chart), x, y, width, height):
        yield
