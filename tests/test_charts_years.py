"""Time series keep their gaps, name their lines, and compare years to scale."""

from __future__ import annotations

import pytest
from charts_samples import (
    OWN,
    SAMPLES,
    THEME,
    WHOLE,
    Box,
    box,
    chart,
    datum,
    drawn,
    ink,
    over_years,
    paths,
    texts,
)

from reportgen.charts import ChartFrame, draw
from reportgen.charts.kinds.places import crosses
from reportgen.model.drawing import Drawing, PathMark


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


def breaks(drawing: Drawing) -> list[Box]:
    """Return the upright grey lines of a drawing."""
    thin = [box(mark) for mark in paths(drawing, stroke="muted") if mark.width == 0.75]
    return [line for line in thin if line[0] == line[2]]


def test_the_line_of_a_break_stands_beside_the_broken_line_alone() -> None:
    """It reaches past the markers of that line and stays under the whole one, which it does not cut."""
    drawing = drawn("series with a break")
    ((x, bottom, _, top),) = breaks(drawing)
    before, after = (box(mark) for mark in paths(drawing, fill="ground", stroke="text")[:2])
    assert before[2] < x < after[0]
    assert bottom < min(before[1], after[1])
    assert top > max(before[3], after[3])
    whole = [box(mark)[1] for mark in paths(drawing, fill="primary", stroke="primary")[:2]]
    assert top < min(whole)


@pytest.mark.parametrize("name", ["series with a break", "series that breaks at its top"])
def test_the_words_of_a_break_stand_near_it_and_over_no_line(name: str) -> None:
    """They are on one side of it, less than five points away, and clear of every stroke and marker."""
    drawing = drawn(name)
    ((x, bottom, _, top),) = breaks(drawing)
    (words,) = [ink(text) for text in texts(drawing) if text.text == "sarja katkeaa"]
    assert min(abs(words[0] - x), abs(words[2] - x)) < 5
    assert words[3] > bottom - 12
    assert words[1] < top + 12
    assert clear(drawing, words)


def clear(drawing: Drawing, words: Box) -> bool:
    """Tell whether no line of two points and no marker comes under a text."""
    for mark in drawing.marks:
        if not isinstance(mark, PathMark):
            continue
        if mark.width == 2:
            here = (0.0, 0.0)
            for code, numbers in mark.segments:
                there = (numbers[0], numbers[1])
                if code == "L" and crosses(words, here, there):
                    return False
                here = there
        elif mark.fill and mark.stroke:
            left, bottom, right, top = box(mark)
            if min(right, words[2]) > max(left, words[0]) and min(top, words[3]) > max(bottom, words[1]):
                return False
    return True


@pytest.mark.parametrize("name", [name for name, (each, _) in SAMPLES.items() if each.spec.kind == "series"])
def test_no_text_of_a_series_is_over_a_line_or_a_marker(name: str) -> None:
    """Values, words of breaks and of gaps stand where nothing is drawn."""
    drawing = drawn(name)
    assert all(clear(drawing, ink(text)) for text in texts(drawing))


def test_a_year_that_one_line_lacks_has_slashes_at_its_height() -> None:
    """Two, of the form of those on the axis, between its neighbours; the words say what they mean."""
    drawing = drawn("series of which one lacks a year")
    found = [mark for mark in paths(drawing, stroke="text") if mark.width == 1.5 and len(mark.segments) == 2]
    assert len(found) == 2
    (place,) = [text.x for text in texts(drawing) if text.text == "2029"]
    assert sum((box(mark)[0] + box(mark)[2]) / 2 for mark in found) / 2 == pytest.approx(place, abs=0.01)
    before, after = (box(mark) for mark in paths(drawing, fill="ground", stroke="text")[1:3])
    height = sum(box(mark)[1] + box(mark)[3] for mark in found) / 4
    assert height == pytest.approx((before[1] + before[3] + after[1] + after[3]) / 4, abs=0.01)
    assert {box(mark)[2] - box(mark)[0] for mark in found} == {6}
    assert paths(drawing, fill="missing") == []
    assert [text.text for text in texts(drawing)].count("ei tietoa") == 1


def test_a_line_that_begins_late_has_slashes_in_the_years_before() -> None:
    """They stand at the height of its first value."""
    late = over_years("late", 2027, None, None, 9, 9, 13)
    drawing = draw(chart("series", *WHOLE, *late), THEME, ChartFrame(336, 100))
    found = [
        box(mark) for mark in paths(drawing, stroke="text") if mark.width == 1.5 and len(mark.segments) == 2
    ]
    first = box(paths(drawing, fill="ground", stroke="text")[0])
    assert len(found) == 4
    middle = pytest.approx((first[1] + first[3]) / 2, abs=0.01)
    assert all((line[1] + line[3]) / 2 == middle for line in found)


def test_two_lines_show_the_values_that_they_begin_with() -> None:
    """In the colour of each, centred on its first marker."""
    drawing = drawn("series with a break")
    (year,) = [text.x for text in texts(drawing) if text.text == "2027"]
    shown = {text.text: text for text in texts(drawing) if abs(text.x - year) < 0.01}
    assert shown["50"].colour == THEME.colour("primary")
    assert shown["29"].colour == THEME.colour("text")


def test_values_keep_off_the_band_of_a_missing_year() -> None:
    """Two points at least, on both of its sides; the words in it are on one line and may reach out."""
    drawing = drawn("series with large numbers")
    ((left, _, right, _),) = (box(mark) for mark in paths(drawing, fill="missing"))
    by_text = {text.text: ink(text) for text in texts(drawing)}
    assert by_text["1536878"][2] <= left - 2 + 0.01
    assert by_text["1511000"][0] >= right + 2 - 0.01
    words = by_text["ei tietoa"]
    assert words[0] < left
    assert words[2] > right


def test_words_that_would_touch_a_line_break_inside_the_band() -> None:
    """Lines near the axis on both sides leave them only the band."""
    low = over_years("low", 2024, 100, 100, 20, None, 20, 100)
    drawing = draw(chart("series", *low), THEME, ChartFrame(150, 90))
    assert {"ei", "tietoa"} <= {text.text for text in texts(drawing)}


def test_the_words_of_a_break_between_columns_touch_no_column() -> None:
    """Nor a value over one; where there is no room for them, the line stands alone."""
    drawing = drawn("columns that break")
    assert len(breaks(drawing)) == 2
    columns = [box(mark) for mark in paths(drawing, fill="neutral-strong")]
    for left, bottom, right, top in (ink(text) for text in texts(drawing) if text.text == "sarja katkeaa"):
        assert not any(
            min(right, c[2]) > max(left, c[0]) and min(top, c[3]) > max(bottom, c[1]) for c in columns
        )


def test_the_colours_of_lines_can_be_given_by_role() -> None:
    """The first line takes the first of them."""
    drawing = draw(chart("series", *OWN, colours=("green-dark",)), THEME, ChartFrame(300, 100))
    assert paths(drawing, fill="green-dark", stroke="green-dark")


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
