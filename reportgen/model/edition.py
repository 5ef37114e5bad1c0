"""Edition: the truth about one year's publication. It knows no language and no format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reportgen.findings import Finding, Place
from reportgen.model.indicator import Catalogue, Localised, Observation
from reportgen.model.strategy import Strategy


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A section of the publication: which template it is made from and which layout draws it.

    ``name`` is the short name in contents and footers; ``accent`` a colour role of the theme;
    ``photos`` names picture slots (file paths and alternative texts are in `Picture`); ``draft`` says that
    whoever answers for the text has not approved it yet.
    """

    id: str
    template: str
    layout: str
    name: Localised
    accent: str | None
    seed: int
    hidden: bool
    place: Place
    draft: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column of other indicators than the rows', one a row in their order; ``""``: the source has none.

    ``total`` stands in the row of the total. The values are those of ``year``.
    """

    head: Localised
    indicators: tuple[str, ...]
    total: str | None
    year: int
    place: Place


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table by indicator ids: one row an indicator, columns taken from the row's own or related indicators.

    ``columns`` is a tuple of column kinds: ``value``, ``share`` (the indicator in ``shares`` at the same
    position), ``previous``, ``change``, or a year in digits: the row's value of that year. ``extra`` columns
    of other indicators follow them. ``total`` is the last row. ``caption`` numbers nothing by hand.
    ``labels`` tells what rows are called by: the ``label`` or the ``short`` label of their indicators.
    """

    id: str
    caption: Localised
    header: Localised
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    shares: tuple[str, ...]
    total: str | None
    total_share: str | None
    area: str | None
    note: Localised
    place: Place
    labels: str = "label"
    extra: tuple[ColumnSpec, ...] = ()

    def column_year(self, kind: str, year: int) -> int | None:
        """Return the year that a kind of column shows in the edition of ``year``, None for a change."""
        match kind:
            case "change":
                return None
            case "previous":
                return year - 1
            case _:
                return int(kind) if kind.isdigit() else year

    def years(self, year: int) -> tuple[int, ...]:
        """Return the years that the rows are shown in, in order, in the edition of ``year``."""
        shown = {self.column_year(kind, year) for kind in self.columns if kind != "share"}
        return tuple(sorted(each for each in shown if each is not None))

    def change_years(self, year: int) -> tuple[int, int]:
        """Return the years that a change is told between, the later first: the last two that are shown."""
        shown = self.years(year)
        return (shown[-1], shown[-2]) if len(shown) > 1 else (year, year - 1)

    @property
    def is_wide(self) -> bool:
        """Whether a row has several values, so that their unit is better told once."""
        return sum(kind not in ("share", "change") for kind in self.columns) + len(self.extra) > 1

    def named(self) -> tuple[str, ...]:
        """Return every indicator that the table names."""
        extra = (id for column in self.extra for id in (*column.indicators, column.total))
        return tuple(filter(None, (*self.rows, *self.shares, self.total, self.total_share, *extra)))


OptionValue = bool | int | Decimal | str | tuple[str, ...]
"""The value of a chart's option, by its type: a flag, whole number, number, name, or names."""


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart by indicator ids. ``kind`` is one of `reportgen.model.chartkind.KINDS`.

    ``alt`` is an author's own text, if any.
    """

    id: str
    kind: str
    indicators: tuple[str, ...]
    years: tuple[int, ...]
    options: Mapping[str, OptionValue] = field(hash=False)
    alt: Localised = field(hash=False)
    place: Place
    alt_place: Place | None = None


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A named thing of an official list, with the service area it belongs to and what it holds."""

    id: str
    name: Localised
    area: str | None
    items: tuple[ListEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person in an office: the name as printed, the title in both languages."""

    id: str
    name: str
    title: Localised


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A unit of the organisation: its head, what it consists of, and the units below it."""

    id: str
    name: Localised
    head: str | None
    area: str | None
    items: tuple[Localised, ...]
    units: tuple[OrgUnit, ...]


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """An address that the publication points to; ``text`` is how it is printed."""

    id: str
    label: Localised
    text: Localised
    href: Localised


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture slot: the file of each language, texts, and the point that must stay in view.

    Files are relative to the project, "" while there is none. ``focus`` is (x, y) as fractions of width and
    height from the top left.
    """

    slot: str
    files: Localised
    alt: Localised
    credit: Localised
    focus: tuple[Decimal, Decimal]
    place: Place


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is faulty in the files of an edition: whatever else seems wrong with that may only follow from it.

    ``files`` could not be read, or call something by a name that nothing reads. ``names`` are those of things
    with a fault: of a term, an indicator, a table. ``values`` are faulty figures, as (indicator, year);
    ``years`` have rows of figures of which nobody can tell what they hold.
    """

    files: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    values: frozenset[tuple[str, int]] = frozenset()
    years: frozenset[int] = frozenset()


NO_DOUBT = Doubt()


@dataclass(frozen=True, slots=True)
class Edition:
    """One year: figures, names, lists, chart and table specifications, and where each came from."""

    year: int
    title: Localised
    subtitle: Localised
    slogan: Localised
    publisher: Localised
    wordmark: Localised
    licence: str
    published: date
    published_assumed: bool
    languages: tuple[str, ...]
    sections: tuple[SectionSpec, ...]
    tables: Mapping[str, TableSpec]
    charts: Mapping[str, ChartSpec]
    lists: Mapping[str, tuple[ListEntry, ...]]
    terms: Mapping[str, Localised]
    abbreviations: Mapping[str, Localised]
    dates: Mapping[str, str]
    people: Mapping[str, Person]
    organisation: OrgUnit | None
    links: Mapping[str, LinkTarget]
    pictures: Mapping[str, Picture]
    catalogue: Catalogue
    observations: Mapping[tuple[str, int], Observation]
    place: Place
    contact: str = ""
    rejected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: words that are not to be written, and the term that stands for each."""
    strategy: Strategy | None = None
    draft: bool = True
    """Whether nobody has approved the publication: then ``publisher`` says what it is made from instead."""
    remarks: tuple[Finding, ...] = ()
    """What is not settled yet: a publication or a section that nobody has approved, an assumed date."""
    doubt: Doubt = NO_DOUBT
    """Empty unless the edition is a part of one, that texts are checked against and no file is built from."""
