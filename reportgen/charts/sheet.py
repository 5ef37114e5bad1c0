"""A sheet to draw a chart on: a matplotlib figure whose units are points, counted from its top left.

Colours are asked for by role or palette name and type by style, both of the theme. Draw and record inside
`plain_settings`, so that nothing depends on the matplotlib settings of the machine, and none is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

from matplotlib import rc_context, rcParamsDefault
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from reportgen.charts.metrics import cap_height, extent
from reportgen.charts.recorder import Box, Recorder
from reportgen.charts.texts import wrap
from reportgen.model.drawing import Drawing
from reportgen.theme import Theme, TypeStyle

Anchor = Literal["start", "middle", "end"]
Shape = Literal["circle", "square", "triangle"]

_ALIGN: dict[Anchor, Literal["left", "center", "right"]] = {
    "start": "left",
    "middle": "center",
    "end": "right",
}
_K = 0.5523  # four cubic curves draw a circle to within 0.03 % of its radius
_CIRCLE = Path(
    [
        *((1, 0), (1, _K), (_K, 1), (0, 1), (-_K, 1), (-1, _K), (-1, 0)),
        *((-1, -_K), (-_K, -1), (0, -1), (_K, -1), (1, -_K), (1, 0), (1, 0)),
    ],
    [Path.MOVETO, *[Path.CURVE4] * 12, Path.CLOSEPOLY],
)
_MARKERS: dict[Shape, Path | str] = {"circle": _CIRCLE, "square": "s", "triangle": "^"}
# The choice of a backend is no matter of looks, and setting one would load it.
_PLAIN = {key: value for key, value in rcParamsDefault.items() if not key.startswith("backend")}


def plain_settings() -> AbstractContextManager[None]:
    """Return a context with matplotlib's own defaults; the settings found are put back after it."""
    return rc_context(_PLAIN)


class Sheet:
    """Draws in points from the top left; `record` turns all of it into a `Drawing`."""

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        self.width, self.height, self.theme = width, height, theme
        # At 72 dots an inch a pixel is a point, so that every length below is what it says.
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72, frameon=False)
        self._points = Affine2D().scale(1, -1).translate(0, height)
        self._drawn = 0

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str | None,
        stroke: str = "",
        weight: float = 0,
    ) -> None:
        """Draw a rectangle from its top left corner; a stroke of the given weight stays inside it."""
        inset = weight / 2
        patch = Rectangle(
            (x + inset, y + inset),
            max(width - weight, 0),
            max(height - weight, 0),
            facecolor=self.theme.colour(fill) if fill else "none",
            edgecolor=self.theme.colour(stroke) if stroke else "none",
            linewidth=weight,
        )
        self._add(patch)

    def line(self, points: Sequence[tuple[float, float]], weight: float, colour: str) -> None:
        """Draw straight lines through points; a point that is not a number leaves a gap."""
        self._plot(points, linewidth=weight, color=self.theme.colour(colour), solid_capstyle="butt")

    def marks(
        self,
        points: Sequence[tuple[float, float]],
        radius: float,
        fill: str | None,
        stroke: str = "",
        weight: float = 0,
        shape: Shape = "circle",
    ) -> None:
        """Draw the same mark at every point; a stroke of the given weight stays inside the radius."""
        self._plot(
            points,
            linestyle="none",
            marker=MarkerStyle(_MARKERS[shape]),
            markersize=2 * radius - weight,
            markerfacecolor=self.theme.colour(fill) if fill else "none",
            markeredgecolor=self.theme.colour(stroke) if stroke else "none",
            markeredgewidth=weight,
        )

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        style: TypeStyle,
        anchor: Anchor = "start",
        colour: str = "",
    ) -> None:
        """Draw a line of text on its baseline, in the style's colour unless another is given."""
        artist = Text(
            x,
            baseline,
            text,
            color=self.theme.colour(colour or style.colour),
            fontproperties=FontProperties(fname=str(self.theme.fonts[style.font]), size=style.size),
            horizontalalignment=_ALIGN[anchor],
            verticalalignment="baseline",
            parse_math=False,
        )
        self._add(artist)

    def width_of(self, text: str, style: TypeStyle) -> float:
        """Return the width of a line of text in points."""
        return extent(self.theme.fonts[style.font], style.size, text)[0]

    def wrap(self, text: str, width: float, style: TypeStyle) -> tuple[str, ...]:
        """Break a text into lines of at most ``width`` points, if its words allow."""
        return wrap(text, width, lambda line: self.width_of(line, style))

    def cap(self, style: TypeStyle) -> float:
        """Return the height of a style's capitals in points."""
        return cap_height(self.theme.fonts[style.font], style.size)

    def record(self) -> tuple[Drawing, tuple[Box, ...]]:
        """Return the drawing, and the ink of each of its marks (points from the lower left)."""
        recorder = Recorder(self.width, self.height, self.theme)
        self._figure.draw(recorder)
        return Drawing(self.width, self.height, tuple(recorder.marks)), tuple(recorder.boxes)

    def _plot(self, points: Sequence[tuple[float, float]], **look: Any) -> None:
        self._add(Line2D([x for x, _ in points], [y for _, y in points], **look))

    def _add(self, artist: Artist) -> None:
        # What is drawn later lies on top, whatever it is.
        artist.set_zorder(self._drawn)
        artist.set_transform(self._points)
        self._figure.add_artist(artist)
        self._drawn += 1
