"""Writing minutes: the words of each item, the tasks set, the opinions voiced and their answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.duties.actions import close_duties
from dienhong.duties.occasions import Upload
from dienhong.meetings import owed, queries, rules, rules_minutes
from dienhong.meetings.actions import check_recorder, locked
from dienhong.meetings.models import AgendaItem, Meeting, MinutesEdition, Opinion, Review, Task
from dienhong.meetings.rules import Stage
from dienhong.organisation.actions import check_power
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Department, Person
from dienhong.organisation.queries import holders_on
from dienhong.record import files
from dienhong.record.actions import write_entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of minutes: by the order of each item, and by the key of each task reviewed."""

    chair: Person | None
    secretary: Person | None
    records: Mapping[int, str]
    said: Mapping[int, str]
    conclusion: str = ""


@transaction.atomic
def write(meeting: Meeting, words: Words, *, edition: int, by: Actor) -> Meeting:
    """Save the words of the minutes; refused where somebody has saved since they were read."""
    meeting = _being_written(meeting, by)
    rules.check_edition(edition, meeting.edition)
    if not meeting.editions.exists():
        _remember(meeting, by)
    meeting.chair, meeting.secretary = words.chair, words.secretary
    meeting.conclusion, meeting.edition = words.conclusion.strip(), meeting.edition + 1
    meeting.save(update_fields=["chair", "secretary", "conclusion", "edition"])
    items = [item for item in meeting.agenda.all() if item.order in words.records]
    for item in items:
        item.record = words.records[item.order].strip()
    AgendaItem.objects.bulk_update(items, ["record"])
    reviews = [row for row in meeting.reviews.all() if row.pk in words.said]
    for row in reviews:
        row.said = words.said[row.pk].strip()
    Review.objects.bulk_update(reviews, ["said"])
    _remember(meeting, by)
    write_entry(
        "meetings.minutes_written",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"edition": meeting.edition},
    )
    return meeting


def _remember(meeting: Meeting, by: Actor) -> None:
    MinutesEdition.objects.create(
        meeting=meeting,
        number=meeting.edition,
        saved_by_id=by.author.id,
        saved_at=by.at,
        words=words_of(meeting),
    )


def words_of(meeting: Meeting) -> dict[str, str]:
    """Return the words of the minutes as their form takes them initially."""
    items = {f"record_{item.order}": item.record for item in meeting.agenda.all()}
    reviews = {f"said_{row.pk}": row.said for row in meeting.reviews.all()}
    people = {
        "chair": str(meeting.chair_id or ""),
        "secretary": str(meeting.secretary_id or ""),
    }
    return people | items | reviews | {"conclusion": meeting.conclusion}


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A task that a meeting sets: for a person, or for a department, that is for its head."""

    words: str
    due_on: date
    owner: Person | None = None
    department: Department | None = None


@transaction.atomic
def set_task(meeting: Meeting, what: Set, *, by: Actor) -> Task:
    """Write down what the meeting set; its owner owes it from now on."""
    meeting = _being_written(meeting, by)
    rules.check_said(what.words, "nội dung nhiệm vụ")
    rules.check_not_before_meeting(what.due_on, meeting.held_on)
    task = Task.objects.create(
        meeting=meeting,
        order=meeting.tasks.count() + 1,
        words=what.words.strip(),
        owner=what.owner or _head_of(what.department, meeting.held_on),
        department=None if what.owner else what.department,
        due_on=what.due_on,
    )
    owed.ask_for_task(task)
    write_entry(
        "meetings.task_set",
        task.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={
            "meeting": str(meeting.pk),
            "owner": str(task.owner_id),
            "due_on": task.due_on.isoformat(),
        },
    )
    return task


def _head_of(department: Department | None, day: date) -> Person:
    """Return the one who heads a department on a day."""
    held = holders_on(day, [Function.HEAD_OF_DEPARTMENT])
    heads = [row.person for row in held if department and row.person.department_id == department.pk]
    name = department.name if department else "phòng được giao"
    rules_minutes.check_head(name, [head.name for head in heads])
    return heads[0]


@transaction.atomic
def drop_task(task: Task, *, ground: str, by: Actor) -> Task:
    """Take off a task that was written down by mistake, before the minutes are finished."""
    _being_written(task.meeting, by)
    task = Task.objects.select_for_update().get(pk=task.pk)
    rules_minutes.check_waits(task.done_on)
    rules.check_why_dropped(ground)
    task.dropped_because = ground.strip()
    task.save(update_fields=["dropped_because"])
    close_duties(task.subject, on=by.today)
    write_entry(
        "meetings.task_dropped",
        task.subject,
        by=by,
        clauses=queries.clauses_of(task.meeting),
        facts={"meeting": str(task.meeting_id)},
    )
    return task


@transaction.atomic
def report_task(
    task: Task, *, words: str, paper: str = "", upload: Upload | None = None, by: Actor
) -> Task:
    """Say that a task is done, in words and with the paper or file that shows it, if any does."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    _check_owner(task.subject, task.owner_id, by)
    rules_minutes.check_waits(task.done_on)
    rules.check_said(words, "kết quả")
    task.report, task.paper, task.done_on = words.strip(), paper.strip(), by.today
    task.reported_by_id = by.author.id
    if upload is not None:
        kept = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        task.file, task.file_name = kept.file, kept.name
    task.save(
        update_fields=["report", "paper", "file", "file_name", "done_on", "reported_by"],
    )
    close_duties(task.subject, on=by.today)
    write_entry(
        "meetings.task_done",
        task.subject,
        by=by,
        clauses=queries.clauses_of(task.meeting),
        facts={
            "meeting": str(task.meeting_id),
            "due_on": task.due_on.isoformat(),
            "done_on": by.today.isoformat(),
        },
        digest=task.file.digest if task.file else "",
    )
    return task


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """An opinion as it was voiced, and its answer: given there, or by whom and until when."""

    words: str
    speaker: Person | None = None
    group: str = ""
    unnamed: bool = False
    answer: str = ""
    answerer: Person | None = None
    answer_due_on: date | None = None


@transaction.atomic
def record_opinion(meeting: Meeting, what: Voiced, *, by: Actor) -> Opinion:
    """Write down an opinion with whose it is and its answer; one without a name keeps none."""
    meeting = _being_written(meeting, by)
    speaker = str(what.speaker.pk) if what.speaker else ""
    voice = rules_minutes.Voice(speaker, what.group, what.unnamed)
    rules_minutes.check_voice(voice, what.words, entered_for=by.on_behalf_of is not None)
    answerer = str(what.answerer.pk) if what.answerer else ""
    rules_minutes.check_answer(what.answer, answerer, what.answer_due_on, meeting.held_on)
    answered = bool(what.answer.strip())
    opinion = Opinion.objects.create(
        meeting=meeting,
        order=meeting.opinions.count() + 1,
        speaker=what.speaker,
        group=what.group.strip(),
        unnamed=what.unnamed,
        words=what.words.strip(),
        answer=what.answer.strip(),
        answerer=what.answerer,
        answer_due_on=None if answered else what.answer_due_on,
        answered_on=meeting.held_on if answered else None,
    )
    if not answered:
        owed.ask_for_answer(opinion)
    write_entry(
        "meetings.opinion_recorded",
        opinion.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"meeting": str(meeting.pk), "answered": answered},
    )
    return opinion


@transaction.atomic
def answer(opinion: Opinion, *, words: str, by: Actor) -> Opinion:
    """Answer an opinion that was left open; the opinion itself stays as it was voiced."""
    opinion = Opinion.objects.select_for_update().get(pk=opinion.pk)
    _check_owner(opinion.subject, opinion.answerer_id, by)
    rules_minutes.check_waits(opinion.answered_on)
    rules.check_said(words, "lời trả lời")
    opinion.answer, opinion.answered_on = words.strip(), by.today
    opinion.save(update_fields=["answer", "answered_on"])
    close_duties(opinion.subject, on=by.today)
    assert opinion.answer_due_on is not None
    write_entry(
        "meetings.opinion_answered",
        opinion.subject,
        by=by,
        clauses=queries.clauses_of(opinion.meeting),
        facts={
            "meeting": str(opinion.meeting_id),
            "due_on": opinion.answer_due_on.isoformat(),
            "answered_on": by.today.isoformat(),
        },
    )
    return opinion


def _being_written(meeting: Meeting, by: Actor) -> Meeting:
    """Lock a meeting whose minutes are being written, for who writes them."""
    row = locked(meeting)
    check_recorder(row, by, "ghi biên bản")
    rules.PROCEDURE.check("write", Stage(row.stage))
    return row


def _check_owner(subject: str, owner: object, by: Actor) -> None:
    """Refuse who neither owes it nor has the power to keep the record."""
    if not queries.owes(subject, owner, by.author.id):
        check_power(rules.RECORD, by, "ghi thay người được giao")
