"""Periods against a slow oracle that walks day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.days.periods import (
    UNITS,
    Period,
    next_period,
    period_of,
    periods_between,
    previous_period,
)

DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1))
_DAY = timedelta(days=1)


def begins(unit: str, day: date) -> bool:
    """Tell whether a period of the unit begins on a day."""
    months = {"month": range(1, 13), "quarter": (1, 4, 7, 10), "half_year": (1, 7), "year": (1,)}
    if unit == "week":
        return day.weekday() == 0
    return day.day == 1 and day.month in months[unit]


@given(st.sampled_from(UNITS), DAYS)
def test_a_period_runs_from_the_last_beginning_to_the_day_before_the_next(
    unit: str, day: date
) -> None:
    first = day
    while not begins(unit, first):
        first -= _DAY
    last = day
    while not begins(unit, last + _DAY):
        last += _DAY

    assert period_of(unit, day) == Period(first, last, unit)


@given(st.sampled_from(UNITS), DAYS)
def test_periods_follow_each_other_without_gap_or_overlap(unit: str, day: date) -> None:
    period = period_of(unit, day)

    assert next_period(period).first == period.last + _DAY
    assert previous_period(next_period(period)) == period


@given(st.sampled_from(UNITS), DAYS, st.integers(0, 800))
def test_between_two_days_each_period_comes_once(unit: str, first: date, days: int) -> None:
    last = first + days * _DAY
    found = list(periods_between(unit, first, last))

    assert found[0].first <= first
    assert found[-1].last >= last
    assert [each.first for each in found[1:]] == [each.last + _DAY for each in found[:-1]]


@pytest.mark.parametrize(
    ("unit", "day", "said"),
    [
        ("week", date(2027, 1, 1), "tuần 53/2026"),
        ("month", date(2024, 2, 29), "tháng 2/2024"),
        ("quarter", date(2026, 3, 31), "quý I/2026"),
        ("quarter", date(2026, 12, 31), "quý IV/2026"),
        ("half_year", date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("half_year", date(2026, 7, 1), "6 tháng cuối năm 2026"),
        ("year", date(2026, 2, 1), "năm 2026"),
    ],
)
def test_a_period_is_called_as_papers_call_it(unit: str, day: date, said: str) -> None:
    assert period_of(unit, day).said == said


@given(DAYS)
def test_the_first_and_last_month_of_a_period_lie_in_it(day: date) -> None:
    for unit in UNITS:
        period = period_of(unit, day)
        assert period.first <= period.first_month_ends_on <= period.last
        assert period.first <= period.last_month_begins_on <= period.last


def test_a_unit_that_is_none_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        period_of("fortnight", date(2026, 1, 1))
