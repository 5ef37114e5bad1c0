"""Reading an edition's files: which were opened, what is wrong with them, and what that puts in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from reportgen.findings import Finding, Place, Severity
from reportgen.model.edition import Doubt
from reportgen.model.indicator import Observation
from reportgen.sources.project import SEEDS
from reportgen.sources.toml_file import read_toml
from reportgen.sources.toml_table import STRUCTURAL, Incomplete, Table, open_table

V = TypeVar("V")
Row = tuple[str, int | None, str | None]
"""A row of figures: file, line or row, and sheet."""


@dataclass(slots=True)
class Reading:
    """The TOML files read for an edition. ``opened`` has each by its name, an unreadable one too."""

    root: Path
    languages: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    opened: dict[str, Table] = field(default_factory=dict)

    def open(self, name: str, *, required: bool = True) -> Table:
        """Return a file as a table; an empty one, and a finding, where it cannot be read.

        A file that is not ``required`` may be missing.
        """
        path = self.root / name
        if not required and not path.exists() and not path.is_symlink():
            return open_table(None, self.findings, self.languages)
        table = open_table(read_toml(self.root, name, self.findings), self.findings, self.languages)
        self.opened[name] = table
        return table

    def names(self, file: str, group: str, names: Mapping[str, V]) -> Mapping[str, V]:
        """Return the names that a group of a file has, as far as it could be read."""
        table = self.opened[file]
        return Incomplete(names) if not table.file.name or table.is_vague(group) else names

    def doubt(self, rows: Iterable[Observation]) -> Doubt:
        """Return what the errors found so far put in doubt; ``rows`` are those of known indicators."""
        errors = [one for one in self.findings if one.severity is Severity.ERROR and one.place]
        places = [one.place for one in errors if one.place]
        figures = [place for place in places if place.file not in self.opened]
        values, years = _figures_in_doubt(figures, {_row(row.place): row for row in rows})
        return Doubt(frozenset(self._vague()), frozenset(self._names()), values, years)

    def _vague(self) -> Iterator[str]:
        """Yield files that could not be read, and those that may hold more names than were read."""
        for name, table in self.opened.items():
            hiding = (
                code in STRUCTURAL
                and (len(way) < 2 or way[0] == "organisation" or (len(way) == 2 and code == "wrong-type"))
                for way, code in table.faults
            )
            if not table.file.name or any(hiding):
                yield name

    def _names(self) -> Iterator[str]:
        """Yield what has a fault within and is called by a name, and the group that it belongs to."""
        for table in self.opened.values():
            for way, _ in table.faults:
                yield from (key for key in way[:2] if isinstance(key, str))


def _figures_in_doubt(
    places: Iterable[Place], rows: Mapping[Row, Observation]
) -> tuple[frozenset[tuple[str, int]], frozenset[int]]:
    """Return the figures whose rows have a fault, and the years with faults of no row that can be told."""
    values, years = set[tuple[str, int]](), set[int]()
    for place in places:
        row = rows.get(_row(place))
        found = re.match(rf"{SEEDS}/(\d{{4}})(?:/|$)", place.file)
        if row is not None:
            values.add((row.indicator, row.year))
        elif found:
            years.add(int(found[1]))
    return frozenset(values), frozenset(years)


def _row(place: Place) -> Row:
    number = re.search(r"\d+$", place.cell or "")
    return place.file, int(number[0]) if number else place.line, place.sheet
