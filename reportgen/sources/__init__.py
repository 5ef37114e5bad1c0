"""Sources: everything that is read from a project folder."""

from reportgen.sources.frame import series, to_frame
from reportgen.sources.load import Loaded, load_edition
from reportgen.sources.project import data_years, edition_years, resolve_inside

__all__ = ["Loaded", "data_years", "edition_years", "load_edition", "resolve_inside", "series", "to_frame"]
