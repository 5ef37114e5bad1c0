"""The whole brochure as text: a snapshot of each language, to see what a change of the program changes."""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest
from brochures import LANGUAGES, YEAR, Brochure, brochures
from conftest import REPOSITORY

from reportgen.render.outline import outline

UPDATE = "REPORTGEN_UPDATE_SNAPSHOTS"
MOST_LINES = 60


@pytest.fixture(scope="module", params=LANGUAGES)
def brochure(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Brochure:
    """Return the brochure in each language."""
    return brochures(tmp_path_factory)[request.param]


def snapshot(lang: str) -> Path:
    """Return where the outline of a language is kept."""
    return REPOSITORY / "tests" / "snapshots" / str(YEAR) / f"outline.{lang}.txt"


def difference(kept: str, made: str) -> str:
    """Return what differs, as a diff that a person can read, and what to do about it."""
    lines = list(unified_diff(kept.splitlines(), made.splitlines(), "kept", "made", lineterm="", n=1))
    if not lines:
        return ""
    more = f"\n… and {len(lines) - MOST_LINES} lines more" if len(lines) > MOST_LINES else ""
    return (
        "\n".join(lines[:MOST_LINES])
        + more
        + f"\nIf this is meant: {UPDATE}=1 pytest tests/{Path(__file__).name}"
    )


def test_the_outline_is_as_it_was(brochure: Brochure) -> None:
    """Texts, values, names, structure, alternatives: nothing changes unseen.

    After a change that is meant, of a text or a figure too, run
    ``REPORTGEN_UPDATE_SNAPSHOTS=1 pytest tests/test_edition_outline.py`` and read the difference in the
    version control before it is kept.
    """
    file, made = snapshot(brochure.lang), outline(brochure.document)
    if os.environ.get(UPDATE) == "1":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made.encode())
    assert file.is_file(), f"There is no snapshot yet: set {UPDATE}=1 and run again."
    if told := difference(file.read_bytes().decode(), made):
        pytest.fail(f"The outline in '{brochure.lang}' differs from {file.name}:\n{told}", pytrace=False)


def test_a_difference_is_told_with_its_lines_and_the_way_out() -> None:
    """What was kept and what is made now stand under each other; a long difference is cut."""
    told = difference("a\nb\nc\n", "a\nB\nc\n")
    assert "-b\n+B" in told
    assert UPDATE in told
    assert difference("a\n", "a\n") == ""
    long = difference("".join(f"{n}\n" for n in range(99)), "")
    assert "lines more" in long


def test_both_languages_have_the_same_sections_values_and_drawings(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """In the same order: sections, the figures they cite, tables, charts and diagrams."""
    fi, sv = (brochures(tmp_path_factory)[lang].document for lang in LANGUAGES)
    assert [(one.id, one.layout) for one in fi.sections] == [(one.id, one.layout) for one in sv.sections]
    for section in (one.id for one in fi.sections):
        cited = [
            {(one.indicator, one.year, one.base_year) for one in document.citations if one.section == section}
            for document in (fi, sv)
        ]
        assert cited[0] == cited[1], section
