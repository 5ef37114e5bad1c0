"""The brochure as a Document: both languages tell the same, in the same order."""

from __future__ import annotations

import pytest
from brochures import LANGUAGES, brochures


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
