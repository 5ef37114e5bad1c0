"""Scales, split bars, dots and meters show places, parts, counts and shares exactly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from charts_samples import (
    PARTS,
    SAMPLES,
    SHARES,
    STAFF,
    THEME,
    TOTAL,
    Box,
    box,
    chart,
    datum,
    drawn,
    ends,
    ink,
    paths,
    texts,
)

from reportgen.charts import ChartFrame, draw
from reportgen.errors import BadInput
from reportgen.model.document import Datum
from reportgen.model.drawing import Drawing, PathMark

HAIR = 0.05


# ------------------------------------------------------------ scale


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


# ------------------------------------------------------------ split


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


def bars_of(drawing: Drawing, data: Sequence[Datum]) -> list[tuple[float, float]]:
    """Return from where to where the parts of a split bar reach."""
    found = []
    for each in data:
        fill = THEME.area(each.area).colour if each.area else "neutral-strong"
        (part,) = paths(drawing, fill=fill)
        found.append((box(part)[0], box(part)[2]))
    return found


def hung(drawing: Drawing) -> list[tuple[float, Box]]:
    """Return the leaders of a split bar: where each begins, and the line that its text hangs from."""
    thin = [box(mark) for mark in paths(drawing, stroke="primary") if mark.width == 0.75]
    level = [line for line in thin if line[1] == line[3]]
    upright = [line for line in thin if line[0] == line[2]]
    assert len(level) == len(upright)
    return [
        (x, next(each for each in level if each[1] == foot and each[0] <= x <= each[2]))
        for x, foot, *_ in upright
    ]


SPLITS = [name for name, (each, _) in SAMPLES.items() if each.spec.kind == "split"]


@pytest.mark.parametrize("name", SPLITS)
def test_a_text_is_under_its_own_part_or_hangs_from_a_leader_that_is(name: str) -> None:
    """Left-aligned where the part starts and no wider than it, or under a line with a leader to its part."""
    drawing = drawn(name)
    data = [each for each in SAMPLES[name][0].data if each.value is not None]
    leaders = hung(drawing)
    for each, (start, end) in zip(data, bars_of(drawing, data), strict=True):
        (value,) = [text for text in texts(drawing) if text.size == 14 and text.text == each.shown]
        lines = [
            text for text in texts(drawing) if text.size == 10 and text.x == value.x and text.y < value.y
        ]
        above = [line for x, line in leaders if start < x < end and line[0] == pytest.approx(value.x)]
        if above:
            assert value.y < above[0][1] < value.y + 18
        else:
            assert value.x == pytest.approx(start)
            mine = [text for text in lines if text.y > value.y - 12 * (len(each.label.split()) + 1)]
            assert max(ink(text)[2] for text in mine[:1]) <= end + HAIR
        assert {value.anchor, *(text.anchor for text in lines)} == {"start"}


@pytest.mark.parametrize("name", SPLITS)
def test_no_leader_runs_through_a_text(name: str) -> None:
    """It passes the texts of the first level at a distance of two points at least."""
    drawing = drawn(name)
    for x, (_, foot, *_) in hung(drawing):
        for left, bottom, right, top in map(ink, texts(drawing)):
            assert top <= foot or bottom > drawing.height or not left - 2 < x < right + 2


@pytest.mark.parametrize("name", SPLITS)
def test_no_line_of_a_name_is_one_short_word(name: str) -> None:
    """An "and" stands with the word before or after it."""
    assert all(len(text.text) > 3 for text in texts(drawn(name)) if text.size == 10)


def test_words_are_divided_only_where_they_do_not_fit_whole() -> None:
    """A soft hyphen shows beside a narrow neighbour and not under a wide part."""
    whole = [text.text for text in texts(drawn("split"))]
    assert "sosiaalipalveluissa" in whole
    assert "sosiaali\u00ad" in [text.text for text in texts(drawn("split with a narrow part"))]


def test_narrow_neighbours_stand_on_two_levels_where_one_has_no_room() -> None:
    """The Swedish names of four parts: two hang from leaders, one of them lower."""
    levels = {line[1] for _, line in hung(drawn("split with narrow neighbours"))}
    assert len(levels) == 2


def test_names_that_cannot_be_seen_to_belong_to_their_parts_are_refused() -> None:
    """The finding names the chart's place and the kind that has room for long names."""
    crowded = [datum(name, 1, "Terveyspalveluissa") for name in "abcdefgh"]
    with pytest.raises(
        BadInput, match="cannot be set so that each belongs to its part in 200 points"
    ) as caught:
        draw(chart("split", *crowded), THEME, ChartFrame(200, 200))
    (finding,) = caught.value.findings
    assert str(finding.place) == "seeds/2031/edition.toml:12"
    assert 'kind = "bars"' in finding.remedy


def test_a_whole_that_is_listed_is_no_part() -> None:
    """The option no_bar leaves it out."""
    frame = SAMPLES["split"][1]
    assert draw(chart("split", *PARTS, TOTAL, no_bar=("total",)), THEME, frame) == drawn("split")


def test_a_missing_part_is_said_under_the_bar() -> None:
    """It has no width, and a line of its own tells why."""
    assert "muissa: ei tietoa" in [text.text for text in texts(drawn("split with a missing part"))]


def test_a_split_without_values_says_that_there_is_no_data() -> None:
    """There is nothing to divide."""
    drawing = draw(chart("split", datum("a", None), datum("b", None)), THEME, ChartFrame(100, 60))
    assert texts(drawing)[0].text == "ei tietoa"


# ------------------------------------------------------------ dots


@pytest.mark.parametrize(("part", "whole"), [(79, 332), (0, 7), (7, 7), (1, 1), (13, 26)])
def test_there_are_exactly_as_many_dots_as_things(part: int, whole: int) -> None:
    """So many filled, the rest outlined in grey."""
    drawing = draw(chart("dots", datum("a", part), datum("b", whole)), THEME, ChartFrame(300, 120))
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
    drawing = draw(chart("dots", datum("a", 79), datum("b", 332), rows=13), THEME, ChartFrame(510, 204))
    centres = {round((box(m)[0] + box(m)[2]) / 2, 1) for m in drawing.marks if isinstance(m, PathMark)}
    assert len(centres) == 26


def test_dots_that_would_run_together_are_refused() -> None:
    """A frame can be too small for its count."""
    with pytest.raises(BadInput, match="do not fit"):
        draw(chart("dots", datum("a", 10), datum("b", 1900)), THEME, ChartFrame(60, 20))


def test_a_missing_count_is_said() -> None:
    """No dot is drawn when one of the two counts is unknown."""
    drawing = draw(chart("dots", datum("a", None), datum("b", 9)), THEME, ChartFrame(60, 20))
    assert [text.text for text in texts(drawing)] == ["ei tietoa"]
    assert len(drawing.marks) == 1


# ------------------------------------------------------------ meters


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


@pytest.mark.parametrize("width", range(190, 340, 10))
def test_the_name_and_the_value_of_a_meter_stay_apart(width: int) -> None:
    """A name breaks into lines before it comes within twelve points of its value."""
    drawing = draw(chart("meters", SHARES[0]), THEME, ChartFrame(width, 60))
    *name, value = texts(drawing)
    assert value.text == SHARES[0].shown
    assert name[-1].y == value.y
    assert ink(value)[0] - max(ink(line)[2] for line in name) >= 12 - HAIR


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
