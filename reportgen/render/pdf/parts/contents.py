"""The table of contents: page number and name on ruled lines, each line a link."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.model import document as doc
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.text import Span

ROW = 24.0
INDENT = 24.0
ONE_LINE = 1e6


@dataclass(slots=True)
class ContentsBox:
    """Entries in two columns. Page numbers are known once all pages are composed: `Desk.pages` has them."""

    desk: Desk
    sections: tuple[doc.Section, ...]
    _rows: int = field(init=False)

    def __post_init__(self) -> None:
        self._rows = -(-len(self.sections) // 2)

    def height(self, width: float) -> float:
        """Rows of equal height; the first text hangs on the top line."""
        return ROW * self._rows

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw entries down the first column, then the second."""
        gutter = pen.theme.grid.gutter
        column = (width - gutter) / 2
        for index, section in enumerate(self.sections):
            side, row = divmod(index, self._rows)
            left, top = x + side * (column + gutter), y + row * ROW
            self._entry(pen, section, left, top, column)
            if row < self._rows - 1 and index < len(self.sections) - 1:
                pen.rule(left, top + ROW - 8, column, "primary-text", 0.5)

    def _entry(self, pen: Pen, section: doc.Section, x: float, y: float, width: float) -> None:
        page = self.desk.pages.get(section.id, 0)
        ink = self.desk.reading.ink(section, "entry")
        text = self.desk.text(ink, "body", colour="primary-text")
        style = self.desk.theme.types["folio"]
        number = Span(
            f"{page} ",
            self.desk.faces[style.font],
            style.size,
            self.desk.theme.colour("primary-text"),
            0,
            ink[0].owner,
        )
        baseline = y + text.cap
        pen.write(x, baseline, [number.run(number.text)])
        line = text.lines(ONE_LINE)[0]
        if line.width > width - INDENT:
            self.desk.too_long(section, "short name", section.name, "is wider than its line in the contents")
        text.write_line(pen, line, x + INDENT, baseline)
        target = page - 1
        pen.link(
            self.desk.reading.node(section, "entry"),
            x,
            y - 6,
            width,
            ROW - 4,
            f"{section.name}, {page}",
            target,
        )


def contents_box(desk: Desk) -> ContentsBox:
    """Return the contents: all sections but the covers and the page that holds them."""
    listed = tuple(s for s in desk.document.sections if desk.reading.ink(s, "entry"))
    return ContentsBox(desk, listed)
