"""A cell of a workbook: its text as a person reads it, or why what it holds is not what is seen.

Excel keeps figures apart from how they are shown. What is struck out, raised as a footnote mark, white on
white, or shown by its format as another number must not be printed as if it stood there plainly.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.formatting.rule import Rule
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.fills import PatternFill
from openpyxl.styles.proxy import StyleProxy
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.model.drawing import Colour
from reportgen.sources.advice import date_advice
from reportgen.sources.grid import Fault
from reportgen.sources.number_format import Shown, number_shown, text_fault
from reportgen.theme import contrast

AnyCell = Cell | MergedCell

LEAST_CONTRAST = 1.2
"""Below this ratio (WCAG 2.1) nobody sees a text on its ground."""

_WHITE: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)

_STRUCK = Fault("cell-struck", "The cell is struck out, wholly or in part.", "Delete what no longer holds.")
_RAISED = Fault(
    "cell-raised",
    "The cell holds a raised or lowered sign, which is no part of the number or word beside it.",
    "Delete the mark, and write what it stands for in the notes.",
)
_PALE = Fault(
    "cell-hidden",
    "The cell is written in the colour of its ground, so that nobody sees it.",
    "Give it a colour that can be seen, or delete it.",
)
_LOGICAL = Fault(
    "cell-logical", "The cell holds a logical value.", "Write the figure or the word that is meant."
)
_CONDITIONAL = Fault(
    "cell-format",
    "A conditional format may hide the value or show another.",
    "Delete the conditional format, and check the value.",
)
_NO_RESULT = Fault(
    "cell-formula",
    "The formula has no stored result.",
    "Open the workbook in Excel and save it, or copy the cell and paste it as a value.",
)


def cell_text(cell: AnyCell) -> tuple[str, int | None]:
    """Return what a cell holds, and to how many decimals its format rounds it (None: not at all).

    Numbers have Excel's 15 digits, percentages their sign.
    """
    value = cell.value
    if value is None:
        return "", None
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, int | float):
        shown = _shown(value, cell.number_format)
        return (shown.text, shown.decimals) if isinstance(shown, Shown) else (str(value), None)
    if isinstance(value, ArrayFormula):
        return str(value.text), None
    text = unescape(str(value)).replace("\r\n", "\n").replace("\r", "\n").strip()
    return unicodedata.normalize("NFC", text), None


def cell_fault(cell: AnyCell) -> Fault | None:
    """Return why a cell that holds something cannot be used as it stands, or None."""
    value = cell.value
    if cell.data_type == "f":
        return _NO_RESULT
    if isinstance(value, bool):
        return _LOGICAL
    if isinstance(value, date | time | timedelta):
        return _date_fault(value)
    if look := next(_look_faults(cell), None):
        return look
    if isinstance(value, int | float):
        shown = _shown(value, cell.number_format)
        return shown if isinstance(shown, Fault) else None
    return text_fault(cell.number_format)


def conditional_faults(sheet: Worksheet) -> Iterator[tuple[str, Fault]]:
    """Yield ranges (``B2:B9``) in which a conditional format may hide a value or show another.

    Whether its condition holds is Excel's to calculate: that it can is reason enough.
    """
    for area in sheet.conditional_formatting:
        if any(_disguises(rule) for rule in area.rules):
            yield from ((str(cells), _CONDITIONAL) for cells in area.sqref.ranges)


def _disguises(rule: Rule) -> bool:
    if any(bar is not None and bar.showValue is False for bar in (rule.iconSet, rule.dataBar)):
        return True
    if (look := rule.dxf) is None:
        return False
    if look.numFmt is not None or (look.font is not None and look.font.strike):
        return True
    # Unlike that of a cell, the fill of a rule keeps its colour as the background.
    ground = _colour(look.fill.bgColor, _WHITE) if isinstance(look.fill, PatternFill) else _WHITE
    return look.font is not None and look.font.color is not None and _pale(look.font.color, ground)


def _shown(value: float, code: str) -> Shown | Fault | None:
    """Return a number as its format shows it; None for what is no finite number, and so no figure."""
    number = Decimal(format(value, ".15g"))
    return number_shown(number, code) if number.is_finite() else None


def _date_fault(value: date | time | timedelta) -> Fault:
    """Return the answer to a date, with the number that a spreadsheet may have made it of."""
    text = value.isoformat() if isinstance(value, datetime | date | time) else str(value)
    remedy = date_advice(text) or date_advice("0:00")
    kind = "date" if isinstance(value, date) else "time"
    return Fault("cell-date", f"The cell holds the {kind} {text.removesuffix('T00:00:00')}.", remedy)


def _look_faults(cell: AnyCell) -> Iterator[Fault]:
    """Yield what the look of a cell and of its runs does: plain runs look as the cell does."""
    runs = cell.value if isinstance(cell.value, CellRichText) else [cell.value]
    for run in runs:
        font = run.font if isinstance(run, TextBlock) else cell.font
        if not str(run.text if isinstance(run, TextBlock) else run).strip():
            continue
        if font.strike:
            yield _STRUCK
        if font.vertAlign in {"superscript", "subscript"} and len(runs) > 1:
            yield _RAISED
        if _pale(font.color, _ground(cell.fill)):
            yield _PALE


def _pale(colour: Color | None, ground: Colour | None) -> bool:
    ink = _colour(colour, _BLACK)
    return ground is not None and ink is not None and contrast(ink, ground) < LEAST_CONTRAST


def _ground(fill: StyleProxy) -> Colour | None:
    """Return the colour behind a cell's text; None for a pattern or a colour that cannot be told."""
    if fill.fill_type is None:
        return _WHITE
    return _colour(fill.fgColor, _WHITE) if fill.fill_type == "solid" else None


def _colour(colour: Color | None, automatic: Colour) -> Colour | None:
    """Return a colour; of a theme only its white and black, which themes rarely change, can be told."""
    if colour is None or colour.type == "auto":
        return automatic
    if colour.type == "theme":
        base = {0: 1.0, 1: 0.0}.get(colour.theme)
        if base is None:
            return None
        grey = base * (1 + colour.tint) if colour.tint < 0 else base + (1 - base) * colour.tint
        return (grey, grey, grey)
    if colour.type == "indexed":
        return _rgb(COLOR_INDEX[colour.indexed]) if colour.indexed < len(COLOR_INDEX) else automatic
    return _rgb(colour.rgb)


@lru_cache(maxsize=1024)
def _rgb(text: str) -> Colour | None:
    """Return a colour from eight hexadecimal digits, the first two of which Excel does not draw by."""
    try:
        red, green, blue = bytes.fromhex(text[-6:])
    except ValueError:
        return None
    return (red / 255, green / 255, blue / 255)
