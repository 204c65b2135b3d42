"""A person at a browser, who works by the words on the page and writes complaints down."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Locator, Page, Request

MARKS = [pytest.mark.browser, pytest.mark.allow_hosts(["127.0.0.1"])]
PASSWORD = "nuoc-chay-da-mon"
_HERE = {"127.0.0.1", "localhost"}
_OVER_THE_NET = {"http", "https", "ws", "wss"}


class Visitor:
    """A page with what went wrong on it: console errors, broken policy, requests to elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._watch)

    def _hear(self, said: ConsoleMessage) -> None:
        # That a page answers 404 or 409 is no complaint; that its stylesheet does is one.
        answered = said.text.startswith("Failed to load resource")
        own_file = urlsplit(said.location.get("url", "")).path.startswith("/static/")
        policy = "Content Security Policy" in said.text
        if policy or (said.type == "error" and (own_file or not answered)):
            self.complaints.append(f"console: {said.text}")

    def _watch(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in _OVER_THE_NET and asked.hostname not in _HERE:
            self.complaints.append(f"request to elsewhere: {request.url}")

    @property
    def path(self) -> str:
        """Return where the visitor is, without the server's address."""
        return urlsplit(self.page.url).path

    def go(self, path: str) -> "Visitor":
        """Open an address."""
        self.page.goto(path)
        return self

    def follow(self, name: str) -> "Visitor":
        """Follow the first link of exactly that name, or else one whose name holds it."""
        whole = self.page.get_by_role("link", name=name, exact=True)
        return self.click(whole if whole.count() else self.page.get_by_role("link", name=name))

    def press(self, name: str) -> "Visitor":
        """Press the first button of exactly that name."""
        return self.click(self.page.get_by_role("button", name=name, exact=True))

    def click(self, thing: Locator) -> "Visitor":
        """Click the first of what was found and wait for the page that it brings."""
        with self.page.expect_navigation():
            thing.first.click()
        return self

    def fill(self, words: dict[str, str]) -> "Visitor":
        """Fill fields by their labels."""
        for label, text in words.items():
            self.page.locator("input, textarea").and_(self.page.get_by_label(label)).fill(text)
        return self

    def choose(self, label: str, words: str) -> "Visitor":
        """Choose in a list the first row that holds these words."""
        chosen = self.page.get_by_label(label)
        row = chosen.locator("option", has_text=words).first
        chosen.select_option(value=row.get_attribute("value"))
        return self

    def read(self, what: str) -> str:
        """Return the words of the first element of a kind, on one line."""
        return in_one_line(self.page.locator(what).first)

    def read_all(self, what: str) -> list[str]:
        """Return the words of every element of a kind."""
        return [in_one_line(one) for one in self.page.locator(what).all()]

    def try_as(self, office: str, login: str) -> "Visitor":
        """Come into a demonstration office as one of its invented people, by the button."""
        self.go(f"/{office}/dang-nhap/")
        return self.try_here(login)

    def try_here(self, login: str) -> "Visitor":
        """Press the button of one of the invented people on the page that asks who it is."""
        return self.click(self.page.locator(f"form:has(input[value='{login}']) button"))

    def open_office(self, code: str) -> "Visitor":
        """Open a new office from the server's first page by clicks, and sign in as Lan."""
        self.go("/").follow("Mở văn phòng mới")
        self.fill(
            {
                "Tên cơ quan": f"Văn phòng Gió Núi {code}",
                "Mã trong địa chỉ": code,
                "Người đứng đầu gọi là": "Chánh Văn phòng",
                "Cấp phó gọi là": "Phó Chánh Văn phòng",
                "Họ và tên người mở": "Lan",
                "Tên đăng nhập": "lan",
                "Mật khẩu": PASSWORD,
            }
        ).press("Mở văn phòng")
        return self.sign_in()

    def sign_in(self) -> "Visitor":
        """Sign in as Lan on the page that asks for it."""
        return self.fill({"Tên đăng nhập": "lan", "Mật khẩu": PASSWORD}).press("Đăng nhập")

    def issue(self, text: str, number: str = "88/QĐ-VP") -> "Visitor":
        """Take a regulation's text through its four steps, from the office's home page."""
        self.follow("Quy chế").follow("Nạp quy chế")
        self.fill({"Hoặc dán toàn bộ chữ vào đây": text}).press("Nạp văn bản")
        self.follow("Cấu trúc đúng, xem con số").confirm_all().follow("Sang bước ban hành")
        self.fill({"Số quyết định ban hành": number, "Ngày ký ban hành": "2026-01-05"})
        self.page.get_by_label("Đã có hiệu lực từ trước").check()
        doubts = self.page.get_by_label("Đã đọc các chỗ ngờ trong văn bản")
        if doubts.count():
            doubts.check()
        return self.press("Ban hành")

    def confirm_all(self) -> "Visitor":
        """Confirm every reading on the page, lists at once."""
        button = self.page.locator("button", has_text="Xác nhận")
        while button.count():
            self.click(button)
        return self


def in_one_line(element: Locator) -> str:
    """Return the words that a person sees of an element, with single ordinary spaces."""
    return " ".join(element.inner_text().split())
