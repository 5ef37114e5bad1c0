"""What depends on a language: numbers, units, dates, fixed words and hyphenation, for Finnish and Swedish.

Pure functions of value, unit and language code. Babel and pyphen are imported at their first use.
"""

from reportgen.locales.compounds import NO_COMPOUNDS, Compounds, read_compounds
from reportgen.locales.dates import date_text, period_text
from reportgen.locales.hyphenation import hyphenate
from reportgen.locales.numbers import (
    NO_BREAK_SPACE,
    About,
    Form,
    Shown,
    about,
    change_shown,
    difference,
    direction,
    fraction,
    number,
    rounded,
    shown,
    unit_in_words,
)
from reportgen.locales.sheets import fixed_sheets, sheet_names, theme_sheets
from reportgen.locales.strings import LANGUAGES, strings

__all__ = [
    "LANGUAGES",
    "NO_BREAK_SPACE",
    "NO_COMPOUNDS",
    "About",
    "Compounds",
    "Form",
    "Shown",
    "about",
    "change_shown",
    "date_text",
    "difference",
    "direction",
    "fixed_sheets",
    "fraction",
    "hyphenate",
    "number",
    "period_text",
    "read_compounds",
    "rounded",
    "sheet_names",
    "shown",
    "strings",
    "theme_sheets",
    "unit_in_words",
]
