"""What a set is, written down in every folder of it: a part each, with the way to the others."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from reportgen.errors import CannotWrite
from reportgen.findings import Place, error
from reportgen.publish.places import HELPER, RECORD, Folder, shown, sync, write


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a folder: its name there, the SHA-256 of what is new, and whether one stood there before."""

    name: str
    digest: str
    former: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A folder's part of a set, which ``key`` tells from all others.

    ``folders`` are the ways to all folders of the set, the first of which bears its mark. ``entries`` are
    counted: the first one's new file is ``new-0``.
    """

    key: str
    folders: tuple[str, ...]
    entries: tuple[Entry, ...]

    def paths(self, folder: Path) -> list[Path]:
        """Return the folders of the set, told from the one that this record lies in."""
        return [Path(os.path.normpath(folder / way)) for way in self.folders]

    def write(self, folder: Folder) -> None:
        """Put the record in its folder, whole or not at all."""
        new = folder.helper / f"{RECORD}.new"
        write(new, json.dumps(asdict(self)).encode())
        new.replace(folder.helper / RECORD)
        sync(folder.helper)


def way(folder: Path, other: Path) -> str:
    """Return how to come from a folder to another; from one drive of Windows to another there is none."""
    try:
        return os.path.relpath(other, folder)
    except ValueError:
        return str(other)


def read_record(folder: Path) -> Record | None:
    """Return the record in a folder, None where there is none. Raises `CannotWrite` for what is no record."""
    path = folder / HELPER / RECORD
    try:
        return _record(json.loads(path.read_bytes()))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as fault:
        message = f"An interrupted run left a record that cannot be read: {fault}."
        remedy = f"See that the files in {shown(folder)} belong together, then remove its folder {HELPER}."
        raise CannotWrite([error("set-unreadable", Place(str(shown(path))), message, remedy)]) from None


def _record(value: dict[str, object]) -> Record:
    key, folders, entries = value["key"], value["folders"], value["entries"]
    if not (isinstance(key, str) and isinstance(folders, list) and isinstance(entries, list) and folders):
        raise TypeError("it has another form")
    found = tuple(Entry(**entry) for entry in entries)
    for entry in found:
        # A name leads nowhere else: a folder may come from strangers.
        if not re.fullmatch(r"(?!\.{0,2}$)[^/\\\0]+", entry.name) or not isinstance(entry.digest, str):
            raise ValueError(f"{entry.name!r} is no name of a file")
    return Record(key, tuple(map(str, folders)), found)
