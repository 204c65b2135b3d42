"""A notice with a heavy file: published by clicks, read on a phone, shut to the other office."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator

from tests.browser.samples import pdf_of_3_mb
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

TITLE = "Báo cáo quỹ trà có số liệu"
NAME = "bao-cao.pdf"
PAGES_DRAWN = """() => {
    const pages = [...document.querySelectorAll(".page img")];
    return pages.length === 3 && pages[0].complete && pages[0].naturalWidth === 1100;
}"""


def publish(hang: Visitor, file: Path) -> None:
    """Publish a matter with a file, from the home page by links and buttons only."""
    hang.follow("Soạn việc công khai")
    hang.fill({"Tên việc, văn bản": TITLE, "Ngày quyết định, văn bản": "2026-02-13"})
    hang.choose("Loại nội dung", "Điều 9 khoản 9").choose("Người kiểm tra bí mật", "Hằng")
    hang.page.get_by_label("Tệp kèm theo").set_input_files(file)
    hang.press("Trình kiểm tra bí mật").press("Ký: không có bí mật").press("Công khai")
    assert hang.read("h1") == TITLE


def test_a_colleague_opens_the_file_on_a_phone_and_the_other_office_does_not(
    visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    content = pdf_of_3_mb()
    (tmp_path / NAME).write_bytes(content)
    publish(visitor().try_as("mau-a", "hang"), tmp_path / NAME)

    toan = visitor(width=360, touch=True).try_as("mau-a", "toan")
    taps = 0

    def tap(thing: Locator) -> None:
        nonlocal taps
        taps += 1
        thing.tap()

    tap(toan.page.get_by_role("link", name=TITLE))
    tap(toan.page.get_by_role("link", name=NAME))
    toan.page.wait_for_function(PAGES_DRAWN)
    assert taps <= 3
    with toan.page.expect_download() as download:
        tap(toan.page.get_by_role("link", name="Tải tệp gốc"))
    assert (download.value.suggested_filename, download.value.path().read_bytes()) == (
        NAME,
        content,
    )

    there = toan.path.replace("/mau-a/", "/mau-b/")
    stranger = visitor().try_as("mau-b", "my")
    assert stranger.page.request.get(there).status == 404
    assert stranger.page.request.get(there + NAME).status == 404
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in toan.page.context.cookies())
    with_the_same_cookies = visitor().page.request.get(
        there, headers={"Cookie": cookies}, max_redirects=0
    )
    assert with_the_same_cookies.status == 303
    assert with_the_same_cookies.headers["location"].startswith("/mau-b/dang-nhap/")
