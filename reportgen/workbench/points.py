"""Helsinki's ten points: the City of Helsinki's checklist for an accessible PDF, one by one.

A machine answers some of them whole, others in part; what it cannot judge is named, with what a person has to
look at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from reportgen.verify.facts import Facts

LEAST_SIZE = 8.5
"""Points; type that is smaller, a person has to look at."""

_TREE = ("pdf-tree-missing", "pdf-tree-broken")
CODES: Mapping[str, tuple[str, ...]] = {
    "Tags": (
        *("pdf-not-marked", "pdf-suspects", "pdf-ua-missing", "pdf-tree", "pdf-role", "pdf-nesting"),
        *(
            "pdf-mark",
            "pdf-mcid",
            "pdf-content-",
            "pdf-element",
            "pdf-table",
            "pdf-list",
            "pdf-note",
            "pdf-link",
        ),
    ),
    "Bookmarks": (*_TREE, "pdf-bookmark", "pdf-contents-page"),
    "Reading order": (*_TREE, "pdf-parent-tree", "pdf-heading", "pdf-tabs"),
    "Text alternatives": (*_TREE, "pdf-figure", "pdf-artifact", "pdf-string-garbled"),
    "Language": ("pdf-lang",),
    "Document title": ("pdf-title", "pdf-xmp"),
    "Readable font": ("pdf-font", "pdf-text-unmapped"),
}
"""What the codes begin with of findings by which a point is failed."""

_MEANINGFUL = re.compile(r"[a-zåäö][a-zåäö0-9]*(-[a-zåäö0-9]+)+\.pdf")
_TOLD = 5
"""Texts with too little contrast that are told one by one."""

Verdict = Literal["passed", "failed", "person"]


@dataclass(frozen=True, slots=True)
class Point:
    """One of the ten points: its verdict, what was found, and what a person still has to look at."""

    name: str
    verdict: Verdict
    found: str
    person: str = ""


def ten_points(name: str, facts: Facts, broken: Collection[str]) -> tuple[Point, ...]:
    """Return the points of a PDF in their order: its file's name, its facts, the codes of its findings."""
    return (
        _point("Tags", broken, f"{facts.elements} structure elements of the types that PDF/UA knows."),
        _point("Bookmarks", broken, f"{facts.bookmarks} bookmarks, the same as the headings."),
        _point(
            "Reading order",
            broken,
            "The tags have one order, and headings skip no level.",
            "Read the text below aloud: does it make sense from beginning to end?",
        ),
        _alternatives(facts, broken),
        _point("Language", broken, f"“{facts.lang}”; passages marked as being in another: {facts.foreign}."),
        _point("Document title", broken, f"“{facts.title}”, which a reader's window shows."),
        _file_name(name),
        _font(facts, broken),
        _contrast(facts),
        _fields(facts),
    )


def _point(name: str, broken: Collection[str], found: str, person: str = "") -> Point:
    """Return a point that is failed by findings, or else passed as far as a person agrees."""
    codes = (*CODES[name], "pdf-malformed")
    if failed := sorted(code for code in broken if code.startswith(codes)):
        return Point(name, "failed", f"Broken: {', '.join(failed)}.", person)
    return Point(name, "person" if person else "passed", found, person)


def _alternatives(facts: Facts, broken: Collection[str]) -> Point:
    if facts.alternatives:
        found = f"{len(facts.alternatives)} figures, each with a text alternative; all else is decoration."
        person = "Compare each figure below with its text alternative: does it tell what the figure shows?"
    else:
        found = "There are no figures; what is drawn is decoration."
        person = "Does any picture or drawing on the pages say something?"
    return _point("Text alternatives", broken, found, person)


def _file_name(name: str) -> Point:
    if _MEANINGFUL.fullmatch(name):
        return Point("File name", "passed", f"{name}: words in small letters, with hyphens.")
    return Point("File name", "person", name, "Does the name say what the file is?")


def _font(facts: Facts, broken: Collection[str]) -> Point:
    if not facts.sizes:
        return _point("Readable font", broken, "The size of the type is not known.", "Is it large enough?")
    found = f"The smallest type has {facts.sizes[0]:.1f} pt. Embedded: {', '.join(facts.fonts)}."
    small = facts.sizes[0] < LEAST_SIZE
    return _point("Readable font", broken, found, "Can the smallest type be read?" if small else "")


def _contrast(facts: Facts) -> Point:
    person = "Look at the pages in grey below: can parts of charts, signs and links still be told apart?"
    if not facts.contrasts:
        return Point("Contrast", "person", "It could not be measured.", f"Can all texts be read? {person}")
    poor = sorted((one for one in facts.contrasts if one.poor), key=lambda one: one.ratio)
    if poor:
        told = "; ".join(f"“{one.text}”, page {one.page}: {one.ratio:.1f}" for one in poor[:_TOLD])
        more = f"; and {len(poor) - _TOLD} more" if len(poor) > _TOLD else ""
        found = f"Too little for {len(poor)} of {len(facts.contrasts)} texts: {told}{more}."
        return Point("Contrast", "failed", found, person)
    least = min(facts.contrasts, key=lambda one: one.ratio / one.needed)
    found = (
        f"{len(facts.contrasts)} texts; the least contrast is {least.ratio:.1f}, of {least.needed} needed."
    )
    return Point("Contrast", "person", found, person)


def _fields(facts: Facts) -> Point:
    if not facts.fields:
        return Point("Form fields", "passed", "There are none.")
    return Point(
        "Form fields",
        "person",
        f"There are {facts.fields}.",
        "Does each have a name that says what to fill in?",
    )
