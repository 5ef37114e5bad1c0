"""Rewriting: one walk through a section in reading order that may replace all inline content.

The path of a place names the block by role and by its number among its like, counted from 0 inside what
it stands in: ``staff/figures[0]/item[2]/value``, ``staff/table[0]/row[4]/cell[1]``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from reportgen.model.document import (
    Block,
    BulletList,
    Cell,
    Chart,
    Cited,
    Contents,
    Diagram,
    DiagramNode,
    Heading,
    Inlines,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Photo,
    Reference,
    Section,
    Table,
    Tile,
    Tiles,
)

Part = TypeVar("Part")


class Pen(Protocol):
    """What is written at each place of the walk."""

    def inlines(self, children: Inlines, path: str) -> Inlines:
        """Return what replaces the inline content of a place."""
        ...

    def chart(self, chart: Chart, path: str) -> Chart:
        """Return what replaces a chart, whose data are no inline content."""
        ...


def rewrite(section: Section, pen: Pen) -> Section:
    """Return a section with all inline content rewritten, in the order in which it is read."""
    title = replace(section.title, children=pen.inlines(section.title.children, f"{section.id}/title"))
    return replace(section, title=title, blocks=_Walk(pen).blocks(section.blocks, section.id))


class _Walk:
    def __init__(self, pen: Pen) -> None:
        self.pen = pen

    def blocks(self, blocks: tuple[Block, ...], home: str) -> tuple[Block, ...]:
        seen: Counter[str] = Counter()
        done: list[Block] = []
        for block in blocks:
            kind = kind_of(block)
            done.append(self.block(block, f"{home}/{kind}[{seen[kind]}]"))
            seen[kind] += 1
        return tuple(done)

    def block(self, block: Block, path: str) -> Block:
        match block:
            case Heading() | Paragraph():
                return replace(block, children=self.pen.inlines(block.children, path))
            case BulletList(items=items):
                return replace(block, items=_each(items, path, "item", self.blocks))
            case Note(blocks=inner):
                return replace(block, blocks=self.blocks(inner, path))
            case KeyFigures(items=figures):
                return replace(block, items=_each(figures, path, "item", self.figure))
            case Tiles(items=tiles):
                return replace(block, items=_each(tiles, path, "item", self.tile))
            case Table():
                return self.table(block, path)
            case Chart():
                title = self.pen.inlines(block.title, f"{path}/title")
                return replace(self.pen.chart(block, path), title=title)
            case Diagram(nodes=nodes):
                return replace(block, nodes=_each(nodes, path, "node", self.node))
            case Contents(title=title):
                return Contents(replace(title, children=self.pen.inlines(title.children, f"{path}/title")))
            case Photo() | Reference():
                return block

    def figure(self, figure: KeyFigure, path: str) -> KeyFigure:
        label = self.pen.inlines(figure.label, f"{path}/label")
        (value,) = self.pen.inlines((figure.value,), f"{path}/value")
        assert isinstance(value, Cited)
        return KeyFigure(value, label, self.pen.inlines(figure.text, f"{path}/text"))

    def tile(self, tile: Tile, path: str) -> Tile:
        head = replace(tile.head, children=self.pen.inlines(tile.head.children, f"{path}/head"))
        return replace(tile, head=head, blocks=self.blocks(tile.blocks, path))

    def table(self, table: Table, path: str) -> Table:
        return replace(
            table,
            caption=self.pen.inlines(table.caption, f"{path}/caption"),
            header=_each(table.header, f"{path}/header", "cell", self.cell),
            rows=_each(
                table.rows,
                path,
                "row",
                lambda row, place: replace(row, cells=_each(row.cells, place, "cell", self.cell)),
            ),
            note=self.pen.inlines(table.note, f"{path}/note"),
        )

    def cell(self, cell: Cell, path: str) -> Cell:
        return replace(cell, children=self.pen.inlines(cell.children, path))

    def node(self, node: DiagramNode, path: str) -> DiagramNode:
        return replace(
            node,
            title=self.pen.inlines(node.title, f"{path}/title"),
            items=_each(node.items, path, "item", self.pen.inlines),
            nodes=_each(node.nodes, path, "node", self.node),
        )


def kind_of(block: Block) -> str:
    """Return what a block is called in a path: its role if it has one, else its kind."""
    match block:
        case Paragraph(role="body"):
            return "paragraph"
        case Paragraph(role=role) | KeyFigures(role=role) | Tiles(role=role):
            return role
        case BulletList():
            return "list"
        case Reference(kind=kind):
            return kind
        case _:
            return type(block).__name__.lower()


def _each(
    parts: tuple[Part, ...], home: str, name: str, make: Callable[[Part, str], Part]
) -> tuple[Part, ...]:
    return tuple(make(part, f"{home}/{name}[{number}]") for number, part in enumerate(parts))
