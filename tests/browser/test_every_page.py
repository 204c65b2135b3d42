"""Every page within reach, and the pages of a no: readable by everyone, on any screen."""

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from tests.browser.accessibility import faults, misfits
from tests.browser.samples import OWN_TEXT
from tests.browser.visitor import MARKS, Visitor

pytestmark = MARKS

OFFICE = "/mau-a/"
NOT_PAGES = re.compile(
    r"\.(pdf|csv|xlsx|docx|zip|png|jpe?g|svg|atom|ics|crt)$|/(?:xuat|phieu|da-dien)/$|/ban-ky/tep/$"
)
# Two people who read the same words on a page need not both be checked.
WORDS = """() => document.querySelector("main").innerHTML
    .replace(/csrfmiddlewaretoken[^>]*/g, "")"""
# What axe judges is how a page is built: elements, attributes, where there are words. Of two pages
# built alike it sees one, and of rows alike the first; whether words fit is asked of each page.
BUILT = """() => {
    const said = /^(aria-(?!label|describedby|controls|owns|details)|role$|class$|type$|scope$)/;
    const built = each => each.nodeType === 3 ? (each.data.trim() ? "words" : "")
        : each.nodeType !== 1 ? ""
        : `${each.tagName}[${[...each.attributes].map(
            a => said.test(a.name) ? `${a.name}=${a.value}` : a.name + (a.value ? "" : "=")
          ).sort()}](${[...new Set([...each.childNodes].map(built))].join()})`;
    return built(document.querySelector("main"));
}"""
# The ninth person's page is made like the first two; a matter looks another way in each stage,
# what is done from its page does not.
ALIKE, MATTERS = 2, 12
A_MATTER = f"{OFFICE}cong-khai/*/"
_WHICH = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
PEOPLE = {
    "khiem": {"chanh-van-phong/", "cong-khai/soan/", "quy-che/nap/", "nguoi/ty-le/quy-tac/"},
    "hang": {"cong-khai/soan/", "quy-che/nap/", "nguoi/giao/", "nguoi/nhap/", "so-ghi/"},
    "toan": {"cong-khai/", "quy-che/", "so-ghi/", "nguoi/", "nguoi/vang/", "kiem-tra/"},
    "": {"dang-nhap/", "cong-dan/", "tro-giup/", "bao-ve-thong-tin/"},
}


def links(visitor: Visitor) -> set[str]:
    """Return the pages of the office that the page at hand links to."""
    found = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    paths = {urlsplit(urljoin(visitor.page.url, link)).path for link in found}
    return {path for path in paths if path.startswith(OFFICE) and not NOT_PAGES.search(path)}


def walk(visitor: Visitor, known: set[str]) -> tuple[set[str], list[str]]:
    """Visit every page that links lead to from home; return the pages, and faults not yet known."""
    waiting, visited, found = [OFFICE], {OFFICE}, []
    made: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        making = _WHICH.sub("*", path)
        made[making] += 1
        if made[making] > (MATTERS if making == A_MATTER else ALIKE):
            continue
        visitor.page.set_viewport_size({"width": 1280, "height": 800})
        visitor.go(path)
        new = links(visitor) - visited
        visited |= new
        waiting += sorted(new)
        words, built = visitor.page.evaluate(WORDS), visitor.page.evaluate(BUILT)
        if built not in known:
            found += faults(visitor.page)
        elif words not in known:
            found += misfits(visitor.page)
        known |= {words, built}
    return visited, found


def test_all_pages_within_reach_are_accessible_and_fit_the_screen(
    visitor: Callable[..., Visitor],
) -> None:
    """Chief, administration, staff, and somebody who has not signed in."""
    known: set[str] = set()
    for login, reaches in PEOPLE.items():
        person = visitor()
        if login:
            person.try_as("mau-a", login)
        visited, found = walk(person, known)
        assert (login, found) == (login, [])
        assert {OFFICE + path for path in reaches} - visited == set()


def test_the_pages_that_say_no_or_not_yet_are_accessible(
    visitor: Callable[..., Visitor],
) -> None:
    person = visitor()
    ways: list[Callable[[], object]] = [
        lambda: person.go("/"),
        lambda: person.go("/khong-co/"),
        lambda: person.go("/mau-a/khong-co/"),
        lambda: person.go("/mau-a/dang-nhap/").press("Đăng nhập"),  # with nothing filled in
        lambda: person.try_as("mau-a", "toan").go("/mau-a/quy-che/nap/"),  # not for him
        lambda: person.try_as("mau-a", "hang").follow("Soạn việc công khai"),
        lambda: person.press("Trình kiểm tra bí mật"),  # with nothing filled in
        lambda: person.follow("Biết").follow("Kết quả nâng bậc lương").press("Gỡ khỏi bảng tin"),
        lambda: person.follow("Quay lại").click(person.page.locator(".cite")),
    ]
    assert after_each(ways, person) == []
    assert person.page.locator(".clause:target").count() == 1


def test_the_steps_from_a_new_office_to_its_regulation_are_accessible(
    visitor: Callable[..., Visitor],
) -> None:
    lan = visitor()
    ways: list[Callable[[], object]] = [
        lambda: lan.go("/").follow("Mở văn phòng mới"),
        lambda: lan.press("Mở văn phòng"),  # with nothing filled in
        lambda: lan.open_office("tiep-can"),
        lambda: lan.follow("Quy chế"),
        lambda: lan.follow("Nạp quy chế").press("Nạp văn bản"),  # with nothing filled in
        lambda: lan.fill({"Hoặc dán toàn bộ chữ vào đây": OWN_TEXT}).press("Nạp văn bản"),
        lambda: lan.follow("Cấu trúc đúng, xem con số"),
        lambda: lan.follow("Sửa"),
        lambda: lan.follow("Quay lại").confirm_all(),
        lambda: lan.follow("Sang bước ban hành"),
        lambda: lan.fill({"Ngày ký ban hành": ""}).press("Ban hành"),
    ]
    assert after_each(ways, lan) == []
    assert lan.page.title().startswith("Ban hành quy chế")


def after_each(ways: list[Callable[[], object]], person: Visitor) -> list[str]:
    """Go one way after the other and return the faults of every page on them."""
    found = []
    for go in ways:
        go()
        found += faults(person.page)
        person.page.set_viewport_size({"width": 1280, "height": 800})
    return found
