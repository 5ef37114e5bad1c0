"""Careful reading of PDF values: a file that someone else made may hold anything anywhere.

Every function takes whatever stands in the file and returns a plain Python value or a neutral one
(``None``, ``""``, an empty list); none raises because a value is of the wrong kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream, String

Key = tuple[int, int]
"""Object and generation number: the identity of an indirect object, (0, 0) for a direct one."""

NOWHERE: Key = (0, 0)
_DEEPEST = 60


def entry(holder: object, *names: str) -> Any:
    """Return what stands under a chain of names (``"/Names", "/Dests"``), None where the chain ends early."""
    value: Any = holder
    for name in names:
        if not isinstance(value, (Dictionary, Stream)):
            return None
        value = value.get(name)
    return value


def inherited(page: object, name: str) -> Any:
    """Return what a page says itself or, if it does not, a node above it in the page tree."""
    node = page
    for _ in range(_DEEPEST):
        if node is None or entry(node, name) is not None:
            break
        node = entry(node, "/Parent")
    return entry(node, name)


def name_of(value: object) -> str:
    """Return a name without its slash, "" for anything else."""
    if not isinstance(value, Name):
        return ""
    try:
        return str(value).removeprefix("/")
    except UnicodeDecodeError:  # a name is any bytes; as written it has #FF for those that are not text
        return value.unparse().decode("latin-1").removeprefix("/")


def text_of(value: object) -> str:
    """Return a text string decoded, "" for anything else."""
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("utf-8", "replace")


def integer(value: object) -> int | None:
    """Return a whole number, None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: object) -> float | None:
    """Return a number, None for anything else."""
    return float(value) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else None


def items(value: object) -> list[Any]:
    """Return the elements of an array; a single value counts as an array of one, a missing one as empty."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def pairs(value: object) -> list[tuple[str, Any]]:
    """Return the entries of a dictionary, names with their slash."""
    return list(value.items()) if isinstance(value, (Dictionary, Stream)) else []


def key_of(value: object) -> Key:
    """Return the identity of an object, `NOWHERE` for what is not an indirect object."""
    return value.objgen if isinstance(value, Object) else NOWHERE


def rectangle(value: object) -> tuple[float, float, float, float] | None:
    """Return a rectangle in points as (left, bottom, right, top), None unless it is one with an area."""
    sides = [number(side) for side in items(value)]
    if len(sides) != 4 or any(side is None for side in sides):
        return None
    x0, y0, x1, y1 = (side for side in sides if side is not None)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None


def leaves(tree: object, kind: str) -> Iterator[tuple[Any, Any]]:
    """Yield (key, value) of a number tree (``"/Nums"``) or a name tree (``"/Names"``) in file order."""
    waiting: list[tuple[object, int]] = [(tree, 0)]
    seen: set[Key] = set()
    while waiting:
        node, depth = waiting.pop()
        if key_of(node) in seen or depth > _DEEPEST:
            continue
        seen |= {key_of(node)} - {NOWHERE}
        flat = items(entry(node, kind))
        yield from zip(flat[::2], flat[1::2], strict=False)
        waiting += [(kid, depth + 1) for kid in reversed(items(entry(node, "/Kids")))]
