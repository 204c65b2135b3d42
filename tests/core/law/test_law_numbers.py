"""Numbers as regulations write them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.finding.numbers import NUMBER, read_number

UNITS = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
AFTER_TENS = [*UNITS[:5], "lăm", *UNITS[6:]]
WHOLE = re.compile(NUMBER, re.IGNORECASE)


def in_words(number: int) -> str:
    tens, unit = divmod(number, 10)
    if not tens:
        return UNITS[unit]
    begun = "mười" if tens == 1 else f"{UNITS[tens]} mươi"
    return f"{begun} {AFTER_TENS[unit]}".strip()


@given(st.integers(1, 99))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert WHOLE.fullmatch(in_words(number))
    assert read_number(in_words(number)) == number


@given(st.integers(0, 999))
def test_a_number_in_digits_is_read_back_with_or_without_zero(number: int) -> None:
    assert read_number(str(number)) == read_number(f"{number:02}") == number


@pytest.mark.parametrize(
    ("words", "value"), [("hai mươi mốt", 21), ("Ba mươi tư", 34), ("hai mươi năm", 25)]
)
def test_other_spellings(words: str, value: int) -> None:
    assert read_number(words) == value
