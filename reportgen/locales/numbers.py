"""Numbers, units, changes and approximations as they are printed in Finnish and Swedish.

Rounding is half up, groups of thousands and units stand after U+00A0, decimals after a comma, and a
negative number begins with U+2212. Everything that depends on a value (one or many, rise or fall,
"nearly") is decided from the value as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal, assert_never

from reportgen.locales.strings import require_language, strings
from reportgen.model.indicator import Localised, Unit, UnitKind

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

Form = Literal["number", "short", "long"]
"""A number alone, with its short unit (tables, big figures), or with its unit in words (running text)."""

_PRECISION = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as printed: number and unit, and what stands between them."""

    number: str
    unit: str
    glue: str

    @property
    def text(self) -> str:
        """The value as it is read."""
        return f"{self.number}{self.glue}{self.unit}"


@dataclass(frozen=True, slots=True)
class About:
    """A value rounded for reading, and the word that says on which side of it the value lies."""

    word: str
    rounded: Decimal


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a value as it is shown: rounded half up, never a negative zero.

    Raises `ValueError` for NaN, infinity and a negative number of decimals.
    """
    if not value.is_finite():
        raise ValueError(f"{value} cannot be shown: a missing value is None, with a status.")
    if decimals < 0:
        raise ValueError(f"A number cannot be shown with {decimals} decimals.")
    with localcontext(prec=_PRECISION):
        result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return result if result else abs(result)


def number(value: Decimal, decimals: int, lang: str, *, signed: bool = False) -> str:
    """Return a number in a language: ``15 434``, ``−0,5``; with ``signed`` also ``+6``.

    Zero has no sign. Years are not numbers in this sense: they are not grouped.
    """
    from babel.numbers import format_decimal

    require_language(lang)
    result = rounded(value, decimals)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    sign = MINUS if result < 0 else "+" if signed and result > 0 else ""
    with localcontext(prec=_PRECISION):
        return sign + format_decimal(result.copy_abs(), format=pattern, locale=lang)


def shown(value: Decimal, unit: Unit, decimals: int, lang: str, form: Form, *, signed: bool = False) -> Shown:
    """Return a value with its unit in one of the three forms.

    The unit in words is chosen by the number as shown: "1 miljoona" but "1,0 miljoonaa" (CLDR plural rule
    ``one``: i = 1 and v = 0, in both languages). A unit without a text is left out.
    """
    return _joined(number(value, decimals, lang, signed=signed), unit.short, unit.one, unit.many, lang, form)


def unit_in_words(text: str, unit: Unit, lang: str) -> str:
    """Return a unit in words as it goes with a number as shown; empty for a unit without a text."""
    return _counted(text, unit.one, unit.many).get(lang, "")


def _counted(text: str, one: Localised, many: Localised) -> Localised:
    return one if text.lstrip(f"+{MINUS}") == "1" else many


def difference(new: Decimal, old: Decimal, decimals: int) -> Decimal:
    """Return how much higher the new value is than the old one, both as shown.

    A reader who subtracts the printed numbers must get the printed change, so the difference is one of
    rounded values; it is zero exactly when the two are printed alike.
    """
    with localcontext(prec=_PRECISION):
        return rounded(rounded(new, decimals) - rounded(old, decimals), decimals)


def change_shown(
    new: Decimal, old: Decimal, unit: Unit, decimals: int, lang: str, form: Form, *, signed: bool = False
) -> Shown:
    """Return the difference of two values (see `difference`): its size, or with ``signed`` also its sign.

    Percentages differ by percentage points and indices by points: the unit's change words, or else those
    of the language, in words in the short form too, since ``%`` would say something else.
    """
    gap = difference(new, old, decimals)
    text = number(gap if signed else abs(gap), decimals, lang, signed=signed)
    if unit.kind not in (UnitKind.PERCENT, UnitKind.INDEX):
        return _joined(text, unit.short, unit.one, unit.many, lang, form)
    words, kind = strings(lang), unit.kind.value
    one = {lang: unit.change_one.get(lang) or words[f"change_unit.{kind}_one"]}
    many = {lang: unit.change_many.get(lang) or words[f"change_unit.{kind}_many"]}
    return _joined(text, many, one, many, lang, "number" if form == "number" else "long")


def direction(new: Decimal, old: Decimal, decimals: int) -> Literal["up", "down", "same"]:
    """Return whether a value rose, fell or stayed, judged by the values as shown (see `difference`)."""
    gap = difference(new, old, decimals)
    return "up" if gap > 0 else "down" if gap < 0 else "same"


def about(value: Decimal, step: Decimal | int, lang: str) -> About:
    """Return a value rounded half up to a multiple of a step, with "lähes", "yli", "noin" or no word.

    The word is empty when nothing was rounded. Up to a quarter of the step away the value is nearly
    ("lähes", "nästan") or over ("yli", "över") the round number, farther away about it ("noin",
    "cirka"): 68 by tens is nearly 70, 15 434 by thousands about 15 000. Sizes are compared, so −68 is
    nearly −70. Raises `ValueError` for a step that is not positive or that rounds the value to nothing.
    """
    words, size, unit = strings(lang), abs(value), Decimal(step)
    if not value.is_finite() or not unit.is_finite() or unit <= 0:
        raise ValueError(f"{value} cannot be rounded to a multiple of {step}: a step is a number above 0.")
    with localcontext(prec=_PRECISION):
        count, rest = divmod(size, unit)
        near = (count + (2 * rest >= unit)) * unit
        gap = size - near
        close = 4 * abs(gap) <= unit
    if size and not near:
        raise ValueError(
            f"{value} cannot be shown in steps of {step}: it would round to 0. Use a smaller step."
        )
    if not gap:
        return About("", value)
    word = "near" if not close else "above" if gap > 0 else "below"
    return About(words[f"about.{word}"], near.copy_sign(value))


def _joined(text: str, short: Localised, one: Localised, many: Localised, lang: str, form: Form) -> Shown:
    match form:
        case "number":
            unit = ""
        case "short":  # "milj. €" belongs together as much as it belongs to its number
            unit = short.get(lang, "").replace(" ", NO_BREAK_SPACE)
        case "long":
            unit = _counted(text, one, many).get(lang, "")
        case _:
            assert_never(form)
    return Shown(text, unit, NO_BREAK_SPACE if unit else "")


def fraction(value: Decimal, lang: str) -> str | None:
    """Return the word for a share in percent ("puolet" for 50), or None where there is no plain one."""
    return strings(lang).get(f"fraction.{rounded(value, 0)}")
