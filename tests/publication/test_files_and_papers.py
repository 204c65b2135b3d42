"""What a matter gives out: its files, hostile words in them, and its papers as PDF."""

import re
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage

from dienhong.organisation.models import Agency
from dienhong.publication import actions
from dienhong.record import worker
from dienhong.record.giving import SAFE
from tests.file_samples import docx, pdf, photo_with_place, picture, xlsx
from tests.organisation.desks import client_of
from tests.publication.story import (
    BOARD,
    EVERYONE,
    MONDAY,
    PDF,
    act,
    after,
    at_desk,
    drafted,
    files_of,
    moment,
    page_of,
    published,
    text_of,
    the_matter,
    upload,
    withdrawn,
)

DOCX = docx()

pytestmark = pytest.mark.usefixtures("clock")


# Files.


def test_a_file_is_only_ever_downloaded_with_nothing_that_could_run() -> None:
    published(upload(name="bảng kê.pdf"), upload(DOCX, "to-trinh.docx"))
    minh = at_desk("minh").follow("Sổ thu chi quý một")
    assert files_of(minh) == ["bảng kê.pdf", "to-trinh.docx"]

    given = minh.follow("bảng kê.pdf").follow("Tải tệp gốc (PDF").response
    assert minh.content == PDF
    assert {name: given[name] for name in SAFE} == SAFE
    assert given["Content-Type"] == "application/pdf"
    assert given["Content-Length"] == str(len(PDF))
    assert given["Content-Disposition"] == "attachment; filename*=utf-8''b%E1%BA%A3ng%20k%C3%AA.pdf"
    assert given["Cache-Control"] == "no-store"

    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("to-trinh.docx")
    kept = minh.follow("Tải tệp gốc (văn bản Word (DOCX)").response
    assert kept["Content-Disposition"] == 'attachment; filename="to-trinh.docx"'
    assert minh.content == DOCX


def test_a_download_may_go_on_where_it_broke_off() -> None:
    matter = published(upload())
    client, path = client_of("minh"), f"/thu/{page_of(matter)}tep/1/bang-ke.pdf"

    def asked(part: str, **more: str) -> tuple[int, bytes, str]:
        answer = client.get(path, headers={"Range": part, **more})
        content = answer.getvalue()
        assert answer["Content-Length"] == str(len(content))
        return answer.status_code, content, answer.get("Content-Range", "")

    end = len(PDF)
    mark = f'"{sha256(PDF).hexdigest()}"'
    assert asked("bytes=0-3") == (206, b"%PDF", f"bytes 0-3/{end}")
    assert asked(f"bytes={end - 6}-") == (206, b"%%EOF\n", f"bytes {end - 6}-{end - 1}/{end}")
    assert asked("bytes=-6") == (206, b"%%EOF\n", f"bytes {end - 6}-{end - 1}/{end}")
    assert asked("bytes=0-3", **{"If-Range": mark})[0] == 206
    for whole in ("bytes=0-3,5-6", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=0-" + "9" * 40, ""):
        assert asked(whole) == (200, PDF, "")
    assert asked("bytes=0-3", **{"If-Range": '"khac"'}) == (200, PDF, "")
    for nowhere in (f"bytes={end}-", "bytes=9-3", "bytes=-0"):
        answer = client.get(path, headers={"Range": nowhere})
        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{end}")


def test_asking_only_for_the_head_gives_the_same_head() -> None:
    matter = published(upload())
    client, path = client_of("minh"), f"/thu/{page_of(matter)}tep/1/bang-ke.pdf"
    head, whole = client.head(path), client.get(path)

    assert head.status_code == 200
    assert dict(head.headers) == dict(whole.headers)
    assert (head.getvalue(), whole.getvalue()) == (b"", PDF)


def test_a_file_whose_bytes_are_not_those_that_came_is_not_given_out() -> None:
    matter = published(upload())
    place = Path(default_storage.path(matter.attachments.get().file.place))
    path = f"{page_of(matter)}tep/1/bang-ke.pdf"
    for spoil in (lambda: place.write_bytes(b"khac"), place.unlink):
        spoil()
        page = at_desk("minh", path)
        assert page.status == 409
        assert "bản lưu trên máy chủ không còn đúng như khi nhận" in page.words


def test_a_file_and_all_that_is_drawn_of_it_is_seen_by_those_who_see_its_matter() -> None:
    matter = drafted(upload())
    for part in ("", "nho/", "trang/1/", "bang-ke.pdf"):
        path = f"{page_of(matter)}tep/1/{part}"
        assert {login: at_desk(login, path).status for login in ("lan", "hoa", "minh", "tu")} == {
            "lan": 200,
            "hoa": 200,
            "minh": 404,
            "tu": 404,
        }
        assert at_desk("lan", f"{page_of(matter)}tep/2/{part}").status == 404
    assert at_desk("lan", f"{page_of(matter)}tep/1/trang/2/").status == 404


# The page of a file.


def test_the_page_of_a_pdf_shows_its_pages_their_words_and_its_digest() -> None:
    published(upload(pdf("Muc mot", "Muc hai"), "bang-ke.pdf"))
    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("bang-ke.pdf")
    pictures = [image.attrs for image in minh.section("Xem trước").every("img")]

    assert [image["alt"] for image in pictures] == ["Trang 1 trên 2", "Trang 2 trên 2"]
    assert {(image["width"], image["height"]) for image in pictures} == {("1100", "550")}
    assert re.search(r"PDF, \d+ byte, 2 trang\.", minh.words)
    assert "Chữ trong trang 2 Muc hai" in minh.section("Xem trước").words
    assert sha256(pdf("Muc mot", "Muc hai")).hexdigest() in minh.section("So mã").words
    drawn = minh.open(pictures[1]["src"])
    assert drawn.content.startswith(b"\x89PNG")
    assert {name: drawn.response[name] for name in SAFE} == SAFE
    assert drawn.response["Cache-Control"] == "no-store"


def test_the_page_of_a_photograph_says_that_it_carries_a_place() -> None:
    published(upload(photo_with_place(), "anh.jpg"), upload(picture(), "hinh.png"))
    minh = at_desk("minh").follow("Sổ thu chi quý một")
    assert minh.section("Tệp kèm theo").words.count("ảnh có ghi toạ độ") == 1

    minh.follow("anh.jpg")
    assert "Ảnh có ghi toạ độ nơi chụp." in minh.words
    shown = next(minh.section("Xem trước").every("img")).attrs
    assert shown["alt"] == "Ảnh anh.jpg"
    assert b"Exif" not in minh.open(shown["src"]).content
    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("hinh.png")
    assert "toạ độ" not in minh.words


def test_the_page_of_a_word_document_shows_its_words_as_words() -> None:
    published(upload(docx("<script>alert(1)</script>", "Điều 2."), "to-trinh.docx"))
    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("to-trinh.docx")
    shown = minh.section("Xem trước")

    assert "<script>alert" not in minh.html
    assert "<script>alert(1)</script> Điều 2." in shown.words
    assert [cell.words for cell in shown.every("td")] == ["Ô một", "Ô hai"]


def test_the_page_of_a_workbook_shows_its_cells_and_says_what_it_leaves_out() -> None:
    rows = [["=cmd|'/c calc'!A1", "<b>đậm</b>"], *([str(n)] * 21 for n in range(250))]
    published(upload(xlsx(rows), "bang.xlsx"))
    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("bang.xlsx")

    assert "<b>đậm</b>" in minh.words
    assert "<b>đậm" not in minh.html
    assert len(list(minh.section("Bảng «Sheet»").every("tr"))) == 200
    assert "Bảng còn dòng sau dòng 200 và cột sau cột thứ 20." in minh.words


def test_where_no_preview_can_be_made_the_page_says_so_and_gives_the_original() -> None:
    matter = published(upload())
    row = matter.attachments.get()
    Path(default_storage.path(row.file.place)).write_bytes(b"x" * row.file.size)
    minh = at_desk("minh", f"{page_of(matter)}tep/1/")

    assert minh.status == 200
    assert "Chưa làm được bản xem trước của tệp này." in minh.words
    assert minh.may_follow(f"Tải tệp gốc (PDF, {len(PDF)} byte)")
    assert at_desk("minh", f"{page_of(matter)}tep/1/nho/").status == 404


def test_while_another_preview_is_drawn_the_page_asks_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker, "_PATIENCE", 0.05)
    path = f"{page_of(published(upload()))}tep/1/"
    with worker.turn():
        page, image = at_desk("minh", path), at_desk("minh", f"{path}trang/1/").response

    assert "Mở lại trang này sau ít giây." in page.words
    assert (image.status_code, image["Retry-After"]) == (503, "5")


# Hostile words.

HOSTILE = (
    '<script>alert("đ")</script><img src=x onerror=alert(1)> {{ 7|add:7 }} &amp; '
    '#panic("x") $x$ *b* \\'
)


def test_hostile_words_are_shown_as_words_on_every_page_and_paper() -> None:
    matter = published(
        upload(name='"><img src=x onerror=alert(1)>.pdf'), title=HOSTILE, summary=HOSTILE
    )
    actions.ask_withdrawal(matter, ground=HOSTILE, by=act("lan"))
    run = matter.postings.get()
    for path in ("", "cong-khai/", "chanh-van-phong/", "so-ghi/", page_of(matter)):
        page = at_desk("hoa", path)
        assert page.status == 200
        assert "<script>alert" not in page.html
        assert "<img src=x" not in page.html
        assert (HOSTILE in page.words) is (path != "so-ghi/")

    for paper in ("to.pdf", "bien-ban.pdf"):
        answer = at_desk("minh", f"{page_of(matter)}niem-yet/{run.pk}/{paper}")
        assert answer.status == 200
        assert '<script>alert("đ")</script>' in text_of(answer.content)
        assert '#panic("x") $x$ *b* \\' in text_of(answer.content)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\bi mat\\ke hoach.PDF", "ke hoach.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "a Set-Cookie x=1.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("quyết định.pdf.exe", "quyết định.pdf.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("   ", "tep.pdf"),
        ("x" * 400 + ".pdf", "x" * 120 + ".pdf"),
        ("100%_#1?.pdf", "100%_#1.pdf"),
    ],
)
def test_a_hostile_file_name_becomes_a_harmless_one_and_the_file_opens(
    name: str, kept: str
) -> None:
    published(upload(name=name))
    minh = at_desk("minh").follow("Sổ thu chi quý một")
    assert files_of(minh) == [kept]

    minh.follow(kept).follow("Tải tệp gốc")
    assert (minh.status, minh.content) == (200, PDF)


# Papers.


def test_the_sheet_for_the_board_says_what_hangs_how_long_and_by_which_clause() -> None:
    published(upload(), forms=[BOARD])
    lan = at_desk("lan").follow("Ghi niêm yết").send("Ghi niêm yết", {"Nơi niêm yết": "Sảnh lớn"})
    sheet = lan.section("Niêm yết: Sảnh lớn")
    link = next(a for a in sheet.every("a") if a.words == "Tờ niêm yết (PDF)")
    words = text_of(lan.open(link.attrs["href"]).content)

    assert lan.response["Content-Type"] == "application/pdf"
    assert "Thực hiện Điều 2 khoản 2 Quy chế thực hiện dân chủ, Văn phòng thu" in words
    assert "Niêm yết từ thứ Hai 02/03/2026 đến hết Chủ nhật 22/03/2026." in words
    assert "Ít nhất 20 ngày liên tục, tính từ ngày 03/03/2026 (Điều 3 khoản 3" in words
    assert "Không gỡ trước ngày 23/03/2026. Người niêm yết: Lan." in words
    assert "Văn bản số 12/QĐ-TSM ngày 27 tháng 02 năm 2026" in words
    assert f"http://testserver/thu/{page_of(the_matter())}" in words
    assert "BẢN TRÌNH DIỄN" not in words


def test_the_minutes_of_posting_hold_due_day_counting_digest_entry_and_fingerprint() -> None:
    matter = published(upload())
    run = matter.postings.get()
    lan = at_desk("lan", page_of(matter)).follow("Biên bản niêm yết (PDF)")
    words = text_of(lan.content)

    assert "Hồi 09 giờ 00 phút, ngày 02 tháng 3 năm 2026" in words
    assert "chậm nhất là thứ Sáu 06/03/2026 (Điều 3 khoản 2 Quy chế thực hiện dân chủ)" in words
    assert "Đối chiếu với hạn: Đúng hạn" in words
    assert "02/03/2026 – 06/03/2026 tính: Ngày làm việc thứ 1 đến thứ 5" in words
    assert f"Số mục trong nhật ký: {run.entry_number}" in words
    assert run.fingerprint in words
    digest = matter.attachments.get().file_id
    assert digest in words.replace(" ", "")


@pytest.mark.parametrize(
    ("decided_on", "public_on", "board_on", "verdict"),
    [
        (date(2026, 2, 27), MONDAY, MONDAY, "Đúng hạn"),
        (date(2026, 2, 27), MONDAY, date(2026, 3, 10), "Đúng hạn"),  # public in time, board later
        (date(2026, 2, 27), date(2026, 3, 11), date(2026, 3, 11), "Trễ hạn 3 ngày làm việc"),
        (date(2026, 2, 27), date(2026, 3, 7), date(2026, 3, 7), "Trễ hạn"),
        (date(2026, 2, 13), MONDAY, MONDAY, "Việc mang sang từ trước ngày dùng hệ thống"),
    ],
)
def test_the_minutes_judge_the_publication_and_not_the_board(
    decided_on: date, public_on: date, board_on: date, verdict: str
) -> None:
    matter = published(decided_on=decided_on, day=public_on)
    actions.post(matter, place="Sảnh", posted_at=moment(board_on), by=act("lan", board_on))
    board = matter.postings.get(electronic=False)
    answer = at_desk("lan", f"{page_of(matter)}niem-yet/{board.pk}/bien-ban.pdf")

    said = text_of(answer.content).partition("Đối chiếu với hạn: ")[2]
    assert said.startswith(verdict + (" thứ" if verdict.startswith(("Đúng", "Trễ")) else ","))


def test_the_minutes_of_withdrawal_hold_persons_ground_and_broken_run_but_no_word_of_it() -> None:
    matter = withdrawn(published(upload(name="ten-kin.pdf"), title="Tên kín"), after(MONDAY, 3))
    with time_machine.travel(moment(after(MONDAY, 3)), tick=False):
        tu = at_desk("tu", page_of(matter)).follow("Biên bản thu hồi (PDF)")
    words = text_of(tu.content)

    assert "Có bí mật công tác. (Điều 2 Quy chế thực hiện dân chủ)" in words
    assert "bị đứt thứ Năm 05/03/2026, khi được 2 trên 20 ngày liên tục (Điều 3 khoản 3" in words
    assert matter.content_digest in words.replace(" ", "")
    assert matter.withdrawal.fingerprint in words
    assert "Lan" in words
    assert "Hoa" in words
    assert [bad for bad in ("Tên kín", "ten-kin", "12/QĐ-TSM") if bad in words] == []


def test_the_minutes_of_withdrawal_call_no_run_broken_that_was_over() -> None:
    day = after(MONDAY, 30)
    matter = withdrawn(published(), day)
    with time_machine.travel(moment(day), tick=False):
        tu = at_desk("tu", page_of(matter)).follow("Biên bản thu hồi (PDF)")

    assert "bị đứt" not in text_of(tu.content)


@pytest.mark.parametrize("login", EVERYONE)
def test_the_ground_of_a_withdrawal_is_read_by_those_who_may_withdraw(login: str) -> None:
    matter = withdrawn(published())
    may = login in {"lan", "hoa", "phong", "tu"}
    page = at_desk(login, page_of(matter))

    assert page.may_follow("Biên bản thu hồi (PDF)") is may
    assert at_desk(login, f"{page_of(matter)}thu-hoi/bien-ban.pdf").status == (200 if may else 403)
    assert "Có bí mật công tác." not in page.words


@pytest.mark.parametrize("demo", [True, False])
def test_papers_of_a_demonstration_office_are_marked(demo: bool) -> None:
    Agency.objects.update(demo=demo)
    run = published().postings.get()
    withdrawn_one = withdrawn(published())
    papers = [
        f"{page_of(run.matter)}niem-yet/{run.pk}/to.pdf",
        f"{page_of(run.matter)}niem-yet/{run.pk}/bien-ban.pdf",
        f"{page_of(withdrawn_one)}thu-hoi/bien-ban.pdf",
    ]
    marks = [
        "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in text_of(at_desk("lan", path).content)
        for path in papers
    ]

    assert marks == [demo] * 3
