"""Snapshots: every edition in every language, kept in layers, so that no change of a publication goes unseen.

A change shows in the layer where it began and in those after it. The first layer that differs therefore names
its cause: a word in the outline, a line break in the text of the pages, a lost header cell in the tags.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.findings import Finding, Place, error
from reportgen.model.document import Document
from reportgen.pipeline import BuildReport, Progress, build
from reportgen.publish import publish, recover, work_folder
from reportgen.render.outline import outline
from reportgen.request import BuildRequest
from reportgen.verify.appearance import differences, overview
from reportgen.verify.plain import pages_as_text, tags_as_text, workbook_as_text
from reportgen.workbench import SNAPSHOTS
from reportgen.workbench.textdiff import text_differences

LAYERS: Mapping[str, str] = {
    "outline": "1-outline.txt",
    "text": "2-text.txt",
    "tags": "3-tags.txt",
    "citations": "4-citations.txt",
    "workbook": "5-workbook.txt",
    "pages": "6-pages.png",
}
"""Layers in order, each with its file: the Document, the printed lines, the tag tree, where each figure comes
from, the cells of the workbook, and what the pages look like."""

MOST_LINES = 40
"""Lines of a difference that are shown."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An edition in one language by layer, as it is made now."""

    year: int
    lang: str
    layers: Mapping[str, bytes]

    def path(self, layer: str) -> str:
        """Return where a layer is kept, relative to the project."""
        return f"{SNAPSHOTS}/{self.year}/{self.lang}/{LAYERS[layer]}"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first layer in which an edition is not as it was, how it differs, and which later ones do too.

    ``lines`` are a diff, cut where it grows long; there are none where the layer has never been kept.
    """

    snapshot: Snapshot
    layer: str
    lines: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """What was found and what to do, without the lines."""
        year, lang = self.snapshot.year, self.snapshot.lang
        place, command = Place(self.snapshot.path(self.layer)), f"reportgen snapshot update {year}"
        if not self.lines:
            message = f"The snapshot of {year} in '{lang}' has no layer '{self.layer}'."
            remedy = f"Make it with {command}, and keep it in version control."
            return error("missing-snapshot", place, message, remedy, lang=lang)
        message = f"{year} in '{lang}' differs from its snapshot, first in the layer '{self.layer}'"
        if self.later:
            message += f", then in {len(self.later)} more: {', '.join(self.later)}"
        remedy = f"If this is meant, run {command} and keep the files that it names."
        return error("snapshot-differs", place, f"{message}.", remedy, lang=lang)


def check(root: Path, years: Sequence[int] = (), progress: Progress = lambda step: None) -> list[Difference]:
    """Build editions and return where they are not as their snapshots. Raises what `build` raises."""
    compared = (_compared(root, snapshot) for snapshot in take(root, years, progress))
    return [difference for difference in compared if difference is not None]


def update(root: Path, years: Sequence[int] = (), progress: Progress = lambda step: None) -> list[Path]:
    """Build editions, keep every layer that differs, or none, and return the files. Raises what `build` does.

    A layer within its tolerance is left as it was.
    """
    changed = {
        root / snapshot.path(layer): snapshot.layers[layer]
        for snapshot in take(root, years, progress)
        for layer in _changed(root, snapshot)
    }
    publish(changed, progress)
    return list(changed)


def take(root: Path, years: Sequence[int], progress: Progress) -> list[Snapshot]:
    """Build editions into a folder that is removed again, and return them by layer, in order.

    What an interrupted run left among the snapshots is put in order first.
    """
    recover((root / SNAPSHOTS).glob("*"), progress)
    with work_folder() as out:
        report = build(BuildRequest(root, tuple(years), out=out), progress)
        return [_snapshot(document, report) for document in report.documents]


def _snapshot(document: Document, report: BuildReport) -> Snapshot:
    key = document.year, document.lang
    files = {file.kind: file.path for file in report.files if (file.year, file.lang) == key}
    texts = {
        "outline": outline(document),
        "text": pages_as_text(files["pdf"]),
        "tags": tags_as_text(files["pdf"]),
        "citations": _citations(files["figures"]),
        "workbook": workbook_as_text(files["xlsx"]),
    }
    layers = {layer: text.encode() for layer, text in texts.items()}
    return Snapshot(*key, layers | {"pages": overview(files["pdf"])})


def _citations(record: Path) -> str:
    """Return the figures of a PDF, one a line. Where on the page it stands is left to the last layer."""
    rows = json.loads(record.read_text(encoding="utf-8"))["figures"]
    for row in rows:
        row["years"] = f"{row['year']}" + (f"-{row['base_year']}" if row["base_year"] else "")
        row["asked"] = row["template"] + (f":{row['line']}" if row["line"] else "")
        row["shown"] = row["shown"].replace("\u00a0", "~")
    line = "{path}: {indicator} {years} {value} “{shown}” ({form}) from {asked} on page {page}\n"
    return "".join(line.format(**row) for row in rows)


def _compared(root: Path, snapshot: Snapshot) -> Difference | None:
    changed = _changed(root, snapshot)
    if not changed:
        return None
    first, *later = changed
    return Difference(snapshot, first, tuple(_bounded(changed[first])), tuple(later))


def _changed(root: Path, snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the layers that differ from what is kept, with a diff; an empty one where nothing is."""
    changed = {}
    for layer, made in snapshot.layers.items():
        path = root / snapshot.path(layer)
        kept = path.read_bytes() if path.is_file() else None
        lines = _difference(layer, kept, made) if kept is not None else []
        if kept is None or lines:
            changed[layer] = lines
    return changed


def _difference(layer: str, kept: bytes, made: bytes) -> list[str]:
    if LAYERS[layer].endswith(".png"):
        return list(differences(kept, made))
    before, now = (data.decode("utf-8", "replace").replace("\r\n", "\n") for data in (kept, made))
    return text_differences(before, now)


def _bounded(lines: Sequence[str]) -> list[str]:
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], *([f"… and {more} lines more"] if more > 0 else [])]
