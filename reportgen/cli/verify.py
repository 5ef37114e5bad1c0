"""``reportgen verify``: judge finished PDFs, made here or elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import FOUND, spoken
from reportgen.cli.voice import Voice

if TYPE_CHECKING:
    from reportgen.workbench.evidence import Evidence

_VERDICTS = {"passed": "passed", "failed": "failed", "person": "for a person to confirm"}


@click.command(epilog="Example: reportgen verify output/2024/*.pdf --report evidence.html")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html",
    help="Write the evidence page.",
)
@click.option("--tags", is_flag=True, help="Print the text as it is read aloud, with its tags.")
@spoken
@click.pass_obj
def verify(voice: Voice, files: tuple[Path, ...], report: Path | None, tags: bool) -> int:
    """Judge finished PDFs: tags, reading order, texts, fonts, links, and what else makes them accessible.

    veraPDF judges them too where the extra 'accessibility' is installed. Exit code 1: there are findings.
    """
    from reportgen.publish import recover
    from reportgen.workbench.evidence import collect

    left = recover(dict.fromkeys(path.parent for path in files), voice.say)
    found = [collect(path) for path in files]
    if report is not None:
        _write(report, found, voice.say)
    voice.findings([*left, *(finding for evidence in found for finding in evidence.findings)])
    code = FOUND if any(evidence.faulty for evidence in found) else 0
    value = {"exit_code": code, "files": [_value(evidence, tags) for evidence in found]}
    voice.result(value, "" if voice.quiet else "\n".join(_told(evidence, tags) for evidence in found))
    return code


def _write(report: Path, found: list[Evidence], waiting: Callable[[str], None]) -> None:
    from reportgen.publish import publish
    from reportgen.workbench.evidence_page import evidence_page

    publish({report: evidence_page(found).encode("utf-8")}, waiting)


def _told(evidence: Evidence, tags: bool) -> str:
    lines = [str(evidence.path)]
    for standard in evidence.standards:
        if standard.failures is None:
            lines.append(f"  {standard.name}: not checked (pip install 'reportgen[accessibility]')")
        else:
            lines.append(f"  {standard.name}: {'failed' if standard.failures else 'passed'}")
            lines += [f"    {failure}" for failure in standard.failures]
    number = len(evidence.findings)
    kept = f"{len(evidence.passed)} rules kept, " if evidence.passed else ""
    lines.append(f"  {kept}{number} finding{'s' * (number != 1)}")
    lines += [f"  {point.name}: {_VERDICTS[point.verdict]}. {point.found}" for point in evidence.points]
    if tags:
        lines += [f"  {passage.path}: {passage.text}" for passage in evidence.passages]
    return "\n".join(lines)


def _value(evidence: Evidence, tags: bool) -> dict[str, object]:
    value: dict[str, object] = {
        "path": evidence.path.as_posix(),
        "standards": {
            s.name: None if s.failures is None else [str(failure) for failure in s.failures]
            for s in evidence.standards
        },
        "passed": list(evidence.passed),
        "findings": [finding.as_dict() for finding in evidence.findings],
        "points": [
            {"name": p.name, "verdict": p.verdict, "found": p.found, "person": p.person}
            for p in evidence.points
        ],
    }
    if tags:
        value["tags"] = [
            {"path": p.path, "role": p.role, "text": p.text, "lang": p.lang} for p in evidence.passages
        ]
    return value
