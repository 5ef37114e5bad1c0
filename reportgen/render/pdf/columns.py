"""Columns: boxes that run down two columns and end level, texts cut between lines where that helps.

No cut leaves one line of a paragraph alone on either side, and none parts a heading from its text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.render.pdf.boxes import Box, Stack, TextBox
from reportgen.render.pdf.pen import Pen

FEWEST = 2
"""Lines of a paragraph on either side of a cut."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A box with the gap above it. ``heads`` says that it stays with what follows."""

    gap: float
    box: Box
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the lines of a text."""

    text: TextBox
    start: int
    stop: int

    def height(self, width: float) -> float:
        """Cap height of its first line to just under its last baseline."""
        return self.text.height_of(self.stop - self.start)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw these lines only."""
        self.text.draw_lines(pen, x, y, width, self.start, self.stop)


@dataclass(slots=True)
class Columns:
    """Pieces in two columns of equal width. A text is cut only where that levels them by more than a line."""

    pieces: Sequence[Piece]
    gutter: float
    _halves: dict[float, tuple[Stack, Stack]] = field(default_factory=dict)

    def height(self, width: float) -> float:
        """The taller column."""
        column = self._column(width)
        return max((half.height(column) for half in self.halves(width)), default=0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw both columns."""
        column = self._column(width)
        for index, half in enumerate(self.halves(width)):
            half.draw(pen, x + index * (column + self.gutter), y, column)

    def halves(self, width: float) -> tuple[Stack, Stack]:
        """Return the columns for a width, as level as the pieces allow."""
        key = round(width, 2)
        if key not in self._halves:
            column = self._column(width)
            self._halves[key] = min(self._cuts(column), key=lambda halves: _unevenness(halves, column))
        return self._halves[key]

    def _column(self, width: float) -> float:
        return (width - self.gutter) / 2

    def _cuts(self, column: float) -> Iterator[tuple[Stack, Stack]]:
        """Yield every way to part the pieces, from all in the second column to all in the first."""
        for at, piece in enumerate(self.pieces):
            before, after = self.pieces[:at], self.pieces[at + 1 :]
            if not before or not before[-1].heads:
                yield _stack(before), _stack([piece, *after])
            box = piece.box
            if isinstance(box, TextBox):
                count = len(box.lines(column))
                for line in range(FEWEST, count - FEWEST + 1):
                    head, tail = Part(box, 0, line), Part(box, line, count)
                    yield _stack([*before, Piece(piece.gap, head)]), _stack([Piece(0, tail), *after])
        yield _stack(self.pieces), Stack()


def _stack(pieces: Sequence[Piece]) -> Stack:
    stack = Stack()
    for piece in pieces:
        stack.add(piece.gap, piece.box)
    return stack


def _unevenness(halves: tuple[Stack, Stack], column: float) -> float:
    """Return how bad a cut is, in points: a longer second column is worse, and so is a text in two parts."""
    left, right = (half.height(column) for half in halves)
    start = halves[1].items[0][1] if halves[1].items else None
    cut = 1.1 * start.text.leading if isinstance(start, Part) else 0.0
    return cut + (left - right if left >= right else 1.2 * (right - left))
