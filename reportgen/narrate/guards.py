"""Guards: what a template may print, choose by, compare and repeat.

Jinja would print the name of a figure in place of the figure, and take any text for true. Every such use
passes one of these, which refuse what reads as a value and is none, and say how to write it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from reportgen.findings import nearest
from reportgen.narrate.marks import Marked, bare, legible, plain
from reportgen.narrate.report import Refused

PRINTED, CHOSEN, COMPARED, REPEATED = "printed", "chosen", "compared", "repeated"
"""The names that the guards are called by inside a checked template, where no author can use them."""

WORDS = (
    'Write | trend("rose", "fell", "stayed the same"), | sign(…) or | most(…) after the figure\'s name: '
    "each prints the word that is true."
)
"""What to write in place of a condition on a figure."""
_COMPARISONS: Mapping[str, Callable[[Any, Any], object]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "in": lambda one, many: operator.contains(many, one),
    "notin": lambda one, many: not operator.contains(many, one),
}


class Year(int):
    """A year of the data: the one number that is printed without a filter."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Guards:
    """The guards of one edition: ``ids`` are its figures', ``asked`` how other names are asked for."""

    ids: Collection[str]
    asked: Mapping[str, str]

    def guards(self) -> Mapping[str, Callable[..., object]]:
        """Return the guards by the name that a checked template calls them by."""
        return {PRINTED: self.printed, CHOSEN: chosen, COMPARED: compared, REPEATED: repeated}

    def printed(self, value: object, typed: bool) -> Marked:
        """Return what double braces print; ``typed`` says that a text in quotes stands there by itself."""
        if isinstance(value, Year) or value == "":
            return plain(value)
        if isinstance(value, str):
            text = bare(value)
            if typed or text in self.ids or (not isinstance(value, Marked) and self._is_meant_as_name(text)):
                raise self._unprinted(text)
            return plain(value)
        if isinstance(value, (list, tuple)):
            remedy = "Repeat over it: {% for id in … %} {{ id | number }} {% endfor %}."
            raise Refused("bad-value", "A list cannot be printed.", remedy)
        remedy = "Ask for a figure or a name, or write the words without braces."
        raise Refused("bad-value", f"'{value}' cannot be printed.", remedy)

    def _unprinted(self, text: str) -> Refused:
        """Return the refusal of a text in quotes; a filter put inside the quotes is no part of its name."""
        ways = {**self.asked, **{id: f'"{id}" | number' for id in self.ids}}
        name = text.partition("|")[0].strip(" \"'")
        if name in ways:
            message = f'"{text}" is a name: it would be printed itself, not what it stands for.'
            more = " | short and | long print its unit, too." if name in self.ids else ""
            return Refused("bad-value", message, f"Write {{{{ {ways[name]} }}}}.{more}")
        if near := nearest(name, ways):
            message = f'"{text}" would be printed as it stands, and nothing has this name.'
            return Refused("bad-value", message, f"Did you mean {{{{ {ways[near]} }}}}?")
        remedy = (
            "Write words without braces and quotes; ask for a figure by its name and a filter: "
            '{{ "staff.total" | number }}.'
        )
        return Refused("bad-value", f'"{text}" would be printed as it stands.', remedy)

    def _is_meant_as_name(self, text: str) -> bool:
        """Tell whether a text that a variable holds is parts joined by dots, or nearly a figure's name."""
        parts = text.split(".")
        dotted = len(parts) > 1 and all(part.replace("_", "a").isalnum() for part in parts)
        return dotted or bool(get_close_matches(text, self.ids, n=1, cutoff=0.85))


def chosen(value: object) -> object:
    """Return a condition; a text or a list is none, since it would always be true."""
    if value is None or isinstance(value, int):
        return value
    raise Refused("bad-value", f"{_told(value)} is no condition: it would always be true.", WORDS)


def compared(left: object, operation: str, right: object) -> object:
    """Return how two years compare, whether two names are the same, or whether a name is in a list."""
    numbers = isinstance(left, int) and isinstance(right, int)
    names = operation in ("eq", "ne") and _is_name(left) and _is_name(right)
    within = operation in ("in", "notin")
    listed = within and not isinstance(left, Marked) and isinstance(right, (list, tuple))
    if (numbers and not within) or names or listed:
        return _COMPARISONS[operation](left, right)
    culprit = right if isinstance(left, int) else left
    raise Refused("bad-value", f"{_told(culprit)} cannot be compared here; figures never are.", WORDS)


def repeated(value: object) -> object:
    """Return a list to repeat over; the letters of a text are none."""
    if isinstance(value, (list, tuple)):
        return value
    remedy = 'Write the names in brackets: {% for id in ["staff.total", "staff.trainings"] %}.'
    raise Refused("bad-value", f"{_told(value)} is no list to repeat over.", remedy)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Marked)


def _told(value: object) -> str:
    """Return a value as it is called in a message."""
    if isinstance(value, (list, tuple)):
        return "A list"
    return f'"{legible(value)}"' if isinstance(value, str) else f"'{value}'"
