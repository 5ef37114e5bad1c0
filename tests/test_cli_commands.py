"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import gc
import re
import sys
from pathlib import Path

import pytest
from building import Shell, contents, in_own_process
from conftest import edit

import reportgen.pipeline
import reportgen.verify
from reportgen import __version__
from reportgen.cli.voice import Ticker, Voice, columns
from reportgen.errors import VerificationFault
from reportgen.findings import Place, error, info, warning
from reportgen.pipeline import BuildReport
from reportgen.request import BuildRequest

HEAVY = ("pandas", "matplotlib", "reportlab", "openpyxl", "jinja2", "babel", "pikepdf")


@pytest.fixture
def shell(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in the folder of the library's project."""
    monkeypatch.chdir(mini)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Shell(mini, capsys)


# ---------------------------------------------------------------- build

DATA = tuple(
    f"-data/{name}"
    for name in ("datapackage.json", "observations.csv", "indicators.csv", "sources.csv", "statuses.csv")
)


def test_build_writes_every_language_and_format_and_lists_them(shell: Shell) -> None:
    run = shell("build")
    assert run.code == 0
    names = [
        f"2031/vuosi-2031-{lang}{ending}"
        for lang in ("fi", "sv")
        for ending in (*DATA, ".csv", ".figures.json", ".pdf", ".xlsx")
    ]
    assert sorted(contents(shell.root / "output")) == sorted(names)
    *files, last = run.out.splitlines()
    assert [line.split()[0] for line in files] == [
        str(Path(f"output/2031/vuosi-2031-{lang}{ending}"))
        for lang in ("fi", "sv")
        for ending in (".pdf", ".figures.json", ".xlsx", ".csv", *DATA)
    ]
    assert "2 pages" in files[0]
    assert all(line.endswith(" kB") for line in files)
    assert last.startswith("18 files in ")


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (["--lang", "sv", "--format", "pdf"], ["sv.figures.json", "sv.pdf"]),
        (["--lang", "fi", "--format", "xlsx"], ["fi.xlsx"]),
        (["--lang", "fi", "--format", "csv"], sorted(f"fi{name}" for name in (*DATA, ".csv"))),
        (["--lang", "all", "--format", "xlsx"], ["fi.xlsx", "sv.xlsx"]),
    ],
)
def test_build_writes_no_more_than_was_asked_for(shell: Shell, words: list[str], kinds: list[str]) -> None:
    assert shell("build", "2031", *words).code == 0
    assert list(contents(shell.root / "output")) == [f"2031/vuosi-2031-{kind}" for kind in kinds]


def test_a_pdf_without_attachments_is_smaller(shell: Shell) -> None:
    pdf = shell.root / "output/2031/vuosi-2031-fi.pdf"
    sizes = []
    for words in ((), ("--no-attachments",)):
        assert shell("build", "--lang", "fi", "--format", "pdf", *words).code == 0
        sizes.append(pdf.stat().st_size)
    assert sizes[1] < sizes[0]


def test_project_and_out_may_lie_anywhere(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    words = ("build", "--format", "xlsx", "--lang", "fi")
    assert shell(*words, "--project", str(shell.root), "--out", str(elsewhere / "a" / "b")).code == 0
    assert list(contents(elsewhere)) == ["a/b/2031/vuosi-2031-fi.xlsx"]
    assert shell(*words, "--project", str(shell.root)).code == 0
    assert list(contents(shell.root / "output")) == ["2031/vuosi-2031-fi.xlsx"]


def test_json_is_one_value_and_nothing_else_on_standard_output(shell: Shell) -> None:
    edit(shell.root, "templates/sv/2031/loans.md", "**lån {{", "**inlånade {{")
    run = shell("build", "--lang", "sv", "--json")
    assert run.code == 0
    assert set(run.value) == {"exit_code", "files", "findings", "seconds"}
    pdf, figures, xlsx, *data = run.value["files"]
    assert pdf == {
        "path": "output/2031/vuosi-2031-sv.pdf",
        "kind": "pdf",
        "year": 2031,
        "lang": "sv",
        "pages": 2,
        "size": (shell.root / "output/2031/vuosi-2031-sv.pdf").stat().st_size,
    }
    assert (figures["kind"], figures["pages"]) == ("figures", None)
    assert (xlsx["kind"], xlsx["pages"]) == ("xlsx", None)
    assert [(file["kind"], file["pages"]) for file in data] == [("csv", None)] * 6


def test_findings_in_json_name_their_place(shell: Shell) -> None:
    edit(shell.root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    run = shell("build", "--json")
    assert run.code == run.value["exit_code"] == 3
    for finding in run.value["findings"]:
        assert set(finding) == {"code", "severity", "file", "line", "lang", "message", "remedy"}
    assert run.value["findings"][0]["file"] == "seeds/2031/figures.csv"
    assert run.value["findings"][0]["line"] == 2
    assert "seeds/2031/figures.csv:2" in run.err


def test_quiet_prints_nothing_when_all_is_well(shell: Shell) -> None:
    run = shell("build", "--format", "xlsx", "-q")
    assert (run.code, run.out, run.err) == (0, "", "")


def test_verbose_says_what_is_done_and_when(shell: Shell) -> None:
    run = shell("build", "--lang", "sv", "-v")
    for step in ("2031 sv: laying out the pages", "writing the files"):
        assert re.search(rf"^ *\d+\.\d\d s  {step}$", run.err, re.MULTILINE)


def test_piped_output_has_no_progress(shell: Shell) -> None:
    assert "making" not in shell("build", "--format", "xlsx").err


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["build", "2030"], ["no edition '2030'", "Did you mean '2031'?", "Choose from: 2031"]),
        (["build", "2031", "1999", "2029"], ["'1999'", "'2029'"]),
        (["list", "sections", "1999"], ["no edition '1999'", "2031"]),
        (["build", "--lang", "se"], ["'se'", "'fi'", "'sv'", "'all'"]),
        (["build", "--format", "docx"], ["'docx'", "'pdf'", "'xlsx'"]),
        (["build", "--project", "nowhere"], ["nowhere", "does not exist"]),
        (["build", "--lagn", "sv"], ["--lagn", "--lang"]),
        (["bild"], ["bild", "build"]),
        (["build", "MMXXXI"], ["MMXXXI"]),
        (["build", "-q", "-v"], ["-v and -q"]),
    ],
)
def test_wrong_usage_is_answered_with_what_there_is(shell: Shell, words: list[str], told: list[str]) -> None:
    run = shell(*words)
    assert run.code == 2
    assert run.out == ""
    assert [word for word in told if word not in run.err] == []
    assert not (shell.root / "output").exists()
    again = shell(*words, "--json")
    assert again.value["exit_code"] == again.code == 2
    assert [finding["severity"] for finding in again.value["findings"]] == ["error"] * len(
        again.value["findings"]
    )


def test_a_folder_that_is_no_project_is_wrong_usage(
    shell: Shell, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    for command in (["build"], ["build", "2031"], ["list", "years"]):
        run = shell(*command)
        assert run.code == 2
        assert "--project" in run.err


@pytest.mark.parametrize("value", ["yesterday", "-1", "1.5", "99999999999999999999", "١٢"])
def test_a_clock_that_is_no_time_is_wrong_usage(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    run = shell("build")
    assert run.code == 2
    assert "SOURCE_DATE_EPOCH" in run.err
    assert not (shell.root / "output").exists()


def test_a_file_that_fails_its_verification_is_not_published(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = error("pdf-tabs", Place("vuosi-2031-fi.pdf"), "Page 1 has no tab order.", "Build it again.")
    monkeypatch.setattr(reportgen.verify, "verify_pdf", lambda path, document: (fault,))
    run = shell("build")
    assert run.code == VerificationFault.exit_code == 4
    assert "vuosi-2031-fi.pdf  Page 1 has no tab order." in run.err
    assert not (shell.root / "output").exists()


def test_an_output_folder_that_cannot_be_made_is_named_with_the_way_out(shell: Shell) -> None:
    (shell.root / "output").write_bytes(b"a file where the folder should be")
    run = shell("build", "--format", "xlsx")
    assert run.code == 5
    assert "output" in run.err
    assert "--out DIR" in run.err
    assert (shell.root / "output").read_bytes() == b"a file where the folder should be"


def test_a_fault_of_the_program_is_told_without_a_traceback(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: BuildRequest, *heard: object) -> BuildReport:
        raise ZeroDivisionError("the page has no width")

    monkeypatch.setattr(reportgen.pipeline, "build", fail)
    run = shell("build")
    assert run.code == 70
    assert "the page has no width" in run.err
    assert "-v" in run.err
    assert "Traceback" not in run.err
    assert "Traceback" in shell("build", "-v").err
    assert shell("build", "--json").value["findings"][0]["code"] == "program-fault"


def test_an_interrupted_run_ends_tidily(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(request: BuildRequest, *heard: object) -> BuildReport:
        raise KeyboardInterrupt

    monkeypatch.setattr(reportgen.pipeline, "build", interrupt)
    run = shell("build")
    assert run.code == 130
    assert "Interrupted" in run.err
    assert "Traceback" not in run.err


def test_a_command_leaves_the_collector_of_cycles_as_it_was(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs seldom while a command does, and whoever called it from a program notices nothing."""
    before, during = gc.get_threshold(), []

    def fail(request: BuildRequest, *heard: object) -> BuildReport:
        during.append(gc.get_threshold())
        raise ZeroDivisionError

    monkeypatch.setattr(reportgen.pipeline, "build", fail)
    assert shell("build").code == 70
    assert [one[0] > before[0] for one in during] == [True]
    assert gc.get_threshold() == before


# ---------------------------------------------------------------- list, completion, help


def test_list_years_tells_the_editions(shell: Shell) -> None:
    assert shell("list", "years").out.splitlines()[1].split() == [
        "2031", "fi,", "sv", "2032-02-01", "Kirjaston", "vuosi",
    ]  # fmt: skip
    (value,) = shell("list", "years", "--json").value
    assert value["year"] == 2031
    assert value["title"] == {"fi": "Kirjaston vuosi", "sv": "Bibliotekets år"}


def test_list_sections_tells_them_in_reading_order(shell: Shell) -> None:
    rows = [line.split() for line in shell("list", "sections").out.splitlines()]
    assert rows[1:] == [["cover", "cover", "cover.md", "Kansi"], ["loans", "staff", "loans.md", "Lainaus"]]
    assert [section["id"] for section in shell("list", "sections", "2031", "--json").value] == [
        "cover",
        "loans",
    ]


def test_list_indicators_tells_stored_and_derived_values(shell: Shell) -> None:
    rows = {line.split()[0]: line.split() for line in shell("list", "indicators").out.splitlines()}
    assert rows["loans.growth"][1:3] == ["142.9", "percent"]
    assert rows["loans.per_day"][1:3] == ["3", "loan"]
    values = {row["id"]: row for row in shell("list", "indicators", "--json").value}
    assert values["loans.total"]["value"] == "1000"
    assert values["loans.per_day"]["derived"] is True
    assert values["loans.per_day"]["value"].startswith("2.7397260273972602739726")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_for_the_shell(shell: Shell, name: str) -> None:
    run = shell("completion", name)
    assert run.code == 0
    assert f"_REPORTGEN_COMPLETE={name}_complete" in run.out


def test_completion_knows_commands_options_and_years(mini: Path) -> None:
    def complete(line: str) -> list[str]:
        words = line.split(" ")
        run = in_own_process(
            root=mini,
            _REPORTGEN_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=str(len(words) - 1),
        )
        return [item.partition(",")[2] for item in run.stdout.decode().splitlines()]

    assert complete("reportgen b") == ["build"]
    assert complete("reportgen build 20") == ["2031"]
    assert complete("reportgen build --lang s") == ["sv"]
    assert "--strict" in complete("reportgen build --")


def test_version_is_the_package_s(shell: Shell) -> None:
    assert shell("--version").out == f"reportgen {__version__}\n"


@pytest.mark.parametrize("command", [[], ["build"], ["list"], ["list", "indicators"], ["completion"]])
def test_help_tells_of_every_command_and_option(shell: Shell, command: list[str]) -> None:
    run = shell(*command, "--help")
    assert run.code == 0
    assert run.out.startswith("Usage: reportgen")
    lines = run.out[run.out.index("Options:") :].splitlines()[1:]
    bare = [
        line for line in lines if line.startswith("  -") and len(line.split("  ")) < 3 and "," not in line
    ]
    assert bare == []


@pytest.mark.parametrize(
    "words", [["--help"], ["build", "--help"], ["list", "years", "--help"], ["--version"]]
)
def test_help_is_instant_because_it_imports_nothing_heavy(mini: Path, words: list[str]) -> None:
    code = f"import sys; from reportgen.cli import main; main({words}); print(*sys.modules, file=sys.stderr)"
    run = in_own_process(root=mini, code=code)
    loaded = set(run.stderr.decode().split())
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_output_is_utf8_where_the_system_is_set_to_plain_c(mini: Path) -> None:
    run = in_own_process(
        "list",
        "sections",
        "--json",
        root=mini,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="",
    )
    assert "Utlåning" in run.stdout.decode("utf-8")


# ---------------------------------------------------------------- the voice


FINDINGS = (
    info("known", Place("b.csv", 9), "Known."),
    warning("odd", Place("b.csv", 3), "Odd.", "Look."),
    error("later", Place("b.csv", 12), "Wrong too."),
    error("first", Place("b.csv", 2), "Wrong.", "Mend it."),
    error("book", Place("a.xlsx", sheet="Data", cell="B2"), "Wrong in a cell."),
    error("first", Place("b.csv", 2), "Wrong.", "Mend it."),
)


def test_findings_are_sorted_grave_ones_first_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    Voice().findings(FINDINGS)
    assert capsys.readouterr().err.splitlines() == [
        "error    a.xlsx, sheet Data, cell B2  Wrong in a cell.",
        "error    b.csv:2  Wrong.",
        "         Mend it.",
        "error    b.csv:12  Wrong too.",
        "warning  b.csv:3  Odd.",
        "         Look.",
        "3 errors, 1 warning, 1 remark (-v shows all)",
    ]


def test_verbose_shows_remarks_and_quiet_errors_alone(capsys: pytest.CaptureFixture[str]) -> None:
    Voice(verbose=True).findings(FINDINGS)
    assert "remark   b.csv:9  Known." in capsys.readouterr().err
    Voice(quiet=True).findings(FINDINGS)
    assert "Odd." not in capsys.readouterr().err


def test_a_message_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    Voice().findings([error("odd", None, "It holds \x1b[2J\nand more.")])
    assert capsys.readouterr().err.splitlines()[0] == "error    It holds  [2J and more."


def test_colour_is_for_terminals_that_want_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    Voice().findings(FINDINGS[:2])
    assert "\x1b[33mwarning" in capsys.readouterr().err
    monkeypatch.setenv("NO_COLOR", "1")
    Voice().findings(FINDINGS[:2])
    assert "\x1b" not in capsys.readouterr().err


def test_progress_is_one_line_on_a_terminal_and_gone_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Ticker(Voice()) as ticker:
        ticker("a long step")
        ticker("short")
    assert capsys.readouterr().err == "\ra long step …\rshort …      \r       \r"
    for silent in (Voice(quiet=True), Voice(json=True)):
        with Ticker(silent) as ticker:
            ticker("a step")
    assert capsys.readouterr().err == ""


def test_columns_are_aligned_and_lines_have_no_trailing_space() -> None:
    assert columns([("a", "1", ""), ("bbb", "22", "c")], right=(1,)) == "a     1\nbbb  22  c"
