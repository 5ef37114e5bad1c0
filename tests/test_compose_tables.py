"""Tables: header cells, rows, totals, missing values and a caption with its number."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import edit, write
from narrating import cited, document, loans

from reportgen.model.document import Document, Table, plain

EDITION = "seeds/2031/edition.toml"
TEXT = "# Lainat\n\n::: table loans\n:::\n"


def tables(made: Document) -> list[Table]:
    """Return the tables of a document."""
    return [block for section in made.sections for block in section.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    """Return header and rows as plain text."""
    rows = [table.header, *(row.cells for row in table.rows)]
    return [[plain(cell.children).replace("\u00a0", " ") for cell in row] for row in rows]


def only_table(root: Path, lang: str = "fi") -> Table:
    """Return the library's table."""
    (table,) = tables(document(root, TEXT, lang))
    return table


def test_a_row_has_a_label_and_a_cell_for_each_column(mini: Path) -> None:
    """A cell knows its value and cites it; the label is no value."""
    table = only_table(mini)
    assert cells(table) == [
        ["Lainaajat", "Lukumäärä", "Osuus"],
        ["Lasten lainat", "400", "40 %"],
        ["Lainat", "1 000", ""],
    ]
    children, share = table.rows[0].cells[1:]
    assert (children.value, share.value) == (Decimal(400), Decimal(40))
    assert len(cited(children.children)) == len(cited(share.children)) == 1
    assert table.rows[0].cells[0].value is None
    assert [row.indicator for row in table.rows] == ["loans.children", "loans.total"]
    assert [row.total for row in table.rows] == [False, True]


def test_a_table_that_sums_to_its_total_is_headed_by_its_theme(mini: Path) -> None:
    """All parts and no others: then the column is what the theme says, and the last row is the whole."""
    edit(mini, EDITION, 'rows = [\n    "loans.children",\n]', 'rows = ["loans.adults", "loans.children"]')
    edit(mini, EDITION, 'shares = ["loans.share_children"]\n', "")
    edit(mini, EDITION, 'columns = ["value", "share"]', 'columns = ["value"]')
    assert cells(only_table(mini)) == [
        ["Lainaajat", "Lainaus"],
        ["Aikuisten lainat", "600"],
        ["Lasten lainat", "400"],
        ["Yhteensä", "1 000"],
    ]
    assert cells(only_table(mini, "sv"))[0] == ["Låntagare", "Utlåning"]
    assert cells(only_table(mini, "sv"))[3] == ["Totalt", "1 000"]


def test_columns_of_two_years_are_headed_by_the_years(mini: Path) -> None:
    """The change has its sign and cites both years; a missing value says so and cites nothing."""
    edit(mini, EDITION, 'columns = ["value", "share"]', 'columns = ["previous", "value", "change"]')
    edit(mini, EDITION, 'shares = ["loans.share_children"]\n', "")
    made = document(mini, TEXT)
    (table,) = tables(made)
    assert cells(table) == [
        ["Lainaajat", "2030", "2031", "Muutos"],
        ["Lasten lainat", "ei tietoa", "400", "ei tietoa"],
        ["Lainat", "700", "1 000", "+300"],
    ]
    assert [(c.year, c.base_year, c.form) for c in made.citations] == [
        (2031, None, "number"),
        (2030, None, "number"),
        (2031, None, "number"),
        (2031, 2030, "change number signed"),
    ]
    assert table.rows[0].cells[1].value is None
    assert table.rows[1].cells[3].value == Decimal(300)


def test_a_unit_stands_in_the_cell_where_it_has_a_short_form(mini: Path) -> None:
    """Days and people among visits, say."""
    edit(mini, "seeds/units.toml", 'label = { fi = "lainaa", sv = "lån" }\n', SHORT)
    assert cells(only_table(mini))[1][1] == "400 kpl"
    assert cells(only_table(mini, "sv"))[1][1] == "400 st."


SHORT = 'label = { fi = "lainaa", sv = "lån" }\nshort = { fi = "kpl", sv = "st." }\n'


def test_captions_are_numbered_through_the_document_with_their_dates_written_out(mini: Path) -> None:
    """The cover's table comes first."""
    write(mini, "templates/fi/2031/cover.md", "# Kansi\n\n::: table loans\n:::\n")
    made = document(mini, TEXT)
    assert [plain(table.caption) for table in tables(made)] == [
        "Taulukko 1. Lainat 31.12.2031.",
        "Taulukko 2. Lainat 31.12.2031.",
    ]
    assert len({citation.path for citation in made.citations}) == len(made.citations)


@pytest.mark.parametrize(("lang", "note"), [("fi", "Vuodet 2030–2032"), ("sv", "Åren 2030–2032")])
def test_a_note_may_name_a_period(mini: Path, lang: str, note: str) -> None:
    """Dates in captions and notes are those of the edition."""
    edit(mini, EDITION, 'total = "loans.total"\n', NOTE)
    assert plain(only_table(mini, lang).note) == note


NOTE = 'total = "loans.total"\nnote = { fi = "Vuodet {plan}", sv = "Åren {plan}" }\n'


def test_a_row_bears_the_area_of_its_indicator_else_of_the_table(mini: Path) -> None:
    """A total bears none."""
    unit = '\n[[organisation.unit]]\nid = "hall"\nname = { fi = "Sali", sv = "Sal" }\narea = "hall"\n'
    path = mini / "seeds/2031/organisation.toml"
    write(mini, "seeds/2031/organisation.toml", path.read_text(encoding="utf-8") + unit)
    edit(mini, EDITION, 'total = "loans.total"\n', 'total = "loans.total"\narea = "hall"\n')
    table = only_table(mini)
    assert table.area == "hall"
    assert [row.area for row in table.rows] == ["hall", None]
    label = 'label = { fi = "Lasten lainat"'
    edit(mini, "seeds/indicators.toml", label, f'area = "children"\n{label}')
    assert [row.area for row in only_table(mini).rows] == ["children", None]


def test_a_table_without_total_ends_with_its_rows(mini: Path) -> None:
    """And without a note it has none."""
    edit(mini, EDITION, 'total = "loans.total"\n', "")
    table = only_table(mini)
    assert [row.indicator for row in table.rows] == ["loans.children"]
    assert table.note == ()
    assert loans(document(mini, TEXT).sections).title.level == 2
