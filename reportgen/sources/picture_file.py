"""Picture files: any mode and depth that Pillow reads becomes what a viewer shows, upright and in sRGB.

A file says in many places what its values mean: in its mode, a profile, a gamma, a transparent colour, a note
on which way is up. What cannot be known from the file is refused; no picture is guessed at.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
"""Modes of greys with more than eight bits."""
WHITE_16 = 65535
SCREEN = 2.2
"""The gamma that sRGB is near to."""
SAME_GAMMA = 0.02
"""By how much a file's gamma times the screen's may miss 1 and mean the same."""
SEEN_THROUGH = frozenset({"LA", "PA", "RGBA"})
UNMULTIPLIED: Mapping[str, str] = {"La": "LA", "RGBa": "RGBA"}
"""Modes whose values are multiplied by how opaque they are, and the same without."""

BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow raises for a file that is no whole picture."""


class Unknowable(ValueError):
    """A picture whose values nobody can turn into colours from the file alone."""


def read_picture(path: Path, ground: str = "white") -> Image.Image:
    """Return a picture as a viewer shows it on a ground ("#rrggbb" or a name): in mode RGB, or L for greys.

    Of an animation it is the first frame. Raises one of `BROKEN` for a file that is no whole picture, and
    `Unknowable`, which is a ValueError.
    """
    with Image.open(path) as image:
        image.load()
        shown = as_seen(image, ground)
        shown.info = {}
        # The note on which way is up belongs to the file, not to what became of its values.
        shown.getexif().update(image.getexif())
        upright = ImageOps.exif_transpose(shown)
    upright.info = {}
    return upright


def refuse_unknowable(image: Image.Image) -> None:
    """Raise `Unknowable` if an open picture cannot be shown truly."""
    if image.mode == "F":
        _range(image, 0.0, 1.0)
    elif image.mode == "I":
        _range(image, 0, WHITE_16)
    elif image.mode not in {*_COLOURS, *UNMULTIPLIED, *DEEP}:
        raise Unknowable(f"its values are of the kind '{image.mode}', which has no colours of its own")


def as_seen(image: Image.Image, ground: str = "white") -> Image.Image:
    """Return an open picture in the colours that a viewer shows, as it lies. See `read_picture`."""
    refuse_unknowable(image)
    if image.mode in UNMULTIPLIED:
        image = image.convert(UNMULTIPLIED[image.mode])
    deep = image.mode in DEEP
    alpha = _alpha_of_deep(image) if deep else _alpha(image)
    colours = _byte_greys(image) if deep else _COLOURS.get(image.mode, _floats)(image)
    colours = _in_srgb(colours, image)
    if alpha is None:
        return colours
    whole = Image.new("RGB", image.size, ground)
    whole.paste(colours.convert("RGB"), mask=alpha)
    return whole


def _range(image: Image.Image, least: float, most: float) -> None:
    low, high = (float(str(value)) for value in image.getextrema())
    if not (low >= least and high <= most):
        raise Unknowable(f"its values go from {low:g} to {high:g}, and nothing says which is white")


def _byte_greys(image: Image.Image) -> Image.Image:
    whole = image.convert("I")
    return whole.point(lambda value: value * (255 / WHITE_16) + 0.5).convert("L")


def _floats(image: Image.Image) -> Image.Image:
    return image.point(lambda value: value * 255.0 + 0.5).convert("L")


def _as(mode: str) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.convert(mode)


def _opaque(image: Image.Image) -> Image.Image:
    return image.convert("RGBA").convert("RGB")


def _opaque_grey(image: Image.Image) -> Image.Image:
    return image.convert("LA").getchannel("L")


_COLOURS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "1": _as("L"),
    "L": lambda image: image.copy(),
    "LA": _opaque_grey,
    "P": _opaque,
    "PA": _opaque,
    "RGB": lambda image: image.copy(),
    "RGBA": _opaque,
    "RGBX": _as("RGB"),
    "CMYK": lambda image: image.copy(),
    "YCbCr": _as("RGB"),
    "HSV": _as("RGB"),
    "LAB": _as("RGB"),
}
"""How each mode becomes opaque values of eight bits: greys, RGB, or inks that a profile may explain."""


def _alpha(image: Image.Image) -> Image.Image | None:
    """Return how opaque each pixel is, None where all are."""
    if image.mode in SEEN_THROUGH:
        return image.convert("RGBA").getchannel("A")
    key = image.info.get("transparency")
    if key is None:
        return None
    if isinstance(key, tuple) and max(key) > 255:
        # The clear colour of a file with sixteen bits a channel, of which Pillow keeps the higher eight.
        image = image.copy()
        image.info["transparency"] = tuple(value >> 8 for value in key)
    return image.convert("RGBA").getchannel("A")


def _alpha_of_deep(image: Image.Image) -> Image.Image | None:
    key = image.info.get("transparency")
    if not isinstance(key, int):
        return None
    values = image.convert("I")
    data = values.tobytes()
    found = struct.unpack(f"={len(data) // 4}i", data)
    return Image.frombytes("L", image.size, bytes(0 if value == key else 255 for value in found))


def _in_srgb(colours: Image.Image, file: Image.Image) -> Image.Image:
    """Return colours as they look in sRGB, by the file's profile or else its gamma."""
    profile = file.info.get("icc_profile")
    converted = _converted(colours, profile) if profile and file.mode != "LAB" else None
    if converted is not None:
        return converted
    whole = colours if colours.mode in ("L", "RGB") else colours.convert("RGB")
    gamma = file.info.get("gamma")
    if not gamma or profile or "srgb" in file.info or abs(gamma * SCREEN - 1) < SAME_GAMMA:
        return whole
    table = [round(255 * (value / 255) ** (1 / (gamma * SCREEN))) for value in range(256)]
    return whole.point(table * len(whole.getbands()))


_SPACES: Mapping[str, str] = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the image in sRGB; None if its profile is broken, or one of other colours."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = _SPACES.get(source.profile.xcolor_space.strip())
        if mode == "RGB" and image.mode == "L":
            image = image.convert("RGB")
        if mode != image.mode:
            return None
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):
        return None
