"""Refusals: what the command line answers to bad input, looked at from all sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from brochures import LANGUAGES, YEAR
from building import Shell
from conftest import write

from reportgen.findings import Severity

Found = dict[str, Any]
"""A finding as ``--json`` prints it."""

KEYS = {"code", "severity", "file", "lang", "message", "remedy"}


@dataclass(frozen=True)
class Clerk:
    """Asks for builds that must be refused, in a project whose output is there from before."""

    shell: Shell
    year: int = YEAR

    @property
    def root(self) -> Path:
        """The project."""
        return self.shell.root

    def refused(self, *words: str, code: int = 3) -> list[Found]:
        """Return what a build finds; it must end with the exit code and leave the output as it was."""
        before = everything(self.root / "output")
        run = self.shell("build", str(self.year), "--json", *words)
        assert run.code == code, run
        assert everything(self.root / "output") == before
        assert run.value.keys() == {"exit_code", "findings", *(["output"] if code != 2 else [])}
        assert [one["whole"] for one in run.value.get("output", ())] == [True] * (code != 2)
        assert run.value["exit_code"] == code
        found: list[Found] = run.value["findings"]
        for one in found:
            assert one.keys() in ({*KEYS, "line"}, {*KEYS, "sheet", "cell"}), one
            assert one["severity"] in set(Severity)
            assert one["message"], one
            assert one["message"] in run.err or one["severity"] == Severity.INFO  # with -v alone
            assert one["remedy"], one
        return found

    def one(self, kind: str, *words: str, code: int = 3) -> Found:
        """Return the only finding of a kind, an error."""
        found = [one for one in self.refused(*words, code=code) if one["code"] == kind]
        assert len(found) == 1, found
        assert found[0]["severity"] == "error"
        return found[0]


def clerk_of(
    project: Path, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch, year: int = YEAR
) -> Clerk:
    """Return a clerk for a project, with files in its output that must survive."""
    patch.chdir(project)
    patch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for lang in LANGUAGES:
        for kind in ("pdf", "xlsx", "figures.json"):
            write(project, f"output/{year}/vuosi-{year}-{lang}.{kind}", f"the {kind} in {lang} from before")
    return Clerk(Shell(project, capture), year)


def everything(folder: Path) -> dict[str, tuple[bytes, int] | None]:
    """Return content and date of every file below a folder, hidden ones too, and None for folders."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        if path.is_file()
        else None
        for path in sorted(folder.rglob("*"))
    }


def append(root: Path, name: str, text: str) -> int:
    """Write a text below a file's own, after an empty line, and return the number of its first line."""
    kept = (root / name).read_text(encoding="utf-8").rstrip("\n")
    write(root, name, f"{kept}\n\n{text}\n")
    return kept.count("\n") + 3


def place_of(found: Found) -> Sequence[Any]:
    """Return file and line of a finding."""
    return found["file"], found["line"]
