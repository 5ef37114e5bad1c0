"""Helsinki's ten points: the City of Helsinki's checklist for an accessible PDF, one by one.

A machine answers some of them whole, others in part; what it cannot judge is named, with what a person has to
look at.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from reportgen.verify.facts import Facts

LEAST_SIZE = 8.5
"""Points; type that is smaller, a person has to look at."""

_NO_TREE = ("pdf-tree-missing", "pdf-tree-broken")
_MEANINGFUL = re.compile(r"[a-zåäö]+[0-9]*([-_][a-zåäö0-9]+)+\.pdf", re.IGNORECASE)
_TOLD = 5

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
        _judged(
            "Tags",
            broken,
            (*_NO_TREE, *("pdf-not-marked", "pdf-suspects", "pdf-tree", "pdf-role", "pdf-nesting")),
            *("pdf-mark", "pdf-mcid", "pdf-content-", "pdf-element", "pdf-table", "pdf-list", "pdf-note"),
            "pdf-link",
            found=f"{_number(facts.elements, 'structure element')}, with the types that PDF/UA knows.",
        ),
        _judged(
            "Bookmarks",
            broken,
            (*_NO_TREE, "pdf-bookmark", "pdf-heading"),
            found=f"{_number(facts.bookmarks, 'bookmark')}, the same as the headings.",
        ),
    )
