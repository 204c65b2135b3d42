"""What holds on a day, on one page; what the agency settles; what the head has to have read."""

from datetime import date

import pytest

from dienhong.regulation import deciding
from dienhong.regulation.models import Settled, Version
from tests.publication.story import MONDAY, REGULATION, act, adopt, at_desk
from tests.scenarios.walker import Reader

SHARE = "Tỷ lệ người đề nghị để triệu tập hội nghị bất thường"
DAYS = "Thời gian lấy ý kiến"
WEAK = REGULATION.replace("05 ngày làm việc", "09 ngày làm việc")


pytestmark = pytest.mark.usefixtures("staffed")


def line(reader: Reader, label: str) -> str:
    """Return the words of the line of one parameter."""
    return next(li.words for li in reader.page.every("li") if li.words.startswith(label))


def numbers(login: str = "minh", query: str = "") -> Reader:
    """Return a reader at the page of all numbers."""
    return at_desk(login, f"quy-che/con-so/{query}")


def with_share(value: str) -> Version:
    """Adopt the small regulation, issued in 2011, with a share of its own."""
    version = adopt(day=date(2011, 1, 3))
    deciding.enter(
        version,
        "conference.extraordinary_share",
        address="dieu-1",
        value=value,
        bound="at_least",
        because="Có ghi",
        by=act("lan"),
    )
    return version


def test_a_share_is_said_as_people_and_both_clauses_are_cited_where_they_differ() -> None:
    with_share("2/3")
    then = line(numbers(query="?ngay=2011-06-01&so-nguoi=31"), SHARE)
    now = line(numbers(query="?ngay=2026-03-02&so-nguoi=31"), SHARE)

    assert "ít nhất 2/3 tổng số người" in then
    assert "(21 trên 31 người) Điều 1" in then
    assert "Luật" not in then
    assert "(11 trên 31 người) Luật 10/2022, Điều 50 khoản 1" in now
    assert "Quy chế ghi: ít nhất 2/3 Điều 1, được giữ và dẫn cùng." in now


def test_out_of_the_text_it_is_the_laws_and_out_of_both_the_screen_asks() -> None:
    adopt(day=date(2011, 1, 3))
    now = line(numbers(query="?ngay=2026-03-02&so-nguoi=31"), SHARE)
    then = numbers("lan", "?ngay=2011-06-01")

    assert "(11 trên 31 người) Luật 10/2022, Điều 50 khoản 1" in now
    assert "quy chế không quy định; theo luật" in now
    assert "chưa ai định Quy chế và luật đều không quy định: hỏi ai quyết định." in line(
        then, SHARE
    )
    then.follow(f"Ghi con số: {SHARE}")
    assert then.path == "/thu/quy-che/tu-dinh/conference.extraordinary_share/"
    minh = numbers("minh", "?ngay=2011-06-01")
    assert not minh.may_follow(f"Ghi con số: {SHARE}")


def test_the_day_is_chosen_by_a_form_and_a_bad_one_is_said() -> None:
    adopt()
    minh = numbers(query="?ngay=hôm-qua&so-nguoi=-1")

    assert minh.status == 200
    assert "Ngày này không có trong lịch." in minh.words
    assert "Số người:" in minh.section("Chưa gửi được").words


def test_kinds_are_counted_own_and_the_laws_each_with_its_source() -> None:
    adopt()
    kinds = line(numbers(), "Nội dung phải công khai")

    assert kinds.startswith("Nội dung phải công khai: 14 mục Theo Quy chế: 3")
    assert "Thêm theo luật: 11" in kinds
    assert "Sổ thu chi của Trạm. Điều 2 khoản 2" in kinds


def test_what_nobody_sets_is_recorded_with_who_decides_and_why() -> None:
    lan = at_desk("lan", "quy-che/tu-dinh/")
    assert DAYS in lan.section("Chưa ai định").words
    lan.follow(f"Ghi con số: {DAYS}")
    given = {"Số ngày": "7", "Đơn vị": "ngày làm việc", "Áp dụng từ ngày": "2026-03-02"}
    lan.send("Ghi con số", given | {"Căn cứ": "Biên bản giao ban"})
    assert (lan.status, "Ai quyết định: Chưa chọn." in lan.words) == (422, True)
    lan.send("Ghi con số", {"Ai quyết định": "Chánh Văn phòng"})

    assert "Đã ghi con số cơ quan tự định." in lan.words
    row = next(tr.words for tr in lan.page.every("tr") if DAYS in tr.words)
    assert "ít nhất 7 ngày làm việc 02/03/2026 Chánh Văn phòng: Biên bản giao ban Lan" in row
    assert DAYS not in lan.section("Chưa ai định").words
    assert "Cơ quan tự định" in line(numbers(), DAYS)


def test_lapsed_figures_and_those_of_excerpts_wait_for_the_agency() -> None:
    lan = at_desk("lan", "quy-che/tu-dinh/?ngay=2026-07-01")
    unsure = lan.section("Con số của luật cần cơ quan xác nhận").words
    assert "chưa xác nhận theo luật từ 01/07/2026" in unsure
    before = at_desk("lan", "quy-che/tu-dinh/?ngay=2023-06-30")
    assert "mới đọc ở bản trích" in before.section("Con số của luật cần").words


def test_what_the_law_sets_for_certain_is_not_settled_on_the_page_either() -> None:
    lan = at_desk("lan", "quy-che/tu-dinh/publication.term/")
    given = {"Ai quyết định": "Chánh Văn phòng", "Căn cứ": "Ý của Chánh Văn phòng"}
    lan.send("Ghi con số", given)

    assert lan.status == 422
    assert "Không tự định được: quy chế hoặc luật đã đặt «Thời hạn công khai»" in lan.words
    assert Settled.objects.count() == 0
    assert at_desk("lan", "quy-che/tu-dinh/publication.kind/").status == 404


def test_the_head_reads_what_is_weaker_on_the_page_of_their_own_once() -> None:
    adopt(WEAK, day=MONDAY)
    said = "Thời hạn công khai: quy chế ghi chậm nhất 9 ngày làm việc"
    assert said in at_desk("minh", "quy-che/").section("Quy chế yếu hơn luật: 1 chỗ").words
    assert not at_desk("lan", "quy-che/").may_send("Ghi: đã đọc")
    hoa = at_desk("hoa", "chanh-van-phong/")
    assert said in hoa.section("Quy chế yếu hơn luật").words
    hoa.send("Ghi: đã đọc")

    assert "Đã ghi: đã đọc." in hoa.words
    for path in ("chanh-van-phong/", "quy-che/"):
        assert "Quy chế yếu hơn luật" not in at_desk("hoa", path).words


def test_a_replaced_version_ends_the_day_before() -> None:
    adopt(day=date(2026, 1, 5))
    adopt(number="02/QĐ-TSM", day=date(2026, 2, 2))

    words = at_desk("minh", "quy-che/").words
    assert "Bản 1: số 01/QĐ-TSM, hiệu lực từ 05/01/2026 đến hết 01/02/2026" in words
    assert "Bản 2: số 02/QĐ-TSM, hiệu lực từ 02/02/2026" in words
    assert "02/02/2026 đến hết" not in words
