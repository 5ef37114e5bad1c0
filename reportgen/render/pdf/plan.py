"""The plan: the tag tree of a Document, made before anything is drawn.

Every node of the Document gets its structure element here, in reading order, and its inline content is
cut into `Ink`: stretches of text that know which element they belong to. Layouts ask for ink by node.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.model import document as doc
from reportgen.render.pdf.structure import Element


@dataclass(frozen=True, slots=True)
class Ink:
    """Text with one owner and one emphasis. ``role`` is ``number`` or ``unit`` inside a cited value."""

    text: str
    owner: Element
    strong: bool = False
    emphasis: bool = False
    citation: int | None = None
    link: str | None = None
    role: str = ""
    lang: str | None = None


Inks = tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: level from 0, title, and the element whose page it leads to."""

    level: int
    title: str
    element: Element


class Plan:
    """The structure elements of a Document and the ink of its nodes."""

    def __init__(self, document: doc.Document) -> None:
        title = f"{document.title} {document.year}"
        self.root = Element("Document", lang=document.lang, title=title)
        self.bookmarks: list[Bookmark] = []
        self._elements: dict[tuple[int, str], Element] = {}
        self._inks: dict[tuple[int, str], Inks] = {}
        self._document = document
        self._group = 2
        for section in document.sections:
            self._section(section)

    def element(self, node: object, part: str = "") -> Element:
        """Return the structure element of a node, or of a named part of it."""
        return self._elements[id(node), part]

    def ink(self, node: object, part: str = "") -> Inks:
        """Return the ink of a node, or of a named part of it; empty if the node has no such text."""
        return self._inks.get((id(node), part), ())

    def text_of(self, element: Element) -> str:
        """Return the text that an element was planned to hold."""
        return "".join(ink.text for inks in self._inks.values() for ink in inks if ink.owner is element)

    # ------------------------------------------------------------ planning

    def _keep(self, node: object, element: Element, part: str = "") -> Element:
        key = (id(node), part)
        if key in self._elements:
            raise ValueError(f"a {type(node).__name__} stands twice in the Document ({part or 'whole'})")
        self._elements[key] = element
        return element

    def _write(
        self, node: object, parent: Element, children: doc.Inlines, type: str = "P", part: str = ""
    ) -> Element:
        """Plan a text element and its ink."""
        element = self._keep(node, parent.add(type, expects_content=True), part)
        self._inks[id(node), part] = tuple(_inks(children, element))
        return element

    def _plain(self, node: object, parent: Element, text: str, type: str = "P", part: str = "") -> Element:
        return self._write(node, parent, (doc.Text(text),), type, part)

    def _section(self, section: doc.Section) -> None:
        element = self._keep(section, self.root.add("Sect", title=section.name))
        level = 1 if section.layout == "cover" else 2
        self._heading(section.title, element, level)
        self._group = max(level, 2)
        self._blocks(section.blocks, element)
        if section.appendix:
            # Contents in a section are a part of their own, and these are the last words on the page.
            (*_, last) = self.root.kids
            assert isinstance(last, Element)
            self._write(section, last, section.appendix, part="appendix")

    def _heading(self, heading: doc.Heading, parent: Element, level: int) -> Element:
        element = self._write(heading, parent, heading.children, f"H{level}")
        if level <= 3:
            self.bookmarks.append(Bookmark(level - 1, doc.plain(heading.children), element))
        return element

    def _blocks(self, blocks: Sequence[doc.Block], parent: Element) -> None:
        for block in blocks:
            self._block(block, parent)

    def _block(self, block: doc.Block, parent: Element) -> None:
        match block:
            case doc.Heading():
                self._group = 3
                self._heading(block, parent, min(block.level, 3))
            case doc.Paragraph():
                self._write(block, parent, block.children)
            case doc.BulletList():
                self._list(block, parent)
            case doc.Note():
                self._blocks(block.blocks, self._keep(block, parent.add("Div")))
            case doc.KeyFigures():
                self._figures(block, parent)
            case doc.Tiles():
                self._tiles(block, parent)
            case doc.Table():
                self._table(block, parent)
            case doc.Chart():
                self._chart(block, parent)
            case doc.Diagram():
                self._diagram(block, parent)
            case doc.Photo():
                self._photo(block, parent)
            case doc.Contents():
                self._contents(block)
            case _:
                pass

    def _photo(self, block: doc.Photo, parent: Element) -> None:
        # An empty slot shows artwork: decoration, with nothing to say.
        if block.picture is None:
            return
        lang = self._document.lang
        self._keep(block, parent.add("Figure", alt=block.picture.alt.get(lang, ""), expects_content=True))
        credit = block.picture.credit.get(lang, "")
        if credit:
            self._plain(block, parent, credit, part="credit")

    def _list(self, block: doc.BulletList, parent: Element) -> None:
        element = self._keep(block, parent.add("L", numbering="Decimal" if block.ordered else "Disc"))
        for index, item in enumerate(block.items):
            entry = element.add("LI")
            self._plain(block, entry, f"{index + 1}." if block.ordered else "•", "Lbl", f"label{index}")
            self._blocks(item, entry.add("LBody"))

    def _figures(self, block: doc.KeyFigures, parent: Element) -> None:
        alone = len(block.items) == 1
        home = self._keep(block, parent.add("Div") if alone else parent.add("L", numbering="None"))
        for item in block.items:
            inner = home if alone else home.add("LI").add("LBody")
            self._figure(item, inner)

    def _figure(self, item: doc.KeyFigure, home: Element) -> None:
        """Plan a big figure as one paragraph, read as it looks: value, label, text, with a space between.

        A text of whole sentences is a paragraph of its own: it is read after a pause.
        """
        parts = (("value", (item.value,)), ("label", item.label), ("text", item.text))
        filled = [(part, children) for part, children in parts if children]
        paragraph = home.add("P")
        for part, children in filled:
            if part == "text" and _is_sentence(doc.plain(children)):
                paragraph = home.add("P")
            self._write(item, paragraph, children, "Span", part)
            if part != filled[-1][0]:
                *head, last = self._inks[id(item), part]
                self._inks[id(item), part] = (*head, replace(last, text=last.text + " "))

    def _tiles(self, block: doc.Tiles, parent: Element) -> None:
        if block.role == "numbered":
            home = self._keep(block, parent.add("L", numbering="Decimal"))
            for index, tile in enumerate(block.items):
                entry = home.add("LI")
                self._plain(tile, entry, str(index + 1), "Lbl", "label")
                body = entry.add("LBody")
                self._write(tile.head, body, tile.head.children)
                self._blocks(tile.blocks, body)
            return
        home = self._keep(block, parent.add("Div"))
        for tile in block.items:
            inner = self._keep(tile, home.add("Sect"))
            if tile.photo is not None:
                self._block(tile.photo, inner)
            self._heading(tile.head, inner, self._group + 1)
            self._blocks(tile.blocks, inner)

    def _table(self, table: doc.Table, parent: Element) -> None:
        element = self._keep(table, parent.add("Table"))
        if table.caption:
            self._write(table, element, table.caption, "Caption", "caption")
        if table.header:
            head = element.add("THead").add("TR")
            for cell in table.header:
                self._cell(cell, head, "TH", "Column")
        for group in table.groups:
            body = element.add("TBody")
            for row in group:
                line = body.add("TR")
                for index, cell in enumerate(row.cells):
                    self._cell(cell, line, "TH" if index == 0 else "TD", "Row" if index == 0 else None)
        if table.note:
            self._write(table, parent, table.note, part="note")

    def _cell(self, cell: doc.Cell, row: Element, type: str, scope: str | None) -> None:
        element = self._write(cell, row, cell.children, type)
        element.scope = scope
        element.spans = (cell.rows, cell.columns)
        element.expects_content = bool(doc.plain(cell.children).strip())

    def _chart(self, chart: doc.Chart, parent: Element) -> None:
        if chart.title:
            self._write(chart, parent, chart.title, part="title")
        if "forms" in chart.labels:
            legend = parent.add("Figure", alt=chart.labels["forms"], expects_content=True)
            self._keep(chart, legend, "legend")
        self._keep(chart, parent.add("Figure", alt=chart.alt, expects_content=True))
        home = parent.add("L", numbering="None") if chart.entries else parent
        for entry in chart.entries:
            paragraph = home.add("LI").add("LBody").add("P")
            for at, text in enumerate(entry):
                self._plain(chart, paragraph, f"{text} ", "Span", f"{entry[0]}/{at}")

    def _diagram(self, diagram: doc.Diagram, parent: Element) -> None:
        if len(diagram.nodes) == 1 and diagram.nodes[0].is_name:
            (node,) = diagram.nodes
            self._keep(diagram, self._write(node, parent, node.title, part="title"))
            return
        self._nodes(diagram.nodes, self._keep(diagram, parent.add("L", numbering="None")))

    def _nodes(self, nodes: Sequence[doc.DiagramNode], home: Element) -> None:
        """Plan nodes as items of a list. They have headings where each holds something, or is someone's."""
        all_hold = all(node.items for node in nodes)
        for node in nodes:
            self._node(node, home.add("LI").add("LBody"), heads=all_hold or bool(node.person))

    def _node(self, node: doc.DiagramNode, body: Element, *, heads: bool) -> None:
        if heads:
            element = self._write(node, body, node.title, "H3", "title")
            self.bookmarks.append(Bookmark(2, doc.plain(node.title), element))
        else:
            self._write(node, body, node.title, part="title")
        if node.role or node.person:
            person = self._keep(node, body.add("P"), "head")
            if node.role:
                self._plain(node, person, f"{node.role} ", "Span", "role")
            if node.person:
                self._plain(node, person, node.person, "Span", "person")
        if node.items:
            inner = body.add("L", numbering="None")
            for index, item in enumerate(node.items):
                self._write(node, inner.add("LI").add("LBody"), item, part=f"item{index}")
        if node.nodes:
            self._nodes(node.nodes, body.add("L", numbering="None"))

    def _contents(self, block: doc.Contents) -> None:
        own = self.root.add("Sect", title=doc.plain(block.title.children))
        self._heading(block.title, own, 2)
        toc = self._keep(block, own.add("TOC"))
        for section in self._document.sections:
            if section.layout in ("cover",):
                continue
            link = toc.add("TOCI").add("Reference").add("Link", expects_content=True)
            self._keep(section, link, "entry")
            self._inks[id(section), "entry"] = (Ink(section.name, link),)


def _inks(
    children: doc.Inlines,
    owner: Element,
    strong: bool = False,
    emphasis: bool = False,
    link: str | None = None,
) -> Iterator[Ink]:
    """Yield the ink of inline content; links, foreign passages and abbreviations get their own elements."""
    for node in children:
        match node:
            case doc.Text(text):
                yield Ink(text, owner, strong, emphasis, link=link)
            case doc.LineBreak():
                yield Ink("\n", owner, strong, emphasis, link=link)
            case doc.Cited():
                number = node.number + (node.glue if node.unit else "")
                yield Ink(number, owner, strong, emphasis, node.citation, link, "number")
                if node.unit:
                    unit = _expanded(owner, node.expansion) if node.expansion else owner
                    yield Ink(node.unit, unit, strong, emphasis, None, link, "unit")
            case doc.Strong(kids):
                yield from _inks(kids, owner, True, emphasis, link)
            case doc.Emphasis(kids):
                yield from _inks(kids, owner, strong, True, link)
            case doc.Link(href, kids):
                yield from _inks(
                    kids, owner.add("Link", inline=True, expects_content=True), strong, emphasis, href
                )
            case doc.Foreign(lang, kids):
                yield from _inks(
                    kids,
                    owner.add("Span", inline=True, lang=lang, expects_content=True),
                    strong,
                    emphasis,
                    link,
                )
            case doc.Abbreviation(text, expansion):
                yield Ink(text, _expanded(owner, expansion), strong, emphasis, link=link)


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.rstrip().endswith((".", "!", "?"))


def _expanded(owner: Element, expansion: str) -> Element:
    return owner.add("Span", inline=True, expansion=expansion, expects_content=True)
