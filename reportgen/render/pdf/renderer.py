"""From Document to PDF: read it, compose every page, then draw each once and save.

Pages are composed before anything is drawn, so page numbers are known and one pass is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from reportgen.findings import Finding, Place, error
from reportgen.locales import Compounds, hyphenate
from reportgen.model.citation import Position
from reportgen.model.document import Document, Paragraph, Section, plain
from reportgen.model.placed import PlacedPage, PlacedText
from reportgen.model.walk import walk
from reportgen.reading import Reading, read
from reportgen.render.pdf.attachments import Attachment, write_attachments
from reportgen.render.pdf.bookmarks import write_bookmarks
from reportgen.render.pdf.boxes import Stack, ink_text
from reportgen.render.pdf.canvas import TaggedCanvas
from reportgen.render.pdf.desk import AIRY, NORMAL, ROOMY, TIGHT, Density, Desk
from reportgen.render.pdf.division import divide
from reportgen.render.pdf.fonts import Faces
from reportgen.render.pdf.layouts import LAYOUTS
from reportgen.render.pdf.metadata import Metadata, date_string, write_metadata
from reportgen.render.pdf.page import Composition, PageDesign, compose, paint
from reportgen.render.pdf.pdfa import write_output_intent
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.structure import StructureTree, undrawn, write_structure
from reportgen.render.pdf.text import Hyphenate
from reportgen.theme import Theme, contrast

MOST_TITLE_LINES = 2
LEAST_ASIDE_GAP = 3.0
"""Points between a text beside the title and what hangs from the content line."""
ONE_LINE = 1e6
LEAST_CONTRAST = 4.5
"""Of a footer with what it stands on: WCAG 2.1, 1.4.3 (AA)."""
LEAST_OVERFLOW = 0.5
"""Points by which rounding may overfill a page."""
FIRST_WORDS = 5
"""Words of a text by which a message names it."""
SMALLER_TITLE = 28.0
CROWDED = 1.0
"""Points by which a page counts as too full whose title or other words do not fit their slot."""
ASIDE_COLUMNS = (7, 8, 9)
CAP = 0.72
"""A title that does not fit its two lines is set once smaller before it is called too long."""


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A finished PDF: bytes, its pages, where each citation and each text stands, and what did not fit."""

    data: bytes
    pages: tuple[PlacedPage, ...]
    positions: Mapping[int, Position]
    findings: tuple[Finding, ...]
    texts: tuple[PlacedText, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Pages that are drawn and not yet a file: what is attached to it may tell where their figures stand."""

    pages: tuple[PlacedPage, ...]
    positions: Mapping[int, Position]
    findings: tuple[Finding, ...]
    texts: tuple[PlacedText, ...]
    canvas: TaggedCanvas
    epoch: int

    def save(self, attachments: Sequence[Attachment] = ()) -> RenderedPdf:
        """Make the file, with others attached to it; this can be done once."""
        write_attachments(self.canvas._doc, attachments, date_string(self.epoch))
        data = self.canvas.getpdfdata()
        return RenderedPdf(data, self.pages, self.positions, self.findings, self.texts)


def render_pdf(
    document: Document,
    theme: Theme,
    root: Path,
    *,
    compounds: Compounds,
    epoch: int,
    tagged: bool = True,
    attachments: Sequence[Attachment] = (),
) -> RenderedPdf:
    """Render a Document: lay it out and save it, for whoever needs nothing in between. See `lay_out`."""
    return lay_out(document, theme, root, compounds=compounds, epoch=epoch, tagged=tagged).save(attachments)


def lay_out(
    document: Document,
    theme: Theme,
    root: Path,
    *,
    compounds: Compounds,
    epoch: int,
    tagged: bool = True,
) -> LaidOut:
    """Draw the pages of a Document.

    ``root`` is the project that pictures lie in, ``compounds`` says where its words may be broken, and
    ``epoch`` is the clock, in seconds since 1970. Without ``tagged`` the pages look the same and the file is
    of no use to a screen reader: it shows what tags change and cost. Findings of severity error mean that
    text was lost or overflows, and that the file must not be published.
    """
    faces = Faces(theme.fonts)
    reading = read(document)
    desk = Desk(theme, faces, reading, document, *_breaks(document.lang, compounds), root)
    pages = [page for section in document.sections for page in _composed(desk, section)]
    for index, (design, _, _) in enumerate(pages):
        desk.pages.setdefault(design.section.id, index + 1)
    tree = StructureTree(reading.root)
    canvas = _canvas(document, theme, faces, tree, len(pages), tagged)
    pen = Pen(canvas, theme, faces)
    for index, (design, composition, density) in enumerate(pages):
        desk.density = density
        ends = index + 1 == len(pages) or pages[index + 1][0].section is not design.section
        _page(desk, pen, design, composition, index + 1, ends=ends)
        canvas.showPage()
    lost = _lost(reading, tree, document)
    findings = [*desk.findings, *lost, *_overfull(desk, tree, pages)]
    if tagged:
        write_structure(tree.root, canvas._doc, len(pages))
    _describe(canvas, reading, document, epoch, tagged)
    reports = tuple(_placed(desk, number, *page) for number, page in enumerate(pages, start=1))
    return LaidOut(reports, pen.positions, tuple(findings), tuple(pen.texts), canvas, epoch)


def _placed(
    desk: Desk, number: int, design: PageDesign, composition: Composition, density: Density
) -> PlacedPage:
    # Covers alone have no footer.
    section = design.section
    fill, overflow = round(composition.fill, 3), round(composition.overflow, 1)
    if section.id in desk.crowded:
        overflow = max(overflow, CROWDED)
    return PlacedPage(number, section.id, section.template, fill, overflow, design.footer)


def _breaks(lang: str, compounds: Compounds) -> tuple[Hyphenate, Hyphenate]:
    """Return how running text is hyphenated, and how a headline that must be broken."""
    return (
        lambda word: hyphenate(word, lang, compounds),
        lambda word: hyphenate(word, lang, compounds, seams_only=True),
    )


Page = tuple[PageDesign, Composition, Density]


def _composed(desk: Desk, section: Section) -> list[Page]:
    """Compose a section at the density that fits: closer where it overflows, wider where it is empty.

    What does not fit at its closest goes on over more pages, where it can be cut.
    """
    pages, divided = _at(desk, section, NORMAL), False
    if _is_overfull(pages):
        closer, apart = _at(desk, section, TIGHT), _at(desk, section, NORMAL, divided=True)
        if not _is_overfull(closer) or len(apart) == len(closer):
            return closer
        pages, divided = apart, True
    for density in (ROOMY, AIRY):
        if all(page.fill >= desk.theme.aim for _, page, _ in pages):
            break
        wider = _at(desk, section, density, divided=divided)
        if any(page.fill > 1 for _, page, _ in wider) or len(wider) > len(pages):
            break
        pages = wider
    return pages


def _is_overfull(pages: Sequence[Page]) -> bool:
    return any(composition.overflow > 0 for _, composition, _ in pages)


def _at(desk: Desk, section: Section, density: Density, *, divided: bool = False) -> list[Page]:
    desk.density = density
    designs = LAYOUTS[section.layout](desk, section)
    if divided:
        designs = [part for design in designs for part in divide(design, desk.theme)]
    return [(design, compose(design, desk.theme), density) for design in designs]


def _canvas(
    document: Document, theme: Theme, faces: Faces, tree: StructureTree, pages: int, tagged: bool
) -> TaggedCanvas:
    face = faces["text"]
    pdfmetrics.registerFont(face.font)
    size = (theme.grid.width, theme.grid.height)
    return TaggedCanvas(size, tree=tree, lang=document.lang, font=face.key, pages=pages, tagged=tagged)


def _page(
    desk: Desk, pen: Pen, design: PageDesign, composition: Composition, number: int, *, ends: bool
) -> None:
    def title() -> None:
        if design.title:
            _title(desk, pen, design)

    paint(design, composition, pen, title)
    if design.footer:
        _footer(desk, pen, design, number, ends=ends)


def _title(desk: Desk, pen: Pen, design: PageDesign) -> None:
    grid = desk.theme.grid
    inks = desk.reading.ink(design.section.title)
    box = desk.text(inks, "page-title", colour=design.ink)
    width = grid.span(8 if design.aside else 12)
    if len(box.lines(width)) > MOST_TITLE_LINES or box.overflow(width) > 0:
        box = desk.text(inks, "page-title", colour=design.ink, size=SMALLER_TITLE)
    lines = len(box.lines(width))
    if lines > MOST_TITLE_LINES:
        desk.too_long(
            design.section,
            "title",
            ink_text(desk.reading.ink(design.section.title)),
            f"takes {lines} lines of {MOST_TITLE_LINES}",
        )
    box.draw(pen, grid.x(1), grid.title_baseline - box.cap, width)
    if design.aside:
        _aside(desk, pen, design, max(line.width for line in box.lines(width)))


def _aside(desk: Desk, pen: Pen, design: PageDesign, taken: float) -> None:
    """Set the text beside a title that takes so much width: as far left and as large as it fits."""
    grid = desk.theme.grid
    top = grid.title_baseline - CAP * desk.theme.types["page-title"].size
    column = next(
        (c for c in ASIDE_COLUMNS if grid.x(c) - grid.x(1) - 2 * grid.gutter > taken), ASIDE_COLUMNS[-1]
    )
    span = 13 - column
    for role in ("body-large", "body"):
        stack = Stack()
        for inks in design.aside:
            stack.add(6, desk.text(inks, role))
        over = top + stack.height(grid.span(span)) - (grid.top - LEAST_ASIDE_GAP)
        if over <= 0:
            break
    else:
        message = f"The text beside the title is {over:.0f} pt higher than its place."
        desk.crowded.add(design.section.id)
        place, lang = Place(design.section.template), desk.document.lang
        desk.findings.append(error("text-overflow", place, message, "Shorten it.", lang=lang))
    stack.draw(pen, grid.x(column), top, grid.span(span))


def _footer(desk: Desk, pen: Pen, design: PageDesign, number: int, *, ends: bool) -> None:
    """Write page number and section at the outer edge, the publication's title at the other.

    Where a section ends, the way to its figures in the appendix stands beside its name, as its last words.
    """
    grid = desk.theme.grid
    ink = "primary-text" if _legible(desk, design.foot, "primary-text") else None
    quiet = ink or (None if design.foot == "ground" else "text")
    title = desk.furniture(f"{desk.document.title} {desk.document.year}", "footer", colour=quiet)
    section = desk.furniture(design.section.name, "footer-section", colour=ink)
    bold = ink or (None if _legible(desk, design.foot, "primary") else "text")
    folio = desk.furniture(str(number), "folio", colour=bold)
    inks = desk.reading.ink(design.section, "appendix") if ends else ()
    way = desk.text(inks, "footer", colour=quiet)
    beside = grid.x(2) - grid.x(1) + section.lines(ONE_LINE)[0].width + grid.gutter
    places = [(folio, 0.0), (section, grid.x(2) - grid.x(1)), *([(way, beside)] if inks else [])]
    # Pages with even numbers lie left, so their outer edge is the left one.
    even = number % 2 == 0
    for box, inset in places:
        line = box.lines(ONE_LINE)[0]
        at = grid.x(1) + inset if even else grid.right - inset - line.width
        box.write_line(pen, line, at, grid.footer_baseline)
    line = title.lines(ONE_LINE)[0]
    title.write_line(pen, line, grid.right - line.width if even else grid.x(1), grid.footer_baseline)


def _legible(desk: Desk, ground: str, ink: str) -> bool:
    return contrast(desk.theme.colour(ground), desk.theme.colour(ink)) >= LEAST_CONTRAST


def _lost(reading: Reading, tree: StructureTree, document: Document) -> list[Finding]:
    """Report what the Document says and no page shows: a layout dropped it."""
    found = []
    for section in document.sections:
        lost = [node.text or node.alt for node in undrawn(tree[reading.node(section)])]
        texts = [text for text in lost if text]
        if lost:
            more = f" and {len(texts) - 1} more texts" if len(texts) > 1 else ""
            shown = f"“{texts[0][:60]}”{more}" if texts else "a picture or a link"
            message = f"Section '{section.id}' holds {shown}, and its layout '{section.layout}' has no place."
            remedy = "Move it to another section, or give the section another layout ('flow' sets anything)."
            found.append(error("not-drawn", Place(section.template), message, remedy, lang=document.lang))
    return found


def _overfull(desk: Desk, tree: StructureTree, pages: Sequence[Page]) -> list[Finding]:
    """Report pages that hold too much and cannot go on over others, each with its longest text."""
    found = []
    for number, (design, page, density) in enumerate(pages, start=1):
        if page.overflow <= LEAST_OVERFLOW:
            continue
        style = desk.theme.types["body"]
        lines = ceil(page.overflow / (style.leading * density.body / style.size))
        message = f"Page {number} holds {lines} line{'s' * (lines != 1)} more than fits."
        texts = [block for block in walk(design.section.blocks) if isinstance(block, Paragraph)]
        here = [text for text in texts if tree[desk.reading.node(text)].page == number - 1]
        longest = max(here, key=lambda text: len(plain(text.children)), default=None)
        if longest is not None:
            message += (
                f" Its longest text begins “{' '.join(plain(longest.children).split()[:FIRST_WORDS])} …”."
            )
        place = Place(design.section.template, longest.line if longest is not None else None)
        remedy = "Shorten it, or move a part of the page to another section."
        found.append(error("page-overfull", place, message, remedy, lang=desk.document.lang))
    return found


def _describe(canvas: TaggedCanvas, reading: Reading, document: Document, epoch: int, tagged: bool) -> None:
    metadata = Metadata(
        title=f"{document.title} {document.year}",
        author=document.publisher,
        subject=document.subtitle,
        lang=document.lang,
        epoch=epoch,
    )
    write_metadata(canvas._doc, metadata, tagged=tagged)
    write_output_intent(canvas._doc)
    entries = [(node.level - 1, node.text, canvas.tree[node].page) for node in reading.headings]
    write_bookmarks(canvas, [(level, text, page) for level, text, page in entries if page is not None])
