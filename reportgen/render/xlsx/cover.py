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
from reportgen.render.xlsx.figures import MISSING, figure, is_percent, rows
from reportgen.render.xlsx.look import KINDS
from reportgen.render.xlsx.measure import fold, text_width
from reportgen.render.xlsx.names import Names
from reportgen.render.xlsx.printing import prepare_print
from reportgen.render.xlsx.sheet import Book, Sheet, add_table, band

WIDTH = 150.0
"""The cover's width in characters: A4 landscape prints it at full size."""

_STRIP_CHART = "sea"
_STRIP_ROW = 4
# Columns hold sheet names, contents and numbers of rows; a strip too uneven for that is not drawn.
_ROOM = (32.0, 30.0, 8.0)
_PLAIN_WIDTHS = [50.0, 60.0, 40.0]

Strings = Mapping[str, str]


def add_cover(
    book: Book,
    edition: Edition,
    lang: str,
    names: Names,
    sheets: Sequence[Sheet],
    audit: Mapping[str, Entry],
    text: Strings,
) -> None:
    """Add the cover as the first sheet of the workbook; its contents lead to the given sheets.

    ``audit`` is what the workbook says of its own soundness, by the key of its heading.
    """
    sheet = book.workbook.create_sheet(names.cover, 0)
    sheet.sheet_view.showGridLines = False
    columns, end = _strip(book, sheet, edition, lang, text)
    _title(book, sheet, edition, lang, text, columns)
    end = _contents(book, sheet, sheets, end + 1, columns, text)
    facts = list(_facts(edition, lang, names, audit, text))
    for row, (key, value) in enumerate(facts, start=end + 1):
        # A citation is too long to stand beside its heading, so it has a row of its own.
        book.write(sheet, row, 1, Entry(key, "cover-key") if key else value)
        book.write(sheet, row, 2, value if key else Entry(None, "cover-value"))
        sheet.row_dimensions[row].height = 32.0 if row == end + 1 else 16.0
    prepare_print(sheet, book.footer, columns, (end + len(facts),))


def staff_shares(edition: Edition) -> list[tuple[Indicator, Decimal]]:
    """Return the service areas' shares in percent that the brochure's sea is drawn from, largest first."""
    chart = edition.charts.get(_STRIP_CHART)
    named = [edition.catalogue.indicators[id] for id in chart.indicators] if chart else []
    values = [(entry, figure(edition, entry, edition.year).value) for entry in named if is_percent(entry)]
    return sorted(((entry, share) for entry, share in values if share), key=lambda pair: -pair[1])


def _title(book: Book, sheet: Worksheet, edition: Edition, lang: str, text: Strings, columns: int) -> None:
    title = book.footer[0]
    fits = text_width(title, 22, bold=True) < WIDTH * 7
    entries = (
        Entry(title, "cover-title" if fits else "title", place=edition.place),
        Entry(text["workbook.intro"], "band"),
        Entry(edition.wordmark[lang], "wordmark", place=edition.place),
    )
    for row, entry in enumerate(entries, start=1):
        book.write(sheet, row, 1, entry)
    band(book, sheet, (1, 2, 3), columns)
    for row, points in {1: 70.0, 2: 22.0, 3: 34.0}.items():
        sheet.row_dimensions[row].height = points


def _strip(book: Book, sheet: Worksheet, edition: Edition, lang: str, text: Strings) -> tuple[int, int]:
    """Draw the strip, set the columns' widths by its shares; return how many columns, and the last row."""
    shares = staff_shares(edition)
    total = sum((share for _, share in shares), Decimal(0))
    widths = [round(float(share * Decimal(WIDTH) / total), 4) for _, share in shares]
    roomy = len(widths) >= len(_ROOM) and all(wide >= room for wide, room in zip(widths, _ROOM, strict=False))
    if not roomy:
        shares, widths = [], _PLAIN_WIDTHS
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for column, (indicator, share) in enumerate(shares, start=1):
        percent = number_format(indicator.decimals, percent=True)
        book.write(sheet, _STRIP_ROW, column, Entry(fraction(share), "strip", percent, area=indicator.area))
    told = (shown(share, entry.unit, entry.decimals, lang, "short").text for entry, share in shares)
    areas = (area_text(edition, lang, entry.area) for entry, _ in shares)
    parts = ", ".join(f"{area} {percent}" for area, percent in zip(areas, told, strict=True))
    lines = fold(text["workbook.strip"].format(shares=parts), WIDTH, KINDS["line"].size) if parts else ()
    for row, line in enumerate(lines, start=_STRIP_ROW + 1):
        book.write(sheet, row, 1, Entry(line, "line"))
        sheet.row_dimensions[row].height = 14.0
    sheet.row_dimensions[_STRIP_ROW].height = 18.0
    return len(widths), _STRIP_ROW + len(lines)


def _contents(
    book: Book, sheet: Worksheet, sheets: Sequence[Sheet], top: int, columns: int, text: Strings
) -> int:
    """Write the contents from row ``top``; return their last row."""
    headers = [text[f"column.{key}"] for key in ("sheet", "content", "rows")]
    for column, header in enumerate([*headers, *[None] * (columns - len(headers))], start=1):
        book.write(sheet, top, column, Entry(header, "cover-header"))
    sheet.row_dimensions[top].height = 28.0
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
        sheet.row_dimensions[row].height = row_height(Line((entries[1],)), (width,))
    add_table(sheet, "contents", (top, top + len(sheets)), headers, filtered=False)
    return top + len(sheets)


def _facts(
    edition: Edition, lang: str, names: Names, audit: Mapping[str, Entry], text: Strings
) -> Iterator[tuple[str, Entry]]:
    published = date_text(edition.published.isoformat(), lang)
    address = next((link.text[lang] for link in edition.links.values()), "")
    cite = text["workbook.cite_as"].format(
        publisher=edition.publisher[lang], title=edition.title[lang], year=edition.year, date=published
    )
    if edition.published_assumed:
        published = text["appendix.assumed"].format(date=published)
    first = min((year for _, year in edition.observations), default=edition.year)
    facts = {
        text["appendix.period"]: years_text("period", sorted({first, edition.year}), text),
        text["publisher"]: edition.publisher[lang],
        text["published"]: published,
        text["appendix.state"]: _state(edition, names, text),
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
    yield text["workbook.cite"], Entry(None, "cover-value")
    yield "", Entry(cite, "cover-value", place=edition.place)


def _state(edition: Edition, names: Names, text: Strings) -> str:
    statuses = [seen.status for seen in rows(edition)]
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
