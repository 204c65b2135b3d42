"""A key in the browser's own (virtual) phone: added, and used without a password."""

from collections.abc import Callable

from tests.browser.accessibility import faults
from tests.browser.visitor import MARKS, PASSWORD, Visitor

pytestmark = MARKS

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_a_phone(visitor: Visitor) -> Visitor:
    """Put a phone with keys into the visitor's browser (Chrome DevTools Protocol, WebAuthn)."""
    line = visitor.page.context.new_cdp_session(visitor.page)
    line.send("WebAuthn.enable")
    line.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return visitor


def test_lan_adds_a_key_and_comes_in_without_her_password(
    visitor: Callable[..., Visitor],
) -> None:
    lan = with_a_phone(visitor(host="localhost")).open_office("khoa")
    lan.go("/khoa/tai-khoan/").follow("Thêm khoá")
    assert faults(lan.page) == []
    lan.fill({"Tên của khoá": "máy ở phòng", "Mật khẩu đang dùng": PASSWORD}).press("Thêm khoá")
    assert lan.read(".note") == "Đã thêm khoá. Lần sau vào được bằng khoá, không cần mật khẩu."
    assert lan.page.get_by_role("rowheader", name="máy ở phòng").count() == 1

    lan.page.context.clear_cookies()
    lan.go("/khoa/so-ghi/").press("Dùng khoá trong điện thoại")
    assert lan.path == "/khoa/so-ghi/"


def test_a_wrong_password_is_said_beside_the_button_and_makes_no_key(
    visitor: Callable[..., Visitor],
) -> None:
    lan = with_a_phone(visitor(host="localhost")).open_office("khoa-hai")
    lan.go("/khoa-hai/tai-khoan/khoa/them/")
    lan.fill({"Tên của khoá": "máy", "Mật khẩu đang dùng": "sai"})
    lan.page.get_by_role("button", name="Thêm khoá", exact=True).click()
    lan.page.get_by_role("alert").filter(has_text="Mật khẩu đang dùng chưa đúng").wait_for()
    assert lan.path == "/khoa-hai/tai-khoan/khoa/them/"


def test_without_script_and_at_a_bare_number_the_page_says_why_there_is_no_key(
    visitor: Callable[..., Visitor],
) -> None:
    plain = visitor(host="localhost", script=False).go("/mau-a/dang-nhap/")
    assert plain.page.get_by_text("cần trình duyệt mới và bật JavaScript").count() == 1
    assert not plain.page.get_by_role("button", name="Dùng khoá trong điện thoại").is_visible()
    number = visitor().go("/mau-a/dang-nhap/")
    assert (
        number.page.get_by_text("chỉ dùng được khi địa chỉ trang bắt đầu bằng https").count() == 1
    )
