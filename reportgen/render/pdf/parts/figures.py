"""Big figures: one giant on the page, tiles of them, and the tiles with words only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.model import document as doc
from reportgen.reading import Ink, Inks
from reportgen.render.pdf.boxes import LEAST_SIZE, AtLeast, Box, Cut, Divisible, Rule, Stack, TextBox
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.text import Span

GIANT_MOST = 252.0
LEAST_SUNK = 60.0
"""Points from which a figure can be read with its foot in water."""
UNIT = 0.55
"""The size of a unit in words, as a share of its figure's."""
STEPS = 6
"""Times that a figure is made smaller until it fits with its unit."""
NBSP = "\u00a0"


@dataclass(slots=True)
class Giant:
    """One figure fitted to a width: its ink fills the columns. The unit stands raised or on the baseline."""

    number: TextBox
    unit: TextBox | None
    place: Literal["raised", "base"]
    ink: float

    @property
    def sinks(self) -> bool:
        """Whether its foot may stand in water: it is large, and no unit stands there with it."""
        return self.number.size >= LEAST_SUNK and (self.unit is None or self.place == "raised")

    def height(self, width: float) -> float:
        """Cap height: a giant figure has no descender."""
        return self.number.cap

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw so that the ink of the first digit sits on the left edge."""
        line = self.number.lines(10_000)[0]
        span, text = line.pieces[0].span, line.pieces[0].text
        bearing = span.face.ink(text)[0] * span.size / 1000
        self.number.write_line(pen, line, x - bearing, y + self.number.cap)
        if self.unit is not None:
            baseline = y + (self.unit.cap if self.place == "raised" else self.number.cap)
            self.unit.write_line(pen, self.unit.lines(10_000)[0], x + self.ink + 0.07 * span.size, baseline)


def giant(
    desk: Desk,
    item: doc.KeyFigure,
    columns: float,
    *,
    colour: str = "primary",
    most: float = GIANT_MOST,
    with_unit: bool = True,
) -> Giant:
    """Return a hero figure whose ink, with its unit, fills so many columns."""
    inks = desk.reading.ink(item, "value")
    number, unit = only(inks, "number"), only(inks, "unit") if with_unit else ()
    width = desk.theme.grid.span(columns)
    raised = "".join(i.text for i in unit).strip() == "%"
    share = 0.42 if raised else 0.2
    unit_em = desk.text(unit, "figure", size=1000 * share).lines(1e6)[0].width / 1000 + 0.07 if unit else 0.0
    em = _ink_em(desk, number) + unit_em
    size = min(most, width / em)
    return Giant(
        desk.text(number, "giant", size=size, leading=size, colour=colour),
        desk.text(unit, "figure", size=size * share, leading=size * share, colour=colour) if unit else None,
        "raised" if raised else "base",
        _ink_em(desk, number) * size,
    )


def _ink_em(desk: Desk, number: Inks) -> float:
    """Return the width of a number's ink, in ems of its size."""
    style = desk.theme.types["giant"]
    face = desk.faces[style.font]
    text = "".join(ink.text for ink in number).rstrip(f" {NBSP}")
    left, right = face.ink(text)
    span = Span(text, face, 1000, (0, 0, 0), style.tracking, "furniture", kern=True)
    return (span.width(text) - left - right - style.tracking * 1000) / 1000


def value(
    desk: Desk, item: doc.KeyFigure, size: float, *, colour: str = "primary", unit_size: float | None = None
) -> TextBox:
    """Return a figure with its unit on one line; a percent sign keeps its size, words are smaller."""
    inks = desk.reading.ink(item, "value")
    box = desk.text(inks, "figure", size=size, leading=size, colour=colour)
    small = unit_size or size * UNIT
    spans = [
        replace(span, size=small) if ink.role == "unit" and "%" not in ink.text else span
        for span, ink in zip(box.spans, inks, strict=True)
    ]
    return replace(box, spans=spans)


def figure_tile(
    desk: Desk,
    item: doc.KeyFigure,
    width: float,
    *,
    size: float = 34,
    colour: str = "primary",
    text_colour: str = "text",
    rule: str | None = "primary",
    label_colour: str | None = None,
) -> Stack:
    """Return a tile: rule, figure, label, text. The figure shrinks to the width when it must."""
    box = fitted(desk, item, width, size, colour)
    tile = Stack()
    if rule:
        tile.add(0, Rule(rule, 1.5))
    tile.add(14, box)
    label = desk.reading.ink(item, "label")
    if label:
        tile.add(7, desk.label(label, colour=label_colour or colour))
    text = desk.reading.ink(item, "text")
    if text:
        tile.add(5, desk.body(text, colour=text_colour))
    return tile


def fitted(
    desk: Desk,
    item: doc.KeyFigure,
    width: float,
    size: float,
    colour: str,
    *,
    unit_size: float | None = None,
) -> TextBox:
    """Return a figure at a size, or smaller where the width asks for it."""
    small = unit_size or size * UNIT
    box = value(desk, item, size, colour=colour, unit_size=unit_size)
    for _ in range(STEPS):
        natural = box.lines(1e6)[0].width
        if natural <= width:
            break
        # A unit in words stays large enough to be read; the number gives way.
        size, small = size * width / natural, max(LEAST_SIZE, small * width / natural)
        box = value(desk, item, size, colour=colour, unit_size=small)
    return box


def shrunk(
    desk: Desk, inks: Inks, role: str, width: float, size: float, *, leading: float, colour: str
) -> TextBox:
    """Return a text at a size, or smaller where its widest word asks for it."""
    box = desk.text(inks, role, size=size, leading=leading, colour=colour)
    share = width / (width + box.overflow(width))
    return desk.text(inks, role, size=size * share, leading=leading * share, colour=colour)


def common_size(desk: Desk, items: Sequence[doc.KeyFigure], width: float, size: float) -> float:
    """Return the size for figures of one row: as said, or that at which the widest of them fits."""
    return min((fitted(desk, item, width, size, "primary").size for item in items), default=size)


def text_tile(
    desk: Desk,
    tile: doc.Tile,
    *,
    head: str = "subhead",
    colour: str = "primary",
    text_colour: str = "text",
    rule: str | None = "primary",
    role: str | None = None,
    head_least: float = 0.0,
) -> Stack:
    """Return a tile of words: rule, head, text. ``head_least`` is the room kept for heads beside it."""
    stack = Stack()
    if rule:
        stack.add(0, Rule(rule, 1.5))
    stack.add(12, AtLeast(head_least, desk.text(desk.reading.ink(tile.head), head, colour=colour)))
    for index, box in enumerate(blocks(desk, tile.blocks, colour=text_colour, role=role)):
        stack.add(7 if index == 0 else 5, box)
    return stack


def head_height(desk: Desk, tiles: Sequence[doc.Tile], width: float, role: str) -> float:
    """Return the height of the tallest head of tiles in one row, so that their texts begin level."""
    return max((desk.text(desk.reading.ink(tile.head), role).height(width) for tile in tiles), default=0.0)


def link_tile(desk: Desk, tile: doc.Tile, *, rule: float = 1.5, role: str = "minor-head") -> Stack:
    """Return a tile for an address, white on the primary colour: rule, what it is, the address."""
    stack = Stack().add(0, Rule("primary-text", rule))
    stack.add(10, desk.text(desk.reading.ink(tile.head), "body", colour="primary-text"))
    for box in blocks(desk, tile.blocks, colour="primary-text", role=role):
        stack.add(7, box)
    return stack


def blocks(
    desk: Desk, content: Sequence[doc.Block], *, colour: str = "text", role: str | None = None
) -> list[Box]:
    """Return simple blocks as boxes: paragraphs, lists, headings."""
    found: list[Box] = []
    for block in content:
        match block:
            case doc.Paragraph():
                inks = desk.reading.ink(block)
                found.append(
                    desk.text(inks, role, colour=colour) if role else paragraph(desk, block, colour=colour)
                )
            case doc.Heading():
                found.append(
                    desk.text(desk.reading.ink(block), "subhead" if block.level <= 3 else "small-head")
                )
            case doc.BulletList():
                found.append(bullet_list(desk, block, colour=colour))
            case _:
                pass
    return found


def paragraph(desk: Desk, block: doc.Paragraph, *, colour: str | None = None) -> TextBox:
    """Return a paragraph in the style of its role."""
    inks = desk.reading.ink(block)
    match block.role:
        case "lead":
            return desk.text(inks, "lead", colour=colour if colour != "text" else None)
        case "caption":
            return desk.text(inks, "caption", colour=None if colour == "text" else colour)
        case "signature":
            box = desk.text(signed(inks), "body", strong="primary", colour=colour)
            # A name is broken where nothing else helps.
            return replace(box, hyphenate=None, rescue=desk.hyphenate)
        case _:
            return desk.body(inks, colour=colour)


def signed(inks: Inks) -> list[Ink]:
    """Return a signature with its first line, the name, made strong."""
    end = next((index for index, ink in enumerate(inks) if "\n" in ink.text), len(inks))
    return [replace(ink, strong=True) if index < end else ink for index, ink in enumerate(inks)]


@dataclass(slots=True)
class Numbered:
    """An item of an ordered list: rule, numeral, head and text."""

    desk: Desk
    tile: doc.Tile
    rule: float

    def _body(self) -> Stack:
        stack = Stack().add(0, self.desk.text(self.desk.reading.ink(self.tile.head), "minor-head"))
        for box in blocks(self.desk, self.tile.blocks):
            stack.add(5, box)
        return stack

    def _indent(self) -> float:
        return self.desk.theme.grid.span(1) + 12

    def height(self, width: float) -> float:
        """Rule, air and the taller of numeral and text."""
        return self.desk.air(11) + max(24.0, self._body().height(width - self._indent()))

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw rule, numeral and text on one line."""
        pen.rule(x, y, width, "primary", self.rule)
        numeral = self.desk.text(self.desk.reading.ink(self.tile, "label"), "figure", size=30)
        numeral.draw(pen, x, y + self.desk.air(11), self._indent())
        self._body().draw(pen, x + self._indent(), y + self.desk.air(11), width - self._indent())


@dataclass(frozen=True, slots=True)
class Hung:
    """A text with a mark hung at its left; where it goes on from elsewhere there is none."""

    mark: TextBox | None
    body: Box
    indent: float
    runs = True

    def height(self, width: float) -> float:
        """The taller of body and mark."""
        mark = self.mark.height(self.indent) if self.mark is not None else 0.0
        return max(self.body.height(width - self.indent), mark)

    def cuts(self, width: float) -> Iterator[Cut]:
        """Yield the cuts of the body."""
        for head, tail, cost in (
            self.body.cuts(width - self.indent) if isinstance(self.body, Divisible) else ()
        ):
            yield replace(self, body=head), replace(self, body=tail, mark=None), cost

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw mark and body on one first baseline."""
        if self.mark is not None:
            self.mark.draw(pen, x, y, self.indent)
        self.body.draw(pen, x + self.indent, y, width - self.indent)


def bullet_list(desk: Desk, block: doc.BulletList, *, colour: str = "text", gap: float = 5) -> Stack:
    """Return a list with hung marks."""
    stack = Stack()
    for index, item in enumerate(block.items):
        inner = Stack()
        for box in blocks(desk, item, colour=colour):
            inner.add(3, box)
        mark = desk.text(desk.reading.ink(block, f"label{index}"), "body", size=desk.density.body)
        stack.add(gap, Hung(mark, inner, 10.0))
    return stack


def ruled_list(
    desk: Desk,
    rows: Sequence[Inks],
    *,
    rule: str,
    colour: str = "text",
    role: str = "body",
    pad: float = 6,
    weight: float = 0.75,
    first: bool = False,
) -> Stack:
    """Return short lines with rules between them, and above the first if asked for."""
    stack = Stack()
    pad = desk.air(pad)
    for index, inks in enumerate(rows):
        if index or first:
            stack.add(pad - 1, Rule(rule, weight))
        stack.add(pad, desk.text(inks, role, colour=colour))
    return stack
