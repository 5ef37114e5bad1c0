"""The reconciliation: live formulas that compare the figures with each other and with what is printed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from reportgen.model.edition import Edition
from reportgen.render.xlsx.audit import Audit
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.cells import Entry, digits, number_format
from reportgen.render.xlsx.checks import THEME, VALUE, Check, Side, criterion, is_writable, quoted
from reportgen.render.xlsx.entries import value_entry
from reportgen.render.xlsx.figures import DIGITS, Figure, Scope
from reportgen.render.xlsx.listing import listing
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.sheet import HEADER_ROW, Column, Sheet

Strings = Mapping[str, str]

_RESULT = "H"
_NONE = ".."
"""What a formula comes to where there is no number: neither a zero nor an error."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What tells one state of the data from another: rows, the sum of all values, a hash (`canonical`)."""

    rows: int
    total: Decimal
    sha256: str


def canonical(figures: Iterable[Figure]) -> Iterator[str]:
    r"""Yield the lines that the hash is made of: ``indicator;year;value;status\n``, in the order of the data.

    The value is the cell's, in plain decimal digits without zeros at its end, empty where it is missing. No
    name is among them, so that all languages have one hash.
    """
    for seen in figures:
        content = value_entry(seen).content
        value = "" if content is None or isinstance(content, str) else digits(content)
        yield f"{seen.indicator.id};{seen.year};{value};{seen.status.value}\n"


def seal(scope: Scope) -> Seal:
    """Return the seal of the flat data."""
    digest, count, total = hashlib.sha256(), 0, Decimal(0)
    for line in canonical(scope.figures):
        count += 1
        digest.update(line.encode("utf-8"))
        value = Decimal(line.split(";")[2] or 0)
        total += value if value.is_finite() else 0  # its own cell is refused
    return Seal(count, DIGITS.plus(total), digest.hexdigest())


def reconciliation_sheet(
    edition: Edition, lang: str, names: Names, checks: Sequence[Check], text: Strings
) -> Sheet:
    """Return the sheet: a check a row, its values by reference to the data, and the outcome in words."""
    return listing(
        "reconciliation",
        names.reconciliation,
        edition,
        lang,
        text,
        source=text["appendix.reconciliation_source_line"].format(sheet=names.data),
        unit=text["appendix.unit_line"],
        count=len(checks),
        columns=(
            Column(text["column.check"], 30, breaks=True),
            Column(text["column.meaning"], 37),
            Column(text["column.year"], 7, "header-number"),
            Column(text["column.expected"], 11, "header-number"),
            Column(text["column.calculated"], 11, "header-number"),
            Column(text["column.difference"], 8, "header-number"),
            Column(text["column.tolerance"], 8, "header-number"),
            Column(text["column.result"], 10),
            Column(text["column.shown"], 30),
        ),
        rows=tuple(_lines(checks, text)),
        notes=(text["appendix.reconciliation_note"].format(sheet=names.data),),
    )


def summary(names: Names, checks: Sequence[Check], text: Strings) -> Entry:
    """Return the cell that counts the checks that agree."""
    results = (
        f"{quoted(names.reconciliation)}!${_RESULT}${HEADER_ROW + 1}:${_RESULT}${HEADER_ROW + len(checks)}"
    )
    words = text["appendix.reconciliation_summary"]
    return Entry(
        f"{sum(check.agrees for check in checks)}/{len(checks)} {words}",
        "cover-value",
        formula=f'COUNTIF({results},"{text["check.ok"]}")&"/"&ROWS({results})&" {words}"',
    )


def control_total(found: Seal) -> Entry:
    """Return the cell that adds up all values of the data."""
    return Entry(found.total, "cover-number", number_format(2, found.total), formula=f"SUM({VALUE})")


def theme_checks(scope: Scope, lang: str, sheets: Mapping[str, Sheet]) -> Iterator[Check]:
    """Yield a check of each theme's sheet: all its values added up, against the theme's part of the data."""
    figures: dict[str, list[Figure]] = {theme: [] for theme in sheets}
    for seen in scope.figures:
        figures[seen.indicator.theme].append(seen)
    for theme, sheet in sheets.items():
        contents = [value_entry(seen).content for seen in figures[theme]]
        total = sum((one for one in contents if isinstance(one, Decimal) and one.is_finite()), Decimal(0))
        ranges = ",".join(_range(sheet, number) for number in sheet.values)
        label = scope.edition.catalogue.themes[theme].label[lang]
        yield Check(
            kind="theme",
            subject=theme,
            label=label,
            year=scope.edition.year,
            stated=Side(total, f"SUM({ranges})"),
            found=Side(total, f"SUMIFS({VALUE},{THEME},{criterion(label)})"),
            tolerance=Decimal(0),
            decimals=2,
        )


def _range(sheet: Sheet, number: int) -> str:
    """Return the cells of a column of a table that is in memory, without its header."""
    letter, count = get_column_letter(number), sum(1 for _ in sheet.rows)
    return f"{quoted(sheet.name)}!${letter}${HEADER_ROW + 1}:${letter}${HEADER_ROW + count}"


def previous_checks(audit: Audit, sheets: Iterable[Sheet], text: Strings) -> Iterator[Check]:
    """Yield a check of each change on the themes' sheets, against the year before as published then."""
    header = text["appendix.change"].format(base=audit.edition.year - 1, year=audit.edition.year)
    for sheet in sheets:
        headers = [column.header for column in sheet.columns]
        if header not in headers:
            continue
        change, code = headers.index(header), headers.index(text["column.id"])
        ranges = f"{_range(sheet, change + 1)},{_range(sheet, code + 1)}"
        for line in sheet.rows:
            told, id = line.cells[change].content, line.cells[code].content
            if isinstance(told, Decimal):
                found = audit.previous(str(id), told, f'AVERAGEIFS({ranges},"{id}")')
                if found is not None:
                    yield found


def _lines(checks: Sequence[Check], text: Strings) -> Iterator[Line]:
    seen: Counter[str] = Counter()
    for row, check in enumerate(checks, start=HEADER_ROW + 1):
        name = f"{check.kind}/{check.subject}/{check.year}"
        seen[name] += 1
        ending = f"/{seen[name]}" if seen[name] > 1 else ""
        last = row - HEADER_ROW == len(checks) or checks[row - HEADER_ROW].kind != check.kind
        yield Line(tuple(_cells(check, f"{name}{ending}", row, text)), last=last)


def _cells(check: Check, name: str, row: int, text: Strings) -> Iterator[Entry]:
    exact = check.decimals + (2 if "/" in (check.found.formula or "") else 0)
    yield Entry(name, "small")
    yield Entry(text[f"check.{check.kind}"].format(label=check.label), "small")
    yield Entry(check.year, "number", "0")
    yield _side(check.stated, check, check.decimals)
    yield _side(check.found, check, exact)
    yield Entry(
        check.difference if check.is_number else _NONE,
        "number",
        formula=f'IF(AND(ISNUMBER(D{row}),ISNUMBER(E{row})),ROUND(D{row}-E{row},{check.digits}),"{_NONE}")',
    )
    yield Entry(check.tolerance, "number")
    yield _result(check, row, text)
    yield Entry(check.where, "small")


def _side(side: Side, check: Check, decimals: int) -> Entry:
    value = None if side.value is None else DIGITS.plus(side.value)
    shown = number_format(max(0, decimals), value, percent=check.percent)
    formula = f'IFERROR({side.formula},"{_NONE}")' if side.formula else ""
    return Entry(value, "number", shown, formula=formula if is_writable(formula) else None)


def _result(check: Check, row: int, text: Strings) -> Entry:
    ok, differs, none = (text[f"check.{key}"] for key in ("ok", "differs", "no_number"))
    told = (ok if check.agrees else differs) if check.is_number else none
    formula = f'IF(ISNUMBER(F{row}),IF(ABS(F{row})<=G{row},"{ok}","{differs}"),"{none}")'
    return Entry(told, "strong", formula=formula)
