"""On paper: A4 landscape, one page wide, the header repeated, page numbers at the foot."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins, PrintPageSetup
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9  # ECMA-376 part 1, 18.3.1.63, paperSize


def prepare_print(
    sheet: Worksheet, footer: tuple[str, str], columns: int, rows: int, header_row: int | None = None
) -> None:
    """Set up printing. ``footer`` is the title at the left and the word for page at the right.

    A sheet without a header to repeat is made to fit on a single page.
    """
    sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
    if header_row is not None:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.page_setup = PrintPageSetup(
        orientation="landscape", paperSize=_A4, fitToWidth=1, fitToHeight=0 if header_row else 1
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(left=0.45, right=0.45, top=0.45, bottom=0.7, header=0.3, footer=0.3)
    title, page = (text.replace("&", "&&") for text in footer)
    sheet.oddFooter = HeaderFooterItem(left=_part(title), center=_part("&A"), right=_part(f"{page} &P / &N"))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text, font="Arial,Regular", size=8)
