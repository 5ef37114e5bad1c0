"""Evidence: what can be said of a finished PDF's accessibility, by rule and by Helsinki's ten points.

The ten points are the City of Helsinki's checklist for an accessible PDF. A machine answers some of them
whole, others in part; what it cannot judge is named, with what a person needs to judge it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen.findings import Finding
from reportgen.verify import Passage, read_aloud, verify_pdf
from reportgen.verify.book import Unreadable
from reportgen.verify.facts import Facts, read_facts
from reportgen.verify.rules import RULES
from reportgen.verify.verapdf import Failure, VeraUnavailable, validate

STANDARDS: Mapping[str, str] = {"ua1": "PDF/UA-1", "a3a": "PDF/A-3a"}
"""Profiles of veraPDF that a publication is held against."""

LEAST_SIZE = 8.5
"""Points; the smallest type of the brochure's design."""

_MEANINGFUL = re.compile(r"^[a-zåäö][a-zåäö0-9]*(-[a-zåäö0-9]+)+\.pdf$")

Verdict = Literal["passed", "failed", "person"]


@dataclass(frozen=True, slots=True)
class Point:
    """One of the ten points: its verdict, what was found, and what a person still has to look at."""

    name: str
    verdict: Verdict
    found: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """veraPDF's verdict on one standard; ``failures`` is None where veraPDF is not installed."""

    name: str
    failures: tuple[Failure, ...] | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one PDF. ``passed`` are the codes of rules that it keeps."""

    path: Path
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    standards: tuple[Standard, ...]
    points: tuple[Point, ...]
    passages: tuple[Passage, ...]
    facts: Facts | None

    @property
    def faulty(self) -> bool:
        """Whether any rule of this program or of a standard is broken."""
        return bool(self.findings) or any(standard.failures for standard in self.standards)


def collect(path: Path) -> Evidence:
    """Open a finished PDF, of any origin, and gather the evidence. Never raises for what is in the file."""
    findings = verify_pdf(path)
    broken = {finding.code for finding in findings}
    try:
        facts, passages = read_facts(path), tuple(read_aloud(path))
    except Unreadable:
        facts, passages = None, ()
    standards = tuple(_standard(path, profile) for profile in STANDARDS)
    points = _points(path, facts, broken) if facts is not None else ()
    passed = tuple(code for code in RULES if code not in broken) if facts is not None else ()
    return Evidence(path, findings, passed, standards, points, passages, facts)


def _standard(path: Path, profile: str) -> Standard:
    try:
        return Standard(STANDARDS[profile], validate(path, profile))
    except VeraUnavailable:
        return Standard(STANDARDS[profile], None)


def _points(path: Path, facts: Facts, broken: set[str]) -> tuple[Point, ...]:
    """Return Helsinki's ten points, in their order."""
    figures = len(facts.alternatives)
    size = min(facts.sizes, default=0.0)
    return (
        _point(
            "Tags",
            broken,
            ("pdf-not-marked", "pdf-tree", "pdf-role", "pdf-mcid", "pdf-content", "pdf-table", "pdf-list"),
            f"{facts.elements} structure elements; headings, lists, tables and links are tagged as such.",
        ),
        _point("Bookmarks", broken, ("pdf-bookmark",), f"{facts.bookmarks} bookmarks mirror the headings."),
        _point(
            "Reading order",
            broken,
            ("pdf-parent-tree", "pdf-heading", "pdf-text-order"),
            "The order of the tags is the order of the text below.",
            "Read the text below aloud: does it make sense from beginning to end?",
        ),
        _point(
            "Text alternatives",
            broken,
            ("pdf-figure", "pdf-artifact"),
            f"{figures} figure{'s' * (figures != 1)} with a text alternative; all else is decoration.",
            "Compare each figure below with its text alternative: does it tell what the figure shows?",
        ),
        _point(
            "Language",
            broken,
            ("pdf-lang",),
            f"The language is '{facts.lang}'; {facts.foreign} passages are marked as being in another.",
        ),
        _point(
            "Document title", broken, ("pdf-title",), f"“{facts.title}”, shown in the window's title bar."
        ),
        Point(
            "File name",
            "passed" if _MEANINGFUL.match(path.name) else "person",
            path.name,
            "" if _MEANINGFUL.match(path.name) else "Does the name say what the file is?",
        ),
        _readable(broken, size, facts.fonts),
        Point(
            "Contrast",
            "person",
            "Colours are checked against their grounds when the brochure is built.",
            "Look at the pages in greyscale: is everything still legible?",
        ),
        Point(
            "Form fields",
            "passed" if not facts.fields else "person",
            "There are none." if not facts.fields else f"There are {facts.fields}.",
            "" if not facts.fields else "Has every field a name that says what to fill in?",
        ),
    )


def _point(name: str, broken: set[str], codes: Sequence[str], found: str, person: str = "") -> Point:
    """Return a point that fails when any code beginning with one of ``codes`` was found."""
    failed = sorted(code for code in broken if code.startswith(tuple(codes)))
    if failed:
        return Point(name, "failed", f"Broken: {', '.join(failed)}.", person)
    return Point(name, "person" if person else "passed", found, person)


def _readable(broken: set[str], size: float, fonts: Sequence[str]) -> Point:
    """Return the point on type: embedded fonts, and nothing smaller than the design allows."""
    found = f"Smallest type {size:.1f} pt; embedded: {', '.join(fonts)}."
    poor = size < LEAST_SIZE - 0.05 or any(code.startswith("pdf-font") for code in broken)
    return Point("Readable font", "failed" if poor else "passed", found)
