"""Two clerks at one matter: the second sees both versions and chooses; nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from dienhong.core.refusal import Outdated
from dienhong.hosting.context import use_agency
from dienhong.publication import actions, editions
from dienhong.publication.models import Edition, Matter
from dienhong.record.models import JournalEntry
from tests.publication.story import (
    MONDAY,
    PDF,
    act,
    at_desk,
    body_of_last,
    cleared,
    drafted,
    entered,
    moment,
    page_of,
    published,
    the_matter,
    upload,
    withdrawn,
    words,
)
from tests.scenarios.walker import Reader

pytestmark = pytest.mark.usefixtures("clock")

SAVE, CHOOSE = "Trình kiểm tra bí mật", "Lưu bản đã chọn"
KEEP, USE, REWRITE = "Giữ bản đang lưu: ", "Dùng bản vừa nhập: ", "Soạn lại: "
TITLE, SUMMARY = "Tên việc, văn bản", "Tóm tắt cho người đọc"


def two_forms() -> tuple[Reader, Reader]:
    """Return the open forms of Lan and Hoa over the same edition of one matter."""
    matter = drafted()
    path = f"{page_of(matter)}sua/"
    return at_desk("lan", path), at_desk("hoa", path)


def both_save() -> Reader:
    """Let Lan change title and summary, Hoa title and number; return what Hoa then sees."""
    lan, hoa = two_forms()
    lan.send(SAVE, {"Tên việc": "Sổ thu chi quý hai", "Tóm tắt": "Thu và chi, viết lại."})
    return hoa.send(SAVE, {"Tên việc": "Sổ thu chi quý ba", "Số quyết định": "13/QĐ-TSM"})


def test_the_second_clerk_sees_both_versions_and_nothing_is_overwritten() -> None:
    hoa = both_save()

    assert hoa.status == 409
    assert the_matter().title == "Sổ thu chi quý hai"
    assert "Chưa ghi: có người vừa lưu trước" in hoa.words
    assert "bản đang lưu (Lan ghi lúc 09:00 02/03/2026) và bản vừa nhập" in hoa.words
    title = next(each for each in hoa.page.every("fieldset") if TITLE in each.words)
    assert "Bản đang lưu (Lan ghi lúc 09:00) Sổ thu chi quý [khác: hai ]" in title.words
    assert "Bản vừa nhập Sổ thu chi quý [khác: ba ]" in title.words
    assert [mark.words for mark in title.every("mark")] == ["[khác: hai ]", "[khác: ba ]"]


def test_equal_fields_are_folded_and_what_one_clerk_alone_changed_is_chosen_beforehand() -> None:
    hoa = both_save()
    legends = [each.words for each in hoa.page.every("legend")]
    checked = {
        each.attrs["name"]: each.attrs["value"]
        for each in hoa.page.every("input")
        if each.attrs.get("type") == "radio" and "checked" in each.attrs
    }

    assert legends == [TITLE, "Số quyết định, văn bản", SUMMARY]
    assert checked == {"choice-decision_number": "given", "choice-summary": "stored"}
    folded = next(each for each in hoa.page.every("details") if "Mục giống nhau: 4" in each.words)
    assert "Ngày quyết định, văn bản 27/02/2026" in folded.words


def test_what_was_chosen_field_by_field_is_saved_under_the_next_edition() -> None:
    hoa = both_save().send(CHOOSE, {USE + TITLE: "given"})
    matter = the_matter()

    assert "Đã ghi và trình kiểm tra bí mật." in hoa.words
    assert (matter.title, matter.summary) == ("Sổ thu chi quý ba", "Thu và chi, viết lại.")
    assert (matter.decision_number, matter.edition) == ("13/QĐ-TSM", 3)
    assert body_of_last(matter)["facts"] == {"edition": 3, "due_on": "2026-03-06"}


def test_a_long_text_may_be_written_anew_from_both() -> None:
    lan, hoa = two_forms()
    lan.send(SAVE, {"Tóm tắt": "Bản của Lan."})
    hoa.send(SAVE, {"Tóm tắt": "Bản của Hoa."})
    box = next(hoa.page.every("textarea"))
    assert box.raw.strip() == "Bản của Hoa."

    given = {REWRITE + SUMMARY: "rewritten", "Ô soạn lại": "Bản của Hoa và Lan."}
    hoa.send(CHOOSE, given)
    assert the_matter().summary == "Bản của Hoa và Lan."


def test_a_field_left_undecided_is_asked_again_and_nothing_is_saved() -> None:
    hoa = both_save().send(CHOOSE)

    assert (hoa.status, the_matter().edition) == (409, 2)
    assert "Chưa chọn bản nào cho mục này." in hoa.words
    hoa.send(CHOOSE, {KEEP + TITLE: "stored"})
    assert (the_matter().title, the_matter().edition) == ("Sổ thu chi quý hai", 3)
    assert the_matter().decision_number == "13/QĐ-TSM"


def test_a_third_clerk_who_saves_meanwhile_starts_the_comparison_anew() -> None:
    hoa = both_save()
    phong = at_desk("phong", f"{page_of(the_matter())}sua/")
    phong.send(SAVE, {"Tên việc": "Sổ thu chi quý bốn"})
    hoa.send(CHOOSE, {USE + TITLE: "given"})

    assert (hoa.status, the_matter().title) == (409, "Sổ thu chi quý bốn")
    assert "Phong ghi lúc" in hoa.words
    hoa.send(CHOOSE, {USE + TITLE: "given"})
    assert the_matter().title == "Sổ thu chi quý ba"
    assert the_matter().edition == 4


def test_words_that_need_mending_are_compared_first_and_mended_after() -> None:
    lan, hoa = two_forms()
    lan.send(SAVE, {"Tên việc": "Bản của Lan"})
    hoa.send(SAVE, {"Ngày quyết định": "31/02/2026"})
    assert (hoa.status, "31/02/2026" in hoa.words) == (409, True)

    hoa.send(CHOOSE)
    assert "Ngày quyết định, văn bản: Ngày này không có trong lịch." in hoa.words
    hoa.send(SAVE, {"Ngày quyết định": "26/02/2026"})
    assert (the_matter().title, the_matter().edition) == ("Bản của Lan", 3)


# Files.


def test_files_just_chosen_are_named_to_be_chosen_again_and_stored_ones_stay() -> None:
    lan, hoa = two_forms()
    lan.send(SAVE, {"Tệp kèm theo": SimpleUploadedFile("cua-lan.pdf", PDF)})
    other = PDF + b"%"
    hoa.send(SAVE, {"Tệp kèm theo": SimpleUploadedFile("cua-hoa.pdf", other), "Tên việc": "Ba"})

    assert "Tệp vừa chọn phải chọn lại ở dưới" in hoa.words
    assert "cua-hoa.pdf" in hoa.words
    hoa.send(CHOOSE, {"Tệp kèm theo": SimpleUploadedFile("cua-hoa.pdf", other)})
    names = [row.name for row in the_matter().attachments.all()]
    assert names == ["cua-lan.pdf", "cua-hoa.pdf"]


def test_a_tick_for_a_file_that_another_has_replaced_drops_nothing() -> None:
    drafted(upload(name="cu.pdf"))
    path = f"{page_of(the_matter())}sua/"
    lan, hoa = at_desk("lan", path), at_desk("hoa", path)
    new = SimpleUploadedFile("moi.pdf", PDF + b"%")
    lan.send(SAVE, {"cu.pdf": True, "Tệp kèm theo": new})
    hoa.send(SAVE, {"cu.pdf": True, "Tên việc": "Ba"}).send(CHOOSE, {USE + TITLE: "given"})

    assert the_matter().title == "Ba"
    assert [row.name for row in the_matter().attachments.all()] == ["moi.pdf"]


# A session that ended meanwhile.


def _sign_out(reader: Reader) -> None:
    reader.client.cookies.pop("dienhong-session")


def _sent_without_session(reader: Reader, button: str, given: dict[str, str]) -> Reader:
    """Send a form after the session has ended, sign in again, and land on its page."""
    here = reader.url
    _sign_out(reader)
    reader.client.defaults["HTTP_ORIGIN"] = "http://testserver"
    reader.client.defaults["HTTP_REFERER"] = f"http://testserver{here}"
    reader.send(button, given)
    assert "/dang-nhap/" in reader.url
    reader.send("Đăng nhập", {"Tên đăng nhập": "lan", "Mật khẩu": "mat-khau-cua-lan"})
    return reader


def test_a_choice_made_after_the_session_ended_is_kept_as_it_was_decided() -> None:
    lan, hoa = two_forms()
    hoa.send(SAVE, {"Tên việc": "Của Hoa", "Tóm tắt": "Hoa viết."})
    lan.send(SAVE, {"Tên việc": "Của Lan", "Số quyết định": "14/QĐ"})
    back = _sent_without_session(lan, CHOOSE, {KEEP + TITLE: "stored"})

    assert "Nội dung nhập trước khi hết phiên còn ở đây." in back.words
    back.send(SAVE)
    matter = the_matter()
    assert (matter.title, matter.summary, matter.decision_number) == (
        "Của Hoa",
        "Hoa viết.",
        "14/QĐ",
    )


def test_words_kept_over_a_lost_session_do_not_overwrite_what_was_saved_meanwhile() -> None:
    lan, hoa = two_forms()
    hoa.send(SAVE, {"Tên việc": "Của Hoa"})
    back = _sent_without_session(lan, SAVE, {"Tên việc": "Của Lan"})
    back.send(SAVE)

    assert (back.status, the_matter().title) == (409, "Của Hoa")
    assert "Bản vừa nhập [khác: Của Lan]" in back.words or "Của [khác: Lan ]" in back.words


# The same moment.


@pytest.mark.parametrize("clerks", [2, 4])
def test_of_saves_in_the_same_moment_exactly_one_wins(peopled: str, clerks: int) -> None:
    matter = drafted()
    start = Barrier(clerks)

    def save(number: int) -> bool:
        with use_agency(peopled):
            said, by = words(title=f"Bản {number}"), act("lan")
            start.wait()
            try:
                actions.redraft(matter, said, edition=1, by=by)
            except Outdated:
                return False
            finally:
                connection.close()
            return True

    with ThreadPoolExecutor(max_workers=clerks) as pool:
        won = list(pool.map(save, range(clerks)))

    assert sum(won) == 1
    matter = the_matter()
    assert (matter.title, matter.edition) == (f"Bản {won.index(True)}", 2)
    assert JournalEntry.objects.filter(kind="publication.redrafted").count() == 1


def test_of_two_forms_sent_in_the_same_moment_the_second_is_answered_with_both(
    peopled: str,
) -> None:
    readers = two_forms()
    start = Barrier(len(readers))

    def send(reader: Reader) -> int:
        with use_agency(None):
            start.wait()
            try:
                reader.send(SAVE, {"Tên việc": f"Của {id(reader)}"})
            finally:
                connection.close()
        return reader.status

    with ThreadPoolExecutor(max_workers=2) as pool:
        answered = list(pool.map(send, readers))

    assert sorted(answered) == [200, 409]
    won, lost = sorted(readers, key=lambda reader: reader.status)
    assert the_matter().title == f"Của {id(won)}"
    assert f"{id(won)}" in lost.words
    assert f"{id(lost)}" in lost.words


# The check.


@pytest.mark.parametrize(
    ("button", "ground"),
    [
        ("Ký: không có bí mật", ""),
        ("Trả lại để sửa", "Thiếu bảng kê."),
        ("Giữ lại vì bí mật", "Bí mật công tác."),
    ],
)
def test_who_decides_on_words_that_changed_meanwhile_sees_what_changed(
    button: str, ground: str
) -> None:
    matter = drafted()
    hoa = at_desk("hoa", page_of(matter))
    at_desk("lan", f"{page_of(matter)}sua/").send(SAVE, {"Tên việc": "Sổ thu chi quý hai"})
    given = {"Căn cứ": ground} if ground else {}
    hoa.send(button, given)

    assert (hoa.status, the_matter().stage) == (409, "checking")
    assert "Chưa ghi được: người khác vừa sửa việc này" in hoa.words
    changed = hoa.section("Những gì đã đổi từ lúc đọc")
    assert "Bản đã đọc Sổ thu chi quý [khác: một ]" in changed.words
    assert "Bản đang lưu Sổ thu chi quý [khác: hai ]" in changed.words
    assert ground in hoa.html
    assert JournalEntry.objects.latest("number").kind == "record.refused"
    hoa.send(button)
    assert the_matter().stage in {"cleared", "draft", "withheld"}


def test_what_is_signed_or_returned_names_the_edition() -> None:
    matter = drafted()
    actions.redraft(matter, words(title="Hai"), edition=1, by=act("lan"))
    actions.clear(matter, edition=2, by=act("hoa"))
    assert body_of_last(matter)["facts"] == {"edition": 2}

    other = drafted(title="Ba")
    actions.give_back(other, ground="Thiếu.", by=act("hoa"))
    assert body_of_last(other)["facts"] == {"edition": 1}


# The saves on the way.


def test_who_changed_what_is_shown_to_those_who_prepare_it() -> None:
    entered(at_desk("lan"))
    at_desk("hoa", f"{page_of(the_matter())}sua/").send(SAVE, {"Tên việc": "Sổ thu chi quý hai"})
    khue = at_desk("lan", page_of(the_matter())).follow("Các lần sửa")

    newest = khue.section("Lần 2: Hoa, 09:00 02/03/2026")
    assert "Trước đó Sổ thu chi quý [khác: một ]" in newest.words
    assert "Lần này Sổ thu chi quý [khác: hai ]" in newest.words
    assert "Ghi lần đầu" in khue.section("Lần 1: Lan").words


@pytest.mark.parametrize(
    ("login", "sees"),
    [("lan", True), ("hoa", True), ("phong", True), ("minh", False), ("tu", False)],
)
def test_the_saves_of_what_is_public_are_seen_by_those_who_prepared_it(
    login: str, sees: bool
) -> None:
    matter = published()

    assert at_desk(login, f"{page_of(matter)}cac-lan-sua/").status == (200 if sees else 404)
    assert at_desk(login, page_of(matter)).may_follow("Các lần sửa") is sees


def test_bk_dieu_9_what_is_withheld_keeps_no_words_of_its_saves() -> None:
    matter = drafted(title="Kín 4711")
    actions.redraft(matter, words(title="Kín hơn 4711"), edition=1, by=act("lan"))
    actions.withhold(matter, ground="Bí mật.", by=act("hoa"))

    assert [row.words for row in Edition.objects.all()] == [{}, {}]
    page = at_desk("hoa", f"{page_of(matter)}cac-lan-sua/")
    assert "Chữ của lần ghi này đã được lấy khỏi hệ thống." in page.words
    actions.reopen(matter, by=act("hoa"))
    hoa = at_desk("hoa", f"{page_of(matter)}sua/")
    at_desk("lan", f"{page_of(matter)}sua/").send(SAVE, {"Tên việc": "Khác"})
    assert hoa.send(SAVE, {"Tên việc": "Khác nữa"}).status == 409  # and no base is known


def test_bk_dieu_9_what_is_withdrawn_keeps_no_words_of_its_saves() -> None:
    matter = withdrawn(published(title="Kín 4711"))

    assert [row.words for row in Edition.objects.all()] == [{}]
    assert at_desk("lan", f"{page_of(matter)}cac-lan-sua/").status == 404


def test_a_matter_from_before_the_saves_were_kept_is_compared_without_a_name() -> None:
    lan, hoa = two_forms()
    lan.send(SAVE, {"Tên việc": "Của Lan"})
    Edition.objects.all().delete()
    stored = editions.stored(Matter.objects.get(), 1)

    assert (stored.by, stored.at, stored.began_with) == ("", None, {})
    assert hoa.send(SAVE, {"Tên việc": "Của Hoa"}).status == 409


def test_what_was_cleared_meanwhile_is_not_compared_but_refused_and_the_words_stay() -> None:
    lan, _ = two_forms()
    actions.clear(the_matter(), edition=1, by=act("hoa"))
    lan.send(SAVE, {"Tên việc": "Của Lan"})

    assert lan.status == 422
    assert 'value="Của Lan"' in lan.html
    assert "đang ở bước «đã kiểm tra bí mật" in lan.words


def test_the_moment_of_a_save_is_kept() -> None:
    row = Edition.objects.get(matter=cleared())

    assert (row.number, row.saved_by.name, row.saved_at) == (1, "Lan", moment(MONDAY))
