"""Editions, values and tables of figures, as everything above the sources sees them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from conftest import edit, faults, line_of, only, write

from reportgen.findings import Place, Severity
from reportgen.model.values import change, indicator, previous, value
from reportgen.sources import load_edition
from reportgen.sources.frame import series, to_frame
from reportgen.validate import check_figures

EDITION = "seeds/2031/edition.toml"
INDICATORS = "seeds/indicators.toml"
FIGURES = "seeds/2031/figures.csv"


def test_the_projects_own_edition_loads_without_a_finding(project: Path) -> None:
    """The data that the repository ships agrees with itself."""
    loaded = load_edition(project, 2024)
    assert loaded.findings == ()
    assert [one for one in check_figures(loaded.edition) if one.severity is not Severity.INFO] == []
    assert value(loaded.edition, "staff.total", 2024) == 15434


def test_an_edition_holds_what_its_files_say(mini: Path) -> None:
    """Another organisation, other languages' worth of text, nothing left out."""
    edition = load_edition(mini, 2031).edition
    assert (edition.year, edition.published, edition.published_assumed) == (2031, date(2032, 2, 1), False)
    assert edition.publisher == {"fi": "Kuusiston kirjasto", "sv": "Granö bibliotek"}
    assert (edition.licence, edition.contact, edition.slogan) == ("", "", {"fi": "", "sv": ""})
    assert [section.id for section in edition.sections] == ["cover", "loans"]
    assert [section.layout for section in edition.sections] == ["cover", "staff"]
    assert (edition.sections[1].template, edition.sections[1].seed, edition.sections[1].draft) == (
        "loans.md",
        7,
        False,
    )
    assert edition.tables["loans"].shares == ("loans.share_children",)
    assert edition.tables["loans"].place == Place(EDITION, line_of(mini, EDITION, "[table.loans]"))
    assert edition.charts["loans"].years == (2031,)
    assert edition.pictures["librarian"].focus == (Decimal("0.5"), Decimal("0.5"))
    assert edition.people["librarian"].name == "Aino Ek"
    assert edition.organisation is not None
    assert [unit.area for unit in edition.organisation.units] == ["children"]
    assert edition.lists["services"][0].items[0].name["sv"] == "På lördagar"
    assert edition.terms["library"] == {"fi": "kirjasto", "sv": "bibliotek"}
    assert list(edition.abbreviations) == ["ISBN"]
    assert edition.links["home"].href["fi"] == "https://kirjasto.example"
    assert edition.catalogue.sources["annual"].language == "fi"
    assert next(iter(edition.catalogue.indicators)) == "loans.total"


def test_an_edition_in_one_language_needs_no_other(mini: Path) -> None:
    """What stands there in another language is then too much."""
    edit(mini, "seeds/project.toml", '["fi", "sv"]', '["sv"]')
    assert {fault.code for fault in faults(mini, 2031)} == {"unknown-key", "unknown-column"}


def test_an_edition_is_written_in_every_language_its_project_names(
    mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A third language is asked for everywhere, the day the program knows it and the project names it."""
    monkeypatch.setattr("reportgen.sources.load.LANGUAGES", ("fi", "sv", "en"))
    edit(mini, "seeds/project.toml", '["fi", "sv"]', '["fi", "sv", "en"]')
    findings = faults(mini, 2031)
    assert {fault.code for fault in findings} == {"missing-language", "missing-column"}
    assert {fault.lang for fault in findings if fault.code == "missing-language"} == {"en"}
    assert any(fault.place == Place(FIGURES, 1) and "note_en" in fault.message for fault in findings)


@pytest.mark.parametrize(
    ("kind", "of", "expected"),
    [
        ("sum", '"loans.adults", "loans.children"', Decimal(1000)),
        ("difference", '"loans.children", "loans.adults"', Decimal(-200)),
        ("share", '"loans.adults", "loans.total"', Decimal(60)),
    ],
)
def test_a_derived_value_is_computed_exactly(mini: Path, kind: str, of: str, expected: Decimal) -> None:
    """Binary fractions never come into it."""
    edit(
        mini, INDICATORS, '{ kind = "per_day", of = ["loans.total"] }', f'{{ kind = "{kind}", of = [{of}] }}'
    )
    assert value(load_edition(mini, 2031).edition, "loans.per_day", 2031) == expected


def test_a_sum_of_long_numbers_loses_no_digit(mini: Path) -> None:
    """Python's own decimals stop at 28 digits."""
    edit(mini, FIGURES, "loans.adults,600", "loans.adults,999999999999999999999999")
    edit(mini, FIGURES, "loans.children,400", "loans.children,0.00000000000000000000001")
    edit(
        mini, INDICATORS, '"per_day", of = ["loans.total"]', '"sum", of = ["loans.adults", "loans.children"]'
    )
    exact = Decimal("999999999999999999999999.00000000000000000000001")
    assert value(load_edition(mini, 2031).edition, "loans.per_day", 2031) == exact


@pytest.mark.parametrize(("year", "days"), [(2031, 365), (2030, 365), (2032, 366)])
def test_a_value_per_day_knows_leap_years(mini: Path, year: int, days: int) -> None:
    """The quotient is not rounded: times the days it is the total again."""
    write(mini, "seeds/2032/figures.csv", (mini / FIGURES).read_bytes())
    edition = load_edition(mini, 2031).edition
    daily, total = value(edition, "loans.per_day", year), value(edition, "loans.total", year)
    assert daily is not None
    assert total is not None
    assert abs(daily * days - total) < Decimal("1e-20")


def test_what_is_not_known_is_none(mini: Path) -> None:
    """A derived value needs all of its parts, a change both of its years, a share something to divide by."""
    edit(mini, INDICATORS, '"per_day", of = ["loans.total"]', '"share", of = ["loans.adults", "loans.total"]')
    edit(mini, FIGURES, "loans.total,1000", "loans.total,0")
    edition = load_edition(mini, 2031).edition
    assert value(edition, "loans.adults", 2030) is None
    assert value(edition, "loans.per_day", 2030) is None
    assert value(edition, "loans.per_day", 2031) is None
    assert change(edition, "loans.adults", 2031, 2030) is None
    assert previous(edition, "loans.total", 2030) is None


def test_a_change_is_the_difference_of_two_years(mini: Path) -> None:
    """It is in the unit of the indicator, never in percent of the older value."""
    edition = load_edition(mini, 2031).edition
    assert change(edition, "loans.total", 2031, 2030) == 300
    assert change(edition, "loans.total", 2030, 2031) == -300
    assert previous(edition, "loans.total", 2031) == 700


def test_an_unknown_indicator_is_answered_with_the_nearest_name(mini: Path) -> None:
    """Whoever asks by a wrong name should learn the right one."""
    edition = load_edition(mini, 2031).edition
    assert indicator(edition, "loans.total").unit.id == "loan"
    for ask in (lambda: value(edition, "loans.totl", 2031), lambda: series(edition, "loans.totl")):
        with pytest.raises(KeyError, match=r"Did you mean 'loans\.total'"):
            ask()


def test_the_flat_table_has_a_row_for_each_observation(mini: Path) -> None:
    """Catalogue order, then years; texts in one language; numbers as numbers."""
    frame = to_frame(load_edition(mini, 2031).edition, "sv")
    assert list(frame.columns) == [
        "indicator", "label", "theme", "unit", "year", "value", "status", "source", "place", "note",
    ]  # fmt: skip
    assert list(zip(frame["indicator"], frame["year"], strict=True))[:3] == [
        ("loans.total", 2030),
        ("loans.total", 2031),
        ("loans.adults", 2031),
    ]
    assert frame.loc[3].to_dict() == {
        "indicator": "loans.children",
        "label": "Barns lån",
        "theme": "Utlåning",
        "unit": "lån",
        "year": 2031,
        "value": 400.0,
        "status": "A",
        "source": "Bibliotekets år",
        "place": "s. 3",
        "note": "Även till skolor",
    }
    assert (str(frame["year"].dtype), str(frame["value"].dtype)) == ("Int64", "Float64")


def test_a_missing_value_is_na_in_the_flat_table(mini: Path) -> None:
    """Its status says why; no number stands in for it."""
    edit(mini, FIGURES, "loans.adults,600,,annual", "loans.adults,,M,")
    frame = to_frame(load_edition(mini, 2031).edition, "fi")
    row = only(tuple(frame.loc[frame["indicator"] == "loans.adults"].itertuples()))  # type: ignore[arg-type]
    assert row.value is pd.NA  # type: ignore[attr-defined]
    assert (row.status, row.source) == ("M", "")  # type: ignore[attr-defined]


def test_a_series_shows_a_year_that_nobody_reported_as_a_gap(mini: Path) -> None:
    """Derived indicators have a series as stored ones do."""
    write(mini, "seeds/2028/figures.csv", (mini / "seeds/2030/figures.csv").read_bytes())
    edition = load_edition(mini, 2031).edition
    loans = series(edition, "loans.total")
    assert list(loans.index) == [2028, 2029, 2030, 2031]
    assert loans.isna().to_list() == [False, True, False, False]
    assert (loans[2028], loans[2031]) == (700.0, 1000.0)
    assert list(series(edition, "loans.per_day").index) == [2028, 2029, 2030, 2031]
    assert series(edition, "loans.adults").to_dict() == {2031: 600.0}


def test_a_series_without_a_value_is_empty(mini: Path) -> None:
    """An indicator of the catalogue may wait for its first value."""
    edit(mini, FIGURES, "loans.growth,142.9,,annual", "loans.growth,,M,")
    assert series(load_edition(mini, 2031).edition, "loans.growth").empty
