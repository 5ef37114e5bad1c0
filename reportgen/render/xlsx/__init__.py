"""The appendix of an edition as an Excel workbook, one file a language, and its data sheet as CSV."""

from reportgen.render.xlsx.book import render_xlsx
from reportgen.render.xlsx.flat import render_csv

__all__ = ["render_csv", "render_xlsx"]
