"""Evidence: what can be said of a finished PDF's accessibility, by rule and by Helsinki's points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.findings import Finding, Place
from reportgen.verify.book import Unreadable, open_book
from reportgen.verify.facts import Facts, read_facts
from reportgen.verify.pdf import judge
from reportgen.verify.reading import Passage, joined, passages
from reportgen.verify.rules import OF_DOCUMENT, RULES
from reportgen.verify.verapdf import Failure, VeraUnavailable, validate
from reportgen.workbench.points import Point, ten_points

STANDARDS = {"ua1": "PDF/UA-1", "a3a": "PDF/A-3a"}
"""Profiles of veraPDF that a publication is held against."""

_PARTIAL = {"pdf-tree-missing", "pdf-tree-broken", "pdf-malformed"}
"""Findings after which some rules could not be looked at."""


@dataclass(frozen=True, slots=True)
class Standard:
    """veraPDF's verdict on one standard; ``failures`` is None where veraPDF is not installed."""

    name: str
    failures: tuple[Failure, ...] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one PDF.

    ``passed`` are the codes of rules that it was held against and keeps: none where a part of it could not
    be judged. ``facts`` is None, and there are no points, if it could not be opened.
    """

    path: Path
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    standards: tuple[Standard, ...]
    points: tuple[Point, ...]
    passages: tuple[Passage, ...]
    facts: Facts | None

    @property
    def faulty(self) -> bool:
        """Whether a rule of this program, a standard or one of the ten points is broken."""
        failed = any(point.verdict == "failed" for point in self.points)
        return bool(self.findings) or failed or any(standard.failures for standard in self.standards)

    @property
    def proven(self) -> bool:
        """Whether it was held against everything and nothing is broken."""
        return not self.faulty and all(standard.failures is not None for standard in self.standards)


def collect(path: Path) -> Evidence:
    """Open a finished PDF, of any origin, and gather the evidence. Never raises for what is in the file."""
    place = Place(path.name)
    standards = tuple(_standard(path, profile) for profile in STANDARDS)
    try:
        with open_book(path) as book:
            findings = tuple(fault.finding(place) for fault in judge(book))
            facts, spoken = read_facts(book, path), tuple(joined(passages(book)))
    except Unreadable as problem:
        return Evidence(path, (problem.fault.finding(place),), (), standards, (), (), None)
    broken = {finding.code for finding in findings}
    kept = tuple(code for code in RULES if code not in broken | OF_DOCUMENT)
    passed = () if broken & _PARTIAL else kept
    return Evidence(path, findings, passed, standards, ten_points(path.name, facts, broken), spoken, facts)


def _standard(path: Path, profile: str) -> Standard:
    try:
        return Standard(STANDARDS[profile], validate(path, profile))
    except VeraUnavailable:
        return Standard(STANDARDS[profile], None)
