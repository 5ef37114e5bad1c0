"""The appendix of an edition as an Excel workbook, one file a language, and its figures as CSV."""

from reportgen.render.xlsx.book import render_xlsx
from reportgen.render.xlsx.flat import render_csv
from reportgen.render.xlsx.printed import Printed
from reportgen.render.xlsx.twins import render_twins

__all__ = ["Printed", "render_csv", "render_twins", "render_xlsx"]
