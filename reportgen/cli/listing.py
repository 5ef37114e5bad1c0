"""``reportgen list``: what a project has, for looking up a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import project, spoken, years_there
from reportgen.cli.voice import Voice, columns

if TYPE_CHECKING:
    from reportgen.model.edition import Edition, SectionSpec
    from reportgen.model.indicator import Indicator
    from reportgen.sources.edition import Outline
    from reportgen.workbench.inventory import Inventory

_MOST = 5
"""Names that a line tells of many; with -v it tells all."""

_year = click.argument("year", required=False, type=int, shell_complete=years_there)


class _Listing(click.Group):
    """Lists the editions where nothing else is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = args[0] if args else "-"
        if first.startswith("-") and first not in ctx.help_option_names:
            args = ["editions", *args]
        return super().parse_args(ctx, args)


@click.group("list", cls=_Listing)
def listing() -> None:
    """List what a project has: its editions and how complete they are, or years, sections, indicators."""


@listing.command()
@project
@spoken
@click.pass_obj
def editions(voice: Voice, root: Path) -> None:
    """List the editions and what each has and lacks; this is what list does alone.

    For each: the date of publication, sections, their texts in every language, indicators with a value of all
    that the edition names or its year has a row for, and the languages that a snapshot is kept of. Under the
    table stands what is missing, some of it by name; -v names all, -q nothing.
    """
    from reportgen.workbench.inventory import inventory

    found = inventory(root)
    languages = tuple(dict.fromkeys(lang for one in found for lang in one.texts))
    header = f"year published sections {' '.join(languages)} figures snapshot title"
    lines = [_table(header, (_inventory_row(one, languages) for one in found))]
    lacking = [line for one in found for line in _lacks(one, None if voice.verbose else _MOST)]
    if lacking and not voice.quiet:
        lines += ["", *lacking]
    voice.result([_inventory_value(one) for one in found], "\n".join(lines))


@listing.command()
@project
@spoken
@click.pass_obj
def years(voice: Voice, root: Path) -> None:
    """List the editions in order: year, languages, date of publication, title."""
    from reportgen.sources import choose_years, load_outline

    outlines = [load_outline(root, year) for year in choose_years(root)]
    rows = (
        (str(one.year), ", ".join(one.title), _published(one), next(iter(one.title.values())))
        for one in outlines
    )
    voice.result([_outline_value(one) for one in outlines], _table("year languages published title", rows))


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
    from reportgen.sources import choose_years, load_edition

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


def _published(outline: Outline) -> str:
    told = (("draft", outline.draft), ("assumed", outline.published_assumed))
    words = ", ".join(word for word, holds in told if holds)
    return f"{outline.published} ({words})" if words else f"{outline.published}"


def _inventory_row(one: Inventory, languages: Sequence[str]) -> tuple[str, ...]:
    outline, number = one.outline, len(one.sections)
    drafts = f" ({len(one.drafts)} draft{'s' * (len(one.drafts) != 1)})" if one.drafts else ""
    return (
        str(outline.year),
        _published(outline),
        f"{number}{drafts}",
        *(f"{len(one.texts[lang])}/{number}" if lang in one.texts else "-" for lang in languages),
        f"{len(one.figures) - len(one.missing)}/{len(one.figures)}",
        ", ".join(one.snapshots) or "none",
        next(iter(outline.title.values())),
    )


def _lacks(one: Inventory, most: int | None) -> Iterator[str]:
    """Yield a line for each sort of thing that an edition lacks, with at most so many names."""
    empty = [id for id, status in one.missing.items() if status]
    lacking = {
        "drafts": one.drafts,
        **{f"no text in {lang}": ids for lang, ids in one.unwritten.items()},
        "no row in the figures": [id for id in one.missing if id not in empty],
        "no value in the source": empty,
    }
    for what, names in lacking.items():
        if names:
            more = f" and {len(names) - most} more" if most and len(names) > most else ""
            yield f"{one.outline.year}  {what}: {', '.join(names[:most])}{more}"


def _inventory_value(one: Inventory) -> dict[str, object]:
    return _outline_value(one.outline) | {
        "sections": [section.id for section in one.sections],
        "drafts": list(one.drafts),
        "unwritten": {lang: list(ids) for lang, ids in one.unwritten.items()},
        "figures": len(one.figures),
        "missing": [{"id": id, "status": status and str(status)} for id, status in one.missing.items()],
        "snapshots": list(one.snapshots),
    }


def _outline_value(outline: Outline) -> dict[str, object]:
    return {
        "year": outline.year,
        "languages": list(outline.title),
        "published": outline.published.isoformat(),
        "published_assumed": outline.published_assumed,
        "draft": outline.draft,
        "title": dict(outline.title),
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
