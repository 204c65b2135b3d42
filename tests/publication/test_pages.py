"""The pages of publication: by links from the first page, for those who may and may not."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.publication import actions
from dienhong.publication.models import Matter
from dienhong.record.models import JournalEntry, StoredFile
from tests.file_samples import picture
from tests.publication.story import (
    BOARD,
    DUE,
    EVERYONE,
    MONDAY,
    PDF,
    act,
    after,
    at_desk,
    cleared,
    drafted,
    entered,
    moment,
    page_of,
    published,
    the_matter,
    upload,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")


# The way of one matter, by links only.


def test_from_the_first_page_a_matter_is_written_checked_published_and_read() -> None:
    lan = entered(at_desk("lan"), **{"Tệp kèm theo": SimpleUploadedFile("bang-ke.pdf", PDF)})
    assert "Đã ghi và trình kiểm tra bí mật." in lan.words
    assert "Chờ Hoa đọc và ký rằng không có bí mật" in lan.words

    hoa = at_desk("hoa")
    assert "Hai việc đang chờ tôi" in hoa.words
    hoa.follow("Kiểm tra bí mật").send("Ký: không có bí mật")
    assert "Đã ký kiểm tra bí mật." in hoa.words

    lan.follow("Việc của tôi").follow("Công khai")
    lan.send("Công khai", {"Niêm yết tại bảng tin": True})
    assert "Đã công khai." in lan.words

    minh = at_desk("minh").follow("Sổ thu chi quý một").follow("bang-ke.pdf")
    assert (minh.taps, minh.status) == (2, 200)
    assert "So thu chi" in minh.section("Xem trước").words
    minh.follow("Tải tệp gốc")
    assert minh.content == PDF


def test_the_sheet_is_hung_and_after_its_run_comes_down(
    clock: time_machine.Traveller,
) -> None:
    published(forms=[BOARD])
    lan = at_desk("lan").follow("Ghi niêm yết")
    lan.send("Ghi niêm yết", {"Nơi niêm yết": "Sảnh lớn"})
    assert "Đã ghi niêm yết." in lan.words
    assert "Niêm yết: Sảnh lớn" in lan.words

    clock.move_to(moment(after(MONDAY, 21)))
    lan = at_desk("lan", page_of(the_matter()))
    assert "Đã đủ 20 ngày liên tục, gỡ được từ thứ Hai 23/03/2026" in lan.words
    lan.send("Gỡ khỏi bảng tin")
    assert "Đã đủ 20 ngày, gỡ ngày 23/03/2026" in lan.section("Niêm yết: Sảnh lớn").words
    assert not lan.may_send("Gỡ khỏi bảng tin")


def test_what_is_returned_is_mended_by_its_drafter() -> None:
    lan = entered(at_desk("lan"))
    hoa = at_desk("hoa").follow("Kiểm tra bí mật")
    hoa.send("Trả lại để sửa", {"Căn cứ": "Thiếu bảng kê tháng hai."})

    lan.open(lan.url)
    assert "Hoa trả lại: Thiếu bảng kê tháng hai." in lan.words
    lan.follow("Sửa").send("Trình kiểm tra bí mật", {"Tên việc": "Sổ thu chi, bản hai"})

    assert the_matter().title == "Sổ thu chi, bản hai"
    assert hoa.open(hoa.url).may_send("Ký: không có bí mật")


def test_another_person_is_named_for_the_check_by_a_link_on_the_page() -> None:
    lan = entered(at_desk("lan"))
    phong = at_desk("phong", page_of(the_matter()))
    assert not phong.may_send("Ký: không có bí mật")
    lan.follow("Sửa, hoặc giao người khác kiểm tra")
    lan.send("Trình kiểm tra bí mật", {"Người kiểm tra": "Phong"})

    assert "Chờ Phong đọc và ký" in lan.words
    assert phong.open(phong.url).may_send("Ký: không có bí mật")


@pytest.mark.parametrize("stage", ["cleared", "published", "withdrawn"])
def test_what_is_not_to_be_mended_is_shown_as_it_stands(stage: str) -> None:
    matter = cleared() if stage == "cleared" else published()
    if stage == "withdrawn":
        withdrawn(matter)
    lan = at_desk("lan", f"{page_of(matter)}sua/")

    assert (lan.path, lan.status) == (f"/thu/{page_of(matter)}", 200)


# Who may, who may not.


@pytest.mark.parametrize("login", EVERYONE)
def test_who_may_enter_a_matter(login: str) -> None:
    may = login in {"lan", "hoa", "phong", "khue"}

    assert at_desk(login).may_follow("Soạn việc công khai") is may
    assert at_desk(login, "cong-khai/").may_follow("Soạn việc công khai") is may
    tried = at_desk(login, "cong-khai/soan/")
    assert tried.status == (200 if may else 403)
    assert ("Không soạn việc công khai được: việc này thuộc" in tried.words) is not may


def test_a_refusal_at_the_door_is_written_down_where_something_was_tried() -> None:
    before = JournalEntry.objects.count()
    minh = at_desk("minh", "cong-khai/soan/")
    assert JournalEntry.objects.count() == before  # looking at a page is no act

    minh.post_by_hand("", {"title": "Thử"})
    last = JournalEntry.objects.latest("number")
    assert (minh.status, last.kind) == (403, "record.refused")
    assert last.subject == "page:/cong-khai/soan/"


OFFERED = {
    "lan": {"Công khai"},
    "phong": {"Công khai"},
    "hoa": {"Công khai"},
}


@pytest.mark.parametrize("login", EVERYONE)
def test_who_is_offered_the_next_step(login: str) -> None:
    waiting, ready, public = drafted(checker="phong"), cleared(), published()
    at_check = at_desk(login, page_of(waiting))
    at_ready = at_desk(login, page_of(ready))
    at_public = at_desk(login, page_of(public))

    assert at_check.may_send("Ký: không có bí mật") is (login == "phong")
    assert at_ready.may_send("Công khai") is (login in {"lan", "hoa", "phong"})
    assert at_public.may_send("Ghi niêm yết") is (login in {"lan", "hoa", "phong"})
    assert at_public.may_send("Kết thúc công khai") is (login in {"lan", "hoa", "phong"})
    assert at_public.may_send("Đề nghị thu hồi") is (login in {"lan", "hoa", "phong", "tu"})


@pytest.mark.parametrize("login", EVERYONE)
def test_what_is_being_prepared_is_seen_by_those_who_prepare_it(login: str) -> None:
    matter = drafted(by="khue", checker="phong", title="Đang soạn dở")
    sees = login in {"lan", "hoa", "phong", "khue"}

    assert ("Đang soạn dở" in at_desk(login, "cong-khai/").words) is sees
    assert at_desk(login, page_of(matter)).status == (200 if sees else 404)


def test_a_hidden_matter_and_none_are_the_same_page() -> None:
    matter = drafted()
    hidden = at_desk("minh", page_of(matter))
    none = at_desk("minh", f"cong-khai/{uuid4()}/")

    assert (hidden.status, hidden.words) == (none.status, none.words)
    assert hidden.status == 404


@pytest.mark.parametrize(
    "path", ["cong-khai/", "cong-khai/soan/", "{matter}", "{matter}tep/1/a.pdf", "{matter}sua/"]
)
def test_who_is_not_signed_in_is_asked_to(path: str) -> None:
    matter = published(upload())
    nobody = at_desk("", path.format(matter=page_of(matter)))

    assert nobody.path == "/thu/dang-nhap/"
    assert nobody.may_send("Đăng nhập")
    assert matter.title not in nobody.html


def _tries(matter: Matter) -> dict[str, tuple[str, dict[str, str]]]:
    run = matter.postings.get().pk
    base = f"/thu/{page_of(matter)}"
    return {
        "check": (f"{base}kiem-tra/", {"answer": "clear"}),
        "publish": (f"{base}cong-khai/", {}),
        "post": (
            f"{base}niem-yet/",
            {"place": "Sảnh", "posted_on": "2026-03-02", "posted_time": "08:00"},
        ),
        "take_down": (f"{base}niem-yet/{run}/go/", {}),
        "ask": (f"{base}thu-hoi/", {"ground": "Có bí mật."}),
        "confirm": (f"{base}thu-hoi/", {"answer": "confirm"}),
    }


@pytest.mark.parametrize("name", ["check", "publish", "post", "take_down", "ask", "confirm"])
def test_a_request_by_hand_from_other_hands_is_refused_and_written_down(name: str) -> None:
    matter = published()
    path, data = _tries(matter)[name]
    minh = at_desk("minh", page_of(matter)).post_by_hand(path, data)

    assert minh.status == 409
    assert JournalEntry.objects.latest("number").kind == "record.refused"
    assert Matter.objects.get(pk=matter.pk).stage == "published"
    assert matter.postings.filter(taken_down_on=None, broken_on=None).count() == 1


@pytest.mark.parametrize("name", ["check", "publish", "post", "take_down", "ask", "confirm"])
def test_acts_are_not_done_by_a_link_nor_without_the_token_of_the_form(name: str) -> None:
    matter = published()
    path, data = _tries(matter)[name]
    lan = at_desk("lan")

    assert lan.client.get(path).status_code == 405
    assert lan.client.post(path, data).status_code == 403
    assert Matter.objects.get(pk=matter.pk).stage == "published"


def test_a_request_to_withdraw_is_declined_by_a_button() -> None:
    matter = published()
    lan = at_desk("lan", page_of(matter)).send("Đề nghị thu hồi", {"Căn cứ": "Có bí mật."})
    assert lan.may_send("Rút đề nghị")
    hoa = at_desk("hoa", page_of(matter)).send("Bác đề nghị")

    assert "Đã bác đề nghị thu hồi; việc vẫn công khai." in hoa.words
    assert at_desk("minh", page_of(matter)).status == 200


def test_what_was_held_back_is_opened_again_by_the_chiefs_button() -> None:
    matter = drafted(checker="phong")
    actions.withhold(matter, ground="Bí mật công tác.", by=act("phong"))
    assert not at_desk("phong", page_of(matter)).may_send("Mở lại để sửa")
    hoa = at_desk("hoa", page_of(matter)).send("Mở lại để sửa")

    assert "Đã mở lại; người soạn sửa rồi trình lại." in hoa.words
    assert at_desk("lan", page_of(matter)).may_follow("Sửa")


def test_a_run_that_is_not_there_is_not_there() -> None:
    matter = published()

    assert at_desk("lan", f"{page_of(matter)}niem-yet/99/to.pdf").status == 404


def test_files_of_a_returned_matter_are_taken_off_in_its_form() -> None:
    matter = drafted(upload(name="sai.pdf"))
    actions.give_back(matter, ground="Sai tệp.", by=act("hoa"))
    lan = at_desk("lan", page_of(matter)).follow("Sửa")
    lan.send("Trình kiểm tra bí mật", {"sai.pdf": True})

    assert "Đã ghi và trình kiểm tra bí mật." in lan.words
    assert "sai.pdf" not in lan.words


# The form.


def test_the_form_offers_the_regulations_own_kinds_then_the_laws() -> None:
    lan = at_desk("lan").follow("Soạn việc công khai")
    groups = {
        group.attrs["label"]: [option.words for option in group.every("option")]
        for group in lan.page.every("optgroup")
    }

    assert list(groups) == ["Theo Quy chế của cơ quan", "Thêm theo luật"]
    assert groups["Theo Quy chế của cơ quan"] == [
        "Điều 2 khoản 1: Lịch trực và lịch gieo hạt.",
        "Điều 2 khoản 2: Sổ thu chi của Trạm.",
        "Điều 2 khoản 3: Việc nhận người, khen và phạt.",
    ]
    law = groups["Thêm theo luật"]
    assert [words.partition(":")[0] for words in law] == [
        f"Luật 10/2022, Điều 46 khoản {n}" for n in range(1, 12)
    ]


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("Tên việc", "", "Tên việc, văn bản: Còn để trống."),
        ("Tên việc", "\u200b\u200b", "Tên việc, văn bản: Còn để trống."),  # nothing to be seen
        ("Ngày quyết định", "", "Ngày quyết định, văn bản: Còn để trống."),
        (
            "Ngày quyết định",
            "31/02/2026",
            "Ngày quyết định, văn bản: Ngày này không có trong lịch.",
        ),
        (
            "Ngày quyết định",
            "2026-03-03",
            (
                "Ngày quyết định, văn bản: Chưa ghi được: ngày quyết định 03/03/2026 "
                "còn ở phía trước. Ghi ngày trên văn bản, không sau hôm nay (02/03/2026)."
            ),
        ),
    ],
)
def test_what_needs_mending_is_said_beside_its_field_and_the_words_stay(
    field: str, given: str, said: str
) -> None:
    lan = entered(at_desk("lan"), **{field: given, "Tóm tắt": "Giữ nguyên chữ này."})

    assert lan.status == 422
    assert said in lan.section("Chưa gửi được: một chỗ cần sửa").words
    assert "Giữ nguyên chữ này." in lan.html
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.pdf", b"", "Tệp kèm theo: Chưa nhận tệp «rong.pdf»: tệp rỗng."),
        (
            "chay.pdf",
            b"MZ\x90\x00",
            (
                "Tệp kèm theo: Chưa nhận tệp «chay.pdf»: nội dung không phải PDF, DOCX, XLSX, PNG "
                "hoặc JPEG."
            ),
        ),
        ("trang.html", b"<html><script>1</script>", "Tệp kèm theo: Chưa nhận tệp «trang.html»"),
    ],
)
def test_a_file_that_is_not_taken_is_named(name: str, content: bytes, said: str) -> None:
    lan = entered(at_desk("lan"), **{"Tệp kèm theo": SimpleUploadedFile(name, content)})

    assert lan.status == 422
    assert said in lan.words
    assert StoredFile.objects.count() == 0


def test_of_several_files_each_refused_one_is_named_and_those_in_order_are_to_be_chosen_again() -> (
    None
):
    given = {
        "a.pdf": PDF,
        "b.pdf": b"",
        "c.exe": b"MZ\x90\x00",
        "d.png": picture(),
    }
    chosen = [SimpleUploadedFile(name, content) for name, content in given.items()]
    lan = entered(at_desk("lan"), **{"Tệp kèm theo": chosen})
    said = lan.section("Chưa gửi được: ba chỗ cần sửa").words

    assert "Tệp kèm theo: Chưa nhận tệp «b.pdf»: tệp rỗng." in said
    assert "Tệp kèm theo: Chưa nhận tệp «c.exe»: nội dung không phải PDF" in said
    assert "Tệp nhận được nhưng phải chọn lại khi gửi: «a.pdf», «d.png»." in said
    assert StoredFile.objects.count() == 0


def test_where_something_else_needs_mending_it_is_said_that_the_files_are_to_be_chosen_again() -> (
    None
):
    for day in ("", "2026-03-03"):
        file = SimpleUploadedFile("a.pdf", PDF)
        lan = entered(at_desk("lan"), **{"Ngày quyết định": day, "Tệp kèm theo": file})

        assert lan.status == 422
        assert "Tệp nhận được nhưng phải chọn lại khi gửi: «a.pdf»." in lan.words


def test_a_day_as_people_write_it_is_read() -> None:
    entered(at_desk("lan"), **{"Ngày quyết định": "27/02/2026"})

    assert the_matter().due_on == DUE


def test_the_words_of_a_form_outlive_the_session() -> None:
    lan = at_desk("lan").follow("Soạn việc công khai")
    token = next(lan.page.every("input")).attrs["value"]
    lan.client.cookies.pop("dienhong-session")
    data = {"csrfmiddlewaretoken": token, "title": "Chữ còn đây", "summary": "và đây"}
    lan._show(lan.client.post("/thu/cong-khai/soan/", data, follow=True), "/thu/")
    assert "Nội dung vừa nhập được giữ lại" in lan.words

    back = at_desk("lan", "cong-khai/soan/")
    assert "Chữ còn đây" not in back.html  # kept in that browser's session, nowhere else


def test_a_posting_that_cannot_be_read_is_asked_again() -> None:
    lan = at_desk("lan", page_of(published()))
    lan.send("Ghi niêm yết", {"Nơi niêm yết": "Sảnh lớn", "Ngày dán": "30/02/2026"})

    assert lan.status == 422
    assert "Ngày dán: Ngày này không có trong lịch." in lan.words
    assert 'value="Sảnh lớn"' in lan.html


# A refusal on the page.


def test_bk_dieu_10_khoan_2_gach_1_a_page_says_no_with_clause_day_and_ways(
    clock: time_machine.Traveller,
) -> None:
    matter = published()
    clock.move_to(moment(after(MONDAY, 8)))
    lan = at_desk("lan", page_of(matter)).send("Kết thúc công khai")
    refusal = lan.section("Chưa gỡ được: mới niêm yết 8 trên 20 ngày")
    last = JournalEntry.objects.latest("number")

    assert lan.status == 409
    assert "Gỡ được từ thứ Hai 23/03/2026." in refusal.words
    assert "“Mỗi tờ niêm yết ít nhất 20 ngày liên tục.” Điều 3 khoản 3" in refusal.words
    assert "03/03 – 22/03 Ngày thứ 1 đến thứ 20, tính cả ngày nghỉ" in refusal.words
    assert f"Lần này được ghi vào sổ, mục {last.number}" in lan.words
    assert (last.kind, last.subject) == ("record.refused", matter.subject)
    assert lan.follow("Nêu căn cứ").path == f"/thu/{page_of(matter)}"


def test_a_matter_published_late_is_marked_where_it_is_listed(
    clock: time_machine.Traveller,
) -> None:
    cleared()
    clock.move_to(moment(date(2026, 3, 11)))
    lan = at_desk("lan")
    assert "Trễ 3 ngày làm việc, hạn là thứ Sáu 06/03/2026" in lan.words
    assert at_desk("hoa", "chanh-van-phong/").section("Trễ hạn").words.count("Sổ thu chi") == 1

    lan.follow("Công khai").send("Công khai")
    assert "Xong ngày 11/03/2026, sau hạn 3 ngày làm việc, hạn là thứ Sáu 06/03/2026" in lan.words
    row = at_desk("minh", "cong-khai/").section("Mới nhất trước")
    assert "công khai 11/03/2026 trễ hạn" in row.words
