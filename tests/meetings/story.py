"""One office with its routines opened, and the acts with which stories of meetings begin."""

from datetime import date, time
from io import BytesIO

from django.core.files.base import File

from dienhong.duties.models import Occasion
from dienhong.duties.occasions import Upload
from dienhong.meetings import actions, minutes, signing
from dienhong.meetings.actions import Held, Plan
from dienhong.meetings.minutes import Set, Voiced, Words
from dienhong.meetings.models import Meeting, MeetingPaper, Opinion, Task
from dienhong.meetings.queries import invited
from dienhong.meetings.signing import Copy
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from tests.duties.story import REGULATION, swept, the
from tests.file_samples import pdf
from tests.publication.story import MONDAY, act, add_people, adopt, after, person

MARCH = date(2026, 3, 1)
SIGNED = pdf("Bien ban da ky")


def opened() -> None:
    """Give the open office its people and a regulation, and open what comes back."""
    add_people()
    adopt(REGULATION)
    swept(MONDAY)


def demand(occasion: Occasion, words: str, clause: str = "quy-che-1:dieu-1.khoan-1") -> None:
    """Let an occasion's agenda demand an item, as a regulation that lists its agenda does."""
    occasion.agenda = [*occasion.agenda, [words, clause]]
    occasion.save()


def briefing() -> Occasion:
    """Return the briefing of March."""
    return the("briefing", MARCH)


def planned(*given: Occasion, by: str = "lan", day: date = MONDAY, **more: object) -> Meeting:
    """Plan a meeting, of March's briefing if nothing is named, of none if ``occasions`` is ()."""
    serves = given if given or "occasions" in more else (briefing(),)
    words = {
        "title": "Giao ban tháng 3",
        "held_on": day,
        "begins_at": time(8),
        "place": "Phòng họp tầng 2",
        "occasions": serves,
        "chair": person("hoa"),
        "secretary": person("lan"),
    }
    return actions.plan(Plan(**(words | more)), by=act(by))  # type: ignore[arg-type]


def held(
    meeting: Meeting | None = None, *, absent: tuple[str, ...] = (), by: str = "lan"
) -> Meeting:
    """Hold a meeting to which everybody comes but those named."""
    meeting = meeting or planned()
    away = {str(person(login).pk) for login in absent}
    return actions.hold(
        meeting,
        Held(
            begins_at=time(8),
            ends_at=time(9, 30),
            place="Phòng họp tầng 2",
            present=[str(who.pk) for who in invited(meeting) if str(who.pk) not in away],
        ),
        edition=meeting.attendance_edition,
        by=act(by, max(meeting.held_on, MONDAY)),
    )


def written(meeting: Meeting | None = None, *, by: str = "lan", **said: object) -> Meeting:
    """Write the minutes of a meeting, with something on each item of the agenda."""
    if meeting is None or meeting.stage == "planned":
        meeting = held(meeting)
    words = {
        "chair": person("hoa"),
        "secretary": person("lan"),
        "records": {item.order: "Đã bàn." for item in meeting.agenda.all()},
        "said": {row.pk: "Đang làm." for row in meeting.reviews.all()},
        "conclusion": "Tiếp tục làm như đã bàn.",
    }
    return minutes.write(
        meeting,
        Words(**(words | said)),  # type: ignore[arg-type]
        edition=meeting.edition,
        by=act(by, max(meeting.held_on, MONDAY)),
    )


def tasked(meeting: Meeting, words: str = "Sửa mái nhà kho", *, to: str = "minh") -> Task:
    """Let a meeting set a task, to be done in ten days."""
    due = after(meeting.held_on, 10)
    what = Set(words=words, due_on=due, owner=person(to))
    return minutes.set_task(meeting, what, by=act("lan", max(meeting.held_on, MONDAY)))


def reported(task: Task) -> Task:
    """Let a task be reported by Minh with a file that shows it."""
    upload = Upload("anh.pdf", File(BytesIO(SIGNED), name="anh.pdf"), Seen(Kind.PDF, 1))
    return minutes.report_task(task, words="Đã làm.", upload=upload, by=act("minh", MONDAY))


def voiced(meeting: Meeting, words: str = "Bếp ăn còn chật.", **more: object) -> Opinion:
    """Let an opinion be voiced at a meeting, by Minh and answered at once if nothing is said."""
    said: dict[str, object] = {"words": words, "answer": "Sẽ mở rộng."}
    if not {"group", "unnamed"} & set(more):
        said["speaker"] = person("minh")
    return minutes.record_opinion(meeting, Voiced(**(said | more)), by=act("lan"))  # type: ignore[arg-type]


def finished(meeting: Meeting | None = None) -> Meeting:
    """Bring the minutes of a meeting to their end."""
    meeting = written(meeting)
    return actions.finish(meeting, by=act("lan", max(meeting.held_on, MONDAY)))


def minutes_of(meeting: Meeting) -> MeetingPaper:
    """Return the paper that the minutes are."""
    return meeting.papers.get(kind="minutes")


def numbered(meeting: Meeting, number: str = "5") -> MeetingPaper:
    """Give the minutes of a meeting number and day."""
    day = max(meeting.held_on, MONDAY)
    return signing.number(minutes_of(meeting), number=number, dated_on=day, by=act("lan", day))


def copy(content: bytes = SIGNED) -> Copy:
    """Return a signed copy as a form gives it, looked at."""
    return Copy("bien-ban.pdf", File(BytesIO(content), name="bien-ban.pdf"), Seen(Kind.PDF, 1))


def signed(meeting: Meeting | None = None, number: str = "5") -> Meeting:
    """Bring a meeting to its signed minutes."""
    meeting = finished(meeting)
    paper = numbered(meeting, number)
    signing.sign(paper, copy(), by=act("lan", max(meeting.held_on, MONDAY)))
    return Meeting.objects.get(pk=meeting.pk)
