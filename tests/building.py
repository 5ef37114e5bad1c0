"""Building projects in tests: the command line as a function, and what a folder holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY

from reportgen.cli import main


@dataclass(frozen=True)
class Run:
    """What a command left behind: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        """The one JSON value on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Runs commands in a project's folder, in this process."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: str) -> Run:
        """Run ``reportgen`` with these words."""
        self.capture.readouterr()
        code = main(words)
        return Run(code, *self.capture.readouterr())


def in_own_process(
    *words: str, root: Path, code: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m reportgen`` with these words, or a piece of code, in a process of its own."""
    command = ["-c", code] if code else ["-m", "reportgen", *words]
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)} | environment,
        capture_output=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder by its relative path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def dated_contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return content and date of every file below a folder."""
    return {name: (data, (folder / name).stat().st_mtime_ns) for name, data in contents(folder).items()}


CRASH = """
import os, sys
from pathlib import Path
from reportgen.publish import publish

real = os.replace

def replace(source, target):
    real(source, target)
    if Path(target).name == sys.argv[1]:
        os._exit(9)

os.replace = replace
publish({Path(name): b"new" for name in sys.argv[2:]})
"""
"""Puts files in place, and dies."""


def crash(folder: Path, last: str, *names: str) -> None:
    """Let a process die when it has put one file of several in place, or the record of their set."""
    words = [sys.executable, "-c", CRASH, last, *(str(folder / name) for name in names)]
    run = subprocess.run(words, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}, check=False)
    assert run.returncode == 9
