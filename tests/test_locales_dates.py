"""Dates are printed in the precision in which they are known, as Finland writes them in both languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reportgen.locales import LANGUAGES, date_text, period_text

NBSP = "\u00a0"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_is_written_alike_in_both_languages(lang: str) -> None:
    assert date_text("2024-12-31", lang) == "31.12.2024"
    assert date_text("2025-03-05", lang) == "5.3.2025"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", [None, "", "in", "long"])
def test_a_year_is_a_year_in_every_form(lang: str, form: str | None) -> None:
    assert date_text("2026", lang, form) == "2026"


@pytest.mark.parametrize(
    ("form", "fi", "sv"),
    [
        (None, "lokakuu 2024", "oktober 2024"),
        ("in", "lokakuussa 2024", "oktober 2024"),
        ("long", "lokakuu 2024", "oktober 2024"),
    ],
)
def test_a_month_stands_in_the_case_that_the_sentence_needs(form: str | None, fi: str, sv: str) -> None:
    assert date_text("2024-10", "fi", form) == fi
    assert date_text("2024-10", "sv", form) == sv


def test_a_long_date_names_its_month_and_holds_the_day_to_it() -> None:
    assert date_text("2024-12-31", "fi", "long") == f"31.{NBSP}joulukuuta 2024"
    assert date_text("2024-12-31", "sv", "long") == f"31{NBSP}december 2024"


def test_every_month_has_its_finnish_forms() -> None:
    for month in range(1, 13):
        name = date_text(f"2024-{month:02}", "fi").removesuffix(" 2024")
        assert name.endswith("kuu")
        assert date_text(f"2024-{month:02}", "fi", "in") == f"{name}ssa 2024"
        assert date_text(f"2024-{month:02}-01", "fi", "long") == f"1.{NBSP}{name}ta 2024"


def test_every_day_of_a_leap_year_reads_back() -> None:
    day = date(2024, 1, 1)
    while day.year == 2024:
        printed = date_text(day.isoformat(), "sv")
        assert [int(part) for part in printed.split(".")] == [day.day, day.month, day.year]
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "iso",
    [
        "",
        "24",
        "2024-13",
        "2024-00",
        "2024-2-1",
        "2023-02-29",
        "2024-12-31T00:00",
        " 2024",
        "2024\n",
        "31.12.2024",
        "٢٠٢٤",
        "0000",
    ],
)
def test_what_is_not_an_iso_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        date_text(iso, "fi")


def test_an_unknown_form_or_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no date form 'iso'"):
        date_text("2024", "fi", "iso")
    with pytest.raises(ValueError, match="no language 'en'"):
        date_text("2024", "en")


@pytest.mark.parametrize(
    ("iso", "fi", "sv"),
    [
        ("2023/2025", "2023–2025", "2023–2025"),
        ("2024-10/2024-12", "lokakuu–joulukuu 2024", "oktober–december 2024"),
        ("2024-10/2025-01", f"lokakuu 2024{NBSP}– tammikuu 2025", f"oktober 2024{NBSP}– januari 2025"),
        ("2024-01-01/2024-12-31", "1.1.–31.12.2024", "1.1–31.12.2024"),
        ("2023-06-01/2024-05-31", "1.6.2023–31.5.2024", "1.6.2023–31.5.2024"),
    ],
)
def test_a_period_has_an_en_dash(iso: str, fi: str, sv: str) -> None:
    assert period_text(iso, "fi") == fi
    assert period_text(iso, "sv") == sv


def test_a_period_of_years_needs_no_language() -> None:
    assert period_text("2023/2024") == "2023–2024"


@pytest.mark.parametrize(
    "iso", ["2025/2023", "2024/2024", "2023/2024-12", "2023", "2023/2024/2025", "2023–2025", "a/b"]
)
def test_what_is_not_a_period_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r"is not a (period|date)"):
        period_text(iso)
