"""The cover: title, a strip of the staff's shares, the contents, and who published what and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.locales import date_text, shown
from reportgen.model.edition import Edition
from reportgen.model.indicator import Indicator, Status
from reportgen.render.xlsx.body import Line, row_height
from reportgen.render.xlsx.cells import Entry, fraction, number_format
from reportgen.render.xlsx.entries import area_text, years_text
from reportgen.render.xlsx.figures import MISSING, Scope, figure, is_percent
from reportgen.render.xlsx.look import KINDS
from reportgen.render.xlsx.measure import fold, text_width
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.printing import prepare_print
from reportgen.render.xlsx.sheet import Book, Sheet, add_table, band

WIDTH = 110.0
"""The cover's width in characters: A4 in portrait prints it at nine tenths of its size."""

_STRIP_CHART = "sea"
_STRIP_ROW = 4
# Columns hold sheet names, contents and numbers of rows; a strip too uneven for that is not drawn.
_ROOM = (24.0, 20.0, 8.0)
_LEAST = 4.8
_PLAIN_WIDTHS = [44.0, 46.0, 20.0]
_TITLES = ("cover-title", "cover-title-long", "title", "message-band")

Strings = Mapping[str, str]


def add_cover(
    book: Book,
    scope: Scope,
    lang: str,
    names: Names,
    contents: Mapping[str, Sequence[Sheet]],
    audit: Mapping[str, Entry],
    text: Strings,
) -> None:
    """Add the cover as the first sheet of the workbook; its contents lead to the given sheets.

    They are a table for each kind of sheet, by the key of its heading; a kind without any is left out.
    ``audit`` is what the workbook says of its own soundness, by the key of its heading.
    """
    edition, sheet = scope.edition, book.workbook.create_sheet(names.cover, 0)
    sheet.sheet_view.showGridLines = False
    columns, end = _strip(book, sheet, edition, lang, text)
    _title(book, sheet, edition, lang, text, columns)
    for key, sheets in contents.items():
        if sheets:
            heading = text[f"appendix.part_{key}"].format(year=edition.year)
            end = _contents(book, sheet, key, heading, sheets, end + 1, columns, text)
    first = end + 1
    for key, value in _facts(scope, lang, names, audit, text):
        for part in _folded(sheet, value):
            end += 1
            book.write(sheet, end, 1, Entry(key, "cover-key"))
            book.write(sheet, end, 2, part)
            sheet.row_dimensions[end].height = 26.0 if end == first else 14.5
            key = ""
    prepare_print(sheet, book.footer, columns, (end,))


def _folded(sheet: Worksheet, entry: Entry) -> list[Entry]:
    """Return a fact as entries for as many rows as its text has lines; a formula's result is one."""
    if not isinstance(entry.content, str) or entry.formula is not None:
        return [entry]
    width = WIDTH - sheet.column_dimensions["A"].width
    return [entry._replace(content=line) for line in fold(entry.content, width, KINDS[entry.style].size)]


def staff_shares(edition: Edition) -> list[tuple[Indicator, Decimal]]:
    """Return the service areas' shares in percent that the brochure's sea is drawn from, largest first."""
    chart = edition.charts.get(_STRIP_CHART)
    named = [edition.catalogue.indicators[id] for id in chart.indicators] if chart else []
    values = [(entry, figure(edition, entry, edition.year).value) for entry in named if is_percent(entry)]
    return sorted(((entry, share) for entry, share in values if share), key=lambda pair: -pair[1])


def _title(book: Book, sheet: Worksheet, edition: Edition, lang: str, text: Strings, columns: int) -> None:
    title = book.footer[0]
    fitting = (style for style in _TITLES if text_width(title, KINDS[style].size, bold=True) < WIDTH * 7 - 16)
    entries = (
        Entry(title, next(fitting, _TITLES[-1]), place=edition.place),
        Entry(text["workbook.intro"], "band"),
        Entry(
            (edition.publisher if edition.draft else edition.wordmark)[lang], "wordmark", place=edition.place
        ),
    )
    for row, entry in enumerate(entries, start=1):
        book.write(sheet, row, 1, entry)
    band(book, sheet, (1, 2, 3), columns)
    for row, points in {1: 56.0, 2: 22.0, 3: 30.0}.items():
        sheet.row_dimensions[row].height = points


def _strip(book: Book, sheet: Worksheet, edition: Edition, lang: str, text: Strings) -> tuple[int, int]:
    """Draw the strip, set the columns' widths by its shares; return how many columns, and the last row."""
    shares = staff_shares(edition)
    total = sum((share for _, share in shares), Decimal(0))
    widths = [round(float(share * Decimal(WIDTH) / total), 4) for _, share in shares]
    roomy = len(widths) >= len(_ROOM) and all(wide >= room for wide, room in zip(widths, _ROOM, strict=False))
    if not roomy or min(widths) < _LEAST:
        shares, widths = [], _PLAIN_WIDTHS
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, (indicator, share) in enumerate(shares, start=1):
        percent = number_format(indicator.decimals, percent=True)
        book.write(sheet, _STRIP_ROW, column, Entry(fraction(share), "strip", percent, area=indicator.area))
    told = (shown(share, entry.unit, entry.decimals, lang, "short").text for entry, share in shares)
    listed = {area.id for area in edition.lists.get("areas", ())}
    areas = (
        area_text(edition, lang, entry.area) if entry.area in listed else entry.short[lang]
        for entry, _ in shares
    )
    parts = ", ".join(f"{area} {percent}" for area, percent in zip(areas, told, strict=True))
    lines = fold(text["workbook.strip"].format(shares=parts), WIDTH, KINDS["line"].size) if parts else ()
    for row, line in enumerate(lines, start=_STRIP_ROW + 1):
        book.write(sheet, row, 1, Entry(line, "line"))
        sheet.row_dimensions[row].height = 13.0
    sheet.row_dimensions[_STRIP_ROW].height = 18.0
    return len(widths), _STRIP_ROW + len(lines)


def _contents(
    book: Book,
    sheet: Worksheet,
    key: str,
    heading: str,
    sheets: Sequence[Sheet],
    top: int,
    columns: int,
    text: Strings,
) -> int:
    """Write a table of contents under its heading in row ``top``; return its last row."""
    headers = [heading, text["column.content"], text["column.rows"]]
    for column, header in enumerate([*headers, *[None] * (columns - len(headers))], start=1):
        book.write(sheet, top, column, Entry(header, "cover-header"))
    sheet.row_dimensions[top].height = 24.0
    width = sheet.column_dimensions["B"].width
    for row, item in enumerate(sheets, start=top + 1):
        entries = [
            Entry(item.name, "cover-link", link=item.name),
            Entry(item.contents, "cover-text"),
            Entry(book.bodies[item.name].count, "cover-text", "0"),
        ]
        # Cells beyond the table carry its rules to the page's edge, and nothing else.
        entries += [Entry(None, "cover-text")] * (columns - len(entries))
        for column, entry in enumerate(entries, start=1):
            book.write(sheet, row, column, entry)
        sheet.row_dimensions[row].height = row_height(Line((entries[1],)), (width,)) - 2.5
    add_table(sheet, key, (top, top + len(sheets)), headers, filtered=False)
    return top + len(sheets)


def _facts(
    scope: Scope, lang: str, names: Names, audit: Mapping[str, Entry], text: Strings
) -> Iterator[tuple[str, Entry]]:
    edition = scope.edition
    published = date_text(edition.published.isoformat(), lang)
    address = next((link.text[lang] for link in edition.links.values()), "")
    cite = text["workbook.cite_draft_as" if edition.draft else "workbook.cite_as"].format(
        publisher=edition.publisher[lang], title=edition.title[lang], year=edition.year, date=published
    )
    if edition.published_assumed:
        published = text["appendix.assumed"].format(date=published)
    first = min((seen.year for seen in scope.figures), default=edition.year)
    facts = {
        text["appendix.period"]: years_text("period", sorted({first, edition.year}), text),
        text["publication.state" if edition.draft else "publisher"]: edition.publisher[lang],
        text["publication.dated" if edition.draft else "published"]: published,
        text["appendix.state"]: _state(scope, names, text),
        text["contact"]: address,
        text["workbook.symbols"]: _symbols(text),
        text["workbook.languages"]: _languages(edition, text),
        text["licence"]: edition.licence,
    }
    for key, value in facts.items():
        if value:
            yield key, Entry(value, "cover-value", place=edition.place)
    for name, entry in audit.items():
        yield text[name], entry
    yield text["workbook.cite"], Entry(cite, "cover-value", place=edition.place)


def _state(scope: Scope, names: Names, text: Strings) -> str:
    statuses = [seen.status for seen in scope.figures]
    normal = statuses.count(Status.NORMAL)
    missing = sum(status in MISSING for status in statuses)
    odd = len(statuses) - normal - missing
    return text["appendix.state_value"].format(normal=normal, odd=odd, missing=missing, sheet=names.notes)


def _symbols(text: Strings) -> str:
    names = sorted(status.name.lower() for status in MISSING)
    lines = (
        text["workbook.symbol_line"].format(
            symbol=text[f"symbol.{name}"], meaning=text[f"status.{name}"].lower()
        )
        for name in names
    )
    return "    ".join(lines)


def _languages(edition: Edition, text: Strings) -> str:
    if len(edition.languages) < 2:
        return ""
    return f"{text['workbook.other_language']}, {text['appendix.same_rows']}"
