"""Each kind of chart shows its data to scale, in the theme's colours, and tells what is missing."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from charts_samples import (
    BOUGHT,
    ENDS,
    OTHER,
    OWN,
    PARTS,
    SAMPLES,
    SHARES,
    STAFF,
    THEME,
    TOTAL,
    UNITS,
    box,
    chart,
    datum,
    drawn,
    ink,
    moved,
    over_years,
    paths,
    rows,
    texts,
)

from reportgen.charts import HANGING, KINDS, OPTIONS, ChartFrame, draw, height_for, largest
from reportgen.errors import BadInput
from reportgen.model.drawing import PathMark
from reportgen.theme import contrast

HAIR = 0.05


def ends(drawing: object, colour: str = "primary") -> list[PathMark]:
    """Return the upright lines of 1.5 points: the ends of horizontal bars."""
    lines = [mark for mark in paths(drawing, stroke=colour) if mark.width == 1.5]  # type: ignore[arg-type]
    return [mark for mark in lines if box(mark)[0] == box(mark)[2]]


# ---------------------------------------------------------------- every kind


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_leaves_the_frame(name: str) -> None:
    """Strokes and the ink of texts, measured with the fonts' own tables, lie inside."""
    drawing = drawn(name)
    for mark in drawing.marks:
        if isinstance(mark, PathMark):
            left, bottom, right, top = box(mark)
            across = mark.width / 2 if bottom != top else 0
            along = mark.width / 2 if left != right else 0
            left, bottom, right, top = left - across, bottom - along, right + across, top + along
        else:
            left, bottom, right, top = ink(mark)
        assert left >= -HAIR and bottom >= -HAIR, mark
        assert right <= drawing.width + HAIR and top <= drawing.height + HAIR, mark


@pytest.mark.parametrize("name", SAMPLES)
def test_no_text_touches_another(name: str) -> None:
    """The ink boxes of any two texts are apart."""
    for one, two in combinations(texts(drawn(name)), 2):
        a, b = ink(one), ink(two)
        across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= HAIR or along <= HAIR, (one.text, two.text)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_line_runs_through_a_text(name: str) -> None:
    """Rules, bar ends, ticks and markers keep off texts."""
    drawing = drawn(name)
    found = [mark for mark in drawing.marks if isinstance(mark, PathMark) and mark.stroke]
    lines = [box(m) for m in found if len(m.segments) == 2 or box(m)[2] - box(m)[0] < 8]
    for text in texts(drawing):
        left, bottom, right, top = ink(text)
        for x0, y0, x1, y1 in lines:
            apart = x1 < left + 0.4 or x0 > right - 0.4 or y1 < bottom + 0.4 or y0 > top - 0.4
            assert apart, text.text


@pytest.mark.parametrize("name", SAMPLES)
def test_text_is_legible_and_the_colours_are_the_themes(name: str) -> None:
    """No text is under 8.5 points or fainter than 4.5 to 1 on paper; every colour is in the palette."""
    palette = set(THEME.palette.values())
    for mark in drawn(name).marks:
        if isinstance(mark, PathMark):
            assert {mark.fill, mark.stroke} - {None} <= palette
        else:
            assert mark.size >= 8.5
            assert mark.colour in palette
            assert contrast(mark.colour, THEME.colour("ground")) >= 4.5


@pytest.mark.parametrize("name", SAMPLES)
def test_drawing_twice_gives_the_same(name: str) -> None:
    """A drawing depends on its chart, theme and frame alone."""
    assert drawn(name) == drawn(name)


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    """The message helps to correct the specification."""
    with pytest.raises(ValueError, match=r"'sample'.*'barz'.*Did you mean 'bars'\?.*meters") as caught:
        draw(chart("barz", *STAFF), THEME, ChartFrame(100, 100))
    assert all(kind in str(caught.value) for kind in KINDS)


def test_every_kind_lists_the_options_it_reads() -> None:
    """Validation can tell a misspelt option from a known one."""
    assert set(OPTIONS) == set(KINDS)
    assert set(KINDS) >= HANGING


def test_a_text_without_room_stops_the_build_with_its_place() -> None:
    """A label longer than the chart is an error of the data, not a cut text."""
    long = chart("meters", datum("a", 5, "Lastensuojelunsijaishuoltopaikkojen"))
    with pytest.raises(BadInput) as caught:
        draw(long, THEME, ChartFrame(100, 60))
    (finding,) = caught.value.findings
    assert finding.code == "chart-room"
    assert str(finding.place) == "seeds/2031/edition.toml:12"
    assert "Lastensuojelunsijaishuoltopaikkojen" in finding.message


def test_two_texts_without_room_stop_the_build() -> None:
    """Overlapping year labels are named."""
    crowded = chart("columns", *over_years("a", 2000, *range(1, 30)))
    with pytest.raises(BadInput, match="overlap"):
        draw(crowded, THEME, ChartFrame(150, 60))


def test_a_character_that_the_font_lacks_is_named() -> None:
    """A missing glyph would be an empty box on the page."""
    with pytest.raises(BadInput, match=r"no glyph for U\+4E2D"):
        draw(chart("meters", datum("a", 5, "中")), THEME, ChartFrame(100, 60))


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-1, 10)])
def test_a_frame_has_a_size(size: tuple[float, float]) -> None:
    """A frame of no size is a mistake of the layout."""
    with pytest.raises(ValueError, match="above zero"):
        ChartFrame(*size)


@pytest.mark.parametrize("name", [name for name, (each, _) in SAMPLES.items() if each.spec.kind in HANGING])
def test_a_hanging_chart_fits_in_the_height_that_it_asks_for(name: str) -> None:
    """A frame as high as told holds the chart, and one two points lower does not."""
    sample, frame = SAMPLES[name]
    height = height_for(sample, THEME, frame)
    draw(sample, THEME, ChartFrame(frame.width, height, bar=frame.bar))
    with pytest.raises(BadInput):
        draw(sample, THEME, ChartFrame(frame.width, height - 2, bar=frame.bar))


def test_a_filling_chart_takes_the_height_that_it_is_given() -> None:
    """Bars, dots and series have no height of their own."""
    sample, frame = SAMPLES["dots"]
    assert height_for(sample, THEME, frame) == frame.height


@pytest.mark.parametrize("kind", ["bars", "meters", "split", "dots", "pair"])
def test_an_accent_that_the_theme_lacks_is_refused(kind: str) -> None:
    """The option names a colour role."""
    two = over_years("a", 2030, 1, 2) if kind == "pair" else [datum("a", 1), datum("b", 2)]
    with pytest.raises(BadInput, match="accent 'grene'"):
        draw(chart(kind, *two, accent="grene"), THEME, ChartFrame(200, 100))


def test_a_total_that_the_chart_does_not_list_is_refused() -> None:
    """A misspelt no_bar would draw the total as a bar."""
    with pytest.raises(BadInput, match=r"'totl'.*does not list"):
        draw(chart("bars", *STAFF, TOTAL, no_bar="totl"), THEME, ChartFrame(200, 150))


# ---------------------------------------------------------------- bars


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


@pytest.mark.parametrize("way", ["frame", "option"])
def test_days_can_share_a_maximum_with_other_charts(way: str) -> None:
    """Given twice the maximum, in the frame or as an option, bars of days are half as long."""
    frame = ChartFrame(120, 150, rows(6), labels=False, days=Decimal(600) if way == "frame" else None)
    sample = chart("bars", *UNITS) if way == "frame" else chart("bars", *UNITS, outlined_max="600")
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


@pytest.mark.parametrize(("value", "maximum"), [(-1, None), (5, 4)])
def test_a_value_off_the_scale_is_refused(value: int, maximum: int | None) -> None:
    """A bar from zero shows neither less than nothing nor more than its scale."""
    frame = ChartFrame(90, 25, rows(1), maximum=None if maximum is None else Decimal(maximum))
    with pytest.raises(BadInput, match=f"'a' is {value} in 2031"):
        draw(chart("bars", datum("a", value)), THEME, frame)


@pytest.mark.parametrize("text", ["many", "0", "-3", "NaN"])
def test_a_maximum_that_is_no_number_is_refused(text: str) -> None:
    """The option is named with what it held."""
    with pytest.raises(BadInput, match=f"outlined_max is '{text}'"):
        draw(chart("bars", *UNITS, outlined_max=text), THEME, ChartFrame(120, 150, rows(6)))


def test_rows_that_do_not_match_the_data_are_the_layouts_fault() -> None:
    """Four rows for three bars is no error of the data."""
    with pytest.raises(ValueError, match=r"3 bars.*4 rows"):
        draw(chart("bars", *STAFF), THEME, ChartFrame(120, 100, rows(4)))


def test_the_largest_value_of_several_charts_leaves_totals_out() -> None:
    """It is the maximum that they can share, for one kind of unit."""
    charts = [chart("bars", *STAFF, TOTAL, no_bar="total"), chart("bars", *UNITS)]
    assert largest(charts, "count") == 5846
    assert largest(charts, "day") == 300
    assert largest(charts, "hour") is None


# ---------------------------------------------------------------- scale


def test_the_block_reaches_from_the_previous_to_the_current_value() -> None:
    """Places on the scale are proportional between its ends."""
    drawing = drawn("scale")
    (block,) = paths(drawing, fill="primary")
    assert box(block)[0] == pytest.approx(158 / 200 * 510)
    assert box(block)[2] == pytest.approx(164 / 200 * 510)
    (zone,) = paths(drawing, fill="digital-medium")
    assert (box(zone)[0], box(zone)[2]) == (150 / 200 * 510, 510)


def test_the_ticks_are_labelled_with_real_signs() -> None:
    """Printed values where there are any, the steps between with a real minus, and plus signs when asked."""
    words = [text.text for text in texts(drawn("scale"))]
    assert {"\u2212100", "\u221250", "0", "+50", "+100", "erinomainen"} <= set(words)
    assert {"50", "100"} <= {text.text for text in texts(drawn("scale at its low end"))}


def test_labels_hang_outside_the_block() -> None:
    """The lesser value's label ends left of it and the greater one's starts right of it."""
    by_text = {text.text: text for text in texts(drawn("scale"))}
    assert ink(by_text["58 vuonna 2030"])[2] < 158 / 200 * 510
    assert ink(by_text["64 vuonna 2031"])[0] > 164 / 200 * 510


@pytest.mark.parametrize("name", ["scale at its low end", "scale at its high end"])
def test_a_label_without_room_turns_over_a_row_up(name: str) -> None:
    """At an end of the scale both labels are whole, on two rows."""
    labels = [text for text in texts(drawn(name)) if "vuonna" in text.text]
    assert len({text.y for text in labels}) == 2


def test_the_zone_is_named_under_the_scale_when_it_is_too_narrow() -> None:
    """The word stands lower than the ticks' numbers and is never dropped."""
    by_text = {text.text: text for text in texts(drawn("scale in a column"))}
    assert by_text["erinomainen"].y < by_text["+50"].y


def test_a_missing_current_value_is_said() -> None:
    """The previous value stays, and there is no block."""
    drawing = drawn("scale without a current value")
    assert {"ei tietoa", "58 vuonna 2030"} <= {text.text for text in texts(drawing)}
    assert paths(drawing, fill="primary") == []


def test_roles_on_the_scale_can_be_named() -> None:
    """Options name the indicators where their order is another."""
    turned = chart("scale", *ENDS, *moved(58, 64)[:2], value="nps", min="least", max="most", excellent="good")
    assert draw(turned, THEME, ChartFrame(300, 72)) == draw(
        chart("scale", *moved(58, 64)), THEME, ChartFrame(300, 72)
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (moved(58, 101), "'nps' is 101 in 2031"),
        (moved(58, 64)[:2], "no two ends"),
        ((*moved(58, 64)[:2], ENDS[1], ENDS[0]), "no two ends"),
    ],
)
def test_a_scale_that_cannot_hold_its_values_is_refused(data: tuple[object, ...], message: str) -> None:
    """The ends must be there, in order, and around every value."""
    with pytest.raises(BadInput, match=message):
        draw(chart("scale", *data), THEME, ChartFrame(300, 60))  # type: ignore[arg-type]


# ---------------------------------------------------------------- split


def test_parts_share_the_bar_by_their_values() -> None:
    """Widths are proportional and fill the frame; separators overshoot the bar by two points."""
    drawing = drawn("split")
    widths = []
    for each in PARTS:
        (part,) = paths(drawing, fill=THEME.area(each.area).colour)
        widths.append(box(part)[2] - box(part)[0])
        for line in ends(drawing):
            assert box(line)[3] - box(part)[3] == pytest.approx(2)
            assert box(part)[1] - box(line)[1] == pytest.approx(2)
    assert widths == pytest.approx([336 * 80 / 146, 336 * 46 / 146, 336 * 20 / 146], abs=0.01)
    assert len(ends(drawing)) == 4


def test_values_stand_under_their_parts_and_the_last_is_right_aligned() -> None:
    """The value is set in the headline font at 14 points."""
    drawing = drawn("split")
    values = [text for text in texts(drawing) if text.size == 14]
    assert [(text.text, text.font, text.anchor) for text in values] == [
        ("80", "headline", "start"),
        ("46", "headline", "start"),
        ("20", "headline", "end"),
    ]
    assert [text.x for text in values] == pytest.approx([0, 336 * 80 / 146, 336], abs=0.01)


def test_a_narrow_part_lets_its_label_reach_left() -> None:
    """The label ends at the part's right side and is whole."""
    drawing = drawn("split with a narrow part")
    (value,) = [text for text in texts(drawing) if text.text == "5"]
    (part,) = paths(drawing, fill="suomenlinna")
    assert value.anchor == "end"
    assert value.x <= box(part)[2]
    assert "".join(text.text for text in texts(drawing)).count("palveluissa") == 3


def test_a_whole_that_is_listed_is_no_part() -> None:
    """The option no_bar leaves it out."""
    assert draw(chart("split", *PARTS, TOTAL, no_bar="total"), THEME, ChartFrame(336, 80)) == drawn("split")


def test_a_missing_part_is_said_under_the_bar() -> None:
    """It has no width, and a line of its own tells why."""
    assert "muissa: ei tietoa" in [text.text for text in texts(drawn("split with a missing part"))]


def test_a_split_of_nothing_says_that_there_is_no_data() -> None:
    """Zero cannot be divided."""
    drawing = draw(chart("split", datum("a", 0), datum("b", None)), THEME, ChartFrame(100, 40))
    assert [text.text for text in texts(drawing)] == ["ei tietoa"]


def test_a_negative_part_is_refused() -> None:
    """A part of a whole cannot be below zero."""
    with pytest.raises(BadInput, match="'a' is below zero"):
        draw(chart("split", datum("a", -1), datum("b", 5)), THEME, ChartFrame(100, 40))


# ---------------------------------------------------------------- dots


@pytest.mark.parametrize(("part", "whole"), [(79, 332), (0, 7), (7, 7), (1, 1), (13, 26)])
def test_there_are_exactly_as_many_dots_as_things(part: int, whole: int) -> None:
    """So many filled, the rest outlined in grey, whatever the order of the two indicators."""
    for data in ([datum("a", part), datum("b", whole)], [datum("b", whole), datum("a", part)]):
        drawing = draw(chart("dots", *data), THEME, ChartFrame(300, 120))
        assert len(paths(drawing, fill="green")) == part
        assert len(paths(drawing, stroke="muted")) == whole - part


def test_dots_fill_column_by_column() -> None:
    """Every filled dot is left of, or above in the same column as, every outlined one."""
    drawing = drawn("small dots")
    filled = [(round(box(m)[0], 1), -round(box(m)[1], 1)) for m in paths(drawing, fill="green")]
    assert filled == sorted(filled)
    last = filled[-1][0]
    others = [box(mark) for mark in paths(drawing, stroke="muted")]
    assert all(left > last - 1 for left, *_ in others)


def test_dots_fill_the_frame_and_do_not_touch() -> None:
    """The first and last column and row stand on the frame's edges."""
    drawing = drawn("small dots")
    found = [(box(mark), mark.width / 2) for mark in drawing.marks if isinstance(mark, PathMark)]
    assert min(left - half for (left, _, _, _), half in found) == pytest.approx(0, abs=0.01)
    assert max(right + half for (_, _, right, _), half in found) == pytest.approx(190, abs=0.01)
    assert min(bottom - half for (_, bottom, _, _), half in found) == pytest.approx(0, abs=0.01)
    assert max(top + half for (_, _, _, top), half in found) == pytest.approx(34, abs=0.01)
    columns = sorted({round((left + right) / 2, 1) for (left, _, right, _), _ in found})
    size = found[0][0][2] - found[0][0][0]
    assert min(two - one for one, two in pairwise(columns)) > size


def test_the_rows_of_dots_can_be_given() -> None:
    """Thirteen rows of 332 dots are 26 columns."""
    drawing = draw(chart("dots", datum("a", 79), datum("b", 332), rows="13"), THEME, ChartFrame(510, 204))
    centres = {round((box(m)[0] + box(m)[2]) / 2, 1) for m in drawing.marks if isinstance(m, PathMark)}
    assert len(centres) == 26


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ((1, "2.5"), "2.5 cannot"),
        ((-1, 5), "-1 cannot"),
        ((1, 5000), "5000 cannot"),
        ((0, 0), "nothing to count"),
    ],
)
def test_what_cannot_be_counted_in_dots_is_refused(values: tuple[int | str, ...], message: str) -> None:
    """Dots are whole, positive, and few enough to see."""
    with pytest.raises(BadInput, match=message):
        draw(chart("dots", *(datum(f"i{n}", v) for n, v in enumerate(values))), THEME, ChartFrame(300, 100))


def test_dots_that_would_run_together_are_refused() -> None:
    """A frame can be too small for its count."""
    with pytest.raises(BadInput, match="do not fit"):
        draw(chart("dots", datum("a", 10), datum("b", 1900)), THEME, ChartFrame(60, 20))


def test_a_missing_count_is_said() -> None:
    """No dot is drawn when one of the two counts is unknown."""
    drawing = draw(chart("dots", datum("a", None), datum("b", 9)), THEME, ChartFrame(60, 20))
    assert [text.text for text in texts(drawing)] == ["ei tietoa"]
    assert len(drawing.marks) == 1


# ---------------------------------------------------------------- meters


def test_a_meter_shows_a_share_of_a_hundred() -> None:
    """The fill ends where the share does, and the track is the whole frame."""
    drawing = drawn("meters")
    assert [box(m)[2] - box(m)[0] for m in paths(drawing, fill="green-medium")] == [336, 336]
    lengths = [box(m)[2] for m in paths(drawing, fill="green")]
    assert lengths == pytest.approx([0.46 * 336, 0.26 * 336], abs=0.01)
    assert [box(m)[0] for m in ends(drawing, "green-dark")] == pytest.approx(lengths, abs=0.01)


def test_a_meter_without_a_value_says_so_on_an_empty_track() -> None:
    """The third share is unknown."""
    drawing = drawn("meters")
    assert len(paths(drawing, fill="missing")) == 1
    assert "ei tietoa" in [text.text for text in texts(drawing)]


def test_meters_stand_on_rows_if_given() -> None:
    """The bars are centred on the rows."""
    frame = ChartFrame(200, 100, (30.0, 80.0), bar=10)
    drawing = draw(chart("meters", *SHARES[:2]), THEME, frame)
    centres = [(box(m)[1] + box(m)[3]) / 2 for m in paths(drawing, fill="neutral")]
    assert centres == pytest.approx([70, 20])
    with pytest.raises(ValueError, match=r"2 bars.*1 rows"):
        draw(chart("meters", *SHARES[:2]), THEME, ChartFrame(200, 100, (30.0,)))


def test_marks_alone_are_drawn_where_a_table_has_the_texts() -> None:
    """Without labels a meter, a split bar and a pair hold no values."""
    for kind, data in (("meters", SHARES[:2]), ("split", PARTS), ("bars", STAFF)):
        assert texts(draw(chart(kind, *data), THEME, ChartFrame(200, 90, labels=False))) == []


# ---------------------------------------------------------------- series and columns


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
    circles = [m for m in paths(drawing, fill="primary", stroke="primary")]
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
