#!/usr/bin/env bash
# openpyxl 3.1.5 with lxml 6.1.3: where the last part of a sheet does not fit on the disk, saving succeeds all the same.
#
# Guess before looking: `Workbook.save` raises OSError (no space, file too large) as every write in Python does.
# Seen: openpyxl streams each sheet through lxml.etree.xmlfile into a temporary file. What fails while cells are written
# raises lxml.etree.SerialisationError, which is no OSError; but what lxml still holds when it closes the file is lost
# without a word. `save` returns, the .xlsx is a whole ZIP file, and the XML of the sheet in it ends in the middle.
# Without lxml installed the same save raises OSError. A book made on a nearly full disk must be opened again before it
# is called finished.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install openpyxl==3.1.5 lxml==6.1.3
cat >"$work/save.py" <<'PYTHON'
import io
import os
import resource
import signal
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

from openpyxl import Workbook

tempfile.tempdir = sys.argv[1]
book = Workbook()
for number in range(60):
    book.active.append([number, number * 7, "text"])
# A limit on the size of a file stands for the full disk; the file itself is made in memory.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))
target = io.BytesIO()
try:
    book.save(target)
except OSError as fault:
    print(f"save raised OSError: {os.strerror(fault.errno)}")
    sys.exit()
sheet = zipfile.ZipFile(target).read("xl/worksheets/sheet1.xml")
try:
    ElementTree.fromstring(sheet)
    print("save returned, the sheet is whole")
except ElementTree.ParseError:
    print("save returned, the sheet is cut off")
PYTHON
with=$("$work/venv/bin/python" "$work/save.py" "$work" 2>/dev/null | tail -n 1)
"$work/venv/bin/pip" -q --disable-pip-version-check uninstall -y lxml
without=$("$work/venv/bin/python" "$work/save.py" "$work" 2>/dev/null | tail -n 1)
printf 'with lxml: %s\nwithout:   %s\n' "$with" "$without"
[ "$with" = "save returned, the sheet is cut off" ] || { echo "openpyxl with lxml no longer does this" >&2; exit 1; }
case "$without" in "save raised OSError"*) ;; *) echo "openpyxl without lxml no longer raises" >&2; exit 1 ;; esac
