"""The workbook as a whole: its sheets in order, its properties, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from reportgen.errors import BadInput
from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.model.indicator import Theme as Subject
from reportgen.render.xlsx.audit import Audit
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.changes import log_sheet
from reportgen.render.xlsx.checks import Cells
from reportgen.render.xlsx.cover import add_cover
from reportgen.render.xlsx.figures import rows, theme_indicators
from reportgen.render.xlsx.look import FONT, Look
from reportgen.render.xlsx.names import Names, sheet_names
from reportgen.render.xlsx.package import package, utc
from reportgen.render.xlsx.printed import Printed, places_by_figure, places_by_indicator, printed_uses
from reportgen.render.xlsx.reconciliation import (
    control_total,
    previous_checks,
    reconciliation_sheet,
    seal,
    summary,
    theme_checks,
)
from reportgen.render.xlsx.records import data_sheet, indicators_sheet, notes_sheet, value_column
from reportgen.render.xlsx.scorecard import scorecard_sheet
from reportgen.render.xlsx.sheet import HEADER_ROW, Book, add_sheet
from reportgen.render.xlsx.themes import theme_sheet
from reportgen.theme import Theme


def render_xlsx(
    edition: Edition,
    lang: str,
    path: Path,
    theme: Theme | None = None,
    *,
    stamp: datetime | None = None,
    printed: Printed | None = None,
) -> None:
    """Write the appendix of an edition in one language to ``path``.

    ``stamp`` is when the file is said to be made (UTC if it has no zone), by default midnight of the day of
    publication. ``printed`` is what the publication shows in this language and where: then every figure
    tells its pages and is checked against them. The same arguments give the same bytes. The file is written
    only when everything could be.

    Raises:
        BadInput: a text or a number cannot stand in a cell; one finding for each, with its place.
        KeyError: the edition lacks a text in the language.
    """
    moment = stamp or datetime.combine(edition.published, time())
    path.write_bytes(package(build(edition, lang, theme, moment, printed), moment))


def build(
    edition: Edition, lang: str, theme: Theme | None, stamp: datetime, printed: Printed | None = None
) -> Book:
    """Return the appendix as a workbook that is not yet a file."""
    text = strings(lang)
    title = text["workbook.title"].format(title=edition.title[lang], year=edition.year)
    book = Book(_workbook(edition, lang, title, stamp), Look(theme), (title, text["page"]))
    names = _names(edition, lang, text)
    back = Entry(text["workbook.back_to_cover"], "link", link=names.cover)
    legend = Entry(text["appendix.to_notes"], "link", link=names.notes)
    places = places_by_indicator(printed, edition, lang)
    themes = [theme_sheet(edition, lang, subject, names, places, text) for subject in _subjects(edition)]
    column = value_column(edition, text)
    audit = Audit(edition, lang, _cells(edition, names, column))
    uses = printed_uses(printed, edition, lang) if printed else ()
    checks = [
        *audit.checks(uses),
        *previous_checks(audit, themes, text),
        *theme_checks(edition, lang, names, themes, column),
    ]
    sheets = [
        *themes,
        *([scorecard_sheet(edition, lang, names, edition.strategy, text)] if edition.strategy else ()),
        indicators_sheet(edition, lang, names, places, text),
        data_sheet(edition, lang, names, places_by_figure(printed, edition, lang), text),
        reconciliation_sheet(edition, lang, names, checks, text),
        notes_sheet(edition, lang, names, text),
        log_sheet(edition, lang, names, text),
    ]
    for sheet in sheets:
        add_sheet(book, sheet, (back,) if sheet.name == names.notes else (back, legend))
    sealed = seal(edition)
    soundness = {
        "appendix.reconciliation": summary(names, checks, text),
        "appendix.control_total": control_total(names, column, sealed),
        "appendix.sha256": Entry(sealed.sha256, "cover-value"),
    }
    add_cover(book, edition, lang, names, sheets, soundness, text)
    book.workbook.active = 0
    if book.findings:
        raise BadInput(dict.fromkeys(book.findings))
    return book


def _cells(edition: Edition, names: Names, column: str) -> Cells:
    """Return where each figure stands on the flat sheet."""
    numbered = enumerate(rows(edition), HEADER_ROW + 1)
    return Cells(names.data, column, {(seen.indicator.id, seen.year): (row, seen) for row, seen in numbered})


def _subjects(edition: Edition) -> list[Subject]:
    return [subject for subject in edition.catalogue.themes.values() if theme_indicators(edition, subject.id)]


def _names(edition: Edition, lang: str, text: Mapping[str, str]) -> Names:
    subjects = _subjects(edition)
    fixed = [
        text[f"sheet.{name}"]
        for name in ("cover", "scorecard", "indicators", "data", "reconciliation", "notes", "log")
    ]
    cover, scorecard, indicators, data, reconciliation, notes, log, *themes = sheet_names(
        [*fixed, *(subject.label[lang] for subject in subjects)]
    )
    ids = (subject.id for subject in subjects)
    return Names(
        cover, dict(zip(ids, themes, strict=True)), scorecard, indicators, data, reconciliation, notes, log
    )


def _workbook(edition: Edition, lang: str, title: str, stamp: datetime) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _make_default(workbook, Font(name=FONT, size=10))
    workbook.calculation.fullCalcOnLoad = False
    workbook.security = None  # openpyxl would write an empty protection
    properties = workbook.properties
    properties.title = title
    properties.creator = properties.lastModifiedBy = edition.publisher[lang]
    properties.subject = strings(lang)["workbook.subject"]
    properties.language = lang
    properties.created = properties.modified = utc(stamp)
    return workbook


def _make_default(workbook: Workbook, font: Font) -> None:
    """Set the font of cells without a style, by which column widths are measured too."""
    fonts = workbook._fonts  # type: ignore[attr-defined]  # openpyxl has no public way to it
    fonts[0] = font
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]
