"""Sources: everything that is read from a project folder.

Figures as pandas tables are in ``reportgen.sources.frame``.
"""

from reportgen.sources.load import (
    Loaded,
    load_compounds,
    load_edition,
    load_outline,
    read_edition,
)
from reportgen.sources.project import (
    choose_years,
    data_years,
    edition_years,
    resolve_inside,
    template_file,
)
from reportgen.sources.theme import load_theme

__all__ = [
    "Loaded",
    "choose_years",
    "data_years",
    "edition_years",
    "load_compounds",
    "load_edition",
    "load_outline",
    "load_theme",
    "read_edition",
    "resolve_inside",
    "template_file",
]
