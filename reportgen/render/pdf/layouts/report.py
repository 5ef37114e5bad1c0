"""A report with tables: a giant figure at its head, then groups of text, tables and charts."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model import document as doc
from reportgen.render.pdf.boxes import Stack
from reportgen.render.pdf.desk import Desk, only
from reportgen.render.pdf.page import ABOVE, NORMAL, SUNK, Gap, PageDesign, Row, Waterline
from reportgen.render.pdf.parts.figures import giant, paragraph
from reportgen.render.pdf.parts.shared import Blocks, flow
from reportgen.theme import contrast

HERO, HERO_MOST = 8, 130.0
"""Columns that a giant figure may fill, and its greatest size in points: less on a page set closer."""
DEPTH, LEAST_DEPTH = 50.0, 40.0
AROUND = 22.0
"""White space around a label in the water."""
BELOW = Gap(30, 34, 44)
"""White space under the level where a band of water ends; its troughs reach 6 points under that."""
LEGIBLE = 4.5
"""Least contrast of a label with the water it stands in: WCAG 2.1, 1.4.3 (AA)."""


def report(desk: Desk, section: doc.Section) -> list[PageDesign]:
    """Set leads and the giant figure first, then everything in its order, over as many pages as it takes."""
    content = Blocks(section)
    # In water of its own colour a figure would drown.
    colour = section.accent if section.accent not in (None, "primary") else "neutral-strong"
    design = PageDesign(section)
    for lead in content.take_all(doc.Paragraph, role="lead"):
        design.add(Row([(1, 9, paragraph(desk, lead))], NORMAL))
    hero = content.take(doc.KeyFigures, role="hero")
    if hero is not None:
        design.add(*_hero(desk, hero.items[0], colour))
    rows = flow(desk, content.rest())
    if rows and design.items and isinstance(design.items[-1], Waterline):
        rows[0] = replace(rows[0], gap=BELOW)
    return [design.add(*rows)]


def _hero(desk: Desk, item: doc.KeyFigure, colour: str) -> list[Row | Waterline]:
    """Return a giant figure on a band of water that says what it counts: its unit, label and text."""
    inks = desk.reading.ink(item, "value")
    comma = any("," in ink.text for ink in inks)
    theme = desk.theme
    white = contrast(theme.colour(colour), theme.colour("primary-text")) >= LEGIBLE
    ink = "primary-text" if white else "primary"
    words = [*only(inks, "unit"), *desk.reading.ink(item, "label")]
    label = Stack().add(0, desk.text(words, "subhead", colour=ink))
    figure = giant(desk, item, HERO, most=min(HERO_MOST, desk.air(HERO_MOST)), with_unit=False)
    text = desk.reading.ink(item, "text")
    return [
        Row([(1, 12, figure)], NORMAL, floats=True),
        Waterline(
            colour,
            SUNK if figure.sinks and not comma else ABOVE,
            depth=max(LEAST_DEPTH, min(DEPTH, desk.air(DEPTH)), label.height(theme.grid.span(12)) + AROUND),
            label=(1, 12, label),
        ),
        *([Row([(1, 8, desk.body(text))], BELOW)] if text else []),
    ]
