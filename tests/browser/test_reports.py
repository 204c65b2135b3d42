"""Reports in the real browser: from the button to the draft, a number, reasons, an outline."""

from collections.abc import Callable

import pytest

from tests.browser.test_every_page import after_each
from tests.browser.visitor import MARKS, Visitor
from tests.reporting import outlines

pytestmark = MARKS


@pytest.mark.parametrize("script", [True, False])
def test_from_the_button_to_a_number_every_page_can_be_read_by_everyone(
    visitor: Callable[..., Visitor], script: bool
) -> None:
    oanh = visitor(script=script).try_as("mau-b", "oanh")
    ways: list[Callable[[], object]] = [
        lambda: oanh.follow("Báo cáo định kỳ"),
        lambda: oanh.press("Lập báo cáo"),
        lambda: oanh.fill({"Ghi chung cho các ô còn trống": "Không phát sinh trong kỳ."}).press(
            "Ghi lý do"
        ),
        lambda: oanh.click(oanh.page.locator("table.figures a").first),
    ]
    if script:
        assert after_each(ways, oanh) == []
    else:
        for way in ways:
            way()
    assert oanh.page.locator("h1").inner_text()


def test_an_outline_is_taken_and_settled_on_pages_that_everyone_can_read(
    visitor: Callable[..., Visitor],
) -> None:
    oanh = visitor().try_as("mau-b", "oanh")
    oanh.follow("Báo cáo định kỳ").press("Lập báo cáo")
    file = {
        "name": "de-cuong.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": outlines.xlsx(),
    }
    ways: list[Callable[[], object]] = [
        lambda: oanh.follow("Nạp đề cương của cấp trên"),
        lambda: oanh.press("Nạp đề cương"),  # with no file
        lambda: (
            oanh.page.set_input_files("input[type=file]", [file]),  # type: ignore[list-item]
            oanh.press("Nạp đề cương"),
        ),
        lambda: oanh.press("Xác nhận các mục"),
    ]
    assert after_each(ways, oanh) == []


def test_a_draft_prints_on_paper_without_its_buttons(visitor: Callable[..., Visitor]) -> None:
    oanh = visitor().try_as("mau-b", "oanh")
    oanh.follow("Báo cáo định kỳ").press("Lập báo cáo")
    oanh.page.emulate_media(media="print")

    assert not oanh.page.locator(".crumbs").is_visible()
    assert oanh.page.locator("table.figures").first.is_visible()
    assert oanh.page.pdf()[:5] == b"%PDF-"
