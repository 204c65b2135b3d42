"""Scenarios of the clauses of Bắc Kạn 2023, each from the first page on.

``clause`` says which clause a scenario is about; what it shows of it is observed, not said.
"""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.hosting.context import use_agency
from dienhong.regulation.models import Parameter
from tests.file_samples import picture
from tests.scenarios.demo import (
    Demo,
    clauses_of,
    entry,
    kinds_offered,
    press,
    section_of,
    told_of,
)
from tests.scenarios.steps import (
    HEARD,
    at,
    confirm_all,
    derivation,
    enter_matter,
    issue,
    open_office,
    sign_in,
    upload_text,
)
from tests.scenarios.witness import Witness

REGULATION = "bac-kan-2023"
SHARED = Path(__file__).parents[2].parent / "shared"
HEAD = "Người đứng đầu cơ quan"
TERM = "Điều 10 khoản 2, gạch 1"
BOARD = "Niêm yết tại bảng tin (Điều 10 khoản 1, gạch 1)"
LIST, TIMES, ORDER = "Điều 10 khoản 1", "Điều 10 khoản 2", "Điều 4 khoản 4"
LAST_FORM = "Điều 10 khoản 1, gạch 3"
KINDS = [f"dieu-9.khoan-{n}" for n in range(1, 10)]


def said(address: str) -> str:
    """Return an address of this regulation's clauses as its pages say it."""
    return address.replace("dieu-", "Điều ").replace(".khoan-", " khoản ")


def test_dieu_1(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-1")
    toan = mau_a.come_in(mau_a.staff).follow("Quy chế")

    purpose = [row.words for row in toan.page.every("div") if row.attrs.get("id") == "dieu-1"]
    assert ["Quy chế nhằm để" in words for words in purpose] == [True]


def test_dieu_9(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-9")
    title = "Phương án chưa được công khai"
    written = mau_a.write(title, "Điều 9 khoản 4", checker=mau_a.chief)
    assert f"Chờ {mau_a.chief} đọc và ký" in written.words
    assert not written.may_send("Công khai")

    chief = mau_a.come_in(mau_a.chief).follow("Kiểm tra bí mật", beside=title)
    chief.send("Giữ lại vì bí mật", {"Căn cứ": ""})
    assert (chief.status, "Chưa ghi được: chưa nêu căn cứ" in chief.words) == (409, True)
    assert "Điều 9" in [a.words for a in chief.section("chưa nêu căn cứ").every("a")]
    chief.follow("Quay lại").send("Giữ lại vì bí mật", {"Căn cứ": "Bí mật công tác."})
    assert "Không công khai. Căn cứ: Bí mật công tác. Điều 9" in chief.words

    line = entry(mau_a.come_in(mau_a.staff), "Giữ lại, không công khai")
    assert clauses_of(line) == ["Điều 9"]
    assert title not in line.words
    for name in (mau_a.administration, mau_a.staff, mau_a.union, mau_a.inspection):
        reader = mau_a.come_in(name)
        assert title not in reader.words
        assert title not in reader.follow("Biết").words


def test_dieu_9_a_leak_is_withdrawn_at_once_by_two(mau_a: Demo) -> None:
    title = "Danh sách lộ số định danh"
    mau_a.published(title, "Điều 9 khoản 4")
    hang = mau_a.come_in(mau_a.administration).follow(title)
    hang.send("Đề nghị thu hồi", {"Căn cứ": "Lộ bí mật công tác."})
    assert not hang.may_send("Xác nhận thu hồi")

    nguyen = mau_a.come_in(mau_a.inspection).follow("Xác nhận thu hồi", beside=title)
    nguyen.send("Xác nhận thu hồi")
    line = entry(nguyen, "Thu hồi khẩn cấp")

    assert clauses_of(line) == ["Điều 9", TERM]
    assert title not in mau_a.come_in(mau_a.staff).words


@pytest.mark.parametrize("address", KINDS)
def test_dieu_9_khoan(mau_a: Demo, clause: Witness, address: str) -> None:
    clause(REGULATION, address)
    title = f"Việc theo {said(address)}"
    chief = mau_a.published(title, said(address), by=mau_a.chief)

    toan = mau_a.come_in(mau_a.staff)
    assert not toan.may_follow("Soạn việc công khai")
    toan.follow("Biết").follow(title)
    assert said(address) in [a.words for a in toan.page.every("a")]
    assert clauses_of(entry(toan, "Công khai", title)) == [said(address), TERM, ORDER]

    chief.send("Kết thúc công khai")
    assert chief.status == 409


def test_dieu_10_khoan_1(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-1")
    title = "Kế hoạch tháng ba"
    mau_a.write(title, "Điều 9 khoản 2", mau_a.chief)
    mau_a.sign(title)
    chief = mau_a.come_in(mau_a.chief).follow("Công khai", beside=title)
    offered = [label.words for label in chief.page.every("label") if "(" in label.words]
    assert offered[:5] == [
        BOARD,
        "Thông báo tại hội nghị (Điều 10 khoản 1, gạch 2)",
        f"Qua cấp ủy, Công đoàn ({LAST_FORM})",
        f"Thông báo tại giao ban, cuộc họp ({LAST_FORM})",
        f"Văn bản gửi toàn thể ({LAST_FORM})",
    ]
    assert [words for words in offered[5:] if "Luật 10/2022" not in words] == []

    other = chief.another_tab()
    other.post_by_hand(f"{chief.path}cong-khai/", {"chosen": ["quy-che-1:dieu-9"]})
    assert other.status == 409
    assert "có hình thức không nằm trong quy chế và luật" in other.words

    chief.send("Công khai", {BOARD: True})
    used = chief.section("Hình thức đã dùng").words
    assert "Niêm yết tại bảng tin Điều 10 khoản 1, gạch 1" in used
    assert "Trang công khai nội bộ của Diên Hồng luôn dùng Nông Đức Khiêm, 02/03/2026" in used
    assert chief.section("Hình thức đã dùng").words.count(LIST) >= 1
    assert clauses_of(entry(chief, "Công khai", title)) == ["Điều 9 khoản 2", TERM, ORDER, LIST]


def test_dieu_10_khoan_1_gach_1(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-1.gach-1")
    title = "Nội quy ra vào cơ quan"
    mau_a.published(title, "Điều 9 khoản 6", BOARD)
    hang = mau_a.come_in(mau_a.administration)
    owed = [li.words for li in hang.page.every("li") if f"Ghi niêm yết: {title}" in li.words]
    assert ["Điều 10 khoản 1, gạch 1" in words for words in owed] == [True]
    hang.follow("Ghi niêm yết", beside=title)
    hang.send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin tầng 1", "Ngày dán": "2026-03-03"})
    assert hang.status == 409
    assert "ngày niêm yết 03/03/2026 phải từ ngày công khai 02/03/2026" in hang.words

    hang.follow("Quay lại").send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin tầng 1"})
    board = hang.section("Niêm yết: Bảng tin tầng 1")
    assert "đến hết Chủ nhật 22/03/2026" in board.words
    sheet = next(a for a in board.every("a") if a.words == "Tờ niêm yết (PDF)")
    line = entry(hang, "Niêm yết tại bảng tin", title)
    assert clauses_of(line) == ["Điều 9 khoản 6", TERM, "Điều 10 khoản 1, gạch 1"]
    assert hang.open(sheet.attrs["href"]).content.startswith(b"%PDF-")
    assert not mau_a.come_in(mau_a.staff).follow(title).may_send("Ghi niêm yết")

    hang = mau_a.come_in(mau_a.administration).follow("Nộp ảnh bảng tin", beside=title)
    hang.follow("Nộp ảnh: Bảng tin tầng 1")
    hang.send("Nộp ảnh", {"Ảnh bảng tin": SimpleUploadedFile("bang.png", picture())})
    assert "đủ bằng chứng 02/03/2026" in hang.section("Hình thức đã dùng").words
    proved = entry(hang, "Ghi bằng chứng của hình thức công khai", title)
    assert clauses_of(proved) == ["Điều 10 khoản 1, gạch 1"]


def test_dieu_10_khoan_1_gach_3(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-1.gach-3")
    title = "Quyết toán gửi mọi người"
    mau_a.write(title, "Điều 9 khoản 3", mau_a.chief)
    mau_a.sign(title)
    ways = (f"Qua cấp ủy, Công đoàn ({LAST_FORM})", f"Văn bản gửi toàn thể ({LAST_FORM})")
    chief = mau_a.publish(title, *ways, by=mau_a.chief)

    chief.follow("Báo qua cấp ủy, Công đoàn")
    chief.send("Ghi bằng chứng", {"Tổ chức": "Chi bộ", "Số": "4", "Ngày": "2026-03-03"})
    assert (chief.status, "phải từ ngày công khai 02/03/2026" in chief.words) == (422, True)
    chief.send("Ghi bằng chứng", {"Ngày": "2026-03-02"})
    proved = entry(chief, "Ghi bằng chứng của hình thức công khai", title)
    assert clauses_of(proved) == [LAST_FORM]

    chief = mau_a.come_in(mau_a.chief).follow("Biết").follow(title)
    chief.follow("Gửi văn bản đến mọi người")
    chief.send("Gửi đến mọi người", {"Số văn bản": "9/VP", "Đề nghị đọc": "2026-03-06"})
    assert clauses_of(entry(chief, "Gửi văn bản công khai đến mọi người", title)) == [LAST_FORM]

    toan = mau_a.come_in(mau_a.staff).follow("Biết").follow(title)
    toan.send("Xác nhận đã đọc")
    assert "Đã xác nhận đọc ngày 02/03/2026" in toan.words
    assert not toan.may_follow("Hình thức nào đã đến ai")
    chief = mau_a.come_in(mau_a.chief).follow("Biết").follow(title)
    chief.follow("Hình thức nào đã đến ai")
    mine = next(tr.words for tr in chief.page.every("tr") if mau_a.staff in tr.words)
    assert "02/03/2026" in mine


def test_dieu_10_khoan_2(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-2")
    toan = mau_a.come_in(mau_a.staff).follow("Quy chế")
    address = "dieu-10.khoan-2.gach-1"
    times = next(row for row in toan.page.every("div") if row.attrs.get("id") == address)
    assert "Thời hạn công khai: chậm nhất 5 ngày làm việc" in times.words
    assert "Thời gian niêm yết: ít nhất 20 ngày liên tục" in times.words
    assert not toan.may_follow("Nạp bản mới")

    title = "Kế hoạch có hạn"
    chief = mau_a.write(title, "Điều 9 khoản 2", mau_a.chief)
    assert f"Thời gian công khai: {TIMES}" in chief.section("Thời hạn công khai").words
    drafted = entry(chief, "Soạn việc công khai", title)
    assert clauses_of(drafted) == ["Điều 9 khoản 2", TERM, TIMES]
    assert not mau_a.come_in(mau_a.staff).may_follow("Soạn việc công khai")


def test_dieu_4_khoan_4(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-4.khoan-4")
    title = "Quy tắc ứng xử"
    chief = mau_a.published(title, "Điều 9 khoản 6", by=mau_a.chief)

    assert f"Buộc công khai {ORDER}" in chief.section("Thông tin").words
    chief.send("Kết thúc công khai")  # what must be public is not taken away early
    assert (chief.status, "Gỡ được từ thứ Hai 23/03/2026" in chief.words) == (409, True)
    assert ORDER in clauses_of(entry(chief, "Công khai", title))
    assert not mau_a.come_in(mau_a.staff).may_follow("Soạn việc công khai")


def test_dieu_10_khoan_2_gach_1(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-2.gach-1")
    title = "Quyết toán năm trước"
    hang = mau_a.write(title, "Điều 9 khoản 3")
    assert "Còn 5 ngày làm việc, đến hết thứ Hai 09/03/2026" in hang.words
    assert [days for days, _ in derivation(hang)] == [
        "Thứ Hai 02/03",
        "03/03 – 06/03",
        "07/03 – 08/03",
        "Thứ Hai 09/03",
        "Thứ Hai 09/03",
    ]
    mau_a.sign(title)
    with time_machine.travel(at(date(2026, 3, 11)), tick=False):
        chief = mau_a.come_in(mau_a.chief).follow("Việc của Chánh Văn phòng")
        chief.follow("Bảng theo dõi")
        assert title in chief.section("Trễ hạn").words
        chief = mau_a.publish(title, by=mau_a.chief)
        assert "sau hạn 2 ngày làm việc, hạn là thứ Hai 09/03/2026" in chief.words
        chief.send("Kết thúc công khai")
        assert (chief.status, "Gỡ được từ thứ Tư 01/04/2026" in chief.words) == (409, True)
        refused = entry(chief, "Từ chối một việc chưa được phép", title)
        assert clauses_of(refused) == [TERM]


def test_dieu_10_khoan_2_gach_1_a_gap_starts_the_count_again(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-2.gach-1")
    title, hall = "Quy định ra vào trụ sở", "Bảng tin tầng 1"
    mau_a.published(title, "Điều 9 khoản 6", BOARD).send("Ghi niêm yết", {"Nơi niêm yết": hall})
    with time_machine.travel(at(date(2026, 3, 13)), tick=False):
        hang = mau_a.come_in(mau_a.administration).follow("Biết").follow(title)
        given = {"Thấy gì": "bảng trống", "Ai phát hiện": "Lục Văn Toàn"}
        press(hang, hall, "Ghi đứt quãng").send(
            "Ghi đứt quãng", given | {"Ngày phát": "2026-03-14"}
        )
        assert (hang.status, "còn ở phía trước" in hang.words) == (409, True)
        hang.send("Ghi đứt quãng", given | {"Ngày phát": "2026-03-13"})
        assert "Đứt quãng từ thứ Sáu 13/03/2026" in section_of(hang, hall).words
    with time_machine.travel(at(date(2026, 3, 14)), tick=False):
        hang = mau_a.come_in(mau_a.administration).follow("Dán lại tờ niêm yết", beside=title)
        press(hang, hall, "Dán lại").send("Ghi dán lại")
        assert "đến hết thứ Sáu 03/04/2026" in section_of(hang, hall).words
        line = entry(hang, "Ghi dán lại", title)
        assert clauses_of(line) == [TERM, "Điều 10 khoản 1, gạch 1"]
    with time_machine.travel(at(date(2026, 3, 23)), tick=False):
        toan = mau_a.come_in(mau_a.staff)
        assert told_of(toan, title, "2026-03-12")[hall] == "có"
        assert told_of(toan, title, "2026-03-13")[hall] == "không, đứt quãng"
        assert told_of(toan, title, "2026-03-16")[hall] == "có"
        hang = mau_a.come_in(mau_a.administration).follow("Biết").follow(title)
        hang.send("Gỡ khỏi bảng tin")
        assert (hang.status, "Gỡ được từ thứ Bảy 04/04/2026" in hang.words) == (409, True)


@pytest.mark.shared
def test_dieu_10_khoan_2_gach_2(server: None, clause: Witness) -> None:
    clause(REGULATION, "dieu-10.khoan-2.gach-2")
    given = {"Số quyết định": "01/QĐ-VP", "Ngày ký": "2026-03-02", **HEARD}
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = open_office("van-phong-that")
        upload_text(lan, (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8"))
        confirm_all(lan).follow("Sang bước ban hành")
        doubts = [li.words for li in lan.section("Chỗ ngờ trong văn bản").every("li")]
        broken = [words for words in doubts if words.startswith("Điều 10 khoản 2, gạch 2")]
        assert ["Câu chưa kết thúc" in words for words in broken] == [True]

        lan.send("Ban hành", given)
        assert (lan.status, "chỗ ngờ trong văn bản chưa được xem" in lan.words) == (409, True)
        lan.follow("Quay lại").send("Ban hành", given | {"Đã đọc": True})
        assert "Điều 10 khoản 2, gạch 2" in clauses_of(entry(lan, "Ban hành quy chế"))


@pytest.mark.shared
def test_qd_dieu_1(server: None, clause: Witness) -> None:
    clause(REGULATION, "qd.dieu-1")
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = open_office("van-phong-that", HEAD)
        upload_text(lan, (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8"))
        confirm_all(lan).follow("Sang bước ban hành")
        assert "Văn bản để trống số hoặc ngày. Ghi theo bản đã ký" in lan.words
        lan.send("Ban hành", {"Đã đọc": True, **HEARD})
        assert (lan.status, "Số quyết định ban hành: Còn để trống." in lan.words) == (422, True)

        lan.send(
            "Ban hành",
            {"Số quyết định": "01/QĐ-VP", "Ngày ký": "2026-03-02", "Đã đọc": True, **HEARD},
        )
        cited = clauses_of(entry(lan, "Ban hành quy chế"))
    assert cited[:2] == ["Điều 1 của Quyết định ban hành", "Điều 2 của Quyết định ban hành"]


@pytest.mark.shared
def test_qd_dieu_2(server: None, clause: Witness) -> None:
    clause(REGULATION, "qd.dieu-2")
    text = (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8")
    running = "Kế hoạch đang chạy"
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = open_office("van-phong-that", HEAD)
        upload_text(lan, text)
        issue(confirm_all(lan), "01/QĐ-VP", date(2026, 3, 2))
        enter_matter(lan, title=running, kind="Điều 9 khoản 2", decided_on=date(2026, 3, 2))
        assert "Còn 5 ngày làm việc, đến hết thứ Hai 09/03/2026" in lan.words
    with time_machine.travel(at(date(2026, 3, 4)), tick=False):
        sign_in(lan.open("/van-phong-that/"), "lan")
        upload_text(lan, text.replace("05 ngày làm việc", "03 ngày làm việc"))
        issue(confirm_all(lan), "02/QĐ-VP", date(2026, 3, 2))
        assert lan.status == 409
        assert "đã có một bản khác có hiệu lực từ 02/03/2026" in lan.words
        lan.follow("Quay lại").send(
            "Ban hành",
            {"Số quyết định": "02/QĐ-VP", "Ngày ký": "2026-03-04", "Đã đọc": True, **HEARD},
        )
        lan.follow("Quy chế")
        assert "từ thứ Tư 04/03/2026 đang áp dụng" in lan.words
        assert "chậm nhất 3 ngày làm việc" in lan.words
        assert "Điều 2 của Quyết định ban hành" in clauses_of(entry(lan, "Ban hành quy chế"))
        lan.follow("Quy chế").follow("Bản 1")
        assert "từ thứ Hai 02/03/2026" in lan.words
        assert "đang áp dụng" not in next(lan.page.every("dl")).words
        lan.follow("Việc của tôi").follow("Kiểm tra bí mật", beside=running)
        assert "đến hết thứ Hai 09/03/2026" in lan.words


# What is taken out of the regulation no longer drives anything.


@pytest.mark.parametrize("address", KINDS)
def test_a_kind_taken_out_of_the_regulation_is_no_longer_offered_as_its_own(
    mau_a: Demo, address: str
) -> None:
    with use_agency("mau-a"):
        Parameter.objects.filter(address=address).delete()
    offered = kinds_offered(mau_a.come_in(mau_a.administration))

    left = [said(kind) for kind in KINDS if kind != address]
    assert offered["Theo Quy chế của cơ quan"] == left


def test_a_term_taken_out_of_the_regulation_is_the_laws(mau_a: Demo) -> None:
    with use_agency("mau-a"):
        Parameter.objects.filter(address="dieu-10.khoan-2.gach-1").delete()
    hang = mau_a.write("Kế hoạch", "Điều 9 khoản 2")

    assert derivation(hang)[-1][1].endswith("Luật 10/2022, Điều 47 khoản 2")
