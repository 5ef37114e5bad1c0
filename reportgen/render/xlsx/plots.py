"""Which charts a theme's sheet has: a bar for each row of a group whose rows have one unit and a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.locales import shown
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator
from reportgen.render.xlsx.cells import number_format
from reportgen.render.xlsx.entries import group_text
from reportgen.render.xlsx.figures import Figure, figure, group_of, is_number, is_percent

MOST = 2
_FEWEST_BARS, _MOST_BARS = 2, 12

Strings = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its length in the unit of the cell or None, and the area whose colour it bears."""

    label: str
    value: Decimal | None
    area: str | None


@dataclass(frozen=True, slots=True)
class Plot:
    """A bar chart of consecutive rows of a table, in one year.

    ``first`` is the number of its first row among the table's, from 0. ``alt`` says in words what is seen.
    """

    title: str
    alt: str
    categories: str
    unit: str
    format: str
    year: int
    first: int
    bars: tuple[Bar, ...]


def plots(
    edition: Edition,
    lang: str,
    subject: str,
    indicators: Sequence[Indicator],
    years: Sequence[int],
    text: Strings,
) -> tuple[Plot, ...]:
    """Return the charts of a theme, those with the most bars, in the order of its rows.

    ``subject`` is the theme's name: the title of a chart of rows that belong to no table.
    """
    made = []
    for first, run in _runs(edition, indicators):
        year = _newest(edition, run, years)
        if year is not None and _FEWEST_BARS <= len(run) <= _MOST_BARS:
            made.append(_plot(edition, lang, subject, first, run, year, text))
    best = sorted(made, key=lambda plot: -len(plot.bars))[:MOST]
    return tuple(_named_apart([plot for plot in made if plot in best]))


def _named_apart(made: Sequence[Plot]) -> Iterator[Plot]:
    titles = [plot.title for plot in made]
    for number, plot in enumerate(made):
        if titles.count(plot.title) > 1:
            place = titles[: number + 1].count(plot.title)
            yield replace(plot, title=f"{plot.title} ({place}/{titles.count(plot.title)})")
        else:
            yield plot


def _runs(edition: Edition, indicators: Sequence[Indicator]) -> Iterator[tuple[int, list[Indicator]]]:
    """Yield runs of neighbours in one table and unit, totals left out, each with its first row's number."""
    first, run = 0, list[Indicator]()
    wholes = {entry.part_of for entry in indicators}
    for number, entry in enumerate(indicators):
        table = group_of(edition, entry)
        total = entry.derivation is not None or entry.id in wholes
        alike = run and (group_of(edition, run[-1]), run[-1].unit.id) == (table, entry.unit.id)
        if run and (total or not alike):
            yield first, run
            run = []
        if not total:
            first = first if run else number
            run.append(entry)
    if run:
        yield first, run


def _newest(edition: Edition, run: Sequence[Indicator], years: Sequence[int]) -> int | None:
    """Return the last year in which most rows have a value, none of them below zero."""
    for year in reversed(years):
        values = [value for entry in run if is_number(value := figure(edition, entry, year).value)]
        if len(values) >= max(_FEWEST_BARS, (len(run) + 1) // 2) and min(values) >= 0:
            return year
    return None


def _plot(
    edition: Edition, lang: str, subject: str, first: int, run: Sequence[Indicator], year: int, text: Strings
) -> Plot:
    one, table = run[0], group_of(edition, run[0])
    title = f"{group_text(edition, lang, table) if table else subject}, {one.unit.label[lang]}, {year}"
    percent = is_percent(one)
    figures = [figure(edition, entry, year) for entry in run]
    told = (f"{seen.indicator.label[lang]} {_told(seen, lang, text)}" for seen in figures)
    bars = (
        Bar(
            label=seen.indicator.label[lang],
            value=seen.value.scaleb(-2) if percent and seen.value is not None else seen.value,
            area=seen.indicator.area or (table.area if table else None),
        )
        for seen in figures
    )
    return Plot(
        title=title,
        alt=f"{text['chart_kind.bars']}: {title}. {'; '.join(told)}.",
        categories=text["column.indicator"],
        unit=one.unit.label[lang],
        format=number_format(max(0, one.decimals), percent=percent),
        year=year,
        first=first,
        bars=tuple(bars),
    )


def _told(seen: Figure, lang: str, text: Strings) -> str:
    if seen.value is None:
        return text["no_data"]
    return shown(seen.value, seen.indicator.unit, max(0, seen.decimals), lang, "short").text
