"""Tables of an edition as its author writes them: columns of years, columns of other indicators, faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit, faults, line_of, only

from reportgen.findings import Place
from reportgen.model.edition import ColumnSpec, TableSpec
from reportgen.sources import load_edition

EDITION = "seeds/2031/edition.toml"
COLUMNS = 'columns = ["value", "share"]'
END = 'total = "loans.total"\n'
COLUMN = """
[[table.loans.column]]
head = { fi = "Aikuiset", sv = "Vuxna" }
indicators = ["loans.adults"]
"""


def table(root: Path) -> TableSpec:
    """Return the library's table."""
    return load_edition(root, 2031).edition.tables["loans"]


def test_a_year_is_a_column_of_its_values(mini: Path) -> None:
    """The years are told in order, however the columns stand."""
    edit(mini, EDITION, COLUMNS, 'columns = ["2031", "2030", "change"]')
    spec = table(mini)
    assert spec.columns == ("2031", "2030", "change")
    assert spec.years(2031) == (2030, 2031)
    assert spec.change_years(2031) == (2031, 2030)
    assert spec.is_wide


def test_a_change_is_told_between_the_last_two_years_shown(mini: Path) -> None:
    """A table that shows one year, or none, tells the change from the year before the edition's."""
    edit(mini, EDITION, COLUMNS, 'columns = ["2028", "2030", "change"]')
    assert table(mini).change_years(2031) == (2030, 2028)
    edit(mini, EDITION, '"2028", "2030", "change"', '"share", "change"')
    assert table(mini).change_years(2031) == (2031, 2030)


def test_rows_may_go_by_their_short_labels(mini: Path) -> None:
    assert table(mini).labels == "label"
    edit(mini, EDITION, COLUMNS, f'{COLUMNS}\nlabels = "short"')
    assert table(mini).labels == "short"


def test_a_column_of_other_indicators_stands_beside_the_rows(mini: Path) -> None:
    """Its year is the edition's unless it names one; an empty name is a cell that the source leaves empty."""
    more = f"{COLUMN}{END}\n{COLUMN.replace('loans.adults', '')}year = 2030\n"
    edit(mini, EDITION, END, END + more)
    first, second = table(mini).extra
    assert first == ColumnSpec(
        {"fi": "Aikuiset", "sv": "Vuxna"}, ("loans.adults",), "loans.total", 2031, first.place
    )
    assert first.place == Place(EDITION, line_of(mini, EDITION, "[[table.loans.column]]"))
    assert (second.indicators, second.total, second.year) == (("",), None, 2030)
    assert table(mini).named() == (
        "loans.children",
        "loans.share_children",
        "loans.total",
        "loans.adults",
        "loans.total",
    )


def test_columns_of_other_indicators_are_columns_enough(mini: Path) -> None:
    edit(mini, EDITION, f"{COLUMNS}\n", "")
    edit(mini, EDITION, END, END + COLUMN)
    assert table(mini).columns == ()
    assert table(mini).years(2031) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "remedy"),
    [
        (COLUMNS, 'columns = ["value", "203"]', "unknown-column", "columns", "a year such as '2031'"),
        (COLUMNS, 'columns = ["2030", "chnage"]', "unknown-column", "columns", "'change'"),
        (COLUMNS, 'columns = ["value", "2031"]', "column-twice", "columns", "Leave one of them out"),
        (COLUMNS, 'columns = ["previous", "2030"]', "column-twice", "columns", "Leave one of them out"),
        (COLUMNS, "columns = []", "missing-columns", "[table.loans]", "[[table.loans.column]]"),
        (f"{COLUMNS}\n", "", "missing-columns", "[table.loans]", "value, share, previous, change"),
        (COLUMNS, f'{COLUMNS}\nlabels = "shrot"', "unknown-value", "labels", "'short'"),
        (
            'header = { fi = "Lainaajat", sv = "Låntagare" }\n',
            "",
            "missing-key",
            "[table.loans]",
            'Add header = { fi = "…", sv',
        ),
        (END, END + COLUMN.replace("adults", "adluts"), "unknown-indicator", "adluts", "'loans.adults'"),
        (
            END,
            END + COLUMN.replace('"loans.adults"', '"loans.adults", ""'),
            "indicators-count",
            "indicators = [",
            "each row of table 'loans'",
        ),
        (END, f'{COLUMN}total = "loans.total"\n', "missing-total", 'total = "loans', "Add 'total'"),
        (END, f"{END}{COLUMN}yaer = 2030\n", "unknown-key", "yaer", "'year'"),
        (END, END + COLUMN.replace(', sv = "Vuxna"', ""), "missing-language", "head = {", 'sv = "…"'),
    ],
)
def test_a_fault_in_a_table_is_told_once_at_its_line(
    mini: Path, old: str, new: str, code: str, at: str, remedy: str
) -> None:
    """The remedy names what to write."""
    edit(mini, EDITION, old, new)
    fault = only(faults(mini, 2031))
    assert fault.code == code
    assert fault.place == Place(EDITION, line_of(mini, EDITION, at)), fault
    assert remedy in fault.remedy
