"""The log of citations: every value that a text shows, in the order of asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.model.citation import Citation
from reportgen.model.document import Cited


@dataclass(frozen=True, slots=True)
class CitationLog:
    """Citations and the values as they go into the text; a `Cited` names its citation by position."""

    citations: list[Citation] = field(default_factory=list)
    values: list[Cited] = field(default_factory=list)

    def add(self, citation: Citation, number: str, unit: str, glue: str) -> Cited:
        """Record a citation and return the value that refers to it."""
        value = Cited(len(self.citations), number, unit, glue)
        self.citations.append(citation)
        self.values.append(value)
        return value

    def value(self, position: int) -> Cited:
        """Return the value of a citation."""
        return self.values[position]

    def unresolved(self, lang: str, section: str, template: str, line: int) -> Cited:
        """Record what stands for a value that could not be given; a finding has told why."""
        citation = Citation("", 0, None, Decimal(0), "…", lang, section, "", template, line, "unresolved")
        return self.add(citation, "…", "", "")
