"""The entry: runs a command and turns whatever happens into messages and an exit code."""

from __future__ import annotations

import gc
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

import click

from reportgen import __version__, signals
from reportgen.cli.build import build
from reportgen.cli.completion import VARIABLE, completion
from reportgen.cli.listing import listing
from reportgen.cli.snapshot import snapshot
from reportgen.cli.verify import verify
from reportgen.cli.voice import Voice, speak_utf8
from reportgen.errors import ReportError
from reportgen.findings import Finding, error
from reportgen.publish import Standing, standing

WRONG_USAGE = 2
PROGRAM_FAULT = 70
"""A fault in the program itself; the number is EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130
"""By Ctrl-C: 128 and the number of the signal, as shells tell it, like the codes of SIGTERM and SIGHUP."""

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
  129  ended by SIGHUP: the terminal was closed
  130  interrupted by Ctrl-C
  143  ended by SIGTERM
A build replaces all its files, or none where the code is 2 to 5. Where it was interrupted its last line says
which.
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
    with _seldom_collected(), signals.answered(last=arguments is None, verbose=voice.verbose) as watch:
        try:
            # Without words of ours click takes the system's, and expands *.pdf where the shell does not.
            code = commands.main(arguments and words, "reportgen", VARIABLE, standalone_mode=False, obj=voice)
            return code if isinstance(code, int) else 0
        except BaseException as fault:  # noqa: BLE001  # whatever it is, it is told in words
            with signals.deferred():
                watch.answered()
                return _answer(voice, fault, watch)


def _answer(voice: Voice, fault: BaseException, watch: signals.Watch) -> int:
    """Tell why a run ended and return its exit code."""
    stopped = signals.interruption(fault)
    if stopped or isinstance(fault, (click.Abort, KeyboardInterrupt)):
        return _interrupted(voice, stopped.exit_code if stopped else INTERRUPTED, watch)
    if isinstance(fault, click.UsageError):
        return _misused(voice, fault)
    if isinstance(fault, ReportError):
        return _ended(voice, fault.exit_code, fault.findings)
    if isinstance(fault, Exception):
        return _failed(voice, fault)
    raise fault


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
    stands = standing(voice.folders) if code != WRONG_USAGE else []
    if not voice.quiet:
        _tell(voice, (one.told() for one in stands))
    value = {"exit_code": code, "findings": [finding.as_dict() for finding in told]}
    return _closed(voice, code, value, stands)


def _interrupted(voice: Voice, code: int, watch: signals.Watch) -> int:
    placed = watch.placed
    stands = standing(voice.folders)
    late = (
        f"Interrupted after {len(placed)} file{'s' * (len(placed) != 1)} had been put in place, as a whole."
    )
    voice.say(late if placed else "Interrupted; the output is as it was.")
    _tell(voice, (one.told(still=not placed) for one in stands))
    return _closed(voice, code, {"exit_code": code, "findings": [], "replaced": bool(placed)}, stands)


def _tell(voice: Voice, lines: Iterable[str]) -> None:
    for line in lines:
        voice.say(line)


def _closed(voice: Voice, code: int, value: Mapping[str, object], stands: Iterable[Standing]) -> int:
    output = [one.as_dict() for one in stands]
    with suppress(ReportError):  # standard output may be what the run ended with
        voice.end({**value, "output": output} if output else value)
    return code


def _misused(voice: Voice, fault: click.UsageError) -> int:
    fault.show(sys.stderr)
    finding = error("usage", None, fault.format_message(), "See --help.")
    return _closed(voice, WRONG_USAGE, {"exit_code": WRONG_USAGE, "findings": [finding.as_dict()]}, ())


def _failed(voice: Voice, fault: Exception) -> int:
    if voice.verbose:
        voice.say("".join(traceback.format_exception(fault)).rstrip())
    message = f"The program failed, which is its own fault and not yours: {type(fault).__name__}: {fault}"
    remedy = "Run it again with -v and send what it prints to whoever maintains the program."
    return _ended(voice, PROGRAM_FAULT, [error("program-fault", None, message, remedy)])
