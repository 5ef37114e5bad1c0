"""The data sheet of the appendix as CSV: the same header and rows, for programs that read no workbook."""

from __future__ import annotations

import csv
from io import StringIO

from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.render.xlsx.cells import Content, digits, is_dangerous
from reportgen.render.xlsx.figures import Scope
from reportgen.render.xlsx.printed import Printed, places_by_figure
from reportgen.render.xlsx.records import data_columns, data_row


def render_csv(edition: Edition, lang: str, printed: Printed | None = None) -> bytes:
    """Return the flat data sheet in one language as CSV: RFC 4180 in UTF-8, with decimal points.

    Values are those of the cells, so a percentage is a fraction, and what is missing is empty. A text that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    text, file, places = strings(lang), StringIO(), places_by_figure(printed, edition, lang)
    writer = csv.writer(file)
    writer.writerow(column.header for column in data_columns(edition, lang, text))
    for seen in Scope(edition).figures:
        writer.writerow(csv_text(entry.content) for entry in data_row(edition, lang, seen, places, text))
    return file.getvalue().encode("utf-8")


def csv_text(content: Content) -> str:
    """Return a content as CSV holds it: a plain number, or a text that no spreadsheet takes for a formula."""
    if content is None or isinstance(content, str):
        text = content or ""
        return f"'{text}" if is_dangerous(text) else text
    return digits(content)
