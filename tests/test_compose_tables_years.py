"""Tables of several years: heads, changes, units told once, marks on values and the notes under the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import edit
from narrating import document
from reporting import EDITION, noted, shelved

from reportgen.model.document import LineBreak, Table, plain

TEXT = "# Lainat\n\n::: table shelves\n:::\n"
SHORT = ('label = { fi = "lainaa", sv = "lån" }\n', 'short = { fi = "kpl", sv = "st." }\n')


def table(root: Path, lang: str = "fi") -> Table:
    """Return the table of shelves."""
    made = document(root, TEXT, lang)
    (found,) = (block for section in made.sections for block in section.blocks if isinstance(block, Table))
    return found


def heads(found: Table) -> list[str]:
    """Return the header as plain text."""
    return [plain(cell.children) for cell in found.header]


def row(found: Table, index: int) -> list[str]:
    """Return a row as plain text."""
    return [plain(cell.children).replace("\u00a0", " ") for cell in found.rows[index].cells]


def test_a_column_is_headed_by_its_year(mini: Path) -> None:
    """A value that does not exist says so, and only there."""
    found = table(shelved(mini, 8))
    assert heads(found) == ["Hylly", "2027", "2028", "2029", "2030", "2031"]
    assert row(found, 0) == ["Hylly 0", "3 027", "3 028", "3 029", "3 030", "3 031"]
    assert row(found, 6) == ["Hylly 6", "9 027", "9 028", "ei tietoa", "9 030", "9 031"]
    assert found.note == ()


@pytest.mark.parametrize(
    ("lang", "head", "gone"),
    [("fi", "Muutos 2029–2031", "ei tietoa"), ("sv", "Förändring 2029–2031", "saknas")],
)
def test_a_change_is_between_the_last_two_years_and_says_so(
    mini: Path, lang: str, head: str, gone: str
) -> None:
    """With two years in the table the word alone is clear."""
    shelved(mini, 8, columns=(2027, 2031, 2029, "change"))
    found = table(mini, lang)
    assert heads(found)[-1] == head
    assert (row(found, 0)[-1], row(found, 6)[-1]) == ("+2", gone)
    edit(mini, EDITION, '"2027", "2031", "2029"', '"2029", "2031"')
    assert heads(table(mini, lang))[-1] == head.split(" ")[0]


def test_no_change_is_told_over_a_break(mini: Path) -> None:
    shelved(mini, 3, columns=(2027, 2029, "change"))
    noted(mini, {(1, 2028): "B,Laskutapa muuttui.,Räknesättet ändrades."})
    assert row(table(mini), 1)[-1] == "ei vertailtavissa"
    assert row(table(mini, "sv"), 1)[-1] == "jämförs inte"
    assert row(table(mini), 2)[-1] == "+2"


def test_rows_may_go_by_short_labels(mini: Path) -> None:
    """A row without one keeps its label."""
    shelved(mini, 3, more='labels = "short"\ntotal = "loans.total"\n', columns=(2030, 2031))
    found = table(mini)
    assert [row(found, index)[0] for index in range(4)] == ["H0", "H1", "H2", "Lainat"]
    assert row(found, 3) == ["Lainat", "700", "1 000"]


def test_a_column_of_other_indicators_has_its_own_head_year_and_total(mini: Path) -> None:
    """An empty name is the sign for no data; a column without a total leaves that cell empty."""
    column = '\n[[table.shelves.column]]\nhead = {{ fi = "{0}", sv = "{0}" }}\nindicators = ["{1}", ""]\n{2}'
    totalled = column.format("A", "loans.children", 'total = "loans.adults"\n')
    early = column.format("B", "shelves.s01", "year = 2028\n")
    found = table(shelved(mini, 2, columns=(), more=f'total = "loans.total"\n{totalled}{early}'))
    assert heads(found) == ["Hylly", "A", "B"]
    assert [row(found, index) for index in range(3)] == [
        ["Hylly 0", "400", "4 028"],
        ["Hylly 1", "ei tietoa", "ei tietoa"],
        ["Lainat", "600", ""],
    ]


# ---------------------------------------------------------------- units


def test_a_unit_that_all_values_have_is_told_in_the_caption(mini: Path) -> None:
    """Numbers stand bare in their columns, a change with its sign only. No full stop follows a unit."""
    shelved(mini, 2, columns=(2030, 2031, "change"))
    edit(mini, "seeds/units.toml", SHORT[0], "".join(SHORT))
    assert plain(table(mini).caption) == "Taulukko 1. Lainat hyllyittäin, kpl"
    assert plain(table(mini, "sv").caption) == "Tabell 1. Lån enligt hylla, st."
    assert row(table(mini), 0) == ["Hylly 0", "3 030", "3 031", "+1"]


def test_units_that_differ_are_told_with_the_labels(mini: Path) -> None:
    """A percent sign stays with its number."""
    shelved(mini, 2, columns=(2030, 2031))
    edit(mini, "seeds/units.toml", SHORT[0], "".join(SHORT))
    edit(mini, EDITION, '"shelves.s01"]', '"shelves.s01", "loans.share_children"]')
    found = table(mini)
    assert plain(found.caption) == "Taulukko 1. Lainat hyllyittäin."
    assert [row(found, index) for index in (0, 2)] == [
        ["Hylly 0, kpl", "3 030", "3 031"],
        ["Lasten osuus", "ei tietoa", "40 %"],
    ]


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("status", "mark", "fi", "sv"),
    [
        ("B", "b", "katkos aikasarjassa.", "brott i tidsserien."),
        ("D", "d", "määritelmä poikkeaa.", "avvikande definition."),
        ("E", "e", "arvio.", "uppskattning."),
        ("P", "*", "ennakkotieto.", "preliminär uppgift."),
    ],
)
def test_a_value_with_a_status_bears_a_mark_and_its_note_stands_under_the_table(
    mini: Path, status: str, mark: str, fi: str, sv: str
) -> None:
    shelved(mini, 2)
    noted(mini, {(1, 2030): f"{status},Kirjattu myöhään.,Antecknat sent."})
    found = table(mini)
    assert row(found, 1)[4] == f"4 030 {mark}"
    assert row(found, 0)[4] == "3 030"
    assert plain(found.note).replace("\u00a0", " ") == f"{mark} = {fi} Hylly 1 2030: Kirjattu myöhään."
    told = plain(table(mini, "sv").note).replace("\u00a0", " ")
    assert told == f"{mark} = {sv} Hylla 1 2030: Antecknat sent."


def test_a_derived_value_is_marked_and_needs_no_note_of_its_own(mini: Path) -> None:
    """The loans a day are computed from the total."""
    shelved(mini, 1)
    edit(mini, EDITION, '"shelves.s00"]', '"shelves.s00", "loans.per_day"]')
    found = table(mini)
    assert row(found, 1)[4:] == ["2 c", "3 c"]
    assert plain(found.note).replace("\u00a0", " ") == "c = laskettu muista luvuista."


def test_a_mark_that_a_whole_column_bears_stands_at_its_head(mini: Path) -> None:
    """Once, and explained once; other marks stay with their values."""
    shelved(mini, 2, columns=(2030, 2031))
    noted(mini, {(0, 2030): "E,,", (1, 2030): "E,,", (1, 2031): "U,,"})
    found = table(mini)
    assert [head.replace("\u00a0", " ") for head in heads(found)] == ["Hylly", "2030 e", "2031"]
    assert [row(found, index)[1:] for index in (0, 1)] == [["3 030", "3 031"], ["4 030", "4 031 u"]]
    lines = "".join("\n" if isinstance(part, LineBreak) else plain((part,)) for part in found.note)
    assert lines.replace("\u00a0", " ") == "e = arvio.\nu = vahvistamaton tieto."


def test_a_break_matters_only_beside_earlier_years(mini: Path) -> None:
    shelved(mini, 2, columns=("value",))
    noted(mini, {(1, 2031): "B,Laskutapa muuttui.,Räknesättet ändrades."})
    assert row(table(mini), 1) == ["Hylly 1", "4 031"]
    edit(mini, EDITION, 'columns = ["value"]\nrows = ["sh', 'columns = ["previous", "value"]\nrows = ["sh')
    assert row(table(mini), 1) == ["Hylly 1", "4 030", "4 031 b"]


def test_a_note_is_told_once_for_all_its_years(mini: Path) -> None:
    told = "D,Vain aikuiset.,Bara vuxna."
    shelved(mini, 2)
    noted(mini, {(0, 2027): told, (0, 2028): told, (0, 2029): told, (1, 2028): told, (1, 2031): told})
    lines = plain(table(mini).note).replace("\u00a0", " ")
    assert lines == (
        "d = määritelmä poikkeaa. Hylly 0 2027–2029: Vain aikuiset. Hylly 1 2028, 2031: Vain aikuiset."
    )


def test_what_plain_values_are_said_as_well_explains_no_mark(mini: Path) -> None:
    """A new system is told of all values of its year; only the estimate is told of the marked one."""
    system, estimate = "Uusi järjestelmä.", "Luku on arvio."
    shelved(mini, 2)
    noted(mini, {(0, 2031): f",{system},Nytt system.", (1, 2031): f"E,{estimate} {system},Nytt system."})
    assert plain(table(mini).note).replace("\u00a0", " ") == f"e = arvio. Hylly 1 2031: {estimate}"
    assert plain(table(mini, "sv").note).replace("\u00a0", " ") == "e = uppskattning."


def test_remarks_follow_the_table_s_own_note_line_by_line(mini: Path) -> None:
    shelved(mini, 1, more='note = { fi = "Hyllyt ovat salissa.", sv = "Hyllorna står i salen." }\n')
    noted(mini, {(0, 2030): "U,Luku on kahdessa paikassa.,Talet står på två ställen."})
    assert plain(table(mini).note).replace("\u00a0", " ") == "Hyllyt ovat salissa. u = vahvistamaton tieto."


def test_a_row_of_several_areas_bears_the_colour_of_none(mini: Path) -> None:
    column = '\n[[table.shelves.column]]\nhead = { fi = "A", sv = "A" }\nindicators = ["shelves.s01"]\n'
    shelved(mini, 2, columns=(2030, 2031), more=column)
    edit(mini, EDITION, 'rows = ["shelves.s00", "shelves.s01"]', 'rows = ["shelves.s00"]')
    for name, label in (("area", "H0"), ("area", "H1")):
        old = f'short = {{ fi = "{label}", sv = "{label}" }}\n'
        area = "children" if label == "H0" else "hall"
        edit(mini, "seeds/indicators.toml", old, f'{old}{name} = "{area}"\n')
    unit = '\n[[organisation.unit]]\nid = "hall"\nname = { fi = "Sali", sv = "Sal" }\narea = "hall"\n'
    path = mini / "seeds/2031/organisation.toml"
    path.write_text(path.read_text(encoding="utf-8") + unit, encoding="utf-8")
    assert table(mini).rows[0].area is None
    edit(mini, "seeds/indicators.toml", 'area = "hall"', 'area = "children"')
    assert table(mini).rows[0].area == "children"
