"""The pages of a meeting, walked by their words; who sees what; two clerks at the minutes."""

from hashlib import sha256
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dienhong.duties.actions import hand_on
from dienhong.duties.models import Duty, Occasion
from dienhong.meetings import actions
from dienhong.meetings.actions import Held
from dienhong.meetings.models import Attendance, Meeting, Opinion, Task
from dienhong.meetings.queries import invited
from dienhong.organisation import absences
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.models import Person
from dienhong.record.models import Correction, JournalEntry
from tests.meetings.story import (
    SIGNED,
    briefing,
    demand,
    finished,
    held,
    numbered,
    planned,
    signed,
    tasked,
    voiced,
    written,
)
from tests.publication.story import MONDAY, act, after, at_desk, body_of_last_entry, person
from tests.scenarios.walker import Reader

pytestmark = pytest.mark.usefixtures("clock")


def page_of(meeting: Meeting) -> str:
    return f"hop/{meeting.pk}/"


def scan(name: str = "bien-ban.pdf", content: bytes = SIGNED) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def test_the_day_of_a_meeting_stands_on_what_it_serves_and_in_the_calendar() -> None:
    row = briefing()
    lan = at_desk("lan", f"hop/hen/?viec={row.pk}")
    lan.send("Hẹn họp", {"Ngày họp": "2026-03-12", "Giờ bắt đầu": "08:00", "Nơi họp": "Hội trường"})
    meeting = lan.path
    assert "hẹn 08:00, Hội trường" in at_desk("minh", "lich/?thang=2026-3").words
    assert at_desk("minh", row.duty.path).follow("thứ Năm 12/03/2026").path == meeting

    lan.follow("Đổi ngày, giờ, nơi họp").send("Đổi", {"Ngày họp": "2026-04-02"})
    assert "Ngày họp ở sau ngày cuối này: việc sẽ được ghi là trễ hạn." in lan.words
    assert "Hẹn thứ Năm 02/04/2026, 08:00, Hội trường." in at_desk("lan", row.duty.path).words
    lan.send("Không họp", {"Lý do": "Bão."})
    lan = at_desk("lan", row.duty.path)
    assert "Hẹn thứ" not in lan.words
    lan.follow("Hẹn họp")
    assert "/hop/hen/" in lan.path


def test_from_planning_to_the_closed_occasion_by_the_pages_alone() -> None:
    row = briefing()
    demand(row, "Phổ biến chính sách")
    lan = at_desk("lan", f"hop/hen/?viec={row.pk}")
    said = {"Giờ bắt đầu": "08:00", "Nơi họp": "Phòng họp", "Người chủ trì": "Hoa"}
    lan.send("Hẹn họp", said | {"Thư ký": "Lan"})
    assert "Việc tiếp theo: họp và điểm danh" in lan.words
    lan.follow("Điểm danh").send("Ghi có mặt")
    assert "Việc tiếp theo: ghi biên bản" in lan.words
    task = {"Nhiệm vụ": "Rào vườn", "Giao cho người": "Minh", "Hạn": "2026-03-20"}
    lan.follow("Giao nhiệm vụ").send("Giao nhiệm vụ", task)
    opinion = {"Ý kiến": "Bếp chật", "Hoặc nhóm": "Tổ bếp", "Người trả lời sau": "Hoa"}
    lan.follow("Ghi ý kiến").send("Ghi ý kiến", opinion | {"Hạn trả lời": "2026-03-10"})
    lan.follow("Ghi biên bản").send("Ghi biên bản", {"2. ": "Đã kiểm điểm."})
    lan.send("Ghi xong biên bản")
    assert lan.status == 409
    assert "nội dung «Phổ biến chính sách» chưa ghi diễn biến" in lan.words
    lan.follow("Quay lại").follow("Ghi biên bản").send("Ghi biên bản", {"1. ": "Đã phổ biến."})
    lan.send("Ghi xong biên bản")
    assert "Việc tiếp theo: lấy số" in lan.words
    lan.follow("Ghi số").send("Ghi số", {"Số": "7"})
    lan.follow("Nhận bản ký").send("Nhận bản ký", {"Bản đã ký": scan()})

    assert "đã có bản ký" in lan.words
    assert not Occasion.objects.get(pk=row.pk).is_open
    assert lan.follow("Bản đã ký: bien-ban.pdf").content == SIGNED
    assert "Báo đã làm" in at_desk("minh").words


def test_one_filled_button_stands_on_each_step() -> None:
    meeting = planned()
    for bring in (lambda m: m, held, written, finished):
        meeting = bring(meeting) if bring is not finished else _finish(meeting)
        page = at_desk("lan", page_of(meeting)).page
        filled = [
            each.words
            for each in page.every("a", "button")
            if "btn-main" in each.attrs.get("class", "").split()
        ]
        assert len(filled) == 1, meeting.stage


def _finish(meeting: Meeting) -> Meeting:
    from dienhong.meetings import actions

    return actions.finish(meeting, by=act("lan"))


def test_draft_minutes_are_read_by_who_writes_and_who_came_signed_ones_by_everybody() -> None:
    meeting = finished(held(absent=("minh",)))
    words, file = "Tiếp tục làm như đã bàn.", f"hop/{meeting.pk}/van-ban/bien-ban.pdf"
    for login in ("lan", "hoa", "tu", "vy"):
        assert words in at_desk(login, page_of(meeting)).words
    minh = at_desk("minh", page_of(meeting))
    assert words not in minh.words
    assert "Biên bản chưa có bản ký" in minh.words
    for path in (file, file.replace("pdf", "docx")):
        assert at_desk("minh", path).status == 404
        assert at_desk("tu", path).status == 200
    from dienhong.meetings import signing
    from tests.meetings.story import copy

    signing.sign(numbered(meeting), copy(), by=act("lan"))

    assert words in at_desk("minh", page_of(meeting)).words
    assert at_desk("minh", file).status == 200


def test_who_does_not_write_the_minutes_is_told_who_does() -> None:
    meeting = held()
    for part in ("diem-danh/", "vang/", "bien-ban/", "giao/", "y-kien/", "dinh-chinh/"):
        answer = at_desk("minh", page_of(meeting) + part)
        assert (answer.status, "việc này thuộc" in answer.words) == (409, True), part
    meeting = finished(meeting)
    late = at_desk("lan", page_of(meeting) + "bien-ban/")
    assert (late.status, "đang ở bước" in late.words) == (409, True)


def test_the_tick_list_leaves_out_who_is_away_without_saying_why() -> None:
    absences.enter(
        person("minh"), AbsenceKind.SICK, starts_on=MONDAY, ends_on=MONDAY, by=act("lan")
    )
    meeting = planned()
    lan = at_desk("lan", page_of(meeting) + "diem-danh/")
    assert "Minh (đã ghi vắng)" in lan.words
    ticked = {
        each.attrs["id"]: "checked" in each.attrs
        for each in lan.page.every("input")
        if each.attrs.get("name") == "present"
    }
    assert [key for key, tick in ticked.items() if not tick] == [f"co-{person('minh').pk}"]
    lan.send("Ghi có mặt")
    assert "Người vắng" in lan.words
    assert "ốm" not in lan.words.lower()
    offered = [each.attrs.get("value", "") for each in lan.page.every("input")]
    assert "đã ghi nghỉ, biệt phái từ 02/03/2026 đến 02/03/2026" in offered
    lan.send("Ghi", {"Minh vắng vì": "Nghỉ phép", "Người dự thay Minh": "Vy"})

    assert "Minh: Nghỉ phép; Vy dự thay" in lan.words


def _many(count: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(name=f"Người {n:04}", joined_on=MONDAY) for n in range(count)
    )


def test_more_than_a_thousand_who_came_are_ticked_in_one_form() -> None:
    """The framework takes no more than 1,000 fields, where nobody says otherwise."""
    _many(1_010)
    meeting = planned()
    lan = at_desk("lan", page_of(meeting) + "diem-danh/").send("Ghi có mặt")

    assert lan.status == 200
    assert meeting.attendance.filter(present=True).count() == 1_017


def test_who_was_absent_is_told_page_by_page_and_none_is_left_out() -> None:
    absent = [str(row.pk) for row in _many(65)]
    meeting = planned()
    present = [str(row.pk) for row in invited(meeting) if str(row.pk) not in absent]
    actions.hold(
        meeting,
        Held(begins_at=None, ends_at=None, place="Sảnh", present=present),
        edition=1,
        by=act("lan"),
    )

    lan = at_desk("lan", page_of(meeting) + "vang/")
    for number in (30, 30, 5):
        asked = [box.words for box in lan.page.every("label") if " vắng vì" in box.words]
        assert len(asked) == number
        lan.send("Ghi", dict.fromkeys(asked, "Đi công tác"))
    assert lan.path == f"/thu/{page_of(meeting)}"
    assert not meeting.attendance.filter(present=False, reason="").exists()


def test_the_second_of_two_clerks_at_the_minutes_sees_both_and_chooses() -> None:
    meeting = held()
    first = at_desk("lan", page_of(meeting) + "bien-ban/")
    second = at_desk("hoa", page_of(meeting) + "bien-ban/")
    first.send("Ghi biên bản", {"1. ": "Lan ghi.", "Kết luận": "Của Lan."})
    second.send("Ghi biên bản", {"2. ": "Hoa ghi.", "Kết luận": "Của Hoa."})
    assert (second.status, "có người vừa lưu trước" in second.words) == (409, True)
    assert "Của [khác: Lan. ]" in second.words
    chosen = {f"choice-{name}": "given" for name in ("conclusion", "record_2")}
    form, _ = second._form_with("Lưu bản đã chọn")
    from tests.scenarios.walker import _as_it_stands

    second.post_by_hand(second.url, _as_it_stands(form) | chosen)

    meeting = Meeting.objects.get()
    records = list(meeting.agenda.values_list("record", flat=True))
    assert (records[:2], meeting.conclusion) == (["Lan ghi.", "Hoa ghi."], "Của Hoa.")
    assert meeting.editions.first().saved_by == person("hoa")


def test_the_second_of_two_clerks_at_the_attendance_sees_both() -> None:
    meeting = planned()
    first = at_desk("lan", page_of(meeting) + "diem-danh/")
    second = at_desk("hoa", page_of(meeting) + "diem-danh/")
    first.send("Ghi có mặt", {"Minh": False})
    second.send("Ghi có mặt", {"Tú": False})

    assert (second.status, "có người vừa lưu trước" in second.words) == (409, True)
    assert [row.person.name for row in meeting.attendance.filter(present=False)] == ["Minh"]


def test_a_form_that_is_refused_keeps_what_was_typed() -> None:
    meeting = held()
    lan = at_desk("lan", page_of(meeting) + "y-kien/")
    lan.send("Ghi ý kiến", {"Ý kiến": "Bếp chật", "Hoặc nhóm": "Tổ bếp"})
    assert (lan.status, "cũng chưa giao ai trả lời" in lan.words) == (422, True)
    assert "Bếp chật" in [each.raw.strip() for each in lan.page.every("textarea")]
    plan = at_desk("lan", "hop/hen/").send(
        "Hẹn họp", {"Tên cuộc họp": "Gặp Công đoàn", "Ngày họp": ""}
    )
    assert plan.status == 422
    assert not Opinion.objects.exists()


def test_an_opinion_without_a_name_leaves_none_on_any_page_or_in_the_journal() -> None:
    meeting = held()
    said = {"Ý kiến": "Sợ nói", "Không nêu tên": True, "Trả lời tại cuộc họp": "Đã nghe."}
    before = JournalEntry.objects.count()
    lan = at_desk("lan", page_of(meeting) + "y-kien/").send("Ghi ý kiến", said)

    assert "Không nêu tên Sợ nói" in lan.words
    opinion = Opinion.objects.get()
    assert (opinion.speaker, opinion.group) == (None, "")
    for entry in JournalEntry.objects.filter(number__gt=before):
        assert "Minh" not in entry.body


def test_a_clerk_who_enters_for_another_does_not_write_down_what_has_no_name() -> None:
    from dataclasses import replace

    from dienhong.core.acting import Someone
    from dienhong.meetings import minutes
    from dienhong.meetings.minutes import Voiced
    from tests.publication.story import no

    meeting = held()
    by = replace(act("lan"), on_behalf_of=Someone(str(person("hoa").pk), "Hoa"))
    what = Voiced(words="Sợ nói", unnamed=True, answer="Đã nghe.")
    refusal = no(lambda: minutes.record_opinion(meeting, what, by=by))

    assert "sổ ghi vẫn giữ tên" in refusal.reason
    assert not Opinion.objects.exists()


def test_my_tasks_are_reported_and_opinions_answered_from_the_duties_own_pages() -> None:
    meeting = held()
    tasked(meeting)
    voiced(meeting, answer="", answerer=person("hoa"), answer_due_on=after(MONDAY, 3))
    minh = at_desk("minh").follow("Báo đã làm").send("Báo đã làm", {"Kết quả": "Đã lợp."})
    assert "Đã lợp." in minh.words
    hoa = at_desk("hoa").follow("Trả lời ý kiến").send("Trả lời", {"Trả lời": "Sẽ mở."})
    assert "Sẽ mở." in hoa.words

    assert not Duty.objects.filter(kind__startswith="meetings.", done_on=None).exists()
    assert "Đã xong" in at_desk("minh", "hop/nhiem-vu/").words


def test_a_task_of_draft_minutes_is_seen_by_its_owner_and_not_by_who_was_not_there() -> None:
    meeting = held(absent=("minh", "tu"))
    task = tasked(meeting)
    opinion = voiced(meeting)

    assert at_desk("minh", f"hop/nhiem-vu/{task.pk}/").status == 200
    assert at_desk("tu", f"hop/nhiem-vu/{task.pk}/").status == 404
    assert at_desk("tu", f"hop/y-kien/{opinion.pk}/").status == 404


def test_a_task_that_was_handed_on_is_reported_by_who_has_it_now() -> None:
    task = tasked(held(absent=("minh", "tu")))
    duty = Duty.objects.get(subject=task.subject)
    hand_on(duty, person("tu"), by=act("lan"))
    tu = at_desk("tu").follow("Báo đã làm").send("Báo đã làm", {"Kết quả": "Đã lợp."})

    assert "Đã lợp." in tu.words
    assert Task.objects.get().reported_by == person("tu")


def test_a_task_is_dropped_on_the_page_with_its_reason() -> None:
    meeting = held()
    tasked(meeting)
    lan = at_desk("lan", page_of(meeting)).send("Bỏ nhiệm vụ", {"Lý do bỏ": "Ghi trùng."})

    assert "Bỏ vì: Ghi trùng." in lan.words
    assert Task.objects.get().dropped_because


def test_the_list_shows_what_waits_for_number_and_for_the_signed_copy() -> None:
    first, second = finished(), finished(held(planned()))
    minh = at_desk("minh", "hop/")
    assert "Giao ban" in minh.section("Chờ số").words
    numbered(second)
    assert "05/BB-VP" in at_desk("minh", "hop/").section("Chờ bản ký").words
    assert not minh.may_follow("Hẹn họp")
    assert first.stage == "ready"


def test_the_register_lists_a_year_and_goes_out_as_a_table() -> None:
    waits = finished(held(planned(title="=1+1")))
    numbered(finished(held(planned())), "6")
    signed()
    assert waits.papers.get().state == "chờ số"
    lan = at_desk("lan", "hop/so/")
    rows = [row.words for row in lan.page.every("tr")][1:]
    assert [("05/BB-VP" in rows[0], "đã có bản ký" in rows[0])] == [(True, True)]
    assert "có số" in rows[1]
    assert "chờ số" in rows[2]
    book = load_workbook(BytesIO(lan.follow("Tải bảng (XLSX)").content))
    cells = list(book.active.values)
    assert cells[1][0] == "05/BB-VP"
    assert cells[3][2] == "'=1+1"
    assert "Chưa có văn bản nào" in at_desk("lan", "hop/so/?loai=ket-luan&nam=2025").words


def test_an_invitation_and_a_notice_of_conclusions_are_papers_that_wait_for_a_number() -> None:
    meeting = planned()
    lan = at_desk("lan", page_of(meeting)).send("Lập giấy mời")
    assert "Giấy mời chờ số" in lan.words
    assert at_desk("minh", f"hop/{meeting.pk}/van-ban/giay-moi.pdf").status == 200
    assert at_desk("lan", f"hop/{meeting.pk}/van-ban/ket-luan.pdf").status == 404
    lan = at_desk("lan", page_of(finished(meeting))).send("Lập thông báo kết luận")
    lan.follow("Ghi số thông báo kết luận").send("Ghi số", {"Số": "12"})

    assert "12/TB-VP" in lan.words
    lan.follow("Nhận bản ký thông báo kết luận")
    lan.send("Nhận bản ký", {"Bản đã ký": scan(content=b"MZ khong phai pdf")})
    assert lan.status == 422
    assert meeting.papers.filter(signed__isnull=False).count() == 0


def test_what_was_signed_is_corrected_by_two_and_both_texts_stay_readable() -> None:
    meeting = held()
    tasked(meeting)
    voiced(meeting, "Bếp chật lắm.")
    meeting = signed(meeting)
    lan = at_desk("lan", page_of(meeting) + "dinh-chinh/muc/opinion-1/")
    lan.send(
        "Đề nghị đính chính",
        {"Nội dung đúng": "Bếp chật.", "Lý do": "Ghi sai.", "Người ký": "Hoa"},
    )
    assert Opinion.objects.get().words == "Bếp chật lắm."
    hoa = at_desk("hoa").follow("Ký đính chính").follow("Đọc và ký đính chính")
    hoa.send("Ký đính chính")

    assert Opinion.objects.get().words == "Bếp chật."
    minh = at_desk("minh", page_of(meeting))
    assert "Bếp [khác: chật lắm. ]" in minh.section("Đính chính").words
    assert Correction.objects.get().entry_number
    for code, value in (("task-1-due", "2026-03-30"), ("came-99", "present")):
        answer = at_desk("lan", f"{page_of(meeting)}dinh-chinh/muc/{code}/")
        assert answer.status == (200 if code.startswith("task") else 404), value


def test_a_corrected_due_day_moves_the_duty_and_a_declined_correction_changes_nothing() -> None:
    meeting = held(absent=("minh",))
    task = tasked(meeting)
    meeting = signed(meeting)
    lan = at_desk("lan", page_of(meeting) + "dinh-chinh/muc/task-1-due/")
    right = {"Ngày đúng": "2026-03-30", "Lý do": "Ghi sai.", "Người ký": "Hoa"}
    lan.send("Đề nghị đính chính", right)
    _sign(meeting, "Ký đính chính")
    assert Duty.objects.get(subject=task.subject).due_on.day == 30

    row = meeting.attendance.get(person=person("minh"))
    lan = at_desk("lan", f"{page_of(meeting)}dinh-chinh/muc/came-{row.pk}/")
    came = {"Ghi đúng": "có mặt", "Lý do": "Đến muộn.", "Người ký": "Hoa"}
    lan.send("Đề nghị đính chính", came)
    _sign(meeting, "Bác đề nghị")
    assert not meeting.attendance.get(pk=row.pk).present
    at_desk("lan", f"{page_of(meeting)}dinh-chinh/muc/came-{row.pk}/").send(
        "Đề nghị đính chính", came
    )
    _sign(meeting, "Ký đính chính")
    assert meeting.attendance.get(pk=row.pk).present


def _sign(meeting: Meeting, button: str) -> Reader:
    hoa = at_desk("hoa", page_of(meeting)).follow("Đọc và ký đính chính")
    return hoa.send(button)


def test_a_planned_meeting_is_moved_and_called_off_on_its_page() -> None:
    meeting = planned()
    lan = at_desk("lan", page_of(meeting)).follow("Đổi ngày, giờ, nơi họp")
    lan.send("Đổi", {"Ngày họp": "2026-03-04"})
    assert "Điểm danh khi đã họp, thứ Tư 04/03/2026" in lan.words
    lan.send("Không họp", {"Lý do": "Bão."})

    assert "Không họp. Bão." in lan.words
    assert briefing().is_open


def test_a_task_is_reported_with_a_file_that_only_readers_of_it_open() -> None:
    meeting = held()
    task = tasked(meeting)
    minh = at_desk("minh").follow("Báo đã làm")
    wrong = {"Kết quả": "Đã lợp.", "Tệp quét hoặc bản điện tử": scan("anh.exe", b"MZ not taken")}
    minh.send("Báo đã làm", wrong)
    assert minh.status == 422
    assert "Đã lợp." in minh.html  # what was typed is kept
    assert not Task.objects.exclude(file=None).exists()

    right = {"Kết quả": "Đã lợp.", "Tệp quét hoặc bản điện tử": scan("anh.pdf")}
    minh.send("Báo đã làm", right)
    assert "anh.pdf" in minh.words
    task.refresh_from_db()
    assert body_of_last_entry()["digest"] == task.file_id == sha256(SIGNED).hexdigest()
    minh.follow("anh.pdf")
    assert minh.content == SIGNED
    path = f"hop/nhiem-vu/{task.pk}/tep/anh.pdf"
    assert at_desk("lan", path).content == SIGNED
    Attendance.objects.filter(person=person("tu")).delete()
    assert at_desk("tu", path).status == 404
