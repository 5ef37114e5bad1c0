"""A folder that takes files of a set: its lock, its helper folder, and the steps that files go there.

The helper folder lies in it, on the same file system, so that a file takes its place in one step.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reportgen.errors import CannotWrite
from reportgen.findings import Place, error
from reportgen.publish.likeness import liken
from reportgen.publish.locks import release, take
from reportgen.signals import stop_here

HELPER = ".reportgen-set"
"""The helper folder. Nothing else may have this name."""
LOCK = "lock"
RECORD = "set.json"
"""What the set is, in every folder of it."""
DECIDED, UNDOING = "decided", "undoing"
"""Marks, in the first folder of a set: it is put in place, it is taken back."""

_OURS = re.compile(rf"(new|old)-\d+|{re.escape(RECORD)}(\.new)?|{DECIDED}|{UNDOING}")
_CHUNK = 1 << 20
"""Bytes written at a time; between them a signal is answered."""
_NO_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""What file systems answer that cannot bring a folder to the disk."""


class Unlockable(CannotWrite):
    """A folder that may not be written to."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is locked. ``path`` has no links in it; ``holder`` is the lock."""

    path: Path
    holder: int

    @property
    def helper(self) -> Path:
        """Where its part of a set is prepared."""
        return self.path / HELPER

    @classmethod
    def take(cls, path: Path) -> Folder | None:
        """Lock a folder, or return None where another process has it. Raises `CannotWrite`."""
        helper = path / HELPER
        try:
            helper.mkdir(exist_ok=True)
            if helper.is_symlink():
                raise NotADirectoryError(errno.ENOTDIR, "Its helper folder is a link", str(helper))
            holder = take(helper / LOCK)
        except (FileNotFoundError, FileExistsError) as fault:
            if path.is_dir() and (helper.is_dir() or not os.path.lexists(helper)):
                return None  # whoever had it has just removed its helpers
            raise _unlockable(path, fault) from fault
        except OSError as fault:
            raise _unlockable(path, fault) from fault
        return cls(path, holder) if holder is not None else None

    def release(self) -> None:
        """Give the lock back; the helper folder goes where nothing else is in it."""
        release(self.holder, self.helper / LOCK)
        with suppress(OSError):
            self.helper.rmdir()

    def sweep(self) -> None:
        """Remove what was prepared, the record last: it leads to the other folders of the set."""
        with suppress(OSError):
            names = sorted(
                (path.name for path in self.helper.iterdir()), key=lambda name: (name == RECORD, name)
            )
            for name in filter(_OURS.fullmatch, names):
                (self.helper / name).unlink()

    def stage(self, number: int, name: str, data: bytes, *, former: bool) -> None:
        """Write a new file beside its target, like the one that stands there, and keep that by a second name.

        Raises `CannotWrite` for what may not be replaced, else `OSError`.
        """
        target, new = self.path / name, self.new(number)
        write(new, data)
        if os.path.lexists(target) != former:
            raise FileExistsError(errno.EEXIST, "Another program is writing there", str(target))
        if former:
            _refuse_others(target)
            liken(new, target)
            sync(new)
            self._keep(target, self.old(number))

    def _keep(self, target: Path, old: Path) -> None:
        try:
            old.hardlink_to(target)
        except OSError:  # FAT and some networks have one name a file
            shutil.copy2(target, old)
            liken(old, target)
            sync(old)

    def intact(self, number: int, digest: str) -> bool:
        """Return whether a new file is whole, or has already gone to its place."""
        new = self.new(number)
        return not os.path.lexists(new) or (not new.is_symlink() and digest_of(new) == digest)

    def place(self, number: int, name: str) -> None:
        """Let a new file take its target's place, if it has not. Raises `OSError`."""
        if os.path.lexists(self.new(number)):
            self.new(number).replace(self.path / name)

    def restore(self, number: int, name: str, digest: str, *, former: bool) -> None:
        """Let the former file come back, or a new one go; what is neither is left. Raises `OSError`."""
        target, old = self.path / name, self.old(number)
        if os.path.lexists(self.new(number)):
            return
        if former:
            if os.path.lexists(old):
                old.replace(target)
        elif target.is_file() and digest_of(target) == digest:
            target.unlink()

    def new(self, number: int) -> Path:
        """Return where a new file of the set is kept."""
        return self.helper / f"new-{number}"

    def old(self, number: int) -> Path:
        """Return where a former file is kept."""
        return self.helper / f"old-{number}"


def write(path: Path, data: bytes) -> None:
    """Write a new file and see that it is on the disk. Raises `OSError`, or `Interrupted` on the way."""
    with suppress(FileNotFoundError):
        path.unlink()
    stream = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(stream, rest[:_CHUNK]) :]
            stop_here()
        os.fsync(stream)
    finally:
        os.close(stream)


def sync(path: Path) -> None:
    """See that a file, or which files are in a folder, is on the disk, where the system lets a folder be."""
    if os.name == "nt" and path.is_dir():
        return
    stream = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(stream)
    except OSError as fault:
        if fault.errno not in _NO_FOLDERS:
            raise
    finally:
        os.close(stream)


def digest_of(path: Path) -> str:
    """Return a file's SHA-256."""
    return sha256(path.read_bytes()).hexdigest()


def shown(path: Path) -> Path:
    """Return a path as people know it: from where they are, if it is below."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) and path != here else path


def refused(code: str, path: Path, what: str, fault: OSError, remedy: str = "") -> CannotWrite:
    """Return the refusal of a file or folder that the system gave a reason for."""
    why = f": {fault.strerror}" if fault.strerror else ""
    advice = remedy or "Check its rights and the free space, or write elsewhere: a build with --out DIR."
    return CannotWrite([error(code, Place(str(shown(path))), f"{what}{why}.", advice)])


def _unlockable(path: Path, fault: OSError) -> Unlockable:
    return Unlockable(refused("folder-unwritable", path, "The folder cannot be written to", fault).findings)


def _refuse_others(target: Path) -> None:
    """Let files alone be replaced."""
    if target.is_symlink() or not target.is_file():
        kind = "folder" if target.is_dir() else "device, a pipe, or a link that leads in a circle"
        message = f"It is a {kind}, and a file would have to take its place."
        remedy = "Move it away, or write elsewhere."
        raise CannotWrite([error("file-unwritable", Place(str(shown(target))), message, remedy)])
