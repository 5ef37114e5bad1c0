"""Numbers are printed as Finnish and Swedish readers expect, and words follow from the value as shown."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

import pytest

from reportgen.locales import (
    LANGUAGES,
    Form,
    about,
    change_shown,
    difference,
    direction,
    number,
    rounded,
    shown,
)
from reportgen.model.indicator import Unit, UnitKind

NBSP = "\u00a0"
MINUS = "\u2212"


def unit(kind: UnitKind, fi: tuple[str, str, str], sv: tuple[str, str, str], **change: str) -> Unit:
    """Return a unit from (short, one, many) in both languages."""
    pairs = [{"fi": a, "sv": b} for a, b in zip(fi, sv, strict=True)]
    none = {"fi": "", "sv": ""}
    one = {lang: change.get(f"{lang}_one", "") for lang in LANGUAGES} if change else none
    many = {lang: change.get(f"{lang}_many", "") for lang in LANGUAGES} if change else none
    return Unit("u", kind, pairs[2], pairs[0], pairs[1], pairs[2], one, many)


PERCENT = unit(UnitKind.PERCENT, ("%", "prosentti", "prosenttia"), ("%", "procent", "procent"))
MILLIONS = unit(
    UnitKind.MONEY,
    ("milj. €", "miljoona euroa", "miljoonaa euroa"),
    ("mn €", "miljon euro", "miljoner euro"),
)
INDEX = unit(UnitKind.INDEX, ("", "", ""), ("", "", ""))
PERSONS = unit(UnitKind.COUNT, ("hlö", "henkilö", "henkilöä"), ("pers.", "person", "personer"))
BARE = unit(UnitKind.COUNT, ("", "", ""), ("", "", ""))


def values(count: int = 400) -> list[Decimal]:
    """Return values of every size and sign, ties and near-ties among them."""
    random = Random(20241231)
    made = [Decimal(random.randint(-(10**9), 10**9)).scaleb(-random.randint(0, 6)) for _ in range(count)]
    return [*made, Decimal("0.5"), Decimal("-0.5"), Decimal("2.5"), Decimal("-0.004"), Decimal("999.995")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("15434", 0, f"15{NBSP}434"),
        ("3659000", 0, f"3{NBSP}659{NBSP}000"),
        ("981", 0, "981"),
        ("7103", 0, f"7{NBSP}103"),
        ("163.3", 1, "163,3"),
        ("163.3", 0, "163"),
        ("24.7", 2, "24,70"),
        ("-100", 0, f"{MINUS}100"),
        ("-1234.5", 1, f"{MINUS}1{NBSP}234,5"),
        ("0", 0, "0"),
        ("1E+3", 0, f"1{NBSP}000"),
    ],
)
def test_a_number_has_no_break_spaces_a_decimal_comma_and_a_real_minus(
    lang: str, value: str, decimals: int, text: str
) -> None:
    assert number(Decimal(value), decimals, lang) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, f"{MINUS}3"),
        ("0.25", 1, "0,3"),
        ("999.95", 1, f"1{NBSP}000,0"),
    ],
)
def test_a_tie_is_rounded_away_from_zero(value: str, decimals: int, text: str) -> None:
    assert number(Decimal(value), decimals, "fi") == text


@pytest.mark.parametrize("value", ["-0.04", "-0", "-0.0", "0.04"])
def test_what_rounds_to_zero_has_no_sign(value: str) -> None:
    assert number(Decimal(value), 1, "fi") == "0,0"
    assert number(Decimal(value), 1, "fi", signed=True) == "0,0"


def test_a_signed_number_shows_a_plus_too() -> None:
    assert number(Decimal(100), 0, "sv", signed=True) == "+100"
    assert number(Decimal(-100), 0, "sv", signed=True) == f"{MINUS}100"


def test_a_printed_number_reads_back_as_the_rounded_value() -> None:
    for value in values():
        for decimals in range(4):
            for lang in LANGUAGES:
                text = number(value, decimals, lang)
                plain = text.replace(NBSP, "").replace(",", ".").replace(MINUS, "-")
                assert Decimal(plain) == rounded(value, decimals), (value, decimals)
                tail = rf",\d{{{decimals}}}" if decimals else ""
                assert re.fullmatch(rf"{MINUS}?\d{{1,3}}({NBSP}\d{{3}})*{tail}", text), text


def test_rounding_moves_a_value_by_half_a_unit_at_most() -> None:
    for value in values():
        for decimals in range(4):
            result = rounded(value, decimals)
            assert abs(result - value) * 2 <= Decimal(1).scaleb(-decimals)
            assert rounded(-value, decimals) == -result


def test_a_value_of_many_digits_is_printed_to_the_last_one() -> None:
    assert number(Decimal("123456789012345678901234567890123.45"), 1, "fi").replace(NBSP, "") == (
        "123456789012345678901234567890123,5"
    )


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be shown"):
        number(Decimal(value), 0, "fi")


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(ValueError, match="no language 'en'"):
        number(Decimal(1), 0, "en")


def test_negative_decimals_are_refused() -> None:
    with pytest.raises(ValueError, match="-1 decimals"):
        rounded(Decimal(1), -1)


@pytest.mark.parametrize(
    ("value", "decimals", "fi", "sv"),
    [
        ("1", 0, "1 miljoona euroa", "1 miljon euro"),
        ("-1", 0, f"{MINUS}1 miljoona euroa", f"{MINUS}1 miljon euro"),
        ("0.96", 0, "1 miljoona euroa", "1 miljon euro"),
        ("1.2", 1, "1,2 miljoonaa euroa", "1,2 miljoner euro"),
        ("1", 1, "1,0 miljoonaa euroa", "1,0 miljoner euro"),
        ("0", 0, "0 miljoonaa euroa", "0 miljoner euro"),
        ("68", 0, "68 miljoonaa euroa", "68 miljoner euro"),
        ("1.4", 0, "1 miljoona euroa", "1 miljon euro"),
    ],
)
def test_one_or_many_is_decided_by_the_number_as_shown(value: str, decimals: int, fi: str, sv: str) -> None:
    for lang, text in (("fi", fi), ("sv", sv)):
        found = shown(Decimal(value), MILLIONS, decimals, lang, "long").text
        assert found.replace(NBSP, " ") == text


def test_a_short_unit_holds_together_with_its_number() -> None:
    assert shown(Decimal(79), PERCENT, 0, "fi", "short").text == f"79{NBSP}%"
    assert shown(Decimal(68), MILLIONS, 0, "fi", "short").text == f"68{NBSP}milj.{NBSP}€"
    assert shown(Decimal(68), MILLIONS, 0, "sv", "short").text == f"68{NBSP}mn{NBSP}€"


def test_a_long_unit_follows_its_number_after_a_no_break_space_alone() -> None:
    assert shown(Decimal(68), MILLIONS, 0, "fi", "long").text == f"68{NBSP}miljoonaa euroa"


@pytest.mark.parametrize("form", ["number", "short", "long"])
def test_a_number_without_a_unit_has_no_glue(form: Form) -> None:
    found = shown(Decimal(675000), BARE, 0, "fi", form)
    assert (found.number, found.unit, found.glue, found.text) == (f"675{NBSP}000", "", "", f"675{NBSP}000")


def test_the_number_form_leaves_the_unit_out() -> None:
    assert shown(Decimal(79), PERCENT, 0, "fi", "number").text == "79"


def test_a_signed_value_keeps_its_unit() -> None:
    assert shown(Decimal(1), PERSONS, 0, "fi", "long", signed=True).text == f"+1{NBSP}henkilö"


@pytest.mark.parametrize("form", ["short", "long"])
def test_percentages_differ_by_percentage_points_in_every_form_with_a_unit(form: Form) -> None:
    def change(new: int, old: int, lang: str) -> str:
        return change_shown(Decimal(new), Decimal(old), PERCENT, 0, lang, form).text.replace(NBSP, " ")

    assert change(24, 19, "fi") == "5 prosenttiyksikköä"
    assert change(24, 19, "sv") == "5 procentenheter"
    assert change(19, 20, "fi") == "1 prosenttiyksikkö"
    assert change(19, 20, "sv") == "1 procentenhet"


def test_an_index_differs_by_points() -> None:
    assert change_shown(Decimal(64), Decimal(58), INDEX, 0, "fi", "long").text == f"6{NBSP}pistettä"
    assert (
        change_shown(Decimal(64), Decimal(58), INDEX, 0, "sv", "short", signed=True).text == f"+6{NBSP}poäng"
    )
    assert (
        change_shown(Decimal(58), Decimal(59), INDEX, 0, "fi", "long", signed=True).text
        == f"{MINUS}1{NBSP}piste"
    )


def test_the_change_words_of_a_unit_come_before_those_of_the_language() -> None:
    own = unit(
        UnitKind.INDEX,
        ("", "", ""),
        ("", "", ""),
        fi_one="yksikkö",
        fi_many="yksikköä",
        sv_one="enhet",
        sv_many="enheter",
    )
    assert change_shown(Decimal(3), Decimal(1), own, 0, "sv", "long").text == f"2{NBSP}enheter"
    assert change_shown(Decimal(2), Decimal(1), own, 0, "fi", "long").text == f"1{NBSP}yksikkö"


def test_money_and_counts_differ_by_their_own_unit() -> None:
    fall = (Decimal(58), Decimal(68))
    assert change_shown(*fall, MILLIONS, 0, "fi", "short").text == f"10{NBSP}milj.{NBSP}€"
    assert change_shown(*fall, MILLIONS, 0, "sv", "long", signed=True).text == f"{MINUS}10{NBSP}miljoner euro"
    assert change_shown(*fall, PERSONS, 0, "fi", "number").text == "10"


def test_a_change_is_what_a_reader_gets_by_subtracting_the_printed_numbers() -> None:
    random = Random(7)
    sample = values(120)
    for _ in range(600):
        new, old, decimals = random.choice(sample), random.choice(sample), random.randint(0, 2)
        gap = difference(new, old, decimals)
        assert gap == rounded(new, decimals) - rounded(old, decimals)
        same = number(new, decimals, "fi") == number(old, decimals, "fi")
        assert (direction(new, old, decimals) == "same") == same == (gap == 0)


def test_a_rise_too_small_to_be_printed_is_no_rise() -> None:
    assert direction(Decimal("64.4"), Decimal("63.6"), 0) == "same"
    assert change_shown(Decimal("64.4"), Decimal("63.6"), INDEX, 0, "fi", "number", signed=True).text == "0"
    assert direction(Decimal("64.5"), Decimal("63.6"), 0) == "up"
    assert direction(Decimal("63.4"), Decimal("63.6"), 0) == "down"


@pytest.mark.parametrize(
    ("value", "step", "fi", "sv", "result"),
    [
        ("68", 10, "lähes", "nästan", "70"),
        ("120235", 1000, "yli", "över", "120000"),
        ("15434", 1000, "noin", "cirka", "15000"),
        ("144.70", 1, "noin", "cirka", "145"),
        ("70", 10, "", "", "70"),
        ("65", 10, "noin", "cirka", "70"),
        ("67.5", 10, "lähes", "nästan", "70"),
        ("72.5", 10, "yli", "över", "70"),
        ("-68", 10, "lähes", "nästan", "-70"),
        ("-72", 10, "yli", "över", "-70"),
        ("0", 10, "", "", "0"),
    ],
)
def test_the_word_before_a_round_number_follows_from_the_value(
    value: str, step: int, fi: str, sv: str, result: str
) -> None:
    for lang, word in (("fi", fi), ("sv", sv)):
        found = about(Decimal(value), step, lang)
        assert (found.word, found.rounded) == (word, Decimal(result))


def test_a_round_number_is_the_nearest_multiple_and_its_word_never_lies() -> None:
    for value in values():
        for step in (Decimal("0.5"), Decimal(3), Decimal(10), Decimal(1000)):
            if abs(value) * 2 < step:
                continue
            found = about(value, step, "fi")
            gap = abs(value) - abs(found.rounded)
            assert found.rounded % step == 0 or not found.word
            assert 2 * abs(gap) <= step
            assert (found.word == "") == (gap == 0)
            if found.word in ("lähes", "yli"):
                assert (gap < 0) == (found.word == "lähes")
                assert 4 * abs(gap) <= step


@pytest.mark.parametrize("step", [0, -10, Decimal("NaN")])
def test_a_step_that_is_not_above_zero_is_refused(step: Decimal | int) -> None:
    with pytest.raises(ValueError, match="a step is a number above 0"):
        about(Decimal(68), step, "fi")


def test_a_value_is_not_rounded_to_nothing() -> None:
    with pytest.raises(ValueError, match="Use a smaller step"):
        about(Decimal(2), 10, "fi")
