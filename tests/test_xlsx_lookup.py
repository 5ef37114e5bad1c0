"""Formulas find values by code and year: rows may be sorted, and what is missing never counts as zero."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook
from test_xlsx_reconciliation import kept, recalculated
from xlsx_builder import catalogue, edition, indicator, observation, printed, seen

from reportgen.model.edition import Edition
from reportgen.render.xlsx import render_xlsx
from reportgen.render.xlsx.checks import criterion
from reportgen.sources import load_edition
from reportgen.verify.workbook import verify_xlsx

REPOSITORY = Path(__file__).resolve().parent.parent


def shuffled(path: Path, name: str) -> None:
    """Put the rows of a sheet's table into another order, as sorting does."""
    book = load_workbook(path)
    sheet = book[name]
    (table,) = sheet.tables.values()
    _, *cells = sheet[table.ref]
    rows = [[cell.value for cell in row] for row in cells]
    Random(7).shuffle(rows)
    for row, values in zip(cells, rows, strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value
    book.save(path)


def outcomes(path: Path) -> dict[str, object]:
    """Return the recalculated result of every check by its name."""
    sheet, computed = load_workbook(path)["Täsmäytys"], recalculated(path)
    names = ((row, sheet[f"A{row}"].value) for row in range(8, sheet.max_row + 1))
    return {
        str(name): computed["TÄSMÄYTYS", f"H{row}"]
        for row, name in names
        if ("TÄSMÄYTYS", f"H{row}") in computed
    }


def test_sorting_the_data_and_a_theme_changes_no_outcome(tmp_path: Path) -> None:
    """All checks of the project still agree, and every other result is what it was."""
    path = tmp_path / "book.xlsx"
    render_xlsx(load_edition(REPOSITORY, 2024).edition, "fi", path, printed=printed("fi"))
    before = kept(path)
    for name in ("Aineisto", "Asiakaskohtaamiset"):
        shuffled(path, name)
    computed = recalculated(path)
    results = {cached for (_, cell), cached in before.items() if cell.startswith("H")}
    assert results == {"OK"}
    assert len(before) > 500
    for key, cached in before.items():
        found = computed[key]
        same = (
            found == cached if isinstance(found, str) else float(cached) == pytest.approx(float(str(found)))
        )
        assert same, (key, cached, found)


@pytest.mark.parametrize("content", [None, "paljon"])
def test_a_value_that_is_emptied_is_no_zero(content: str | None, tmp_path: Path) -> None:
    """Its own checks, and those of what it is a part of, say that there is no number."""
    path = tmp_path / "book.xlsx"
    render_xlsx(edition(), "fi", path)
    assert set(outcomes(path).values()) == {"OK"}
    book = load_workbook(path)
    (row,) = (
        row for row in book["Aineisto"].iter_rows(8) if (row[0].value, row[3].value) == ("staff.rescue", 2024)
    )
    row[4].value = content
    book.save(path)
    found = outcomes(path)
    assert found["derived/staff.total/2024"] == "Poikkeaa: ei lukua"
    assert found["theme/staff/2024"] == "Poikkeaa"


def test_a_row_that_is_deleted_is_missed(tmp_path: Path) -> None:
    """A lookup without a row is no zero either."""
    path = tmp_path / "book.xlsx"
    render_xlsx(edition(), "fi", path)
    book = load_workbook(path)
    for row in book["Aineisto"].iter_rows(8):
        if row[0].value == "staff.rescue":
            row[0].value = "staff.gone"
    book.save(path)
    assert outcomes(path)["derived/staff.total/2024"] == "Poikkeaa: ei lukua"


@pytest.mark.parametrize("label", ["=1+1", "<5", 'Tupla "lainaus"', "Mikä? *Ei mikään*"])
def test_a_theme_with_any_name_is_added_up(label: str, tmp_path: Path) -> None:
    """A name is a name, and no condition with an operator or a wildcard."""
    plain: Edition = edition()
    themes = dict(plain.catalogue.themes)
    themes["green"] = type(themes["green"])("green", {"fi": label, "sv": label})
    small = edition(catalogue=catalogue(indicator("green.more"), themes=themes))
    path = tmp_path / "book.xlsx"
    render_xlsx(seen(small, observation("green.more", 2024, "7")), "fi", path)
    assert verify_xlsx(path, seen(small, observation("green.more", 2024, "7")), "fi") == ()
    assert outcomes(path)["theme/green/2024"] == "OK"


def test_a_condition_disarms_operators_and_wildcards() -> None:
    """Office reads ~ as the mark that takes a character as it is."""
    assert criterion("Talous") == '"Talous"'
    assert criterion("a*b?~") == '"a~*b~?~~"'
    assert criterion('>"5"') == '"=>""5"""'
