"""Sections are data: one is added, removed or moved in the project's files, with no line of Python."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from brochures import LANGUAGES, YEAR, Brochure, brochures, built, copied
from conftest import write

from reportgen.locales import strings
from reportgen.verify import read_aloud, verify_pdf

EDITION = f"seeds/{YEAR}/edition.toml"
BLOCK = r'(?m)^\[\[section\]\]\nid = "{id}"\n(?:.+\n)+\n?'

ADDED = """\
[[section]]
id = "extra"
layout = "flow"
name = { fi = "Lisäksi", sv = "Dessutom" }
accent = "primary"
seed = 99

"""

TEXT = """\
# {title}

::: lead
{lead}
:::

## {heading}

{{{{ "organisation.board_members" | number }}}} – {{{{ "experience.nps" | change }}}}.

- **A**
- B

::: figures
- {{{{ "staff.recommend" | short }}}} **{heading}**
- {{{{ "staff.exit_turnover" | short }}}} **{lead}**
:::

::: table encounters_rescue
:::

::: chart criteria
:::

::: tiles
### {heading}
{lead}
:::

::: note
{lead}
:::
"""

WORDS = {
    "fi": {"title": "Uusi luku", "lead": "Tätä ei ollut ennen.", "heading": "Lukuja"},
    "sv": {"title": "Ett nytt kapitel", "lead": "Det här är nytt.", "heading": "Siffror"},
}


def add(root: Path) -> None:
    """Write a section before the survey, with every kind of block, and its texts."""
    text = (root / EDITION).read_text(encoding="utf-8")
    (survey,) = re.finditer(BLOCK.format(id="survey"), text)
    write(root, EDITION, text[: survey.start()] + ADDED + text[survey.start() :])
    for lang, words in WORDS.items():
        write(root, f"templates/{lang}/{YEAR}/extra.md", TEXT.format(**words))


def rearrange(root: Path) -> None:
    """Take the survey out with its texts, put sustainability before staff, and hide procurement for now."""
    text = (root / EDITION).read_text(encoding="utf-8")
    for id in ("survey", "sustainability"):
        (block,) = re.finditer(BLOCK.format(id=id), text)
        text = text[: block.start()] + text[block.end() :]
    (staff,) = re.finditer(BLOCK.format(id="staff"), text)
    text = text[: staff.start()] + block[0] + text[staff.start() :]
    write(root, EDITION, text.replace('id = "procurement"\n', 'id = "procurement"\nhidden = true\n'))
    for lang in LANGUAGES:
        (root / f"templates/{lang}/{YEAR}/survey.md").unlink()


def follows(brochure: Brochure, sections: list[str]) -> None:
    """Assert that a brochure has these sections in its tags, pages and contents."""
    assert [one.id for one in brochure.document.sections] == sections
    assert verify_pdf(brochure.pdf, brochure.document) == ()
    assert all(one < two for one, two in pairwise(page or 0 for _, page in brochure.titles.values()))
    assert contents(brochure) == [one.name for one in brochure.document.sections if one.layout != "cover"]


def test_a_section_is_added_with_its_texts_alone(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any kind of block finds its place in the layout 'flow', and later tables count on from the new one."""
    before = brochures(tmp_path_factory)["fi"]
    sections = [one.id for one in before.document.sections]
    add(copied(before.root, tmp_path))
    at = sections.index("survey")
    for lang, brochure in built(tmp_path, formats=["pdf"]).items():
        follows(brochure, [*sections[:at], "extra", *sections[at:]])
        cited = {one.indicator for one in brochure.record if one.section == "extra"}
        assert cited >= {"organisation.board_members", "experience.nps", "services.ems_missions"}
        table = strings(lang)["table"]
        numbers = re.findall(rf"(?m)^{table} (\d+)\.", "\n".join(brochure.units.values()))
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_sections_are_removed_moved_and_hidden_in_the_edition_alone(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Tags, pages and contents are those of the sections that are left, in their new order."""
    before = brochures(tmp_path_factory)["sv"]
    gone = ("survey", "sustainability", "procurement")
    rest = [one.id for one in before.document.sections if one.id not in gone]
    rearrange(copied(before.root, tmp_path))
    at = rest.index("staff")
    follows(built(tmp_path, ["sv"], ["pdf"])["sv"], [*rest[:at], "sustainability", *rest[at:]])


def contents(brochure: Brochure) -> list[str]:
    """Return the entries of the contents as a reader hears them, without their page numbers."""
    entries: dict[str, str] = {}
    for passage in read_aloud(brochure.pdf):
        if "/TOCI[" in passage.path:
            entry = re.sub(r"(/TOCI\[\d+\]).*", r"\1", passage.path)
            entries[entry] = entries.get(entry, "") + passage.text
    return [re.sub(r"^\d+ |\s+\d+\s*$", "", text.replace("\u00ad", "")).strip() for text in entries.values()]
