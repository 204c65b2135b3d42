"""The way of a text through the pages: in, looked at, confirmed, issued; and bad texts out."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.core.law.structure.parse import parse
from dienhong.core.papers.paper import Paragraph
from dienhong.papers.draw import pdf as drawn
from dienhong.record.models import JournalEntry
from dienhong.regulation.models import Parameter, Version
from tests.core.law.word_samples import numbered
from tests.file_samples import docx, picture
from tests.papers.drawn_samples import paper_of
from tests.publication.story import REGULATION, act, adopt, at_desk, body_of_last_entry
from tests.scenarios.walker import Reader

JANUARY = date(2026, 1, 5)
BEFORE = {"Đã có hiệu lực từ trước": "declared"}
FILE, PASTED = "Tệp văn bản", "Hoặc dán"


pytestmark = pytest.mark.usefixtures("staffed")


def given(text: str = REGULATION, login: str = "lan") -> Reader:
    """Paste a text from the first page on; the reader is at its structure."""
    reader = at_desk(login).follow("Quy chế").follow("Nạp quy chế")
    return reader.send("Nạp văn bản", {PASTED: text})


def confirmed(reader: Reader) -> Reader:
    """Confirm all that was read, as it stands."""
    reader.follow("Cấu trúc đúng, xem con số")
    while reader.may_send("Xác nhận"):
        reader.send("Xác nhận")
    return reader


def item(reader: Reader, words: str) -> str:
    """Return the words of the reading that holds ``words``."""
    return next(li.words for li in reader.page.every("li") if words in li.words)


# Who may.


@pytest.mark.parametrize("login", ["lan", "hoa", "phong", "khue", "tu", "vy", "minh"])
def test_who_may_give_a_text(login: str) -> None:
    may = login in {"lan", "hoa"}
    page = at_desk(login).follow("Quy chế")

    assert page.status == 200
    assert page.may_follow("Nạp quy chế") is may
    adopt()
    for path in ("nap/", "ban/1/cau-truc/"):
        assert at_desk(login, f"quy-che/{path}").status == (200 if may else 403)
    assert at_desk(login, "quy-che/ban/1/").status == 200


def test_who_is_not_signed_in_is_asked_to() -> None:
    adopt()
    nobody = at_desk("", "quy-che/")

    assert nobody.path == "/thu/dang-nhap/"


# The way of a text.


def test_a_pasted_text_goes_into_force_by_links_and_buttons_only() -> None:
    lan = given()
    assert lan.path == "/thu/quy-che/ban/1/cau-truc/"
    confirmed(lan)
    assert "Đã xem 9 trên 9 mục" in lan.words
    lan.follow("Sang bước ban hành")
    assert "Văn bản để trống số hoặc ngày." in lan.words
    lan.send("Ban hành", {"Số quyết định": "01/QĐ-TSM", "Ngày ký": JANUARY.isoformat(), **BEFORE})

    assert "Quy chế đã ban hành." in lan.words
    minh = at_desk("minh").follow("Quy chế")
    assert "số 01/QĐ-TSM, thứ Hai 05/01/2026" in minh.words
    assert "từ thứ Hai 05/01/2026 đang áp dụng" in minh.words
    rows = [row.words for row in minh.page.every("tr")]
    assert rows[1:] == [
        "Thời hạn công khai chậm nhất 5 ngày làm việc Điều 3 khoản 2",
        "Thời gian niêm yết ít nhất 20 ngày liên tục Điều 3 khoản 3",
    ]
    driven = minh.section("Từng điều khoản và việc nó điều khiển")
    clause = next(d for d in driven.every("div") if d.attrs.get("id") == "dieu-3.khoan-2")
    assert "điều khiển Thời hạn công khai: chậm nhất 5 ngày làm việc" in clause.words


def test_the_structure_shows_every_character_of_the_source_once() -> None:
    lan = given()
    source = Version.objects.get().source
    pieces = [
        div
        for div in lan.section("Văn bản gốc").every("div")
        if div.attrs.get("class", "").startswith("piece")
    ]
    shown = [div.raw.removeprefix(next(div.every("span")).raw) for div in pieces]

    assert "".join("".join(shown).split()) == "".join(source.split())
    addressed = {div.attrs["id"] for div in pieces if "id" in div.attrs}
    tree = lan.section("Cây điều khoản")
    assert {a.attrs["href"].removeprefix("#") for a in tree.every("a")} == addressed


def test_a_whole_list_is_confirmed_with_one_button() -> None:
    lan = given().follow("Cấu trúc đúng, xem con số")
    lan.send("Xác nhận cả 3 mục")
    kinds = Parameter.objects.filter(name="publication.kind")

    assert {row.decision for row in kinds} == {"confirmed"}
    assert "Đã xem 3 trên 9 mục" in lan.words
    assert "Lịch trực và lịch gieo hạt. đã xác nhận" in item(lan, "Lịch trực và lịch gieo hạt.")


def test_a_number_is_corrected_with_a_reason_that_everyone_reads() -> None:
    lan = given().follow("Cấu trúc đúng, xem con số").follow("Sửa")
    assert "Sửa:" in lan.words
    term = Parameter.objects.get(name="publication.term")
    lan.open(f"/thu/quy-che/ban/1/xac-nhan/{term.order}/sua/")
    lan.send("Lưu bản sửa", {"Số ngày": "4", "Vì sao": "Bản ký ghi 04."})
    said = item(lan, "4 ngày làm việc")

    assert "Đã lưu bản sửa." in lan.words
    assert "Lý do sửa: Bản ký ghi 04. Người xem: Lan." in said
    assert " Xác nhận " not in said  # it is decided; only opening or correcting it is left


@pytest.mark.parametrize(
    ("number", "said"),
    [("0", "Số ngày:"), ("-3", "Số ngày:"), ("năm", "Ghi bằng một số nguyên."), ("99999", "3660")],
)
def test_a_number_that_is_no_count_of_days_is_asked_again(number: str, said: str) -> None:
    lan = given()
    term = Parameter.objects.get(name="publication.term")
    lan.open(f"/thu/quy-che/ban/1/xac-nhan/{term.order}/sua/")
    lan.send("Lưu bản sửa", {"Số ngày": number, "Vì sao": "Bản ký ghi vậy."})

    assert lan.status == 422
    assert said in lan.section("Chưa gửi được").words
    assert Parameter.objects.get(name="publication.term").value == 5


def test_what_is_left_open_is_the_laws_with_its_clause() -> None:
    lan = given().follow("Cấu trúc đúng, xem con số")
    while lan.may_send("Để ngỏ"):
        lan.send("Để ngỏ")
    lan.follow("Sang bước ban hành")
    lan.send("Ban hành", {"Số quyết định": "01", "Ngày ký": JANUARY.isoformat(), **BEFORE})
    rows = [row.words for row in at_desk("minh", "quy-che/").page.every("tr")]

    assert rows[1:] == [
        (
            "Thời hạn công khai chậm nhất 5 ngày làm việc quy chế không quy định; theo luật "
            "Luật 10/2022, Điều 47 khoản 2"
        ),
        (
            "Thời gian niêm yết ít nhất 20 ngày liên tục quy chế không quy định; theo luật "
            "Luật 10/2022, Điều 48 khoản 1"
        ),
    ]


def test_a_number_that_was_not_found_is_entered_with_its_clause() -> None:
    text = REGULATION.replace("chậm nhất là 05 ngày làm việc", "nhanh như nước chảy")
    lan = given(text).follow("Cấu trúc đúng, xem con số")
    silent = lan.section("Thời hạn công khai").words
    assert "Quy chế không quy định thì theo luật: chậm nhất 5 ngày làm việc" in silent

    lan.follow("Văn bản có đặt con số này: ghi vào")
    lan.send(
        "Ghi thêm",
        {
            "Số ngày": "6",
            "Đơn vị": "ngày làm việc",
            "Điều khoản đặt ra": "Điều 3 khoản 2",
            "Vì sao": "Họp trạm hiểu là sáu.",
        },
    )
    assert "6 ngày làm việc" in item(lan, "Họp trạm hiểu là sáu.")
    row = Parameter.objects.get(name="publication.term")
    assert (row.value, row.unit, row.address) == (6, "working_day", "dieu-3.khoan-2")


def test_a_list_is_mended_with_what_the_text_names() -> None:
    lan = given().follow("Cấu trúc đúng, xem con số")
    form = Parameter.objects.filter(name="publication.form")[0]
    lan.open(f"/thu/quy-che/ban/1/xac-nhan/{form.order}/sua/")
    lan.send("Lưu bản sửa", {"Hệ thống thông tin nội bộ": True, "Vì sao": "Sảnh có màn hình"})
    assert "Niêm yết tại bảng tin; Hệ thống thông tin nội bộ" in item(lan, "Sảnh có màn hình")

    lan.open("/thu/quy-che/ban/1/xac-nhan/them/publication.kind/")
    lan.send(
        "Ghi thêm",
        {
            "Nội dung": "Sổ trực đêm",
            "Điều khoản đặt ra": "Điều 2",
            "Vì sao": "Câu dẫn của điều",
        },
    )
    assert "Sổ trực đêm" in item(lan, "Câu dẫn của điều")
    form.refresh_from_db()
    assert (form.value, form.found) == ("posting,internal_system", "posting")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("05 ngày làm việc", "Bằng luật: luật đặt chậm nhất 5 ngày làm việc."),
        ("03 ngày làm việc", "Mạnh hơn luật: luật đặt chậm nhất 5 ngày làm việc."),
        ("06 ngày", "Không chắc mạnh hơn luật (khác đơn vị): luật đặt chậm nhất 5 ngày làm việc."),
    ],
)
def test_a_number_is_shown_beside_the_laws(own: str, said: str) -> None:
    lan = given(REGULATION.replace("05 ngày làm việc", own)).follow("Cấu trúc đúng, xem con số")

    assert said in lan.section("Thời hạn công khai").words


def test_a_draft_is_shown_to_those_who_prepare_it() -> None:
    given()

    assert at_desk("hoa", "quy-che/ban/1/").status == 200
    assert at_desk("minh", "quy-che/ban/1/").status == 404


def test_a_weaker_number_is_shown_beside_the_laws() -> None:
    lan = given(REGULATION.replace("05 ngày làm việc", "09 ngày làm việc"))
    lan.follow("Cấu trúc đúng, xem con số")

    assert (
        "Yếu hơn luật: luật đặt chậm nhất 5 ngày làm việc. Luật 10/2022, Điều 47 khoản 2 "
        "Luật được áp dụng; con số của quy chế vẫn được giữ và dẫn cùng."
    ) in item(lan, "9 ngày làm việc")


def test_issuing_too_early_is_refused_and_written_down() -> None:
    lan = given().follow("Cấu trúc đúng, xem con số").follow("Sang bước ban hành")
    assert "Còn 9 mục chưa có người xác nhận." in lan.words
    lan.send("Ban hành", {"Số quyết định": "01", "Ngày ký": JANUARY.isoformat(), **BEFORE})
    last = JournalEntry.objects.latest("number")

    assert lan.status == 409
    assert "Chưa ban hành được: còn 9 mục đọc được chưa có người xác nhận" in lan.words
    assert (last.kind, last.subject) == ("record.refused", "version:1")
    assert Version.objects.get().stage == "draft"


def test_number_and_day_are_asked_for_where_the_text_leaves_them_blank() -> None:
    lan = confirmed(given()).follow("Sang bước ban hành").send("Ban hành")

    assert lan.status == 422
    faults = lan.section("Chưa gửi được").words
    assert "Số quyết định ban hành: Còn để trống." in faults
    assert "Ngày ký ban hành: Còn để trống." in faults


def test_number_and_day_that_the_text_holds_are_offered() -> None:
    head = "Số: 7/QĐ-TSM\n\nĐồi Gió, ngày 5 tháng 1 năm 2026\n\n"
    lan = confirmed(given(head + REGULATION)).follow("Sang bước ban hành")
    values = {i.attrs.get("name"): i.attrs.get("value") for i in lan.page.every("input")}

    assert (values["number"], values["issued_on"]) == ("7/QĐ-TSM", "2026-01-05")


def test_a_text_may_be_in_force_later_than_it_was_signed() -> None:
    lan = confirmed(given()).follow("Sang bước ban hành")
    lan.send(
        "Ban hành",
        {
            "Số quyết định": "01/QĐ-TSM",
            "Ngày ký": JANUARY.isoformat(),
            "Có hiệu lực từ ngày": "2026-02-01",
            **BEFORE,
        },
    )

    assert Version.objects.get().in_force_from == date(2026, 2, 1)


def test_doubtful_places_are_read_before_issue() -> None:
    lan = confirmed(given(REGULATION.replace("3. Việc nhận", "4. Việc nhận")))
    lan.follow("Sang bước ban hành")
    assert "thiếu số 3" in lan.section("Chỗ ngờ trong văn bản").words
    said = {"Số quyết định": "01", "Ngày ký": JANUARY.isoformat(), **BEFORE}
    lan.send("Ban hành", said)
    assert (lan.status, Version.objects.get().stage) == (409, "draft")

    lan.follow("Quay lại").send("Ban hành", said | {"Đã đọc": True})
    assert Version.objects.get().stage == "issued"


def test_a_draft_is_put_aside_and_is_then_no_draft() -> None:
    lan = given().send("Bỏ bản này")

    assert "Đã bỏ bản đang nạp." in lan.words
    assert at_desk("lan", "quy-che/ban/1/xac-nhan/").status == 404
    assert at_desk("lan", "quy-che/ban/1/ban-hanh/").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "ban/9/",
        "ban/9/cau-truc/",
        "ban/9/xac-nhan/",
        "ban/1/xac-nhan/99/sua/",
        "ban/1/xac-nhan/them/publication.term/",
        "ban/1/xac-nhan/them/khong.biet/",
        "ban/99999999999999999999/",
    ],
)
def test_what_is_not_there_is_not_there(path: str) -> None:
    given()

    assert at_desk("lan", f"quy-che/{path}").status == 404


def test_numbers_that_were_never_on_the_page_confirm_nothing() -> None:
    lan = given()
    lan.client.handler.enforce_csrf_checks = False
    lan.client.post(
        "/thu/quy-che/ban/1/xac-nhan/ghi/", {"order": ["99", "x", "9" * 30], "answer": "confirm"}
    )

    assert {row.decision for row in Parameter.objects.all()} == {"pending"}


def test_all_versions_are_listed_with_their_days() -> None:
    adopt(day=JANUARY)
    adopt(number="02/QĐ-TSM", day=date(2026, 2, 2))
    minh = at_desk("minh", "quy-che/")

    assert "từ thứ Hai 02/02/2026 đang áp dụng" in minh.words
    minh.follow("Bản 1")
    assert "từ thứ Hai 05/01/2026" in minh.words
    assert "đang áp dụng" not in next(minh.page.every("dl")).words


# Files of every kind.

LINES = [line for line in REGULATION.splitlines() if line.strip()]
FILES: dict[str, Callable[[], bytes]] = {
    "quy-che.docx": lambda: numbered([(None, line) for line in LINES]),
    "quy-che.html": lambda: "".join(f"<p>{line}</p>" for line in LINES).encode(),
    "quy-che.pdf": lambda: drawn(paper_of(*map(Paragraph, LINES))),
    "quy-che.txt": lambda: REGULATION.encode("utf-16"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_gives_its_articles_and_its_digest_is_recorded(name: str) -> None:
    content = FILES[name]()
    lan = at_desk("lan").follow("Quy chế").follow("Nạp quy chế")
    lan.send("Nạp văn bản", {FILE: SimpleUploadedFile(name, content)})
    version = Version.objects.get()
    entry = body_of_last_entry()

    assert lan.status == 200
    articles = {row.address for row in version.provisions.all() if row.address.count(".") == 0}
    assert articles == {n.address for n in parse(REGULATION).nodes if n.address.count(".") == 0}
    assert version.source_name == name
    assert entry["facts"]["file"] == hashlib.sha256(content).hexdigest()
    assert entry["digest"] == hashlib.sha256(version.source.encode()).hexdigest()


def test_what_was_done_to_read_a_file_is_said() -> None:
    data = numbered([(1, "Việc chung"), (2, "Làm cùng nhau.")])
    lan = at_desk("lan").follow("Quy chế").follow("Nạp quy chế")
    lan.send("Nạp văn bản", {FILE: SimpleUploadedFile("quy-che.docx", data)})

    assert "Đã viết ra 2 số thứ tự tự động." in lan.words
    assert Version.objects.get().source == "Điều 1. Việc chung\n\n1. Làm cùng nhau."


# Bad texts.

BINARY = bytes(range(256)) * 8
BAD_FILES = {
    "binary": (
        BINARY,
        (
            "Tệp không phải văn bản: ký tự điều khiển ở dòng 1, byte thứ 1. "
            "Hãy mở tệp, chép toàn bộ chữ rồi dán vào ô văn bản."
        ),
    ),
    "empty": (
        b"",
        "Tệp rỗng: 0 byte. Hãy chọn tệp có chữ, hoặc dán toàn văn quy chế vào ô văn bản.",
    ),
    "utf-16": (
        REGULATION.encode("utf-16") + b"x",
        "Tệp dùng mã UTF-16LE nhưng hỏng ở byte thứ",
    ),
    "20 MB": (
        b"a" * 20_000_000,
        (
            "Tệp 20,0 MB, lớn hơn 2 MB. Một quy chế chỉ có chữ thường dưới 0,2 MB: "
            "lưu lại thành tệp chữ, bỏ hình ảnh."
        ),
    ),
    "latin-1": (
        "Résumé\nĐiều 1".replace("Đ", "D").encode("latin-1", "replace"),
        "Tệp không dùng mã UTF-8: byte 0xE9 ở dòng 1, byte thứ 2.",
    ),
    "broken word": (
        b"PK\x03\x04" + b"x" * 100,
        "Chưa đọc được tệp Word: tệp hỏng hoặc chưa chép về hết. Mở tệp bằng Word",
    ),
    "bomb": (
        docx(parts={"word/styles.xml": f"<a>{' ' * 30_000_000}</a>"}),
        "Chưa đọc được tệp Word: phần word/styles.xml phình ra quá lớn khi mở. Mở tệp",
    ),
    "old word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        "Chưa đọc được tệp: Word đời cũ (.doc). Mở tệp bằng Word hoặc LibreOffice",
    ),
    "broken pdf": (b"%PDF-1.7\n", "Chưa đọc được tệp PDF: tệp hỏng hoặc chưa chép về hết."),
    "picture": (
        picture(),
        "Chưa đọc được tệp ảnh: không có chữ, chỉ có hình. Dùng bản Word của văn bản, hoặc dán",
    ),
    "large pdf": (b"%PDF-1.7\n" + b" " * 20_000_000, "Tệp 20,0 MB, lớn hơn 20 MB. "),
    "page without words": (
        b"<html><script>x()</script></html>",
        "Tệp không có chữ nào. Hãy chọn tệp có chữ",
    ),
}


@pytest.mark.parametrize(("content", "said"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_is_refused_with_its_place_and_cure_and_nothing_is_stored(
    content: bytes, said: str
) -> None:
    lan = at_desk("lan").follow("Quy chế").follow("Nạp quy chế")
    before = JournalEntry.objects.count()
    lan.send("Nạp văn bản", {FILE: SimpleUploadedFile("quy-che.txt", content)})

    assert lan.status == 422
    assert f"{FILE}: {said}" in lan.section("Chưa gửi được: một chỗ cần sửa").words
    assert (Version.objects.count(), JournalEntry.objects.count()) == (0, before)


BAD_WORDS = {
    "nothing": ("", "Hoặc dán toàn bộ chữ vào đây: Tệp rỗng: 0 byte."),
    "blank": (" \n ", "Hoặc dán toàn bộ chữ vào đây: Tệp không có chữ nào."),
    "no article": (
        "Quy chế này chưa viết xong.",
        (
            "Không thấy điều nào trong văn bản. Hãy dán toàn văn quy chế, trong đó mỗi điều "
            "bắt đầu một dòng bằng chữ “Điều” và số của điều"
        ),
    ),
    "NUL": (
        "Điều 1. Việc chung\nCó\x00 ký tự rỗng.",
        "Hoặc dán toàn bộ chữ vào đây: Tệp không phải văn bản: ký tự điều khiển ở dòng 2, byte",
    ),
    "2,2 MB": (
        REGULATION + "a" * 2_200_000,
        "Hoặc dán toàn bộ chữ vào đây: Văn bản nặng 2,3 MB, quá giới hạn 2,0 MB.",
    ),
}


@pytest.mark.parametrize(("text", "said"), BAD_WORDS.values(), ids=BAD_WORDS)
def test_bad_words_are_refused_and_stay_in_the_form(text: str, said: str) -> None:
    lan = given(text)
    kept = next(lan.page.every("textarea")).raw.removeprefix("\n").replace("\r\n", "\n")

    assert lan.status == 422
    assert said in lan.section("Chưa gửi được: một chỗ cần sửa").words
    assert kept.replace("\ufffd", "\x00") == text
    assert Version.objects.count() == 0


def test_words_beyond_what_a_form_may_hold_are_refused_in_vietnamese() -> None:
    lan = given(REGULATION + "a" * 20_000_000)

    assert lan.status == 413
    assert "Chưa nhận được: lần gửi này quá lớn" in lan.words
    assert Version.objects.count() == 0


def test_who_may_not_is_not_asked_to_read_a_bad_file() -> None:
    minh = at_desk("minh", "quy-che/")
    minh.client.handler.enforce_csrf_checks = False
    answer = minh.client.post("/thu/quy-che/nap/", {"text": REGULATION})

    assert answer.status_code == 403
    assert Version.objects.count() == 0
    assert act("minh").acting_as == ""
