"""The entry: runs a command and turns whatever happens into messages and an exit code."""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from reportgen import __version__
from reportgen.cli.build import build
from reportgen.cli.completion import VARIABLE, completion
from reportgen.cli.listing import listing
from reportgen.cli.snapshot import snapshot
from reportgen.cli.verify import verify
from reportgen.cli.voice import Voice, speak_utf8
from reportgen.errors import ReportError
from reportgen.findings import Finding, error

WRONG_USAGE = 2
PROGRAM_FAULT = 70
"""A fault in the program itself; the number is EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130

COLLECTOR = (50_000, 20, 100)
"""Thresholds of the collector of cycles during a command (see `gc.set_threshold`).

A build makes millions of objects that live until its end: looking through them every 700 new ones, as Python
does, takes a tenth of its time and frees nearly nothing. Off altogether it would keep what fails in cycles.
"""

EPILOG = """\b
Exit codes:
  0    done
  1    findings (commands that judge)
  2    wrong usage: an option, year or language that does not exist
  3    bad input: data, texts or pictures of the project
  4    a file that was made failed its verification
  5    the output cannot be written
  70   a fault in the program
  130  interrupted
A build writes all its files, or none where the code is not 0.
"""


@click.group(
    epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="reportgen", message="%(prog)s %(version)s")
def commands() -> None:
    """Make an annual report as an accessible PDF and an Excel appendix.

    Every command works on a project: a folder with seeds/, templates/ and assets/. It is the current folder
    or the one named with --project.
    """


for command in (build, listing, verify, snapshot, completion):
    commands.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code. Nothing leaves as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    voice = Voice.of(words)
    speak_utf8()
    try:
        # Without words of ours click takes the system's, and expands *.pdf where the shell does not.
        with _seldom_collected():
            code = commands.main(arguments and words, "reportgen", VARIABLE, standalone_mode=False, obj=voice)
        return code if isinstance(code, int) else 0
    except click.UsageError as fault:
        return _misused(voice, fault)
    except ReportError as fault:
        return _ended(voice, fault.exit_code, fault.findings)
    except (click.Abort, KeyboardInterrupt):
        voice.say("Interrupted; the output is as it was.")
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001  # whatever it is, it is told in words
        return _failed(voice, fault)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let cycles be collected seldom, and afterwards as before, for whoever called from a program."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECTOR)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _ended(voice: Voice, code: int, findings: Iterable[Finding]) -> int:
    told = tuple(dict.fromkeys(findings))
    voice.findings(told)
    voice.result({"exit_code": code, "findings": [finding.as_dict() for finding in told]})
    return code


def _misused(voice: Voice, fault: click.UsageError) -> int:
    fault.show(sys.stderr)
    finding = error("usage", None, fault.format_message(), "See --help.")
    voice.result({"exit_code": WRONG_USAGE, "findings": [finding.as_dict()]})
    return WRONG_USAGE


def _failed(voice: Voice, fault: Exception) -> int:
    if voice.verbose:
        voice.say("".join(traceback.format_exception(fault)).rstrip())
    message = f"The program failed, which is its own fault and not yours: {type(fault).__name__}: {fault}"
    remedy = "Run it again with -v and send what it prints to whoever maintains the program."
    return _ended(voice, PROGRAM_FAULT, [error("program-fault", None, message, remedy)])
