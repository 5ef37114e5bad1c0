"""A sheet of text cells that know where they stand, read from a CSV file with pandas."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.findings import Finding, Place, error
from reportgen.sources.text_file import read_text

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cells as text. ``places`` gives each row its number; ``sheet`` is set in a workbook.

    ``mark`` is the decimal mark of numbers; ``exact`` holds cells (row, column) whose text was made from
    a number, so that nothing about it is ambiguous.
    """

    file: str
    frame: pd.DataFrame
    lines: tuple[int, ...]
    mark: str
    sheet: str | None = None
    exact: frozenset[tuple[int, int]] = frozenset()

    def place(self, row: int, column: int | None = None) -> Place:
        """Return the place of a cell, or of its row."""
        if self.sheet is None:
            return Place(self.file, self.lines[row])
        return Place(self.file, None, self.sheet, f"{column_letters(column or 0)}{self.lines[row]}")


def column_letters(column: int) -> str:
    """Return the letters of a column, counted from 0, as a spreadsheet names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def read_csv(root: Path, name: str, findings: list[Finding]) -> tuple[Grid, ...]:
    """Read a CSV file as one grid; none and a finding when that is impossible.

    Commas, semicolons (Excel in Finnish and Swedish) and tabs between cells are understood: what the first
    line has most of. Blank lines stay in, and a cell with line ends counts them, so that line numbers hold.
    """
    # pandas takes its time to load: who only looks up names need not wait for it.
    from pandas.errors import ParserError

    text = read_text(root, name, findings)
    if text is None:
        return ()
    header = next((line for line in text.split("\n") if line.strip(" ,;\t")), "")
    separator = max(",;\t", key=header.count)
    try:
        frame = _frame(text, separator)
    except (ParserError, csv.Error):
        quote = text[: text.rfind('"')].count("\n") + 1
        message = "A quotation mark opens a text that never ends; the last one stands on this line."
        findings.append(
            error("csv-broken", Place(name, quote), message, 'Close the text, or write "" for a mark.')
        )
        return ()
    heights = [1 + sum(str(cell).count("\n") for cell in row) for row in frame.itertuples(index=False)]
    lines = tuple(1 + sum(heights[:row]) for row in range(len(heights)))
    return (Grid(name, frame, lines, "." if separator == "," else ","),)


def _frame(text: str, separator: str) -> pd.DataFrame:
    import pandas as pd

    # pandas wants to know the longest row beforehand, or it drops what goes beyond the header.
    width = max((len(row) for row in csv.reader(io.StringIO(text), delimiter=separator)), default=1)
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
    """A row under its header: text by column name, and the grid it came from."""

    grid: Grid
    row: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def place(self, column: str | None = None) -> Place:
        """Return where the cell under a column name stands."""
        return self.grid.place(self.row, self.columns.get(column or ""))

    def exact(self, column: str) -> bool:
        """Tell whether the cell held a number and not a text."""
        return (self.row, self.columns[column]) in self.grid.exact
