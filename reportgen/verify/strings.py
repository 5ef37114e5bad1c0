"""The texts of a Document in the order in which they must be read, whatever its layout.

This is verify's own reading: it walks through whatever fields the Document's nodes have, so that a text that
the program's reading forgot is missed in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from reportgen.model import document as doc
from reportgen.model.document import Document, Inlines, plain

_MODEL = doc.__name__


def document_strings(document: Document) -> tuple[str, ...]:
    """Return every text of a Document once, in reading order.

    A big figure reads as it looks: value, label, text; a chart as its title, alternative and entries, a
    photograph as its alternative and credit; of a table of contents only the heading counts, for its entries
    stand elsewhere.
    """
    return tuple(text for inlines in document_inlines(document) if (text := plain(inlines)).strip())


def foreign_strings(document: Document) -> tuple[tuple[str, str], ...]:
    """Return (language code, text) of each passage in another language, in reading order."""
    return tuple(found for inlines in document_inlines(document) for found in _foreign(inlines))


def _foreign(inlines: Inlines) -> Iterator[tuple[str, str]]:
    for node in inlines:
        if isinstance(node, doc.Foreign):
            yield node.lang, plain(node.children)
        elif isinstance(node, doc.Strong | doc.Emphasis | doc.Link):
            yield from _foreign(node.children)


def document_inlines(document: Document) -> Iterator[Inlines]:
    """Yield the content of every text of a Document in reading order."""
    return _texts(document)


def _texts(value: object) -> Iterator[Inlines]:
    if isinstance(value, doc.Inline):
        yield (value,)
    elif isinstance(value, tuple):
        if value and all(isinstance(each, doc.Inline) for each in value):
            yield value
        else:
            for each in value:
                yield from _texts(each)
    elif is_dataclass(value) and type(value).__module__ == _MODEL:
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
