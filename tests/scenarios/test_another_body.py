"""Another body's regulation on democracy becomes a running office by clicks alone."""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.scenarios.steps import at, confirm_all, enter_matter, issue, open_office, upload_text
from tests.scenarios.walker import Reader

SHARED = Path(__file__).parents[2].parent / "shared"
MONDAY = date(2026, 3, 2)


def line(reader: Reader, label: str) -> str:
    """Return the words of the line of one parameter."""
    return next(li.words for li in reader.page.every("li") if li.words.startswith(label))


@pytest.mark.shared
def test_what_it_does_not_set_comes_from_the_law_or_is_asked(server: None) -> None:
    with time_machine.travel(at(MONDAY), tick=False):
        lan = open_office("don-vi")
        confirm_all(upload_text(lan, (SHARED / "gold/texts/22.txt").read_text("utf-8"), "22.txt"))
        issue(lan, "05/QC", MONDAY)
        assert "Quy chế đã ban hành." in lan.words

        # What is its own: two thirds have to be there.
        numbers = lan.follow("Quy chế").follow("Mọi con số đang áp dụng")
        quorum = line(numbers, "Số người phải có mặt để hội nghị hợp lệ")
        assert "ít nhất 2/3 số người được triệu tập. Điều 18 khoản 2, điểm a" in quorum
        # What it leaves to the law, with the law's clause.
        term = line(numbers, "Thời hạn công khai")
        assert "Luật 10/2022, Điều 47 khoản 2 quy chế không quy định; theo luật" in term
        assert "Luật 10/2022, Điều 63" in line(numbers, "Hạn trả lời kiến nghị")
        # What nobody sets is asked.
        assert "chưa ai định" in line(numbers, "Thời gian lấy ý kiến")

        # And the office works: a matter is published under the law's term and run.
        enter_matter(lan, title="Kế hoạch quý", kind="Điều 46 khoản 2", decided_on=MONDAY)
        assert "Còn 5 ngày làm việc, đến hết thứ Hai 09/03/2026" in lan.words
        lan.send("Ký: không có bí mật").send("Công khai")
        run = lan.section("Công khai trên hệ thống")
        assert "còn đủ 20 ngày" in run.words
        assert "Luật 10/2022, Điều 48 khoản 1" in run.words
