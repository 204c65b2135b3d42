"""Corrections of what is public: the acts, their refusals, their pages, and words taken out."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from dienhong.publication import actions, correctable, correcting, drafting
from dienhong.publication.models import Matter, Posting
from dienhong.record import corrections
from dienhong.record.models import Correction, JournalEntry, StoredFile
from tests.publication.story import (
    BOARD,
    DUE,
    EVERYONE,
    LAST_DAY,
    MONDAY,
    PDF,
    act,
    after,
    at_desk,
    body_of_last,
    cleared,
    drafted,
    entries,
    moment,
    no,
    open_for,
    page_of,
    person,
    published,
    text_of,
    the_matter,
    upload,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")

WHY = "Gõ nhầm so với văn bản đã ký"
TUESDAY = after(MONDAY, 1)
FORM = {"Đính chính này đổi gì": "Chỉ cách viết"}


def asked(
    matter: Matter, code: str = "title", value: str = "Sổ thu chi quý hai", **more: Any
) -> Correction:
    """Let Lan ask for a correction that Hoa is to sign, on the Monday at ten."""
    given: dict[str, Any] = {"ground": WHY, "checker": person("hoa"), "by": act("lan", hour=10)}
    return correcting.ask(matter, code, value, **(given | more))


def corrected(
    matter: Matter, code: str = "title", value: str = "Sổ thu chi quý hai", **more: Any
) -> Matter:
    """Let Lan ask and Hoa sign at eleven."""
    correcting.sign(asked(matter, code, value, **more), by=act("hoa", hour=11))
    return Matter.objects.get(pk=matter.pk)


def on_board(matter: Matter, hour: int = 9) -> Posting:
    """Let the sheet hang on the board since an hour of the Monday."""
    at = moment(MONDAY, hour)
    return actions.post(matter, place="Sảnh lớn", posted_at=at, by=act("lan", hour=hour))


# What a correction does.


def test_a_correction_changes_nothing_until_another_person_has_signed_it() -> None:
    matter = published()
    row = asked(matter)
    assert the_matter().title == "Sổ thu chi quý một"
    assert open_for("hoa") == [("Ký đính chính", MONDAY)]
    correcting.sign(row, by=act("hoa", hour=11))

    kept = Correction.objects.get()
    assert the_matter().title == "Sổ thu chi quý hai"
    assert (kept.before, kept.after) == ("Sổ thu chi quý một", "Sổ thu chi quý hai")
    assert (kept.asked_by_name, kept.decided_by_name, kept.ground) == ("Lan", "Hoa", WHY)
    assert (kept.asked_at, kept.decided_at) == (moment(MONDAY, 10), moment(MONDAY, 11))
    assert open_for("hoa") == []


def test_a_correction_is_written_down_by_digest_and_not_by_its_words() -> None:
    matter = published()
    before = matter.content_digest
    matter = corrected(matter)
    row = Correction.objects.get()
    body = body_of_last(matter)

    assert entries(matter)[-2:] == ["publication.correction_asked", "publication.corrected"]
    assert (body["clauses"], body["by_name"]) == ([], "Hoa")
    assert body["facts"] == {
        "field": "title",
        "words": row.digest,
        "reading_version": 1,
        "due_on_before": "2026-03-06",
        "due_on": "2026-03-06",
        "working_days_late": 0,
    }
    assert body["digest"] == matter.content_digest != before
    assert row.entry_number == body["number"]
    assert row.sealed_before["digest"] == before
    read = [json.loads(text) for text in JournalEntry.objects.values_list("body", flat=True)]
    said = json.dumps(read, ensure_ascii=False)
    assert [word for word in ("quý hai", "quý một", WHY) if word in said] == []


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("title", "Sổ thu chi quý hai"),
        ("summary", "Thu và chi của Trạm."),
        ("decision_number", "21/QĐ-TSM"),
        ("decision_number", ""),
    ],
)
def test_the_words_of_a_public_matter_are_corrected_one_field_at_a_time(
    code: str, value: str
) -> None:
    before = published()
    matter = corrected(before, code, value)

    changed = {
        field.code
        for field, old in zip(
            correctable.fields_of(matter), correctable.fields_of(before), strict=True
        )
        if field.value != old.value
    }
    assert getattr(matter, code) == value
    assert changed == {code}


def test_the_kind_of_content_is_corrected_within_the_version_that_holds() -> None:
    matter = published()
    key = "quy-che-1:dieu-2.khoan-3"
    matter = corrected(matter, "kind", key)

    assert (matter.kind_source, matter.kind_label) == (key, "Việc nhận người, khen và phạt.")
    refusal = no(lambda: asked(matter, "kind", "quy-che-1:dieu-1"))
    assert "loại nội dung không có trong quy chế" in refusal.reason


def test_a_corrected_day_of_decision_counts_the_due_day_again_under_the_same_terms() -> None:
    late_day = after(DUE, 3)  # Monday, one working day after Friday
    matter = published(day=late_day)
    assert matter.due_on == DUE
    row = asked(matter, "decided_on", "2026-03-02", by=act("lan", late_day))
    assert row.effect == (
        "Hạn công khai tính lại là thứ Hai 09/03/2026 (trước đính chính: thứ Sáu 06/03/2026): "
        "công khai đúng hạn."
    )
    correcting.sign(row, by=act("hoa", late_day))
    kept = the_matter()

    assert (kept.decided_on, kept.due_on, kept.counted.day) == (MONDAY, late_day, late_day)
    assert kept.publish_within == matter.publish_within
    assert body_of_last(kept)["facts"]["working_days_late"] == 0


def test_a_corrected_day_that_makes_the_publication_late_says_so() -> None:
    matter = corrected(published(day=TUESDAY), "decided_on", "2026-02-23", by=act("lan", TUESDAY))

    assert matter.due_on == MONDAY
    assert Correction.objects.get().effect.endswith("công khai trễ 1 ngày làm việc.")
    assert body_of_last(matter)["facts"]["working_days_late"] == 1
    minh = at_desk("minh", page_of(matter))
    assert "công khai trễ 1 ngày làm việc" in minh.section("Đính chính").words


def test_a_day_of_decision_after_the_publication_is_refused() -> None:
    refusal = no(lambda: asked(published(), "decided_on", "2026-03-03"))

    assert refusal.reason == (
        "Chưa đính chính được: ngày quyết định 03/03/2026 sau ngày công khai 02/03/2026"
    )


def test_what_stood_before_can_still_be_proved_by_its_own_salt() -> None:
    matter = published()
    first = {"digest": matter.content_digest, "salt": matter.content_salt}
    corrected(matter)

    assert Correction.objects.get().sealed_before == first


# A wrong scan.


def test_a_wrong_scan_is_replaced_and_the_old_ones_digest_stays() -> None:
    matter = published(upload(name="nham.pdf"))
    old = matter.attachments.get().file
    matter = corrected(matter, "file-1", "", upload=upload(PDF + b"%", "dung.pdf"))
    row = matter.attachments.get()

    assert (row.order, row.name) == (1, "dung.pdf")
    assert row.file != old
    assert default_storage.exists(old.place)
    page = at_desk("minh", page_of(matter))
    assert old.digest in page.section("Đính chính").words
    assert "nham.pdf" not in page.section("Tệp kèm theo").words
    assert at_desk("minh", f"{page_of(matter)}tep/1/x.pdf").content == PDF + b"%"


def test_the_file_itself_again_and_no_file_are_no_correction() -> None:
    matter = published(upload(name="nham.pdf"))

    same = no(lambda: asked(matter, "file-1", "", upload=upload(name="khac-ten.pdf")))
    none = no(lambda: asked(matter, "file-1", ""))
    assert same.reason == "Chưa ghi được: nội dung mới giống nội dung đang ghi"
    assert none.reason == "Chưa ghi được: chưa chọn tệp đúng"


def test_a_file_that_was_declined_is_gone_unless_something_holds_it() -> None:
    matter = published(upload())
    row = asked(matter, "file-1", "", upload=upload(PDF + b"%", "moi.pdf"))
    correcting.decline(row, by=act("hoa"))

    assert [file.size for file in StoredFile.objects.all()] == [len(PDF)]
    again = asked(matter, "file-1", "", upload=upload(PDF + b"%", "moi.pdf"))
    drafted(upload(PDF + b"%", "cua-viec-khac.pdf"), title="Việc khác")
    correcting.decline(again, by=act("hoa"))
    assert StoredFile.objects.count() == 2


def test_a_file_that_a_correction_tells_of_outlives_the_draft_that_drops_it() -> None:
    matter = published(upload(name="nham.pdf"))
    other = drafted(upload(name="nham.pdf"), title="Việc khác")
    corrected(matter, "file-1", "", upload=upload(PDF + b"%", "dung.pdf"))
    with transaction.atomic():
        drafting.drop(other, [1])

    assert StoredFile.objects.count() == 2


def test_a_file_withdrawn_meanwhile_with_another_matter_is_not_signed() -> None:
    matter = published(upload())
    row = asked(matter, "file-1", "", upload=upload(PDF + b"%", "moi.pdf"))
    withdrawn(published(upload(PDF + b"%", "lo.pdf"), title="Việc lộ"))

    refusal = no(lambda: correcting.sign(row, by=act("hoa")))
    assert "đã bị thu hồi khẩn cấp cùng việc khác" in refusal.reason


# Who, when, and what is refused.


@pytest.mark.parametrize("login", ["minh", "khue", "tu", "vy"])
def test_a_correction_in_other_hands_is_refused(login: str) -> None:
    matter = published()
    refusal = no(lambda: asked(matter, by=act(login)))
    assert refusal.reason.startswith("Không đính chính được: việc này thuộc")
    row = asked(matter)
    for call in (correcting.sign, correcting.decline):
        assert "việc này thuộc" in no(lambda call=call: call(row, by=act(login))).reason  # type: ignore[misc]
    assert the_matter().title == "Sổ thu chi quý một"


def test_only_the_person_named_signs_and_never_the_one_who_asked() -> None:
    matter = published()
    refusal = no(lambda: asked(matter, checker=person("lan")))
    assert "phải là hai người" in refusal.reason

    row = asked(matter)
    assert "đích danh người khác" in no(lambda: correcting.sign(row, by=act("phong"))).reason
    assert "đích danh người khác" in no(lambda: correcting.sign(row, by=act("lan"))).reason
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.update(stage="done", decided_by=row.asked_by)


@pytest.mark.parametrize(
    ("code", "value", "more", "said"),
    [
        ("title", "Khác", {"ground": "  "}, "chưa nêu lý do đính chính"),
        ("title", "Sổ thu chi quý một", {}, "nội dung mới giống nội dung đang ghi"),
        ("title", " ", {}, "tên việc còn để trống"),
        ("content_digest", "0", {}, "mục này không có"),
        ("file-9", "", {}, "mục này không có"),
        ("posting-9-place", "Cổng", {}, "mục này không có"),
    ],
)
def test_what_is_no_correction_is_refused_and_leaves_nothing(
    code: str, value: str, more: dict[str, Any], said: str
) -> None:
    matter = published()
    before = JournalEntry.objects.count()

    assert said in no(lambda: asked(matter, code, value, **more)).reason
    assert (Correction.objects.count(), JournalEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("stage", ["checking", "cleared", "withdrawn"])
def test_what_is_not_public_is_not_corrected(stage: str) -> None:
    make = {
        "checking": drafted,
        "cleared": cleared,
        "withdrawn": lambda: withdrawn(published()),
    }
    matter = make[stage]()

    reason = no(lambda: asked(matter)).reason
    assert reason.partition(" đính chính được: ")[0] in {"Chưa", "Không"}
    assert f"«{matter.get_stage_display()}»" in reason


def test_one_correction_waits_at_a_time() -> None:
    matter = published()
    row = asked(matter)
    assert "đang có một đính chính chờ" in no(lambda: asked(matter, "summary", "Khác")).reason

    correcting.decline(row, by=act("lan"))
    assert asked(matter, "summary", "Khác").stage == Correction.Stage.ASKED


def test_what_was_corrected_since_it_was_read_is_not_corrected_unseen() -> None:
    matter = corrected(published())
    refusal = no(lambda: asked(matter, value="Khác", read="Sổ thu chi quý một"))

    assert refusal.reason == (
        "Chưa ghi được: mục này vừa được đính chính, nay là «Sổ thu chi quý hai»"
    )


def test_what_was_signed_or_declined_is_not_signed_again() -> None:
    matter = published()
    row = asked(matter)
    correcting.decline(row, by=act("hoa"))
    refusal = no(lambda: correcting.sign(row, by=act("hoa")))

    assert refusal.reason == "Không ký được: đính chính này không còn chờ ký"
    kept = Correction.objects.get()
    assert (kept.after, kept.value, kept.ground, kept.is_erased) == ("", "", "", True)
    assert open_for("hoa") == []


# The board.


def test_a_corrected_posting_is_counted_again_and_journalled_with_old_and_new() -> None:
    matter = published()
    row = on_board(matter, 15)
    at = moment(MONDAY, 9) + timedelta(minutes=30)
    with time_machine.travel(moment(TUESDAY)):
        field = f"posting-{row.pk}-moment"
        matter = corrected(matter, field, at.isoformat(), by=act("lan", TUESDAY))
    row.refresh_from_db()

    assert (row.posted_at, row.posted_on, row.ends_on) == (at, MONDAY, LAST_DAY)
    assert body_of_last(matter)["kind"] == "publication.posting_corrected"
    kept = Correction.objects.get()
    assert (kept.before, kept.after) == ("15:00 ngày 02/03/2026", "09:30 ngày 02/03/2026")


def test_a_run_whose_start_was_a_day_wrong_ends_a_day_later() -> None:
    matter = published()
    row = on_board(matter)
    field = f"posting-{row.pk}-moment"
    asked_on = asked(matter, field, moment(TUESDAY, 8).isoformat(), by=act("lan", TUESDAY))
    correcting.sign(asked_on, by=act("hoa", TUESDAY))
    row.refresh_from_db()

    assert (row.posted_on, row.ends_on) == (TUESDAY, after(LAST_DAY, 1))
    assert body_of_last(matter)["facts"] | {"words": ""} == {
        "field": field,
        "words": "",
        "posted_on_before": "2026-03-02",
        "posted_on": "2026-03-03",
        "hangs_until_before": "2026-03-22",
        "hangs_until": "2026-03-23",
    }


def test_a_start_before_the_publication_or_in_the_future_is_refused() -> None:
    matter = published()
    field = f"posting-{on_board(matter).pk}-moment"
    early = no(lambda: asked(matter, field, moment(MONDAY, 8).isoformat()))
    sunday = no(lambda: asked(matter, field, moment(after(MONDAY, -1)).isoformat()))
    late = no(lambda: asked(matter, field, moment(MONDAY, 19).isoformat()))

    assert early.reason == "Chưa đính chính được: giờ niêm yết mới sớm hơn giờ công khai"
    assert "phải từ ngày công khai" in sunday.reason
    assert late.reason == "Chưa ghi được: giờ niêm yết còn ở phía trước"


def test_a_start_from_which_the_run_was_too_short_is_refused_once_it_is_down() -> None:
    matter = published()
    row = on_board(matter)
    free = after(LAST_DAY, 1)
    actions.take_down(row, by=act("lan", free))
    at = moment(TUESDAY, 8).isoformat()
    refusal = no(lambda: asked(matter, f"posting-{row.pk}-moment", at, by=act("lan", free)))

    assert "chưa đủ thời gian niêm yết" in refusal.reason


def test_a_wrong_board_is_corrected_and_the_electronic_page_is_not_a_board() -> None:
    matter = published()
    row = on_board(matter)
    corrected(matter, f"posting-{row.pk}-place", "Sảnh nhỏ")
    row.refresh_from_db()
    page = matter.postings.get(electronic=True)

    assert row.place == "Sảnh nhỏ"
    assert "mục này không có" in no(lambda: asked(matter, f"posting-{page.pk}-place", "A")).reason


def test_a_hanging_sheet_has_to_be_replaced_and_its_run_goes_on() -> None:
    matter = published(forms=[BOARD])
    row = on_board(matter)
    matter = corrected(matter)
    row.refresh_from_db()
    assert ("Thay tờ niêm yết", MONDAY) in open_for("lan")
    assert (row.hangs, row.ends_on) == (True, LAST_DAY)
    page = at_desk("lan", page_of(matter))
    assert "Tờ đang dán chưa theo bản đính chính." in page.words

    correcting.replace_sheet(row, by=act("lan", hour=12))
    row.refresh_from_db()
    assert ("Thay tờ niêm yết", MONDAY) not in open_for("lan")
    assert (row.hangs, row.ends_on, row.sheet_replaced_at) == (True, LAST_DAY, moment(MONDAY, 12))
    assert body_of_last(matter)["facts"] == {
        "replaced_on": "2026-03-02",
        "posted_on": "2026-03-02",
        "hangs_until": "2026-03-22",
    }
    refusal = no(lambda: correcting.replace_sheet(row, by=act("lan", hour=13)))
    assert refusal.reason == "Không ghi thay tờ được: tờ niêm yết này không cần thay"


def test_each_hanging_sheet_is_replaced_before_the_duty_is_done() -> None:
    matter = published()
    first, second = on_board(matter), on_board(matter)
    corrected(matter)
    correcting.replace_sheet(first, by=act("lan", hour=12))
    assert open_for("lan") == [("Thay tờ niêm yết", MONDAY)]
    correcting.replace_sheet(second, by=act("lan", hour=12))
    assert open_for("lan") == []


def test_a_sheet_taken_down_need_not_be_replaced_any_more() -> None:
    matter = published()
    row = on_board(matter)
    corrected(matter)
    actions.take_down(row, by=act("lan", after(LAST_DAY, 1)))

    assert open_for("lan") == []


def test_a_sheet_hung_before_the_correction_and_recorded_after_it_is_asked_for_too() -> None:
    matter = corrected(published())
    actions.post(matter, place="Sảnh", posted_at=moment(MONDAY, 10), by=act("lan", hour=12))
    assert open_for("lan") == [("Thay tờ niêm yết", MONDAY)]


def test_a_sheet_hung_after_the_correction_has_the_right_words() -> None:
    matter = corrected(published())
    row = on_board(matter, 12)
    assert open_for("lan") == []
    with time_machine.travel(moment(MONDAY, 12), tick=False):
        path = f"{page_of(matter)}niem-yet/{row.pk}/"
        sheet = text_of(at_desk("lan", f"{path}to.pdf").content)
        minutes = text_of(at_desk("lan", f"{path}bien-ban.pdf").content)

    assert "Sổ thu chi quý hai" in sheet
    assert "Đính chính sau khi niêm yết" not in minutes


def test_minutes_of_a_sheet_hung_before_tell_the_correction_and_that_the_run_went_on() -> None:
    matter = published()
    row = on_board(matter)
    matter = corrected(matter)
    correcting.replace_sheet(row, by=act("lan", hour=12))
    path = f"{page_of(matter)}niem-yet/{row.pk}/bien-ban.pdf"
    minutes = text_of(at_desk("lan", path).content)

    assert "3. Đính chính sau khi niêm yết" in minutes
    assert "«Sổ thu chi quý một» thành «Sổ thu chi quý hai»" in minutes
    assert "Đính chính chỗ ghi nhầm không làm ngắt đợt niêm yết" in minutes
    assert "được dán thay ngày 02/03/2026" in minutes
    assert "4. Ghi nhận" in minutes


# The pages.


def test_from_the_matters_page_a_slip_is_corrected_by_two_persons() -> None:
    matter = published()
    lan = at_desk("lan", page_of(matter)).follow("Ghi nhầm: đính chính")
    assert "Đính chính chỉ để sửa chỗ ghi nhầm" in lan.words
    lan.follow("Đính chính Tên việc, văn bản")
    lan.send(
        "Đề nghị đính chính",
        {"Nội dung đúng": "Sổ thu chi quý hai", "Lý do": WHY, "Người ký": "Hoa", **FORM},
    )
    assert "chờ người được giao ký" in lan.words
    assert "chờ ký" in lan.section("Đính chính").words
    assert "quý hai" not in at_desk("minh", page_of(matter)).words

    hoa = at_desk("hoa").follow("Ký đính chính").follow("Đọc và ký đính chính")
    assert "Đang ghi Sổ thu chi quý [khác: một ]" in hoa.words
    hoa.send("Ký đính chính")
    assert "Đã đính chính." in hoa.words
    minh = at_desk("minh", page_of(matter))
    assert (
        "Đã đính chính ngày 02/03/2026: Tên việc, văn bản, «Sổ thu chi quý một» thành "
        f"«Sổ thu chi quý hai», lý do: {WHY}"
    ) in minh.section("Đính chính").words


def test_a_file_is_read_before_it_is_signed_and_by_nobody_else() -> None:
    matter = published(upload())
    lan = at_desk("lan", f"{page_of(matter)}dinh-chinh/muc/file-1/")
    given = {"Tệp đúng": SimpleUploadedFile("dung.pdf", PDF + b"%")}
    lan.send("Đề nghị đính chính", given | {"Lý do": WHY, "Người ký": "Hoa", **FORM})
    row = Correction.objects.get()
    path = f"{page_of(matter)}dinh-chinh/{row.pk}/"

    hoa = at_desk("hoa", path).follow("Đọc tệp mới")
    assert hoa.content == PDF + b"%"
    for login in ("minh", "khue", "tu", "vy"):
        assert [at_desk(login, f"{path}{more}").status for more in ("", "tep/")] == [403, 403]
    at_desk("hoa", path).send("Ký đính chính")
    assert the_matter().attachments.get().name == "dung.pdf"


def test_place_and_moment_of_a_posting_are_corrected_by_their_forms() -> None:
    matter = published()
    row = on_board(matter, 9)
    lan = at_desk("lan", f"{page_of(matter)}dinh-chinh/muc/posting-{row.pk}-moment/")
    lan.send("Đề nghị đính chính", {"Giờ dán đúng": "08:00", "Lý do": WHY, "Người ký": "Hoa"})
    assert (lan.status, "sớm hơn giờ công khai" in lan.words) == (422, True)
    assert WHY in lan.html
    assert body_of_last(matter)["facts"] == {"act": "publication.correct"}

    lan.open(f"/thu/{page_of(matter)}dinh-chinh/muc/posting-{row.pk}-place/")
    lan.send("Đề nghị đính chính", {"Nội dung đúng": "Sảnh", "Lý do": WHY, "Người ký": "Phong"})
    assert Correction.objects.get().named_name == "Phong"


def test_a_correction_taken_back_by_its_own_button_is_gone() -> None:
    matter = published()
    asked(matter)
    lan = at_desk("lan", page_of(matter)).follow("Đọc và ký đính chính")
    assert not lan.may_send("Ký đính chính")
    lan.send("Rút đề nghị")

    assert "Không đính chính; nội dung giữ nguyên." in lan.words
    assert "quý hai" not in lan.words
    assert (
        at_desk("hoa", f"{page_of(matter)}dinh-chinh/{Correction.objects.get().pk}/").status == 404
    )


def test_the_second_of_two_who_correct_the_same_field_sees_what_stands_now() -> None:
    matter = published()
    path = f"{page_of(matter)}dinh-chinh/muc/title/"
    phong = at_desk("phong", path)
    corrected(matter)
    given = {"Nội dung đúng": "Sổ thu chi quý ba", "Lý do": WHY, "Người ký": "Hoa", **FORM}
    phong.send("Đề nghị đính chính", given)

    assert phong.status == 422
    assert "nay là «Sổ thu chi quý hai»" in phong.words
    assert "Đang ghi Sổ thu chi quý hai" in phong.words
    assert "Sổ thu chi quý ba" in phong.html


@pytest.mark.parametrize("login", EVERYONE)
def test_who_is_offered_to_correct(login: str) -> None:
    page = at_desk(login, page_of(published()))

    assert page.may_follow("Ghi nhầm: đính chính") is (login in {"lan", "hoa", "phong"})


def test_what_is_not_public_or_not_there_has_no_page_of_corrections() -> None:
    matter, public = cleared(), published()
    for path in (
        f"{page_of(matter)}dinh-chinh/",
        f"{page_of(matter)}dinh-chinh/muc/title/",
        f"{page_of(public)}dinh-chinh/muc/edition/",
        f"{page_of(public)}dinh-chinh/{uuid4()}/",
        f"{page_of(public)}dinh-chinh/{uuid4()}/tep/",
    ):
        assert at_desk("lan", path).status == 404
    other = asked(published(title="Khác"))
    assert at_desk("lan", f"{page_of(public)}dinh-chinh/{other.pk}/").status == 404


# Words taken out.


def test_bk_dieu_9_a_withdrawal_takes_out_the_words_and_files_of_corrections_too() -> None:
    matter = published(upload(name="nham.pdf"))
    corrected(matter, value="Kín bưng bít", ground="Vì kín bưng bít")
    corrected(matter, "file-1", "", upload=upload(PDF + b"%", "bưng bít.pdf"))
    asked(matter, "summary", "Lời bưng bít", ground="bưng bít")
    places = [file.place for file in StoredFile.objects.all()]
    digests = set(Correction.objects.values_list("digest", flat=True))
    matter = withdrawn(matter)
    rows = list(Correction.objects.values())

    assert "bưng bít" not in str(rows)
    assert {row["salt"] for row in rows} == {""}
    assert [row["sealed_before"] for row in rows] == [{}, {}, {}]
    assert {row["stage"] for row in rows} == {"done", "declined"}
    assert {row["digest"] for row in rows} == digests
    assert [default_storage.exists(place) for place in places] == [False, False]
    assert open_for("hoa") == []
    page = at_desk("lan", page_of(matter))
    assert (page.status, "bưng bít" in page.html) == (200, False)
    for row in rows:
        assert at_desk("hoa", f"{page_of(matter)}dinh-chinh/{row['id']}/").status == 404


def test_a_matter_withdrawn_while_a_correction_waits_is_not_corrected_any_more() -> None:
    matter = published()
    row = asked(matter)
    withdrawn(matter)

    assert no(lambda: correcting.sign(row, by=act("hoa"))).reason.startswith("Không đính chính")
    assert the_matter().title == ""


def test_corrections_are_told_oldest_first_and_without_the_declined_ones() -> None:
    matter = corrected(published())
    correcting.decline(asked(matter, "summary", "Khác"), by=act("hoa"))
    matter = corrected(matter, "decision_number", "21/QĐ-TSM", by=act("lan", hour=12))

    assert [row.field for row in corrections.of(matter.subject)] == ["title", "decision_number"]
