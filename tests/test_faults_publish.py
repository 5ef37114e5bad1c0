"""Faults that strangers found when runs were interrupted, and outputs that could not be written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from building import Run, Shell, contents, crash
from conftest import REPOSITORY, edit, write

import reportgen.pipeline
import reportgen.workbench.evidence
import reportgen.workbench.inventory
from reportgen.errors import CannotWrite, VerificationFault
from reportgen.publish import publish, recover, work_folder
from reportgen.publish.places import HELPER
from reportgen.publish.work import LOCK, PREFIX
from reportgen.sources import read_edition
from reportgen.verify import verapdf

AROUND = os.environ | {"PYTHONPATH": str(REPOSITORY)}
SOME = ("build", "--lang", "fi", "--format", "csv")
"""The shortest build."""
NEVER = "output/2031 holds no files of the edition."


@pytest.fixture
def shell(mini: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Return a command line in the folder of the library's project."""
    monkeypatch.chdir(mini)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return Shell(mini, capsys)


@pytest.fixture
def helsinki(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the clock on the wall be Helsinki's."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Helsinki")
        time.tzset()
        yield
    time.tzset()


def last(run: Run) -> str:
    """Return the last line of what a command told."""
    return run.err.splitlines()[-1]


def refuse(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let some files be replaced by nobody; ``old NAME`` does not let a former file back."""
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        back = "old " if Path(source).name.startswith("old-") else ""
        if back + Path(target).name in names:
            raise PermissionError(13, "Access is denied")
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


# ---------------------------------------------------------------- H1, H2: kills and interrupts


def test_h1_h2_whatever_the_moment_no_set_is_mixed_and_no_helper_left() -> None:
    command = [sys.executable, "tests/interruptions.py", "--short"]
    run = subprocess.run(command, cwd=REPOSITORY, env=AROUND, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    figures = [int(line.split()[0]) for line in run.stdout.splitlines()]
    assert figures == [20, 20, 20, 20, 11, 20, 3, 2]


@pytest.mark.parametrize(
    ("sign", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
    ids=["H1-SIGINT", "H2-SIGTERM", "H2-SIGHUP"],
)
def test_a_signal_ends_a_build_with_a_word_and_without_leftovers(mini: Path, sign: int, code: int) -> None:
    write(mini, "tmp/other", "not ours")
    words = [sys.executable, "-m", "reportgen", *SOME, "-v"]
    with subprocess.Popen(
        words, cwd=mini, env=AROUND | {"TMPDIR": str(mini / "tmp")}, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if "laying out" in line:
                run.send_signal(sign)
                break
        said = run.stderr.read().splitlines()
    assert run.returncode == code
    assert said[-2:] == ["Interrupted; the output is as it was.", NEVER]
    assert [path.name for path in (mini / "tmp").iterdir()] == ["other"]
    assert not (mini / "output").exists()


def test_h2_what_was_ignored_before_stays_ignored(mini: Path) -> None:
    """As under nohup, which lets a build outlive its terminal."""
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "import reportgen.pipeline as p\n"
        "load = p.read_edition\n"
        "p.read_edition = lambda *words: (os.kill(os.getpid(), signal.SIGHUP), load(*words))[1]\n"
        f"from reportgen.cli import main; sys.exit(main({SOME!r}))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=mini, env=AROUND, check=False, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()


def interrupting(monkeypatch: pytest.MonkeyPatch, name: str, *, after: bool = False, times: int = 1) -> None:
    """Let Ctrl-C be pressed before or after a step of the pipeline."""
    real: Callable[..., Any] = getattr(reportgen.pipeline, name)

    def step(*words: Any, **more: Any) -> Any:
        done = real(*words, **more) if after else None
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        return done if after else real(*words, **more)

    monkeypatch.setattr(reportgen.pipeline, name, step)


def test_h1_an_interrupt_before_anything_is_replaced_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell(*SOME).code == 0
    before = contents(shell.root / "output")
    edit(shell.root, "seeds/2030/figures.csv", "loans.total,700", "loans.total,800")
    interrupting(monkeypatch, "publish", times=10)
    run = shell(*SOME, "--json")
    assert run.code == run.value["exit_code"] == 130
    assert run.value["replaced"] is False
    assert "Interrupted; the output is as it was." in run.err
    assert "output/2031 still holds the build of " in last(run)
    assert contents(shell.root / "output") == before


def test_h1_an_interrupt_after_everything_is_replaced_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupting(monkeypatch, "publish", after=True)
    run = shell(*SOME, "--json")
    assert run.code == run.value["exit_code"] == 130
    assert run.value["replaced"] is True
    assert "Interrupted after 6 files had been put in place, as a whole." in run.err
    assert "as it was" not in run.err
    assert last(run).startswith("output/2031 holds the build of ")
    assert len(contents(shell.root / "output")) == 6


class InACollector:
    """Ctrl-C is pressed while Python removes an object, where no exception comes through."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def in_a_library() -> None:
    """Press Ctrl-C in a library that catches everything, as the bridge to Java does while it starts."""
    with suppress(BaseException):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.parametrize("press", [InACollector, in_a_library])
def test_h1_an_interrupt_that_is_swallowed_is_answered_before_files_are_replaced(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, press: Callable[[], object]
) -> None:
    def load(*words: Any) -> Any:
        press()
        return read_edition(*words)

    monkeypatch.setattr(sys, "unraisablehook", lambda found: None)
    monkeypatch.setattr(reportgen.pipeline, "read_edition", load)
    assert shell(*SOME).code == 130
    assert not (shell.root / "output").exists()


def test_h1_an_interrupt_that_is_swallowed_is_answered_before_a_result_is_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def inventory(root: Path) -> list[object]:
        in_a_library()
        return []

    monkeypatch.setattr(reportgen.workbench.inventory, "inventory", inventory)
    run = shell("list", "--json")
    assert run.code == run.value["exit_code"] == 130


def test_h1_a_verdict_waits_for_java_to_start_before_it_is_interrupted(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start() -> None:
        in_a_library()
        signal.raise_signal(signal.SIGTERM)
        begun.append("and went on")

    begun: list[str] = []
    monkeypatch.setattr(verapdf, "_started", start)
    verapdf._jvm.cache_clear()
    write(shell.root, "file.pdf", "no PDF")
    run = shell("verify", "file.pdf")
    verapdf._jvm.cache_clear()
    assert (run.code, begun) == (130, ["and went on"])


def test_h2_the_work_folder_of_a_killed_run_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = "import os; from reportgen.publish import work_folder\nwith work_folder(): os.kill(os.getpid(), 9)"
    around = AROUND | {"TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=around, check=False)
    (left,) = tmp_path.iterdir()
    write(tmp_path, f"{PREFIX}strange/file", "of somebody else, for it has no lock")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with work_folder() as mine:
        assert not left.exists()
        with work_folder() as inner:
            assert mine in inner.parents
            assert (mine / LOCK).exists()
    assert [path.name for path in tmp_path.iterdir()] == [f"{PREFIX}strange"]


@pytest.mark.parametrize("command", ["build", "verify", "snapshot"])
def test_h2_every_command_on_a_folder_puts_it_in_order_first(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    folder = shell.root / {"snapshot": "tests/snapshots/2031/fi"}.get(command, "output/2031")
    for name in ("a.pdf", "b.pdf"):
        write(folder, name, "old")
    crash(folder, "a.pdf", "a.pdf", "b.pdf")
    monkeypatch.setattr(reportgen.workbench.evidence, "validate", lambda path, profile: ())
    edit(shell.root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    words = {
        "build": ("build",),
        "verify": ("verify", str(folder / "b.pdf")),
        "snapshot": ("snapshot", "check"),
    }
    assert shell(*words[command]).code == {"verify": 1}.get(command, 3)
    assert contents(folder) == {"a.pdf": b"new", "b.pdf": b"new"}


# ---------------------------------------------------------------- H3: an undo that fails


def test_h3_what_cannot_be_undone_is_told_by_name_with_its_former_content(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell(*SOME).code == 0
    before = contents(shell.root / "output")
    edit(shell.root, "seeds/2030/figures.csv", "loans.total,700", "loans.total,800")
    edit(shell.root, "seeds/2031/figures.csv", "loans.growth,142.9,,annual", "loans.growth,,O,annual")
    with monkeypatch.context() as patch:
        refuse(patch, "statuses.csv", "old observations.csv", "old vuosi-2031-fi.csv")
        run = shell(*SOME, "--json")
    assert run.code == 5
    first, *others = (found for found in run.value["findings"] if found["severity"] == "error")
    assert (first["code"], Path(first["file"]).name) == ("file-locked", "statuses.csv")
    assert {found["code"] for found in others} == {"undo-failed"}
    assert {Path(found["file"]).name for found in others} == {"observations.csv", "vuosi-2031-fi.csv"}
    for found in others:
        kept = next(word for word in found["message"].split() if HELPER in word).rstrip(".")
        assert Path(kept).read_bytes() == before[Path(found["file"]).relative_to("output").as_posix()]
        assert "once more" in found["remedy"]
    assert (
        last(run) == "output/2031 holds a set of files that is not whole; the next command puts it in order."
    )
    assert run.value["output"][0]["whole"] is False
    edit(shell.root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    run = shell(*SOME, "--json")
    assert "set-undone" in {found["code"] for found in run.value["findings"]}
    assert contents(shell.root / "output") == before


def test_h3_an_undo_that_cannot_even_be_noted_leaves_a_set_that_is_finished_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a.pdf", "b.pdf")
    for name in names:
        write(tmp_path, name, "old")
    with monkeypatch.context() as patch:
        refuse(patch, "b.pdf", "undoing")
        with pytest.raises(CannotWrite) as caught:
            publish({tmp_path / name: b"new" for name in names})
    assert [found.code for found in caught.value.findings] == ["file-locked", "undo-failed"]
    assert "a.pdf" in str(caught.value.findings[1].place)
    recover([tmp_path])
    assert contents(tmp_path) == {"a.pdf": b"new", "b.pdf": b"new"}


# ---------------------------------------------------------------- H8: outputs of all kinds


@pytest.mark.parametrize(
    "out", ["file", "file/below", "n" * 300, "n" * 300 + "/below", "link/below", "circle"]
)
def test_h8_an_output_that_cannot_be_is_refused_by_name(shell: Shell, out: str) -> None:
    write(shell.root, "file", "here already")
    (shell.root / "link").symlink_to("file")
    (shell.root / "circle").symlink_to("circle")
    before = contents(shell.root)
    run = shell(*SOME, "--out", out, "--json")
    assert run.code == 5, run
    assert [found["code"] for found in run.value["findings"]] == ["folder-unwritable"]
    assert contents(shell.root) == before


def test_h8_a_full_standard_output_is_no_fault_of_the_program(mini: Path) -> None:
    words = [sys.executable, "-m", "reportgen", "list", "--json"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(words, cwd=mini, env=AROUND, stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 5
    assert run.stderr.decode().splitlines()[0] == (
        "error    Standard output cannot be written to: No space left on device."
    )
    assert "Exception ignored" not in run.stderr.decode()


def test_h8_a_reader_who_has_gone_is_no_fault(mini: Path) -> None:
    words = [sys.executable, "-m", "reportgen", "build", "2031", "--json", "--lang", "fi", "--format", "csv"]
    edit(mini, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    into, out = os.pipe()
    os.close(into)
    run = subprocess.run(words, cwd=mini, env=AROUND, stdout=out, stderr=subprocess.PIPE, check=False)
    os.close(out)
    assert run.returncode == 3
    assert run.stderr.decode().splitlines()[-1] == NEVER


def test_h8_a_work_folder_that_fills_up_is_told_whatever_a_library_makes_of_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library writes a file that is cut, and fails when it reads it."""
    full = {"now": False}

    def render(*_: object) -> bytes:
        full["now"] = True
        raise ValueError("no element found")

    def write_bytes(path: Path, data: bytes) -> int:
        if full["now"]:
            raise OSError(28, "No space left on device")
        return len(data)

    monkeypatch.setattr("reportgen.render.xlsx.render_csv", render)
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    run = shell(*SOME, "--json")
    assert run.code == 5
    assert [found["code"] for found in run.value["findings"] if found["severity"] == "error"] == [
        "work-folder"
    ]


# ---------------------------------------------------------------- H11: what a file keeps, at the command


def test_h11_a_build_keeps_mode_and_link(shell: Shell) -> None:
    assert shell(*SOME).code == 0
    table, elsewhere = shell.root / "output/2031/vuosi-2031-fi.csv", shell.root / "elsewhere.csv"
    data = table.read_bytes()
    table.rename(elsewhere)
    elsewhere.write_bytes(b"old")
    elsewhere.chmod(0o640)
    table.symlink_to("../../elsewhere.csv")
    assert shell(*SOME).code == 0
    assert table.is_symlink()
    assert elsewhere.read_bytes() == data
    assert elsewhere.stat().st_mode & 0o777 == 0o640


def test_h11_a_report_keeps_mode_and_link(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reportgen.workbench.evidence, "validate", lambda path, profile: ())
    write(shell.root, "file.pdf", "no PDF")
    write(shell.root, "real.html", "old").chmod(0o600)
    (shell.root / "link.html").symlink_to("real.html")
    assert shell("verify", "file.pdf", "--report", "link.html").code == 1
    assert (shell.root / "link.html").is_symlink()
    assert (shell.root / "real.html").stat().st_mode & 0o777 == 0o600
    assert (shell.root / "real.html").read_bytes().startswith(b"<!")


# ---------------------------------------------------------------- after a refusal: what stands, and from when


def dated(root: Path, *moments: float) -> None:
    """Put a build of each moment into the output of 2031."""
    for number, moment in enumerate(moments):
        path = write(root, f"output/2031/vuosi-2031-fi{number}.pdf", "a build")
        os.utime(path, (moment, moment))


NOVEMBER = 1796040120.0
"""30 November 2026, 14:02 in Helsinki."""


@pytest.mark.parametrize(
    ("moments", "told"),
    [
        ((), NEVER),
        ((NOVEMBER,), "output/2031 still holds the build of 30 November 2026 14:02."),
        ((NOVEMBER, NOVEMBER - 30), "output/2031 still holds the build of 30 November 2026 14:02."),
        (
            (NOVEMBER, NOVEMBER - 86400 * 150),
            "output/2031 still holds files of builds from 3 July 2026 15:02 to 30 November 2026 14:02.",
        ),
    ],
    ids=["nothing", "one", "within a minute", "several"],
)
def test_the_last_line_of_a_refused_build_says_what_still_stands(
    shell: Shell, helsinki: None, moments: tuple[float, ...], told: str
) -> None:
    dated(shell.root, *moments)
    edit(shell.root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    run = shell(*SOME, "--json")
    assert run.code == 3
    assert last(run) == told
    built = "2026-11-30T14:02:00+02:00" if moments else None
    assert run.value["output"] == [
        {"path": "output/2031", "files": len(moments), "built": built, "whole": True}
    ]


@pytest.mark.parametrize("code", [2, 4, 5, 70])
def test_what_stands_is_told_after_every_refusal_but_wrong_usage(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, helsinki: None, code: int
) -> None:
    dated(shell.root, NOVEMBER)
    words = ("build", "1999") if code == 2 else SOME

    def fail(*_: object) -> None:
        raise {
            4: VerificationFault([]),
            5: CannotWrite([]),
            70: ZeroDivisionError("none of the project's"),
        }[code]

    if code != 2:
        monkeypatch.setattr(reportgen.pipeline, "publish", fail)
    run = shell(*words, "--json")
    assert run.code == code
    assert ("still holds" in run.err) == (code != 2)
    assert ("output" in run.value) == (code != 2)


def test_what_stands_is_not_told_to_those_who_want_errors_alone(shell: Shell) -> None:
    edit(shell.root, "seeds/2031/figures.csv", "loans.total,1000", "loans.total,many")
    assert "holds" not in shell(*SOME, "-q").err
