"""What the pages of a PDF look like, in one small picture that can be kept and compared.

It shows no letters, and is not meant to: a changed colour, rule or place is what no text tells. Anti-aliasing
may differ by a shade from one machine to another, so a page counts as changed only beyond a tolerance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, PngImagePlugin, UnidentifiedImageError

SCALE = 1 / 6
"""Pixels to a point: 12 to the inch."""
ACROSS = 4
"""Pages in a row of the picture."""
TOLERANCE = 6
"""Steps of 255 by which red, green or blue of a pixel may differ."""
FREE = 2
"""Pixels of a page that may differ by more."""
LEAST_SHARE = 0.001
"""Share of a page under which none is told."""

_PAGES = "Pages"
"""Key of the picture's own note on how many pages it shows."""


def overview(path: Path) -> bytes:
    """Return all pages of a PDF side by side, in rows of `ACROSS`, as a PNG."""
    with pypdfium2.PdfDocument(path) as document:
        pages = [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    width, height = max(page.width for page in pages), max(page.height for page in pages)
    whole = Image.new("RGB", (ACROSS * width, -(-len(pages) // ACROSS) * height), "white")
    for number, page in enumerate(pages):
        whole.paste(page, (number % ACROSS * width, number // ACROSS * height))
    stream, note = BytesIO(), PngImagePlugin.PngInfo()
    note.add_text(_PAGES, str(len(pages)))
    whole.save(stream, "PNG", optimize=True, pnginfo=note)
    return stream.getvalue()


def differences(kept: bytes, made: bytes) -> Iterator[str]:
    """Yield a line for each page that looks different: how much of it, where in points, and its colours.

    ``made`` is an `overview`, ``kept`` what was one once.
    """
    before, now = _pages(kept), _pages(made)
    if len(before) != len(now) or any(one.size != other.size for one, other in zip(before, now, strict=True)):
        yield "The pages are not as many or not as large as they were."
        return
    for number, (one, other) in enumerate(zip(before, now, strict=True), 1):
        if told := _difference(one, other):
            yield f"page {number}: {told}"


def _pages(data: bytes) -> list[Image.Image]:
    """Take an overview apart; what is none has no pages."""
    try:
        found = Image.open(BytesIO(data))
        count, whole = int(found.info.get(_PAGES, 0)), found.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return []
    width, height = whole.width // ACROSS, whole.height // max(1, -(-count // ACROSS))
    corners = [(number % ACROSS * width, number // ACROSS * height) for number in range(count)]
    return [whole.crop((left, top, left + width, top + height)) for left, top in corners]


def _difference(before: Image.Image, now: Image.Image) -> str:
    pairs = zip(_pixels(before), _pixels(now), strict=True)
    changed = {at: pair for at, pair in enumerate(pairs) if _differs(*pair)}
    if len(changed) <= FREE:
        return ""
    across, down = [at % now.width for at in changed], [at // now.width for at in changed]
    share = len(changed) / (now.width * now.height)
    (old, new), _ = Counter(changed.values()).most_common(1)[0]
    much = f"{share:.1%}" if share >= LEAST_SHARE else f"less than {LEAST_SHARE:.1%}"
    return (
        f"{much} of it, {_span(across)} pt from the left and {_span(down)} pt from the top, "
        f"mostly from #{old.hex()} to #{new.hex()}"
    )


def _pixels(image: Image.Image) -> list[bytes]:
    data = image.tobytes()
    return [data[at : at + 3] for at in range(0, len(data), 3)]


def _differs(one: bytes, other: bytes) -> bool:
    return one != other and any(abs(a - b) > TOLERANCE for a, b in zip(one, other, strict=True))


def _span(pixels: list[int]) -> str:
    return f"{min(pixels) / SCALE:.0f} to {(max(pixels) + 1) / SCALE:.0f}"
