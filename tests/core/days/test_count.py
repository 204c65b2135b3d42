"""Counting days: the dates that people act on, and the steps that lead to them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.days.count import (
    add_working_days,
    days_late,
    due_in_days,
    due_in_working_days,
    run_of_days,
    working_days_between,
    working_days_left,
)
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.refusal import Refused

VIETNAM = vietnam.calendar()
FIRST_DAY = Citation("bo-luat-dan-su-2015", "dieu-147.khoan-2")
MOVES = Citation("bo-luat-dan-su-2015", "dieu-148.khoan-5")
NOTICE = Citation("thong-bao-9441-tb-bnv-2025")
TERM = Citation("quy-che-1", "dieu-10.khoan-2.gach-1")

days = st.dates(date(2023, 1, 1), date(2026, 12, 1))
terms = st.integers(1, 90)


def feb(day: int) -> date:
    return date(2026, 2, day)


def test_a_decision_of_13_february_is_published_by_the_27th_after_tet() -> None:
    due = due_in_working_days(VIETNAM, feb(13), 5, event="Ký quyết định", source=TERM)

    assert due == Derivation(
        day=feb(27),
        steps=(
            Step(feb(13), feb(13), StepKind.START, "Ký quyết định. Ngày đầu không tính", FIRST_DAY),
            Step(feb(14), feb(15), StepKind.SKIPPED, "Bỏ qua: thứ Bảy, Chủ nhật"),
            Step(feb(16), feb(20), StepKind.SKIPPED, "Bỏ qua: Tết Nguyên đán, 5 ngày", NOTICE),
            Step(feb(21), feb(22), StepKind.SKIPPED, "Bỏ qua: thứ Bảy, Chủ nhật"),
            Step(feb(23), feb(27), StepKind.COUNTED, "Ngày làm việc thứ 1 đến thứ 5"),
            Step(feb(27), feb(27), StepKind.END, "Hết hạn 5 ngày làm việc", TERM),
        ),
        calendar="Lịch làm việc Việt Nam, bản 2026.2",
        provisional=False,
    )


def test_three_working_days_from_13_february_end_on_the_25th() -> None:
    due = due_in_working_days(VIETNAM, feb(13), 3, event="Ký quyết định", source=TERM)

    assert due.day == feb(25)


def test_a_saturday_worked_in_place_of_a_friday_is_counted_and_explained() -> None:
    due = due_in_working_days(
        VIETNAM, date(2025, 4, 24), 4, event="Nhận đơn", source=None, not_counted_source=None
    )
    notice = Citation("thong-bao-6150-tb-bldtbxh-2024")

    assert due.day == date(2025, 4, 29)
    assert due.steps[1:3] == (
        Step(date(2025, 4, 25), date(2025, 4, 25), StepKind.COUNTED, "Ngày làm việc thứ 1"),
        Step(
            date(2025, 4, 26),
            date(2025, 4, 26),
            StepKind.COUNTED,
            "Ngày làm việc thứ 2: thứ Bảy làm bù cho ngày 02/05/2025",
            notice,
        ),
    )
    assert due.steps[0].source is None


def test_a_due_date_that_leans_on_a_year_without_a_notice_says_so() -> None:
    due = due_in_working_days(VIETNAM, date(2027, 2, 3), 1, event="Nhận đơn", source=TERM)

    assert due.day == date(2027, 2, 11)
    assert due.provisional
    assert [step.reason for step in due.steps] == [
        "Nhận đơn. Ngày đầu không tính",
        "Bỏ qua: Tết Nguyên đán, 5 ngày (dự kiến)",
        "Bỏ qua: nghỉ bù Tết Nguyên đán, 2 ngày (dự kiến)",
        "Ngày làm việc thứ 1",
        "Hết hạn 1 ngày làm việc",
    ]


def test_a_provisional_year_that_only_holds_the_event_makes_nothing_provisional() -> None:
    calendar = WorkCalendar("Lịch riêng", frozenset({2030, 2031}), frozenset({2030}))

    # Tuesday 31/12/2030 is the event's own day, which is not counted.
    after = due_in_working_days(calendar, date(2030, 12, 31), 1, event="Nhận đơn", source=TERM)
    across = due_in_working_days(calendar, date(2030, 12, 30), 2, event="Nhận đơn", source=TERM)

    assert (after.day, after.provisional) == (date(2031, 1, 1), False)
    assert (across.day, across.provisional) == (date(2031, 1, 1), True)


def test_two_days_of_one_name_stand_apart_when_different_acts_make_them_days_off() -> None:
    due = due_in_working_days(VIETNAM, date(2026, 8, 28), 1, event="Ký quyết định", source=TERM)

    assert [(step.first.day, step.reason, step.source) for step in due.steps[1:-2]] == [
        (29, "Bỏ qua: thứ Bảy, Chủ nhật", None),
        (31, "Bỏ qua: nghỉ hoán đổi, làm bù thứ Bảy 22/08/2026", NOTICE),
        (1, "Bỏ qua: Quốc khánh", NOTICE),
        (2, "Bỏ qua: Quốc khánh", Citation("bo-luat-lao-dong-2019", "dieu-112.khoan-1.diem-dd")),
    ]


def test_the_first_day_is_not_counted_so_a_start_before_the_known_years_is_no_matter() -> None:
    due = due_in_working_days(VIETNAM, date(2022, 12, 31), 1, event="Nhận đơn", source=TERM)

    assert due.day == date(2023, 1, 3)


def test_fifteen_days_that_end_on_a_saturday_move_to_monday() -> None:
    due = due_in_days(VIETNAM, feb(6), 15, event="Nhận kiến nghị", source=TERM)

    assert due.day == feb(23)
    assert due.calendar == VIETNAM.version
    assert due.steps == (
        Step(feb(6), feb(6), StepKind.START, "Nhận kiến nghị. Ngày đầu không tính", FIRST_DAY),
        Step(feb(7), feb(21), StepKind.COUNTED, "Ngày thứ 1 đến thứ 15, tính cả ngày nghỉ"),
        Step(
            feb(21),
            feb(21),
            StepKind.MOVED,
            "Ngày cuối là ngày nghỉ, chuyển sang ngày làm việc tiếp theo",
            MOVES,
        ),
        Step(feb(21), feb(22), StepKind.SKIPPED, "Bỏ qua: thứ Bảy, Chủ nhật"),
        Step(feb(23), feb(23), StepKind.END, "Hết hạn 15 ngày", TERM),
    )


def test_days_that_end_on_a_working_day_stay_there() -> None:
    due = due_in_days(VIETNAM, feb(9), 15, event="Nhận kiến nghị", source=TERM)

    assert due.day == feb(24)
    assert [step.kind for step in due.steps] == [StepKind.START, StepKind.COUNTED, StepKind.END]


def test_an_end_on_a_single_holiday_keeps_the_act_that_makes_it_one() -> None:
    due = due_in_days(VIETNAM, date(2026, 11, 23), 1, event="Nhận đơn", source=TERM)

    assert due.day == date(2026, 11, 25)
    assert due.steps[1].reason == "Ngày thứ 1, tính cả ngày nghỉ"
    assert due.steps[3] == Step(
        date(2026, 11, 24),
        date(2026, 11, 24),
        StepKind.SKIPPED,
        "Bỏ qua: Ngày Văn hóa Việt Nam",
        Citation("nghi-quyet-28-2026-qh16", "dieu-2"),
    )


def test_a_notice_posted_on_5_january_stays_from_the_6th_to_the_25th_a_sunday() -> None:
    run = run_of_days(date(2026, 1, 5), 20, source=TERM)

    assert run == Derivation(
        day=date(2026, 1, 25),
        steps=(
            Step(
                date(2026, 1, 5),
                date(2026, 1, 5),
                StepKind.START,
                "Niêm yết. Ngày đầu không tính",
                FIRST_DAY,
            ),
            Step(
                date(2026, 1, 6),
                date(2026, 1, 25),
                StepKind.COUNTED,
                "Ngày thứ 1 đến thứ 20, tính cả ngày nghỉ",
            ),
            Step(
                date(2026, 1, 25),
                date(2026, 1, 25),
                StepKind.END,
                "Đủ 20 ngày liên tục; từ ngày 26/01/2026 được gỡ",
                TERM,
            ),
        ),
    )


def test_a_term_into_a_year_that_is_not_known_is_refused() -> None:
    with pytest.raises(Refused, match="chưa có năm 2028"):
        due_in_working_days(VIETNAM, date(2027, 12, 30), 5, event="Nhận đơn", source=TERM)


def test_a_term_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least 1, not 0"):
        due_in_working_days(VIETNAM, feb(13), 0, event="Ký", source=TERM)
    with pytest.raises(ValueError, match="at least 1, not 0"):
        due_in_days(VIETNAM, feb(13), 0, event="Ký", source=TERM)
    with pytest.raises(ValueError, match="at least 1, not -1"):
        run_of_days(feb(13), -1)
    with pytest.raises(ValueError, match="at least 0, not -1"):
        add_working_days(VIETNAM, feb(13), -1)


def test_days_are_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="2026-02-12 is before 2026-02-13"):
        working_days_between(VIETNAM, feb(13), feb(12))


def test_late_days_and_days_left_are_working_days() -> None:
    due = feb(27)  # a Friday

    assert [working_days_left(VIETNAM, due, day) for day in (feb(13), feb(24), feb(26))] == [
        5,
        3,
        1,
    ]
    assert working_days_left(VIETNAM, due, feb(27)) == 0
    assert days_late(VIETNAM, due, feb(27)) == 0
    assert days_late(VIETNAM, due, feb(28)) == 0  # Saturday: no working day has begun
    assert days_late(VIETNAM, due, date(2026, 3, 3)) == 2
    assert working_days_left(VIETNAM, due, date(2026, 3, 3)) == 0


@given(days, terms)
def test_counting_between_undoes_adding(start: date, count: int) -> None:
    end = add_working_days(VIETNAM, start, count)

    assert working_days_between(VIETNAM, start, end) == count
    assert VIETNAM.is_working(end)


@given(days, terms)
def test_one_working_day_more_ends_later(start: date, count: int) -> None:
    assert add_working_days(VIETNAM, start, count) < add_working_days(VIETNAM, start, count + 1)


@given(days, st.integers(0, 30), terms)
def test_a_later_start_never_ends_earlier(start: date, later: int, count: int) -> None:
    second = start + timedelta(days=later)

    assert add_working_days(VIETNAM, start, count) <= add_working_days(VIETNAM, second, count)


@given(days, terms)
def test_the_steps_account_for_each_day_once_and_only_counted_ones_count(
    start: date, count: int
) -> None:
    due = due_in_working_days(VIETNAM, start, count, event="Nhận đơn", source=TERM)
    spans = due.steps[1:-1]

    told = [
        (step.first + timedelta(days=n), step.kind)
        for step in spans
        for n in range((step.last - step.first).days + 1)
    ]
    length = (due.day - start).days
    assert [day for day, _ in told] == [start + timedelta(days=n + 1) for n in range(length)]
    assert all((kind is StepKind.COUNTED) == VIETNAM.is_working(day) for day, kind in told)
    assert sum(kind is StepKind.COUNTED for _, kind in told) == count


@given(days, terms)
def test_an_end_moves_to_the_first_working_day_and_no_further(start: date, count: int) -> None:
    counted = start + timedelta(days=count)
    end = due_in_days(VIETNAM, start, count, event="Nhận đơn", source=TERM).day

    assert VIETNAM.is_working(end)
    between = [counted + timedelta(days=n) for n in range((end - counted).days)]
    assert not any(VIETNAM.is_working(day) for day in between)
    assert end >= counted


@given(days, days)
def test_a_day_is_either_left_or_late(due: date, today: date) -> None:
    left, late = working_days_left(VIETNAM, due, today), days_late(VIETNAM, due, today)

    first, last = min(due, today), max(due, today)
    assert left + late == working_days_between(VIETNAM, first, last)
    assert 0 in (left, late)
