"""Walking through a Document: what its nodes hold, in reading order, whatever kind they are.

The fields of a node stand in the order in which they are read, so a field that a kind gets one day is walked
through without a word here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import TypeGuard

from reportgen.model.document import Inline, Inlines, Part


def parts(node: Part) -> Iterator[tuple[str, Inlines | Part]]:
    """Yield what a node holds in reading order, each with its field: texts that are not empty, and nodes."""
    for each in fields(node):  # type: ignore[arg-type]  # every node is a dataclass
        for held in _held(getattr(node, each.name)):
            yield each.name, held


def texts(node: Part) -> Iterator[tuple[Part, str, Inlines]]:
    """Yield each text of a node and of all below it in reading order: its holder, the field, the content."""
    for name, held in parts(node):
        if isinstance(held, Part):
            yield from texts(held)
        else:
            yield node, name, held


def walk(nodes: Iterable[Part]) -> Iterator[Part]:
    """Yield nodes and all below them in reading order, outer before inner."""
    for node in nodes:
        yield node
        yield from walk(held for _, held in parts(node) if isinstance(held, Part))


def is_text(value: object) -> TypeGuard[Inlines]:
    """Whether a value is inline content that is not empty."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Inline)


def _held(value: object) -> Iterator[Inlines | Part]:
    if isinstance(value, Inline):
        yield (value,)
    elif isinstance(value, Part) or is_text(value):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _held(each)
