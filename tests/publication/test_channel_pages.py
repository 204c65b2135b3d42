"""The pages of the channels: by links from the first page, for those who may and may not."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from dienhong.publication import actions, channels
from dienhong.publication.models import Matter, Proof, Reading
from tests.file_samples import docx, picture
from tests.publication.story import (
    MONDAY,
    act,
    at_desk,
    moment,
    page_of,
    published_by,
    text_of,
    withdrawn,
)
from tests.publication.test_channels import channel_of, planned, rooms

pytestmark = pytest.mark.usefixtures("clock")


def image(name: str = "anh.png") -> SimpleUploadedFile:
    """Return a picture as a browser sends it."""
    return SimpleUploadedFile(name, picture())


def used(matter: Matter, login: str = "minh") -> str:
    """Return the words of the table of forms on a matter's page."""
    return at_desk(login, page_of(matter)).section("Hình thức đã dùng").words


def test_administration_proves_a_public_page_from_the_duty_on() -> None:
    matter = published_by("public_site")
    lan = at_desk("lan").follow("Đăng trang thông tin công khai")
    lan.send("Ghi bằng chứng", {"Địa chỉ trang": "khong phai dia chi"})
    assert lan.status == 422
    lan.send(
        "Ghi bằng chứng",
        {"Địa chỉ trang": "https://vidu.vn/1", "Ảnh chụp": image("trang.png")},
    )

    assert "Đã ghi bằng chứng." in lan.words
    words = used(matter)
    assert "đủ bằng chứng 02/03/2026" in words
    assert "https://vidu.vn/1" in words
    minh = at_desk("minh", page_of(matter)).follow("trang.png")
    assert minh.content == picture()


def test_words_that_can_be_rewritten_are_no_evidence_and_what_was_typed_is_kept() -> None:
    published_by("public_site")
    lan = at_desk("lan").follow("Đăng trang thông tin công khai")
    lan.send(
        "Ghi bằng chứng",
        {
            "Địa chỉ trang": "https://vidu.vn/1",
            "Ảnh chụp": SimpleUploadedFile("trang.docx", docx()),
        },
    )

    assert lan.status == 422
    assert "phải là ảnh chụp hoặc bản quét" in lan.words
    kept = [each.attrs.get("value") for each in lan.page.every("input")]
    assert "https://vidu.vn/1" in kept
    assert not Proof.objects.exists()


def test_a_matter_goes_on_the_agenda_of_a_coming_meeting() -> None:
    matter, meeting = published_by("conference"), planned()
    lan = at_desk("lan").follow("Thông báo tại hội nghị")
    lan.send("Đưa vào chương trình họp", {"Cuộc họp sắp tới": "03/03/2026: Giao ban tuần"})

    assert "Đã đưa vào chương trình họp." in lan.words
    assert "chờ biên bản được ký" in used(matter)
    assert f"Công khai: {matter.title}" in at_desk("minh", f"hop/{meeting.pk}/").words


def test_of_the_party_cell_fact_number_and_day_and_no_file() -> None:
    matter = published_by("party_union")
    lan = at_desk("lan").follow("Báo qua cấp ủy, Công đoàn")
    assert [each for each in lan.page.every("input") if each.attrs.get("type") == "file"] == []
    lan.send("Ghi bằng chứng", {"Tổ chức": "Chi bộ Trạm", "Số văn bản": "03-CV"})

    assert "Chi bộ Trạm, số 03-CV, ngày 02/03/2026" in used(matter)


def test_a_head_confirms_and_tells_on_the_own_page_others_have_none() -> None:
    rooms()
    matter = published_by("heads")
    khue = at_desk("khue").follow("Báo cho người của phòng")
    khue.send("Xác nhận đã nhận")
    assert "Khuê đã nhận ngày 02/03/2026" in khue.words
    khue.send("Ghi đã báo", {"Số người đã nghe": "9"})
    assert (khue.status, "Phòng Giống có 2 người" in khue.words) == (422, True)
    khue.send("Ghi đã báo", {"Số người đã nghe": "2", "Báo bằng cách nào": "họp phòng"})

    assert "Phòng Giống: Khuê báo ngày 02/03/2026, 2 người, họp phòng" in used(matter)
    purse = channel_of(matter, "heads").relays.get(told_on=None)
    for login in ("khue", "minh"):
        assert at_desk(login, f"{page_of(matter)}bao-phong/{purse.pk}/").status == 404
    assert at_desk("lan", page_of(matter)).may_follow("Báo đến: Phòng Quỹ")


def test_a_document_is_sent_and_the_list_on_paper_is_entered() -> None:
    matter = published_by("document_all")
    lan = at_desk("lan").follow("Gửi văn bản đến mọi người")
    lan.send("Gửi đến mọi người", {"Số văn bản": "15/VP", "Đề nghị đọc": "2026-03-06"})
    assert "Đã gửi đến mọi người." in lan.words
    lan.follow("Ghi danh sách ký nhận")
    lan.send("Ghi danh sách ký nhận", {"Minh": True, "Vy": True, "Bản quét": image()})

    assert "Đã ghi danh sách ký nhận." in lan.words
    signed = Reading.objects.filter(paper__isnull=False)
    assert set(signed.values_list("person__name", flat=True)) == {"Minh", "Vy"}
    assert "Đã xác nhận đọc ngày 02/03/2026" in at_desk("minh", page_of(matter)).words


def test_the_board_is_shown_by_a_small_picture_to_everyone() -> None:
    matter = published_by("posting")
    actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))
    lan = at_desk("lan").follow("Nộp ảnh bảng tin").follow("Nộp ảnh: Sảnh lớn")
    lan.send("Nộp ảnh", {"Ảnh bảng tin": image("bang.png")})

    assert "Đã nhận ảnh bảng tin." in lan.words
    proof = Proof.objects.get()
    minh = at_desk("minh", f"{page_of(matter)}bang-chung/{proof.pk}/nho/")
    assert (minh.status, minh.content[:3]) == (200, b"\xff\xd8\xff")
    assert "Sảnh lớn" in used(matter)


@pytest.mark.parametrize("login", ["minh", "khue", "tu", "vy"])
def test_who_may_not_prove_sees_the_state_and_no_form(login: str) -> None:
    matter = published_by("public_site")
    row = channel_of(matter, "public_site")

    assert "chưa có bằng chứng hạn 06/03/2026" in used(matter, login)
    assert not at_desk(login, page_of(matter)).may_follow("Đăng trang thông tin công khai")
    for page in (f"hinh-thuc/{row.pk}/", "ky-nhan/"):
        assert at_desk(login, f"{page_of(matter)}{page}").status == 403


def test_of_a_withdrawn_matter_no_page_of_a_channel_is_left() -> None:
    matter = published_by("public_site", "heads", "document_all")
    file = channels.look_at(image(), "anh.png")
    given = channels.Shown(told_on=MONDAY, address="https://vidu.vn/1", upload=file)
    proof = channels.prove(channel_of(matter, "public_site"), given, by=act("lan"))
    relay = channel_of(matter, "heads").relays.get()
    row = channel_of(matter, "document_all")
    withdrawn(matter)

    for page in (
        f"hinh-thuc/{row.pk}/",
        f"bao-phong/{relay.pk}/",
        "ky-nhan/",
        "da-den-ai/",
        "da-den-ai/bang.csv",
        f"bang-chung/{proof.pk}/nho/",
        f"bang-chung/{proof.pk}/anh.png",
    ):
        assert at_desk("lan", f"{page_of(matter)}{page}").status == 404, page


def test_a_late_channel_is_said_to_be_late(clock: object) -> None:
    matter = published_by("public_site")
    clock.move_to(moment(MONDAY.replace(day=9)))  # type: ignore[attr-defined]

    assert "trễ hạn hạn 06/03/2026" in used(matter)


def test_the_sheet_comes_on_a3_with_the_same_words() -> None:
    matter = published_by("posting")
    actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))
    large = at_desk("minh", page_of(matter)).follow("Khổ A3 (PDF)").content
    row = matter.postings.get(electronic=False)
    small = at_desk("minh", f"{page_of(matter)}niem-yet/{row.pk}/to.pdf").content
    page = PdfReader(BytesIO(large)).pages[0]

    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [297, 420]
    assert text_of(large) == text_of(small)
