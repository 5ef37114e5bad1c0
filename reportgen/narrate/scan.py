"""Scanning: what an author typed into a template, apart from what the template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.narrate.vocabulary import USAGE

TypedPiece = tuple[int, str]
"""A template line and a piece of text typed on it."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The text of a template, line by line, and the words and numbers typed inside its expressions.

    Ids that are looked up in data and the steps of ``about`` are not among the words: they are not printed.
    """

    text: tuple[TypedPiece, ...]
    literals: tuple[TypedPiece, ...]


def scan(source: str) -> Scan:
    """Return what is typed in a template; nothing for one that cannot be read, which narrating reports."""
    try:
        tree = Environment().parse(source)
    except (TemplateSyntaxError, RecursionError):
        return Scan((), ())
    text = [
        (data.lineno + offset, piece)
        for data in tree.find_all(nodes.TemplateData)
        for offset, piece in enumerate(data.data.split("\n"))
    ]
    return Scan(tuple(text), tuple(_literals(tree)))


def _literals(node: nodes.Node) -> Iterator[TypedPiece]:
    looked_up = _looked_up(node)
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Const):
            if child not in looked_up and not isinstance(child.value, bool) and child.value is not None:
                yield child.lineno, str(child.value)
        else:
            yield from _literals(child)


def _looked_up(node: nodes.Node) -> list[nodes.Expr]:
    """Return the direct parts of a filter or function call that are ids or steps.

    What a filter is given that does not exist is no word either: its name is misspelt, and that is told.
    """
    if isinstance(node, nodes.Filter):
        steps = node.args[:1] if node.name == "about" else [] if node.name in USAGE else node.args
        return [*([node.node] if node.node else []), *steps]
    return node.args[:1] if isinstance(node, nodes.Call) else []
