"""``reportgen list``: what a project has, for looking up a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import project, spoken, years_there
from reportgen.cli.voice import Voice, columns

if TYPE_CHECKING:
    from reportgen.model.edition import Edition, SectionSpec
    from reportgen.model.indicator import Indicator

_year = click.argument("year", required=False, type=int, shell_complete=years_there)


@click.group("list")
def listing() -> None:
    """List the years, sections or indicators of a project."""


@listing.command()
@project
@spoken
@click.pass_obj
def years(voice: Voice, root: Path) -> None:
    """List the editions in order: year, languages, date of publication, title."""
    from reportgen.request import choose_years

    editions = [_edition(root, year) for year in choose_years(root)]
    rows = (
        (str(e.year), ", ".join(e.languages), str(e.published), e.title[e.languages[0]]) for e in editions
    )
    voice.result(
        [_edition_value(edition) for edition in editions], _table("year languages published title", rows)
    )


@listing.command()
@_year
@project
@spoken
@click.pass_obj
def sections(voice: Voice, year: int | None, root: Path) -> None:
    """List the sections of an edition, by default the latest, in reading order."""
    edition = _edition(root, year)
    shown = edition.languages[0]
    rows = ((s.id, s.layout, s.template, _remarks(s), s.name[shown]) for s in edition.sections)
    voice.result(
        [_section_value(section) for section in edition.sections],
        _table("section layout template remarks name", rows),
    )


@listing.command()
@_year
@project
@spoken
@click.pass_obj
def indicators(voice: Voice, year: int | None, root: Path) -> None:
    """List the indicators with the values of an edition, by default the latest."""
    from reportgen.model.values import value

    edition = _edition(root, year)
    shown = edition.languages[0]
    known = [(i, value(edition, i.id, edition.year)) for i in edition.catalogue.indicators.values()]
    rows = ((i.id, _readable(i, edition.year, number), i.unit.id, i.label[shown]) for i, number in known)
    voice.result(
        [_indicator_value(indicator, edition.year, number) for indicator, number in known],
        _table("indicator value unit label", rows, right=(1,)),
    )


def _edition(root: Path, year: int | None) -> Edition:
    from reportgen.request import choose_years
    from reportgen.sources import load_edition

    return load_edition(root, choose_years(root, () if year is None else (year,))[-1]).edition


def _table(header: str, rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> str:
    return columns([header.split(), *rows], right)


def _remarks(section: SectionSpec) -> str:
    return ", ".join(word for word, holds in (("hidden", section.hidden), ("draft", section.draft)) if holds)


def _readable(indicator: Indicator, year: int, number: Decimal | None) -> str:
    """Return a value as it was given; a computed one may have sixty digits and is rounded."""
    if number is None:
        return ""
    return f"{number:.{indicator.decimals}f}" if indicator.derived_in(year) else f"{number:f}"


def _edition_value(edition: Edition) -> dict[str, object]:
    return {
        "year": edition.year,
        "languages": list(edition.languages),
        "published": edition.published.isoformat(),
        "published_assumed": edition.published_assumed,
        "title": dict(edition.title),
    }


def _section_value(section: SectionSpec) -> dict[str, object]:
    return {
        "id": section.id,
        "name": dict(section.name),
        "layout": section.layout,
        "template": section.template,
        "hidden": section.hidden,
        "draft": section.draft,
    }


def _indicator_value(indicator: Indicator, year: int, number: Decimal | None) -> dict[str, object]:
    return {
        "id": indicator.id,
        "theme": indicator.theme,
        "label": dict(indicator.label),
        "unit": indicator.unit.id,
        "decimals": indicator.decimals,
        "year": year,
        "value": None if number is None else f"{number:f}",
        "derived": indicator.derived_in(year) is not None,
    }
