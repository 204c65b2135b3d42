"""A technical confirmation: posted, missed on the eleventh day, hung again, and proved."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import time_machine

from dienhong.core.confirmation import check, document
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.hosting import bundle
from dienhong.hosting.context import use_agency
from dienhong.papers.confirmation import draw
from dienhong.publication import actions, correcting, leaving, reading
from dienhong.publication.models import Confirmation, Matter
from dienhong.record.models import JournalEntry
from dienhong.record.queries import end
from tests.duties.story import system
from tests.hosting.bundles import exported
from tests.publication.confirmed import (
    ELEVENTH,
    FOURTEENTH,
    confirmed,
    document_of,
    missed,
)
from tests.publication.story import (
    BOARD,
    FREE,
    MONDAY,
    PDF,
    act,
    after,
    at_desk,
    body_of_last,
    drafted,
    entries,
    moment,
    no,
    page_of,
    person,
    published,
    text_of,
    upload,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")


def test_a_run_missed_on_its_eleventh_day_is_confirmed_as_begun_anew() -> None:
    told = document_of(confirmed(missed(), day=ELEVENTH))
    page, board = told.facts["postings"]

    assert check.check(told) == check.Checked((), ())
    assert told.facts["asked"] == [{"day": "2026-03-13", "states": ["hung", "gap"]}]
    assert board["run"] == {
        "start": "2026-03-14",
        "done": 2,
        "last_day": "2026-04-03",
        "stopped_on": None,
        "fulfilled": False,
    }
    assert (page["run"]["start"], page["run"]["done"]) == ("2026-03-02", 14)


def test_the_paper_says_what_was_published_by_which_clause_and_how_long() -> None:
    made = confirmed(missed(), day=ELEVENTH)
    words = text_of(draw(document_of(made)))

    for said in (
        "BẢN XÁC NHẬN KỸ THUẬT",
        "Sổ thu chi quý một",
        "12/QĐ-TSM",
        "Điều 3 khoản 3",
        "Niêm yết tại bảng tin",
        "từ thứ Sáu 13/03/2026, bảng trống, tờ không còn; dán lại thứ Bảy 14/03/2026",
        "2 trên 20 ngày liên tục, đang tính, chưa đủ",
        "Ngày 13/03/2026 có niêm yết không?",
        "không, đứt quãng",
        made.fingerprint,
        "Không thay biên bản, chữ ký và con dấu",
    ):
        assert said in words


def test_the_same_document_is_drawn_to_the_same_bytes() -> None:
    told = document_of(confirmed(published()))

    assert draw(told) == draw(told)


def test_the_act_is_in_the_journal_with_the_digest_of_each_part() -> None:
    matter = missed()
    made = confirmed(matter, day=ELEVENTH)
    told, body = document_of(made), body_of_last(matter)

    assert entries(matter)[-1] == "publication.confirmed"
    assert (body["number"], body["by_name"]) == (made.entry_number, "Minh")
    assert body["digest"] == document.digest_of(told.facts, told.salt)
    assert body["facts"]["asked_day"] == "2026-03-13"
    assert body["facts"]["parts"].keys() == told.facts.keys()
    assert (made.entry_number, made.fingerprint) == end()[:2]


def test_it_leads_to_the_fingerprints_that_were_printed_on_minutes() -> None:
    matter = missed()
    told = document_of(confirmed(matter))

    assert [one["fingerprint"] for one in told.facts["printed"]] == [
        posting.fingerprint for posting in matter.postings.all()
    ]
    assert [fingerprint(one.root) for one in told.printed] == [
        one["fingerprint"] for one in told.facts["printed"]
    ]


def test_it_counts_whom_it_reached_and_names_nobody_who_read() -> None:
    matter = published()
    reading.mark_opened(matter, person("vy"), at=moment(MONDAY))
    reading.confirm(matter, version=1, by=act("vy"))
    made = confirmed(matter)
    told = document_of(made)

    assert told.facts["reach"] == {
        "staff": 7,
        "received": 0,
        "opened": 1,
        "confirmed": 1,
        "on_paper": 0,
    }
    assert "Vy" not in made.document
    assert str(person("vy").pk) not in made.document


def test_only_the_acts_that_prove_the_publication_are_opened() -> None:
    matter = published()
    told = document_of(confirmed(matter))

    assert entries(matter)[:2] == ["publication.drafted", "publication.cleared"]
    assert [one.entry.kind for one in told.evidence] == [
        "publication.published",
        "publication.confirmed",
    ]


def test_who_holds_the_file_can_compare_it() -> None:
    told = document_of(confirmed(published(upload())))

    assert check.check(told, [check.given("ke.pdf", PDF)]).faults == ()
    assert check.check(told, [check.given("ke.pdf", PDF + b" ")]).faults != ()


def test_after_a_correction_it_proves_the_words_that_stand_now_and_tells_no_others() -> None:
    matter = published(title="Sổ nhầm")
    given = {"ground": "Nhầm.", "checker": person("hoa"), "by": act("lan")}
    asked = correcting.ask(matter, "title", "Sổ đúng", material=True, **given)
    correcting.sign(asked, by=act("hoa"))
    made = confirmed(Matter.objects.get(pk=matter.pk))

    assert check.check(document_of(made)).faults == ()
    assert "Sổ đúng" in made.document
    assert "Sổ nhầm" not in made.document


def test_a_posting_that_was_corrected_and_one_taken_down_are_confirmed() -> None:
    matter = published(forms=[BOARD])
    actions.post(matter, place="Sảnh", posted_at=moment(MONDAY, 8), by=act("lan"))
    board = matter.postings.get(electronic=False)
    given = {"ground": "Nhầm.", "checker": person("hoa"), "by": act("lan")}
    asked = correcting.ask(matter, f"posting-{board.pk}-place", "Sảnh lớn", **given)
    correcting.sign(asked, by=act("hoa"))
    actions.take_down(matter.postings.get(electronic=False), by=act("lan", FREE))
    told = document_of(confirmed(Matter.objects.get(pk=matter.pk), on=FREE))

    assert check.check(told).faults == ()
    assert told.facts["postings"][1]["place"] == "Sảnh lớn"
    assert told.facts["postings"][1]["ended_on"] == FREE.isoformat()
    assert told.facts["postings"][1]["run"]["fulfilled"]


# What is refused.


def nothing_changed(matter: Matter, call: Callable[[], object]) -> str:
    """Return the refusal of an act that leaves neither row nor entry."""
    before = end()
    reason = no(call).reason
    assert end() == before
    assert not Confirmation.objects.exists()
    return reason


def test_while_the_clock_stands_before_the_last_entry_it_is_refused() -> None:
    matter = published(day=after(MONDAY, 1))
    reason = nothing_changed(matter, lambda: confirmed(matter, on=MONDAY))

    assert "đồng hồ máy chủ đang lùi, sổ đã ghi đến 09:00 ngày 03/03/2026" in reason
    assert confirmed(matter, on=after(MONDAY, 1)).entry_number


def test_what_was_written_while_the_clock_was_back_is_told_by_the_check() -> None:
    published(title="Khác", day=after(MONDAY, 1))
    matter = published()
    told = document_of(confirmed(matter))

    found = check.check(told)
    assert found.faults == ()
    assert "ghi khi đồng hồ máy chủ lùi" in found.remarks[0]


def test_what_is_not_public_or_lies_in_the_future_is_refused() -> None:
    matter = drafted()

    assert "không đang công khai" in nothing_changed(matter, lambda: confirmed(matter))
    shown = published(title="Khác")
    late = after(MONDAY, 15)
    assert "còn ở phía trước" in nothing_changed(shown, lambda: confirmed(shown, day=late))


def test_words_that_somebody_changed_in_the_database_are_not_confirmed() -> None:
    matter = published()
    Matter.objects.filter(pk=matter.pk).update(summary="Khác hẳn.")

    reason = nothing_changed(matter, lambda: confirmed(matter))
    assert "không khớp dấu băm" in reason


def test_an_entry_that_somebody_changed_in_the_database_proves_nothing() -> None:
    matter = published()
    row = JournalEntry.objects.get(subject=matter.subject, kind="publication.published")
    body = json.loads(row.body)
    body["facts"]["posted_on"] = "2026-02-01"
    body = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    JournalEntry.objects.filter(pk=row.pk).update(body=body)

    reason = nothing_changed(matter, lambda: confirmed(matter))
    assert "không còn nguyên vẹn" in reason


def test_a_journal_that_lost_the_past_of_a_printed_paper_confirms_nothing() -> None:
    matter = published()
    JournalEntry.objects.filter(number=3).update(commitment="0" * 64)

    reason = nothing_changed(matter, lambda: confirmed(matter))
    assert "không còn khớp dấu sổ đã in (biên bản niêm yết" in reason


# What was withdrawn, what has left, what is secret.


def test_a_withdrawal_takes_the_words_out_of_each_confirmation() -> None:
    matter = published(upload(), title="Kín như bưng")
    made = confirmed(matter, on=MONDAY)
    minh = at_desk("minh", f"cong-khai/{matter.pk}/xac-nhan/")
    address = f"/thu/cong-khai/{matter.pk}/xac-nhan/{made.pk}/ban-xac-nhan.pdf"
    assert minh.client.get(address).status_code == 200
    withdrawn(matter)

    assert Confirmation.objects.get().document == ""
    assert minh.client.get(address).status_code == 410
    assert minh.client.get(f"/thu/cong-khai/{matter.pk}/xac-nhan/").status_code == 410
    assert "không đang công khai" in no(lambda: confirmed(matter)).reason


def test_what_is_withheld_has_no_such_page() -> None:
    matter = actions.withhold(drafted(), ground="Mật.", by=act("hoa"))
    vy = at_desk("vy", "")

    for path in ("", "?ngay=2026-03-02"):
        address = f"/thu/cong-khai/{matter.pk}/xac-nhan/{path}"
        assert vy.client.get(address).status_code == 404


def test_a_personal_notice_that_has_left_is_confirmed_to_those_who_still_see_it(
    clock: time_machine.Traveller,
) -> None:
    matter = published()
    Matter.objects.filter(pk=matter.pk).update(personal=True)
    made = confirmed(matter, on=MONDAY)
    clock.move_to(moment(FREE))
    assert leaving.sweep(by=system(FREE)) == 1
    address = f"/thu/cong-khai/{matter.pk}/xac-nhan/{made.pk}/ban-xac-nhan.pdf"

    assert at_desk("minh").client.get(address).status_code == 410
    assert at_desk("lan").client.get(address).status_code == 200


# The pages.


def test_minh_asks_about_the_eleventh_day_and_takes_the_confirmation_along(
    clock: time_machine.Traveller,
) -> None:
    matter = missed()
    clock.move_to(moment(FOURTEENTH))
    minh = at_desk("minh", f"{page_of(matter)}ngay/?ngay={ELEVENTH}")
    minh.follow("Lập bản xác nhận có ngày này")
    minh.send("Lập bản xác nhận", {})
    made = Confirmation.objects.get()

    assert made.asked_day == ELEVENTH
    assert f"sổ ghi mục {made.entry_number}" in minh.words
    address = f"/thu/cong-khai/{matter.pk}/xac-nhan/{made.pk}/ban-xac-nhan.pdf"
    answer = minh.client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert "không, đứt quãng" in text_of(answer.content)
    told: dict[str, Any] = document_of(made).facts
    assert told["made"]["address"] == f"http://testserver{address}"


def test_a_day_that_is_none_stays_in_the_form_and_one_to_come_is_refused_with_a_cure() -> None:
    matter = published()
    minh = at_desk("minh", page_of(matter)).follow("Bản xác nhận")

    minh.send("Lập bản xác nhận", {"Hỏi thêm": "hôm nào"})
    assert minh.status == 422
    minh.send("Lập bản xác nhận", {"Hỏi thêm": "2026-03-20"})
    assert minh.status == 409
    assert "ngày 20/03/2026 còn ở phía trước" in minh.words
    assert not Confirmation.objects.exists()


def test_after_the_office_moved_old_and_new_confirmations_hold(made_here: list[str]) -> None:
    """An office that goes to another server, under another code, keeps what it has proven."""
    given = confirmed(missed(), day=ELEVENTH)
    file = exported("thu", at=moment(FOURTEENTH))
    made_here.append("noi-moi")
    bundle.take_in(BytesIO(file), "noi-moi")
    with use_agency("noi-moi"):
        kept = document_of(Confirmation.objects.get())
        fresh = document_of(confirmed(Matter.objects.get(), day=ELEVENTH))

    assert kept == document_of(given)
    assert (check.check(kept), check.check(fresh)) == (check.Checked((), ()),) * 2
    for name in ("postings", "asked", "matter"):
        assert fresh.facts[name] == kept.facts[name]
