"""The folder that a run works in, outside the output."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from reportgen.errors import BadInput, CannotWrite, UsageFault
from reportgen.findings import error
from reportgen.publish.locks import release, take
from reportgen.signals import deferred

PREFIX = "reportgen-work-"
LOCK = ".lock"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says where a disk, a quota or the greatest size of a file is used up."""
ROOM = 1 << 20
"""Bytes without which a run that failed is taken to have failed for want of room: lxml writes on when a disk
is full, so that a file is only found to be cut, and its errors are of another kind."""


@contextmanager
def work_folder() -> Iterator[Path]:
    """Provide a folder that is removed at the end whatever happens, and remove those of killed runs.

    Raises `CannotWrite` where there is no room for it, then or later.
    """
    with deferred():
        try:
            _sweep()
            folder, holder = _made()
        except OSError as fault:
            raise _no_room(fault) from fault
    path = Path(folder.name)
    try:
        with _for_libraries(path):
            yield path
    except (UsageFault, BadInput, CannotWrite):
        raise
    except Exception as fault:
        full = _full(fault, path)
        if full is None:
            raise
        raise _no_room(full) from fault
    finally:
        with deferred():
            release(holder, path / LOCK)
            folder.cleanup()


@contextmanager
def _for_libraries(path: Path) -> Iterator[None]:
    """Let temporary files of libraries, openpyxl's sheets for one, go the way of the folder."""
    former, tempfile.tempdir = tempfile.tempdir, str(path)
    try:
        yield
    finally:
        tempfile.tempdir = former


def _full(fault: Exception, path: Path) -> OSError | None:
    """Return what the system says where a run failed for want of room, whatever a library made of that."""
    if isinstance(fault, OSError) and fault.errno in FULL:
        return fault
    probe = path / "probe"
    try:
        probe.write_bytes(bytes(ROOM))
    except OSError as found:
        return found if found.errno in FULL else None
    finally:
        with suppress(OSError):
            probe.unlink()
    return None


def _made() -> tuple[TemporaryDirectory[str], int]:
    while True:
        # A virus scanner may still hold a file on Windows; a leftover there is no reason to fail.
        folder = TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        with suppress(FileNotFoundError):  # another run took it for a leftover before it was locked
            holder = take(Path(folder.name) / LOCK)
            if holder is not None:
                return folder, holder
        folder.cleanup()


def _sweep() -> None:
    """Remove the work folders of this user whose process is gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if hasattr(os, "getuid") and folder.lstat().st_uid != os.getuid():
                continue
            _swept(folder)


def _swept(folder: Path) -> None:
    try:
        holder = take(folder / LOCK, create=False)
    except FileNotFoundError:
        folder.rmdir()  # nothing else stands in it, or it stays
        return
    if holder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        release(holder, folder / LOCK)
        folder.rmdir()  # where the system keeps what is open, as Windows does


def _no_room(fault: OSError) -> CannotWrite:
    message = f"There is no room for temporary files: {fault.strerror}."
    remedy = "Free some space there, or name another folder in the environment variable TMPDIR."
    return CannotWrite([error("work-folder", None, message, remedy)])
