"""Which milestone of a duty has come, against an oracle that walks from day to day."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dienhong.core.days import vietnam
from dienhong.core.days.calendar import DayOff, SwappedIn, WorkCalendar
from dienhong.duties.milestones import newest

CALENDAR = vietnam.calendar()
_DAY = timedelta(days=1)


def works(calendar: WorkCalendar, day: date) -> bool:
    """Say whether a day is worked; outside the known years Monday to Friday are."""
    return calendar.is_working(day) if day.year in calendar.years else day.weekday() < 5


def walked(
    calendar: WorkCalendar, opened: date, due: date, today: date, *, never_late: bool = False
) -> str:
    """Say what the oracle heard last, going from the day of opening to today."""
    heard, late, day = "opened", 0, opened
    first_late = min(due, opened)
    while first_late < opened:  # opened when it was late already
        first_late += _DAY
        late += first_late > due and works(calendar, first_late)
        if first_late > due and works(calendar, first_late) and late % 5 == 1 and not never_late:
            heard = "late" if late == 1 else f"late_{late - 1}"
    while day < today:
        day += _DAY
        working = works(calendar, day)
        left = sum(works(calendar, d) for d in _between(day, due))
        if day <= due and working:
            heard = {3: "soon", 0: "last_day"}.get(left, heard)
        if day > due and working and not never_late:
            late += 1
            if late % 5 == 1:
                heard = "late" if late == 1 else f"late_{late - 1}"
    return heard


def _between(day: date, due: date) -> list[date]:
    """Return the days after ``day`` up to and including ``due``."""
    return [day + number * _DAY for number in range(1, (due - day).days + 1)]


days = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@given(days, st.integers(0, 40), st.integers(0, 60), st.booleans())
@example(date(2026, 12, 20), 15, 30, False)  # over the year's end
@example(date(2028, 2, 25), 4, 10, False)  # a leap day, in a year that the calendar does not know
@example(date(2026, 2, 6), 9, 20, False)  # Tết before the last day
@example(date(2026, 2, 10), 3, 20, False)  # Tết after it
@example(date(2026, 8, 20), 2, 12, False)  # a Saturday worked for a Monday
@example(date(2026, 5, 27), 4, 1, False)  # a term that ends on a Sunday
def test_the_newest_milestone_is_what_one_hears_walking_from_day_to_day(
    opened: date, term: int, passed: int, never_late: bool
) -> None:
    due, today = opened + term * _DAY, opened + passed * _DAY
    found = newest(CALENDAR, opened, due, today, never_late=never_late)

    assert found.code == walked(CALENDAR, opened, due, today, never_late=never_late)
    assert opened <= found.day <= today
    assert found.is_late == found.code.startswith("late")


@given(st.integers(0, 30), st.integers(0, 60), st.sets(st.integers(0, 60), max_size=12))
def test_a_calendar_that_changes_in_mid_term_moves_the_milestones_that_have_not_come(
    term: int, passed: int, off: set[int]
) -> None:
    """The new one counts from the next day on as if it had always been there."""
    opened = date(2026, 3, 2)
    other = WorkCalendar(
        "bản khác",
        frozenset({2026}),
        days_off=tuple(DayOff(opened + n * _DAY, "nghỉ đột xuất") for n in sorted(off)),
    )
    due, today = opened + term * _DAY, opened + passed * _DAY

    assert newest(other, opened, due, today).code == walked(other, opened, due, today)


def test_the_milestones_of_one_duty_in_their_order() -> None:
    opened, due = date(2026, 3, 2), date(2026, 3, 13)  # a Monday, a Friday
    heard = {newest(CALENDAR, opened, due, opened + n * _DAY) for n in range(32)}

    assert sorted((each.day, each.code) for each in heard) == [
        (date(2026, 3, 2), "opened"),
        (date(2026, 3, 10), "soon"),
        (date(2026, 3, 13), "last_day"),
        (date(2026, 3, 16), "late"),
        (date(2026, 3, 23), "late_5"),
        (date(2026, 3, 30), "late_10"),
    ]


def test_a_weekend_after_the_last_day_says_nothing_new() -> None:
    assert newest(CALENDAR, date(2026, 3, 2), date(2026, 3, 13), date(2026, 3, 15)).code == (
        "last_day"
    )


def test_a_term_that_ends_on_a_sunday_has_its_last_day_on_the_friday() -> None:
    found = newest(CALENDAR, date(2026, 5, 1), date(2026, 5, 31), date(2026, 5, 29))

    assert (found.code, found.day) == ("last_day", date(2026, 5, 29))


def test_a_saturday_worked_for_another_day_counts() -> None:
    swapped = WorkCalendar(
        "thử",
        frozenset({2026}),
        swapped_in=(SwappedIn(date(2026, 3, 14), date(2026, 3, 16)),),
        days_off=(DayOff(date(2026, 3, 16), "nghỉ hoán đổi"),),
    )

    assert newest(swapped, date(2026, 3, 2), date(2026, 3, 13), date(2026, 3, 14)).code == "late"


@pytest.mark.parametrize("passed", [20, 40, 400])
def test_what_was_carried_over_is_never_late(passed: int) -> None:
    opened, due = date(2026, 3, 2), date(2026, 3, 13)
    found = newest(CALENDAR, opened, due, opened + passed * _DAY, never_late=True)

    assert found.code == "last_day"
