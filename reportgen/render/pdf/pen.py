"""The pen: drawing in page coordinates that count from the top, in theme colours.

All shapes it draws are decoration (artifacts); text and figures go through the canvas's own marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportgen.model.citation import Position
from reportgen.model.drawing import Colour, Drawing, PathMark, Segment, TextMark
from reportgen.model.placed import Ink, PlacedText, Slot
from reportgen.reading import Node
from reportgen.render.pdf import artwork
from reportgen.render.pdf.canvas import Run, TaggedCanvas
from reportgen.render.pdf.fonts import Faces
from reportgen.render.pdf.painted import Painted, Shape
from reportgen.render.pdf.structure import type_of
from reportgen.theme import Theme


class Pen:
    """Draws on one canvas. ``y`` is points from the page's top; colours are the theme's names."""

    def __init__(self, canvas: TaggedCanvas, theme: Theme, faces: Faces) -> None:
        self.canvas = canvas
        self.theme = theme
        self.faces = faces
        self.positions: dict[int, Position] = {}
        self.texts: list[PlacedText] = []
        self._height = theme.grid.height
        self._blocks = 0
        self._painted: tuple[int, Painted] = (canvas.page_index, Painted())

    @property
    def painted(self) -> Painted:
        """What lies on the page that is being drawn."""
        if self._painted[0] != self.canvas.page_index:
            self._painted = (self.canvas.page_index, Painted())
        return self._painted[1]

    def start_from(self, other: Pen) -> None:
        """Go on where another pen is, on the same page."""
        self._painted = (self.canvas.page_index, other.painted.copy())

    def path(
        self,
        segments: Sequence[Segment],
        fill: str | Colour | None = None,
        stroke: str | Colour | None = None,
        width: float = 0,
    ) -> None:
        """Fill, stroke or both a path given top-down."""
        if fill is not None:
            self.painted.fill(segments, self._colour(fill))
        self._path(
            [_flip(segment, self._height) for segment in segments], self._rgb(fill), self._rgb(stroke), width
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str | Colour) -> None:
        """Fill a rectangle; ``y`` is its top."""
        self.painted.fill(artwork.rectangle(x, y, width, height), self._colour(fill))
        self.canvas.setFillColorRGB(*self._colour(fill))
        self.canvas.rect(x, self._height - y - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, stroke: str, line: float) -> None:
        """Draw a rectangle's outline, the line inside its bounds."""
        self.canvas.setStrokeColorRGB(*self._colour(stroke))
        self.canvas.setLineWidth(line)
        half = line / 2
        for left, top, wide, high in (
            (x, y, width, line),
            (x, y + height - line, width, line),
            (x, y, line, height),
            (x + width - line, y, line, height),
        ):
            self.painted.fill(artwork.rectangle(left, top, wide, high), self._colour(stroke))
        self.canvas.rect(
            x + half, self._height - y - height + half, width - line, height - line, stroke=1, fill=0
        )

    def rule(self, x: float, y: float, width: float, colour: str, weight: float) -> None:
        """Draw a horizontal rule whose top edge is at ``y``."""
        self.rect(x, y, width, weight, colour)

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle around a centre."""
        halves = (artwork.side_disc(x, y, radius, side) for side in (-1, 1))
        for half in halves:
            self.painted.fill(half, self._colour(fill))
        self.canvas.setFillColorRGB(*self._colour(fill))
        self.canvas.circle(x, self._height - y, radius, stroke=0, fill=1)

    @contextmanager
    def clip(self, segments: Sequence[Segment]) -> Iterator[None]:
        """Draw inside a path only."""
        painted = self.painted
        before, painted.clips = painted.clips, (*painted.clips, Shape(segments, None))
        self.canvas.saveState()
        path = self._trace([_flip(segment, self._height) for segment in segments])
        self.canvas.clipPath(path, stroke=0, fill=0)
        yield
        self.canvas.restoreState()
        painted.clips = before

    def image(self, image: Any, x: float, y: float, width: float, height: float) -> None:
        """Draw a picture with its top left corner at (x, y)."""
        self.painted.fill(artwork.rectangle(x, y, width, height), None)
        self.canvas.drawImage(image, x, self._height - y - height, width, height)

    @contextmanager
    def figure(self, node: Node, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Make all that is drawn inside the content of a Figure, with this bounding box."""
        top = self._height - y
        with self.canvas.claimed(node, (x, top - height, x + width, top)):
            yield

    def slot(self, left: float, width: float) -> Slot:
        """Return the place of a new block of lines."""
        self._blocks += 1
        return Slot(self._blocks, left, width)

    def write(self, x: float, y: float, runs: Sequence[Run], slot: Slot | None = None) -> None:
        """Write runs from a baseline's start; ``y`` is the baseline, ``slot`` what they were broken for."""
        at = x
        for run in runs:
            part = "furniture" if run.owner == "furniture" else "text"
            at += self._note(run, at, y, part, slot)
        self.canvas.write(x, self._height - y, runs)

    def link(
        self,
        node: Node,
        x: float,
        y: float,
        width: float,
        height: float,
        contents: str,
        target: str | int,
    ) -> None:
        """Make a rectangle a link; ``y`` is its top."""
        top = self._height - y
        self.canvas.link(node, (x, top - height, x + width, top), contents, target)

    def cite(self, citation: int, x: float, y: float) -> None:
        """Remember where a citation stands; the first place counts."""
        self.positions.setdefault(citation, Position(self.canvas.page_index + 1, round(x, 2), round(y, 2)))

    def label(
        self,
        x: float,
        y: float,
        text: str,
        role: str,
        colour: str,
        *,
        size: float | None = None,
        end: bool = False,
    ) -> None:
        """Write a line inside a figure, from a baseline's start or, with ``end``, up to its end."""
        style = self.theme.types[role]
        size = size or style.size
        face = self.faces[style.font]
        run = Run(text, face, size, self.theme.colour(colour), style.tracking, "furniture")
        width = face.width(text) * size / 1000 + style.tracking * size * len(text)
        left = x - width if end else x
        self._note(run, left, y, "figure")
        self.canvas.raw_text(left, self._height - y, run)

    def replay(self, drawing: Drawing, x: float, y: float) -> None:
        """Draw a recorded drawing with its top left corner at (x, y)."""
        base = self._height - y - drawing.height
        self.canvas.saveState()
        self.canvas.translate(x, base)
        for mark in drawing.marks:
            if isinstance(mark, PathMark):
                if mark.fill is not None:
                    self.painted.fill([_moved(s, x, y + drawing.height) for s in mark.segments], mark.fill)
                self._path(list(mark.segments), mark.fill, mark.stroke, mark.width)
            else:
                self._text(mark, x, base)
        self.canvas.restoreState()

    def _note(self, run: Run, x: float, y: float, part: str, slot: Slot | None = None) -> float:
        """Record a run and return its width."""
        kerns = sum(run.kerns or ())
        width = (run.face.width(run.text) + kerns) * run.size / 1000 + run.tracking * run.size * len(run.text)
        ink = _ink(run, x, y)
        if ink is not None:
            page, face = self.canvas.page_index + 1, run.face
            missing = "".join(char for char in run.text if not face.has(char))
            tag = "" if isinstance(run.owner, str) else type_of(run.owner)
            placed = PlacedText(
                page, x, y, width, run.size, run.colour, run.text, face.key, part, tag, ink, missing, slot
            )
            self.texts.append(placed)
        return float(width)

    def _text(self, mark: TextMark, left: float, base: float) -> None:
        face = self.faces[mark.font]
        width = face.width(mark.text) * mark.size / 1000
        x = mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
        # Inside a figure the run needs no owner: the whole figure is one piece of marked content.
        run = Run(mark.text, face, mark.size, mark.colour, 0.0, "furniture")
        self._note(run, left + x, self._height - base - mark.y, "figure")
        self.canvas.raw_text(x, mark.y, run)

    def _path(
        self, segments: Sequence[Segment], fill: Colour | None, stroke: Colour | None, width: float
    ) -> None:
        path = self._trace(segments)
        if fill is not None:
            self.canvas.setFillColorRGB(*fill)
        if stroke is not None:
            self.canvas.setStrokeColorRGB(*stroke)
            self.canvas.setLineWidth(width)
        self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None), fillMode=1)

    def _trace(self, segments: Sequence[Segment]) -> Any:
        path = self.canvas.beginPath()
        for kind, values in segments:
            if kind == "M":
                path.moveTo(*values)
            elif kind == "L":
                path.lineTo(*values)
            elif kind == "C":
                path.curveTo(*values)
            else:
                path.close()
        return path

    def _colour(self, colour: str | Colour) -> Colour:
        return self.theme.colour(colour) if isinstance(colour, str) else colour

    def _rgb(self, colour: str | Colour | None) -> Colour | None:
        return None if colour is None else self._colour(colour)


def _ink(run: Run, x: float, y: float) -> Ink | None:
    """Return the bounds of a run's ink, None where it has none."""
    words = run.text.rstrip()
    if not words.strip():
        return None
    em = run.size / 1000
    left, right = run.face.ink(words)
    above, below = run.face.reach(words)
    kerns = sum((run.kerns or ())[: len(words)])
    end = x + (run.face.width(words) + kerns) * em + run.tracking * run.size * (len(words) - 1)
    return Ink(x + left * em, y - above * em, end - right * em, y + below * em)


def _moved(segment: Segment, x: float, foot: float) -> Segment:
    """Return a segment of a drawing, which counts from its own foot, as it counts on the page."""
    kind, values = segment
    return kind, tuple(foot - value if index % 2 else x + value for index, value in enumerate(values))


def _flip(segment: Segment, height: float) -> Segment:
    kind, values = segment
    return kind, tuple(height - value if index % 2 else value for index, value in enumerate(values))
