"""Charts: a specification by indicator ids becomes data with the texts drawn beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.compose.alternatives import alternative
from reportgen.compose.figures import Figures
from reportgen.findings import Finding, error
from reportgen.locales import Form
from reportgen.model import values
from reportgen.model.chartkind import KINDS
from reportgen.model.chartrules import parts_of_whole
from reportgen.model.document import Chart, Datum, Inlines, Text
from reportgen.model.edition import ChartSpec
from reportgen.model.indicator import Status, UnitKind
from reportgen.model.series import joined

_FORMS = {"day": "day", "person": "person", "client": "person"}
"""Units that bars draw in a form of their own, see `Datum.unit_kind`; others are drawn by kind."""


def chart(spec: ChartSpec, title: Inlines, own: str, figures: Figures) -> Chart | None:
    """Return the chart with its text alternative. None, and findings, if it cannot be drawn.

    ``own`` is the author's own alternative, if there is one, with its dates still to be written out. What the
    values of a chart without a title are is told by the caption of the table with the same rows, if there is
    one; a worded chart with a title is one with words. The option ``period`` names a date of the edition that
    a sum over several years is of.
    """
    if not figures.known(spec.indicators, f"Chart '{spec.id}'", spec.place):
        return None
    kind = KINDS[spec.kind]
    data = tuple(
        _datum(spec, id, year, figures) for id in spec.indicators for year in _years(spec, id, figures)
    )
    faults = tuple(_faults(spec, data, figures))
    if faults:
        figures.findings.extend(faults)
        return None
    subject = "" if title else _caption(spec, figures)
    period = figures.dated(f"{{{spec.options['period']}}}") if "period" in spec.options else ""
    entries = tuple(_entries(data)) if kind.worded and title else ()
    told = figures.dated(own) or alternative(
        spec.kind, subject, data, figures, period=period, listed=bool(entries)
    )
    return Chart(
        spec=spec,
        title=title,
        data=data,
        legend_alt=(Text(_forms_told(figures.words)),) if spec.options.get("legend") else (),
        alt=(Text(told),),
        entries=entries,
        labels=_labels(spec, data, figures),
    )


def _faults(spec: ChartSpec, data: tuple[Datum, ...], figures: Figures) -> Iterator[Finding]:
    """Yield what keeps a chart from being drawn: what breaks one rule is not judged by the next."""
    kind = KINDS[spec.kind]
    broken_off = [datum for datum in data if datum.breaks]
    if kind.compares and broken_off:
        told = f"'{broken_off[0].indicator}' breaks in {broken_off[0].year}"
        message = f"Chart '{spec.id}' compares years that cannot be compared: the series {told}."
        remedy = "Draw it as columns or a series, which mark the break, or list other years."
        yield error("not-comparable", spec.place, message, remedy)
        return
    values = (figures.edition.observations.get((datum.indicator, datum.year)) for datum in data)
    unsettled = any(value is not None and value.status is Status.UNCONFIRMED for value in values)
    for rule in kind.rules:
        if unsettled and rule is parts_of_whole:
            # What the sources do not settle may contradict itself: that is known, and told with the figures.
            continue
        broken = list(rule(spec, data))
        for datum, message, remedy in broken:
            seen = figures.edition.observations.get((datum.indicator, datum.year))
            told = f"Chart '{spec.id}' ({spec.kind}) cannot be drawn: {message}"
            yield error("chart-value", seen.place if seen else spec.place, told, remedy)
        if broken:
            return


def _caption(spec: ChartSpec, figures: Figures) -> str:
    """Return what the table with the same rows is of; one with other columns, too, is of more than these."""
    shown = set(spec.indicators)
    tables = (table for table in figures.edition.tables.values() if not table.extra)
    same = (table for table in tables if set(table.rows) <= shown <= set(table.named()))
    return next((figures.dated(table.caption[figures.lang]) for table in same), "")


def _entries(data: tuple[Datum, ...]) -> Iterator[tuple[Inlines, ...]]:
    """Yield each area's name and values: the sea under a title bears them, that of the cover has no words."""
    for area in dict.fromkeys(datum.area for datum in data):
        of_area = [datum for datum in data if datum.area == area]
        texts = (of_area[0].label, *(datum.shown for datum in of_area))
        yield tuple((Text(text),) for text in texts)


def _labels(spec: ChartSpec, data: tuple[Datum, ...], figures: Figures) -> Mapping[str, str]:
    """Return the words that the drawing needs besides its data, by the names that charts use."""
    labels = {"missing": figures.words["no_data"], "excellent": figures.words["legend.excellent"]}
    if any(datum.breaks for datum in data):
        labels["break"] = figures.words["break"]
    if KINDS[spec.kind].keyed:
        # A legend is no sentence: both of its words begin small.
        first = data[0].label
        labels |= {"filled": first[:1].lower() + first[1:], "outlined": figures.words["other"]}
    return labels


def _forms_told(words: Mapping[str, str]) -> str:
    """Return the text alternative of the legend that tells which form of bar stands for what."""
    named = {name: words[f"legend.{name}"] for name in ("visits", "days", "persons")}
    return f"{words['alt.forms'].format(**named)}."


def _years(spec: ChartSpec, id: str, figures: Figures) -> tuple[int, ...]:
    """Return the years of an indicator. The ends of a scale are constants: the edition's year is enough."""
    is_end = KINDS[spec.kind].constants and id != spec.indicators[0]
    if is_end or not spec.years:
        return (figures.edition.year,)
    return spec.years


def _datum(spec: ChartSpec, id: str, year: int, figures: Figures) -> Datum:
    indicator = figures.indicator(id)
    value = values.value(figures.edition, id, year)
    # Words that stand alone have no header to say what is counted: counts carry their unit.
    form: Form = "long" if KINDS[spec.kind].worded and indicator.unit.kind is UnitKind.COUNT else "short"
    printed = None if value is None else figures.shown(id, year, value, form)
    shown = printed.text if printed else figures.words["no_data"]
    label = indicator.short.get(figures.lang) or indicator.label[figures.lang]
    if KINDS[spec.kind].constants and id == spec.indicators[0]:
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
        number=printed.number if printed else "",
    )


def _breaks(id: str, year: int, years: tuple[int, ...], figures: Figures) -> bool:
    """Tell whether a value was counted otherwise than the one before it in the chart."""
    edition = figures.edition
    before = [each for each in years if each < year and values.value(edition, id, each) is not None]
    return bool(before) and not joined(edition, id, year, max(before))
