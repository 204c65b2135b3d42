"""Reading meetings: which there are, who sees the minutes, what a new one takes over."""

from collections.abc import Collection, Iterable
from datetime import date
from itertools import takewhile
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from dienhong.core.citation import Citation
from dienhong.duties.appointments import Appointment
from dienhong.duties.models import Duty, Occasion
from dienhong.meetings import rules
from dienhong.meetings.models import Attendance, Meeting, MeetingPaper, Opinion, Task
from dienhong.meetings.rules import Served, Stage
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Holding, Person
from dienhong.organisation.rules import has_left

_WITH_MINUTES = (Stage.HELD, Stage.READY, Stage.SIGNED)


# Who sees what: the page, the papers, the files and the lists all ask here.


def minutes_seen_by(person: Person | None, powers: Collection[str]) -> QuerySet[Meeting]:
    """Return the meetings whose minutes a person may read.

    Signed ones are everybody's in the office. Until then they are no more than a draft: those who
    write it, those who were there (it is read back to them), chair and secretary.
    """
    rows = Meeting.objects.filter(stage__in=_WITH_MINUTES)
    if person is None:
        return rows.none()
    if {rules.RECORD, rules.SIGN} & set(powers):
        return rows
    came = Attendance.objects.filter(meeting=OuterRef("pk"), person=person, present=True)
    part = Q(chair=person) | Q(secretary=person) | Exists(came)
    return rows.filter(Q(stage=Stage.SIGNED) | part)


def may_read_minutes(meeting: Meeting, person: Person | None, powers: Collection[str]) -> bool:
    """Tell whether a person may read the minutes of one meeting."""
    return minutes_seen_by(person, powers).filter(pk=meeting.pk).exists()


def may_record(meeting: Meeting, person: Person | None, powers: Collection[str]) -> bool:
    """Tell whether a person writes the minutes: by the power, or as the secretary named."""
    mine = person is not None and meeting.secretary_id == person.pk
    return mine or rules.RECORD in powers


# Lists.


def coming() -> QuerySet[Meeting]:
    """Return what is planned, soonest first."""
    return Meeting.objects.filter(stage=Stage.PLANNED).order_by("held_on", "begins_at")


def unfinished() -> QuerySet[Meeting]:
    """Return what was held and whose minutes are not signed, oldest first."""
    return Meeting.objects.filter(stage__in=[Stage.HELD, Stage.READY]).order_by("held_on")


def over() -> QuerySet[Meeting]:
    """Return what was held and signed, newest first."""
    return Meeting.objects.filter(stage=Stage.SIGNED).order_by("-held_on")


def register(kind: str, year: int) -> list[MeetingPaper]:
    """Return the papers of a kind and year in the order of their numbers, the waiting ones last."""
    dated = Q(year=year) | Q(year__isnull=True, made_on__year=year)
    rows = MeetingPaper.objects.filter(dated, kind=kind)
    return sorted(rows.select_related("meeting", "signed"), key=_place_in_register)


def _place_in_register(row: MeetingPaper) -> tuple[bool, int, str, int]:
    digits = "".join(takewhile(str.isdecimal, row.number))
    return not row.number, int(digits or 0), row.number, row.pk


def without_number() -> QuerySet[MeetingPaper]:
    """Return the papers that wait for their number ("chờ số"), oldest first."""
    rows = MeetingPaper.objects.filter(number="").exclude(meeting__stage=Stage.CANCELLED)
    return rows.select_related("meeting").order_by("made_on", "pk")


def without_copy() -> QuerySet[MeetingPaper]:
    """Return the papers that have a number and wait for the signed copy."""
    rows = MeetingPaper.objects.filter(signed__isnull=True).exclude(number="")
    return rows.select_related("meeting").order_by("dated_on", "pk")


# What a new meeting begins with.


def can_be_served(day: date) -> QuerySet[Occasion]:
    """Return the open occasions whose window has begun on ``day``, soonest due first."""
    rows = Occasion.objects.filter(closed_on__isnull=True, opens_on__lte=day)
    return rows.select_related("duty").order_by("duty__due_on", "pk")


def with_minutes(occasions: Iterable[Occasion]) -> list[Occasion]:
    """Return those that minutes prove."""
    return [each for each in occasions if each.keeps_minutes]


def served(occasion: Occasion) -> Served:
    """Return what the rules have to know of an occasion."""
    return Served(
        title=occasion.duty.title,
        opens_on=occasion.opens_on,
        is_open=occasion.is_open,
        takes_minutes=occasion.keeps_minutes,
        source=next(iter(occasion.duty.citations), None),
        body=occasion.body,
    )


def agenda_of(occasions: Iterable[Occasion]) -> list[tuple[str, str]]:
    """Return words and clause of each item: what is demanded first, then the routines' parts."""
    rows = list(occasions)
    demanded = [(words, source) for row in rows for words, source in row.agenda]
    parts = [(words, "") for row in rows for words in row.meant.parts]
    return list(dict.fromkeys([*demanded, *parts]))


def clauses_of(meeting: Meeting) -> list[Citation]:
    """Return the clauses that demand a meeting, each once."""
    rows = meeting.occasions.select_related("duty").all()
    return list(dict.fromkeys(clause for row in rows for clause in row.duty.citations))


def invited(meeting: Meeting) -> list[Person]:
    """Return who is to come: a body's members, or the staff, of the departments chosen if any."""
    rows = organisation.staff_on(meeting.held_on).select_related("department")
    if meeting.body_id:
        held = organisation.holders_on(meeting.held_on, [meeting.body_id])
        rows = rows.filter(pk__in=[row.person_id for row in held])
    chosen = [row.pk for row in meeting.departments.all()]
    if chosen:
        rows = rows.filter(department__in=chosen)
    return list(rows.order_by("department__name", "plain_name", "pk"))


def invitations(person: Person, first: date, last: date) -> list[Appointment]:
    """Return the planned meetings between two days to which a person is to come, in one query."""
    held = Holding.objects.filter(
        Q(held_to__isnull=True) | Q(held_to__gte=OuterRef("held_on")),
        person=person,
        function=OuterRef("body"),
        held_from__lte=OuterRef("held_on"),
    )
    everybody = Q(body__isnull=True, departments__isnull=True)
    mine = Q(chair=person) | Q(secretary=person) | Q(Exists(held))
    if person.department_id:  # compared with nothing it would be a meeting without departments
        mine |= Q(departments=person.department_id)
    rows = coming().filter(everybody | mine, held_on__range=(first, last))
    return [
        _appointment(row) for row in rows.distinct() if not has_left(person.left_on, row.held_on)
    ]


def _appointment(row: Meeting) -> Appointment:
    return Appointment(row.subject, row.title, row.held_on, row.begins_at, row.place, row.path)


def gatherings(first: date, last: date) -> list[tuple[Appointment, frozenset[str]]]:
    """Return the planned meetings between two days, each with the ids of those who are to come."""
    rows = coming().filter(held_on__range=(first, last))
    return [(_appointment(row), _to_come(row)) for row in rows]


def _to_come(meeting: Meeting) -> frozenset[str]:
    named = {str(key) for key in (meeting.chair_id, meeting.secretary_id) if key}
    return frozenset(named | {str(who.pk) for who in invited(meeting)})


def away(meeting: Meeting) -> dict[str, str]:
    """Return those who are recorded as away on the day: by id, with what minutes may say of it.

    That is the days alone: leave or secondment, and why, is nobody's business.
    """
    rows = organisation.away_on(meeting.held_on).values_list("person", "starts_on", "ends_on")
    return {str(key): _away_said(first, last) for key, first, last in rows}


def _away_said(first: date, last: date | None) -> str:
    until = f" đến {last:%d/%m/%Y}" if last else ""
    return f"đã ghi nghỉ, biệt phái từ {first:%d/%m/%Y}{until}"


def tasks_to_review(meeting: Meeting) -> list[Task]:
    """Return what earlier meetings of the same routines set: still open, or done since the last."""
    routines = {row.routine for row in meeting.occasions.all()}
    if not routines:
        return []
    earlier = (
        Meeting.objects.filter(occasions__routine__in=routines, stage__in=_WITH_MINUTES)
        .filter(held_on__lte=meeting.held_on)
        .exclude(pk=meeting.pk)
        .distinct()
    )
    last = earlier.order_by("-held_on").first()
    if last is None:
        return []
    lately = Q(done_on__isnull=True) | Q(done_on__gte=last.held_on)
    rows = Task.objects.filter(lately, meeting__in=earlier.values("pk"), dropped_because="")
    return list(rows.order_by("due_on", "pk"))


# What waits for a person.


def tasks_of(person: Person) -> QuerySet[Task]:
    """Return the tasks that a person was given, the open ones first."""
    rows = Task.objects.filter(owner=person, dropped_because="").select_related("meeting")
    return rows.order_by("done_on", "due_on")


def owes(subject: str, owner: object, person: str) -> bool:
    """Tell whether a task or answer is a person's: given to them, or handed on since."""
    if not person or str(owner) == person:
        return bool(person)
    return Duty.objects.filter(subject=subject, person=UUID(person)).exists()


def to_answer(person: Person) -> QuerySet[Opinion]:
    """Return the opinions that wait for a person's answer, soonest first."""
    rows = Opinion.objects.filter(answerer=person, answered_on__isnull=True, answer="")
    return rows.select_related("meeting", "speaker").order_by("answer_due_on")
