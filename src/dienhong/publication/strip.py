"""The strip of a posting's days as its page shows it: what counts, the gaps, the last day."""

from dataclasses import dataclass
from datetime import date, timedelta

from dienhong.core.days.runs import Hanging, Length, Run, State, starts, state_on
from dienhong.publication import hanging
from dienhong.publication.models import Posting

LONGEST = 62  # days; of a longer posting the newest are shown


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of a run strip."""

    day: date
    state: str
    label: str


@dataclass(frozen=True, slots=True)
class _Posted:
    """A posting as its cells see it."""

    known: Hanging
    length: Length
    run: Run
    broken_on: date | None
    today: date


def strip(posting: Posting, run: Run, today: date) -> list[Day]:
    """Return the days from the posting to the last one on which it must hang, or to today."""
    known, length = hanging.hanging_of(posting), hanging.length_of(posting.matter)
    posted = _Posted(known, length, run, posting.broken_on, today)
    awaited = run.goes_on or posting.broken_on is not None
    last = run.last_day if awaited else max(today, run.start)
    first = max(posting.posted_on, last - timedelta(days=LONGEST - 1))
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [_cell(posted, day) for day in days]


def _cell(posted: _Posted, day: date) -> Day:
    if posted.broken_on is not None and day >= posted.broken_on:
        return Day(day, "gap", "ngắt")
    start = max((each for each in starts(posted.known) if each <= day), default=day)
    number = posted.length.counted(start, day)
    if day > posted.today:
        is_last = day == posted.run.last_day
        return Day(day, "end" if is_last else "later", f"đủ {number}" if is_last else str(number))
    state = state_on(posted.known, day)
    if state is State.GAP:
        return Day(day, "gap now" if day == posted.today else "gap", "ngắt")
    if state is State.OUTDATED:
        return Day(day, "void now" if day == posted.today else "void", "bản cũ")
    return _hung(posted, day, start, number)


def _hung(posted: _Posted, day: date, start: date, number: int) -> Day:
    if day == start:
        return Day(day, "void", "dán" if day == posted.known.posted_on else "dán lại")
    if day == posted.today:
        return Day(day, "now", "hôm nay")
    if posted.length.counted(day - timedelta(days=1), day) == 0:
        return Day(day, "void", "nghỉ")
    return Day(day, "on", str(number))
