"""Bad input: told with its place and the way out, all of it at once, with exit code 3 and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from building import Shell, dated_contents
from conftest import MINI, edit, line_of, write
from PIL import Image

FIGURES = "seeds/2031/figures.csv"
EDITION = "seeds/2031/edition.toml"
LOANS = "templates/sv/2031/loans.md"


@pytest.fixture
def shell(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in a project whose output is already there, from before."""
    monkeypatch.chdir(mini)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for kind in ("pdf", "xlsx", "figures.json"):
        write(mini, f"output/2031/vuosi-2031-sv.{kind}", f"the {kind} from before")
    return Shell(mini, capsys)


def findings(shell: Shell, *words: str) -> list[dict[str, Any]]:
    """Return what a build finds; assert that it ends with 3 and leaves the output as it was."""
    before = dated_contents(shell.root / "output")
    run = shell("build", "--json", *words)
    assert run.code == 3, run
    assert dated_contents(shell.root / "output") == before
    found: list[dict[str, Any]] = run.value["findings"]
    assert [finding for finding in found if not finding["remedy"]] == []
    return found


Damage = Callable[[Path], None]


def changed(name: str, old: str, new: str) -> Damage:
    """Return a step that replaces a text in a file."""
    return lambda root: edit(root, name, old, new)


def too_small(root: Path) -> None:
    """Give the librarian a picture that is too small to print."""
    Image.new("RGB", (40, 30)).save(root / "small.png")
    edit(root, EDITION, 'file = ""', 'file = "small.png"')


def as_windows_1252(root: Path) -> None:
    """Save the figures as an old Excel does."""
    write(root, FIGURES, MINI[FIGURES].encode("cp1252"))


def far_too_long(root: Path) -> None:
    """Give the section a title of one word that no line can hold; running text would go on over pages."""
    edit(root, LOANS, "# Utlåningen ökade", f"# {'B' * 60}")


KINDS: dict[str, tuple[Damage, str, str | None, str]] = {
    # what is wrong: how, the file that is named, a text on its line, a part of the remedy
    "a template missing in one language": (
        lambda root: (root / LOANS).unlink(),
        LOANS,
        None,
        "templates/fi/2031/loans.md",
    ),
    "an unknown indicator in a template": (
        changed(LOANS, "loans.total", "loans.totl"),
        LOANS,
        "loans.totl",
        "Did you mean 'loans.total'?",
    ),
    "an unknown filter": (changed(LOANS, "| number", "| numbr"), LOANS, "numbr", "Did you mean 'number'?"),
    "an unknown function": (changed(LOANS, "date(", "dato("), LOANS, "dato(", "Did you mean 'date'?"),
    "an unknown chart": (
        changed(LOANS, "chart loans", "chart loan"),
        LOANS,
        "chart loan",
        "Did you mean 'loans'?",
    ),
    "an unknown table": (
        changed(LOANS, "table loans", "table loan"),
        LOANS,
        "table loan",
        "Did you mean 'loans'?",
    ),
    "an unknown kind of chart": (
        changed(EDITION, 'kind = "bars"', 'kind = "barz"'),
        EDITION,
        "barz",
        "bars",
    ),
    "an unknown layout": (
        changed(EDITION, 'layout = "staff"', 'layout = "stuff"'),
        EDITION,
        None,
        "staff",
    ),
    "a block that is never closed": (
        changed(LOANS, ":::\n\n::: table", "\n::: table"),
        LOANS,
        "::: hero",
        ":::",
    ),
    "a typed digit": (changed(LOANS, "mest", "mest 2031"), LOANS, "2031", "{{"),
    "a value that is no number": (changed(FIGURES, "total,1000", "total,many"), FIGURES, "many", ""),
    "a value that could be two things": (
        changed(FIGURES, "total,1000", "total,1.000"),
        FIGURES,
        "1.000",
        "1000",
    ),
    "a missing value that a text asks for": (
        changed(FIGURES, "total,1000,,", "total,,O,"),
        LOANS,
        "loans.total",
        FIGURES,
    ),
    "a row that stands there twice": (
        changed(FIGURES, "loans.adults,600", "loans.total,1000,,annual,s. 2,,\nloans.adults,600"),
        FIGURES,
        None,
        "",
    ),
    "a column that is misspelt": (changed(FIGURES, "value", "valeu"), FIGURES, "valeu", "value"),
    "parts that do not add up": (changed(FIGURES, "adults,600", "adults,601"), FIGURES, "loans.total", "+1"),
    "a table saved as Windows-1252": (as_windows_1252, FIGURES, None, "CSV UTF-8"),
    "broken TOML": (changed(EDITION, "published = 2032-02-01", "published = "), EDITION, "published", ""),
    "a picture that is missing": (changed(EDITION, 'file = ""', 'file = "no.png"'), EDITION, "no.png", ""),
    "a picture that is too small": (too_small, EDITION, "small.png", "larger"),
    "a picture outside the project": (
        changed(EDITION, 'file = ""', 'file = "../no.png"'),
        EDITION,
        "../no.png",
        "inside the project",
    ),
    "text that does not fit its page": (far_too_long, LOANS, None, "Shorten"),
    "a theme without a colour": (
        changed("assets/theme.toml", 'bus = "#0000bf"', ""),
        "assets/theme.toml",
        None,
        "",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_bad_input_is_named_with_its_place_and_the_way_out(shell: Shell, kind: str) -> None:
    damage, file, text, remedy = KINDS[kind]
    damage(shell.root)
    found = findings(shell)
    here = [finding for finding in found if finding["file"] == file and finding["severity"] == "error"]
    assert here, found
    if text:
        assert line_of(shell.root, file, text) in [finding["line"] for finding in here]
    assert any(remedy in finding["remedy"] for finding in here), here


def test_a_semicolon_table_with_decimal_commas_and_a_byte_order_mark_is_read(shell: Shell) -> None:
    lines = MINI[FIGURES].replace(",", ";").replace("142.9", "142,9")
    write(shell.root, FIGURES, b"\xef\xbb\xbf" + lines.replace("\n", "\r\n").encode())
    assert shell("build", "--format", "xlsx").code == 0


def test_everything_that_is_wrong_is_told_at_once(shell: Shell) -> None:
    """Faults of data, of both languages and of the room they take; none hides another."""
    edit(shell.root, FIGURES, "adults,600", "adults,601")
    edit(shell.root, EDITION, 'file = ""', 'file = "no.png"')
    edit(shell.root, "templates/fi/2031/loans.md", "loans.total", "loans.totl")
    edit(shell.root, "templates/fi/2031/cover.md", "{{ title }}", "{{ titel }}")
    edit(shell.root, LOANS, "| number", "| numbr")
    codes = {finding["code"] for finding in findings(shell)}
    assert codes >= {
        "total-differs",
        "missing-image",
        "unknown-indicator",
        "unknown-variable",
        "unknown-filter",
    }


def test_a_sound_language_is_looked_at_to_the_end_beside_a_faulty_one(shell: Shell) -> None:
    edit(shell.root, "templates/fi/2031/loans.md", "loans.total", "loans.totl")
    far_too_long(shell.root)
    codes = {(finding["lang"], finding["code"]) for finding in findings(shell)}
    assert ("fi", "unknown-indicator") in codes
    assert any(lang == "sv" for lang, _ in codes)


def test_a_language_that_is_not_asked_for_does_not_stop_the_other(shell: Shell) -> None:
    (shell.root / "templates/fi/2031/loans.md").unlink()
    assert shell("build", "--lang", "sv", "--format", "pdf").code == 0


def test_strict_lets_a_warning_stop_the_build(shell: Shell) -> None:
    write(shell.root, "templates/sv/2031/lones.md", "# Förväxlad\n")
    assert shell("build", "--lang", "sv").code == 0
    found = findings(shell, "--lang", "sv", "--strict")
    assert {finding["severity"] for finding in found} == {"warning"}
    assert "template-unused" in {finding["code"] for finding in found}


def test_findings_are_printed_for_people_with_their_number(shell: Shell) -> None:
    edit(shell.root, LOANS, "loans.total", "loans.totl")
    lines = shell("build", "--lang", "sv").err.splitlines()
    place = f"{LOANS}:{line_of(shell.root, LOANS, 'loans.totl')}"
    assert lines[0].startswith(f"error    {place}  ")
    assert lines[1] == "         Did you mean 'loans.total'?"
    assert lines[-2] == "1 error"
    assert lines[-1].startswith("output/2031 still holds ")
