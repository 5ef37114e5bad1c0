"""Number formats of a spreadsheet: whether what a cell shows is what it holds (ECMA-376 part 1, 18.8.31).

A format may group digits, round, add a currency, or show a fraction as a percentage: the number stays the
same. It may also hide it, drop its minus, leave out its thousands or put another digit beside it. Then a
person who looks at the sheet and a program that reads the cell do not see the same figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from reportgen.sources.grid import Fault

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?.,])|(?P<percent>%)|(?P<fraction>/)|(?P<text>@)|(?P<end>;)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CURRENCY = re.compile(r"€|\$|£|¥|\bkr\b\.?|\b(eur|sek|nok|dkk|usd|gbp)\b", re.IGNORECASE)
_MINUS = frozenset({"-", "\u2212", "\u2013", "()"})
_SPACES = " \u00a0\u2009\u202f"
_COLOURS = re.compile(r"(black|blue|cyan|green|magenta|red|yellow|color ?[0-9]+)", re.IGNORECASE)
_BODY = re.compile(r"[0#?,]*(\.[0#?]*)?|[0#?]+( [0#?]{3})+(\.[0#?]*)?")

_PLAIN = "Give the cell the format 'General', see what it holds, and write the figure out in full."
_HIDDEN = "Give the cell the format 'General', see what it holds, and keep or delete it."


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as a cell shows it: all its digits and its ``%``, and to how many decimals it is rounded.

    ``decimals`` is None where the format does not round.
    """

    text: str
    decimals: int | None


@dataclass(frozen=True, slots=True)
class _Section:
    """What one part of a format puts on the page: places for digits, words, and how it scales."""

    body: str = ""
    words: str = ""
    percent: int = 0
    general: bool = False
    text: bool = False
    odd: str = ""
    """Why the part cannot be read as a plain number; "" when it can."""

    @property
    def decimals(self) -> int | None:
        """To how many decimals a number is rounded, None where it is not."""
        return None if self.general or self.text else min(len(self.body.partition(".")[2]), 30)


def number_shown(number: Decimal, code: str) -> Shown | Fault:
    """Return a finite number as a cell with this format shows it, or why the two differ.

    Faults are ``cell-hidden``, where no digit is seen, and ``cell-format``, where another number is.
    """
    # A last section with @ is for texts, however few there are before it.
    sections = [one for one in _sections(code)[:3] if not one.text] or _sections(code)[:1]
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section = sections[1]
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    if number == 0 and len(sections) > 2 and "0" not in section.body and section.words in _MINUS:
        return Shown("0", None)  # bookkeepers' formats show nil as a dash
    scaled = number.scaleb(2) if section.percent else number
    if not _visible(section, scaled):
        return Fault("cell-hidden", f"The number format '{code}' does not show the number.", _HIDDEN)
    odd = _oddity(section, number, signed=section is not sections[0])
    if any(one.odd == _CONDITION for one in sections):
        odd = _CONDITION
    if odd:
        return Fault("cell-format", f"The number format '{code}' {odd}.", _PLAIN)
    sign = "%" if section.percent or "%" in section.words else ""
    return Shown(f"{scaled:f}{sign}", section.decimals)


def text_fault(code: str) -> Fault | None:
    """Return why a text in a cell with this format is not seen as it was written, or None."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else next((one for one in sections if one.text), None)
    if section is None or (section.text and not section.words and not section.odd):
        return None
    if not section.text or section.odd:
        return Fault("cell-hidden", f"The number format '{code}' hides the text.", _HIDDEN)
    return Fault("cell-format", f"The number format '{code}' adds '{section.words}' to the text.", _PLAIN)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number with so many decimals, 0 to 30, as a spreadsheet rounds it."""
    with localcontext(prec=400):
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


_CONDITION = "shows some numbers in another way than others"


def _visible(section: _Section, number: Decimal) -> bool:
    """Tell whether any digit is shown; # and ? leave a zero out."""
    if section.decimals is None or "0" in section.body:
        return True
    return bool(section.body.strip(",.")) and rounded(number, section.decimals) != 0


def _oddity(section: _Section, number: Decimal, *, signed: bool) -> str:
    """Say in what another number is seen than the cell holds; "" when it is the same."""
    words = section.words.replace("%", "", 1) if not section.percent else section.words
    minus = words in _MINUS
    if section.odd:
        return section.odd
    if section.body and re.search(r",(\.|$)", section.body):
        return "leaves out thousands"
    if section.percent > 1 or (section.body and not _BODY.fullmatch(section.body)):
        return "puts the digits of the number apart"
    if words and not minus and words != "+":
        return f"adds '{words}' to the number"
    if minus and (number >= 0 or not signed):
        return "adds a minus to the number"
    if number < 0 and signed and not minus and (section.body or section.general):
        return "leaves out the minus of the number"
    return ""


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code or "General"):
        if token["end"]:
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts)


def _section(tokens: list[re.Match[str]]) -> _Section:
    kinds = [token.lastgroup for token in tokens]
    whole = kinds.count("general") + kinds.count("text")
    words = "".join(_word(token) for token in tokens)
    odd = next((reason for token in tokens if (reason := _bracket_oddity(token["bracket"] or ""))), "")
    if "exponent" in kinds:
        odd = "shortens the number to a power of ten"
    elif "fraction" in kinds:
        odd = "shows a fraction"
    elif whole > 1 or (whole and ("digit" in kinds or "percent" in kinds)):
        odd = "shows the number more than once"
    return _Section(
        body="".join(_body(tokens)).strip(_SPACES),
        words="".join(_CURRENCY.sub("", words).split()),
        percent=kinds.count("percent"),
        general="general" in kinds,
        text="text" in kinds,
        odd=odd,
    )


def _word(token: re.Match[str]) -> str:
    """Return the characters that a token puts beside the digits."""
    if token["bracket"] is not None:
        return token["bracket"][1:].split("-")[0] if token["bracket"].startswith("$") else ""
    return token["quoted"] or token["escaped"] or token["plain"] or ""


def _body(tokens: list[re.Match[str]]) -> Iterator[str]:
    """Yield the places for digits, and what stands between them: a space as such, all else as a bar."""
    at = [place for place, token in enumerate(tokens) if token.lastgroup == "digit"]
    for place, token in enumerate(tokens):
        if token.lastgroup == "digit":
            yield token["digit"]
        elif at and at[0] < place < at[-1] and (word := _word(token)):
            yield " " if not word.strip(_SPACES) else "|"


def _bracket_oddity(bracket: str) -> str:
    """Say what a part in square brackets does to the number: colours and currencies do nothing."""
    if not bracket or bracket.startswith("$") or _COLOURS.fullmatch(bracket):
        return ""
    if bracket[0] in "<>=":
        return _CONDITION
    return "is white" if bracket.casefold() == "white" else f"changes the number by '[{bracket}]'"
