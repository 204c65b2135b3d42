"""Counting against a slow oracle that goes from day to day, on our table and on any other.

Named examples hold what happens rarely: the year's end, the leap day, Tết, a swapped Saturday, a
calendar that is changed in mid-term. The oracle asks the rows of a calendar, none of its answers.
"""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from dienhong.core.days import vietnam
from dienhong.core.days.calendar import DayOff, SwappedIn, WorkCalendar
from dienhong.core.days.count import (
    add_working_days,
    days_late,
    due_in_days,
    due_in_working_days,
    run_of_days,
    working_days_between,
    working_days_left,
)

TABLE = vietnam.calendar()
_DAY = timedelta(days=1)
_MOST_OFF = 25
_SATURDAY = 5


def worked(calendar: WorkCalendar, day: date) -> bool:
    """Tell whether a day is worked, from the bare rows."""
    if any(row.day == day for row in calendar.swapped_in):
        return True
    return day.weekday() < _SATURDAY and all(row.day != day for row in calendar.days_off)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Draw a table of three years, the middle one a leap year, with swapped Saturdays."""
    first = date(2023, 1, 1)
    drawn = draw(st.sets(st.integers(0, 1095), max_size=_MOST_OFF))
    days = sorted(first + number * _DAY for number in drawn)
    saturdays = [day for day in days if day.weekday() == _SATURDAY]
    return WorkCalendar(
        "lịch thử",
        frozenset(range(2023, 2027)),
        days_off=tuple(DayOff(day, "nghỉ") for day in days if day.weekday() < _SATURDAY),
        swapped_in=tuple(SwappedIn(day, day - _DAY) for day in saturdays),
    )


starts = st.dates(date(2023, 1, 1), date(2025, 10, 1))
terms = st.integers(1, 60)
either = st.one_of(st.just(TABLE), calendars())

YEAR_END = (TABLE, date(2025, 12, 24), 8)  # the first of January lies in it
LEAP_DAY = (TABLE, date(2024, 2, 27), 2)  # ends on 29 February
TET = (TABLE, date(2026, 2, 13), 5)  # nine days off in the middle
SWAPPED = (TABLE, date(2026, 8, 20), 2)  # Saturday 22 August is worked


def last_by_walking(calendar: WorkCalendar, start: date, count: int) -> date:
    """Go on from day to day until so many days were worked."""
    day, left = start, count
    while left:
        day += _DAY
        left -= worked(calendar, day)
    return day


@given(either, starts, terms)
@example(*YEAR_END)
@example(*LEAP_DAY)
@example(*TET)
@example(*SWAPPED)
def test_a_term_of_working_days_ends_where_walking_ends(
    calendar: WorkCalendar, start: date, count: int
) -> None:
    last = last_by_walking(calendar, start, count)

    assert add_working_days(calendar, start, count) == last
    found = due_in_working_days(calendar, start, count, event="Nhận đơn", source=None)
    assert (found.day, found.calendar) == (last, calendar.version)
    assert working_days_between(calendar, start, last) == count


@given(either, starts, terms)
@example(*YEAR_END)
@example(*LEAP_DAY)
@example(*TET)
@example(TABLE, date(2026, 8, 12), 10)  # ends on the Saturday that is worked: it stays there
def test_a_term_of_days_ends_on_the_first_day_that_is_worked(
    calendar: WorkCalendar, start: date, count: int
) -> None:
    last = start
    for _ in range(count):
        last += _DAY
    run = last
    while not worked(calendar, last):
        last += _DAY

    assert due_in_days(calendar, start, count, event="Nhận đơn", source=None).day == last
    assert run_of_days(start, count).day == run


@given(either, starts, st.integers(0, 90))
@example(*YEAR_END)
@example(*LEAP_DAY)
@example(*TET)
@example(*SWAPPED)
def test_what_is_left_and_what_is_late_is_counted_day_by_day(
    calendar: WorkCalendar, today: date, apart: int
) -> None:
    days = [today + number * _DAY for number in range(1, apart + 1)]
    counted, other = sum(worked(calendar, day) for day in days), today + apart * _DAY

    assert working_days_left(calendar, other, today) == counted
    assert days_late(calendar, today, other) == counted


def test_the_named_examples_are_what_they_are_called() -> None:
    """An example that the table no longer bears out would pass for another reason."""
    assert last_by_walking(*YEAR_END).year == YEAR_END[1].year + 1
    assert last_by_walking(*LEAP_DAY) == date(2024, 2, 29)
    assert (last_by_walking(*TET) - TET[1]).days > TET[2] + 6
    assert last_by_walking(*SWAPPED) == date(2026, 8, 22)
    assert date(2026, 8, 22).weekday() == _SATURDAY


@given(starts, terms, st.integers(1, 60), calendars())
def test_a_calendar_that_changes_in_mid_term_counts_as_if_it_had_always_been_there(
    start: date, count: int, passed: int, other: WorkCalendar
) -> None:
    """The day is counted again from the event, under the new table alone (``recounting``)."""
    before = due_in_working_days(TABLE, start, count, event="Nhận đơn", source=None)
    again = due_in_working_days(other, start, count, event="Nhận đơn", source=None)
    today = start + min(passed, (before.day - start).days) * _DAY

    assert again.day == last_by_walking(other, start, count)
    waiting = working_days_left(other, again.day, today)
    done = sum(worked(other, start + n * _DAY) for n in range(1, (today - start).days + 1))
    assert waiting == max(0, count - done)
