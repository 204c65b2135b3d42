"""The pages of enquiries, at a desk: ask, promise, answer, refuse; and nothing for others."""

import re
from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from dienhong.publication import actions, enquiries
from dienhong.publication.enquiries import Given
from dienhong.publication.models import Enquiry
from dienhong.record.models import JournalEntry
from tests.publication.enquiring import REPLY, WORDS, answered, asked
from tests.publication.story import (
    EVERYONE,
    MONDAY,
    PDF,
    about_a_person,
    act,
    at_desk,
    drafted,
    moment,
    page_of,
    person,
    published,
    text_of,
    upload,
)
from tests.scenarios.walker import Reader

pytestmark = pytest.mark.usefixtures("clock")

THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)
HANDLERS = {"lan", "hoa", "phong"}
OTHERS = set(EVERYONE) - HANDLERS - {"minh"}


def page_for(enquiry: Enquiry) -> str:
    """Return the path of an enquiry's page inside the office."""
    return f"cong-khai/de-nghi/{enquiry.pk}/"


# The way.


def test_from_the_list_to_the_receipt_and_from_the_chiefs_page_to_the_answer() -> None:
    minh = at_desk("minh", "cong-khai/").follow("Đề nghị cung cấp thông tin")
    link = next(a for a in minh.page.every("a") if a.attrs.get("href", "").endswith("/moi/"))
    minh.open(link.attrs["href"])
    minh.send(
        "Gửi đề nghị",
        {"Đề nghị cung cấp thông tin gì": WORDS, "Đã hết thời gian công khai": "over"},
    )
    assert "Đã gửi đề nghị số 01/2026." in minh.words
    assert "Chưa hẹn ngày trả lời" in minh.words

    hoa = at_desk("hoa", "chanh-van-phong/")
    waits = hoa.section("Chờ trả lời, chờ quyết định").words
    assert "Chờ trả lời, chờ quyết định: 1" in waits
    assert "1 đề nghị cung cấp thông tin chưa hẹn ngày trả lời." in waits
    assert "Không có việc nào chờ trả lời." not in waits
    hoa.follow("Hẹn ngày, trả lời")
    assert "Minh" in hoa.words
    hoa.follow("Số 01/2026").send("Hẹn ngày", {"Hẹn trả lời ngày": "2026-03-05"})
    told = at_desk("hoa", "chanh-van-phong/").section("Chờ trả lời, chờ quyết định").words
    assert "Trả lời đề nghị: Đề nghị cung cấp thông tin số 01/2026" in told
    assert "chưa hẹn" not in told
    assert WORDS not in told

    hoa.open(minh.path).send("Trả lời", {"Nội dung trả lời": REPLY})
    assert REPLY in minh.open(minh.path).words


def test_from_the_page_of_a_matter_its_title_stands_on_the_form_and_with_the_enquiry() -> None:
    matter = published(title="Sổ kho")
    minh = at_desk("minh", page_of(matter)).follow("Đề nghị cung cấp thông tin về việc này")
    assert "Về việc: Sổ kho" in minh.words
    minh.send(
        "Gửi đề nghị",
        {"Đề nghị cung cấp thông tin gì": WORDS, "Chưa được công khai đúng hạn": "not_in_time"},
    )

    assert "Về việc: Sổ kho" in minh.words
    assert Enquiry.objects.get().matter == matter


def test_a_personal_notice_that_left_may_be_asked_about_without_its_title() -> None:
    matter = about_a_person("Nâng lương của Khuê")
    matter.left_on = MONDAY
    matter.save()
    minh = at_desk("minh", page_of(matter))
    assert minh.status == 410
    minh.follow("Đề nghị cung cấp thông tin")
    minh.send(
        "Gửi đề nghị",
        {"Đề nghị cung cấp thông tin gì": WORDS, "Đã hết thời gian công khai": "over"},
    )

    assert "việc đã hết thời gian công khai hoặc đã thu hồi" in minh.words
    assert "Nâng lương" not in minh.words


def test_of_a_matter_that_one_may_not_see_the_form_says_what_it_says_of_none() -> None:
    secret = drafted(title="Việc mật")
    actions.withhold(secret, ground="Bí mật.", by=act("hoa"))

    def told(key: object) -> tuple[int, str]:
        reader = at_desk("minh", f"cong-khai/de-nghi/moi/?viec={key}")
        reader.send(
            "Gửi đề nghị",
            {"Đề nghị cung cấp thông tin gì": WORDS, "Đã hết thời gian công khai": "over"},
        )
        return reader.status, reader.words

    assert told(secret.pk) == told(uuid4())
    assert told(uuid4())[0] == 422
    assert not Enquiry.objects.exists()


def test_what_was_typed_stays_and_a_refused_enquiry_names_nobody_in_the_journal() -> None:
    before = JournalEntry.objects.count()
    minh = at_desk("minh", "cong-khai/de-nghi/moi/")
    minh.send("Gửi đề nghị", {"Đề nghị cung cấp thông tin gì": WORDS})

    assert minh.status == 422
    assert WORDS in minh.html
    assert JournalEntry.objects.count() == before


def test_a_refused_promise_stands_on_its_form_with_its_cure() -> None:
    hoa = at_desk("hoa", page_for(asked()))
    hoa.send("Hẹn ngày", {"Hẹn trả lời ngày": "2026-03-07"})

    assert hoa.status == 409
    assert "Ngày làm việc kế tiếp là 09/03/2026." in hoa.words


def test_a_late_answer_shows_as_late_on_the_chiefs_page_and_in_the_list() -> None:
    enquiry = asked()
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    with time_machine.travel(moment(FRIDAY, 10), tick=False):
        chief = at_desk("hoa", "chanh-van-phong/")
        row = at_desk("lan", "cong-khai/de-nghi/tra-loi/")

    assert "Đề nghị cung cấp thông tin số 01/2026" in chief.section("Trễ hạn").words
    assert "05/03/2026 trễ" in row.words


def test_a_refusal_of_what_is_secret_is_read_with_its_clause_and_no_other_word() -> None:
    enquiry = asked()
    hoa = at_desk("hoa", page_for(enquiry))
    hoa.send("Trả lời không cung cấp", {"Không thuộc diện được cung cấp": "secret"})

    minh = at_desk("minh", page_for(enquiry))
    assert "không cho biết có hay không có nội dung đó" in minh.words
    assert "Điều 2" in minh.section("Trả lời ngày").words


def test_who_asked_withdraws_on_the_page_and_nobody_else_is_offered_to() -> None:
    enquiry = asked()
    assert not at_desk("hoa", page_for(enquiry)).may_send("Rút đề nghị")
    minh = at_desk("minh", page_for(enquiry)).send("Rút đề nghị")

    assert "Đã rút đề nghị; nội dung đã xóa." in minh.words
    assert WORDS not in minh.html
    assert WORDS not in at_desk("hoa", page_for(enquiry)).html


def test_a_clerk_enters_for_a_person_without_a_computer_and_the_enquiry_is_that_persons() -> None:
    lan = at_desk("lan")
    paper = SimpleUploadedFile("phieu.pdf", PDF, "application/pdf")
    form = {"person": person("minh").pk, "recorded_from": "paper", "scan": paper}
    lan.post_by_hand("/thu/nguoi/nhap-thay/mo/", form)
    lan.open("/thu/cong-khai/de-nghi/moi/").send(
        "Gửi đề nghị",
        {"Đề nghị cung cấp thông tin gì": WORDS, "Đã hết thời gian công khai": "over"},
    )

    enquiry = Enquiry.objects.get()
    assert (enquiry.asked_by.name, enquiry.entered_by.name) == ("Minh", "Lan")
    assert "Lan nhập thay" in lan.words
    assert WORDS in at_desk("minh", page_for(enquiry)).words


# Others.


def test_for_others_an_enquiry_that_exists_is_one_that_does_not() -> None:
    answer = answered()
    enquiry = answer.enquiry
    enquiries.supplement(enquiry, Given(uploads=(upload(),)), by=act("hoa"))
    number = enquiry.answers.last().files.get().pk  # type: ignore[union-attr]
    ends = ("", "phieu-tra-loi.pdf", f"tep/{number}/bang-ke.pdf", "rut/", "hen/", "tra-loi/")
    for login in OTHERS:
        desk = at_desk(login)
        for end in ends:
            told = []
            for key in (enquiry.pk, uuid4()):
                address = f"/thu/cong-khai/de-nghi/{key}/{end}"
                got = desk.client.get(address)
                sent = desk.post_by_hand(address, {"day": "2026-03-05"})
                told.append((got.status_code, sent.status, _without_keys(sent.words)))
                desk.open("/thu/")
            assert told[0] == told[1], (login, end)
            assert told[0][1] in {403, 404, 405}


def _without_keys(words: str) -> str:
    """Return words without the key asked for, and without where the journal stands meanwhile."""
    return re.sub(r"[0-9]+", "", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", words))


def test_no_page_of_others_tells_who_asked_or_what() -> None:
    enquiry = asked(what="Chuyện riêng bo2604")
    enquiries.promise(enquiry, THURSDAY, by=act("hoa"))
    answered(asked(what="Chuyện khác bo2604"))
    pages = ("", "so-ghi/", "cong-khai/de-nghi/", "cong-khai/?tim=bo2604", "lich/", "viec/")

    for login in OTHERS:
        for page in pages:
            html = at_desk(login, page).html.replace("tim=bo2604", "").replace('"bo2604"', "")
            assert "Chuyện" not in html, (login, page)


def test_the_inspection_committee_reads_counts_and_days_and_no_names() -> None:
    answered()
    asked("khue")
    tu = at_desk("tu", "cong-khai/de-nghi/so/")

    assert "2 đề nghị: 1 đã trả lời" in tu.words
    rows = " ".join(each.words for each in tu.page.every("table"))
    assert "Minh" not in rows
    assert "Khuê" not in rows
    assert WORDS not in tu.html
    sheet = tu.client.get("/thu/cong-khai/de-nghi/so/bang.csv?nam=2026").content.decode("utf-8-sig")
    assert sheet.splitlines()[0].startswith("Số")
    assert "01/2026" in sheet
    assert "Minh" not in sheet
    assert tu.client.get("/thu/cong-khai/de-nghi/so/bang.xlsx").status_code == 200


# Papers and files.


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_receipt_and_reply_print_with_clause_number_and_words(form: str) -> None:
    enquiry = answered().enquiry
    enquiries.supplement(enquiry, Given(words="Thêm trang hai."), by=act("hoa"))
    client = at_desk("minh").client
    words = {}
    for name in ("phieu-tiep-nhan", "phieu-tra-loi"):
        content = client.get(f"/thu/{page_for(enquiry)}{name}.{form}").content
        words[name] = text_of(content) if form == "pdf" else _docx_words(content)

    for said in words.values():
        assert "số 01/2026" in said
        assert WORDS in said
        assert "khoản 4 Luật 10/2022" in said or "Điều 48" in said
    assert REPLY in words["phieu-tra-loi"]
    assert "Thêm trang hai." in words["phieu-tra-loi"]
    assert REPLY not in words["phieu-tiep-nhan"]
    assert client.get(f"/thu/{page_for(enquiry)}la.{form}").status_code == 404
    assert client.get(f"/thu/{page_for(asked())}phieu-tra-loi.{form}").status_code == 404


def _docx_words(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(each.text for each in document.paragraphs), *cells])


def test_a_file_of_an_answer_is_given_to_who_asked() -> None:
    enquiry = asked()
    enquiries.answer(enquiry, Given(uploads=(upload(),)), by=act("hoa"))
    minh = at_desk("minh", page_for(enquiry)).follow("bang-ke.pdf")

    assert minh.status == 200
    assert minh.content.startswith(b"%PDF")


def test_a_file_withdrawn_with_a_matter_is_gone_here_too() -> None:
    enquiry = asked()
    answer = enquiries.answer(enquiry, Given(uploads=(upload(),)), by=act("hoa"))
    matter = published(upload())
    actions.ask_withdrawal(matter, ground="Mật.", by=act("lan"))
    actions.confirm_withdrawal(matter, by=act("hoa"))

    number = answer.files.get().pk
    minh = at_desk("minh", page_for(enquiry))
    assert "Tệp đã bị thu hồi" in minh.words
    assert minh.client.get(f"/thu/{page_for(enquiry)}tep/{number}/a.pdf").status_code == 410


def test_many_enquiries_stand_on_many_pages_and_none_is_left_out() -> None:
    made = [asked() for _ in range(52)]
    for each in made[:51]:
        enquiries.refuse(each, "not_held", by=act("hoa"))

    minh, lan = at_desk("minh", "cong-khai/de-nghi/"), at_desk("lan", "cong-khai/de-nghi/tra-loi/")
    assert [len(numbers_on(each)) for each in (minh, lan)] == [50, 51]
    first = numbers_on(minh)
    assert len({*first, *numbers_on(minh.follow("Trang sau"))}) == 52
    assert len(numbers_on(lan.follow("Trang sau"))) == 2


def numbers_on(reader: Reader) -> list[str]:
    """Return the numbers of the enquiries that a page lists."""
    return re.findall(r"Số \d\d/2026", " ".join(each.words for each in reader.page.every("th")))
