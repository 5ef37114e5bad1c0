"""Wrong usage and places that cannot be written to: exit codes 2 and 5, nothing written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from brochures import YEAR
from conftest import edit, write
from refusals import Clerk, clerk_of, everything

SHEET = ("--lang", "sv", "--format", "xlsx")
LIBRARY = 2031
"""The year of the small project: what a disk refuses has nothing to do with the size of a brochure."""


@pytest.fixture
def clerk(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Return a command line in a copy of the project."""
    return clerk_of(project, capsys, monkeypatch)


def test_a_year_that_does_not_exist_is_answered_with_those_that_do(clerk: Clerk) -> None:
    """A year with figures to compare with and nothing else is no edition either."""
    for year in ("2019", "1999"):
        found = clerk.one("unknown-edition", year, code=2)
        assert f"'{year}'" in found["message"]
        assert str(YEAR) in found["remedy"]


def test_every_unknown_year_is_told(clerk: Clerk) -> None:
    """Not the first alone."""
    found = clerk.refused("2018", "2019", code=2)
    assert [one["code"] for one in found] == ["unknown-edition"] * 2


def test_a_year_that_is_no_number_is_wrong_usage(clerk: Clerk) -> None:
    """The command line itself cannot be understood."""
    assert "'next'" in clerk.one("usage", "next", code=2)["message"]


@pytest.mark.parametrize("option", ["--lang", "--format"])
def test_an_unknown_language_or_format_is_answered_with_those_there_are(clerk: Clerk, option: str) -> None:
    """What can be chosen stands in the message."""
    found = clerk.one("usage", option, "en", code=2)
    assert "'en'" in found["message"]
    choices = ("fi", "sv", "all") if option == "--lang" else ("pdf", "xlsx", "all")
    assert all(f"'{choice}'" in found["message"] for choice in choices)


def test_a_folder_that_is_no_project_is_answered_with_how_to_name_one(
    clerk: Clerk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The option that names a project is in the remedy."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    found = clerk.one("missing-project", "--project", str(elsewhere), code=2)
    assert "--project" in found["remedy"]
    assert everything(elsewhere) == {}


@pytest.fixture
def librarian(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Return a command line in the library's project."""
    return clerk_of(mini, capsys, monkeypatch, LIBRARY)


def in_place_of_the_output(root: Path) -> Path:
    """Put a file where the output folder is to be."""
    write(root, "elsewhere", "a file")
    return root / "elsewhere"


def in_place_of_the_year(root: Path) -> Path:
    """Put a file where the folder of the year is to be."""
    write(root, f"elsewhere/{LIBRARY}", "a file")
    return root / "elsewhere" / str(LIBRARY)


def in_place_of_the_workbook(root: Path) -> Path:
    """Put a folder where the workbook is to be."""
    name = f"elsewhere/{LIBRARY}/vuosi-{LIBRARY}-sv.xlsx"
    write(root, f"{name}/inside.txt", "a file")
    return root / name


@pytest.mark.parametrize("obstacle", [in_place_of_the_output, in_place_of_the_year, in_place_of_the_workbook])
def test_a_place_that_is_taken_is_named_with_the_way_out(
    librarian: Clerk, obstacle: Callable[[Path], Path]
) -> None:
    """A file in place of a folder, or a folder in place of a file: neither is touched."""
    place = obstacle(librarian.root)
    elsewhere = librarian.root / "elsewhere"
    before = everything(elsewhere)
    found = librarian.refused("--out", str(elsewhere), *SHEET, code=5)
    assert len(found) == 1
    assert str(librarian.root / found[0]["file"]).startswith(str(place))
    assert found[0]["code"] in ("folder-unwritable", "file-unwritable", "file-locked")
    assert everything(elsewhere) == before


@pytest.mark.parametrize("step", ["mkdir", "open", "replace"])
def test_a_folder_without_the_right_to_write_is_named_with_the_way_out(
    librarian: Clerk, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Making the folder, writing beside the target, and taking its place: the system refuses each in turn."""
    real: Callable[..., Any] = getattr(os, step)

    def refuse(path: Any, *rest: Any, **options: Any) -> Any:
        if "locked" in Path(path).parts or (step != "mkdir" and Path(path).name == "new-0"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **options)

    monkeypatch.setattr(os, step, refuse)
    words = ("--out", "locked") if step == "mkdir" else ()
    found = librarian.refused(*words, *SHEET, code=5)
    assert len(found) == 1
    folder = "locked" if step == "mkdir" else "output"
    assert folder in found[0]["file"]
    assert "--out" in found[0]["remedy"] or "Close it" in found[0]["remedy"]
    assert not (librarian.root / "locked").exists()


def test_what_is_wrong_with_the_input_is_told_before_what_is_wrong_with_the_output(librarian: Clerk) -> None:
    """Nobody has to free a folder first to learn that the data is faulty."""
    write(librarian.root, "elsewhere", "a file")
    edit(librarian.root, f"seeds/{LIBRARY}/figures.csv", "loans.adults,600", "loans.adults,601")
    librarian.one("total-differs", "--out", "elsewhere", *SHEET, code=3)
