"""The recorder keeps what matplotlib draws as paths and plain text, and refuses all that it cannot keep."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Any

import pytest
from charts_samples import SAMPLES, THEME, drawn, ink
from matplotlib import rc_context, rcParams
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from reportgen.charts.recorder import Recorder, UnsupportedMark
from reportgen.model.drawing import Mark, PathMark, TextMark

RED, BLUE = (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)
ROOT = FilePath(__file__).resolve().parent.parent


def font(key: str = "text", size: float = 10) -> FontProperties:
    """Return a font of the theme as matplotlib names it."""
    return FontProperties(fname=str(THEME.fonts[key]), size=size)


def record(*artists: Any) -> list[Mark]:
    """Return the marks of artists placed in points on a sheet of 100 by 100."""
    figure = Figure(figsize=(100 / 72, 100 / 72), dpi=72, frameon=False)
    for artist in artists:
        if not artist.is_transform_set():
            artist.set_transform(Affine2D())
        figure.add_artist(artist)
    recorder = Recorder(100, 100, THEME)
    figure.draw(recorder)
    assert len(recorder.boxes) == len(recorder.marks)
    return recorder.marks


def test_a_rectangle_keeps_its_corners_fill_stroke_and_width() -> None:
    """Points are points from the lower left, and colours are exact."""
    (mark,) = record(Rectangle((10, 20), 30, 40, facecolor=RED, edgecolor=BLUE, linewidth=1.5))
    assert isinstance(mark, PathMark)
    assert mark.segments[:4] == (("M", (10, 20)), ("L", (40, 20)), ("L", (40, 60)), ("L", (10, 60)))
    assert mark.segments[-1] == ("Z", ())
    assert (mark.fill, mark.stroke, mark.width, mark.clip) == (RED, BLUE, 1.5, None)


def test_a_fill_without_stroke_has_no_width() -> None:
    """A patch of matplotlib always has a line width; without a colour it is none."""
    (mark,) = record(Rectangle((0, 0), 5, 5, facecolor=RED, edgecolor="none", linewidth=3))
    assert isinstance(mark, PathMark)
    assert (mark.stroke, mark.width) == (None, 0.0)


def test_what_paints_nothing_is_no_mark() -> None:
    """A patch without fill and stroke leaves nothing behind."""
    assert record(Rectangle((0, 0), 5, 5, facecolor="none", edgecolor="none")) == []


def test_curves_stay_curves() -> None:
    """A circle is recorded as cubic curves, not as a polygon."""
    (mark,) = record(Circle((50, 50), 10, facecolor=RED, edgecolor="none"))
    assert isinstance(mark, PathMark)
    assert {code for code, _ in mark.segments} == {"M", "C", "Z"}


def test_a_quadratic_curve_becomes_the_same_cubic() -> None:
    """The control points of the raised curve stand two thirds of the way to the quadratic one's."""
    path = Path([(0, 0), (30, 60), (60, 0)], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    (mark,) = record(PathPatch(path, facecolor=RED, edgecolor="none"))
    assert isinstance(mark, PathMark)
    assert mark.segments[1] == ("C", (20, 40, 40, 40, 60, 0))


def test_a_line_breaks_where_a_value_is_missing() -> None:
    """A gap in the data starts a new subpath; nothing is drawn across it."""
    line = Line2D([0, 10, 20, 30, 40], [5, 5, float("nan"), 5, 5], color=RED, solid_capstyle="butt")
    (mark,) = record(line)
    assert isinstance(mark, PathMark)
    assert [code for code, _ in mark.segments] == ["M", "L", "M", "L"]


def test_markers_and_collections_become_one_path_each() -> None:
    """Three markers and two members of a collection are five marks."""
    markers = Line2D([10, 20, 30], [10, 10, 10], linestyle="none", marker="s", color=RED)
    squares = PathCollection(
        [Path.unit_rectangle()], offsets=[(50, 50), (60, 60)], facecolors=[BLUE], linewidths=0
    )
    squares.set_offset_transform(IdentityTransform())
    marks = record(markers, squares)
    assert len(marks) == 5
    starts = [mark.segments[0][1] for mark in marks if isinstance(mark, PathMark)]
    assert starts == [(50, 50), (60, 60), (7, 7), (17, 7), (27, 7)]


def test_a_rectangular_clip_is_kept() -> None:
    """The clip is recorded as left, bottom, width and height."""
    patch = Rectangle((0, 0), 90, 90, facecolor=RED)
    patch.set_clip_box(Bbox.from_bounds(5, 6, 20, 30))
    (mark,) = record(patch)
    assert isinstance(mark, PathMark)
    assert mark.clip == (5, 6, 20, 30)


@pytest.mark.parametrize(("align", "anchor"), [("left", "start"), ("center", "middle"), ("right", "end")])
def test_text_keeps_its_anchor_font_and_baseline(align: Any, anchor: str) -> None:
    """The anchor point is where the text was put, whatever its width."""
    text = Text(50, 40, "Åbo 5", fontproperties=font("bold", 9), ha=align, va="baseline", color=BLUE)
    (mark,) = record(text)
    assert mark == TextMark(50.0, 40.0, "Åbo 5", "bold", 9.0, BLUE, anchor)  # type: ignore[arg-type]


def test_text_is_measured_with_the_fonts_own_widths() -> None:
    """Right-aligned text of two lines starts where the font's tables say, to a hundredth of a point."""
    text = Text(90, 40, "15 434\nhenkilöstö", fontproperties=font("headline", 20), ha="right", va="baseline")
    for mark in record(text):
        assert isinstance(mark, TextMark)
        assert ink(mark)[2] == pytest.approx(90, abs=0.01)


def test_a_dollar_sign_is_refused_only_as_mathematics() -> None:
    """Text told to be plain may hold dollar signs."""
    (mark,) = record(Text(0, 0, "$5 and $6", fontproperties=font(), parse_math=False))
    assert isinstance(mark, TextMark)
    assert mark.text == "$5 and $6"


def _half(artist: Any) -> Any:
    artist.set_alpha(0.5)
    return artist


def _clipped(artist: Any, box: bool) -> Any:
    if box:
        artist.set_clip_on(True)
        artist.set_clip_box(Bbox.unit())
    else:
        artist.set_clip_path(Circle((5, 5), 2, transform=IdentityTransform()))
    return artist


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "hatch": (lambda: Rectangle((0, 0), 5, 5, hatch="//"), "a hatch"),
    "alpha": (lambda: _half(Rectangle((0, 0), 5, 5)), "transparency"),
    "dashes": (lambda: Line2D([0, 9], [0, 9], linestyle="--", dash_capstyle="butt"), "a dashed line"),
    "dashed collection": (lambda: LineCollection([[(0, 0), (9, 9)]], linestyles="dashed"), "a dashed line"),
    "caps": (lambda: Line2D([0, 9], [0, 9], solid_capstyle="round"), "a line with round caps"),
    "sketch": (lambda: Rectangle((0, 0), 5, 5, sketch_params=2), "a sketched line"),
    "round clip": (lambda: _clipped(Rectangle((0, 0), 5, 5), box=False), "a clip that is not a rectangle"),
    "turned text": (lambda: Text(5, 5, "a", rotation=90, fontproperties=font()), "turned text ('a')"),
    "mathematics": (lambda: Text(5, 5, "$x^2$", fontproperties=font()), "mathematics ('$x^2$')"),
    "clipped text": (
        lambda: _clipped(Text(5, 5, "a", fontproperties=font()), box=True),
        "clipped text ('a')",
    ),
    "another font": (lambda: Text(5, 5, "a", family="DejaVu Sans"), "a font that is not the theme's"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_drawing_cannot_hold_is_refused(name: str) -> None:
    """Nothing is skipped: the error names what was asked for."""
    make, message = REFUSED[name]
    with pytest.raises(UnsupportedMark) as caught:
        record(make())
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("method", "count"),
    [("draw_image", 4), ("draw_gouraud_triangles", 4), ("draw_tex", 6), ("start_filter", 0)],
)
def test_images_gradients_tex_and_filters_are_refused(method: str, count: int) -> None:
    """What else matplotlib can draw has no fallback."""
    with pytest.raises(UnsupportedMark):
        getattr(Recorder(10, 10, THEME), method)(*[None] * count)


def test_an_image_on_axes_is_refused() -> None:
    """An artist that draws pixels meets the refusal on its usual way."""
    figure = Figure(figsize=(1, 1), dpi=72, frameon=False)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.imshow([[0, 1], [1, 0]])
    with pytest.raises(UnsupportedMark, match="an image"):
        figure.draw(Recorder(72, 72, THEME))


@pytest.mark.parametrize("name", ["scale", "series", "dots"])
def test_a_drawing_does_not_depend_on_matplotlibs_settings(name: str) -> None:
    """A reader's own matplotlibrc changes no chart, and drawing changes no setting."""
    plain = drawn(name)
    with rc_context({"lines.linewidth": 9, "font.size": 40, "path.sketch": (1, 2, 3), "patch.linewidth": 7}):
        before = dict(rcParams)
        assert drawn(name) == plain
        assert dict(rcParams) == before


def test_matplotlib_is_imported_by_drawing_alone_and_pyplot_never() -> None:
    """A command that draws nothing does not pay for matplotlib."""
    code = f"""
import sys
sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from charts_samples import SAMPLES, drawn
assert "matplotlib" not in sys.modules, "reportgen.charts imports matplotlib"
for name in SAMPLES:
    drawn(name)
assert "matplotlib" in sys.modules
print("matplotlib.pyplot" in sys.modules)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout.strip(), run.stderr) == ("False", "")


def test_every_kind_is_drawn_by_some_sample() -> None:
    """The tests of all samples are tests of all kinds."""
    from reportgen.charts.kinds import DRAWINGS

    assert {chart.spec.kind for chart, _ in SAMPLES.values()} == set(DRAWINGS)
