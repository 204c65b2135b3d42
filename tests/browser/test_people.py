"""The pages of people, from a file with broken lines to a roll with two signatures."""

from collections.abc import Callable

from tests.browser.test_every_page import after_each
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

LIST = """Họ và tên;Phòng;Chức vụ;Ngày vào cơ quan;Loại
Bàn Tiến Quý;Phòng Tổng hợp;Chuyên viên;31/02/2019;Công chức
Lục Văn Toàn;Phòng Tổng hợp;Chuyên viên;01/09/2008;Công chức
Vi Hồng Phúc;Phòng TH;Chuyên viên;15/03/2021;Viên chức
Hoàng Thị Mến;Phòng Nội chính;Văn thư;15/03/2021;Người lao động
"""


def test_a_list_is_mended_and_imported_on_pages_that_everyone_can_read(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().try_as("mau-b", "oanh")
    file = {"name": "can-bo.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    ways: list[Callable[[], object]] = [
        lambda: hang.go("/mau-b/nguoi/nhap/").press("Tải lên để xem trước"),  # with no file
        lambda: (
            hang.page.set_input_files("input[type=file]", [file]),  # type: ignore[list-item]
            hang.press("Tải lên để xem trước"),
        ),
        lambda: (
            hang.page.fill("#r2-joined_on", "28/02/2019"),
            [one.select_option("+") for one in hang.page.get_by_label("là").all()],
            hang.press("Kiểm tra lại"),
        ),
        lambda: hang.press("Nhập 4 người"),
        lambda: hang.go("/mau-b/nguoi/?q=men").follow("Hoàng Thị Mến"),
        lambda: hang.follow("Ghi vắng, biệt phái").press("Ghi"),  # with nothing filled in
        lambda: hang.go("/mau-b/nguoi/?q=men").follow("Hoàng Thị Mến").follow("Ghi thôi việc"),
        lambda: hang.go("/mau-b/nguoi/phong/"),
    ]
    assert after_each(ways, hang) == []


def test_the_rule_and_a_roll_are_pages_that_everyone_can_read(
    visitor: Callable[..., Visitor],
) -> None:
    son, oanh = visitor().try_as("mau-b", "son"), visitor().try_as("mau-b", "oanh")
    ways: list[Callable[[], object]] = [
        lambda: son.go("/mau-b/nguoi/ty-le/quy-tac/").press("Định quy tắc"),
        lambda: (
            [one.check() for one in son.page.get_by_label("Có tính", exact=True).all()],
            [one.check() for one in son.page.locator("[name=categories]").all()],
            son.fill({"Căn cứ": "Thông báo số 3/TB-VP"}).press("Định quy tắc"),
        ),
    ]
    assert after_each(ways, son) == []
    ways = [
        lambda: oanh.go("/mau-b/nguoi/ty-le/lap/"),
        lambda: oanh.fill({"Dùng cho việc": "Hội nghị bất thường"}).press("Lập danh sách"),
        lambda: oanh.follow("Hội nghị bất thường"),
        lambda: oanh.follow("Sửa tay"),
    ]
    assert after_each(ways, oanh) == []
