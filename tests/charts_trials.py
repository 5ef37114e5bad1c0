"""Charts tried as a writer makes them: files of a small project, read, composed, and drawn at each width."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from charts_samples import THEME
from conftest import MINI, REPOSITORY, write

from reportgen.charts import ChartFrame, draw, height_for
from reportgen.charts.kinds import DRAWINGS
from reportgen.compose import compose
from reportgen.errors import BadInput
from reportgen.findings import Finding, Place, Severity
from reportgen.model.chartkind import KINDS
from reportgen.model.document import Chart, Heading, Reference, Section, Text
from reportgen.model.drawing import Drawing
from reportgen.model.edition import Edition
from reportgen.model.walk import walk
from reportgen.sources import load_edition
from reportgen.validate import check_charts, check_figures

YEAR = 2031
ID = "tried"
FIGURES = "indicator,value,status,source,place,note_fi,note_sv\n"
UNITS = """
[unit.person]
kind = "count"
label = { fi = "henkilöä", sv = "personer" }
one = { fi = "henkilö", sv = "person" }
many = { fi = "henkilöä", sv = "personer" }

[unit.day]
kind = "count"
label = { fi = "vuorokautta", sv = "dygn" }
short = { fi = "vrk", sv = "dygn" }
one = { fi = "vuorokausi", sv = "dygn" }
many = { fi = "vuorokautta", sv = "dygn" }

[unit.meur]
kind = "money"
label = { fi = "miljoonaa euroa", sv = "miljoner euro" }
short = { fi = "milj. €", sv = "mn €" }
one = { fi = "miljoona euroa", sv = "miljon euro" }
many = { fi = "miljoonaa euroa", sv = "miljoner euro" }
"""


@dataclass(frozen=True)
class Line:
    """An indicator of a tried chart: its labels, and its values by year; None is a missing one."""

    unit: str
    labels: tuple[str, str]
    values: Mapping[int, Decimal | None]
    breaks: frozenset[int] = frozenset()
    area: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class Trial:
    """What came of a chart in one language: its drawings by width, or what was found."""

    drawings: Mapping[float, Drawing] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    chart: Chart | None = None


def small_project(root: Path) -> Path:
    """Write a project whose chart is still to come."""
    for name, text in MINI.items():
        write(root, name, text)
    write(root, "seeds/units.toml", MINI["seeds/units.toml"] + UNITS)
    shutil.copytree(REPOSITORY / "assets", root / "assets")
    shutil.rmtree(root / "seeds/2030")
    return root


def put(root: Path, kind: str, lines: Sequence[Line], years: Sequence[int], options: str = "") -> None:
    """Write a chart into a small project, with the figures that it shows."""
    for folder in (root / "seeds").glob("[12]*"):
        if folder.name != str(YEAR):
            shutil.rmtree(folder)
    head = MINI["seeds/indicators.toml"].split("\n\n[")[0]
    spare = Line("loan", ("Muut", "Andra"), {})  # a project has an indicator even where a chart has none
    entries = [_indicator(n, line) for n, line in enumerate((*lines, spare))]
    write(root, "seeds/indicators.toml", "\n\n".join([head, *entries]) + "\n")
    areas = sorted({"children", *(line.area for line in lines if line.area)})
    names = MINI["seeds/2031/organisation.toml"].split("\n[[")[0]
    units = "".join(
        f'\n[[organisation.unit]]\nid = "{area}"\narea = "{area}"\n'
        f'name = {{ fi = "{area}", sv = "{area}" }}\n'
        for area in areas
    )
    write(root, "seeds/2031/organisation.toml", names + units)
    for year in sorted({YEAR, *(year for line in lines for year in line.values)}):
        rows = [_row(n, line, year) for n, line in enumerate(lines) if year in line.values]
        write(root, f"seeds/{year}/figures.csv", FIGURES + "".join(rows))
    edition = MINI["seeds/2031/edition.toml"].split("[table.loans]")[0]
    ids = ", ".join(f'"loans.i{n}"' for n in range(len(lines)))
    told = f'[chart.{ID}]\nkind = "{kind}"\nindicators = [{ids}]\n'
    told += f"years = {list(years)}\n" if list(years) != [YEAR] else ""
    write(
        root, "seeds/2031/edition.toml", edition + told + (f"options = {{ {options} }}\n" if options else "")
    )


def _indicator(number: int, line: Line) -> str:
    fi, sv = line.labels
    area = f'area = "{line.area}"\n' if line.area else ""
    return (
        f'[indicator."loans.i{number}"]\ntheme = "loans"\nunit = "{line.unit}"\ndecimals = {line.decimals}\n'
        f'{area}label = {{ fi = "{fi}", sv = "{sv}" }}'
    )


def _row(number: int, line: Line, year: int) -> str:
    value = line.values[year]
    status = "O" if value is None else "B" if year in line.breaks else ""
    return f"loans.i{number},{'' if value is None else value},{status},annual,s. 2,,\n"


def tried(root: Path, langs: Sequence[str] = ("fi", "sv")) -> list[Trial]:
    """Read the project and draw its chart in each language."""
    try:
        edition = load_edition(root, YEAR).edition
    except BadInput as bad:
        return [Trial(findings=bad.findings)]
    return [drawn(edition, ID, lang) for lang in langs]


def drawn(edition: Edition, id: str, lang: str, *, judged: bool = True) -> Trial:
    """Compose and draw a chart of an edition as a build does: its figures are judged first, unless not."""
    found_first = check_figures(edition) if judged else ()
    refused = [found for found in found_first if found.severity is Severity.ERROR]
    findings = [*refused, *check_charts(edition, THEME)]
    heading = Heading(2, (Text("Luvut"),))
    reference = Reference("chart", id, (Text("Viesti"),), Place("templates/fi/2031/loans.md", 3))
    section = Section("loans", "Luvut", heading, (reference,), "flow", None, 1, "templates/fi/2031/loans.md")
    try:
        document = compose(edition, lang, [section], [])
    except BadInput as bad:
        places = {found.place for found in refused}
        return Trial(findings=[*findings, *(found for found in bad.findings if found.place not in places)])
    if findings:
        return Trial(findings=findings)
    (chart,) = (block for block in walk(document.sections[0].blocks) if isinstance(block, Chart))
    return _at_every_width(chart)


def _at_every_width(chart: Chart) -> Trial:
    """Draw a chart as wide as the flow has it: a page, half a page, two thirds of one."""
    kind, grid = KINDS[chart.spec.kind], THEME.grid
    if chart.spec.kind not in DRAWINGS:
        return Trial(chart=chart)
    drawings: dict[float, Drawing] = {}
    for span in (12, 8, *((6,) if kind.paired else ())):
        frame = ChartFrame(grid.span(span), kind.height)
        try:
            fitting = replace(frame, height=height_for(chart, THEME, frame))
            drawings[frame.width] = draw(chart, THEME, fitting)
        except BadInput as bad:
            return Trial(drawings, bad.findings, chart)
    return Trial(drawings, (), chart)
