"""TOML files whose every table and key remembers its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportgen.findings import Finding, Place, error
from reportgen.sources.text_file import character_fault, read_text
from reportgen.sources.toml_faults import broken
from reportgen.sources.toml_lines import Keys, locate

DEEPEST = 24
"""Tables within tables: no file of a project needs as many, and no reader of it has to climb deeper."""


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
        if any(len(keys) > DEEPEST for keys, _ in _inside(data, ())):
            raise RecursionError("recursion deeper than any reader")
        file = TomlFile(name, data, tuple(text.split("\n")), locate(text))
    # Decimal refuses an exponent beyond its own limits by an error of arithmetic.
    except (ValueError, ArithmeticError, RecursionError) as fault:
        findings.append(broken(name, text, fault))
        return None
    for keys, value in _inside(data, ()):
        # Raw characters are gone by now: what is left was written as an escape such as "\u0007".
        for part in (keys[-1], value):
            odd = character_fault(part) if isinstance(part, str) else None
            if odd is not None and odd[0] == "control-character":
                findings.append(error(odd[0], file.place(keys), odd[1], odd[2]))
    return file


def _inside(value: Any, base: Keys) -> Iterator[tuple[Keys, Any]]:
    """Yield every value below a table or list with the way to it, however deep."""
    waiting: list[tuple[Keys, Any]] = [(base, value)]
    while waiting:
        keys, value = waiting.pop()
        inner = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        below = [((*keys, key), item) for key, item in inner]
        yield from below
        waiting += reversed(below)
