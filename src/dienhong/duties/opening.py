"""Opening what comes back: each occasion once, on the day on which its window opens."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import metadata
from itertools import chain

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.days.periods import Period, next_period, period_of, previous_period
from dienhong.duties import inviting, letters, recounting, reminding, rules
from dienhong.duties.actions import open_duty
from dienhong.duties.models import Duty, Occasion, Sweep
from dienhong.duties.routines import InForce, Rhythm, in_force, shared_out
from dienhong.duties.rules import Grace, Window
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Holding
from dienhong.record import queries as record
from dienhong.record.actions import write_entry
from dienhong.regulation.models import Version

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose an occasion is: everybody's, a body's, or one holder's of a function."""

    function: str = ""
    person: str = ""
    label: str = ""

    @property
    def key(self) -> str:
        """Return it as one text."""
        return ":".join(filter(None, (self.function, self.person)))


@dataclass(frozen=True, slots=True)
class Expected:
    """An occasion that regulation and calendar demand, whether it has been opened or not."""

    rhythm: Rhythm
    period: Period
    window: Window

    @property
    def title(self) -> str:
        """Return what it is called: "Họp giao ban tháng 3/2026"."""
        return f"{self.rhythm.routine.title} {self.period.said}"


def expected(on: InForce, first: date, last: date, go_live: date) -> Iterator[Expected]:
    """Yield what has a window between two days, both included; nothing that ended before go-live.

    A term after the period may reach into the following ones: those before are asked too.
    """
    for rhythm in on.rhythms:
        period = _first_reaching(rhythm, first)
        while period.first <= last:
            found = _expected(rhythm, period)
            if _is_wanted(found, first, last, go_live):
                yield found
            period = next_period(period)


def _first_reaching(rhythm: Rhythm, day: date) -> Period:
    """Return the earliest period whose window still lies open on a day, or that of the day."""
    period = period_of(rhythm.unit, day)
    before = previous_period(period)
    while _expected(rhythm, before).window.due.day >= day:
        period, before = before, previous_period(before)
    return period


def _expected(rhythm: Rhythm, period: Period) -> Expected:
    grace, routine = rhythm.grace, rhythm.routine
    more = Grace(grace.value, grace.unit, grace.source) if grace else None
    calendar = vietnam.calendar()
    window = rules.window_of(period, routine.window, rhythm.clauses, more, calendar)
    return Expected(rhythm, period, window)


def _is_wanted(found: Expected, first: date, last: date, go_live: date) -> bool:
    only = found.rhythm.routine.only
    touches = found.window.opens_on <= last and found.window.due.day >= first
    ours = not rules.is_before(found.window, go_live)
    return touches and ours and only in (0, found.period.number)


def sweep(*, by: Actor) -> list[Occasion]:
    """Bring the office up to today, day by day since the last time; return what was opened.

    The first time that is since it went live: what came round before anybody swept is not lost.

    Today is looked at again whenever something happened in the office since. Killed at any
    moment and run again, nothing is lost and nothing comes twice: a day's occasions, its reminders
    and the mark are written together, and each of them is unique.
    """
    seen = _seen()
    mark, began = Sweep.objects.filter(pk=1).first(), list[Occasion]()
    if mark is None:
        mark, began = _begin(by)
    is_known = (mark.swept_to, mark.seen) == (by.today, seen)
    opened = [] if is_known else began + _sweep_days(mark, by)
    _end(seen, by=by)
    return opened


@transaction.atomic
def _begin(by: Actor) -> tuple[Sweep, list[Occasion]]:
    """Return the mark; the first time also what came round since go-live, of which nobody is told.

    It is told with all else that is due, by the reminders of today.
    """
    mark, is_first = Sweep.objects.get_or_create(pk=1, defaults={"swept_to": by.today})
    if not is_first:
        return mark, []
    go_live = organisation.agency().go_live_on
    days = (go_live + _DAY * past for past in range((by.today - go_live).days))
    return mark, list(chain.from_iterable(open_on(day, by=by) for day in days))


def _seen() -> str:
    """Return what a day's sweep depends on besides the day: program, calendar, journal.

    Each act that changes what is due, and to whom, writes an entry in its own transaction. Asked
    before the sweep reads anything: what comes in meanwhile is looked at the next time.
    """
    return f"{_program()}; {vietnam.calendar().version}; {record.last()}"


@cache
def _program() -> str:
    return metadata.version("dienhong")


def _sweep_days(mark: Sweep, by: Actor) -> list[Occasion]:
    recounting.recount(by=by)
    first = min(mark.swept_to + _DAY, by.today)
    days = range((by.today - first).days + 1)
    return list(chain.from_iterable(_sweep_day(first + past * _DAY, by=by) for past in days))


@transaction.atomic
def _sweep_day(day: date, *, by: Actor) -> list[Occasion]:
    mark = Sweep.objects.select_for_update().get(pk=1)
    if day < mark.swept_to:  # another sweep was quicker
        return []
    opened = open_on(day, by=by)
    reminding.plan(day, by=by)
    inviting.plan(day, by=by)
    mark.swept_to = day
    mark.save(update_fields=["swept_to"])
    return opened


@transaction.atomic
def _end(seen: str, *, by: Actor) -> None:
    """Make the letters of what was written down, and note that this sweep came to its end."""
    mark = Sweep.objects.select_for_update().get(pk=1)
    letters.gather(by=by)
    mark.swept_at, mark.seen = by.at, seen
    mark.save(update_fields=["swept_at", "seen"])


def open_on(day: date, *, by: Actor) -> list[Occasion]:
    """Open the occasions whose window lies open on ``day`` and that are not there yet."""
    agency = organisation.agency()
    go_live, closing = agency.go_live_on, organisation.closing(agency)
    on = in_force(day)
    if on.version is None or day < go_live or (closing is not None and closing.is_over(day)):
        return []
    found = list(expected(on, day, day, go_live))
    there = _there({each.period.first for each in found})
    shared = shared_out(on.version, (each.rhythm for each in found))
    everybody = frozenset().union(*shared.values())
    holdings = organisation.holders_on(day, everybody) if everybody else []
    wanted = (
        (each, whose)
        for each in found
        for whose in _whose(each.rhythm, shared.get(each.rhythm.key), holdings)
    )
    return [
        _open(each, whose, on.version, go_live, by=by)
        for each, whose in wanted
        if _key(each, whose) not in there
    ]


def _there(firsts: set[date]) -> set[tuple[str, str, date, str]]:
    """Return the keys of the occasions that were opened, of the periods that begin on some days."""
    rows = Occasion.objects.filter(first__in=firsts)
    return set(rows.values_list("routine", "unit", "first", "whose"))


def _key(found: Expected, whose: Whose) -> tuple[str, str, date, str]:
    return found.rhythm.routine.code, found.rhythm.unit, found.period.first, whose.key


def _whose(
    rhythm: Rhythm, codes: frozenset[str] | None, holdings: Iterable[Holding]
) -> list[Whose]:
    """Return for whom an occasion comes: once for all, or for each holder or each body there is."""
    if codes is None:
        return [Whose()]
    held = [row for row in holdings if row.function_id in codes]
    if rhythm.routine.each_body:
        labels = {row.function_id: row.function.label for row in held}
        return [Whose(function=code, label=label) for code, label in labels.items()]
    return [
        Whose(row.function_id, str(row.person_id), f"{row.function.label} {row.person.name}")
        for row in held
    ]


def _open(found: Expected, whose: Whose, version: Version, go_live: date, *, by: Actor) -> Occasion:
    occasion = _occasion(found, whose, version)
    occasion.duty = _duty(found, whose, occasion, go_live)
    occasion.save()
    write_entry(
        "duties.opened",
        occasion.subject,
        by=by,
        clauses=found.rhythm.clauses,
        facts={
            "routine": occasion.routine,
            "period": found.period.said,
            "due_on": found.window.due.day.isoformat(),
        },
    )
    return occasion


def _occasion(found: Expected, whose: Whose, version: Version) -> Occasion:
    return Occasion(
        routine=found.rhythm.routine.code,
        unit=found.rhythm.unit,
        first=found.period.first,
        last=found.period.last,
        opens_on=found.window.opens_on,
        version=version,
        function_id=whose.function or None,
        holder_id=whose.person or None,
        whose=whose.key,
        agenda=[[item.value, str(item.source)] for item in found.rhythm.agenda],
    )


def _duty(found: Expected, whose: Whose, occasion: Occasion, go_live: date) -> Duty:
    routine = found.rhythm.routine
    return open_duty(
        routine.kind,
        occasion.subject,
        title=": ".join(filter(None, (found.title, whose.label))),
        verb="Ghi việc đã làm",
        path=f"viec/{occasion.pk}/",
        due=found.window.due,
        clauses=found.rhythm.clauses,
        functions=routine.functions or ([] if whose.person else [whose.function]),
        person=occasion.holder,
        carried_over=rules.is_carried_over(found.window, go_live),
    )
