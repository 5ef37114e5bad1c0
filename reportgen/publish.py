"""Putting finished files in their place: all of them, or, where that cannot be, none.

Every file is first written whole beside its target, so that a full disk or a missing right shows before
anything is replaced; then each takes its target's place in one step. If one cannot, because a reader holds
it open on Windows for instance, those already replaced get their former content back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from reportgen.errors import CannotWrite
from reportgen.findings import Place, error


def publish(files: Mapping[Path, bytes]) -> None:
    """Write all files, making the folders that they belong in.

    Raises:
        CannotWrite: naming the file or folder and the way out; everything is then as it was before.
    """
    # Undone from the right: former contents come back, then helper files go, then folders are empty.
    with ExitStack() as made, ExitStack() as helpers, ExitStack() as replaced:
        for folder in dict.fromkeys(path.parent for path in files):
            _make(folder, made)
        staged = {path: _staged(path, data, helpers) for path, data in files.items()}
        for path, new in staged.items():
            _replace(path, new, helpers, replaced)
        replaced.pop_all()
        made.pop_all()


def _make(folder: Path, made: ExitStack) -> None:
    there = next(one for one in (folder, *folder.parents) if one.exists())
    if not there.is_dir():
        remedy = "Move it away, or write elsewhere: a build with --out DIR."
        raise CannotWrite(
            [error("folder-unwritable", Place(str(there)), "It is a file, and a folder must be.", remedy)]
        )
    try:
        for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            missing.mkdir(exist_ok=True)
            made.callback(_try, missing.rmdir)
    except OSError as fault:
        raise _refused("folder-unwritable", folder, "The folder cannot be made", fault) from fault


def _staged(path: Path, data: bytes, helpers: ExitStack) -> Path:
    """Write a file beside its target, where moving it is one step, and see that it is on the disk."""
    new = _beside(path, "new")
    helpers.callback(_try, new.unlink)
    try:
        with new.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as fault:
        raise _refused("folder-unwritable", path.parent, "The folder cannot be written to", fault) from fault
    return new


def _replace(path: Path, new: Path, helpers: ExitStack, replaced: ExitStack) -> None:
    try:
        former = _kept(path, helpers)
        new.replace(path)
    except PermissionError as fault:
        remedy = "Close it in the PDF reader, in Excel or in a preview, then run the command again."
        raise _refused(
            "file-locked", path, "The file is open elsewhere or protected", fault, remedy
        ) from fault
    except OSError as fault:
        raise _refused("file-unwritable", path, "The file cannot be replaced", fault) from fault
    replaced.callback(_try, path.unlink if former is None else lambda: former.replace(path))


def _kept(path: Path, helpers: ExitStack) -> Path | None:
    """Copy what stands in a file's place, with its date; None where nothing does."""
    if not path.exists():
        return None
    former = _beside(path, "old")
    helpers.callback(_try, former.unlink)
    shutil.copy2(path, former)
    return former


def _beside(path: Path, ending: str) -> Path:
    # The process id keeps two runs at once from writing into each other's files.
    return path.with_name(f".{path.name}.{os.getpid()}.{ending}")


def _try(step: Callable[[], object]) -> None:
    """Undo as far as that goes: a second fault would only hide the first."""
    with suppress(OSError):
        step()


def _refused(code: str, path: Path, what: str, fault: OSError, remedy: str = "") -> CannotWrite:
    why = f": {fault.strerror}" if fault.strerror else ""
    advice = remedy or "Check its rights and the free space, or write elsewhere: a build with --out DIR."
    return CannotWrite([error(code, Place(str(path)), f"{what}{why}.", advice)])
