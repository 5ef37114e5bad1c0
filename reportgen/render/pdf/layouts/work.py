"""Staff, finance and procurement; and the plain layout that sets anything."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.model import document as doc
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import AtLeast, Beside, Box, OnBaseline, Rule, Stack
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.page import ABOVE, NORMAL, SUNK, Backdrop, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import blocks, figure_tile, giant, paragraph, text_tile, value
from reportgen.render.pdf.parts.gauge import gauge, gauge_page
from reportgen.render.pdf.parts.shared import Blocks, aside_row, bar_table, flow, tile_rows
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.standing import INKS, Spot, stand

ISLAND_WATER, ISLAND_FOOT = 336.0, 380.0
UNDER_WATER = 9.0
AFLOAT = 16.0
"""Points under the water's level where a name that has no room on its island stands."""
DEPTH, AROUND = 50.0, 22.0
"""The depth of a band of water, and the white space around a label in it."""


def plain(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Set a section without a composition of its own."""
    return [PageDesign(section).add(*flow(desk, section.blocks))]


def staff(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """The number of staff in a band of water, the table with its bars, four figures."""
    content = Blocks(section)
    hero = content.take(doc.KeyFigures, role="hero")
    table = content.take(doc.Table)
    chart = content.take(doc.Chart, kind="bars")
    figures = content.take(doc.KeyFigures)
    design = PageDesign(section)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    if hero is not None and hero.items:
        design.add(*banded(desk, hero.items[0], 9, "neutral-strong"))
    heading, group = content.group()
    message = heading if heading is not None else None
    title = (
        desk.reading.ink(message)
        if message is not None
        else desk.reading.ink(chart, "title")
        if chart is not None
        else ()
    )
    if title:
        design.add(Row([(1, 10, desk.text(title, "subhead"))], Gap(24, 34, 48)))
    if chart is not None and message is not None and desk.reading.ink(chart, "title"):
        message_box = desk.text(desk.reading.ink(chart, "title"), "label")
        design.add(Row([(1, 10, message_box)], Gap(6, 8, 12), leads=True))
    if table is not None:
        design.add(Row([(1, 12, bar_table(desk, table, chart, [62.0, 46.0]))], Gap(14, 18, 24)))
    elif chart is not None:
        design.add(*flow(desk, [chart]))
    if group:
        design.add(aside_row(desk, None, group))
    if figures is not None:
        design.add(
            *tile_rows(figures.items, lambda item, w: figure_tile(desk, item, w), desk, gap=Gap(24, 36, 52))
        )
    design.add(*flow(desk, content.rest()))
    return [design]


def banded(
    desk: Desk, item: doc.KeyFigure, columns: float, colour: str, *, ink: str = "primary"
) -> list[Row | Waterline]:
    """Return a giant figure sunk in a band of water that carries its label."""
    label = Stack().add(0, desk.text(desk.reading.ink(item, "label"), "subhead", colour=ink))
    text = desk.reading.ink(item, "text")
    figure = giant(desk, item, columns)
    items: list[Row | Waterline] = [
        Row([(1, 12, figure)], NORMAL, floats=True),
        Waterline(
            colour,
            SUNK if figure.sinks else ABOVE,
            depth=max(DEPTH, label.height(desk.theme.grid.span(12)) + AROUND),
            label=(1, 12, label),
        ),
    ]
    if text:
        items.append(Row([(1, 8, desk.body(text))], Gap(18, 22, 26)))
    return items


def finance(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """A gauge over the width whose water stands at the programme's share, then what it was made of."""
    content = Blocks(section)
    chart = content.take(doc.Chart, kind="gauge")
    hero = content.take(doc.KeyFigures, role="hero")
    extra = content.take(doc.KeyFigures)
    tiles = content.take(doc.Tiles)
    design = PageDesign(section)
    if chart is not None:
        gauge_page(design, gauge(desk, chart, hero, extra))
    elif hero is not None:
        design.add(*banded(desk, hero.items[0], 6, "neutral-strong"))
    left, right = Stack(), Stack()
    heading, group = content.group()
    group = [*content.lead_in(), *group]
    if heading is not None:
        left.add(0, desk.text(desk.reading.ink(heading), "subhead"))
    for index, box in enumerate(blocks(desk, group)):
        left.add(12 if index == 0 else 8, box)
    heading, group = content.group()
    if heading is not None:
        right.add(0, desk.text(desk.reading.ink(heading), "subhead"))
    for index, box in enumerate(blocks(desk, group)):
        right.add(12 if index == 0 else 8, box)
    if tiles is not None:
        right.add(14, _tile_grid(desk, tiles, 2, desk.theme.grid.span(4)))
    design.add(Row([(1, 4, left), (5, 8, right)], NORMAL))
    design.add(*flow(desk, content.rest()))
    return [design]


def _tile_grid(desk: Desk, tiles: doc.Tiles, per_row: int, width: float) -> Stack:
    """Return text tiles in rows of equal height."""
    gutter = desk.theme.grid.gutter
    stack = Stack()
    for start in range(0, len(tiles.items), per_row):
        row = tiles.items[start : start + per_row]
        cells = [
            (k * (width + gutter), width, text_tile(desk, tile, head="small-head"))
            for k, tile in enumerate(row)
        ]
        stack.add(22, Beside(cells))
    return stack


def procurement(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """An island in the water for the main partner, why it is so, and the contracts in figures."""
    content = Blocks(section)
    leads = content.take_all(doc.Paragraph, role="lead")
    hero = content.take(doc.KeyFigures, role="hero")
    figures = content.take(doc.KeyFigures)
    partners = content.take(doc.Diagram)
    one = partners is not None and len(partners.nodes) == 1 and partners.nodes[0].is_name
    alone = partners if one else None
    design = PageDesign(section, backdrop=_islands(desk, alone))
    lead = Stack()
    for block in leads:
        lead.add(10, paragraph(desk, block))
    design.add(Row([(9, 4, AtLeast(ISLAND_FOOT - desk.theme.grid.top, lead))], NORMAL))
    heading, group = content.group()
    first_group = [*content.lead_in(), *group]
    design.add(aside_row(desk, heading, first_group, gap=Gap(20, 28, 36)))
    heading, group = content.group()
    if heading is not None:
        design.add(Row([(1, 12, desk.text(desk.reading.ink(heading), "subhead"))], Gap(24, 34, 44)))
        design.add(Row([(1, 12, Rule("primary", 1.5))], Gap(10, 12, 14)))
    if hero is not None and hero.items:
        design.add(
            Row(
                [(1, 7, _portfolio(desk, hero.items[0])), (8, 5, _figure_list(desk, figures))],
                Gap(14, 16, 20),
            )
        )
    if group:
        design.add(Row([(1, 9, _stacked(desk, group))], Gap(18, 26, 36)))
    rest = content.rest() if alone is partners or partners is None else [partners, *content.rest()]
    design.add(*flow(desk, rest))
    return [design]


def _stacked(desk: Desk, group: Sequence[doc.Block]) -> Stack:
    stack = Stack()
    for box in blocks(desk, group):
        stack.add(8, box)
    return stack


def _islands(desk: Desk, partner: doc.Diagram | None) -> Backdrop:
    """Return the sea behind the page, its largest island named after the main partner."""
    grid = desk.theme.grid
    water = ISLAND_WATER

    def backdrop(pen: Pen, tops: Sequence[float]) -> None:
        theme = pen.theme
        left, right = -grid.bleed, grid.width + grid.bleed
        # Sky and islands reach under the water, so that no trough of the wave bares the paper.
        foot = water + UNDER_WATER
        pen.rect(left, -grid.bleed, right - left, foot + grid.bleed, "neutral")
        middle = grid.x(1) + grid.span(8) / 2
        radius = grid.span(8) / 2
        for share, colour in ((1.0, "water"), (0.62, "neutral-strong"), (0.40, "primary")):
            pen.path(artwork.half_disc(middle, foot, radius * share), fill=colour)
        for x, r, colour in (
            (grid.x(9) + 46, 44, "neutral-strong"),
            (grid.x(10) + 60, 32, "water"),
            (grid.x(11) + 52, 24, "primary"),
        ):
            pen.path(artwork.half_disc(x, foot, r), fill=colour)
        pen.path(
            artwork.band(
                theme, theme.waves["water"], water, left, right, ISLAND_FOOT, lower=theme.waves["water"]
            ),
            fill="fog-medium-light",
        )
        if partner is not None:
            title = desk.reading.ink(partner.nodes[0], "title")

            def name(ink: str) -> Box:
                return desk.text(title, "lead", colour=ink, align="centre")

            island = Spot(middle - radius * 0.4, water - radius * 0.18, radius * 0.8)
            ashore = Spot(grid.x(1), water + AFLOAT, grid.span(8))
            stand(pen, name, [island, ashore], inks=("primary-text", *INKS), air=1.0)

    return backdrop


def _portfolio(desk: Desk, item: doc.KeyFigure) -> Box:
    """Return the figure with its label over its unit at the right, on the figure's baseline."""
    grid = desk.theme.grid
    number = giant(desk, item, 4.4, most=150, with_unit=False)
    side = Stack().add(0, desk.text(desk.reading.ink(item, "label"), "label"))
    unit = only(desk.reading.ink(item, "value"), "unit")
    if unit:
        side.add(9, OnBaseline(desk.text(unit, "figure", size=28, leading=28)))
    text = desk.reading.ink(item, "text")
    beside = Beside([(0, grid.span(4.4), number), (grid.span(4.4) + 10, grid.span(2.4), side)], align="foot")
    return Stack().add(0, beside).add(10, desk.body(text)) if text else beside


def _figure_list(desk: Desk, figures: doc.KeyFigures | None) -> Stack:
    """Return figures with labels at their right, rules between them."""
    grid = desk.theme.grid
    stack = Stack()
    for index, item in enumerate(figures.items if figures is not None else ()):
        if index:
            stack.add(10, Rule("primary", 0.75))
        number = value(desk, item, 30)
        label = desk.body([*desk.reading.ink(item, "label"), *desk.reading.ink(item, "text")])
        stack.add(
            12,
            Beside([(0, grid.span(2), number), (grid.span(2) + 12, grid.span(3) - 12, label)], align="base"),
        )
    return stack
