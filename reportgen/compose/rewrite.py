"""Rewriting: one walk through a section in reading order that may replace all inline content.

The path of a place names the block by role and by its number among its like, counted from 0 inside what
it stands in: ``staff/figures[0]/item[2]/value``, ``staff/table[0]/row[4]/cell[1]``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import Any, Protocol, TypeVar

from reportgen.model.document import (
    BulletList,
    Chart,
    Inline,
    Inlines,
    KeyFigures,
    Paragraph,
    Part,
    Reference,
    Section,
    Tiles,
)
from reportgen.model.walk import is_text

Kind = TypeVar("Kind", bound=Part)

_UNPRINTED = frozenset({"alt"})
"""Texts that are only spoken: no mark for a reader can stand in them."""


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
    return _node(section, section.id, pen)


def _node(node: Kind, path: str, pen: Pen) -> Kind:
    if isinstance(node, Chart):
        title = pen.inlines(node.title, f"{path}/title")
        return replace(pen.chart(node, path), title=title)  # type: ignore[return-value]  # it is a chart
    names = (each.name for each in fields(node) if each.name not in _UNPRINTED)  # type: ignore[arg-type]
    written = {name: _field(name, getattr(node, name), path, pen) for name in names}
    return replace(node, **written)  # type: ignore[type-var]  # every node is a dataclass


def _field(name: str, value: Any, path: str, pen: Pen) -> Any:
    """Rewrite a field of what stands at a path. Its own text is at the path, all else below it."""
    if isinstance(value, tuple) and not is_text(value):
        if name == "blocks":
            return _blocks(value, path, pen)
        home = f"{path}/header/cell" if name == "header" else f"{path}/{name.removesuffix('s')}"
        return tuple(_value(each, f"{home}[{number}]", pen) for number, each in enumerate(value))
    return _value(value, path if name == "children" else f"{path}/{name}", pen)


def _value(value: Any, path: str, pen: Pen) -> Any:
    if is_text(value):
        return pen.inlines(value, path)
    if isinstance(value, Inline):
        (written,) = pen.inlines((value,), path)
        return written
    if isinstance(value, Part):
        return _node(value, path, pen)
    return _blocks(value, path, pen) if isinstance(value, tuple) else value


def _blocks(blocks: tuple[Part, ...], home: str, pen: Pen) -> tuple[Part, ...]:
    seen: Counter[str] = Counter()
    done: list[Part] = []
    for block in blocks:
        kind = kind_of(block)
        done.append(_node(block, f"{home}/{kind}[{seen[kind]}]", pen))
        seen[kind] += 1
    return tuple(done)


def kind_of(block: Part) -> str:
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
