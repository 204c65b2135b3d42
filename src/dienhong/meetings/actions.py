"""What people do with a meeting: plan it, invite, call it off, hold it, finish its minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import QuerySet

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.duties.models import Occasion
from dienhong.duties.occasions import follow_meeting
from dienhong.meetings import queries, rules, rules_minutes, rules_papers
from dienhong.meetings.content import digest_of, written_in
from dienhong.meetings.models import AgendaItem, Attendance, Meeting, MeetingPaper, Review
from dienhong.meetings.rules import Stage
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Department, LegalFunction, Person
from dienhong.record.actions import write_entry
from dienhong.record.queries import head


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a person writes down of a meeting that is to be held.

    ``more`` are items of the office's own, after what regulation and routines put on the agenda;
    without ``departments`` everybody is invited.
    """

    title: str
    held_on: date
    begins_at: time | None = None
    place: str = ""
    occasions: Sequence[Occasion] = ()
    departments: Sequence[Department] = ()
    chair: Person | None = None
    secretary: Person | None = None
    more: Sequence[str] = ()
    # The body whose own meeting it is, None for the office's.
    body: LegalFunction | None = None


@transaction.atomic
def plan(words: Plan, *, by: Actor) -> Meeting:
    """Plan a meeting for what it is to serve; its agenda begins with what is demanded.

    Who acts in a body plans that body's own meetings; without a secretary named it is the planner.
    """
    rules.check_titled(words.title)
    keys = [row.pk for row in words.occasions]
    rows = Occasion.objects.select_for_update().filter(pk__in=keys)
    occasions = list(rows.select_related("duty"))
    served = [queries.served(row) for row in occasions]
    _check_planner_of(words.body, served, by)
    rules.check_serves(served, words.held_on)
    meeting = Meeting.objects.create(
        title=words.title.strip(),
        held_on=words.held_on,
        begins_at=words.begins_at,
        place=words.place.strip(),
        chair=words.chair,
        secretary=words.secretary or (_author(by) if words.body else None),
        body=words.body,
        planned_by_id=by.author.id,
        planned_at=by.at,
    )
    meeting.occasions.set(occasions)
    _tell_calendars(meeting)
    meeting.departments.set(words.departments)
    own = [(item, "") for item in words.more if item.strip()]
    for order, (item, source) in enumerate([*queries.agenda_of(occasions), *own], 1):
        AgendaItem.objects.create(meeting=meeting, order=order, words=item[:500], source=source)
    write_entry(
        "meetings.planned",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"held_on": meeting.held_on.isoformat()},
    )
    return meeting


def check_planner(meeting: Meeting, by: Actor, verb: str) -> None:
    """Refuse who may not act on a planned meeting; ``verb`` names the act."""
    serves = [queries.served(row) for row in _served(meeting)]
    _check_planner_of(meeting.body, serves, by, verb)


def _check_planner_of(
    body: LegalFunction | None, serves: Sequence[rules.Served], by: Actor, verb: str = ""
) -> None:
    """Refuse who may not plan: the office's meetings by the power, a body's as one of it."""
    if body is None:
        check_power(rules.PLAN, by, verb)
        return
    source = next((each.source for each in serves if each.source), None)
    rules.check_member(body.label, verb, source, acts=body.code == by.acting_as)
    check_power(rules.PLAN_OWN, by)
    rules.check_own(serves, body.code, body.label)


def _author(by: Actor) -> Person:
    return Person.objects.get(pk=by.author.id)


def _tell_calendars(meeting: Meeting) -> None:
    day, at, place = meeting.held_on, meeting.begins_at, meeting.place
    follow_meeting(meeting.occasions.all(), day=day, at=at, place=place)


@transaction.atomic
def move(
    meeting: Meeting, *, held_on: date, begins_at: time | None, place: str, by: Actor
) -> Meeting:
    """Put a planned meeting on another day, hour or place."""
    meeting = locked(meeting)
    _check_move("invite", meeting, by)
    rules.check_serves(_still_open(meeting), held_on)
    before = meeting.held_on
    meeting.held_on, meeting.begins_at, meeting.place = held_on, begins_at, place.strip()
    meeting.save(update_fields=["held_on", "begins_at", "place"])
    _tell_calendars(meeting)
    write_entry(
        "meetings.moved",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"held_on_before": before.isoformat(), "held_on": held_on.isoformat()},
    )
    return meeting


@transaction.atomic
def invite(meeting: Meeting, *, by: Actor) -> MeetingPaper:
    """Make the invitation: a paper that waits for its number, for those who are to come."""
    meeting = locked(meeting)
    _check_move("invite", meeting, by)
    rules_papers.check_has_paper(meeting.papers.filter(kind="invitation").exists(), "giấy mời")
    paper = MeetingPaper.objects.create(meeting=meeting, kind="invitation", made_on=by.today)
    write_entry(
        "meetings.invited",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"people": len(queries.invited(meeting))},
    )
    return paper


@transaction.atomic
def cancel(meeting: Meeting, *, ground: str, by: Actor) -> Meeting:
    """Call a meeting off; what it was to serve stays open."""
    meeting = locked(meeting)
    stage = _check_move("cancel", meeting, by)
    rules.check_why_cancelled(ground)
    meeting.stage, meeting.cancelled_because = stage, ground.strip()
    meeting.save(update_fields=["stage", "cancelled_because"])
    follow_meeting(meeting.occasions.all(), day=None)
    write_entry(
        "meetings.cancelled",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"held_on": meeting.held_on.isoformat()},
    )
    return meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How a meeting took place: its hours, and the ids of those who came."""

    begins_at: time | None
    ends_at: time | None
    place: str
    present: Collection[str]
    guests: str = ""


@transaction.atomic
def hold(meeting: Meeting, how: Held, *, edition: int, by: Actor) -> Meeting:
    """Write down that a meeting took place, and who came; again for mending, until it is ready."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "điểm danh")
    first = meeting.stage == Stage.PLANNED
    rules.PROCEDURE.check("hold" if first else "write", Stage(meeting.stage))
    rules.check_edition(edition, meeting.attendance_edition)
    rules.check_held_on(meeting.held_on, by.today)
    rules.check_hours(how.begins_at, how.ends_at)
    for each in _still_open(meeting):
        rules.check_in_window(each, meeting.held_on)
    meeting.stage = Stage.HELD
    meeting.begins_at, meeting.ends_at = how.begins_at, how.ends_at
    meeting.place, meeting.guests = how.place.strip(), how.guests.strip()
    meeting.attendance_edition += 1
    meeting.save()
    _attend(meeting, set(how.present))
    if first:
        tasks = queries.tasks_to_review(meeting)
        Review.objects.bulk_create(Review(meeting=meeting, task=task) for task in tasks)
    write_entry(
        "meetings.held",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={
            "held_on": meeting.held_on.isoformat(),
            "present": meeting.attendance.filter(present=True).count(),
            "invited": meeting.attendance.count(),
        },
    )
    return meeting


def _attend(meeting: Meeting, present: set[str]) -> None:
    """Keep who came of all who were to; what was said of an absence stays with who is absent."""
    people = {str(person.pk) for person in queries.invited(meeting)}
    rules.check_listed(people, present)
    told = {str(row.person_id): row for row in meeting.attendance.all()}
    meeting.attendance.all().delete()
    rows = []
    for key in sorted(people):
        was, came = told.get(key), key in present
        kept = was if was is not None and not came else None
        rows.append(
            Attendance(
                meeting=meeting,
                person_id=key,
                present=came,
                reason=kept.reason if kept else "",
                replaced_by_id=kept.replaced_by_id if kept else None,
            )
        )
    Attendance.objects.bulk_create(rows)


@dataclass(frozen=True, slots=True)
class Absent:
    """Why somebody did not come, and who came in their place if anybody did."""

    reason: str = ""
    replaced_by: Person | None = None


@transaction.atomic
def explain(meeting: Meeting, told: Mapping[str, Absent], *, edition: int, by: Actor) -> Meeting:
    """Write down why people were absent; ``told`` by the id of the person."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "ghi người vắng")
    rules.PROCEDURE.check("write", Stage(meeting.stage))
    rules.check_edition(edition, meeting.attendance_edition)
    rows = {str(row.person_id): row for row in meeting.attendance.filter(present=False)}
    rules.check_listed(rows, told)
    for key, why in told.items():
        rows[key].reason, rows[key].replaced_by = why.reason.strip(), why.replaced_by
    Attendance.objects.bulk_update(rows.values(), ["reason", "replaced_by"])
    meeting.attendance_edition += 1
    meeting.save(update_fields=["attendance_edition"])
    write_entry(
        "meetings.absences_told",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"absent": len(rows)},
    )
    return meeting


@transaction.atomic
def finish(meeting: Meeting, *, by: Actor) -> Meeting:
    """Call the minutes finished: from now on they wait for number and signature."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "ghi xong biên bản")
    stage = rules.PROCEDURE.check("finish", Stage(meeting.stage)).to
    rules_minutes.check_finished(_minutes(meeting))
    entry = write_entry(
        "meetings.minutes_finished",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"edition": meeting.edition},
        digest=digest_of(meeting),
    )
    meeting.stage, meeting.entry_number, meeting.fingerprint = stage, entry.number, head()[1]
    meeting.save(update_fields=["stage", "entry_number", "fingerprint"])
    MeetingPaper.objects.get_or_create(
        meeting=meeting, kind="minutes", defaults={"made_on": by.today}
    )
    return meeting


def _minutes(meeting: Meeting) -> rules_minutes.Minutes:
    demanded = [
        (item.words, Citation.parse(item.source), item.record)
        for item in meeting.agenda.exclude(source="")
    ]
    return rules_minutes.Minutes(
        chair=meeting.chair_id is not None,
        secretary=meeting.secretary_id is not None,
        present=meeting.attendance.filter(present=True).count(),
        without_record=tuple(
            (words, source) for words, source, record in demanded if not record.strip()
        ),
        has_purpose=meeting.agenda.exists() or meeting.occasions.exists(),
        written=written_in(meeting),
        source=next(iter(queries.clauses_of(meeting)), None),
    )


@transaction.atomic
def reopen(meeting: Meeting, *, by: Actor) -> Meeting:
    """Open finished minutes again for mending, as long as they have no number."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "mở lại biên bản")
    stage = rules.PROCEDURE.check("reopen", Stage(meeting.stage)).to
    rules_papers.check_not_numbered(meeting.papers.get(kind="minutes").number)
    meeting.stage = stage
    meeting.save(update_fields=["stage"])
    write_entry(
        "meetings.minutes_reopened",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"edition": meeting.edition},
    )
    return meeting


# Also for the other acts on a meeting (``minutes``, ``signing``, ``correcting``).


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is kept now, locked until the act is over."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def check_recorder(meeting: Meeting, by: Actor, verb: str) -> None:
    """Refuse who neither is the secretary named nor has the power to keep the record."""
    if str(meeting.secretary_id) != by.author.id:
        check_power(rules.RECORD, by, verb)


def _check_move(act: str, meeting: Meeting, by: Actor) -> Stage:
    procedure = rules.PROCEDURE
    check_planner(meeting, by, procedure.labels.acts[act])
    return procedure.check(act, Stage(meeting.stage)).to


def _still_open(meeting: Meeting) -> list[rules.Served]:
    return [queries.served(row) for row in _served(meeting) if row.is_open]


def _served(meeting: Meeting) -> QuerySet[Occasion]:
    return meeting.occasions.select_related("duty").order_by("duty__due_on", "pk")
