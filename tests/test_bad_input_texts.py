"""Bad texts and pictures in the brochure's own project: told with place and remedy, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from brochures import LANGUAGES, YEAR
from conftest import edit, line_of, write
from PIL import Image
from refusals import Clerk, append, clerk_of, place_of

from reportgen.validate.editions import PORTRAIT, needed_pixels

EDITION = f"seeds/{YEAR}/edition.toml"
STAFF, FINANCE, SURVEY = (f"templates/sv/{YEAR}/{name}.md" for name in ("staff", "finance", "survey"))
TEXT = ("--lang", "sv", "--format", "pdf")


@pytest.fixture
def clerk(project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clerk:
    """Return a command line in a copy of the project."""
    return clerk_of(project, capsys, monkeypatch)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_template_missing_in_one_language_is_told_with_the_one_that_is_there(
    clerk: Clerk, lang: str
) -> None:
    """The other language's file is what to translate from; the finding bears the language that lacks it."""
    other = next(one for one in LANGUAGES if one != lang)
    missing = f"templates/{lang}/{YEAR}/survey.md"
    (clerk.root / missing).unlink()
    found = clerk.one("missing-template", "--lang", lang)
    assert (found["file"], found["lang"]) == (missing, lang)
    assert "'survey'" in found["message"]
    assert f"templates/{other}/{YEAR}/survey.md" in found["remedy"]


UNKNOWN: dict[str, list[tuple[str, str, str, str]]] = {
    "indicators and filters": [
        ('{{ "staff.totl" | number }}', "unknown-indicator", "staff.totl", "staff.total"),
        ('{{ "recommend" | short }}', "unknown-indicator", "recommend", "staff.recommend"),
        ('{{ "staff.total" | numbr }}', "unknown-filter", "numbr", "number"),
        ('{{ "staff.total" | shrot }}', "unknown-filter", "shrot", "short"),
    ],
    "terms and other names": [
        ('{{ trm("hus") }}', "unknown-function", "trm", "term"),
        ("{{ yaer }}", "unknown-variable", "yaer", "year"),
        ('{{ term("huss") }}', "unknown-term", "huss", "hus"),
        ('{{ person("directr") }}', "unknown-person", "directr", "director"),
        ('{{ date("staf") }}', "unknown-date", "staf", "staff"),
        ('{{ link("sectr") }}', "unknown-link", "sectr", "sector"),
        ('{{ name("models.familycentre") }}', "unknown-name", "models.familycentre", "models.family_centre"),
    ],
    "charts, tables and other blocks": [
        ("::: chart staff_bar\n:::", "unknown-chart", "staff_bar", "staff_bars"),
        ("::: table encounters_clinic\n:::", "unknown-table", "encounters_clinic", "encounters_clinics"),
        ("::: diagram organization\n:::", "unknown-diagram", "organization", "organisation"),
        ("::: photo directr\n:::", "unknown-photo", "directr", "director"),
        ("::: figurs\n:::", "unknown-fence", "figurs", "figures"),
    ],
}
"""By kind: what is written, the finding's code, the name that does not exist, and the nearest that does."""


@pytest.mark.parametrize("kind", UNKNOWN)
def test_an_unknown_name_is_told_at_its_line_with_the_nearest(clerk: Clerk, kind: str) -> None:
    """Every one that a text has, each once, in the language of the text."""
    lines = [append(clerk.root, STAFF, text) for text, _, _, _ in UNKNOWN[kind]]
    told = {(one["code"], one["line"]): one for one in clerk.refused(*TEXT)}
    for line, (_, code, wrong, near) in zip(lines, UNKNOWN[kind], strict=True):
        found = told.pop((code, line))
        assert (found["file"], found["lang"], found["severity"]) == (STAFF, "sv", "error")
        assert f"'{wrong}'" in found["message"]
        assert f"Did you mean '{near}'?" in found["remedy"]
    assert [one for one in told.values() if one["severity"] == "error"] == []


def test_typed_digits_are_told_at_their_lines(clerk: Clerk) -> None:
    """A figure in a text would stay as it is when the data changes; what to write instead is told."""
    typed = {
        "Vi var 15 434 anställda.": "15 434",
        "År 2024 var bra.": "2024",
        '{{ "staff.total" | number(year=2023) }}': "2023",
        '{{ "experience.nps" | trend("steg 6", "föll", "stod") }}': "steg 6",
    }
    lines = [append(clerk.root, STAFF, text) for text in typed]
    found = [one for one in clerk.refused(*TEXT) if one["code"] == "typed-digit"]
    assert sorted(one["line"] for one in found) == lines
    assert {one["file"] for one in found} == {STAFF}
    for one in found:
        assert (
            typed[(clerk.root / STAFF).read_text(encoding="utf-8").split("\n")[one["line"] - 1]]
            in one["message"]
        )
        assert "year" in one["remedy"]


def test_a_template_that_cannot_be_read_is_told_at_its_line(clerk: Clerk) -> None:
    """Braces that do not match."""
    line = append(clerk.root, STAFF, '{{ "staff.total" | number }')
    found = clerk.one("template-syntax", *TEXT)
    assert place_of(found) == (STAFF, line)
    assert "braces" in found["remedy"]


def test_a_text_saved_as_windows_1252_is_answered_with_how_to_save_it(clerk: Clerk) -> None:
    """A text editor's setting, not Excel's."""
    text = (clerk.root / STAFF).read_text(encoding="utf-8")
    write(clerk.root, STAFF, text.encode("cp1252"))
    found = clerk.one("not-utf8", *TEXT)
    assert found["file"] == STAFF
    assert found["line"] == next(n for n, line in enumerate(text.split("\n"), 1) if not line.isascii())
    assert "UTF-8" in found["remedy"]


# ---------------------------------------------------------------- room on the page


def test_a_word_that_is_wider_than_the_title_is_told(clerk: Clerk) -> None:
    """With how much too wide it is; a soft hyphen lets it break."""
    word = "Välfärdsområdesförvaltningsdirektörsbefattningsbeskrivning"
    text = (clerk.root / SURVEY).read_text(encoding="utf-8").split("\n\n", 1)[1]
    write(clerk.root, SURVEY, f"# {word}\n\n{text}")
    found = clerk.one("text-overflow", *TEXT)
    assert (found["file"], found["lang"]) == (SURVEY, "sv")
    assert word[:30] in found["message"]
    assert "wider" in found["message"]
    assert "soft hyphen" in found["remedy"]


def test_a_text_that_overflows_its_page_is_told(clerk: Clerk) -> None:
    """With the page, by how many lines, and its longest text; nothing is cut off or set on something else.

    On a page with a drawing behind its texts, which cannot go on over another.
    """
    text = "Vi ordnar service för alla helsingforsare. " * 120
    append(clerk.root, FINANCE, text)
    found = [one for one in clerk.refused(*TEXT) if one["severity"] == "error"]
    assert found
    assert {one["file"] for one in found} == {FINANCE}
    assert {one["code"] for one in found} <= {"page-overfull", "text-overflow", "not-drawn"}
    assert any("lines more than fits" in one["message"] for one in found)
    assert any("“Vi ordnar service för alla" in one["message"] for one in found)


# ---------------------------------------------------------------- pictures


def hang(clerk: Clerk, file: str) -> int:
    """Put a file into the director's slot and return the line that names it."""
    edit(clerk.root, EDITION, '[picture.director]\nfile = ""', f'[picture.director]\nfile = "{file}"')
    return line_of(clerk.root, EDITION, file)


@pytest.mark.parametrize(
    ("file", "code", "remedy"),
    [
        ("assets/pictures/nobody.jpg", "missing-image", "leave 'file' empty"),
        ("../outside.jpg", "path-outside", "inside the project"),
        ("assets/theme.toml", "image-unreadable", "JPEG or PNG"),
    ],
)
def test_a_picture_that_cannot_be_used_is_told_at_its_line(
    clerk: Clerk, file: str, code: str, remedy: str
) -> None:
    """Missing, outside the project, or no picture at all."""
    line = hang(clerk, file)
    found = clerk.one(code, *TEXT)
    assert place_of(found) == (EDITION, line)
    assert file in found["message"]
    assert remedy in found["remedy"]


def test_a_picture_that_is_too_small_is_told_with_both_sizes(clerk: Clerk) -> None:
    """What it has and what its place needs, in pixels."""
    Image.new("RGB", (200, 300)).save(clerk.root / "small.jpg")
    line = hang(clerk, "small.jpg")
    found = clerk.one("image-too-small", *TEXT)
    across, down = needed_pixels(PORTRAIT)
    assert place_of(found) == (EDITION, line)
    assert "200 x 300" in found["message"]
    assert f"{across} x {down}" in found["message"]


def test_a_picture_without_an_alternative_is_told_in_each_language(clerk: Clerk) -> None:
    """Artwork is decoration; a photograph never is."""
    Image.new("RGB", needed_pixels(PORTRAIT)).save(clerk.root / "director.jpg")
    hang(clerk, "director.jpg")
    text = (clerk.root / EDITION).read_text(encoding="utf-8")
    head, tail = text.split('file = "director.jpg"\n')
    write(clerk.root, EDITION, f'{head}file = "director.jpg"\n{tail.split(chr(10), 1)[1]}')
    found = [one for one in clerk.refused(*TEXT) if one["code"] == "missing-alt"]
    assert [one["lang"] for one in found] == list(LANGUAGES)


# ---------------------------------------------------------------- many at once, and strictness


def test_faults_of_texts_data_and_pictures_are_told_at_once(clerk: Clerk) -> None:
    """In both languages; and the room that a sound language takes is looked at beside a faulty one."""
    append(clerk.root, STAFF, '{{ "staff.totl" | number }}\n\n{{ "staff.total" | numbr }}\n\nÅr 2024')
    append(clerk.root, f"templates/fi/{YEAR}/goals.md", "::: chart nobody\n:::")
    edit(clerk.root, f"seeds/{YEAR}/figures.csv", "staff.share_rescue,5,", "staff.share_rescue,7,")
    (clerk.root / f"templates/fi/{YEAR}/survey.md").unlink()
    hang(clerk, "nobody.jpg")
    found = {(one["code"], one["lang"]) for one in clerk.refused()}
    assert found >= {
        ("unknown-indicator", "sv"),
        ("unknown-filter", "sv"),
        ("typed-digit", "sv"),
        ("unknown-chart", "fi"),
        ("missing-template", "fi"),
        ("share-differs", None),
        ("missing-image", None),
    }


def test_a_warning_stops_a_strict_build(clerk: Clerk) -> None:
    """A text that no section uses is a slip that may wait, unless one asks for none."""
    unused = f"templates/sv/{YEAR}/surwey.md"
    write(clerk.root, unused, "# Enkät\n")
    found = [one for one in clerk.refused(*TEXT, "--strict") if one["severity"] != "info"]
    assert [(one["code"], one["severity"], one["file"]) for one in found] == [
        ("template-unused", "warning", unused)
    ]
    assert EDITION in found[0]["remedy"]


def test_people_are_told_in_lines_on_standard_error(clerk: Clerk) -> None:
    """Place, message, remedy below it, how many, and last what stands; nothing on standard output."""
    line = append(clerk.root, STAFF, '{{ "staff.totl" | number }}')
    run = clerk.shell("build", str(YEAR), *TEXT)
    assert (run.code, run.out) == (3, "")
    told, remedy, count, stands = run.err.splitlines()
    assert told.startswith(f"error    {STAFF}:{line}  ")
    assert remedy == "         Did you mean 'staff.total'?"
    assert count.startswith("1 error")
    assert f"output/{YEAR}" in stands
