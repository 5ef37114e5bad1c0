"""Tables: a specification by indicator ids becomes header cells, rows and a numbered caption."""

from __future__ import annotations

from reportgen.compose.figures import Figures
from reportgen.model.document import Cell, Row, Table, Text
from reportgen.model.edition import TableSpec


def table(spec: TableSpec, number: int, figures: Figures) -> Table | None:
    """Return the table, its caption beginning with its number in the document.

    A value that does not exist is a cell that says so. None if the table names unknown indicators.
    """
    named = (*spec.rows, *spec.shares, *filter(None, (spec.total, spec.total_share)))
    if not figures.known(named, f"Table '{spec.id}'", spec.place):
        return None
    shares = dict(zip(spec.rows, spec.shares, strict=False))
    rows = [_row(spec, id, shares.get(id), figures) for id in spec.rows]
    if spec.total:
        rows.append(_row(spec, spec.total, spec.total_share, figures, total=True))
    note = figures.dated(spec.note.get(figures.lang, ""))
    return Table(
        id=spec.id,
        caption=(Text(_caption(spec, number, figures)),),
        header=_header(spec, figures),
        rows=tuple(rows),
        area=spec.area,
        note=(Text(note),) if note else (),
    )


def _header(spec: TableSpec, figures: Figures) -> tuple[Cell, ...]:
    """Return the header cells; none where the table names no header: its rows then explain themselves."""
    head = spec.header.get(figures.lang)
    if not head:
        return ()
    return (Cell((Text(head),)), *(_head(spec, kind, figures) for kind in spec.columns))


def _caption(spec: TableSpec, number: int, figures: Figures) -> str:
    caption = figures.dated(spec.caption[figures.lang]).rstrip(".")
    return f"{figures.words['table']} {number}. {caption}."


def _head(spec: TableSpec, kind: str, figures: Figures) -> Cell:
    """Return the header of a column. Values beside those of another year are named by their year."""
    year = figures.edition.year
    match kind:
        case "previous":
            text = str(year - 1)
        case "value" if "previous" in spec.columns:
            text = str(year)
        case "value" if _is_whole(spec, figures):
            theme = figures.indicator(spec.rows[0]).theme
            text = figures.edition.catalogue.themes[theme].label[figures.lang]
        case "value":
            text = figures.words["count"]
        case _:
            text = figures.words[kind]
    return Cell((Text(text),))


def _row(spec: TableSpec, id: str, share: str | None, figures: Figures, *, total: bool = False) -> Row:
    indicator, year = figures.indicator(id), figures.edition.year
    label = figures.words["total"] if total and _is_whole(spec, figures) else indicator.label[figures.lang]
    cells = [Cell((Text(label),))]
    for kind in spec.columns:
        match kind:
            case "share":
                cells.append(figures.cell(share, year) if share else Cell(()))
            case "previous":
                cells.append(figures.cell(id, year - 1))
            case "change":
                cells.append(figures.change_cell(id, year))
            case _:
                cells.append(figures.cell(id, year))
    area = None if total else indicator.area or spec.area
    return Row(tuple(cells), indicator=id, area=area, total=total)


def _is_whole(spec: TableSpec, figures: Figures) -> bool:
    """Whether the rows are the parts of the total, all of them and no others."""
    parts = [
        id
        for id, indicator in figures.edition.catalogue.indicators.items()
        if indicator.part_of == spec.total
    ]
    return spec.total is not None and sorted(parts) == sorted(spec.rows)
