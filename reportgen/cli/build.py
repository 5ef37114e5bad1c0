"""``reportgen build``: the publication of a year, or of all, in the languages and formats asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import project, spoken, years_there
from reportgen.cli.voice import Ticker, Voice, columns
from reportgen.locales import LANGUAGES

if TYPE_CHECKING:
    from reportgen.pipeline import BuildReport, BuiltFile


@click.command(epilog="Example: reportgen build 2024 --lang sv --format pdf")
@click.argument("years", nargs=-1, type=int, metavar="[YEAR]...", shell_complete=years_there)
@click.option(
    "--lang", type=click.Choice([*LANGUAGES, "all"]), default="all", help="Language, by default all."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["pdf", "xlsx", "csv", "all"]),
    default="all",
    help="Format, by default all.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to write, by default output/ of the project.",
)
@project
@click.option("--no-attachments", is_flag=True, help="Do not attach workbook and data to the PDF.")
@click.option("--strict", is_flag=True, help="Let a warning stop the build, as an error does.")
@spoken
@click.pass_obj
def build(
    voice: Voice,
    years: tuple[int, ...],
    lang: str,
    kind: str,
    out: Path | None,
    root: Path,
    no_attachments: bool,
    strict: bool,
) -> None:
    """Build the editions of the given years, or of every year.

    Writes DIR/YEAR/vuosi-YEAR-LANG.pdf, .figures.json (where each figure of the PDF comes from and stands),
    .xlsx and, as format csv, the folder vuosi-YEAR-LANG-data with the figures as a data package. Workbook and
    data are attached to the PDF. Everything is made and verified first; then all files are replaced, or none.
    """
    from reportgen.pipeline import build
    from reportgen.request import BuildRequest
    from reportgen.sources import edition_years

    request = BuildRequest(
        root,
        years,
        languages=() if lang == "all" else (lang,),
        formats=() if kind == "all" else (kind,),
        out=out,
        strict=strict,
        attachments=not no_attachments,
    )
    voice.folders.extend(map(request.home, dict.fromkeys(years or edition_years(root))))
    with Ticker(voice) as ticker:
        report = build(request, ticker, ticker.aloud)
    voice.findings(report.findings)
    voice.result(_value(report), "" if voice.quiet else _summary(report))
    voice.remarks(report.remarks)


def _value(report: BuildReport) -> dict[str, object]:
    return {
        "exit_code": 0,
        "files": [
            {
                "path": file.path.as_posix(),
                "kind": file.kind,
                "year": file.year,
                "lang": file.lang,
                "pages": file.pages,
                "size": file.size,
            }
            for file in report.files
        ],
        "findings": [finding.as_dict() for finding in (*report.findings, *report.remarks)],
        "seconds": round(report.seconds, 3),
    }


def _summary(report: BuildReport) -> str:
    table = columns([_row(file) for file in report.files], right=(1, 2))
    number = len(report.files)
    return f"{table}\n{number} file{'s' * (number != 1)} in {report.seconds:.1f} s"


def _row(file: BuiltFile) -> tuple[str, str, str]:
    pages = f"{file.pages} page{'s' * (file.pages != 1)}" if file.pages is not None else ""
    return str(file.path), pages, f"{max(1, round(file.size / 1000))} kB"
