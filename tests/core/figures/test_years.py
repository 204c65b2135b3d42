"""Two years beside each other: what is the same figure, and by how much it differs."""

from decimal import Decimal

import pytest

from dienhong.core.figures.number import Number
from dienhong.core.figures.years import Change, column_key, key_of


def number(text: str) -> Number:
    """Return a number."""
    return Number(Decimal(text))


@pytest.mark.parametrize(
    ("now", "before", "difference", "percent"),
    [
        ("1200", "1000", "+200", "+20,0%"),
        ("1000", "1200", "-200", "-16,7%"),
        ("5", "5", "0", "0,0%"),
        ("5", "0", "+5", ""),
        ("-50", "-100", "+50", "+50,0%"),
    ],
)
def test_a_figure_is_told_beside_that_of_the_year_before(
    now: str, before: str, difference: str, percent: str
) -> None:
    change = Change(number(now), number(before))

    assert (change.difference, change.percent) == (difference, percent)


def test_where_one_year_has_nothing_nothing_is_said() -> None:
    assert Change(number("5"), None).difference == Change(None, number("5")).percent == ""


def test_the_same_row_and_column_are_found_again_a_year_later() -> None:
    assert column_key("Dự toán năm 2026", 2026) == column_key("Dự toán năm 2025", 2025)
    assert column_key("Thực hiện 2025", 2026) == column_key("Thực hiện 2024", 2025)
    assert column_key("Dự toán năm 2026", 2026) != column_key("Quyết toán năm 2025", 2025)
    assert key_of("1.", "Điện,  nước", 2026) == key_of("1", "Điện, nước", 2025)
