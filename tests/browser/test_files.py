"""Files in a real browser: nothing in them runs, and their pages can be read by everyone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.accessibility import faults
from tests.browser.visitor import MARKS, Visitor
from tests.file_samples import docx, pdf, photo_with_place, stream, xlsx

pytestmark = MARKS

RUNS = b"/*\n<html><script>window.ran = true</script>*/ window.ran = true; /*\n*/"
# A PDF to those who read its header, a page to those who look for tags, and a script in part.
POLYGLOT = pdf("Bang ke", "Trang hai", objects={7: stream(RUNS)})
FILES = {
    "ca-hai.pdf": POLYGLOT,
    "anh.jpg": photo_with_place(),
    "to-trinh.docx": docx("Tờ trình về việc mua giấy", "<script>window.ran = true</script>"),
    "bang.xlsx": xlsx([[f"Dòng {row}", *range(30)] for row in range(30)]),
}
AS_A_SCRIPT = """url => new Promise(done => {
    const script = document.createElement("script");
    script.onload = script.onerror = () => done(window.ran === true);
    script.src = url;
    document.head.append(script);
})"""
AS_A_FRAME = """url => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.onload = () => done(window.ran === true);
    setTimeout(() => done(window.ran === true), 1500);
    frame.src = url;
    document.body.append(frame);
})"""


@pytest.fixture
def hang(visitor: Callable[..., Visitor], tmp_path: Path) -> Visitor:
    """Bring Hằng to the page of a matter of hers with one file of each kind."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    hang = visitor().try_as("mau-a", "hang").follow("Soạn việc công khai")
    hang.fill({"Tên việc, văn bản": "Việc có tệp", "Ngày quyết định, văn bản": "2026-02-13"})
    hang.choose("Loại nội dung", "Điều 9 khoản 9").choose("Người kiểm tra bí mật", "Hằng")
    hang.page.get_by_label("Tệp kèm theo").set_input_files([tmp_path / name for name in FILES])
    return hang.press("Trình kiểm tra bí mật")


def test_the_pages_of_files_are_accessible_and_fit_the_screen(hang: Visitor) -> None:
    matter = hang.path
    assert _widths_of_thumbnails(hang) == [240, 20]
    found = faults(hang.page)
    for name in FILES:
        hang.page.set_viewport_size({"width": 1280, "height": 800})
        hang.go(matter).follow(name)
        assert hang.read("h1") == name
        found += faults(hang.page)
    assert found == []


def _widths_of_thumbnails(hang: Visitor) -> list[int]:
    """Return how wide the small pictures are; on a busy machine one may need a second look."""
    widths: list[int] = []
    for _ in range(5):
        hang.go(hang.path)
        hang.page.wait_for_load_state("networkidle")
        widths = hang.page.locator(".thumb").evaluate_all("all => all.map(i => i.naturalWidth)")
        if all(widths):
            break
    return widths


def test_of_a_file_that_is_two_things_at_once_nothing_runs(hang: Visitor) -> None:
    hang.follow("ca-hai.pdf")
    page, original = hang.page, hang.path + "ca-hai.pdf"

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp gốc").click()
    assert download.value.path().read_bytes() == POLYGLOT
    assert page.url.endswith(hang.path)
    for address in (original, hang.path + "trang/1/", hang.path + "nho/"):
        assert page.evaluate(AS_A_SCRIPT, address) is False
        assert page.evaluate(AS_A_FRAME, address) is False
    hang.go(hang.path + "trang/1/")
    assert page.evaluate("window.ran") is None
    # The browser complains of each of these tries: that is what was asked for.
    assert hang.complaints
    hang.complaints.clear()


def test_words_of_a_file_are_only_words(hang: Visitor) -> None:
    hang.follow("to-trinh.docx")
    assert "<script>window.ran = true</script>" in hang.read(".preview")
    assert hang.page.evaluate("window.ran") is None
