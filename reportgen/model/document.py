"""Document: the finished publication in one language, a tree that knows no format.

A renderer lays it out and never restructures it. Every node is frozen. All that is read in it, words that
are only spoken too, is inline content: a tuple of inline nodes. The fields of a node stand in the order in
which they are read, so whoever walks through them forgets none (see `model.walk`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportgen.findings import Place
from reportgen.model.citation import Citation
from reportgen.model.edition import ChartSpec, Picture


class Part:
    """A node of the Document."""

    __slots__ = ()


# ---------------------------------------------------------------- inline


@dataclass(frozen=True, slots=True)
class Text(Part):
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Cited(Part):
    """A value as shown. ``citation`` indexes `Document.citations`; ``number`` and ``unit`` are its two parts.

    ``glue`` stands between them: a no-break space, or nothing. ``expansion`` is what a unit that is an
    abbreviation stands for, at its first use.
    """

    citation: int
    number: str
    unit: str
    glue: str
    expansion: str = ""

    @property
    def text(self) -> str:
        """The value as it is read: number, glue and unit."""
        return f"{self.number}{self.glue}{self.unit}" if self.unit else self.number


@dataclass(frozen=True, slots=True)
class LineBreak(Part):
    """A line end that the author asked for."""


@dataclass(frozen=True, slots=True)
class Strong(Part):
    """Important words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis(Part):
    """Stressed words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link(Part):
    """Words that lead to an address."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign(Part):
    """A passage in another language, by its code."""

    lang: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation(Part):
    """An abbreviation at its first use, with what it stands for."""

    text: str
    expansion: str


Inline = Text | Cited | LineBreak | Strong | Emphasis | Link | Foreign | Abbreviation
Inlines = tuple[Inline, ...]

# ---------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Heading(Part):
    """A heading. The document's title is level 1, a section 2, a group 3, a part of a group 4."""

    level: int
    children: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph(Part):
    """A paragraph. ``role`` is ``body``, ``lead``, ``caption`` or ``signature``.

    ``line`` is where it begins in its template.
    """

    children: Inlines
    role: str = "body"
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class BulletList(Part):
    """An unordered or ordered list; an item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Note(Part):
    """A remark set apart from the text."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure(Part):
    """A big figure with its label and, if any, a sentence."""

    value: Cited
    label: Inlines
    text: Inlines = ()


@dataclass(frozen=True, slots=True)
class KeyFigures(Part):
    """Big figures side by side. ``role``: ``hero`` (one giant figure), ``figures`` or ``band``."""

    items: tuple[KeyFigure, ...]
    role: str = "figures"


@dataclass(frozen=True, slots=True)
class Tile(Part):
    """A short text under its own small heading; ``photo`` is its picture slot, where it has one."""

    photo: Photo | None = field(default=None, kw_only=True)
    head: Heading
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tiles(Part):
    """Short texts side by side. ``role``: ``tiles``, ``pictures`` or ``numbered`` (an ordered list)."""

    items: tuple[Tile, ...]
    role: str = "tiles"


@dataclass(frozen=True, slots=True)
class Cell(Part):
    """A table cell. ``value`` is the number behind the text, for drawing and for the workbook.

    ``rows`` and ``columns`` are how many of them it covers. ``way`` is where a value went, ``up``, ``down``
    or ``same``: drawn as an arrow beside the words that say it.
    """

    children: Inlines
    value: Decimal | None = None
    rows: int = 1
    columns: int = 1
    way: str = ""


@dataclass(frozen=True, slots=True)
class Row(Part):
    """A table row; its first cell is the row header. ``area`` is the service area whose colour it bears.

    A first cell over several rows heads them all: they are a group.
    """

    cells: tuple[Cell, ...]
    indicator: str = ""
    area: str | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table(Part):
    """A real table: header cells, rows with a header each, a caption. ``place`` is where it is described."""

    id: str
    caption: Inlines
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    area: str | None = None
    note: Inlines = ()
    place: Place | None = None

    @property
    def groups(self) -> tuple[tuple[Row, ...], ...]:
        """The rows in their groups; all rows are one where no cell heads several."""
        starts = [at for at, row in enumerate(self.rows) if at == 0 or row.cells[0].rows > 1]
        return tuple(self.rows[start:end] for start, end in pairwise([*starts, len(self.rows)]))

    @property
    def is_grouped(self) -> bool:
        """Whether groups of rows have heads of their own."""
        return any(row.cells[0].rows > 1 for row in self.rows)


@dataclass(frozen=True, slots=True)
class Datum(Part):
    """One value in a chart with the texts drawn beside it; ``citation`` indexes `Document.citations`.

    ``number`` is the shown text without its unit. ``breaks`` says that the value was counted otherwise than
    the indicator's value before it in the chart: no line joins the two, and no change between them is told.
    """

    label: str
    value: Decimal | None
    shown: str
    year: int
    indicator: str
    area: str | None
    unit_kind: str
    citation: int | None = None
    breaks: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Chart(Part):
    """A chart: its message as title, its data, and a text alternative. Drawn by a renderer.

    ``legend_alt`` is the alternative of a legend that is drawn apart from it; ``labels`` are words that the
    drawing needs besides its data. ``entries`` are its words where they are text and not drawing: one for
    each of its ``areas``, what the area is called, then its values.
    """

    spec: ChartSpec
    title: Inlines
    legend_alt: Inlines = field(default=(), kw_only=True)
    alt: Inlines
    entries: tuple[tuple[Inlines, ...], ...] = field(default=(), kw_only=True)
    data: tuple[Datum, ...]
    labels: Mapping[str, str] = field(hash=False)

    @property
    def areas(self) -> tuple[str | None, ...]:
        """The service areas of the data, each once, in their order: what belongs together is of one area."""
        return tuple(dict.fromkeys(datum.area for datum in self.data))


@dataclass(frozen=True, slots=True)
class DiagramNode(Part):
    """A node of a diagram: name, the role and name of who heads it, its contents, and nodes below it.

    ``item_ids`` names the contents, in their order; what two nodes share has one id in both.
    """

    title: Inlines
    role: Inlines = ()
    person: Inlines = ()
    area: str | None = None
    items: tuple[Inlines, ...] = ()
    nodes: tuple[DiagramNode, ...] = ()
    id: str = ""
    item_ids: tuple[str, ...] = ()

    @property
    def is_name(self) -> bool:
        """Whether there is nothing to it but its name."""
        return not (self.items or self.nodes or self.role or self.person)


@dataclass(frozen=True, slots=True)
class Diagram(Part):
    """A drawing of relations. Its content is a tree of nodes and reads as nested lists."""

    kind: str
    nodes: tuple[DiagramNode, ...]


@dataclass(frozen=True, slots=True)
class Photo(Part):
    """A photograph slot; ``picture`` is empty where artwork stands in for it (and is decoration)."""

    slot: str
    picture: Picture | None
    alt: Inlines = ()
    credit: Inlines = ()


@dataclass(frozen=True, slots=True)
class Contents(Part):
    """The table of contents; it lists the sections, so it has no content of its own."""

    title: Heading


@dataclass(frozen=True, slots=True)
class Reference(Part):
    """A table, chart, diagram or picture that a text names; composing replaces it by the real thing.

    ``alt`` is the author's own text alternative of a chart, its values filled in.
    """

    kind: str
    id: str
    title: Inlines
    place: Place
    alt: str = ""


Block = (
    Heading
    | Paragraph
    | BulletList
    | Note
    | KeyFigures
    | Tiles
    | Table
    | Chart
    | Diagram
    | Photo
    | Contents
    | Reference
)

# ---------------------------------------------------------------- whole


@dataclass(frozen=True, slots=True)
class Section(Part):
    """A section: its title (level 2), what it holds, and how it wants to be drawn.

    ``appendix`` tells at its end in which sheet of the workbook its figures are; empty where it shows none.
    """

    id: str
    name: str
    title: Heading
    blocks: tuple[Block, ...]
    layout: str
    accent: str | None
    seed: int
    template: str
    appendix: Inlines = ()


@dataclass(frozen=True, slots=True)
class Document(Part):
    """The publication in one language. The title of its first section is the only one of level 1.

    Of a ``draft`` the publisher says what it is made from.
    """

    lang: str
    year: int
    title: str
    subtitle: str
    publisher: str
    wordmark: str
    published: date
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    strings: Mapping[str, str]
    draft: bool = False


def plain(children: Inlines) -> str:
    """Return the text of inline content as it is read, a line break as a space."""
    parts: list[str] = []
    for node in children:
        match node:
            case Text(text) | Abbreviation(text, _):
                parts.append(text)
            case Cited():
                parts.append(node.text)
            case LineBreak():
                parts.append(" ")
            case Strong(kids) | Emphasis(kids) | Link(_, kids) | Foreign(_, kids):
                parts.append(plain(kids))
    return "".join(parts)
