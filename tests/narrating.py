"""Texts to test with: one template of the library, told and composed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from conftest import write

from reportgen.compose import compose
from reportgen.model.document import Block, Cited, Document, Inlines, Section, Strong
from reportgen.model.edition import Edition
from reportgen.narrate import Narrative, narrate
from reportgen.sources import load_edition

YEAR = 2031
FILE = "templates/fi/2031/loans.md"


def edition(root: Path) -> Edition:
    """Return the library's edition."""
    return load_edition(root, YEAR).edition


def told(root: Path, text: str | bytes, lang: str = "fi") -> Narrative:
    """Narrate the library in a language, its section on loans with this text."""
    write(root, f"templates/{lang}/{YEAR}/loans.md", text)
    return narrate(edition(root), lang, root)


def body(root: Path, text: str, lang: str = "fi") -> tuple[Block, ...]:
    """Return the blocks of a text under a title, which must have no findings."""
    narrative = told(root, f"# Lainat\n\n{text}\n", lang)
    assert narrative.findings == ()
    return loans(narrative.sections).blocks


def document(root: Path, text: str, lang: str = "fi") -> Document:
    """Return the library's document with this text on loans, which must have no findings."""
    narrative = told(root, text, lang)
    assert narrative.findings == ()
    return compose(edition(root), lang, narrative.sections, narrative.log)


def loans(sections: Sequence[Section]) -> Section:
    """Return the section on loans."""
    return next(section for section in sections if section.id == "loans")


def faults(narrative: Narrative) -> list[tuple[str, int | None]]:
    """Return code and line of every finding."""
    return [(found.code, found.place.line if found.place else None) for found in narrative.findings]


def cited(children: Inlines) -> list[Cited]:
    """Return the values in inline content."""
    inner = (node.children if isinstance(node, Strong) else (node,) for node in children)
    return [node for nodes in inner for node in nodes if isinstance(node, Cited)]
