"""A session that ends while a form is being filled in: the words come back."""

import re
from collections.abc import Callable

import pytest

from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

WORDS = {
    "Tên việc, văn bản": "Lịch trực tuần có chữ dài",
    "Số quyết định, văn bản": "33/TB",
    "Ngày quyết định, văn bản": "2026-02-13",
    "Tóm tắt cho người đọc": "Hai dòng\nvà dấu: ộ ỹ “”",
}


@pytest.mark.parametrize("lost", [re.compile("session"), None], ids=["the session", "all cookies"])
def test_what_was_typed_is_there_again_after_signing_in(
    visitor: Callable[..., Visitor], lost: re.Pattern[str] | None
) -> None:
    hang = visitor().try_as("mau-a", "hang").follow("Soạn việc công khai")
    hang.fill(WORDS)
    hang.choose("Loại nội dung", "Điều 9 khoản 2")
    chosen = hang.page.get_by_label("Loại nội dung").input_value()

    hang.page.context.clear_cookies(name=lost)
    hang.press("Trình kiểm tra bí mật")
    assert hang.read(".note") == (
        "Phiên làm việc đã hết. Nội dung vừa nhập được giữ lại; đăng nhập để gửi tiếp."
    )

    hang.try_here("hang")
    assert hang.path == "/mau-a/cong-khai/soan/"
    assert hang.read(".note") == (
        "Nội dung nhập trước khi hết phiên còn ở đây. Tệp thì phải chọn lại."
    )
    assert {label: hang.page.get_by_label(label).input_value() for label in WORDS} == WORDS
    assert hang.page.get_by_label("Loại nội dung").input_value() == chosen


def test_a_button_pressed_too_late_leads_back_to_the_page_that_it_stood_on(
    visitor: Callable[..., Visitor],
) -> None:
    khiem = visitor().try_as("mau-a", "khiem").follow("Kết quả nâng bậc lương")
    matter = khiem.path

    khiem.page.context.clear_cookies()
    khiem.press("Gỡ khỏi bảng tin")
    khiem.try_here("khiem")

    # The heading first: where another page answers, its words tell why.
    assert khiem.read("h1").startswith("Kết quả nâng bậc")
    assert khiem.path == matter
