"""Two versions beside each other, reached by links from a draft, on any screen."""

from collections.abc import Callable

from tests.browser.accessibility import faults
from tests.browser.samples import OWN_TEXT
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS


def test_from_a_draft_to_what_it_changes_before_it_is_issued(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor(script=False).try_as("mau-a", "hang")
    hang.follow("Quy chế").follow("Nạp bản mới")
    hang.fill({"Hoặc dán toàn bộ chữ vào đây": OWN_TEXT}).press("Nạp văn bản")
    hang.follow("Cấu trúc đúng, xem con số").confirm_all()

    khiem = visitor().try_as("mau-a", "khiem")
    khiem.go(hang.path.replace("tom-tat", "ban-hanh")).follow("So sánh với bản đang áp dụng")

    rows = khiem.read_all("tbody tr")
    assert "Từ 5 xuống 3 ngày làm việc; mạnh hơn." in rows[0]
    assert "Việc đang chạy không đổi ngày" in khiem.read("section[aria-labelledby=ngay]")
    assert faults(khiem.page) == []
