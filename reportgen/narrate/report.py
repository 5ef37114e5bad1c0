"""What is noted while templates become sections: findings, values shown, and why something is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportgen.findings import Finding, Place, did_you_mean, error, warning
from reportgen.model.citation import Citation
from reportgen.model.document import Cited
from reportgen.model.edition import NO_DOUBT, Edition
from reportgen.model.values import in_doubt
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
    """A filter, function or block was asked for something that it cannot give.

    ``home`` is the file that would have to give it, where that is known.
    """

    def __init__(self, code: str, message: str, remedy: str = "", home: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.remedy = remedy
        self.home = home

    def follows(self, edition: Edition, asked: Iterable[object]) -> bool:
        """Tell whether this may only follow from a fault of the data, which has been told.

        ``asked`` are the names that were asked for.
        """
        doubt = edition.doubt
        if doubt is NO_DOUBT:
            return False
        names = {name for name in asked if isinstance(name, str)}
        # The name of a list's entry begins with that of the list.
        lists = {name.partition(".")[0] for name in names if self.code == "unknown-name"}
        known = names & edition.catalogue.indicators.keys()
        years = {edition.year, edition.year - 1, *(year for _, year in edition.observations), *doubt.years}
        return (
            self.home in doubt.files
            or bool((names | lists) & doubt.names)
            or any(in_doubt(edition, name, year) for name in known for year in years)
        )


def unknown(kind: str, name: object, known: Iterable[str], home: str) -> Refused:
    """Return the refusal of a name that ``home``, a file, does not have; the remedy names the nearest."""
    names = list(known)
    near = did_you_mean(str(name), names)
    listed = (
        f"{home} has: {', '.join(names)}."
        if 0 < len(names) <= 12
        else f"Look it up in {home}, or add it there."
    )
    return Refused(f"unknown-{kind}", f"There is no {kind} '{name}'.", near or listed, home)
