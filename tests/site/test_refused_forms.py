"""A form that a rule refuses says so where it was filled in, and the journal has the refusal."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.duties.models import Duty
from dienhong.meetings import minutes
from dienhong.record.models import JournalEntry
from dienhong.reporting import actions as reporting
from tests.duties import filling
from tests.meetings import story as meetings
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, moment, person
from tests.reporting.story import HALF


@pytest.fixture(autouse=True)
def _running(office: str) -> Iterator[None]:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        meetings.opened()
        yield


Asked = tuple[str, str, dict[str, Any]]
TEXT = SimpleUploadedFile("ban-ky.txt", "Chỉ là chữ".encode())


def plan() -> Asked:
    serves = [str(meetings.briefing().pk)]
    return "hop/hen/", "meeting:", {"title": "Họp", "held_on": "2026-02-27", "occasions": serves}


def move() -> Asked:
    meeting = meetings.planned()
    return f"{meeting.path}doi/", meeting.subject, {"held_on": "2026-02-27"}


def hold() -> Asked:
    meeting = meetings.planned()
    hours = {"begins_at": "10:00", "ends_at": "09:00", "edition": 1}
    return f"{meeting.path}diem-danh/", meeting.subject, hours


def explain() -> Asked:
    meeting = meetings.held(absent=("minh",))
    return f"{meeting.path}vang/", meeting.subject, {"edition": 99}


def set_task() -> Asked:
    meeting = meetings.held()
    return f"{meeting.path}giao/", meeting.subject, {"words": "Sửa", "due_on": "2026-03-20"}


def record_opinion() -> Asked:
    meeting = meetings.held()
    return f"{meeting.path}y-kien/", meeting.subject, {"words": "Chật", "group": "Tổ bếp"}


def number() -> Asked:
    paper = meetings.minutes_of(meetings.finished())
    return f"hop/van-ban/{paper.pk}/so/", paper.meeting.subject, {"number": "", "dated_on": ""}


def sign() -> Asked:
    paper = meetings.numbered(meetings.finished())
    return f"hop/van-ban/{paper.pk}/ban-ky/", paper.meeting.subject, {"copy": TEXT}


def correct() -> Asked:
    meeting = meetings.signed()
    path = f"{meeting.path}dinh-chinh/muc/conclusion/"
    said = {"value": meeting.conclusion, "ground": "Nhầm", "signer": str(person("hoa").pk)}
    return path, meeting.subject, said | {"read": meeting.conclusion}


def report_task() -> Asked:
    task = meetings.reported(meetings.tasked(meetings.held()))
    return f"hop/nhiem-vu/{task.pk}/", task.subject, {"words": "Đã làm lại"}


def answer() -> Asked:
    opinion = meetings.voiced(meetings.held(), speaker=person("lan"))
    return f"hop/y-kien/{opinion.pk}/", opinion.subject, {"words": "Trả lời lại"}


def measure_added() -> Asked:
    filling.begin_review()
    return "viec/bien-phap/them/", "measure:", _measure()


def measure_changed() -> Asked:
    filling.begin_review()
    row = filling.a_measure()
    return f"viec/bien-phap/{row.pk}/sua/", row.subject, _measure()


def _measure() -> dict[str, Any]:
    owner = str(person("minh").pk)
    return {"what": "Khoán xăng", "field": "waste", "owner": owner, "due_on": "2026-02-27"}


def remind() -> Asked:
    meetings.tasked(meetings.held())
    duty = Duty.objects.get(kind="meetings.task")
    minutes.report_task(duty_task(duty), words="Đã làm.", by=act("minh"))
    return f"viec/nhac/viec/{duty.pk}/", duty.subject, {"to": str(person("minh").pk), "words": ""}


def duty_task(duty: Duty) -> Any:
    from dienhong.meetings.models import Task

    return Task.objects.get(pk=duty.subject.partition(":")[2])


def report_sign() -> Asked:
    report = reporting.prepare(HALF, by=act("lan"))
    given = {"number": "4", "signed_on": "2026-03-02", "file": TEXT}
    return f"bao-cao/{report.pk}/ban-ky/", report.subject, given


def take_outline() -> Asked:
    report = reporting.prepare(HALF, by=act("lan"))
    return f"bao-cao/{report.pk}/de-cuong/nap/", report.subject, {"file": TEXT}


def mail() -> Asked:
    return "viec/nhac/thu/xac-nhan/", f"person:{person('lan').pk}", {"code": "ABCD"}


CASES = {
    "meetings.plan": plan,
    "meetings.move": move,
    "meetings.hold": hold,
    "meetings.explain": explain,
    "meetings.set_task": set_task,
    "meetings.record_opinion": record_opinion,
    "meetings.number": number,
    "meetings.sign": sign,
    "meetings.correct": correct,
    "meetings.report_task": report_task,
    "meetings.answer": answer,
    "duties.measure_added": measure_added,
    "duties.measure_changed": measure_changed,
    "duties.remind": remind,
    "reporting.sign": report_sign,
    "reporting.take_outline": take_outline,
    "duties.mail": mail,
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_form_is_refused_stands_in_it_and_in_the_journal(name: str) -> None:
    path, subject, given = CASES[name]()
    TEXT.seek(0)
    before = JournalEntry.objects.count()
    page = client_of("lan").post(f"/thu/{path}", given)
    entry = JournalEntry.objects.order_by("-number").first()

    assert page.status_code in {409, 422}
    assert JournalEntry.objects.count() == before + 1
    assert entry is not None
    assert (entry.kind, entry.subject) == ("record.refused", subject)
    assert f'"act":"{name}"' in entry.body
    assert f"Lần này được ghi vào sổ, mục {entry.number}" in page.content.decode()


def test_a_refused_opinion_without_a_name_leaves_nobody_in_the_journal() -> None:
    meeting = meetings.held()
    before = JournalEntry.objects.count()
    said = {"words": "Sợ nói", "unnamed": "on"}
    page = client_of("lan").post(f"/thu/{meeting.path}y-kien/", said)

    assert "cũng chưa giao ai trả lời" in page.content.decode()
    assert JournalEntry.objects.count() == before
