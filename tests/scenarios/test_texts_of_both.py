"""Scenarios of what both texts say of themselves: bases, what they replace, what is the law's."""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.steps import (
    HEARD,
    add_person,
    at,
    confirm_all,
    issue,
    open_office,
    sign_in,
    upload_text,
)
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

SHARED = Path(__file__).parents[2].parent / "shared"
TEXTS = {"bac-kan-2023": "bac-kan-2023.md", "lang-son-2010": "lang-son-2010.txt"}
HEAD = "Người đứng đầu cơ quan"
BASES = "Căn cứ của Quyết định ban hành"
TODAY = date(2026, 3, 2)


def text_of(regulation: str) -> str:
    """Return one of the two real texts."""
    return (SHARED / "regulations" / TEXTS[regulation]).read_text("utf-8")


def ready_to_issue(text: str) -> Reader:
    """Let the head of a new office give a text and confirm what was read in it."""
    return confirm_all(upload_text(open_office("van-phong-that", HEAD), text))


def bases_shown(lan: Reader) -> list[str]:
    """Return the legal bases on the page of issuing, each with its state of force."""
    return [row.words for row in lan.section("Căn cứ ban hành").every("li")]


@pytest.mark.shared
def test_bac_kan_qd_can_cu(server: None, clause: Witness) -> None:
    clause("bac-kan-2023", "qd.can-cu")
    with time_machine.travel(at(TODAY), tick=False):
        lan = ready_to_issue(text_of("bac-kan-2023")).follow("Sang bước ban hành")
        numbers = ("10/2022/QH15", "04/2015/NĐ-CP", "59/2023/NĐ-CP", "42/2022/QĐ-UBND")
        found = bases_shown(lan)
        assert [number in words for number, words in zip(numbers, found, strict=True)] == [True] * 4
        assert "Chính phủ, 09/01/2015. không có hiệu lực" in found[1]
        assert "theo Luật 10/2022" in found[1]
        doubtful = [li.words for li in lan.section("Chỗ ngờ trong văn bản").every("li")]
        stale = [words for words in doubtful if words.startswith(f"{BASES} Nghị định 04/2015")]
        assert len(stale) == 1

        days = {"Số quyết định": "01/QĐ-VP", "Ngày ký": TODAY.isoformat(), **HEARD}
        lan.send("Ban hành", days)
        assert (lan.status, "chỗ ngờ trong văn bản chưa được xem" in lan.words) == (409, True)
        lan.follow("Quay lại").send("Ban hành", {**days, "Đã đọc": True})
        assert BASES in clauses_of(entry(lan, "Ban hành quy chế"))


@pytest.mark.shared
def test_lang_son_qd_can_cu(server: None, clause: Witness) -> None:
    clause("lang-son-2010", "qd.can-cu")
    with time_machine.travel(at(TODAY), tick=False):
        lan = ready_to_issue(text_of("lang-son-2010")).follow("Sang bước ban hành")
        numbers = ("22/2008/QH12", "71/1998/NĐ-CP", "25/2008/QĐ-UBND")
        found = bases_shown(lan)
        assert [number in words for number, words in zip(numbers, found, strict=True)] == [True] * 3
        assert "Hiệu lực tính đến thứ Hai 21/06/2010" in lan.words

        before = {"Đã đọc": True, "Đã có hiệu lực": "declared"}
        lan.send("Ban hành", {**before, "Ngày ký": "2026-03-03"})
        assert (lan.status, "còn ở phía trước" in lan.words) == (409, True)
        lan.follow("Quay lại").send("Ban hành", before)
        assert BASES in clauses_of(entry(lan, "Ban hành quy chế"))


@pytest.mark.shared
def test_dieu_3_khoan_3(server: None, clause: Witness) -> None:
    clause("bac-kan-2023", "dieu-3.khoan-3")
    weaker = text_of("bac-kan-2023").replace("ít nhất 1/3", "ít nhất 1/2")
    assert weaker != text_of("bac-kan-2023")
    with time_machine.travel(at(TODAY), tick=False):
        lan = issue(ready_to_issue(weaker), "01/QĐ-VP", TODAY)
        add_person(lan, "Bình", "binh")
        binh = sign_in(Reader("/van-phong-that/"), "binh").follow("Quy chế")
        assert not binh.may_send("Ghi: đã đọc")
        lan.follow("Quy chế")
        assert "Quy chế yếu hơn luật: 1 chỗ, chưa đọc" in lan.words
        lan.send("Ghi: đã đọc")
        cited = clauses_of(entry(lan, "Đã đọc chỗ quy chế yếu hơn luật"))
        assert cited[-1] == "Điều 3 khoản 3"
        assert not lan.follow("Quy chế").may_send("Ghi: đã đọc")


@pytest.mark.shared
def test_dieu_17_a(server: None, clause: Witness) -> None:
    clause("bac-kan-2023", "dieu-17#a")
    with time_machine.travel(at(TODAY), tick=False):
        issue(ready_to_issue(text_of("bac-kan-2023")), "01/QĐ-VP", TODAY)
    with time_machine.travel(at(date(2026, 3, 4)), tick=False):
        lan = sign_in(Reader("/van-phong-that/"), "lan")
        confirm_all(upload_text(lan, text_of("bac-kan-2023").replace("05 ngày", "04 ngày")))
        issue(lan, "02/QĐ-VP", TODAY)
        assert (lan.status, "đã có một bản khác có hiệu lực" in lan.words) == (409, True)
        again = {"Số quyết định": "02/QĐ-VP", "Ngày ký": "2026-03-04", "Đã đọc": True, **HEARD}
        lan.follow("Quay lại").send("Ban hành", again)
        assert "Điều 17" in clauses_of(entry(lan, "Ban hành quy chế"))
        lan.follow("Quy chế").follow("Bản 1")
        assert "từ thứ Hai 02/03/2026 đến hết thứ Ba 03/03/2026" in next(lan.page.every("dl")).words


def test_dieu_17_b(mau_a: Demo, clause: Witness) -> None:
    clause("bac-kan-2023", "dieu-17#b")
    hang = mau_a.come_in(mau_a.administration).follow("Soạn việc công khai")
    given = {
        "Tên việc": "Kết luận nội dung tố cáo số 1",
        "Ngày quyết định": "2026-03-02",
        "Loại nội dung": "Điều 9 khoản 5",
        "Người kiểm tra": mau_a.deputy,
        "Có hạn riêng theo luật khác": "Kết luận nội dung tố cáo",
    }
    hang.send("Trình kiểm tra bí mật", {**given, "Ngày quyết định": "2026-03-03"})
    assert hang.status in {409, 422}
    hang.send("Trình kiểm tra bí mật", given)
    mau_a.sign(given["Tên việc"])
    line = entry(mau_a.publish(given["Tên việc"]), "Công khai", given["Tên việc"])

    assert "Điều 17" in clauses_of(line)
    assert "Luật" in " ".join(clauses_of(line))
