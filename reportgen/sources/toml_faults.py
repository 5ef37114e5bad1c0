"""What is wrong with a file that is no TOML, in words for whoever wrote it.

The parser says where it gave up and what it wanted; writers make few kinds of slips, and most show there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.findings import Finding, Place, error
from reportgen.sources.toml_lines import statements

_HERE = "\x00"
"""Stands in a line where the parser gave up; no file that is read holds this character."""

_HUGE = r"\d[eE][+-]?\d{6,}|\d{4000}"
"""Numbers that the parser refuses without saying where."""
_NEAR = 200
"""Characters on both sides of it that are looked at."""

REASONS: Sequence[tuple[str, str, str]] = (
    ("recursion", "Tables or lists stand too deeply in one another.", "Write fewer levels."),
    ("digits|InvalidOperation", "A number is larger than any that can be meant.", "Correct the number."),
    (
        "^Cannot (overwrite|declare|mutate|redefine)",
        "'{0}' stands there twice.",
        "Keep one of them; a table that there are several of has two brackets, as in [[section]].",
    ),
    (
        "^Unescaped|hex value|scalar value",
        "A text has a backslash, which has a meaning of its own there.",
        "Write a path with slashes, as in assets/picture.png, or two backslashes for one.",
    ),
    ("^Invalid date", "A date does not exist.", "Write year, month, day, as in 2025-03-31."),
    (
        r"""^Illegal character '\\n'|^Unterminated|^Expected "'""",
        "A text that begins here has no closing quote.",
        "Close it with a straight quote.",
    ),
)
"""What the parser says, what is said of it (of the key, or where the text begins), and what to do."""

SLIPS: Sequence[tuple[str, str, str]] = (
    (
        f"{_HERE}([„“”‟«»‘’‚′″])",
        "A text begins with the typographic quote {0}.",
        'Put straight quotes around it: "…"; inside them typographic ones are right.',
    ),
    (
        rf"(\d+{_HERE}?,\d+){_HERE}?",
        "'{0}' has a decimal comma.",
        "Write a number with a point, as in 10.5.",
    ),
    (
        rf"(\d+\.\d+{_HERE}\.\s?\d+)",
        "'{0}' is not a date as TOML writes it.",
        "Write year, month, day, as in 2025-03-31.",
    ),
    (
        rf"{_HERE}((?i:true|false|yes|no|kyllä|ei|ja|nej)\b)",
        "'{0}' is neither true nor false.",
        "Write true or false, in small letters and without quotes.",
    ),
    (
        rf"[=\[,]\s*{_HERE}([^\W\d_][^,}}\]#=\n]*)",
        "'{0}' stands there without quotes.",
        'Put a text into quotes: "…".',
    ),
    (
        rf"([\w.-]*{_HERE}[^\x00-\x7f][\w.-]*)\s*[]=]",
        "The name '{0}' has a letter that TOML takes in quotes only.",
        'Put it into quotes, as in "hyvä" = 1 or [table."hyvä"].',
    ),
    (
        rf"([\w.-]+)\s*{_HERE}:",
        "A colon follows '{0}'.",
        "Write an equals sign between key and value.",
    ),
    (
        rf"^\s*([\w.-]+)\s*=?\s*{_HERE}(?:#.*)?$",
        "'{0}' has no value.",
        "Write an equals sign and a value after it; what follows a # outside quotes is a remark.",
    ),
    (
        rf"{{[^}}]*{_HERE}$",
        "What stands in braces goes on over the end of the line.",
        "Write it on one line, from { to }.",
    ),
    (
        rf"""["']([^"'\n]*)["']\s*{_HERE}\s*["'\w]""",
        "A quote ends the text after '{0}', and more follows.",
        "Put a comma between two texts; inside a text write typographic quotes (” or »).",
    ),
)
"""How a line looks with the mark where the parser gave up, what is said of it, and what to do."""

_ELSE = "Check the quotes, brackets, commas and equals signs on this line and the one above it."


def broken(name: str, text: str, fault: Exception) -> Finding:
    """Return the finding for a text that is not TOML, at the line that has to be mended."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    if not found and (huge := re.search(_HUGE, text)):
        line = text.count("\n", 0, huge.start()) + 1
    shown = text.split("\n")[line - 1]
    column = int(found[2]) - 1 if found else len(shown)
    near = shown[max(0, column - _NEAR) : column] + _HERE + shown[column:][:_NEAR]
    reason = re.sub(r" \(at .*\)$", "", str(fault)).rstrip(".")
    line, message, remedy = _told(text, line, near, reason)
    return error("toml-broken", Place(name, line), message, remedy)


def _told(text: str, line: int, near: str, reason: str) -> tuple[int, str, str]:
    """Return the line to mend, what is wrong there, and what to do."""
    for pattern, message, remedy in REASONS:
        if re.search(pattern, reason):
            begun, key = _statement(text, line)
            return begun if "begins" in message else line, message.format(key), remedy
    for pattern, message, remedy in SLIPS:
        if slip := re.search(pattern, near):
            return line, message.format(*(part.replace(_HERE, "").strip() for part in slip.groups())), remedy
    if reason.startswith("Unclosed") and not near.endswith(_HERE):
        return line, "No comma stands before what begins here.", "Put a comma between the two."
    if opened := _unclosed(text):
        return opened, "A bracket that is opened on this line is never closed.", "Close it with ] or }."
    if reason.startswith("Expected newline"):
        return line, "More follows than one value.", "Put a text into quotes and a list into brackets."
    return line, f"This is not valid TOML: {reason}.", _ELSE


def _statement(text: str, line: int) -> tuple[int, str]:
    """Return where the statement around a line begins, and its key or head."""
    at, statement = max(
        ((at, statement) for at, statement in statements(text) if at.line <= line),
        key=lambda one: one[0].line,
    )
    return at.line, re.split(r"\s*=", statement.strip().split("\n")[0])[0].strip("[] ")


def _unclosed(text: str) -> int | None:
    """Return the line of the first bracket that is never closed, None where all are."""
    *_, (last, _) = statements(text)
    return last.opened[0] if last.opened else None
