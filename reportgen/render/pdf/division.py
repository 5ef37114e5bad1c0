"""Division: a page that holds too much goes on over further pages, cut between its rows.

Only a page without open water or a backdrop can be cut: those are drawn for all that stands on them.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.render.pdf.boxes import Box, TextBox
from reportgen.render.pdf.page import PageDesign, Row, Waterline, compose
from reportgen.render.pdf.structure import Element
from reportgen.theme import Theme

HEADINGS = frozenset({"H1", "H2", "H3", "H4"})
CONTINUED_TOP = 54.0
"""Where the first row of a page without a title hangs, in points from the page's top."""


def divide(design: PageDesign, theme: Theme) -> list[PageDesign]:
    """Return a design as the pages it takes; as one page where it fits or cannot be cut.

    Every page but the last is filled, and the last two share what they have where the last would be empty.
    """
    pages: list[PageDesign] = []
    rest = design
    while compose(rest, theme).overflow > 0:
        halves = [(head, tail) for head, tail in _halves(rest) if compose(head, theme).fill <= 1]
        if not halves:
            return [design]
        head, rest = halves[-1]
        pages.append(head)
    pages.append(rest)
    if len(pages) > 1 and compose(rest, theme).fill < theme.fill[0]:
        pages[-2:] = _shared(pages[-2], rest, theme)
    return pages


def _shared(page: PageDesign, last: PageDesign, theme: Theme) -> tuple[PageDesign, PageDesign]:
    """Return two pages cut anew, so that the emptier one is as full as it can be."""

    def emptier(halves: tuple[PageDesign, PageDesign]) -> float:
        fills = [compose(half, theme).fill for half in halves]
        return min(fills) if max(fills) <= 1 else 0.0

    return max(_halves(replace(page, items=[*page.items, *last.items])), key=emptier)


def _halves(design: PageDesign) -> list[tuple[PageDesign, PageDesign]]:
    """Return every way to cut a design in two, the shortest first half first."""
    items = design.items
    if design.backdrop is not None or any(isinstance(i, Waterline) and i.depth is None for i in items):
        return []
    return [
        (replace(design, items=items[:at]), _continued(replace(design, items=items[at:])))
        for at in range(1, len(items))
        if isinstance(items[at], Row) and not _stays(items[at - 1])
    ]


def _stays(item: Row | Waterline) -> bool:
    """Whether an item must stand above the next one: a heading, or what floats in the water below it."""
    return isinstance(item, Row) and (item.floats or all(_heads(box) for _, _, box in item.cells))


def _heads(box: Box) -> bool:
    owners = [span.owner for span in box.spans] if isinstance(box, TextBox) else []
    return any(isinstance(owner, Element) and owner.type in HEADINGS for owner in owners)


def _continued(design: PageDesign) -> PageDesign:
    return replace(design, title=False, aside=(), top=CONTINUED_TOP, continued=True)
