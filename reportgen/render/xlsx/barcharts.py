"""Bar charts as the spreadsheet's own: they follow the cells, and hold the values they were made with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

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
from reportgen.render.xlsx.measure import text_width
from reportgen.render.xlsx.plots import Plot

ROW = 15.0
"""Points: the height of a row that a chart covers."""

_WIDEST, _BETWEEN = 15.0, 0.3  # centimetres: a chart, and the gap between two
_TITLE, _AXIS = 1.3, 1.7  # centimetres: above the bars and below them
_LABEL, _PITCH, _LINE_PITCH, _LINES = (
    0.46,
    0.24,
    0.36,
    2,
)  # part of the width for labels; cm a bar and a line of its label
_GAP, _LINE = 80, 9525  # percent of a bar; ¾ point in EMU

Place = tuple[float, float]
"""Of a chart: its left edge and its width, in centimetres."""


def rows_of(plot: Plot, width: float) -> int:
    """Return how many rows a chart of a width in centimetres covers, with room above and below it."""
    return int(_height(plot, width) * 72 / 2.54 / ROW) + 2


def side_by_side(widths: Iterable[float], count: int) -> list[Place]:
    """Return the places of so many charts beside each other over columns of these widths."""
    width = min(_WIDEST, (sum(map(_centimetres, widths)) - (count - 1) * _BETWEEN) / count)
    return [(number * (width + _BETWEEN), width) for number in range(count)]


def _corner(sheet: Worksheet, left: float, row: int) -> AnchorMarker:
    """Return the top left corner of a chart, a little below the top of its row."""
    column = 1
    while left >= (wide := _centimetres(sheet.column_dimensions[get_column_letter(column)].width)):
        left, column = left - wide, column + 1
    return AnchorMarker(col=column - 1, colOff=_emu(left), row=row - 1, rowOff=_emu(0.25))


def _emu(centimetres: float) -> int:
    return round(centimetres * 360_000)  # ECMA-376 part 1, 20.1.2.1


def _centimetres(width: float) -> float:
    return width * 7 * 2.54 / 96


def add_bar_chart(
    sheet: Worksheet, look: Look, plot: Plot, at: tuple[Place, int], columns: tuple[int, int], first: int
) -> None:
    """Add a chart: ``at`` is its place and the row it begins in.

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
    values.majorUnit = _step(plot)
    values.majorGridlines = None
    (left, width), row = at
    height = _height(plot, width)
    bars = 1 - (_TITLE + _AXIS) / height
    chart.layout = Layout(ManualLayout("inner", "edge", "edge", x=0.54, y=_TITLE / height, w=0.37, h=bars))
    size = XDRPositiveSize2D(_emu(width), _emu(height))
    chart.anchor = OneCellAnchor(_from=_corner(sheet, left, row), ext=size)  # type: ignore[assignment]
    sheet.add_chart(chart)


def _step(plot: Plot) -> float | None:
    """Return a round distance of marks on the axis, so large that their numbers stand side by side."""
    most = max((bar.value for bar in plot.bars if bar.value is not None), default=None)
    if not most:
        return None
    power = Decimal(1).scaleb(most.adjusted() - 1)
    return float(next(times * power for times in (1, 2, 5, 10, 20, 50) if times * power * 3 >= most))


def _height(plot: Plot, width: float) -> float:
    """Return the height in centimetres at which the label of every bar has room for its lines."""
    room = width * _LABEL * 96 / 2.54
    most = min(_LINES, max(1 + int(text_width(bar.label, 9) / room) for bar in plot.bars))
    return _TITLE + _AXIS + (_PITCH + _LINE_PITCH * most) * len(plot.bars)


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
