"""Recipes that failed where readings of the Document disagreed: each builds, and its words are read once."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import edit, write
from PIL import Image

from reportgen.pipeline import BuildRequest, build
from reportgen.verify.reading import read_aloud

EDITION = "seeds/2031/edition.toml"
TILES = "# Kuvat\n\n::: pictures\n### Yksi\nEnsimmäinen.\n\n### Kaksi\nToinen.\n:::\n"


def picture(root: Path, slot: str, credit: str) -> None:
    """Put a picture with a credit into a slot."""
    data = BytesIO()
    Image.new("RGB", (2400, 1800), (40, 120, 160)).save(data, "PNG")
    write(root, "assets/view.png", data.getvalue())
    texts = 'alt = { fi = "Näkymä merelle", sv = "Utsikt mot havet" }\n'
    texts += f'credit = {{ fi = "Kuva: {credit}", sv = "Bild: {credit}" }}\n'
    text = (root / EDITION).read_text(encoding="utf-8")
    kept = text.split("[picture.librarian]")[0]
    write(root, EDITION, f'{kept}[picture.{slot}]\nfile = "assets/view.png"\n{texts}')


def lines(root: Path, lang: str = "fi") -> list[tuple[str, str]]:
    """Build and verify a brochure; return role and text of all that is read aloud."""
    build(BuildRequest(root, languages=(lang,), formats=("pdf",), attachments=False))
    file = root / f"output/2031/vuosi-2031-{lang}.pdf"
    return [(passage.role, passage.text.strip()) for passage in read_aloud(file)]


@pytest.mark.parametrize("layout", ["flow", "report"])
def test_r1_a_picture_with_a_credit(layout: str, mini: Path) -> None:
    """The credit is read after the picture, once."""
    picture(mini, "librarian", "Aino Ek")
    edit(mini, EDITION, 'layout = "staff"', f'layout = "{layout}"')
    write(mini, "templates/fi/2031/loans.md", "# Kuva\n\nTekstiä.\n\n::: photo librarian\n:::\n")
    told = lines(mini)
    assert ("P", "Kuva: Aino Ek") in told
    assert [text for _, text in told].count("Kuva: Aino Ek") == 1


@pytest.mark.parametrize("layout", ["flow", "report", "population"])
def test_r2_a_picture_in_a_tile(layout: str, mini: Path) -> None:
    """The picture of the second tile alone: the first keeps its artwork, and both keep their words."""
    picture(mini, "loans_2", "Aino Ek")
    edit(mini, EDITION, 'layout = "staff"', f'layout = "{layout}"')
    write(mini, "templates/fi/2031/loans.md", TILES)
    texts = [text for _, text in lines(mini)]
    assert [texts.count(word) for word in ("Yksi", "Ensimmäinen.", "Kaksi", "Toinen.")] == [1, 1, 1, 1]
    assert texts.index("Kuva: Aino Ek") < texts.index("Kaksi")


def test_r4_without_a_cover_the_first_section_bears_the_title(mini: Path) -> None:
    """There is one heading of the first level, and it comes first, whatever is left out or moved."""
    edit(mini, EDITION, 'id = "cover"\n', 'id = "cover"\nhidden = true\n')
    headings = [(role, text) for role, text in lines(mini) if role.startswith("H")]
    assert headings[0] == ("H1", "Lainaus kasvoi")
    assert [role for role, _ in headings].count("H1") == 1


def test_r4_a_cover_that_is_moved_is_a_section_like_others(mini: Path) -> None:
    """Its title is of the second level where it does not come first."""
    text = (mini / EDITION).read_text(encoding="utf-8")
    cover = text[text.index("[[section]]") : text.index('[[section]]\nid = "loans"')]
    edit(mini, EDITION, cover, "")
    edit(mini, EDITION, "[table.loans]", f"{cover}[table.loans]")
    headings = [(role, text) for role, text in lines(mini) if role.startswith("H")]
    assert headings == [("H1", "Lainaus kasvoi"), ("H2", "Kirjaston vuosi")]


def test_what_follows_contents_is_read_after_them(mini: Path) -> None:
    """Contents are a part of their own, and the section goes on in it."""
    edit(mini, EDITION, 'layout = "staff"', 'layout = "goals"')
    text = "# Lainat\n\n::: tiles\n### Yksi\nEnsin.\n:::\n\n::: contents\nSisällys\n:::\n\nSitten tämä.\n"
    write(mini, "templates/fi/2031/loans.md", text)
    texts = [text for _, text in lines(mini)]
    assert texts.index("Ensin.") < texts.index("Sisällys") < texts.index("Sitten tämä.")
