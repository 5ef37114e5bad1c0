"""TOML files whose every table and key remembers its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.findings import Finding, Place, error
from reportgen.sources.text_file import character_fault, read_text

Keys = tuple[str | int, ...]
"""The way to a value: keys of tables and positions in arrays, as in ``("section", 2, "layout")``."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file; ``name`` is relative to the project. An unreadable file has no data."""

    name: str
    data: Mapping[str, Any] = field(default_factory=dict)
    text: tuple[str, ...] = ()
    lines: Mapping[Keys, int] = field(default_factory=dict)

    def place(self, keys: Keys, quoted: str | None = None) -> Place:
        """Return where a key stands, or else the nearest table around it.

        ``quoted`` is a string in the key's value: in a list over several lines, its own line is meant.
        """
        while keys and keys not in self.lines:
            keys = keys[:-1]
        line = self.lines.get(keys, 1)
        if quoted is not None:
            below = (
                number for number, text in enumerate(self.text, 1) if number >= line and f'"{quoted}"' in text
            )
            line = next(below, line)
        return Place(self.name, line)


def read_toml(root: Path, name: str, findings: list[Finding]) -> TomlFile | None:
    """Read a TOML file; None and a finding with the line when it cannot be read."""
    text = read_text(root, name, findings)
    if text is None:
        return None
    try:
        data = tomllib.loads(text, parse_float=Decimal)
        file = TomlFile(name, data, tuple(text.split("\n")), locate(text))
    except (ValueError, RecursionError) as fault:
        findings.append(_broken(name, text, fault))
        return None
    for keys, value in _inside(data, ()):
        # Raw characters are gone by now: what is left was written as an escape such as "\u0007".
        if isinstance(value, str) and (odd := character_fault(value)) and odd[0] == "control-character":
            findings.append(error(odd[0], file.place(keys), odd[1], odd[2]))
    return file


def locate(text: str) -> dict[Keys, int]:
    """Return the line of every table, key and list item of a valid TOML text.

    A statement is as many lines as TOML needs to understand it, so that brackets and quotes inside
    texts never count as headers or keys.
    """
    lines: dict[Keys, int] = {}
    arrays: dict[Keys, int] = {}
    base: Keys = ()
    for line, statement in _statements(text):
        parsed = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            base = _header(_chain(parsed), statement.lstrip().startswith("[["), arrays)
            for end in range(1, len(base) + 1):
                lines.setdefault(base[:end], line)
        else:
            for keys, _ in _inside(parsed, base):
                lines.setdefault(keys, line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not lines and (not line.strip() or line.lstrip().startswith("#")):
            continue
        start = start if lines else number
        lines.append(line)
        try:
            tomllib.loads("\n".join(lines))
        except tomllib.TOMLDecodeError:
            continue
        yield start, "\n".join(lines)
        lines = []


def _chain(parsed: Any) -> tuple[str, ...]:
    if isinstance(parsed, list):
        return _chain(parsed[0])
    return tuple(key for name, inner in parsed.items() for key in (name, *_chain(inner)))


def _header(names: tuple[str, ...], is_array: bool, arrays: dict[Keys, int]) -> Keys:
    keys: Keys = ()
    for position, name in enumerate(names):
        keys = (*keys, name)
        if is_array and position == len(names) - 1:
            arrays[keys] = arrays.get(keys, -1) + 1
        if keys in arrays:
            keys = (*keys, arrays[keys])
    return keys


def _inside(value: Any, base: Keys) -> Iterator[tuple[Keys, Any]]:
    inner: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, dict):
        inner = iter(value.items())
    elif isinstance(value, list):
        inner = iter(enumerate(value))
    for key, item in inner:
        yield (*base, key), item
        yield from _inside(item, (*base, key))


def _broken(name: str, text: str, fault: Exception) -> Finding:
    found = re.search(r"\(at line (\d+)", str(fault))
    last = text.rstrip("\n").count("\n") + 1
    line = int(found[1]) if found else last
    reason = re.sub(r" \(at .*\)$", "", str(fault)).rstrip(".")
    remedy = "Check the quotes, brackets and the equals sign on this line and the one above it."
    return error("toml-broken", Place(name, line), f"This is not valid TOML: {reason}.", remedy)
