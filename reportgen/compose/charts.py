"""Charts: a specification by indicator ids becomes data with the texts drawn beside them."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.compose.alternatives import alternative
from reportgen.compose.figures import Figures
from reportgen.findings import error
from reportgen.locales import Form
from reportgen.model import values
from reportgen.model.document import Chart, Datum, Inlines, plain
from reportgen.model.edition import ChartSpec
from reportgen.model.indicator import UnitKind
from reportgen.model.series import joined

_FORMS = {"day": "day", "person": "person", "client": "person"}
"""Units that bars draw in a form of their own, see `Datum.unit_kind`; others are drawn by kind."""

_COMPARING = frozenset({"pair", "scale"})
"""Kinds that show nothing but the change between two years."""


def chart(spec: ChartSpec, title: Inlines, heading: str, figures: Figures) -> Chart | None:
    """Return the chart with its text alternative. None if it names unknown indicators.

    ``heading`` is the one that the chart stands under: the message of a chart without a title. What its
    values are is told by the caption of the table with the same rows, if there is one.
    """
    if not figures.known(spec.indicators, f"Chart '{spec.id}'", spec.place):
        return None
    data = tuple(
        _datum(spec, id, year, figures) for id in spec.indicators for year in _years(spec, id, figures)
    )
    if spec.kind in _COMPARING and any(datum.breaks for datum in data):
        message = f"Chart '{spec.id}' compares years that cannot be compared: its series breaks between them."
        remedy = "Draw it as columns or a series, which mark the break, or list other years."
        figures.findings.append(error("not-comparable", spec.place, message, remedy, lang=figures.lang))
    subject = ". ".join(filter(None, (plain(title) or heading, _caption(spec, figures))))
    return Chart(
        spec=spec,
        title=title,
        data=data,
        alt=figures.dated(spec.alt.get(figures.lang, "")) or alternative(spec.kind, subject, data, figures),
        labels=_labels(spec, data, figures),
    )


def _caption(spec: ChartSpec, figures: Figures) -> str:
    tables = figures.edition.tables.values()
    shown = set(spec.indicators)
    same = (table for table in tables if set(table.rows) <= shown <= {*table.rows, table.total})
    return next((figures.dated(table.caption[figures.lang]) for table in same), "")


def _labels(spec: ChartSpec, data: tuple[Datum, ...], figures: Figures) -> Mapping[str, str]:
    """Return the words that the drawing needs besides its data, by the names that charts use."""
    labels = {"missing": figures.words["no_data"], "excellent": figures.words["legend.excellent"]}
    if any(datum.breaks for datum in data):
        labels["break"] = figures.words["break"]
    if spec.kind == "dots":
        # A legend is no sentence: both of its words begin small.
        first = data[0].label
        labels |= {"filled": first[:1].lower() + first[1:], "outlined": figures.words["other"]}
    return labels


def _years(spec: ChartSpec, id: str, figures: Figures) -> tuple[int, ...]:
    """Return the years of an indicator. The ends of a scale are constants: the edition's year is enough."""
    is_end = spec.kind == "scale" and id != spec.indicators[0]
    if is_end or not spec.years:
        return (figures.edition.year,)
    return spec.years


def _datum(spec: ChartSpec, id: str, year: int, figures: Figures) -> Datum:
    indicator = figures.indicator(id)
    value = values.value(figures.edition, id, year)
    # The sea stands alone, with no header to say what is counted: its counts carry their unit in words.
    form: Form = "long" if spec.kind == "sea" and indicator.unit.kind is UnitKind.COUNT else "short"
    shown = figures.words["no_data"] if value is None else figures.shown(id, year, value, form).text
    label = indicator.short.get(figures.lang) or indicator.label[figures.lang]
    if spec.kind == "scale" and id == spec.indicators[0]:
        label = f"{shown} {figures.words['in_year'].format(year=year)}"
    return Datum(
        label=label,
        value=value,
        shown=shown,
        year=year,
        indicator=id,
        area=indicator.area,
        unit_kind=_FORMS.get(indicator.unit.id, str(indicator.unit.kind)),
        breaks=value is not None and _breaks(id, year, _years(spec, id, figures), figures),
    )


def _breaks(id: str, year: int, years: tuple[int, ...], figures: Figures) -> bool:
    """Tell whether a value was counted otherwise than the one before it in the chart."""
    edition = figures.edition
    before = [each for each in years if each < year and values.value(edition, id, each) is not None]
    return bool(before) and not joined(edition, id, year, max(before))
