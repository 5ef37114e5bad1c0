"""Tables: rules instead of boxes, text left, numbers right, the row's colour as a key and a bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from reportgen.charts import HANGING, ChartFrame, draw, height_for
from reportgen.model import document as doc
from reportgen.render.pdf.boxes import TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.pen import Pen

KEY = 10.0
KEY_GAP = 8.0
LEAST = 40.0
COLUMN_GAP = 6.0


@dataclass(slots=True)
class TableBox:
    """A table over a width. ``columns`` are the widths of the number columns at its right edge.

    ``rules`` is how far its main rules run, where they run on past it, over a chart.
    """

    desk: Desk
    table: doc.Table
    columns: Sequence[float]
    row_least: float = 24.0
    keys: bool = True
    rules: float | None = None
    _cells: dict[int, list[TextBox]] = field(default_factory=dict)

    def _boxes(self, index: int) -> list[TextBox]:
        if index not in self._cells:
            row = self.table.rows[index]
            desk = self.desk
            boxes = []
            for at, cell in enumerate(row.cells):
                inks = desk.plan.ink(cell)
                if at == 0:
                    box = desk.text(inks, "label" if row.total else "table", colour="text")
                elif row.total or at == len(row.cells) - 1:
                    box = desk.text(
                        inks,
                        "table-number",
                        colour="primary" if at == len(row.cells) - 1 else "text",
                        align="right",
                    )
                else:
                    box = desk.text(inks, "table", align="right")
                boxes.append(box)
            self._cells[index] = boxes
        return self._cells[index]

    @property
    def _indent(self) -> float:
        return KEY + KEY_GAP if self.keys else 0.0

    def _label_width(self, width: float) -> float:
        return width - sum(self.columns) - self._indent - COLUMN_GAP

    def _row_height(self, index: int, width: float) -> float:
        lines = len(self._boxes(index)[0].lines(self._label_width(width)))
        return self.row_least + 12 * (lines - 1)

    def header_height(self, width: float) -> float:
        """Height of the header with the rule under it; of the rule alone where rows explain themselves."""
        boxes = self._header()
        if not boxes:
            return 1.0
        lines = max(len(box.lines(w)) for box, w in zip(boxes, self._widths(width), strict=True))
        return 10.2 * lines + 8

    def _widths(self, width: float) -> list[float]:
        return [self._label_width(width) + self._indent + COLUMN_GAP, *self.columns]

    def _header(self) -> list[TextBox]:
        return [
            self.desk.text(self.desk.plan.ink(cell), "table-header", align="left" if at == 0 else "right")
            for at, cell in enumerate(self.table.header)
        ]

    def centres(self, width: float) -> list[float]:
        """Return the middle of every row, from the table's top."""
        y = self.header_height(width)
        found = []
        for index in range(len(self.table.rows)):
            height = self._row_height(index, width)
            found.append(y + height / 2)
            y += height
        return found

    def height(self, width: float) -> float:
        """Header, rows and the last rule."""
        return (
            self.header_height(width)
            + sum(self._row_height(i, width) for i in range(len(self.table.rows)))
            + 1
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw header, rows and rules."""
        head = self.header_height(width)
        at = x
        for box, w in zip(self._header(), self._widths(width), strict=False):
            box.draw(pen, at, y + head - 8 - box.height(w) + 1, w)
            at += w
        rules = self.rules or width
        pen.rule(x, y + head - 1, rules, "primary", 1.0)
        top = y + head
        for index, row in enumerate(self.table.rows):
            height = self._row_height(index, width)
            if row.total:
                pen.rule(x, top - 0.5, rules, "primary", 1.0)
            elif index:
                pen.rule(x, top - 0.25, width, "rule", 0.5)
            self._row(pen, index, x, top, width, height)
            top += height
        pen.rule(x, top, rules, "primary", 1.0)

    def _row(self, pen: Pen, index: int, x: float, top: float, width: float, height: float) -> None:
        row = self.table.rows[index]
        if self.keys and row.area and not row.total:
            pen.rect(x, top + height / 2 - KEY / 2, KEY, KEY, self.desk.theme.area(row.area).colour)
        label, *numbers = self._boxes(index)
        w = self._label_width(width)
        label.draw(pen, x + self._indent, _middle(label, w, top, height), w)
        at = x + self._indent + w + COLUMN_GAP
        for box, column in zip(numbers, self.columns, strict=True):
            box.draw(pen, at, _middle(box, column, top, height), column)
            at += column


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
    """A chart in a frame of its own, ``points`` high; a kind that hangs from its top knows its height."""

    desk: Desk
    chart: doc.Chart
    points: float = LEAST

    def _frame(self, width: float) -> ChartFrame:
        frame = ChartFrame(width=width, height=self.points)
        if self.chart.spec.kind not in HANGING:
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
    with pen.figure(desk.plan.element(chart), x, y, width, height):
        yield
