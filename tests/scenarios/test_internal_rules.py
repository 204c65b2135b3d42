"""The rules that everyone keeps: one click away, each new one confirmed as read."""

from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.test_shapes import confirm
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

LIST = "Nội quy, quy chế của cơ quan"
TITLE = "Quy chế chi tiêu nội bộ"
CONFIRM = "Xác nhận đã đọc"


def rule(office: Demo, address: str) -> Reader:
    """Let the head publish a rule with the day on which it takes force."""
    confirm(office, address, "rules")
    kind = address.replace("dieu-", "Điều ").replace(".khoan-", " khoản ")
    written = office.write(TITLE, kind)
    written.send("Ghi thông tin", {"Có hiệu lực từ ngày": ""})
    assert written.status == 422
    written.send("Ghi thông tin", {"Có hiệu lực từ ngày": "2026-03-02"})
    office.sign(TITLE)
    return office.publish(TITLE, by=office.chief)


def read(office: Demo, kept: str) -> None:
    """Let one of the staff find the rule from home and confirm it, and see whose clause asks it."""
    early, late = (office.come_in(office.staff).follow(LIST).follow(TITLE) for _ in range(2))
    assert kept in early.section("Đọc thông báo này").words
    early.send(CONFIRM)
    assert "Đã xác nhận đọc ngày 02/03/2026" in early.words
    late.send(CONFIRM)
    assert (late.status, "đã xác nhận ngày 02/03/2026" in late.words) == (409, True)
    row = next(tr.words for tr in early.follow(LIST).page.every("tr") if TITLE in tr.words)
    assert "đã xác nhận 02/03/2026" in row
    assert not early.may_follow("Ai đã đọc")


def test_dieu_8_khoan_1(mau_a: Demo, clause: Witness) -> None:
    clause("bac-kan-2023", "dieu-8.khoan-1")
    chief = rule(mau_a, "dieu-9.khoan-6")
    assert "Điều 8 khoản 1" in clauses_of(entry(chief, "Công khai", TITLE))
    read(mau_a, "Điều 8 khoản 1")


def test_dieu_12_khoan_1(mau_b: Demo, clause: Witness) -> None:
    clause("lang-son-2010", "dieu-12.khoan-1")
    chief = rule(mau_b, "dieu-16.khoan-5")
    assert "Điều 12 khoản 1" in clauses_of(entry(chief, "Công khai", TITLE))
    read(mau_b, "Điều 12 khoản 1")
