"""Numbers in cells: one exact reading, or an answer that says what is wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.sources.numbers import NotANumber, read_number


@pytest.mark.parametrize(
    ("text", "mark", "decimals", "number"),
    [
        ("15434", ".", 0, "15434"),
        ("163.3", ".", 1, "163.3"),
        ("163,3", ",", 1, "163.3"),
        ("163,3", ".", 1, "163.3"),
        ("15 434", ".", 0, "15434"),
        ("15\u00a0434", ",", 0, "15434"),
        ("1\u202f234\u202f567,25", ",", 2, "1234567.25"),
        ("1 234.567", ".", 0, "1234.567"),
        ("\u22123,5", ",", 1, "-3.5"),
        ("+7", ".", 0, "7"),
        ("1.234.567", ".", 0, "1234567"),
        ("1,234.5", ".", 1, "1234.5"),
        ("1.234,5", ",", 1, "1234.5"),
        ("0.123", ".", 0, "0.123"),
        ("1234.567", ".", 0, "1234.567"),
        ("1.234", ".", 3, "1.234"),
        ("1,234", ",", 3, "1.234"),
        ("2.90", ".", 1, "2.90"),
    ],
)
def test_a_number_with_one_meaning_is_read_exactly(text: str, mark: str, decimals: int, number: str) -> None:
    """Spaces between groups, both decimal marks and the true minus are understood; no digit is lost."""
    assert str(read_number(text, mark, decimals)) == number


@pytest.mark.parametrize(
    ("text", "mark", "decimals"),
    [
        ("1.234", ".", 0),
        ("1.234", ".", 2),
        ("1,234", ",", 1),
        ("1,234", ".", 0),
        ("1.234", ",", 3),
        ("-1.234", ".", 1),
    ],
)
def test_a_number_with_two_meanings_is_refused_with_both_readings(
    text: str, mark: str, decimals: int
) -> None:
    """One mark and exactly three digits after it may be decimals or thousands."""
    with pytest.raises(NotANumber) as caught:
        read_number(text, mark, decimals)
    assert caught.value.code == "number-ambiguous"
    assert "1.234" in caught.value.message
    assert "1234" in caught.value.message
    assert {
        Decimal(word) for word in caught.value.remedy.replace(",", "").split() if word.strip("-")[0].isdigit()
    } in (
        {Decimal("1.234"), Decimal("1234")},
        {Decimal("-1.234"), Decimal("-1234")},
    )


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("NaN", "status O"),
        ("inf", "digits only"),
        ("#N/A", "status O"),
        ("-", "status O"),
        ("..", "status O"),
        ("=SUM(B2:B4)", "paste it as a value"),
        ("1,23E+05", "check every digit"),
        ("79 %", "Leave the sign out"),
        ("noin 70", "digits only"),
        ("15 43", "digits only"),
        ("1.2.3", "digits only"),
        ("1,23,456", "digits only"),
        ("(12)", "write a minus"),
        ("\u0661\u0662", "digits 0 to 9"),
        ("0x1F", "digits only"),
        ("1_000", "digits only"),
        ("9" * 25, "digits only"),
        ("2024-12-31", "made a date of it"),
    ],
)
def test_what_is_no_number_is_answered_with_what_to_do(text: str, advice: str) -> None:
    """Python would take some of these for numbers, such as NaN, 1_000 and digits of other scripts."""
    with pytest.raises(NotANumber) as caught:
        read_number(text, ".", 0)
    assert caught.value.code == "not-a-number"
    assert text in caught.value.message
    assert advice in caught.value.remedy
