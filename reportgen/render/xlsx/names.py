"""Names of sheets and tables: short enough, legal, unique, and the same run after run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SHEET_LIMIT = 31
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a workbook's sheets in one language; those of themes by the theme's id."""

    cover: str
    themes: Mapping[str, str]
    scorecard: str
    indicators: str
    data: str
    reconciliation: str
    notes: str
    log: str


def sheet_names(titles: Iterable[str]) -> tuple[str, ...]:
    r"""Return a legal sheet name for each title, in order.

    A name has at most 31 characters, none of ``[ ] : * ? / \``, no apostrophe at its ends, and differs
    from the others by more than case (Excel's rules; ``History`` is reserved). It is cut at a word's end.
    """
    names: list[str] = []
    for title in titles:
        base = _cut(" ".join(_ILLEGAL.sub(" ", title).split()), SHEET_LIMIT) or "Sheet"
        name, number = base, 2
        taken = {"history", *(other.casefold() for other in names)}
        while name.casefold() in taken:
            ending = f" {number}"
            name, number = _cut(base, SHEET_LIMIT - len(ending)) + ending, number + 1
        names.append(name)
    return tuple(names)


def table_name(id: str) -> str:
    """Return the name of a theme's table, e.g. ``theme_staff``: never one that looks like a cell."""
    return "theme_" + re.sub(r"[^A-Za-z0-9_]", "_", id)


def _cut(text: str, limit: int) -> str:
    if len(text) > limit:
        head, space, _ = text[: limit + 1].rpartition(" ")
        text = head if space and len(head) > limit // 2 else text[:limit]
    return text.strip(" '")
