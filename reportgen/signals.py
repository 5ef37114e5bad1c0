"""Signals that ask a run to end: Ctrl-C, SIGTERM, SIGHUP. They end it where it is safe to, and with a word.

Handlers of signals are one for the process, hence the one module-level watch.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that are answered, where the system has them."""

PATIENCE = 1.0
"""Seconds after an interruption in which further ones are not raised: the run is ending, and may tidy up.

Later ones are, in case the first was lost in a library that lets no exception through.
"""


class Interrupted(KeyboardInterrupt):
    """A signal has ended the run."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.number = number

    @property
    def exit_code(self) -> int:
        """128 and the signal's number, as shells tell it."""
        return 128 + self.number


def interruption(fault: BaseException | None) -> Interrupted | None:
    """Return what interrupted a run that ended with an exception: itself, or what it was raised from."""
    while fault is not None and not isinstance(fault, Interrupted):
        fault = fault.__cause__ or fault.__context__
    return fault


@dataclass(slots=True)
class Watch:
    """What the signals of a run found: a section that must not be cut, what came meanwhile, what is placed.

    ``last`` is what was raised: a run that goes on all the same has lost it. ``placed`` are the files that
    the run has put in place: an interruption after that must say so.
    """

    sections: int = 0
    noted: int | None = None
    last: int | None = None
    raised: float | None = None
    placed: list[Path] = field(default_factory=list)
    verbose: bool = True

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Note a signal, or raise it."""
        if self.sections:
            self.noted = self.noted or number
        elif not self.ending():
            self.stop(number)

    def lost(self, found: sys.UnraisableHookArgs) -> None:
        """Keep a signal that came where Python lets no exception through, for the next place to answer it.

        Other exceptions that cannot be raised, as libraries leave when a run fails, are told by -v alone.
        """
        if isinstance(found.exc_value, Interrupted):
            self.noted, self.raised = found.exc_value.number, None
        elif self.verbose:
            sys.__unraisablehook__(found)

    def ending(self) -> bool:
        """Return whether the run has just been interrupted."""
        return self.raised is not None and monotonic() - self.raised < PATIENCE

    def stop(self, number: int) -> None:
        """Raise a signal as `Interrupted`."""
        self.noted, self.last, self.raised = None, number, monotonic()
        raise Interrupted(number)

    def answered(self) -> None:
        """Forget what came: the run has ended."""
        self.noted = self.last = None


_watch = Watch()


@contextmanager
def answered(*, last: bool = False, verbose: bool = True) -> Iterator[Watch]:
    """Answer signals while a run lasts; those that were ignored before, as under nohup, stay so.

    Where the process ends with the run, ``last``, signals that still come are ignored: its exit code stands.
    """
    global _watch
    former, _watch = _watch, Watch(verbose=verbose)
    try:
        known = {} if threading.current_thread() is not threading.main_thread() else _install(_watch)
        if last:
            sys.unraisablehook = _watch.lost
        yield _watch
    finally:
        _watch.sections += 1  # the handlers must not raise while they are taken away
        for number, handler in known.items():
            signal.signal(number, signal.SIG_IGN if last else handler)
        _watch = former


def _install(watch: Watch) -> dict[int, signal.Handlers]:
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]
    return {number: signal.signal(number, watch.handle) for number in heard}  # type: ignore[misc]


@contextmanager
def deferred() -> Iterator[None]:
    """Let signals wait until this section is over; `stop_here` answers them earlier.

    They are dropped where the run is ending already, by an exception that has more to say.
    """
    watch, ending = _watch, sys.exc_info()[1] is not None
    watch.sections += 1
    try:
        yield
    except BaseException:
        ending = True
        raise
    finally:
        watch.sections -= 1
        if ending and not watch.sections:
            watch.noted = None
    if not watch.sections:
        _answer(watch)


def stop_here() -> None:
    """Raise `Interrupted` if a signal has come: one that waits, or one that a library let get lost."""
    number = _watch.noted or _watch.last
    if number is not None:
        _watch.stop(number)


def placed(paths: Iterable[Path]) -> None:
    """Note files that stand in their places from now on."""
    _watch.placed.extend(paths)


def _answer(watch: Watch) -> None:
    if watch.noted is not None and not watch.ending():
        watch.stop(watch.noted)
