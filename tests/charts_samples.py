"""Charts to test with, made by hand, one or more of each kind; and what a font says of a text's ink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from reportgen.charts import ChartFrame, draw
from reportgen.findings import Place
from reportgen.model.document import Chart, Datum
from reportgen.model.drawing import Colour, Drawing, PathMark, TextMark
from reportgen.model.edition import ChartSpec, OptionValue
from reportgen.sources.theme import load_theme

THEME = load_theme(Path(__file__).resolve().parent.parent)
PLACE = Place("seeds/2031/edition.toml", 12)
Box = tuple[float, float, float, float]


def datum(
    indicator: str,
    value: int | str | None,
    label: str = "",
    *,
    shown: str | None = None,
    year: int = 2031,
    area: str | None = None,
    form: str = "count",
) -> Datum:
    """Return a datum; what is shown is the value with a real minus sign, unless told."""
    number = None if value is None else Decimal(value)
    text = "" if number is None else str(number).replace("-", "\u2212")
    return Datum(label, number, text if shown is None else shown, year, indicator, area, form)


def chart(kind: str, *data: Datum, labels: Mapping[str, str] | None = None, **options: OptionValue) -> Chart:
    """Return a chart of a kind that lists the indicators and years of its data."""
    ids = tuple(dict.fromkeys(each.indicator for each in data))
    years = tuple(dict.fromkeys(each.year for each in data))
    spec = ChartSpec("sample", kind, ids, years, options, {}, PLACE)
    return Chart(spec, (), (), data, {"missing": "ei tietoa", **(labels or {})})


def over_years(
    indicator: str, first: int, *values: int | None, label: str = "", area: str | None = None
) -> list[Datum]:
    """Return one indicator's data, a year each."""
    return [datum(indicator, v, label, year=first + n, area=area) for n, v in enumerate(values)]


def breaking(data: Sequence[Datum], *years: int) -> list[Datum]:
    """Return data in which something was counted otherwise from each of the years on."""
    return [replace(each, breaks=each.year in years) for each in data]


STAFF = (
    datum("hospital", 5846, "Sjukhus-, rehabiliterings- och omsorgstjänster", area="hospital"),
    datum("family", 4095, "Familje- och socialtjänster", area="family"),
    datum("rescue", 798, "Räddningsverket", area="rescue"),
)
TOTAL = datum("total", 10739, "Totalt")
UNITS = (
    datum("visits", 400, area="health"),
    datum("days", 300, form="day"),
    datum("nights", 150, form="day"),
    datum("clients", 20, form="person"),
    datum("children", 5, form="person"),
    datum("unknown", None, area="health"),
)
PARTS = (
    datum("health", 80, "terveys- ja päihdepalveluissa", area="health"),
    datum("family", 46, "perhe- ja sosiaali\u00adpalveluissa", area="family"),
    datum("hospital", 20, "sairaala-, kuntoutus- ja hoivapalveluissa", area="hospital"),
)
FOURTHS = (
    datum("health", 52, "Hälsovårds- och missbrukstjänster", area="health"),
    datum("family", 19, "Familje- och socialtjänster", area="family"),
    datum("hospital", 14, "Sjukhus-, rehabiliterings- och omsorgstjänster", area="hospital"),
    datum("other", 16, "Andra aktörer"),
)
SHARES = (
    datum("green", 46, "Ympäristövastuun kriteerit", shown="46\u00a0% hankinnoista"),
    datum("social", 26, "Sosiaalisen vastuun kriteerit", shown="26\u00a0% hankinnoista"),
    datum("other", None, "Muut kriteerit"),
)
OWN = over_years("own", 2024, 60, 62, 68, None, 80, 86, label="Oma")
BOUGHT = over_years("bought", 2024, 30, 28, 32, None, 33, 29, label="Ostettu")
OTHER = over_years("other", 2024, 10, None, 14, None, 24, 27, label="Muu palvelu")
BREAK = {"break": "sarja katkeaa"}
BROKEN = breaking(over_years("broken", 2027, 29, 22, 22, 21, 26, label="Katkeava"), 2028)
WHOLE = over_years("whole", 2027, 50, 50, 45, 44, 79, label="Ehjä")
SHORT = over_years("short", 2027, 7, 9, None, 9, 13, label="Vajaa")
ENDS = (
    datum("least", -100, "pienin"),
    datum("most", 100, "suurin"),
    datum("good", 50, "erinomainen"),
)


def moved(then: int | None, now: int | None) -> tuple[Datum, ...]:
    """Return the data of a scale on which a value moved."""
    return (
        datum("nps", then, f"{then} vuonna 2030", year=2030),
        datum("nps", now, f"{now} vuonna 2031"),
        *ENDS,
    )


def rows(count: int, pitch: float = 25.0) -> tuple[float, ...]:
    """Return the centres of so many rows of a table."""
    return tuple(pitch * (number + 0.5) for number in range(count))


SAMPLES: Mapping[str, tuple[Chart, ChartFrame]] = {
    "bars beside a table": (
        chart("bars", *STAFF, TOTAL, no_bar=("total",)),
        ChartFrame(206, 100, rows(4), labels=False),
    ),
    "bars with labels": (chart("bars", *STAFF, TOTAL, no_bar=("total",)), ChartFrame(200, 150)),
    "bars of every unit": (chart("bars", *UNITS), ChartFrame(120, 150, rows(6), labels=False)),
    "bars of every unit with values": (chart("bars", *UNITS), ChartFrame(150, 150)),
    "scale": (chart("scale", *moved(58, 64), signed=True), ChartFrame(510, 48)),
    "scale in a column": (chart("scale", *moved(58, 64), signed=True), ChartFrame(193, 72)),
    "scale at its low end": (chart("scale", *moved(-97, -92)), ChartFrame(300, 60)),
    "scale at its high end": (chart("scale", *moved(100, 92)), ChartFrame(300, 60)),
    "scale without change": (chart("scale", *moved(58, 58)), ChartFrame(300, 60)),
    "scale without a current value": (chart("scale", *moved(58, None)), ChartFrame(300, 60)),
    "split": (chart("split", *PARTS), ChartFrame(336, 132)),
    "split with a narrow part": (
        chart("split", PARTS[0], datum("family", 5, PARTS[1].label, area="family"), PARTS[2]),
        ChartFrame(336, 150),
    ),
    "split with a narrow first part": (
        chart("split", datum("health", 8, PARTS[0].label, area="health"), *PARTS[1:]),
        ChartFrame(336, 120),
    ),
    "split with a missing part": (
        chart("split", *PARTS, datum("common", None, "muissa")),
        ChartFrame(336, 142),
    ),
    "split with narrow neighbours": (chart("split", *FOURTHS), ChartFrame(336, 140)),
    "dots": (
        chart(
            "dots",
            datum("electric", 79),
            datum("cars", 332),
            labels={"filled": "sähköauto", "outlined": "muu"},
        ),
        ChartFrame(510, 228),
    ),
    "small dots": (chart("dots", datum("electric", 79), datum("cars", 332)), ChartFrame(190, 34)),
    "meters": (chart("meters", *SHARES, accent="green"), ChartFrame(336, 104)),
    "meters in a column": (chart("meters", *SHARES), ChartFrame(150, 140)),
    "series": (chart("series", *OWN, *BOUGHT, *OTHER), ChartFrame(336, 130)),
    "series in a column": (chart("series", *OWN, *BOUGHT), ChartFrame(193, 90)),
    "series with a break": (chart("series", *WHOLE, *BROKEN, labels=BREAK), ChartFrame(336, 100)),
    "series that breaks at its top": (
        chart("series", *breaking(WHOLE, 2031), labels=BREAK),
        ChartFrame(336, 90),
    ),
    "series of which one lacks a year": (chart("series", *WHOLE, *SHORT), ChartFrame(336, 100)),
    "series with large numbers": (
        chart("series", *over_years("a", 2024, 1605013, 1585343, 1536878, None, 1511000, 1582500)),
        ChartFrame(250, 90),
    ),
    "columns that break": (
        chart("columns", *breaking(over_years("a", 2027, 42, 41, 39, 26, 26), 2029, 2031), labels=BREAK),
        ChartFrame(240, 90),
    ),
    "columns": (
        chart("columns", *over_years("a", 2024, 60, 62, None, 86, area="health")),
        ChartFrame(193, 90),
    ),
    "pair": (
        chart("pair", *over_years("a", 2030, 19, 24), accent="green"),
        ChartFrame(150, 110),
    ),
    "pair without a current value": (chart("pair", *over_years("a", 2030, 19, None)), ChartFrame(150, 110)),
}


def drawn(name: str) -> Drawing:
    """Return the drawing of a sample."""
    sample, frame = SAMPLES[name]
    return draw(sample, THEME, frame)


def texts(drawing: Drawing) -> list[TextMark]:
    """Return the texts of a drawing in painting order."""
    return [mark for mark in drawing.marks if isinstance(mark, TextMark)]


def paths(drawing: Drawing, *, fill: str | None = None, stroke: str | None = None) -> list[PathMark]:
    """Return the paths with exactly this fill and this stroke, by colour role; None means without."""
    wanted = (_colour(fill), _colour(stroke))
    found = [mark for mark in drawing.marks if isinstance(mark, PathMark)]
    return [mark for mark in found if (mark.fill, mark.stroke) == wanted]


def _colour(name: str | None) -> Colour | None:
    return None if name is None else THEME.colour(name)


def ends(drawing: Drawing, colour: str = "primary") -> list[PathMark]:
    """Return the upright lines of 1.5 points: the ends of horizontal bars."""
    lines = [mark for mark in paths(drawing, stroke=colour) if mark.width == 1.5]
    return [mark for mark in lines if box(mark)[0] == box(mark)[2]]


def box(mark: PathMark) -> Box:
    """Return left, bottom, right and top of a path's points, its stroke not counted."""
    xs = [x for _, numbers in mark.segments for x in numbers[::2]]
    ys = [y for _, numbers in mark.segments for y in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def _font(path: Path) -> TTFont:
    return TTFont(path)


def ink(mark: TextMark) -> Box:
    """Return left, bottom, right and top of a text, from the font's own tables."""
    font = _font(THEME.fonts[mark.font])
    cmap, glyphs, advances = font.getBestCmap(), font["glyf"], font["hmtx"]
    names = [cmap[ord(char)] for char in mark.text]
    scale = mark.size / font["head"].unitsPerEm
    width = sum(advances[name][0] for name in names) * scale
    left = mark.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * width
    outlines = [glyphs[name] for name in names if glyphs[name].numberOfContours]
    bottom = min((outline.yMin for outline in outlines), default=0) * scale
    top = max((outline.yMax for outline in outlines), default=0) * scale
    return left, mark.y + bottom, left + width, mark.y + top
