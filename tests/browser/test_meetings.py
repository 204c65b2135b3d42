"""A meeting at a real browser: planned, held, written down, numbered, signed; its occasion done."""

from collections.abc import Callable

from tests.browser.test_every_page import after_each
from tests.browser.visitor import MARKS, Visitor
from tests.meetings.story import SIGNED

pytestmark = MARKS

OFFICE = "/mau-a/"
SCAN = {"name": "bien-ban.pdf", "mimeType": "application/pdf", "buffer": SIGNED}


def test_a_meeting_from_its_plan_to_its_signed_minutes_is_accessible_on_every_page(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().try_as("mau-a", "hang")

    def write() -> None:
        hang.follow("Ghi biên bản")
        for box in hang.page.locator("textarea[name^=record_]").all():
            box.fill("Đã bàn.")
        hang.press("Ghi biên bản")

    def sign() -> None:
        hang.page.set_input_files("input[type=file]", [SCAN])  # type: ignore[list-item]
        hang.press("Nhận bản ký")

    ways: list[Callable[[], object]] = [
        lambda: hang.go(f"{OFFICE}hop/"),
        lambda: hang.follow("Hẹn họp"),
        lambda: hang.press("Hẹn họp"),  # with no title
        lambda: (
            hang.page.get_by_label("Họp giao ban tháng").first.check(),
            hang.page.get_by_label("Người chủ trì").select_option(index=1),
            hang.page.get_by_label("Thư ký").select_option(index=2),
            hang.fill({"Tên cuộc họp": "Giao ban đột xuất"}).press("Hẹn họp"),
        ),
        lambda: hang.follow("Điểm danh"),
        lambda: (hang.page.locator("[name=present]").first.uncheck(), hang.press("Ghi có mặt")),
        lambda: hang.press("Ghi"),
        lambda: hang.follow("Giao nhiệm vụ").press("Giao nhiệm vụ"),  # with nothing filled in
        lambda: hang.follow("Quay lại").follow("Ghi ý kiến"),
        lambda: (
            hang.page.get_by_label("Không nêu tên").check(),
            hang.fill({"Ý kiến": "Chỗ để xe chật.", "Trả lời tại cuộc họp": "Sẽ mở rộng."}),
            hang.press("Ghi ý kiến"),
        ),
        write,
        lambda: hang.press("Ghi xong biên bản"),
        lambda: hang.follow("Ghi số"),
        lambda: hang.fill({"Số": "17"}).press("Ghi số"),
        lambda: hang.follow("Nhận bản ký"),
        sign,
        lambda: hang.follow("Ghi nhầm: đính chính"),
        lambda: hang.go(f"{OFFICE}hop/so/"),
        lambda: hang.go(f"{OFFICE}hop/nhiem-vu/"),
    ]

    assert after_each(ways, hang) == []
    assert "17/BB-" in hang.go(f"{OFFICE}hop/so/").page.inner_text("main")
    hang.go(f"{OFFICE}hop/").follow("Giao ban đột xuất")
    assert "Xong" in hang.page.inner_text("aside[aria-label='Thông tin']")
    assert hang.complaints == []
