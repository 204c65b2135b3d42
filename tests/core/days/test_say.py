"""What people read about a due date."""

from datetime import date

import pytest

from dienhong.core.days import vietnam
from dienhong.core.days.say import say_day, say_done, say_due, say_weekday

VIETNAM = vietnam.calendar()
FRIDAY = date(2026, 2, 27)
PROVISIONAL = " (dự kiến: chưa có thông báo ngày nghỉ năm 2027)"


def test_a_week_is_named_in_full() -> None:
    assert [say_weekday(date(2026, 2, 23 + n)) for n in range(6)] == [
        "thứ Hai",
        "thứ Ba",
        "thứ Tư",
        "thứ Năm",
        "thứ Sáu",
        "thứ Bảy",
    ]
    assert say_day(date(2026, 3, 1)) == "Chủ nhật 01/03/2026"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 2, 24), "Còn 3 ngày làm việc, đến hết thứ Sáu 27/02/2026"),
        (FRIDAY, "Hôm nay là ngày cuối, đến hết thứ Sáu 27/02/2026"),
        (date(2026, 2, 28), "Đã hết hạn, hạn là thứ Sáu 27/02/2026"),
        (date(2026, 3, 3), "Trễ 2 ngày làm việc, hạn là thứ Sáu 27/02/2026"),
    ],
)
def test_a_due_date_is_said_by_what_is_left_or_late(today: date, said: str) -> None:
    assert say_due(VIETNAM, FRIDAY, today) == said


def test_a_run_that_ends_on_sunday_has_no_working_day_left_on_saturday() -> None:
    said = say_due(VIETNAM, date(2026, 1, 25), date(2026, 1, 24))

    assert said == "Không còn ngày làm việc nào, đến hết Chủ nhật 25/01/2026"


@pytest.mark.parametrize(
    ("due", "today", "said"),
    [
        (
            date(2027, 1, 5),
            date(2026, 12, 31),
            "Còn 2 ngày làm việc, đến hết thứ Ba 05/01/2027" + PROVISIONAL,
        ),
        (
            date(2026, 12, 31),
            date(2027, 1, 4),
            "Trễ 1 ngày làm việc, hạn là thứ Năm 31/12/2026" + PROVISIONAL,
        ),
    ],
)
def test_a_count_into_a_year_without_a_notice_says_so(due: date, today: date, said: str) -> None:
    assert say_due(VIETNAM, due, today) == said


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (date(2026, 2, 24), "Xong ngày 24/02/2026, trước hạn 3 ngày làm việc"),
        (FRIDAY, "Xong ngày 27/02/2026, trong hạn"),
        (date(2026, 2, 28), "Xong ngày 28/02/2026, sau hạn, hạn là thứ Sáu 27/02/2026"),
        (
            date(2026, 3, 3),
            "Xong ngày 03/03/2026, sau hạn 2 ngày làm việc, hạn là thứ Sáu 27/02/2026",
        ),
    ],
)
def test_a_finished_act_is_said_by_how_it_stands_to_its_due_date(done: date, said: str) -> None:
    assert say_done(VIETNAM, FRIDAY, done) == said
