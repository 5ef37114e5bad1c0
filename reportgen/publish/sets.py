"""A set of files in folders that are locked: prepared, decided, and then put in place or taken back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from reportgen.errors import CannotWrite
from reportgen.findings import Finding, Place, error
from reportgen.publish.places import DECIDED, HELPER, UNDOING, Folder, refused, shown, sync
from reportgen.publish.record import Entry, Record, read_record, way
from reportgen.signals import placed, stop_here


class UndoFailed(CannotWrite):
    """A set could neither be put in place nor be taken back; a later command will try again."""


@dataclass(frozen=True, slots=True)
class FileSet:
    """Files of one run: each folder with its part. The first folder's helper bears the set's mark."""

    parts: tuple[tuple[Folder, Record], ...]

    @classmethod
    def of(cls, targets: Mapping[Path, bytes], folders: Sequence[Folder]) -> FileSet:
        """Return the set of new files, by the paths that they will have, in these folders."""
        key, parts = uuid4().hex, []
        for folder in folders:
            ways = tuple(way(folder.path, other.path) for other in folders)
            entries = tuple(
                Entry(path.name, sha256(data).hexdigest(), os.path.lexists(path))
                for path, data in targets.items()
                if path.parent == folder.path
            )
            parts.append((folder, Record(key, ways, entries)))
        return cls(tuple(parts))

    @classmethod
    def left(cls, record: Record, folders: Sequence[Folder]) -> FileSet:
        """Return what an interrupted run left of a set in these folders, which are all of it."""
        found = [(folder, read_record(folder.path)) for folder in folders]
        return cls(tuple((folder, one) for folder, one in found if one is not None and one.key == record.key))

    # ---------------------------------------------------------------- before the decision

    def stage(self, targets: Mapping[Path, bytes]) -> None:
        """Write every new file beside its target. Raises `CannotWrite`, `OSError`, `Interrupted`."""
        for folder, record in self.parts:
            record.write(folder)
        for folder, number, entry in self:
            folder.stage(number, entry.name, targets[folder.path / entry.name], former=entry.former)
            stop_here()
        for folder, _ in self.parts:
            sync(folder.helper)
            sync(folder.path)

    def decide(self) -> None:
        """Set the mark: from now on the set is finished, by whoever comes. Raises `OSError`."""
        os.close(os.open(self._mark(DECIDED), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        sync(self._mark(DECIDED).parent)

    def drop(self) -> None:
        """Remove all that was prepared, the mark first."""
        for folder, _ in self.parts:
            folder.sweep()

    # ---------------------------------------------------------------- after it

    def stands(self, mark: str) -> bool:
        """Return whether a set bears a mark."""
        return bool(self.parts) and os.path.lexists(self._mark(mark))

    def finish(self) -> None:
        """Put every new file in its place, or, where that cannot be or has been begun, every former one.

        Raises:
            UndoFailed: with what could be done neither way, and what stands where.
            CannotWrite: why the new files could not be put in place; the former ones are back.
        """
        if self.stands(UNDOING):
            self._back(())
            return
        try:
            self._forward()
        except BaseException as fault:
            self._turn(fault)
            self._back(fault.findings if isinstance(fault, CannotWrite) else ())
            raise
        with suppress(OSError):  # a mark that stays is found by the next command, which has nothing to do
            self._mark(DECIDED).unlink()
            sync(self._mark(DECIDED).parent)
        placed(folder.path / entry.name for folder, _, entry in self)

    def _forward(self) -> None:
        for folder, number, entry in self:
            if not folder.intact(number, entry.digest):
                message = "Its new content was damaged after it had been written."
                raise CannotWrite([_finding("file-damaged", folder.path / entry.name, message)])
        for folder, number, entry in self:
            _replace(folder, number, entry.name)
        for folder, _ in self.parts:
            _synced(folder)

    def _turn(self, fault: BaseException) -> None:
        """Turn the mark before the first file comes back: from now on the former set is restored."""
        try:
            self._mark(DECIDED).replace(self._mark(UNDOING))
            sync(self._mark(UNDOING).parent)
        except OSError as second:
            cause = fault.findings if isinstance(fault, CannotWrite) else ()
            raise UndoFailed([*cause, *self._stuck(second)]) from fault

    def _back(self, cause: Sequence[Finding]) -> None:
        failed: list[Finding] = []
        for folder, number, entry in self:
            try:
                folder.restore(number, entry.name, entry.digest, former=entry.former)
            except OSError as fault:
                failed.append(_not_restored(folder, number, entry, fault))
        for folder, _ in self.parts:
            with suppress(OSError):
                sync(folder.path)
        if failed:
            raise UndoFailed([*cause, *failed])
        with suppress(OSError):
            self._mark(UNDOING).unlink()
            sync(self._mark(UNDOING).parent)

    def _stuck(self, fault: OSError) -> Iterator[Finding]:
        """Yield the files that have their new content already, where nothing can be taken back."""
        for folder, number, entry in self:
            if not os.path.lexists(folder.new(number)):
                yield _not_restored(folder, number, entry, fault)

    def _mark(self, name: str) -> Path:
        return self.parts[0][0].helper / name

    def __iter__(self) -> Iterator[tuple[Folder, int, Entry]]:
        for folder, record in self.parts:
            for number, entry in enumerate(record.entries):
                yield folder, number, entry


def _replace(folder: Folder, number: int, name: str) -> None:
    path = folder.path / name
    try:
        folder.place(number, name)
    except PermissionError as fault:
        remedy = "Close it in the PDF reader, in Excel or in a preview, then run the command again."
        raise refused(
            "file-locked", path, "The file is open elsewhere or protected", fault, remedy
        ) from fault
    except OSError as fault:
        raise refused("file-unwritable", path, "The file cannot be replaced", fault) from fault


def _synced(folder: Folder) -> None:
    try:
        sync(folder.path)
    except OSError as fault:
        raise refused("folder-unwritable", folder.path, "The disk does not answer", fault) from fault


def _not_restored(folder: Folder, number: int, entry: Entry, fault: OSError) -> Finding:
    former = f"its former content is kept in {shown(folder.old(number))}" if entry.former else "it is new"
    message = f"The file has its new content, which could not be taken back: {fault.strerror}; {former}."
    return _finding("undo-failed", folder.path / entry.name, message)


def _finding(code: str, path: Path, message: str) -> Finding:
    remedy = (
        "Close what holds the file, see to the rights of its folder, then run 'reportgen build' or 'verify' "
        f"once more: it puts the folder in order first. Leave {HELPER} alone until then."
    )
    return error(code, Place(str(shown(path))), message, remedy)
