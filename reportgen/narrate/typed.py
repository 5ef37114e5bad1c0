"""What an author typed: the text of a template line by line, and the words and numbers inside its tags."""

from __future__ import annotations

from collections.abc import Collection

from jinja2 import Environment, TemplateError, nodes

from reportgen.narrate.leftovers import leftovers
from reportgen.narrate.report import Refused
from reportgen.sources.text_file import character_fault

_NOT_DIGITS = frozenset("²³")
"""Parts of a unit (m², m³)."""


def typed_text(source: str) -> tuple[tuple[int, str], ...]:
    """Return each piece of text with its line; nothing for a template that narrating cannot read either."""
    try:
        tree = Environment().parse(source)
        return tuple(
            (data.lineno + offset, piece)
            for data in tree.find_all(nodes.TemplateData)
            for offset, piece in enumerate(data.data.split("\n"))
        )
    except (TemplateError, RecursionError, MemoryError, ValueError):
        return ()


def has_digit(text: str) -> bool:
    """Tell whether a text tells a number in digits of any script."""
    return any(char.isnumeric() and char not in _NOT_DIGITS for char in text)


def literal_fault(value: object, ids: Collection[str]) -> Refused | None:
    """Return what is wrong with a word or number typed inside a tag that is neither looked up nor a step.

    Names of figures may be listed there.
    """
    text = str(value)
    if text in ids:
        return None
    if fault := character_fault(text):
        return Refused(*fault)
    if has_digit(text) or not isinstance(value, str):
        message = f"Digits are typed inside {{{{ }}}} or {{% %}}: {text}"
        return Refused("typed-digit", message, "Use year, previous_year, a date or an indicator instead.")
    left = next(leftovers(text), None)
    return Refused("leftover-sign", left.message, left.remedy) if left else None
