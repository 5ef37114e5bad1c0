"""A TOML table read strictly: every key is asked for by name and type, and what is left over is reported.

A reader asks for its keys, then closes the table. A key that is missing or wrong becomes a finding and an
empty stand-in, so that reading goes on to the next fault; the caller raises before a stand-in can be used.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from reportgen.findings import Finding, Place, did_you_mean, error
from reportgen.model.indicator import Localised
from reportgen.sources.toml_file import Keys, TomlFile

T = TypeVar("T", str, int, bool, list[Any], dict[str, Any])

_KINDS: dict[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table",
    date: "a date such as 2025-03-31, without quotes",
}


@dataclass(slots=True)
class Table:
    """One table of a file. ``languages`` are those that every localised text must have.

    ``absent`` are the required keys that are not there, each with what to do.
    """

    file: TomlFile
    findings: list[Finding]
    languages: tuple[str, ...]
    data: dict[str, Any]
    keys: Keys = ()
    asked: set[str] = field(default_factory=set)
    absent: dict[str, str] = field(default_factory=dict)

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
        self, code: str, message: str, remedy: str, key: str | None = None, quoted: str | None = None
    ) -> None:
        """Add an error at a key of this table."""
        self.findings.append(error(code, self.place(key, quoted), message, remedy))

    # ------------------------------------------------------------ plain values

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it is required and must not be empty."""
        value = self._get(key, str, default).strip()
        if not value and default is None and key not in self.absent and isinstance(self.data[key], str):
            self.report("missing-text", f"'{key}' is empty.", "Fill it in.", key)
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Return a whole number."""
        return self._get(key, int, default)

    def flag(self, key: str, default: bool = False) -> bool:
        """Return true or false."""
        return self._get(key, bool, default)

    def day(self, key: str) -> date:
        """Return a date."""
        self.asked.add(key)
        value = self.data.get(key)
        if type(value) is date:
            return value
        if value is None:
            self.absent[key] = f"Add '{key}'."
        else:
            self._wrong(key, date)
        return date.min

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """Return a text that is one of a few."""
        value, known = self.text(key, default), tuple(allowed)
        if value and value not in known:
            remedy = f"{did_you_mean(value, known)} Use one of: {', '.join(known)}.".strip()
            self.report("unknown-value", f"'{key}' cannot be '{value}'.", remedy, key)
        return value

    def listed(self, key: str, kind: type[Any], default: Sequence[Any] | None = ()) -> tuple[Any, ...]:
        """Return a list whose items are all of one type (``Decimal`` takes whole numbers too)."""
        value = self._get(key, list, None if default is None else list(default))
        kinds = (int, Decimal) if kind is Decimal else (kind,)
        if any(type(item) not in kinds for item in value):
            what = "numbers" if kind in (int, Decimal) else "texts in quotes"
            self.report("wrong-type", f"'{key}' must be a list of {what}.", "Correct the list.", key)
            return tuple(default or ())
        return tuple(kind(item) for item in value)

    # ------------------------------------------------------------ names of other things

    def reference(self, key: str, what: str, known: Collection[str] | None, *, required: bool = False) -> str:
        """Return the name of another thing, "" when there is none. ``known`` None: not to be checked."""
        value = self.text(key, None if required else "")
        self.check_known(key, what, (value,) if value else (), known)
        return value

    def references(
        self, key: str, what: str, known: Collection[str] | None, *, required: bool = False
    ) -> tuple[str, ...]:
        """Return names of other things; each unknown one is a finding on its own line."""
        values: tuple[str, ...] = self.listed(key, str, None if required else ())
        self.check_known(key, what, values, known)
        return values

    def check_known(self, key: str, what: str, values: Iterable[str], known: Collection[str] | None) -> None:
        """Report each of the values that is no name of another thing."""
        for value in values:
            if known is not None and value not in known:
                remedy = did_you_mean(value, known) or f"Define it, or correct '{key}'."
                self.report(f"unknown-{what}", f"There is no {what} '{value}'.", remedy, key, value)

    # ------------------------------------------------------------ texts by language

    def localised(self, key: str, *, required: bool = True) -> Localised:
        """Return a text in every language; an optional one may be left out whole, not in part."""
        inner = self._inner(self._get(key, dict, None if required else {}), key)
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
        texts = {lang: self._get(lang, str, "").strip() for lang in self.languages}
        if required or any(texts.values()):
            for lang in (lang for lang, text in texts.items() if not text):
                message = f"{self.name or 'The text'} has no text in '{lang}'."
                remedy = f'Add {lang} = "…" beside the other language.'
                self.findings.append(error("missing-language", self.place(), message, remedy, lang=lang))
        return texts

    # ------------------------------------------------------------ tables within

    def child(self, key: str) -> Table:
        """Return a table within; an empty one when it is missing."""
        return self._inner(self._get(key, dict, None), key)

    def children(self, key: str) -> dict[str, Table]:
        """Return the named tables of a group such as ``[unit.person]``, ``[unit.euro]``, in file order."""
        group = self._inner(self._get(key, dict, {}), key)
        return {name: group.child(name) for name in group.data}

    def items(self, key: str, default: Sequence[Any] | None = ()) -> tuple[Table, ...]:
        """Return an array of tables such as ``[[section]]``."""
        rows = self._get(key, list, None if default is None else list(default))
        if any(not isinstance(row, dict) for row in rows):
            self._wrong(key, dict)
            return ()
        return tuple(self._inner(row, key, number) for number, row in enumerate(rows))

    def close(self) -> None:
        """Report keys that nobody asked for, and required keys that are not there."""
        spelt = []
        for key in self.data.keys() - self.asked:
            near = did_you_mean(key, self.asked - self.data.keys())
            spelt.append(near)
            remedy = near or f"Use one of: {', '.join(sorted(self.asked))}."
            self.report("unknown-key", f"'{key}' is not a key of {self.name or 'this file'}.", remedy, key)
        for key, remedy in self.absent.items():
            if not any(f"'{key}'" in near for near in spelt):
                message = f"{self.name or 'The file'} has no '{key}'."
                self.report("missing-key", message, remedy)

    def _inner(self, data: dict[str, Any], *keys: str | int) -> Table:
        return Table(self.file, self.findings, self.languages, data, (*self.keys, *keys))

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

    def _wrong(self, key: str, kind: type) -> None:
        remedy = f"Write {_KINDS[kind]}."
        self.report("wrong-type", f"'{key}' is {self.data[key]!r}, not {_KINDS[kind]}.", remedy, key)


def refuse_twins(tables: Iterable[Table]) -> None:
    """Report tables of an array that bear the id of an earlier one."""
    first: dict[str, Table] = {}
    for table in tables:
        name = str(table.data.get("id"))
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
