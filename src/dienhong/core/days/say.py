"""Days and due dates in the words that people read."""

from datetime import date

from dienhong.core.days import count
from dienhong.core.days.calendar import WEEKDAYS, WorkCalendar
from dienhong.core.days.runs import State

# What a posting was on a day: did it hang?
STATES = {
    State.BEFORE: "không, chưa niêm yết",
    State.HUNG: "có",
    State.GAP: "không, đứt quãng",
    State.OUTDATED: "không tính, tờ dán chưa theo bản đính chính",
    State.AFTER: "không, đã kết thúc",
}


def say_weekday(day: date) -> str:
    """Return the weekday: ``thứ Sáu``, ``Chủ nhật``."""
    return WEEKDAYS[day.weekday()]


def say_day(day: date) -> str:
    """Return a day with its weekday: ``thứ Sáu 27/02/2026``."""
    return f"{say_weekday(day)} {day:%d/%m/%Y}"


def say_due(calendar: WorkCalendar, due: date, today: date) -> str:
    """Return how ``due`` stands on ``today``: what is left, the last day, or how late.

    A due date that leans on a provisional year says so. Raises Refused for an
    unknown year.
    """
    if today > due:
        said = _say_late(calendar, due, today)
    elif today == due:
        said = f"Hôm nay là ngày cuối, đến hết {say_day(due)}"
    else:
        said = _say_left(calendar, due, today)
    return said + _say_provisional(calendar, due, today)


def say_done(calendar: WorkCalendar, due: date, done: date) -> str:
    """Return how an act finished on ``done`` stands to its ``due`` date."""
    said = f"Xong ngày {done:%d/%m/%Y}"
    if done <= due:
        left = count.working_days_left(calendar, due, done)
        return f"{said}, trước hạn {_working(left)}" if left else f"{said}, trong hạn"
    late = count.days_late(calendar, due, done)
    after = f"sau hạn {_working(late)}" if late else "sau hạn"
    return f"{said}, {after}, hạn là {say_day(due)}"


def _say_late(calendar: WorkCalendar, due: date, today: date) -> str:
    late = count.days_late(calendar, due, today)
    # On the weekend after a Friday the term is over, yet no working day has begun.
    head = f"Trễ {_working(late)}" if late else "Đã hết hạn"
    return f"{head}, hạn là {say_day(due)}"


def _say_left(calendar: WorkCalendar, due: date, today: date) -> str:
    left = count.working_days_left(calendar, due, today)
    # A run of days may end on a Sunday, with no working day before it.
    head = f"Còn {_working(left)}" if left else "Không còn ngày làm việc nào"
    return f"{head}, đến hết {say_day(due)}"


def _say_provisional(calendar: WorkCalendar, due: date, today: date) -> str:
    years = calendar.provisional_between(min(due, today), max(due, today))
    if not years:
        return ""
    named = ", ".join(str(year) for year in years)
    return f" (dự kiến: chưa có thông báo ngày nghỉ năm {named})"


def _working(number: int) -> str:
    return f"{number} ngày làm việc"
