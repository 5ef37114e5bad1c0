"""The appendix of an edition as an Excel workbook, one file a language."""

from reportgen.render.xlsx.book import render_xlsx

__all__ = ["render_xlsx"]
