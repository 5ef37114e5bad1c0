"""The rows of a table as XML, made one by one: a sheet may have more of them than memory holds.

The library keeps every cell of a sheet as an object. It writes heads, notes and set-up here; the rows go
into the file beside it. They are gone through twice: once for faults, styles and widths, once to be written.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from openpyxl.styles.styleable import StyleableObject
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.findings import Finding, Place, error
from reportgen.render.xlsx.cells import Entry, digits, fault, is_dangerous, lines
from reportgen.render.xlsx.look import KINDS, Look
from reportgen.render.xlsx.measure import LINE_HEIGHT, least_width, lines_of, widest

HIGHEST = 409.0
"""Points that a row may be high (Excel specifications and limits)."""
_MOST = 255.0  # characters that a column may be wide there
_WIDEST = 60.0  # a word wider than a column should ever be may well be broken
_SHORT = 30  # letters that are not too tall for a row, were each of them a line
AIR = 4.0
"""Points above and below the text of a row, together."""

_Key = tuple[str, str | None, str, bool, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. ``last`` closes a group."""

    cells: tuple[Entry, ...]
    last: bool = False


class Body:
    """The rows of one table, from the row ``first`` of the sheet on.

    ``rows`` must give the same rows each time it is gone through. ``widths`` are those asked for, in
    characters; after `survey` they are wide enough for every word, and ``count`` is known. In the columns of
    ``breaking``, from 0, words may be broken anywhere. ``air`` is the height of a row beyond its text.
    """

    def __init__(
        self,
        sheet: Worksheet,
        look: Look,
        first: int,
        rows: Iterable[Line],
        widths: Iterable[float],
        breaking: Container[int] = (),
        air: float = AIR,
    ):
        self._sheet, self._look, self._rows, self._breaking, self._air = sheet, look, rows, breaking, air
        self._styles: dict[_Key, int] = {}
        self._long: list[tuple[int, Entry]] = []
        self.first, self.count, self.widths = first, 0, list(widths)

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + self.count - 1

    def survey(self) -> Iterator[Finding]:
        """Go through all rows; yield what cannot be written."""
        widths, styles = self.widths, self._styles
        for line in self._rows:
            self.count += 1
            for column, entry in enumerate(line.cells):
                content = entry.content
                text = isinstance(content, str)
                key = (entry.style, entry.area, entry.format, line.last, text and is_dangerous(str(content)))
                if key not in styles:
                    styles[key] = self._style(key)
                if content is None or content == "":
                    continue
                finding = fault(content, entry.place)
                if finding is not None:
                    yield finding
                elif isinstance(content, str):
                    if len(content) > _SHORT and _may_be_tall(content, entry.style, widths[column]):
                        self._long.append((column, entry))
                    if column in self._breaking:
                        continue
                    widths[column] = max(widths[column], _least(content, entry.style, widths[column]))
                else:
                    widths[column] = max(widths[column], number_width(entry))

    def fit(self, printed: int) -> Iterator[Finding]:
        """Widen columns beyond the first ``printed`` for texts taller than a row; yield what stays too tall.

        To be called after `survey`, when the widths are settled.
        """
        for column, entry in self._long:
            text, style, room = str(entry.content), entry.style, HIGHEST - self._air
            while _text_height(text, self.widths[column], style) > room:
                if column < printed or self.widths[column] >= _MOST:
                    yield _too_tall(text, entry.place)
                    break
                self.widths[column] = min(_MOST, self.widths[column] * 1.1)

    def heights(self) -> Iterator[float]:
        """Yield the height of every row in points."""
        return (row_height(line, self.widths, self._air) for line in self._rows)

    def xml(self) -> Iterator[str]:
        """Yield every row as XML (ECMA-376 part 1, 18.3.1.73)."""
        letters = [get_column_letter(number) for number in range(1, len(self.widths) + 1)]
        for number, line in enumerate(self._rows, start=self.first):
            parts = [f'<row customHeight="1" ht="{_height(line, self.widths, self._air)}" r="{number}">']
            for letter, entry in zip(letters, line.cells, strict=True):
                parts.append(self._cell(f"{letter}{number}", entry, line.last))
            parts.append("</row>")
            yield "".join(parts)

    def _cell(self, name: str, entry: Entry, last: bool) -> str:
        content = entry.content
        if isinstance(content, str) and content:
            style = self._styles[entry.style, entry.area, entry.format, last, is_dangerous(content)]
            text = escape(lines(content))
            if entry.formula is not None:
                return f'<c r="{name}" s="{style}" t="str"><f>{escape(entry.formula)}</f><v>{text}</v></c>'
            space = ' xml:space="preserve"' if text.strip() != text or "\n" in text else ""
            return f'<c r="{name}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
        style = self._styles[entry.style, entry.area, entry.format, last, False]
        if content is None or content == "":
            return f'<c r="{name}" s="{style}"/>'
        assert isinstance(content, (int, Decimal))
        formula = f"<f>{escape(entry.formula)}</f>" if entry.formula is not None else ""
        return f'<c r="{name}" s="{style}">{formula}<v>{digits(content)}</v></c>'

    def _style(self, key: _Key) -> int:
        """Return the number of a style in the workbook, registered if it is new."""
        style, area, number_format, last, quoted = key
        cell = StyleableObject(self._sheet)
        self._look.apply(cell, style, area, last=last)
        cell.number_format = number_format
        cell.quotePrefix = int(quoted)
        return int(cell.style_id)


def _too_tall(text: str, place: Place | None) -> Finding:
    message = (
        f"A text of {len(text)} characters, {text[:40]!r}…, is taller than a row of the workbook can be."
    )
    return error("cell-unwritable", place, message, "Shorten it: it would be cut off in its cell.")


def escape(text: str) -> str:
    """Return text as the content of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def row_height(line: Line, widths: Iterable[float], air: float = AIR) -> float:
    """Return the height in points that shows every wrapped text of a row."""
    tallest = 0.0
    for entry, width in zip(line.cells, widths, strict=True):
        if isinstance(entry.content, str) and len(entry.content) > 5:
            tallest = max(tallest, _text_height(entry.content, width, entry.style))
        else:
            tallest = max(tallest, KINDS[entry.style].size * LINE_HEIGHT)
    return min(round(tallest + air, 2), HIGHEST)


def _height(line: Line, widths: Iterable[float], air: float) -> str:
    return digits(Decimal(str(row_height(line, widths, air))))


@lru_cache(maxsize=4096)
def _text_height(text: str, width: float, style: str) -> float:
    kind = KINDS[style]
    return lines_of(text, width, kind.size, bold=kind.bold) * kind.size * LINE_HEIGHT


def _may_be_tall(text: str, style: str, width: float) -> bool:
    """Tell without measuring whether a text could be taller than a row.

    Of two lines that follow each other the words fill one at least.
    """
    kind = KINDS[style]
    filled = widest(len(text), kind.size, bold=kind.bold) / max(width - 3, 1)
    return (2 * filled + 2 * text.count("\n") + 1) * kind.size * LINE_HEIGHT > HIGHEST - AIR


def number_width(entry: Entry) -> float:
    """Return the width that the number of an entry needs in the format that shows it."""
    content = entry.content
    size = content.adjusted() if isinstance(content, Decimal) else len(str(content).lstrip("-")) - 1
    return _number_width(size, entry.format)


@lru_cache(maxsize=1024)
def _number_width(size: int, shown: str) -> float:
    """Return the width of a number of ``size`` + 1 digits before the point, as a format shows it.

    A number that does not fit into its column is shown as ###.
    """
    if shown == "General":
        return 0.0
    percent = "%" in shown
    whole = max(size, 0) + (2 if percent and size >= 0 else 0) + 1
    places = len(shown.partition(";")[0].partition(".")[2].partition('"')[0])
    # Digits are as wide as a column's unit, spaces and marks half of that, a percent sign more than one.
    marks = (whole - 1) // 3 * (not percent) + bool(places) + percent
    return whole + places + 0.5 * marks + 1.7 * percent + 1.1 * ("+" in shown) + 1.3


def _least(text: str, style: str, width: float) -> float:
    """Return the width that a text needs so that no word of it is broken, or the one that surely does."""
    kind = KINDS[style]
    if widest(len(text), kind.size, bold=kind.bold) <= width:
        return width
    return min(least_width(text, kind.size, bold=kind.bold), _WIDEST)
