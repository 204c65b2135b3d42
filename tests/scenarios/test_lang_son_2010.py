"""The publication clauses that work in an office under Lạng Sơn 2010, each from the first page on.

Not claimed here, because they do not work yet: dieu-17.khoan-2 (agenda and minutes of
briefings) and dieu-17.khoan-3 (receipt by each head of department).
"""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.scenarios.demo import Demo, clauses_of, entry, kinds_offered
from tests.scenarios.steps import at, confirm_all, derivation, open_office, upload_text
from tests.scenarios.walker import Reader

SHARED = Path(__file__).parents[2].parent / "shared"
TERM, RUN = "Luật 10/2022, Điều 47 khoản 2", "Luật 10/2022, Điều 48 khoản 1"
BOARD = "Niêm yết tại bảng tin (Điều 17 khoản 1)"
KINDS = [f"Điều 16 khoản {n}" for n in range(1, 6)]


def test_dieu_16(mau_b: Demo) -> None:
    oanh = mau_b.come_in(mau_b.administration)
    offered = kinds_offered(oanh)

    assert offered == {
        "Theo Quy chế của cơ quan": KINDS,
        "Thêm theo luật": [f"Luật 10/2022, Điều 46 khoản {n}" for n in range(1, 12)],
    }
    title = "Kế hoạch quý"
    mau_b.published(title, "Luật 10/2022, Điều 46 khoản 2")
    my = mau_b.come_in(mau_b.staff)
    assert not my.may_follow("Soạn việc công khai")
    assert clauses_of(entry(my, "Công khai", title)) == [
        "Luật 10/2022, Điều 46 khoản 2",
        TERM,
        RUN,
    ]
    listed = my.follow("Biết").section("Kế hoạch công tác năm, quý, tháng").words
    assert "theo Luật" in listed
    assert title in listed


@pytest.mark.parametrize("kind", KINDS)
def test_dieu_16_khoan(mau_b: Demo, kind: str) -> None:
    title = f"Việc theo {kind}"
    oanh = mau_b.published(title, kind)

    my = mau_b.come_in(mau_b.staff).follow("Biết").follow(title)
    assert clauses_of(entry(my, "Công khai", title)) == [kind, TERM, RUN]

    oanh.send("Kết thúc công khai")
    assert (oanh.status, "Gỡ được từ thứ Hai 23/03/2026" in oanh.words) == (409, True)
    assert RUN in [a.words for a in oanh.section("Chưa gỡ được").every("a")]


def test_dieu_16_where_the_text_is_silent_term_and_run_are_the_laws(mau_b: Demo) -> None:
    oanh = mau_b.write("Dự toán năm", "Điều 16 khoản 2")
    assert "Còn 5 ngày làm việc, đến hết thứ Hai 09/03/2026" in oanh.words
    assert derivation(oanh)[-1][1].endswith(TERM)

    rows = [row.words for row in mau_b.come_in(mau_b.staff).follow("Quy chế").page.every("tr")]
    assert rows[1:3] == [
        f"Thời hạn công khai chậm nhất 5 ngày làm việc quy chế không quy định; theo luật {TERM}",
        f"Thời gian niêm yết ít nhất 20 ngày liên tục quy chế không quy định; theo luật {RUN}",
    ]


def test_dieu_17_khoan_1(mau_b: Demo) -> None:
    title = "Nội quy cơ quan, bản mới"
    mau_b.published(title, "Điều 16 khoản 5", BOARD)
    oanh = mau_b.come_in(mau_b.administration).follow("Ghi niêm yết", beside=title)
    oanh.send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin cổng", "Ngày dán": "2026-03-01"})
    assert oanh.status == 409
    oanh.follow("Quay lại").send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin cổng"})
    assert "Niêm yết: Bảng tin cổng" in oanh.words
    assert "Điều 17 khoản 1" in oanh.section("Hình thức đã dùng").words

    line = entry(oanh, "Niêm yết tại bảng tin", title)
    assert clauses_of(line) == ["Điều 16 khoản 5", TERM, RUN]


def given_the_text(code: str) -> Reader:
    """Give the real text to a new office and confirm what was read in it."""
    lan = open_office(code)
    upload_text(lan, (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8"))
    return confirm_all(lan).follow("Sang bước ban hành")


@pytest.mark.shared
def test_dieu_17(server: None) -> None:
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls")
        doubts = [li.words for li in lan.section("Chỗ ngờ trong văn bản").every("li")]
        wrong = next(words for words in doubts if "Dẫn Điều 15" in words)
        assert "Điều 17 Dẫn Điều 15, nhưng những điều được nói đến nằm ở Điều 16" in wrong

        lan.send("Ban hành", {"Số quyết định": "49/QĐ-VP", "Ngày ký": "2010-06-21"})
        assert (lan.status, "chỗ ngờ" in lan.words) == (409, True)
        lan.follow("Quay lại").send(
            "Ban hành", {"Số quyết định": "49/QĐ-VP", "Ngày ký": "2010-06-21", "Đã đọc": True}
        )
        assert kinds_offered(lan)["Theo Quy chế của cơ quan"] == KINDS


@pytest.mark.shared
def test_qd_dieu_1(server: None) -> None:
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls")
        values = {i.attrs.get("name"): i.attrs.get("value") for i in lan.page.every("input")}
        assert (values["number"], values["issued_on"]) == ("49/QĐ-VP", "2010-06-21")
        assert "Số và ngày dưới đây đọc từ văn bản; sửa nếu sai." in lan.words
        lan.send("Ban hành", {"Ngày ký": "2026-03-03", "Đã đọc": True})
        assert (lan.status, "còn ở phía trước" in lan.words) == (409, True)

        lan.follow("Quay lại").send("Ban hành", {"Đã đọc": True})
        cited = clauses_of(entry(lan, "Ban hành quy chế"))
    assert cited[:2] == ["Điều 1 của Quyết định ban hành", "Điều 2 của Quyết định ban hành"]


@pytest.mark.shared
def test_qd_dieu_2(server: None) -> None:
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls").send("Ban hành", {"Đã đọc": True})

        lan.follow("Quy chế")
        assert "từ thứ Hai 21/06/2010 đang áp dụng" in lan.words
        line = entry(lan, "Ban hành quy chế")
        assert "Điều 2 của Quyết định ban hành" in clauses_of(line)
