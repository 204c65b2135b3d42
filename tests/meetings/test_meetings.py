"""A meeting from its plan to the occasion that its signed minutes close, and each refusal."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dienhong.core.citation import Citation
from dienhong.core.refusal import Outdated
from dienhong.duties.models import Evidence, Occasion
from dienhong.meetings import actions, minutes, signing
from dienhong.meetings.actions import Absent, Held
from dienhong.meetings.minutes import Set, Voiced, Words
from dienhong.meetings.models import Meeting, Opinion, Task
from dienhong.organisation import actions as organisation
from dienhong.organisation.models import Department, Person
from dienhong.record.models import JournalEntry
from tests.duties.story import swept, the
from tests.meetings.story import (
    MARCH,
    briefing,
    copy,
    demand,
    finished,
    held,
    minutes_of,
    numbered,
    planned,
    signed,
    tasked,
    voiced,
    written,
)
from tests.publication.story import MONDAY, act, after, body_of_last_entry, no, open_for, person

pytestmark = pytest.mark.usefixtures("running")
CLAUSE = Citation("quy-che-1", "dieu-1.khoan-1")


def kinds_about(subject: str) -> list[str]:
    rows = JournalEntry.objects.filter(subject=subject)
    return list(rows.values_list("kind", flat=True))


def test_a_meeting_of_three_periods_is_planned_held_written_signed_and_closes_all_three() -> None:
    swept(date(2026, 6, 1))
    first = date(2026, 1, 1)
    occasions = [
        Occasion.objects.get(routine="briefing", unit=unit, first=day)
        for unit, day in (
            ("month", date(2026, 6, 1)),
            ("quarter", date(2026, 4, 1)),
            ("half_year", first),
        )
    ]
    meeting = signed(planned(*occasions, day=date(2026, 6, 5)))

    assert meeting.stage == "signed"
    for occasion in Occasion.objects.filter(meetings=meeting):
        assert (occasion.is_open, occasion.done_on) == (False, date(2026, 6, 5))
        proof = Evidence.objects.get(occasion=occasion)
        assert (proof.kind, proof.number, proof.path) == (
            "meeting",
            "05/BB-VP",
            f"hop/{meeting.pk}/",
        )
        assert proof.file == minutes_of(meeting).signed
    assert Occasion.objects.filter(meetings=meeting).count() == 3
    assert kinds_about(meeting.subject) == [
        "meetings.planned",
        "meetings.held",
        "meetings.minutes_written",
        "meetings.minutes_finished",
        "meetings.numbered",
        "meetings.signed",
    ]


def test_the_agenda_begins_with_what_is_demanded_then_the_routine_then_the_office() -> None:
    row = briefing()
    demand(row, "Phổ biến chính sách")
    meeting = planned(row, more=["Việc khác"])
    items = list(meeting.agenda.values_list("words", "source"))

    assert items[0] == ("Phổ biến chính sách", str(CLAUSE))
    assert items[1:] == [*((part, "") for part in row.meant.parts), ("Việc khác", "")]


def test_what_is_closed_or_no_meeting_or_not_yet_open_is_not_planned_for() -> None:
    assert "chưa ghi tên" in no(lambda: planned(title=" ")).reason
    swept(date(2027, 1, 4))
    programme = Occasion.objects.filter(routine="programme").first()
    assert programme
    refusal = no(lambda: planned(programme))
    assert "không làm bằng cuộc họp" in refusal.reason
    assert refusal.source == programme.duty.citations[0]
    early = no(lambda: planned(day=date(2026, 2, 27)))
    assert "làm từ ngày 01/03/2026" in early.reason
    assert (early.source, early.allowed_from) == (CLAUSE, MARCH)
    signed()
    assert "đã khép" in no(planned).reason


def test_who_may_not_plan_reads_who_may() -> None:
    refusal = no(lambda: planned(by="minh"))

    assert "việc này thuộc" in refusal.reason
    assert not Meeting.objects.exists()


def test_a_planned_meeting_moves_and_is_called_off_with_a_reason_and_its_occasion_stays() -> None:
    meeting = planned()
    day = after(MONDAY, 3)
    actions.move(meeting, held_on=day, begins_at=time(14), place="Sảnh", by=act("lan"))
    assert Meeting.objects.get().held_on == day
    assert "làm từ ngày" in (
        no(
            lambda: actions.move(
                meeting, held_on=date(2026, 2, 2), begins_at=None, place="", by=act("lan")
            )
        ).reason
    )
    assert (
        "vì sao không họp" in no(lambda: actions.cancel(meeting, ground=" ", by=act("lan"))).reason
    )
    actions.cancel(meeting, ground="Mưa bão.", by=act("lan"))

    assert Meeting.objects.get().cancelled_because == "Mưa bão."
    assert briefing().is_open
    assert "đang ở bước «không họp»" in no(lambda: held(meeting)).reason


def test_attendance_is_of_the_staff_of_the_day_or_of_the_departments_chosen() -> None:
    room = Department.objects.create(name="Phòng Gieo hạt")
    organisation.add_person(
        name="An", login="an", password="", department=room.name, joined_on=MONDAY, by=act("lan")
    )
    whole, part = held(), held(planned(departments=[room]))

    assert whole.attendance.count() == 8
    assert [row.person.name for row in part.attendance.all()] == ["An"]
    stranger = str(person("minh").pk)
    how = Held(begins_at=None, ends_at=None, place="", present=[stranger])
    edition = part.attendance_edition
    refusal = no(lambda: actions.hold(part, how, edition=edition, by=act("lan")))
    assert "không nằm trong danh sách" in refusal.reason


def test_who_was_absent_has_a_reason_and_a_stand_in_which_mending_the_list_keeps() -> None:
    meeting = held(absent=("minh", "tu"))
    told = {str(person("minh").pk): Absent("Đi công tác", person("vy"))}
    meeting = actions.explain(meeting, told, edition=meeting.attendance_edition, by=act("lan"))
    meeting = held(meeting, absent=("minh",))
    absent = meeting.attendance.get(present=False)

    assert (absent.person.name, absent.reason) == ("Minh", "Đi công tác")
    assert absent.replaced_by == person("vy")
    present = {str(person("tu").pk): Absent("Ốm")}
    edition = meeting.attendance_edition
    refusal = no(lambda: actions.explain(meeting, present, edition=edition, by=act("lan")))
    assert "không nằm trong danh sách" in refusal.reason


def test_a_meeting_ahead_is_not_held_and_hours_run_forward() -> None:
    late = planned(day=after(MONDAY, 2))
    assert no(lambda: actions.hold(late, how(), edition=1, by=act("lan"))).allowed_from
    now = planned()
    backwards = how(begins_at=time(10), ends_at=time(9))
    refusal = no(lambda: actions.hold(now, backwards, edition=1, by=act("lan")))
    assert "giờ kết thúc" in refusal.reason


def how(begins_at: time | None = None, ends_at: time | None = None) -> Held:
    return Held(begins_at=begins_at, ends_at=ends_at, place="", present=[])


def test_minutes_lacking_chair_attendance_or_a_demanded_record_are_not_finished() -> None:
    row = briefing()
    demand(row, "Phổ biến chính sách")
    meeting = held(planned(row))
    meeting = written(meeting, chair=None)
    refusal = no(lambda: actions.finish(meeting, by=act("lan")))
    assert ("chưa có người chủ trì" in refusal.reason, refusal.source) == (True, CLAUSE)

    meeting = written(meeting, records={1: " "})
    refusal = no(lambda: actions.finish(meeting, by=act("lan")))
    assert "«Phổ biến chính sách» chưa ghi" in refusal.reason
    assert refusal.source == CLAUSE

    empty = planned(row)
    empty = actions.hold(empty, how(), edition=1, by=act("lan"))
    empty = written(empty)
    assert "chưa có ai dự" in no(lambda: actions.finish(empty, by=act("lan"))).reason
    assert briefing().is_open


def test_minutes_that_tell_only_who_came_are_finished_where_nothing_was_to_be_talked_about() -> (
    None
):
    silent: dict[str, object] = {"records": {}, "conclusion": " "}
    meeting = written(**silent)
    refusal = no(lambda: actions.finish(meeting, by=act("lan")))
    assert ("chưa ghi đã bàn hay kết luận gì" in refusal.reason, refusal.source) == (True, CLAUSE)
    assert "phần kết luận" in refusal.cure
    assert not meeting.papers.exists()

    spoken = written(held(planned(occasions=[], more=["Gặp đầu xuân"])), **silent)
    voiced(spoken)
    assert actions.finish(spoken, by=act("lan")).entry_number
    plain = written(held(planned(occasions=[])), **silent)
    assert actions.finish(plain, by=act("lan")).entry_number


def test_the_secretary_named_writes_the_minutes_without_the_power() -> None:
    meeting = planned(secretary=person("minh"))
    meeting = held(meeting, by="minh")
    written(meeting, by="minh")

    assert no(lambda: written(meeting, by="tu"))


def test_the_second_of_two_who_write_at_once_is_told() -> None:
    meeting = held()
    first = written(meeting)
    with pytest.raises(Outdated):
        written(meeting)

    assert [row.number for row in first.editions.all()] == [2, 1]


def test_a_task_is_owed_by_its_owner_reported_and_reviewed_at_the_next_meeting() -> None:
    meeting = held()
    roof, fence = tasked(meeting), tasked(meeting, "Rào vườn", to="vy")
    signed(meeting)
    assert ("Báo đã làm", after(MONDAY, 10)) in open_for("minh")
    assert "việc này thuộc" in (
        no(lambda: minutes.report_task(roof, words="Xong.", by=act("tu"))).reason
    )
    assert "kết quả còn để trống" in (
        no(lambda: minutes.report_task(roof, words=" ", by=act("minh"))).reason
    )
    minutes.report_task(roof, words="Đã lợp lại.", paper="Biên nhận số 3", by=act("minh"))
    assert open_for("minh") == []
    assert (
        "đã ghi xong" in no(lambda: minutes.report_task(roof, words="Xong.", by=act("minh"))).reason
    )

    swept(date(2026, 4, 1))
    april = held(planned(the("briefing", date(2026, 4, 1)), day=date(2026, 4, 3)))
    assert {row.task for row in april.reviews.all()} == {roof, fence}
    minutes.report_task(fence, words="Đã rào.", by=act("vy", date(2026, 4, 2)))
    may = held(planned(*_briefing_of_may(), day=date(2026, 5, 4)))
    assert not may.reviews.exists()  # both were done before the last meeting
    alone = held(planned(occasions=()))
    assert not alone.reviews.exists()


def _briefing_of_may() -> list[Occasion]:
    swept(date(2026, 5, 1))
    return [the("briefing", date(2026, 5, 1))]


def test_a_task_of_a_department_is_its_heads() -> None:
    room = Department.objects.create(name="Phòng Gieo hạt")
    meeting = held()
    what = Set(words="Gieo vụ hè", due_on=after(MONDAY, 5), department=room)
    refusal = no(lambda: minutes.set_task(meeting, what, by=act("lan")))
    assert "Phòng Gieo hạt chưa có trưởng phòng" in refusal.reason
    khue = person("khue")
    khue.department = room
    khue.save()
    task = minutes.set_task(meeting, what, by=act("lan"))

    assert (task.owner, task.department) == (khue, room)
    before = Set(words="Gieo", due_on=after(MONDAY, -1), owner=khue)
    refusal = no(lambda: minutes.set_task(meeting, before, by=act("lan")))
    assert "ở trước ngày họp" in refusal.reason


def test_a_task_written_by_mistake_is_dropped_with_a_reason_and_its_row_stays() -> None:
    task = tasked(held())
    assert "vì sao bỏ" in no(lambda: minutes.drop_task(task, ground="", by=act("lan"))).reason
    minutes.drop_task(task, ground="Ghi trùng.", by=act("lan"))

    assert Task.objects.get().dropped_because == "Ghi trùng."
    assert open_for("minh") == []


def test_an_opinion_is_of_a_person_a_group_or_nobody_named_and_is_answered_or_given() -> None:
    meeting = held()
    due = after(MONDAY, 7)
    for wrong in (
        Voiced(words="Ý", answer="Rồi."),
        Voiced(words="Ý", speaker=person("minh"), unnamed=True, answer="Rồi."),
        Voiced(words=" ", group="Tổ bếp", answer="Rồi."),
        Voiced(words="Ý", group="Tổ bếp"),
        Voiced(words="Ý", group="Tổ bếp", answerer=person("hoa")),
    ):
        assert no(lambda wrong=wrong: minutes.record_opinion(meeting, wrong, by=act("lan"))).cure
    opinion = voiced(meeting, group="Tổ bếp", answer="", answerer=person("hoa"), answer_due_on=due)
    assert ("Trả lời ý kiến", due) in open_for("hoa")
    minutes.answer(opinion, words="Mua thêm bàn.", by=act("hoa"))

    kept = Opinion.objects.get()
    assert (kept.words, kept.answer) == ("Bếp ăn còn chật.", "Mua thêm bàn.")
    assert "Trả lời ý kiến" not in [verb for verb, _ in open_for("hoa")]
    assert "đã ghi xong" in no(lambda: minutes.answer(opinion, words="Khác.", by=act("hoa"))).reason


def test_an_opinion_without_a_name_keeps_none_anywhere() -> None:
    meeting = held()
    opinion = voiced(meeting, unnamed=True)
    entry = body_of_last_entry()

    assert (opinion.speaker, opinion.group, opinion.voiced_by) == (None, "", "không nêu tên")
    assert str(person("minh").pk) not in JournalEntry.objects.latest("number").body
    assert entry["facts"] == {"meeting": str(meeting.pk), "answered": True}


def test_numbers_are_given_once_a_year_with_the_offices_symbol() -> None:
    first = finished()
    paper = minutes_of(first)
    for number, day in (("", MONDAY), ("5", None), ("5", after(MONDAY, 1)), ("5", MARCH)):
        by = act("lan")
        assert no(
            lambda n=number, d=day, b=by: signing.number(paper, number=n, dated_on=d, by=b)
        ).cure
    assert (
        "việc này thuộc"
        in no(lambda: signing.number(paper, number="5", dated_on=MONDAY, by=act("khue"))).reason
    )
    assert numbered(first).number == "05/BB-VP"
    second = finished(held(planned()))
    assert "đã là của «Giao ban tháng 3»" in no(lambda: numbered(second)).reason
    assert numbered(second, "6/BB-TSM").number == "6/BB-TSM"


def test_minutes_without_number_are_not_signed_and_what_is_signed_stays() -> None:
    meeting = finished()
    refusal = no(lambda: signing.sign(minutes_of(meeting), copy(), by=act("lan")))
    assert "còn thiếu số và ngày" in refusal.reason
    paper = numbered(meeting)
    assert "đã có số" in no(lambda: actions.reopen(meeting, by=act("lan"))).reason
    signing.sign(paper, copy(), by=act("lan"))

    for late in (
        lambda: written(meeting),
        lambda: tasked(meeting),
        lambda: voiced(meeting),
        lambda: actions.reopen(meeting, by=act("lan")),
        lambda: signing.sign(paper, copy(), by=act("lan")),
    ):
        assert "đang ở bước «đã có bản ký»" in no(late).reason


def test_finished_minutes_open_again_until_they_have_a_number() -> None:
    meeting = finished()
    actions.reopen(meeting, by=act("lan"))
    again = finished(Meeting.objects.get())

    assert again.papers.filter(kind="minutes").count() == 1
    assert again.edition == 3


def test_an_occasion_closed_meanwhile_is_left_as_it_is() -> None:
    meeting, other = finished(held(planned())), finished(held(planned()))
    signing.sign(numbered(meeting), copy(), by=act("lan"))
    signing.sign(numbered(other, "6"), copy(), by=act("lan"))

    assert Evidence.objects.count() == 1
    assert Meeting.objects.filter(stage="signed").count() == 2


def test_words_of_an_item_that_was_not_sent_stay() -> None:
    meeting = written()
    words = Words(chair=person("hoa"), secretary=person("lan"), records={2: "Mới"}, said={})
    minutes.write(meeting, words, edition=meeting.edition, by=act("lan"))

    records = list(meeting.agenda.values_list("record", flat=True))
    assert records[:2] == ["Đã bàn.", "Mới"]


@pytest.mark.parametrize("many", [20, 200])
def test_holding_a_meeting_asks_as_much_of_the_database_for_20_as_for_200(many: int) -> None:
    Person.objects.bulk_create(Person(name=f"Người {n}", joined_on=MONDAY) for n in range(many))
    meeting = planned()
    with CaptureQueriesContext(connection) as asked:
        held(meeting)

    assert meeting.attendance.count() == many + 7
    assert len(asked) < 50
