"""Two clerks at one form, and a correction: the pages that compare, for everyone on any screen."""

from collections.abc import Callable

from tests.browser.accessibility import faults
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

LONG = "Danh sách gồm 14 người, xếp theo phòng; mức mới tính từ ngày 01/03/2026."


def drafted(clerk: Visitor) -> str:
    """Enter a matter as a clerk; return the path of its form."""
    clerk.go("/mau-a/cong-khai/soan/")
    clerk.fill({"Tên việc, văn bản": "Kết quả xếp loại quý một", "Tóm tắt": LONG})
    clerk.fill({"Ngày quyết định": "2026-03-02"})
    clerk.choose("Loại nội dung", "Điều").choose("Người kiểm tra bí mật", "Khiêm")
    return f"{clerk.press('Trình kiểm tra bí mật').path}sua/"


def test_two_clerks_compare_and_choose_without_script_by_keyboard_on_a_phone(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().try_as("mau-a", "hang")
    path = drafted(hang)
    khiem = visitor(width=360, script=False).try_as("mau-a", "khiem").go(path)
    looking = visitor().try_as("mau-a", "khiem").go(path)
    mine = {"Tên việc, văn bản": "Kết quả xếp loại quý ba", "Tóm tắt": f"{LONG} Khiêm bổ sung."}
    for reader in (khiem, looking):
        reader.fill(mine)
    hang.go(path).fill(
        {"Tên việc, văn bản": "Kết quả xếp loại quý hai", "Tóm tắt": LONG.replace("14", "15")}
    ).press("Trình kiểm tra bí mật")

    looking.press("Trình kiểm tra bí mật")
    assert faults(looking.page) == []
    khiem.press("Trình kiểm tra bí mật")
    assert "Chưa ghi: có người vừa lưu trước" in khiem.read("h1")
    khiem.page.get_by_label("Giữ bản đang lưu: Tên việc, văn bản").focus()
    khiem.page.keyboard.press("ArrowDown")
    khiem.page.get_by_label("Giữ bản đang lưu: Tóm tắt cho người đọc").focus()
    khiem.page.keyboard.press("Space")
    khiem.page.get_by_role("button", name="Lưu bản đã chọn").focus()
    with khiem.page.expect_navigation():
        khiem.page.keyboard.press("Enter")
    assert khiem.read("h1") == "Kết quả xếp loại quý ba"
    assert "gồm 15 người" in khiem.read(".lead")

    assert faults(hang.go(path.replace("sua/", "cac-lan-sua/")).page) == []


def test_the_pages_of_a_correction_are_accessible(visitor: Callable[..., Visitor]) -> None:
    hang = visitor().try_as("mau-a", "hang")
    hang.follow("Biết").follow("Kết quả nâng bậc lương").follow("Ghi nhầm: đính chính")
    assert faults(hang.page) == []
    hang.follow("Đính chính Tên việc, văn bản")
    assert faults(hang.page) == []
    hang.fill({"Nội dung đúng": "Kết quả nâng bậc lương năm 2026", "Lý do": "Thiếu năm"})
    hang.choose("Đính chính này đổi gì", "Chỉ cách viết")
    hang.choose("Người ký đính chính", "Khiêm").press("Đề nghị đính chính")
    assert faults(hang.page) == []
    khiem = visitor().try_as("mau-a", "khiem").follow("Ký đính chính")
    khiem.follow("Đọc và ký đính chính")
    assert faults(khiem.page) == []
    khiem.press("Ký đính chính")
    assert faults(khiem.page) == []
    assert faults(khiem.go("/mau-a/dinh-chinh/").page) == []
