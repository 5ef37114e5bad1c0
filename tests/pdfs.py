"""Small PDFs for tests: tagged ones, drawn from a description, and a faultless one with everything in it.

A document is described by `Tag`s; a string is text drawn on a line of its own, in a mark of its own. The
font carries one code per character, so that every character can be told from every other.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import pikepdf
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

WIDTH, HEIGHT, LEFT, TOP, LINE, SIZE = 595, 842, 60, 780, 20, 12
TITLE = "Vuosi numeroina"
CHARACTERS = "".join(map(chr, [*range(32, 127), *range(160, 256)])) + "\u2013\u2014\u2019\u201d\u2022\u2212"


@dataclass(frozen=True)
class Tag:
    """A structure element to be made, with what is said of it.

    ``table`` are attributes such as Scope; a link leads to an address, ``href``, or a page from 0, ``to``.
    A ``Figure`` draws a rectangle of its own, beside what it holds.
    """

    role: str
    kids: tuple[str | Tag, ...] = ()
    alt: str = ""
    lang: str = ""
    id: str = ""
    actual: str = ""
    href: str = ""
    to: int | None = None
    table: dict[str, Any] = field(default_factory=dict)


NEW_PAGE = "\f"
"""Stands for a page break among the kids of a `Tag`."""


def tag(role: str, *kids: str | Tag, **more: Any) -> Tag:
    """Return a `Tag`."""
    return Tag(role, kids, **more)


def row(*cells: str, head: bool = False) -> Tag:
    """Return a table row: its first cell heads the row, or all of them their columns."""
    first = tag("TH", cells[0], table={"Scope": Name.Column if head else Name.Row})
    rest = [tag("TH", c, table={"Scope": Name.Column}) if head else tag("TD", c) for c in cells[1:]]
    return tag("TR", first, *rest)


def item(text: str) -> Tag:
    """Return a list item with a bullet."""
    return tag("LI", tag("Lbl", "• "), tag("LBody", text))


GOOD = tag(
    "Document",
    tag("H1", TITLE),
    tag(
        "TOC",
        tag("TOCI", tag("Reference", tag("Link", "Henkilöstö ", "2", to=1))),
    ),
    tag("P", "Terveyden\u00ad", "huolto kasvoi ", "15\u00a0434 työn\u00ad", "tekijään."),
    tag("P", "Lue lisää: ", tag("Link", "hel.fi", href="https://www.hel.fi"), " tai kysy."),
    tag("P", tag("Span", "På svenska", lang="sv"), " myös."),
    tag("Figure", "79 %", alt="Pylväs, jonka arvo on 79 prosenttia."),
    NEW_PAGE,
    tag(
        "Sect",
        tag("H2", "Henkilöstö"),
        tag(
            "Table",
            tag("Caption", "Henkilöstö palveluittain"),
            tag("THead", row("Palvelu", "Määrä", head=True)),
            tag("TBody", row("Sairaala", "8\u00a0000"), row("Pelastus", "700")),
        ),
        tag("H3", "Tavoitteet"),
        tag("L", item("Nopeampi hoito"), item("Terve talous")),
        tag("Note", tag("P", "Luvut ovat arvioita."), id="note-1"),
    ),
)
"""A document with one of everything."""

GOOD_STRINGS = (
    TITLE,
    "Terveydenhuolto kasvoi 15\u00a0434 työntekijään.",
    "Lue lisää: hel.fi tai kysy.",
    "På svenska myös.",
    "Pylväs, jonka arvo on 79 prosenttia.",
    "Henkilöstö",
    "Henkilöstö palveluittain",
    *("Palvelu", "Määrä", "Sairaala", "8\u00a0000", "Pelastus", "700"),
    "Tavoitteet",
    "Nopeampi hoito",
    "Terve talous",
    "Luvut ovat arvioita.",
)
"""What `GOOD` says, in order."""

FOOTER = "Helsinki 2024"


# ---------------------------------------------------------------- the font


@dataclass(frozen=True)
class Face:
    """A font program with a code for each of `CHARACTERS`, from 1."""

    program: bytes
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]


@cache
def face() -> Face:
    """Return Source Sans cut down to `CHARACTERS`."""
    path = resources.files("font_source_sans_pro") / "files" / "SourceSansPro-Regular.ttf"
    font = TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)
    subsetter = Subsetter(Options(hinting=False, layout_features=[], notdef_outline=True))
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    scale = 1000 / font["head"].unitsPerEm
    names = [font.getBestCmap()[ord(character)] for character in CHARACTERS]
    head = font["head"]
    out = io.BytesIO()
    font.save(out)
    return Face(
        out.getvalue(),
        tuple(font.getGlyphID(name) for name in names),
        tuple(round(font["hmtx"][name][0] * scale) for name in names),
        (
            round(head.xMin * scale),
            round(head.yMin * scale),
            round(head.xMax * scale),
            round(head.yMax * scale),
        ),
    )


def codes(text: str) -> bytes:
    """Return a text as a hexadecimal PDF string in the codes of `face`."""
    return b"<" + "".join(f"{CHARACTERS.index(character) + 1:04x}" for character in text).encode() + b">"


def width(text: str) -> float:
    """Return the width of a text in points."""
    return sum(face().widths[CHARACTERS.index(character)] for character in text) * SIZE / 1000


def font_resource(pdf: Pdf) -> Object:
    """Add the font to a PDF."""
    cut = face()
    to_glyph = b"\0\0" + b"".join(glyph.to_bytes(2) for glyph in cut.glyphs)
    lines = "\n".join(f"<{code:04x}> <{ord(c):04x}>" for code, c in enumerate(CHARACTERS, 1))
    # A CMap section holds a hundred lines at most; readers bear more, and a range would hide mistakes.
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def "
        f"1 begincodespacerange <0000> <ffff> endcodespacerange {len(CHARACTERS)} beginbfchar\n{lines}\n"
        "endbfchar endcmap end end"
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/ABCDEF+SourceSansPro-Regular"),
        Flags=4,
        FontBBox=Array(cut.box),
        ItalicAngle=0,
        Ascent=984,
        Descent=-273,
        CapHeight=660,
        StemV=84,
        FontFile2=pdf.make_stream(cut.program, Length1=len(cut.program)),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=descriptor.FontName,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=pdf.make_stream(to_glyph),
        W=Array([1, Array(cut.widths)]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=descriptor.FontName,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )


# ---------------------------------------------------------------- the press


class Press:
    """Draws a `Tag` into a new PDF, with everything that PDF/UA-1 asks for."""

    def __init__(self, document: Tag) -> None:
        self.pdf = pikepdf.new()
        self.font = font_resource(self.pdf)
        self.parents: dict[int, Object] = {}
        self.streams: list[list[bytes]] = []
        self.headings: list[tuple[int, str, int]] = []
        self.links: list[tuple[Object, int]] = []
        self.root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.new_page()
        self.root.K = Array([self.element(document, self.root)])
        self.finish()

    @property
    def page(self) -> Object:
        """The page that is being drawn."""
        return self.pdf.pages[-1].obj

    def new_page(self) -> None:
        """Begin a page with its decoration: a band, and a footer."""
        self.pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        self.y = TOP
        self.page.Resources = Dictionary(Font=Dictionary(F1=self.font))
        self.page.StructParents = self.number(self.pdf.make_indirect(Array()))
        self.page.Tabs = Name.S
        footer = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC " + self.line(FOOTER, 30) + b" EMC"
        self.streams.append([b"/Artifact BMC 0.9 g 0 0 595 60 re f 0 g EMC", footer])

    def number(self, value: Object) -> int:
        """Enter something in the ParentTree."""
        self.parents[len(self.parents)] = value
        return len(self.parents) - 1

    def line(self, text: str, y: float) -> bytes:
        """Return the operators that draw a line."""
        return b"BT /F1 %d Tf %d %d Td %s Tj ET" % (SIZE, LEFT, y, codes(text))

    def mark(self, role: str, painting: bytes, owner: Object) -> int:
        """Draw something in a mark of its own."""
        row = self.parents[int(self.page.StructParents)]
        row.append(owner)
        mcid = len(row) - 1
        self.streams[-1].append(b"/%s <</MCID %d>> BDC %s EMC" % (role.encode(), mcid, painting))
        return mcid

    def element(self, source: Tag, parent: Object) -> Object:
        """Make a structure element, and draw what it holds."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{source.role}"), P=parent))
        self.describe(source, made)
        top = self.y
        made.K = Array()
        if source.role == "Figure":
            made.K.append(
                self.reference(self.mark("Figure", b"0.5 g 300 %d 90 20 re f 0 g" % (self.y - 20), made))
            )
            made.A = Dictionary(O=Name.Layout, BBox=Array([LEFT, self.y - 30, LEFT + 400, self.y + 20]))
        for kid in source.kids:
            if isinstance(kid, Tag):
                made.K.append(self.element(kid, made))
            elif kid == NEW_PAGE:
                self.new_page()
            else:
                self.y -= LINE
                made.K.append(self.reference(self.mark(source.role, self.line(kid, self.y), made)))
        if source.role == "Link":
            made.K.append(self.link(source, made, top))
        if source.role in {"H1", "H2", "H3"}:
            self.headings.append(
                (int(source.role[1]), " ".join(map(str, source.kids)), len(self.pdf.pages) - 1)
            )
        return made

    def describe(self, source: Tag, made: Object) -> None:
        """Write down what is said of an element, beside what it holds."""
        texts = {"/Alt": source.alt, "/Lang": source.lang, "/ID": source.id, "/ActualText": source.actual}
        for key, text in texts.items():
            if text:
                made[key] = String(text)
        if source.table:
            made.A = Dictionary(
                {"/O": Name.Table} | {f"/{key}": value for key, value in source.table.items()}
            )

    def reference(self, mcid: int) -> Object:
        """Refer to a mark of this page."""
        return Dictionary(Type=Name.MCR, Pg=self.page, MCID=mcid)

    def link(self, source: Tag, owner: Object, top: float) -> Object:
        """Add the clickable area of a link, on the lines drawn since ``top``."""
        text = "".join(kid for kid in source.kids if isinstance(kid, str))
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([LEFT, self.y - 4, LEFT + max(10, round(width(text))), top - 4]),
            Border=Array([0, 0, 0]),
            F=4,
            Contents=String(f"Linkki: {source.href or text}"),
            StructParent=self.number(owner),
        )
        if source.to is None:
            note.A = Dictionary(S=Name.URI, URI=String(source.href))
        annotation = self.pdf.make_indirect(note)
        if source.to is not None:
            self.links.append((annotation, source.to))
        self.page.Annots = Array([*self.page.get("/Annots", []), annotation])
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.page)

    # ------------------------------------------------------------ the rest of the file

    def finish(self) -> None:
        """Write contents, the ParentTree, the catalog, metadata and bookmarks."""
        for page, parts in zip(self.pdf.pages, self.streams, strict=True):
            page.obj.Contents = self.pdf.make_stream(b"\n".join(parts))
        for annotation, number in self.links:
            annotation.Dest = self.target(number)
        self.root.ParentTree = Dictionary(Nums=Array([x for pair in self.parents.items() for x in pair]))
        self.root.ParentTreeNextKey = len(self.parents)
        catalog = self.pdf.Root
        catalog.StructTreeRoot = self.root
        catalog.MarkInfo = Dictionary(Marked=True)
        catalog.Lang = String("fi")
        catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        catalog.Metadata = self.pdf.make_stream(xmp().encode(), Type=Name.Metadata, Subtype=Name.XML)
        self.pdf.docinfo[Name.Title] = String(TITLE)
        self.bookmarks()

    def target(self, number: int) -> Array:
        """Return the destination at the top of a page."""
        return Array([self.pdf.pages[number].obj, Name.XYZ, None, None, None])

    def bookmarks(self) -> None:
        """Write a bookmark for each heading, under the one a level higher."""
        with self.pdf.open_outline() as outline:
            levels: list[Any] = [outline.root]
            for level, title, number in self.headings:
                made = pikepdf.OutlineItem(title, self.target(number))
                del levels[level:]
                levels[-1].append(made) if isinstance(levels[-1], list) else levels[-1].children.append(made)
                levels.append(made)


def xmp(title: str = TITLE, part: str = "1") -> str:
    """Return XMP metadata that claims PDF/UA."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>{part}</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def saved(pdf: Pdf) -> bytes:
    """Return a PDF as bytes."""
    out = io.BytesIO()
    pdf.save(out, static_id=True)
    return out.getvalue()


def pdf_of(document: Tag) -> bytes:
    """Return the PDF that a description makes."""
    with Press(document).pdf as pdf:
        return saved(pdf)


@cache
def good() -> bytes:
    """Return the PDF of `GOOD`."""
    return pdf_of(GOOD)
