"""Figures against each other, and pictures against their places on the page."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import edit, line_of, only, write
from PIL import Image

from reportgen.findings import Finding, Place, Severity
from reportgen.model.indicator import Status
from reportgen.sources import load_edition
from reportgen.validate import check_figures, check_pictures
from reportgen.validate.editions import LANDSCAPE, PORTRAIT, needed_pixels

FIGURES = "seeds/2031/figures.csv"
INDICATORS = "seeds/indicators.toml"
EDITION = "seeds/2031/edition.toml"


def checked(root: Path) -> tuple[Finding, ...]:
    """Return what the figures of the library contradict."""
    return check_figures(load_edition(root, 2031).edition)


def test_figures_that_agree_have_no_finding(mini: Path) -> None:
    """Growth over a hundred percent is no contradiction where the catalogue calls it growth."""
    assert checked(mini) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "message"),
    [
        ("loans.adults,600", "loans.adults,601", "total-differs", "loans.total", "add up to 1001"),
        ("loans.children,400", "loans.children,395", "total-differs", "loans.total", "add up to 995"),
        ("loans.share_children,40", "loans.share_children,41", "share-differs", "share_children", "is 40"),
        (
            "loans.share_children,40,",
            "loans.share_children,40.4,",
            "decimals-exceeded",
            "share_children",
            "(0)",
        ),
        ("loans.growth,142.9,,", "loans.growth,142.9,M,", "status-value", "loans.growth", "142.9"),
    ],
)
def test_a_contradiction_is_told_at_its_line(
    mini: Path, old: str, new: str, code: str, at: str, message: str
) -> None:
    """Both sides of it stand in the message."""
    edit(mini, FIGURES, old, new)
    fault = next(found for found in checked(mini) if found.code == code)
    assert fault.place == Place(FIGURES, line_of(mini, FIGURES, at))
    assert fault.severity is (Severity.WARNING if code == "decimals-exceeded" else Severity.ERROR)
    assert message in fault.message
    assert fault.remedy


def test_a_total_is_not_judged_while_a_part_is_missing(mini: Path) -> None:
    """What is not known cannot contradict."""
    edit(mini, FIGURES, "loans.adults,600,,annual", "loans.adults,,M,")
    assert checked(mini) == ()


@pytest.mark.parametrize(("parts", "codes"), [("45 55", []), ("45 56", []), ("45 57", ["total-differs"])])
def test_rounded_percentages_may_miss_their_total_by_half_a_unit_each(
    mini: Path, parts: str, codes: list[str]
) -> None:
    """Two rounded parts may be off by one together, not by two."""
    catalogue = "".join(
        f'\n[indicator."p.{name}"]\ntheme = "loans"\nunit = "percent"\nlabel.fi = "a"\nlabel.sv = "b"\n{part}'
        for name, part in [("all", ""), ("one", 'part_of = "p.all"\n'), ("two", 'part_of = "p.all"\n')]
    )
    one, two = parts.split()
    rows = f"p.all,100,,annual,,,\np.one,{one},,annual,,,\np.two,{two},,annual,,,\n"
    write(mini, INDICATORS, (mini / INDICATORS).read_text(encoding="utf-8") + catalogue)
    write(mini, FIGURES, (mini / FIGURES).read_text(encoding="utf-8") + rows)
    assert [found.code for found in checked(mini)] == codes


def test_a_percentage_outside_its_range_is_told(mini: Path) -> None:
    """The remedy names the key that allows growth."""
    edit(mini, INDICATORS, "growth = true\n", "")
    fault = only(checked(mini))
    assert (fault.code, fault.place) == (
        "percent-range",
        Place(FIGURES, line_of(mini, FIGURES, "loans.growth")),
    )
    assert "growth = true" in fault.remedy


def test_a_count_below_nothing_is_told(mini: Path) -> None:
    """Nobody borrows minus seven hundred books."""
    edit(mini, "seeds/2030/figures.csv", ",700,", ",-700,")
    assert only(checked(mini)).code == "count-negative"


@pytest.mark.parametrize("doubtful", ["loans.total,1000", "loans.adults,601"])
def test_a_contradiction_that_the_data_owns_up_to_is_information(mini: Path, doubtful: str) -> None:
    """Status U on the total or on a part says that the publisher knows; a note alone does not."""
    edit(mini, FIGURES, "loans.adults,600,,annual,s. 2,,", "loans.adults,601,,annual,s. 2,huomaa,obs")
    assert only(checked(mini)).severity is Severity.ERROR
    edit(mini, FIGURES, f"{doubtful},,", f"{doubtful},U,")
    fault = only(checked(mini))
    assert (fault.code, fault.severity) == ("total-differs", Severity.INFO)
    assert "Known" in fault.message


def test_one_large_count_in_two_places_is_told_where_the_data_doubts_it(project: Path) -> None:
    """11 200 stands for two things that are strangers to each other; equal numbers alone are no doubt."""
    edition = load_edition(project, 2024).edition
    (found,) = (one for one in check_figures(edition) if one.code == "value-repeated")
    assert found.severity is Severity.INFO
    assert "'services.needs_assessments' and 'services.somatic_periods' are both 11200" in found.message
    settled = {
        key: replace(one, status=Status.NORMAL) if one.status is Status.UNCONFIRMED else one
        for key, one in edition.observations.items()
    }
    codes = {one.code for one in check_figures(replace(edition, observations=settled))}
    assert "value-repeated" not in codes


def test_derived_totals_are_checked_too(mini: Path) -> None:
    """A total without a line of its own is told at its place in the catalogue."""
    edit(
        mini,
        INDICATORS,
        'good = "up"',
        'good = "up"\nformula = { kind = "sum", of = ["loans.share_children"] }',
    )
    edit(mini, FIGURES, "loans.total,1000,,annual,s. 2,,\n", "")
    edit(mini, "seeds/2030/figures.csv", "loans.total,700", "loans.adults,700")
    fault = next(found for found in checked(mini) if found.code == "total-differs")
    assert fault.place == Place(INDICATORS, line_of(mini, INDICATORS, '[indicator."loans.total"]'))


def picture(width: int, height: int, format: str = "JPEG", orientation: int = 1) -> bytes:
    """Return a grey picture."""
    raw = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.new("L", (width, height), 128).save(raw, format, exif=exif)
    return raw.getvalue()


def hang(mini: Path, raw: bytes, slot: str = "librarian") -> tuple[Finding, ...]:
    """Put a picture into a slot and return what is wrong with it."""
    write(mini, "assets/portrait.jpg", raw)
    edit(mini, EDITION, 'file = ""', 'file = "assets/portrait.jpg"')
    edit(mini, EDITION, "[picture.librarian]", f"[picture.{slot}]")
    return check_pictures(load_edition(mini, 2031).edition, mini)


def test_an_empty_slot_is_no_fault(mini: Path) -> None:
    """Artwork stands in it."""
    assert check_pictures(load_edition(mini, 2031).edition, mini) == ()


@pytest.mark.parametrize(
    ("raw", "slot"),
    [
        (picture(389, 784), "librarian"),
        (picture(784, 389, orientation=6), "librarian"),
        (picture(1417, 706, "PNG"), "hall"),
    ],
)
def test_a_picture_large_enough_has_no_finding(mini: Path, raw: bytes, slot: str) -> None:
    """A picture that the camera stored lying down is judged as it is seen."""
    assert hang(mini, raw, slot) == ()


@pytest.mark.parametrize(
    ("raw", "slot", "found", "needed"),
    [
        (picture(388, 784), "librarian", "388 x 784", "389 x 784"),
        (picture(389, 784), "hall", "389 x 784", "1417 x 706"),
        (picture(389, 784, orientation=6), "librarian", "784 x 389", "389 x 784"),
    ],
)
def test_a_picture_too_small_is_told_with_both_sizes(
    mini: Path, raw: bytes, slot: str, found: str, needed: str
) -> None:
    """A person's slot is a portrait, any other a landscape; both at 200 dots an inch."""
    fault = only(hang(mini, raw, slot))
    assert (fault.code, fault.place) == ("image-too-small", Place(EDITION, line_of(mini, EDITION, "file =")))
    assert found in fault.message
    assert needed in fault.message
    assert "200 dpi" in fault.remedy


@pytest.mark.parametrize(
    "raw",
    [b"", b"not a picture", picture(400, 800)[:600], picture(400, 800, "GIF")],
    ids=["empty", "text", "cut", "gif"],
)
def test_a_file_that_is_no_whole_picture_is_told(mini: Path, raw: bytes) -> None:
    """A picture cut short opens well and fails later, so the whole of it is read."""
    fault = only(hang(mini, raw))
    assert fault.code == "image-unreadable"
    assert "JPEG" in fault.remedy


def test_a_picture_that_unpacks_without_end_is_told(mini: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own limit counts, and its warning is taken for an error."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert only(hang(mini, picture(40, 40))).code == "image-unreadable"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("assets/nobody.jpg", "missing-image"),
        ("../portrait.jpg", "path-outside"),
        ("assets", "image-unreadable"),
    ],
)
def test_a_picture_that_is_not_there_is_told(mini: Path, file: str, code: str) -> None:
    """Or lies outside the project, or is a folder."""
    edit(mini, EDITION, 'file = ""', f'file = "{file}"')
    fault = only(check_pictures(load_edition(mini, 2031).edition, mini))
    assert (fault.code, fault.place) == (code, Place(EDITION, line_of(mini, EDITION, "file =")))
    assert fault.remedy


def test_a_picture_without_a_text_alternative_is_told_in_each_language(mini: Path) -> None:
    """Artwork is decoration; a photograph never is."""
    edit(mini, EDITION, 'alt = { fi = "Kirjastonhoitaja", sv = "Bibliotekarien" }\n', "")
    assert [(fault.code, fault.lang) for fault in hang(mini, picture(389, 784))] == [
        ("missing-alt", "fi"),
        ("missing-alt", "sv"),
    ]


def test_the_pixels_needed_follow_from_the_size_in_points() -> None:
    """72 points are an inch; a fraction of a pixel counts whole."""
    assert needed_pixels(PORTRAIT) == (389, 784)
    assert needed_pixels(LANDSCAPE) == (1417, 706)
