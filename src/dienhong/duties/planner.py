"""The office's calendar: what was opened, what is still to come, agreed days, days off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from dienhong.core.days import vietnam
from dienhong.core.days.calendar import WEEKLY_REST, WorkCalendar
from dienhong.core.days.periods import Period, period_of
from dienhong.core.refusal import Refused
from dienhong.duties.appointments import Appointment
from dienhong.duties.models import Duty, Occasion
from dienhong.duties.opening import Expected, expected
from dienhong.duties.routines import InForce, in_force
from dienhong.duties.spans import Span
from dienhong.organisation import queries as organisation

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing on a day: the words, what it is there for, where it is done."""

    words: str
    what: str
    path: str = ""
    look: str = ""


@dataclass(slots=True)
class Day:
    """A day of a month: why it is off, if it is, and what is on it."""

    day: date
    off: str = ""
    worked: bool = True
    is_today: bool = False
    outside: bool = False
    marks: list[Mark] = field(default_factory=list)


def coming(on: InForce, first: date, last: date) -> list[Expected]:
    """Return what has a window between two days and was not opened yet, by its day."""
    if on.version is None:
        return []
    go_live = organisation.agency().go_live_on
    found = list(expected(on, first, last, go_live))
    firsts = {each.period.first for each in found}
    rows = Occasion.objects.filter(first__in=firsts).values_list("routine", "unit", "first")
    there = set(rows)
    fresh = [each for each in found if _key(each) not in there]
    return sorted(fresh, key=lambda each: (each.window.due.day, each.title))


def _key(each: Expected) -> tuple[str, str, date]:
    return each.rhythm.routine.code, each.rhythm.unit, each.period.first


def weeks_of(
    month: Period,
    today: date,
    others: QuerySet[Duty],
    invited: Iterable[Appointment],
    lasting: Iterable[Span] = (),
) -> list[list[Day]]:
    """Return a month as weeks from Monday on, each day with what is on it.

    ``others`` are the duties of other chapters that the reader may see, ``invited`` to what the
    reader is to come, ``lasting`` what begins and ends on its days.
    """
    marks: dict[date, list[Mark]] = {}
    for day, mark in _marks(month, today, others):
        marks.setdefault(day, []).append(mark)
    for each in invited:
        said = f"mời dự {each.where}".strip()
        marks.setdefault(each.day, []).append(Mark(each.title, said, each.path, "agreed"))
    for span in lasting:
        for day, said in ((span.first, "bắt đầu"), (span.last, "ngày cuối")):
            mark = Mark(span.title, f"{said} {span.what}", span.path)
            marks.setdefault(day, []).append(mark)
    first = month.first - month.first.weekday() * _DAY
    last = month.last + (6 - month.last.weekday()) * _DAY
    calendar = vietnam.calendar()
    days = [
        _day(first + past * _DAY, month, today, calendar, marks)
        for past in range((last - first).days + 1)
    ]
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def _day(
    day: date, month: Period, today: date, calendar: WorkCalendar, marks: dict[date, list[Mark]]
) -> Day:
    outside = not month.first <= day <= month.last
    return Day(
        day=day,
        off=_name_of_day_off(day, calendar),
        worked=_is_working(day, calendar),
        is_today=day == today,
        outside=outside,
        marks=[] if outside else marks.get(day, []),
    )


def _is_working(day: date, calendar: WorkCalendar) -> bool:
    """Tell whether a day is worked; of a year that nobody knows yet, by its weekday."""
    try:
        return calendar.is_working(day)
    except Refused:
        return day.weekday() < 5  # noqa: PLR2004 (Saturday and Sunday)


def _name_of_day_off(day: date, calendar: WorkCalendar) -> str:
    """Return the name of a holiday, "làm bù" for a swapped day, "" for any other."""
    try:
        off = calendar.reason_off(day)
    except Refused:
        return ""
    if calendar.swap_on(day):
        return "làm bù"
    return "" if off is None or off.name in WEEKLY_REST else off.name


def _marks(month: Period, today: date, others: QuerySet[Duty]) -> Iterator[tuple[date, Mark]]:
    """Yield what is on the days of a month: openings, agreed days, last days."""
    first, last = month.first, month.last
    for row in occasions_touching(first, last):
        yield from _of_occasion(row, today)
    waiting = others.filter(occasion__isnull=True, done_on__isnull=True)
    for duty in waiting.filter(due_on__range=(first, last)):
        look = "late" if duty.is_late(today) else ""
        yield duty.due_on, Mark(duty.title, f"hạn, {duty.verb.lower()}", duty.path, look)
    if last >= today:
        for each in coming(in_force(today), max(first, today), last):
            yield each.window.opens_on, Mark(each.title, "bắt đầu làm được")
            yield each.window.due.day, Mark(each.title, "hạn")


def occasions_touching(first: date, last: date) -> Iterable[Occasion]:
    """Return the occasions that were opened and have a day between two days."""
    agreed = Q(agreed_on__range=(first, last))
    window = Q(opens_on__lte=last, duty__due_on__gte=first)
    return Occasion.objects.filter(agreed | window).select_related("duty")


def _of_occasion(row: Occasion, today: date) -> Iterator[tuple[date, Mark]]:
    title, path = row.duty.title, row.duty.path
    if row.closed_on is not None:
        done = f"đã làm ngày {row.done_on:%d/%m}" if row.done_on else "khép, không làm"
        yield row.done_on or row.closed_on, Mark(title, done, path, "done")
        return
    yield row.opens_on, Mark(title, "bắt đầu làm được", path)
    if row.agreed_on:
        at = f" {row.agreed_at:%H:%M}" if row.agreed_at else ""
        place = f", {row.place}" if row.place else ""
        yield row.agreed_on, Mark(title, f"hẹn{at}{place}", path, "agreed")
    look = "late" if row.duty.is_late(today) else ""
    yield row.duty.due_on, Mark(title, "hạn", path, look)


# The year.


@dataclass(frozen=True, slots=True)
class Cell:
    """A routine in a month of the year: the occasions whose last day lies in it."""

    said: str
    look: str
    path: str = ""


@dataclass(slots=True)
class Line:
    """A routine, or one rhythm of it, over the twelve months."""

    title: str
    unit: str
    cells: list[list[Cell]]


UNITS = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half_year": "6 tháng",
    "year": "hằng năm",
}


def year_of(year: int, today: date) -> list[Line]:
    """Return the routines of a year by month of their last day; several holders are counted."""
    whole = period_of("year", date(year, 1, 1))
    lines: dict[tuple[str, str], Line] = {}
    groups: dict[tuple[str, str, int], list[Occasion]] = {}
    rows = Occasion.objects.filter(duty__due_on__range=(whole.first, whole.last))
    for row in rows.select_related("duty"):
        groups.setdefault((row.routine, row.unit, row.duty.due_on.month), []).append(row)
    for (_, unit, month), found in groups.items():
        _line(lines, found[0].meant.title, unit).cells[month - 1].append(_cell_of(found, today))
    if whole.last >= today:
        for each in coming(in_force(today), max(whole.first, today), whole.last):
            due = each.window.due.day
            if due.year == year:
                line = _line(lines, each.rhythm.routine.title, each.rhythm.unit)
                line.cells[due.month - 1].append(Cell(f"{due:%d/%m}", "later"))
    return sorted(lines.values(), key=lambda line: (line.title, list(UNITS).index(line.unit)))


def _line(lines: dict[tuple[str, str], Line], title: str, unit: str) -> Line:
    return lines.setdefault((title, unit), Line(title, unit, [[] for _ in range(12)]))


def _cell_of(rows: list[Occasion], today: date) -> Cell:
    """Return what a month says of a routine: done, put aside, late or open."""
    path = rows[0].duty.path if len(rows) == 1 else ""
    waiting = [row for row in rows if row.is_open]
    many = f"{len(rows) - len(waiting)}/{len(rows)} " if len(rows) > 1 else ""
    if any(row.duty.is_late(today) for row in waiting):
        return Cell(f"{many}trễ", "late", path)
    if waiting:
        return Cell(f"{many}hạn {waiting[0].duty.due_on:%d/%m}", "open", path)
    done = [row.done_on for row in rows if row.done_on]
    return Cell(
        f"{many}{max(done):%d/%m}" if done else f"{many}không làm",
        "done" if done else "aside",
        path,
    )
