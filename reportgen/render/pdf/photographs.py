"""Photographs as the PDF takes them: upright, in sRGB, as large as print needs, and nothing but the picture.

A camera's file says which way is up and what its colours mean in places that PDF does not read, and says
where it was taken, which is nobody's business.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps
from reportlab.lib.utils import ImageReader

MOST_PIXELS = 2600
"""On the longer side: 300 dots an inch over the width of the page, with some left to cut."""
QUALITY = 88


def photograph(path: Path) -> ImageReader:
    """Return a picture to be drawn. Raises what Pillow does for a file that is no picture."""
    file = BytesIO()
    upright = _upright(path)
    _in_srgb(upright).save(file, "JPEG", quality=QUALITY, optimize=True, comment=b"")
    file.seek(0)
    return ImageReader(file)


def emblem(path: Path, ground: str) -> ImageReader:
    """Return a logo to be drawn on a ground of a colour ("#rrggbb"), its edges kept without loss."""
    return ImageReader(_in_srgb(_upright(path), ground))


def _upright(path: Path) -> Image.Image:
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
    return upright


def _in_srgb(image: Image.Image, behind: str = "white") -> Image.Image:
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        return _converted(image, profile) or image.convert("RGB")
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, behind)
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image if image.mode in ("RGB", "L") else image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Return the image in sRGB; None if its profile is broken, or one of other colours."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (OSError, ImageCms.PyCMSError):
        return None
