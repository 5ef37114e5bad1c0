"""The two calls of this room: `publish` a set of files, and `recover` folders from an interrupted one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from reportgen.errors import CannotWrite
from reportgen.findings import Finding, Place, error, info
from reportgen.publish.locks import holder_of
from reportgen.publish.places import DECIDED, HELPER, LOCK, UNDOING, Folder, Unlockable, refused, shown
from reportgen.publish.record import Record, read_record
from reportgen.publish.sets import FileSet, UndoFailed
from reportgen.signals import deferred, stop_here

Waiting = Callable[[str], None]
"""Called with whom a run waits for."""

LONGEST = 600.0
"""Seconds that a run waits for another one that writes to the same folder."""
PAUSE = 0.05
SOON = 0.5
"""Seconds after which waiting is worth a word."""


def _unheard(_: str) -> None:
    """Tell nobody."""


def publish(files: Mapping[Path, bytes], waiting: Waiting = _unheard) -> None:
    """Put all files in place, or none, making the folders that they belong in.

    A link's target is replaced, not the link; of a file with several names this one. Owner, group, mode and,
    on Linux, attributes and access list stay. Files of these folders that are not of the set are left alone.
    ``waiting`` is called with whom the run waits for.

    Raises:
        CannotWrite: naming the file or folder and the way out. Everything is as it was before, except where
            a finding says ``undo-failed``: then the next command on the folder tries again.
        Interrupted: by a signal, before anything was replaced, or after everything was.
    """
    with deferred(), ExitStack() as made:
        targets = _targets(files, made)
        folders = list(dict.fromkeys(path.parent for path in targets))
        while folders:
            recover(folders, waiting)
            with _held(folders, waiting) as held:
                if not any(read_record(folder) for folder in folders):
                    _put(targets, held)
                    break
        made.pop_all()


def recover(folders: Iterable[Path], waiting: Waiting = _unheard) -> tuple[Finding, ...]:
    """Finish or undo what interrupted runs left in folders, in folders directly in these, and behind links.

    To be called before they are read or written. A set that another run is just putting in place is waited
    for. Returns what was done, as remarks.

    Raises:
        CannotWrite: a set can be neither finished nor undone; each file is told, with what stands there.
    """
    found: list[Finding] = []
    with deferred():
        for folder in folders:
            for one in _left(folder):
                found += _recovered(one, waiting)
    return tuple(found)


def _left(folder: Path) -> list[Path]:
    """Return the folders in which something was left: this one, those in it, and where links in it lead."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entry.path for entry in entries if entry.is_dir() or entry.is_symlink())
    except OSError:  # not there, or closed to us, and then to our helpers as well
        return []
    real = (Path(os.path.realpath(path)) for path in (str(folder), *found))
    paths = dict.fromkeys(path if path.is_dir() else path.parent for path in real if path.name != HELPER)
    return [path for path in paths if os.path.lexists(path / HELPER)]


def _recovered(folder: Path, waiting: Waiting) -> list[Finding]:
    while os.path.lexists(folder / HELPER):
        known = read_record(folder)
        try:
            with _held(_folders(folder, known), waiting) as held:
                now = read_record(folder)
                if now is not None and known is not None and now.key == known.key:
                    return _settled(FileSet.left(now, held))
                if now is None:
                    held[0].sweep()  # nothing had begun, or another run has just put it in order
                    return []
        except Unlockable as fault:
            if known is None:
                return []  # a folder that may only be read holds no more than an empty lock
            raise _unsettled(folder, fault) from fault
    return []


def _unsettled(folder: Path, fault: CannotWrite) -> CannotWrite:
    why = " ".join(finding.message for finding in fault.findings)
    message = (
        f"A run was interrupted while it put files in place here, and that cannot be put in order: {why}"
    )
    remedy = "Run the command where the folder may be written to, or ask whoever made the files to."
    return CannotWrite([error("set-unfinished", Place(str(shown(folder))), message, remedy)])


def _folders(folder: Path, record: Record | None) -> list[Path]:
    """Return all folders of a set that was found in one of them; its first must be there, it has the mark."""
    if record is None:
        return [folder]
    first, *others = record.paths(folder)
    if not first.is_dir():
        message = (
            f"It holds part of a set of files that was interrupted; {shown(first)}, where it began, is gone."
        )
        remedy = f"Bring that folder back, or see that the files here belong together and remove {HELPER}."
        raise CannotWrite([error("set-parted", Place(str(shown(folder))), message, remedy)])
    return [first, *(other for other in others if other.is_dir())]


def _settled(found: FileSet) -> list[Finding]:
    """Finish a set that was decided, undo one that could not be finished, drop one that was not decided."""
    told: list[Finding] = []
    if found.stands(UNDOING) or found.stands(DECIDED):
        undone = found.stands(UNDOING)
        try:
            found.finish()
        except UndoFailed:
            raise
        except CannotWrite:
            undone = True
        told = [_remark(found, undone=undone)]
    found.drop()
    return told


def _remark(found: FileSet, *, undone: bool) -> Finding:
    what = "the former ones were put back" if undone else "they have been put in place now"
    message = f"A run was interrupted while it put {len([*found])} files in place; {what}."
    place = Place(str(shown(found.parts[0][0].path)))
    return info("set-undone" if undone else "set-finished", place, message)


def _put(targets: Mapping[Path, bytes], held: Sequence[Folder]) -> None:
    new = FileSet.of(targets, held)
    try:
        _prepare(new, targets)
        new.finish()
    except UndoFailed:
        raise
    except BaseException:
        new.drop()
        raise
    new.drop()


def _prepare(new: FileSet, targets: Mapping[Path, bytes]) -> None:
    try:
        new.stage(targets)
        stop_here()
        new.decide()
    except OSError as fault:
        named = Path(str(fault.filename)) if fault.filename else next(iter(targets))
        folder = next((one.path for one, _ in new.parts if named.is_relative_to(one.path)), named.parent)
        raise refused("folder-unwritable", folder, "The folder cannot be written to", fault) from fault


# ---------------------------------------------------------------- targets and folders


def _targets(files: Mapping[Path, bytes], made: ExitStack) -> dict[Path, bytes]:
    """Return the files by the places that they will stand in, with folders there and no links on the way."""
    found: dict[Path, bytes] = {}
    folders: dict[tuple[int, int], Path] = {}
    for path, data in files.items():
        real = Path(os.path.realpath(path))
        _make(real.parent, made)
        # Two ways may lead to one folder that no link tells of, as mounted folders do.
        target = folders.setdefault(_identity(real.parent), real.parent) / real.name
        if target in found:
            message = "Two files would have to stand in this place, as links lead them there."
            raise CannotWrite(
                [error("file-twice", Place(str(path)), message, "Remove the link, or write elsewhere.")]
            )
        found[target] = data
    return found


def _make(folder: Path, made: ExitStack) -> None:
    try:
        missing = []
        for there in (folder, *folder.parents):
            if os.path.lexists(there) and there.stat():
                break
            missing.append(there)
        if not there.is_dir():
            remedy = "Move it away, or write elsewhere: a build with --out DIR."
            raise CannotWrite(
                [error("folder-unwritable", Place(str(there)), "It is a file, and a folder must be.", remedy)]
            )
        for one in reversed(missing):
            one.mkdir(exist_ok=True)
            made.callback(_unmake, one)
    except OSError as fault:
        raise refused("folder-unwritable", folder, "The folder cannot be made", fault) from fault


def _unmake(folder: Path) -> None:
    with suppress(OSError):  # somebody else may use it by now
        folder.rmdir()


@contextmanager
def _held(folders: Sequence[Path], waiting: Waiting) -> Iterator[list[Folder]]:
    """Hold the locks of folders, taken in one order by every run, so that no two wait for each other."""
    with ExitStack() as stack:
        held = {}
        for folder in sorted(folders, key=_identity):
            held[folder] = _taken(folder, waiting)
            stack.callback(held[folder].release)
        yield [held[folder] for folder in folders]


def _taken(folder: Path, waiting: Waiting) -> Folder:
    started, told = monotonic(), False
    while (taken := Folder.take(folder)) is None:
        stop_here()
        waited, holder = monotonic() - started, holder_of(folder / HELPER / LOCK)
        if waited > LONGEST:
            message = f"{holder} has been writing there for {LONGEST / 60:.0f} minutes."
            remedy = "See whether it still works; when it has ended, run the command again."
            raise CannotWrite([error("folder-busy", Place(str(shown(folder))), message, remedy)])
        if waited > SOON and not told:
            waiting(f"waiting for {holder}, which writes to {shown(folder)}")
            told = True
        sleep(PAUSE)
    return taken


def _identity(folder: Path) -> tuple[int, int]:
    there = folder.stat()
    return there.st_dev, there.st_ino
