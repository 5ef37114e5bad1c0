"""Names of sheets and tables of one workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.locales import fixed_sheets, theme_sheets
from reportgen.model.edition import Edition


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


def workbook_names(edition: Edition, lang: str) -> Names:
    """Return what the sheets of an edition are called; its themes may be more than it tells of."""
    return Names(themes=theme_sheets(edition.catalogue.themes, lang), **fixed_sheets(lang))


def table_name(id: str) -> str:
    """Return the name of a theme's table, e.g. ``theme_staff``: never one that looks like a cell."""
    return "theme_" + re.sub(r"[^A-Za-z0-9_]", "_", id)
