"""Findings: what a check has to say about one place in the input or the output.

A finding names the place, says what was found and what to do about it. Checks collect findings and
never stop at the first; the pipeline decides what a severity means for the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops a build, a warning does so under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file relative to the project, and a line or a sheet and cell."""

    file: str
    line: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}, sheet {self.sheet}" + (f", cell {self.cell}" if self.cell else "")
        return f"{self.file}:{self.line}" if self.line is not None else self.file


@dataclass(frozen=True, slots=True)
class Finding:
    """One message about one place.

    ``code`` is a stable kebab-case name that scripts may rely on; ``message`` says what was found,
    ``remedy`` what to do. Both are English; ``lang`` names the language version concerned, if one is.
    """

    code: str
    severity: Severity
    place: Place | None
    message: str
    remedy: str = ""
    lang: str | None = None

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the finding in the shape that ``--json`` prints."""
        place = self.place
        where: dict[str, str | int | None] = {"file": place.file if place else None}
        if place is not None and place.sheet is not None:
            where |= {"sheet": place.sheet, "cell": place.cell}
        else:
            where["line"] = place.line if place else None
        return {
            "code": self.code,
            "severity": str(self.severity),
            **where,
            "lang": self.lang,
            "message": self.message,
            "remedy": self.remedy,
        }


def error(
    code: str, place: Place | None, message: str, remedy: str = "", *, lang: str | None = None
) -> Finding:
    """Return a finding that stops the build."""
    return Finding(code, Severity.ERROR, place, message, remedy, lang)


def warning(
    code: str, place: Place | None, message: str, remedy: str = "", *, lang: str | None = None
) -> Finding:
    """Return a finding that stops the build only under ``--strict``."""
    return Finding(code, Severity.WARNING, place, message, remedy, lang)


def info(
    code: str, place: Place | None, message: str, remedy: str = "", *, lang: str | None = None
) -> Finding:
    """Return a finding that is worth knowing and never stops anything."""
    return Finding(code, Severity.INFO, place, message, remedy, lang)


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to a name, "" when none is near.

    A name whose last part alone matches (``total`` for ``staff.total``) counts as near.
    """
    names: Sequence[str] = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if not near:
        tail = name.rsplit(".", 1)[-1]
        near = [n for n in names if n.rsplit(".", 1)[-1] == tail][:1]
    return near[0] if near else ""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" for the nearest known name, or "" when none is near."""
    near = nearest(name, known)
    return f"Did you mean '{near}'?" if near else ""
