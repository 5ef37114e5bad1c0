"""Columns: boxes that run down two columns and end level, texts cut between lines where that helps.

No cut leaves one line of a paragraph alone on either side, and none parts a heading from its text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import UnionType

from reportgen.render.pdf.boxes import BETWEEN_COST, Box, Cut, Divisible, Part, Stack, TextBox
from reportgen.render.pdf.pen import Pen

FAR = 90.0
"""Points by which columns may differ in length rather than that a list is parted."""
NEAR = 6
"""Ways to part columns that are looked at on either side of the one that levels them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A box with the gap above it. ``heads`` says that it stays with what follows."""

    gap: float
    box: Box
    heads: bool = False


Pieces = Sequence[Piece]


@dataclass(slots=True)
class Columns:
    """Pieces in two columns of equal width. A text is cut only where that levels them by more than a line."""

    pieces: Pieces
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
            halves = self._level(column, TextBox | Part)
            # A list is parted only where one column would else be far longer.
            uneven = _unevenness(halves, column) > FAR
            self._halves[key] = self._level(column, Divisible) if uneven else halves
        return self._halves[key]

    def _level(self, column: float, kinds: type | UnionType) -> tuple[Stack, Stack]:
        """Return the most level of all ways to part the pieces, those of some kinds inside, too."""
        ways = [(_stack(before), _stack(after)) for before, after, _ in self._parted(column, kinds)]
        # The first column grows from way to way, so the best is near where it passes the second.
        level = bisect_left(ways, True, key=lambda way: way[0].height(column) >= way[1].height(column))
        return min(ways[max(level - NEAR, 0) : level + NEAR], key=lambda halves: _unevenness(halves, column))

    def _column(self, width: float) -> float:
        return (width - self.gutter) / 2

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts of what runs down the columns: both parts stand in two columns again."""
        for before, after, cost in self._parted(self._column(width), Divisible):
            if before and after:
                yield Columns(before, self.gutter), Columns(after, self.gutter), cost

    def _parted(self, column: float, kinds: type | UnionType) -> Iterator[tuple[Pieces, Pieces, float]]:
        """Yield every way to part the pieces, from all after it to all before it, and what each costs."""
        for at, piece in enumerate(self.pieces):
            before, after = self.pieces[:at], self.pieces[at + 1 :]
            if not before or not before[-1].heads:
                yield before, [piece, *after], BETWEEN_COST
            if isinstance(piece.box, kinds) and isinstance(piece.box, Divisible):
                for head, tail, cost in piece.box.cuts(column):
                    yield [*before, replace(piece, box=head)], [Piece(0, tail), *after], cost
        yield self.pieces, [], BETWEEN_COST


def _stack(pieces: Pieces) -> Stack:
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
