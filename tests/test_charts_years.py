"""Time series keep their gaps, name their lines, and compare years to scale."""

from __future__ import annotations

import pytest
from charts_samples import (
    BOUGHT,
    OTHER,
    OWN,
    THEME,
    box,
    chart,
    datum,
    drawn,
    over_years,
    paths,
    texts,
)

from reportgen.charts import ChartFrame, draw
from reportgen.errors import BadInput
from reportgen.model.drawing import PathMark


def test_a_missing_year_keeps_its_slot_with_a_band_and_two_slashes() -> None:
    """The band is one slot wide, and the lines have a gap there."""
    drawing = drawn("series")
    (band,) = paths(drawing, fill="missing")
    years = [text for text in texts(drawing) if text.text.isdigit() and len(text.text) == 4]
    assert [text.text for text in years] == [str(year) for year in range(2024, 2030)]
    pitch = years[1].x - years[0].x
    assert box(band)[2] - box(band)[0] == pytest.approx(pitch, abs=0.01)
    assert (box(band)[0] + box(band)[2]) / 2 == pytest.approx(years[3].x, abs=0.01)
    slashes = [m for m in paths(drawing, stroke="primary") if m.width == 1.5 and len(m.segments) == 2]
    assert len(slashes) == 2
    assert "ei tietoa" in [text.text for text in texts(drawing)]


def test_lines_break_at_gaps_and_keep_their_values_to_scale() -> None:
    """Own: one gap; other: two. Heights over the axis are proportional to values."""
    drawing = drawn("series")
    own, _, other = [m for m in drawing.marks if isinstance(m, PathMark) and m.fill is None and m.width == 2]
    assert [code for code, _ in own.segments] == ["M", "L", "L", "M", "L"]
    assert [code for code, _ in other.segments].count("M") == 3
    heights = [numbers[1] - 16 for _, numbers in own.segments]
    assert heights == pytest.approx([heights[-1] * v / 86 for v in (60, 62, 68, 80, 86)], abs=0.01)


def test_each_line_has_a_marker_of_its_own_at_every_value() -> None:
    """Circles, squares on paper, triangles: the shape tells lines apart without colour."""
    drawing = drawn("series")
    circles = paths(drawing, fill="primary", stroke="primary")
    squares = paths(drawing, fill="ground", stroke="text")
    triangles = paths(drawing, fill="muted", stroke="muted")
    assert (len(circles), len(squares), len(triangles)) == (5, 5, 4)
    assert {len(m.segments) for m in squares} != {len(m.segments) for m in triangles}
    assert any(code == "C" for code, _ in circles[0].segments)


def test_lines_are_named_at_their_ends_with_the_last_value() -> None:
    """Name and value stand right of the plot in the line's colour."""
    by_text = {text.text: text for text in texts(drawn("series"))}
    for name, value, colour in (
        ("Oma", "86", "primary"),
        ("Ostettu", "29", "text"),
        ("Muu palvelu", "27", "muted"),
    ):
        assert by_text[name].colour == by_text[value].colour == THEME.colour(colour)
        assert by_text[name].x == by_text[value].x > by_text["2029"].x


def test_a_year_that_nobody_listed_is_missing_too() -> None:
    """A jump from 2025 to 2027 leaves the slot of 2026 empty."""
    data = [datum("a", 5, "A", year=2025), datum("a", 7, "A", year=2027)]
    for kind in ("series", "columns"):
        drawing = draw(chart(kind, *data), THEME, ChartFrame(200, 80))
        assert len(paths(drawing, fill="missing")) == 1
        assert "2026" in [text.text for text in texts(drawing)]


def test_a_series_of_four_lines_is_refused() -> None:
    """Three are the most that can be followed."""
    extra = over_years("extra", 2024, 1, 2)
    with pytest.raises(BadInput, match="4 lines"):
        draw(chart("series", *OWN, *BOUGHT, *OTHER, *extra), THEME, ChartFrame(336, 130))


def test_the_colours_of_lines_can_be_given_by_role() -> None:
    """An unknown role is refused with the nearest one."""
    drawing = draw(chart("series", *OWN, colours="green-dark"), THEME, ChartFrame(300, 100))
    assert paths(drawing, fill="green-dark", stroke="green-dark")
    with pytest.raises(BadInput, match="'gren' is no colour role"):
        draw(chart("series", *OWN, colours="gren"), THEME, ChartFrame(300, 100))


def test_columns_are_as_high_as_their_values_and_end_in_a_line() -> None:
    """Heights are proportional from the axis; the end line overshoots by two points on either side."""
    drawing = drawn("columns")
    columns = [box(m) for m in paths(drawing, fill="copper")]
    heights = [top - bottom for _, bottom, _, top in columns]
    assert heights == pytest.approx([heights[-1] * v / 86 for v in (60, 62, 86)], abs=0.01)
    lines = [m for m in paths(drawing, stroke="primary") if m.width == 1.5 and box(m)[1] == box(m)[3]]
    for column, line in zip(columns, lines, strict=True):
        assert box(line)[:2] == pytest.approx((column[0] - 2, column[3]), abs=0.01)


def test_a_pair_outlines_the_previous_year_and_fills_the_current() -> None:
    """The two can be told apart in greyscale, and both are labelled."""
    drawing = drawn("pair")
    (before,) = paths(drawing, fill="green-medium", stroke="green-dark")
    (now,) = paths(drawing, fill="green")
    assert box(before)[2] < box(now)[0]
    assert [text.text for text in texts(drawing)] == ["2030", "2031", "24", "19"]


def test_a_pair_of_distant_years_has_no_gap_between() -> None:
    """It compares two years, and says nothing of those between."""
    drawing = draw(chart("pair", datum("a", 1, year=2025), datum("a", 2)), THEME, ChartFrame(150, 110))
    assert [text.text for text in texts(drawing)][:2] == ["2025", "2031"]
    assert paths(drawing, fill="missing") == []


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("pair", over_years("a", 2029, 1, 2, 3), "3 years"),
        ("columns", [*over_years("a", 2029, 1), *over_years("b", 2029, 1)], "2 indicators"),
        ("columns", over_years("a", 2029, 1, -2), "'a' is -2"),
    ],
)
def test_columns_that_do_not_suit_their_kind_are_refused(kind: str, data: list[object], message: str) -> None:
    """One indicator, from zero, and two years for a pair."""
    with pytest.raises(BadInput, match=message):
        draw(chart(kind, *data), THEME, ChartFrame(150, 110))  # type: ignore[arg-type]
