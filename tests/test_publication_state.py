"""The state of a publication: a draft names no publisher anywhere, and every build tells of it at its end."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from brochures import LANGUAGES
from building import Run, Shell, contents
from conftest import edit, faults, line_of, only
from openpyxl import load_workbook

from reportgen.sources import load_edition

EDITION, PROJECT = "seeds/2031/edition.toml", "seeds/project.toml"
STATED = '[publication]\nstate = "approved"\n'
PUBLISHER = {"fi": "Harvinainen kustannus", "sv": "Ovanliga förlaget"}
DRAFT = {
    "fi": "Luonnos, koottu julkaistuista luvuista",
    "sv": "Utkast, sammanställt ur publicerade siffror",
}
COLOPHON = "\n{% if draft %}\n{{ publisher }}.\n{% else %}\nJulk./utg. {{ publisher }}.\n{% endif %}\n"


@pytest.fixture
def shell(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in the folder of a library whose publisher is named nowhere else."""
    monkeypatch.chdir(mini)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    old = 'publisher = { fi = "Kuusiston kirjasto", sv = "Granö bibliotek" }'
    edit(mini, PROJECT, old, f'publisher = {{ fi = "{PUBLISHER["fi"]}", sv = "{PUBLISHER["sv"]}" }}')
    for lang in LANGUAGES:
        path = mini / f"templates/{lang}/2031/loans.md"
        path.write_text(path.read_text("utf-8") + COLOPHON, "utf-8")
    return Shell(mini, capsys)


def stated(shell: Shell, state: str) -> None:
    """Replace what the edition says of its state."""
    edit(shell.root, EDITION, STATED, state)


def told(data: bytes, name: str) -> str:
    """Return all texts of a file, unpacked, the PDF's own metadata among them."""
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return "".join(archive.read(part).decode() for part in archive.namelist())
    if name.endswith(".pdf"):
        with pikepdf.open(BytesIO(data)) as pdf:
            metadata = pdf.Root.Metadata.read_bytes().decode()
            return f"{metadata}{pdf.docinfo.Author}"
    return data.decode()


def test_a_publication_is_a_draft_until_somebody_says_otherwise(shell: Shell) -> None:
    """Without the key it is one; a publisher of the edition's own does not change that."""
    edition = load_edition(shell.root, 2031).edition
    assert (edition.draft, edition.publisher) == (False, PUBLISHER)
    stated(shell, "")
    edition = load_edition(shell.root, 2031).edition
    assert (edition.draft, edition.publisher) == (True, DRAFT)
    edit(
        shell.root,
        EDITION,
        "year = 2031",
        f'year = 2031\npublisher = {{ fi = "{PUBLISHER["fi"]}", sv = "X" }}',
    )
    assert load_edition(shell.root, 2031).edition.publisher == DRAFT


@pytest.mark.parametrize(
    ("state", "code", "line", "said"),
    [
        ('[publication]\nstate = "aproved"', "unknown-value", "state = ", "Did you mean 'approved'?"),
        ('[publication]\nstate = "Approved"', "unknown-value", "state = ", "Did you mean 'approved'?"),
        ('[publication]\nstate = "published"', "unknown-value", "state = ", ""),
        ('[publication]\nstate = ""', "unknown-value", "state = ", ""),
        ("[publication]\nstate = true", "unknown-value", "state = ", ""),
        ('[publication]\nstate = ["draft"]', "unknown-value", "state = ", ""),
        ("[publication]", "missing-key", "[publication]", ""),
        ('[publication]\nstat = "draft"', "unknown-key", "stat = ", "Did you mean 'state'?"),
    ],
)
def test_another_word_is_answered_with_its_place_and_the_two_words(
    state: str, code: str, line: str, said: str, shell: Shell
) -> None:
    """One finding, whatever stands there."""
    stated(shell, f"{state}\n")
    found = only(faults(shell.root, 2031))
    assert found.place is not None
    assert (found.code, found.place.line) == (code, line_of(shell.root, EDITION, line))
    assert said in found.remedy
    if code != "unknown-key":
        assert 'state = "draft" or state = "approved"' in found.remedy


@pytest.mark.parametrize("draft", [True, False])
def test_no_file_of_a_draft_names_a_publisher(draft: bool, shell: Shell) -> None:
    """PDF, workbook, open data and record say what it is made from instead; once approved they name who."""
    if draft:
        stated(shell, '[publication]\nstate = "draft"\n')
    assert shell("build").code == 0
    files = contents(shell.root / "output/2031")
    for lang in LANGUAGES:
        own = {name: told(data, name) for name, data in files.items() if f"-{lang}" in name}
        named = {name.split(f"-{lang}")[1] for name, text in own.items() if PUBLISHER[lang] in text}
        made = {name.split(f"-{lang}")[1] for name, text in own.items() if DRAFT[lang] in text}
        every = {".pdf", ".xlsx", ".figures.json", "-data/datapackage.json"}
        assert (named, made) == ((set(), every) if draft else (every, set()))
        package = json.loads(files[f"vuosi-2031-{lang}-data/datapackage.json"])
        roles = [(one["role"], one["title"]) for one in package["contributors"]]
        assert roles == ([("author", DRAFT[lang])] if draft else [("publisher", PUBLISHER[lang])])
        assert package["state"] == ("draft" if draft else "approved")
        assert (" (luonnos)" in package["title"] or " (utkast)" in package["title"]) is draft
        record = json.loads(files[f"vuosi-2031-{lang}.figures.json"])["publication"]
        assert record == {
            "title": {"fi": "Kirjaston vuosi 2031", "sv": "Bibliotekets år 2031"}[lang],
            "lang": lang,
            "state": "draft" if draft else "approved",
            "author": (DRAFT if draft else PUBLISHER)[lang],
            "dated": "2032-02-01",
        }


@pytest.mark.parametrize("draft", [True, False])
def test_the_cover_of_the_workbook_says_what_a_draft_is(draft: bool, shell: Shell) -> None:
    """In its band, in its facts, and in how it is cited; the change log has no first edition yet."""
    if draft:
        stated(shell, "")
    assert shell("build", "--format", "xlsx", "--lang", "fi").code == 0
    book = load_workbook(shell.root / "output/2031/vuosi-2031-fi.xlsx", data_only=True)
    cover = book["Kansi"]
    facts = {str(row[0].value): str(row[1].value) for row in cover.iter_rows() if row[0].value}
    log = str(book["Muutosloki"]["D8"].value)
    first = next(row for row in range(1, cover.max_row + 1) if cover.cell(row, 1).value == "Viittaaminen")
    cited = " ".join(str(cover.cell(row, 2).value) for row in range(first, cover.max_row + 1))
    if draft:
        assert cover["A3"].value == DRAFT["fi"]
        assert (facts["Julkaisun tila"], facts["Päivätty"]) == (DRAFT["fi"], "1.2.2032")
        assert cited == f"Kirjaston vuosi 2031, liitetaulukot. {DRAFT['fi']}. 1.2.2032."
        assert (log, book.properties.contentStatus) == (DRAFT["fi"], "luonnos")
        assert "Julkaisija" not in facts
    else:
        assert cover["A3"].value == "Kuusisto"
        assert (facts["Julkaisija"], facts["Julkaistu"]) == (PUBLISHER["fi"], "1.2.2032")
        assert cited == f"{PUBLISHER['fi']}: Kirjaston vuosi 2031, liitetaulukot. 1.2.2032."
        assert (log, book.properties.contentStatus) == ("Ensimmäinen julkaisu", None)
        assert "Julkaisun tila" not in facts


# ---------------------------------------------------------------- what a build says at its end


def remarks(run: Run) -> list[str]:
    """Return the last lines of a build, those that begin with the word."""
    lines = run.err.splitlines()
    count = sum(line.startswith("remark ") for line in lines)
    assert all(line.startswith("remark ") for line in lines[len(lines) - count :])
    return lines[len(lines) - count :]


def test_a_build_ends_with_drafts_and_assumed_dates(shell: Shell) -> None:
    """A line each with its place, once for both languages, however much else is said."""
    stated(shell, '[publication]\nstate = "draft"\n')
    edit(shell.root, EDITION, "published = 2032-02-01", "published = 2032-02-01\npublished_assumed = true")
    edit(shell.root, EDITION, "seed = 7", "seed = 7\ndraft = true")
    wanted = [
        ("[publication]", "The publication on 2031 is a draft: its files name no publisher."),
        ("published_assumed", "The date of publication of 2031, 2032-02-01, is an assumption."),
        ('id = "loans"', "The section 'loans' of 2031 is a draft that nobody has approved."),
    ]
    for words in ((), ("-v",), ("--json",)):
        run = shell("build", "--format", "csv", *words)
        assert run.code == 0
        lines = remarks(run)
        assert [line.split("  ")[-1] for line in lines] == [message for _, message in wanted]
        for line, (text, _) in zip(lines, wanted, strict=True):
            number = line_of(shell.root, EDITION, text)
            assert f"{EDITION}:{number - (text.startswith('id'))}  " in line
    found = run.value["findings"][-3:]
    assert [one["code"] for one in found] == ["draft-publication", "assumed-date", "draft-section"]
    assert {one["severity"] for one in found} == {"info"}
    assert 'state = "approved"' in found[0]["remedy"]
    assert shell("build", "--format", "csv", "-q").err == ""


def test_what_is_settled_needs_no_remark_and_what_is_hidden_neither(shell: Shell) -> None:
    """An approved publication with a known date, and a draft of a section that is left out."""
    edit(shell.root, EDITION, "seed = 7", "seed = 7\ndraft = true\nhidden = true")
    run = shell("build", "--format", "csv")
    assert (run.code, remarks(run)) == (0, [])


def test_strict_leaves_the_remarks_of_the_repository_s_editions_alone(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are drafts with assumed dates; those of two years stand under each other, none twice."""
    monkeypatch.chdir(project)
    run = Shell(project, capsys)("build", "2021", "2023", "--lang", "sv", "--format", "csv", "--strict")
    assert run.code == 0
    lines = remarks(run)
    assert len(lines) == len(set(lines)) == 5
    assert [line.split("seeds/")[1][:4] for line in lines] == ["2021", "2021", "2021", "2023", "2023"]
