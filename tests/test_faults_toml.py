"""Faults of a project's own files: each is told once, at its place, with the way out, never as a crash."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from building import Shell
from conftest import MINI, REPOSITORY, edit, faults, line_of, only, write
from fuzz_project import fuzz, small_project
from PIL import Image

from reportgen.errors import BadInput
from reportgen.findings import Finding, Place
from reportgen.narrate import narrate
from reportgen.sources import load_edition, load_theme, read_edition
from reportgen.sources.theme import COLOURS, FONTS, ROLES, TYPES, WAVES
from reportgen.theme import FILE
from reportgen.validate import check_designs, check_pictures

EDITION = "seeds/2031/edition.toml"
FIGURES = "seeds/2031/figures.csv"
LOANS = "templates/fi/2031/loans.md"


@pytest.fixture
def look(tmp_path: Path) -> Path:
    """Return a folder with the repository's theme alone."""
    shutil.copytree(REPOSITORY / "assets", tmp_path / "assets", ignore=shutil.ignore_patterns("readme"))
    return tmp_path


def theme_faults(root: Path) -> tuple[Finding, ...]:
    """Return what reading a theme finds."""
    try:
        load_theme(root)
    except BadInput as bad:
        return bad.findings
    return ()


def test_the_repositorys_theme_has_all_that_is_asked_for_and_no_more() -> None:
    assert theme_faults(REPOSITORY) == ()


THEME: dict[str, tuple[str, str, str, str, str]] = {
    # id: old text, new text, code, a text on the line that is named, a part of message or remedy
    "H7-size-0": ("size = 10.5,", "size = 0,", "unknown-value", "minor-head", "from 8 to 16"),
    "H7-size-negative": ("size = 10.5,", "size = -10,", "unknown-value", "minor-head", "'size' is -10"),
    "H7-size-nan": ("size = 10.5,", "size = nan,", "unknown-value", "minor-head", "from 8 to 16"),
    "H7-size-infinite": ("size = 10.5,", "size = inf,", "unknown-value", "minor-head", "from 8 to 16"),
    "H7-size-huge": ("size = 10.5,", "size = 1e400,", "unknown-value", "minor-head", "from 8 to 16"),
    "H7-size-text": ("size = 10.5,", 'size = "10.5",', "wrong-type", "minor-head", "Write a number"),
    "H7-size-true": ("size = 10.5,", "size = true,", "wrong-type", "minor-head", "Write a number"),
    "H7-leading-0": ("leading = 14.4", "leading = 0", "unknown-value", "body-large", "from 9.6"),
    "H7-tracking-5": ("tracking = -0.045", "tracking = -5", "unknown-value", "giant", "run together"),
    "H7-columns-0": ("columns = 12", "columns = 0", "unknown-value", "columns", "Write 12"),
    "H7-columns-11": ("columns = 12", "columns = 11", "unknown-value", "columns", "twelve columns"),
    "H7-columns-half": ("columns = 12", "columns = 12.5", "unknown-value", "columns", "Write 12"),
    "H7-margin": ("margin_mm = 15", "margin_mm = 106", "unknown-value", "margin_mm", "from 8 to 22"),
    "H7-gutter": ("gutter_mm = 4", "gutter_mm = 40", "unknown-value", "gutter_mm", "from 2 to 6"),
    "H7-bleed": ("bleed_mm = 3", "bleed_mm = 30000000", "unknown-value", "bleed_mm", "from 0 to 10"),
    "H7-page": ("height_mm = 297", "height_mm = -297", "unknown-value", "height_mm", "A4"),
    "H7-letter": ("height_mm = 297", "height_mm = 279.4", "unknown-value", "height_mm", "A4"),
    "H7-top": ("content_top = 138.0", "content_top = 800", "unknown-value", "content_top", "from 110"),
    "H7-footer": ("footer_baseline = 813.5", "footer_baseline = 845", "theme-token", "footer_bas", "842"),
    "H7-fill": ("least = 0.70", "least = 0.99", "theme-token", "[fill]", "'aim'"),
    "H7-fill-nan": ("aim = 0.84", "aim = nan", "unknown-value", "aim =", "from 0.3 to 1"),
    "H7-waves-many": ("per_width = 8", "per_width = 1e9", "unknown-value", "per_width = 8", "from 1 to 40"),
    "H7-waves-none": ("per_width = 8", "per_width = 0", "unknown-value", "per_width = 8", "from 1 to 40"),
    "H7-wave-high": ("amplitude_mm = 2.1", "amplitude_mm = 1e9", "unknown-value", "amplitude_mm = 2", "12"),
    "H7-pull": ("pull = 0.40", "pull = inf", "unknown-value", "pull =", "from 0.05"),
    "H7-sea-short": ("[14, 10, 5, 3, 2]", "[14, 10, 5, 3]", "theme-token", "[wave.sea]", "4, 5, 5 numbers"),
    "H7-sea-text": ("[14, 10, 5, 3, 2]", '["14"]', "wrong-type", "per_width = [", "list of numbers"),
    "H7-sea-phase": ("0.35, 0.60, 0.12", "0.35, nan, 0.12", "unknown-value", "phase = [", "from 0 to 1"),
    "H7-colour-word": ('bus = "#0000bf"', 'bus = "blue"', "theme-colour", "bus =", "#rrggbb"),
    "H7-colour-short": ('bus = "#0000bf"', 'bus = "#00b"', "theme-colour", "bus =", "#rrggbb"),
    "H7-colour-letters": ('bus = "#0000bf"', 'bus = "#0000bg"', "theme-colour", "bus =", "#rrggbb"),
    "H7-colour-number": ('bus = "#0000bf"', "bus = 191", "wrong-type", "bus =", "text in quotes"),
    "H7-colour-missing": ('copper = "#00d7a7"', "", "unknown-colour", 'digital = "copper"', "copper"),
    "H7-colour-misspelt": ('rule = "silver"', 'rule = "silvr"', "unknown-colour", "rule =", "'silver'"),
    "H7-font-package": ('"font_manrope"\nfile = "files/Manrope-S', '"font_manrop"\nfile = "files/Manrope-S',
                        "theme-font", '"font_manrop"', "pip install font-manrop"),
    "H7-font-module": ('"font_manrope"\nfile = "files/Manrope-S', '"this"\nfile = "files/Manrope-S',
                       "theme-font", '"this"', "font_source_sans_pro"),
    "H7-font-file": ("Pro-It.ttf", "Pro-Italic.ttf", "theme-font", "Italic", "SourceSansPro-It.ttf"),
    "H7-font-outside": ("files/SourceSansPro-It.ttf", "../six.py", "theme-font", "six.py", "has no file"),
    "H7-font-none": ("files/SourceSansPro-It.ttf", "__init__.py", "theme-font", "__init__", "is no font"),
    "H7-font-weight": (
        '[font.bold]\npackage = "font_source_sans_pro"\nfile = "files/SourceSansPro-Bold.ttf"', "",
        "theme-token", "[font.headline]", "'bold'",
    ),
    "H7-font-of-type": ('small-head = { font = "headline"', 'small-head = { font = "headlin"',
                        "unknown-font", "small-head", "'headline'"),
    "H7-unknown-token": ("bleed_mm = 3", "bleed_mm = 3\nblead = 2", "unknown-key", "blead", "Use one of"),
    "H7-unknown-section": ("[wave.swell]", "[vawe]\nx = 1\n[wave.swell]", "unknown-key", "[vawe]", "'vawe'"),
    "H7-unknown-wave": (
        "[wave.swell]", "[wave.ripple]\nphase = 0\n[wave.swell]", "unknown-key", "ripple", "swell",
    ),
    "H7-unknown-type": ("[type]", '[type]\nbig = { size = 1 }', "unknown-key", "big =", "body"),
    "R7-no-minor-head": ("minor-head =", "minor-hed =", "unknown-key", "minor-hed", "'minor-head'"),
    "R7-no-role": ('muted = "grey"\n', "", "theme-token", "[role]", "'muted'"),
    "R7-no-palette-colour": ('metro = "#fd4f00"', "", "theme-token", "[palette]", "'metro'"),
    "R7-no-wave": (
        "[wave.swell]\nper_width = 3\namplitude_mm = 5.0\nphase = 0.0", "", "missing-key", "[wave]",
        "swell",
    ),
    "R7-no-page": ("[page]", "[pages]", "unknown-key", "[pages]", "'page'"),
    "R7-no-key": ("gutter_mm = 4\n", "", "missing-key", "[page]", "'gutter_mm'"),
    "R7-not-toml": ('bus = "#0000bf"', "bus = #0000bf", "toml-broken", "bus =", "'bus' has no value"),
}  # fmt: skip


@pytest.mark.parametrize("case", THEME)
def test_a_theme_without_sense_is_told_once_at_its_line(look: Path, case: str) -> None:
    old, new, code, at, words = THEME[case]
    line = line_of(look, FILE, at) if code != "unknown-colour" and at in (look / FILE).read_text() else 0
    edit(look, FILE, old, new)
    fault = only(theme_faults(look))
    assert fault.code == code
    at = at if at in (look / FILE).read_text() else new
    assert fault.place is not None
    assert fault.place == Place(FILE, line_of(look, FILE, at) if at else line)
    assert words in f"{fault.message} {fault.remedy}"


@pytest.mark.parametrize("role", TYPES)
def test_a_theme_without_a_role_of_text_names_it(look: Path, role: str) -> None:
    """R7: whichever it is, not the first that a page happens to ask for."""
    lines = (look / FILE).read_text().split("\n")
    write(look, FILE, "\n".join(line for line in lines if not line.startswith(f"{role} = ")))
    fault = only(theme_faults(look))
    assert (fault.code, fault.place) == ("missing-key", Place(FILE, line_of(look, FILE, "[type]")))
    assert f"'{role}'" in fault.message


def test_a_missing_theme_and_one_outside_the_project_are_told(
    look: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "theme.toml"
    shutil.move(look / FILE, outside)
    assert only(theme_faults(look)).code == "missing-theme"
    (look / FILE).symlink_to(outside)
    assert only(theme_faults(look)).code == "path-outside"


def test_the_table_of_tokens_names_whatever_layouts_and_charts_ask_for() -> None:
    """Every text in the code that names a role, font, wave or colour of the theme stands in the table."""
    theme = load_theme(REPOSITORY)
    rooms = [
        *(REPOSITORY / "reportgen/render/pdf").rglob("*.py"),
        *(REPOSITORY / "reportgen/charts").rglob("*.py"),
    ]
    said = {
        node.value
        for path in rooms
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(theme.types) == set(TYPES)
    assert said & set(theme.roles) <= set(ROLES) | {"green-medium"}
    assert said & set(theme.palette) <= set(COLOURS) | {"white"}
    assert set(theme.fonts) == set(FONTS)
    assert set(theme.waves) == set(WAVES)


DATA: dict[str, tuple[str, str, str, str, str, str]] = {
    # id: file, old text, new text, code, a text on the line that is named, a part of message or remedy
    "H8-seed": (EDITION, "seed = 7", f"seed = {'7' * 400}", "unknown-value", "seed", "from 0 to 999999999"),
    "H8-seed-negative": (EDITION, "seed = 7", "seed = -7", "unknown-value", "seed", "from 0"),
    "H8-focus-nan": (
        EDITION, 'file = ""', 'file = ""\nfocus = [nan, 0.5]', "unknown-value", "focus", "[0.5, 0.4]",
    ),
    "H8-focus-inf": (
        EDITION, 'file = ""', 'file = ""\nfocus = [0, -inf]', "unknown-value", "focus", "[0.5, 0.4]",
    ),
    "H8-focus-one": (EDITION, 'file = ""', 'file = ""\nfocus = [0.5]', "unknown-value", "focus", "1 numbers"),
    "H8-published": (EDITION, "2032-02-01", "0001-01-01", "unknown-value", "published", "from 1980-01-01"),
    "H8-published-time": (EDITION, "2032-02-01", "2032-02-01T10:00:00", "wrong-type", "published", "a date"),
    "H8-years": (
        EDITION, 'kind = "bars"', 'kind = "bars"\nyears = [99999]', "unknown-value", "years", "2999",
    ),
    "H8-before": ("seeds/indicators.toml", 'of = ["loans.total"]', 'of = ["loans.total"], before = -1',
                  "unknown-value", "before", "1900"),
    "H8-exponent": (EDITION, "seed = 7", "seed = 1e99999999999999999999", "toml-broken", "seed", "larger"),
    "H8-title-long": (EDITION, "Lainaus lukuina", "x" * 5000, "text-long", "subtitle", "4000"),
    "H8-key-long": (
        EDITION, "[dates]", f'[dates]\n{"x" * 300} = "2031"', "unknown-value", "xxx", "at most 80",
    ),
    "H8-key-empty": (
        EDITION, "[chart.loans]", '[chart.""]\nkind = "bars"\nindicators = ["loans.total"]\n[chart.loans]',
        "unknown-value", '[chart.""]', "a letter first",
    ),
    "H8-id-space": (
        EDITION, 'id = "loans"', 'id = "the loans"\ntemplate = "loans.md"', "unknown-value", "the loans",
        "Use letters",
    ),
    "R7-unknown-in-terms": (
        "seeds/terms.toml", "[abbreviation.ISBN]", '[abbreviation.ISBN]\ninstead_of = { fi = ["x"] }',
        "unknown-key", "instead_of", "fi, note, sv",
    ),
    "R7-unknown-picture": (
        "seeds/project.toml", 'languages = ["fi", "sv"]',
        'languages = ["fi", "sv"]\n[picture.lgo]\nfile = ""', "unknown-picture", "file =", "'logo'",
    ),
    "R7-unknown-section": (
        "seeds/project.toml", 'languages = ["fi", "sv"]',
        'languages = ["fi", "sv"]\n[pictur.logo]\nfile = ""', "unknown-key", "[pictur.logo]", "'picture'",
    ),
    "R7-unknown-group": (
        EDITION, "[picture.librarian]", "[pictures.librarian]", "unknown-key", "[pictures", "'picture'",
    ),
    "R7-unknown-in-unit": (
        "seeds/2031/organisation.toml", 'id = "children"', 'id = "children"\nhed = "librarian"',
        "unknown-key", "hed", "'head'",
    ),
    "R7-languages": (
        "seeds/project.toml", '["fi", "sv"]', '"fi"', "wrong-type", "languages", "a list in brackets",
    ),
    "R7-list-as-table": (
        "seeds/2031/lists.toml", "[[list.services.item]]", "[list.services.item]", "wrong-type",
        "[list.services.item]", "[[list.services.item]]",
    ),
    "R7-list-empty": (
        "seeds/2031/lists.toml", "[[list.services]]", "[list]\nnews = []\n[[list.services]]",
        "missing-text", "news", "[[list.news]]",
    ),
    "R7-template": (
        EDITION, 'layout = "staff"', 'layout = "staff"\ntemplate = "loans.docx"', "unknown-value", "docx",
        "staff.md",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DATA)
def test_data_without_sense_is_told_once_at_its_line(mini: Path, case: str) -> None:
    file, old, new, code, at, words = DATA[case]
    edit(mini, file, old, new)
    fault = only(faults(mini, 2031))
    assert (fault.code, fault.place) == (code, Place(file, line_of(mini, file, at)))
    assert words in f"{fault.message} {fault.remedy}"


def test_an_organisation_without_units_is_drawn(
    mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """R7: one body without units is an organisation, too, in the layout made for large ones."""
    text = MINI["seeds/2031/organisation.toml"]
    write(mini, "seeds/2031/organisation.toml", text[: text.index("[[organisation.unit]]")])
    edit(mini, "seeds/2031/lists.toml", 'area = "children"\n', "")
    edit(mini, EDITION, 'layout = "staff"', 'layout = "organisation"')
    write(mini, LOANS, "# Organisaatio\n\n::: lead\nYksi kirjasto.\n:::\n\n::: diagram organisation\n:::\n")
    monkeypatch.chdir(mini)
    run = Shell(mini, capsys)("build", "--json", "--lang", "fi", "--format", "pdf", "--no-attachments")
    assert run.code == 0, run
    assert (mini / "output/2031/vuosi-2031-fi.pdf").is_file()


@pytest.mark.parametrize(
    ("old", "new", "code", "remedy"),
    [
        ('layout = "staff"', 'layout = "staf"', "unknown-layout", "Did you mean 'staff'?"),
        ('accent = "primary"', 'accent = "primry"', "unknown-colour", "Did you mean 'primary'?"),
        ('accent = "primary"', 'accent = "#0000bf"', "unknown-colour", "Choose from"),
    ],
)
def test_a_layout_or_accent_that_does_not_exist_is_told_at_its_section(
    mini: Path, old: str, new: str, code: str, remedy: str
) -> None:
    edit(mini, EDITION, old, new)
    found = check_designs(load_edition(mini, 2031).edition, ("cover", "staff"), load_theme(mini))
    sections = [
        number
        for number, line in enumerate((mini / EDITION).read_text().split("\n"), 1)
        if line == "[[section]]"
    ]
    assert [(one.code, one.place) for one in found] == [(code, Place(EDITION, sections[1]))]
    assert remedy in found[0].remedy


# ------------------------------------------------------------ faulty data beside faulty texts


def told(root: Path, lang: str = "fi") -> list[tuple[str, str]]:
    """Return code and message of what is wrong with the texts of a language, whatever is wrong with data."""
    edition = read_edition(root, 2031).edition
    return [(one.code, one.message) for one in narrate(edition, lang, root).findings]


SEEDS: dict[str, tuple[str, str, str]] = {
    # id: file, old text, new text; the texts ask for what it makes faulty
    "value": (FIGURES, "loans.total,1000", "loans.total,many"),
    "value-empty": (FIGURES, "loans.total,1000", "loans.total,"),
    "row-misspelt": (FIGURES, "loans.total,1000", "loans.totl,1000"),
    "column-misspelt": (FIGURES, "indicator,value", "indicator,valeu"),
    "status": (FIGURES, "loans.total,1000,,", "loans.total,,X,"),
    "source": (FIGURES, "1000,,annual", "1000,,anual"),
    "figures-gone": (FIGURES, MINI[FIGURES], "\x00"),
    "date": (EDITION, 'loans = "2031-12-31"', 'loans = "31.12.2031"'),
    "date-type": (EDITION, 'loans = "2031-12-31"', "loans = 2031-12-31"),
    "dates-misspelt": (EDITION, "[dates]", "[dats]"),
    "table": (EDITION, "[table.loans]\ncaption", "[table.loans]\ncapton"),
    "tables-misspelt": (EDITION, "[table.loans]", "[tabel.loans]"),
    "chart": (EDITION, 'kind = "bars"\n', ""),
    "chart-misspelt": (EDITION, "[chart.loans]", "[chrt.loans]"),
    "title": (EDITION, ', sv = "Bibliotekets år" }\nsub', " }\nsub"),
    "unit": ("seeds/units.toml", "[unit.loan]", "[unit.loans]"),
    "units-broken": ("seeds/units.toml", "[unit.loan]", "[unit.loan"),
    "indicator": ("seeds/indicators.toml", 'good = "up"', 'good = "upp"'),
    "indicators-broken": ("seeds/indicators.toml", 'good = "up"', 'good = up"'),
    "sources-broken": ("seeds/sources.toml", "year = 2031", "year = "),
    "term": ("seeds/terms.toml", 'sv = "bibliotek"', "sv = 5"),
    "terms-broken": ("seeds/terms.toml", "[term.library]", "[term.library"),
    "terms-misspelt": ("seeds/terms.toml", "[term.library]", "[trem.library]"),
    "person": ("seeds/2031/organisation.toml", 'name = "Aino Ek"', ""),
    "people-misspelt": ("seeds/2031/organisation.toml", "[person.librarian]", "[persn.librarian]"),
    "organisation-broken": ("seeds/2031/organisation.toml", "[person.librarian]", "[person.librarian"),
    "area": ("seeds/2031/organisation.toml", 'area = "children"', 'aera = "children"'),
    "link": ("seeds/2031/organisation.toml", '"https://kirjasto.example"', '"kirjasto.example"'),
    "list": ("seeds/2031/lists.toml", 'id = "stories"', ""),
    "lists-broken": ("seeds/2031/lists.toml", 'id = "stories"', 'id = "stories'),
    "lists-misspelt": ("seeds/2031/lists.toml", "[[list.services]]", "[[lst.services]]"),
}  # fmt: skip

ASKING = """
{{ term("library") }} {{ person("librarian") }} {{ office("librarian") }} {{ link("home") }}
{{ name("services.stories") }} {{ area("children") }} {{ source("annual") }} {{ period("plan") }}
{{ "loans.per_day" | long }} {{ "loans.total" | about(10) }} {{ "loans.total" | change }}

::: diagram services
:::
"""


@pytest.mark.parametrize("case", SEEDS)
def test_an_error_in_seeds_hides_none_in_texts_and_makes_none(mini: Path, case: str) -> None:
    """A misspelt filter and a misspelt block are told; what asks for the faulty thing is not told again."""
    for lang in ("fi", "sv"):
        name = f"templates/{lang}/2031/loans.md"
        write(mini, name, MINI[name] + ASKING)
    assert told(mini) == []
    file, old, new = SEEDS[case]
    if new == "\x00":
        write(mini, file, b"\xff\xfe\x00")
    else:
        edit(mini, file, old, new)
    assert faults(mini, 2031) != ()
    assert told(mini) == []
    edit(mini, LOANS, "::: hero", "{{ year | numbr }}\n\n::: heroes\n:::\n\n::: hero")
    assert sorted(code for code, _ in told(mini)) == ["unknown-fence", "unknown-filter"]


@pytest.mark.parametrize("case", ["value", "term", "list", "unit", "table"])
def test_what_is_wrong_elsewhere_is_told_beside_faulty_data(mini: Path, case: str) -> None:
    """Names that no file has are told although another of the same file has a fault."""
    file, old, new = SEEDS[case]
    edit(mini, file, old, new)
    edit(
        mini,
        LOANS,
        "::: hero",
        '{{ "loans.adlts" | number }} {{ term("libary") }} {{ date("lons") }}\n\n::: hero',
    )
    assert sorted(code for code, _ in told(mini)) == ["unknown-date", "unknown-indicator", "unknown-term"]


def test_a_build_tells_faults_of_data_texts_pictures_and_theme_in_one_run(
    mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mini)
    edit(mini, FIGURES, "loans.total,1000", "loans.total,many")
    edit(mini, "seeds/terms.toml", 'sv = "bibliotek"', "")
    edit(mini, "templates/sv/2031/loans.md", "| number", "| numbr")
    edit(mini, EDITION, 'file = ""', 'file = "no.png"')
    edit(mini, EDITION, 'layout = "staff"', 'layout = "stuff"')
    edit(mini, FILE, "bleed_mm = 3", "bleed_mm = 300")
    run = Shell(mini, capsys)("build", "--json")
    assert run.code == 3
    assert sorted(one["code"] for one in run.value["findings"]) == [
        "missing-image",
        "missing-language",
        "not-a-number",
        "unknown-filter",
        "unknown-layout",
        "unknown-value",
    ]
    assert not (mini / "output").exists()


# ------------------------------------------------------------ messages


def test_a_photo_logo_that_is_missing_is_looked_for_in_the_projects_file(mini: Path) -> None:
    edit(mini, LOANS, "::: table", "::: photo logo\n:::\n\n::: table")
    fault = only(narrate(load_edition(mini, 2031).edition, "fi", mini).findings)
    assert fault.code == "unknown-photo"
    assert "seeds/project.toml" in fault.remedy
    assert "edition.toml" not in fault.remedy


@pytest.mark.parametrize(
    ("written", "there", "remedy"),
    [
        ("johtaja.jpg", "assets/johtaja.jpg", "Write assets/johtaja.jpg"),
        ("pictures/Johtaja.JPG", "assets/kuvat/johtaja.jpg", "Write assets/kuvat/johtaja.jpg"),
        ("assets/johtja.jpg", "assets/johtaja.jpg", "Did you mean 'assets/johtaja.jpg'?"),
        ("assets/nobody.jpg", "assets/maisema-talvella.png", "leave 'file' empty"),
    ],
)
def test_a_picture_that_lies_elsewhere_is_told_with_the_path_to_write(
    mini: Path, written: str, there: str, remedy: str
) -> None:
    write(mini, there, b"")
    Image.new("RGB", (9, 9)).save(mini / there)
    edit(mini, EDITION, 'file = ""', f'file = "{written}"')
    fault = only(check_pictures(load_edition(mini, 2031).edition, mini))
    assert (fault.code, fault.place) == ("missing-image", Place(EDITION, line_of(mini, EDITION, "file =")))
    assert remedy in fault.remedy


@pytest.mark.parametrize("save", ["utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_a_file_saved_otherwise_is_read_or_told_how_to_save_it(mini: Path, save: str) -> None:
    write(mini, EDITION, MINI[EDITION].encode(save))
    found = faults(mini, 2031)
    assert [one.code for one in found] == ([] if save == "utf-8-sig" else ["not-utf8"])
    assert all("UTF-8" in one.remedy for one in found)


def test_lines_are_found_in_time_that_grows_with_the_file(mini: Path) -> None:
    """A list over very many lines, which was read anew for each of them, is read once."""
    from reportgen.sources.toml_lines import locate

    text = "[a]\nrows = [\n" + '    "x",  # [not.this]\n' * 60_000 + "]\nlast = 1\n"
    lines = locate(text)
    assert lines["a", "rows", 59_999] == 60_002
    assert lines["a", "last"] == 60_004


def test_no_slip_in_a_projects_files_is_a_fault_of_the_program(tmp_path: Path) -> None:
    """A short form of ``tests/fuzz_project.py``; the seed makes a failure come again."""
    small_project(tmp_path / "small")
    runs = list(fuzz({tmp_path / "small": 2031}, 150, 31, tmp_path / "room"))
    assert len(runs) == 150
    assert [(slips, outcome.fault) for slips, outcome in runs if outcome.kind == "failed"] == []
    assert {outcome.kind for _, outcome in runs} == {"sound", "refused"}
