"""What the two real regulations need of 31 people, then and now, and their kinds in 2026."""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.scenarios.steps import HEARD, at, confirm_all, open_office, upload_text
from tests.scenarios.walker import Reader

SHARED = Path(__file__).parents[2].parent / "shared"
SHARE = "Tỷ lệ người đề nghị để triệu tập hội nghị bất thường"
PROPOSAL = "Tỷ lệ người đề nghị để đưa việc ra bàn, quyết định"
LAW = "Luật 10/2022, Điều 50 khoản 1"
BEFORE = {"Đã có hiệu lực từ trước": "declared"}
pytestmark = pytest.mark.shared


def line(reader: Reader, label: str) -> str:
    """Return the words of the line of one parameter."""
    return next(li.words for li in reader.page.every("li") if li.words.startswith(label))


def entered(lan: Reader, label: str, share: str, clause: str) -> None:
    """Enter a share that stands in the text, unless the program has read it."""
    lan.follow("Quy chế").follow("Xác nhận")
    if not any(li.words.startswith(label) for li in lan.page.every("li")):
        return
    lan.follow("Văn bản có đặt con số này: ghi vào", beside=label)
    given = {"Tỷ lệ": share, "Mức": "ít nhất", "Điều khoản đặt ra": clause}
    lan.send("Ghi thêm", given | {"Vì sao": "Điều khoản nói rõ"})
    assert "Đã ghi thêm." in lan.words


def in_force(text: str, shares: list[tuple[str, str, str]], **signed: str) -> Reader:
    """Bring a text into force in a new office, with these shares: label, share, clause."""
    lan = open_office("van-phong-so")
    confirm_all(upload_text(lan, text))
    for label, share, clause in shares:
        entered(lan, label, share, clause)
    confirm_all_left(lan)
    lan.follow("Sang bước ban hành")
    lan.send("Ban hành", {"Đã đọc": True, **signed})
    assert "Quy chế đã ban hành." in lan.words
    return lan


def confirm_all_left(lan: Reader) -> None:
    """Confirm what is left on the page of confirming."""
    while lan.may_send("Xác nhận"):
        lan.send("Xác nhận")


def on(lan: Reader, day: str) -> Reader:
    """Open the numbers of a day, for 31 people."""
    return lan.open(f"/van-phong-so/quy-che/con-so/?ngay={day}&so-nguoi=31")


def test_lang_son_2010_dieu_11_khoan_1(server: None) -> None:
    text = (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8")
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = in_force(text, [(SHARE, "2/3", "Điều 11 khoản 1")], **BEFORE)
        then, now = (line(on(lan, day), SHARE) for day in ("2011-06-01", "2026-03-02"))
        kinds = line(lan, "Nội dung phải công khai")

    assert "(21 trên 31 người) Điều 11 khoản 1" in then
    assert f"(11 trên 31 người) {LAW}" in now
    assert "Quy chế ghi: ít nhất 2/3 Điều 11 khoản 1" in now
    assert kinds.startswith("Nội dung phải công khai: 16 mục Theo Quy chế: 5")
    assert "Thêm theo luật: 11" in kinds
    assert all(f"Điều 16 khoản {n}" in kinds for n in range(1, 6))
    assert all(f"Luật 10/2022, Điều 46 khoản {n}" in kinds for n in range(1, 12))


def test_bac_kan_2023_dieu_12_khoan_4_gach_1(server: None) -> None:
    text = (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8")
    signed = {"Số quyết định": "01/QĐ-VP", "Ngày ký": "2026-03-02"}
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        shares = [(PROPOSAL, "1/3", "Điều 12 khoản 4, gạch 1")]
        lan = in_force(text, shares, **signed, **HEARD)
        on(lan, "2026-03-02")
        proposal, share = line(lan, PROPOSAL), line(lan, SHARE)
        kinds = line(lan, "Nội dung phải công khai")

    assert "(11 trên 31 người) Điều 12 khoản 4, gạch 1" in proposal
    assert f"(11 trên 31 người) {LAW}" in share
    assert kinds.startswith("Nội dung phải công khai: 20 mục Theo Quy chế: 9")
    assert "Thêm theo luật: 11" in kinds


def test_bac_kan_2023_without_its_share_the_law_and_before_any_law_the_screen_asks(
    server: None,
) -> None:
    text = (SHARED / "regulations" / "bac-kan-2023.md").read_text("utf-8")
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = in_force(
            text.replace("ít nhất 1/3", "nhiều"),
            [],
            **{"Số quyết định": "01/QĐ-VP", "Ngày ký": "2011-01-03"},
            **BEFORE,
        )
        now, then = (line(on(lan, day), PROPOSAL) for day in ("2026-03-02", "2011-06-01"))

    assert "(11 trên 31 người) Luật 10/2022" in now
    assert "quy chế không quy định; theo luật" in now
    assert "chưa ai định Quy chế và luật đều không quy định: hỏi ai quyết định." in then
