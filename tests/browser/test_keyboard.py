"""Without a mouse: signing in, the skip link, a clause opened and closed again."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.samples import OWN_TEXT
from tests.browser.visitor import MARKS, PASSWORD, Visitor

pytestmark = MARKS

FOCUSED = "() => document.activeElement.textContent.trim().replace(/\\s+/g, ' ')"
IN_A_LIST = """() => !!document.activeElement.closest("section").querySelector("[data-key='a']")"""
RING = """() => {
  const look = getComputedStyle(document.activeElement);
  return [look.outlineStyle, look.outlineWidth, look.boxShadow !== "none"];
}"""


def press(visitor: Visitor, *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        visitor.page.keyboard.press(key)


def tab_to(visitor: Visitor, words: str) -> None:
    """Press Tab until the thing of that name has the focus, and see that the focus shows."""
    for _ in range(60):
        press(visitor, "Tab")
        if visitor.page.evaluate(FOCUSED).startswith(words):
            assert visitor.page.evaluate(RING) == ["solid", "3px", True]
            return
    raise AssertionError(f"Tab does not reach «{words}»")


def test_a_person_signs_in_opens_a_matter_and_reads_its_clause_with_keys_alone(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().go("/mau-b/dang-nhap/")
    tab_to(hang, "Vào thử với vai Hứa Kim Oanh")
    press(hang, "Enter")
    hang.page.wait_for_url("**/mau-b/")

    tab_to(hang, "Kết quả nâng bậc lương")
    press(hang, "Enter")
    hang.page.wait_for_url("**/cong-khai/*/")

    press(hang, "Tab")
    assert hang.page.evaluate(FOCUSED) == "Đến nội dung chính"
    assert hang.page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    press(hang, "Enter")
    assert hang.page.evaluate("document.activeElement.id") == "noi-dung"

    tab_to(hang, "Điều 16 khoản 3")
    chip = hang.page.evaluate("document.activeElement.id")
    press(hang, "Enter")
    assert hang.page.locator(".clause:target").is_visible()
    close_the_sheet(hang)
    assert hang.page.locator(".clause:target").count() == 0
    assert hang.page.evaluate("document.activeElement.id") == chip


def close_the_sheet(visitor: Visitor) -> None:
    """Go to "Đóng" without leaving the open clause, and press it."""
    press(visitor, "Tab")
    while visitor.page.evaluate(FOCUSED) != "Đóng":
        assert visitor.page.evaluate("document.activeElement.closest('.clause') !== null")
        press(visitor, "Tab")
    press(visitor, "Enter")


def test_name_and_password_are_typed_at_once_and_sent_with_enter(
    visitor: Callable[..., Visitor],
) -> None:
    lan = visitor().open_office("ban-phim")
    lan.page.context.clear_cookies()
    lan.go("/ban-phim/")
    # The browser gives the field its focus a moment after the page has loaded.
    expect(lan.page.locator("[name=username]")).to_be_focused()
    lan.page.keyboard.type("lan")
    press(lan, "Tab")
    expect(lan.page.locator("[name=password]")).to_be_focused()
    lan.page.keyboard.type(PASSWORD)
    press(lan, "Enter")
    lan.page.wait_for_url("**/ban-phim/")
    assert lan.read("h1") == "Không có việc nào đang chờ tôi"


def test_the_regulation_is_confirmed_with_one_key_a_decision(
    visitor: Callable[..., Visitor],
) -> None:
    lan = visitor()
    lan.open_office("mot-phim").follow("Quy chế").follow("Nạp quy chế")
    lan.fill({"Hoặc dán toàn bộ chữ vào đây": OWN_TEXT}).press("Nạp văn bản")
    lan.follow("Cấu trúc đúng, xem con số")
    expect(lan.page.locator("button[data-key='x']:focus")).to_be_visible()  # opens at the first
    lan.page.keyboard.press("j")
    lan.page.keyboard.press("k")
    pressed = 0
    while lan.path.endswith("/xac-nhan/"):
        expect(lan.page.locator("button[data-key='x']:focus")).to_be_visible()
        whole = lan.page.evaluate(IN_A_LIST)
        with lan.page.expect_navigation():
            lan.page.keyboard.press("a" if whole else "x")
        pressed += 1

    assert lan.path.endswith("/tom-tat/")
    assert pressed == 6  # the clauses of forms and of times, term, run, all kinds, both forms
    lan.go(lan.path.replace("tom-tat/", "xac-nhan/"))
    assert lan.read_all("button[data-key='x']") == []
