"""The record: every figure that a PDF shows, with where it comes from and where it stands, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from reportgen.model.citation import Position
from reportgen.model.document import Document


def render_record(document: Document, positions: Mapping[int, Position]) -> bytes:
    """Return which publication it is, and the citations of its Document in reading order.

    The publication's ``state`` is draft or approved, its ``author`` that of the PDF: the publisher, or what a
    draft is made from. The keys of a citation are those of `Citation` and `Position`; a value is a string, so
    that no digit of it is lost. ``page``, ``x`` and ``y`` are null for a figure that is drawn as no text, as
    the length of a bar is.
    """
    rows = []
    for number, citation in enumerate(document.citations):
        at = positions.get(number)
        where = {"page": at.page, "x": round(at.x, 2), "y": round(at.y, 2)} if at else _NOWHERE
        rows.append(asdict(citation) | {"value": format(citation.value, "f")} | where)
    publication = {
        "title": f"{document.title} {document.year}",
        "lang": document.lang,
        "state": "draft" if document.draft else "approved",
        "author": document.publisher,
        "dated": document.published.isoformat(),
    }
    record = {"publication": publication, "figures": rows}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


_NOWHERE = {"page": None, "x": None, "y": None}
