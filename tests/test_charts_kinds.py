"""What holds for every kind of chart: it fits, it is legible, and its errors say what to do."""

from __future__ import annotations

from itertools import combinations

import pytest
from charts_samples import (
    SAMPLES,
    STAFF,
    THEME,
    box,
    chart,
    datum,
    drawn,
    ink,
    over_years,
    texts,
)

from reportgen.charts import ChartFrame, draw, height_for
from reportgen.errors import BadInput
from reportgen.model.chartkind import KINDS
from reportgen.model.drawing import PathMark
from reportgen.theme import contrast

HAIR = 0.05


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
        assert min(left, bottom) >= -HAIR, mark
        assert max(right - drawing.width, top - drawing.height) <= HAIR, mark


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


@pytest.mark.parametrize("kind", ["gauge", "sea"])
def test_a_kind_that_fills_a_page_is_left_to_its_layout(kind: str) -> None:
    """Anywhere else one finding says so, with the kinds that stand in a frame."""
    with pytest.raises(BadInput, match=r"'sample'.*only a layout of its own") as caught:
        draw(chart(kind, *STAFF), THEME, ChartFrame(100, 100))
    (finding,) = caught.value.findings
    assert all(other in finding.remedy for other in KINDS if other not in ("gauge", "sea"))


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
    """The first and the last year are always told; in too little room they are named as overlapping."""
    crowded = chart("columns", *over_years("a", 2000, *range(1, 30)))
    with pytest.raises(BadInput, match="'2000' and '2028' overlap"):
        draw(crowded, THEME, ChartFrame(30, 60))


@pytest.mark.parametrize("count", [2, 5, 9, 17, 29, 40])
def test_years_are_told_as_far_as_there_is_room(count: int) -> None:
    """The first and the last whole, and of those between every second, third or so."""
    crowded = chart("columns", *over_years("a", 2000, *range(1, count + 1)))
    found = texts(draw(crowded, THEME, ChartFrame(150, 60, labels=False)))
    assert {"2000", str(1999 + count)} <= {text.text for text in found}
    assert len(found) >= min(count, 4)


def test_a_character_that_the_font_lacks_is_named() -> None:
    """A missing glyph would be an empty box on the page."""
    with pytest.raises(BadInput, match=r"no glyph for U\+4E2D"):
        draw(chart("meters", datum("a", 5, "中")), THEME, ChartFrame(100, 60))


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (-1, 10)])
def test_a_frame_has_a_size(size: tuple[float, float]) -> None:
    """A frame of no size is a mistake of the layout."""
    with pytest.raises(ValueError, match="above zero"):
        ChartFrame(*size)


@pytest.mark.parametrize("name", [name for name, (each, _) in SAMPLES.items() if KINDS[each.spec.kind].hangs])
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
