"""What the sources do not allow to be joined is joined in no chart, and no table tells its change.

One test for each kind of series that the documents count otherwise, and for the year that none of them has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from charts_samples import THEME, box, paths, texts
from conftest import REPOSITORY

from reportgen.charts import ChartFrame, draw
from reportgen.compose import compose
from reportgen.errors import BadInput
from reportgen.locales import strings
from reportgen.model.document import Chart, Document, Table, plain
from reportgen.model.drawing import Drawing, PathMark
from reportgen.model.edition import ChartSpec, Edition
from reportgen.model.series import NotComparable, comparable, comparison, series
from reportgen.model.walk import walk
from reportgen.narrate import narrate
from reportgen.sources import edition_years, load_edition

UNREPORTED = 2022
BEFORE = range(2017, 2022)
FRAME = ChartFrame(width=700, height=160)
JOINED = {
    "services.long_term_care_days": ((2017, 2018, 2019, 2020, 2021), (2023, 2024)),
    "services.psychiatric_ward_days": ((2017, 2018, 2019, 2020, 2021), (2024,)),
    "staff.exit_turnover": ((2020, 2021), (2024,)),
    **dict.fromkeys(
        (
            "experience.nps",
            "staff.recommend",
            "sustainability.electric_share",
            "services.mental_housing_days",
            "services.homeless_housing_days",
            "services.disability_housing_days",
            "services.ems_missions",
            "services.home_care",
            "services.dental",
            "services.psychiatric_outpatient",
            "services.maternity_visits",
            "services.nurse",
        ),
        ((2023, 2024),),
    ),
}
"""The runs of years that a line may join."""

FLAGGED = ("services.doctor", "services.adult_social_clients", "services.rescue_missions")
OTHER_SCOPE = {
    "services.home_care": ("home_care.own", "home_care.purchased"),
    "services.dental": ("dental.own", "dental.purchased"),
    "services.psychiatric_outpatient": ("psychiatry.clinic_contacts", "psychiatry.clinic_calls"),
    "services.maternity_visits": ("clinics.contacts",),
}
OTHER_DEFINITION = (
    "services.school_health",
    "services.student_health",
    "services.disability_clients",
    "services.children_placed",
    "services.substance_outpatient",
    "services.substance_inpatient_days",
)


@cache
def edition(year: int = 2024) -> Edition:
    """Return an edition of the repository."""
    return load_edition(REPOSITORY, year).edition


def complete(year: int, lang: str) -> bool:
    """Tell whether an edition has its texts in a language."""
    folder = REPOSITORY / f"templates/{lang}/{year}"
    return all((folder / each.template).is_file() for each in edition(year).sections if not each.hidden)


@cache
def document(year: int, lang: str) -> Document:
    """Return an edition composed in a language."""
    told = narrate(edition(year), lang, REPOSITORY)
    return compose(edition(year), lang, told.sections, told.log)


def documents() -> Iterator[Document]:
    """Yield every edition in every language."""
    for year in edition_years(REPOSITORY):
        yield from (document(year, lang) for lang in ("fi", "sv") if complete(year, lang))


def charts(*ids: str) -> Iterator[Chart]:
    """Yield the charts of all documents, or those that show one of the indicators."""
    for one in documents():
        for section in one.sections:
            found = (block for block in walk(section.blocks) if isinstance(block, Chart))
            yield from (chart for chart in found if not ids or set(ids) & set(chart.spec.indicators))


def strokes(id: str, years: tuple[int, ...]) -> list[list[int]]:
    """Draw an indicator as a line over years, as an edition would, and return the years that lines join."""
    spec = replace(edition().charts["psychiatric_ward"], indicators=(id,), years=years)
    other = replace(edition(), charts={**edition().charts, spec.id: spec})
    told = narrate(other, "fi", REPOSITORY)
    made = compose(other, "fi", told.sections, told.log)
    blocks = (block for section in made.sections for block in walk(section.blocks))
    chart = next(
        block for block in blocks if isinstance(block, Chart) and block.spec.id == "psychiatric_ward"
    )
    return joined_in(draw(chart, THEME, FRAME))


def joined_in(drawing: Drawing) -> list[list[int]]:
    """Return the years that each stroke of the lines of a drawing passes."""
    at = {round(text.x, 1): int(text.text) for text in texts(drawing) if text.text.isdigit() and text.y < 16}
    runs: list[list[int]] = []
    for mark in drawing.marks:
        if not isinstance(mark, PathMark) or mark.fill is not None or mark.width != 2:
            continue
        for code, numbers in mark.segments:
            year = min(at.items(), key=lambda pair: abs(pair[0] - numbers[0]))[1]
            runs = [*runs, [year]] if code == "M" else [*runs[:-1], [*runs[-1], year]]
    return [run for run in runs if len(run) > 1]


# ---------------------------------------------------------------- what may be joined


@pytest.mark.parametrize(("id", "runs"), JOINED.items())
def test_what_is_comparable_is_joined_in_these_years_and_no_others(
    id: str, runs: tuple[tuple[int, ...], ...]
) -> None:
    """The segments of a series are the rule; a drawing of it strokes just these, and its gaps stay open."""
    found = series(edition(), id, 2024)
    assert found.segments == runs
    assert found.breaks == ()
    pairs = [pair for run in runs for pair in pairwise(run)]
    assert all(comparable(edition(), id, year, before) for before, year in pairs)
    years = tuple(range(runs[0][0], 2025))
    assert strokes(id, years) == [list(run) for run in runs if len(run) > 1]


def test_the_values_before_the_service_was_reported_as_one_are_marked_as_derived() -> None:
    """Round-the-clock care is the sum of housing and institutions until 2021, and given from 2023 on."""
    points = series(edition(), "services.long_term_care_days", 2024).points
    assert {point.year for point in points if point.derived} == set(BEFORE)


# ---------------------------------------------------------------- the year that no document has


def test_no_document_gives_the_unreported_year() -> None:
    """Nothing is known of it and nothing is made up, in no indicator."""
    assert [id for id, year in edition().observations if year == UNREPORTED] == []
    for id in edition().catalogue.indicators:
        points = series(edition(), id, 2024).points
        assert all(point.value is None for point in points if point.year == UNREPORTED), id


def test_the_unreported_year_is_drawn_as_a_gap_in_every_chart_that_passes_it() -> None:
    """A band and two slashes in its slot, words that say so, and no stroke of a line from before to after."""
    found = [chart for chart in charts() if min(years := _years(chart)) < UNREPORTED < max(years)]
    assert {chart.spec.id for chart in found} >= {"psychiatric_ward", "long_term_care", "exit_turnover"}
    for chart in found:
        drawing = draw(chart, THEME, FRAME)
        place = next(text for text in texts(drawing) if text.text == str(UNREPORTED))
        assert any(left < place.x < right for left, _, right, _ in map(box, paths(drawing, fill="missing")))
        slashes = [
            mark
            for mark in paths(drawing, stroke="primary")
            if mark.width == 1.5 and len(mark.segments) == 2 and abs(box(mark)[0] - place.x) < 8
        ]
        assert len(slashes) == 2, chart.spec.id
        assert any(chart.labels["missing"] in text.text for text in texts(drawing))
        for run in joined_in(drawing):
            assert max(run) < UNREPORTED or min(run) > UNREPORTED, chart.spec.id


def _years(chart: Chart) -> set[int]:
    return {datum.year for datum in chart.data}


# ---------------------------------------------------------------- what must not be joined


def test_no_chart_of_any_edition_joins_years_that_count_otherwise() -> None:
    """Wherever a line is drawn, its years are a segment of the series or part of one."""
    lines = [chart for chart in charts() if chart.spec.kind == "series"]
    assert lines
    for chart in lines:
        for id in chart.spec.indicators:
            alone = replace(chart, data=tuple(datum for datum in chart.data if datum.indicator == id))
            segments = [set(run) for run in series(edition(), id, 2024).segments]
            for run in joined_in(draw(alone, THEME, FRAME)):
                assert any(set(run) <= segment for segment in segments), (chart.spec.id, id, run)


@pytest.mark.parametrize("id", FLAGGED)
def test_a_flagged_change_is_told_by_no_chart_no_table_and_no_text(id: str) -> None:
    """Doctor's contacts, adult social work, rescue missions: 2023 and 2024 stand apart, with the reason."""
    assert series(edition(), id, 2024).segments == ((2023,), (2024,))
    assert series(edition(), id, 2024).breaks == (2024,)
    with pytest.raises(NotComparable, match="another definition"):
        comparison(edition(), id, 2024, 2023)
    assert strokes(id, (2023, 2024)) == []
    for one in documents():
        assert [cited for cited in one.citations if cited.indicator == id and cited.base_year] == []
        if one.year == 2024:
            assert _change_of(one, id) == strings(one.lang)["cell.not_comparable"]
    assert all(edition().catalogue.indicators[id].comparability[lang] for lang in ("fi", "sv"))


def _change_of(one: Document, id: str) -> str:
    tables = (block for section in one.sections for block in walk(section.blocks) if isinstance(block, Table))
    (row,) = [row for table in tables if table.id == "years" for row in table.rows if row.indicator == id]
    return plain(row.cells[-1].children)


@pytest.mark.parametrize("lang", ["fi", "sv"])
def test_the_table_of_two_years_says_why_a_value_cannot_be_compared(lang: str) -> None:
    """The note under it holds what the data says of each flagged value, under its mark."""
    blocks = (block for section in document(2024, lang).sections for block in walk(section.blocks))
    table = next(block for block in blocks if isinstance(block, Table) and block.id == "years")
    note = plain(table.note)
    for id in FLAGGED:
        reason = edition().observations[id, 2023].note[lang].split(". ")[-1].rstrip(".")
        assert reason in note, id


@pytest.mark.parametrize(("id", "earlier"), OTHER_SCOPE.items())
def test_a_service_counted_in_another_scope_before_is_another_series(
    id: str, earlier: tuple[str, ...]
) -> None:
    """Home care, dental, psychiatric outpatient, clinics: earlier years are indicators of their own."""
    one = edition().catalogue.indicators[id]
    assert set(earlier) <= set(one.follows)
    assert [point.year for point in series(edition(), id, 2024).points] == [2023, 2024]
    assert not any(comparable(edition(), id, 2024, year) for year in BEFORE)
    _apart(id, *one.follows)


@pytest.mark.parametrize("id", OTHER_DEFINITION)
def test_a_service_of_another_definition_joins_nothing(id: str) -> None:
    """School and student health, disability, placed children, substance services: 2024 stands alone."""
    assert [point.year for point in series(edition(), id, 2024).points] == [2024]
    follows = edition().catalogue.indicators[id].follows
    assert follows
    _apart(id, *follows)


def _apart(id: str, *earlier: str) -> None:
    """Assert that no chart shows an indicator beside what it follows, as if the one went on as the other."""
    for chart in charts(id):
        assert not set(earlier) & set(chart.spec.indicators), chart.spec.id


def test_the_visits_to_nurses_break_in_the_year_of_the_new_record_system() -> None:
    """They jump 3.5-fold in 2021: no line leads there, and the contacts of 2023 are another series."""
    visits = series(edition(), "primary.nurse_visits", 2024)
    assert visits.breaks == (2021,)
    assert visits.segments == ((2017, 2018, 2019, 2020), (2021,))
    assert strokes("primary.nurse_visits", (2017, 2018, 2019, 2020, 2021)) == [[2017, 2018, 2019, 2020]]
    assert "primary.nurse_visits" in edition().catalogue.indicators["services.nurse"].follows
    assert not any(comparable(edition(), "services.nurse", 2024, year) for year in BEFORE)


def test_the_staff_before_the_rescue_services_joined_is_another_series() -> None:
    """The organisation changed on 1.1.2023, and no change of staff is told across it."""
    total = edition().catalogue.indicators["staff.total"]
    assert "workforce.total" in total.follows
    assert not any(comparable(edition(), "staff.total", 2024, year) for year in (*BEFORE, 2023))
    _apart("staff.total", *total.follows)


def test_a_chart_of_two_years_that_cannot_be_compared_is_refused() -> None:
    """An author who asks for a pair of a flagged indicator is told so, and gets no drawing."""
    spec = ChartSpec("experts", "pair", ("services.doctor",), (2023, 2024), {}, {}, edition().place)
    other = replace(edition(), charts={**edition().charts, "experts": spec})
    told = narrate(other, "fi", REPOSITORY)
    with pytest.raises(BadInput, match="cannot be compared"):
        compose(other, "fi", told.sections, told.log)


def test_years_that_follow_each_other_are_joined_only_within_a_segment() -> None:
    """Every neighbouring pair of known years of every series is either joined or marked as a break."""
    for id in edition().catalogue.indicators:
        found = series(edition(), id, 2024)
        known = {point.year for point in found.points if point.value is not None}
        inside = {pair for run in found.segments for pair in pairwise(run)}
        for pair in ((year, year + 1) for year in sorted(known) if year + 1 in known):
            assert (pair in inside) is (pair[1] not in found.breaks), (id, pair)
