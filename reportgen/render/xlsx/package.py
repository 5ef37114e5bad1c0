"""The file itself: the same bytes for the same content, on every machine and in every run.

openpyxl stamps the time of saving, writes XML by lxml where that is installed and by ElementTree where
not, and puts a font's children in an order that the schema does not allow. So every part is parsed and
written again here: one order of attributes, one set of prefixes, one date.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from openpyxl.utils import get_column_letter

from reportgen.render.xlsx.body import escape
from reportgen.render.xlsx.cells import Content, digits
from reportgen.render.xlsx.sheet import HEADER_ROW, Book

_BODY = "\ue000"  # stands in a sheet's XML where the rows of its table belong; no cell may hold it
_CHUNK = 500
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip file can tell
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TERMS = "http://purl.org/dc/terms/"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"

# Namespaces with an empty prefix are the default one of their part; no part has two of them.
_PREFIXES = {
    _MAIN: "",
    "http://schemas.openxmlformats.org/package/2006/content-types": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    _CHART: "c",
    _DRAWING: "xdr",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/dcmitype/": "dcmitype",
    "http://www.w3.org/2001/XMLSchema-instance": "xsi",
    "http://www.w3.org/XML/1998/namespace": "xml",
    _TERMS: "dcterms",
}
# ECMA-376 part 1, 18.8.22 (CT_Font), in the order that Office's own schema asks for.
_FONT_ORDER = (
    "b",
    "i",
    "strike",
    "condense",
    "extend",
    "outline",
    "shadow",
    "u",
    "vertAlign",
    "sz",
    "color",
    "name",
    "family",
    "charset",
    "scheme",
)


def package(book: Book, stamp: datetime) -> bytes:
    """Return a workbook as the bytes of an .xlsx file; ``stamp`` is when it was made and last changed."""
    raw, packed = BytesIO(), BytesIO()
    book.workbook.save(raw)
    sheets = {
        f"xl/worksheets/sheet{n}.xml": sheet.title for n, sheet in enumerate(book.workbook.worksheets, 1)
    }
    drawings = {f"xl/drawings/drawing{number}.xml": alts for number, alts in enumerate(book.alts, start=1)}
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist()):
            root = ElementTree.fromstring(source.read(name))
            _mend(root, utc(stamp))
            if name in drawings:
                _describe(root, drawings[name])
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 0, 0o600 << 16  # the same on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            parts = _sheet(root, book, sheets[name]) if name in sheets else iter((serialize(root),))
            with target.open(entry, "w") as stream:
                for part in parts:
                    stream.write(part)
    return packed.getvalue()


def _sheet(root: Element, book: Book, title: str) -> Iterator[bytes]:
    """Yield a sheet's XML: what the library wrote, and in its midst the rows of the table."""
    _results(root, book.results, title)
    body = book.bodies.get(title)
    if body is None:
        yield serialize(root)
        return
    sheet = book.workbook[title]
    header = root.find(f"{{{_MAIN}}}sheetData/{{{_MAIN}}}row[@r='{HEADER_ROW}']")
    dimension = root.find(f"{{{_MAIN}}}dimension")
    assert header is not None
    assert dimension is not None
    end = get_column_letter(len(body.widths)) + str(max(body.last, sheet.max_row))
    dimension.set("ref", f"A1:{end}")
    header.tail = _BODY
    head, _, foot = serialize(root).partition(_BODY.encode())
    yield head
    chunk: list[str] = []
    for row in body.xml():
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield "".join(chunk).encode()
            chunk.clear()
    yield "".join(chunk).encode() + foot


def _describe(root: Element, alts: Iterable[tuple[str, str]]) -> None:
    """Give every chart of a drawing its name and its text alternative."""
    for properties, (name, alt) in zip(root.iter(f"{{{_DRAWING}}}cNvPr"), alts, strict=True):
        properties.set("name", name)
        properties.set("descr", alt)


def _results(root: Element, results: Mapping[tuple[str, str], Content], title: str) -> None:
    """Write beside every formula what it comes to."""
    for cell in root.iter(f"{{{_MAIN}}}c"):
        result = results.get((title, cell.attrib["r"]))
        if cell.find(f"{{{_MAIN}}}f") is None or result is None:
            continue
        shown = cell.find(f"{{{_MAIN}}}v")
        if shown is None:
            shown = SubElement(cell, f"{{{_MAIN}}}v")
        if isinstance(result, str):
            cell.set("t", "str")
        shown.text = result if isinstance(result, str) else digits(result)


def utc(stamp: datetime) -> datetime:
    """Return a moment as UTC without a zone, which is how Office keeps it; a naive one is taken for UTC."""
    return stamp.astimezone(UTC).replace(tzinfo=None) if stamp.tzinfo else stamp


def serialize(root: Element) -> bytes:
    """Return a part as XML: attributes sorted, namespaces declared at the root.

    Raises `KeyError` for a namespace that no part of our workbooks has had so far.
    """
    used = {_namespace(name) for node in root.iter() for name in (node.tag, *node.attrib)} - {None}
    declared = sorted((_PREFIXES[uri], uri) for uri in used if uri and _PREFIXES[uri] != "xml")
    names = "".join(f' xmlns{":" if prefix else ""}{prefix}="{uri}"' for prefix, uri in declared)
    parts: list[str] = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(root, parts, names)
    return "".join(parts).encode("utf-8")


def _write(node: Element, parts: list[str], declared: str = "") -> None:
    tag = _prefixed(node.tag)
    attributes = "".join(
        f' {_prefixed(name)}="{_escape(value, True)}"' for name, value in sorted(node.items())
    )
    body = _escape(node.text or "")
    if not body and not len(node):
        parts.append(f"<{tag}{declared}{attributes}/>")
    else:
        parts.append(f"<{tag}{declared}{attributes}>{body}")
        for child in node:
            _write(child, parts)
        parts.append(f"</{tag}>")
    parts.append(_escape(node.tail or ""))


def _mend(root: Element, stamp: datetime) -> None:
    for font in root.iter(f"{{{_MAIN}}}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(child.tag.rpartition("}")[2]))
    for name in ("created", "modified"):
        for moment in root.iter(f"{{{_TERMS}}}{name}"):
            moment.text = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")


def _namespace(name: str) -> str | None:
    return name[1:].partition("}")[0] if name.startswith("{") else None


def _prefixed(name: str) -> str:
    uri, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    prefix = _PREFIXES[uri] if uri else ""
    return f"{prefix}:{local}" if prefix else local


def _escape(text: str, attribute: bool = False) -> str:
    text = escape(text)
    if attribute:
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text
