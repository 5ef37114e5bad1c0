"""The edition 2021: every number of the report's seven tables is printed in a table, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pytest
from brochures import LANGUAGES, document_of
from conftest import REPOSITORY

from reportgen.locales import number
from reportgen.model.citation import Citation
from reportgen.model.document import Cited, Document, Table, plain
from reportgen.model.edition import Edition
from reportgen.model.indicator import Observation
from reportgen.model.walk import walk
from reportgen.sources import load_edition

YEAR, REPORT = 2021, "ar2021_fi"

CELLS = {1: 8, 2: 20, 3: 24, 4: 25, 5: 48, 6: 11, 7: 394}
"""Numeric cells of each table of the report, counted in the document."""

EMPTY = {1: 0, 2: 0, 3: 0, 4: 2, 5: 0, 6: 1, 7: 21}
"""Cells of each table of the report that have no number."""

TABLES: Mapping[int, tuple[str, ...]] = {
    1: ("staff_count",),
    2: ("staff",),
    3: ("posts",),
    4: ("shortage",),
    5: ("training",),
    6: ("gross",),
    7: (
        "families", "income_support", "disability", "substance", "elderly", "other_social",
        "primary", "outpatient", "inpatient", "specialised", "hus",
    ),
}  # fmt: skip
"""The tables of the edition that hold the cells of each table of the report."""

TOLD_IN_WORDS = {"expense", "revenue"}
"""Tables of budget lines, which the report tells in its text."""

BREAKS = {
    "families.child_welfare_clients",
    "home_care.purchased",
    "primary.nurse_calls",
    "primary.nurse_visits",
}
"""What 2021 counts otherwise than 2020."""


@dataclass(frozen=True)
class Made:
    """The edition's publications in both languages."""

    edition: Edition
    documents: Mapping[str, Document]

    def document(self, lang: str) -> Document:
        """The publication in a language."""
        return self.documents[lang]

    def tables(self, lang: str) -> Mapping[str, Table]:
        """The tables of the publication, by id in their order."""
        blocks = (block for section in self.document(lang).sections for block in walk(section.blocks))
        return {block.id: block for block in blocks if isinstance(block, Table)}

    def values(self, id: str, lang: str) -> Iterator[tuple[Citation, Decimal | None, str]]:
        """Yield the values of a table, changes left out: what is cited, the number itself, and as printed."""
        document = self.document(lang)
        for row in self.tables(lang)[id].rows:
            for cell in row.cells:
                for node in cell.children:
                    if isinstance(node, Cited) and document.citations[node.citation].base_year is None:
                        yield document.citations[node.citation], cell.value, node.number

    def cells(self, table: int) -> list[Observation]:
        """The numbers that a table of the report holds; a place names its table, or both of two."""
        told = (one for one in self.edition.observations.values() if one.source == REPORT)
        named = re.compile(rf"(?:^|, )taulukko {table},", re.IGNORECASE)
        return [one for one in told if one.value is not None and named.search(one.source_place)]


@pytest.fixture(scope="module")
def made() -> Made:
    """Return the edition."""
    edition = load_edition(REPOSITORY, YEAR).edition
    return Made(edition, {lang: document_of(REPOSITORY, edition, lang) for lang in LANGUAGES})


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_numeric_cell_of_the_report_is_printed_in_its_table(made: Made, table: int, lang: str) -> None:
    """Indicator, year and number agree, and the number looks as the language prints it."""
    printed = {
        (citation.indicator, citation.year): (value, shown)
        for id in TABLES[table]
        for citation, value, shown in made.values(id, lang)
    }
    wanted = {
        (one.indicator, one.year): (
            one.value,
            number(one.value or Decimal(0), made.edition.catalogue.indicators[one.indicator].decimals, lang),
        )
        for one in made.cells(table)
    }
    assert len(wanted) == CELLS[table]
    assert printed == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_hold_each_cell_of_the_report_once(made: Made, lang: str) -> None:
    """All 530, and nothing else; the budget lines have tables of their own."""
    counted = {table: sum(1 for id in ids for _ in made.values(id, lang)) for table, ids in TABLES.items()}
    assert counted == CELLS
    assert sum(counted.values()) == 530
    assert set(made.tables(lang)) - {id for ids in TABLES.values() for id in ids} == TOLD_IN_WORDS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_that_the_report_lacks_is_said_to_be_missing(made: Made, lang: str) -> None:
    """No cell is left empty. The change beside a missing value is no cell of the report."""
    words = made.document(lang).strings["cell.no_data"]
    found = {
        table: sum(
            plain(cell.children) == words
            for id in ids
            for row in made.tables(lang)[id].rows
            for cell in row.cells[1 : -1 if table == 7 else None]
        )
        for table, ids in TABLES.items()
    }
    assert found == EMPTY


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_change_is_told_where_2021_counts_otherwise(made: Made, lang: str) -> None:
    """The cell says so, and the table's note why."""
    words = made.document(lang).strings["cell.not_comparable"]
    found = {
        row.indicator: table
        for table in made.tables(lang).values()
        for row in table.rows
        if plain(row.cells[-1].children) == words
    }
    assert set(found) == BREAKS
    assert all(plain(table.note) for table in found.values())


def test_both_languages_have_the_same_tables_with_the_same_numbers(made: Made) -> None:
    """In the same order, numbered from one on."""
    fi, sv = (made.tables(lang) for lang in LANGUAGES)
    assert list(fi) == list(sv)
    for id in fi:
        told = [
            [(one.indicator, one.year, value) for one, value, _ in made.values(id, lang)]
            for lang in LANGUAGES
        ]
        assert told[0] == told[1]
    for tables in (fi, sv):
        numbers = [re.findall(r"\d+", plain(table.caption))[0] for table in tables.values()]
        assert numbers == [str(count) for count in range(1, len(tables) + 1)]
