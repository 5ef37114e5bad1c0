"""Pictures of an edition: each is there, can be read, and is sharp enough for its place on the page."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from PIL import Image

from reportgen.errors import BadInput
from reportgen.findings import Finding, did_you_mean, error
from reportgen.model.edition import Edition, Picture
from reportgen.sources import resolve_inside
from reportgen.sources.picture_file import BROKEN, Unknowable, refuse_unknowable

DPI = 200
LOGO = (34, 34)
PORTRAIT = (140, 282)
TILE = (163, 84)
LANDSCAPE = (510, 254)
"""Size of a place on the page in points, (width, height)."""

FORMATS = ("JPEG", "PNG")
ENDINGS = (".jpg", ".jpeg", ".png")
_ORIENTATION = 0x0112
"""Exif tag; values from 5 on mean that the picture is stored lying on its side."""


def check_pictures(edition: Edition, root: Path) -> tuple[Finding, ...]:
    """Return a finding for each picture that is missing, unreadable, outside the project, small or untold.

    A slot without a file is no fault: artwork stands in it.
    """
    findings: list[Finding] = []
    for picture in (one for slot, one in edition.pictures.items() if slot not in edition.doubt.names):
        files = sorted({file for file in picture.files.values() if file})
        for file in files:
            findings += _file_faults(picture, file, root, _place(picture.slot, edition))
        if files:
            findings += _untold(picture, edition.languages)
    return tuple(findings)


def needed_pixels(size: tuple[int, int]) -> tuple[int, int]:
    """Return the pixels that fill a size in points at 200 dots an inch."""
    return math.ceil(size[0] * DPI / 72), math.ceil(size[1] * DPI / 72)


def _place(slot: str, edition: Edition) -> tuple[int, int]:
    """Return the size of a slot by its name: a logo's, a person's, a picture tile's (``goals_1``) or any."""
    if slot.startswith("logo"):
        return LOGO
    if slot in edition.people:
        return PORTRAIT
    name, _, number = slot.rpartition("_")
    tiled = number.isdigit() and any(name == section.id for section in edition.sections)
    return TILE if tiled else LANDSCAPE


def _file_faults(picture: Picture, file: str, root: Path, slot: tuple[int, int]) -> Iterator[Finding]:
    try:
        path = resolve_inside(root, file, picture.place)
        width, height = _pixels(path)
    except BadInput as fault:
        yield from fault.findings
    except FileNotFoundError:
        yield error("missing-image", picture.place, f"There is no file {file}.", _where(file, root))
    except Unknowable as fault:
        remedy = "Save it with eight or sixteen bits a channel, as a PNG in RGB or in greys."
        yield error("image-unreadable", picture.place, f"{file} cannot be shown: {fault}.", remedy)
    except BROKEN as fault:
        remedy = f"Save the picture anew as {' or '.join(FORMATS)}."
        yield error("image-unreadable", picture.place, f"{file} is not a whole picture: {fault}.", remedy)
    else:
        across, down = needed_pixels(slot)
        if width < across or height < down:
            message = f"{file} has {width} x {height} pixels, its place needs {across} x {down}."
            yield error("image-too-small", picture.place, message, f"Supply it larger: {DPI} dpi in print.")


def _where(file: str, root: Path) -> str:
    """Return what to do about a picture that is not where it should be: write the path of the one meant."""
    there = sorted(
        path.relative_to(root).as_posix()
        for path in root.glob("assets/**/*")
        if path.suffix.lower() in ENDINGS and path.is_file()
    )
    name = PurePath(file).name.lower()
    same = [path for path in there if PurePath(path).name.lower() == name]
    near = did_you_mean(file, there)
    if same:
        return f"Write {' or '.join(same)}: names are told from the project's folder."
    return near or "Put the file there, correct its name, or leave 'file' empty for artwork."


def _pixels(path: Path) -> tuple[int, int]:
    """Return width and height as seen, after reading the whole picture."""
    bombs = warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning)
    with bombs, Image.open(path, formats=FORMATS) as image:
        image.load()
        refuse_unknowable(image)
        width, height = image.size
        return (height, width) if image.getexif().get(_ORIENTATION, 1) >= 5 else (width, height)


def _untold(picture: Picture, languages: Iterable[str]) -> Iterator[Finding]:
    for lang in languages:
        if not picture.alt[lang]:
            message = f"The picture '{picture.slot}' has no text alternative in '{lang}'."
            yield error(
                "missing-alt", picture.place, message, "Say in 'alt' what the picture shows.", lang=lang
            )
