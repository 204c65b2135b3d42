"""The pages of a meeting, walked by their words; who sees what; two clerks at the minutes."""

import pytest
from pypdf import PdfReader

from dienhong.duties.models import Occasion
from dienhong.meetings.models import Meeting, Opinion
from tests.meetings.story import (
    SIGNED,
    briefing,
    demand,
    finished,
    held,
    numbered,
    planned,
    signed,
    tasked,
    voiced,
    written,
)
from tests.publication.story import at_desk, person, text_of
from tests.scenarios.walker import Reader

pytestmark = pytest.mark.usefixtures("clock")


def page_of(meeting: Meeting) -> str:
    return f"hop/{meeting.pk}/"


def file_of(reader: Reader, meeting: Meeting, name: str) -> bytes:
    answer = reader.client.get(f"/thu/hop/{meeting.pk}/van-ban/{name}")
    assert answer.status_code == 200
    return answer.getvalue()


def test_from_planning_to_the_closed_occasion_by_the_pages_alone() -> None:
    row = briefing()
    demand(row, "Phổ biến chính sách")
    lan = at_desk("lan", "hop/hen/?viec=" + str(row.pk))
    lan.send(
        "Hẹn họp",
        {"Giờ bắt đầu": "08:00", "Nơi họp": "Phòng họp", "Người chủ trì": "Hoa", "Thư ký": "Lan"},
    )
    assert "Việc tiếp theo: họp và điểm danh" in lan.words
    lan.follow("Điểm danh").send("Ghi có mặt")
    assert "Việc tiếp theo: ghi biên bản" in lan.words
    lan.follow("Giao nhiệm vụ").send(
        "Giao nhiệm vụ", {"Nhiệm vụ": "Rào vườn", "Giao cho người": "Minh", "Hạn": "2026-03-20"}
    )
    lan.follow("Ghi ý kiến").send(
        "Ghi ý kiến",
        {"Ý kiến": "Bếp chật", "Hoặc nhóm": "Tổ bếp", "Người trả lời sau": "Hoa",
         "Hạn trả lời": "2026-03-10"},
    )
    lan.follow("Ghi biên bản").send("Ghi biên bản", {"Kết luận": "Như đã bàn."})
    lan.send("Ghi xong biên bản") if lan.may_send("Ghi xong biên bản") else None
    assert not lan.may_send("Ghi xong biên bản")
    lan.follow("Ghi biên bản").send("Ghi biên bản", {"1. Phổ biến chính sách": "Đã phổ biến."})
    lan.send("Ghi xong biên bản")
    assert "Việc tiếp theo: lấy số" in lan.words
    lan.follow("Ghi số").send("Ghi số", {"Số": "7"})
    lan.follow("Nhận bản ký").send("Nhận bản ký", {"Bản đã ký": ("bb.pdf", SIGNED)})

    assert "đã có bản ký" in lan.words
    assert not Occasion.objects.get(pk=row.pk).is_open
