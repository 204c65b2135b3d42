"""Numbers of tables: read as they are written here, said as they are read, never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.figures.number import Number, is_number, read, unkept
from dienhong.core.refusal import Refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234.567,89", "1234567.89"),
        ("1234567", "1234567"),
        ("12,5", "12.5"),
        ("-1.000", "-1000"),
        ("\N{MINUS SIGN}5", "-5"),
        ("(1.250,5)", "-1250.5"),
        ("+7", "7"),
        ("1 250 000", "1250000"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_it_is_written_here(text: str, value: str) -> None:
    assert read(text) == Number(Decimal(value))


def test_a_percentage_stays_one() -> None:
    assert read("12,5 %") == Number(Decimal("12.5"), percent=True)
    assert read("12,5%") == unkept("12.5%")


@pytest.mark.parametrize("text", ["", "  ", "-", "–", "x"])
def test_an_empty_cell_is_no_number_and_no_nought(text: str) -> None:
    assert read(text) is None
    assert not is_number(text)


@pytest.mark.parametrize("text", ["1.5", "1,234,567", "12.34.567", "1.234,5,6", "--5"])
def test_what_may_be_two_numbers_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="chưa rõ là số nào") as caught:
        read(text)
    assert "1.234.567,89" in caught.value.cure


@pytest.mark.parametrize("text", ["mười", "12 máy", "=1+1", "1e9", "٣"])
def test_words_and_formulas_are_no_numbers(text: str) -> None:
    with pytest.raises(Refused, match=r"không phải số|chưa rõ"):
        read(text)


def test_a_long_number_is_not_rounded() -> None:
    digits = "1" * 37
    assert read(f"-{digits}") == Number(Decimal(f"-{digits}"))


@given(st.decimals(-(10**15), 10**15, places=2), st.booleans())
def test_what_is_said_is_read_again_and_what_is_kept_too(value: Decimal, percent: bool) -> None:
    number = Number(value, percent)
    assert read(number.said) == number
    assert unkept(number.kept) == number
