"""Boxes: what a page is composed of. A box knows its height for a width, and draws itself from its top.

Heights are optical: a text starts at its cap height and ends just under its last baseline, so that
what hangs on a line of the grid is ink.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol, runtime_checkable

from reportgen.model.placed import Slot
from reportgen.reading import Ink
from reportgen.render.pdf.fonts import NBSP
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.text import Hyphenate, Line, Piece, Span, break_lines, line_text

UNBROKEN = 1e6
"""A measure that breaks no line."""
DESCENT = 0.22
"""Share of the size that a text reaches under its last baseline."""
FEWEST = 2
"""Lines of a text on either side of a cut."""
ONE_LINE = 15.0
"""More than one line of running text is high, and less than two, in points."""
BETWEEN_COST, INSIDE_COST = 0.01, 0.02
"""Share of a page that may stay empty rather than that a cut parts paragraphs, or the lines of one."""


class Box(Protocol):
    """Anything with a height that can draw itself."""

    def height(self, width: float) -> float:
        """Return the height in points when set to a width."""
        ...

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw with the top left corner at (x, y)."""
        ...


Cut = tuple[Box, Box, float]
"""The parts of a box before and after a cut, and the share of a page that may rather stay empty than that."""


@runtime_checkable
class Divisible(Protocol):
    """A box that can be cut and go on elsewhere: a text between its lines, a table between its rows."""

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield every way to cut it when set to a width, the shortest first part first."""
        ...


@dataclass(slots=True)
class TextBox:
    """Lines of text; ``align`` places each in the width.

    ``hyphenate`` breaks words as in running text, ``rescue`` only where one word is too wide.
    """

    spans: Sequence[Span]
    leading: float
    hyphenate: Hyphenate | None = None
    rescue: Hyphenate | None = None
    seams: Hyphenate | None = None
    align: Literal["left", "right", "centre"] = "left"
    ink_left: bool = False
    _lines: dict[float, list[Line]] = field(default_factory=dict, init=False)
    _single: float | None = field(default=None, init=False)

    def lines(self, width: float) -> list[Line]:
        """Return the lines for a width."""
        key = round(width, 2)
        if key not in self._lines:
            self._lines[key] = self._break(width)
        return self._lines[key]

    def _break(self, width: float) -> list[Line]:
        lines = break_lines(self.spans, width, self.hyphenate, self.seams)
        wide = [line_text(line).strip() for line in lines if line.width > width + 0.01]
        if self.rescue is None or not wide:
            return lines
        usual, rescue = self.hyphenate or (lambda word: ()), self.rescue

        def only_where_needed(word: str) -> Sequence[int]:
            return rescue(word) if any(part in word for part in wide) else usual(word)

        return break_lines(self.spans, width, only_where_needed, self.seams)

    @property
    def size(self) -> float:
        """The largest size in the text."""
        return max((span.size for span in self.spans), default=0.0)

    @property
    def cap(self) -> float:
        """Cap height of the largest text, in points."""
        return max((span.size * span.face.cap_height / 1000 for span in self.spans), default=0.0)

    def height(self, width: float) -> float:
        """Cap height of the first line to just under the last baseline."""
        return self.height_of(len(self.lines(width)))

    def height_of(self, count: int) -> float:
        """Return the height of so many lines."""
        if self._single is None:
            self._single = self.cap + DESCENT * self.size
        return self._single + (count - 1) * self.leading if count else 0.0

    def overflow(self, width: float) -> float:
        """Return by how many points the widest line exceeds the width; 0 when all fits."""
        return max(0.0, *(line.width - width for line in self.lines(width)), 0.0)

    @property
    def runs(self) -> bool:
        """Whether it is running text, and neither a heading nor a label of what stands beside it."""
        owner = self.spans[0].owner if self.spans else "furniture"
        while not isinstance(owner, str) and owner.inline and owner.parent is not None:
            owner = owner.parent
        return not isinstance(owner, str) and owner.role == "paragraph"

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts between the lines of a running text."""
        if self.runs:
            yield from Part(self, 0, len(self.lines(width))).cuts(width)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Write the lines, note where citations stand, and lay links over their words."""
        self.draw_lines(pen, x, y, width, 0, len(self.lines(width)))

    def draw_lines(self, pen: Pen, x: float, y: float, width: float, start: int, stop: int) -> None:
        """Write some of the lines, the first with its caps at ``y``."""
        baseline = y + self.cap
        slot = pen.slot(x, width)
        lines = self.lines(width)
        for line in [*lines[:-1], *map(_ended, lines[-1:])][start:stop]:
            self.write_line(pen, line, x + self._indent(line, width), baseline, slot)
            baseline += self.leading

    def _indent(self, line: Line, width: float) -> float:
        if self.align == "left":
            first = line.pieces[0]
            # The hook of a j hangs out to the left; its stem is what the eye sees on the edge.
            letter = first.text[0].replace("j", "i")
            return -first.span.face.ink(letter)[0] * first.span.size / 1000 if self.ink_left else 0.0
        free = width - line.width
        return free if self.align == "right" else free / 2

    def write_line(self, pen: Pen, line: Line, x: float, baseline: float, slot: Slot | None = None) -> None:
        """Write one line from its baseline's start."""
        pen.write(x, baseline, [piece.span.run(piece.text) for piece in line.pieces], slot)
        at = x
        for piece in line.pieces:
            if piece.span.citation is not None:
                pen.cite(piece.span.citation, at, baseline)
            if piece.span.link is not None and not isinstance(piece.span.owner, str):
                self._link(pen, piece, at, baseline)
            at += piece.width

    def _link(self, pen: Pen, piece: Piece, x: float, baseline: float) -> None:
        width = piece.span.width(piece.text.rstrip())
        top = baseline - 0.85 * piece.span.size
        if isinstance(piece.span.owner, str) or piece.span.link is None:
            return
        # A reader is told the words of the whole link, also where a line end divides it.
        words = piece.span.text.strip()
        pen.link(piece.span.owner, x, top, width, 1.15 * piece.span.size, words, piece.span.link)


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the lines of a text."""

    text: TextBox
    start: int
    stop: int
    runs = True

    def height(self, width: float) -> float:
        """Cap height of its first line to just under its last baseline."""
        return self.text.height_of(self.stop - self.start)

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts between its lines, none of which leaves one line alone."""
        for at in range(self.start + FEWEST, self.stop - FEWEST + 1):
            yield replace(self, stop=at), replace(self, start=at), INSIDE_COST

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw these lines only."""
        self.text.draw_lines(pen, x, y, width, self.start, self.stop)


def _ended(line: Line) -> Line:
    """Return a last line with a space after it, or extraction would glue it to what is drawn beside it."""
    *before, last = line.pieces
    if last.text.endswith((" ", NBSP)):
        return line
    return replace(line, pieces=(*before, replace(last, text=f"{last.text} ")))


@dataclass(slots=True)
class Stack:
    """Boxes under each other. Each has a gap above it; the first one's counts too."""

    items: list[tuple[float, Box]] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of the longest text when no line is broken, in points."""
        texts = [box for _, box in self.items if isinstance(box, TextBox)]
        return max((line.width for text in texts for line in text.lines(UNBROKEN)), default=0.0)

    def add(self, gap: float, box: Box) -> Stack:
        """Append a box below the rest and return the stack."""
        self.items.append((gap if self.items else 0.0, box))
        return self

    @property
    def runs(self) -> bool:
        """Whether it ends with running text."""
        return bool(self.items) and runs(self.items[-1][1])

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts after running texts and inside them; none leaves a single line at either end."""
        for at, (gap, box) in enumerate(self.items):
            before, after = self.items[:at], self.items[at + 1 :]
            if before and self._may_part(at, width):
                yield Stack(before), Stack([(0.0, box), *after]), BETWEEN_COST
            for head, tail, cost in box.cuts(width) if isinstance(box, Divisible) else ():
                yield Stack([*before, (gap, head)]), Stack([(0.0, tail), *after]), cost

    def _may_part(self, at: int, width: float) -> bool:
        """Whether a page may end before an item: not under a heading, nor beside a single line."""
        sides = self.items[:at], self.items[at:]
        return runs(self.items[at - 1][1]) and all(
            len(side) > 1 or side[0][1].height(width) > ONE_LINE for side in sides
        )

    def height(self, width: float) -> float:
        """Sum of boxes and gaps."""
        return sum(gap + box.height(width) for gap, box in self.items)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw from top to bottom."""
        for gap, box in self.items:
            y += gap
            box.draw(pen, x, y, width)
            y += box.height(width)


def runs(box: Box) -> bool:
    """Whether a box is or ends with running text, after which a page may end."""
    return bool(getattr(box, "runs", False))


@dataclass(slots=True)
class Beside:
    """Boxes beside each other: (offset from the left, width, box).

    ``foot`` aligns their bottoms, ``base`` the first baselines of texts.
    """

    cells: Sequence[tuple[float, float, Box]]
    align: Literal["head", "foot", "base"] = "head"

    def height(self, width: float) -> float:
        """The tallest."""
        return max((box.height(w) for _, w, box in self.cells), default=0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw each at its offset."""
        total = self.height(width)
        for offset, w, box in self.cells:
            drop = total - box.height(w) if self.align == "foot" else 0.0
            if self.align == "base" and isinstance(box, TextBox):
                drop = max(b.cap for _, _, b in self.cells if isinstance(b, TextBox)) - box.cap
            box.draw(pen, x + offset, y + drop, w)


@dataclass(slots=True)
class Rule:
    """A horizontal rule over the width."""

    colour: str
    weight: float

    def height(self, width: float) -> float:
        """Its weight."""
        return self.weight

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw it."""
        pen.rule(x, y, width, self.colour, self.weight)


@dataclass(slots=True)
class Space:
    """Nothing, of a height."""

    points: float

    def height(self, width: float) -> float:
        """Its height."""
        return self.points

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw nothing."""


@dataclass(slots=True)
class AtLeast:
    """A box that takes at least so much height."""

    points: float
    box: Box

    def height(self, width: float) -> float:
        """The box's height or the least one."""
        return max(self.points, self.box.height(width))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the box at the top."""
        self.box.draw(pen, x, y, width)


@dataclass(slots=True)
class Inset:
    """A box set in from the left."""

    box: Box
    points: float

    def height(self, width: float) -> float:
        """The box's height."""
        return self.box.height(width - self.points)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the box."""
        self.box.draw(pen, x + self.points, y, width - self.points)


@dataclass(slots=True)
class OnBaseline:
    """A line that ends at its baseline, so that what stands under or beside it is level with that."""

    box: TextBox

    def height(self, width: float) -> float:
        """The cap height."""
        return self.box.cap

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the line."""
        self.box.draw(pen, x, y, width)


LEAST_SIZE = 8.5
"""Points; nothing that is meant to be read is smaller."""


def has_room(box: Box, width: float) -> bool:
    """Whether all texts of a box keep within a width, none of them smaller than can be read."""
    match box:
        case TextBox():
            return box.overflow(width) <= 0.5 and all(span.size >= LEAST_SIZE for span in box.spans)
        case Stack():
            return all(has_room(inner, width) for _, inner in box.items)
        case AtLeast() | OnBaseline():
            return has_room(box.box, width)
        case Inset():
            return has_room(box.box, width - box.points)
        case _:
            return True


def ink_text(inks: Sequence[Ink]) -> str:
    """Return the text of ink."""
    return "".join(ink.text for ink in inks)
