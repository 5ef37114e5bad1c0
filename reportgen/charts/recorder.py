"""A matplotlib renderer that records marks instead of painting them.

It keeps paths (fill, stroke, width, rectangular clip) and lines of text. What a `Drawing` cannot say is
refused, never left out: an image, a hatch, transparency, dashes, mathematics, turned text, other fonts.
Line joins are not recorded; the renderer that replays the marks joins lines in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NoReturn

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform

from reportgen.charts.metrics import extent
from reportgen.model.drawing import Colour, Mark, PathMark, Segment, TextMark
from reportgen.theme import Theme

Box = tuple[float, float, float, float]
"""The ink of a mark: left, bottom, right, top."""

_ANCHOR: Mapping[str, tuple[Literal["start", "middle", "end"], float]] = {
    "left": ("start", 0.0),
    "center": ("middle", 0.5),
    "right": ("end", 1.0),
}
_PLACES = 3  # a thousandth of a point: finer than any device, coarser than the noise of floats


class UnsupportedMark(NotImplementedError):
    """A chart used a way of drawing that a recorded drawing cannot hold."""


class Recorder(RendererBase):
    """Records what artists draw, in points from the lower left; ``boxes`` holds the ink of each mark."""

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        super().__init__()
        self._size = (width, height)
        self._theme = theme
        self._keys = {str(path): key for key, path in reversed([*theme.fonts.items()])}
        self.marks: list[Mark] = []
        self.boxes: list[Box] = []

    def flipy(self) -> bool:
        """Tell matplotlib that y grows upwards."""
        return False

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the drawing in points."""
        return self._size

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,
    ) -> None:
        """Record a path; markers and collections arrive here one by one."""
        _refuse_effects(gc)
        width = round(float(gc.get_linewidth()), _PLACES)
        stroke = _opaque(gc.get_rgb()) if width > 0 else None
        fill = None if rgbFace is None else _opaque((*rgbFace, 1.0)[:4])
        segments = tuple(_segments(path, transform))
        if not segments or (fill is None and stroke is None):
            return
        self.boxes.append(_ink(segments, width if stroke else 0.0))
        self.marks.append(PathMark(segments, fill, stroke, width if stroke else 0.0, _clip(gc)))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | Literal["TeX"] = False,
        mtext: Text | None = None,
    ) -> None:
        """Record a line of text; ``x`` and ``y`` are the start of its baseline."""
        if ismath or angle:
            _refuse("mathematics" if ismath else "turned text", s)
        if _clip(gc) is not None:
            _refuse("clipped text", s)
        colour = _opaque(gc.get_rgb())
        if colour is None:
            return
        size = prop.get_size_in_points()
        key = self._key(prop)
        width, bottom, top = extent(self._theme.fonts[key], size, s)
        anchor, part = _ANCHOR[mtext.get_horizontalalignment() if mtext else "left"]
        self.boxes.append((x, y + bottom, x + width, y + top))
        self.marks.append(TextMark(_round(x + part * width), _round(y), s, key, size, colour, anchor))

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | Literal["TeX"]
    ) -> tuple[float, float, float]:
        """Return (width, height, descent) of a line in points, by which matplotlib aligns it."""
        if ismath:
            _refuse("mathematics", s)
        width, bottom, top = extent(self._theme.fonts[self._key(prop)], prop.get_size_in_points(), s)
        return width, top - bottom, -bottom

    def _key(self, prop: FontProperties) -> str:
        file = str(prop.get_file())
        if file not in self._keys:
            _refuse("a font that is not the theme's", ", ".join(prop.get_family()))
        return self._keys[file]

    def draw_image(self, gc: Any, x: Any, y: Any, im: Any, transform: Any = None) -> None:
        """Refuse an image."""
        _refuse("an image")

    def draw_gouraud_triangles(
        self, gc: Any, triangles_array: Any, colors_array: Any, transform: Any
    ) -> None:
        """Refuse a colour gradient."""
        _refuse("a gouraud gradient")

    def draw_tex(self, gc: Any, x: Any, y: Any, s: Any, prop: Any, angle: Any, *, mtext: Any = None) -> None:
        """Refuse TeX."""
        _refuse("TeX", str(s))

    def start_filter(self) -> None:
        """Refuse a filter on pixels."""
        _refuse("a pixel filter")


def _refuse(what: str, text: str = "") -> NoReturn:
    where = f" ('{text}')" if text else ""
    raise UnsupportedMark(f"A recorded drawing cannot hold {what}{where}. Draw it with paths and plain text.")


def _refuse_effects(gc: GraphicsContextBase) -> None:
    if gc.get_hatch() is not None:
        _refuse("a hatch")
    if gc.get_sketch_params() is not None:
        _refuse("a sketched line")
    if gc.get_linewidth() > 0:
        if gc.get_dashes()[1] is not None:
            _refuse("a dashed line")
        if gc.get_capstyle() != "butt":
            _refuse(f"a line with {gc.get_capstyle()} caps")


def _opaque(rgba: Any) -> Colour | None:
    red, green, blue, alpha = (float(channel) for channel in rgba)
    if 0 < alpha < 1:
        _refuse("transparency")
    return (red, green, blue) if alpha else None


def _clip(gc: GraphicsContextBase) -> tuple[float, float, float, float] | None:
    if gc.get_clip_path()[0] is not None:
        _refuse("a clip that is not a rectangle")
    box = gc.get_clip_rectangle()
    return None if box is None else (_round(box.x0), _round(box.y0), _round(box.width), _round(box.height))


def _ink(segments: Sequence[Segment], width: float) -> Box:
    """Return what a path covers, or a little more: a curve lies within its control points.

    A straight upright or level line ends where its points do.
    """
    xs = [x for _, numbers in segments for x in numbers[::2]]
    ys = [y for _, numbers in segments for y in numbers[1::2]]
    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    across = 0.0 if bottom == top else width / 2
    along = 0.0 if left == right else width / 2
    return left - across, bottom - along, right + across, top + along


def _round(value: float) -> float:
    return round(float(value), _PLACES) + 0.0  # adding zero turns -0.0 into 0.0


def _segments(path: Path, transform: Transform) -> Iterator[Segment]:
    here = (0.0, 0.0)
    for points, code in path.iter_segments(transform, simplify=False, snap=False):
        numbers = tuple(float(value) for value in points)
        match code:
            case Path.MOVETO | Path.LINETO:
                yield ("M" if code == Path.MOVETO else "L", (_round(numbers[0]), _round(numbers[1])))
            case Path.CURVE3:
                yield ("C", tuple(map(_round, _cubic(here, numbers))))
            case Path.CURVE4:
                yield ("C", tuple(map(_round, numbers)))
            case Path.CLOSEPOLY:
                yield ("Z", ())
                continue  # its point has no meaning
            case _:
                _refuse(f"path code {code}")
        here = (numbers[-2], numbers[-1])


def _cubic(start: tuple[float, float], quadratic: tuple[float, ...]) -> tuple[float, ...]:
    """Raise a quadratic curve to the cubic that looks the same."""
    (x0, y0), (qx, qy, x, y) = start, quadratic
    return (x0 + 2 / 3 * (qx - x0), y0 + 2 / 3 * (qy - y0), x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y), x, y)
