"""Any values, labels and numbers of things: a chart is drawn soundly, or refused by what is wrong with it.

Run at length with ``--hypothesis-profile=long``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from charts_samples import box, ink, texts
from charts_trials import ID, YEAR, Line, Trial, drawn, put, small_project, tried
from conftest import REPOSITORY, examples
from hypothesis import given
from hypothesis import strategies as st

from reportgen.findings import Finding
from reportgen.model.chartkind import KINDS
from reportgen.model.drawing import Drawing, PathMark
from reportgen.model.edition import Edition
from reportgen.sources import load_edition

HAIR = 0.06  # a hair more than the drawing allows itself
LETTERS = "abdeghijklmnoprstuvyäöåABDEGHIJKLMNOPRSTUVYÄÖÅ"
COMPOUNDS = (
    "lastensuojelun\u00adsijaishuolto",
    "ympärivuorokautinen",
    "päihde- ja mielenterveys\u00adpalvelut",
    "Hälsovårds- och missbrukstjänster",
    "erikoissairaanhoidon",
    "kotihoito",
    "ja",
    "Å",
)
CODES = {"chart-value", "chart-room", "chart-data", "not-comparable", "percent-range", "count-negative"}
"""Findings that a value or label of a chart, and nothing else, may lead to."""


@cache
def load(year: int) -> Edition:
    """Return an edition of the repository."""
    return load_edition(REPOSITORY, year).edition


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small project that every trial writes its chart into."""
    return small_project(tmp_path_factory.mktemp("charts"))


# ------------------------------------------------------------ what may be asked for

words = st.one_of(st.text(LETTERS, min_size=1, max_size=80), st.sampled_from(COMPOUNDS))
labels = st.lists(words, min_size=1, max_size=8).map(lambda parts: " ".join(parts)[:80].rstrip(" \u00ad-"))
both = st.tuples(labels, labels)
SIZES = ("0", "1", "0.001", "7", "79", "332", "4500", "78500.5", "1605013", "1000000000000")
numbers = st.one_of(
    st.sampled_from(SIZES).map(Decimal),
    st.integers(0, 10**12).map(Decimal),
    st.decimals(0, 1000, places=2),
)


def unambiguous(number: Decimal) -> Decimal:
    """Return a number with four decimals: three may be thousands."""
    return number.quantize(Decimal("0.0001"))


signed = st.one_of(numbers, numbers.map(lambda number: -number))
known = st.one_of(st.none(), numbers)


ACCENTS = st.sampled_from(("", 'accent = "green"', 'accent = "digital"'))
AREAS = ("hospital", "family", "health", "common", "rescue")


@dataclass(frozen=True)
class Asked:
    """A chart as a writer describes it."""

    kind: str
    lines: tuple[Line, ...]
    years: tuple[int, ...] = (YEAR,)
    options: str = ""


@st.composite
def lines_of(
    draw: st.DrawFn,
    unit: st.SearchStrategy[str],
    values: st.SearchStrategy[Decimal | None],
    count: int,
    years: Sequence[int] = (YEAR,),
) -> tuple[Line, ...]:
    """Return indicators over years: each value its own, or all equal, all nothing, all missing."""
    alike = draw(st.one_of(st.none(), st.sampled_from(("equal", "zero", "missing"))))
    same = {"equal": draw(values), "zero": Decimal(0)}.get(alike or "")
    units = draw(unit)
    found = []
    for _ in range(count):
        known = {year: same if alike else draw(values) for year in years}
        breaks = frozenset(year for year in years[1:] if draw(st.integers(0, 9)) == 0)
        found.append(Line(units, draw(both), known, breaks, decimals=draw(st.integers(0, 3))))
    return tuple(found)


@st.composite
def some_years(draw: st.DrawFn, least: int = 1, most: int = 40) -> tuple[int, ...]:
    """Return years up to the edition's, some of those between left out."""
    size = draw(st.one_of(st.integers(least, min(most, 8)), st.integers(least, most)))
    first = YEAR + 1 - size
    kept = draw(st.sets(st.integers(first, YEAR), max_size=3)) if least == 1 else set()
    return tuple(year for year in range(first, YEAR + 1) if year not in kept) or (YEAR,)


COUNTS = st.sampled_from(("loan", "person", "day", "meur", "percent"))
shares = st.one_of(st.none(), st.decimals(0, 100, places=1), st.integers(0, 100).map(Decimal))
few = st.one_of(st.none(), st.integers(0, 2000).map(Decimal), signed)


@st.composite
def bars(draw: st.DrawFn) -> Asked:
    """Bars of one unit or of several counted ones, with and without a total."""
    count = draw(st.one_of(st.integers(1, 5), st.integers(1, 20)))
    found = draw(lines_of(COUNTS, draw(st.sampled_from((known, known, known_signed))), count))
    if found[0].unit in ("loan", "person", "day") and draw(st.booleans()):
        found = tuple(replace(one, unit=("loan", "person", "day")[n % 3]) for n, one in enumerate(found))
    total = f'no_bar = "loans.i{count - 1}"' if count > 1 and draw(st.booleans()) else ""
    options = [draw(ACCENTS), total, draw(st.sampled_from(("", "legend = true", 'form = "filled"')))]
    return Asked("bars", found, options=", ".join(filter(None, options)))


@st.composite
def over_years(draw: st.DrawFn, kind: str) -> Asked:
    """Lines and columns over years."""
    count = draw(st.integers(1, 3)) if kind == "series" else 1
    years = draw(some_years(2, 2) if kind == "pair" else some_years())
    values = st.one_of(st.none(), signed) if kind == "series" else known
    found = draw(lines_of(COUNTS, values, count, years))
    options = draw(ACCENTS) if kind != "series" else draw(st.sampled_from(("", 'colours = ["green-dark"]')))
    return Asked(kind, found, years, options)


@st.composite
def two(draw: st.DrawFn, kind: str) -> Asked:
    """A part and its whole, or what is reached and its target."""
    values = few if kind == "dots" else st.one_of(known, known_signed)
    return Asked(kind, draw(lines_of(st.sampled_from(("loan", "person")), values, 2)))


@st.composite
def meters(draw: st.DrawFn) -> Asked:
    """Shares."""
    values = draw(st.sampled_from((shares, shares, st.one_of(shares, signed))))
    return Asked(
        "meters", draw(lines_of(st.just("percent"), values, draw(st.integers(1, 12)))), options=draw(ACCENTS)
    )


@st.composite
def scale(draw: st.DrawFn) -> Asked:
    """A value between two ends, the ends wider than it or not."""
    years = draw(st.sampled_from(((YEAR,), (YEAR - 1, YEAR), (YEAR - 7, YEAR))))
    value, least, most = draw(st.tuples(*[st.one_of(signed, st.integers(-100, 100).map(Decimal))] * 3))
    low, high = sorted((least, most)) if draw(st.integers(0, 4)) else (least, most)
    span = (
        st.sampled_from((low, high, (low + high) / 2)).map(unambiguous)
        if draw(st.integers(0, 4))
        else st.just(value)
    )
    first = draw(lines_of(COUNTS, st.one_of(st.none(), span), 1, years))[0]
    ends = [low, high, *([draw(span)] if draw(st.booleans()) else [])]
    rest = [Line(first.unit, draw(both), {YEAR: end}, decimals=first.decimals) for end in ends]
    options = [draw(st.sampled_from(("", "signed = true"))), draw(st.sampled_from(("", "ticks = 8")))]
    return Asked("scale", (first, *rest), years, ", ".join(filter(None, options)))


@st.composite
def split(draw: st.DrawFn) -> Asked:
    """Parts of a hundred, of a whole that is listed, or of what they add up to."""
    count = draw(st.integers(1, 8))
    sort = draw(st.sampled_from(("counts", "percent", "listed")))
    if sort == "percent":
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
        parts = [Decimal(b - a) for a, b in pairwise([0, *cuts, 100])]
        found = tuple(Line("percent", draw(both), {YEAR: part}) for part in parts)
        return Asked("split", found, options=draw(ACCENTS))
    found = draw(lines_of(st.just("loan"), known, count))
    if sort == "counts":
        return Asked("split", found, options=draw(ACCENTS))
    total = sum(
        (one.values[YEAR] or Decimal(0) for one in found), draw(st.sampled_from((0, 0, 5))) * Decimal(1)
    )
    whole = Line("loan", draw(both), {YEAR: total}, decimals=3)
    return Asked("split", (*found, whole), options=f'no_bar = ["loans.i{count}"]')


@st.composite
def sea(draw: st.DrawFn) -> Asked:
    """The shares of up to five areas, and a count of each."""
    count = draw(st.integers(1, 5))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1)))
    parts = [Decimal(b - a) for a, b in pairwise([0, *cuts, 100])]
    found = [
        Line("percent", draw(both), {YEAR: part}, area=area) for part, area in zip(parts, AREAS, strict=False)
    ]
    if draw(st.booleans()):
        counts = draw(lines_of(st.just("person"), known, count))
        found += [replace(one, area=area) for one, area in zip(counts, reversed(AREAS[:count]), strict=True)]
    return Asked("sea", tuple(found))


known_signed = st.one_of(st.none(), signed)
KIND_OF: Mapping[str, st.SearchStrategy[Asked]] = {
    "bars": bars(),
    "columns": over_years("columns"),
    "dots": two("dots"),
    "gauge": two("gauge"),
    "meters": meters(),
    "pair": over_years("pair"),
    "scale": scale(),
    "sea": sea(),
    "series": over_years("series"),
    "split": split(),
}


# ------------------------------------------------------------ what must come of it


def judge(trial: Trial, labels: Sequence[str]) -> None:
    """A chart is drawn soundly or refused, with one finding for each value or label at fault."""
    for drawing in trial.drawings.values():
        sound(drawing)
    places = [found.place for found in trial.findings]
    assert len(set(places)) == len(places), trial.findings
    shown = [datum.shown for datum in trial.chart.data] if trial.chart else []
    for found in trial.findings:
        assert found.code in CODES, found
        assert found.remedy, found
        told = (
            "'loans.i" in found.message or named(found, [*labels, *shown]) or found.code == "count-negative"
        )
        assert told, (found.code, found.message)
        if found.code.startswith("chart"):
            assert f"'{ID}'" in found.message, found
    if any(found.code in ("chart-room", "chart-data") for found in trial.findings):
        assert len(trial.findings) == 1


def named(found: Finding, labels: Sequence[str]) -> bool:
    """Tell whether a finding quotes a part of one of the labels, or a value as it is drawn."""
    quoted = found.message.split("'")[3::2]
    printed = [label.replace("\u00ad", "").casefold() for label in labels]
    return any(part.replace("\u00ad", "").casefold() in label for part in quoted for label in printed)


def sound(drawing: Drawing) -> None:
    """Nothing leaves the frame and no text touches another, measured with the fonts' own tables."""
    for mark in drawing.marks:
        if isinstance(mark, PathMark):
            left, bottom, right, top = box(mark)
            across = mark.width / 2 if bottom != top else 0
            along = mark.width / 2 if left != right else 0
            left, bottom, right, top = left - across, bottom - along, right + across, top + along
        else:
            left, bottom, right, top = ink(mark)
        assert min(left, bottom) >= -HAIR, mark
        assert max(right - drawing.width, top - drawing.height) <= HAIR, mark
    inks = [(text.text, ink(text)) for text in texts(drawing)]
    for (one, a), (two, b) in combinations(inks, 2):
        across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= HAIR or along <= HAIR, (one, two)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_chart_of_any_values_is_drawn_or_refused(kind: str, root: Path, data: st.DataObject) -> None:
    """In a small project, in both languages, at every width."""
    asked = data.draw(KIND_OF[kind])
    put(root, asked.kind, asked.lines, asked.years, asked.options)
    for trial in tried(root):
        judge(trial, [label for line in asked.lines for label in line.labels])


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_chart_of_too_few_or_too_many_things_is_one_finding(
    kind: str, root: Path, data: st.DataObject
) -> None:
    """It names the chart and says what its kind takes; so do years."""
    least, most = KINDS[kind].indicators
    count = data.draw(st.one_of(st.integers(0, least - 1), st.integers(most + 1, most + 4)))
    unit = "percent" if KINDS[kind].units in ("percent", "areas") else "loan"
    put(root, kind, data.draw(lines_of(st.just(unit), shares, count)), [YEAR])
    (trial,) = tried(root)
    (found,) = (found for found in trial.findings if found.code != "years-count")
    assert found.code == "indicators-count"
    assert f"'{ID}' ({kind})" in found.message
    assert KINDS[kind].takes in found.message


REAL = [(year, id) for year in (2021, 2023, 2024) for id in load(year).charts]


@pytest.mark.parametrize(("year", "id"), REAL)
@examples(1, 100)
@given(data=st.data())
def test_a_chart_of_an_edition_is_drawn_or_refused_with_other_values(
    year: int, id: str, data: st.DataObject
) -> None:
    """Its indicators keep their labels, units and areas; every stored value of theirs is another."""
    edition = load(year)
    kept = edition.charts[id].indicators
    values = data.draw(st.sampled_from((known, known_signed, shares)))
    others = {
        key: replace(seen, value=data.draw(values)) if key[0] in kept and seen.value is not None else seen
        for key, seen in edition.observations.items()
    }
    for lang in ("fi", "sv"):
        trial = drawn(replace(edition, observations=others), id, lang, judged=False)
        for drawing in trial.drawings.values():
            sound(drawing)
        codes = {found.code for found in trial.findings}
        assert codes <= {"chart-value", "chart-room", "chart-data"}
        assert all(f"'{id}'" in found.message for found in trial.findings)
