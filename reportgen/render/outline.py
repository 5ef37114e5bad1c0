"""The outline: the reading of a Document as indented text, to read, to compare and to keep as a snapshot.

One line a node, indented by what it stands in, with what is known of it in square brackets; a row of a table
and a big figure are one line. Values are ``{15 434|staff.total 2024}``, changes
``{6 pistettä|experience.nps 2024-2023}``; ``⏎`` is a line break, ``¬`` a soft hyphen, ``~`` a no-break space
outside values, and an abbreviation's expansion stands in ``⟨⟩``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby

from reportgen.model.citation import Citation
from reportgen.model.document import Chart, Document, Heading, Photo
from reportgen.model.edition import OptionValue
from reportgen.reading import Ink, Node, read

INDENT = "  "
_NAMES = ("role", "kind", "id", "slot")
"""Fields that a part is called by; other fields that hold a word or a number are told of it."""
_UNTOLD = frozenset({"name", "template", "line", "indicator"})


def outline(document: Document) -> str:
    """Return the document as text, ending in a newline. Equal documents give equal texts."""
    lines = [
        f"document {document.lang} {document.year}",
        f"{INDENT}title: {document.title}",
        *([f"{INDENT}subtitle: {document.subtitle}"] if document.subtitle else []),
        f"{INDENT}publisher: {document.publisher}",
        f"{INDENT}wordmark: {document.wordmark}",
        f"{INDENT}published: {document.published.isoformat()}",
    ]
    writer = _Writer(document.citations)
    for section in read(document).root.nodes:
        lines += ["", *writer.lines(section)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    citations: Sequence[Citation]

    def lines(self, node: Node) -> Iterator[str]:
        """Yield the lines of a node, those of what stands in it indented."""
        head, inner = _head(node), [kid for kid in node.nodes if not kid.inline]
        if node.role == "row" or (inner and all(kid.role == "span" for kid in inner)):
            yield f"{head}: {' | '.join(self._text(kid).strip() or '–' for kid in inner)}"
        elif node.role == "item":
            yield from _bullet(line for kid in inner if kid.role != "marker" for line in self._body(kid))
        elif node.role == "entry":
            yield f"{head}: {_visible(node.text)}"
        else:
            text = "" if inner else self._text(node)
            yield f"{head}: {text}" if text else head
            yield from _indented(line for kid in inner for line in self.lines(kid))
        yield from _indented(self._drawn(node))

    def _body(self, body: Node) -> Iterator[str]:
        """Yield the lines of an item's body, which has a line of its own where it was made from a part."""
        if body.source is not None:
            return self.lines(body)
        return (line for kid in body.nodes if not kid.inline for line in self.lines(kid))

    def _drawn(self, node: Node) -> Iterator[str]:
        if isinstance(node.source, Photo) and node.source.picture:
            yield f"file: {', '.join(dict.fromkeys(node.source.picture.files.values()))}"
        if node.alt is not None:
            yield f"alt: {_visible(node.alt)}"
        for datum in node.source.data if isinstance(node.source, Chart) else ():
            value = _value(datum.shown, datum.indicator, str(datum.year))
            facts = _facts({"area": datum.area, "unit": datum.unit_kind})
            yield f"- {_visible(datum.label)} {value}{facts}"

    def _text(self, node: Node) -> str:
        alike = groupby(node.inks, key=lambda ink: (ink.owner, ink.strong, ink.emphasis))
        return "".join(self._marked(list(inks), node) for _, inks in alike)

    def _marked(self, inks: Sequence[Ink], home: Node) -> str:
        """Return ink of one owner and emphasis with the signs of what it is."""
        first, owner = inks[0], inks[0].owner
        text = "".join(self._inks(inks))
        text = f"**{text}**" if first.strong else text
        text = f"*{text}*" if first.emphasis else text
        if owner is home:
            return text
        if owner.lang is not None or first.link is not None:
            return f"[{text}]" + (f"({first.link})" if first.link is not None else f"{{{owner.lang}}}")
        return f"{text}⟨{owner.expansion}⟩" if owner.expansion is not None else text

    def _inks(self, inks: Sequence[Ink]) -> Iterator[str]:
        """Yield texts, a number and the unit after it as one value."""
        for at, ink in enumerate(inks):
            if ink.citation is not None:
                unit = next((other.text for other in inks[at + 1 : at + 2] if other.role == "unit"), "")
                told = self.citations[ink.citation]
                base = f"-{told.base_year}" if told.base_year is not None else ""
                yield _value(ink.text + unit, told.indicator, f"{told.year}{base}")
            elif ink.role != "unit" or at == 0:
                yield _visible(ink.text)


def _head(node: Node) -> str:
    """Return what a node is called, and what is known of the part of the Document that it was made from."""
    if node.role == "heading":
        return f"h{node.level}"
    source = node.source.spec if isinstance(node.source, Chart) else node.source
    if source is None or isinstance(source, Heading):
        return node.role
    known = {each.name: getattr(source, each.name) for each in fields(source)}  # type: ignore[arg-type]
    known |= {name: _written(value) for name, value in known.pop("options", {}).items()}
    words = (known.get(name) for name in _NAMES)
    kind = type(node.source).__name__.lower()
    names = " ".join(word for word in words if isinstance(word, str) and word not in ("body", kind))
    facts = {name: fact for name, fact in known.items() if name not in (*_NAMES, *_UNTOLD)}
    return f"{kind} {names}".strip() + _facts(facts)


def _written(value: OptionValue) -> str:
    """Return an option as its author writes it."""
    return ",".join(value) if isinstance(value, tuple) else str(value).lower()


def _value(shown: str, indicator: str, years: str) -> str:
    return f"{{{shown.replace(chr(0xA0), ' ').rstrip()}|{indicator} {years}}}"


def _visible(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u00ad", "¬").replace("\n", " ⏎ ")


def _facts(facts: Mapping[str, object]) -> str:
    told = (f"{name}={fact}" for name, fact in facts.items() if isinstance(fact, str | int) and fact)
    return f" [{listed}]" if (listed := " ".join(told)) else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"{INDENT}{line}" for line in lines)


def _bullet(lines: Iterable[str]) -> Iterator[str]:
    """Put a dash before the first line and indent the others under it."""
    for number, line in enumerate(lines):
        yield ("- " if number == 0 else INDENT) + line
