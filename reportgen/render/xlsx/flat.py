"""The data sheet of the appendix as CSV: the same header and rows, for programs that read no workbook."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

from reportgen.locales import strings
from reportgen.model.edition import Edition
from reportgen.render.xlsx.cells import DANGEROUS, Content
from reportgen.render.xlsx.figures import rows
from reportgen.render.xlsx.records import data_columns, data_row


def render_csv(edition: Edition, lang: str) -> bytes:
    """Return the flat data sheet in one language as CSV: RFC 4180 in UTF-8, with decimal points.

    Values are those of the cells, so a percentage is a fraction, and what is missing is empty. A text that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    text, file = strings(lang), StringIO()
    writer = csv.writer(file)
    writer.writerow(column.header for column in data_columns(edition, text))
    for seen in rows(edition):
        writer.writerow(_shown(entry.content) for entry in data_row(edition, lang, seen, text))
    return file.getvalue().encode("utf-8")


def _shown(content: Content) -> str:
    if content is None or isinstance(content, str):
        text = content or ""
        return f"'{text}" if text.startswith(DANGEROUS) else text
    return f"{Decimal(content).normalize():f}"
