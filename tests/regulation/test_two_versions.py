"""Two clerks at one reading of the regulation: the second sees both, and decides again."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from dienhong.core.refusal import Outdated
from dienhong.hosting.context import use_agency
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from dienhong.regulation import actions, deciding, vocabulary
from dienhong.regulation.models import Parameter, Version
from tests.publication.story import REGULATION, act, at_desk
from tests.scenarios.walker import Reader

TERM, RUN, KIND = vocabulary.TERM.name, vocabulary.RUN.name, vocabulary.KIND.name
FORM = vocabulary.FORM.name
SAVE, CHOOSE = "Lưu bản sửa", "Lưu bản đã chọn"
RUN_LINE = "3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.\n"


pytestmark = pytest.mark.usefixtures("staffed")


def uploaded(text: str = REGULATION) -> Version:
    """Upload a text as a draft."""
    return actions.upload(text, name="quy-che.txt", by=act("lan"))


def row_of(name: str) -> Parameter:
    """Return the first reading of a name."""
    return Parameter.objects.filter(name=name).order_by("order")[0]


def forms_of(name: str) -> tuple[Reader, Reader]:
    """Return the open forms of Lan and Hoa over one reading."""
    version = uploaded()
    path = f"quy-che/ban/{version.number}/xac-nhan/{row_of(name).order}/sua/"
    return at_desk("lan", path), at_desk("hoa", path)


def test_the_second_who_corrects_a_number_sees_both_and_chooses() -> None:
    lan, hoa = forms_of(TERM)
    lan.send(SAVE, {"Số ngày": "4", "Vì sao": "Bản ký ghi 04."})
    hoa.send(SAVE, {"Số ngày": "6", "Vì sao": "Bản ký ghi 06."})

    assert (hoa.status, row_of(TERM).value) == (409, 4)
    assert "Bản đang lưu (Lan ghi lúc" in hoa.words
    assert [legend.words for legend in hoa.page.every("legend")] == ["Số ngày", "Vì sao"]
    given = {"Dùng bản vừa nhập: Số ngày": "given", "Giữ bản đang lưu: Vì sao": "stored"}
    hoa.send(CHOOSE, given)
    kept = row_of(TERM)
    assert (kept.value, kept.because, kept.decided_by) == (6, "Bản ký ghi 04.", "Hoa")
    assert facts_of(JournalEntry.objects.latest("number"))["editions"] == [3] == [kept.edition]


def test_ticks_of_a_list_are_compared_as_people_read_them() -> None:
    lan, hoa = forms_of(FORM)
    lan.send(SAVE, {"Hệ thống thông tin nội bộ": True, "Vì sao": "Có màn hình"})
    hoa.send(SAVE, {"Văn bản gửi toàn thể": True, "Vì sao": "Có màn hình"})

    assert [legend.words for legend in hoa.page.every("legend")] == ["Hình thức"]
    hoa.send(CHOOSE, {"Dùng bản vừa nhập: Hình thức": "given"})
    assert row_of(FORM).value == "posting,document_all"


def test_a_number_entered_by_two_is_compared_with_the_first() -> None:
    version = uploaded(REGULATION.replace(RUN_LINE, ""))
    path = f"quy-che/ban/{version.number}/xac-nhan/them/{RUN}/"
    lan, hoa = at_desk("lan", path), at_desk("hoa", path)
    given = {"Điều khoản đặt ra": "Điều 3 khoản 1", "Vì sao": "Có trong bản ký"}
    lan.send("Ghi thêm", {"Số ngày": "15"} | given)
    hoa.send("Ghi thêm", {"Số ngày": "25"} | given)

    assert (hoa.status, Parameter.objects.filter(name=RUN).count()) == (409, 1)
    hoa.send(CHOOSE, {"Dùng bản vừa nhập: Số ngày": "given"})
    assert "Đã ghi thêm." in hoa.words
    assert (row_of(RUN).value, row_of(RUN).edition) == (25, 2)
    assert Parameter.objects.filter(name=RUN).count() == 1


def test_the_same_item_is_not_entered_twice_and_the_words_stay() -> None:
    version = uploaded()
    path = f"quy-che/ban/{version.number}/xac-nhan/them/{KIND}/"
    lan, hoa = at_desk("lan", path), at_desk("hoa", path)
    given = {"Nội dung": "Lịch tưới", "Điều khoản đặt ra": "Điều 2 khoản 1", "Vì sao": "Sót"}
    lan.send("Ghi thêm", given)
    hoa.send("Ghi thêm", given)

    assert (hoa.status, "mục này ở điều khoản này đã có" in hoa.words) == (422, True)
    assert "Lịch tưới</textarea>" in hoa.html
    assert Parameter.objects.filter(value="Lịch tưới").count() == 1


@pytest.mark.parametrize("button", ["Xác nhận", "Để ngỏ"])
def test_who_decides_on_a_reading_that_another_changed_reads_what_it_is_now(button: str) -> None:
    version = uploaded()
    page = at_desk("hoa", f"quy-che/ban/{version.number}/xac-nhan/")
    order = row_of(TERM).order
    deciding.correct(version, order, value=4, because="Bản ký.", by=act("lan"))
    page.send(button)

    assert page.status == 409
    assert (
        "«Thời hạn công khai» nay là «chậm nhất 4 ngày làm việc»: đã sửa, Lan ghi lúc 09:00 "
        "02/03/2026."
    ) in page.words
    assert (row_of(TERM).decision, row_of(TERM).decided_by) == ("corrected", "Lan")


def test_a_whole_list_is_not_confirmed_over_an_item_that_was_left_open_meanwhile() -> None:
    version = uploaded()
    page = at_desk("hoa", f"quy-che/ban/{version.number}/xac-nhan/")
    deciding.leave_open(version, [row_of(KIND).order], by=act("lan"))
    page.send("Xác nhận cả 3 mục")

    assert (page.status, row_of(KIND).decision) == (409, "open")


def test_of_corrections_in_the_same_moment_exactly_one_wins(office: str) -> None:
    version = uploaded()
    order, start = row_of(TERM).order, Barrier(3)

    def correct(value: int) -> bool:
        with use_agency(office):
            by = act("lan")
            start.wait()
            try:
                deciding.correct(version, order, value=value, because="Vì", edition=1, by=by)
            except Outdated:
                return False
            finally:
                connection.close()
            return True

    with ThreadPoolExecutor(max_workers=3) as pool:
        won = list(pool.map(correct, (3, 4, 6)))

    assert sum(won) == 1
    assert row_of(TERM).value == (3, 4, 6)[won.index(True)]


def test_ticks_kept_over_a_lost_session_are_all_there() -> None:
    lan, _ = forms_of(FORM)
    here = lan.url
    lan.client.cookies.pop("dienhong-session")
    lan.client.defaults |= {
        "HTTP_ORIGIN": "http://testserver",
        "HTTP_REFERER": f"http://testserver{here}",
    }
    given = {"Hệ thống thông tin nội bộ": True, "Văn bản gửi toàn thể": True, "Vì sao": "Có"}
    lan.send(SAVE, given)
    lan.send("Đăng nhập", {"Tên đăng nhập": "lan", "Mật khẩu": "mat-khau-cua-lan"}).send(SAVE)

    assert row_of(FORM).value == "posting,document_all,internal_system"
