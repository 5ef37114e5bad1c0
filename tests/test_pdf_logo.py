"""The logo slot: the publisher's file on both covers, its plain name while there is none."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from conftest import edit
from PIL import Image
from publishing import opened, render

from reportgen.compose import compose
from reportgen.narrate import narrate
from reportgen.render.pdf.photographs import emblem
from reportgen.sources import load_edition
from reportgen.validate import check_pictures
from reportgen.verify.verapdf import validate

SLOT = '[picture.logo]\nfile = { fi = "", sv = "" }'
MOST = 12 / 25.4 * 72
"""Twelve millimetres in points."""


def supply(project: Path, size: tuple[int, int]) -> None:
    """Put a logo with a transparent ground into the Swedish slot."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (0, 0, size[0] // 2, size[1]))
    image.save(project / "assets/logo.png")
    edit(project, "seeds/project.toml", SLOT, SLOT.replace('sv = ""', 'sv = "assets/logo.png"'))


def published(project: Path, lang: str) -> bytes:
    """Return the finished PDF of the project."""
    edition = load_edition(project, 2024).edition
    told = narrate(edition, lang, project)
    return render(compose(edition, lang, told.sections, told.log), root=project).data


def logos(file: pikepdf.Pdf) -> list[list[float]]:
    """Return the box of each figure that is called what the logo is called."""
    return [
        [float(side) for side in owned.BBox]
        for item in file.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/S") == "/Figure"
        and str(item.get("/Alt", "")) == "Helsingfors stad"
        for owned in item.A
        if "/BBox" in owned
    ]


@pytest.mark.parametrize("size", [(900, 320), (200, 800), (3000, 200)])
def test_a_logo_stands_on_both_covers_and_keeps_both_standards(size: tuple[int, int], project: Path) -> None:
    """Wide, tall or flat: at most twelve millimetres high, in its own proportions, told to who cannot see."""
    supply(project, size)
    data = published(project, "sv")
    with opened(data) as file:
        found = logos(file)
        assert len(found) == 2
        for left, bottom, right, top in found:
            assert top - bottom <= MOST + 0.01
            assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.01)
    path = project / "file.pdf"
    path.write_bytes(data)
    assert [str(failure) for name in ("ua1", "a3a") for failure in validate(path, name)] == []


def test_a_language_without_a_file_shows_the_plain_name(project: Path) -> None:
    """The Finnish covers are as they were when only the Swedish logo was supplied."""
    before = published(project, "fi")
    supply(project, (900, 320))
    assert published(project, "fi") == before
    with opened(before) as file:
        assert logos(file) == []


def test_a_transparent_logo_stands_on_the_colour_of_the_cover(project: Path) -> None:
    """What is seen through is the ground, and edges are kept without loss."""
    supply(project, (100, 50))
    image = emblem(project / "assets/logo.png", "#0000bf")
    assert image.getSize() == (100, 50)
    pixels = image.getRGBData()
    assert pixels[:3] == b"\xff\xff\xff"
    assert pixels[99 * 3 : 100 * 3] == b"\x00\x00\xbf"


def test_a_logo_too_small_for_print_is_refused(project: Path) -> None:
    """A logo copied from a web page looks torn on paper."""
    supply(project, (60, 20))
    findings = check_pictures(load_edition(project, 2024).edition, project)
    assert [finding.code for finding in findings] == ["image-too-small"]
