"""Boards, calendars, the register of measures: what they show to whom, and what is refused."""

import csv
import io
from datetime import date

import pytest
import time_machine
from openpyxl import load_workbook

from dienhong.core.derivation import Derivation
from dienhong.duties import measures, occasions, rules
from dienhong.duties.actions import open_duty
from dienhong.duties.models import Duty, Evidence, Measure, Occasion
from dienhong.organisation import staffing
from dienhong.organisation.models import Agency
from dienhong.record.models import JournalEntry
from tests.duties.filling import a_measure
from tests.duties.story import REGULATION, swept, the
from tests.publication.story import MONDAY, act, add_people, adopt, at_desk, moment, no, person
from tests.scenarios.walker import Reader

MARCH = date(2026, 3, 1)
APRIL = date(2026, 4, 6)  # March's briefing is late then


@pytest.fixture(autouse=True)
def _running(office: str) -> object:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        add_people()
        adopt(REGULATION)
        Agency.objects.update(go_live_on=date(2026, 3, 1))
        swept(MONDAY)
        yield


def owed_by(login: str, title: str, day: date, kind: str = "thu.doc") -> Duty:
    """Write a duty of another chapter for one person."""
    return open_duty(
        kind,
        f"thing:{title}",
        title=title,
        verb="Đọc",
        path="quy-che/",
        due=Derivation(day, ()),
        clauses=[],
        person=person(login),
    )


def line(reader: Reader, title: str) -> str:
    """Return the words of the row of a table in which a title stands."""
    return next(tr.words for tr in reader.page.every("tr") if title in tr.words)


def test_the_board_puts_the_late_first_and_says_who_was_told() -> None:
    with time_machine.travel(moment(APRIL, 10), tick=False):
        swept(APRIL)
        owed_by("khue", "Dự thảo của Khuê", MONDAY)
        lan = at_desk("lan", "viec/")

    titles = [h.words for h in lan.page.every("h2")]
    assert titles[0].startswith("Trễ hạn: ")
    assert "Hoa" in line(lan, "Họp giao ban tháng 3/2026")
    assert "Phong" in line(lan, "Dự thảo của Khuê").split("Trễ")[1]
    assert "Họp giao ban tháng 4/2026" in lan.section("Hạn sau đó").words


def test_the_board_is_for_those_who_follow_up() -> None:
    assert at_desk("minh", "viec/").status == 403
    assert at_desk("khue", "viec/bang.csv").status == 403


def test_the_board_is_filtered_by_words_state_function_department_and_kind() -> None:
    room = staffing.add_department("Phòng Tổng hợp", by=act("lan"))
    staffing.place(person("minh"), department=room, position="", placed_from=MONDAY, by=act("lan"))
    owed_by("minh", "Đọc bản kê", date(2026, 3, 5))
    title, briefing = "Đọc bản kê", "Họp giao ban tháng 3/2026"

    def found(query: str) -> tuple[bool, bool]:
        words = at_desk("lan", f"viec/?{query}").words
        return title in words.split("Xuất đúng bảng")[0], briefing in words

    assert found("") == (True, True)
    assert found("tim=ban+ke") == (True, False)
    assert found("tinh_trang=sap") == (True, False)
    assert found("tinh_trang=sau") == (False, True)
    assert found("chuc_nang=chief") == (False, True)
    assert found(f"phong={room.pk}") == (True, False)
    assert found("loai=thu.doc") == (True, False)
    assert found("phong=khong-co&loai=khac&chuc_nang=x&tinh_trang=y") == (True, True)


def test_fifty_lines_a_page() -> None:
    for number in range(60):
        owed_by("minh", f"Việc số {number:02}", date(2026, 3, 5))
    lan = at_desk("lan", "viec/")

    assert "Trang 1 trên 2" in lan.words
    assert sum("Việc số " in th.words for th in lan.page.every("th")) == 50
    lan.follow("Trang sau")
    assert "Họp giao ban tháng 3/2026" in lan.words


def test_the_board_goes_out_as_it_is_filtered() -> None:
    owed_by("minh", "=1+1", date(2026, 3, 5))
    lan = at_desk("lan", "viec/")
    table = lan.another_tab().open("/thu/viec/bang.csv?tim=giao+ban").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    book = load_workbook(io.BytesIO(lan.open("/thu/viec/bang.xlsx").content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]

    assert {row[1] for row in rows[1:]} == {"Họp giao ban"}
    assert rows[1][2:4] == ["31/03/2026", "chưa đến hạn"]
    assert "'=1+1" in cells


def test_what_nobody_has_set_is_asked_and_the_answer_makes_it_come_back() -> None:
    lan = at_desk("lan", "viec/")
    assert "Báo cáo kết quả thực hiện dân chủ" in lan.section("Chưa ấn định kỳ").words
    minh = at_desk("minh", "viec/cua-toi/")
    assert "Báo cáo kết quả thực hiện dân chủ" in minh.section("Chưa ấn định kỳ").words
    assert "Ấn định kỳ: Báo cáo kết quả thực hiện dân chủ" not in minh.words

    lan.follow("Ấn định kỳ: Báo cáo kết quả thực hiện dân chủ")
    assert lan.status == 200
    assert lan.path == "/thu/quy-che/tu-dinh/report.every/"


def test_each_person_has_a_page_of_what_is_open_coming_and_done() -> None:
    briefing = the("briefing", MARCH)
    minutes = Evidence(kind="meeting", number="5/BB")
    occasions.show(briefing, minutes, by=act("lan"))
    occasions.close(briefing, done_on=MONDAY, by=act("lan"))
    owed_by("minh", "Đọc bản kê", date(2026, 3, 5))

    lan = at_desk("lan", "viec/cua-toi/")
    assert "Họp giao ban tháng 3/2026 Ghi việc đã làm" in lan.section("Đã xong gần đây").words
    assert "không làm" not in lan.section("Đã xong gần đây").words
    assert "Họp giao ban quý I/2026" in lan.section("Hạn sau đó").words
    assert "Họp giao ban tháng 4/2026" in lan.section("Sắp tới").words
    assert "Đọc bản kê" not in lan.words
    occasions.close_without(
        Occasion.objects.get(unit="quarter", routine="briefing"), ground="Bão.", by=act("hoa")
    )
    lan.open("/thu/viec/cua-toi/")
    assert "02/03/2026 không làm" in lan.section("Đã xong gần đây").words
    minh = at_desk("minh", "viec/cua-toi/")
    assert "Đọc bản kê" in minh.section("Đến hạn trong 10 ngày").words
    assert "Họp giao ban tháng 3/2026" not in minh.words


def test_a_head_sees_what_the_people_of_the_department_owe_but_no_title_of_others_chapters() -> (
    None
):
    room = staffing.add_department("Phòng Tổng hợp", by=act("lan"))
    for login in ("minh", "khue"):
        staffing.place(
            person(login), department=room, position="", placed_from=MONDAY, by=act("lan")
        )
    a_measure()
    owed_by("minh", "Danh sách còn kín", date(2026, 3, 5))
    owed_by("vy", "Việc của Vy", date(2026, 3, 5))

    khue = at_desk("khue", "viec/cua-toi/").follow("Việc của phòng")
    assert "Công khai bảng lương từng quý" in khue.words
    assert "Đọc tên việc chỉ người liên quan thấy" in khue.words
    assert "Danh sách còn kín" not in khue.words
    assert "Việc của Vy" not in khue.words
    assert "Trang này dành cho trưởng phòng" in at_desk("minh", "viec/phong/").words


def test_the_calendar_shows_windows_agreed_days_last_days_and_days_off() -> None:
    occasions.agree(the("briefing", MARCH), day=date(2026, 3, 12), place="Phòng 1", by=act("lan"))
    minh = at_desk("minh", "lich/")
    days = {td.words.split()[0]: td.words for td in minh.page.every("td") if td.words}

    assert "Họp giao ban tháng 3/2026 hẹn, Phòng 1" in days["12"]
    assert "Họp giao ban tháng 3/2026 hạn" in days["31"]
    minh.follow("Tháng sau")
    assert "Lịch cơ quan, tháng 4/2026" in minh.words
    days = {td.words.split()[0]: td.words for td in minh.page.every("td") if td.words}
    assert "Họp giao ban tháng 4/2026 bắt đầu làm được" in days["1"]
    assert "Họp giao ban tháng 4/2026 hạn" in days["30"]
    assert "Giải phóng" in days["30"] or "30/4" in days["30"] or "Chiến thắng" in days["30"]
    for text in ("2026-13", "x", "9999-01"):
        assert "tháng 3/2026" in at_desk("minh", f"lich/?thang={text}").words


def test_the_calendar_tells_nobody_the_title_of_anothers_matter() -> None:
    owed_by("minh", "Danh sách còn kín", date(2026, 3, 5))

    assert "Danh sách còn kín" in at_desk("minh", "lich/").words
    assert "Danh sách còn kín" in at_desk("lan", "lich/").words
    assert "Danh sách còn kín" not in at_desk("vy", "lich/").words


def test_the_year_shows_each_routine_over_twelve_months() -> None:
    minh = at_desk("minh", "lich/nam/")
    monthly = line(minh, "Họp giao ban hằng tháng")

    assert "hạn 31/03" in monthly
    assert "30/04" in monthly
    assert "31/12" in monthly
    assert "30/06" in line(minh, "Sơ kết")
    assert "Sơ kết" in minh.follow("Năm 2027").words
    assert "Chưa có việc nào định kỳ" in at_desk("minh", "lich/nam/?nam=2020").words


def test_a_measure_is_its_owners_duty_until_it_is_proved() -> None:
    lan = at_desk("lan", "viec/bien-phap/")
    lan.follow("Thêm biện pháp").send(
        "Ghi biện pháp",
        {
            "Biện pháp": "Công khai bảng lương từng quý",
            "Thuộc": "Phòng, chống tham nhũng",
            "Người chịu trách nhiệm": "Minh",
            "Hạn": "2026-03-20",
        },
    )
    assert "đến hết thứ Sáu 20/03/2026" in lan.words
    minh = at_desk("minh").follow("Ghi biện pháp đã làm", beside="Công khai bảng lương")
    minh.send("Ghi đã làm", {"Ngày đã làm": "2026-03-02"})
    assert (minh.status, "chứng cứ còn trống" in minh.words) == (409, True)
    minh.send("Ghi đã làm", {"Số văn bản": "7/BC"})  # the day is still there

    assert "Văn bản số 7/BC" in minh.words
    assert "Công khai bảng lương" not in at_desk("minh").words
    row = Measure.objects.get()
    kinds = JournalEntry.objects.filter(subject=row.subject).values_list("kind", flat=True)
    assert list(kinds)[0::2] == ["duties.measure_added", "duties.measure_done"]


def test_a_measure_is_changed_until_it_is_done_by_one_at_a_time() -> None:
    row = a_measure()
    first, second = (at_desk(login, f"viec/bien-phap/{row.pk}/sua/") for login in ("lan", "hoa"))
    first.send("Ghi biện pháp", {"Người chịu trách nhiệm": "Khuê"})
    second.send("Ghi biện pháp", {"Hạn": "2026-03-30"})

    assert (second.status, "người khác vừa sửa" in second.words) == (422, True)
    assert Duty.objects.get(subject=row.subject).person == person("khue")
    late = at_desk("lan", f"viec/bien-phap/{row.pk}/sua/").send(
        "Ghi biện pháp", {"Hạn": "2026-02-01"}
    )
    assert (late.status, "hạn 01/02/2026 đã qua" in late.words) == (422, True)


def test_who_may_not_is_refused_a_measure() -> None:
    row = a_measure(owner="khue")
    assert at_desk("minh", "viec/bien-phap/them/").status == 403
    minh = at_desk("minh", f"viec/bien-phap/{row.pk}/")
    minh.post_by_hand(f"{minh.path}xong/", {"done_on": "2026-03-02", "number": "7"})

    assert minh.status == 409
    assert Measure.objects.get().done_on is None


def test_without_a_clause_that_demands_it_there_is_no_register() -> None:
    assert measures.demanded(date(2020, 1, 1)) == []
    assert "không đòi hỏi" in no(lambda: rules.check_measures_demanded([])).reason
