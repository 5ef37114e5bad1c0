"""Tables of figures: from a grid of cells to records under known column names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportgen.findings import Finding, Place, did_you_mean, error, info
from reportgen.sources.grid import Grid, Record, read_csv
from reportgen.sources.text_file import character_fault


def read_tables(
    root: Path, name: str, columns: Sequence[str], findings: list[Finding], optional: Sequence[str] = ()
) -> tuple[Record, ...]:
    """Return the records of a CSV file or of a workbook's sheets, blank rows left out.

    ``columns`` are the column names a table must have, in any order, ``optional`` those it may have. In a
    workbook, a sheet that has none of the former is passed over with a remark, unless no sheet has any.
    """
    before = len(findings)
    grids = _grids(root, name, findings)
    if not any(_header(grid)[1] for grid in grids) and len(findings) == before:
        remedy = f"Begin it with the columns {', '.join(columns)}."
        findings.append(error("table-empty", Place(name), "The table has no rows.", remedy))
        return ()
    tables = [grid for grid in grids if set(columns) & set(_header(grid)[1])] or grids[:1]
    for grid in grids:
        if grid not in tables:
            remedy = f"A sheet of figures begins with the columns {', '.join(columns)}."
            findings.append(info("sheet-passed-over", grid.place(0), "The sheet holds no figures.", remedy))
    return tuple(record for grid in tables for record in _records(grid, columns, optional, findings))


def _grids(root: Path, name: str, findings: list[Finding]) -> tuple[Grid, ...]:
    if not name.endswith(".xlsx"):
        return read_csv(root, name, findings)
    # openpyxl takes its time to load, and most projects have no workbook to read.
    from reportgen.sources.workbook import read_xlsx

    return read_xlsx(root, name, findings)


def _header(grid: Grid) -> tuple[int, tuple[str, ...]]:
    for row, cells in enumerate(_rows(grid)):
        if any(cells):
            return row, tuple(cell.casefold() for cell in cells)
    return 0, ()


def _rows(grid: Grid) -> Iterator[tuple[str, ...]]:
    for row in grid.frame.itertuples(index=False):
        yield tuple(str(cell).strip() for cell in row)


def _records(
    grid: Grid, columns: Sequence[str], optional: Sequence[str], findings: list[Finding]
) -> Iterator[Record]:
    first, header = _header(grid)
    columns = (*columns, *(name for name in optional if name in header))
    faults = list(_header_faults(grid, first, header, columns))
    findings.extend(faults)
    if any(fault.code == "missing-column" for fault in faults):
        return
    positions = {name: header.index(name) for name in columns}
    for row, cells in enumerate(_rows(grid)):
        if row <= first or not any(cells):
            continue
        record = Record(grid, row, {name: cells[at] for name, at in positions.items()}, positions)
        findings.extend(_cell_faults(record, cells, header))
        yield record


def _header_faults(
    grid: Grid, row: int, header: tuple[str, ...], columns: Sequence[str]
) -> Iterator[Finding]:
    unknown = [name for name in header if name and name not in columns]
    for name in columns:
        if name not in header:
            near = next((other for other in unknown if did_you_mean(other, [name])), None)
            unknown = [other for other in unknown if other != near]
            remedy = (
                f"Rename '{near}' to '{name}'." if near else f"Add it; all columns: {', '.join(columns)}."
            )
            place = grid.place(row, header.index(near) if near else None)
            yield error("missing-column", place, f"There is no column '{name}'.", remedy)
        elif header.count(name) > 1:
            place = grid.place(row, len(header) - 1 - header[::-1].index(name))
            yield error("column-twice", place, f"The column '{name}' stands twice.", "Delete one of them.")
    for name in unknown:
        remedy = f"Delete it, or rename it to one of: {', '.join(columns)}."
        yield error(
            "unknown-column",
            grid.place(row, header.index(name)),
            f"The column '{name}' is not known.",
            remedy,
        )


def _cell_faults(record: Record, cells: Iterable[str], header: tuple[str, ...]) -> Iterator[Finding]:
    for column, cell in enumerate(cells):
        place = record.grid.place(record.row, column)
        if cell and not header[column]:
            remedy = "Put a text that holds the separator in quotation marks, or delete the extra cell."
            yield error("cell-without-column", place, f"{cell!r} stands under no column name.", remedy)
        if record.grid.sheet is not None and (fault := character_fault(cell)):
            yield error(fault[0], place, fault[1], fault[2])
