"""Photographs in the PDF: upright, in sRGB, of a sensible size, and without what a camera tells besides."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from conftest import edit
from PIL import Image, ImageCms
from publishing import opened, render

from reportgen.compose import compose
from reportgen.narrate import narrate
from reportgen.render.pdf.photographs import MOST_PIXELS, photograph
from reportgen.sources import load_edition
from reportgen.verify.verapdf import validate

RED, BLUE = (200, 30, 40), (20, 40, 200)
ORIENTATION = 0x0112
MAKE = 0x010F


def drawn(path: Path) -> Image.Image:
    """Return the picture that is drawn for a file."""
    stream = photograph(path).jpeg_fh()
    assert isinstance(stream, BytesIO)
    return Image.open(BytesIO(stream.getvalue()))


def two_halves(size: tuple[int, int] = (400, 200)) -> Image.Image:
    """Return a picture that is red on the left and blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def near(found: object, wanted: tuple[int, int, int], by: int = 12) -> bool:
    """Tell whether two colours look the same."""
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_picture_is_drawn_as_it_is(ending: str, tmp_path: Path) -> None:
    """Size and colours stay, whatever kind of file it comes in."""
    two_halves().save(tmp_path / f"picture.{ending}")
    image = drawn(tmp_path / f"picture.{ending}")
    assert (image.size, image.mode) == ((400, 200), "RGB")
    assert near(image.getpixel((50, 100)), RED)
    assert near(image.getpixel((350, 100)), BLUE)


def test_a_picture_that_a_camera_laid_on_its_side_is_put_upright(tmp_path: Path) -> None:
    """PDF does not read the note that says which way is up."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # turn it by a quarter to the right
    two_halves().save(tmp_path / "picture.jpg", exif=exif)
    image = drawn(tmp_path / "picture.jpg")
    assert image.size == (200, 400)
    assert near(image.getpixel((100, 50)), RED)
    assert near(image.getpixel((100, 350)), BLUE)


def test_what_a_camera_tells_besides_is_left_out(tmp_path: Path) -> None:
    """Owner, place and time of a photograph are nobody's business."""
    exif = Image.Exif()
    exif[MAKE] = "Kameratehdas"
    two_halves().save(tmp_path / "picture.jpg", exif=exif, comment="Kotona")
    stream = photograph(tmp_path / "picture.jpg").jpeg_fh()
    content = stream.getvalue()
    assert b"Kameratehdas" not in content
    assert b"Kotona" not in content
    assert b"Exif" not in content


def test_colours_of_print_become_those_of_the_screen(tmp_path: Path) -> None:
    """Four inks have no place in a file whose colours are sRGB."""
    two_halves().convert("CMYK").save(tmp_path / "picture.jpg")
    image = drawn(tmp_path / "picture.jpg")
    assert image.mode == "RGB"
    assert near(image.getpixel((50, 100)), RED, by=40)


def test_a_profile_is_applied_and_left_out(tmp_path: Path) -> None:
    """Values of another colour space become those that look the same in sRGB; a broken profile is no harm."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    for name, profile, shown in (
        ("same", srgb, RED),
        ("red is blue", swapped, RED[::-1]),
        ("broken", b"no profile" * 20, RED),
    ):
        two_halves().save(tmp_path / f"{name}.jpg", icc_profile=profile)
        image = drawn(tmp_path / f"{name}.jpg")
        assert near(image.getpixel((50, 100)), shown), name
        assert "icc_profile" not in image.info


def test_a_transparent_picture_stands_on_white(tmp_path: Path) -> None:
    """What is seen through is paper."""
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 50, 100))
    image.save(tmp_path / "picture.png")
    shown = drawn(tmp_path / "picture.png")
    assert near(shown.getpixel((20, 50)), RED)
    assert near(shown.getpixel((80, 50)), (255, 255, 255))


def test_a_picture_larger_than_print_needs_is_made_smaller(tmp_path: Path) -> None:
    """A wall-sized photograph would weigh more than all the rest of the file."""
    two_halves((MOST_PIXELS * 2, MOST_PIXELS)).save(tmp_path / "picture.jpg")
    assert drawn(tmp_path / "picture.jpg").size == (MOST_PIXELS, MOST_PIXELS // 2)


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_a_publication_with_a_photograph_keeps_both_standards(mode: str, project: Path) -> None:
    """Whatever the photographer sends, the file stays an accessible archive copy."""
    slot = "[picture.director]\nfile = "
    edit(project, "seeds/2024/edition.toml", f'{slot}""', f'{slot}"p.jpg"')
    two_halves((600, 900)).convert(mode).save(project / "p.jpg")
    edition = load_edition(project, 2024).edition
    told = narrate(edition, "fi", project)
    data = render(compose(edition, "fi", told.sections, told.log), root=project).data
    with opened(data) as file:
        (picture,) = (item for item in file.objects if getattr(item, "Subtype", None) == "/Image")
        assert picture.ColorSpace == ("/DeviceGray" if mode == "L" else "/DeviceRGB")
    path = project / "file.pdf"
    path.write_bytes(data)
    assert [str(failure) for name in ("ua1", "a3a") for failure in validate(path, name)] == []
