"""Tables of figures: from a grid of cells to records under known column names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportgen.findings import Finding, Place, did_you_mean, error, info
from reportgen.sources.advice import error_fault
from reportgen.sources.grid import HEAD_WITHIN, Fault, Grid, Record, known_names, read_csv
from reportgen.sources.text_file import character_fault

_SHOWN_CELLS = 5
"""A fault that many cells share names so many of them."""

_Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The row that names the columns: where it stands, its names in small letters, how many are known."""

    row: int
    names: _Row
    known: int


def read_tables(
    root: Path, name: str, columns: Sequence[str], findings: list[Finding], optional: Sequence[str] = ()
) -> tuple[Record, ...]:
    """Return the records of a CSV file or of a workbook's sheets, blank rows left out.

    ``columns`` are the column names a table must have, in any order, ``optional`` those it may have; the
    first identifies a row. In a workbook, a sheet that has none of the former is passed over with a remark,
    unless no sheet has any. So are a title above the head of a table and remarks below it.
    """
    before = len(findings)
    grids = _grids(root, name, (*columns, *optional), findings)
    heads = {grid: _head(grid, columns) for grid in grids}
    if not any(head.names for head in heads.values()):
        if len(findings) == before:
            remedy = f"Begin it with the columns {', '.join(columns)}."
            findings.append(error("table-empty", Place(name), "The table has no rows.", remedy))
        return ()
    tables = [grid for grid in grids if heads[grid].known] or grids[:1]
    for grid in grids:
        if grid not in tables:
            remedy = f"A sheet of figures begins with the columns {', '.join(columns)}."
            findings.append(info("sheet-passed-over", grid.place(0), "The sheet holds no figures.", remedy))
    return tuple(
        record for grid in tables for record in _records(grid, heads[grid], columns, optional, findings)
    )


def _grids(root: Path, name: str, columns: Sequence[str], findings: list[Finding]) -> tuple[Grid, ...]:
    if not name.endswith(".xlsx"):
        return read_csv(root, name, columns, findings)
    # openpyxl takes its time to load, and most projects have no workbook to read.
    from reportgen.sources.workbook import read_xlsx

    return read_xlsx(root, name, findings)


def _head(grid: Grid, columns: Sequence[str]) -> _Head:
    """Return the first of the rows that name the most columns, or the first that holds anything."""
    best = _Head(0, (), 0)
    for row, cells in enumerate(_rows(grid)):
        if row >= HEAD_WITHIN and best.names:
            break
        known = known_names(cells, columns)
        if any(cells) and (not best.names or known > max(best.known, 1)):
            best = _Head(row, tuple(cell.casefold() for cell in cells), known)
    return best


def _rows(grid: Grid) -> Iterator[_Row]:
    for row in grid.frame.itertuples(index=False):
        yield tuple(str(cell).strip() for cell in row)


def _records(
    grid: Grid, head: _Head, columns: Sequence[str], optional: Sequence[str], findings: list[Finding]
) -> Iterator[Record]:
    if not head.known:
        message = "No row names the columns of the table."
        remedy = f"Write a head above the figures: {', '.join(columns)}."
        findings.append(error("missing-column", grid.place(head.row), message, remedy))
        return
    key = columns[0]
    columns = (*columns, *(name for name in optional if name in head.names))
    rows = list(_rows(grid))
    faults = [*_rows_above(grid, rows[: head.row]), *_header_faults(grid, head.row, head.names, columns)]
    findings.extend(faults)
    if any(fault.code == "missing-column" for fault in faults):
        return
    positions = {name: head.names.index(name) for name in columns}
    body = range(head.row + 1, _end(rows, positions, key))
    findings.extend(_remarks_below(grid, rows, body.stop))
    used = {row: rows[row] for row in body if any(rows[row])}
    findings.extend(_hidden_faults(grid, used, positions))
    told: dict[Fault, list[tuple[int, int]]] = {}
    for row, cells in used.items():
        record = _record(grid, head, row, cells, positions, told, findings)
        if record is not None:
            yield record
    findings.extend(_shared_fault(grid, fault, at) for fault, at in told.items())


def _record(
    grid: Grid,
    head: _Head,
    row: int,
    cells: _Row,
    positions: Mapping[str, int],
    told: dict[Fault, list[tuple[int, int]]],
    findings: list[Finding],
) -> Record | None:
    """Return a row of the table, its faulty cells marked; None where its cells are not under their names."""
    if split := _split_decimal(grid, head, row, cells):
        findings.append(split)
        return None
    findings.extend(_lost_cells(grid, row, cells, head.names))
    faulty = set()
    for name, column in positions.items():
        if fault := _cell_fault(grid, row, column, cells[column]):
            told.setdefault(fault, []).append((row, column))
            faulty.add(name)
    texts = {name: cells[at] for name, at in positions.items()}
    return Record(grid, row, texts, positions, frozenset(faulty))


def _rows_above(grid: Grid, rows: list[_Row]) -> Iterator[Finding]:
    """Tell rows above the head: a title in one cell is passed over, anything else may be figures."""
    filled = [row for row, cells in enumerate(rows) if any(cells)]
    figures = next((row for row in filled if sum(map(bool, rows[row])) > 1), None)
    if figures is not None:
        message = "The row stands above the head of the table, where nothing is read."
        yield error("row-above-head", grid.place(figures), message, "Move it below the head, or delete it.")
    elif filled:
        message = f"'{next(filter(None, rows[filled[0]]))}' stands above the table and is not read."
        yield info("row-passed-over", grid.place(filled[0]), message, "Nothing, if it is a title.")


def _end(rows: list[_Row], positions: Mapping[str, int], key: str) -> int:
    """Return the number of the row after the table: below it stand remarks, each in one cell."""
    end = len(rows)
    others = {column for name, column in positions.items() if name != key}
    while end and (not any(rows[end - 1]) or _is_remark(rows[end - 1], others)):
        end -= 1
    return end


def _is_remark(cells: _Row, others: Collection[int]) -> bool:
    """Tell whether a row holds words alone, in one cell where no value could stand; names have no spaces."""
    filled = [column for column, cell in enumerate(cells) if cell]
    if len(filled) != 1 or filled[0] in others:
        return False
    return len(cells[filled[0]].split()) > 1 and any(map(str.isalpha, cells[filled[0]]))


def _remarks_below(grid: Grid, rows: list[_Row], end: int) -> Iterator[Finding]:
    below = [row for row in range(end, len(rows)) if any(rows[row])]
    if below:
        message = f"'{next(filter(None, rows[below[0]]))}' stands below the table and is not read."
        remedy = (
            "Nothing, if it is a remark on the whole table; what readers should know belongs in the notes."
        )
        yield info("row-passed-over", grid.place(below[0]), message, remedy)


def _header_faults(grid: Grid, row: int, header: _Row, columns: Sequence[str]) -> Iterator[Finding]:
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


def _hidden_faults(grid: Grid, rows: Mapping[int, _Row], positions: Mapping[str, int]) -> Iterator[Finding]:
    """Tell what of a table nobody sees who looks at the sheet: the sheet, or its columns and rows."""
    if grid.hidden.sheet:
        remedy = "Show it, check its figures, or delete it."
        yield error("sheet-hidden", grid.place(0), "The sheet is hidden and holds figures.", remedy)
        return
    for name, column in positions.items():
        if column in grid.hidden.columns and any(cells[column] for cells in rows.values()):
            message = f"The column '{name}' is hidden."
            yield error("column-hidden", grid.place(0, column), message, "Show it, check it, or empty it.")
    hidden = [row for row in rows if row in grid.hidden.rows]
    if hidden:
        message = f"Rows of the table cannot be seen: {listed(grid.lines[row] for row in hidden)}."
        remedy = (
            "Show what is hidden, folded or filtered away, check it, and delete what does not belong here."
        )
        yield error("row-hidden", grid.place(hidden[0]), message, remedy)


def _split_decimal(grid: Grid, head: _Head, row: int, cells: _Row) -> Finding | None:
    """Tell a decimal comma that was taken for the end of a cell: the row has a cell too many."""
    if grid.mark != "." or not grid.widths or grid.widths[row] <= grid.widths[head.row]:
        return None
    for whole, part in pairwise(cells):
        if _is_whole(whole.lstrip("+-\u2212")) and _is_whole(part):
            break
    else:
        return None
    counts = f"The row has {grid.widths[row]} cells, the head {grid.widths[head.row]}"
    message = f"{counts}: {whole},{part} was parted at its comma."
    remedy = f'Write {whole}.{part}, or put it in quotation marks: "{whole},{part}".'
    return error("cell-without-column", grid.place(row), message, remedy)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _lost_cells(grid: Grid, row: int, cells: _Row, header: _Row) -> Iterator[Finding]:
    for column, cell in enumerate(cells):
        if cell and not header[column]:
            remedy = "Put a text that holds the separator in quotation marks, or delete the extra cell."
            message = f"{cell!r} stands under no column name."
            yield error("cell-without-column", grid.place(row, column), message, remedy)


def _cell_fault(grid: Grid, row: int, column: int, cell: str) -> Fault | None:
    """Return why a cell cannot be used; characters of a CSV file have been told with the file."""
    fault = grid.faults.get((row, column)) or error_fault(cell)
    if fault is None and grid.sheet is not None and (odd := character_fault(cell)):
        return Fault(*odd)
    return fault


def _shared_fault(grid: Grid, fault: Fault, cells: Sequence[tuple[int, int]]) -> Finding:
    """Return one finding for all cells that have the same fault, at the first of them."""
    message = fault.message
    if len(cells) > 1 and fault.code != "cell-merged":
        message += f" So it is with {listed(grid.cell(*cell) for cell in cells[1:])}."
    return error(fault.code, grid.place(*cells[0]), message, fault.remedy)


def listed(names: Iterable[object]) -> str:
    """Return the first of some names, and how many there are beyond."""
    texts = [str(name) for name in names]
    rest = len(texts) - _SHOWN_CELLS
    return ", ".join(texts[:_SHOWN_CELLS]) + (f" and {rest} more" if rest > 0 else "")
