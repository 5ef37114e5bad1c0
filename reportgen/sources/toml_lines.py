"""On which line of a TOML text each table, key and list item begins.

A text is walked once, from token to token: in remarks and texts nothing counts, brackets keep a statement
open over line ends.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Keys = tuple[str | int, ...]
"""The way to a value: keys of tables and positions in arrays, as in ``("section", 2, "layout")``."""

_TOKEN = re.compile(
    r'(?P<remark>#[^\n]*)|(?P<text>"""(?:\\.|[^\\])*?(?:"""(?!")|\Z)|\'\'\'.*?(?:\'\'\'(?!\')|\Z)|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*')|(?P<mark>[\[\]{}])|(?P<end>\n)",
    re.DOTALL,
)
_HEADER = re.compile(r"\s*\[")
_PLAIN_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.-]+)\s*\]")
_KEY = re.compile(r"""\s*((?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[A-Za-z0-9_.\- \t])+?)[ \t]*=""")


@dataclass(slots=True)
class Statement:
    """A statement of a text: where it begins, and the line of each item where its value is a list.

    ``opened`` are lines of brackets that are not closed yet; after the last statement of a text they tell
    where what is never closed begins.
    """

    line: int
    start: int
    items: list[int] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)


def statements(text: str) -> Iterator[tuple[Statement, str]]:
    """Yield every statement with its text, the last one even where a bracket of it is never closed."""
    line, at = 1, Statement(1, 0)
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "end":
                if not at.opened:
                    yield at, text[at.start : token.start()]
                    at = Statement(line + 1, token.end())
                line += 1
            case "mark" if token[0] in "]}":
                at.opened = at.opened[:-1]
            case "mark":
                at.items += [line] * (len(at.opened) == 1)
                at.opened.append(line)
            case "text":
                at.items += [line] * (len(at.opened) == 1)
                line += token[0].count("\n")
    yield at, text[at.start :]


def locate(text: str) -> dict[Keys, int]:
    """Return the line of every table, key and list item of a valid TOML text.

    A key inside a value in braces is not among them: it stands on the line of what is around it.
    """
    lines: dict[Keys, int] = {}
    arrays: dict[Keys, int] = {}
    base: Keys = ()
    for at, statement in statements(text):
        if _HEADER.match(statement):
            base = _header(_heading(statement), statement.lstrip().startswith("[["), arrays)
            keys = base
        elif found := _KEY.match(statement):
            keys = (*base, *_names(found[1]))
            for number, line in enumerate(at.items if statement[found.end() :].lstrip()[:1] == "[" else ()):
                lines.setdefault((*keys, number), line)
        else:
            continue
        for end in range(1, len(keys) + 1):
            lines.setdefault(keys[:end], at.line)
    return lines


def _heading(statement: str) -> tuple[str, ...]:
    plain = _PLAIN_HEADER.match(statement)
    return tuple(plain[1].split(".")) if plain else _chain(tomllib.loads(statement))


def _names(key: str) -> tuple[str, ...]:
    return tuple(key.split(".")) if re.fullmatch(r"[\w.-]+", key) else _chain(tomllib.loads(f"{key} = 0"))


def _chain(parsed: Any) -> tuple[str, ...]:
    if isinstance(parsed, list):
        return _chain(parsed[0])
    inner = parsed.items() if isinstance(parsed, dict) else ()
    return tuple(key for name, below in inner for key in (name, *_chain(below)))


def _header(names: tuple[str, ...], is_array: bool, arrays: dict[Keys, int]) -> Keys:
    keys: Keys = ()
    for position, name in enumerate(names):
        keys = (*keys, name)
        if is_array and position == len(names) - 1:
            arrays[keys] = arrays.get(keys, -1) + 1
        if keys in arrays:
            keys = (*keys, arrays[keys])
    return keys
