"""Each edition as a Document: both languages tell the same, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from brochures import EDITIONS, LANGUAGES, brochures

from reportgen.model.document import Chart, Diagram, Section, Table
from reportgen.model.walk import walk


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
    for one, other in zip(fi.sections, sv.sections, strict=True):
        assert list(drawings(one)) == list(drawings(other)), one.id
    assert any(list(drawings(one)) for one in fi.sections)


def drawings(section: Section) -> Iterator[tuple[str, object]]:
    """Yield what a section holds besides text: tables and diagrams by their id, charts by what they show."""
    for block in walk(section.blocks):
        match block:
            case Table(id=id):
                yield id, [row.indicator for row in block.rows]
            case Chart(spec=spec, data=data):
                yield spec.id, [(datum.indicator, datum.year, datum.value) for datum in data]
            case Diagram(kind=kind, nodes=nodes):
                yield kind, [(node.id, node.area, node.item_ids) for node in nodes]
