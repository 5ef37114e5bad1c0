"""Measures how building grows with the pages: sections of text, figures and tables, 80, 320 and 1 280 pages.

    python tests/benchmark_pages.py [PAGES]… [--package FOLDER]

The project is the small one of the tests with a section a page in the layout ``report``: a paragraph, a list
and a table of five years. Printed are the seconds that the processor worked on
``reportgen build --format pdf --no-attachments`` in a process of its own, those for a page, and the peak of
memory in MiB. ``--package`` measures the program in another folder, to compare two states of it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree

from conftest import MINI, REPOSITORY, write
from reporting import EDITION, shelf, shelved

ROWS = 8
"""Rows of each table."""
MEASURED = """\
import resource, sys
from reportgen.cli import main
code = main(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_SELF)
sys.stderr.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
sys.exit(code)
"""
"""Runs a command and tells the seconds of its processor and its peak of memory."""
TEXT = """\
# Kaikki hyllyt

Kirjasto on auki joka päivä ja lainaa kirjoja kaikille asukkaille. Hyllyn kirjat ovat kaikkien luettavissa.

- Lainoja oli {{{{ "shelves.s00" | number }}}}.
- Kirjat palautetaan ajallaan.

::: table t{0}
:::
"""


def project(root: Path, pages: int) -> None:
    """Write the project: a cover and so many sections, each with a table of its own."""
    for name, text in MINI.items():
        write(root, name, text)
    copytree(REPOSITORY / "assets", root / "assets")
    shelved(root, ROWS)
    ids = ", ".join(f'"{shelf(number)}"' for number in range(ROWS))
    added = []
    for page in range(pages - 2):
        added.append(
            f'\n[[section]]\nid = "s{page}"\nlayout = "report"\nname = {{ fi = "Hylly", sv = "Hylla" }}\n'
            f'\n[table.t{page}]\ncaption = {{ fi = "Hylly {page}", sv = "Hylla {page}" }}\n'
            'header = { fi = "Hylly", sv = "Hylla" }\n'
            f'columns = ["2027", "2028", "2029", "2030", "2031"]\nrows = [{ids}]\n'
        )
        for lang in ("fi", "sv"):
            write(root, f"templates/{lang}/2031/s{page}.md", TEXT.format(page))
    edition = (root / EDITION).read_text(encoding="utf-8")
    write(root, EDITION, edition + "".join(added))


def measure(pages: int, package: Path) -> tuple[int, float, float]:
    """Build the project once: its pages, seconds of the processor, and MiB at the most."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project(root, pages)
        command = [
            sys.executable,
            "-c",
            MEASURED,
            "build",
            "--lang",
            "fi",
            "--format",
            "pdf",
            "--no-attachments",
            "--json",
            "-q",
        ]
        environment = os.environ | {"PYTHONPATH": str(package)}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr[:1000])
        seconds, peak = done.stderr.split()[-2:]
        return json.loads(done.stdout)["files"][0]["pages"], float(seconds), float(peak)


def main(words: list[str]) -> None:
    """Measure each number of pages that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=int, default=[80, 320, 1280])
    parser.add_argument("--package", type=Path, default=REPOSITORY)
    asked = parser.parse_args(words)
    for wanted in asked.pages:
        pages, seconds, peak = measure(wanted, asked.package)
        each = 1000 * seconds / pages
        sys.stdout.write(
            f"{pages} pages: {seconds:.1f} s of a processor, {each:.0f} ms a page, {peak:.0f} MiB\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
