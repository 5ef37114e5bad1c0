"""The structure tree: made from the reading, filled while drawing, resolved at the end.

Each node of the reading has its `Element`, in the order of the reading; drawing only adds references to
marked content, so the order on the page never changes the order in which the page is read. Ids come from the
position in the tree. See ISO 32000-1, 14.7 and 14.8, and ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.reading import Node, Role

STRUCTURE_ROOT = "StructTreeRoot"


@dataclass(frozen=True, slots=True)
class ContentRef:
    """A piece of marked content: page index from 0, and its MCID there."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """An annotation that an element contains, by its key in the PDF's parent tree and its object name."""

    page: int
    name: str
    key: int


TYPES: Mapping[Role, str] = {
    "document": "Document",
    "section": "Sect",
    "group": "Div",
    "paragraph": "P",
    "list": "L",
    "item": "LI",
    "marker": "Lbl",
    "body": "LBody",
    "figure": "Figure",
    "caption": "Caption",
    "table": "Table",
    "table-head": "THead",
    "table-body": "TBody",
    "row": "TR",
    "header": "TH",
    "cell": "TD",
    "contents": "TOC",
    "entry": "TOCI",
    "reference": "Reference",
    "link": "Link",
    "span": "Span",
}
"""The standard types (ISO 32000-1, 14.8.4) of all roles but headings, whose type bears their level."""


def type_of(node: Node) -> str:
    """Return the standard structure type of a node of the reading."""
    return f"H{node.level}" if node.role == "heading" else TYPES[node.role]


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: the node that it is of, and kids in reading order.

    Inline elements (a link, a passage in another language) stand in the text of their parent, at the place
    where their first words are drawn. ``bbox`` is where a figure stands on its page.
    """

    node: Node
    type: str
    parent: Element | None = None
    kids: list[Element | ContentRef | ObjectRef] = field(default_factory=list)
    bbox: tuple[float, float, float, float] | None = None

    def receive(self, content: ContentRef | ObjectRef) -> None:
        """Add drawn content; text is drawn in reading order, so an inline element takes its place now."""
        self._take_place()
        self.kids.append(content)

    def _take_place(self) -> None:
        if self.node.inline and self.parent is not None and not self.has_content:
            self.parent._take_place()
            self.parent.kids.remove(self)
            self.parent.kids.append(self)

    @property
    def has_content(self) -> bool:
        """Whether anything of it, or of what is below it, was drawn."""
        return any(not isinstance(kid, Element) or kid.has_content for kid in self.kids)

    @property
    def page(self) -> int | None:
        """The page (index from 0) where its content begins; None if nothing of it was drawn."""
        pages = [kid.page for element in self.walk() for kid in element.kids if not isinstance(kid, Element)]
        return min(pages, default=None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


class StructureTree:
    """The elements of a reading, found by their nodes."""

    def __init__(self, reading: Node) -> None:
        self._elements: dict[Node, Element] = {}
        self.root = self._made(reading, None)

    def __getitem__(self, node: Node) -> Element:
        return self._elements[node]

    def _made(self, node: Node, parent: Element | None) -> Element:
        element = self._elements[node] = Element(node, type_of(node), parent)
        element.kids += [self._made(kid, element) for kid in node.nodes]
        return element


def undrawn(root: Element) -> list[Node]:
    """Return the nodes that must be drawn and were not: each is text lost on the page."""
    return [
        element.node for element in root.walk() if element.node.expects_content and not element.has_content
    ]


def write_structure(root: Element, document: pdfdoc.PDFDocument, pages: int) -> None:
    """Register the tree and its parent tree with the PDF, and mark the catalog as tagged."""
    names = {id(element): f"S{index}" for index, element in enumerate(root.walk())}
    owners: dict[int, dict[int, str]] = {page: {} for page in range(pages)}
    objects: dict[int, str] = {}
    for element in root.walk():
        name = names[id(element)]
        for kid in element.kids:
            if isinstance(kid, ContentRef):
                owners[kid.page][kid.mcid] = name
            elif isinstance(kid, ObjectRef):
                objects[kid.key] = name
    _register(root, STRUCTURE_ROOT, names, document)
    parents = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(_numbers(owners, objects))})
    tree = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("StructTreeRoot"),
            "K": _reference(names[id(root)]),
            "ParentTree": document.Reference(parents, "ParentTree"),
            "ParentTreeNextKey": pages + len(objects),
        }
    )
    document.Reference(tree, STRUCTURE_ROOT)
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})


def _numbers(owners: dict[int, dict[int, str]], objects: dict[int, str]) -> list[Any]:
    numbers: list[Any] = []
    for page, marks in owners.items():
        numbers += [page, pdfdoc.PDFArray([_reference(marks[mcid]) for mcid in range(len(marks))])]
    for key in sorted(objects):
        numbers += [key, _reference(objects[key])]
    return numbers


def _register(element: Element, parent: str, names: dict[int, str], document: pdfdoc.PDFDocument) -> None:
    name = names[id(element)]
    entries: dict[str, Any] = {
        "Type": pdfdoc.PDFName("StructElem"),
        "S": pdfdoc.PDFName(element.type),
        "P": _reference(parent),
    }
    page = next((kid.page for kid in element.kids if isinstance(kid, ContentRef)), None)
    if page is not None:
        entries["Pg"] = _page(page)
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            _register(kid, name, names, document)
            kids.append(_reference(names[id(kid)]))
        else:
            kids.append(_leaf(kid, page))
    if kids:
        entries["K"] = kids[0] if len(kids) == 1 else pdfdoc.PDFArray(kids)
    node = element.node
    for key, text in (("Alt", node.alt), ("E", node.expansion), ("T", node.title)):
        if text is not None:
            entries[key] = text_string(text)
    if node.lang is not None:
        entries["Lang"] = pdfdoc.PDFString(node.lang)
    attributes = _attributes(element)
    if attributes:
        entries["A"] = pdfdoc.PDFArray(attributes)
    document.Reference(pdfdoc.PDFDictionary(entries), name)


def _leaf(kid: ContentRef | ObjectRef, page: int | None) -> pdfdoc.PDFDictionary | int:
    """Return a leaf; marked content on its element's own page is its number alone."""
    if isinstance(kid, ObjectRef):
        entries = {"Type": pdfdoc.PDFName("OBJR"), "Pg": _page(kid.page), "Obj": _reference(kid.name)}
    elif kid.page == page:
        return kid.mcid
    else:
        entries = {"Type": pdfdoc.PDFName("MCR"), "Pg": _page(kid.page), "MCID": kid.mcid}
    return pdfdoc.PDFDictionary(entries)


def _attributes(element: Element) -> list[pdfdoc.PDFDictionary]:
    found: list[dict[str, Any]] = []
    node = element.node
    if node.role in ("header", "cell"):
        table: dict[str, Any] = {}
        if node.scope:
            table["Scope"] = pdfdoc.PDFName(node.scope)
        for key, span in zip(("RowSpan", "ColSpan"), node.spans, strict=True):
            if span > 1:
                table[key] = span
        if table:
            found.append({"O": pdfdoc.PDFName("Table"), **table})
    if node.numbering:
        found.append({"O": pdfdoc.PDFName("List"), "ListNumbering": pdfdoc.PDFName(node.numbering)})
    if element.bbox:
        box = pdfdoc.PDFArray([round(value, 2) for value in element.bbox])
        found.append({"O": pdfdoc.PDFName("Layout"), "BBox": box, "Placement": pdfdoc.PDFName("Block")})
    return [pdfdoc.PDFDictionary(entry) for entry in found]


def text_string(text: str) -> pdfdoc.PDFString:
    """Return a PDF text string, without soft hyphens; PDFString spoils no-break spaces unless told UTF-16."""
    text = text.replace("\u00ad", "")
    plain = all(32 <= ord(char) < 127 for char in text)
    return pdfdoc.PDFString(text, enc="auto" if plain else "utf16")


def _page(index: int) -> pdfdoc.PDFObjectReference:
    return _reference(f"Page{index + 1}")


def _reference(name: str) -> pdfdoc.PDFObjectReference:
    return pdfdoc.PDFObjectReference(name)
