"""``reportgen snapshot``: whether editions are still made as they were, layer by layer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import FOUND, project, spoken, years_there
from reportgen.cli.voice import Ticker, Voice

if TYPE_CHECKING:
    from reportgen.workbench.snapshot import Difference

_years = click.argument("years", nargs=-1, type=int, metavar="[YEAR]...", shell_complete=years_there)


@click.group()
def snapshot() -> None:
    """Compare editions with their snapshots in tests/snapshots, or take new ones.

    The layers are outline, text, tags, citations, workbook, pages. The first that differs is where a change
    began.
    """


@snapshot.command()
@_years
@project
@spoken
@click.pass_obj
def check(voice: Voice, years: tuple[int, ...], root: Path) -> int:
    """Build editions and tell the first layer in which they differ from their snapshots, and how.

    Exit code 1: something differs.
    """
    from reportgen.workbench.snapshot import check

    with Ticker(voice) as ticker:
        found = check(root, years, ticker)
    code = FOUND if found else 0
    voice.findings(difference.finding for difference in found)
    text = "\n\n".join(map(_told, found)) or "Nothing has changed."
    value = {"exit_code": code, "differences": [_value(difference) for difference in found]}
    voice.result(value, "" if voice.quiet else text)
    return code


@snapshot.command()
@_years
@project
@spoken
@click.pass_obj
def update(voice: Voice, years: tuple[int, ...], root: Path) -> None:
    """Build editions and keep what differs from their snapshots; version control shows what that is."""
    from reportgen.workbench.snapshot import update

    with Ticker(voice) as ticker:
        changed = update(root, years, ticker)
    text = "\n".join(map(str, changed)) or "Nothing has changed."
    value = {"exit_code": 0, "files": [path.as_posix() for path in changed]}
    voice.result(value, "" if voice.quiet else text)


def _told(difference: Difference) -> str:
    return "\n".join((difference.snapshot.path(difference.layer), *difference.lines))


def _value(difference: Difference) -> dict[str, object]:
    return {
        "year": difference.snapshot.year,
        "lang": difference.snapshot.lang,
        "layer": difference.layer,
        "later": list(difference.later),
        "lines": list(difference.lines),
        "finding": difference.finding.as_dict(),
    }
