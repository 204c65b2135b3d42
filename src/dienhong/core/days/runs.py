"""The run of a posting (đợt niêm yết liên tục): on which days it hung, and whether long enough."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar


class State(StrEnum):
    """What a posting was on one day."""

    BEFORE = "before"
    HUNG = "hung"
    GAP = "gap"
    OUTDATED = "outdated"  # a sheet hung, but it did not say what people had to know by then
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which a posting did not hang as it must.

    ``first`` is the first such day and ``again`` the day on which it hung again, None while it
    does not. With ``renews`` the words have become others: no day before ``first`` counts any
    more, and until ``again`` what hangs is outdated. Both may be one day.
    """

    first: date
    again: date | None = None
    renews: bool = False

    def lasts_on(self, day: date) -> bool:
        """Tell whether on this day, at its end, it had not hung again."""
        return self.first <= day and (self.again is None or day < self.again)

    def touches(self, day: date) -> bool:
        """Tell whether a part of this day lies in it, the day of hanging again left out."""
        return day == self.first or self.lasts_on(day)


@dataclass(frozen=True, slots=True)
class Length:
    """How many days a run needs; with a calendar only working days count.

    It has to hang on days off too: a gap there starts the count again.
    """

    needed: int
    calendar: WorkCalendar | None = None

    def last_day(self, start: date) -> date:
        """Return the last day of a run that begins on ``start``, itself not counted.

        Raises Refused where the calendar does not know the year.
        """
        if self.calendar is None:
            return start + timedelta(days=self.needed)
        return count.add_working_days(self.calendar, start, self.needed)

    def counted(self, start: date, day: date) -> int:
        """Return how many days after ``start`` up to and including ``day`` count."""
        if day <= start:
            return 0
        if self.calendar is None:
            return (day - start).days
        return count.working_days_between(self.calendar, start, day)


@dataclass(frozen=True, slots=True)
class Hanging:
    """What is known of a posting at one place; ``ended_on`` is the day it was taken down.

    Nothing of it lies before ``posted_on`` or after the day on which one asks, and what hangs
    again says the right words: gaps that overlap end together.
    """

    posted_on: date
    gaps: tuple[Gap, ...] = ()
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it stands: ``done`` days are counted of it, up to ``last_day`` it must hang.

    ``stopped_on`` is the first day that is no longer a day of it, None while it goes on.
    ``fulfilled``: the last day is over, and nothing has stopped it before.
    """

    start: date
    done: int
    last_day: date
    stopped_on: date | None
    fulfilled: bool

    @property
    def goes_on(self) -> bool:
        """Tell whether days are still counted, or nothing is missing."""
        return self.fulfilled or self.stopped_on is None


def state_on(hanging: Hanging, day: date) -> State:
    """Return what a posting was on a day that is not in the future."""
    if day < hanging.posted_on:
        return State.BEFORE
    if hanging.ended_on is not None and day > hanging.ended_on:
        return State.AFTER
    if any(gap.touches(day) for gap in hanging.gaps if not gap.renews):
        return State.GAP
    if any(gap.lasts_on(day) for gap in hanging.gaps if gap.renews):
        return State.OUTDATED
    return State.HUNG


def run_on(hanging: Hanging, length: Length, today: date) -> Run:
    """Return the run that was fulfilled first since the words are what they are, or the newest.

    A run begins on the day of posting or of hanging again, which is not counted, and every gap
    stops it; what was fulfilled stays so until the words become others.
    """
    renewed = max((gap.first for gap in hanging.gaps if gap.renews), default=hanging.posted_on)
    runs = [_run(hanging, length, start, renewed, today) for start in starts(hanging)]
    return next((run for run in runs if run.fulfilled), runs[-1])


def starts(hanging: Hanging) -> list[date]:
    """Return the days on which a run began, the first one first."""
    return [hanging.posted_on, *sorted(gap.again for gap in hanging.gaps if gap.again is not None)]


def _run(hanging: Hanging, length: Length, start: date, renewed: date, today: date) -> Run:
    stopped_on = _stopped_on(hanging, start)
    last_day = length.last_day(start)
    seen = today if stopped_on is None else min(today, stopped_on - timedelta(days=1))
    holds = start >= renewed and last_day <= seen and last_day < today
    done = min(length.counted(start, seen), length.needed)
    return Run(start, done, last_day, stopped_on, holds)


def _stopped_on(hanging: Hanging, start: date) -> date | None:
    """Return the first day after ``start``, or itself, that belongs to a gap or to the end."""
    stops = [
        gap.first
        for gap in hanging.gaps
        if gap.first >= start and (gap.again is None or gap.again > start)
    ]
    if hanging.ended_on is not None:
        stops.append(hanging.ended_on)
    return min(stops, default=None)
