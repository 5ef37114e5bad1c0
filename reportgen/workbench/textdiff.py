"""Differences of texts with long lines, for people: what changed in a line is shown, not the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from itertools import groupby

HEAD, AROUND = 60, 40
"""Characters shown of a line's beginning, and around what changed in it."""
WIDEST = 240
"""Characters of a line that is shown whole."""


def text_differences(before: str, now: str) -> list[str]:
    """Return a unified diff with one line of context, nothing where the texts are equal."""
    kept, made = before.split("\n"), now.split("\n")
    lines = list(unified_diff(kept, made, "kept", "made now", n=1, lineterm=""))
    short = lines[:2]  # the names of both sides begin with - and +, too
    for changed, group in groupby(lines[2:], key=lambda line: line[:1] in ("-", "+")):
        run = list(group)
        short += _changed(run) if changed else map(_cut, run)
    return short


def _changed(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines that went and lines that came; those with a partner keep what sets them apart."""
    gone = [line for line in lines if line.startswith("-")]
    come = [line for line in lines if line.startswith("+")]
    pairs = list(zip(gone, come, strict=False))
    yield from (_marked(one, other) for one, other in pairs)
    yield from map(_cut, gone[len(pairs) :])
    yield from (_marked(other, one) for one, other in pairs)
    yield from map(_cut, come[len(pairs) :])


def _marked(line: str, partner: str) -> str:
    """Return a line without the long stretches that its partner has too."""
    if len(line) <= WIDEST:
        return line
    start = _alike(line[1:], partner[1:]) + 1
    end = len(line) - _alike(line[: start - 1 : -1], partner[: start - 1 : -1])
    first, last = max(start - AROUND, HEAD), min(end + AROUND, len(line))
    head = line[:HEAD] + ("…" if first > HEAD else "")
    return _cut(head + line[first:last], 2 * WIDEST) + ("…" if last < len(line) else "")


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(line: str, widest: int = WIDEST) -> str:
    return line if len(line) <= widest else f"{line[: widest - 1]}…"
