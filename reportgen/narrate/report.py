"""What is noted while templates become sections: findings, values shown, and why something is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.findings import Finding, Place, did_you_mean, error, warning
from reportgen.model.citation import Citation
from reportgen.model.document import Cited
from reportgen.narrate.marks import legible


@dataclass(frozen=True, slots=True)
class Report:
    """Collects the findings of one template; the list may be shared by all templates of a run."""

    file: str
    lang: str
    findings: list[Finding] = field(default_factory=list)

    def error(self, code: str, line: int | None, message: str, remedy: str = "") -> None:
        """Note what must be mended before anything can be built."""
        self.findings.append(error(code, self.place(line), legible(message), legible(remedy), lang=self.lang))

    def warning(self, code: str, line: int | None, message: str, remedy: str = "") -> None:
        """Note what ought to be mended."""
        self.findings.append(
            warning(code, self.place(line), legible(message), legible(remedy), lang=self.lang)
        )

    def place(self, line: int | None) -> Place:
        """Return a place in this template."""
        return Place(self.file, line)


@dataclass(frozen=True, slots=True)
class CitationLog:
    """Every value that the texts show, in the order of asking: its citation, and the value as it is printed.

    A `Cited` names both by position.
    """

    citations: list[Citation] = field(default_factory=list)
    values: list[Cited] = field(default_factory=list)


class Refused(Exception):
    """A filter or function was asked for something that it cannot give."""

    def __init__(self, code: str, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy


def unknown(kind: str, name: object, known: Iterable[str], home: str) -> Refused:
    """Return the refusal of a name that ``home``, a file, does not have; the remedy names the nearest."""
    names = list(known)
    near = did_you_mean(str(name), names)
    listed = (
        f"{home} has: {', '.join(names)}."
        if 0 < len(names) <= 12
        else f"Look it up in {home}, or add it there."
    )
    return Refused(f"unknown-{kind}", f"There is no {kind} '{name}'.", near or listed)
