"""The front and the back cover: one sea, drawn from the year's personnel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Rule, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import NORMAL, Backdrop, Gap, PageDesign, Row
from reportgen.render.pdf.parts.figures import blocks, link_tile
from reportgen.render.pdf.parts.pictures import LogoBox
from reportgen.render.pdf.parts.sea import Swell, paint_sea, swells
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.render.pdf.parts.tables import chart_figure
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.plan import Ink, Inks

TITLE_CAP = 82.0
UNDER_LOGO = 20.0
YEAR_SINK = 4.0
CALM = 0.6
"""Amplitudes on the back cover, as a share of those on the front: words stand in the water."""
MOST_TITLE_LINES = 4


def cover(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Wordmark, title, the year standing in the sea, and a line at the foot."""
    grid = desk.theme.grid
    bands = swells(desk.document, desk.theme)
    title_inks, year_inks = _split_year(desk.plan.ink(section.title), str(desk.document.year))
    title = _title(desk, title_inks)
    if len(title.lines(grid.span(12))) > MOST_TITLE_LINES:
        desk.too_long(
            section, "cover title", desk.document.title, f"takes more than {MOST_TITLE_LINES} lines"
        )
    year = _fitted(desk, year_inks, grid.span(12)) if year_inks else None
    chart = next((b for b in section.blocks if isinstance(b, doc.Chart)), None)
    foot = [b for b in section.blocks if isinstance(b, doc.Paragraph)]
    logo = LogoBox(desk, next((b for b in section.blocks if isinstance(b, doc.Photo)), None), "primary", 17)
    cap = max(TITLE_CAP, grid.margin + logo.height(grid.span(4)) + UNDER_LOGO)
    words = [
        desk.text(desk.plan.ink(b), "lead" if b.role == "lead" else "body", colour="primary-text")
        for b in foot
    ]

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        logo.draw(pen, grid.x(1), grid.margin, grid.span(4))
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
        y = grid.height - grid.margin
        for box in reversed(words):
            y -= box.height(grid.span(10))
            box.draw(pen, grid.x(1), y, grid.span(10))
            y -= 9

    return [PageDesign(section, ground="primary", backdrop=backdrop, title=False, footer=False)]


def _title(desk: Desk, inks: Sequence[Ink]) -> TextBox:
    """Return the title; a compound is broken only where a word would be too wide, or alone on its line."""
    width = desk.theme.grid.span(12)
    title = desk.text(inks, "cover-title")
    lines = title.lines(width)
    alone = len(lines) > 1 and any(" " not in "".join(p.text for p in line.pieces).strip() for line in lines)
    if alone or any(line.width > width for line in lines):
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
        head = desk.text(desk.plan.ink(heading), "subhead", colour="primary-text")
        design.add(Row([(1, 4, head), (5, 4, left), (9, 4, right)], Gap(12, 12, 12)))
    else:
        design.add(Row([(1, 3, logo), (5, 4, left), (9, 4, right)], Gap(12, 12, 12)))
    design.add(*flow(desk, content.rest()))
    bands = swells(desk.document, desk.theme, calm=CALM)
    design.backdrop = (
        _labelled_sea(desk, chart, bands) if chart is not None else lambda pen, tops: paint_sea(pen, bands)
    )
    return [design]


def _labelled_sea(desk: Desk, chart: doc.Chart, bands: Sequence[Swell]) -> Backdrop:
    grid = desk.theme.grid
    title = desk.text(desk.plan.ink(chart, "title"), "small-head", colour="primary-text")

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        title.draw(pen, grid.x(1), desk.theme.sea.horizon - 26, grid.span(12))
        top = desk.theme.sea.horizon
        with chart_figure(desk, pen, chart, 0, top, grid.width, grid.height - top):
            paint_sea(pen, bands)
        for band, below in zip(bands, [*bands[1:], None], strict=True):
            # What shows of a band ends where the next one's crests begin.
            foot = band.top + band.height - (below.amplitude if below is not None else 0.0)
            _name(desk, pen, chart, band, (band.top + band.amplitude + foot) / 2)

    return backdrop


def _name(desk: Desk, pen: Pen, chart: doc.Chart, band: Swell, middle: float) -> None:
    """Write a band's name and figures: large where the band is high enough, on one line where it is not."""
    grid = desk.theme.grid
    colour = desk.theme.area(band.area).text
    entry = chart.areas.index(band.area)
    name, share, count = (desk.plan.ink(chart, f"entry{entry}/{part}") for part in range(3))

    def write(
        inks: Inks, role: str, y: float, *, size: float | None = None, end: float | None = None
    ) -> None:
        if not inks:
            return
        box = desk.text(inks, role, colour=colour, size=size)
        line = box.lines(1e6)[0]
        box.write_line(pen, line, grid.x(1) if end is None else end - line.width, middle + y)

    if band.height < 48:
        write(name, "table-header", 4, size=9.5)
        write(count, "table-header", 4, size=9.5, end=grid.x(10) - grid.gutter)
        write(share, "small-head", 4, size=11, end=grid.right)
        return
    write(name, "subhead", 1)
    write(count, "body", 15)
    write(share, "figure", 14, size=42, end=grid.right)
