"""Scenarios of the clauses of Lạng Sơn 2010 on what comes back and on following it up."""

from collections.abc import Mapping
from datetime import date

import time_machine

from dienhong.hosting.context import use_agency
from dienhong.publication import plans
from dienhong.site.offices import the_system
from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.returning import hold, minute, row_of, settle, show, swept
from tests.scenarios.steps import at
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

REGULATION = "lang-son-2010"
HEAD = "Chu Bá Đạt"  # of the department in which the union's chair works
PROGRAMME = "Lập chương trình công tác năm 2026"
TO_PUBLISH = f"Chương trình công tác năm 2026: Trưởng phòng {HEAD}"
REPORT = "Báo cáo của người giữ chức vụ 6 tháng đầu năm 2026"
OWN_REPORT = f"{REPORT}: Trưởng phòng {HEAD}"
FIRST, SECOND = "Điều 5 khoản 1", "Điều 5 khoản 2"


def ask_for_publication(office: Demo) -> None:
    """Do what the sweep does of the programmes that were drawn up."""
    with use_agency(office.code):
        assert plans.ask_for_publication(by=the_system(at(date(2026, 3, 2))))


def urge(head: Reader, whom: str, words: Mapping[str, str] | None = None) -> None:
    """From the department's board remind a person of what they owe."""
    row = row_of(head, whom)
    head.follow(next(a.words for a in row.every("a") if a.words.startswith("Đôn đốc")))
    head.send("Nhắc", words)


def test_dieu_4_contact_with_the_bodies(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-4")
    mau_b.come_in(mau_b.chief)
    with time_machine.travel(at(date(2026, 4, 1)), tick=False):
        swept(mau_b)
        chief = mau_b.come_in(mau_b.chief)
        chief.follow("Ghi việc đã làm", beside="Gặp các tổ chức đoàn thể quý II/2026")
        chief.send("Ghi đã làm", {"Ngày đã làm": "2026-04-01"})
        assert (chief.status, "chưa có biên bản cuộc họp" in chief.words) == (409, True)
        assert "Điều 4" in [a.words for a in chief.section("Chưa gửi được").every("a")]

        show(chief, "14/BB-VP", "2026-04-01")
        assert "Đã ghi xong." in chief.words
        assert clauses_of(entry(chief, "Ghi việc định kỳ đã làm"))[0] == "Điều 4"


def test_dieu_5_the_briefing_follows_the_article(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-5", "dieu-5.khoan-1", "dieu-5.khoan-2")
    chief = mau_b.come_in(mau_b.chief)
    settle(chief, "Họp giao ban", "tháng")
    swept(mau_b)
    chief.follow("Việc của tôi").follow("Ghi việc đã làm", beside="Họp giao ban tháng 3/2026")
    assert not mau_b.come_in(mau_b.staff).may_follow("Hẹn họp")
    cited = [a.words for a in chief.section("Nội dung").every("a")]
    assert cited == [FIRST, SECOND]

    hold(chief, mau_b.chief)
    voiced = {"Ý kiến": "Nên chia đều lịch trực.", "Người phát biểu": mau_b.staff}
    chief.follow("Ghi ý kiến")
    chief.send("Ghi ý kiến", voiced | {"Trả lời tại cuộc họp": "Tháng sau chia lại."})
    of_a_group = {"Ý kiến": "Bảng tin thiếu chỗ.", "Hoặc nhóm": "Phòng Kinh tế"}
    later = {"Người trả lời sau": mau_b.chief, "Hạn trả lời": "2026-03-10"}
    chief.follow("Ghi ý kiến").send("Ghi ý kiến", of_a_group | later)
    minute(chief, {"1. ": "Đã soát việc, chọn việc tới, phổ biến."})
    assert chief.status == 409
    assert SECOND in [a.words for a in chief.section("chưa ghi diễn biến").every("a")]
    minute(chief.follow("Quay lại"), {"2. ": "Hai ý kiến, ghi riêng."})
    chief.follow("Việc của tôi").follow("Trả lời ý kiến")
    assert "Bảng tin thiếu chỗ." in chief.words
    chief.send("Trả lời", {"Trả lời": "Lắp thêm một bảng ở tầng 2."})
    assert "Đã trả lời ý kiến." in chief.words
    assert clauses_of(entry(chief, "Trả lời ý kiến"))[:3] == ["Điều 5", FIRST, SECOND]


def test_dieu_5_khoan_2_gach_1_the_mid_year_review(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-5.khoan-2.gach-1")
    mau_b.come_in(mau_b.chief)
    with time_machine.travel(at(date(2026, 6, 1)), tick=False):
        swept(mau_b)
        chief = mau_b.come_in(mau_b.chief)
        chief.follow("Ghi việc đã làm", beside="Sơ kết 6 tháng đầu năm 2026")
        parts = [li.words for li in chief.section("Nội dung").every("li")]
        assert parts == [
            "Kết quả đạt được",
            "Hạn chế, nguyên nhân",
            "Biện pháp phát huy quyền làm chủ",
        ]
        assert "đến hết thứ Ba 30/06/2026" in chief.words
        chief.send("Ghi đã làm", {"Ngày đã làm": "2026-06-01"})
        assert (chief.status, "chưa có biên bản cuộc họp" in chief.words) == (409, True)
        show(chief, "41/BB-VP", "2026-06-01")
        assert clauses_of(entry(chief, "Ghi việc định kỳ đã làm")) == ["Điều 5 khoản 2, gạch 1"]


def test_dieu_15_khoan_1_the_programme_of_an_officer(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-15.khoan-1")
    dat = mau_b.come_in(HEAD)
    year = dat.another_tab().follow("Việc định kỳ").follow("Cả năm").follow("Năm 2027")
    assert "Lập chương trình công tác" in year.words
    assert "Điều 15 khoản 1" in dat.follow("Việc định kỳ").section("Trễ hạn").words
    dat.follow(f"{PROGRAMME}: Trưởng phòng {HEAD}")
    dat.send("Ghi đã làm", {"Ngày đã làm": "2026-03-02"})
    assert (dat.status, "chưa có văn bản" in dat.words) == (409, True)
    show(dat, "02/CTr-KT", "2026-03-02")
    assert "Đã ghi xong." in dat.words

    board = mau_b.come_in(mau_b.administration).follow("Việc định kỳ").follow("Bảng theo dõi")
    assert f"{PROGRAMME}: Trưởng phòng {HEAD}" not in board.words
    assert mau_b.union in board.section("Trễ hạn").words
    assert clauses_of(entry(dat, "Ghi việc định kỳ đã làm")) == ["Điều 15 khoản 1"]

    ask_for_publication(mau_b)
    oanh = mau_b.come_in(mau_b.administration)
    assert TO_PUBLISH in oanh.words
    oanh.follow("Công khai", beside=TO_PUBLISH)
    assert clauses_of(entry(oanh, "Đòi công khai chương trình đã lập"))[0] == "Điều 15 khoản 1"


def follow_up_board(reader: Reader) -> Reader:
    """Open the board of what is open in the office, in a tab of its own."""
    return reader.another_tab().follow("Việc định kỳ").follow("Bảng theo dõi")


def test_dieu_15_khoan_2_reports_are_due_and_late_ones_shown(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-15.khoan-2")
    mau_b.come_in(HEAD)
    with time_machine.travel(at(date(2026, 7, 20)), tick=False):
        swept(mau_b)
        dat = mau_b.come_in(HEAD)
        chief, oanh = mau_b.come_in(mau_b.chief), mau_b.come_in(mau_b.administration)
        for board in (follow_up_board(chief), follow_up_board(oanh), dat.follow("Việc định kỳ")):
            assert OWN_REPORT in board.section("Trễ hạn").words
            assert "Điều 15 khoản 2" in row_of(board, OWN_REPORT).words
        assert f"{REPORT}: Ban Chấp hành Công đoàn {mau_b.union}" in follow_up_board(chief).words
        assert f"{REPORT}: {mau_b.chief}" not in follow_up_board(chief).words
        staff = mau_b.come_in(mau_b.staff).follow("Việc định kỳ")
        assert REPORT not in staff.words

        dat.follow(OWN_REPORT).send("Ghi đã làm", {"Ngày đã làm": "2026-07-20"})
        assert (dat.status, "chưa có" in dat.words) == (409, True)
        handed_in = {"Ngày gửi": "2026-07-20", "Gửi ai": mau_b.chief}
        dat.send("Ghi báo cáo đã gửi", handed_in)
        assert (dat.status, "Chọn tệp báo cáo hoặc ghi nội dung chính" in dat.words) == (422, True)
        dat.send("Ghi báo cáo đã gửi", handed_in | {"Nội dung chính": "Đã làm 8 trên 9 việc."})
        assert f"gửi {mau_b.chief}" in dat.words
        dat.send("Ghi đã làm", {"Ngày đã làm": "2026-07-20"})
        assert "Đã ghi xong." in dat.words
        late = follow_up_board(oanh).section("Trễ hạn").words
        assert (OWN_REPORT in late, f"{REPORT}: Ban Chấp hành Công đoàn" in late) == (False, True)
        cited = clauses_of(entry(dat, "Ghi việc định kỳ đã làm"))
        assert cited == ["Điều 15 khoản 2", "Cơ quan tự định"]


def test_dieu_15_khoan_5_regular_meetings_of_the_bodies(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-15.khoan-5")
    settle(mau_b.come_in(mau_b.chief), "Họp thường kỳ của tổ chức", "tháng")
    swept(mau_b)
    meeting = "Họp thường kỳ của tổ chức tháng 3/2026"
    bach = mau_b.come_in(mau_b.inspection).follow("Việc định kỳ")
    assert meeting not in bach.words

    tra = mau_b.come_in(mau_b.union).follow("Ghi việc đã làm", beside=meeting)
    tra.send("Ghi đã làm", {"Ngày đã làm": "2026-03-02"})
    assert (tra.status, "chưa có biên bản cuộc họp" in tra.words) == (409, True)
    show(tra, "3/BB-CĐ", "2026-03-02")
    assert "Đã ghi xong." in tra.words
    cited = clauses_of(entry(tra, "Ghi việc định kỳ đã làm"))
    assert cited == ["Điều 15 khoản 5", "Cơ quan tự định"]


def test_dieu_15_khoan_6_activities_are_planned_held_and_reported(
    mau_b: Demo, clause: Witness
) -> None:
    clause(REGULATION, "dieu-15.khoan-6")
    settle(mau_b.come_in(mau_b.chief), "Hoạt động của tổ chức", "quý")
    swept(mau_b)
    activity = "Hoạt động của tổ chức quý I/2026"
    assert activity not in mau_b.come_in(mau_b.staff).follow("Việc định kỳ").words

    tra = mau_b.come_in(mau_b.union).follow("Ghi việc đã làm", beside=activity)
    tra.send("Ghi ngày hẹn", {"Ngày hẹn": "2026-03-06", "Nơi họp": "Sân cơ quan"})
    assert "Sân cơ quan" in tra.words
    with time_machine.travel(at(date(2026, 3, 9)), tick=False):
        tra = mau_b.come_in(mau_b.union).follow("Ghi việc đã làm", beside=activity)
        tra.send("Ghi đã làm", {"Ngày đã làm": "2026-03-06"})
        assert (tra.status, "chưa có" in tra.words) == (409, True)
        tra.send("Ghi nhận", {"Đã làm gì": "Giải cầu lông, 42 người dự; quỹ công đoàn chi."})
        tra.send("Ghi đã làm", {"Ngày đã làm": "2026-03-06"})
        assert "Giải cầu lông, 42 người dự" in tra.words
        cited = clauses_of(entry(tra, "Ghi việc định kỳ đã làm"))
        assert cited == ["Điều 15 khoản 6", "Cơ quan tự định"]


def test_dieu_32_a_head_follows_up_in_the_department(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-32#a")
    assert not mau_b.come_in(mau_b.staff).follow("Việc định kỳ").may_follow("Việc của phòng")
    dat = mau_b.come_in(HEAD).follow("Việc định kỳ").follow("Việc của phòng")
    assert "Theo dõi, đôn đốc thực hiện quy chế: Điều 32" in dat.words
    late = dat.section("Trễ hạn").words
    assert (mau_b.union in late, "Lăng Quốc Thịnh" in late) == (True, False)

    urge(dat, mau_b.union)
    assert f"Đã nhắc {mau_b.union}." in dat.words
    cited = clauses_of(entry(dat, "Nhắc người chịu trách nhiệm"))
    assert cited == ["Điều 32", "Điều 15 khoản 1"]


def test_dieu_32_a_head_reminds_the_staff_and_sees_who_has_read_it(
    mau_b: Demo, clause: Witness
) -> None:
    clause(REGULATION, "dieu-32#b")
    dat = mau_b.come_in(HEAD).follow("Việc định kỳ").follow("Việc của phòng")
    urge(dat, mau_b.union, {"Lời nhắc": "Gửi trước thứ Sáu."})
    assert "Thường xuyên nhắc nhở: Điều 32" in dat.words
    assert f"Đã nhắc {mau_b.union}." in dat.words
    assert "chưa" in row_of(dat, "Gửi trước thứ Sáu").words

    tra = mau_b.come_in(mau_b.union)
    tra.follow(next(a.words for a in tra.page.every("a") if a.words.startswith("Nhắc việc (")))
    assert "Gửi trước thứ Sáu." in tra.words
    assert not mau_b.come_in(mau_b.staff).follow("Việc định kỳ").may_follow("Việc của phòng")
    dat.follow("Việc định kỳ").follow("Việc của phòng")
    link = next(a.words for a in row_of(dat, mau_b.union).every("a") if "Đôn đốc" in a.words)
    dat.follow(link)
    assert "chưa" not in row_of(dat, "Gửi trước thứ Sáu").words
    assert "Điều 32" in clauses_of(entry(dat, "Nhắc người chịu trách nhiệm"))
