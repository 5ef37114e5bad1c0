"""Bar charts as the spreadsheet's own: they follow the cells, and hold the values they were made with."""

from __future__ import annotations

from collections.abc import Iterable

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import (
    AxDataSource,
    NumData,
    NumDataSource,
    NumRef,
    NumVal,
    StrData,
    StrRef,
    StrVal,
)
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import (
    CharacterProperties,
    Font,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.render.xlsx.cells import digits
from reportgen.render.xlsx.checks import quoted
from reportgen.render.xlsx.look import FONT, Look
from reportgen.render.xlsx.plots import Plot

WIDTH, _BETWEEN = 15.0, 0.4
"""Centimetres: a chart, and the gap between two."""

_TITLE, _AXIS, _BAR = 1.3, 2.0, 1.0  # centimetres: above the bars, below them, and a bar with its gap
_ROW = 15.0 * 2.54 / 72  # a row of the default height
_GAP, _LINE = 80, 9525  # percent of a bar; ¾ point in EMU


def rows_of(plot: Plot) -> int:
    """Return how many rows a chart covers, the one below it included."""
    return int(_height(plot) / _ROW) + 2


def beside(widths: Iterable[float]) -> int:
    """Return how many charts stand beside each other on a sheet with columns of these widths."""
    return max(1, int(sum(map(_centimetres, widths)) / (WIDTH + _BETWEEN)))


def _corner(sheet: Worksheet, number: int, row: int) -> AnchorMarker:
    """Return the top left corner of the chart at a place among those beside each other, from 0."""
    left, column = number * (WIDTH + _BETWEEN), 1
    while left >= (wide := _centimetres(sheet.column_dimensions[get_column_letter(column)].width)):
        left, column = left - wide, column + 1
    return AnchorMarker(col=column - 1, colOff=_emu(left), row=row - 1)


def _emu(centimetres: float) -> int:
    return round(centimetres * 360_000)  # ECMA-376 part 1, 20.1.2.1


def _centimetres(width: float) -> float:
    return (width * 7 + 5) * 2.54 / 96


def add_bar_chart(
    sheet: Worksheet, look: Look, plot: Plot, at: tuple[int, int], columns: tuple[int, int], first: int
) -> None:
    """Add a chart: ``at`` is its place among those beside each other, from 0, and the row it begins in.

    ``columns`` are those of labels and values, ``first`` is the sheet's row of the first bar.
    """
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth, chart.legend = "bar", "clustered", _GAP, None
    chart.title = _title(plot.title, look, 11, bold=True)
    chart.roundedCorners = False
    chart.series = [_series(sheet, look, plot, columns, first)]
    categories, values = chart.x_axis, chart.y_axis
    categories.delete = values.delete = False
    categories.title = _title(plot.categories, look, 9)
    values.title = _title(plot.unit, look, 9)
    categories.tickLblSkip = 1  # every bar is named, however narrow it gets
    categories.txPr = values.txPr = _rich(look, 9)
    categories.scaling.orientation, values.crosses = "maxMin", "max"  # the first row is the bar on top
    values.number_format, values.numFmt.sourceLinked = plot.format, False
    values.scaling.min = 0
    values.majorGridlines = None
    height = _height(plot)
    bars = 1 - (_TITLE + _AXIS) / height
    chart.layout = Layout(ManualLayout("inner", "edge", "edge", x=0.5, y=_TITLE / height, w=0.4, h=bars))
    size = XDRPositiveSize2D(_emu(WIDTH), _emu(height))
    chart.anchor = OneCellAnchor(_from=_corner(sheet, *at), ext=size)  # type: ignore[assignment]
    sheet.add_chart(chart)


def _height(plot: Plot) -> float:
    return _TITLE + _AXIS + _BAR * len(plot.bars)


def _series(sheet: Worksheet, look: Look, plot: Plot, columns: tuple[int, int], first: int) -> Series:
    labels, values = (
        f"{quoted(sheet.title)}!${letter}${first}:${letter}${first + len(plot.bars) - 1}"
        for letter in map(get_column_letter, columns)
    )
    count = len(plot.bars)
    known = ((number, bar.value) for number, bar in enumerate(plot.bars))
    numbers = [NumVal(idx=number, v=digits(value)) for number, value in known if value is not None]
    texts = [StrVal(idx=number, v=bar.label) for number, bar in enumerate(plot.bars)]
    series = Series(
        idx=0,
        order=0,
        val=NumDataSource(NumRef(f=values, numCache=NumData(plot.format, ptCount=count, pt=numbers))),
        cat=AxDataSource(strRef=StrRef(f=labels, strCache=StrData(ptCount=count, pt=texts))),
    )
    series.graphicalProperties = _fill(look, None)
    series.invertIfNegative = False
    series.dPt = [
        DataPoint(idx=number, invertIfNegative=False, spPr=_fill(look, bar.area))
        for number, bar in enumerate(plot.bars)
        if bar.area
    ]
    series.dLbls = DataLabelList(
        numFmt=plot.format,
        txPr=_rich(look, 9),
        dLblPos="outEnd",
        showVal=True,
        showLegendKey=False,
        showCatName=False,
        showSerName=False,
        showPercent=False,
        showBubbleSize=False,
    )
    return series


def _fill(look: Look, area: str | None) -> GraphicalProperties:
    """Return the fill of a bar, bounded by a dark line: contrast never hangs on the fill alone."""
    colour = look.area_colour(area) if area else look.colour("primary")
    line = LineProperties(w=_LINE, solidFill=look.colour("primary")[2:])
    return GraphicalProperties(solidFill=colour[2:], ln=line)


def _title(text: str, look: Look, size: int, *, bold: bool = False) -> Title:
    run = RegularTextRun(rPr=_letters(look, size, bold=bold), t=text)
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_letters(look, size, bold=bold)), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def _rich(look: Look, size: int) -> RichText:
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=_letters(look, size)), endParaRPr=_letters(look, size)
    )
    return RichText(p=[paragraph])


def _letters(look: Look, size: int, *, bold: bool = False) -> CharacterProperties:
    colour = look.colour("primary" if bold else "text")[2:]
    return CharacterProperties(sz=size * 100, b=bold, solidFill=colour, latin=Font(typeface=FONT))
