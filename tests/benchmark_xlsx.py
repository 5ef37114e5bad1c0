"""Measures the sheet writer against the write-only mode of openpyxl, each in a process of its own.

    python tests/benchmark_xlsx.py [ROWS] [YEARS]

Both write the same cells (id, label and unit, then a value a year) with the same styles to one sheet.
Printed are seconds and the peak of memory in MiB that writing took beyond what the imports hold. With more
than 1.5 times the other's time or 120 MiB the exit code is 1.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from time import perf_counter

MOST_TIMES, MOST_MIB = 1.5, 120.0
STAMP = datetime(2025, 3, 31)  # noqa: DTZ001


@dataclass(frozen=True)
class Rows:
    """Rows made anew each time they are gone through."""

    count: int
    years: int

    def __iter__(self) -> Iterator[tuple[str, str, str, tuple[Decimal, ...]]]:
        """Yield id, label, unit and values."""
        for row in range(self.count):
            values = tuple(Decimal(row * 7 + year).scaleb(-1) for year in range(self.years))
            yield f"theme.indicator_{row}", f"Tunnusluku numero {row}", "käyntiä", values


def ours(rows: Rows, path: Path) -> None:
    """Write a sheet of the appendix."""
    from openpyxl import Workbook

    from reportgen.render.xlsx.body import Line
    from reportgen.render.xlsx.cells import Entry
    from reportgen.render.xlsx.look import Look
    from reportgen.render.xlsx.package import package
    from reportgen.render.xlsx.sheet import Book, Column, Sheet, add_sheet

    class Lines:
        def __iter__(self) -> Iterator[Line]:
            for id, label, unit, values in rows:
                texts = (Entry(id, "small"), Entry(label), Entry(unit, "small"))
                yield Line((*texts, *(Entry(value, "number", "#,##0.0") for value in values)))

    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    book = Book(workbook, Look(None), ("Koe", "Sivu"))
    columns = (
        Column("Tunnus", 30),
        Column("Nimi", 30),
        Column("Yksikkö", 12),
        *(Column(str(2000 + year), 12, "header-number") for year in range(rows.years)),
    )
    sheet = Sheet("data", "Aineisto", "Aineisto", "Koe", ("", "", ""), columns, Lines())
    add_sheet(book, sheet, ())
    assert not book.findings
    path.write_bytes(package(book, STAMP))


def theirs(rows: Rows, path: Path) -> None:
    """Write the same cells by openpyxl's write-only mode."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Aineisto")
    font, right = Font(name="Arial", size=10), Alignment(horizontal="right")
    for id, label, unit, values in rows:
        line = []
        contents: tuple[str | Decimal, ...] = (id, label, unit, *values)
        for content in contents:
            cell = WriteOnlyCell(sheet, content)  # type: ignore[arg-type]  # it takes decimals
            cell.font = font
            if not isinstance(content, str):
                cell.alignment, cell.number_format = right, "#,##0.0"
            line.append(cell)
        sheet.append(line)
    workbook.save(path)


def measure(name: str, rows: Rows) -> None:
    """Run one writer and print seconds and MiB."""
    import openpyxl  # noqa: F401

    import reportgen.render.xlsx  # noqa: F401

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        {"ours": ours, "theirs": theirs}[name](rows, Path(folder) / "book.xlsx")
        seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(f"{seconds:.2f} {peak / 1024:.0f} {(peak - before) / 1024:.0f}\n")


def main(rows: int = 100_000, years: int = 8) -> int:
    """Measure both and compare."""
    found = {}
    for name in ("theirs", "ours"):
        command = [sys.executable, __file__, name, str(rows), str(years)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[name] = [float(number) for number in done.stdout.split()]
        seconds, peak, more = found[name]
        sys.stdout.write(f"{name}: {seconds:.1f} s, peak {peak:.0f} MiB ({more:.0f} MiB for writing)\n")
    times = found["ours"][0] / found["theirs"][0]
    sys.stdout.write(f"{times:.2f} times openpyxl's write-only mode for {rows} rows by {years} years\n")
    return int(times > MOST_TIMES or found["ours"][1] > MOST_MIB)


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and words[0] in ("ours", "theirs"):
        measure(words[0], Rows(int(words[1]), int(words[2])))
    else:
        sys.exit(main(*(int(word) for word in words)))
