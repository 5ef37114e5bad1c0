"""Tables: a specification by indicator ids becomes header cells, rows and a numbered caption."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from reportgen.compose.figures import Figures
from reportgen.compose.remarks import Remarks
from reportgen.locales import NO_BREAK_SPACE, Form
from reportgen.model import values
from reportgen.model.document import Cell, Inline, LineBreak, Row, Table, Text
from reportgen.model.edition import TableSpec
from reportgen.model.indicator import UnitKind


def table(spec: TableSpec, number: int, figures: Figures) -> Table | None:
    """Return the table, its caption beginning with its number in the document.

    A value that does not exist is a cell that says so; one that breaks its series, is derived or not sure
    bears a mark that the note explains. None if the table names unknown indicators.
    """
    if not figures.known(spec.named(), f"Table '{spec.id}'", spec.place):
        return None
    unit = _common_unit(spec, figures)
    maker = _Maker(spec, figures, Remarks(figures), unit)
    told = maker.told()
    return Table(
        id=spec.id,
        caption=(Text(_caption(spec, number, unit, figures)),),
        header=maker.header(told),
        rows=tuple(maker.row(index, told) for index in maker.indices),
        area=spec.area,
        note=_lines([figures.dated(spec.note.get(figures.lang, "")), *maker.remarks.lines()]),
        place=spec.place,
    )


def _caption(spec: TableSpec, number: int, unit: str, figures: Figures) -> str:
    caption = figures.dated(spec.caption[figures.lang]).rstrip(".")
    # A unit is an abbreviation or a sign, which a full stop would alter.
    return f"{figures.words['table']} {number}. {_with_unit(caption, unit) if unit else f'{caption}.'}"


def _with_unit(text: str, unit: str) -> str:
    return f"{text}, {unit}" if unit else text


def _unit(id: str, figures: Figures) -> str:
    """Return the unit that is told once for many values; a percent sign stays with its number."""
    unit = figures.indicator(id).unit
    short = unit.short.get(figures.lang, "").replace(" ", NO_BREAK_SPACE)
    return "" if unit.kind is UnitKind.PERCENT else short


def _common_unit(spec: TableSpec, figures: Figures) -> str:
    """Return the unit of all values in a table of several columns, "" where they have none in common."""
    rows = (*spec.rows, *filter(None, [spec.total])) if spec.years(figures.edition.year) else ()
    shown = (*rows, *(id for column in spec.extra for id in (*column.indicators, column.total) if id))
    units = {_unit(id, figures) for id in shown}
    return units.pop() if len(units) == 1 and spec.is_wide else ""


def _lines(texts: Sequence[str]) -> tuple[Inline, ...]:
    """Return texts as one paragraph, each from a new line on."""
    filled = [text for text in texts if text]
    return tuple(part for text in filled for part in (LineBreak(), Text(text)))[1:]


Source = tuple[str, int]
"""An indicator with the year that it is shown in."""


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the cells of one table. ``unit`` is told in its caption."""

    spec: TableSpec
    figures: Figures
    remarks: Remarks
    unit: str

    @property
    def indices(self) -> tuple[int | None, ...]:
        """The numbers of the rows; None is that of the total."""
        return (*range(len(self.spec.rows)), *([None] if self.spec.total else []))

    def told(self) -> tuple[tuple[str, ...], ...]:
        """Return, for each column, the kinds of marks that all its values bear: its head tells them once."""
        columns = zip(*(self._kinds(index) for index in self.indices), strict=True)
        return tuple(_common([kinds for kinds in column if kinds is not None]) for column in columns)

    def _kinds(self, index: int | None) -> list[tuple[str, ...] | None]:
        """Return the kinds of marks on each value of a row, None where there is no value."""
        sources, shown = self._sources(index), self._shown(index)
        edition = self.figures.edition
        return [
            self.remarks.kinds(*source, series=_is_series(source, shown))
            if source and values.value(edition, *source) is not None
            else None
            for source in sources
        ]

    def header(self, told: Sequence[Sequence[str]]) -> tuple[Cell, ...]:
        """Return the header cells, that of the labels first; behind a column's head stand its marks."""
        lang = self.figures.lang
        heads = [
            self.spec.header.get(lang, ""),
            *(self._head(kind) for kind in self.spec.columns),
            *(column.head.get(lang, "") for column in self.spec.extra),
        ]
        marks = [(), *map(self.remarks.symbols, told)]
        return tuple(
            Cell((Text(head), *mark) if head else mark) for head, mark in zip(heads, marks, strict=True)
        )

    def _head(self, kind: str) -> str:
        """Return the header of a column. Values beside those of another year are named by their year."""
        spec, figures, year = self.spec, self.figures, self.figures.edition.year
        years = spec.years(year)
        match kind:
            case "change" if len(years) > 2:
                new, old = spec.change_years(year)
                return figures.words["appendix.change"].format(base=old, year=new)
            case "share" | "change":
                return figures.words[kind]
            case "value" if len(years) < 2 and _is_whole(spec, figures):
                theme = figures.indicator(spec.rows[0]).theme
                return figures.edition.catalogue.themes[theme].label[figures.lang]
            case "value" if len(years) < 2:
                return figures.words["count"]
            case _:
                return str(spec.column_year(kind, year))

    def row(self, index: int | None, told: Sequence[Sequence[str]]) -> Row:
        """Return a row by its number, the row of the total for None."""
        spec, figures = self.spec, self.figures
        id, others = self._id(index), self._others(index)
        cells = [self._label(id, total=index is None)]
        shown = self._shown(index)
        kinds = (*spec.columns, *("other" for _ in spec.extra))
        for kind, source, common in zip(kinds, self._sources(index), told, strict=True):
            if kind == "change":
                cells.append(
                    figures.change_cell(id, *spec.change_years(figures.edition.year), self._form(id))
                )
            elif source:
                cells.append(self._value(source, id, frozenset(common), series=_is_series(source, shown)))
            else:
                cells.append(Cell(()) if kind == "share" or index is None else figures.missing())
        # A row of several areas bears the colour of none.
        areas = {figures.indicator(each).area for each in (id, *others) if each}
        area = (areas.pop() or spec.area) if len(areas) == 1 else spec.area
        return Row(tuple(cells), indicator=id, area=None if index is None else area, total=index is None)

    def _id(self, index: int | None) -> str:
        return self.spec.total or "" if index is None else self.spec.rows[index]

    def _others(self, index: int | None) -> list[str]:
        return [
            column.total or "" if index is None else column.indicators[index] for column in self.spec.extra
        ]

    def _sources(self, index: int | None) -> list[Source | None]:
        """Return what each column shows in a row, None for a change or where the source has no value."""
        spec, year, id = self.spec, self.figures.edition.year, self._id(index)
        share = spec.total_share if index is None else dict(enumerate(spec.shares)).get(index)
        found: list[Source | None] = []
        for kind in spec.columns:
            shown = share if kind == "share" else id
            found.append(
                (shown, spec.column_year(kind, year) or year) if shown and kind != "change" else None
            )
        for column, other in zip(spec.extra, self._others(index), strict=True):
            found.append((other, column.year) if other else None)
        return found

    def _shown(self, index: int | None) -> Set[Source]:
        """Return what a row shows, the years of its change too."""
        id, year = self._id(index), self.figures.edition.year
        return {*filter(None, self._sources(index)), *((id, each) for each in self.spec.years(year))}

    def _label(self, id: str, *, total: bool) -> Cell:
        """Return the row's header: what it is called, and the unit of its values if nothing else tells it."""
        label = self._name(id)
        if total and _is_whole(self.spec, self.figures):
            label = self.figures.words["total"]
        own = self.spec.is_wide and not self.unit and self.spec.years(self.figures.edition.year)
        return Cell((Text(_with_unit(label, _unit(id, self.figures)) if own else label),))

    def _name(self, id: str) -> str:
        indicator, lang = self.figures.indicator(id), self.figures.lang
        short = indicator.short.get(lang, "") if self.spec.labels == "short" else ""
        return short or indicator.label[lang]

    def _value(self, source: Source, row: str, told: Set[str], *, series: bool) -> Cell:
        """Return the cell of a value, with the marks that its column's head does not tell."""
        mark = self.remarks.mark(self._name(row), *source, series=series, told=told)
        return self.figures.cell(*source, self._form(source[0]), mark)

    def _form(self, id: str) -> Form:
        """Return how a value is shown: bare where label or caption tell its unit."""
        kind = self.figures.indicator(id).unit.kind
        if not self.spec.is_wide or kind is UnitKind.PERCENT:
            return "short"
        told = bool(self.unit) or kind is UnitKind.COUNT or id in (*self.spec.rows, self.spec.total)
        return "number" if told else "short"


def _is_series(source: Source, shown: Set[Source]) -> bool:
    """Whether earlier values of an indicator are shown in its row."""
    return any(id == source[0] and year < source[1] for id, year in shown)


def _common(column: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the kinds of marks that all of several values bear, in their order."""
    if len(column) < 2:
        return ()
    return tuple(kind for kind in column[0] if all(kind in kinds for kinds in column))


def _is_whole(spec: TableSpec, figures: Figures) -> bool:
    """Whether the rows are the parts of the total, all of them and no others."""
    parts = [
        id
        for id, indicator in figures.edition.catalogue.indicators.items()
        if indicator.part_of == spec.total
    ]
    return spec.total is not None and sorted(parts) == sorted(spec.rows)
