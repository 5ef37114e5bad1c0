"""Bookmarks: the outline that a viewer shows beside the pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf.canvas import TaggedCanvas
from reportgen.render.pdf.structure import text_string

_ROOT = "OutlineRoot"


def write_bookmarks(canvas: TaggedCanvas, entries: Sequence[tuple[int, str, int]]) -> None:
    """Write the outline from (level from 0, title, page index); levels may rise by one at a time only."""
    document = canvas._doc
    document.Catalog.Outlines = None
    if not entries:
        return
    names = [f"Outline{index}" for index in range(len(entries))]
    parents, children = _nest([level for level, _, _ in entries])
    for index, (_, title, page) in enumerate(entries):
        siblings = children[parents[index]]
        at = siblings.index(index)
        parent = names[parents[index]] if parents[index] >= 0 else _ROOT
        node: dict[str, Any] = {
            "Title": text_string(title),
            "Parent": pdfdoc.PDFObjectReference(parent),
            "Dest": canvas.destination(page),
        }
        if at > 0:
            node["Prev"] = pdfdoc.PDFObjectReference(names[siblings[at - 1]])
        if at + 1 < len(siblings):
            node["Next"] = pdfdoc.PDFObjectReference(names[siblings[at + 1]])
        if children.get(index):
            node |= _ends(children[index], names)
            # The title is open and shows the sections; these are closed.
            node["Count"] = len(children[index]) if parents[index] < 0 else -len(children[index])
        document.Reference(pdfdoc.PDFDictionary(node), names[index])
    root = {"Type": pdfdoc.PDFName("Outlines"), "Count": _visible(children), **_ends(children[-1], names)}
    document.Catalog.Outlines = document.Reference(pdfdoc.PDFDictionary(root), _ROOT)
    document.Catalog.PageMode = pdfdoc.PDFName("UseOutlines")


def _ends(kids: Sequence[int], names: Sequence[str]) -> dict[str, Any]:
    return {
        "First": pdfdoc.PDFObjectReference(names[kids[0]]),
        "Last": pdfdoc.PDFObjectReference(names[kids[-1]]),
    }


def _visible(children: Mapping[int, Sequence[int]]) -> int:
    return len(children[-1]) + sum(len(children.get(top, ())) for top in children[-1])


def _nest(levels: Sequence[int]) -> tuple[list[int], dict[int, list[int]]]:
    parents: list[int] = []
    children: dict[int, list[int]] = {-1: []}
    open_at: dict[int, int] = {}
    for index, level in enumerate(levels):
        parent = open_at.get(level - 1, -1)
        parents.append(parent)
        children.setdefault(parent, []).append(index)
        open_at[level] = index
        for deeper in [key for key in open_at if key > level]:
            del open_at[deeper]
    return parents, children
