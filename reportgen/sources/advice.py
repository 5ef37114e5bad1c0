"""What stands in a cell where a figure should, and what to do about it.

Spreadsheets write signs of their own where a column is too narrow or a formula fails, and take 24.7 for the
24th of July. Statistics offices have marks for what is nil, cannot be and is not known (Statistics Finland,
Statistics Sweden: – . ..), which are three different things.
"""

from __future__ import annotations

import re

from reportgen.sources.grid import Fault

_MONTHS = (
    ("tam", "jan"),
    ("hel", "feb"),
    ("maa", "mar"),
    ("huh", "apr"),
    ("tou", "maj", "may"),
    ("kes", "jun"),
    ("hei", "jul"),
    ("elo", "aug"),
    ("syy", "sep"),
    ("lok", "okt", "oct"),
    ("marr", "nov"),
    ("jou", "dec"),
)
"""How the names of the months begin in Finnish, Swedish and English; "marras" is not "mars"."""

_NAMED = r"(?P<month>[a-zåäö]{3,12})\.?"
_DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?P<day>\d{{1,2}})[.\s/-]\s?{_NAMED}([\s./-]+\d{{2,4}})?",
        rf"{_NAMED}[\s./-]+(?P<year>\d{{2}}|\d{{4}})",
        r"(?P<day>\d{1,2})[./-](?P<number>\d{1,2})[./-](\d{2}|\d{4})?",
        r"\d{4}-(?P<number>\d{2})-(?P<day>\d{2})([ t]\d.*)?",
    )
)
_TIME = re.compile(r"\d{1,4}:\d{2}(:\d{2})?([.,]\d+)?", re.ASCII)

_WRITE_ANEW = "write it anew in a cell with the format 'Number' or 'Text', and save the table again."
_UNKNOWN = "leave the cell empty, set status O and say why in the notes."
_WORDS = frozenset({"..", "...", "…", ":", "nan", "none", "null", "?", "ei tietoa", "uppgift saknas"})
_EITHER = frozenset({"n/a", "na", "x"})
_ADVICE = (
    (
        r"[-\u2013\u2014\u2212]",
        "A dash means nil in statistics: write 0 if there was nothing to count. If the value is not known, "
        "leave the cell empty and set status O; if there can be none, status M. Say why in the notes.",
    ),
    (
        r"[.\u00b7]",
        "A dot means in statistics that there can be no value: leave the cell empty, set status M and say "
        "why in the notes; if the value is not known, status O.",
    ),
    (r"[=@].*", "A formula is not a value: copy the cell and paste it as a value."),
    (
        r"[+-]?[0-9.,]+[eE][+-]?[0-9]+",
        "The spreadsheet shortened it: format the cell as a number, save again, and check every digit.",
    ),
    (r".*[%‰]", "Leave the sign out: the unit of the indicator says what the number counts."),
    (r"['\u2019`\u00b4].*", "Delete the apostrophe, by which a spreadsheet keeps a number as text."),
    (r"[0-9][0-9\s.,]*[-\u2212\u2013]", "Write the minus before the number; if it is none, leave it out."),
    (r"\([0-9][0-9\s.,]*\)", "If the parentheses mean a negative number, write a minus in their place."),
    (
        r"[0-9][0-9\s.,]*([\u00b2\u00b3\u00b9\u2070-\u2079*†‡]+|\s?[0-9a-zåäö]\))",
        "Take the mark of the footnote away: write digits only, and the remark in the notes.",
    ),
    (r".*(?![0-9\u00b2\u00b3\u00b9\u2070-\u2089])\d.*", "Write it with the digits 0 to 9."),
)
"""What to do about texts of each form, the first that fits."""

_FAILED = re.compile(r"#[^\s#]{1,20}[!?]|#n/a|#puuttuu|#saknas|#getting_data|(err|virhe|fel):\d{3}")
_NOT_FOUND = re.compile(r"#n/a|#puuttuu!?|#saknas!?")


def advice(text: str) -> str:
    """Return what to do about a text that stands where a number should."""
    if fault := error_fault(text):
        return fault.remedy
    plain = text.casefold()
    if plain in _WORDS:
        return f"If the value is not known, {_UNKNOWN}"
    if plain in _EITHER:
        return f"If the value is not known, {_UNKNOWN} If there can be none, set status M."
    if remedy := date_advice(plain):
        return remedy
    for form, remedy in _ADVICE:
        if re.fullmatch(form, plain, re.DOTALL):
            return remedy
    return "Write digits only, with at most one decimal mark; words belong in the notes."


def date_advice(text: str) -> str:
    """Return what to do where a spreadsheet has made a date or a time of a number; "" where it has not."""
    plain = text.casefold()
    if _TIME.fullmatch(plain):
        return f"A spreadsheet made a time of it: {_WRITE_ANEW}"
    found = next((match for form in _DATES if (match := form.fullmatch(plain))), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month = _month(parts["month"]) if parts.get("month") else int(parts.get("number") or 0)
    day = int(parts.get("day") or 1)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return ""
    guess = f"{day}.{month}" if parts.get("day") else f"{month}.{parts['year'][-2:]}"
    return f"A spreadsheet made a date of it, perhaps of {guess}: {_WRITE_ANEW}"


def _month(name: str) -> int:
    """Return the number of a month from its name or the beginning of it, 0 when there is none."""
    numbers = [number for number, starts in enumerate(_MONTHS, start=1) if name.startswith(starts)]
    return numbers[-1] if numbers else 0


def error_fault(text: str) -> Fault | None:
    """Return what a spreadsheet wrote in place of what the cell should show, or None."""
    if len(text) > 1 and not text.strip("#"):
        message = f"'{text}' was saved in place of a number, because its column was too narrow."
        return Fault(
            "cell-error", message, "Make the column wider in the spreadsheet and save the table again."
        )
    if not _FAILED.fullmatch(text.casefold()):
        return None
    remedy = "Correct the formula in the spreadsheet, or paste the right value in its place, and save again."
    if _NOT_FOUND.fullmatch(text.casefold()):
        remedy += f" If the value is not known, {_UNKNOWN}"
    return Fault("cell-error", f"'{text}' stands where a formula failed.", remedy)
