"""The inventory of a project: how complete each edition is, told without building any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.model.edition import Edition, SectionSpec
from reportgen.model.indicator import Status
from reportgen.model.values import value
from reportgen.sources import choose_years, load_edition, load_outline, template_file
from reportgen.sources.edition import Outline
from reportgen.workbench import SNAPSHOTS

_QUOTED = re.compile(r"""["']([\w.]+)["']""")


@dataclass(frozen=True, slots=True)
class Inventory:
    """What an edition has and lacks.

    ``texts`` are the sections by language whose text exists. ``figures`` are the indicators that the edition
    names in texts, tables and charts, or that its year has a row for. ``missing`` are those of them without a
    value in that year: each with the status that the data give, None where no row does. ``snapshots`` are the
    languages that a snapshot is kept of.
    """

    outline: Outline
    texts: Mapping[str, tuple[str, ...]]
    figures: tuple[str, ...]
    missing: Mapping[str, Status | None]
    snapshots: tuple[str, ...]

    @property
    def sections(self) -> tuple[SectionSpec, ...]:
        """The sections that are published, in order."""
        return tuple(section for section in self.outline.sections if not section.hidden)

    @property
    def drafts(self) -> tuple[str, ...]:
        """The sections whose text nobody has approved yet."""
        return tuple(section.id for section in self.sections if section.draft)

    @property
    def unwritten(self) -> Mapping[str, tuple[str, ...]]:
        """The sections by language that have no text yet."""
        return {
            lang: tuple(section.id for section in self.sections if section.id not in written)
            for lang, written in self.texts.items()
        }


def inventory(root: Path) -> tuple[Inventory, ...]:
    """Return the inventory of every edition, earliest first.

    The data are read once, with the latest edition. Raises `UsageFault` where there is no edition, and
    `BadInput` where data or the file of an edition cannot be read; what else is wrong the build tells.
    """
    years = choose_years(root)
    data = load_edition(root, years[-1]).edition
    return tuple(_inventory(root, load_outline(root, year), data) for year in years)


def _inventory(root: Path, outline: Outline, data: Edition) -> Inventory:
    year = outline.year
    texts = {lang: dict(_texts(root, outline, lang)) for lang in outline.title}
    quoted = {word for lang in texts.values() for text in lang.values() for word in _QUOTED.findall(text)}
    tables = {id for table in outline.tables.values() for id in table.named()}
    charts = {id for chart in outline.charts.values() for id in chart.indicators}
    named = quoted | tables | charts | {id for id, at in data.observations if at == year}
    figures = tuple(id for id in data.catalogue.indicators if id in named)
    rows = {id: data.observations.get((id, year)) for id in figures if value(data, id, year) is None}
    return Inventory(
        outline,
        {lang: tuple(written) for lang, written in texts.items()},
        figures,
        {id: row.status if row else None for id, row in rows.items()},
        tuple(lang for lang in texts if (root / SNAPSHOTS / str(year) / lang).is_dir()),
    )


def _texts(root: Path, outline: Outline, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the text of every published section that has one; whether it is sound, the build tells."""
    for section in outline.sections:
        path = root / template_file(outline.year, section.template, lang)
        if not section.hidden and path.is_file():
            yield section.id, path.read_text(encoding="utf-8", errors="replace")
