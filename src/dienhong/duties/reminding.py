"""Reminding: each milestone of a duty once to each person, in the sweep of its day; and by hand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.days.calendar import WorkCalendar
from dienhong.duties import queries, recipients, rules, urging
from dienhong.duties.milestones import OPENED, Milestone, newest
from dienhong.duties.models import Duty, Reminder
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.record.actions import write_entry

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Told:
    """What people were told of the open duties: who of which, at which milestones, since when."""

    milestones: frozenset[tuple[int, date, str, UUID]]
    people: frozenset[tuple[int, UUID]]
    since: dict[int, date]


def plan(day: date, *, by: Actor) -> int:
    """Write down who is to be reminded on a day; return how many. Done again, nothing is added.

    Part of the sweep's own transaction for that day. Who was not yet reminded of an earlier
    milestone hears of the newest only; what is done is not reminded of any more.
    """
    closing = organisation.closing(organisation.agency())
    if closing is not None and closing.is_over(day):
        return 0
    _drop_done()
    duties = list(queries.open_duties().defer("derivation", "clauses"))
    if not duties:
        return 0
    rows = list(_wanted(duties, day, by))
    _overtake(rows)
    Reminder.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return len(rows)


def _drop_done() -> None:
    """Let nobody be reminded of what is done."""
    done = Duty.objects.filter(pk=OuterRef("duty"), done_on__isnull=False)
    waiting = Reminder.objects.filter(Exists(done), ended="", seen_at__isnull=True)
    waiting.update(ended=Reminder.Ended.DONE)


def _wanted(duties: list[Duty], day: date, by: Actor) -> Iterator[Reminder]:
    told, staff, calendar = _told(), recipients.staff(day), vietnam.calendar()
    known: dict[tuple[date, date, bool], Milestone] = {}
    for duty in duties:
        key = told.since.get(duty.pk, day), duty.due_on, duty.carried_over
        if key not in known:
            known[key] = _come(calendar, key, day)
        milestone = known[key]
        own = staff.answering(duty)
        above = staff.above(duty) if milestone.is_late else frozenset()
        for person in sorted(own | above):
            if not _is_told(told, duty, milestone.code, UUID(person)):
                yield Reminder(
                    duty=duty,
                    person_id=UUID(person),
                    milestone=milestone.code,
                    due_on=duty.due_on,
                    day=day,
                    at=by.at,
                    above=person not in own,
                )


def _come(calendar: WorkCalendar, key: tuple[date, date, bool], day: date) -> Milestone:
    since, due, never_late = key
    return newest(calendar, min(since, day), due, day, never_late=never_late)


def _is_told(told: _Told, duty: Duty, milestone: str, person: UUID) -> bool:
    """A beginning is told to whoever was told nothing yet; the rest once for each last day."""
    if milestone == OPENED:
        return (duty.pk, person) in told.people
    return (duty.pk, duty.due_on, milestone, person) in told.milestones


def _told() -> _Told:
    rows = list(
        Reminder.objects.filter(duty__isnull=False, duty__done_on__isnull=True).values_list(
            "duty_id", "due_on", "milestone", "person_id", "day"
        )
    )
    since: dict[int, date] = {}
    for duty, _, _, _, day in rows:
        since[duty] = min(day, since.get(duty, day))
    return _Told(
        frozenset(row[:4] for row in rows), frozenset((row[0], row[3]) for row in rows), since
    )


def _overtake(rows: list[Reminder]) -> None:
    """Let what nobody has read yet give way to the newer word on the same duty."""
    newer = {(row.duty_id, row.person_id) for row in rows}
    unread = Reminder.objects.filter(ended="", seen_at__isnull=True, sender__isnull=True)
    for start in range(0, len(rows), _AT_ONCE):
        duties = {row.duty_id for row in rows[start : start + _AT_ONCE]}
        found = unread.filter(duty__in=duties).values_list("pk", "duty_id", "person_id")
        over = [pk for pk, duty, person in found if (duty, person) in newer]
        Reminder.objects.filter(pk__in=over).update(ended=Reminder.Ended.OVERTAKEN)


@transaction.atomic
def remind(duty: Duty, to: Person, *, words: str = "", sender: Person, by: Actor) -> Reminder:
    """Remind a person of a duty by hand: one of those who answer for it today.

    The journal cites the clauses under which the office urges, and the duty's own. Raises Refused
    for who may not, for a duty that is done, for somebody who does not answer, and for a head of
    department outside of the own one.
    """
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    urging.check_may_urge(duty, to, sender, by)
    rules.check_words(words)
    number = duty.reminders.filter(sender__isnull=False).count() + 1
    row = Reminder.objects.create(
        duty=duty,
        person=to,
        milestone=f"by_hand_{number}",
        due_on=duty.due_on,
        day=by.today,
        at=by.at,
        sender=sender,
        words=words.strip(),
    )
    write_entry(
        "duties.reminded",
        duty.subject,
        by=by,
        clauses=dict.fromkeys([*urging.clauses(by.today), *duty.citations]),
        facts={"duty": duty.kind, "to": str(to.pk), "due_on": duty.due_on.isoformat()},
    )
    return row


def mark_seen(reminders: Collection[int], *, at: datetime) -> None:
    """Note when a person had these reminders before her; the first time counts."""
    Reminder.objects.filter(pk__in=reminders, seen_at__isnull=True).update(seen_at=at)


def unread_of(person: Person) -> Coalesce:
    """Return the number of a person's unread reminders, to be asked for within another query."""
    rows = Reminder.objects.filter(
        person=person, ended="", seen_at__isnull=True, duty__done_on__isnull=True
    )
    counted = rows.order_by().values("person").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
