"""The tree of a reading: nodes with a role and, in their order, the nodes and the text that they hold.

It says what a thing is, in what language, and what is told in its stead; it knows no format. A format writes
it in its own words: a ``heading`` is H2 in a PDF and h2 on a page of the web.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from reportgen.model.document import Part

Role = Literal[
    "document",
    "section",
    "group",
    "heading",
    "paragraph",
    "list",
    "item",
    "marker",
    "body",
    "figure",
    "caption",
    "table",
    "table-head",
    "table-body",
    "row",
    "header",
    "cell",
    "contents",
    "entry",
    "reference",
    "link",
    "span",
]
"""What a node is. A list has items, an item a marker and a body; a table has a head and bodies of rows."""


@dataclass(slots=True, eq=False)
class Node:
    """A node of the reading.

    ``level`` is a heading's, from 1. ``alt`` is read instead of a drawing, ``expansion`` is what an
    abbreviation stands for, ``title`` what a part is called without being printed. ``scope`` says what a
    header cell heads, ``Row`` or ``Column``, and ``spans`` how many rows and columns a cell covers.
    ``numbering`` is how a list counts: ``Decimal``, ``Disc`` or ``None``. ``inline`` nodes stand in the text
    around them. ``source`` is the part of the Document that the node was made from, where it is one's own.
    """

    role: Role
    kids: list[Node | Ink] = field(default_factory=list)
    level: int = 0
    lang: str | None = None
    title: str | None = None
    alt: str | None = None
    expansion: str | None = None
    scope: str | None = None
    spans: tuple[int, int] = (1, 1)
    numbering: str | None = None
    inline: bool = False
    expects_content: bool = False
    source: Part | None = None
    parent: Node | None = field(default=None, repr=False)

    def add(self, role: Role, **attributes: Any) -> Node:
        """Append a new node and return it."""
        kid = Node(role, parent=self, **attributes)
        self.kids.append(kid)
        return kid

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes that it holds."""
        return tuple(kid for kid in self.kids if isinstance(kid, Node))

    @property
    def inks(self) -> Inks:
        """Its text, and that of all that stands in it, in reading order."""
        return tuple(ink for kid in self.kids for ink in (kid.inks if isinstance(kid, Node) else (kid,)))

    @property
    def text(self) -> str:
        """What is read of it, a line end as a space."""
        return "".join(ink.text for ink in self.inks).replace("\n", " ")

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Ink:
    """Text with one owner and one emphasis. ``role`` is ``number`` or ``unit`` inside a cited value.

    ``citation`` indexes `Document.citations`; ``link`` is an address.
    """

    text: str
    owner: Node
    strong: bool = False
    emphasis: bool = False
    citation: int | None = None
    link: str | None = None
    role: str = ""


Inks = tuple[Ink, ...]
