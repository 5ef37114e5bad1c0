"""What stands in an output folder, and from when: told where a run ends without replacing it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportgen.publish.places import HELPER, RECORD

SPAN = 60.0
"""Seconds within which the files of one build are written: further apart they are of several."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of an edition that stand in a folder, and when the oldest and the newest were made.

    ``halted`` says that part of an interrupted set is there, which could not be put in order.
    """

    folder: Path
    files: int
    oldest: datetime | None
    newest: datetime | None
    halted: bool

    def told(self, *, still: bool = True) -> str:
        """Return it as a sentence; it is ``still`` so where the run has changed nothing."""
        holds = f"{self.folder} {'still holds' if still else 'holds'}"
        if self.halted:
            return f"{self.folder} holds a set of files that is not whole; the next command puts it in order."
        if self.oldest is None or self.newest is None:
            return f"{self.folder} holds no files of the edition."
        if (self.newest - self.oldest).total_seconds() > SPAN:
            return f"{holds} files of builds from {_told(self.oldest)} to {_told(self.newest)}."
        return f"{holds} the build of {_told(self.newest)}."

    def as_dict(self) -> dict[str, object]:
        """Return it in the shape that ``--json`` prints."""
        return {
            "path": self.folder.as_posix(),
            "files": self.files,
            "built": self.newest.isoformat(timespec="seconds") if self.newest else None,
            "whole": not self.halted,
        }


def standing(folders: Iterable[Path]) -> list[Standing]:
    """Return what stands in the folders of editions, which bear their years as names."""
    return [_standing(folder) for folder in folders]


def _standing(folder: Path) -> Standing:
    times = sorted(_times(folder, f"vuosi-{folder.name}-"))
    oldest, newest = (_local(times[0]), _local(times[-1])) if times else (None, None)
    halted = any(os.path.lexists(one / HELPER / RECORD) for one in (folder, *_inner(folder)))
    return Standing(folder, len(times), oldest, newest, halted)


def _times(folder: Path, prefix: str) -> Iterator[float]:
    """Yield when the files of an edition were made, those in its folders of open data, too."""
    try:
        with os.scandir(folder) as entries:
            found = [entry for entry in entries if entry.name.startswith(prefix)]
        for entry in found:
            if entry.is_dir():
                yield from _times(Path(entry.path), "")
            else:
                yield entry.stat().st_mtime
    except OSError:  # not there, or closed to us
        return


def _inner(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return []


def _local(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).astimezone()


def _told(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y %H:%M}"
