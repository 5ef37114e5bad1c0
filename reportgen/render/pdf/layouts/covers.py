"""The front and the back cover: one sea, drawn from the year's personnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model import document as doc
from reportgen.reading import Ink
from reportgen.render.pdf.boxes import Rule, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, Backdrop, Gap, PageDesign, Row
from reportgen.render.pdf.parts.figures import blocks, link_tile
from reportgen.render.pdf.parts.pictures import LogoBox
from reportgen.render.pdf.parts.sea import NamedSea, named_sea, paint_sea, swells
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import chart_figure
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import INKS, Spot, stand

TITLE_CAP = 82.0
UNDER_LOGO = 20.0
YEAR_SINK = 4.0
CALM = 0.6
"""Amplitudes on the back cover, as a share of those on the front: words stand in the water."""
MOST_TITLE_LINES = 4
SMALLER = (1.0, 0.85, 0.7, 0.6, 0.5)
"""Sizes at which a long title is tried, as shares of the usual one."""
OVER_YEAR = 6.0
"""White space between the title and the year's caps, in points."""


def cover(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Wordmark, title, the year standing in the sea, and a line at the foot."""
    grid = desk.theme.grid
    bands = swells(desk)
    title_inks, year_inks = _split_year(desk.reading.ink(section.title), str(desk.document.year))
    year = _fitted(desk, year_inks, grid.span(12)) if year_inks else None
    chart = next((b for b in section.blocks if isinstance(b, doc.Chart)), None)
    foot = [b for b in section.blocks if isinstance(b, doc.Paragraph)]
    logo = LogoBox(desk, next((b for b in section.blocks if isinstance(b, doc.Photo)), None), "primary", 17)
    name = grid.span(12 if logo.is_name else 4)
    cap = max(TITLE_CAP, grid.margin + logo.height(name) + UNDER_LOGO)
    foot_of_title = desk.theme.sea.horizon - (year.cap if year is not None else 0.0) - OVER_YEAR
    title = _title(desk, section, title_inks, foot_of_title - cap)
    # The lowest wave is the ground of the words, if it is high enough.
    inks = list(dict.fromkeys((desk.theme.area(bands[-1].area).text, "primary-text", *INKS)))

    def words(ink: str) -> Stack:
        stack = Stack()
        for block in foot:
            role = "lead" if block.role == "lead" else "body"
            stack.add(9, desk.text(desk.reading.ink(block), role, colour=ink))
        return stack

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        logo.draw(pen, grid.x(1), grid.margin, name)
        title.draw(pen, grid.x(1), cap, grid.span(12))
        if year is not None:
            line = year.lines(1e6)[0]
            left = line.pieces[0].span.face.ink(line.pieces[0].text)[0] * year.size / 1000
            year.write_line(pen, line, grid.x(1) - left, desk.theme.sea.horizon + YEAR_SINK)
        if chart is not None:
            top = desk.theme.sea.horizon
            with chart_figure(desk, pen, chart, 0, top, grid.width, grid.height - top):
                paint_sea(pen, bands)
        else:
            paint_sea(pen, bands)
        top = grid.height - grid.margin - words(inks[0]).height(grid.span(10))
        stand(pen, words, [Spot(grid.x(1), top, grid.span(10))], inks=inks)

    return [PageDesign(section, ground="primary", backdrop=backdrop, title=False, footer=False)]


def _title(desk: Desk, section: doc.Section, inks: Sequence[Ink], room: float) -> TextBox:
    """Return the title in its lines: smaller where they are too many, too high or too wide at its usual size.

    A compound is broken only where a word would be too wide, or alone on its line.
    """
    width = desk.theme.grid.span(12)
    sizes = [desk.theme.types["cover-title"].size * share for share in SMALLER]
    for size in sizes:
        title = _broken(desk, desk.text(inks, "cover-title", size=size), width)
        lines = title.lines(width)
        fits = len(lines) <= MOST_TITLE_LINES and title.height(width) <= room
        if fits and title.overflow(width) <= 0:
            return title
    desk.too_long(section, "cover title", desk.document.title, f"takes more than {MOST_TITLE_LINES} lines")
    return title


def _broken(desk: Desk, title: TextBox, width: float) -> TextBox:
    lines = title.lines(width)
    alone = len(lines) > 1 and any(" " not in "".join(p.text for p in line.pieces).strip() for line in lines)
    if alone or title.overflow(width) > 0:
        return replace(title, hyphenate=desk.seams)
    return title


def _split_year(inks: Sequence[Ink], year: str) -> tuple[list[Ink], list[Ink]]:
    """Split the year off the end of a title, to set it on its own; one element still holds both."""
    if not inks or not inks[-1].text.rstrip().endswith(year):
        return list(inks), []
    last = inks[-1]
    head = last.text.rstrip().removesuffix(year).rstrip(" \n")
    # The title keeps a space at its end: the year is read as a word of its own.
    kept = [*inks[:-1], *([Ink(head + " ", last.owner)] if head else [])]
    return kept, [Ink(year, last.owner)]


def _fitted(desk: Desk, inks: Sequence[Ink], width: float) -> TextBox:
    """Return the year at the size where its ink fills the width."""
    probe = desk.text(inks, "giant", size=100)
    line = probe.lines(1e6)[0]
    left, right = line.pieces[0].span.face.ink(line.pieces[0].text)
    tracking = desk.theme.types["giant"].tracking * 100
    ink = line.width - (left + right) / 10 - tracking
    return desk.text(inks, "giant", size=100 * width / ink, colour="primary-text")


def back(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Where to turn, who publishes, and the sea with its names and figures."""
    content = Blocks(section)
    chart = content.take(doc.Chart, kind="sea")
    tiles = content.take(doc.Tiles)
    logo = LogoBox(desk, content.take(doc.Photo), "primary", 19)
    horizon = desk.theme.sea.horizon
    design = PageDesign(
        section, ground="primary", ink="primary-text", footer=False, bottom=horizon - (48 if chart else 24)
    )
    if tiles is not None:
        design.add(
            Row(
                [
                    (1 + 4 * i, 4, link_tile(desk, tile, role="label"))
                    for i, tile in enumerate(tiles.items[:3])
                ],
                NORMAL,
            )
        )
    heading, imprint = content.group()
    text = [*content.lead_in(), *imprint] if heading is None else imprint
    boxes = blocks(desk, [b for b in text if not isinstance(b, doc.Note)], colour="primary-text")
    cells = [(1.0, 12.0, Rule("primary-text", 1.5))]
    design.add(Row(cells, Gap(24, 42, 60)))
    half = -(-len(boxes) // 2)
    left, right = Stack(), Stack()
    for index, box in enumerate(boxes):
        (left if index < half else right).add(8, box)
    if heading is not None:
        head = desk.text(desk.reading.ink(heading), "subhead", colour="primary-text")
        design.add(Row([(1, 4, head), (5, 4, left), (9, 4, right)], Gap(12, 12, 12)))
    else:
        design.add(Row([(1, 3, logo), (5, 4, left), (9, 4, right)], Gap(12, 12, 12)))
    design.add(*flow(desk, content.rest()))
    if chart is not None:
        design.backdrop = _labelled_sea(desk, named_sea(desk, chart, CALM))
    else:
        bands = swells(desk, calm=CALM)
        design.backdrop = lambda pen, tops: paint_sea(pen, bands)
    return [design]


def _labelled_sea(desk: Desk, sea: NamedSea) -> Backdrop:
    grid, chart = desk.theme.grid, sea.chart
    title = desk.text(desk.reading.ink(chart, "title"), "small-head", colour="primary-text")
    listed, horizon = sea.over(), desk.theme.sea.horizon

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        title.draw(pen, grid.x(1), horizon - 26, grid.span(12))
        listed.draw(pen, grid.x(1), horizon, grid.span(12))
        with chart_figure(desk, pen, chart, 0, sea.top, grid.width, grid.height - sea.top):
            paint_sea(pen, sea.bands)
        sea.write(pen)

    return backdrop
