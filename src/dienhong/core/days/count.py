"""Counting days and working days, and showing step by step how a date was found."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from dienhong.core.citation import Citation
from dienhong.core.days.calendar import WEEKDAYS, WEEKLY_REST, SwappedIn, WorkCalendar
from dienhong.core.days.conventions import END_MOVES, FIRST_DAY_NOT_COUNTED
from dienhong.core.derivation import Derivation, Step, StepKind

_DAY = timedelta(days=1)


def add_working_days(calendar: WorkCalendar, start: date, count: int) -> date:
    """Return the ``count``-th working day after ``start``, itself not counted.

    Zero gives ``start``. Raises ValueError for a negative count, Refused for an
    unknown year.
    """
    _check_at_least(count, 0)
    day = start
    while count:
        day += _DAY
        count -= calendar.is_working(day)
    return day


def working_days_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """Return how many working days lie after ``start`` up to and including ``end``.

    Raises ValueError if ``end`` is before ``start``, Refused for an unknown year.
    """
    if end < start:
        raise ValueError(f"{end} is before {start}")
    return sum(calendar.is_working(day) for day in _days_after(start, end))


def days_late(calendar: WorkCalendar, due: date, today: date) -> int:
    """Return how many working days have begun since the term that ended on ``due``."""
    return working_days_between(calendar, due, max(due, today))


def working_days_left(calendar: WorkCalendar, due: date, today: date) -> int:
    """Return how many working days remain after ``today``, ``due`` included."""
    return working_days_between(calendar, min(due, today), due)


def due_in_working_days(
    calendar: WorkCalendar,
    start: date,
    count: int,
    *,
    event: str,
    source: Citation | None,
    not_counted_source: Citation | None = FIRST_DAY_NOT_COUNTED.source,
) -> Derivation:
    """Return the last day of a term of ``count`` working days after ``event`` on ``start``.

    ``event`` is Vietnamese ("Ký quyết định"); ``source`` is the provision that sets the
    term. Raises ValueError for a count below 1, Refused for an unknown year.
    """
    _check_at_least(count, 1)
    end = add_working_days(calendar, start, count)
    steps = (
        _start(start, event, not_counted_source),
        *_working_spans(calendar, start, end),
        Step(end, end, StepKind.END, f"Hết hạn {count} ngày làm việc", source),
    )
    return _derivation(calendar, start, end, steps)


def due_in_days(  # noqa: PLR0913 - each source is shown beside its own step
    calendar: WorkCalendar,
    start: date,
    count: int,
    *,
    event: str,
    source: Citation | None,
    not_counted_source: Citation | None = FIRST_DAY_NOT_COUNTED.source,
    moved_source: Citation | None = END_MOVES.source,
) -> Derivation:
    """Return the last day of a term of ``count`` days after ``event`` on ``start``.

    Days off count, but an end on a day off moves to the next working day.
    Raises ValueError for a count below 1, Refused if the end's year is unknown.
    """
    _check_at_least(count, 1)
    counted = start + count * _DAY
    end = counted
    while not calendar.is_working(end):
        end += _DAY
    steps = (
        _start(start, event, not_counted_source),
        _all_days(start, count),
        *_moved(calendar, counted, end, moved_source),
        Step(end, end, StepKind.END, f"Hết hạn {count} ngày", source),
    )
    return _derivation(calendar, start, end, steps)


def run_of_days(
    start: date,
    count: int,
    *,
    event: str = "Niêm yết",
    source: Citation | None = None,
    not_counted_source: Citation | None = FIRST_DAY_NOT_COUNTED.source,
) -> Derivation:
    """Return the last of ``count`` consecutive days on which a posting has to stay.

    The day of posting is not counted and the end never moves (RUNS_NOT_MOVED): posted on
    05/01, twenty days run 06-25/01; it may come down on 26/01. Raises ValueError for a
    count below 1.
    """
    _check_at_least(count, 1)
    end = start + count * _DAY
    enough = f"Đủ {count} ngày liên tục; từ ngày {end + _DAY:%d/%m/%Y} được gỡ"
    steps = (
        _start(start, event, not_counted_source),
        _all_days(start, count),
        Step(end, end, StepKind.END, enough, source),
    )
    return Derivation(end, steps)


def run_of_working_days(
    calendar: WorkCalendar,
    start: date,
    count: int,
    *,
    event: str = "Niêm yết",
    source: Citation | None = None,
) -> Derivation:
    """Return the last day of a posting that has to stay for ``count`` working days.

    Days off are not counted, but it hangs on them too; otherwise as ``run_of_days``. Raises
    ValueError for a count below 1, Refused for an unknown year.
    """
    _check_at_least(count, 1)
    end = add_working_days(calendar, start, count)
    free = f"từ ngày {end + _DAY:%d/%m/%Y} được gỡ"
    enough = f"Đủ {count} ngày làm việc, niêm yết liên tục cả ngày nghỉ; {free}"
    steps = (
        _start(start, event, FIRST_DAY_NOT_COUNTED.source),
        *_working_spans(calendar, start, end),
        Step(end, end, StepKind.END, enough, source),
    )
    return _derivation(calendar, start, end, steps)


def _derivation(
    calendar: WorkCalendar, start: date, end: date, steps: tuple[Step, ...]
) -> Derivation:
    provisional = bool(calendar.provisional_between(start + _DAY, end))
    return Derivation(end, steps, calendar.version, provisional)


def _start(start: date, event: str, source: Citation | None) -> Step:
    return Step(start, start, StepKind.START, f"{event}. Ngày đầu không tính", source)


def _all_days(start: date, count: int) -> Step:
    reason = f"{_numbered('Ngày', 1, count)}, tính cả ngày nghỉ"
    return Step(start + _DAY, start + count * _DAY, StepKind.COUNTED, reason)


def _moved(
    calendar: WorkCalendar, counted: date, end: date, source: Citation | None
) -> tuple[Step, ...]:
    """Return the steps that lead from a counted end on a day off to the working ``end``."""
    if counted == end:
        return ()
    reason = "Ngày cuối là ngày nghỉ, chuyển sang ngày làm việc tiếp theo"
    skipped = _working_spans(calendar, counted - _DAY, end - _DAY)
    return (Step(counted, counted, StepKind.MOVED, reason, source), *skipped)


def _working_spans(calendar: WorkCalendar, start: date, end: date) -> tuple[Step, ...]:
    """Return the days after ``start`` up to ``end`` as spans of one character each."""
    steps: list[Step] = []
    done = 0
    for _, group in groupby(_days_after(start, end), lambda day: _character(calendar, day)):
        days = list(group)
        if calendar.is_working(days[0]):
            steps.append(_counted(calendar, days, done))
            done += len(days)
        else:
            steps.append(_skipped(calendar, days))
    return tuple(steps)


def _character(calendar: WorkCalendar, day: date) -> SwappedIn | tuple[str, Citation | None] | None:
    """Return what neighbouring days must share to stand on one line."""
    off = calendar.reason_off(day)
    if off is None:
        return calendar.swap_on(day)
    return ("", None) if off.name in WEEKLY_REST else (off.name, off.source)


def _counted(calendar: WorkCalendar, days: list[date], done: int) -> Step:
    first, last = days[0], days[-1]
    reason = _numbered("Ngày làm việc", done + 1, done + len(days))
    swap = calendar.swap_on(first)
    if swap is None:
        return Step(first, last, StepKind.COUNTED, reason)
    reason += f": {WEEKDAYS[first.weekday()]} làm bù cho ngày {swap.in_place_of:%d/%m/%Y}"
    return Step(first, last, StepKind.COUNTED, reason + _expected(swap.official), swap.source)


def _skipped(calendar: WorkCalendar, days: list[date]) -> Step:
    offs = [off for day in days if (off := calendar.reason_off(day))]
    reason = "Bỏ qua: " + ", ".join(dict.fromkeys(off.name for off in offs))
    if len(days) > 1 and offs[0].name not in WEEKLY_REST:
        reason += f", {len(days)} ngày"
    reason += _expected(all(off.official for off in offs))
    return Step(days[0], days[-1], StepKind.SKIPPED, reason, offs[0].source)


def _expected(official: bool) -> str:
    return "" if official else " (dự kiến)"


def _numbered(unit: str, first: int, last: int) -> str:
    return f"{unit} thứ {first}" if first == last else f"{unit} thứ {first} đến thứ {last}"


def _days_after(start: date, end: date) -> Iterator[date]:
    """Yield the days after ``start`` up to and including ``end``."""
    return (start + number * _DAY for number in range(1, (end - start).days + 1))


def _check_at_least(count: int, least: int) -> None:
    if count < least:
        raise ValueError(f"a count of days is at least {least}, not {count}")
