"""Tables of an edition against the figures: years that nobody has, changes that cannot be told."""

from __future__ import annotations

from pathlib import Path

from conftest import edit, line_of
from reporting import EDITION, noted, shelved

from reportgen.findings import Finding, Place, Severity
from reportgen.sources import load_edition
from reportgen.validate import check_figures


def found(root: Path) -> tuple[Finding, ...]:
    """Return what is said about the tables of the library."""
    return tuple(
        each
        for each in check_figures(load_edition(root, 2031).edition)
        if each.place is not None and each.place.file == EDITION
    )


def test_years_that_some_row_has_a_value_for_are_fine(mini: Path) -> None:
    """Every seventh shelf lacks one: a gap is no fault."""
    assert found(shelved(mini, 8)) == ()


def test_a_year_that_no_row_has_a_value_for_is_an_error(mini: Path) -> None:
    """The years that there are stand in the remedy."""
    (fault,) = found(shelved(mini, 8, columns=(2026, 2031)))
    assert (fault.code, fault.severity) == ("unknown-table-year", Severity.ERROR)
    assert fault.place == Place(EDITION, line_of(mini, EDITION, "[table.shelves]"))
    assert "'shelves' has a column of 2026" in fault.message
    assert "2027, 2028, 2029, 2030, 2031" in fault.remedy


def test_a_column_of_other_indicators_without_a_value_is_an_error(mini: Path) -> None:
    """At the column itself, which has the wrong year."""
    column = '\n[[table.shelves.column]]\nhead = { fi = "Muut", sv = "Övriga" }\nyear = 2019\n'
    shelved(mini, 2, more=f'{column}indicators = ["shelves.s01", ""]\n')
    (fault,) = found(mini)
    assert fault.code == "unknown-table-year"
    assert fault.place == Place(EDITION, line_of(mini, EDITION, "[[table.shelves.column]]"))
    assert "2019" in fault.message


def test_a_change_over_a_break_is_told_as_a_remark(mini: Path) -> None:
    """Between the years that the table shows, not those next to the edition's."""
    shelved(mini, 3, columns=(2027, 2029, "change"))
    noted(mini, {(1, 2028): "B,Laskutapa muuttui.,Räknesättet ändrades."})
    (remark,) = found(mini)
    assert (remark.code, remark.severity) == ("not-comparable", Severity.INFO)
    assert "'shelves.s01' breaks in 2028" in remark.message
    edit(mini, EDITION, '["2027", "2029", "change"]', '["2028", "2029", "change"]')
    assert found(mini) == ()
