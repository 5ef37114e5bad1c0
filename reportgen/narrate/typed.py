"""What an author typed and a reader must not see: digits, and signs of Markdown, of Jinja or of HTML.

One table of signs serves every text that is printed, typed in a template or stored in data. Ordinary
prose keeps its signs: C#, 5 * 3, <18, a/b, [sic].
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from jinja2 import Environment, TemplateError, nodes

from reportgen.narrate.report import Refused
from reportgen.sources.text_file import character_fault

_NOT_DIGITS = frozenset("²³")
"""Parts of a unit (m², m³)."""
DATE_NAME = re.compile(r"(?<!\{)\{\w+\}(?!\})")
"""A date of the edition, named in a caption, a note or an alternative text."""

_ADDRESS = r"(?:https?:|mailto:|tel:|www\.|[\w.+-]{1,60}@|[\w-]{1,60}\.[a-z]{2,6}[/)])"
_HTML = (
    "a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup"
)
_FILTERS = "number|short|long|about|change|trend|since|sign|most|fraction"


class _Sign(NamedTuple):
    """What a leftover looks like, and what to write in its place; ``meant`` says that it may be meant."""

    pattern: str
    remedy: str
    meant: bool = False


_SIGNS = {
    "braces": _Sign(
        r"(?:\{\s?){1,3}[^{}]{0,200}(?:\}\s?){0,2}\}|[{}]",
        'Leave braces out; a figure is asked for in two at both ends: {{ "staff.total" | number }}.',
    ),
    "fence": _Sign(
        r":::+[^\n]{0,80}|^[^\w\n]{0,9}::[^\w\n]{0,9}(?:[\w-]{1,40}(?:[ \t]+[\w.-]{1,60})?)?[ \t]*$",
        "A block begins with ':::' and its name, and ends with ':::', each on a line of its own.",
    ),
    "image": _Sign(r"!\[", "Write '::: photo SLOT' and describe the picture in edition.toml."),
    "footnote": _Sign(r"\[\^[^\]\n]{0,60}\]?", "There are no footnotes: write the remark in a '::: note'."),
    "link": _Sign(
        rf"(?:\[[^\[\]]{{0,200}})?\](?:\([^)\n]{{0,200}}\)?|\[|[ \t]+\({_ADDRESS}[^)\n]{{0,200}}\)?)"
        r"|\[\[|^\[[^\]\n]{1,60}\]:[ \t]|<(?:https?:|mailto:|www\.)\S{0,200}",
        "Write [words](https://…): no space between ] and (, none in the address.",
    ),
    "box": _Sign(r"^\[[ xX]?\](?=\s)", "There are no boxes to tick: leave the brackets out."),
    "strong": _Sign(
        r"\*\*+|(?<![\w.])__(?=[^\W_])|(?<=[^\W_])__(?!\w)",
        "Two stars stand right before the first word and right after the last: **strong words**.",
    ),
    "emphasis": _Sign(
        r"(?<![\w*])\*(?=[^\W\d_])|(?<![\w_./-])_(?=[^\W\d_])",
        "Close the emphasis right after its last word, *words*; or leave the sign out.",
        meant=True,
    ),
    "code": _Sign("`+", "Leave the backtick out; an apostrophe is ’."),
    "strike": _Sign("~~+", "Leave it out: nothing is printed struck through."),
    "heading": _Sign(
        r"^#{2,}(?=[^\s#])|(?:^|(?<=\s))#{2,}(?=\s|$)|^#(?=[ \t])",
        "A heading is a line that begins with '## ' or '### ' at its very beginning.",
    ),
    "hash": _Sign(r"^#(?=[^\W\d])", "For a heading write a space after the sign.", meant=True),
    "bullet": _Sign(
        r"^[-+](?=[^ \t\n\d+-])|^[•·▪◦●‣∙■□►➢]",
        "A bullet is a line that begins with '- ', a hyphen and a plain space.",
    ),
    "dashes": _Sign(
        r"^[–—] [^\n]*(?=\n[–—] )", "For a list, begin each line with '- ', a hyphen and a space.", meant=True
    ),
    "html": _Sign(
        rf"</?(?:{_HTML}|table|t[dhr]|u|ul)(?:\s+\w+=[^<>]{{0,200}})?\s*/?>|<!--",
        "Leave the tag out; in a text, write **strong** or *emphasis* instead.",
    ),
    "entity": _Sign(
        r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});|&(?:nbsp|amp|shy|ndash|mdash|quot|lt|gt)\b",
        "Type the character itself.",
    ),
    "filter": _Sign(
        r"(?:\"[\w.]{1,80}\"|\w\.\w{1,60})[ \t]*\|[ \t]*\w*"
        rf"|\|[ \t]*(?:{_FILTERS})\b(?:\([^)\n]{{0,80}}\))?",
        'A figure is asked for in double braces: {{ "staff.total" | number }}.',
    ),
    "table": _Sign(
        r"^\|[^\n]{0,80}|\|[ \t]*$", "Describe the table in edition.toml and write '::: table ID'."
    ),
    "name": _Sign(r"(?<![\w./@-])[a-z]\w{0,60}(?:\.\w{1,60})+(?![\w/@])", ""),
}
_ANY = re.compile(
    "|".join(f"(?P<{kind}>{sign.pattern})" for kind, sign in _SIGNS.items()), re.MULTILINE | re.IGNORECASE
)
_SUSPECT = re.compile(r"[{}|*_`#\[<&~•·▪◦●‣∙■□►➢]|::|\]|\w\.\w|^[-+–—]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A sign that would be printed: the row of its text, counted from 0, and what to say of it."""

    row: int
    message: str
    remedy: str
    meant: bool


def leftovers(text: str, ids: Collection[str] = ()) -> Iterator[Leftover]:
    """Yield the leftovers in a text, the first of each kind on a line; ``ids`` are the names of figures."""
    if not _SUSPECT.search(text):
        return
    told: set[tuple[int, str]] = set()
    row = end = 0
    for found in _ANY.finditer(text):
        kind, words = found.lastgroup or "", " ".join(found[0].split())
        if kind == "name" and words not in ids:
            continue
        row, end = row + text.count("\n", end, found.start()), found.start()
        if (row, kind) in told:
            continue
        told.add((row, kind))
        would = "may be printed by mistake" if _SIGNS[kind].meant else "would be printed as it stands"
        yield Leftover(row, f"'{words}' {would}.", _remedy(kind, words), _SIGNS[kind].meant)


def _remedy(kind: str, words: str) -> str:
    """Return what to write in place of a leftover, written out where that can be told."""
    inner = words.strip("{}%# ")
    if kind == "name":
        return f'Write {{{{ "{words}" | number }}}}.'
    if kind == "braces" and re.match(r"\W*lang\b", inner):
        return "Write [passage]{lang=sv}: square brackets around the words and no space before the brace."
    if kind == "braces" and words.startswith(("{{", "{%")):
        return f"Write {words} in the text itself, without {{% raw %}}, entities or quotes around it."
    if kind == "braces" and "|" in inner:
        return f"Write two braces at both ends: {{{{ {inner} }}}}."
    return _SIGNS[kind].remedy


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
