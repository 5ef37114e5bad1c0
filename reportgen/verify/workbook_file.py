"""A workbook as its parts tell it: sheets, cells, tables and links, read from the XML and nothing else."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 2_000, 200_000_000, 200
"""A workbook with more parts, more text or better packed than this is not opened."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ROOT = "xl/workbook.xml"


class Unreadable(Exception):
    """The file is no workbook, or not one that is safe to open; the message says why."""


@dataclass(frozen=True, slots=True)
class CellPart:
    """A cell: its type (``n`` number, ``s`` text, ``e`` error…), its text or result, its formula if any."""

    kind: str
    text: str
    formula: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    """A defined table: its name, its cells (``A7:K30``), its columns' names."""

    name: str
    reference: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet. ``cells`` by reference (``A1``); ``links`` as pairs of cell and target.

    ``rows`` are its rows as they follow each other in the file, each with its number and the references of
    its cells; ``dimension`` is what the sheet says that its cells cover (``A1:K30``), "" if it says nothing.
    """

    name: str
    hidden: bool
    cells: Mapping[str, CellPart]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    dimension: str
    tables: tuple[TablePart, ...]
    links: tuple[tuple[str, str], ...]
    merged: tuple[str, ...]
    hidden_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkbookPart:
    """A workbook: its sheets in order, which one opens, its properties, and the names of all its parts."""

    sheets: tuple[SheetPart, ...]
    active: int
    properties: Mapping[str, str]
    parts: tuple[str, ...]
    external: tuple[str, ...] = field(default=())


def column_number(letters: str) -> int:
    """Return the number of a column from 1: 27 for ``AA``."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number from 1: ``AA`` for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_workbook(path: Path) -> WorkbookPart:
    """Read a workbook. Raises `Unreadable` when it cannot or must not be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            return _workbook(archive)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, expat.ExpatError) as fault:
        raise Unreadable(f"{type(fault).__name__}: {fault}") from fault


def _check_size(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_BYTES or unpacked > MAX_RATIO * max(packed, 1):
        raise Unreadable(f"{len(entries)} parts that unpack from {packed} to {unpacked} bytes")


def _workbook(archive: zipfile.ZipFile) -> WorkbookPart:
    root = _part(archive, _ROOT)
    relations, quoted, shared = _relations(archive, _ROOT), _quoted_styles(archive), _shared(archive)
    sheets = tuple(
        _sheet(archive, entry, relations[entry.attrib[f"{_OFFICE}id"]], quoted, shared)
        for entry in root.iter(f"{_MAIN}sheet")
    )
    active = next((int(view.get("activeTab", "0")) for view in root.iter(f"{_MAIN}workbookView")), 0)
    return WorkbookPart(
        sheets, active, _properties(archive), tuple(archive.namelist()), tuple(_external(archive))
    )


def _sheet(
    archive: zipfile.ZipFile, entry: Element, part: str, quoted: frozenset[int], shared: tuple[str, ...]
) -> SheetPart:
    targets, cells, tables = _relations(archive, part), dict[str, CellPart](), list[TablePart]()
    links, merged, hidden = list[tuple[str, str]](), list[str](), list[str]()
    rows, told, dimension = list[tuple[int, tuple[str, ...]]](), list[str](), ""
    # Node by node: the tree of a large sheet would take several times the memory of its cells.
    for _, node in ElementTree.iterparse(BytesIO(_checked(archive, part))):
        match node.tag.removeprefix(_MAIN):
            case "c":
                told.append(node.attrib["r"])
                cells[told[-1]] = _cell(node, quoted, shared)
                node.clear()
            case "dimension":
                dimension = node.attrib["ref"]
            case "tablePart":
                tables.append(_table(_part(archive, targets[node.attrib[f"{_OFFICE}id"]])))
            case "hyperlink":
                links.append((node.attrib["ref"], node.get("location", "")))
            case "mergeCell":
                merged.append(node.attrib["ref"])
            case "row" | "col" as kind:
                if node.get("hidden") == "1":
                    hidden.append(node.get("r", node.get("min", "")))
                if kind == "row":
                    rows.append((int(node.attrib["r"]), tuple(told)))
                    told.clear()
                    node.clear()
    return SheetPart(
        name=entry.attrib["name"],
        hidden=entry.get("state", "visible") != "visible",
        cells=cells,
        rows=tuple(rows),
        dimension=dimension,
        tables=tuple(tables),
        links=tuple(links),
        merged=tuple(merged),
        hidden_lines=tuple(hidden),
    )


def _cell(cell: Element, quoted: frozenset[int], shared: tuple[str, ...]) -> CellPart:
    kind, value = cell.get("t", "n"), cell.findtext(f"{_MAIN}v") or ""
    if kind == "inlineStr":
        kind, value = "s", "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    elif kind == "s":
        value = shared[int(value)]
    formula = cell.findtext(f"{_MAIN}f") or ""
    return CellPart(kind, value, formula, int(cell.get("s", "0")) in quoted)


def _table(root: Element) -> TablePart:
    columns = tuple(column.attrib["name"] for column in root.iter(f"{_MAIN}tableColumn"))
    return TablePart(root.attrib["displayName"], root.attrib["ref"], columns)


def _quoted_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    formats = _part(archive, "xl/styles.xml").find(f"{_MAIN}cellXfs")
    entries = enumerate(() if formats is None else formats)
    return frozenset(number for number, entry in entries if entry.get("quotePrefix") == "1")


def _shared(archive: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return ()
    entries = _part(archive, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    return tuple("".join(text.text or "" for text in entry.iter(f"{_MAIN}t")) for entry in entries)


def _properties(archive: zipfile.ZipFile) -> dict[str, str]:
    return {entry.tag.rpartition("}")[2]: entry.text or "" for entry in _part(archive, "docProps/core.xml")}


def _external(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if name.endswith(".rels"):
            for entry in _part(archive, name):
                if entry.get("TargetMode") == "External":
                    yield entry.get("Target", "")


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part points to, by the ids it uses for them."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    entries = _part(archive, relations)
    return {
        e.attrib["Id"]: posixpath.normpath(posixpath.join("/", folder, e.attrib["Target"]))[1:]
        for e in entries
    }


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(_checked(archive, name))


def _checked(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part that declares no document type: entities that multiply are declared nowhere else."""
    data, parser = archive.read(name), expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(data, True)
    return data


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a part declares a document type")
