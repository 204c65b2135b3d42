"""Scenarios of the clauses of Bắc Kạn 2023 on what comes back and on following it up."""

from datetime import date

import time_machine

from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.returning import hold, minute, row_of, sign, swept
from tests.scenarios.steps import at
from tests.scenarios.witness import Witness

REGULATION = "bac-kan-2023"
MARCH, APRIL = "Họp giao ban tháng 3/2026", "Họp giao ban tháng 4/2026"
SET_BEFORE = "Rà lại lịch tiếp công dân quý tới"


def test_dieu_4_khoan_1_briefings(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-4.khoan-1#a")
    mau_a.come_in(mau_a.chief)
    with time_machine.travel(at(date(2026, 4, 1)), tick=False):
        swept(mau_a)
        chief = mau_a.come_in(mau_a.chief).follow("Việc của Chánh Văn phòng")
        chief.follow("Bảng theo dõi cả cơ quan")
        late = row_of(chief, MARCH)
        assert mau_a.chief in [td.words for td in late.every("td")]  # told one level up

        chief.follow("Việc của tôi").follow("Ghi việc đã làm", beside=APRIL)
        assert "Điều 4 khoản 1" in [a.words for a in chief.page.every("a")]
        assert not mau_a.come_in(mau_a.staff).may_follow("Hẹn họp")
        hold(chief, mau_a.chief)
        task = {"Nhiệm vụ": "Lập lịch trực tháng 5", "Giao cho người": mau_a.staff}
        chief.follow("Giao nhiệm vụ").send("Giao nhiệm vụ", task | {"Hạn": "2026-04-20"})
        reviewed = {f"Kiểm điểm: {SET_BEFORE}": "Đã rà xong.", "1. ": "Đã soát từng việc."}
        minute(chief, reviewed)
        sign(chief, "9")
        assert "đã có bản ký" in chief.words
        assert "Đã rà xong." in chief.words
        assert "Lập lịch trực tháng 5" in mau_a.come_in(mau_a.staff).words
        assert clauses_of(entry(chief, "Ghi xong biên bản")) == ["Điều 4 khoản 1"]


def test_dieu_18_administration_follows_up_and_urges(mau_a: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-18#b")
    toan = mau_a.come_in(mau_a.staff).follow("Việc định kỳ")
    assert not toan.may_follow("Bảng theo dõi")
    hang = mau_a.come_in(mau_a.administration).follow("Việc định kỳ").follow("Bảng theo dõi")
    assert "Theo dõi, đôn đốc thực hiện quy chế: Điều 18" in hang.words
    hang.follow(f"Đôn đốc: {MARCH}")
    words = {"Người được nhắc": mau_a.chief, "Lời nhắc": "Chưa có ngày họp."}
    hang.send("Nhắc", words)
    assert f"Đã nhắc {mau_a.chief}." in hang.words

    chief = mau_a.come_in(mau_a.chief)
    chief.follow(next(a.words for a in chief.page.every("a") if a.words.startswith("Nhắc việc (")))
    assert f"{mau_a.administration} nhắc: «Chưa có ngày họp.»" in chief.words
    said = clauses_of(entry(hang, "Nhắc người chịu trách nhiệm"))
    assert said == ["Điều 18", "Điều 4 khoản 1"]
