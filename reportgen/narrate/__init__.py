"""Narrate: templates become the Document's sections; every value in them is a citation."""

from reportgen.narrate.narrate import Narrative, narrate
from reportgen.narrate.typed import has_digit, typed_text

__all__ = ["Narrative", "has_digit", "narrate", "typed_text"]
