"""The structure tree: planned from the Document, filled while drawing, resolved at the end.

An `Element` is planned once and in reading order; drawing only adds references to marked content, so
the order on the page never changes the order in which the page is read. Ids come from the position in
the tree. See ISO 32000-1, 14.7 and 14.8, and ISO 14289-1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

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


@dataclass(slots=True, eq=False)
class Element:
    """A structure element: a standard type, attributes, and kids in reading order.

    ``inline`` elements (a link, a passage in another language) stand in the text of their parent, at the
    place where their first words are drawn.
    """

    type: str
    kids: list[Element | ContentRef | ObjectRef] = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    expansion: str | None = None
    lang: str | None = None
    title: str | None = None
    scope: str | None = None
    numbering: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    spans: tuple[int, int] = (1, 1)
    expects_content: bool = False
    inline: bool = False
    parent: Element | None = None

    def add(self, type: str, **attributes: Any) -> Element:
        """Append a new kid and return it."""
        kid = Element(type, parent=self, **attributes)
        self.kids.append(kid)
        return kid

    def receive(self, content: ContentRef | ObjectRef) -> None:
        """Add drawn content; text is drawn in reading order, so an inline element takes its place now."""
        self._take_place()
        self.kids.append(content)

    def _take_place(self) -> None:
        if self.inline and self.parent is not None and not self.has_content:
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


def undrawn(root: Element) -> list[Element]:
    """Return the elements that were planned to hold content and got none: each is text lost on the page."""
    return [element for element in root.walk() if element.expects_content and not element.has_content]


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
    for key, text in (
        ("Alt", element.alt),
        ("ActualText", element.actual),
        ("E", element.expansion),
        ("T", element.title),
    ):
        if text is not None:
            entries[key] = text_string(text)
    if element.lang is not None:
        entries["Lang"] = pdfdoc.PDFString(element.lang)
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
    if element.type in ("TH", "TD"):
        table: dict[str, Any] = {}
        if element.scope:
            table["Scope"] = pdfdoc.PDFName(element.scope)
        for key, span in zip(("RowSpan", "ColSpan"), element.spans, strict=True):
            if span > 1:
                table[key] = span
        if table:
            found.append({"O": pdfdoc.PDFName("Table"), **table})
    if element.numbering:
        found.append({"O": pdfdoc.PDFName("List"), "ListNumbering": pdfdoc.PDFName(element.numbering)})
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
