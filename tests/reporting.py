"""A report to test with: the library's loans of five years, by shelf, in tables longer than a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from conftest import edit, write

EDITION = "seeds/2031/edition.toml"
YEARS = (2027, 2028, 2029, 2030, 2031)
SHELVES = 80
LONG = "Lyhytaikaisten yölainojen itsepalautusautomaatin hyllymetrit"
"""A name of sixty letters."""
HEADER = "indicator,value,decimals,status,source,place,note_fi,note_sv"


def shelf(number: int) -> str:
    """Return the indicator of a shelf."""
    return f"shelves.s{number:02}"


def shelved(root: Path, count: int = SHELVES, columns: Iterable[object] = YEARS, more: str = "") -> Path:
    """Give the library shelves, every seventh of which has no value for 2029, and a table of them.

    ``more`` is added to the table. The section on loans becomes a report that holds it.
    """
    known = (root / "seeds/indicators.toml").read_text(encoding="utf-8")
    added = "".join(_indicator(number) for number in range(count))
    write(root, "seeds/indicators.toml", known + added)
    for year in YEARS:
        file = root / f"seeds/{year}/figures.csv"
        old = file.read_text(encoding="utf-8").split("\n", 1)[1] if file.exists() else ""
        kept = [_widened(line) for line in old.replace('"Myös\nkouluille"', "Myös").split("\n") if line]
        rows = [_figure(number, year) for number in range(count)]
        write(root, f"seeds/{year}/figures.csv", "\n".join([HEADER, *kept, *rows]) + "\n")
    ids = ", ".join(f'"{shelf(number)}"' for number in range(count))
    kinds = ", ".join(f'"{column}"' for column in columns)
    table = (
        '\n[table.shelves]\ncaption = { fi = "Lainat hyllyittäin", sv = "Lån enligt hylla" }\n'
        f'header = {{ fi = "Hylly", sv = "Hylla" }}\ncolumns = [{kinds}]\nrows = [{ids}]\n{more}'
    )
    text = (root / EDITION).read_text(encoding="utf-8")
    write(root, EDITION, text + table)
    edit(root, EDITION, 'layout = "staff"', 'layout = "report"')
    for lang, (title, heading) in _TEXTS.items():
        path = f"templates/{lang}/2031/loans.md"
        write(root, path, f"# {title}\n\n## {heading}\n\n::: table shelves\n:::\n")
    return root


def noted(root: Path, notes: Mapping[tuple[int, int], str]) -> None:
    """Give values of shelves, by shelf and year, another status and note: ``B,Laskutapa muuttui.,``."""
    for (number, year), told in notes.items():
        line = _figure(number, year)
        status, note = told.split(",", 1)
        ends = f",,{status},annual,s. 4,{note}"
        edit(root, f"seeds/{year}/figures.csv", line + "\n", line.replace(",,,annual,s. 4,,", ends) + "\n")


_TEXTS = {"fi": ("Lainat hyllyittäin", "Kaikki hyllyt"), "sv": ("Lån per hylla", "Alla hyllor")}


def _indicator(number: int) -> str:
    name = LONG if number == 3 else f"Hylly {number}"
    return (
        f'\n[indicator."{shelf(number)}"]\ntheme = "loans"\nunit = "loan"\n'
        f'label = {{ fi = "{name}", sv = "{name.replace("Hylly", "Hylla")}" }}\n'
        f'short = {{ fi = "H{number}", sv = "H{number}" }}\n'
    )


def _figure(number: int, year: int) -> str:
    missing = number % 7 == 6 and year == 2029
    value = "" if missing else 1000 * (number + 1) + year
    return f"{shelf(number)},{value},,{'O' if missing else ''},annual,s. 4,,"


def _widened(line: str) -> str:
    """Return a line of a file without decimals as one of a file with them."""
    first, value, rest = line.split(",", 2)
    return line if line.startswith("indicator,") else f"{first},{value},,{rest}"
