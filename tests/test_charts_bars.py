"""Bars show values to scale from one line, in a form that tells their unit."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from charts_samples import (
    STAFF,
    THEME,
    TOTAL,
    UNITS,
    box,
    chart,
    datum,
    drawn,
    ends,
    paths,
    rows,
    texts,
)

from reportgen.charts import ChartFrame, draw, largest
from reportgen.theme import contrast


def test_bars_are_as_long_as_their_values_from_one_start_line() -> None:
    """Lengths are proportional, the largest ends at the frame's edge, and fills are the areas' colours."""
    drawing = drawn("bars beside a table")
    (start,) = [mark for mark in paths(drawing, stroke="primary") if mark.width == 0.75]
    assert box(start) == (0.375, 0, 0.375, 100)
    reached = [box(mark)[0] - 0.375 for mark in ends(drawing)]
    assert reached[0] + 0.375 + 0.75 == pytest.approx(206)
    for length, each in zip(reached, STAFF, strict=True):
        assert length / reached[0] == pytest.approx(float(each.value or 0) / 5846, abs=1e-4)
        (bar,) = paths(drawing, fill=THEME.area(each.area).colour)
        assert box(bar)[2] == pytest.approx(0.375 + length, abs=0.01)


def test_bars_stand_on_the_rows_that_the_table_gave() -> None:
    """The centre of each bar and of its end line is the row's, counted from the top."""
    drawing = drawn("bars beside a table")
    for line, each, row in zip(ends(drawing), STAFF, rows(3), strict=True):
        (bar,) = paths(drawing, fill=THEME.area(each.area).colour)
        assert (box(bar)[1] + box(bar)[3]) / 2 == pytest.approx(100 - row)
        assert box(line)[1] == pytest.approx(box(bar)[1] - 2)
        assert box(line)[3] == pytest.approx(box(bar)[3] + 2)


def test_a_total_gets_no_bar_but_keeps_its_row() -> None:
    """Three bars on four rows, to the scale of the parts."""
    assert len(ends(drawn("bars beside a table"))) == len(STAFF)


def test_bars_shrink_before_their_gap_gets_too_small() -> None:
    """The gap is at least 80 % of the bar."""
    drawing = draw(chart("bars", *STAFF), THEME, ChartFrame(100, 54, rows(3, 18), bar=15, labels=False))
    bars = [box(paths(drawing, fill=THEME.area(each.area).colour)[0]) for each in STAFF]
    for upper, lower in pairwise(bars):
        assert upper[1] - lower[3] >= 0.8 * (upper[3] - upper[1]) - 0.01


def test_the_form_of_a_bar_tells_its_unit() -> None:
    """Visits are filled, days outlined by one point without fill, people a line with a dot of radius 3."""
    drawing = drawn("bars of every unit")
    assert len(paths(drawing, fill="copper")) == 1
    outlined = [mark for mark in paths(drawing, stroke="primary") if mark.width == 1]
    assert len(outlined) == 2
    dots = paths(drawing, fill="primary")
    assert [box(mark)[2] - box(mark)[0] for mark in dots] == [6, 6]
    level = [m for m in paths(drawing, stroke="primary") if m.width == 1.5 and box(m)[1] == box(m)[3]]
    assert [box(mark)[2] for mark in level] == [(box(dot)[0] + box(dot)[2]) / 2 for dot in dots]


def test_every_unit_has_a_scale_of_its_own() -> None:
    """Days and people do not shrink because visits are many, and half as many days reach half as far."""
    day, night = [mark for mark in paths(drawn("bars of every unit"), stroke="primary") if mark.width == 1]
    assert box(day)[2] + 0.5 == pytest.approx(120 - 0.75, abs=0.01)
    assert box(night)[2] + 0.5 - 0.375 == pytest.approx((box(day)[2] + 0.5 - 0.375) / 2, abs=0.01)


def test_a_bar_without_an_area_or_accent_is_light_so_that_its_end_shows() -> None:
    """Its fill is the strong neutral and not the colour of its end; an accent is drawn as it is named."""
    plain = (datum("a", 4), datum("b", 2, area="unheard-of"))
    frame = ChartFrame(90, 50, rows(2), labels=False)
    drawing = draw(chart("bars", *plain), THEME, frame)
    assert len(paths(drawing, fill="neutral-strong")) == len(ends(drawing)) == 2
    assert paths(drawing, fill="primary") == []
    assert contrast(THEME.colour("neutral-strong"), THEME.colour("primary")) > 3
    asked = draw(chart("bars", *plain, accent="primary"), THEME, frame)
    assert len(paths(asked, fill="primary")) == 2


@pytest.mark.parametrize("way", ["frame", "option"])
def test_days_can_share_a_maximum_with_other_charts(way: str) -> None:
    """Given twice the maximum, in the frame or as an option, bars of days are half as long."""
    frame = ChartFrame(120, 150, rows(6), labels=False, days=Decimal(600) if way == "frame" else None)
    sample = chart("bars", *UNITS) if way == "frame" else chart("bars", *UNITS, outlined_max=Decimal(600))
    drawing = draw(sample, THEME, frame)
    day = next(mark for mark in paths(drawing, stroke="primary") if mark.width == 1)
    assert box(day)[2] + 0.5 - 0.375 == pytest.approx((120 - 0.375 - 0.75) / 2, abs=0.01)


def test_filled_bars_can_share_a_maximum_with_other_charts() -> None:
    """The frame's maximum is the end of the scale."""
    frame = ChartFrame(206, 75, rows(3), maximum=Decimal(11692), labels=False)
    drawing = draw(chart("bars", *STAFF), THEME, frame)
    assert box(ends(drawing)[0])[0] - 0.375 == pytest.approx((206 - 0.375 - 0.75) / 2, abs=0.01)


def test_all_units_can_be_filled() -> None:
    """The option form draws people and days as bars where there is nothing to tell apart."""
    drawing = draw(chart("bars", *UNITS, form="filled"), THEME, ChartFrame(120, 150, rows(6), labels=False))
    assert len(ends(drawing)) == 5
    assert not [mark for mark in paths(drawing, stroke="primary") if mark.width == 1]


def test_a_missing_bar_says_so() -> None:
    """The row holds the word for no data and no mark, and zero is a mark at the start."""
    drawing = draw(
        chart("bars", datum("a", 4), datum("b", 0), datum("c", None)),
        THEME,
        ChartFrame(90, 75, rows(3), labels=False),
    )
    assert [text.text for text in texts(drawing)] == ["ei tietoa"]
    assert texts(drawing)[0].y == pytest.approx(75 - 62.5 - 0.66 * 8.5 / 2, abs=0.02)
    assert box(ends(drawing)[1])[0] == 0.75


def test_a_mark_of_next_to_nothing_stays_inside_the_frame() -> None:
    """A dot of few people touches the frame's edge instead of crossing it."""
    data = (datum("many", 9000, form="person"), datum("few", 1, form="person"))
    drawing = draw(chart("bars", *data), THEME, ChartFrame(90, 50, rows(2), labels=False))
    assert [box(dot)[0] for dot in paths(drawing, fill="primary")] == [84, 0]


def test_labels_and_values_stand_with_their_bars() -> None:
    """Without a table, every label is over its bar and every value right of it."""
    drawing = drawn("bars with labels")
    shown = {text.text: text for text in texts(drawing)}
    for line, each in zip(ends(drawing), STAFF, strict=True):
        x, bottom, _, top = box(line)
        assert bottom < shown[each.shown].y < top
        assert shown[each.shown].x >= x + 4
    assert {"Totalt", "10739"} <= set(shown)


def test_rows_that_do_not_match_the_data_are_the_layouts_fault() -> None:
    """Four rows for three bars is no error of the data."""
    with pytest.raises(ValueError, match=r"3 bars.*4 rows"):
        draw(chart("bars", *STAFF), THEME, ChartFrame(120, 100, rows(4)))


def test_the_largest_value_of_several_charts_leaves_totals_out() -> None:
    """It is the maximum that they can share, for one kind of unit."""
    charts = [chart("bars", *STAFF, TOTAL, no_bar=("total",)), chart("bars", *UNITS)]
    assert largest(charts, "count") == 5846
    assert largest(charts, "day") == 300
    assert largest(charts, "hour") is None
