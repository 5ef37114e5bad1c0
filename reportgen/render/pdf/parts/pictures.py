"""Picture slots: a photograph where there is one, artwork drawn from the theme where there is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reportlab.lib.utils import ImageReader

from reportgen.model import document as doc
from reportgen.model.drawing import Segment
from reportgen.model.edition import Picture
from reportgen.render.pdf import artwork
from reportgen.render.pdf.boxes import AtLeast, Stack, TextBox
from reportgen.render.pdf.desk import Desk
from reportgen.render.pdf.page import Gap, Row
from reportgen.render.pdf.parts.figures import blocks, head_height
from reportgen.render.pdf.pen import Pen
from reportgen.render.pdf.photographs import emblem, photograph
from reportgen.theme import as_hex

PORTRAIT_HEIGHT = 282.0
PANEL_HEIGHT = 84.0
LANDSCAPE_HEIGHT = 254.0
CREDIT_GAP = 5.0
LOGO_HEIGHT = 34.0
"""Twelve millimetres at most."""


Shape = Callable[[float, float, float, float], list[Segment]]
Paint = Callable[[Pen, float, float, float], None]


@dataclass(slots=True)
class PhotoBox:
    """A photograph cut to a shape, its focal point in view, its credit below; or what stands in for it."""

    desk: Desk
    photo: doc.Photo | None
    points: float
    shape: Shape
    instead: Paint

    def _credit(self) -> TextBox | None:
        inks = self.desk.reading.ink(self.photo, "credit") if self.photo is not None else ()
        return self.desk.text(inks, "caption") if inks else None

    def height(self, width: float) -> float:
        """The picture, and its credit."""
        credit = self._credit()
        return self.points + (CREDIT_GAP + credit.height(width) if credit is not None else 0.0)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the photograph, or the artwork that stands in for it."""
        with pen.clip(self.shape(x, y, width, self.points)):
            if self.photo is None or self.photo.picture is None:
                self.instead(pen, x, y, width)
            else:
                with pen.figure(self.desk.reading.node(self.photo), x, y, width, self.points):
                    self._image(pen, self.photo.picture, x, y, width)
        credit = self._credit()
        if credit is not None:
            credit.draw(pen, x, y + self.points + CREDIT_GAP, width)

    def _image(self, pen: Pen, picture: Picture, x: float, y: float, width: float) -> None:
        """Scale the picture to cover the slot, its focal point as central as it can be."""
        ground = as_hex(pen.painted.mostly(x, y, width, self.points))
        image = photograph(self.desk.root / picture.files[self.desk.document.lang], ground)
        w, h = image.getSize()
        scale = max(width / w, self.points / h)
        fx, fy = (float(value) for value in picture.focus)
        left = min(max(width / 2 - fx * w * scale, width - w * scale), 0.0)
        top = min(max(self.points / 2 - fy * h * scale, self.points - h * scale), 0.0)
        pen.image(image, x + left, y + top, w * scale, h * scale)


@dataclass(slots=True)
class LogoBox:
    """The publisher's logo on a ground of one colour, or its plain name while there is no file.

    The name repeats what stands elsewhere, so it is furniture; a logo is a figure with its text.
    """

    desk: Desk
    photo: doc.Photo | None
    ground: str
    size: float
    _read: ImageReader | None = field(default=None, init=False)

    def _image(self, width: float) -> tuple[ImageReader, float, float] | None:
        """Return the logo with its width and height on the page; it keeps its proportions."""
        if self.photo is None or self.photo.picture is None:
            return None
        if self._read is None:
            file = self.photo.picture.files[self.desk.document.lang]
            self._read = emblem(self.desk.root / file, as_hex(self.desk.theme.colour(self.ground)))
        w, h = self._read.getSize()
        scale = min(width / w, LOGO_HEIGHT / h)
        return self._read, w * scale, h * scale

    @property
    def is_name(self) -> bool:
        """Whether there is no file, so that the name stands in its place."""
        return self.photo is None or self.photo.picture is None

    def height(self, width: float) -> float:
        """The logo's height, or that of the name from its capitals to its last baseline."""
        found = self._image(width)
        if found is not None:
            return found[2]
        name = self._name(width)
        return name.cap + (len(name.lines(width)) - 1) * name.leading

    def _name(self, width: float) -> TextBox:
        """Return the name in its lines: smaller where its longest word asks for it."""
        size, colour = self.size, f"{self.ground}-text"
        words = self.desk.document.wordmark
        box = self.desk.furniture(words, "subhead", colour=colour, size=size)
        size *= width / (width + box.overflow(width))
        return replace(self.desk.furniture(words, "subhead", colour=colour, size=size), leading=size)

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        """Draw the logo, or write the name, its capitals hanging from the top."""
        found = self._image(width)
        if found is None or self.photo is None:
            name = self._name(width)
            slot = pen.slot(x, width)
            for number, line in enumerate(name.lines(width)):
                name.write_line(pen, line, x, y + name.cap + number * name.leading, slot)
            return
        image, wide, high = found
        with pen.figure(self.desk.reading.node(self.photo), x, y, wide, high):
            pen.image(image, x, y, wide, high)


def arch_photo(desk: Desk, photo: doc.Photo, seed: int) -> PhotoBox:
    """Return the portrait slot: a door four columns wide."""

    def paint(pen: Pen, x: float, y: float, width: float) -> None:
        _still_water(pen, x, y, width, PORTRAIT_HEIGHT, seed)

    return PhotoBox(desk, photo, PORTRAIT_HEIGHT, artwork.arch, paint)


def landscape_photo(desk: Desk, photo: doc.Photo, seed: int) -> PhotoBox:
    """Return a landscape slot over the width of its place."""

    def paint(pen: Pen, x: float, y: float, width: float) -> None:
        _still_water(pen, x, y, width, LANDSCAPE_HEIGHT, seed)

    return PhotoBox(desk, photo, LANDSCAPE_HEIGHT, artwork.rectangle, paint)


def _still_water(pen: Pen, x: float, y: float, width: float, height: float, seed: int) -> None:
    """Draw four quiet waves over each other; the seed shifts them."""
    theme = pen.theme
    pen.rect(x, y, width, height, "neutral")
    levels = (
        (0.42, "fog-medium-light", 9, 5.0),
        (0.52, "fog", 6, 7.5),
        (0.68, "fog-medium-light", 5, 6.5),
        (0.83, "water", 3.4, 8.0),
    )
    for index, (level, colour, count, amplitude) in enumerate(levels):
        wave = type(theme.waves["water"])(count * theme.grid.width / width / 2.4, amplitude, 0.0)
        phase = (seed * 37 + index * 53) % 97 / 97 * theme.grid.width / wave.per_width
        pen.path(
            artwork.band(theme, wave, y + level * height, x, x + width, y + height + 2, phase=phase),
            fill=colour,
        )


def panels(desk: Desk, tiles: Sequence[doc.Tile], first: int, width: float) -> list[Stack]:
    """Return the picture tiles of a row, their heads and texts level: art panel or photograph, head, text.

    ``first`` counts the tiles before them, so that no two rows show the same artwork.
    """
    pictures = [
        PhotoBox(desk, tile.photo, PANEL_HEIGHT, artwork.rectangle, PANELS[(first + index) % len(PANELS)])
        for index, tile in enumerate(tiles)
    ]
    highest = max(picture.height(width) for picture in pictures)
    head_least = head_height(desk, tiles, width, "subhead")
    row = []
    for tile, picture in zip(tiles, pictures, strict=True):
        stack = Stack().add(0, AtLeast(highest, picture))
        stack.add(12, AtLeast(head_least, desk.text(desk.reading.ink(tile.head), "subhead")))
        for box in blocks(desk, tile.blocks):
            stack.add(7, box)
        row.append(stack)
    return row


def panel_rows(desk: Desk, tiles: doc.Tiles) -> list[Row]:
    """Return picture tiles three to a row."""
    rows = []
    for start in range(0, len(tiles.items), 3):
        row = panels(desk, tiles.items[start : start + 3], start, desk.theme.grid.span(4))
        rows.append(Row([(1.0 + 4 * k, 4.0, tile) for k, tile in enumerate(row)], Gap(14, 22, 30)))
    return rows


def _clipped(paint: Callable[[Pen, float, float, float], None]) -> Callable[[Pen, float, float, float], None]:
    def inside(pen: Pen, x: float, y: float, width: float) -> None:
        pen.rect(x, y, width, PANEL_HEIGHT, "neutral")
        with pen.clip(artwork.rectangle(x, y, width, PANEL_HEIGHT)):
            paint(pen, x, y, width)

    return inside


def _viaduct(pen: Pen, x: float, y: float, width: float) -> None:
    foot = y + PANEL_HEIGHT
    pen.rect(x, y + 24, width, PANEL_HEIGHT - 24, "primary")
    opening, count = 18.0, 5
    gap = (width - count * opening) / (count + 1)
    for index in range(count):
        left = x + gap + index * (opening + gap)
        pen.path(artwork.arch(left, foot - 38, opening, 40), fill="neutral")


def _halves(pen: Pen, x: float, y: float, width: float) -> None:
    foot = y + PANEL_HEIGHT - 6
    middle, radius = x + width / 2, 52.0
    for side, outer, inner in ((-1, "primary", "neutral-strong"), (1, "neutral-strong", "primary")):
        with pen.clip(artwork.rectangle(middle if side > 0 else x, y, width / 2, foot - y)):
            pen.path(artwork.half_disc(middle, foot, radius), fill=outer)
            pen.path(artwork.half_disc(middle, foot, radius * 0.45), fill=inner)
    pen.rect(x, foot, width, 6, "water")


def _rainbow(pen: Pen, x: float, y: float, width: float) -> None:
    foot = y + PANEL_HEIGHT
    for radius, colour in ((74, "neutral-strong"), (57, "water"), (40, "primary"), (22, "neutral")):
        pen.path(artwork.half_disc(x + width / 2, foot, radius), fill=colour)


def _trees(pen: Pen, x: float, y: float, width: float) -> None:
    foot = y + PANEL_HEIGHT
    for index in range(5):
        at, top = x + width * (0.1 + 0.2 * index), foot - 20 - 9 * index
        pen.rect(at - 1, top, 2, foot - top, "primary")
        pen.circle(at, top, 12.5, "primary" if index % 2 == 0 else "water")


def _sunrise(pen: Pen, x: float, y: float, width: float) -> None:
    theme = pen.theme
    pen.circle(x + width / 2, y + 42, 28, "primary")
    for level, colour, amplitude, phase in ((52, "neutral-strong", 6.0, 10.0), (68, "water", 4.0, 40.0)):
        wave = type(theme.waves["water"])(theme.grid.width / 90, amplitude, phase)
        pen.path(artwork.band(theme, wave, y + level, x, x + width, y + PANEL_HEIGHT + 4), fill=colour)


def _ring(pen: Pen, x: float, y: float, width: float) -> None:
    middle, centre = x + width / 2, y + PANEL_HEIGHT / 2
    pen.circle(middle, centre, 36, "primary")
    k = 36.0
    wedge: list[Segment] = [
        ("M", (middle, centre)),
        ("L", (middle, centre - k)),
        *artwork.side_disc(middle, centre, k, 1)[1:2],
    ]
    pen.path([*wedge, ("Z", ())], fill="neutral-strong")
    pen.circle(middle, centre, 13.5, "neutral")


PANELS = tuple(_clipped(paint) for paint in (_viaduct, _halves, _rainbow, _trees, _sunrise, _ring))
"""The artwork of picture tiles, in order: duty, own and bought, one whole, planned, funded, well used."""
