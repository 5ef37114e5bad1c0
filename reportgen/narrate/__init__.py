"""Narrate: templates become the Document's sections; every value in them is a citation."""

from reportgen.narrate.narrate import Narrative, narrate
from reportgen.narrate.scan import Scan, scan

__all__ = ["Narrative", "Scan", "narrate", "scan"]
