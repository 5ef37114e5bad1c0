"""A TOML table read strictly: every key is asked for by name, type and range, and what is left over is told.

A reader asks for its keys, then closes the table. A key that is missing or wrong becomes a finding and an
empty stand-in, so that reading goes on to the next fault; no file is built from a stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from reportgen.findings import Finding, Place, did_you_mean, error
from reportgen.model.indicator import Localised
from reportgen.sources.toml_file import TomlFile
from reportgen.sources.toml_lines import Keys

V = TypeVar("V")
T = TypeVar("T", str, int, bool, list[Any], dict[str, Any])

_KINDS: dict[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table",
    date: "a date such as 2025-03-31, without quotes",
}
_MANY = {str: "texts in quotes", int: "whole numbers", Decimal: "numbers"}

LONGEST = 4_000
"""Characters of a text in a TOML file: a sentence or two, where whole texts have files of their own."""

_NAME = re.compile(r"[^\W_][\w.-]{0,79}")
_SPACE = re.compile(r"[ \t\n\r]+")


@dataclass(frozen=True, slots=True)
class Range:
    """The values that something may have, both ends included.

    ``why`` says what is wrong with others; ``example`` ends the sentence that says what to write.
    """

    least: Any
    most: Any
    why: str
    example: str = ""

    def holds(self, value: Any) -> bool:
        """Tell whether a value lies within; "not a number" lies nowhere."""
        return not (isinstance(value, Decimal) and value.is_nan()) and bool(self.least <= value <= self.most)


STRUCTURAL = frozenset({"missing-key", "unknown-key", "wrong-type"})
"""Codes of faults that can hide names: what stands under a key that is misspelt, or no table."""

YEAR = Range(1900, 2999, "That is no year of a report")
DAY = Range(date(1980, 1, 1), date(2099, 12, 31), "Files cannot bear that date")


class Incomplete(dict[str, V]):
    """Names of which there may be more, since their file is faulty: others are left out and not told."""


@dataclass(slots=True)
class Table:
    """One table of a file. ``languages`` are those that every localised text must have.

    ``absent`` are the required keys that are not there, each with what to do. ``faults`` has the way to every
    fault of the whole file, with its code.
    """

    file: TomlFile
    findings: list[Finding]
    languages: tuple[str, ...]
    data: dict[str, Any]
    keys: Keys = ()
    asked: set[str] = field(default_factory=set)
    absent: dict[str, str] = field(default_factory=dict)
    faults: set[tuple[Keys, str]] = field(default_factory=set)

    @property
    def name(self) -> str:
        """How the table is written in the file, for messages."""
        return ".".join(
            f'"{key}"' if "." in str(key) else str(key) for key in self.keys if isinstance(key, str)
        )

    def place(self, key: str | None = None, quoted: str | None = None) -> Place:
        """Return where the table, or one of its keys, stands."""
        return self.file.place(self.keys if key is None else (*self.keys, key), quoted)

    def report(
        self,
        code: str,
        message: str,
        remedy: str,
        key: str | None = None,
        quoted: str | None = None,
        lang: str | None = None,
    ) -> None:
        """Add an error at a key of this table."""
        self.findings.append(error(code, self.place(key, quoted), message, remedy, lang=lang))
        self.faults.add((self.keys if key is None else (*self.keys, key), code))

    @property
    def is_sound(self) -> bool:
        """Whether the table is there and nothing is wrong with what was read of it so far."""
        depth = len(self.keys)
        return bool(self.data) and all(way[:depth] != self.keys for way, _ in self.faults)

    def is_vague(self, group: str) -> bool:
        """Tell whether a group of this file may have names that a fault of its structure hides."""
        for way, code in self.faults:
            misspelt = len(way) == 1 and code == "unknown-key"
            hiding = way[:1] == (group,) and (len(way) <= 2 or way[-1] == "id")
            if code in STRUCTURAL and (misspelt or hiding):
                return True
        return False

    # ------------------------------------------------------------ plain values

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it is required and must not be empty."""
        value = self._folded(self._get(key, str, default), key)
        if not value and default is None and key not in self.absent and isinstance(self.data[key], str):
            self.report("missing-text", f"'{key}' is empty.", "Fill it in.", key)
        return value

    def identity(self, key: str, default: str | None = None) -> str:
        """Return a text that other places can call something by."""
        value = self.text(key, default)
        if value:
            self.check_name(value, key)
        return value

    def whole(self, key: str, within: Range, default: int | None = None) -> int:
        """Return a whole number; where there is none that can be used, the default or the least."""
        stand_in = within.least if default is None else default
        return int(self._ranged(key, (int,), within, stand_in, required=default is None))

    def number(self, key: str, within: Range) -> float:
        """Return a required number, whole or not; the least one where it cannot be used."""
        return float(self._ranged(key, (int, Decimal), within, within.least))

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        return self._get(key, bool, default)

    def day(self, key: str, within: Range = DAY) -> date:
        """Return a required date; the first one where it cannot be used."""
        day: date = self._ranged(key, (date,), within, within.least)
        return day

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of a few, else the default or "" with a finding."""
        value, known = self.text(key, default), tuple(allowed)
        if value in known:
            return value
        if value:
            remedy = f"{did_you_mean(value, known)} Use one of: {', '.join(known)}.".strip()
            self.report("unknown-value", f"'{key}' cannot be '{value}'.", remedy, key)
        return default or ""

    def listed(
        self, key: str, kind: type[Any], default: Sequence[Any] | None = (), within: Range | None = None
    ) -> tuple[Any, ...]:
        """Return a list whose items are all of one type (``Decimal`` takes whole numbers too)."""
        value = self._get(key, list, None if default is None else list(default))
        kinds = (int, Decimal) if kind is Decimal else (kind,)
        if any(type(item) not in kinds for item in value):
            self.report("wrong-type", f"'{key}' must be a list of {_MANY[kind]}.", "Correct the list.", key)
            return tuple(default or ())
        if within is not None and not all(within.holds(item) for item in value):
            self._outside(key, next(item for item in value if not within.holds(item)), within)
            return tuple(default or ())
        return tuple(kind(item) for item in value)

    # ------------------------------------------------------------ names of other things

    def reference(self, key: str, what: str, known: Collection[str] | None, *, required: bool = False) -> str:
        """Return the name of another thing, "" where there is none. ``known`` None: not to be checked."""
        value = self.text(key, None if required else "")
        return next(iter(self.check_known(key, what, (value,) if value else (), known)), "")

    def references(
        self, key: str, what: str, known: Collection[str] | None, *, required: bool = False
    ) -> tuple[str, ...]:
        """Return names of other things; each unknown one is a finding on its own line."""
        return self.check_known(key, what, self.listed(key, str, None if required else ()), known)

    def check_known(
        self, key: str, what: str, values: Iterable[str], known: Collection[str] | None
    ) -> tuple[str, ...]:
        """Return those of the values that are names of other things, and report each that is not."""
        sound = []
        for value in values:
            if known is None or value in known:
                sound.append(value)
            elif not isinstance(known, Incomplete):
                remedy = did_you_mean(value, known) or f"Define it, or correct '{key}'."
                self.report(f"unknown-{what}", f"There is no {what} '{_short(value)}'.", remedy, key, value)
        return tuple(sound)

    def check_name(self, name: str, key: str | None = None) -> None:
        """Report a name that no text could ask for."""
        if not _NAME.fullmatch(name):
            message = f"'{_short(name)}' is no name that a text can ask for."
            remedy = "Use letters, digits, points, hyphens and underscores, at most 80, a letter first."
            self.report("unknown-value", message, remedy, key or name)

    # ------------------------------------------------------------ texts by language

    def localised(self, key: str, *, required: bool = True) -> Localised:
        """Return a text in every language; an optional one may be left out whole, not in part."""
        inner = self._within(key, None if required else {})
        if not isinstance(self.data.get(key), dict):
            if key in self.absent:
                spelt = ", ".join(f'{lang} = "…"' for lang in self.languages)
                self.absent[key] = f"Add {key} = {{ {spelt} }}."
            return dict.fromkeys(self.languages, "")
        texts = inner.by_language(required=required)
        inner.close()
        return texts

    def by_language(self, *, required: bool = True) -> Localised:
        """Return the text whose languages are keys of this very table."""
        texts = {lang: self._folded(self._get(lang, str, ""), lang) for lang in self.languages}
        if required or any(texts.values()):
            for lang in (lang for lang, text in texts.items() if not text):
                # What is there and is no text has been told.
                if isinstance(self.data.get(lang, ""), str):
                    message = f"{self.name or 'The text'} has no text in '{lang}'."
                    remedy = f'Add {lang} = "…" beside the other language.'
                    self.report("missing-language", message, remedy, lang=lang)
        return texts

    # ------------------------------------------------------------ tables within

    def child(self, key: str) -> Table:
        """Return a table within; an empty one when it is missing."""
        return self._within(key, None)

    def children(self, key: str, *, named: bool = True, required: bool = False) -> dict[str, Table]:
        """Return the named tables of a group such as ``[unit.person]``, ``[unit.euro]``, in file order.

        Where they are not ``named``, texts do not ask for them by a name, and it may be anything.
        """
        group = self._within(key, {})
        if required and not self.data.get(key):
            self.absent[key] = f"Add at least one [{key}.NAME]."
        for name in (name for name, table in group.data.items() if named and isinstance(table, dict)):
            group.check_name(name)
        return {name: group.child(name) for name in group.data}

    def items(self, key: str, default: Sequence[Any] | None = ()) -> tuple[Table, ...]:
        """Return an array of tables such as ``[[section]]``."""
        if isinstance(self.data.get(key), dict):
            self.asked.add(key)
            name = ".".join(filter(None, (self.name, key)))
            remedy = f"Write [[{name}]] over each, with two brackets."
            self.report("wrong-type", f"'{key}' is one table, not a list of them.", remedy, key)
            return ()
        rows = self._get(key, list, None if default is None else list(default))
        if any(not isinstance(row, dict) for row in rows):
            self._wrong(key, dict)
            return ()
        return tuple(self._inner(row, key, number) for number, row in enumerate(rows))

    def close(self) -> None:
        """Report keys that nobody asked for, and required keys that are not there."""
        spelt = []
        unknown = [key for key in self.data if key not in self.asked]
        for key in unknown:
            near = did_you_mean(key, self.asked - self.data.keys())
            if not near and len(unknown) == len(self.absent) == 1:
                near = f"Rename it if it is meant for '{next(iter(self.absent))}', which is missing."
            spelt.append(near)
            remedy = near or f"Use one of: {', '.join(sorted(self.asked))}."
            message = f"'{_short(key)}' is not a key of {self.name or 'this file'}."
            self.report("unknown-key", message, remedy, key)
        for key, remedy in self.absent.items():
            if not any(f"'{key}'" in near for near in spelt):
                message = f"{self.name or 'The file'} has no '{key}'."
                self.report("missing-key", message, remedy)
                self.faults.add(((*self.keys, key), "missing-key"))

    def _inner(self, data: dict[str, Any], *keys: str | int) -> Table:
        return Table(self.file, self.findings, self.languages, data, (*self.keys, *keys), faults=self.faults)

    def _within(self, key: str, default: dict[str, Any] | None) -> Table:
        """Return the table of a key. One that is missing or no table says nothing of its own."""
        table = self._inner(self._get(key, dict, default), key)
        if not isinstance(self.data.get(key), dict):
            table.findings = []
        return table

    def _get(self, key: str, kind: type[T], default: T | None) -> T:
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                self.absent[key] = f"Add '{key}'."
            return kind() if default is None else default
        value = self.data[key]
        if type(value) is kind:
            return value
        self._wrong(key, kind)
        return kind() if default is None else default

    def _folded(self, text: str, key: str) -> str:
        """Return a text on one line, as a text that goes on over lines is read."""
        folded = _SPACE.sub(" ", text).strip()
        if len(folded) > LONGEST:
            message = f"'{key}' has {len(folded)} characters; {LONGEST} are allowed."
            self.report("text-long", message, "Write it shorter; whole texts stand in templates/.", key)
        return folded[:LONGEST]

    def _ranged(
        self, key: str, kinds: tuple[type, ...], within: Range, stand_in: Any, *, required: bool = True
    ) -> Any:
        """Return a value of one of the types that lies in a range, else the stand-in, with a finding."""
        self.asked.add(key)
        value = self.data.get(key)
        if type(value) in kinds and within.holds(value):
            return value
        if type(value) in kinds:
            self._outside(key, value, within)
        elif value is not None:
            self._wrong(key, float if Decimal in kinds else kinds[0])
        elif required:
            self.absent[key] = f"Add '{key}'."
        return stand_in

    def _outside(self, key: str, value: Any, within: Range) -> None:
        message = f"'{key}' is {_spelt(value)}. {within.why}."
        remedy = f"Use a value from {_spelt(within.least)} to {_spelt(within.most)}"
        if within.least == within.most:
            remedy = f"Write {_spelt(within.least)}"
        self.report("unknown-value", message, f"{remedy}{within.example}.", key)

    def _wrong(self, key: str, kind: type) -> None:
        remedy = f"Write {_KINDS[kind]}."
        self.report("wrong-type", f"'{key}' is {_spelt(self.data[key])}, not {_KINDS[kind]}.", remedy, key)


def _spelt(value: Any) -> str:
    """Return a value as it is written in a file, in short where it is long."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return f'"{_short(value)}"'
        case list():
            return "a list"
        case Mapping():
            return "a table"
        case _:
            return _short(str(value))


def _short(text: str) -> str:
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[:60])
    return shown if len(text) <= 60 else f"{shown}…"


def refuse_twins(tables: Iterable[Table]) -> None:
    """Report tables of an array that bear the id of an earlier one."""
    first: dict[str, Table] = {}
    for table in (table for table in tables if isinstance(table.data.get("id"), str)):
        name = table.data["id"]
        twin = first.setdefault(name, table)
        if twin is not table:
            message = f"'{name}' is the id of two: {twin.place('id')} and {table.place('id')}."
            table.report("id-twice", message, "Give one of them another id.", "id")


def open_table(file: TomlFile | None, findings: list[Finding], languages: tuple[str, ...]) -> Table:
    """Return the whole of a file as a table.

    A file that could not be read is an empty table that reports nothing: its one finding is there already.
    """
    if file is None:
        return Table(TomlFile(""), [], languages, {})
    return Table(file, findings, languages, dict(file.data))
