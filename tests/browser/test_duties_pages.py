"""The pages of duties at a browser: accessible at every width, printed as they promise."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties.actions import open_duty
from tests.browser.accessibility import faults
from tests.browser.visitor import MARKS, Visitor
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, add_people, adopt, moment

pytestmark = MARKS

A4 = (595, 842)
TITLE = "Kế hoạch sửa chữa trụ sở, mua sắm trang thiết bị và bố trí lại phòng làm việc, việc số"
_SHOW = """html => new Promise(done => {
    document.documentElement.innerHTML = html;
    const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
    Promise.all(sheets.map(one => new Promise(ok => { one.onload = ok; }))).then(done);
})"""


def sheets(visitor: Visitor) -> list[tuple[int, int]]:
    """Return the sizes in points of the printed pages."""
    pages = PdfReader(BytesIO(visitor.page.pdf(prefer_css_page_size=True))).pages
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages]


def owe(count: int) -> None:
    """Let the Chief owe so many more things: late, to sign, to answer, due soon."""
    for number in range(count):
        day = MONDAY + timedelta(days=number % 20 - 10)
        step = Step(day, day, StepKind.END, "Ngày cuối")
        open_duty(
            ("publication.check", "meetings.answer", "thu.viec")[number % 3],
            f"thing:{number}",
            title=f"{TITLE} {number}",
            verb="Kiểm tra bí mật",
            path="viec/",
            due=Derivation(day, (step,)),
            clauses=[Citation("quy-che-1", f"dieu-{1 + number % 3}")],
            functions=["chief", "administration", "deputy-chief", "union-executive"],
        )


def an_occasion(visitor: Visitor) -> str:
    """Return the address of an occasion that waits for somebody."""
    visitor.go("/mau-a/viec/cua-toi/")
    found = visitor.page.eval_on_selector_all("main a[href]", "all => all.map(a => a.pathname)")
    return next(path for path in found if re.fullmatch(r"/mau-a/viec/[0-9a-f-]{36}/", path))


def test_the_pages_of_duties_are_accessible_and_fit_the_screen(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().try_as("mau-a", "hang")
    occasion = an_occasion(hang)
    found = []
    for path in (
        "viec/",
        "viec/?tinh_trang=sau&tim=họp",
        "viec/cua-toi/",
        "viec/phong/",
        "viec/dang-do/",
        "viec/bien-phap/",
        "viec/bien-phap/them/",
        "lich/",
        "lich/nam/",
    ):
        hang.page.set_viewport_size({"width": 1280, "height": 800})
        hang.go(f"/mau-a/{path}")
        found += faults(hang.page)
    hang.page.set_viewport_size({"width": 1280, "height": 800})
    hang.go(occasion)
    found += faults(hang.page)
    hang.page.set_viewport_size({"width": 360, "height": 800})
    hang.go(occasion)
    hang.page.get_by_role("button", name="Ghi đã làm").focus()
    with hang.page.expect_navigation():
        hang.page.keyboard.press("Enter")
    found += faults(hang.page)

    assert found == []


def test_a_month_is_a_table_on_a_wide_screen_and_a_list_on_a_phone(
    visitor: Callable[..., Visitor],
) -> None:
    hang = visitor().try_as("mau-a", "hang").go("/mau-a/lich/")
    cell = hang.page.locator(".month td.today")
    hang.page.set_viewport_size({"width": 1280, "height": 800})
    wide = cell.bounding_box()
    hang.page.set_viewport_size({"width": 360, "height": 800})
    narrow = cell.bounding_box()

    assert wide is not None
    assert narrow is not None
    assert wide["width"] < 200
    assert narrow["width"] > 300
    assert hang.page.locator(".month td.bare:not(.today)").first.is_hidden()


@pytest.mark.parametrize("waiting", [0, 25, 90])
def test_the_chiefs_page_is_one_a4_however_much_waits(
    visitor: Callable[..., Visitor], office: str, waiting: int
) -> None:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        add_people()
        adopt()
        owe(waiting)
        html = client_of("hoa").get("/thu/chanh-van-phong/").content.decode()
    hoa = visitor().go("/")
    hoa.page.evaluate(_SHOW, html)

    assert hoa.page.locator("h1").inner_text() == "Việc của Chánh Văn phòng"
    assert hoa.page.locator(".owed > li").count() == {0: 0, 25: 18, 90: 32}[waiting]
    assert sheets(hoa) == [A4]


def test_the_year_prints_across(visitor: Callable[..., Visitor]) -> None:
    hang = visitor().try_as("mau-a", "hang").go("/mau-a/lich/nam/")

    assert set(sheets(hang)) == {(842, 595)}
