"""Correcting a clerical error in minutes: asked for by one person, signed by another.

Nothing recorded is edited: what stood before, what stands now and why stay readable by everybody
who reads the minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.duties.actions import close_duties
from dienhong.meetings import owed, rules
from dienhong.meetings.actions import check_recorder, locked
from dienhong.meetings.content import digest_of
from dienhong.meetings.models import AgendaItem, Attendance, Meeting, Opinion, Task
from dienhong.meetings.rules import Stage
from dienhong.organisation.actions import check_power, someone
from dienhong.organisation.models import Person
from dienhong.record import corrections
from dienhong.record import rules as record_rules
from dienhong.record.actions import write_entry
from dienhong.record.corrections import Change
from dienhong.record.models import Correction

TEXT, DAY, CAME = "text", "day", "came"
CAME_LABELS = {"present": "có mặt", "absent": "vắng"}
_LONGEST_LABEL = 100
Row = Meeting | AgendaItem | Task | Opinion | Attendance


@dataclass(frozen=True, slots=True)
class Field:
    """Something of minutes that may be corrected: ``name`` of ``row``, as people read it."""

    code: str
    label: str
    shape: str
    row: Row
    name: str

    @property
    def value(self) -> str:
        """Return what is written now, as a form sends it."""
        written = getattr(self.row, self.name)
        if self.shape == CAME:
            return "present" if written else "absent"
        return written.isoformat() if self.shape == DAY else str(written)

    @property
    def said(self) -> str:
        """Return what is written now, as people read it."""
        return said(self.shape, self.value)


def said(shape: str, value: str) -> str:
    """Return a value as people read it."""
    if shape == DAY:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return CAME_LABELS[value] if shape == CAME else value


def fields_of(meeting: Meeting) -> list[Field]:
    """Return what may be corrected of a meeting: its words, tasks, opinions, who came."""
    found = [
        Field("place", "Nơi họp", TEXT, meeting, "place"),
        Field("guests", "Người ngoài cơ quan", TEXT, meeting, "guests"),
        Field("conclusion", "Kết luận", TEXT, meeting, "conclusion"),
    ]
    found += [
        Field(f"item-{item.order}", f"Nội dung {item.order}", TEXT, item, "record")
        for item in meeting.agenda.all()
    ]
    for task in meeting.tasks.filter(dropped_because=""):
        which = f"task-{task.order}"
        found.append(Field(f"{which}-words", f"Nhiệm vụ {task.order}", TEXT, task, "words"))
        found.append(Field(f"{which}-due", f"Hạn của nhiệm vụ {task.order}", DAY, task, "due_on"))
    for opinion in meeting.opinions.all():
        number = opinion.order
        found.append(Field(f"opinion-{number}", f"Ý kiến {number}", TEXT, opinion, "words"))
    for row in meeting.attendance.select_related("person"):
        label = f"Điểm danh {row.person.name}"[:_LONGEST_LABEL]
        found.append(Field(f"came-{row.pk}", label, CAME, row, "present"))
    return found


def field_of(meeting: Meeting, code: str) -> Field | None:
    """Return one of the fields that may be corrected."""
    return next((field for field in fields_of(meeting) if field.code == code), None)


@transaction.atomic
def ask(  # noqa: PLR0913 (what a correction says)
    meeting: Meeting,
    code: str,
    value: str,
    *,
    ground: str,
    signer: Person,
    read: str | None = None,
    by: Actor,
) -> Correction:
    """Ask for the correction of one field; nothing changes until the named person signs it."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "đính chính biên bản")
    rules.PROCEDURE.check("correct", Stage(meeting.stage))
    field = field_of(meeting, code)
    rules.check_correctable(field is not None)
    assert field is not None
    record_rules.check_as_read(field.value if read is None else read, field.value, field.said)
    _check_value(meeting, field, value)
    change = Change(
        subject=meeting.subject,
        field=field.code,
        label=field.label,
        before=field.said,
        after=said(field.shape, value),
        value=value,
        ground=ground,
    )
    asked = corrections.ask(change, named=someone(signer), by=by)
    owed.ask_for_correction(meeting, signer, by.today)
    write_entry(
        "meetings.correction_asked",
        meeting.subject,
        by=by,
        facts={"field": field.code, "words": asked.digest},
    )
    return asked


def _check_value(meeting: Meeting, field: Field, value: str) -> None:
    if field.shape == DAY:
        rules.check_not_before_meeting(date.fromisoformat(value), meeting.held_on)
    if isinstance(field.row, Task | Opinion) and field.shape == TEXT:
        rules.check_said(value, "nội dung đúng")


@transaction.atomic
def sign(correction: Correction, *, by: Actor) -> Correction:
    """Sign a correction as the person named for it; what follows from it is written at once."""
    meeting, row = _both_locked(correction)
    check_power(rules.SIGN, by, "ký đính chính")
    rules.PROCEDURE.check("correct", Stage(meeting.stage))
    corrections.check_may_sign(row, by=by)
    field = field_of(meeting, row.field)
    rules.check_correctable(field is not None)
    assert field is not None
    _apply(field, row.value)
    meeting = Meeting.objects.get(pk=meeting.pk)
    entry = write_entry(
        "meetings.corrected",
        meeting.subject,
        by=by,
        facts={"field": field.code, "words": row.digest},
        digest=digest_of(meeting),
    )
    corrections.close(row, corrections.Stage.DONE, entry, by=by)
    close_duties(meeting.subject, on=by.today, kinds=[owed.CORRECT])
    return row


def _apply(field: Field, value: str) -> None:
    written: object = value
    if field.shape == DAY:
        written = date.fromisoformat(value)
    elif field.shape == CAME:
        written = value == "present"
    setattr(field.row, field.name, written)
    names = [field.name]
    if isinstance(field.row, Attendance) and field.row.present:
        field.row.reason, field.row.replaced_by = "", None
        names += ["reason", "replaced_by"]
    field.row.save(update_fields=names)
    if isinstance(field.row, Task) and field.row.done_on is None:
        owed.ask_for_task(field.row)


@transaction.atomic
def decline(correction: Correction, *, by: Actor) -> None:
    """Decline a correction as the one named, or take back one's own: the minutes stay."""
    meeting, row = _both_locked(correction)
    if by.author.id != row.asked_by:
        check_power(rules.SIGN, by, "bác đề nghị đính chính")
    corrections.check_may_decline(row)
    entry = write_entry(
        "meetings.correction_declined",
        meeting.subject,
        by=by,
        facts={"field": row.field, "words": row.digest},
    )
    corrections.close(row, corrections.Stage.DECLINED, entry, by=by)
    close_duties(meeting.subject, on=by.today, kinds=[owed.CORRECT])


def _both_locked(correction: Correction) -> tuple[Meeting, Correction]:
    key = correction.subject.partition(":")[2]
    meeting = Meeting.objects.select_for_update().get(pk=key)
    return meeting, Correction.objects.select_for_update().get(pk=correction.pk)
