"""The edition 2023: every figure of the news release, in data, texts and workbook of both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from brochures import LANGUAGES, Brochure, brochures
from conftest import REPOSITORY

from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.model.series import NotComparable, comparison
from reportgen.sources import load_edition

YEAR = 2023

RELEASE: Mapping[str, str] = {
    "services.home_care": "3 686 000",
    "services.long_term_care_days": "1 511 000",
    "services.nurse": "1 507 000",
    "services.doctor": "593 000",
    "services.dental": "463 000",
    "services.psychiatric_outpatient": "238 000",
    "services.maternity_visits": "163 000",
    "services.adult_social_clients": "29 900",
    "services.mental_housing_days": "780 000",
    "services.homeless_housing_days": "690 000",
    "services.disability_housing_days": "286 000",
    "services.rescue_missions": "8 840",
    "services.ems_missions": "61 000",
    "experience.nps_units": "266",
    "experience.nps": "58",
    "experience.nps_min": "-100",
    "experience.nps_max": "100",
    "experience.nps_respondents": "90 000",
    "experience.nps_best": "90",
    "experience.rescue_trust": "94",
    "staff.total": "15 000",
    "staff.recommend": "75",
}
"""What the release says, in its order and as it writes it."""

EXACT = {
    "experience.nps_units",
    "experience.nps",
    "experience.nps_min",
    "experience.nps_max",
    "experience.nps_best",
    "experience.rescue_trust",
    "staff.recommend",
}
"""What the release does not round, or rounds as the year after does: shares and indices to whole ones."""

NOT_COMPARED = {"services.doctor", "services.adult_social_clients", "services.rescue_missions"}
"""What the year after counts otherwise."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Brochure]:
    """Return the edition by language."""
    return brochures(tmp_path_factory, YEAR)


@pytest.fixture(scope="module")
def edition() -> Edition:
    """Return the data of the edition."""
    return load_edition(REPOSITORY, YEAR).edition


def number(name: str) -> Decimal:
    """Return a figure of the release as a number."""
    return Decimal(RELEASE[name].replace(" ", ""))


@pytest.mark.parametrize("name", RELEASE)
def test_every_figure_of_the_release_is_in_the_data(edition: Edition, name: str) -> None:
    """With its source, the place in it, and how exact it is."""
    seen = edition.observations[name, YEAR]
    assert seen.value == number(name)
    assert seen.source
    assert seen.source_place
    assert (seen.decimals is None) == (name in EXACT)


def test_the_data_of_the_year_hold_the_release_and_what_the_year_after_compares_with(
    edition: Edition,
) -> None:
    """The share of electric cars is printed in the publication of 2024 alone."""
    rows = {name for name, year in edition.observations if year == YEAR}
    assert rows - set(RELEASE) == {"sustainability.electric_share"}


@pytest.mark.parametrize("name", sorted(NOT_COMPARED))
def test_what_is_counted_otherwise_in_the_year_after_is_never_called_a_change(
    edition: Edition, name: str
) -> None:
    """The value bears the status for it, and whoever asks for the change is refused."""
    assert edition.observations[name, YEAR].status is Status.DEFINITION_DIFFERS
    with pytest.raises(NotComparable):
        comparison(load_edition(REPOSITORY, YEAR + 1).edition, name, YEAR + 1, YEAR)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_release_is_in_the_publication(made: Mapping[str, Brochure], lang: str) -> None:
    """Told as it is, not rounded further, and of the year itself."""
    told = {
        one.indicator: one.value
        for one in made[lang].document.citations
        if one.year == YEAR and not one.form.startswith(("about", "change", "chart"))
    }
    assert {name: told.get(name) for name in RELEASE} == {name: number(name) for name in RELEASE}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_release_is_printed_on_a_page(made: Mapping[str, Brochure], lang: str) -> None:
    """As the release writes it, with the spaces and the minus sign of print."""
    with pypdfium2.PdfDocument(made[lang].pdf) as book:
        text = " ".join(page.get_textpage().get_text_bounded() for page in book)
    printed = {name: shown.replace(" ", "\u00a0").replace("-", "\u2212") for name, shown in RELEASE.items()}
    missing = {
        name
        for name, shown in printed.items()
        if not re.search(rf"(?<![\d\u00a0\u2212]){re.escape(shown)}(?![\d\u00a0]*\d)", text)
    }
    assert missing == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_of_the_release_is_in_the_workbook(made: Mapping[str, Brochure], lang: str) -> None:
    """On the sheet with all data: a number, or for a share its fraction."""
    book = openpyxl.load_workbook(made[lang].workbook, read_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True) if RELEASE.keys() & set(row)]
    book.close()
    for name in RELEASE:
        value = number(name)
        mine = [row for row in rows if name in row and YEAR in row]
        assert any({float(value), float(value / 100)} & set(row) for row in mine), name
