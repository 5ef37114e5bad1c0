"""Series: which years a line may join, and of which years a change may be told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from charts_samples import THEME, box, chart, over_years, paths, texts
from conftest import edit, faults, only, write
from narrating import document, told
from narrating import loans as section_of

from reportgen.charts import ChartFrame, draw
from reportgen.errors import BadInput
from reportgen.findings import Severity
from reportgen.model.document import Chart, Section, Table, plain
from reportgen.model.drawing import Drawing, PathMark
from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.model.series import NotComparable, comparable, comparison, joined, series
from reportgen.model.values import decimals, status, value
from reportgen.sources import load_edition
from reportgen.validate import check_figures

FIGURES = "seeds/2031/figures.csv"
INDICATORS = "seeds/indicators.toml"
EDITION = "seeds/2031/edition.toml"
HEADER = "indicator,value,status,source,place,decimals,note_fi,note_sv"


def loans(root: Path, years: dict[int, str], indicator: str = "loans.total") -> Edition:
    """Return the library's edition of 2031 with other values: ``value[/status[/decimals]]`` by year."""
    for year in (2030, 2031):
        write(root, f"seeds/{year}/figures.csv", f"{HEADER}\nloans.growth,1,,annual,s. 2,,,\n")
    for year, text in years.items():
        amount, state, exact = (*text.split("/"), "", "")[:3]
        row = f"{indicator},{amount},{state},annual,s. 2,{exact},,"
        write(root, f"seeds/{year}/figures.csv", f"{HEADER}\n{row}\n")
    return load_edition(root, 2031).edition


def test_a_series_runs_from_its_first_value_to_its_last_and_shows_its_gaps(mini: Path) -> None:
    """A year that nobody reported is a point without a value, and no segment crosses it."""
    found = series(loans(mini, {2026: "5", 2027: "7", 2030: "9", 2031: "8"}), "loans.total")
    assert [point.year for point in found.points] == [2026, 2027, 2028, 2029, 2030, 2031]
    assert [point.value for point in found.points] == [5, 7, None, None, 9, 8]
    assert found.gaps == (2028, 2029)
    assert found.segments == ((2026, 2027), (2030, 2031))
    assert found.breaks == ()


def test_a_series_ends_where_it_is_told_to(mini: Path) -> None:
    """An edition of an earlier year does not know what came later."""
    edition = loans(mini, {2027: "7", 2030: "9", 2031: "8"})
    assert series(edition, "loans.total", 2030).segments == ((2027,), (2030,))
    assert series(edition, "loans.total", 2026).points == ()


def test_values_on_both_sides_of_a_gap_may_be_compared(mini: Path) -> None:
    """They count the same, though no line joins them."""
    edition = loans(mini, {2027: "7", 2031: "9"})
    assert comparison(edition, "loans.total", 2031, 2027).change == 2
    assert comparison(edition, "loans.total", 2027, 2031).change == -2


def test_nothing_before_a_break_is_compared_with_what_follows(mini: Path) -> None:
    """Status B begins a new series, for the year itself and for later ones."""
    edition = loans(mini, {2028: "1", 2029: "2", 2030: "7/B", 2031: "9"})
    found = series(edition, "loans.total")
    assert (found.segments, found.breaks) == (((2028, 2029), (2030, 2031)), (2030,))
    told = [(2029, 2028), (2030, 2029), (2031, 2029), (2028, 2031), (2031, 2030)]
    assert [comparable(edition, "loans.total", *years) for years in told] == [True, False, False, False, True]
    with pytest.raises(NotComparable, match=r"'loans\.total' breaks in 2030: 2029 and 2031"):
        comparison(edition, "loans.total", 2031, 2029)


def test_a_value_of_another_definition_stands_alone(mini: Path) -> None:
    """Status D is no break for its neighbours: they may be compared over it."""
    edition = loans(mini, {2029: "2", 2030: "7/D", 2031: "9"})
    assert series(edition, "loans.total").segments == ((2029,), (2030,), (2031,))
    assert not comparable(edition, "loans.total", 2030, 2029)
    assert comparable(edition, "loans.total", 2031, 2029)
    with pytest.raises(NotComparable, match="of 2030 follows another definition"):
        comparison(edition, "loans.total", 2031, 2030)


def test_a_missing_value_is_not_compared_and_says_what_counted_before(mini: Path) -> None:
    """The message names the earlier indicators, of another scope."""
    edit(mini, INDICATORS, 'label = { fi = "Lainat", sv = "Lån" }', 'label = { fi = "Lainat", sv = "Lån" }\n'
         'follows = ["loans.adults"]\ncomparability = { fi = "Ei.", sv = "Nej." }')  # fmt: skip
    edition = loans(mini, {2030: "7"})
    with pytest.raises(NotComparable, match=r"no value for 2029\. It follows loans\.adults"):
        comparison(edition, "loans.total", 2030, 2029)
    found = series(edition, "loans.total")
    assert (found.follows, found.comparability["sv"]) == (("loans.adults",), "Nej.")


@pytest.mark.parametrize(
    ("old", "new", "change", "shown"),
    [
        ("61000//-3", "52961", "-8000", 0),
        ("61000//-3", "61000", "0", 0),
        ("7.5//1", "9.9//1", "2.4", 1),
        ("7.5//1", "12", "4", 0),
        ("100//-2", "2000//-3", "2000", 0),
    ],
)
def test_a_change_is_no_more_exact_than_its_coarser_value(
    mini: Path, old: str, new: str, change: str, shown: int
) -> None:
    """Both values are rounded alike before they are compared."""
    pair = comparison(loans(mini, {2030: old, 2031: new}), "loans.total", 2031, 2030)
    assert (pair.change, pair.shown_decimals) == (Decimal(change), shown)


def test_a_change_that_is_lost_in_rounding_is_not_told(mini: Path) -> None:
    """15 000 beside 15 434 may be more, less or the same."""
    edition = loans(mini, {2030: "15000//-3", 2031: "15434"})
    assert joined(edition, "loans.total", 2031, 2030)
    with pytest.raises(NotComparable, match="less than the source has rounded"):
        comparison(edition, "loans.total", 2031, 2030)


def test_what_is_derived_before_a_year_is_stored_from_then_on(mini: Path) -> None:
    """The two join, and each point says which it is."""
    edit(mini, INDICATORS, '"per_day", of = ["loans.total"]', '"sum", of = ["loans.total"], before = 2030')
    row = "loans.per_day,{},,annual,s. 2,,,"
    for year, rows in {2029: "loans.total,5,U,annual,s. 2,-1,,", 2030: row.format(6)}.items():
        write(mini, f"seeds/{year}/figures.csv", f"{HEADER}\n{rows}\n")
    edition = load_edition(mini, 2031).edition
    found = series(edition, "loans.per_day")
    assert [(str(point.value), point.derived) for point in found.points] == [("5", True), ("6", False)]
    assert found.segments == ((2029, 2030),)
    assert value(edition, "loans.per_day", 2031) is None
    assert status(edition, "loans.per_day", 2029) is Status.UNCONFIRMED
    assert (decimals(edition, "loans.per_day", 2029), decimals(edition, "loans.per_day", 2030)) == (-1, 0)


def test_a_value_where_the_indicator_is_derived_is_refused(mini: Path) -> None:
    """In the years that are derived, and in no other."""
    edit(mini, INDICATORS, '"per_day", of = ["loans.total"]', '"sum", of = ["loans.total"], before = 2031')
    for year in (2030, 2031):
        text = (mini / f"seeds/{year}/figures.csv").read_text(encoding="utf-8")
        write(mini, f"seeds/{year}/figures.csv", f"{text}loans.per_day,3,,annual,,,\n")
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place.file) == ("derived-value", "seeds/2030/figures.csv")  # type: ignore[union-attr]
    assert "in 2030" in fault.message


@pytest.mark.parametrize("text", ["x", "1.5", "--1", "12", "1e1"])
def test_a_number_of_decimals_that_is_none_is_told(mini: Path, text: str) -> None:
    """At its cell's line, with examples of what may stand there."""
    write(mini, "seeds/2030/figures.csv", f"{HEADER}\nloans.total,700,,annual,s. 2,{text},,\n")
    fault = only(faults(mini, 2031))
    assert (fault.code, str(fault.place)) == ("unknown-value", "seeds/2030/figures.csv:2")


@pytest.mark.parametrize(("amount", "codes"), [("61000", []), ("0", []), ("61500", ["decimals-exceeded"])])
def test_a_value_said_to_be_rounded_has_to_be(mini: Path, amount: str, codes: list[str]) -> None:
    """61 500 is no number of thousands."""
    edition = loans(mini, {2029: f"{amount}//-3"})
    assert [found.code for found in check_figures(edition)] == codes


# ---------------------------------------------------------------- texts, tables, charts


@pytest.mark.parametrize("asked", ["change", 'trend("ylös", "alas", "sama")'])
def test_a_text_cannot_tell_a_change_across_a_break(mini: Path, asked: str) -> None:
    """The finding stands at the line of the template and says why."""
    edit(mini, FIGURES, "loans.total,1000,", "loans.total,1000,B")
    fault = only(told(mini, f'# Lainat\n\n{{{{ "loans.total" | {asked} }}}} lainaa\n').findings)
    assert (fault.code, str(fault.place)) == ("not-comparable", "templates/fi/2031/loans.md:3")
    assert "breaks in 2031" in fault.message


def test_a_text_tells_a_change_as_coarsely_as_it_is_known(mini: Path) -> None:
    """The citation carries the rounded difference."""
    loans(mini, {2030: "61000//-3", 2031: "52961"})
    made = told(mini, '# Lainat\n\n{{ "loans.total" | change(signed=true) }}, {{ "loans.total" | number }}\n')
    assert [one.shown for one in made.log] == ["−8\u00a0000\u00a0lainaa", "52\u00a0961"]
    assert [one.value for one in made.log] == [-8000, 52961]


def test_a_text_shows_a_value_with_its_own_decimals(mini: Path) -> None:
    """More than the indicator has, or fewer."""
    loans(mini, {2030: "9.9//1", 2031: "10"})
    asked = '{{ "loans.total" | number(year=previous_year) }} {{ "loans.total" | number }}'
    assert [one.shown for one in told(mini, f"# Lainat\n\n{asked}\n").log] == ["9,9", "10"]


def composed(root: Path, spec: str) -> Section:
    """Return the library's section on loans with a chart or table of this specification."""
    edit(root, EDITION, 'kind = "bars"\nindicators = ["loans.children", "loans.adults"]\n', spec)
    return section_of(document(root, "# Lainat\n\n::: chart loans\nOtsikko\n:::\n").sections)


def test_a_table_has_words_for_a_change_that_may_not_be_told(mini: Path) -> None:
    """The value that breaks the series bears a mark, and checking the figures says so, once for each row."""
    edit(mini, EDITION, 'columns = ["value", "share"]', 'columns = ["previous", "value", "change"]')
    loans(mini, {2030: "700", 2031: "1000/B"})
    made = section_of(document(mini, "# Lainat\n\n::: table loans\n:::\n").sections)
    table = next(block for block in made.blocks if isinstance(block, Table))
    assert [plain(cell.children) for cell in table.rows[-1].cells[1:]] == [
        "700",
        "1\u00a0000\u00a0b",
        "ei vertailtavissa",
    ]
    assert plain(table.note) == "b\u00a0= katkos aikasarjassa."
    found = only(check_figures(load_edition(mini, 2031).edition))
    assert (found.code, found.severity) == ("not-comparable", Severity.INFO)
    assert found.place == load_edition(mini, 2031).edition.tables["loans"].place


SERIES = 'kind = "series"\nindicators = ["loans.total"]\nyears = [2028, 2029, 2030, 2031]\n'


def test_a_chart_knows_where_its_series_breaks_and_says_so(mini: Path) -> None:
    """Its alternative tells the change since the break alone, and no largest or smallest of both sides."""
    loans(mini, {2028: "1", 2029: "2", 2030: "7/B", 2031: "9"})
    made = next(block for block in composed(mini, SERIES).blocks if isinstance(block, Chart))
    assert [datum.breaks for datum in made.data] == [False, False, True, False]
    assert made.labels["break"] == "sarja katkeaa"
    assert plain(made.alt).replace("\u00a0", " ") == (
        "Viivakaavio vuosilta 2028–2031. Lainat: 1 laina vuonna 2028, 2 vuonna 2029, 7 vuonna 2030 ja "
        "9 vuonna 2031. Muutos vuodesta 2030 vuoteen 2031: +2 lainaa. Sarja katkeaa vuonna 2030: sitä "
        "aiempiin lukuihin ei voi verrata."
    )


def test_a_chart_without_a_break_says_nothing_of_any(mini: Path) -> None:
    """A gap alone is no break."""
    loans(mini, {2028: "1", 2029: "2", 2031: "9"})
    made = next(block for block in composed(mini, SERIES).blocks if isinstance(block, Chart))
    assert not any(datum.breaks for datum in made.data)
    assert "break" not in made.labels


def test_no_chart_compares_just_two_years_that_cannot_be_compared(mini: Path) -> None:
    """A pair shows nothing but the change."""
    loans(mini, {2030: "700", 2031: "1000/B"})
    with pytest.raises(BadInput, match=r"Chart 'loans' compares years") as caught:
        composed(mini, 'kind = "pair"\nindicators = ["loans.total"]\nyears = [2030, 2031]\n')
    assert [found.code for found in caught.value.findings] == ["not-comparable"]


def test_a_line_is_cut_where_its_series_breaks() -> None:
    """Two strokes, an upright line with its words between them, past both markers, and every value marked."""
    data = over_years("own", 2026, 60, 62, 80, 86, label="Oma")
    data[2] = replace(data[2], breaks=True)
    whole = draw(
        chart("series", *over_years("own", 2026, 60, 62, 80, 86, label="Oma")), THEME, ChartFrame(300, 100)
    )
    made = draw(chart("series", *data, labels={"break": "sarja katkeaa"}), THEME, ChartFrame(300, 100))
    assert [_strokes(one) for one in (whole, made)] == [["M", "L", "L", "L"], ["M", "L", "M", "L"]]
    uprights = [box(mark) for mark in paths(made, stroke="muted") if len(mark.segments) == 2]
    marks = sorted(box(mark) for mark in paths(made, fill="primary", stroke="primary"))
    assert len(marks) == 4
    ((left, bottom, right, top),) = uprights
    before, after = marks[1:3]
    assert left == right == (before[2] + after[0]) / 2
    assert bottom < min(before[1], after[1])
    assert top > max(before[3], after[3])
    assert "sarja katkeaa" in [text.text for text in texts(made)]


def test_columns_mark_a_break_too() -> None:
    """They are not joined, but they stand side by side."""
    data = over_years("own", 2029, 60, 62, 80)
    data[1] = replace(data[1], breaks=True)
    made = draw(chart("columns", *data), THEME, ChartFrame(300, 100))
    assert len([mark for mark in paths(made, stroke="muted") if len(mark.segments) == 2]) == 1


def _strokes(drawing: Drawing) -> list[str]:
    (line,) = [
        mark for mark in drawing.marks if isinstance(mark, PathMark) and mark.fill is None and mark.width == 2
    ]
    return [code for code, _ in line.segments]
