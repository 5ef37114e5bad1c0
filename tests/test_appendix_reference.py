"""The way from the brochure to its figures: each section with figures names its sheet of the workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY
from openpyxl import load_workbook
from publishing import edition, publication, render

from reportgen.locales import fixed_sheets, strings, theme_sheets
from reportgen.model.document import Document, Section, Table, plain
from reportgen.model.indicator import Theme
from reportgen.model.walk import walk
from reportgen.render.xlsx import render_xlsx
from reportgen.sources import load_edition

LANGUAGES = ["fi", "sv"]


def named(section: Section, lang: str) -> str:
    """Return the sheet that a section's line names, "" where it names none."""
    words, line = strings(lang), plain(section.appendix)
    if line in ("", words["appendix.figures"]):
        return ""
    before = words["appendix.reference"].format(sheet="")
    assert line.startswith(before)
    return line.removeprefix(before)


def indicators(document: Document, section: Section) -> set[str]:
    """Return what a section shows figures of."""
    return {told.indicator for told in document.citations if told.section == section.id}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_section_with_figures_names_a_sheet_of_the_workbook(lang: str, tmp_path: Path) -> None:
    """Covers have no foot for it, and a section with a single figure hardly anything to look up."""
    document = publication(lang)
    render_xlsx(edition(), lang, tmp_path / "book.xlsx")
    sheets = load_workbook(tmp_path / "book.xlsx", read_only=True).sheetnames
    for section in document.sections:
        told = len(indicators(document, section)) > 1 and section.layout not in ("cover", "back")
        assert bool(section.appendix) == told
        assert named(section, lang) in ("", *sheets)
    assert sum(bool(named(section, lang)) for section in document.sections) > 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_is_that_of_the_theme_which_most_figures_of_the_section_belong_to(lang: str) -> None:
    """The scorecard has a sheet of its own. A sheet called like the section need not be named again."""
    document, catalogue = publication(lang), edition().catalogue
    names = theme_sheets(catalogue.themes, lang)
    for section in document.sections:
        themes = [names[catalogue.indicators[id].theme] for id in indicators(document, section)]
        best = {name for name in themes if 2 * themes.count(name) >= len(themes)}
        if any(isinstance(block, Table) and block.id == "scorecard" for block in walk(section.blocks)):
            best = {fixed_sheets(lang)["scorecard"]}
        if named(section, lang):
            assert named(section, lang) in best
        elif section.appendix:
            assert best <= {section.name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_stands_once_at_the_end_of_its_section(lang: str) -> None:
    """On the last page of the section, in type that can be read, as a paragraph of the tag tree."""
    document = publication(lang)
    pdf = render(document)
    last = {page.section: page.number for page in pdf.pages}
    for section in document.sections:
        line = plain(section.appendix)
        if line:
            drawn = [
                text for text in pdf.texts if text.text.strip() == line and text.page == last[section.id]
            ]
            assert [(text.tag, text.part) for text in drawn] == [("P", "text")]
            assert drawn[0].size >= 8.5
    lines = [
        text for text in pdf.texts if text.text.strip() in {plain(s.appendix) for s in document.sections}
    ]
    assert len(lines) == sum(bool(section.appendix) for section in document.sections)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_called_alike_in_every_edition(lang: str) -> None:
    """A name does not hang on which themes a year tells of."""
    names = [
        theme_sheets(load_edition(REPOSITORY, year).edition.catalogue.themes, lang) for year in (2021, 2024)
    ]
    assert dict(names[0]) == dict(names[1])


def test_a_theme_called_like_a_fixed_sheet_gets_a_name_of_its_own() -> None:
    """Whatever it is called, and always the same one."""
    label = {"fi": "Aineisto", "sv": "Data"}
    themes = {"a": Theme("a", label), "b": Theme("b", label)}
    assert list(theme_sheets(themes, "fi").values()) == ["Aineisto 2", "Aineisto 3"]
    assert not set(theme_sheets(themes, "sv").values()) & set(fixed_sheets("sv").values())
