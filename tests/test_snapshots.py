"""Snapshots: every edition is made as it was, and a change shows first in the layer where it began."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from building import Shell, contents, dated_contents, in_own_process
from conftest import MINI, REPOSITORY, edit, write

from reportgen.workbench import SNAPSHOTS
from reportgen.workbench.snapshot import LAYERS, MOST_LINES, Difference, check, update
from reportgen.workbench.textdiff import WIDEST, text_differences

KEPT = "tests/snapshots/2031"


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the clock to the edition."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the library's project with its snapshots, made once."""
    root = tmp_path_factory.mktemp("library")
    for name, text in MINI.items():
        write(root, name, text)
    shutil.copytree(REPOSITORY / "assets", root / "assets")
    update(root)
    return root


@pytest.fixture
def kept(library: Path, tmp_path: Path) -> Path:
    """Return a copy of the library's project with its snapshots."""
    return shutil.copytree(library, tmp_path / "library")


@pytest.fixture
def shell(kept: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in the folder of the library's project."""
    monkeypatch.chdir(kept)
    return Shell(kept, capsys)


def told(found: Sequence[Difference]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return language, first layer and later layers of differences."""
    return [(one.snapshot.lang, one.layer, one.later) for one in found]


def test_every_edition_of_the_repository_is_made_as_it_was() -> None:
    """Texts, values, structure, origins, workbook, looks: after a change that is meant, update and look."""
    found = check(REPOSITORY)
    lines = [line for one in found for line in (one.finding.message, *one.lines, one.finding.remedy)]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


# ---------------------------------------------------------------- keeping


def test_update_writes_every_layer_of_every_language_and_nothing_else(mini: Path) -> None:
    before = contents(mini)
    written = update(mini)
    names = [f"{KEPT}/{lang}/{file}" for lang in ("fi", "sv") for file in LAYERS.values()]
    assert [path.relative_to(mini).as_posix() for path in written] == names
    assert sorted(contents(mini).keys() - before.keys()) == names


def test_what_was_just_kept_does_not_differ_and_is_not_written_again(kept: Path) -> None:
    before = dated_contents(kept)
    assert check(kept) == []
    assert update(kept) == []
    assert dated_contents(kept) == before


def test_snapshots_are_the_same_in_any_process_place_and_time_zone(kept: Path) -> None:
    run = in_own_process(
        *("snapshot", "check", "--project", str(kept)),
        root=kept.parent,
        PYTHONHASHSEED="7",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        SOURCE_DATE_EPOCH="86400",
    )
    assert (run.returncode, run.stdout.decode().strip()) == (0, "Nothing has changed.")


def test_layers_are_plain_text_for_any_tool_and_a_small_picture(kept: Path) -> None:
    for name, data in contents(kept / SNAPSHOTS).items():
        if name.endswith(".txt"):
            assert data.decode("utf-8").endswith("\n")
            assert b"\r" not in data
            assert b" \n" not in data
            assert "\u00a0" not in data.decode("utf-8")
        else:
            assert data.startswith(b"\x89PNG")
            assert len(data) < 50_000


def test_nothing_is_kept_when_one_layer_cannot_be(shell: Shell) -> None:
    shutil.rmtree(shell.root / KEPT)
    (shell.root / KEPT).mkdir()
    (shell.root / KEPT / "sv").write_bytes(b"a file where the folder should be")
    before = contents(shell.root)
    assert shell("snapshot", "update").code == 5
    assert contents(shell.root) == before


# ---------------------------------------------------------------- the first layer that differs


@pytest.mark.parametrize("layer", LAYERS)
def test_the_first_layer_that_differs_is_named_and_the_later_ones_counted(kept: Path, layer: str) -> None:
    first, *later = list(LAYERS)[list(LAYERS).index(layer) :]
    for name in (first, *later[-1:]):
        (kept / KEPT / "fi" / LAYERS[name]).write_bytes(b"something else\n")
    (found,) = check(kept)
    assert told([found]) == [("fi", first, tuple(later[-1:]))]
    assert f"first in the layer '{first}'" in found.finding.message
    assert str(found.finding.place) == f"{KEPT}/fi/{LAYERS[first]}"
    assert "reportgen snapshot update 2031" in found.finding.remedy
    assert found.lines


def test_a_changed_figure_shows_in_the_outline_of_both_languages(kept: Path) -> None:
    edit(kept, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,1001")
    edit(kept, "seeds/2031/figures.csv", "loans.adults,600", "loans.adults,601")
    found = check(kept)
    later = ("text", "tags", "citations", "workbook")
    assert [(lang, layer, more[:4]) for lang, layer, more in told(found)] == [
        ("fi", "outline", later),
        ("sv", "outline", later),
    ]
    assert any(line.startswith("-") and "{1 000|loans.total 2031}" in line for line in found[0].lines)
    assert any(line.startswith("+") and "{1 001|loans.total 2031}" in line for line in found[0].lines)


def test_a_changed_word_shows_in_the_outline_of_its_language_alone(kept: Path) -> None:
    edit(kept, "templates/sv/2031/cover.md", "för alla", "för var och en")
    (found,) = check(kept)
    assert (found.snapshot.lang, found.layer) == ("sv", "outline")
    assert "-  paragraph lead: Biblioteket är till för alla." in found.lines
    assert "+  paragraph lead: Biblioteket är till för var och en." in found.lines
    assert found.later[:2] == ("text", "tags")
    assert "workbook" not in found.later


def test_a_changed_colour_shows_in_the_pages_alone(kept: Path) -> None:
    edit(kept, "assets/theme.toml", 'bus = "#0000bf"', 'bus = "#1a00a6"')
    found = check(kept)
    assert told(found) == [("fi", "pages", ()), ("sv", "pages", ())]
    assert any("from #0000bf to #1a00a6" in line for line in found[0].lines)


def test_a_figure_that_another_line_asks_for_shows_in_the_citations(kept: Path) -> None:
    edit(
        kept, "templates/fi/2031/loans.md", "# Lainaus kasvoi\n", "# Lainaus kasvoi\n\n{# To be checked. #}\n"
    )
    assert told(check(kept)) == [("fi", "citations", ())]


def test_a_changed_note_on_a_figure_shows_in_the_workbook(kept: Path) -> None:
    edit(kept, "seeds/2031/figures.csv", "Även till skolor", "Också till skolor")
    assert told(check(kept)) == [("sv", "workbook", ())]


def test_a_layer_that_was_never_kept_is_asked_for(kept: Path) -> None:
    (kept / KEPT / "fi" / LAYERS["tags"]).unlink()
    (found,) = check(kept)
    assert found.finding.code == "missing-snapshot"
    assert "no layer 'tags'" in found.finding.message
    assert "reportgen snapshot update 2031" in found.finding.remedy


def test_line_ends_that_version_control_changed_are_no_difference(kept: Path) -> None:
    for path in (kept / SNAPSHOTS).rglob("*.txt"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(kept) == []


def test_a_long_difference_is_cut(kept: Path) -> None:
    (kept / KEPT / "fi" / LAYERS["outline"]).write_text("other\n" * 200, encoding="utf-8")
    (found,) = check(kept)
    assert len(found.lines) == MOST_LINES + 1
    assert found.lines[-1].endswith("lines more")


def test_of_a_long_line_its_beginning_and_what_changed_are_shown() -> None:
    row = "Data | staff.total | " + "x" * 400 + " {} " + "y" * 400
    context, alone = "c" * 900, "+" + "z" * 900
    lines = text_differences(
        "\n".join([context, row.format(15434)]), "\n".join([context, row.format(15435), alone])
    )
    assert lines[:3] == ["--- kept", "+++ made now", "@@ -1,2 +1,3 @@"]
    assert lines[3] == " " + "c" * (WIDEST - 2) + "…"
    for line, sign, number in ((lines[4], "-", "15434"), (lines[5], "+", "15435")):
        assert line.startswith(f"{sign}Data | staff.total | xxx")
        assert f"xxx {number} yyy" in line
        assert line.endswith("…")
        assert len(line) < WIDEST
    assert (lines[6][:3], len(lines[6])) == ("++z", WIDEST)
    assert text_differences(row, row) == []
    assert text_differences("a\nb", "a\nc") == [
        "--- kept",
        "+++ made now",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "+c",
    ]


# ---------------------------------------------------------------- the command


def test_check_prints_the_difference_and_writes_nothing(shell: Shell) -> None:
    assert shell("snapshot", "check").out == "Nothing has changed.\n"
    edit(shell.root, "templates/fi/2031/cover.md", "on kaikille", "on kaikkien")
    before = dated_contents(shell.root)
    run = shell("snapshot", "check", "2031")
    assert run.code == 1
    assert run.out.splitlines()[0] == f"{KEPT}/fi/1-outline.txt"
    assert "-  paragraph lead: Kirjasto on kaikille." in run.out
    assert "reportgen snapshot update 2031" in run.err
    assert dated_contents(shell.root) == before
    assert shell("snapshot", "check", "-q").out == ""
    written = shell("snapshot", "update").out.splitlines()
    assert written[0] == str(Path(f"{KEPT}/fi/1-outline.txt"))
    assert [line for line in written if "sv" in Path(line).parts] == []


def test_json_tells_layers_and_lines(shell: Shell) -> None:
    assert shell("snapshot", "check", "--json").value == {"exit_code": 0, "differences": []}
    edit(shell.root, "templates/fi/2031/cover.md", "on kaikille", "on kaikkien")
    run = shell("snapshot", "check", "--json")
    assert run.code == run.value["exit_code"] == 1
    (found,) = run.value["differences"]
    assert set(found) == {"year", "lang", "layer", "later", "lines", "finding"}
    assert (found["year"], found["lang"], found["layer"]) == (2031, "fi", "outline")
    assert found["finding"]["code"] == "snapshot-differs"
    files = shell("snapshot", "update", "--json").value["files"]
    assert files[0] == f"{KEPT}/fi/1-outline.txt"


@pytest.mark.parametrize("command", ["check", "update"])
def test_what_cannot_be_built_has_the_exit_code_of_a_build(shell: Shell, command: str) -> None:
    assert shell("snapshot", command, "1999").code == 2
    edit(shell.root, "templates/fi/2031/loans.md", "loans.total", "loans.totl")
    run = shell("snapshot", command)
    assert run.code == 3
    assert "loans.totl" in run.err
