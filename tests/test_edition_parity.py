"""Each edition as a Document: both languages tell the same, in the same order."""

from __future__ import annotations

import pytest
from brochures import EDITIONS, LANGUAGES, brochures

from reportgen.model.document import Chart, Diagram, Table, walk


@pytest.mark.parametrize("year", EDITIONS)
def test_both_languages_have_the_same_sections_values_and_drawings(
    year: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the same order: sections with the figures they cite, tables, charts and diagrams."""
    fi, sv = (brochures(tmp_path_factory, year)[lang].document for lang in LANGUAGES)
    assert [(one.id, one.layout) for one in fi.sections] == [(one.id, one.layout) for one in sv.sections]
    for section in (one.id for one in fi.sections):
        cited = [
            {(one.indicator, one.year, one.base_year) for one in document.citations if one.section == section}
            for document in (fi, sv)
        ]
        assert cited[0] == cited[1], section
        blocks = [
            [
                (type(block).__name__, block.id)
                for one in document.sections
                if one.id == section
                for block in walk(one.blocks)
                if isinstance(block, Table | Chart | Diagram)
            ]
            for document in (fi, sv)
        ]
        assert blocks[0] == blocks[1], section
