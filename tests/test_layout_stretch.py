"""Other texts, tables, names and pictures than the edition's: still composed, or a clear finding.

A page without a finding has passed all rules that the program judges its pages by.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import edit
from layout import Laid, crumbs, laid, lay, set_blocks
from PIL import Image
from stretching import longer, shorter, stretch

from reportgen.findings import Severity

EDITION = "seeds/2024/edition.toml"
NAME = "Anna-Kaarina Aleksandra Vilhelmiina Kuusisto-Lehtoväärä-Salo"
CLEAR = {"page-overfull", "page-underfull", "text-overflow", "text-across", "text-overlap", "not-drawn"}
"""What may be found when there is more or less than a page was designed for."""
LANGUAGES = pytest.mark.parametrize("lang", ["fi", "sv"])


def told(pages: Laid) -> dict[str, set[str]]:
    """Return the codes of what is found, by section; each finding names a file and what to do."""
    found: dict[str, set[str]] = {}
    for finding in pages.findings:
        assert finding.place is not None, finding
        assert finding.place.file.startswith(f"templates/{pages.document.lang}/"), finding
        assert finding.message, finding
        assert finding.remedy, finding
        found.setdefault(Path(finding.place.file).stem, set()).add(finding.code)
    return found


def numbers(pages: Laid, section: str) -> list[int]:
    """Return the pages of a section."""
    return [page.number for page in pages.rendered.pages if page.section == section]


def shown(pages: Laid) -> str:
    """Return all that the pages say, without the hyphens of line ends and what repeats at their edges."""
    return " ".join(
        "".join(text.text for text in pages.texts if text.part != "furniture").replace("\u00ad", "").split()
    )


def made_plain(project: Path) -> None:
    """Give the section of the survey the plain layout."""
    edit(project, EDITION, 'id = "survey"\nlayout = "survey"', 'id = "survey"\nlayout = "flow"')


# ---------------------------------------------------------------- texts


@LANGUAGES
def test_texts_forty_per_cent_longer_fit_or_are_told(project: Path, lang: str) -> None:
    """Most sections hold them; the fullest say by how much they do not."""
    stretch(project, longer(0.4))
    pages = lay(project, lang)
    found = told(pages)
    assert set().union(*found.values()) <= CLEAR
    roomy = {"goals", "staff", "finance", "procurement", "encounters", "survey", "back"}
    assert not roomy & set(found)


@LANGUAGES
def test_texts_forty_per_cent_shorter_leave_no_empty_page(project: Path, lang: str) -> None:
    stretch(project, shorter(0.4))
    pages = lay(project, lang)
    assert told(pages) == {}
    assert list(crumbs(pages.texts)) == []


def test_a_section_of_hardly_any_text_is_told_to_be_empty(project: Path) -> None:
    path = project / "templates/fi/2024/goals.md"
    title = path.read_text(encoding="utf-8").split("::: tiles")[0]
    path.write_text(f"{title}::: tiles\n### Tavoite\nYksi.\n:::\n", encoding="utf-8")
    assert told(lay(project, "fi")) == {"goals": {"page-underfull"}}


def test_an_overfull_page_stops_a_build_and_an_empty_one_does_not(project: Path) -> None:
    stretch(project, longer(1.5), "population")
    stretch(project, shorter(0.9), "finance")
    found = {finding.code: finding.severity for finding in lay(project, "fi").findings}
    assert found["page-overfull"] is Severity.ERROR
    assert found["page-underfull"] is Severity.WARNING


# ---------------------------------------------------------------- tables


@LANGUAGES
def test_a_table_of_twice_the_rows_is_whole_and_what_follows_goes_on(project: Path, lang: str) -> None:
    """The table keeps to one page, its heading with it; the figures under it move to the next."""
    rows = "nurse doctor dental home_care needs_assessments"
    more = "".join(f', "services.{row}"' for row in rows.split())
    shares = '"staff.recommend", "staff.exit_turnover", "digital.maisa_users_share", '
    shares += '"digital.home_care_remote_share", "sustainability.electric_share",'
    edit(project, EDITION, '"staff.rescue"]\nshares = [', f'"staff.rescue"{more}]\nshares = [\n{shares}')
    pages = lay(project, lang)
    staff = numbers(pages, "staff")
    cells = {text.page for text in pages.texts if text.page in staff and text.tag in ("TH", "TD")}
    headings = {text.page for text in pages.texts if text.page in staff and text.tag == "H3"}
    assert cells == headings == {staff[0]}
    assert len(staff) == 2
    assert told(pages) == {"staff": {"page-underfull"}}


def test_groups_of_tables_that_do_not_fit_go_on_over_more_pages(project: Path) -> None:
    """Each group is whole; no table is parted from its name."""
    rows = '"services.nurse", "services.doctor", "services.dental"'
    others = "home_care somatic_periods ems_missions rescue_missions needs_assessments children_placed"
    more = "".join(f', "services.{other}"' for other in others.split())
    path = project / EDITION
    before, clinics = path.read_text(encoding="utf-8").split("[table.encounters_clinics]")
    clinics = clinics.replace(f"rows = [{rows}]", f"rows = [{rows}{more}]", 1)
    path.write_text(f"{before}[table.encounters_clinics]{clinics}", encoding="utf-8")
    pages = lay(project, "fi")
    assert len(numbers(pages, "encounters")) == 3
    assert told(pages).get("encounters", set()) <= {"page-underfull"}
    for number in numbers(pages, "encounters"):
        names = [text for text in pages.on(number) if text.tag == "H3"]
        cells = [text for text in pages.on(number) if text.tag == "TH"]
        assert bool(names) == bool(cells)


# ---------------------------------------------------------------- sections and tiles


def test_an_edition_without_one_of_its_sections_is_composed(project: Path) -> None:
    """The contents follow: they end with the page that is now the last."""
    path = project / EDITION
    text = path.read_text(encoding="utf-8")
    gone = re.sub(r'\[\[section\]\]\nid = "population".*?(?=\[\[section\]\])', "", text, flags=re.DOTALL)
    path.write_text(gone, encoding="utf-8")
    pages = lay(project, "fi")
    assert told(pages) == {}
    assert len(pages.rendered.pages) == len(laid("fi").rendered.pages) - 1
    links = [text.text.strip() for text in pages.on(2) if text.tag == "Link"]
    entries = [int(text) for text in links if text.isdigit()]
    assert entries == sorted(entries)
    assert entries[-1] == len(pages.rendered.pages)


def give_ten(project: Path, *sections: str) -> None:
    """Repeat the tiles of sections until there are ten."""

    def ten(found: re.Match[str]) -> str:
        tiles = [tile.rstrip() for tile in re.split(r"(?m)^(?=### )", found[2]) if tile.strip()]
        return found[1] + "\n\n".join((tiles * 10)[:10]) + "\n:::"

    for section in sections:
        for path in project.glob(f"templates/*/2024/{section}.md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?s)(::: (?:tiles|pictures)\n)(.*?)\n:::", ten, text), encoding="utf-8")


@LANGUAGES
def test_ten_tiles_in_place_of_few_are_composed_or_told(project: Path, lang: str) -> None:
    sections = {"goals", "foreword", "population", "finance", "models", "survey", "organisation", "back"}
    give_ten(project, *sections)
    found = told(lay(project, lang))
    assert set(found) <= sections - {"goals"}
    assert set().union(*found.values()) <= CLEAR


def test_ten_tiles_in_a_plain_section_stand_in_rows_of_at_most_four(project: Path) -> None:
    give_ten(project, "survey")
    made_plain(project)
    pages = lay(project, "fi")
    rows: dict[tuple[int, float], set[float]] = {}
    for block in set_blocks(pages.texts):
        if block.tag == "H4" and block.lines[0].page in numbers(pages, "survey"):
            rows.setdefault((block.lines[0].page, round(block.lines[0].y)), set()).add(block.left)
    assert sorted(map(len, rows.values())) in ([1, 3, 3, 3], [2, 4, 4])
    assert told(pages).get("survey", set()) <= {"page-underfull"}


# ---------------------------------------------------------------- a section that goes on


@LANGUAGES
def test_a_plain_section_goes_on_over_as_many_pages_as_it_takes(project: Path, lang: str) -> None:
    """Nothing is lost, headings stay with their text, and later pages carry their number."""
    sentence = "Palvelu kasvoi ja kehittyi koko vuoden kaikissa toimipisteissä, ja asiakkaat huomasivat sen."
    body = " ".join([sentence] * 4)
    groups = "\n\n".join(f"## Palvelu {letter}\n\n{body}\n\n{body}" for letter in "abcdefghijkl")
    path = project / f"templates/{lang}/2024/survey.md"
    path.write_text(f"# Palvelu\n\n{groups}\n", encoding="utf-8")
    made_plain(project)
    pages = lay(project, lang)
    survey = numbers(pages, "survey")
    assert len(survey) >= 2
    assert told(pages).get("survey", set()) <= {"page-underfull"}
    assert shown(pages).count(sentence) == 12 * 2 * 4
    for number in survey:
        texts = [text for text in pages.on(number) if text.part == "text"]
        assert max(texts, key=lambda text: text.y).tag == "P"
        assert str(number) in {text.text for text in pages.on(number) if text.part == "furniture"}


# ---------------------------------------------------------------- names


@LANGUAGES
def test_a_name_of_sixty_letters_is_whole_wherever_it_stands(project: Path, lang: str) -> None:
    """Under the portrait, and twice in the chart of the organisation."""
    assert len(NAME) == 60
    path = project / "seeds/2024/organisation.toml"
    names = re.compile(r'name = "(?:Juha Jolkkonen|Maarit Sulavuori)"')
    path.write_text(names.sub(f'name = "{NAME}"', path.read_text(encoding="utf-8")), encoding="utf-8")
    pages = lay(project, lang)
    assert told(pages) == {}
    assert shown(pages).count(NAME) == 3
    hyphens = [text.text for text in pages.texts if "\u00ad" in text.text]
    assert not [text for text in hyphens if text.rstrip("\u00ad").split()[-1] in NAME]


# ---------------------------------------------------------------- pictures

SHAPES = {"portrait": (1600, 2400), "landscape": (2400, 1600), "square": (2000, 2000)}


def photographed(project: Path, size: tuple[int, int]) -> None:
    """Put one photograph into a portrait slot, a picture tile and a plain section."""
    (project / "assets/photos").mkdir()
    Image.new("RGB", size, "#2a7").save(project / "assets/photos/one.jpg", quality=40)
    credit = 'credit = { fi = "Kuva: Aino Ek", sv = "Bild: Aino Ek" }'
    photo = 'file = "assets/photos/one.jpg"'
    edit(project, EDITION, '[picture.director]\nfile = ""', f"[picture.director]\n{photo}")
    edit(project, EDITION, 'credit = { fi = "", sv = "" }', credit)
    made_plain(project)
    with (project / EDITION).open("a", encoding="utf-8") as file:
        for slot in ("population_1", "wide"):
            alt = 'alt = { fi = "Metsä", sv = "Skog" }'
            file.write(f"\n[picture.{slot}]\n{photo}\n{credit}\n{alt}\n")
    for path in project.glob("templates/*/2024/survey.md"):
        title, rest = path.read_text(encoding="utf-8").split("\n\n", 1)
        path.write_text(f"{title}\n\n::: photo wide\n:::\n\n{rest}", encoding="utf-8")


@pytest.mark.parametrize(("shape", "lang"), [("portrait", "fi"), ("landscape", "sv"), ("square", "fi")])
def test_photographs_of_any_shape_fill_their_slots(project: Path, shape: str, lang: str) -> None:
    """Each credit stands under its picture, and the heads of picture tiles stay level with each other."""
    photographed(project, SHAPES[shape])
    pages = lay(project, lang)
    assert set().union(*told(pages).values(), set()) <= {"page-underfull"}
    sections = {page.number: page.section for page in pages.rendered.pages}
    credits = [sections[text.page] for text in pages.texts if "Aino Ek" in text.text]
    assert credits == ["foreword", "population", "survey"]
    number = numbers(pages, "population")[0]
    heads = [round(block.lines[0].y, 2) for block in set_blocks(pages.on(number)) if block.tag == "H4"]
    assert len(heads) == 6
    assert len(set(heads)) == 2
