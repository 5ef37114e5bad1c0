"""Judges a data package: its files are the ones described, and they say what the edition says."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from reportgen.findings import Finding, Place, error
from reportgen.model.edition import Edition
from reportgen.model.indicator import UnitKind

_REBUILD = "Build the data package again; if it comes out the same, the fault is in the program."
_DANGEROUS = ("=", "+", "@", "\t", "\r", "\n")


def verify_twins(path: Path, edition: Edition, lang: str) -> tuple[Finding, ...]:
    """Return what is wrong with the data package that ``path``, its ``datapackage.json``, describes.

    Each file has the size and hash that are told of it, every observation up to the edition's year is there
    once and exact (percent as fractions), and no text begins like a formula.
    """
    problems = [f"{problem}." for problem in _problems(path, edition)]
    return tuple(
        error("data-package", Place(path.name), problem, _REBUILD, lang=lang) for problem in problems
    )


def _problems(path: Path, edition: Edition) -> Iterator[str]:
    try:
        described = json.loads(path.read_text("utf-8"))["resources"]
        files = {one["name"]: (one, (path.parent / one["path"]).read_bytes()) for one in described}
        observed = _table(files["observations"][1])
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as fault:
        yield f"The data package cannot be read: {type(fault).__name__}: {fault}"
        return
    for name, (one, data) in files.items():
        if one["bytes"] != len(data) or one["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
            yield f"{name} is not the file that is described"
        for row in _table(data):
            for field, text in row.items():
                if text.startswith(_DANGEROUS) or (text.startswith("-") and _number(text) is None):
                    yield f"{field} of {name} holds {text[:20]!r}, which could be taken for a formula"
    yield from _observations(observed, edition)


def _observations(table: list[dict[str, str]], edition: Edition) -> Iterator[str]:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in table:
        rows.setdefault((row["indicator"], row["year"]), []).append(row)
    for (id, year), seen in edition.observations.items():
        if year > edition.year:
            continue
        found = rows.get((id, str(year)), [])
        if len(found) != 1:
            yield f"{id} {year} has {len(found)} rows instead of one"
            continue
        percent = edition.catalogue.indicators[id].unit.kind is UnitKind.PERCENT
        wanted = seen.value.scaleb(-2) if seen.value is not None and percent else seen.value
        if (_number(found[0]["value"]), found[0]["status"]) != (wanted, seen.status.value):
            told = f"{found[0]['value'] or 'empty'} {found[0]['status']}"
            yield f"{id} {year} is {told}, not {wanted} {seen.status}"


def _table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8"), newline=""), strict=True))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
