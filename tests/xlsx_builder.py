"""A small edition made by hand: two themes, two years, a missing value, a break, and a derived figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from publishing import publication, render

from reportgen.findings import Place
from reportgen.model.edition import ChartSpec, Edition, LinkTarget, TableSpec
from reportgen.model.indicator import (
    Catalogue,
    Derivation,
    Indicator,
    Observation,
    Source,
    Status,
    Theme,
    Unit,
    UnitKind,
)
from reportgen.render.xlsx import Printed


@cache
def printed(lang: str) -> Printed:
    """Return what the repository's own publication shows in a language, and where."""
    document = publication(lang)
    return Printed(document.citations, render(document).positions)


HERE = Place("seeds/2024/edition.toml", 1)


def both(fi: str, sv: str | None = None) -> dict[str, str]:
    """Return a text in both languages."""
    return {"fi": fi, "sv": fi + " (sv)" if sv is None else sv}


def unit(id: str, kind: UnitKind, label: str, change: str = "") -> Unit:
    """Return a unit of measure."""
    short = "%" if kind is UnitKind.PERCENT else ""
    return Unit(
        id, kind, both(label), both(short, short), both(label), both(label), both(change), both(change)
    )


PERSON = unit("person", UnitKind.COUNT, "henkilöä")
PERCENT = unit("percent", UnitKind.PERCENT, "prosenttia", "prosenttiyksikköä")
ENERGY = unit("mwh", UnitKind.AMOUNT, "MWh")


def indicator(id: str, unit: Unit = PERSON, **changes: Any) -> Indicator:
    """Return an indicator whose theme is the first part of its id."""
    plain = Indicator(
        id=id,
        theme=id.split(".")[0],
        unit=unit,
        decimals=0,
        good="neutral",
        label=both(f"Nimi {id}"),
        short=both(id),
        definition=both(f"Mitä {id} tarkoittaa."),
        part_of=None,
        derivation=None,
        area=None,
        place=Place("seeds/indicators.toml", 10),
    )
    return replace(plain, **changes)


def observation(
    id: str, year: int, value: str | None, status: Status = Status.NORMAL, note: str = ""
) -> Observation:
    """Return an observation as its source would give it."""
    return Observation(
        indicator=id,
        year=year,
        value=None if value is None else Decimal(value),
        status=status,
        source="report",
        source_place="sivu 5",
        note=both(note) if note else {},
        place=Place(f"seeds/{year}/figures.csv", 2),
    )


INDICATORS = (
    indicator("staff.hospital", area="hospital"),
    indicator("staff.rescue", area="rescue"),
    indicator("staff.total", derivation=Derivation("sum", ("staff.hospital", "staff.rescue"))),
    indicator("staff.share_hospital", PERCENT, area="hospital"),
    indicator("staff.share_rescue", PERCENT, area="rescue"),
    indicator("staff.recommend", PERCENT),
    indicator("green.energy", ENERGY, decimals=1),
    indicator("green.cars"),
)
OBSERVATIONS = (
    observation("staff.hospital", 2024, "5846"),
    observation("staff.rescue", 2024, "798"),
    observation("staff.hospital", 2023, "5900"),
    observation("staff.rescue", 2023, None, Status.MISSING, "Lähde ei kerro."),
    observation("staff.share_hospital", 2024, "88"),
    observation("staff.share_rescue", 2024, "12"),
    observation("staff.recommend", 2024, "79"),
    observation("staff.recommend", 2023, "74"),
    observation("green.energy", 2024, "163.3"),
    observation("green.cars", 2024, "9.95", Status.UNCONFIRMED, "Kaksi lukua samasta asiasta."),
)
TABLE = TableSpec(
    id="staff",
    caption=both("Henkilöstö {staff}"),
    header=both("Alue"),
    columns=("value",),
    rows=("staff.hospital", "staff.rescue"),
    shares=(),
    total="staff.total",
    total_share=None,
    area=None,
    note={},
    place=HERE,
)
STRIP = ChartSpec("sea", "sea", ("staff.share_rescue", "staff.share_hospital"), (2024,), {}, {}, HERE)


def edition(**changes: Any) -> Edition:
    """Return the small edition, with other fields where a test asks for them."""
    small = Edition(
        year=2024,
        title=both("Vuosi", "År"),
        subtitle=both(""),
        slogan=both(""),
        publisher=both("Kaupunki", "Staden"),
        wordmark=both("Kaupunki", "Staden"),
        licence="",
        published=date(2025, 3, 31),
        published_assumed=True,
        languages=("fi", "sv"),
        sections=(),
        tables={"staff": TABLE},
        charts={"sea": STRIP},
        lists={},
        terms={},
        abbreviations={"MWh": both("megawattitunti", "megawattimme")},
        dates={"staff": "2024-12-31"},
        people={},
        organisation=None,
        links={"home": LinkTarget("home", both("Sivu"), both("example.org"), both("https://example.org"))},
        pictures={},
        catalogue=catalogue(),
        observations={(seen.indicator, seen.year): seen for seen in OBSERVATIONS},
        place=HERE,
        draft=False,
    )
    return replace(small, **changes)


def catalogue(*more: Indicator, themes: Mapping[str, Theme] | None = None) -> Catalogue:
    """Return the catalogue of the small edition with more indicators at its end."""
    indicators = (*INDICATORS, *more)
    return Catalogue(
        indicators={entry.id: entry for entry in indicators},
        units={entry.unit.id: entry.unit for entry in indicators},
        themes=themes
        or {
            "staff": Theme("staff", both("Henkilöstö", "Personal")),
            "green": Theme("green", both("Ympäristö", "Miljö")),
        },
        sources={"report": Source("report", both("Vuosikertomus"), both("Kaupunki", "Staden"), 2024)},
    )


def seen(edition: Edition, *more: Observation) -> Edition:
    """Return an edition with more observations, or others in place of its own."""
    return replace(edition, observations={**edition.observations, **{(o.indicator, o.year): o for o in more}})
