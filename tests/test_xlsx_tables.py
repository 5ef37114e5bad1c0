"""Nothing of the sources is lost on the way: their tables, cell by cell, in the finished workbooks."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from conftest import REPOSITORY
from openpyxl import load_workbook
from test_seeds_years import RELEASE, REPORT, TABLES

from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import Observation, UnitKind
from reportgen.render.xlsx import render_xlsx
from reportgen.sources import load_edition

HEADER = 7
Cells = dict[tuple[str, int], Any]


@cache
def edition(year: int) -> Edition:
    """Return an edition of the repository."""
    return load_edition(REPOSITORY, year).edition


@pytest.fixture(scope="module", params=[("fi", 2021), ("sv", 2021), ("fi", 2023), ("sv", 2024)])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Edition, Cells, Cells]:
    """Return an edition and the values of its workbook: on the flat sheet, and on the themes' sheets."""
    lang, year = request.param
    path = tmp_path_factory.mktemp("book") / "book.xlsx"
    render_xlsx(edition(year), lang, path)
    book, text = load_workbook(path, read_only=False), strings(lang)
    flat: Cells = {}
    across: Cells = {}
    for sheet in book.worksheets[1:]:
        head = [str(cell.value) for cell in sheet[HEADER]]
        rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(HEADER + 1, values_only=True)]
        (table,) = sheet.tables
        if table == "data":
            flat |= {
                (str(row[text["column.id"]]), int(str(row[text["column.year"]]))): row[text["column.value"]]
                for row in rows
            }
        elif table.startswith("theme_"):
            across |= {
                (str(row[text["column.id"]]), int(year)): row[year]
                for row in rows
                for year in head
                if year.isdigit() and row[text["column.id"]]
            }
    return edition(year), flat, across


def held(one: Observation, edition: Edition) -> float | None:
    """Return what the cell of a value has to hold: a percentage is a fraction."""
    percent = edition.catalogue.indicators[one.indicator].unit.kind is UnitKind.PERCENT
    return None if one.value is None else float(one.value / Decimal(100 if percent else 1))


def test_every_number_of_the_report_s_tables_is_in_the_workbook(made: tuple[Edition, Cells, Cells]) -> None:
    """Tables 1 to 7 of 2021, counted cell by cell, on the flat sheet and once more on the themes' sheets."""
    whole, flat, across = made
    counted: Counter[int] = Counter()
    for key, one in whole.observations.items():
        tables = re.findall(r"(?:^|, )taulukko (\d),", one.source_place.lower())
        if one.source == REPORT and tables and one.value is not None:
            assert flat[key] == pytest.approx(held(one, whole), rel=1e-15)
            assert across[key] == pytest.approx(held(one, whole), rel=1e-15)
            counted.update(map(int, tables))  # a value that stands in two tables names both
    assert counted == TABLES


def test_every_figure_of_the_release_is_in_the_workbooks_since(made: tuple[Edition, Cells, Cells]) -> None:
    """Twenty-two figures of 2023 in the editions of 2023 and 2024; none of them in that of 2021."""
    whole, flat, across = made
    told = [key for key, one in whole.observations.items() if one.source == RELEASE]
    assert len(told) == 22
    found = {key for key in told if key in flat and flat[key] == across[key] is not None}
    assert len(found) == (0 if whole.year < 2023 else 22)


def test_no_workbook_tells_of_a_year_after_its_own(made: tuple[Edition, Cells, Cells]) -> None:
    """Years end with the edition's, and every one from 2017 on has its rows, 2022 too."""
    whole, flat, across = made
    years = set(range(2017, whole.year + 1))
    assert {year for _, year in flat} == {year for _, year in across} == years
    later = {key for key in whole.observations if key[1] > whole.year}
    assert not later & {*flat, *across}
    assert not any(value is not None for (_, year), value in across.items() if year == 2022)
