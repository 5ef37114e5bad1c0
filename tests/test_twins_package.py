"""The open twins: a data package of CSV files that others can check without us."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import frictionless
import pytest
from openpyxl import load_workbook
from publishing import edition as published
from xlsx_builder import both, catalogue, edition, indicator, observation, printed, seen

from reportgen.model.edition import Edition
from reportgen.model.indicator import Status
from reportgen.render.xlsx import render_twins, render_xlsx
from reportgen.verify.twins import verify_twins

NAMES = {"datapackage.json", "observations.csv", "indicators.csv", "sources.csv", "statuses.csv"}


def written(small: Edition, folder: Path, lang: str = "fi") -> Path:
    """Write the package and return its descriptor."""
    for name, data in render_twins(small, lang).items():
        (folder / name).write_bytes(data)
    return folder / "datapackage.json"


def table(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a file."""
    return list(csv.DictReader(StringIO(data.decode("utf-8"), newline=""), strict=True))


def described(files: dict[str, bytes]) -> dict[str, Any]:
    """Return the descriptor."""
    found: dict[str, Any] = json.loads(files["datapackage.json"])
    return found


@pytest.mark.parametrize("lang", ["fi", "sv"])
@pytest.mark.parametrize("make", [edition, published], ids=["small", "whole"])
def test_the_reference_tool_finds_nothing_wrong(
    make: Callable[[], Edition], lang: str, tmp_path: Path
) -> None:
    """Types, keys, references between files, sizes and hashes, judged by Frictionless itself."""
    report = frictionless.validate(str(written(make(), tmp_path, lang)))
    assert report.flatten(["title", "message"]) == []
    assert report.valid
    assert report.stats["tasks"] == 4
    assert verify_twins(tmp_path / "datapackage.json", make(), lang) == ()


def test_the_values_are_those_of_the_workbook(tmp_path: Path) -> None:
    """Row by row, in one order, missing ones too; the hash on its cover is in the package."""
    render_xlsx(published(), "sv", tmp_path / "book.xlsx", printed=printed("sv"))
    book = load_workbook(tmp_path / "book.xlsx", data_only=True)
    cells = [row for row in book["Data"].iter_rows(8, values_only=True) if row[0]]
    files = render_twins(published(), "sv", printed=printed("sv"))
    rows = table(files["observations.csv"])
    assert len(rows) == len(cells) > 700
    for row, cell in zip(rows, cells, strict=True):
        assert (row["indicator"], int(row["year"]), row["status"]) == (cell[0], cell[3], cell[5])
        assert (float(row["value"]) if row["value"] else None) == cell[4]
        assert (row["printed"], row["note"]) == (cell[9] or "", cell[10] or "")
    texts = {cell.value for row in book["Omslag"].iter_rows() for cell in row}
    assert described(files)["seal"]["value"] in texts


def test_both_languages_have_the_same_fields_and_values() -> None:
    """Words differ, numbers, codes and names of columns do not."""
    fi, sv = (table(render_twins(published(), lang)["observations.csv"]) for lang in ("fi", "sv"))
    same = ("indicator", "year", "value", "status", "decimals", "derived", "source")
    assert [[row[key] for key in same] for row in fi] == [[row[key] for key in same] for row in sv]
    assert fi[0].keys() == sv[0].keys()


def test_sizes_and_hashes_are_those_of_the_files() -> None:
    """Whoever has the descriptor can tell that nothing was changed on the way."""
    files = render_twins(edition(), "fi")
    assert files.keys() == NAMES
    for resource in described(files)["resources"]:
        data = files[resource["path"]]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("CC-BY-4.0", [{"name": "CC-BY-4.0"}]),
        ("https://example.org/terms", [{"path": "https://example.org/terms"}]),
        ("Vain omaan käyttöön", [{"name": "other", "title": "Vain omaan käyttöön"}]),
    ],
)
def test_the_licence_is_the_owners(stated: str, told: object, tmp_path: Path) -> None:
    """It is told as the project states it, in a form that the reference tool accepts."""
    small = edition(licence=stated)
    assert described(render_twins(small, "fi"))["licenses"] == told
    assert frictionless.validate(str(written(small, tmp_path))).valid


def test_a_licence_that_nobody_stated_is_not_invented() -> None:
    """An empty field of the project is no licence."""
    assert "licenses" not in described(render_twins(edition(licence=""), "fi"))


def test_units_sources_and_meanings_are_told() -> None:
    """Each observation has its unit; each source and status code has words."""
    files = render_twins(edition(), "sv")
    rows = {(row["indicator"], row["year"]): row for row in table(files["observations.csv"])}
    assert rows["green.energy", "2024"]["unit"] == "MWh (sv)"
    assert rows["green.energy", "2024"]["source"] == "report"
    assert rows["staff.total", "2024"]["derived"] == "true"
    assert "Beräknad summa" in rows["staff.total", "2024"]["place"]
    assert table(files["sources.csv"])[0]["publisher"] == "Staden"
    assert {row["status"] for row in table(files["statuses.csv"])} == {status.value for status in Status}


def test_hostile_texts_are_inert_and_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    """A spreadsheet that opens a file runs nothing."""
    bad = indicator("green.bad", label=both("=cmd|' /C calc'!A0", "@SUM(1)"))
    small = edition(catalogue=catalogue(bad))
    small = seen(
        small,
        observation("green.bad", 2024, "-5", note="+358 9 310"),
        observation("green.cars", 2024, "1", note="\t=1+1"),
    )
    files = render_twins(small, "fi")
    assert (
        next(row for row in table(files["indicators.csv"]) if row["indicator"] == "green.bad")["label_sv"]
        == "'@SUM(1)"
    )
    rows = {row["indicator"]: row for row in table(files["observations.csv"])}
    assert (rows["green.bad"]["value"], rows["green.bad"]["note"]) == ("-5", "'+358 9 310")
    assert rows["green.cars"]["note"] == "'\t=1+1"
    assert verify_twins(written(small, tmp_path), small, "fi") == ()


def test_bytes_and_date_are_the_same_every_time() -> None:
    """The package bears the stamp it is given, else the day of publication."""
    assert render_twins(edition(), "fi") == render_twins(edition(), "fi")
    assert described(render_twins(edition(), "fi"))["created"] == "2025-03-31T00:00:00Z"
    stamp = datetime(2025, 6, 1, 12)  # noqa: DTZ001
    assert described(render_twins(edition(), "fi", stamp=stamp))["created"] == "2025-06-01T12:00:00Z"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("observations.csv", "5846", "5847", "staff.hospital 2024 is 5847 A, not 5846 A"),
        ("observations.csv", "0.79", "79", "staff.recommend 2024 is 79 A, not 0.79 A"),
        ("observations.csv", "sivu 5", "=1+1", "could be taken for a formula"),
        ("observations.csv", "green.cars,2024", "green.cars,2023", "green.cars 2024 has 0 rows"),
        ("sources.csv", "Kaupunki", "Kunta", "sources is not the file that is described"),
        ("datapackage.json", "resources", "parts", "cannot be read"),
    ],
)
def test_verifying_finds_what_was_changed(
    name: str, old: str, new: str, message: str, tmp_path: Path
) -> None:
    """The edition is what counts, not what the package says of itself."""
    package = written(edition(), tmp_path)
    data = (tmp_path / name).read_bytes()
    assert old.encode() in data
    (tmp_path / name).write_bytes(data.replace(old.encode(), new.encode(), 1))
    found = verify_twins(package, edition(), "fi")
    assert {finding.code for finding in found} == {"data-package"}
    assert [finding for finding in found if message in finding.message]


def test_a_licence_survives_in_both_languages() -> None:
    """It is no text to be translated."""
    small = replace(edition(), licence="CC0-1.0")
    assert [described(render_twins(small, lang))["licenses"] for lang in ("fi", "sv")] == [
        [{"name": "CC0-1.0"}]
    ] * 2
