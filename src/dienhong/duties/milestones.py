"""When people are reminded of a duty: which milestones its days have, and which one has come.

Pure, in days only. No regulation says how often to remind: the steps are ours, few, and each has
its day by the calendar of working days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from dienhong.core.days.calendar import WEEKDAYS, WEEKLY_REST, WorkCalendar
from dienhong.core.refusal import Refused

OPENED, SOON, LAST_DAY, LATE = "opened", "soon", "last_day", "late"
# So many working days before the last one, and so many between two words about what is late.
BEFORE, AGAIN = 3, 5
_SAID = {OPENED: "Việc mới", SOON: "Sắp đến hạn", LAST_DAY: "Ngày cuối"}
_INVITED = {OPENED: "Mời dự", SOON: "Sắp đến ngày", LAST_DAY: "Đến ngày"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a duty and the day on which it comes; of a late one also how late that is.

    ``code`` is "opened", "soon", "last_day", "late", or "late_5", "late_10" … for each further
    five working days.
    """

    code: str
    day: date

    @property
    def is_late(self) -> bool:
        """Tell whether the term was over: then the level above is told as well."""
        return self.code.startswith(LATE)


def say(code: str) -> str:
    """Return a milestone in Vietnamese; what is none was told by hand."""
    step, _, more = code.partition("_")
    if step == LATE:
        return f"Trễ quá {more} ngày làm việc" if more else "Trễ hạn"
    return _SAID.get(code, "Nhắc trực tiếp")


def say_invited(code: str) -> str:
    """Return a milestone before something to which one is invited in Vietnamese."""
    return _INVITED[code]


def newest(
    calendar: WorkCalendar, opened: date, due: date, today: date, *, never_late: bool = False
) -> Milestone:
    """Return the milestone of a duty that came last, up to and including ``today``.

    ``never_late`` holds for what was carried over from before go-live. What was opened when its
    last days had already come begins with the milestone of that day.
    """
    found = Milestone(OPENED, opened)
    last = _last_working_day(calendar, due)
    for code, day in ((SOON, _before(calendar, last)), (LAST_DAY, last)):
        if opened < day <= today:
            found = Milestone(code, day)
    if never_late or today <= due:
        return found
    return _late(calendar, due, today) or found


def _late(calendar: WorkCalendar, due: date, today: date) -> Milestone | None:
    """Return the newest step of lateness; none yet on the days off right after the last day."""
    found, late, day = None, 0, due
    while day < today:
        day += _DAY
        late += _is_working(calendar, day)
        if late % AGAIN == 1 and _is_working(calendar, day):
            found = Milestone(f"{LATE}_{late - 1}" if late > 1 else LATE, day)
    return found


def _before(calendar: WorkCalendar, last: date) -> date:
    """Return the working day that lies three working days before the last one."""
    day, left = last, BEFORE
    while left:
        day -= _DAY
        left -= _is_working(calendar, day)
    return day


def _last_working_day(calendar: WorkCalendar, due: date) -> date:
    """Return the day on which the office can last do it: a term may end on a Sunday."""
    day = due
    while not _is_working(calendar, day):
        day -= _DAY
    return day


def _is_working(calendar: WorkCalendar, day: date) -> bool:
    """Say whether a day is worked; in a year that the calendar does not know, by its weekday."""
    try:
        return calendar.is_working(day)
    except Refused:
        return WEEKDAYS[day.weekday()] not in WEEKLY_REST
