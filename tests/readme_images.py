"""Makes the page images of the README: ``python -m tests.readme_images`` in the project's folder.

Every spread of both languages becomes one picture, small enough to look at in a browser.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from reportgen.pipeline import build
from reportgen.request import BuildRequest

ROOT = Path(__file__).parents[1]
HOME = ROOT / "assets" / "readme"
YEAR, LANGUAGES = 2024, ("fi", "sv")
SCALE, COLUMNS, GAP, GROUND = 0.5, 4, 10, "#dedfe1"
COLOURS = 96
"""Enough for flat colours and the edges of type; keeps the pictures small."""


def main() -> None:
    """Build both languages and write ``assets/readme/vuosi-2024-LANG.png``."""
    HOME.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        build(BuildRequest(ROOT, (YEAR,), formats=("pdf",), out=Path(folder)))
        for lang in LANGUAGES:
            name = f"vuosi-{YEAR}-{lang}"
            sheet = contact_sheet(Path(folder) / str(YEAR) / f"{name}.pdf")
            sheet.quantize(COLOURS).save(HOME / f"{name}.png", optimize=True)


def contact_sheet(path: Path) -> Image.Image:
    """Return all pages of a PDF side by side, in rows."""
    document = pypdfium2.PdfDocument(path)
    pages = [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    width, height = pages[0].size
    rows = -(-len(pages) // COLUMNS)
    size = (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP)
    sheet = Image.new("RGB", size, GROUND)
    for index, page in enumerate(pages):
        row, column = divmod(index, COLUMNS)
        sheet.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    document.close()
    return sheet


if __name__ == "__main__":
    main()
