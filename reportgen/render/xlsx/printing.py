"""On paper: one page wide, the header repeated, page numbers at the foot; landscape but for the cover."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4, _A3 = 9, 8  # ECMA-376 part 1, 18.3.1.63, paperSize
_A4_WIDTH, _MARGINS = 842, 65  # points
_POINTS = 5.25  # a column's width of one character
_SMALLEST = 0.78
"""Type of 9 points stays at 7 on A4; a sheet that would be made smaller than that is for A3."""


def prepare_print(
    sheet: Worksheet,
    footer: tuple[str, str],
    columns: int,
    parts: Sequence[int],
    header_row: int | None = None,
) -> None:
    """Set up printing. ``footer`` is the title at the left and the word for page at the right.

    ``parts`` are the last rows of what begins on a page of its own. A sheet without a header to repeat is
    made to fit on a single page. A wide one is for A3.
    """
    letters = [get_column_letter(number) for number in range(1, columns + 1)]
    width = sum(sheet.column_dimensions[letter].width for letter in letters) * _POINTS
    paper = _A4 if (_A4_WIDTH - _MARGINS) / width >= _SMALLEST else _A3
    starts = (1, *(last + 1 for last in parts))
    areas = (f"A{first}:{letters[-1]}{last}" for first, last in zip(starts, parts, strict=False))
    sheet.print_area = ",".join(areas)
    if header_row is not None:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup = PrintPageSetup(
        orientation="landscape" if header_row else "portrait",
        paperSize=paper if header_row else _A4,
        fitToWidth=1,
        fitToHeight=0 if header_row else 1,
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.45, right=0.45, top=0.45, bottom=0.7, header=0.3, footer=0.3)
    title, page = (text.replace("&", "&&") for text in footer)
    sheet.oddFooter = HeaderFooterItem(left=_part(title), center=_part("&A"), right=_part(f"{page} &P / &N"))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, font="Arial,Regular", size=8)
