"""The same project gives the same bytes: on any machine, in any folder, whatever is asked for at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from brochures import EDITIONS, YEAR, brochures, copied
from building import contents, in_own_process

ELSEWHERE = {
    "far east, other hashes": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
    },
    "far west, other hashes again": {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Pago_Pago",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "de_DE.UTF-8",
        "PYTHONUTF8": "1",
    },
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """Return the files of all editions, both languages and all formats, built in this process."""
    made: dict[str, bytes] = {}
    for year in EDITIONS:
        edition = contents(brochures(tmp_path_factory, year)["fi"].root / "output")
        assert {Path(name).suffix for name in edition} >= {".pdf", ".xlsx", ".csv", ".json"}
        made |= edition
    return made


def built_elsewhere(project: Path, home: Path, *words: str, **environment: str) -> dict[str, bytes]:
    """Build a copy of a project in a process of its own, from another folder, for another user."""
    root = copied(project, home / "Käyttäjän työ (2)" / "projekti")
    start = home / "somewhere else"
    start.mkdir()
    out = home / "out"
    run = in_own_process(
        *("build", *words, "--project", str(root), "--out", str(out)),
        root=start,
        HOME=str(home),
        USERPROFILE=str(home),
        SOURCE_DATE_EPOCH="",
        **environment,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert contents(start) == {}
    return contents(out)


@pytest.mark.parametrize(
    ("machine", "years", "words", "ending"),
    [
        ("far east, other hashes", [YEAR], "--lang sv", "-sv. -sv-"),
        ("far west, other hashes again", [YEAR], "--lang fi --format pdf", "-fi.pdf -fi.figures.json"),
        ("far west, other hashes again", EDITIONS[:-1], "--lang sv --format pdf", "-sv.pdf -sv.figures.json"),
    ],
    ids=["2024 alone", "2024 as a PDF", "the years before"],
)
def test_a_file_has_the_same_bytes_wherever_and_with_whatever_it_is_built(
    files: Mapping[str, bytes],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    machine: str,
    years: Sequence[int],
    words: str,
    ending: str,
) -> None:
    """Hash seed, time zone, locale, user, folders, and what is asked for at once leave no trace."""
    project = brochures(tmp_path_factory)["fi"].root
    made = built_elsewhere(project, tmp_path, *map(str, years), *words.split(), **ELSEWHERE[machine])
    asked = [f"{year}{part}" for year in years for part in ending.split()]
    wanted = {name: data for name, data in files.items() if any(part in name for part in asked)}
    assert made.keys() == wanted.keys()
    assert [name for name in made if made[name] != wanted[name]] == []


def test_files_tell_nothing_of_the_machine_that_made_them(
    files: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No path of it and no name of its user."""
    root = brochures(tmp_path_factory)["fi"].root.parent
    for name, data in files.items():
        assert str(root).encode() not in data, name
        assert str(Path.home()).encode() not in data, name
