"""The outline: a whole Document as indented text, to read, to compare and to keep as a snapshot.

One line a block, indented by what it stands in. Values are ``{15 434|staff.total 2024}``, changes
``{6 pistettä|experience.nps 2024-2023}``; ``⏎`` is a line break, ``¬`` a soft hyphen, ``~`` a no-break
space outside values, and an abbreviation's expansion stands in ``⟨⟩``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.model.citation import Citation
from reportgen.model.document import (
    Abbreviation,
    Block,
    BulletList,
    Cell,
    Chart,
    Cited,
    Contents,
    Diagram,
    DiagramNode,
    Document,
    Emphasis,
    Foreign,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Photo,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    Tiles,
)
from reportgen.model.edition import OptionValue

INDENT = "  "


def outline(document: Document) -> str:
    """Return the document as text, ending in a newline. Equal documents give equal texts."""
    writer = _Writer(document.citations, document.lang)
    lines = [
        f"document {document.lang} {document.year}",
        f"{INDENT}title: {document.title}",
        *([f"{INDENT}subtitle: {document.subtitle}"] if document.subtitle else []),
        f"{INDENT}publisher: {document.publisher}",
        f"{INDENT}wordmark: {document.wordmark}",
        f"{INDENT}published: {document.published.isoformat()}",
    ]
    for section in document.sections:
        lines += ["", *writer.section(section)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    citations: Sequence[Citation]
    lang: str

    def section(self, section: Section) -> Iterator[str]:
        facts = _facts({"layout": section.layout, "accent": section.accent, "seed": section.seed})
        yield f"section {section.id}: {section.name}{facts}"
        yield f"{INDENT}{self._heading(section.title)}"
        yield from _indented(self.blocks(section.blocks))
        if section.appendix:
            yield f"{INDENT}appendix: {self._text(section.appendix)}"

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[str]:
        """Yield the lines of a block, those inside it indented."""
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(children=children, role=role):
                yield f"{'paragraph' if role == 'body' else role}: {self._text(children)}"
            case BulletList(items=items, ordered=ordered):
                yield "ordered list" if ordered else "list"
                for item in items:
                    yield from _indented(_bullet(self.blocks(item)))
            case Note(blocks=inner):
                yield "note"
                yield from _indented(self.blocks(inner))
            case KeyFigures(items=figures, role=role):
                yield role
                for figure in figures:
                    parts = (self._text((figure.value,)), self._text(figure.label), self._text(figure.text))
                    yield f"{INDENT}- {' | '.join(part for part in parts if part)}"
            case Tiles(items=tiles, role=role):
                yield role
                for tile in tiles:
                    yield from _indented(_bullet([self._heading(tile.head), *self.blocks(tile.blocks)]))
            case Table():
                yield from self._table(block)
            case Chart():
                yield from self._chart(block)
            case Diagram(kind=kind, nodes=nodes):
                yield f"diagram {kind}"
                for node in nodes:
                    yield from _indented(self._node(node))
            case Photo(slot=slot, picture=picture):
                yield f"photo {slot}" + ("" if picture else ": artwork")
                if picture:
                    file, alt = picture.files[self.lang], picture.alt.get(self.lang, "")
                    yield from _indented([f"file: {file}", f"alt: {alt}"])
            case Contents(title=title):
                yield "contents"
                yield f"{INDENT}{self._heading(title)}"
            case Reference(kind=kind, id=id):
                yield f"reference {kind} {id}"

    def _table(self, table: Table) -> Iterator[str]:
        yield f"table {table.id}{_facts({'area': table.area})}"
        yield f"{INDENT}caption: {self._text(table.caption)}"
        if table.header:
            yield f"{INDENT}header: {self._cells(table.header)}"
        for row in table.rows:
            kind = "total" if row.total else "row"
            yield f"{INDENT}{kind} {row.indicator}{_facts({'area': row.area})}: {self._cells(row.cells)}"
        if table.note:
            yield f"{INDENT}note: {self._text(table.note)}"

    def _chart(self, chart: Chart) -> Iterator[str]:
        options = {name: _option(value) for name, value in chart.spec.options.items()}
        yield f"chart {chart.spec.id}: {chart.spec.kind}{_facts(options)}"
        if chart.title:
            yield f"{INDENT}title: {self._text(chart.title)}"
        if "forms" in chart.labels:
            yield f"{INDENT}legend: {_visible(chart.labels['forms'])}"
        yield f"{INDENT}alt: {_visible(chart.alt)}"
        for datum in chart.data:
            value = _value(datum.shown, datum.indicator, str(datum.year))
            facts = _facts({"area": datum.area, "unit": datum.unit_kind})
            yield f"{INDENT}- {_visible(datum.label)} {value}{facts}"

    def _node(self, node: DiagramNode) -> Iterator[str]:
        head = ", ".join(part for part in (node.role, node.person) if part)
        facts = _facts({"id": node.id, "area": node.area})
        yield f"node: {self._text(node.title)}{f' ({head})' if head else ''}{facts}"
        for number, item in enumerate(node.items):
            yield f"{INDENT}- {self._text(item)}{_facts({'id': ''.join(node.item_ids[number : number + 1])})}"
        for below in node.nodes:
            yield from _indented(self._node(below))

    def _heading(self, heading: Heading) -> str:
        return f"h{heading.level}: {self._text(heading.children)}"

    def _cells(self, cells: Iterable[Cell]) -> str:
        return " | ".join(self._text(cell.children) or "–" for cell in cells)

    def _text(self, children: Inlines) -> str:
        return "".join(self._inline(node) for node in children)

    def _inline(self, node: Inline) -> str:
        match node:
            case Text(text):
                return _visible(text)
            case Cited(citation=number):
                citation = self.citations[number]
                base = f"-{citation.base_year}" if citation.base_year is not None else ""
                return _value(node.text, citation.indicator, f"{citation.year}{base}")
            case LineBreak():
                return " ⏎ "
            case Strong(kids):
                return f"**{self._text(kids)}**"
            case Emphasis(kids):
                return f"*{self._text(kids)}*"
            case Link(href, kids):
                return f"[{self._text(kids)}]({href})"
            case Foreign(lang, kids):
                return f"[{self._text(kids)}]{{{lang}}}"
            case Abbreviation(text, expansion):
                return f"{text}⟨{expansion}⟩"


def _value(shown: str, indicator: str, years: str) -> str:
    return f"{{{shown.replace(chr(0xA0), ' ')}|{indicator} {years}}}"


def _visible(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u00ad", "¬")


def _option(value: OptionValue) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value).lower()


def _facts(facts: Mapping[str, object]) -> str:
    known = " ".join(f"{name}={fact}" for name, fact in facts.items() if fact not in (None, ""))
    return f" [{known}]" if known else ""


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"{INDENT}{line}" for line in lines)


def _bullet(lines: Iterable[str]) -> Iterator[str]:
    """Put a dash before the first line and indent the others under it."""
    for number, line in enumerate(lines):
        yield ("- " if number == 0 else INDENT) + line
