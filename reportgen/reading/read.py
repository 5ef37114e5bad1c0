"""Reading a Document: each of its parts becomes a node, in reading order, before anything is drawn.

This is the one place that decides what role a part has and in which order it is read; tags, bookmarks and
the outline are written from it. Whoever draws asks for the ink of a part and says what node it draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model import document as doc
from reportgen.model.walk import parts, texts
from reportgen.reading.tree import Ink, Inks, Node, Role

_DEEPEST_MARK = 3
"""The level of the smallest headings that a viewer lists beside the pages."""


class Reading:
    """The tree of a Document, and which node and ink each of its parts became."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self._nodes: dict[tuple[int, str], Node] = {}
        self._inks: dict[tuple[int, str], Inks] = {}

    def node(self, part: doc.Part, name: str = "") -> Node:
        """Return the node of a part, or of something in it by its name."""
        return self._nodes[id(part), name]

    def ink(self, part: doc.Part, name: str = "") -> Inks:
        """Return the ink of a part, or of something in it by its name; empty if it has no such text."""
        return self._inks.get((id(part), name), ())

    @property
    def headings(self) -> tuple[Node, ...]:
        """The headings that a list of contents beside the pages shows, in reading order."""
        found = (node for node in self.root.walk() if node.role == "heading")
        return tuple(node for node in found if node.level <= _DEEPEST_MARK)

    def keep(self, part: doc.Part, node: Node, name: str = "") -> Node:
        """Remember what a part, or something in it, became. Raises `ValueError` where one comes twice."""
        key = (id(part), name)
        if key in self._nodes:
            raise ValueError(f"a {type(part).__name__} stands twice in the Document ({name or 'whole'})")
        self._nodes[key] = node
        if not name:
            node.source = part
        return node

    def write(self, part: doc.Part, node: Node, inks: Inks, name: str = "") -> Node:
        """Remember a node and its ink as a part's text, and that it must be drawn."""
        node.expects_content = True
        self._inks[id(part), name] = inks
        return self.keep(part, node, name)


def read(document: doc.Document) -> Reading:
    """Return the reading of a Document.

    Raises:
        ValueError: a part stands twice in the Document, or holds a text that the reading has no place for.
    """
    reader = _Reader(document)
    for section in document.sections:
        reader.section(section)
    for part, name, text in texts(document):
        if not reader.told.issuperset(map(id, text)):
            raise ValueError(f"the reading has no place for {type(part).__name__}.{name}")
    return reader.reading


class _Reader:
    """Makes the nodes. ``told`` has the ids of all inline nodes that found a place."""

    def __init__(self, document: doc.Document) -> None:
        title = f"{document.title} {document.year}"
        self.document = document
        self.reading = Reading(Node("document", lang=document.lang, title=title, source=document))
        self.told: set[int] = set()
        self.top = 1

    def section(self, section: doc.Section) -> None:
        root = self.reading.root
        home = self.reading.keep(section, root.add("section", title=section.name))
        self.top = section.title.level
        self._heading(section.title, home)
        for block in section.blocks:
            # Contents in a section are a part of their own, and what follows them is read after them.
            if isinstance(block, doc.Contents):
                home = self._contents(block)
            else:
                self._block(block, home)
        if section.appendix:
            self._write(section, home.add("paragraph"), section.appendix, "appendix")

    # ------------------------------------------------------------ text

    def _write(
        self, part: doc.Part, node: Node, children: doc.Inlines, name: str = "", *, goes_on: bool = False
    ) -> Node:
        """Fill a node with inline content, the text of a part; a space ends it where its line goes on."""
        self._fill(node, children, Ink("", node))
        if goes_on:
            _end_with_space(node)
        return self.reading.write(part, node, node.inks, name)

    def _plain(self, part: doc.Part, node: Node, text: str, name: str) -> Node:
        return self._write(part, node, (doc.Text(text),), name)

    def _spoken(self, alternative: doc.Inlines) -> str:
        """Return what is told in place of a drawing."""
        self.told.update(map(id, alternative))
        return doc.plain(alternative)

    def _fill(self, home: Node, children: doc.Inlines, style: Ink) -> None:
        """Add inline content to a node; links, foreign passages and abbreviations get nodes of their own."""
        for part in children:
            self.told.add(id(part))
            match part:
                case doc.Text(text):
                    home.kids.append(replace(style, text=text))
                case doc.LineBreak():
                    home.kids.append(replace(style, text="\n"))
                case doc.Cited():
                    self._cited(home, part, style)
                case doc.Strong(kids):
                    self._fill(home, kids, replace(style, strong=True))
                case doc.Emphasis(kids):
                    self._fill(home, kids, replace(style, emphasis=True))
                case doc.Link(href, kids):
                    link = _inline(home, "link")
                    self._fill(link, kids, replace(style, owner=link, link=href))
                case doc.Foreign(lang, kids):
                    span = _inline(home, "span", lang=lang)
                    self._fill(span, kids, replace(style, owner=span))
                case doc.Abbreviation(text, expansion):
                    span = _inline(home, "span", expansion=expansion)
                    span.kids.append(replace(style, text=text, owner=span))

    def _cited(self, home: Node, part: doc.Cited, style: Ink) -> None:
        number = part.number + (part.glue if part.unit else "")
        home.kids.append(replace(style, text=number, citation=part.citation, role="number"))
        if part.unit:
            span = _inline(home, "span", expansion=part.expansion) if part.expansion else home
            span.kids.append(replace(style, text=part.unit, owner=span, role="unit"))

    # ------------------------------------------------------------ blocks

    def _heading(self, heading: doc.Heading, home: Node) -> Node:
        return self._write(heading, home.add("heading", level=heading.level), heading.children)

    def _blocks(self, blocks: Sequence[doc.Block], home: Node) -> None:
        for block in blocks:
            self._block(block, home)

    def _block(self, block: doc.Block, home: Node) -> None:
        match block:
            case doc.Heading():
                self._heading(block, home)
            case doc.Paragraph():
                self._write(block, home.add("paragraph"), block.children)
            case doc.BulletList():
                self._list(block, home)
            case doc.Note():
                self._blocks(block.blocks, self.reading.keep(block, home.add("group")))
            case doc.KeyFigures():
                self._figures(block, home)
            case doc.Tiles():
                self._tiles(block, home)
            case doc.Table():
                self._table(block, home)
            case doc.Chart():
                self._chart(block, home)
            case doc.Diagram():
                self._diagram(block, home)
            case doc.Photo():
                self._photo(block, home)
            case doc.Contents():
                raise ValueError("contents stand inside another block")
            case doc.Reference():
                raise ValueError(f"{block.kind} {block.id} is still a reference")

    def _photo(self, photo: doc.Photo, home: Node) -> None:
        # An empty slot shows artwork: decoration, with nothing to say.
        if photo.picture is None:
            return
        figure = home.add("figure", alt=self._spoken(photo.alt), expects_content=True)
        self.reading.keep(photo, figure)
        if photo.credit:
            self._write(photo, home.add("paragraph"), photo.credit, "credit")

    def _list(self, block: doc.BulletList, home: Node) -> None:
        numbering = "Decimal" if block.ordered else "Disc"
        node = self.reading.keep(block, home.add("list", numbering=numbering))
        for index, item in enumerate(block.items):
            entry = node.add("item")
            mark = f"{index + 1}." if block.ordered else "•"
            self._plain(block, entry.add("marker"), mark, f"label{index}")
            self._blocks(item, entry.add("body"))

    def _figures(self, block: doc.KeyFigures, home: Node) -> None:
        alone = len(block.items) == 1
        node = home.add("group") if alone else home.add("list", numbering="None")
        self.reading.keep(block, node)
        for item in block.items:
            self._figure(item, node if alone else node.add("item").add("body"))

    def _figure(self, item: doc.KeyFigure, home: Node) -> None:
        """Read a big figure as one paragraph, as it looks: value, label, text, with a space between.

        A text of whole sentences is a paragraph of its own: it is read after a pause.
        """
        told = [(name, held) for name, held in parts(item) if not isinstance(held, doc.Part)]
        paragraph = home.add("paragraph")
        for name, children in told:
            if name == "text" and _is_sentence(doc.plain(children)):
                paragraph = home.add("paragraph")
            self._write(item, paragraph.add("span"), children, name, goes_on=name != told[-1][0])

    def _tiles(self, block: doc.Tiles, home: Node) -> None:
        if block.role == "numbered":
            node = self.reading.keep(block, home.add("list", numbering="Decimal"))
            for index, tile in enumerate(block.items):
                self._numbered(tile, str(index + 1), node.add("item"))
            return
        node = self.reading.keep(block, home.add("group"))
        for tile in block.items:
            inner = self.reading.keep(tile, node.add("section"))
            if tile.photo is not None:
                self._photo(tile.photo, inner)
            self._heading(tile.head, inner)
            self._blocks(tile.blocks, inner)

    def _numbered(self, tile: doc.Tile, number: str, entry: Node) -> None:
        self._plain(tile, entry.add("marker"), number, "label")
        body = entry.add("body")
        self._write(tile.head, body.add("paragraph"), tile.head.children)
        self._blocks(tile.blocks, body)

    def _table(self, table: doc.Table, home: Node) -> None:
        node = self.reading.keep(table, home.add("table"))
        if table.caption:
            self._write(table, node.add("caption"), table.caption, "caption")
        if table.header:
            head = node.add("table-head").add("row")
            for cell in table.header:
                self._cell(cell, head, "Column")
        for group in table.groups:
            body = node.add("table-body")
            for row in group:
                line = self.reading.keep(row, body.add("row"))
                for index, cell in enumerate(row.cells):
                    self._cell(cell, line, "Row" if index == 0 else None)
        if table.note:
            self._write(table, home.add("paragraph"), table.note, "note")

    def _cell(self, cell: doc.Cell, row: Node, scope: str | None) -> None:
        node = row.add("header" if scope else "cell", scope=scope, spans=(cell.rows, cell.columns))
        self._write(cell, node, cell.children)
        node.expects_content = bool(node.text.strip())

    def _chart(self, chart: doc.Chart, home: Node) -> None:
        if chart.title:
            self._write(chart, home.add("paragraph"), chart.title, "title")
        if chart.legend_alt:
            legend = home.add("figure", alt=self._spoken(chart.legend_alt), expects_content=True)
            self.reading.keep(chart, legend, "legend")
        figure = home.add("figure", alt=self._spoken(chart.alt), expects_content=True)
        self.reading.keep(chart, figure)
        entries = home.add("list", numbering="None") if chart.entries else home
        for number, entry in enumerate(chart.entries):
            paragraph = entries.add("item").add("body").add("paragraph")
            for at, text in enumerate(entry):
                self._write(chart, paragraph.add("span"), text, f"entry{number}/{at}", goes_on=True)

    def _diagram(self, diagram: doc.Diagram, home: Node) -> None:
        if len(diagram.nodes) == 1 and diagram.nodes[0].is_name:
            (node,) = diagram.nodes
            written = self._write(node, home.add("paragraph"), node.title, "title")
            self.reading.keep(diagram, written)
            return
        self._nodes(diagram.nodes, self.reading.keep(diagram, home.add("list", numbering="None")))

    def _nodes(self, nodes: Sequence[doc.DiagramNode], home: Node) -> None:
        """Read nodes as items of a list. They have headings where each holds something, or is someone's."""
        all_hold = all(node.items for node in nodes)
        for node in nodes:
            body = self.reading.keep(node, home.add("item").add("body"))
            self._node(node, body, heads=all_hold or bool(node.person))

    def _node(self, node: doc.DiagramNode, body: Node, *, heads: bool) -> None:
        title = body.add("heading", level=self.top + 1) if heads else body.add("paragraph")
        self._write(node, title, node.title, "title")
        if node.role or node.person:
            head = self.reading.keep(node, body.add("paragraph"), "head")
            if node.role:
                self._write(node, head.add("span"), node.role, "role", goes_on=True)
            if node.person:
                self._write(node, head.add("span"), node.person, "person")
        if node.items:
            inner = body.add("list", numbering="None")
            for index, item in enumerate(node.items):
                paragraph = inner.add("item").add("body").add("paragraph")
                self._write(node, paragraph, item, f"item{index}")
        if node.nodes:
            self._nodes(node.nodes, body.add("list", numbering="None"))

    def _contents(self, block: doc.Contents) -> Node:
        """Read contents as a part of their own; they list all sections but the cover."""
        own = self.reading.root.add("section", title=doc.plain(block.title.children))
        self._heading(block.title, own)
        contents = self.reading.keep(block, own.add("contents"))
        for section in self.document.sections:
            if section.layout != "cover":
                link = contents.add("entry").add("reference").add("link")
                self._plain(section, link, section.name, "entry")
        return own


def _inline(home: Node, role: Role, *, lang: str | None = None, expansion: str | None = None) -> Node:
    return home.add(role, inline=True, lang=lang, expansion=expansion, expects_content=True)


def _end_with_space(node: Node) -> None:
    last = node.kids[-1]
    if isinstance(last, Node):
        _end_with_space(last)
    else:
        node.kids[-1] = replace(last, text=f"{last.text} ")


def _is_sentence(text: str) -> bool:
    return text[:1].isupper() and text.rstrip().endswith((".", "!", "?"))
