"""Kinds with their own shape, from the first page on: plans, money, personnel."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.hosting.context import use_agency
from dienhong.publication import leaving
from dienhong.site.offices import the_system
from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.steps import at
from tests.scenarios.walker import Reader

SHAPES = "Dạng của từng loại nội dung"
TABLE = "TT;Nội dung;Dự toán 2026\nI;Nguồn ngân sách;900\nII;Nguồn khác;100\n;Tổng cộng;{total}\n"


def confirm(office: Demo, address: str, shape: str, sub_kinds: str = "") -> Reader:
    """Let the head confirm the shape of a kind, on the page that proposes it."""
    chief = office.come_in(office.chief).follow("Biết").follow(SHAPES)
    kind = f"quy-che-1:{address}"
    given = {"kind": kind, "shapes": [shape], "sub_kinds": sub_kinds}
    chief.post_by_hand(chief.path, given)
    assert "Đã xác nhận dạng của loại nội dung." in chief.words
    return chief


def test_bac_kan_dieu_9_khoan_2_a_period_opens_the_duty_and_its_plan_closes_it(
    mau_a: Demo,
) -> None:
    confirm(mau_a, "dieu-9.khoan-2", "plan")
    hang = mau_a.come_in(mau_a.administration).follow("Việc định kỳ")
    hang.follow("Công khai kế hoạch công tác tháng 3/2026")
    assert "Điều 9 khoản 2" in [a.words for a in hang.page.every("a")]
    assert "Chưa ghi xong được: chưa có việc đã công khai" in hang.words

    hang.follow("Soạn việc công khai của kỳ này")
    given = {"Ngày quyết định": "2026-03-02", "Người kiểm tra": mau_a.deputy}
    hang.send("Trình kiểm tra bí mật", given)
    hang.send("Ghi thông tin", {"Kế hoạch của kỳ": "Kế hoạch công tác tháng 3/2026"})
    title = "Kế hoạch công tác tháng 3/2026"
    mau_a.sign(title)
    done = mau_a.publish(title)

    assert clauses_of(entry(done, "Ghi việc định kỳ đã làm")) == ["Điều 9 khoản 2"]


@pytest.mark.parametrize(("address", "which"), [("dieu-9.khoan-3", "a"), ("dieu-16.khoan-2", "b")])
def test_bac_kan_dieu_9_khoan_3_lang_son_dieu_16_khoan_2_figures_add_up_or_stay_out(
    mau_a: Demo, mau_b: Demo, address: str, which: str
) -> None:
    office = mau_a if which == "a" else mau_b
    confirm(office, address, "figures")
    kind = address.replace("dieu-", "Điều ").replace(".khoan-", " khoản ")
    title = "Dự toán năm 2026"
    written = office.write(title, kind)
    for total, status in (("1.100", 422), ("1.000", 200)):
        file = SimpleUploadedFile("du-toan.csv", TABLE.format(total=total).encode())
        written.send("Ghi thông tin", {"Tệp bảng": file, "Đơn vị tính": "triệu đồng"})
        assert written.status == status
    office.sign(title)
    office.publish(title)

    reader = office.come_in(office.staff).follow("Biết").follow(title)
    reader.follow(title)
    assert "Các số cộng trong bảng đã được kiểm, khớp." in reader.words
    assert [[c.words for c in row.every("td")] for row in reader.page.every("tr")][-1] == [
        "", "Tổng cộng", "1.000",
    ]  # fmt: skip


def test_bac_kan_dieu_9_khoan_4_a_personal_notice_leaves_after_its_run(mau_a: Demo) -> None:
    confirm(mau_a, "dieu-9.khoan-4", "personnel", "Nâng bậc lương\nKhen thưởng")
    title = "Nâng bậc lương đối với Lục Văn Toàn"
    written = mau_a.write(title, "Điều 9 khoản 4")
    written.send("Ghi thông tin", {"Việc nhân sự": "Nâng bậc lương"})
    mau_a.sign(title)
    mau_a.publish(title)
    staff = mau_a.come_in(mau_a.staff).follow("Biết").follow(title)
    assert "Việc nhân sự Nâng bậc lương" in staff.words

    over = date(2026, 3, 22) + timedelta(days=1)
    with time_machine.travel(at(over), tick=False):
        with use_agency(mau_a.code):
            assert leaving.sweep(by=the_system(at(over))) >= 1
        for name in (mau_a.staff, mau_a.chief, mau_a.union, mau_a.inspection):
            reader = mau_a.come_in(name)
            assert title not in reader.follow("Biết").words
            assert reader.open(staff.path).status == 410
        nguyen = mau_a.come_in(mau_a.inspection)
        line = entry(nguyen, "Thông báo về cá nhân hết thời gian, rời danh sách")
        assert "Điều 9 khoản 4" in clauses_of(line)
        assert title not in line.words
