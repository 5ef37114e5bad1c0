"""One edition's own file: ``edition.toml`` with its sections, tables, charts, pictures and dates."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportgen.findings import Finding, did_you_mean, info
from reportgen.model.edition import ChartSpec, Picture, SectionSpec, TableSpec
from reportgen.model.indicator import Localised
from reportgen.sources.edition_charts import read_chart
from reportgen.sources.edition_tables import Known, read_table
from reportgen.sources.toml_table import YEAR, Range, Table, refuse_twins

SEED = Range(0, 999_999_999, "Artwork is drawn from a number of at most nine digits")
FOCUS = Range(
    0, 1, "The point (x, y) that must stay in view is told in parts of width and height", ", as in [0.5, 0.4]"
)
_MIDDLE = (Decimal("0.5"), Decimal("0.5"))


@dataclass(frozen=True, slots=True)
class Outline:
    """What ``edition.toml`` says."""

    year: int
    published: date
    published_assumed: bool
    draft: bool
    title: Localised
    subtitle: Localised
    slogan: Localised
    publisher: Localised
    dates: Mapping[str, str]
    sections: tuple[SectionSpec, ...]
    tables: Mapping[str, TableSpec]
    charts: Mapping[str, ChartSpec]
    pictures: Mapping[str, Picture]
    remarks: tuple[Finding, ...]
    """See `Edition.remarks`."""


STATES = ("draft", "approved")
"""What a publication can be, by ``state`` in ``[publication]``: a draft until somebody says otherwise."""


def read_outline(file: Table, known: Known) -> Outline:
    """Read an edition of the year that its folder is called."""
    dates = _dates(file.child("dates")) if "dates" in file.data else {}
    draft, sections = _is_draft(file), tuple(_section(table) for table in file.items("section", None))
    published, assumed = file.day("published"), file.flag("published_assumed")
    outline = Outline(
        year=file.whole("year", YEAR),
        published=published,
        published_assumed=assumed,
        draft=draft,
        title=file.localised("title"),
        subtitle=file.localised("subtitle", required=False),
        slogan=file.localised("slogan", required=False),
        publisher=file.localised("publisher", required=False),
        dates=dates,
        sections=sections,
        tables={
            name: read_table(name, table, known, dates) for name, table in file.children("table").items()
        },
        charts={
            name: read_chart(name, table, known, dates) for name, table in file.children("chart").items()
        },
        pictures=read_pictures(file),
        remarks=tuple(_remarks(file, known.year, draft, published if assumed else None, sections)),
    )
    file.asked |= {"dates", "publication"}
    file.close()
    if "year" in file.data and outline.year != known.year:
        file.report(
            "year-differs",
            f"The folder is {known.year} but the file says {outline.year}.",
            "Correct one.",
            "year",
        )
    refuse_twins(file.items("section"))
    return outline


def _is_draft(file: Table) -> bool:
    if "publication" not in file.data:
        return True
    table, spelt = file.child("publication"), " or ".join(f'state = "{state}"' for state in STATES)
    state = table.data.get("state")
    table.asked.add("state")
    if "state" not in table.data:
        table.absent["state"] = f"Add {spelt}."
    elif state not in STATES:
        remedy = f"{did_you_mean(str(state).lower(), STATES)} Write {spelt}.".strip()
        table.report("unknown-value", f"'state' cannot be {state!r}.", remedy, "state")
    table.close()
    return state != "approved"


def _remarks(
    file: Table, year: int, draft: bool, assumed: date | None, sections: Iterable[SectionSpec]
) -> Iterator[Finding]:
    """Yield what a reader of the files should know before they are given to anybody."""
    if draft:
        message = f"The publication on {year} is a draft: its files name no publisher."
        remedy = 'Once it is approved, write state = "approved" under [publication].'
        yield info("draft-publication", file.place("publication"), message, remedy)
    if assumed is not None:
        message = f"The date of publication of {year}, {assumed}, is an assumption."
        remedy = "Set the real date and remove published_assumed."
        yield info("assumed-date", file.place("published_assumed"), message, remedy)
    for section in sections:
        if section.draft and not section.hidden:
            message = f"The section '{section.id}' of {year} is a draft that nobody has approved."
            yield info("draft-section", section.place, message, "Once it is approved, remove its 'draft'.")


def _section(table: Table) -> SectionSpec:
    name = table.identity("id")
    section = SectionSpec(
        id=name,
        template=_template(table, name),
        layout=table.text("layout", name),
        name=table.localised("name"),
        accent=table.text("accent", "") or None,
        seed=table.whole("seed", SEED, 0),
        hidden=table.flag("hidden"),
        draft=table.flag("draft"),
        place=table.place(),
    )
    table.close()
    return section


def _template(table: Table, section: str) -> str:
    """Return the name of a section's text: a file of its own in the year's folder."""
    name = table.text("template", f"{section}.md")
    if "template" in table.data and not re.fullmatch(r"[\w./ -]{1,120}\.md", name):
        message = f"'{name}' is no name of a text."
        table.report(
            "unknown-value", message, "Write the name of a file in templates/, as in staff.md.", "template"
        )
    return name


def read_pictures(file: Table, slots: Collection[str] | None = None) -> Mapping[str, Picture]:
    """Read the picture slots of an edition, or those of the project, which has only some."""
    tables = file.children("picture")
    for name in tables if slots is not None else ():
        tables[name].check_known("file", "picture", (name,), slots)
    return {name: _picture(name, table) for name, table in tables.items()}


def _picture(slot: str, table: Table) -> Picture:
    focus = table.listed("focus", Decimal, _MIDDLE, FOCUS)
    if len(focus) != 2:
        message = f"'focus' has {len(focus)} numbers, and a point has two."
        table.report("unknown-value", message, "Write for example [0.5, 0.4].", "focus")
        focus = _MIDDLE
    picture = Picture(
        slot=slot,
        files=_files(table),
        alt=table.localised("alt", required=False),
        credit=table.localised("credit", required=False),
        focus=(focus[0], focus[1]),
        place=table.place("file"),
    )
    table.close()
    return picture


def _files(table: Table) -> Localised:
    """Return the file of each language: one for all, or ``{ fi = "…", sv = "…" }``."""
    if not isinstance(table.data.get("file"), dict):
        return dict.fromkeys(table.languages, table.text("file", ""))
    inner = table.child("file")
    files = {lang: inner.text(lang, "") for lang in table.languages}
    inner.close()
    return files


def _dates(table: Table) -> Mapping[str, str]:
    dates = {name: table.text(name) for name in table.data}
    for name, text in dates.items():
        table.check_name(name)
        if text and not is_period(text):
            remedy = "Write a year, a month or a day (2024, 2024-10, 2024-12-31), or two of them: 2023/2025."
            table.report("date-unreadable", f"'{text}' is not a date.", remedy, name)
    return dates


def is_period(text: str) -> bool:
    """Tell whether a text is a year, month or day as ISO 8601 writes it, or two in order with a slash."""
    bounds = [_bounds(part) for part in text.split("/")]
    known = [bound for bound in bounds if bound is not None]
    return len(known) == len(bounds) <= 2 and known[0][0] <= known[-1][1]


def _bounds(text: str) -> tuple[date, date] | None:
    """Return the first and the last day that a date of any precision means."""
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
    if found is None:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    first, last = (month, month) if found[2] else (1, 12)
    try:
        return date(year, first, day if found[3] else 1), date(year, last, day or monthrange(year, last)[1])
    except ValueError:
        return None
