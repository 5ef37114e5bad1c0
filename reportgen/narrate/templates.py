"""Template files: the text of a section in one language, or a finding that says how to get it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.findings import Finding, Place, error, warning
from reportgen.model.edition import Edition, SectionSpec
from reportgen.sources import project
from reportgen.sources.text_file import read_text

MAX_CHARACTERS = 256 * 1024
"""A section fills a page or two; a longer text is not one."""


def template_file(edition: Edition, spec: SectionSpec, lang: str) -> str:
    """Return where a section's text in a language belongs, relative to the project."""
    return project.template_file(edition.year, spec.template, lang)


def read_template(
    root: Path, edition: Edition, spec: SectionSpec, lang: str, findings: list[Finding]
) -> str | None:
    """Return a template's source, or None and findings when it cannot be used."""
    file = template_file(edition, spec, lang)
    found: list[Finding] = []
    text = read_text(root, file, found)
    findings += [
        _missing(edition, spec, lang) if f.code == "missing-file" else replace(f, lang=lang) for f in found
    ]
    if text is not None and len(text) > MAX_CHARACTERS:
        message = f"The text has {len(text)} characters; {MAX_CHARACTERS} are allowed."
        findings.append(error("template-too-big", Place(file), message, "Split it into sections.", lang=lang))
        return None
    return text


def report_unused(root: Path, edition: Edition, lang: str, findings: list[Finding]) -> None:
    """Report files in the year's folder that no section is made from: a misspelt name, usually."""
    if edition.place.file in edition.doubt.files or "section" in edition.doubt.names:
        return  # a section that could not be read may be the one
    used = {template_file(edition, spec, lang) for spec in edition.sections}
    folder = root / project.TEMPLATES / lang / str(edition.year)
    for path in sorted(folder.glob("*.md")):
        file = project.template_file(edition.year, path.name, lang)
        if file not in used:
            remedy = f"Rename it, or add a [[section]] to seeds/{edition.year}/edition.toml."
            findings.append(
                warning("template-unused", Place(file), "No section uses this text.", remedy, lang=lang)
            )


def _missing(edition: Edition, spec: SectionSpec, lang: str) -> Finding:
    others = [template_file(edition, spec, other) for other in edition.languages if other != lang]
    message = f"The text of section '{spec.id}' in language '{lang}' does not exist."
    remedy = f"Write the file, translated from {' or '.join(others)}." if others else "Write the file."
    place = Place(template_file(edition, spec, lang))
    return error("missing-template", place, message, remedy, lang=lang)
