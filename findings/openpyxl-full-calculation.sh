#!/usr/bin/env bash
# openpyxl 3.1.5: a workbook that does not ask for a recalculation is read as if it did, and asks for one when saved.
#
# Guess before looking: `calculation.fullCalcOnLoad` of a loaded book is what the file says; where `<calcPr>` has no
# such attribute, the schema's default, false (ECMA-376-1, 18.2.2).
# Seen: it is True, because the class fills an absent attribute with the default of its constructor. Whoever reads
# results of formulas and refuses books that must be recalculated would refuse every one; whoever loads and saves a
# book makes Excel recalculate it, and ask to save it when it is closed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install openpyxl==3.1.5
"$work/venv/bin/python" - "$work" <<'PYTHON'
import re
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook

folder = Path(sys.argv[1])
Workbook().save(folder / "made.xlsx")
# The same book as a program writes it that has calculated everything: calcPr without the attribute.
with zipfile.ZipFile(folder / "made.xlsx") as made, zipfile.ZipFile(folder / "plain.xlsx", "w") as plain:
    for name in made.namelist():
        data = made.read(name)
        if name == "xl/workbook.xml":
            data = re.sub(rb"<calcPr [^>]*/>", b'<calcPr calcId="191029"/>', data)
            assert b'<calcPr calcId="191029"/>' in data
        plain.writestr(name, data)
book = load_workbook(folder / "plain.xlsx")
read = book.calculation.fullCalcOnLoad
book.save(folder / "again.xlsx")
with zipfile.ZipFile(folder / "again.xlsx") as again:
    saved = re.search(rb"<calcPr [^>]*/>", again.read("xl/workbook.xml"))[0].decode()
print("read as:", read)
print("saved as:", saved)
if read is not True or 'fullCalcOnLoad="1"' not in saved:
    sys.exit("openpyxl no longer does what is described here")
PYTHON
