"""Fences: what a block between ``:::`` lines becomes, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from markdown_it.tree import SyntaxTreeNode

from reportgen.findings import did_you_mean
from reportgen.model.document import (
    Block,
    Cited,
    Contents,
    Heading,
    Inlines,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Note,
    Paragraph,
    Reference,
    Strong,
    Text,
    Tile,
    Tiles,
)
from reportgen.model.edition import Edition
from reportgen.narrate.inline import tidy
from reportgen.narrate.markdown import BlockReader
from reportgen.narrate.report import Refused, unknown
from reportgen.sources.project import LOGO


@dataclass(frozen=True, slots=True)
class Fence:
    """One fenced block that is being read for an edition."""

    edition: Edition
    reader: BlockReader

    @property
    def kind(self) -> str:
        """The fence's name."""
        return self.reader.chunk.kind

    def read(self) -> tuple[Block, ...]:
        """Return what the fence stands for; nothing, and findings, if that cannot be told."""
        make = FENCES.get(self.kind)
        if make is None:
            near = did_you_mean(self.kind, FENCES) or f"The blocks are: {', '.join(FENCES)}."
            self.refuse("unknown-fence", f"There is no block '{self.kind}'.", near)
            return ()
        if (self.kind in _NAMED) != bool(self.reader.chunk.argument):
            example = f"::: {self.kind}" + (f" {_NAMED[self.kind]}" if self.kind in _NAMED else "")
            self.refuse(
                "fence-argument", f"'::: {self.kind}' has no name or one too many.", f"Write '{example}'."
            )
            return ()
        try:
            return make(self)
        except Refused as refusal:
            if not refusal.follows(self.edition, (self.reader.chunk.argument or "strategy",)):
                self.refuse(refusal.code, refusal.message, refusal.remedy)
            return ()

    def refuse(self, code: str, message: str, remedy: str, node: SyntaxTreeNode | None = None) -> None:
        """Report what is wrong with the block or one node of it."""
        line = self.reader.line(node) if node else self.reader.chunk.line
        self.reader.report.error(code, line, message, remedy)

    def only(self, kinds: tuple[str, ...], remedy: str) -> list[SyntaxTreeNode]:
        """Return the nodes of the allowed kinds; report others, and a block without any."""
        nodes = self.reader.nodes()
        fitting = [node for node in nodes if node.type in kinds]
        for node in (node for node in nodes if node.type not in kinds):
            self.refuse("fence-content", f"A {node.type} does not fit in '::: {self.kind}'.", remedy, node)
        if not nodes:
            self.refuse("fence-empty", f"'::: {self.kind}' is empty.", remedy)
        return fitting

    def empty(self) -> None:
        """Report content of a block that must have none."""
        if not self.reader.chunk.is_blank:
            remedy = "End the block right away with ':::' and write the text below it."
            self.refuse("fence-content", f"'::: {self.kind}' has no content of its own.", remedy)


def _lead(fence: Fence) -> tuple[Block, ...]:
    nodes = fence.only(("paragraph",), "Write paragraphs.")
    return tuple(Paragraph(fence.reader.inlines(node), "lead", fence.reader.line(node)) for node in nodes)


def _note(fence: Fence) -> tuple[Block, ...]:
    nodes = fence.reader.nodes()
    if not nodes:
        fence.refuse("fence-empty", "'::: note' is empty.", "Write a paragraph.")
    return (Note(fence.reader.blocks(nodes)),)


_FIGURE = 'Write bullets such as: - {{ "staff.total" | number }} **employees** at the end of the year'


def _figures(fence: Fence) -> tuple[Block, ...]:
    lists = fence.only(("bullet_list",), _FIGURE)
    items = [item for node in lists for item in node.children]
    figures = tuple(figure for item in items if (figure := _figure(fence, item)))
    if fence.kind == "hero" and len(items) > 1:
        fence.refuse(
            "fence-content", "'::: hero' holds one figure.", "Use '::: figures' for several.", items[1]
        )
    return (KeyFigures(figures, fence.kind),) if figures else ()


def _figure(fence: Fence, item: SyntaxTreeNode) -> KeyFigure | None:
    if [child.type for child in item.children] != ["paragraph"]:
        fence.refuse("fence-content", "A figure is one bullet with one paragraph.", _FIGURE, item)
        return None
    children = fence.reader.inlines(item.children[0])
    if not children or not isinstance(children[0], Cited):
        fence.refuse("figure-without-value", "A figure must begin with its value.", _FIGURE, item)
        return None
    label, text = _label(tidy(children[1:]))
    if not label:
        fence.refuse("figure-without-label", f"The figure {children[0].text} has no label.", _FIGURE, item)
    return KeyFigure(children[0], label, text)


def _label(rest: Inlines) -> tuple[Inlines, Inlines]:
    """Split what follows a value: strong words are the label, else all of it is."""
    if rest and isinstance(rest[0], Strong):
        return rest[0].children, tidy(rest[1:])
    return rest, ()


def _tiles(fence: Fence) -> tuple[Block, ...]:
    nodes = fence.reader.nodes()
    before = list(takewhile(lambda node: node.type != "heading", nodes))
    remedy = "Begin with a line '### ' and a heading, and write its text below."
    if before or not nodes:
        fence.refuse(
            "tiles-without-head", f"'::: {fence.kind}' does not begin with a heading.", remedy, *before[:1]
        )
    tiles: list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]] = []
    for node in nodes[len(before) :]:
        if node.type != "heading":
            tiles[-1][1].append(node)
            continue
        if node.markup != "###":
            fence.refuse(
                "tile-head", f"A heading in '::: {fence.kind}' begins with '{node.markup}'.", remedy, node
            )
        tiles.append((node, []))
    items = tuple(_tile(fence, head, body) for head, body in tiles)
    return (Tiles(items, fence.kind),) if items else ()


def _tile(fence: Fence, head: SyntaxTreeNode, body: Iterable[SyntaxTreeNode]) -> Tile:
    heading = Heading(fence.reader.levels.below, fence.reader.inlines(head))
    return Tile(heading, fence.reader.blocks(body))


def _reference(fence: Fence) -> tuple[Block, ...]:
    chunk = fence.reader.chunk
    title: Inlines = ()
    alt = ""
    known, home = _targets(fence.edition)[fence.kind]
    if fence.kind == "photo" and chunk.argument == LOGO:
        home = "seeds/project.toml"
    if chunk.argument not in known:
        raise unknown(fence.kind, chunk.argument, known, home)
    if fence.kind == "chart":
        title = _one_paragraph(fence)
        alt = fence.edition.charts[chunk.argument].alt.get(fence.reader.report.lang, "")
    else:
        fence.empty()
    return (Reference(fence.kind, chunk.argument, title, fence.reader.report.place(chunk.line), alt),)


def _targets(edition: Edition) -> dict[str, tuple[Iterable[str], str]]:
    """Return the names that each kind of reference may use, and the file that lists them."""
    seeds = f"seeds/{edition.year}"
    diagrams = [*(["organisation"] if edition.organisation else []), *edition.lists]
    return {
        "table": (edition.tables, f"{seeds}/edition.toml"),
        "chart": (edition.charts, f"{seeds}/edition.toml"),
        "photo": (edition.pictures, f"{seeds}/edition.toml"),
        "diagram": (diagrams, f"{seeds}/lists.toml"),
    }


def _one_paragraph(fence: Fence) -> Inlines:
    """Return the content of a block that holds a line of text or nothing."""
    nodes = fence.reader.nodes()
    remedy = "Write one paragraph, or nothing."
    for node in nodes[1:] if nodes and nodes[0].type == "paragraph" else nodes:
        fence.refuse("fence-content", f"'::: {fence.kind}' holds one paragraph.", remedy, node)
    return fence.reader.inlines(nodes[0]) if nodes and nodes[0].type == "paragraph" else ()


def _contents(fence: Fence) -> tuple[Block, ...]:
    fence.reader.levels.last = fence.reader.levels.top + 1
    title = _one_paragraph(fence)
    if not title:
        fence.refuse(
            "fence-empty", "'::: contents' has no heading.", "Write the heading of the contents in it."
        )
    return (Contents(Heading(2, title)),)  # a part of its own, like a section


def _scorecard(fence: Fence) -> tuple[Block, ...]:
    strategy, year = fence.edition.strategy, fence.edition.year
    if strategy is None or not strategy.covers(year):
        told = f"The strategy is for {strategy.period}" if strategy else "The project has no strategy"
        remedy = "Leave the block out, or correct seeds/strategy.toml."
        raise Refused("no-strategy", f"{told}; the edition is of {year}.", remedy, "seeds/strategy.toml")
    fence.empty()
    return (Reference("scorecard", "", (), fence.reader.report.place(fence.reader.chunk.line)),)


def _signature(fence: Fence) -> tuple[Block, ...]:
    people, lang = fence.edition.people, fence.reader.report.lang
    person = people.get(fence.reader.chunk.argument)
    if person is None:
        home = f"seeds/{fence.edition.year}/organisation.toml"
        raise unknown("person", fence.reader.chunk.argument, people, home)
    fence.empty()
    return (Paragraph((Text(person.name), LineBreak(), Text(person.title[lang])), "signature"),)


_NAMED: Mapping[str, str] = {
    "table": "staff",
    "chart": "staff_bars",
    "diagram": "organisation",
    "photo": "foreword",
    "signature": "director",
}
"""Fences that take a name, with an example of one."""

FENCES: Mapping[str, Callable[[Fence], tuple[Block, ...]]] = {
    "lead": _lead,
    "hero": _figures,
    "figures": _figures,
    "band": _figures,
    "tiles": _tiles,
    "pictures": _tiles,
    "numbered": _tiles,
    "note": _note,
    "table": _reference,
    "chart": _reference,
    "diagram": _reference,
    "photo": _reference,
    "contents": _contents,
    "scorecard": _scorecard,
    "signature": _signature,
}
