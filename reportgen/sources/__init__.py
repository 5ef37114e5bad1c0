"""Sources: everything that is read from a project folder.

Figures as pandas tables are in ``reportgen.sources.frame``.
"""

from reportgen.sources.load import Loaded, load_edition, load_outline
from reportgen.sources.project import (
    choose_years,
    data_years,
    edition_years,
    resolve_inside,
    template_file,
)

__all__ = [
    "Loaded",
    "choose_years",
    "data_years",
    "edition_years",
    "load_edition",
    "load_outline",
    "resolve_inside",
    "template_file",
]
