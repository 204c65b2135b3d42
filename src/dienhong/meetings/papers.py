"""The papers of a meeting as files: PDF and DOCX of the same words."""

from collections.abc import Callable

from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.core.papers import meeting as papers
from dienhong.core.papers.paper import Letterhead, Paper, Signer
from dienhong.core.papers.posting import JournalMark, Present
from dienhong.meetings.models import Meeting, MeetingPaper
from dienhong.meetings.signing import symbol_of
from dienhong.organisation import letterheads
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.organisation.queries import agency
from dienhong.record import corrections
from dienhong.regulation.law import say_citation

# What the papers of a meeting are read with, a query each.
_READ_WITH: list[str] = [
    "agenda",
    "attendance__person",
    "attendance__replaced_by",
    "tasks__owner",
    "tasks__department",
    "opinions__speaker",
    "opinions__answerer",
    "reviews__task__owner",
    "occasions__duty",
]


def paper_of(meeting: Meeting, kind: str) -> Paper:
    """Return one of a meeting's papers: "minutes", "conclusion" or "invitation"."""
    row = meeting.papers.filter(kind=kind).first()
    head = _letterhead(kind, row)
    return _KINDS[kind](head, meeting)


def _letterhead(kind: str, row: MeetingPaper | None) -> Letterhead:
    office = agency()
    number, _, symbol = (row.number if row else "").partition("/")
    on = row.dated_on if row else None
    return letterheads.letterhead(office, symbol=symbol or symbol_of(kind), number=number, on=on)


def told(meeting: Meeting) -> papers.Meeting:
    """Return a meeting as its papers tell it."""
    read = Meeting.objects.select_related("chair", "secretary")
    row = read.prefetch_related(*_READ_WITH).get(pk=meeting.pk)
    came = [each for each in row.attendance.all() if each.present]
    return papers.Meeting(
        title=row.title,
        held_on=row.held_on,
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        place=row.place,
        chair=_present(row.chair),
        secretary=_present(row.secretary),
        serves=tuple(_serves(row)),
        present=tuple(_present(each.person) for each in came),
        absent=tuple(_absent(row)),
        guests=tuple(line.strip() for line in row.guests.splitlines() if line.strip()),
        agenda=tuple(
            papers.Item(item.words, _cited(item.demanded_by), item.record)
            for item in row.agenda.all()
        ),
        reviewed=tuple(
            papers.Task(each.task.words, each.task.owner.name, each.task.due_on, each.said)
            for each in row.reviews.all()
        ),
        opinions=tuple(_opinions(row)),
        tasks=tuple(_tasks(row)),
        conclusion=row.conclusion,
    )


def _present(person: Person | None) -> Present:
    return Present(person.name, person.position) if person else Present()


def _absent(meeting: Meeting) -> list[papers.Absent]:
    return [
        papers.Absent(
            each.person.name, each.reason, each.replaced_by.name if each.replaced_by else ""
        )
        for each in meeting.attendance.all()
        if not each.present
    ]


def _opinions(meeting: Meeting) -> list[papers.Opinion]:
    return [
        papers.Opinion(
            each.voiced_by,
            each.words,
            each.answered_there,
            each.answerer.name if each.answerer else "",
            each.answer_due_on,
        )
        for each in meeting.opinions.all()
    ]


def _tasks(meeting: Meeting) -> list[papers.Task]:
    return [
        papers.Task(
            each.words,
            f"{each.department.name} ({each.owner.name})" if each.department else each.owner.name,
            each.due_on,
        )
        for each in meeting.tasks.all()
        if not each.dropped_because
    ]


def _serves(meeting: Meeting) -> list[str]:
    rows = meeting.occasions.all()
    return [
        f"{each.duty.title} ({', '.join(map(_cited, each.duty.citations))})"
        if each.duty.citations
        else each.duty.title
        for each in rows
    ]


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return ""
    said = say_citation(citation)
    return f"{said} Quy chế thực hiện dân chủ" if citation.is_own else said


def _minutes(head: Letterhead, meeting: Meeting) -> Paper:
    mark = None
    if meeting.entry_number is not None and meeting.stage in {"ready", "signed"}:
        mark = JournalMark(entry=meeting.entry_number, fingerprint=meeting.fingerprint)
    return papers.minutes(head, told(meeting), mark=mark, corrected=_corrected(meeting))


def _corrected(meeting: Meeting) -> str:
    """Say line by line what was corrected after the minutes were signed."""
    rows = [row for row in corrections.of(meeting.subject) if row.decided_at is not None]
    return "\n".join(
        f"Ngày {timezone.localdate(row.decided_at):%d/%m/%Y}, {row.label}: «{row.before}» thành "
        f"«{row.after}». Lý do: {row.ground}. Sổ ghi mục {row.entry_number}."
        for row in rows
    )


def _signer(meeting: Meeting) -> Signer:
    """Return who signs besides the secretary: the head, of a body's own meeting that body."""
    return Signer(meeting.body.label if meeting.body else title_of(Function.CHIEF), "")


def _conclusion(head: Letterhead, meeting: Meeting) -> Paper:
    return papers.conclusion(head, told(meeting), signer=_signer(meeting))


def _invitation(head: Letterhead, meeting: Meeting) -> Paper:
    chosen = [row.name for row in meeting.departments.all()]
    whom = "; ".join(chosen) if chosen else "Toàn thể cán bộ, công chức, viên chức, người lao động"
    if meeting.body:
        whom = meeting.body.label
    return papers.invitation(head, told(meeting), whom=whom, signer=_signer(meeting))


_KINDS: dict[str, Callable[[Letterhead, Meeting], Paper]] = {
    "minutes": _minutes,
    "conclusion": _conclusion,
    "invitation": _invitation,
}
