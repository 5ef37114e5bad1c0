"""Faults of charts that a stranger found, each with the smallest input, and others of the same kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from building import Shell
from charts_samples import THEME, box, chart, over_years, paths
from charts_trials import YEAR, Line, put, small_project, tried
from conftest import edit, faults, line_of, write

from reportgen.charts import ChartFrame, draw
from reportgen.model.chartkind import KINDS

EDITION = "seeds/2031/edition.toml"
PLAIN = ("Lainat", "Lån")


@dataclass(frozen=True)
class Case:
    """A chart of a small project: its kind, the unit and values of its indicators, and its options."""

    kind: str
    values: tuple[str, ...]
    unit: str = "loan"
    options: str = ""

    def findings(self, root: Path) -> list[tuple[str, str]]:
        """Return the code of each finding, and the whole of what it says."""
        put(small_project(root), self.kind, self.lines, [YEAR], self.options)
        told = dict.fromkeys(found for trial in tried(root) for found in trial.findings)
        return [(found.code, f"{found.place} {found.message} {found.remedy}") for found in told]

    @property
    def lines(self) -> tuple[Line, ...]:
        """One indicator a value."""
        values = [None if value == "" else Decimal(value) for value in self.values]
        return tuple(Line(self.unit, PLAIN, {YEAR: value}) for value in values)


REFUSED: Mapping[str, tuple[Case, str, str]] = {
    # Options: unknown, of the wrong type, out of their range, naming what is not there.
    "S7 misspelt": (Case("bars", ("1",), options='legned = "true"'), "unknown-key", "Did you mean 'legend'?"),
    "S7 of another kind": (Case("bars", ("1",), options="signed = true"), "unknown-key", "'signed'"),
    "S7 flag": (Case("bars", ("1",), options='legend = "yes"'), "unknown-value", "true or false"),
    "S7 choice": (Case("bars", ("1",), options='form = "fild"'), "unknown-value", '"filled"'),
    "S7 number": (Case("bars", ("1",), options='outlined_max = "many"'), "unknown-value", "above zero"),
    "S7 range": (Case("dots", ("1", "2"), options="rows = 0"), "unknown-value", "from 1 to 100"),
    "S7 whole": (Case("dots", ("1", "2"), options="rows = 2.5"), "unknown-value", "'rows' cannot be 2.5"),
    "S7 list": (Case("series", ("1",), options="colours = [1]"), "unknown-value", "colour roles"),
    "S7 colour": (
        Case("bars", ("1",), options='accent = "grene"'),
        "unknown-colour",
        "Did you mean 'green'?",
    ),
    "S7 total": (
        Case("bars", ("1", "2"), options='no_bar = "loans.i7"'),
        "unknown-indicator",
        "which the chart does not list",
    ),
    "S7 date": (Case("bars", ("1",), options='period = "plann"'), "unknown-date", "Did you mean 'plan'?"),
    "S7 kind": (Case("barz", ("1",)), "unknown-value", "Did you mean 'bars'?"),
    # As many things as the kind takes, of units that go together.
    "R7 gauge": (Case("gauge", ("1",)), "indicators-count", "what is reached, then its target"),
    "R7 dots": (Case("dots", ("1", "2", "3")), "indicators-count", "'tried' (dots) lists 3 indicators"),
    "R7 none": (Case("bars", ()), "indicators-count", "lists 0 indicators"),
    "R7 scale": (Case("scale", ("1", "2")), "indicators-count", "lists 2 indicators"),
    "R7 pair": (Case("pair", ("1",)), "years-count", "one indicator in two years"),
    "R7 units": (Case("meters", ("1",)), "chart-units", "'loans.i0' (loan)"),
    # Parts above, or beside, their whole; wholes of nothing.
    "S5 dots": (Case("dots", ("400", "332")), "chart-value", "'loans.i0' is 400 in 2031, more than"),
    "S5 dots, the whole named": (Case("dots", ("400", "332")), "chart-value", "'loans.i1' is 332"),
    "S5 split of a hundred": (Case("split", ("60", "60"), "percent"), "chart-value", "add up to 120"),
    "S5 split of a half": (Case("split", ("20", "30"), "percent"), "chart-value", "add up to 50"),
    "S5 split of its whole": (
        Case("split", ("5", "4", "8"), options='no_bar = "loans.i2"'),
        "chart-value",
        "the whole is 8: 'loans.i0' 5, 'loans.i1' 4",
    ),
    "S5 split of nothing": (Case("split", ("0", "0")), "chart-value", "all its parts are 0"),
    "S5 no whole": (Case("dots", ("0", "0")), "chart-value", "'loans.i1' is 0"),
    "S5 no target": (Case("gauge", ("5", "0"), "meur"), "chart-value", "'loans.i1' is 0"),
    "S5 meter": (Case("meters", ("101",), "percent"), "percent-range", "'loans.i0' is 101"),
    "S5 off the scale": (Case("scale", ("7", "0", "5")), "chart-value", "'loans.i0' is 7"),
    "S5 below zero": (Case("bars", ("3", "-1"), "meur"), "chart-value", "'loans.i1' is -1 in 2031"),
    "S5 gauge below zero": (Case("gauge", ("-68", "100"), "meur"), "chart-value", "'loans.i0' is -68"),
    "S5 half a dot": (Case("dots", ("2.5", "4")), "chart-value", "'loans.i0' is 2.5"),
    "S5 too many dots": (Case("dots", ("1", "2001")), "chart-value", "'loans.i1' is 2001"),
}


@pytest.mark.parametrize("id", REFUSED)
def test_what_cannot_be_drawn_is_refused_once_with_its_place(tmp_path: Path, id: str) -> None:
    """One finding, before anything is drawn, that names the value or the option."""
    case, code, told = REFUSED[id]
    ((found, text),) = case.findings(tmp_path)
    assert found == code
    assert told in text
    assert re.match(r"seeds/2031/\w+\.(toml|csv):\d+ ", text)


def test_s7_an_option_is_told_at_its_own_line(mini: Path) -> None:
    """And all of them in one run."""
    ids = 'indicators = ["loans.children", "loans.adults"]\n'
    edit(mini, EDITION, ids, f"{ids}[chart.loans.options]\nlegned = true\nform = 3\n")
    assert {(one.code, one.place and one.place.line) for one in faults(mini, YEAR)} == {
        ("unknown-key", line_of(mini, EDITION, "legned")),
        ("unknown-value", line_of(mini, EDITION, "form = 3")),
    }


@pytest.mark.parametrize("written", ["true", '"true"'])
def test_s7_what_is_true_may_stand_in_quotes_or_not(tmp_path: Path, written: str) -> None:
    """Both are read as what they say."""
    put(small_project(tmp_path), "bars", Case("bars", ("1",)).lines, [YEAR], f"legend = {written}")
    assert all(trial.chart and trial.chart.legend_alt for trial in tried(tmp_path))


FLAT: Mapping[str, tuple[str, tuple[int | str | None, ...]]] = {
    "zeros": ("series", (0, 0, 0)),
    "one zero": ("series", (0,)),
    "one value": ("series", (7,)),
    "equal": ("series", (5, 5, 5)),
    "negative": ("series", (-5, -1, -3)),
    "mixed": ("series", (-5, 0, 3)),
    "huge": ("series", (10**12, 0, 10**12)),
    "tiny": ("series", ("0.001", "0.002", "0.001")),
    "missing": ("series", (None, None, None)),
    "missing first": ("series", (None, 0, 0)),
    "missing last": ("series", (0, 0, None)),
    "columns of zeros": ("columns", (0, 0, 0)),
    "one column": ("columns", (0,)),
    "columns missing": ("columns", (None, None)),
    "huge columns": ("columns", (10**12, 1)),
    "a pair of zeros": ("pair", (0, 0)),
}


@pytest.mark.parametrize("id", FLAT)
def test_n4_a_series_of_any_values_is_drawn(tmp_path: Path, id: str) -> None:
    """On a sensible scale, in both languages and at every width."""
    kind, values = FLAT[id]
    years = range(YEAR + 1 - len(values), YEAR + 1)
    known = [None if value is None else Decimal(value) for value in values]
    line = Line("meur", PLAIN, dict(zip(years, known, strict=True)), decimals=3 if id == "tiny" else 0)
    put(small_project(tmp_path), kind, [line], list(years))
    for trial in tried(tmp_path):
        assert trial.findings == ()
        assert len(trial.drawings) == 3


def heights(*values: int) -> list[float]:
    """Return how high the markers of a series stand, in points over its frame's foot."""
    drawing = draw(chart("series", *over_years("a", YEAR, *values)), THEME, ChartFrame(336, 100))
    marks = [box(mark) for mark in paths(drawing, fill="primary", stroke="primary")]
    return [(bottom + top) / 2 for _, bottom, _, top in marks]


def test_n4_zeros_lie_flat_on_the_axis_and_values_stand_where_they_are() -> None:
    """Sixteen points over the foot, under which the years stand; zero is part of every scale."""
    assert heights(0, 0, 0) == pytest.approx([16, 16, 16])
    low, zero, high = heights(-50, 0, 50)
    assert low == pytest.approx(16)
    assert zero - low == pytest.approx(high - zero)
    first, second = heights(-50, -25)
    assert first == pytest.approx(16)
    assert second == pytest.approx((first + zero + zero - low) / 2, abs=40)
    assert heights(5, 5)[0] == pytest.approx(heights(10, 10)[0])


def test_n4_a_series_below_zero_shows_where_zero_is() -> None:
    """By a line, for the axis of years stands at the least value."""
    for values, lines in (((-5, 3), 1), ((1, 3), 0)):
        drawing = draw(chart("series", *over_years("a", YEAR, *values)), THEME, ChartFrame(336, 100))
        level = [box(mark) for mark in paths(drawing, stroke="muted")]
        assert len([line for line in level if line[1] == line[3]]) == lines


def test_r9_a_sea_joins_its_shares_and_counts_by_area_whatever_they_are_called(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One of two names changed, and another made equal to a third: every area keeps its own figures."""
    name = "seeds/indicators.toml"
    text = (project / name).read_text("utf-8")
    for id, short in (("staff.share_hospital", "Sjukhus"), ("staff.family", "Räddningsverket")):
        head = f'[indicator."{id}"]'
        before, _, after = text.partition(head)
        entry, gap, rest = after.partition("\n\n")
        changed, count = re.subn(r'(short = \{.*sv = )"[^"]*"', rf'\1"{short}"', entry)
        assert count == 1
        text = before + head + changed + gap + rest
    write(project, name, text)
    run = Shell(project, capsys)(
        "build",
        "2024",
        "--project",
        str(project),
        "--lang",
        "sv",
        "--format",
        "pdf",
        "--no-attachments",
        "--out",
        str(project / "made"),
    )
    assert run.code == 0, run.err


def test_every_kind_is_told_in_the_readme_with_its_options_and_limits() -> None:
    """Whoever writes a chart need not read the program."""
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    readme = readme.partition("### How a chart is described")[2].partition("options =")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", readme, re.MULTILINE))
    for name, kind in KINDS.items():
        assert kind.takes in rows[name]
        assert set(kind.options) - {"period"} == set(re.findall(r"`(\w+)`", rows[name]))
