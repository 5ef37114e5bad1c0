"""Narrate: templates become the Document's sections; every value in them is a citation."""

from reportgen.narrate.narrate import Narrative, narrate
from reportgen.narrate.typed import DATE_NAME, has_digit, leftovers, typed_text

__all__ = ["DATE_NAME", "Narrative", "has_digit", "leftovers", "narrate", "typed_text"]
