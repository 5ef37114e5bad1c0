"""Tables over the page's width: caption above, columns on the grid, notes below, divided between rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil

from reportgen.errors import BadInput
from reportgen.findings import Finding, error
from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, Cut, TextBox, ink_text
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.fonts import SOFT_HYPHEN
from reportgen.render.pdf.parts.cells import NumberCell, RowBoxes, head_cell, number_cell
from reportgen.render.pdf.parts.tables import COLUMN_GAP, KEY, KEY_GAP, TableBox, room_before
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.text import Hyphenate, break_points
from reportgen.theme import Grid

ROW, LEAST_ROW, MOST_ROW = 23.0, 21.0, 27.0
FEWEST, MEAGRE = 2, 3
"""Rows of a table on either side of a page's end: at least so many, and what it better has."""
CUT_COST, MEAGRE_COST = 0.12, 0.25
"""Share of a page that may stay empty rather than that a table goes on over its end."""
STEP = 0.125
"""Columns of numbers are so many columns of the grid wide, or a multiple of that."""
LABELS, LEAST_LABELS = 3.5, 2.0
"""Columns of the grid that labels keep where words beside them can be broken, and at the very least."""
LEAST_COLUMN = 30.0
"""Points that a column of numbers takes at least."""
SPREAD = 6
"""Columns of the grid over which few columns of numbers are spread, so that they stand near their labels."""
AREA, AREA_SPAN = 5.0, 3
CAPTION_FOOT, NOTE_HEAD = 10.0, 9.0


@dataclass(slots=True)
class Family:
    """Tables whose columns stand in line: those of the document with the same heads over their numbers."""

    desk: Desk
    tables: Sequence[doc.Table]
    _columns: dict[float, list[float]] = field(default_factory=dict)
    _needs: dict[tuple[int, Hyphenate | None], _Column] = field(default_factory=dict)

    def columns(self, width: float) -> list[float]:
        """Return the widths of the columns of numbers in tables of a width, in points.

        Years are equally wide, and so are the other columns. Where that is too wide, the widest column, then
        the next, breaks its words: at their seams, then wherever they may be broken. Last, labels give room.
        """
        if width not in self._columns:
            rooms = (
                max(self.desk.theme.grid.span(each), self._least_labels) for each in (LABELS, LEAST_LABELS)
            )
            found = (self._set(columns, width - room) for room in rooms for columns in self._levels())
            fitting = next((each for each in found if each is not None), None)
            if fitting is None:
                *_, last = self._levels()
                raise BadInput([self._too_wide(last, width)])
            self._columns[width] = fitting
        return self._columns[width]

    def _levels(self) -> Iterator[list[_Column]]:
        """Yield the columns with their words whole, then with those of ever more columns broken."""
        count = range(1, len(self.tables[0].header))
        whole = [self._column(at) for at in count]
        yield whole
        order = sorted(range(len(whole)), key=lambda at: -whole[at].least)
        for hyphenate in (self._middle_seam, self.desk.seams, self.desk.hyphenate):
            columns = list(whole)
            for at in order:
                columns[at] = self._column(at + 1, hyphenate)
                yield list(columns)

    def _middle_seam(self, word: str) -> Sequence[int]:
        """Return the seam nearest to a word's middle: two lines are better than three."""
        return sorted(self.desk.seams(word), key=lambda at: abs(2 * at - len(word)))[:1]

    def _set(self, columns: Sequence[_Column], room: float) -> list[float] | None:
        """Return widths of columns in a room, None where it is too narrow.

        Words that say why there is no number get one line, and few columns are spread over half the width,
        where that costs the labels none.
        """
        grid = self.desk.theme.grid
        narrow = _widths(columns, lambda c: c.least, grid)
        if sum(narrow) > room:
            return None
        wide = _widths(columns, lambda c: c.asked, grid)
        share = (grid.span(SPREAD) + grid.gutter) / len(columns)
        spread = [share] * len(columns) if len(columns) > 1 and max(wide) <= share else wide
        width = grid.span(12)
        lines = self._lines(width - sum(narrow))
        fitting = (each for each in (spread, wide) if self._lines(width - sum(each)) == lines)
        most = min(room, width - max(grid.span(LABELS), self._least_labels))
        return next((each for each in fitting if sum(each) <= most), narrow)

    def _too_wide(self, columns: Sequence[_Column], width: float) -> Finding:
        """Return what is told of a table that is too wide however it is set: its word, or its columns."""
        table, lang = self.tables[0], self.desk.document.lang
        grid = self.desk.theme.grid
        labels = max(grid.span(LEAST_LABELS), self._least_labels)
        over = sum(_widths(columns, lambda c: c.least, grid)) + labels - width
        *others, at = sorted(range(len(columns)), key=lambda each: columns[each].least)
        next_widest = max([LEAST_COLUMN, *(columns[each].least for each in others)])
        named = f"of table '{table.id}' is {over:.0f} pt wider than its place."
        remedy = "Shorten it, or show a possible break in a long word with a soft hyphen (U+00AD)."
        if self._least_labels - grid.span(LEAST_LABELS) >= over:
            label = max(self._labels(), key=lambda box: _longest(box, self.desk.hyphenate))
            return error("table-room", table.place, f"The label “{_said(label)}” {named}", remedy, lang=lang)
        # One word is named where the table would fit with its column as wide as the next.
        if columns[at].least - over >= next_widest:
            heads, cells = self._cells(at + 1)
            cell = max((*heads, *cells), key=lambda each: _longest(each.text, self.desk.hyphenate))
            what = "head" if cell in heads else "cell"
            message = f"The {what} “{_said(cell.text)}” {named}"
            return error("table-room", table.place, message, remedy, lang=lang)
        message = (
            f"Table '{table.id}' has {len(columns)} columns of numbers, {over:.0f} pt wider than the page."
        )
        remedy = "Leave some of them out, or make two tables of it."
        return error("table-room", table.place, message, remedy, lang=lang)

    def _column(self, at: int, hyphenate: Hyphenate | None = None) -> _Column:
        """Return what a column needs, its words whole or broken; it is measured once."""
        if (at, hyphenate) not in self._needs:
            self._needs[at, hyphenate] = self._measured(at, hyphenate)
        return self._needs[at, hyphenate]

    def _measured(self, at: int, hyphenate: Hyphenate | None) -> _Column:
        heads, cells = self._cells(at)
        hang = max((cell.hang for cell in self._cells(at - 1)[1]), default=0.0) if at > 1 else 0.0
        before = room_before(hang)
        head = max(_longest(each.text, hyphenate) for each in heads) + COLUMN_GAP
        lines = [line for cell in cells for line in cell.text.lines(UNBROKEN)]
        words = (before + _longest(cell.text, hyphenate) for cell in cells)
        return _Column(
            years=_name(self.tables[0].header[at]).isdigit(),
            least=max(head, *words),
            asked=max(head, *(before + line.width for line in lines)),
            broken=at if hyphenate is not None else 0,
        )

    @property
    def _least_labels(self) -> float:
        """The width that labels need, broken wherever they may be, with the key before them."""
        return (
            KEY + KEY_GAP + max((_longest(box, self.desk.hyphenate) for box in self._labels()), default=0.0)
        )

    def _cells(self, at: int) -> tuple[list[NumberCell], list[NumberCell]]:
        """Return the heads and the cells of a column in all tables."""
        rows = [row for table in self.tables for row in table.rows]
        heads = [head_cell(self.desk, table.header[at]) for table in self.tables]
        return heads, [number_cell(self.desk, row.cells[at], main=True, total=row.total) for row in rows]

    def _lines(self, width: float) -> int:
        """Return how many lines the labels take in a width."""
        return sum(len(label.lines(width)) for label in self._labels())

    def _labels(self) -> list[TextBox]:
        inks = [self.desk.reading.ink(row.cells[0]) for table in self.tables for row in table.rows]
        return [self.desk.text(each, "table") for each in inks]


@dataclass(frozen=True, slots=True)
class _Column:
    """The widths that a column needs for its longest word and its longest line, with the gap before it.

    ``broken`` is its number where its words are broken: it shares its width with none.
    """

    years: bool
    least: float
    asked: float
    broken: int = 0


def _widths(columns: Sequence[_Column], width: Callable[[_Column], float], grid: Grid) -> list[float]:
    """Return widths on the grid: columns of years are equally wide, and so are the others."""
    step = STEP * (grid.column + grid.gutter)
    widest: dict[tuple[bool, int], float] = {}
    for column in columns:
        kind = column.years, column.broken
        widest[kind] = max(width(column), widest.get(kind, 0.0))
    return [ceil(round(widest[column.years, column.broken] / step, 3)) * step for column in columns]


def _name(head: doc.Cell) -> str:
    """Return what a column is called, without its marks."""
    return doc.plain(head.children[:1])


def families(desk: Desk) -> Mapping[str, Family]:
    """Return the family of each table of the document by the table's name."""
    found = [block for section in desk.document.sections for block in section.blocks]
    tables = [block for block in found if isinstance(block, doc.Table) and not block.is_grouped]
    heads = {table.id: tuple(_name(cell) for cell in table.header[1:]) for table in tables}
    alike = {
        head: Family(desk, [table for table in tables if heads[table.id] == head]) for head in heads.values()
    }
    return {id: alike[head] for id, head in heads.items()}


@dataclass(slots=True)
class WideTable:
    """A table, or the part of it from row ``start`` to before ``stop``, over the whole width.

    One that is not ``noted`` has its notes in a row of their own, where they can go on over pages.
    """

    desk: Desk
    table: doc.Table
    family: Family
    start: int = 0
    stop: int | None = None
    noted: bool = True
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

    def cuts(self, width: float) -> Iterator[Cut]:
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
        inks = self.desk.reading.ink(self.table, "caption")
        if not self.start:
            return self.desk.text(inks, "label", colour="text")
        number = ink_text(inks).split(".")[0]
        return self.desk.furniture(f"{number} {self.desk.word('continued')}", "caption")

    def _note(self) -> TextBox | None:
        inks = self.desk.reading.ink(self.table, "note")
        ends = self.stop is None or self.stop == len(self.table.rows)
        return self.desk.text(inks, "caption") if inks and ends and self.noted else None

    def _table(self, width: float) -> TableBox:
        row = min(MOST_ROW, max(LEAST_ROW, self.desk.air(ROW)))
        # A key tells rows apart: those of one area need none.
        keys = len({row.area for row in self.table.rows if row.area}) > 1
        return TableBox(
            self.desk,
            self.table,
            self.family.columns(width),
            row_least=row,
            keys=keys,
            start=self.start,
            stop=self.stop,
            boxes=self._rows,
        )


def _longest(text: TextBox, hyphenate: Hyphenate | None = None) -> float:
    """Return the width of the longest word, or of its longest part where words are broken.

    Set in a narrow place, each stands on a line of its own.
    """
    parts = (
        (span, part)
        for span in text.spans
        for word in span.text.split(" ")
        for part in _parts(word, hyphenate)
    )
    return max((span.width(part) for span, part in parts), default=0.0)


def _parts(word: str, hyphenate: Hyphenate | None) -> Iterator[str]:
    """Yield what of a word stands on a line, with the hyphen at its end."""
    points = break_points(word, hyphenate) if hyphenate is not None else []
    for start, end in pairwise([0, *points, len(word)]):
        part = word[start:end].replace(SOFT_HYPHEN, "")
        yield part if end == len(word) or part.endswith(("-", "/")) else f"{part}-"


def _said(text: TextBox) -> str:
    """Return a text as a message shows it."""
    return "".join(span.text for span in text.spans).replace(SOFT_HYPHEN, "").strip()
