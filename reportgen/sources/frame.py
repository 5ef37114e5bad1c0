"""Figures as pandas tables, for whoever computes with them or writes them elsewhere."""

from __future__ import annotations

import pandas as pd

from reportgen.model.edition import Edition
from reportgen.model.values import value

_TYPES = {"year": "Int64", "value": "Float64"}
_TEXTS = ("indicator", "label", "theme", "unit", "status", "source", "place", "note")
COLUMNS = ("indicator", "label", "theme", "unit", "year", "value", "status", "source", "place", "note")


def to_frame(edition: Edition, lang: str) -> pd.DataFrame:
    """Return one row for each observation, in the order of the catalogue and then by year.

    Labels, units, sources and notes are in ``lang``. ``value`` is a nullable float, missing as ``pd.NA``;
    derived indicators have no observations and so no rows.
    """
    order = {name: position for position, name in enumerate(edition.catalogue.indicators)}
    rows = []
    for name, year in sorted(edition.observations, key=lambda key: (order[key[0]], key[1])):
        indicator, seen = edition.catalogue.indicators[name], edition.observations[name, year]
        rows.append(
            {
                "indicator": name,
                "label": indicator.label[lang],
                "theme": edition.catalogue.themes[indicator.theme].label[lang],
                "unit": indicator.unit.label[lang],
                "year": year,
                "value": None if seen.value is None else float(seen.value),
                "status": str(seen.status),
                "source": edition.catalogue.sources[seen.source].title[lang] if seen.source else "",
                "place": seen.source_place,
                "note": seen.note[lang],
            }
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype(_TYPES | dict.fromkeys(_TEXTS, "str"))


def series(edition: Edition, indicator: str) -> pd.Series[float]:
    """Return an indicator's values by year, stored or derived, missing as ``pd.NA``.

    The index runs without a gap from the first year that has a value to the last, so that a year nobody
    reported is a hole in a chart and never a line through it. Raises `KeyError` for an unknown indicator.
    """
    years = sorted({year for _, year in edition.observations})
    known = {year: found for year in years if (found := value(edition, indicator, year)) is not None}
    index = range(min(known), max(known) + 1) if known else range(0)
    values = [float(known[year]) if year in known else None for year in index]
    return pd.Series(
        values, index=pd.Index(index, name="year", dtype="int64"), dtype="Float64", name=indicator
    )
