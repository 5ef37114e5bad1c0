"""The workbook as a whole: its sheets in order, its properties, and the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from reportgen.errors import BadInput
from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.render.xlsx.audit import Audit
from reportgen.render.xlsx.cells import Entry
from reportgen.render.xlsx.changes import log_sheet
from reportgen.render.xlsx.checks import Cells, quoted
from reportgen.render.xlsx.cover import add_cover
from reportgen.render.xlsx.figures import Scope
from reportgen.render.xlsx.look import FONT, Look
from reportgen.render.xlsx.names import workbook_names
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
from reportgen.render.xlsx.records import data_names, data_sheet, indicators_sheet, notes_sheet
from reportgen.render.xlsx.scorecard import scorecard_sheet
from reportgen.render.xlsx.sheet import HEADER_ROW, Book, Sheet, add_sheet
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
    names, scope = workbook_names(edition, lang), Scope(edition)
    back = Entry(text["workbook.back_to_cover"], "link", link=names.cover)
    legend = Entry(text["appendix.to_notes"], "link", link=names.notes)
    places = places_by_indicator(printed, edition, lang)
    subjects = (edition.catalogue.themes[theme] for theme in scope.themes)
    themes = {one.id: theme_sheet(scope, lang, one, names, places, text) for one in subjects}
    audit = Audit(edition, lang, Cells({(seen.indicator.id, seen.year): seen for seen in scope.figures}))
    uses = printed_uses(printed, edition, lang) if printed else ()
    checks = [
        *audit.checks(uses),
        *previous_checks(audit, themes.values(), text),
        *theme_checks(scope, lang, themes),
    ]
    strategy = edition.strategy if edition.strategy and edition.strategy.covers(edition.year) else None
    data = data_sheet(scope, lang, names, places_by_figure(printed, edition, lang), text)
    others = [
        *([scorecard_sheet(edition, lang, names, strategy, text)] if strategy else ()),
        indicators_sheet(scope, lang, names, places, text),
        data,
        reconciliation_sheet(edition, lang, names, checks, text),
        notes_sheet(scope, lang, names, text),
        log_sheet(scope, lang, names, text),
    ]
    for sheet in (*themes.values(), *others):
        add_sheet(book, sheet, (back,) if sheet.name == names.notes else (back, legend))
    _name_columns(book, data, data_names(edition, lang, text))
    sealed = seal(scope)
    soundness = {
        "appendix.reconciliation": summary(names, checks, text),
        "appendix.control_total": control_total(sealed),
        "appendix.sha256": Entry(sealed.sha256, "cover-code"),
    }
    contents = {
        "contents": [themes[theme] for theme in scope.now],
        "earlier": [themes[theme] for theme in scope.earlier],
        "reference": others,
    }
    add_cover(book, scope, lang, names, contents, soundness, text)
    book.workbook.active = 0
    if book.findings:
        raise BadInput(dict.fromkeys(book.findings))
    return book


def _name_columns(book: Book, data: Sheet, letters: Mapping[str, str]) -> None:
    """Define the names by which formulas find the flat sheet's columns, however its rows are sorted."""
    last = book.bodies[data.name].last
    for name, letter in letters.items():
        cells = f"{quoted(data.name)}!${letter}${HEADER_ROW + 1}:${letter}${last}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=cells)


def _workbook(edition: Edition, lang: str, title: str, stamp: datetime) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    _make_default(workbook, Font(name=FONT, size=10))
    workbook.calculation.fullCalcOnLoad = False
    workbook.security = None  # openpyxl would write an empty protection
    properties = workbook.properties
    properties.title = title
    properties.creator = properties.lastModifiedBy = edition.publisher[lang]
    properties.contentStatus = strings(lang)["draft"] if edition.draft else None
    properties.subject = strings(lang)["workbook.subject"]
    properties.language = lang
    properties.created = properties.modified = utc(stamp)
    return workbook


def _make_default(workbook: Workbook, font: Font) -> None:
    """Set the font of cells without a style, by which column widths are measured too."""
    fonts = workbook._fonts  # type: ignore[attr-defined]  # openpyxl has no public way to it
    fonts[0] = font
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]
