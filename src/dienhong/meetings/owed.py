"""The duties that meetings write: to do a task, to answer an opinion, to sign a correction."""

from datetime import date

from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties.actions import open_duty
from dienhong.meetings import queries
from dienhong.meetings.models import Meeting, Opinion, Task
from dienhong.organisation.models import Person

TASK = "meetings.task"
ANSWER = "meetings.answer"
CORRECT = "meetings.sign_correction"
# What waits for somebody's signature in person, and what for their answer.
SIGNED = frozenset({CORRECT})
ANSWERED = frozenset({ANSWER})
_SHOWN = 300


def _until(day: date, why: str) -> Derivation:
    return Derivation(day, (Step(day, day, StepKind.END, why),))


def ask_for_task(task: Task) -> None:
    """Ask the owner to do a task until its day."""
    meeting = task.meeting
    open_duty(
        TASK,
        task.subject,
        title=task.words[:_SHOWN],
        verb="Báo đã làm",
        path=f"hop/nhiem-vu/{task.pk}/",
        due=_until(task.due_on, f"Giao tại cuộc họp ngày {meeting.held_on:%d/%m/%Y}"),
        clauses=queries.clauses_of(meeting),
        person=task.owner,
    )


def ask_for_answer(opinion: Opinion) -> None:
    """Ask whoever is to answer an opinion; its words stand on the page, not in the title."""
    meeting = opinion.meeting
    assert opinion.answer_due_on is not None
    open_duty(
        ANSWER,
        opinion.subject,
        title=f"Ý kiến nêu tại: {meeting.title}"[:_SHOWN],
        verb="Trả lời ý kiến",
        path=f"hop/y-kien/{opinion.pk}/",
        due=_until(opinion.answer_due_on, f"Hẹn tại cuộc họp ngày {meeting.held_on:%d/%m/%Y}"),
        clauses=queries.clauses_of(meeting),
        person=opinion.answerer,
    )


def ask_for_correction(meeting: Meeting, named: Person, today: date) -> None:
    """Ask the person named for it to read and sign a correction."""
    open_duty(
        CORRECT,
        meeting.subject,
        title=f"Đính chính biên bản: {meeting.title}"[:_SHOWN],
        verb="Ký đính chính",
        path=meeting.path,
        due=_until(today, "Chỗ nhầm trong biên bản cần sửa ngay"),
        clauses=queries.clauses_of(meeting),
        person=named,
    )
