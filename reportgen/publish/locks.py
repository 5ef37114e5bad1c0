"""A lock that dies with its process: a file that one process holds at a time."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FAR = 1 << 30
"""Where Windows locks: what is locked there cannot be read, and the holder's name stands in front."""


def take(path: Path, *, create: bool = True) -> int | None:
    """Take a lock, and return what holds it, or None where another process does.

    Raises `OSError`, `FileNotFoundError` where the lock's folder, or without ``create`` its file, is missing.
    """
    holder = _open(path, create)
    try:
        # Whoever held it may have removed it when it was done: then what was locked is no longer the lock.
        if _locked(holder) and os.path.samestat(os.fstat(holder), path.stat()):
            _sign(holder)
            return holder
    except BaseException:
        os.close(holder)
        raise
    os.close(holder)
    return None


def release(holder: int, path: Path) -> None:
    """Give a lock back and remove its file."""
    if sys.platform == "win32":
        os.close(holder)  # an open file cannot be removed there, nor one that another process has opened
        _remove(path)
    else:
        _remove(path)  # first, while nobody else can hold it
        os.close(holder)


def holder_of(path: Path) -> str:
    """Return who holds a lock, in words."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")[:200]
    except OSError:
        text = ""
    return "".join(letter for letter in text if letter.isprintable()) or "another process"


def _open(path: Path, create: bool) -> int:
    flags = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags | (os.O_CREAT if create else 0), 0o666)
    except PermissionError:
        # Made by somebody else, who shares the folder: it can be held all the same.
        return os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))


def _locked(holder: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(holder, _FAR, os.SEEK_SET)
            msvcrt.locking(holder, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(holder: int) -> None:
    since = datetime.now(UTC).astimezone()
    text = f"process {os.getpid()} on {platform.node()} since {since:%H:%M:%S}"
    with suppress(OSError):  # on a full disk the lock holds all the same
        os.ftruncate(holder, 0)
        os.lseek(holder, 0, os.SEEK_SET)
        os.write(holder, text.encode())


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
