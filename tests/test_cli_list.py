"""``reportgen list``: which editions there are, and what each has and lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from building import Shell, in_own_process
from conftest import REPOSITORY, edit, write

FIGURES, EDITION = "seeds/2031/figures.csv", "seeds/2031/edition.toml"


@pytest.fixture
def shell(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in the library's folder."""
    monkeypatch.chdir(mini)
    return Shell(mini, capsys)


def row(shell: Shell) -> list[str]:
    """Return the cells of the one edition, by the columns of the table."""
    return shell("list").out.splitlines()[1].split("  ")


def value(shell: Shell) -> Any:
    """Return what programs are told of the one edition."""
    (edition,) = shell("list", "--json").value
    return edition


def test_list_alone_tells_what_every_edition_has(shell: Shell) -> None:
    """One line an edition, aligned under its head, and nothing below where nothing is missing."""
    run = shell("list")
    assert run.out.splitlines() == [
        "year  published   sections  fi   sv   figures  snapshot  title",
        "2031  2032-02-01  2         2/2  2/2  5/5      none      Kirjaston vuosi",
    ]
    assert (run.code, run.err) == (0, "")
    assert shell("list", "editions").out == run.out


def test_a_program_is_told_the_same_with_all_names(shell: Shell) -> None:
    assert value(shell) == {
        "year": 2031,
        "languages": ["fi", "sv"],
        "published": "2032-02-01",
        "published_assumed": False,
        "draft": False,
        "title": {"fi": "Kirjaston vuosi", "sv": "Bibliotekets år"},
        "sections": ["cover", "loans"],
        "drafts": [],
        "unwritten": {"fi": [], "sv": []},
        "figures": 5,
        "missing": [],
        "snapshots": [],
    }


def test_what_is_not_settled_yet_is_marked(shell: Shell) -> None:
    """A draft with an assumed date of publication, and a text that nobody has approved."""
    edit(shell.root, EDITION, 'state = "approved"', 'state = "draft"')
    edit(shell.root, EDITION, "published = 2032-02-01", "published = 2032-02-01\npublished_assumed = true")
    edit(shell.root, EDITION, "seed = 7", "seed = 7\ndraft = true")
    run = shell("list")
    assert run.out.splitlines()[1].split("  ")[1:3] == ["2032-02-01 (draft, assumed)", "2 (1 draft)"]
    assert run.out.splitlines()[2:] == ["", "2031  drafts: loans"]
    assert (value(shell)["draft"], value(shell)["published_assumed"]) == (True, True)
    assert "2032-02-01 (draft, assumed)" in shell("list", "years").out


def test_a_text_that_is_not_written_is_named(shell: Shell) -> None:
    (shell.root / "templates/sv/2031/loans.md").unlink()
    run = shell("list")
    assert " 2/2  1/2 " in run.out
    assert "2031  no text in sv: loans" in run.out
    assert value(shell)["unwritten"] == {"fi": [], "sv": ["loans"]}


def test_a_hidden_section_needs_no_text(shell: Shell) -> None:
    edit(shell.root, EDITION, "seed = 7", "seed = 7\nhidden = true")
    (shell.root / "templates/sv/2031/loans.md").unlink()
    assert " 1         1/1  1/1 " in shell("list").out
    assert value(shell)["sections"] == ["cover"]


def test_a_figure_that_the_edition_names_and_the_data_lack_is_told(shell: Shell) -> None:
    """One that no row gives is for the author to fill in; one that the source does not know is not."""
    edit(shell.root, FIGURES, "loans.growth,142.9,,annual", "loans.growth,,O,annual")
    edit(shell.root, FIGURES, "loans.share_children,40,,annual,s. 3,,\n", "")
    run = shell("list")
    assert " 3/5 " in run.out
    assert run.out.splitlines()[2:] == [
        "",
        "2031  no row in the figures: loans.share_children",
        "2031  no value in the source: loans.growth",
    ]
    assert value(shell)["missing"] == [
        {"id": "loans.share_children", "status": None},
        {"id": "loans.growth", "status": "O"},
    ]


@pytest.mark.parametrize("told", ['{{ "loans.per_day" | number }}', "{{ 'loans.per_day' | about(10) }}"])
def test_a_derived_figure_has_a_value_where_its_parts_have_one(shell: Shell, told: str) -> None:
    write(shell.root, "templates/fi/2031/cover.md", f"# Vuosi\n\n{told}\n")
    assert " 6/6 " in shell("list").out


def test_quiet_leaves_out_what_is_missing_and_verbose_names_all_of_it(shell: Shell) -> None:
    """A line of many names ends after five, which is told."""
    more = "".join(
        f'\n[[section]]\nid = "more{number}"\nlayout = "flow"\nname = {{ fi = "L", sv = "M" }}\n'
        for number in "abcdefg"
    )
    write(shell.root, EDITION, (shell.root / EDITION).read_text(encoding="utf-8") + more)
    line = "2031  no text in fi: morea, moreb, morec, mored, moree"
    assert f"{line} and 2 more\n" in shell("list").out
    assert f"{line}, moref, moreg\n" in shell("list", "-v").out
    assert len(shell("list", "-q").out.splitlines()) == 2


def test_snapshots_are_told_by_language(shell: Shell) -> None:
    write(shell.root, "tests/snapshots/2031/sv/1-outline.txt", "")
    assert " 5/5      sv        Kirjaston vuosi" in shell("list").out
    assert value(shell)["snapshots"] == ["sv"]


def test_data_that_cannot_be_read_are_told_and_the_years_are_listed_all_the_same(shell: Shell) -> None:
    """Names are looked up when something is wrong, too."""
    edit(shell.root, FIGURES, "loans.total,1000", "loans.totl,1000")
    run = shell("list")
    assert run.code == 3
    assert "Did you mean 'loans.total'?" in run.err
    assert shell("list", "years").out.splitlines()[1].startswith("2031  fi, sv")


def test_a_word_that_is_no_list_is_wrong_usage(shell: Shell) -> None:
    run = shell("list", "sectoins")
    assert run.code == 2
    assert "sectoins" in run.err


def test_the_editions_of_the_repository_have_all_their_texts_and_figures(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    editions = {edition["year"]: edition for edition in shell("list", "--json").value}
    assert {2023, 2024} <= set(editions)
    for edition in editions.values():
        assert edition["unwritten"] == {"fi": [], "sv": []}
        assert [one["id"] for one in edition["missing"] if one["status"] is None] == []


def test_years_are_listed_without_reading_figures(mini: Path) -> None:
    """What takes its time to load is not loaded for names alone."""
    code = "import sys; from reportgen.cli import main; main(['list', 'years']); print(*sys.modules)"
    run = in_own_process(root=mini, code=code)
    first, *rest = run.stdout.decode().splitlines()
    loaded = set(rest[-1].split())
    assert first.split() == ["year", "languages", "published", "title"]
    assert "reportgen.sources" in loaded
    assert loaded.isdisjoint({"pandas", "openpyxl", "matplotlib", "reportlab", "jinja2"})
