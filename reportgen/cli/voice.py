"""What the program says and where: results on standard output, all else on standard error."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import click

from reportgen.errors import CannotWrite
from reportgen.findings import Finding, Severity, error
from reportgen.signals import stop_here

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
_MARGIN = 9
"""Columns that the severity takes before a message."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Voice:
    """How much is said: ``json`` one value for a program, ``verbose`` all, ``quiet`` errors alone.

    ``folders`` are those that the command is to write to: what stands there is told where it ends otherwise.
    """

    json: bool = False
    verbose: bool = False
    quiet: bool = False
    folders: list[Path] = field(default_factory=list)

    @classmethod
    def of(cls, words: Sequence[str]) -> Voice:
        """Return the voice that a command line asks for.

        It is told from the words themselves, so that a line which cannot be parsed is answered in it too.
        """
        letters = {letter for word in words if re.fullmatch("-[a-z]+", word) for letter in word}
        return cls(
            json="--json" in words,
            verbose="--verbose" in words or "v" in letters,
            quiet="--quiet" in words or "q" in letters,
        )

    def result(self, value: object, text: str = "") -> None:
        """Print what a command is for: the value for programs, the text for people.

        Raises `CannotWrite` where standard output takes no more, `Interrupted` where a signal is not answered
        yet. A reader who has gone is no fault.
        """
        stop_here()
        self.end(value, text)

    def end(self, value: object, text: str = "") -> None:
        """Print what a command ends with, whatever has come. Raises `CannotWrite` as `result` does."""
        said = json.dumps(value, ensure_ascii=False, indent=2) if self.json else text
        try:
            if said:
                click.echo(said, color=_colour())
        except OSError as fault:
            _silence()
            if fault.errno != errno.EPIPE:
                message = f"Standard output cannot be written to: {fault.strerror}."
                raise CannotWrite(
                    [error("stdout-unwritable", None, message, "Send it elsewhere.")]
                ) from fault

    def findings(self, findings: Iterable[Finding]) -> None:
        """Print findings for people, the gravest first and those on one file together, then their number."""
        found = sorted(dict.fromkeys(findings), key=_rank)
        told = [finding for finding in found if self._tells(finding.severity)]
        for finding in told:
            self.say(_paragraph(finding))
        if found and not self.quiet:
            self.say(_count(found) + ("" if len(told) == len(found) else " (-v shows all)"))

    def remarks(self, findings: Iterable[Finding]) -> None:
        """Print what should be known whatever else is said, a line each."""
        for finding in () if self.quiet else findings:
            self.say(_head(finding))

    def say(self, text: str) -> None:
        """Print a message, as long as anybody listens."""
        with suppress(OSError):
            click.echo(text, err=True, color=_colour())

    def _tells(self, severity: Severity) -> bool:
        if self.verbose or severity is Severity.ERROR:
            return True
        return severity is Severity.WARNING and not self.quiet


class Ticker:
    """Says what is being done: on a terminal in one line that changes, with ``verbose`` line by line."""

    def __init__(self, voice: Voice) -> None:
        self.voice = voice
        self.started = perf_counter()
        self.width = 0
        self.lives = not (voice.json or voice.quiet or voice.verbose) and sys.stderr.isatty()

    def __call__(self, step: str) -> None:
        """Say what comes next."""
        if self.voice.verbose:
            self.voice.say(f"{perf_counter() - self.started:6.2f} s  {step}")
        elif self.lives:
            with suppress(OSError):
                click.echo("\r" + f"{step} …".ljust(self.width), nl=False, err=True)
            self.width = len(step) + 2

    def aloud(self, text: str) -> None:
        """Say what keeps the run waiting, on a terminal or not."""
        if not self.voice.quiet:
            self._clear()
            self.voice.say(text)

    def __enter__(self) -> Ticker:
        return self

    def __exit__(self, *fault: object) -> None:
        self._clear()

    def _clear(self) -> None:
        if self.lives:
            with suppress(OSError):
                click.echo("\r" + " " * self.width + "\r", nl=False, err=True)


def speak_utf8() -> None:
    """Write UTF-8 wherever the output goes; what cannot be encoded becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _silence() -> None:
    """Let what is still to be written to standard output go nowhere, so that Python ends without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Return rows as text in columns two spaces apart; those in ``right`` are flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    flush = set(right)
    lines = (
        "  ".join(
            cell.rjust(width) if number in flush else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def _rank(finding: Finding) -> tuple[int, str, int, str]:
    place = finding.place
    return (
        _ORDER[finding.severity],
        place.file if place else "",
        (place.line if place else 0) or 0,
        finding.message,
    )


def _paragraph(finding: Finding) -> str:
    lines = [_head(finding)]
    if finding.remedy:
        lines.append(" " * _MARGIN + _clean(finding.remedy))
    return "\n".join(lines)


def _head(finding: Finding) -> str:
    name = click.style(_NAMES[finding.severity].ljust(_MARGIN), fg=_COLOURS[finding.severity])
    place = f"{finding.place}  " if finding.place else ""
    return name + _clean(place + finding.message)


def _count(found: Iterable[Finding]) -> str:
    numbers = Counter(finding.severity for finding in found)  # in the order of their gravity, as found is
    return ", ".join(
        f"{number} {_NAMES[severity]}{'s' * (number != 1)}" for severity, number in numbers.items()
    )


def _clean(text: str) -> str:
    # A message may quote a file's content, which must not steer the terminal.
    return _CONTROL.sub(" ", text)


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None
