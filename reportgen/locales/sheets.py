"""Names of the workbook's sheets: legal, unique, and the same in every edition.

The workbook bears them, and the brochure points to them, so that one rule has to make both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from reportgen.locales.strings import strings
from reportgen.model.indicator import Theme

SHEET_LIMIT = 31
FIXED_SHEETS = ("cover", "scorecard", "indicators", "data", "reconciliation", "notes", "log")
"""Sheets that every workbook may have, by their string."""

_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def theme_sheets(themes: Mapping[str, Theme], lang: str) -> Mapping[str, str]:
    """Return the name of each theme's sheet by its id.

    All themes of the catalogue take part, also those that an edition tells nothing of: so a sheet is called
    alike in every year.
    """
    return dict(
        zip(themes, _theme_sheets(lang, tuple(one.label[lang] for one in themes.values())), strict=True)
    )


def fixed_sheets(lang: str) -> Mapping[str, str]:
    """Return the names of the other sheets by `FIXED_SHEETS`."""
    text = strings(lang)
    return dict(zip(FIXED_SHEETS, sheet_names(text[f"sheet.{key}"] for key in FIXED_SHEETS), strict=True))


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


@lru_cache(maxsize=8)
def _theme_sheets(lang: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    return sheet_names([*fixed_sheets(lang).values(), *titles])[len(FIXED_SHEETS) :]


def _cut(text: str, limit: int) -> str:
    if len(text) > limit:
        head, space, _ = text[: limit + 1].rpartition(" ")
        text = head if space and len(head) > limit // 2 else text[:limit]
    return text.strip(" '")
