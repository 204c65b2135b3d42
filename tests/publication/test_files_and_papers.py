"""What a matter gives out: its files, hostile words in them, and its papers as PDF."""

from datetime import date

import pytest
import time_machine

from dienhong.organisation.models import Agency
from dienhong.publication import actions
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

DOCX = b"PK\x03\x04" + b"\x00" * 30 + b"word/document.xml" + b"\x00" * 30


pytestmark = pytest.mark.usefixtures("clock")


# Files.


def test_a_file_is_given_out_with_its_type_and_nothing_that_could_run() -> None:
    published(upload(name="bảng kê.pdf"), upload(DOCX, "to-trinh.docx"))
    minh = at_desk("minh").follow("Sổ thu chi quý một")
    assert files_of(minh) == ["bảng kê.pdf", "to-trinh.docx"]

    shown = minh.follow("bảng kê.pdf").response
    assert minh.content == PDF
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Content-Disposition"] == "inline; filename*=utf-8''b%E1%BA%A3ng%20k%C3%AA.pdf"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Cache-Control"] == "no-store"
    assert shown["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )

    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("to-trinh.docx")
    kept = minh.response
    assert kept["Content-Disposition"] == 'attachment; filename="to-trinh.docx"'
    assert minh.content == DOCX


def test_a_file_is_seen_by_those_who_see_its_matter() -> None:
    matter = drafted(upload())
    path = f"{page_of(matter)}tep/1/bang-ke.pdf"

    assert {login: at_desk(login, path).status for login in ("lan", "hoa", "minh", "tu")} == {
        "lan": 200,
        "hoa": 200,
        "minh": 404,
        "tu": 404,
    }
    assert at_desk("lan", f"{page_of(matter)}tep/2/bang-ke.pdf").status == 404


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
        assert "<img" not in page.html
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

    minh.follow(kept)
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
