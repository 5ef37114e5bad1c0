"""Files in the file: workbook and data travel with the PDF (ISO 32000-1, 7.11; ISO 19005-3, 6.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc

from reportgen.render.pdf.structure import text_string

Relationship = Literal["Data", "Supplement", "Source", "Alternative"]

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_KINDS: dict[str, tuple[str, Relationship]] = {"xlsx": (XLSX, "Supplement"), "csv": (CSV, "Data")}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to be attached, under its own name.

    ``media_type`` is as IANA registers it, ``relationship`` what the file is to the publication, and
    ``description`` is in the publication's language.
    """

    name: str
    data: bytes
    media_type: str
    relationship: Relationship
    description: str

    @classmethod
    def of_kind(cls, kind: str, name: str, data: bytes, description: str) -> Attachment:
        """Return a file of a kind that publications have attached: ``xlsx`` or ``csv``."""
        return cls(name, data, *_KINDS[kind], description)


def write_attachments(
    document: pdfdoc.PDFDocument, attachments: Sequence[Attachment], date: pdfdoc.PDFString
) -> None:
    """Embed files and list them, by name and as associated with the whole document; ``date`` is PDF's."""
    if not attachments:
        return
    for file in attachments:
        document.Reference(_specification(document, file, date), _key(file))
    in_order = sorted(attachments, key=lambda file: file.name)
    names = [item for file in in_order for item in (text_string(file.name), _reference(file))]
    catalog = document.Catalog
    catalog.Names = pdfdoc.PDFDictionary(
        {"EmbeddedFiles": pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray(names)})}
    )
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF"]
    catalog.AF = pdfdoc.PDFArray([_reference(file) for file in attachments])


def _specification(document: pdfdoc.PDFDocument, file: Attachment, date: pdfdoc.PDFString) -> Any:
    embedded = document.Reference(_embedded(file, date), f"EmbeddedFile:{file.name}")
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Filespec"),
            "F": text_string(file.name),
            "UF": text_string(file.name),
            "Desc": text_string(file.description),
            "AFRelationship": pdfdoc.PDFName(file.relationship),
            "EF": pdfdoc.PDFDictionary({"F": embedded, "UF": embedded}),
        }
    )


def _embedded(file: Attachment, date: pdfdoc.PDFString) -> pdfdoc.PDFStream:
    checksum = hashlib.md5(file.data, usedforsecurity=False).digest()
    parameters = {
        "Size": len(file.data),
        "CreationDate": date,
        "ModDate": date,
        "CheckSum": pdfdoc.PDFText(checksum),
    }
    entries = {
        "Type": pdfdoc.PDFName("EmbeddedFile"),
        # PDFName leaves the slash as it is, which would make two names of one.
        "Subtype": "/" + file.media_type.replace("/", "#2F"),
        "Params": pdfdoc.PDFDictionary(parameters),
    }
    filters = None if file.media_type == XLSX else [pdfdoc.PDFZCompress]  # a workbook is compressed already
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), file.data, filters)


def _key(file: Attachment) -> str:
    return f"Filespec:{file.name}"


def _reference(file: Attachment) -> pdfdoc.PDFObjectReference:
    return pdfdoc.PDFObjectReference(_key(file))
