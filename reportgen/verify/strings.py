"""The texts of a Document in the order in which they must be read, whatever its layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from reportgen.model.document import (
    Block,
    BulletList,
    Chart,
    Contents,
    Diagram,
    DiagramNode,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inlines,
    KeyFigures,
    Link,
    Note,
    Paragraph,
    Photo,
    Reference,
    Strong,
    Table,
    Text,
    Tiles,
    plain,
)


def document_strings(document: Document) -> tuple[str, ...]:
    """Return every text of a Document once, in reading order.

    A big figure reads as it looks: value, label, text; a chart as its title, alternative and entries, a
    photograph as its alternative; of a table of contents only the heading counts, for its entries stand
    elsewhere.
    """
    return tuple(text for inlines in document_inlines(document) if (text := plain(inlines)).strip())


def foreign_strings(document: Document) -> tuple[tuple[str, str], ...]:
    """Return (language code, text) of each passage in another language, in reading order."""
    return tuple(found for inlines in document_inlines(document) for found in _foreign(inlines))


def _foreign(inlines: Inlines) -> Iterator[tuple[str, str]]:
    for node in inlines:
        match node:
            case Foreign(lang, children):
                yield lang, plain(children)
            case Strong(children) | Emphasis(children) | Link(_, children):
                yield from _foreign(children)
            case _:
                pass


def document_inlines(document: Document) -> Iterator[Inlines]:
    """Yield the content of every text of a Document in reading order."""
    for section in document.sections:
        yield section.title.children
        yield from _blocks(section.blocks, document.lang)
        yield section.appendix


def _blocks(blocks: Iterable[Block], lang: str) -> Iterator[Inlines]:
    for block in blocks:
        yield from _block(block, lang)


def _block(block: Block, lang: str) -> Iterator[Inlines]:
    match block:
        case Heading(_, children) | Paragraph(children) | Contents(Heading(_, children)):
            yield children
        case Table():
            yield from _table(block)
        case Chart():
            words = (block.labels.get("forms", ""), block.alt, *chain.from_iterable(block.entries))
            yield from (block.title, *((Text(text),) for text in words))
        case Diagram(nodes=nodes):
            yield from _nodes(nodes)
        case Photo(_, picture):
            yield (Text(picture.alt.get(lang, "") if picture else ""),)
        case Reference():
            yield from ()  # a composed Document has none
        case _:
            yield from _inside(block, lang)


def _inside(block: BulletList | Note | KeyFigures | Tiles, lang: str) -> Iterator[Inlines]:
    match block:
        case BulletList(items):
            for item in items:
                yield from _blocks(item, lang)
        case Note(blocks):
            yield from _blocks(blocks, lang)
        case KeyFigures(figures):
            for figure in figures:
                yield from ((figure.value,), figure.label, figure.text)
        case Tiles(tiles):
            for tile in tiles:
                yield from _blocks((tile.head, *tile.blocks), lang)


def _table(table: Table) -> Iterator[Inlines]:
    yield table.caption
    yield from (cell.children for cell in table.header)
    yield from (cell.children for row in table.rows for cell in row.cells)
    yield table.note


def _nodes(nodes: Iterable[DiagramNode]) -> Iterator[Inlines]:
    for node in nodes:
        yield from (node.title, (Text(node.role),), (Text(node.person),), *node.items)
        yield from _nodes(node.nodes)
