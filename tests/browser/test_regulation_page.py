"""The regulation read in a browser: contents, search, without script, on a phone, on paper."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.accessibility import faults
from tests.browser.samples import BAC_KAN, OWN_TEXT
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS


@pytest.mark.parametrize(
    ("code", "text_of", "words", "hits", "article"),
    [
        pytest.param("doc-tu-viet", lambda: OWN_TEXT, "so thu chi", 1, "Điều 3.", id="own text"),
        pytest.param(
            "doc-bac-kan",
            lambda: BAC_KAN.read_text("utf-8"),
            "niem yet",
            3,
            "Điều 10.",
            id="real text",
            marks=pytest.mark.shared,
        ),
    ],
)
def test_the_text_is_read_searched_and_printed_without_script(
    visitor: Callable[..., Visitor],
    code: str,
    text_of: Callable[[], str],
    words: str,
    hits: int,
    article: str,
) -> None:
    lan = visitor(script=False, width=360).open_office(code)
    lan.issue(text_of())
    lan.follow("Diên Hồng").follow("Quy chế")

    # On a phone the contents are folded, and open by a tap.
    assert not lan.page.get_by_role("link", name=article).first.is_visible()
    lan.page.get_by_text("Mục lục", exact=True).first.click()
    link = lan.page.get_by_role("link", name=article).first
    address = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    assert lan.page.locator(f"[id='{address}']").is_visible()

    # By the keyboard alone: into the field, and Enter.
    field = lan.page.get_by_label("Tìm trong quy chế")
    field.fill(words)
    with lan.page.expect_navigation():
        field.press("Enter")
    assert lan.page.locator(".found > li").count() == hits
    assert lan.page.locator(".found mark").count() >= hits
    lan.click(lan.page.locator(".found h3 a"))
    assert lan.page.locator(".clause-row:target").count() == 1

    check_printed(lan, article)


def check_printed(reader: Visitor, article: str) -> None:
    """See that the whole regulation is printed, with number, day and version, and nothing else."""
    pages = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    printed = [" ".join(page.extract_text().split()) for page in pages]
    for head in ("số 88/QĐ-VP", "thứ Hai 05/01/2026", "bản 1", f"1/{len(printed)}"):
        assert head in printed[0]
    whole = " ".join(printed)
    assert article in whole
    for gone in (
        "Mục lục",
        "điều khiển",
        "chỗ ngờ",
        "Tìm trong",
        "Nạp bản mới",
        "Văn bản được dẫn",
    ):
        assert gone not in whole


def test_reading_and_searching_are_accessible_on_every_screen(
    visitor: Callable[..., Visitor],
) -> None:
    toan = visitor().try_as("mau-a", "toan").follow("Quy chế")
    found = faults(toan.page)
    toan.page.set_viewport_size({"width": 1280, "height": 800})
    toan.page.get_by_label("Tìm trong quy chế").fill("cong khai")
    found += faults(toan.press("Tìm").page)
    assert toan.page.locator(".found mark").count() > 0
    toan.page.get_by_label("Tìm trong quy chế").fill("tàu vũ trụ")
    found += faults(toan.press("Tìm").page)
    assert "Không tìm thấy" in toan.read("#tim-thay")
    assert found == []
