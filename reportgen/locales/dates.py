"""Dates and periods as they are printed in Finnish and in the Swedish of Finland.

A date is an ISO text of the precision in which it is known: ``2024``, ``2024-10`` or ``2024-12-31``.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from reportgen.locales.strings import require_language

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_FORMS = ("", "in", "long")

_Parts = tuple[int, ...]


def date_text(iso: str, lang: str, form: str | None = None) -> str:
    """Return a date in a language: ``2024``, ``lokakuu 2024`` or ``31.12.2024``.

    ``form`` "in" puts a Finnish month where the sentence says "in": ``lokakuussa 2024``; "long" writes the
    month of a day out: ``31. joulukuuta 2024``, ``31 december 2024`` (U+00A0 after the day). A form that
    does not concern the precision of the date changes nothing, so a date may become more exact without a
    change in the text around it. Raises `ValueError` for anything else.
    """
    require_language(lang)
    if (form or "") not in _FORMS:
        raise ValueError(f"There is no date form {form!r}; use 'in' or 'long', or leave it out.")
    match _parts(iso):
        case (year, month, day):
            return _long(year, month, day, lang) if form == "long" else f"{day}.{month}.{year}"
        case (year, month):
            return f"{_month(month, lang, inside=form == 'in')} {year}"
        case parts:
            return str(parts[0])


def period_text(iso: str, lang: str = "fi") -> str:
    """Return a period such as ``2023/2025`` with an en dash: ``2023–2025``.

    A year that both ends share is written once: ``lokakuu–joulukuu 2024``, ``1.1.–31.12.2024`` (Swedish
    ``1.1–31.12.2024``). Years alone read the same in both languages. Raises `ValueError` for ends of
    different precision or in the wrong order.
    """
    require_language(lang)
    ends = [_parts(end) for end in iso.split("/")]
    if len(ends) != 2 or len(ends[0]) != len(ends[1]):
        raise ValueError(f"{iso!r} is not a period: write two dates of one precision, as in '2023/2025'.")
    start, end = ends
    if start >= end:
        raise ValueError(f"{iso!r} is not a period: its first date must be earlier than its last.")
    first, last = (date_text(text, lang) for text in iso.split("/"))
    same_year = start[0] == end[0]
    match start:
        case (_, month, day):
            stop = "." if lang == "fi" else ""
            return f"{day}.{month}{stop}–{last}" if same_year else f"{first}–{last}"
        case (_, month):  # a dash between expressions of several words has spaces around it
            return f"{_month(month, lang)}–{last}" if same_year else f"{first}\u00a0– {last}"
        case _:
            return f"{first}–{last}"


def _parts(iso: str) -> _Parts:
    """Return year, month and day, as many as there are."""
    found = _ISO.fullmatch(iso)
    if not found:
        raise ValueError(f"{iso!r} is not a date: write '2024', '2024-10' or '2024-12-31'.")
    parts = tuple(int(part) for part in found.groups() if part)
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        raise ValueError(f"{iso!r} is not a date: there is no such month or day.") from None
    return parts


def _month(month: int, lang: str, *, inside: bool = False) -> str:
    name = _months(lang)[month - 1]
    return name + "ssa" if inside and lang == "fi" else name  # every Finnish month ends in -kuu


def _long(year: int, month: int, day: int, lang: str) -> str:
    if lang == "fi":
        return f"{day}.\u00a0{_month(month, lang)}ta {year}"
    return f"{day}\u00a0{_month(month, lang)} {year}"


@lru_cache(maxsize=2)
def _months(lang: str) -> tuple[str, ...]:
    from babel.dates import get_month_names

    names = get_month_names("wide", "stand-alone", lang)
    return tuple(names[month] for month in range(1, 13))
