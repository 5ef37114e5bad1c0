"""Tables over the page's width: caption above, columns on the grid, notes below, divided between rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil

from reportgen.errors import BadInput
from reportgen.findings import Finding, error
from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, TextBox, ink_text
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.parts.cells import RowBoxes, number_cell
from reportgen.render.pdf.parts.tables import TableBox
from reportgen.render.pdf.pen import Pen

ROW, LEAST_ROW, MOST_ROW = 23.0, 22.0, 27.0
FEWEST, MEAGRE = 2, 3
"""Rows of a table on either side of a page's end: at least so many, and what it better has."""
CUT_COST, MEAGRE_COST = 0.12, 0.25
"""Share of a page that may stay empty rather than that a table goes on over its end."""
STEP = 0.25
"""Columns of numbers are so many columns of the grid wide, or a multiple of that."""
LABELS, LEAST_LABELS = 3.5, 2.0
"""Columns of the grid that labels keep where words beside them can be broken, and at the very least."""
AREA, AREA_SPAN = 5.0, 3
CAPTION_FOOT, NOTE_HEAD = 10.0, 9.0


@dataclass(frozen=True, slots=True)
class NumberColumns:
    """The columns of numbers of a table: their widths, and the room for marks in each, in points."""

    widths: list[float]
    hangs: list[float]


@dataclass(slots=True)
class Family:
    """Tables whose columns stand in line: those with the same heads over their numbers."""

    desk: Desk
    tables: Sequence[doc.Table]
    _columns: dict[float, NumberColumns] = field(default_factory=dict)

    def columns(self, width: float) -> NumberColumns:
        """Return the columns of numbers in tables of a width.

        Years are equally wide, and so are the other columns. Words that say why there is no number get one
        line where that costs the labels none.
        """
        if width not in self._columns:
            columns = [self._column(at) for at in range(1, len(self.tables[0].header))]
            narrow = [self._widest(columns, each.years, lambda c: c.least) for each in columns]
            wide = [self._widest(columns, each.years, lambda c: max(c.least, c.asked)) for each in columns]
            room = width - self.desk.theme.grid.span(LABELS)
            roomy = sum(wide) <= room and self._lines(width - sum(wide)) == self._lines(width - sum(narrow))
            if sum(narrow) > width - self.desk.theme.grid.span(LEAST_LABELS):
                raise BadInput([self._too_wide(len(columns), sum(narrow) - room)])
            hangs = [max(c.hang for c in columns if c.years == each.years) for each in columns]
            self._columns[width] = NumberColumns(wide if roomy else narrow, hangs)
        return self._columns[width]

    def _too_wide(self, count: int, over: float) -> Finding:
        table = self.tables[0]
        message = f"Table '{table.id}' has {count} columns of numbers, {over:.0f} pt wider than the page."
        remedy = "Leave some of them out, or make two tables of it."
        return error("table-room", table.place, message, remedy, lang=self.desk.document.lang)

    def _column(self, at: int) -> _Column:
        head = self.tables[0].header[at]
        rows = [row for table in self.tables for row in table.rows]
        cells = [number_cell(self.desk, row.cells[at], main=True, total=row.total) for row in rows]
        heads = [
            self.desk.text(self.desk.plan.ink(table.header[at]), "table-header") for table in self.tables
        ]
        texts = [cell.text for cell in cells]
        return _Column(
            years=doc.plain(head.children).isdigit(),
            least=max(map(_longest, (*texts, *heads)), default=0.0),
            asked=max((line.width for text in texts for line in text.lines(UNBROKEN)), default=0.0),
            hang=max((cell.hang for cell in cells), default=0.0),
        )

    def _widest(self, columns: Sequence[_Column], years: bool, width: Callable[[_Column], float]) -> float:
        """Return the width that all columns of years, or all others, have: on the grid."""
        grid = self.desk.theme.grid
        alike = [column for column in columns if column.years == years]
        asked = max(map(width, alike)) + max(column.hang for column in alike) + grid.gutter
        step = STEP * (grid.column + grid.gutter)
        return ceil(round(asked / step, 3)) * step

    def _lines(self, width: float) -> int:
        """Return how many lines the labels take in a width."""
        labels = [self.desk.plan.ink(row.cells[0]) for table in self.tables for row in table.rows]
        return sum(len(self.desk.text(inks, "table").lines(width)) for inks in labels)


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds: the width of its longest word and of its longest line, and the room for marks."""

    years: bool
    least: float
    asked: float
    hang: float


def families(desk: Desk, tables: Sequence[doc.Table]) -> Mapping[str, Family]:
    """Return the family of each table by the table's name."""
    heads = {table.id: tuple(doc.plain(cell.children) for cell in table.header[1:]) for table in tables}
    alike = {
        head: Family(desk, [table for table in tables if heads[table.id] == head]) for head in heads.values()
    }
    return {id: alike[head] for id, head in heads.items()}


@dataclass(slots=True)
class WideTable:
    """A table, or the part of it from row ``start`` to before ``stop``, over the whole width."""

    desk: Desk
    table: doc.Table
    family: Family
    start: int = 0
    stop: int | None = None
    _rows: RowBoxes = field(default_factory=dict)

    def height(self, width: float) -> float:
        """Caption, rows and, under the last of them, the notes."""
        note = self._note()
        return (
            self._head()
            + self._table(width).height(width)
            + (NOTE_HEAD + note.height(width) if note is not None else 0.0)
        )

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw from the caption down."""
        if self.table.area is not None:
            pen.rule(x, y, width, "primary", 0.75)
            pen.rect(
                x, y, self.desk.theme.grid.span(AREA_SPAN), AREA, self.desk.theme.area(self.table.area).colour
            )
        head, caption = self._head(), self._caption()
        caption.draw(pen, x, y + head - CAPTION_FOOT - caption.height(width), width)
        box = self._table(width)
        box.draw(pen, x, y + head, width)
        note = self._note()
        if note is not None:
            note.draw(pen, x, y + head + box.height(width) + NOTE_HEAD, width)

    def cuts(self) -> Iterator[tuple[WideTable, WideTable, float]]:
        """Yield every way to divide the table, the shortest first part first, and what each costs."""
        last = len(self.table.rows) if self.stop is None else self.stop
        for at in range(self.start + FEWEST, last - FEWEST + 1):
            cost = MEAGRE_COST if min(at - self.start, last - at) < MEAGRE else CUT_COST
            yield replace(self, stop=at), replace(self, start=at), cost

    def _head(self) -> float:
        caption = self._caption().height(self.desk.theme.grid.span(12))
        return caption + CAPTION_FOOT + (AREA + 11 if self.table.area is not None else 0.0)

    def _caption(self) -> TextBox:
        """Return the caption; on a later page its number, as furniture."""
        inks = self.desk.plan.ink(self.table, "caption")
        if not self.start:
            return self.desk.text(inks, "label", colour="text")
        number = ink_text(inks).split(".")[0]
        return self.desk.furniture(f"{number} {self.desk.word('continued')}", "caption")

    def _note(self) -> TextBox | None:
        inks = self.desk.plan.ink(self.table, "note")
        ends = self.stop is None or self.stop == len(self.table.rows)
        return self.desk.text(inks, "caption") if inks and ends else None

    def _table(self, width: float) -> TableBox:
        row = min(MOST_ROW, max(LEAST_ROW, self.desk.air(ROW)))
        # A key tells rows apart: those of one area need none.
        keys = len({row.area for row in self.table.rows if row.area}) > 1
        columns = self.family.columns(width)
        return TableBox(
            self.desk,
            self.table,
            columns.widths,
            row_least=row,
            keys=keys,
            start=self.start,
            stop=self.stop,
            hangs=columns.hangs,
            boxes=self._rows,
        )


def _longest(text: TextBox) -> float:
    """Return the width of the longest word: set in a narrow place, each stands on a line of its own."""
    return max((span.width(word) for span in text.spans for word in span.text.split(" ")), default=0.0)
