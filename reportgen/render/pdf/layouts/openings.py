"""The opening pages: goals with the contents, the foreword, the people of the city."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.reading import Ink
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import AtLeast, Beside, Box, Stack, TextBox
from reportgen.render.pdf.columns import Columns, Piece
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import LOOSE, NORMAL, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.contents import contents_box
from reportgen.render.pdf.parts.figures import blocks, giant, paragraph, text_tile, value
from reportgen.render.pdf.parts.pictures import arch_photo, panel_rows
from reportgen.render.pdf.parts.shared import Blocks, aside_row, flow
from reportgen.render.pdf.pen import Pen

ROW = 60.0
"""The least height of a row of goals, in points."""


def goals(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Goals in two columns of tiles, and the contents in the water below."""
    content = Blocks(section)
    design = PageDesign(section, ground="neutral", anchor_last=True)
    contents = content.take(doc.Contents)
    for lead in content.lead_in():
        if isinstance(lead, doc.Paragraph):
            design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    tiles = content.take(doc.Tiles)
    items = tiles.items if tiles is not None else ()
    boxes = [text_tile(desk, tile, role="body-large") for tile in items]
    # All rows are as high as the highest, so that their rules keep one distance, but on a page set close.
    tallest = max((box.height(desk.theme.grid.span(6)) for box in boxes), default=0.0)
    least = tallest if desk.air(1) >= 1 else ROW
    for left in range(0, len(boxes), 2):
        cells = [(1.0 + 6 * k, 6.0, AtLeast(least, box)) for k, box in enumerate(boxes[left : left + 2])]
        design.add(Row(cells, Gap(8, 20, 34)))
    design.add(*flow(desk, content.rest()))
    if contents is not None:
        heading = desk.text(desk.reading.ink(contents.title), "subhead", colour="primary-text")
        box = contents_box(desk)
        design.add(Waterline("primary", Gap(24, 40, 60), wave="swell", under=44))
        design.add(Row([(1, 4, heading), (5, 8, box)], Gap(0, 0, 0)))
    return [design]


def foreword(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """A portrait in an arch, the lead, short texts, and one figure floating at the foot."""
    grid = desk.theme.grid
    content = Blocks(section)
    photo = content.take(doc.Photo)
    leads = content.take_all(doc.Paragraph, role="lead")
    signature = content.take(doc.Paragraph, role="signature")
    hero = content.take(doc.KeyFigures, role="hero")
    design = PageDesign(section)

    portrait = Stack()
    if photo is not None:
        portrait.add(0, arch_photo(desk, photo, section.seed))
    if signature is not None:
        portrait.add(10, paragraph(desk, signature))
    text = Stack()
    for lead in leads:
        text.add(10, paragraph(desk, lead))
    text.add(24 if leads else 0, _columns(desk, content))
    design.add(Row([(1, 4, portrait), (5, 8, text)], NORMAL))
    design.add(*flow(desk, content.rest()))
    if hero is not None and hero.items:
        item = hero.items[0]
        number = giant(desk, item, 6.4, most=206)
        label = Stack().add(0, desk.text(desk.reading.ink(item, "label"), "lead"))
        more = desk.reading.ink(item, "text")
        if more:
            label.add(8, desk.text(more, "lead"))
        design.add(Row([(1, 7, number), (8, 5, label)], LOOSE, floats=True))
        design.add(Waterline("neutral-strong", Gap(-5, -5, -5)))
        design.add(Waterline("water", Gap(36, 36, 40), wave="swell", under=grid.bottom - 700))
        design.anchor_last = False
    return [design]


def _columns(desk: Desk, content: Blocks) -> Box:
    """Return the groups under small heads as two level columns of four."""
    pieces = [Piece(6, box) for box in blocks(desk, content.lead_in())]
    while True:
        heading, group = content.group()
        if heading is None:
            break
        pieces += _headed(desk, heading, group)
    tiles = content.take(doc.Tiles)
    for tile in tiles.items if tiles is not None else ():
        pieces += _headed(desk, tile.head, tile.blocks, role="foreword")
    return Columns(pieces, desk.theme.grid.gutter)


def _headed(
    desk: Desk, heading: doc.Heading, content: Sequence[doc.Block], role: str | None = None
) -> list[Piece]:
    # A short text stays whole under its head: two lines of it at the top of a column say nothing.
    whole = Stack().add(0, desk.text(desk.reading.ink(heading), "minor-head"))
    for index, box in enumerate(blocks(desk, content, role=role)):
        whole.add(5 if index else 6, box)
    return [Piece(18, whole)]


def population(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """A sky with a giant figure; under it groups, figures, texts, or pictures with their texts."""
    content = Blocks(section)
    hero = content.take(doc.KeyFigures, role="hero")
    figures = content.take(doc.KeyFigures)
    pictures = content.take(doc.Tiles, role="pictures")
    below: list[doc.Block] = [*content.take_all(doc.KeyFigures), *content.take_all(doc.Tiles)]
    design = PageDesign(section, ink="primary-text")
    sky: list[Row] = []
    if hero is not None and hero.items:
        item = hero.items[0]
        sky.append(Row([(1, 12, giant(desk, item, 12, colour="primary-text"))]))
        label = Stack().add(
            0,
            desk.text(
                [*desk.reading.ink(item, "label"), *desk.reading.ink(item, "text")],
                "lead",
                colour="primary-text",
            ),
        )
        sky.append(Row([(1, 12, label)], Gap(14, 16, 18)))
    if figures is not None:
        sky.append(_side_figures(desk, figures))
    design.add(*sky)
    edge = len(design.items)
    design.add(_SkyEdge())
    while True:
        heading, group = content.group()
        if heading is None:
            break
        design.add(aside_row(desk, heading, group, gap=Gap(18, 26, 34)))
    lead_in = content.lead_in()
    if lead_in:
        design.add(aside_row(desk, None, lead_in))
    design.add(*flow(desk, below))
    if pictures is not None:
        design.add(*panel_rows(desk, pictures))
    design.add(*flow(desk, content.rest()))

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        theme, grid = pen.theme, pen.theme.grid
        water = artwork.crest_line(
            theme, theme.waves["water"], tops[edge], -grid.bleed, grid.width + grid.bleed
        )
        start, end = water[0][1][0], water[-1][1][-2]
        pen.path([*water, ("L", (end, -grid.bleed)), ("L", (start, -grid.bleed)), ("Z", ())], fill="primary")

    design.backdrop = backdrop
    return [design]


class _SkyEdge(Row):
    """The level where the sky ends; the backdrop paints it."""

    def __init__(self) -> None:
        super().__init__((), Gap(24, 30, 36))


def _side_figures(desk: Desk, block: doc.KeyFigures) -> Row:
    """Return figures with their labels at their right, two on a row."""
    grid = desk.theme.grid
    cells: list[tuple[float, float, Box]] = []
    span = 12 / max(len(block.items), 1)
    for index, item in enumerate(block.items):
        number = value(desk, item, 48, colour="primary-text")
        label: TextBox = desk.text(
            [*desk.reading.ink(item, "label"), *_gap(desk, item), *desk.reading.ink(item, "text")],
            "body",
            colour="primary-text",
        )
        offset = number.lines(1e6)[0].width + 14
        cells.append(
            (
                1 + index * span,
                span,
                Beside([(0, offset, number), (offset, grid.span(span) - offset - 10, label)]),
            )
        )
    return Row(cells, Gap(18, 26, 30))


def _gap(desk: Desk, item: doc.KeyFigure) -> list[Ink]:
    label = desk.reading.ink(item, "label")
    return [Ink(" ", label[-1].owner)] if label and item.text else []
