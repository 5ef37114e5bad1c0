"""Cells of numbers: figures or words at the right of a column, marks behind them, and what is read first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import UNBROKEN, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.pen import Pen

MARK_GAP, MARK_RISE = 1.0, 1.5
"""Points before a mark, and by which its top stands over that of its number."""


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A cell at the right of its column: a number or words, and the small mark that hangs behind a number."""

    text: TextBox
    mark: TextBox | None = None

    @property
    def hang(self) -> float:
        """The room that the mark takes."""
        return self.mark.lines(UNBROKEN)[0].width + 2 * MARK_GAP if self.mark is not None else 0.0

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the text over the width, and the mark raised behind its last line."""
        self.text.draw(pen, x, y, width)
        if self.mark is not None:
            drop = (len(self.text.lines(width)) - 1) * self.text.leading - MARK_RISE
            self.mark.draw(pen, x + width + MARK_GAP, y + drop, self.hang)


RowBoxes = dict[int, tuple[TextBox, list[NumberCell]]]
"""The label and the cells of rows by their number; the parts of one table share them."""


def number_cell(desk: Desk, cell: doc.Cell, *, main: bool, total: bool) -> NumberCell:
    """Return a cell beside its row's label: a number, or words that say why there is none."""
    inks = desk.reading.ink(cell)
    number = tuple(ink for ink in inks if ink.role)
    if not number:
        return NumberCell(desk.text(inks, "caption", align="right"))
    role = "table-number" if main or total else "table"
    text = desk.text(number, role, colour="primary" if main else "text", align="right")
    mark = tuple(replace(ink, text=ink.text.strip()) for ink in inks if not ink.role)
    return NumberCell(text, desk.text(mark, "caption", colour="text") if mark else None)


def head_cell(desk: Desk, cell: doc.Cell) -> NumberCell:
    """Return the head of a column of numbers, with the marks that all of them bear behind it."""
    inks = desk.reading.ink(cell)
    text = desk.text(inks[:1], "table-header", align="right")
    mark = [replace(ink, text=ink.text.strip()) for ink in inks[1:]]
    return NumberCell(text, desk.text(mark, "table-header") if mark else None)


def main_columns(desk: Desk, table: doc.Table) -> frozenset[int]:
    """Return the columns that are read first: those of the latest year of several, or the only one."""
    years: dict[int, int] = {}
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            told = [desk.document.citations[n.citation] for n in cell.children if isinstance(n, doc.Cited)]
            if told and told[0].base_year is None:
                years[at] = max(told[0].year, years.get(at, 0))
    if len(set(years.values())) > 1:
        return frozenset(at for at, year in years.items() if year == max(years.values()))
    return frozenset([1]) if len(table.header) == 2 else frozenset()
