"""What a PDF says about itself: title, language, XMP with the PDF/UA identifier, bookmarks, viewer settings.

ISO 14289-1, 7.1 and 7.2; the XMP follows ISO 16684-1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf.canvas import TaggedCanvas
from reportgen.render.pdf.structure import text_string

PRODUCER = "reportgen"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li>
<rdf:li xml:lang="{lang}">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def write_metadata(
    canvas: TaggedCanvas, *, title: str, author: str, subject: str, lang: str, epoch: int
) -> None:
    """Set document information, XMP and viewer preferences; the viewer shows the title, not the file name."""
    document = canvas._doc
    document.info.title, document.info.author = title, author
    document.info.subject, document.info.keywords = subject, ""
    document.info.producer = document.info.creator = PRODUCER
    values = {"title": title, "author": author, "subject": subject, "lang": lang, "producer": PRODUCER}
    packet = _XMP.format(
        **{key: escape(value) for key, value in values.items()},
        date=datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    document.Catalog.Metadata = pdfdoc.XMP(creator=lambda _: packet.encode("utf-8"))
    canvas.setViewerPreference("DisplayDocTitle", "true")


def write_bookmarks(canvas: TaggedCanvas, entries: Sequence[tuple[int, str, int]]) -> None:
    """Write the outline from (level from 0, title, page index); levels may rise by one at a time only."""
    document = canvas._doc
    names = [f"Outline{index}" for index in range(len(entries))]
    parents, children = _nest([level for level, _, _ in entries])
    for index, (_, title, page) in enumerate(entries):
        siblings = children[parents[index]]
        at = siblings.index(index)
        node: dict[str, Any] = {
            "Title": text_string(title),
            "Parent": pdfdoc.PDFObjectReference(
                names[parents[index]] if parents[index] >= 0 else "OutlineRoot"
            ),
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
    if entries:
        root = {"Type": pdfdoc.PDFName("Outlines"), "Count": _visible(children), **_ends(children[-1], names)}
        document.Outlines = _Outlines(pdfdoc.PDFDictionary(root))
        document.Reference(document.Outlines, "OutlineRoot")
        document.Catalog.Outlines = document.Outlines
        document.Catalog.PageMode = pdfdoc.PDFName("UseOutlines")


class _Outlines(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An outline root that is ready as it is; reportlab's own cannot write UTF-16 titles reliably."""

    __RefOnly__ = 1
    ready = 1

    def __init__(self, entries: pdfdoc.PDFDictionary) -> None:
        self._entries = entries

    def prepare(self, document: Any, canvas: Any) -> None:
        """Nothing to prepare."""

    def format(self, document: Any) -> bytes:
        """Return the dictionary as written."""
        return bytes(self._entries.format(document))


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
