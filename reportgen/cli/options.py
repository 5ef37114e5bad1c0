"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from reportgen.cli.voice import Voice

Command = TypeVar("Command", bound=Callable[..., Any])

FOUND = 1
"""Exit code of a command that judges and has findings."""


def _not_both(context: click.Context, _: click.Parameter, value: bool) -> bool:
    voice = context.find_object(Voice)
    if voice is not None and voice.verbose and voice.quiet:
        raise click.UsageError("-v and -q cannot be used together.", context)
    return value


# What these three say is in the Voice already, which answers lines that cannot be parsed, too.
_SPOKEN = (
    click.option("--json", is_flag=True, expose_value=False, help="Print one JSON value for programs."),
    click.option(
        "-v",
        "--verbose",
        is_flag=True,
        expose_value=False,
        callback=_not_both,
        help="Say more, and show where the program fails.",
    ),
    click.option(
        "-q", "--quiet", is_flag=True, expose_value=False, callback=_not_both, help="Print errors alone."
    ),
)

project = click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The project folder, by default the current one.",
)


def spoken(command: Command) -> Command:
    """Give a command --json, -v and -q."""
    for option in reversed(_SPOKEN):
        command = option(command)
    return command


def years_there(context: click.Context, _: click.Parameter, typed: str) -> Sequence[CompletionItem]:
    """Complete a year with those that have an edition."""
    from reportgen.sources import edition_years

    years = map(str, edition_years(context.params.get("root") or Path()))
    return [CompletionItem(year) for year in years if year.startswith(typed)]
