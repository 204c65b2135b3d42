"""From an empty office to a published matter, by clicks alone and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.browser.samples import OWN_TEXT, bac_kan_changed
from tests.browser.visitor import MARKS, Visitor, in_one_line

pytestmark = MARKS

DERIVATION = [
    "Thứ Sáu 13/02 Có quyết định, văn bản. Ngày đầu không tính",
    "14/02 – 15/02 Bỏ qua: thứ Bảy, Chủ nhật",
    "16/02 – 20/02 Bỏ qua: Tết Nguyên đán, 5 ngày",
    "21/02 – 22/02 Bỏ qua: thứ Bảy, Chủ nhật",
    "23/02 – 25/02 Ngày làm việc thứ 1 đến thứ 3",
    "Thứ Tư 25/02 Hết hạn 3 ngày làm việc.",
]


@pytest.mark.parametrize(
    ("code", "text_of", "kinds", "clause"),
    [
        pytest.param("tu-viet", lambda: OWN_TEXT, 4, "Điều 3 khoản 2, điểm b", id="own text"),
        pytest.param(
            "bac-kan-sua",
            bac_kan_changed,
            8,
            "Điều 10 khoản 2, gạch 1",
            id="changed copy of the real text",
            marks=pytest.mark.shared,
        ),
    ],
)
def test_the_numbers_of_the_text_govern_a_matter_from_its_draft_to_the_board(
    visitor: Callable[..., Visitor],
    code: str,
    text_of: Callable[[], str],
    kinds: int,
    clause: str,
) -> None:
    lan = visitor(script=False).open_office(code)

    lan.issue(text_of())
    _check_what_drives(lan.read("main"), kinds)

    lan.follow("Diên Hồng").follow("Soạn việc công khai")
    lan.fill(
        {
            "Tên việc, văn bản": "Khen thưởng ba tổ",
            "Số quyết định, văn bản": "21/QĐ-VP",
            "Ngày quyết định, văn bản": "2026-02-13",
        }
    )
    lan.choose("Loại nội dung", "khoản 1").choose("Người kiểm tra bí mật", "Lan")
    lan.press("Trình kiểm tra bí mật")
    assert "Hạn là thứ Tư 25/02/2026" in lan.read("section[aria-labelledby=han]")
    lan.page.get_by_text("Vì sao là ngày 25/02").click()
    steps = [_without_clause(step) for step in lan.page.locator(".steps li").all()]
    assert [said[: len(due)] for said, due in zip(steps, DERIVATION, strict=True)] == DERIVATION

    lan.press("Ký: không có bí mật").press("Công khai")
    cells = lan.read_all(".run li")
    assert len(cells) == 25
    assert cells[-1].endswith("ngày cuối: đủ 24")

    lan.press("Kết thúc công khai")
    assert lan.read(".refusal h1") == "Chưa gỡ được: mới niêm yết 0 trên 24 ngày"
    assert lan.read(".refusal blockquote .cite") == clause
    assert "24 ngày liên tục" in lan.read(".refusal blockquote p")

    lan.follow("Sổ ghi")
    newest = lan.page.locator("tbody tr").first
    assert in_one_line(newest.locator("[data-label=Việc]")) == (
        "Từ chối một việc chưa được phép Khen thưởng ba tổ"
    )
    assert in_one_line(newest.locator(".cites")) == clause


def _check_what_drives(said: str, kinds: int) -> None:
    assert "Thời hạn công khai: chậm nhất 3 ngày làm việc" in said
    assert "Thời gian niêm yết: ít nhất 24 ngày liên tục" in said
    assert said.count("điều khiển Nội dung phải công khai") == kinds


def _without_clause(step: Locator) -> str:
    return " ".join(in_one_line(part) for part in step.locator("> span").all())
