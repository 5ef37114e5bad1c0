"""Recalculates a workbook by LibreOffice and compares every result with the one kept in the file.

    python tests/recalculate.py BOOK.xlsx…

LibreOffice trusts the results in a file unless it is told to calculate on loading (OOXMLRecalcMode = 0). The
exit code is 1 if a formula comes to something else than what is kept beside it, or if there are no formulas.
That it does calculate is shown first: a result falsified in a copy of the file has to be found.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from openpyxl import load_workbook

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""
"""The profile of an office that calculates every workbook anew ("always")."""


def recalculated(book: Path, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it after calculating."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    office = f"-env:UserInstallation={profile.parent.as_uri()}"
    command = ["soffice", "--headless", office, "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(folder), str(book)], check=True, capture_output=True)
    return folder / book.name


def differences(book: Path) -> tuple[int, list[str]]:
    """Return how many formulas there are, and which have other results after calculating."""
    with tempfile.TemporaryDirectory() as folder:
        there = load_workbook(recalculated(book, Path(folder)), data_only=True)
    formulas, kept = load_workbook(book), load_workbook(book, data_only=True)
    count, found = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                old, new = (each[sheet.title][cell.coordinate].value for each in (kept, there))
                if not same(old, new):
                    found.append(f"{sheet.title}!{cell.coordinate}: {old!r} is kept, {new!r} calculated")
    return count, found


def same(old: object, new: object) -> bool:
    """Whether two results are equal, numbers to the last digits of a double."""
    if isinstance(old, int | float) and isinstance(new, int | float):
        return math.isclose(old, new, rel_tol=1e-13, abs_tol=1e-9)
    return old == new


def is_found_out(book: Path) -> bool:
    """Whether a false result in a copy of a workbook is told as a difference, and nothing else is."""
    with tempfile.TemporaryDirectory() as folder:
        copy, spoilt = Path(folder) / book.name, 0
        with zipfile.ZipFile(book) as source, zipfile.ZipFile(copy, "w") as target:
            for name in source.namelist():
                part, count = source.read(name), 0
                if name.startswith("xl/worksheets/sheet") and not spoilt:
                    part, count = re.subn(rb"(</f><v>)\d[^<]*(</v>)", rb"\g<1>12345678\g<2>", part, count=1)
                spoilt += count
                target.writestr(name, part)
        return len(differences(copy)[1]) == spoilt == 1


def main(books: list[str]) -> int:
    """Recalculate each workbook; say what was found."""
    failed = not is_found_out(Path(books[0]))
    if failed:
        sys.stdout.write(f"{books[0]}: a falsified result was not found: nothing was recalculated\n")
    for book in books:
        count, found = differences(Path(book))
        sys.stdout.write(f"{book}: {count} formulas, {len(found)} results differ after recalculation\n")
        sys.stdout.writelines(f"    {line}\n" for line in found)
        failed = failed or bool(found) or not count
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
