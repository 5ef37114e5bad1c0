"""The figures of 2017 to 2023: all cells of the tables, totals, contradictions, and what can be joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from conftest import REPOSITORY, write

from reportgen.findings import Severity
from reportgen.model.edition import Edition
from reportgen.model.indicator import Observation, Status
from reportgen.model.series import NotComparable, Series, comparable, comparison
from reportgen.model.series import series as series_of
from reportgen.model.values import value
from reportgen.render.xlsx import render_xlsx
from reportgen.sources import load_edition
from reportgen.validate import check_figures
from reportgen.verify import verify_xlsx

REPORT, RELEASE = "ar2021_fi", "release2023_fi"
TABLES = {1: 8, 2: 20, 3: 24, 4: 25, 5: 48, 6: 11, 7: 394}
"""Numeric cells of each table of the report on 2021, counted in the document."""

GROUPS = {
    "Lapsiperheiden palvelut": (12, 60),
    "Vammaispalvelut": (9, 40),
    "Toimeentulotuen palvelut": (4, 20),
    "Päihdehuollon palvelut": (7, 35),
    "Vanhusten palvelut": (15, 74),
    "Muut palvelut": (5, 17),
    "Terveyspalvelut": (27, 128),
    "HUS-kuntayhtymä": (4, 20),
}
"""Rows and numeric cells of each group of table 7."""


@cache
def edition() -> Edition:
    """Return the repository's edition, which holds the figures of all years."""
    return load_edition(REPOSITORY, 2024).edition


def seen() -> Iterator[Observation]:
    """Yield every observation up to 2023."""
    return (one for one in edition().observations.values() if one.year < 2024)


def series(name: str) -> Series:
    """Return a series of the repository."""
    return series_of(edition(), name)


def of(name: str, year: int) -> Decimal | None:
    """Return a value of the repository."""
    return value(edition(), name, year)


# ---------------------------------------------------------------- every cell is there


def test_every_numeric_cell_of_the_tables_is_in_the_data() -> None:
    """A place names its table; a value that stands in two tables names both."""
    told = Counter(
        int(number)
        for one in seen()
        if one.source == REPORT and one.value is not None
        for number in re.findall(r"(?:^|, )taulukko (\d),", one.source_place.lower())
    )
    assert told == TABLES
    assert told.total() == 530


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_of_table_7_has_its_five_years(group: str) -> None:
    """A value, or an empty one whose status and note say why; 21 cells have no number."""
    rows = [one for one in seen() if one.source_place.startswith(f"Taulukko 7, {group}")]
    ids = {one.indicator for one in rows}
    assert {(one.indicator, one.year) for one in rows} == {
        (id, year) for id in ids for year in range(2017, 2022)
    }
    assert (len(ids), sum(one.value is not None for one in rows)) == GROUPS[group]
    assert all(one.status in (Status.MISSING, Status.NOT_APPLICABLE) for one in rows if one.value is None)
    assert all(all(one.note.values()) for one in rows if one.value is None)


def test_table_7_has_83_rows_and_394_numbers() -> None:
    assert [sum(column) for column in zip(*GROUPS.values(), strict=True)] == [83, TABLES[7]]


def test_every_figure_of_the_release_is_in_the_data() -> None:
    """Thirteen volumes; the index: value, scale, best unit, units, respondents; trust, staff, employer."""
    told = {one.indicator: one.value for one in seen() if one.source == RELEASE}
    assert {name: int(number or 0) for name, number in told.items()} == {
        "services.home_care": 3_686_000,
        "services.long_term_care_days": 1_511_000,
        "services.nurse": 1_507_000,
        "services.doctor": 593_000,
        "services.dental": 463_000,
        "services.psychiatric_outpatient": 238_000,
        "services.maternity_visits": 163_000,
        "services.adult_social_clients": 29_900,
        "services.mental_housing_days": 780_000,
        "services.homeless_housing_days": 690_000,
        "services.disability_housing_days": 286_000,
        "services.rescue_missions": 8_840,
        "services.ems_missions": 61_000,
        "experience.nps": 58,
        "experience.nps_units": 266,
        "experience.nps_respondents": 90_000,
        "experience.nps_best": 90,
        "experience.nps_min": -100,
        "experience.nps_max": 100,
        "experience.rescue_trust": 94,
        "staff.total": 15_000,
        "staff.recommend": 75,
    }
    assert of("experience.nps", 2023) == 58  # told by the publication of 2024 too


def test_what_the_publisher_rounded_is_marked_as_rounded() -> None:
    """So that no change is told more exactly than it is known."""
    coarse = {one.indicator for one in seen() if one.source == RELEASE and (one.decimals or 0) < 0}
    assert len(coarse) == 15
    assert "experience.nps_best" not in coarse
    pair = comparison(edition(), "services.ems_missions", 2024, 2023)
    assert (pair.change, pair.decimals) == (Decimal(-8000), -3)


def test_no_figure_is_of_2022() -> None:
    """No document gives that year: it is missing, and looks missing."""
    assert {one.year for one in seen()} == {2017, 2018, 2019, 2020, 2021, 2023}
    assert 2022 in series("services.long_term_care_days").gaps


def test_every_figure_stands_in_the_workbook(tmp_path: Path) -> None:
    """In the flat table, exactly; the program's own check of the file agrees."""
    render_xlsx(edition(), "sv", tmp_path / "book.xlsx")
    assert verify_xlsx(tmp_path / "book.xlsx", edition(), "sv") == ()
    (sheet,) = [sheet for sheet in openpyxl.load_workbook(tmp_path / "book.xlsx") if "data" in sheet.tables]
    told = {
        (row[0], year): row
        for row in sheet.iter_rows(8, values_only=True)
        for year in row
        if year in range(2017, 2024)
    }
    assert {(one.indicator, one.year) for one in seen()} <= set(told)


# ---------------------------------------------------------------- totals and derived values


def test_all_totals_agree_with_their_parts() -> None:
    """Whatever the sources sum: staff, posts, training, budget, investments, decisions, service housing."""
    assert [found for found in check_figures(edition()) if found.severity is not Severity.INFO] == []
    totals = {one.part_of for one in edition().catalogue.indicators.values() if one.part_of}
    assert totals >= {
        "workforce.total", "workforce.permanent", "workforce.temporary", "workforce.subsidised",
        "workforce.share_total", "posts.total", "training.sessions_total", "training.people_total",
        "expense.total_budget", "expense.total_actual", "revenue.total_budget", "revenue.total_actual",
        "investment.available", "pandemic.decisions", "elderly.housing_total",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("expense.total_deviation", "63.5"),
        ("expense.services_deviation", "76.9"),
        ("expense.income_support_deviation", "-3.4"),
        ("expense.apotti_deviation", "-4.0"),
        ("expense.hus_deviation", "-5.9"),
        ("revenue.services_deviation", "25.4"),
        ("revenue.income_support_deviation", "-1.3"),
        ("revenue.migration_deviation", "0.7"),
        ("pandemic.cost_effect", "193.7"),
    ],
)
def test_what_is_computed_is_what_the_report_prints(name: str, printed: str) -> None:
    """The report prints these differences; the data computes them."""
    assert of(name, 2021) == Decimal(printed)


def test_the_text_explains_its_own_differences() -> None:
    """Overruns without pandemic and projects; money left over; posts by deviation."""
    grants = Decimal("166.0") + Decimal("8.5")
    budgeted = (of("revenue.services_budget", 2021) or 0) - (of("budget.overrun_right", 2021) or 0)
    assert (of("revenue.services_actual", 2021) or 0) - grants - budgeted == of(
        "revenue.services_without_grants_deviation", 2021
    )
    pandemic = (of("pandemic.cost_effect", 2021) or 0) - (of("budget.overrun_right", 2021) or 0)
    adjusted = (of("expense.services_deviation", 2021) or 0) - Decimal("8.5") - pandemic
    assert adjusted == of("expense.adjusted_deviation", 2021)
    margin = (of("migration.margin_budget", 2021) or 0) + (of("migration.margin_deviation", 2021) or 0)
    assert margin == (of("revenue.migration_actual", 2021) or 0) - (of("expense.migration_actual", 2021) or 0)


# ---------------------------------------------------------------- contradictions of the source


@pytest.mark.parametrize(
    ("name", "year", "other"),
    [
        ("workforce.permanent", 2021, "11\u00a0126"),
        ("workforce.permanent", 2020, "10\u00a0979"),
        ("workforce.permanent_share", 2020, "76\u00a0%"),
        ("revenue.total_actual", 2021, "347,2"),
        ("investment.unused", 2021, "7,3"),
        ("investment.carried_over", 2021, "6,1"),
        ("investment.overrun_right", 2021, "9,4"),
        ("budget.second_overrun_right", 2021, "146,0"),
    ],
)
def test_a_contradiction_of_the_source_is_unconfirmed_and_told(name: str, year: int, other: str) -> None:
    """The note has the other number in both languages."""
    one = edition().observations[name, year]
    assert one.status is Status.UNCONFIRMED
    assert all(other in text for text in one.note.values())


def test_no_other_figure_before_2024_is_unconfirmed() -> None:
    assert sum(one.status is Status.UNCONFIRMED for one in seen()) == 8


def test_table_6_says_that_it_includes_internal_items() -> None:
    """Its sums are far from the outcome, and nothing makes them parts of it."""
    rows = [one for one in seen() if one.source_place.startswith("Taulukko 6")]
    assert len(rows) == TABLES[6]
    assert all("2\u00a0515,9" in text for one in rows for text in one.note.values())
    assert all(edition().catalogue.indicators[one.indicator].part_of is None for one in rows)
    assert of("gross_expense.total", 2021) == 2_719_091
    assert of("gross_revenue.total", 2021) == 540_993


@pytest.mark.parametrize(
    ("name", "year", "status", "word"),
    [
        ("families.child_welfare_clients", 2020, "A", "0–21"),
        ("families.child_welfare_clients", 2021, "B", "0–25"),
        ("home_care.own", 2017, "A", "2016"),
        ("home_care.purchased", 2019, "D", "ostopalvelu"),
        ("home_care.purchased", 2021, "E", "arvioitu"),
        ("home_hospital.contacts", 2018, "A", "laitoshoidon"),
        ("home_hospital.days", 2018, "M", "avohoitoon"),
        ("specialised.other_clinics", 2018, "B", "HUSiin"),
        ("psychiatry.family_care_days", 2021, "O", "sosiaalihuoltoa"),
        ("primary.nurse_visits", 2021, "B", "3,5"),
        ("experience.nps", 2021, "O", "palautelaitteet"),
    ],
)
def test_the_remarks_of_the_report_are_notes_on_the_values_they_concern(
    name: str, year: int, status: str, word: str
) -> None:
    one = edition().observations[name, year]
    assert one.status == status
    assert word.casefold() in one.note["fi"].casefold()
    assert one.note["sv"]


def test_every_value_of_table_7_from_the_new_record_system_says_so() -> None:
    """The report does not vouch for comparability in 2021, except for what HUS counted."""
    new = [
        one for one in seen() if one.year == 2021 and one.source_place.startswith("Taulukko 7") and one.value
    ]
    told = {one.indicator for one in new if "Apotti" in one.note["fi"]}
    assert {one.indicator for one in new} - told == {
        "hus.periods", "hus.days", "hus.clinic_visits", "hus.emergency_visits",
    }  # fmt: skip


# ---------------------------------------------------------------- what can be joined


def test_long_term_care_is_derived_before_2023_and_joined_over_the_gap() -> None:
    """Service-housing days and institutional days, until they were told as one."""
    found = series("services.long_term_care_days")
    assert found.segments == ((2017, 2018, 2019, 2020, 2021), (2023, 2024))
    assert (found.breaks, found.gaps) == ((), (2022,))
    assert [point.year for point in found.points if point.derived] == [2017, 2018, 2019, 2020, 2021]
    assert of("services.long_term_care_days", 2021) == 1_164_531 + 372_347
    assert comparable(edition(), "services.long_term_care_days", 2024, 2021)


def test_psychiatric_ward_days_are_joined_over_their_gap() -> None:
    """No line through 2022 and 2023, but 2021 and 2024 may be compared."""
    found = series("services.psychiatric_ward_days")
    assert (found.segments, found.gaps) == (((2017, 2018, 2019, 2020, 2021), (2024,)), (2022, 2023))
    assert comparison(edition(), "services.psychiatric_ward_days", 2024, 2021).change == -2022


def test_exit_turnover_is_one_series_of_two_precisions() -> None:
    """7.5 and 9.9 are exact to a tenth, 10 is not: between the last two there is no change to tell."""
    found = series("staff.exit_turnover")
    assert (found.segments, found.breaks) == (((2020, 2021), (2024,)), ())
    assert comparison(edition(), "staff.exit_turnover", 2021, 2020).change == Decimal("2.4")
    with pytest.raises(NotComparable, match="rounded"):
        comparison(edition(), "staff.exit_turnover", 2024, 2021)


@pytest.mark.parametrize(
    "name", ["services.doctor", "services.adult_social_clients", "services.rescue_missions"]
)
def test_2023_and_2024_are_flagged_and_never_called_a_change(name: str) -> None:
    """A changed counting rule, or another name, for all that is known."""
    found = series(name)
    assert (found.segments, found.breaks) == (((2023,), (2024,)), (2024,))
    assert edition().observations[name, 2023].status is Status.DEFINITION_DIFFERS
    assert not comparable(edition(), name, 2024, 2023)
    assert all(found.comparability.values())


@pytest.mark.parametrize("name", ["primary.nurse_visits", "primary.nurse_calls"])
def test_nurse_contacts_break_in_2021(name: str) -> None:
    """A new record system and the pandemic made visits three and a half times as many."""
    found = series(name)
    assert (found.segments, found.breaks) == (((2017, 2018, 2019, 2020), (2021,)), (2021,))
    assert not comparable(edition(), name, 2021, 2020)
    assert name in series("services.nurse").follows


@pytest.mark.parametrize(
    "name",
    [
        "services.home_care",
        "services.dental",
        "services.psychiatric_outpatient",
        "services.maternity_visits",
        "services.nurse",
        "services.doctor",
        "services.school_health",
        "services.student_health",
        "services.disability_clients",
        "services.children_placed",
        "services.substance_outpatient",
        "services.substance_inpatient_days",
        "staff.total",
        "staff.trainings",
    ],
)
def test_what_was_counted_otherwise_before_2022_is_never_in_the_same_series(name: str) -> None:
    """It has ids of its own, which today's indicator names, and the reason in both languages."""
    found = series(name)
    assert found.points[0].year >= 2023
    assert found.follows
    assert all(found.comparability.values())
    for earlier in found.follows:
        assert series(earlier).points[-1].year <= 2021
    assert not comparable(edition(), name, 2024, 2021)


@pytest.mark.parametrize(
    "name", ["home_care.purchased", "specialised.other_clinics", "families.child_welfare_clients"]
)
def test_the_breaks_within_table_7_are_kept(name: str) -> None:
    """Incomplete years, a clinic that moved, another age limit."""
    years = {
        "home_care.purchased": 2021,
        "specialised.other_clinics": 2018,
        "families.child_welfare_clients": 2021,
    }
    assert years[name] in series(name).breaks
    assert not comparable(edition(), name, years[name], years[name] - 1)


def test_every_break_has_a_note_that_says_why() -> None:
    """At the value where the series breaks, or at the one that differs."""
    for name in edition().catalogue.indicators:
        found = series(name)
        for year in found.breaks:
            before = max(
                point.year for point in found.points if point.year < year and point.value is not None
            )
            assert year in found.notes or before in found.notes, name


# ---------------------------------------------------------------- names


def test_every_indicator_has_names_and_a_definition_in_both_languages() -> None:
    """Each text in its own language: no two are the same but names."""
    same = set()
    for one in edition().catalogue.indicators.values():
        for texts in (one.label, one.short, one.definition):
            assert all(texts[lang] for lang in ("fi", "sv")), one.id
        if one.definition["fi"] == one.definition["sv"]:
            same.add(one.id)
    assert same == set()


def test_no_two_indicators_of_a_theme_have_one_name() -> None:
    """A row of the workbook is known by its label."""
    for lang in ("fi", "sv"):
        names = Counter((one.theme, one.label[lang]) for one in edition().catalogue.indicators.values())
        assert [name for name, count in names.items() if count > 1] == []


def test_an_edition_has_terms_of_its_own_year(project: Path) -> None:
    """Before rescue services joined, the sector and its board were called otherwise."""
    for year in (2021, 2023):
        head = f'year = {year}\npublished = {year + 1}-03-31\ntitle = {{ fi = "Vuosi", sv = "År" }}\n'
        cover = '[[section]]\nid = "cover"\nname = { fi = "Kansi", sv = "Omslag" }\n'
        if not (project / f"seeds/{year}/edition.toml").exists():
            write(project, f"seeds/{year}/edition.toml", head + cover)
    terms = {year: load_edition(project, year).edition.terms for year in (2021, 2023, 2024)}
    assert terms[2021]["sector"]["sv"] == "social- och hälsovårdssektorn"
    assert terms[2023]["sector"] == terms[2024]["sector"]
    assert "overrun_right" not in terms[2024]
    assert terms[2021]["home_care"] == terms[2024]["home_care"]
