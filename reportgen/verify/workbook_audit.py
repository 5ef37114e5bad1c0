"""Judges what a workbook says of itself: the outcome of its checks, the results of its formulas, its seal."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Context, InvalidOperation

from reportgen.locales import strings
from reportgen.verify.workbook_file import CellPart, SheetPart, WorkbookPart, column_letters

_LOOKUP = re.compile(r'IFERROR\(AVERAGEIFS\(data_value,data_id,"([^"]+)",data_year,(\d+)\),"[^"]*"\)')
_SEAL = re.compile(r"[0-9a-f]{64}")
_OUTCOME = re.compile(r"H(\d+)")  # the cells in which a check says what it comes to
_DIGITS = Context(prec=15)  # what a spreadsheet keeps of a number
_EMPTY = CellPart("n", "", "", False)

Problem = tuple[str, str | None, str | None, str]
"""Code, sheet, cell and message of a finding to be."""

_TOLD = frozenset({"parts", "share", "derived"})
"""Checks of data against data: `reportgen.validate` has judged those, and knows which are owned up to."""


def audit(book: WorkbookPart, lang: str) -> Iterator[Problem]:
    """Yield what does not hold: a printed figure, a theme's sheet or a formula's result that differs."""
    found = next((s for s in book.sheets for table in s.tables if table.name == "reconciliation"), None)
    data = next((s for s in book.sheets for table in s.tables if table.name == "data"), None)
    if found is None or data is None:
        yield "workbook-check", None, None, "There is no table 'reconciliation'."
        return
    rows = list(_rows(data, lang))
    yield from _outcomes(found, {(id, year): value for id, year, value, _ in rows}, lang)
    yield from _seal(book.sheets[0], rows)


def _outcomes(sheet: SheetPart, values: Mapping[tuple[str, str], str], lang: str) -> Iterator[Problem]:
    ok = strings(lang)["check.ok"]
    count = 0
    for name, cell in sheet.cells.items():
        if cell.formula and (source := _LOOKUP.fullmatch(cell.formula)):
            value = values.get((source[1], source[2]), "")
            # A workbook saved again by a program that does not calculate has formulas without results.
            if cell.text and not _same(cell.text, value):
                yield "workbook-formula", sheet.name, name, f"{cell.formula} is {value}, not {cell.text}."
        if cell.formula and (outcome := _OUTCOME.fullmatch(name)):
            count += 1
            subject = sheet.cells.get(f"A{outcome[1]}", _EMPTY).text
            if cell.text and cell.text != ok and subject.split("/")[0] not in _TOLD:
                yield "workbook-check", sheet.name, name, f"The check {subject} says: {cell.text}."
    if not count:
        yield "workbook-check", sheet.name, None, "There are no checks."


def _rows(data: SheetPart, lang: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield indicator, year, value and status of every row of the data, as they stand there."""
    text = strings(lang)
    (table,) = (table for table in data.tables if table.name == "data")
    wanted = (text[f"column.{key}"] for key in ("id", "year", "value", "status"))
    letters = [column_letters(table.columns.index(header) + 1) for header in wanted]
    first, last = (int(re.sub(r"\D", "", corner)) for corner in table.reference.split(":"))
    for row in range(first + 1, last + 1):
        id, year, value, status = (data.cells.get(f"{letter}{row}", _EMPTY).text for letter in letters)
        yield id, year, value, status


def _seal(cover: SheetPart, rows: Sequence[tuple[str, str, str, str]]) -> Iterator[Problem]:
    """Yield a problem unless the hash on the cover is that of the data's rows."""
    digest = hashlib.sha256()
    for id, year, value, status in rows:
        digest.update(f"{id};{year};{_plain(value)};{status}\n".encode())
    told = [(name, cell.text) for name, cell in cover.cells.items() if _SEAL.fullmatch(cell.text)]
    if [seal for _, seal in told] != [digest.hexdigest()]:
        message = f"The data's SHA-256 is {digest.hexdigest()}, not the cover's."
        yield "workbook-seal", cover.name, told[0][0] if told else None, message


def _plain(value: str) -> str:
    """Return a number as the hash takes it; after saving, a program may print a double with other digits."""
    try:
        return f"{_DIGITS.create_decimal(value).normalize():f}" if value else ""
    except InvalidOperation:
        return value


def _same(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return one == other
