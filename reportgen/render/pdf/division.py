"""Division: a page that holds too much goes on over further pages, cut between its rows or those of a table.

Only a page without open water or a backdrop can be cut: those are drawn for all that stands on them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from reportgen.render.pdf.boxes import Box, TextBox
from reportgen.render.pdf.page import Item, PageDesign, Row, Waterline, compose
from reportgen.theme import Theme

CONTINUED_TOP = 54.0
"""Where the first row of a page without a title hangs, in points from the page's top."""
HALVINGS = 7
"""Steps in which the fill is found that pages share: the last is less than a hundredth."""


@runtime_checkable
class Divisible(Protocol):
    """A box that can be cut into two, both of which are boxes: a table between its rows."""

    def cuts(self) -> Iterable[tuple[Box, Box, float]]:
        """Yield every way to cut it, the shortest first part first.

        The cost of a cut is the share of a page that may rather stay empty.
        """
        ...


@dataclass(frozen=True, slots=True)
class Half:
    """A design cut in two, and what the cut costs."""

    head: PageDesign
    tail: PageDesign
    cost: float = 0.0


def divide(design: PageDesign, theme: Theme) -> list[PageDesign]:
    """Return a design as the pages it takes; as one page where it fits or cannot be cut.

    Every page but the last is filled; where the last would be rather empty, all share what they have.
    """
    pages = _filled(design, theme, 1.0)
    if len(pages) < 2 or compose(pages[-1], theme).fill >= theme.fill[0]:
        return pages
    tried = [pages]
    least, most = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (least + most) / 2
        tried.append(_filled(design, theme, middle))
        full = len(tried[-1]) > len(pages) or compose(tried[-1][-1], theme).fill > middle
        least, most = (middle, most) if full else (least, middle)
    same = [each for each in tried if len(each) == len(pages) and compose(each[-1], theme).fill <= 1]
    return max(same, key=lambda each: min(compose(page, theme).fill for page in each), default=pages)


def _filled(design: PageDesign, theme: Theme, most: float) -> list[PageDesign]:
    """Return a design cut into pages, each as full as it can be without exceeding a fill.

    A table is cut only where that fills the page by more than the cut costs.
    """
    pages: list[PageDesign] = []
    rest = design
    while compose(rest, theme).overflow > 0:
        halves = _halves(rest)
        fitting = halves[: bisect_right(halves, most, key=lambda half: compose(half.head, theme).fill)]
        if not fitting:
            return [design]
        # Of the cuts at one cost the last fills the page best.
        last = {half.cost: half for half in fitting}
        half = max(last.values(), key=lambda half: compose(half.head, theme).fill - half.cost)
        pages.append(half.head)
        rest = half.tail
    return [*pages, rest]


def _halves(design: PageDesign) -> list[Half]:
    """Return every way to cut a design in two, the shortest first half first."""
    items = design.items
    if design.backdrop is not None or any(isinstance(i, Waterline) and i.depth is None for i in items):
        return []
    found = []
    for at, item in enumerate(items):
        if not isinstance(item, Row):
            continue
        if at and not _stays(items[at - 1]):
            found.append(_half(design, items[:at], items[at:]))
        for head, tail, cost in _cuts(item):
            found.append(_half(design, [*items[:at], head], [tail, *items[at + 1 :]], cost))
    return found


def _half(design: PageDesign, head: Sequence[Item], tail: Sequence[Item], cost: float = 0.0) -> Half:
    return Half(replace(design, items=list(head)), _continued(replace(design, items=list(tail))), cost)


def _cuts(row: Row) -> Iterator[tuple[Row, Row, float]]:
    """Yield the ways to cut a row whose only box can be cut."""
    if len(row.cells) != 1:
        return
    ((column, span, box),) = row.cells
    if not isinstance(box, Divisible):
        return
    for head, tail, cost in box.cuts():
        yield replace(row, cells=[(column, span, head)]), replace(row, cells=[(column, span, tail)]), cost


def _stays(item: Row | Waterline) -> bool:
    """Whether an item must stand above the next one: a heading, or what floats in the water below it."""
    if not isinstance(item, Row):
        return False
    return item.leads or item.floats or all(_heads(box) for _, _, box in item.cells)


def _heads(box: Box) -> bool:
    owners = [span.owner for span in box.spans] if isinstance(box, TextBox) else []
    return any(not isinstance(owner, str) and owner.role == "heading" for owner in owners)


def _continued(design: PageDesign) -> PageDesign:
    return replace(design, title=False, aside=(), top=CONTINUED_TOP, continued=True)
