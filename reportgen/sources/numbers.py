"""Numbers as people and spreadsheets write them: one exact reading, or none."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.sources.advice import advice

MAX_DIGITS = 24
"""No figure of a report is longer; sums and quotients of such numbers stay exact."""

_SPACES = re.compile(r"[\u0020\u00a0\u2009\u202f]")
_GROUPED_BY_SPACE = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")


class NotANumber(ValueError):
    """A text that is no number, or two numbers at once. Carries the code, what was found and what to do."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        """Take the parts of the finding that the caller will place."""
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


def read_number(text: str, mark: str, decimals: int) -> Decimal:
    """Return the number that a cell shows.

    ``mark`` is the decimal mark of the file (``.`` where commas separate cells, ``,`` where semicolons do),
    ``decimals`` how many the indicator has. Spaces between groups of three, the true minus sign, and a mark
    that can mean only one thing are understood. Raises `NotANumber` (``not-a-number``, ``number-ambiguous``).
    """
    plain = _SPACES.sub(" ", text.strip()).replace("\u2212", "-")
    if _GROUPED_BY_SPACE.fullmatch(plain):
        plain, mark, decimals = plain.replace(" ", ""), ".,"["," in plain], MAX_DIGITS
    readings = {sign: reading for sign in ".," if (reading := _reading(plain, sign)) is not None}
    values = sorted(set(readings.values()))
    if not values or sum(character in "0123456789" for character in plain) > MAX_DIGITS:
        raise NotANumber("not-a-number", f"{text!r} is not a number.", advice(text.strip()))
    if len(values) == 1:
        return values[0]
    if decimals >= 3 and mark in plain:
        return readings[mark]
    raise _ambiguous(text, *sorted(values, key=abs))


def _ambiguous(text: str, small: Decimal, large: Decimal) -> NotANumber:
    """Return the refusal with a way to write each reading that has no other: three decimals need a fourth."""
    exact = f"{small.normalize():f}"
    exact += "0" if exact[-4:-3] == "." else ""
    message = f"{text!r} can be read as {small} or as {large}."
    return NotANumber("number-ambiguous", message, f"Write {large} or {exact}, as is meant.")


def _reading(text: str, mark: str) -> Decimal | None:
    """Read ``text`` with one sign as the decimal mark and the other between groups of three digits."""
    group = re.escape(",."[mark == ","])
    pattern = rf"[+-]?([0-9]+|[1-9][0-9]{{0,2}}({group}[0-9]{{3}})+)({re.escape(mark)}[0-9]+)?"
    if not re.fullmatch(pattern, text):
        return None
    return Decimal(text.replace(",."[mark == ","], "").replace(mark, "."))
