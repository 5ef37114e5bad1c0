"""The entry: runs a command and turns whatever happens into messages and an exit code."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Sequence

import click

from reportgen import __version__
from reportgen.cli.build import build
from reportgen.cli.completion import completion
from reportgen.cli.listing import listing
from reportgen.cli.messages import print_findings, print_json
from reportgen.errors import ReportError
from reportgen.findings import Finding, error

WRONG_USAGE = 2
PROGRAM_FAULT = 70
"""A fault in the program itself; the number is EX_SOFTWARE of sysexits.h."""
INTERRUPTED = 130

EPILOG = """\b
Exit codes:
  0    done
  1    a command that judges has findings
  2    wrong usage: an option, year or language that does not exist
  3    bad input: data, texts or pictures of the project
  4    a file that was made failed its verification
  5    the output cannot be written
  70   a fault in the program
  130  interrupted
Nothing is written unless the code is 0.
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen", message="%(prog)s %(version)s")
def commands() -> None:
    """Make an annual report as an accessible PDF and an Excel appendix.

    The commands work on the project in the current folder (its seeds, templates and assets), or on the
    one named with --project.
    """


commands.add_command(build)
commands.add_command(listing)
commands.add_command(completion)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code. No error leaves as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    try:
        code = commands.main(words, "reportgen", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as fault:
        return _refuse_usage(fault, "--json" in words)
    except ReportError as fault:
        return _end(fault.exit_code, fault.findings, words)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; the output is as it was.", err=True)
        return INTERRUPTED
    except Exception as fault:
        return _confess(fault, words)
