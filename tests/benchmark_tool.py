"""Measures the whole tool on a large project: 5 000 indicators by 8 years, both languages.

    python tests/benchmark_tool.py [INDICATORS] [YEARS] [FORMAT]

The project is the small one of the tests with more indicators in twenty themes. Printed are the seconds of
``reportgen build`` in a process of its own, those its processor worked, its peak of memory in MiB, and the
sizes of what it wrote.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copytree
from time import perf_counter

from conftest import MINI, REPOSITORY, write

THEMES, LAST = 20, 2031


def project(root: Path, indicators: int, years: int) -> None:
    """Write the project: every indicator has a value in every year."""
    for name, text in MINI.items():
        write(root, name, text)
    copytree(REPOSITORY / "assets", root / "assets")
    catalogue = [MINI["seeds/indicators.toml"]]
    catalogue += [f'[theme.t{theme}]\nfi = "Aihe {theme}"\nsv = "Tema {theme}"\n' for theme in range(THEMES)]
    catalogue += [
        f'[indicator."t{number % THEMES}.i{number}"]\ntheme = "t{number % THEMES}"\nunit = "loan"\n'
        f'label = {{ fi = "Tunnusluku {number}", sv = "Nyckeltal {number}" }}\n'
        for number in range(indicators)
    ]
    write(root, "seeds/indicators.toml", "\n".join(catalogue))
    for year in range(LAST - years + 1, LAST + 1):
        name = f"seeds/{year}/figures.csv"
        head = MINI.get(name, "indicator,value,status,source,place,note_fi,note_sv\n")
        rows = (f"t{n % THEMES}.i{n},{n * 7 + year},,annual,s. {n % 90},,\n" for n in range(indicators))
        write(root, name, head + "".join(rows))


def main(indicators: int, years: int, kind: str) -> int:
    """Make the project, build it, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        project(root, indicators, years)
        command = [sys.executable, "-m", "reportgen", "build", "--format", kind, "-q"]
        started = perf_counter()
        done = subprocess.run(
            command, cwd=root, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, check=False
        )
        seconds = perf_counter() - started
        sizes = {
            path.name: path.stat().st_size for path in sorted(root.glob("output/**/*")) if path.is_file()
        }
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    sys.stdout.write(
        f"{indicators} indicators by {years} years, {kind}: {seconds:.1f} s"
        f" ({used.ru_utime + used.ru_stime:.1f} s of a processor), peak {used.ru_maxrss / 1024:.0f} MiB\n"
    )
    sys.stdout.writelines(f"    {name}  {size / 1e6:.1f} MB\n" for name, size in sizes.items())
    return done.returncode


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("5000", "8", "xlsx")[len(sys.argv) - 1 :]]
    sys.exit(main(int(asked[0]), int(asked[1]), asked[2]))
