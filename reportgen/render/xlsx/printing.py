"""On paper: A4, one page wide, in type of 8 points or more, with the header repeated and pages numbered.

Tables print in landscape, the cover in portrait on a single page. What a sheet has beyond the width
that such type allows (codes, names in the other language) stays in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 160.0
"""Characters of columns side by side: at this width type of 9 points is printed in 8.

A spreadsheet program takes a character for 7 or for 7.4 pixels; this holds for the wider one.
"""

_A4 = 9  # ECMA-376 part 1, 18.3.1.63, paperSize
_WIDTH, _HEIGHT, _SIDE, _TOP, _FOOT = 841.9, 595.3, 0.35, 0.35, 0.5  # points; margins in inches
_POINTS = 5.25  # the narrower width of a character
_FOOTER = 80  # letters, each of which may be an ampersand, which is written twice
_FEWEST = 3  # rows of a table that go with what stands below it


def columns_printed(widths: Sequence[float]) -> int:
    """Return how many columns, from the first on, are printed: those that fit, one at least."""
    return max(1, sum(total <= WIDEST for total in accumulate(widths)))


def page_height(widths: Sequence[float]) -> float:
    """Return the points of rows that fit on a page as wide as these columns, the header included."""
    room = (_WIDTH - 2 * _SIDE * 72) / (sum(widths) * _POINTS)
    return (_HEIGHT - (_TOP + _FOOT) * 72) / min(1.0, room)


def divided(heights: Sequence[float], header: int, end: int, page: float, groups: Sequence[int]) -> list[int]:
    """Return the last row of each page, so that what stands below a table is on a page with rows of it.

    ``heights`` are those of all rows; rows up to ``header`` are the head, those up to ``end`` the table.
    ``groups`` are the rows that close a group: the page before the last rather ends with one.
    """
    if sum(heights) <= page:
        return [len(heights)]
    repeated, tail = heights[header - 1], sum(heights[end:])
    lasts = list(_filled(heights[:end], header, page, repeated))
    start = lasts[-2] + 1 if len(lasts) > 1 else header + 1
    if len(lasts) > 1 and repeated + sum(heights[start - 1 :]) <= page:
        return [*lasts[:-1], len(heights)]
    room = page - repeated - tail
    # A page that holds the whole table should not look emptied: half of its rows stay.
    first = (header + end) // 2 + 1 if len(lasts) == 1 else header + _FEWEST
    fitting = [row for row in range(first + 1, end + 1) if sum(heights[row - 1 : end]) <= room] or [end]
    near = fitting[: 1 + len(fitting) // 2]
    best = next((row for row in near if row - 1 in groups), near[0])
    return [*_evened(list(_filled(heights[: best - 1], header, page, repeated)), header), len(heights)]


def _evened(lasts: list[int], header: int) -> list[int]:
    """Share the rows of the last two pages between them where the last would be less than half as full."""
    before = lasts[-3] if len(lasts) > 2 else header
    if len(lasts) > 1 and 2 * (lasts[-1] - lasts[-2]) < lasts[-2] - before:
        lasts[-2] = (before + lasts[-1]) // 2
    return lasts


def _filled(heights: Sequence[float], header: int, page: float, repeated: float) -> Iterator[int]:
    """Yield the last row of each page that a table alone fills."""
    used = sum(heights[:header])
    for row in range(header + 1, len(heights) + 1):
        if used + heights[row - 1] > page and row > header + 1:
            yield row - 1
            used = repeated
        used += heights[row - 1]
    yield len(heights)


def prepare_print(
    sheet: Worksheet,
    footer: tuple[str, str],
    columns: int,
    lasts: Sequence[int],
    header_row: int | None = None,
) -> None:
    """Set up printing. ``footer`` is the title at the left and the word for page at the right.

    ``lasts`` are the last rows of parts that begin on a page of their own. A sheet without a header to repeat
    is made to fit on a single page.
    """
    starts, letter = (1, *(last + 1 for last in lasts)), get_column_letter(columns)
    areas = (f"A{first}:{letter}{last}" for first, last in zip(starts, lasts, strict=False))
    sheet.print_area = ",".join(areas)
    if header_row is not None:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup = PrintPageSetup(
        orientation="landscape" if header_row else "portrait",
        paperSize=_A4,
        fitToWidth=1,
        fitToHeight=0 if header_row else 1,
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(_SIDE, _SIDE, _TOP, _FOOT, header=0.2, footer=0.25)
    # A footer has 255 characters, its codes included (Excel specifications and limits).
    parts = (text if len(text) <= _FOOTER else f"{text[: _FOOTER - 1]}…" for text in footer)
    title, page = (text.replace("&", "&&") for text in parts)
    sheet.oddFooter = HeaderFooterItem(left=_part(title), center=_part("&A"), right=_part(f"{page} &P / &N"))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, font="Arial,Regular", size=8)
