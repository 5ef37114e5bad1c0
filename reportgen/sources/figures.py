"""Figures of a year: from ``figures.csv`` or ``figures.xlsx`` to observations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.findings import Finding, Place, did_you_mean, error, warning
from reportgen.model.indicator import Catalogue, Localised, Observation, Status, UnitKind
from reportgen.sources.grid import Record
from reportgen.sources.number_format import rounded
from reportgen.sources.numbers import NotANumber, read_number
from reportgen.sources.project import SEEDS, data_years
from reportgen.sources.tables import listed, read_tables

FILES = ("figures.csv", "figures.xlsx")
COLUMNS = ("indicator", "value", "status", "source", "place")
OPTIONAL = ("decimals",)
"""Columns that a table of figures may do without."""
VALUELESS = frozenset({Status.MISSING, Status.NOT_APPLICABLE})

Observations = dict[tuple[str, int], Observation]


def load_figures(
    root: Path, catalogue: Catalogue, languages: tuple[str, ...], findings: list[Finding]
) -> Observations:
    """Return the observations of every year of the project; faulty rows are findings and left out."""
    observations: Observations = {}
    for year in data_years(root):
        folder = root / SEEDS / str(year)
        names = [
            f"{SEEDS}/{year}/{name}"
            for name in FILES
            if (folder / name).exists() or (folder / name).is_symlink()
        ]
        if not names:
            remedy = "Add figures.csv or figures.xlsx, or delete the folder."
            findings.append(
                error("missing-file", Place(f"{SEEDS}/{year}"), f"There are no figures of {year}.", remedy)
            )
        columns = (*COLUMNS, *(f"note_{lang}" for lang in languages))
        for name in names:
            twice: list[tuple[Observation, Observation]] = []
            for record in read_tables(root, name, columns, findings, OPTIONAL):
                new = _observation(record, year, catalogue, languages, findings)
                if new and (old := observations.setdefault((new.indicator, year), new)) is not new:
                    twice.append((old, new))
            findings.extend(_twice(twice))
    return observations


def _twice(pairs: Sequence[tuple[Observation, Observation]]) -> Iterator[Finding]:
    """Tell rows for what has one already: each within a file, all together where another file has them."""
    others = []
    for old, new in pairs:
        if old.place.file != new.place.file:
            others.append(new)
        else:
            message = f"'{new.indicator}' has two rows for {new.year}: {old.place} and {new.place}."
            yield error("indicator-twice", new.place, message, "Delete one of them.")
    if others:
        names = listed(f"'{new.indicator}'" for new in others)
        message = f"The year's other file of figures has rows for the same indicators: {names}."
        remedy = f"Delete {' or '.join(FILES)}, or in one of them the rows that stand in both."
        yield error("indicator-twice", others[0].place, message, remedy)


def _observation(
    record: Record, year: int, catalogue: Catalogue, languages: tuple[str, ...], findings: list[Finding]
) -> Observation | None:
    name = record.cells["indicator"]
    if "indicator" in record.told:
        return None
    if not name:
        findings.append(
            error("missing-indicator", record.place("indicator"), "The row names no indicator.", "Name it.")
        )
        return None
    indicator = catalogue.indicators.get(name)
    if indicator is None and catalogue.indicators:
        words = len(name.split()) > 1
        add = "Write a remark into one cell below the table." if words else "Add it to seeds/indicators.toml."
        remedy = did_you_mean(name, catalogue.indicators) or add
        findings.append(
            error("unknown-indicator", record.place("indicator"), f"There is no indicator '{name}'.", remedy)
        )
        if words or not any(text for column, text in record.cells.items() if column != "indicator"):
            return None  # a heading between the rows, or a remark: that it has no value would only follow
    if indicator is not None and (formula := indicator.derived_in(year)) is not None:
        message = f"'{name}' is derived from other indicators in {year} ({', '.join(formula.of)})."
        findings.append(error("derived-value", record.place("indicator"), message, "Delete the row."))
    status = _status(record, findings)
    return Observation(
        indicator=name,
        year=year,
        value=_value(record, status, catalogue, findings),
        status=status,
        source=_source(record, status, catalogue.sources, findings),
        source_place=record.cells["place"],
        note=_note(record, languages, findings),
        place=record.place("value"),
        decimals=_decimals(record, findings),
    )


def _status(record: Record, findings: list[Finding]) -> Status:
    code = record.cells["status"].upper() or Status.NORMAL
    if "status" in record.told:
        return Status.NORMAL
    try:
        return Status(code)
    except ValueError:
        known = ", ".join(f"{status} ({status.name.lower().replace('_', ' ')})" for status in Status)
        message = f"'{record.cells['status']}' is not a status."
        findings.append(error("unknown-status", record.place("status"), message, f"Use one of {known}."))
        return Status.NORMAL


def _value(record: Record, status: Status, catalogue: Catalogue, findings: list[Finding]) -> Decimal | None:
    text = record.cells["value"]
    if "value" in record.told:
        return None
    if not text:
        if status not in VALUELESS:
            remedy = "Fill it in, or set status O (missing) or M (not applicable) and say why in the notes."
            findings.append(error("missing-value", record.place("value"), "The value is empty.", remedy))
        return None
    indicator = catalogue.indicators.get(record.cells["indicator"])
    if indicator is not None and indicator.unit.kind is UnitKind.PERCENT:
        text = text.removesuffix("%").rstrip()
    try:
        if record.exact("value"):
            number = read_number(text, ".", decimals=3)
        else:
            number = read_number(text, record.grid.mark, indicator.decimals if indicator else 0)
    except NotANumber as fault:
        findings.append(error(fault.code, record.place("value"), fault.message, fault.remedy))
        return None
    shown = record.decimals_shown("value")
    if shown is None or indicator is None or shown >= indicator.decimals:
        return number
    if (seen := rounded(number, shown)) != number:
        message = f"The cell shows {seen} and holds {number}, which is used."
        remedy = "Let the cell show all its decimals, or round the value in it."
        findings.append(warning("decimals-hidden", record.place("value"), message, remedy))
    return number


def _decimals(record: Record, findings: list[Finding]) -> int | None:
    """Return how exact a value is where the table says so."""
    text = record.cells.get("decimals", "").replace("\u2212", "-")
    if not text or "decimals" in record.told:
        return None
    if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and abs(int(text)) <= 9:
        return int(text)
    remedy = "Write 1 for one decimal, -3 for a value rounded to thousands, or leave the cell empty."
    findings.append(
        error("unknown-value", record.place("decimals"), f"{text!r} is no number of decimals.", remedy)
    )
    return None


def _source(record: Record, status: Status, known: Mapping[str, object], findings: list[Finding]) -> str:
    source = record.cells["source"]
    if "source" in record.told:
        return source
    if not source and status not in VALUELESS:
        remedy = "Name the document it was read from; documents are in seeds/sources.toml."
        findings.append(error("missing-source", record.place("source"), "The value names no source.", remedy))
    elif source and known and source not in known:
        remedy = did_you_mean(source, known) or "Add it to seeds/sources.toml."
        findings.append(
            error("unknown-source", record.place("source"), f"There is no source '{source}'.", remedy)
        )
    return source


def _note(record: Record, languages: tuple[str, ...], findings: list[Finding]) -> Localised:
    note = {lang: record.cells[f"note_{lang}"] for lang in languages}
    if any(note.values()):
        for lang in (lang for lang, text in note.items() if not text and f"note_{lang}" not in record.told):
            message = f"The note of '{record.cells['indicator']}' has no text in '{lang}'."
            place = record.place(f"note_{lang}")
            findings.append(error("missing-language", place, message, f"Fill in note_{lang}.", lang=lang))
    return note
