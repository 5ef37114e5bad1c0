"""Pictures of every mode and depth are printed as a viewer shows them, or refused by name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from conftest import edit, only
from PIL import Image, ImageCms, PngImagePlugin

from reportgen.render.pdf.photographs import emblem, photograph
from reportgen.sources import load_edition
from reportgen.sources.picture_file import Unknowable, as_seen, read_picture
from reportgen.validate import check_pictures

SIZE = (24, 12)
RED, GREY, GROUND = (200, 30, 40), (128, 128, 128), (0, 0, 191)

Colour = tuple[int, int, int]
Write = Callable[[Path], object]


def halves(mode: str, left: object, right: object) -> Image.Image:
    """Return a picture of two colours of a mode."""
    image = Image.new(mode, SIZE, left)  # type: ignore[arg-type]
    image.paste(right, (SIZE[0] // 2, 0, *SIZE))  # type: ignore[arg-type]
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> Write:
    """Return what writes a picture into a file."""
    return lambda path: image.save(path, kind, **options)


def png(depth: int, kind: int, rows: bytes, *chunks: tuple[bytes, bytes]) -> Write:
    """Return what writes a PNG chunk by chunk, every row alike."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", *SIZE, depth, kind, 0, 0, 0)
    body = zlib.compress((b"\0" + rows) * SIZE[1])
    parts = [(b"IHDR", head), *chunks, (b"IDAT", body), (b"IEND", b"")]
    whole = b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)
    return lambda path: path.write_bytes(whole)


def words(*values: int) -> bytes:
    """Return a row of pixels, the first values on its left half and the others on the right, in 16 bits."""
    half = len(values) // 2
    left, right = (struct.pack(f">{half}H", *part) for part in (values[:half], values[half:]))
    return left * (SIZE[0] // 2) + right * (SIZE[0] // 2)


def palette(*, clear: bool) -> Write:
    """Return what writes a picture with a palette of red and grey, the second clear or half so."""
    image = Image.new("P", SIZE, 0)
    image.putpalette([*RED, *GREY])
    image.paste(1, (SIZE[0] // 2, 0, *SIZE))
    return saved(image, transparency=1) if clear else saved(image, transparency=bytes([255, 128]))


def first_of_two() -> Write:
    """Return what writes an animation whose second frame is another."""
    return saved(halves("RGB", RED, GREY), save_all=True, append_images=[halves("RGB", GREY, RED)])


def sideways(kind: str) -> Write:
    """Return what writes a picture, lying, with the note that it must be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return saved(halves("RGB", RED, GREY), kind, exif=exif)


HALF = 32896
"""Half of sixteen bits: 128 of 255."""
MIXED = (64, 64, 160)
"""Grey, half seen through, on the ground."""

SHOWN: dict[str, tuple[str, Write, Colour, Colour]] = {
    "1": ("png", saved(halves("1", 0, 255)), (0, 0, 0), (255, 255, 255)),
    "L": ("png", saved(halves("L", 30, 128)), (30, 30, 30), GREY),
    "L with a clear grey": ("png", saved(halves("L", 30, 128), transparency=128), (30, 30, 30), GROUND),
    "LA": ("png", saved(halves("LA", (128, 255), (128, 0))), GREY, GROUND),
    "P": ("png", palette(clear=True), RED, GROUND),
    "P half clear": ("png", palette(clear=False), RED, MIXED),
    "PA": ("tif", saved(halves("PA", (0, 255), (0, 0)), "TIFF"), (0, 0, 0), GROUND),
    "RGB": ("png", saved(halves("RGB", RED, GREY)), RED, GREY),
    "RGB with a clear colour": ("png", saved(halves("RGB", RED, GREY), transparency=GREY), RED, GROUND),
    "RGBA": ("png", saved(halves("RGBA", (*RED, 255), (*GREY, 128))), RED, MIXED),
    "RGBX": ("tif", saved(halves("RGBX", (*RED, 0), (*GREY, 0)), "TIFF"), RED, GREY),
    "I": ("tif", saved(halves("I", 0, HALF), "TIFF"), (0, 0, 0), GREY),
    "I;16": ("png", saved(halves("I;16", HALF, 65535)), GREY, (255, 255, 255)),
    "I;16 with a clear grey": ("png", png(16, 0, words(HALF, 9), (b"tRNS", b"\0\x09")), GREY, GROUND),
    "I;16B": ("tif", saved(halves("I;16B", HALF, 257), "TIFF"), GREY, (1, 1, 1)),
    "F": ("tif", saved(halves("F", 0.5, 1.0), "TIFF"), GREY, (255, 255, 255)),
    "CMYK": (
        "tif",
        saved(halves("CMYK", (0, 255, 255, 0), (0, 0, 0, 0)), "TIFF"),
        (255, 0, 0),
        (255, 255, 255),
    ),
    "CMYK JPEG": (
        "jpg",
        saved(halves("CMYK", (0, 255, 255, 0), (0, 0, 0, 255)), "JPEG"),
        (255, 0, 0),
        (0, 0, 0),
    ),
    "YCbCr": ("tif", saved(halves("RGB", RED, GREY).convert("YCbCr"), "TIFF"), RED, GREY),
    "LAB": ("tif", saved(halves("LAB", (255, 128, 128), (0, 128, 128)), "TIFF"), (255, 255, 255), (0, 0, 0)),
    "RGB in 16 bits": ("png", png(16, 2, words(0xC8FF, 0x1E00, 0x28FF, HALF, HALF, HALF)), RED, GREY),
    "RGB in 16 bits with a clear colour": (
        "png",
        png(16, 2, words(0xC8C8, 0x1E1E, 0x2828, HALF, HALF, HALF), (b"tRNS", words(HALF, HALF)[:2] * 3)),
        RED,
        GROUND,
    ),
    "LA in 16 bits": ("png", png(16, 4, words(HALF, 65535, HALF, 0)), GREY, GROUND),
    "RGBA in 16 bits": ("png", png(16, 6, words(HALF, HALF, HALF, 65535, 0, 0, 0, 0)), GREY, GROUND),
    "two bits": ("png", png(2, 0, b"\x55" * 3 + b"\xaa" * 3), (85, 85, 85), (170, 170, 170)),
    "gamma of light": (
        "png",
        png(8, 0, bytes([55] * 12 + [255] * 12), (b"gAMA", struct.pack(">I", 100_000))),
        (127, 127, 127),
        (255, 255, 255),
    ),
    "gamma of the screen": (
        "png",
        png(8, 0, bytes([55] * 12 + [128] * 12), (b"gAMA", struct.pack(">I", 45_455))),
        (55, 55, 55),
        GREY,
    ),
    "gamma that sRGB overrides": (
        "png",
        png(8, 0, bytes([55] * 12 + [128] * 12), (b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100_000))),
        (55, 55, 55),
        GREY,
    ),
    "animation": ("png", first_of_two(), RED, GREY),
    "GIF": ("gif", saved(halves("RGB", RED, GREY), "GIF"), RED, GREY),
}
"""Ending, file, and the colours of its left and right half as a viewer shows them on blue."""


@pytest.mark.parametrize("name", SHOWN, ids=lambda name: f"S6-{name}")
def test_a_picture_looks_as_in_a_viewer(name: str, tmp_path: Path) -> None:
    """Its mode and depth, what is clear in it, and what the file says of its values."""
    ending, write, left, right = SHOWN[name]
    path = tmp_path / f"picture.{ending}"
    write(path)
    image = read_picture(path, "#0000bf").convert("RGB")
    found = [image.getpixel((x, SIZE[1] // 2)) for x in (4, SIZE[0] - 5)]
    for one, wanted in zip(found, (left, right), strict=True):
        assert isinstance(one, tuple)
        assert max(abs(a - b) for a, b in zip(one, wanted, strict=True)) <= 3, (found, left, right)


OPEN: dict[str, tuple[Image.Image, Colour, Colour]] = {
    "La": (halves("LA", (128, 255), (128, 128)).convert("La"), GREY, MIXED),
    "RGBa": (halves("RGBA", (*RED, 255), (*GREY, 128)).convert("RGBa"), RED, MIXED),
    "HSV": (halves("RGB", RED, GREY).convert("HSV"), RED, GREY),
    "I;16L": (halves("I;16L", 0, HALF), (0, 0, 0), GREY),
    "I;16N": (halves("I;16N", 0, HALF), (0, 0, 0), GREY),
}
"""Modes that no file has as such: pictures in them, and the colours of their halves on blue."""


@pytest.mark.parametrize("mode", OPEN, ids=lambda mode: f"S6-{mode}")
def test_a_picture_in_memory_looks_as_in_a_viewer(mode: str) -> None:
    """Colours multiplied by how opaque they are, and others that Pillow makes itself."""
    image, left, right = OPEN[mode]
    assert image.mode == mode
    seen = as_seen(image, "#0000bf").convert("RGB")
    for x, wanted in ((4, left), (SIZE[0] - 5, right)):
        found = seen.getpixel((x, 4))
        assert isinstance(found, tuple)
        assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 3, (x, found)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_s6_a_picture_that_lies_is_put_upright(kind: str, tmp_path: Path) -> None:
    """In every format that can say so."""
    sideways(kind)(tmp_path / "p")
    image = read_picture(tmp_path / "p")
    assert image.size == SIZE[::-1]
    top, foot = (image.getpixel((SIZE[1] // 2, y)) for y in (3, SIZE[0] - 4))
    assert isinstance(top, tuple)
    assert isinstance(foot, tuple)
    assert top[0] - top[2] > 100 > abs(foot[0] - foot[2])


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA"])
def test_s6_a_profile_is_applied_in_every_mode(mode: str, tmp_path: Path) -> None:
    """Red and blue change places in a profile of exchanged colours; greys stay as they are."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"....").replace(b"bXYZ", b"rXYZ").replace(b"....", b"bXYZ")
    halves("RGB", RED, GREY).convert(mode).save(tmp_path / "p.png", icc_profile=swapped)
    image = read_picture(tmp_path / "p.png").convert("RGB")
    left = image.getpixel((4, 4))
    assert isinstance(left, tuple)
    plain = halves("RGB", RED, GREY).convert(mode).convert("RGB").getpixel((4, 4))
    assert isinstance(plain, tuple)
    assert max(abs(a - b) for a, b in zip(left, plain[::-1], strict=True)) <= 4


@pytest.mark.parametrize(
    ("image", "said"),
    [
        (halves("F", -20.5, 99.0), "from -20.5 to 99"),
        (halves("I", 0, 70000), "from 0 to 70000"),
        (halves("I", -5, 100), "from -5 to 100"),
    ],
    ids=["S6-F", "S6-I", "S6-I-negative"],
)
def test_values_without_a_white_are_refused(image: Image.Image, said: str, tmp_path: Path) -> None:
    """No picture is guessed at."""
    image.save(tmp_path / "p.tif")
    with pytest.raises(Unknowable, match=said):
        read_picture(tmp_path / "p.tif")


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_s6_a_file_cut_short_is_refused_by_name(kind: str, share: float, project: Path) -> None:
    """It says which file, where it is named, and what to do."""
    slot = "[picture.director]\nfile = "
    edit(project, "seeds/2024/edition.toml", f'{slot}""', f'{slot}"assets/p.jpg"')
    stream = BytesIO()
    Image.effect_noise((600, 900), 60).convert("RGB").save(stream, kind)
    data = stream.getvalue()
    (project / "assets/p.jpg").write_bytes(data[: int(share * len(data))])
    found = only(check_pictures(load_edition(project, 2024).edition, project))
    assert found.code == "image-unreadable"
    assert "assets/p.jpg" in found.message
    assert "PNG" in found.remedy


def test_s6_a_sixteen_bit_picture_is_drawn_as_it_is(tmp_path: Path) -> None:
    """The whole way into the file, as photograph and as logo."""
    halves("I;16", 0, HALF).resize((240, 120)).save(tmp_path / "p.png")
    for reader in (photograph(tmp_path / "p.png"), emblem(tmp_path / "p.png", "#0000bf")):
        data = reader.getRGBData()
        image = Image.frombytes("L" if len(data) == 240 * 120 else "RGB", (240, 120), data).convert("L")
        assert [image.getpixel((x, 60)) for x in (20, 220)] == [0, 128]


def test_s6_a_note_beside_the_picture_changes_nothing(tmp_path: Path) -> None:
    """Text in a PNG is not its values."""
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "gamma 1.0")
    halves("RGB", RED, GREY).save(tmp_path / "p.png", pnginfo=note)
    assert read_picture(tmp_path / "p.png").getpixel((4, 4)) == RED
