"""Reminding of what people are invited to: each milestone before it once, in the sweep of its day.

The rooms above say who is invited to what; only that somebody was told is kept here. What stands
on the page and in a letter is what holds at that moment: nothing of what was called off.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.duties import appointments
from dienhong.duties.appointments import AHEAD, Appointment
from dienhong.duties.milestones import Milestone, newest
from dienhong.duties.models import Reminder
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person

_AT_ONCE = 500


def plan(day: date, *, by: Actor) -> int:
    """Write down who is to be reminded on a day of what; return how many. Again, nothing is added.

    Part of the sweep's own transaction for that day. What was moved to another day is told anew.
    """
    closing = organisation.closing(organisation.agency())
    if closing is not None and closing.is_over(day):
        return 0
    coming = list(appointments.of_everybody(day, day + AHEAD))
    _drop_what_is_over({(each.key, each.day) for each, _ in coming})
    rows = list(_wanted(coming, day, by)) if coming else []
    _overtake(rows)
    Reminder.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(rows)


def _drop_what_is_over(coming: set[tuple[str, date]]) -> None:
    """Let nobody be reminded of what took place, was called off or moved."""
    waiting = Reminder.objects.filter(duty=None, ended="", seen_at=None)
    keys = set(waiting.values_list("appointment", "due_on").distinct().order_by())
    for key, day in keys - coming:
        waiting.filter(appointment=key, due_on=day).update(ended=Reminder.Ended.DONE)


def _wanted(
    coming: list[tuple[Appointment, frozenset[str]]], day: date, by: Actor
) -> Iterator[Reminder]:
    told, since = _told(each.key for each, _ in coming)
    there = {str(pk) for pk in organisation.staff_on(day).values_list("pk", flat=True)}
    for each, people in coming:
        milestone = _come(each, since.get((each.key, each.day), day), day)
        for person in sorted(people & there):
            if (each.key, each.day, milestone.code, person) not in told:
                yield Reminder(
                    appointment=each.key,
                    person_id=UUID(person),
                    milestone=milestone.code,
                    due_on=each.day,
                    day=day,
                    at=by.at,
                )


def _come(each: Appointment, since: date, day: date) -> Milestone:
    return newest(vietnam.calendar(), min(since, day), each.day, day, never_late=True)


_Told = tuple[set[tuple[str, date, str, str]], dict[tuple[str, date], date]]


def _told(keys: Iterable[str]) -> _Told:
    """Return who was told of what at which milestone, and since when each is told of."""
    rows = Reminder.objects.filter(duty=None, appointment__in=list(keys))
    told, since = set(), dict[tuple[str, date], date]()
    for key, due, code, person, day in rows.values_list(
        "appointment", "due_on", "milestone", "person_id", "day"
    ):
        told.add((key, due, code, str(person)))
        since[key, due] = min(day, since.get((key, due), day))
    return told, since


def _overtake(rows: list[Reminder]) -> None:
    """Let what nobody has read yet give way to the newer word on the same thing."""
    for key in {row.appointment for row in rows}:
        people = [row.person_id for row in rows if row.appointment == key]
        unread = Reminder.objects.filter(appointment=key, ended="", seen_at=None)
        for start in range(0, len(people), _AT_ONCE):
            some = people[start : start + _AT_ONCE]
            unread.filter(person__in=some).update(ended=Reminder.Ended.OVERTAKEN)


def known(person: Person, rows: Iterable[Reminder], today: date) -> dict[int, Appointment]:
    """Return what the reminders among ``rows`` are of that still hold, by the reminder's key."""
    mine = [row for row in rows if row.appointment]
    if not mine:
        return {}
    coming = {(e.key, e.day): e for e in appointments.of(person, today, today + AHEAD)}
    found = ((row.pk, coming.get((row.appointment, row.due_on))) for row in mine)
    return {pk: each for pk, each in found if each is not None}
