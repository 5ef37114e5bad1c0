"""A sheet that lists one kind of thing: data, definitions, checks, explanations, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from reportgen.model.edition import Edition
from reportgen.render.xlsx.body import AIR, HIGHEST, Line
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.figures import full_title
from reportgen.render.xlsx.look import KINDS
from reportgen.render.xlsx.measure import LINE_HEIGHT, portions
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


def going_on(lines: Iterable[Line], columns: Iterable[Column]) -> tuple[Line, ...]:
    """Return rows of which none has a text taller than a row can be: such a text goes on in rows below it.

    They repeat the other cells, so that each still says what it belongs to, however the table is sorted.
    """
    widths = [column.width for column in columns]
    return tuple(part for line in lines for part in _parts(line, widths))


def _parts(line: Line, widths: Iterable[float]) -> Iterator[Line]:
    cells = [list(_entries(entry, width)) for entry, width in zip(line.cells, widths, strict=True)]
    for row in zip_longest(*cells):
        # Of a text that has ended the cell is empty; one that has not begun another is said again.
        ended = (many[0] if len(many) == 1 else many[0]._replace(content=None) for many in cells)
        yield Line(tuple(entry or end for entry, end in zip(row, ended, strict=True)), line.last)


def _entries(entry: Entry, width: float) -> Iterator[Entry]:
    if not isinstance(entry.content, str):
        yield entry
        return
    size = KINDS[entry.style].size
    for portion in portions(entry.content, width, size, int((HIGHEST - AIR) / (size * LINE_HEIGHT))):
        yield entry._replace(content=portion)
