"""A sheet that lists one kind of thing: data, definitions, checks, explanations, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.model.edition import Edition
from reportgen.render.xlsx.body import Line
from reportgen.render.xlsx.figures import full_title
from reportgen.render.xlsx.sheet import Column, Sheet

_AIR = 1.5  # a long list is looked things up in, and shall not be longer on paper than it must


def listing(
    key: str,
    name: str,
    edition: Edition,
    lang: str,
    text: Mapping[str, str],
    *,
    source: str,
    unit: str,
    columns: tuple[Column, ...],
    rows: Iterable[Line],
    count: int,
    notes: tuple[str, ...] = (),
) -> Sheet:
    """Return a sheet of ``count`` rows. ``key`` names its table and its strings (``sheet.<key>`` and others).

    ``source`` and ``unit`` are the lines above the table.
    """
    return Sheet(
        table=key,
        name=name,
        title=f"{text[f'sheet.{key}']} {edition.year}",
        holds=text[f"appendix.{key}_holds"].format(title=full_title(edition, lang)),
        lines=(text["appendix.rows"].format(count=count), source, unit),
        columns=columns,
        rows=rows,
        notes=notes,
        contents=text[f"appendix.{key}_contents"],
        air=_AIR,
    )
