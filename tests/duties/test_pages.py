"""The page of one occasion: what it says, what is done there, and what is refused."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.duties.models import Evidence, Occasion
from dienhong.organisation.models import Agency
from dienhong.record.models import JournalEntry
from tests.duties.filling import begin_review
from tests.duties.story import REGULATION, swept, the
from tests.file_samples import pdf
from tests.publication.story import MONDAY, add_people, adopt, at_desk, moment, person
from tests.scenarios.walker import Reader

MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _running(office: str) -> object:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        add_people()
        adopt(REGULATION)
        Agency.objects.update(go_live_on=date(2026, 2, 1))
        swept(MONDAY)
        yield


def path_of(row: Occasion) -> str:
    return f"viec/{row.pk}/"


def briefing() -> Occasion:
    return the("briefing", MARCH)


def minutes(content: bytes = b"", name: str = "bien-ban.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or pdf("Bien ban hop"))


def the_page(login: str, row: Occasion | None = None) -> Reader:
    return at_desk(login, path_of(row or briefing()))


def test_the_first_page_leads_to_the_occasion_which_says_what_when_who_and_by_which_clause() -> (
    None
):
    lan = at_desk("lan").follow("Ghi việc đã làm", beside="Họp giao ban tháng 3/2026")

    assert lan.path.endswith(path_of(briefing()))
    assert "đến hết thứ Ba 31/03/2026" in lan.words
    assert "Chánh Văn phòng, Phụ trách hành chính" in lan.words
    assert "Điều 1 khoản 1" in [a.words for a in lan.page.every("a")]
    assert "Cần chứng cứ Biên bản cuộc họp" in lan.words
    assert "Kiểm điểm việc thực hiện nhiệm vụ của kỳ" in lan.words
    assert "làm bất kỳ ngày nào trong khoảng này" in lan.words


def test_a_day_is_agreed_on_and_shown() -> None:
    lan = the_page("lan").send(
        "Ghi ngày hẹn",
        {"Ngày hẹn": "2026-03-12", "Giờ": "08:00", "Nơi họp, nơi làm": "Phòng họp 1"},
    )

    assert "Hẹn thứ Năm 12/03/2026, 08:00, Phòng họp 1." in lan.words
    assert "Hẹn ngày làm việc định kỳ" in lan.section("Sổ ghi của việc này").words


def test_a_day_before_the_window_is_refused_and_written_down() -> None:
    lan = the_page("lan").send(
        "Ghi ngày hẹn", {"Ngày hẹn": "2026-02-12", "Nơi họp, nơi làm": "Hội trường"}
    )

    assert lan.status == 409
    assert "Chưa hẹn được: việc này làm từ ngày 01/03/2026" in lan.words
    assert f"ghi vào sổ, mục {JournalEntry.objects.count()}," in lan.words
    assert "Hội trường" in [each.attrs.get("value") for each in lan.page.every("input")]
    lan.send("Ghi ngày hẹn", {"Ngày hẹn": "2026-03-12"})
    assert "Hẹn thứ Năm 12/03/2026, Hội trường." in lan.words


def test_the_shut_button_says_why_and_the_server_says_no_with_the_clause() -> None:
    lan = the_page("lan")
    assert "Chưa ghi xong được: chưa có biên bản cuộc họp" in lan.words
    shut = next(b for b in lan.page.every("button") if b.words == "Ghi đã làm")
    assert shut.attrs["aria-disabled"] == "true"
    assert "disabled" not in shut.attrs

    lan.send("Ghi đã làm", {"Ngày đã làm": "2026-03-02"})
    assert lan.status == 409
    assert "Điều 1 khoản 1" in [a.words for a in lan.page.every("a")]
    assert briefing().is_open


def test_with_its_minutes_it_is_done_and_the_file_is_for_the_office() -> None:
    lan = the_page("lan").send(
        "Thêm chứng cứ",
        {"Số văn bản": "05/BB-TSM", "Ngày văn bản": "2026-03-02", "Tệp quét": minutes()},
    )
    assert "Số, ngày 05/BB-TSM, ngày 02/03/2026" in " ".join(
        f"{td.attrs.get('data-label', '')} {td.words}" for td in lan.page.every("td")
    )
    lan.send("Ghi đã làm", {"Ngày đã làm": "2026-03-02"})

    assert (briefing().done_on, briefing().is_open) == (MONDAY, False)
    minh = the_page("minh").follow("bien-ban.pdf")
    assert "Bien ban hop" in minh.words or minh.page.every("img")
    href = next(a for a in minh.page.every("a") if a.words.startswith("Tải tệp gốc")).attrs["href"]
    assert minh.open(href).content.startswith(b"%PDF-")
    assert at_desk("", path_of(briefing())).path.endswith("/dang-nhap/")


def test_what_is_no_paper_is_refused_in_place_and_the_words_are_kept() -> None:
    lan = the_page("lan").send(
        "Thêm chứng cứ", {"Số văn bản": "05/BB", "Tệp quét": minutes(b"MZ\x90 chay duoc")}
    )
    assert lan.status == 422
    assert "Chưa nhận tệp" in lan.words
    assert "05/BB" in [each.attrs.get("value") for each in lan.page.every("input")]

    lan = the_page("lan").send("Thêm chứng cứ", {"Ngày văn bản": "2026-03-02"})
    assert (lan.status, "Ghi số văn bản hoặc chọn tệp." in lan.words) == (422, True)
    assert not Evidence.objects.exists()


def test_a_paper_of_tomorrow_is_refused() -> None:
    lan = the_page("lan").send(
        "Thêm chứng cứ", {"Số văn bản": "05/BB", "Ngày văn bản": "2026-03-03"}
    )

    assert (lan.status, "ngày văn bản 03/03/2026 còn ở phía trước" in lan.words) == (409, True)
    assert "05/BB" in [each.attrs.get("value") for each in lan.page.every("input")]


def test_staff_see_it_and_who_may_change_it_and_are_refused() -> None:
    minh = the_page("minh")

    assert not minh.may_send("Ghi đã làm")
    assert "Người hẹn ngày, thêm chứng cứ, ghi đã làm: Hoa, Khuê, Lan, Phong." in minh.words
    for act, given in (
        ("hen", {"day": "2026-03-12"}),
        ("chung-cu", {"kind": "meeting", "number": "5"}),
        ("ghi-nhan", {"words": "Đã họp."}),
        ("da-lam", {"done_on": "2026-03-02"}),
        ("khong-lam", {"ground": "Bận."}),
    ):
        tab = minh.another_tab()
        tab.post_by_hand(f"{minh.path}{act}/", given)
        assert tab.status == 409, act
    assert briefing().is_open
    assert not Evidence.objects.exists()


def test_only_the_head_puts_aside_with_a_reason_that_stays_on_the_page() -> None:
    assert not the_page("lan").may_send("Khép lại, không làm")
    hoa = the_page("hoa").send("Khép lại, không làm", {"Vì sao": ""})
    assert (hoa.status, "chưa ghi vì sao" in hoa.words) == (409, True)

    hoa = the_page("hoa").send("Khép lại, không làm", {"Vì sao": "Cả Trạm đi chống bão."})
    assert "Lý do: Cả Trạm đi chống bão." in hoa.words
    assert not hoa.may_send("Ghi đã làm")


def test_words_alone_prove_no_meeting() -> None:
    lan = the_page("lan")
    assert not lan.may_send("Ghi nhận")
    lan.post_by_hand(f"{lan.path}ghi-nhan/", {"words": "Đã họp."})

    assert (lan.status, "việc này cần biên bản cuộc họp" in lan.words) == (409, True)


def test_who_it_belongs_to_records_it_without_the_power() -> None:
    with time_machine.travel(moment(date(2027, 1, 4), 10), tick=False):
        swept(date(2027, 1, 4))
        row = Occasion.objects.get(routine="programme", holder=person("vy"))
        vy = the_page("vy", row).send("Thêm chứng cứ", {"Số văn bản": "01/CTr"})
        vy.send("Ghi đã làm", {"Ngày đã làm": "2027-01-04"})

    assert not Occasion.objects.get(pk=row.pk).is_open


def test_either_kind_of_evidence_is_chosen_where_both_close_it() -> None:
    row = begin_review()
    lan = the_page("lan", row).send(
        "Thêm chứng cứ", {"Chứng cứ là": "Văn bản, kế hoạch, báo cáo", "Số văn bản": "7/BC"}
    )

    assert lan.status == 200
    assert Evidence.objects.get().kind == "paper"


def test_what_ran_before_go_live_is_closed_in_words_on_one_page() -> None:
    Occasion.objects.all().delete()
    Agency.objects.update(go_live_on=date(2026, 3, 15))
    with time_machine.travel(moment(date(2026, 3, 16), 10), tick=False):
        swept(date(2026, 3, 16))
        lan = at_desk("lan", "viec/dang-do/")
        assert "Cơ quan dùng hệ thống từ Chủ nhật 15/03/2026" in lan.words
        lan.send("Ghi xong: Họp giao ban tháng 3/2026", {"Đã làm gì": ""})
        assert lan.status == 422
        lan.send(
            "Ghi xong: Họp giao ban tháng 3/2026",
            {"Đã làm gì": "Đã họp, biên bản giấy lưu tại phòng.", "Ngày đã làm": "2026-03-05"},
        )

    assert "Đã ghi xong: Họp giao ban tháng 3/2026." in lan.words
    assert briefing().done_on == date(2026, 3, 5)


def test_what_began_under_the_system_is_not_closed_in_words_alone() -> None:
    lan, row = at_desk("lan", "viec/dang-do/"), briefing()
    data = {f"{row.pk}-words": "Đã họp.", f"{row.pk}-done_on": "2026-03-02"}
    lan.post_by_hand(f"/thu/viec/{row.pk}/ke-lai/", data)

    assert (lan.status, "không phải việc đang dở" in lan.words) == (409, True)
    assert briefing().is_open
