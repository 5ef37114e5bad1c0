"""Photographs as the PDF takes them: as large as print needs, and nothing but the picture.

A camera's file says where it was taken, which is nobody's business. What its values look like is told by
`reportgen.sources.picture_file`.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader

from reportgen.sources.picture_file import read_picture

MOST_PIXELS = 2600
"""On the longer side: 300 dots an inch over the width of the page, with some left to cut."""
QUALITY = 88


def photograph(path: Path, ground: str = "white") -> ImageReader:
    """Return a picture to be drawn on a ground of a colour ("#rrggbb"). Raises as `read_picture` does."""
    file = BytesIO()
    _small(path, ground).save(file, "JPEG", quality=QUALITY, optimize=True, comment=b"")
    file.seek(0)
    return ImageReader(file)


def emblem(path: Path, ground: str) -> ImageReader:
    """Return a logo to be drawn on a ground of a colour ("#rrggbb"), its edges kept without loss."""
    return ImageReader(_small(path, ground))


def _small(path: Path, ground: str) -> Image.Image:
    picture = read_picture(path, ground)
    picture.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
    return picture
