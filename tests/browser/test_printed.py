"""On paper: no navigation, the cited clauses as notes, the mark of a demonstration."""

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

MARK = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


def printed(visitor: Visitor) -> list[str]:
    """Return the words of each printed page."""
    pages = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_chiefs_page_prints_on_one_sheet_without_navigation_and_with_the_addresses(
    visitor: Callable[..., Visitor],
) -> None:
    khiem = visitor().try_as("mau-a", "khiem").follow("Việc của Chánh Văn phòng")
    cited = khiem.page.locator(".owed .cite").first.inner_text().replace("\u00a0", " ")
    pages = printed(khiem)
    (text,) = pages
    assert MARK in text
    assert cited in text
    for gone in ("Người và chức năng", "Đăng xuất", "Trợ giúp", "Đóng", "Bảng theo dõi"):
        assert gone not in text


def test_a_matter_prints_with_its_run_and_the_words_of_its_clauses(
    visitor: Callable[..., Visitor],
) -> None:
    khiem = visitor().try_as("mau-a", "khiem").follow("Kết quả nâng bậc lương")
    clauses = khiem.page.locator(".clause h3").all_text_contents()
    pages = printed(khiem)
    text = " ".join(pages)
    assert all(MARK in page for page in pages)
    notes = text.partition("Điều khoản dẫn trên trang này")[2]
    assert [said for said in clauses if " ".join(said.split()) not in notes] == []
    assert "Hôm nay là ngày thứ" in text
    for gone in ("Người và chức năng", "Gỡ khỏi bảng tin", "Ghi niêm yết", "Nêu căn cứ"):
        assert gone not in text
