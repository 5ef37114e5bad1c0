"""The way from a section to the workbook: the sheet that holds most of the figures it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportgen.locales import fixed_sheets, strings, theme_sheets
from reportgen.model.citation import Citation
from reportgen.model.document import Section, Table, Text
from reportgen.model.edition import Edition
from reportgen.model.walk import walk

SCORECARD = "scorecard"
"""The table of a strategy's promises, and the sheet that tells more of them."""

FEWEST = 2
"""A section with fewer figures points nowhere."""

_COVERS = frozenset({"cover", "back"})  # they have no foot that the line could stand at


def point_to_appendix(
    section: Section, edition: Edition, lang: str, citations: Iterable[Citation]
) -> Section:
    """Return a section with the line that names its sheet, unchanged if it hardly shows figures.

    No sheet is named where most figures stand in other sheets.
    """
    shown = dict.fromkeys(told.indicator for told in citations if told.section == section.id)
    if len(shown) < FEWEST or section.layout in _COVERS:
        return section
    sheet, words = _sheet(section, edition, lang, tuple(shown)), strings(lang)
    if sheet is None:
        return replace(section, appendix=(Text(words["appendix.figures"]),))
    return replace(section, appendix=(Text(words["appendix.reference"].format(sheet=sheet)),))


def _sheet(section: Section, edition: Edition, lang: str, shown: Sequence[str]) -> str | None:
    """Return the sheet that holds most of the indicators; None if no sheet holds half of them."""
    if any(isinstance(block, Table) and block.id == SCORECARD for block in walk(section.blocks)):
        return fixed_sheets(lang)[SCORECARD]
    catalogue = edition.catalogue
    ((theme, count),) = Counter(catalogue.indicators[id].theme for id in shown).most_common(1)
    return theme_sheets(catalogue.themes, lang)[theme] if 2 * count >= len(shown) else None
