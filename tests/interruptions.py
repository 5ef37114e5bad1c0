"""Kills, interrupts, full disks and simultaneous builds: no file lost, no set mixed, no helper left.

    python tests/interruptions.py           the whole of it, some minutes
    python tests/interruptions.py --short   what the tests run

A moment is a call to the system that changes something on the disk, before it or after it. At each one a
process of its own is killed or interrupted, so the moments are the same ones every time. Whole builds are
ended at moments of the clock. Needs Linux.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import MINI, REPOSITORY, edit, write

from reportgen.cli.main import commands
from reportgen.cli.main import main as command_line
from reportgen.publish import publish, recover
from reportgen.publish.places import HELPER

CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "link",
    "unlink",
    "mkdir",
    "rmdir",
    "chmod",
    "ftruncate",
)
"""Calls of `os` before and after which there is a moment; besides these there is ``flock``."""
SIGNALS = (
    (signal.SIGINT, 1),
    (signal.SIGINT, 2),
    (signal.SIGINT, 10),
    (signal.SIGTERM, 1),
    (signal.SIGHUP, 3),
)
"""Signals, and at how many moments in a row they come."""

Act = Callable[[int], None]
"""Called at each moment with its number, from 1."""
State = dict[str, tuple[bytes, int, bool]]
"""By path the content of files, their mode, and whether a link leads there."""


def expect(truth: bool, told: object) -> None:
    """Stop with what was seen where something does not hold."""
    if not truth:
        raise SystemExit(f"FAILED: {told}")


# ---------------------------------------------------------------- moments


@contextmanager
def moments(act: Act) -> Iterator[None]:
    """Call ``act`` at each moment of what is done meanwhile."""
    count = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            moment()
            result = real(*words, **more)
            moment()
            return result

        return call

    def moment() -> None:
        nonlocal count
        count += 1
        act(count)

    kept = [
        (module, name, getattr(module, name))
        for module, names in ((os, CALLS), (fcntl, ("flock",)))
        for name in names
    ]
    for module, name, real in kept:
        setattr(module, name, counted(real))
    try:
        yield
    finally:
        for module, name, real in kept:
            setattr(module, name, real)


def kill_at(number: int) -> Act:
    """Return an act that kills the process at one moment."""

    def act(count: int) -> None:
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def signal_at(number: int, sign: signal.Signals, times: int) -> Act:
    """Return an act that sends a signal to the process at moments in a row."""

    def act(count: int) -> None:
        if number <= count < number + times:
            os.kill(os.getpid(), sign)

    return act


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, or the signal that killed it as a negative number; its words."""

    code: int
    said: str


def forked(job: Callable[[], int], log: Path) -> Ended:
    """Do something in a process of its own."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            with log.open("w", encoding="utf-8") as sys.stderr:
                code = job()
                sys.stderr.flush()
        except Exception as fault:  # noqa: BLE001  # to be seen by whoever waits
            log.write_text(repr(fault))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return Ended(os.waitstatus_to_exitcode(status), log.read_text(encoding="utf-8"))


# ---------------------------------------------------------------- a set of files


@dataclass(frozen=True)
class Stage:
    """A folder with an old set of files, and a new set to be put in place."""

    root: Path

    def files(self, which: str) -> dict[Path, bytes]:
        """Return the files of a set. One is new, one stands behind a link, one may not be read by all."""
        names = ["2023/a.pdf", "2023/b.xlsx", "2024/a.pdf", "2024/d/c.csv", "2024/d/e.csv"]
        names = names if which == "old" else [*names, "2024/new.json"]
        return {self.root / "out" / name: f"{which} {name} ".encode() * 5000 for name in names}

    def prepare(self) -> None:
        """Put the old set there."""
        shutil.rmtree(self.root, ignore_errors=True)
        for path, data in self.files("old").items():
            write(self.root, str(path.relative_to(self.root)), data)
        (self.root / "out/2023/b.xlsx").chmod(0o640)
        (self.root / "out/2024/a.pdf").rename(write(self.root, "elsewhere/real.pdf", b""))
        (self.root / "out/2024/a.pdf").symlink_to("../../elsewhere/real.pdf")

    def state(self) -> State:
        """Return what stands there, helpers too."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return {
            path.relative_to(self.root).as_posix(): (
                path.read_bytes(), stat.S_IMODE(path.stat().st_mode), path.is_symlink()
            )
            for path in paths
        }  # fmt: skip

    def folders(self) -> list[Path]:
        """Return the folders that the next command asks about."""
        return [self.root / "out/2023", self.root / "out/2024"]

    def helpers(self) -> list[Path]:
        """Return what was left."""
        return list(self.root.rglob(f"{HELPER}*"))


@dataclass
class Show:
    """What is tried on a set, with the states that it may be in."""

    stage: Stage
    old: State
    new: State
    log: Path

    @classmethod
    def of(cls, root: Path) -> Show:
        """Return a show in a folder."""
        stage = Stage(root / "set")
        stage.prepare()
        old = stage.state()
        publish(stage.files("new"))
        return cls(stage, old, stage.state(), root / "log")

    def whole(self, told: object) -> str:
        """Return which set stands there, whole and without helpers."""
        state = self.stage.state()
        expect(not self.stage.helpers(), f"{told}: left {self.stage.helpers()}")
        expect(
            state in (self.old, self.new),
            f"{told}: {differing(state, self.old)}, {differing(state, self.new)}",
        )
        return "old" if state == self.old else "new"

    def command(self, act: Act, lock: Sequence[str] = ()) -> int:
        """Put the new set in place as a command does, with some names held open as on Windows."""

        def run(*_: object, **__: object) -> None:
            with moments(act), held_open(lock):
                publish(self.stage.files("new"))

        commands.main = run  # type: ignore[assignment]
        return command_line(["build"])

    def count(self, lock: Sequence[str] = ()) -> int:
        """Return how many moments there are."""
        seen = self.stage.root / "count"
        self.stage.prepare()

        def note(number: int) -> None:
            with open(seen, "w") as stream:  # noqa: PTH123  # os.open is what is counted
                stream.write(str(number))

        forked(lambda: self.command(note, lock), self.log)
        number = int(seen.read_text())
        seen.unlink()
        return number


def differing(one: State, other: State) -> list[str]:
    """Return the paths at which two states differ."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@contextmanager
def held_open(names: Sequence[str]) -> Iterator[None]:
    """Let files of these names be replaced by nobody; a name with ``!`` does not let its former file back."""
    real = os.replace

    def refuse(source: Any, target: Any) -> None:
        name, back = Path(target).name, Path(source).name.startswith("old-")
        if (name in names and not back) or (f"{name}!" in names and back):
            raise PermissionError(errno.EACCES, "Access is denied")
        real(source, target)

    os.replace = refuse  # type: ignore[assignment]
    try:
        yield
    finally:
        os.replace = real


def spread(count: int, most: int) -> list[int]:
    """Return numbers from 1 to ``count``, all or as many as are wanted, evenly."""
    return (
        sorted({1 + at * count // most for at in range(most)}) if most < count else list(range(1, count + 1))
    )


def kills(show: Show, most: int, lock: Sequence[str] = ()) -> Counter[str]:
    """Kill at moments of the putting in place, and its recovery at one, too; then let a command come by."""
    found: Counter[str] = Counter()
    for number in spread(show.count(lock), most):
        show.stage.prepare()
        ended = forked(lambda number=number: show.command(kill_at(number), lock), show.log)  # type: ignore[misc]
        expect(ended.code == -signal.SIGKILL, f"moment {number}: {ended}")
        again = number % 97 + 1

        def half(again: int = again) -> int:
            with moments(kill_at(again)):
                recover(show.stage.folders())
            return 0

        forked(half, show.log)
        recover(show.stage.folders())
        found[show.whole(f"killed at {number}, {again}")] += 1
    return found


def interrupts(show: Show, most: int, lock: Sequence[str] = ()) -> Counter[str]:
    """Interrupt at moments; nothing comes by afterwards, and the last line must be true."""
    found: Counter[str] = Counter()
    for turn, number in enumerate(spread(show.count(lock), most)):
        sign, times = SIGNALS[turn % len(SIGNALS)]
        show.stage.prepare()
        ended = forked(lambda: show.command(signal_at(number, sign, times), lock), show.log)  # noqa: B023
        told = f"{times} {sign.name} at {number}: {ended}"
        which = show.whole(told)
        codes = {128 + sign} | ({5} if lock else set())
        expect(ended.code in codes, told)
        said = {"old": "the output is as it was", "new": "6 files had been put in place"}[which]
        expect(said in ended.said or ended.code == 5, told)
        found[which] += 1
    return found


def stuck(show: Show, most: int) -> int:
    """Let the undoing fail as well, killed at moments or not: the next command puts everything right."""
    lock = ("e.csv", "a.pdf!", "real.pdf!")
    numbers = spread(show.count(lock), most)
    for number in [*numbers, 10**9]:
        show.stage.prepare()
        ended = forked(lambda: show.command(kill_at(number), lock), show.log)  # noqa: B023
        if number == 10**9:
            expect(ended.code == 5, ended)
            expect("2023/a.pdf  The file has its new content" in ended.said, ended)
        recover(show.stage.folders())
        show.whole(f"undo failed, killed at {number}")
    return len(numbers) + 1


def full_disks(show: Show, sizes: int) -> Counter[str]:
    """Let the disk be full after some number of bytes."""
    needed = sum(map(len, show.stage.files("new").values())) + 4000
    found: Counter[str] = Counter()
    for size in [needed * at // (sizes - 1) for at in range(sizes)]:
        show.stage.prepare()
        ended = forked(lambda: filling(show, size), show.log)  # noqa: B023
        which = show.whole(f"{size} bytes: {ended}")
        expect((which, ended.code) in {("old", 5), ("new", 0)}, f"{size} bytes: {which}, {ended}")
        expect(ended.code == 0 or "No space left on device" in ended.said, ended)
        found[which] += 1
    return found


def filling(show: Show, size: int) -> int:
    """Put the new set in place on a disk that takes ``size`` bytes more."""
    real, left = os.write, size

    def write_some(stream: int, data: bytes | memoryview) -> int:
        nonlocal left
        if left <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real(stream, data[: min(left, 3000)])
        left -= written
        return written

    os.write = write_some  # type: ignore[assignment]
    return show.command(lambda _: None)


def at_once(root: Path, rounds: int, runs: int = 8) -> int:
    """Let several processes put sets in the same folders, by several ways; one stands there in the end."""
    root.mkdir()
    (root / "way").symlink_to("out")
    for turn in range(rounds):
        names = ("2023/a.pdf", "2024/a.pdf", "2024/b/c.csv", "2024/b/d.csv")
        sets = [{name: f"{turn} {run} {name}".encode() * 999 for name in names} for run in range(runs)]
        children = []
        for run, files in enumerate(sets):
            child = os.fork()
            if child == 0:
                base = root / ("way" if run % 2 else "out")
                try:
                    publish({base / name: data for name, data in files.items()})
                    if run == 3:
                        os.kill(os.getpid(), signal.SIGKILL)
                    os._exit(0)
                finally:
                    os._exit(99)
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        expect(codes == [0, 0, 0, -9, 0, 0, 0, 0], codes)
        found = {name: (root / "out" / name).read_bytes() for name in names}
        expect(found in sets, f"round {turn}: a mixed set")
        expect(not list((root / "out").rglob(f"{HELPER}*")), f"round {turn}: helpers are left")
    return rounds


# ---------------------------------------------------------------- whole builds


@dataclass(frozen=True)
class Builds:
    """Projects that differ in a figure, the sets that they make, and how many seconds that ``lasts``."""

    root: Path
    sets: tuple[dict[str, bytes], ...]
    lasts: float

    @classmethod
    def of(cls, root: Path, number: int) -> Builds:
        """Build projects, each to a folder of its own."""
        sets = []
        for at in range(number):
            project = root / f"project{at}"
            for name, text in MINI.items():
                write(project, name, text)
            shutil.copytree(REPOSITORY / "assets", project / "assets")
            edit(project, "seeds/2030/figures.csv", "loans.total,700", f"loans.total,{701 + at}")
            edit(project, "seeds/2031/figures.csv", "loans.growth,142.9,,annual", "loans.growth,,O,annual")
            started = time.monotonic()
            ended = cls._run(root, at, root / f"own{at}").wait()
            expect(ended == 0, f"building ended with {ended}")
            sets.append(contents(root / f"own{at}"))
        return cls(root, tuple(sets), time.monotonic() - started)

    @staticmethod
    def _run(root: Path, at: int, out: Path) -> subprocess.Popen[bytes]:
        (root / "tmp").mkdir(exist_ok=True)
        words = ["build", "-q", "--out", out, "--project", root / f"project{at}"]
        around = os.environ | {"PYTHONPATH": str(REPOSITORY), "TMPDIR": str(root / "tmp")}
        with (root / "said").open("wb") as said:
            command = [sys.executable, "-m", "reportgen", *map(str, words)]
            return subprocess.Popen(command, stderr=said, stdout=said, env=around)

    def run(self, at: int, size: int | None = None) -> subprocess.Popen[bytes]:
        """Start building a project, with files of no more bytes than ``size``."""
        process = self._run(self.root, at, self.root / "out")
        if size is not None:
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))
        return process

    def check(self, told: object) -> int:
        """Return which set stands in the output, after the next command has come by."""
        recover([self.root / "out/2031"])
        found = contents(self.root / "out")
        expect(found in self.sets, f"{told}: a mixed set")
        expect(not list((self.root / "out").rglob(f"{HELPER}*")), f"{told}: helpers are left")
        return self.sets.index(found)

    def temporary(self) -> set[Path]:
        """Return the temporary files that are there."""
        return set((self.root / "tmp").iterdir())

    def idle(self, told: object, before: Collection[Path] = ()) -> None:
        """Expect that no temporary files are left but those of a run that was killed before."""
        left = self.temporary().difference(before)
        expect(not left, f"{told}: left {left}")


def contents(folder: Path) -> dict[str, bytes]:
    """Return the content of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def whole_builds(builds: Builds, number: int, chance: random.Random) -> Counter[str]:
    """End builds at moments of the clock, by turns in four ways; then build again."""
    found: Counter[str] = Counter()
    shutil.copytree(builds.root / "own0", builds.root / "out")
    lasts, stands = builds.lasts, 0
    for turn in range(number):
        other, sign = 1 - stands, (signal.SIGKILL, signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[turn % 4]
        before, process = builds.temporary(), builds.run(other)
        # Half of them near the end, where files are put in place.
        time.sleep(lasts * (chance.uniform(0.15, 1) if turn % 2 else chance.uniform(0.8, 1.05)))
        for _ in range(1 + 9 * (turn % 3 == 0)):
            process.send_signal(sign)
            time.sleep(0.001)
        code, said = process.wait(), (builds.root / "said").read_text(encoding="utf-8")
        told = f"build {turn}, {sign.name}: {code} {said}"
        if sign != signal.SIGKILL:
            builds.idle(told, before)
        now = builds.check(told)
        if sign == signal.SIGKILL or code == 0:
            expect(code in (0, -sign), told)
        else:
            expect(code == 128 + sign, told)
            expect(("the output is as it was" in said) == (now == stands), told)
        found[f"{sign.name} {'ended' if code else 'was late'}"] += 1
        stands = now
    expect(builds.run(stands).wait() == 0, "the last build")
    builds.check("the last build")
    builds.idle("the last build")
    return found


def builds_at_once(builds: Builds) -> int:
    """Build all projects to one folder at once, and return how many there were; one of them stands there."""
    codes = [process.wait() for process in [builds.run(at) for at in range(len(builds.sets))]]
    expect(not any(codes), codes)
    builds.idle("builds at once")
    builds.check("builds at once")
    return len(codes)


def builds_on_full_disks(builds: Builds, sizes: int) -> Counter[str]:
    """Build where no file may have more than so many bytes, as a full disk or a quota has it."""
    most = max(map(len, builds.sets[1].values()))
    stands, found = builds.check("before"), Counter[str]()
    for size in [most * (at + 1) // sizes for at in range(sizes)]:
        code, now = builds.run(1 - stands, size).wait(), builds.check(f"{size} bytes")
        builds.idle(f"{size} bytes")
        expect((code, now) in {(5, stands), (0, 1 - stands)}, f"{size} bytes: {code}")
        found[f"exit code {code}"] += 1
        stands = now
    return found


def main(words: Sequence[str]) -> None:
    """Run the shows and print their figures."""
    short = "--short" in words
    with tempfile.TemporaryDirectory(prefix="interruptions-") as name:
        root = Path(name)
        show = Show.of(root)
        most = 20 if short else 10**6
        tell("killed while files are put in place", kills(show, most))
        tell("killed while they are taken back", kills(show, most, ("e.csv",)))
        tell("interrupted while they are put in place", interrupts(show, most))
        tell("interrupted while they are taken back", interrupts(show, most, ("e.csv",)))
        tell("undo failed", stuck(show, 10 if short else most))
        tell("full disks", full_disks(show, 20))
        tell("rounds of eight at once", at_once(root / "at once", 3 if short else 50))
        builds = Builds.of(root / "builds", 2 if short else 8)
        tell("whole builds ended", whole_builds(builds, 2 if short else 120, random.Random(20241231)))
        if not short:
            tell("whole builds on full disks", builds_on_full_disks(builds, 20))
            tell("builds at once", builds_at_once(builds))


def tell(what: str, found: Counter[Any] | int) -> None:
    """Print a figure."""
    number = found if isinstance(found, int) else sum(found.values())
    more = (
        "" if isinstance(found, int) else f"  ({', '.join(f'{key}: {found[key]}' for key in sorted(found))})"
    )
    print(f"{number:5}  {what}{more}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
