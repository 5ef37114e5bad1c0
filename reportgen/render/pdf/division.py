"""Division: a page that holds too much goes on over further pages, cut between or inside its rows.

Boxes beside each other are cut together, at the height of the tallest. Only a page without a backdrop can be
cut: that is drawn for all that stands on it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial

from reportgen.render.pdf.boxes import Box, Cut, Divisible, TextBox
from reportgen.render.pdf.page import Item, PageDesign, Row, compose
from reportgen.theme import Grid, Theme

CONTINUED_TOP = 54.0
"""Where the first row of a page without a title hangs, in points from the page's top."""
HALVINGS = 7
"""Steps in which the fill is found that pages share: the last is less than a hundredth."""


@dataclass(frozen=True)
class Half:
    """A place to cut a design in two pages, and what the cut costs.

    The pages are made when somebody looks at them: a page of text can be cut in a hundred places.
    """

    make: Callable[[], tuple[PageDesign, PageDesign]]
    theme: Theme
    cost: float = 0.0

    @cached_property
    def pages(self) -> tuple[PageDesign, PageDesign]:
        """The page that ends here, and all that follows."""
        return self.make()

    @cached_property
    def fill(self) -> float:
        """How full the page is that ends here."""
        return compose(self.pages[0], self.theme).fill


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
        halves = _halves(rest, theme)
        fitting = halves[: bisect_right(halves, most, key=lambda half: half.fill)]
        # Of the cuts at one cost the last fills the page best.
        last = {half.cost: half for half in fitting}
        best = max((h for h in last.values() if h.fill <= most), key=lambda h: h.fill - h.cost, default=None)
        if best is None:
            return [design]
        page, rest = best.pages
        pages.append(page)
    return [*pages, rest]


def _halves(design: PageDesign, theme: Theme) -> list[Half]:
    """Return the places to cut a design in two, the shortest first page first, as far as one page reaches."""
    items, grid = design.items, theme.grid
    found: list[Half] = []
    left = compose(design, theme).available
    for at, item in enumerate(items if design.backdrop is None else ()):
        if at and not _stays(items[at - 1]) and _begins(item):
            found.append(Half(partial(_pages, design, items[:at], items[at:]), theme))
        if isinstance(item, Row):
            found += [
                Half(partial(_inside, design, at, partial(_parts, item, grid, cut)), theme, cut[2])
                for cut in _cuts(item, grid)
            ]
        left -= item.height(grid)
        if left < 0:
            break
    return found


def _inside(
    design: PageDesign, at: int, parts: Callable[[], tuple[Row, Row] | None]
) -> tuple[PageDesign, PageDesign]:
    """Return the pages of a design that is cut inside a row."""
    cut = parts()
    assert cut is not None
    head, tail = cut
    return _pages(design, [*design.items[:at], head], [tail, *design.items[at + 1 :]])


def _pages(design: PageDesign, head: Sequence[Item], tail: Sequence[Item]) -> tuple[PageDesign, PageDesign]:
    """Return two pages of a design; where the first ends in open water, the second lies in it."""
    first = replace(design, items=list(head))
    rest = replace(design, items=list(tail), ground=first.foot)
    return first, replace(rest, title=False, aside=(), top=CONTINUED_TOP, continued=True)


def _cuts(row: Row, grid: Grid) -> list[Cut]:
    """Return the cuts of a row's tallest box that leave all beside it whole or can cut it, too."""
    if row.floats or row.stretch is not None or not row.cells:
        return []
    box, width = _tallest(row, grid)
    cuts = list(box.cuts(width)) if isinstance(box, Divisible) else []
    if not cuts or len(row.cells) == 1 or _parts(row, grid, cuts[0]) is not None:
        return cuts
    # What can be cut at some height can be cut at any greater one.
    return cuts[bisect_left(cuts, True, key=lambda cut: _parts(row, grid, cut) is not None) :]


def _parts(row: Row, grid: Grid, cut: Cut) -> tuple[Row, Row] | None:
    """Return a row cut in two; None where a box beside the tallest is too high and cannot be cut."""
    tallest, width = _tallest(row, grid)
    room = cut[0].height(width) if len(row.cells) > 1 else 0.0
    heads, tails = [], []
    for column, span, box in row.cells:
        head, tail = cut[:2] if box is tallest else _fitted(box, grid.span(span), room)
        if head is None:
            return None
        heads.append((column, span, head))
        tails += [(column, span, tail)] if tail is not None else []
    return replace(row, cells=heads), replace(row, cells=tails)


def _fitted(box: Box, width: float, room: float) -> tuple[Box | None, Box | None]:
    """Return what of a box fits into a height, and what is left of it."""
    if box.height(width) <= room:
        return box, None
    cuts = list(box.cuts(width)) if isinstance(box, Divisible) else []
    fits = bisect_right(cuts, room, key=lambda cut: cut[0].height(width))
    return cuts[fits - 1][:2] if fits else (None, box)


def _tallest(row: Row, grid: Grid) -> tuple[Box, float]:
    """Return the tallest box of a row with its width."""
    boxes = [(box, grid.span(span)) for _, span, box in row.cells]
    return max(boxes, key=lambda each: each[0].height(each[1])) if len(boxes) > 1 else boxes[0]


def _begins(item: Item) -> bool:
    """Whether a page may begin with an item: a row, or the level of open water."""
    return isinstance(item, Row) or item.depth is None


def _stays(item: Item) -> bool:
    """Whether an item must stand above the next one: a heading, a level, what floats in water below."""
    if not isinstance(item, Row):
        return item.depth is None
    return item.leads or item.floats or all(_heads(box) for _, _, box in item.cells)


def _heads(box: Box) -> bool:
    owners = [span.owner for span in box.spans] if isinstance(box, TextBox) else []
    return any(not isinstance(owner, str) and owner.role == "heading" for owner in owners)
