"""Narrate: templates become the Document's sections; every value in them is a citation."""

from reportgen.narrate.leftovers import DATE_NAME, leftovers
from reportgen.narrate.narrate import Narrative, narrate
from reportgen.narrate.typed import has_digit, typed_text

__all__ = ["DATE_NAME", "Narrative", "has_digit", "leftovers", "narrate", "typed_text"]
