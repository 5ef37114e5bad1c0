"""A sheet of text cells that know where they stand, read from a CSV file with pandas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.findings import Finding, Place, error
from reportgen.sources.text_file import read_text

if TYPE_CHECKING:
    import pandas as pd

HEAD_WITHIN = 50
"""The head of a table stands among so many first rows."""

_DECLARED = re.compile(r'"?sep=([,;:|\t])"?[,;\t]*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be used as it is. Nothing in it names the cell, so that equal faults are equal."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """What of a sheet nobody sees: rows and columns, counted from 0, or all of it."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    sheet: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cells as text. ``lines`` gives each row its number; ``sheet`` is set in a workbook.

    ``mark`` is the decimal mark of numbers. ``exact`` holds cells (row, column) whose text was made from a
    number, so that nothing about it is ambiguous, with the decimals that the sheet shows (None: all).
    ``faults`` holds cells that are not seen as they are stored, ``widths`` how many cells each row of a CSV
    file has.
    """

    file: str
    frame: pd.DataFrame
    lines: tuple[int, ...]
    mark: str
    sheet: str | None = None
    exact: Mapping[tuple[int, int], int | None] = field(default_factory=dict)
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    hidden: Hidden = Hidden()
    widths: tuple[int, ...] = ()

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell, or of its row."""
        if self.sheet is None:
            return Place(self.file, self.lines[row])
        return Place(self.file, None, self.sheet, self.cell(row, column or 0))

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell as a spreadsheet writes it; of a CSV file, that of its line."""
        if self.sheet is None:
            return f"line {self.lines[row]}"
        return f"{column_letters(column)}{self.lines[row]}"


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0, as a spreadsheet names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_csv(root: Path, name: str, columns: Collection[str], findings: list[Finding]) -> tuple[Grid, ...]:
    """Read a CSV file as one grid; none and a finding when that is impossible.

    Commas, semicolons (Excel in Finnish and Swedish) and tabs between cells are understood: those that part
    the names in ``columns``, or else what the first line has most of. Blank lines stay in, a line ``sep=;``
    stays as a blank one, and a cell with line ends counts them, so that line numbers hold.
    """
    # pandas takes its time to load: who only looks up names need not wait for it.
    from pandas.errors import ParserError

    text = read_text(root, name, findings)
    if text is None:
        return ()
    first, end, rest = text.partition("\n")
    declared = _DECLARED.fullmatch(first.strip(" "))
    if declared:
        text = end + rest
    separator = _separator(text, columns, declared[1] if declared else "")
    try:
        widths = tuple(len(row) for row in csv.reader(io.StringIO(text), delimiter=separator))
        frame = _frame(text, separator, max(widths, default=1))
    except (ParserError, csv.Error):
        quote = text[: text.rfind('"')].count("\n") + 1
        message = "A quotation mark opens a text that never ends; the last one stands on this line."
        findings.append(
            error("csv-broken", Place(name, quote), message, 'Close the text, or write "" for a mark.')
        )
        return ()
    heights = (1 + sum(str(cell).count("\n") for cell in row) for row in frame.itertuples(index=False))
    lines = tuple(accumulate(heights, initial=1))[:-1]
    mark = "." if separator == "," else ","
    return (Grid(name, frame, lines, mark, widths=widths if len(widths) == len(lines) else ()),)


def _separator(text: str, columns: Collection[str], declared: str) -> str:
    """Return the sign that parts most of the columns' names in one of the first lines."""
    lines = [line for line in text.split("\n", HEAD_WITHIN)[:HEAD_WITHIN] if line.strip(" ,;\t")] or [""]
    named = {sign: max(known_names(line.split(sign), columns) for line in lines) for sign in ",;\t"}
    best = max(named, key=lambda sign: named[sign])
    if named[best] > 1:
        return best
    return declared or max(",;\t", key=lines[0].count)


def known_names(cells: Collection[str], columns: Collection[str]) -> int:
    """Return how many of the columns' names stand in the cells of a row."""
    return len({cell.strip(' "').casefold() for cell in cells} & set(columns))


def _frame(text: str, separator: str, width: int) -> pd.DataFrame:
    import pandas as pd

    # pandas wants to know the longest row beforehand, or it drops what goes beyond the header.
    return pd.read_csv(
        io.StringIO(text),
        sep=separator,
        header=None,
        names=list(range(max(width, 1))),
        index_col=False,
        dtype=str,
        keep_default_na=False,
        skip_blank_lines=False,
    )


@dataclass(frozen=True, slots=True)
class Record:
    """A row under its header: text by column name, and the grid it came from.

    ``told`` are columns whose cells have a finding already, and whose text must not be used.
    """

    grid: Grid
    row: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]
    told: frozenset[str] = frozenset()

    def place(self, column: str | None = None) -> Place:
        """Return where the cell under a column name stands."""
        return self.grid.place(self.row, self.columns.get(column or ""))

    def exact(self, column: str) -> bool:
        """Tell whether the cell held a number and not a text."""
        return (self.row, self.columns[column]) in self.grid.exact

    def decimals_shown(self, column: str) -> int | None:
        """Return to how many decimals the sheet rounds the cell's number; None where it does not."""
        return self.grid.exact.get((self.row, self.columns[column]))
