"""A notice that was missing: its run begins anew on the day it hangs again, and any day is told."""

from datetime import date

import pytest
import time_machine

from dienhong.core.refusal import Refused
from dienhong.publication import actions, correcting, hanging
from dienhong.publication.hanging import Found
from dienhong.publication.models import Gap, Matter, Posting
from tests.publication.story import (
    BOARD,
    LAST_DAY,
    MONDAY,
    RUN,
    act,
    after,
    at_desk,
    body_of_last,
    cleared,
    entries,
    moment,
    no,
    open_for,
    page_of,
    person,
    published,
    text_of,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")

ELEVENTH = after(MONDAY, 11)  # Friday 13/03
WHY = "Gõ nhầm số so với bản đã ký."


def on_board(matter: Matter) -> Posting:
    """Hang the sheet in the hall on the Monday."""
    return actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))


def missed(posting: Posting, day: date = ELEVENTH, *, found: date | None = None) -> Gap:
    """Write down that the sheet was gone since a day."""
    what = Found(cause="missing", missing_from=day, found_on=found or day, found_by="Minh")
    return hanging.record_gap(posting, what, by=act("lan", found or day))


def again(posting: Posting, day: date, hour: int = 9) -> Posting:
    """Write down that it hangs again since an hour of a day."""
    hanging.hang_again(posting, at=moment(day, hour), by=act("lan", day, hour=hour))
    return Posting.objects.get(pk=posting.pk)


def corrected(matter: Matter, day: date, *, material: bool = True) -> Matter:
    """Let Lan ask on a day for another title, and Hoa sign it."""
    given = {"ground": WHY, "checker": person("hoa"), "material": material}
    title = f"Tên đúng {day} {'mới' if material else ''}"
    row = correcting.ask(matter, "title", title, by=act("lan", day), **given)
    correcting.sign(row, by=act("hoa", day))
    return Matter.objects.get(pk=matter.pk)


def test_bk_dieu_10_khoan_2_gach_1_missing_on_day_eleven_the_run_begins_anew() -> None:
    posting = on_board(published(forms=[BOARD]))
    missed(posting)
    posting.refresh_from_db()
    assert posting.ends_on is None
    assert ("Dán lại tờ niêm yết", ELEVENTH) in open_for("lan", ELEVENTH)

    posting = again(posting, after(ELEVENTH, 3))

    assert posting.ends_on == after(ELEVENTH, 23)
    assert "Dán lại tờ niêm yết" not in [verb for verb, _ in open_for("lan", after(ELEVENTH, 3))]
    refusal = no(lambda: actions.take_down(posting, by=act("lan", after(ELEVENTH, 23))))
    assert refusal.allowed_from == after(ELEVENTH, 24)
    actions.take_down(posting, by=act("lan", after(ELEVENTH, 24)))


def test_both_acts_cite_the_clause_of_the_run_and_lateness_is_not_rewritten() -> None:
    matter = published(forms=[BOARD])
    posting = on_board(matter)
    late = [matter.due_on, matter.published_on]
    missed(posting)
    gap = body_of_last(matter)
    again(posting, after(ELEVENTH, 1))
    hung = body_of_last(matter)

    assert [each.partition(":")[2] for each in gap["clauses"]] == [RUN, BOARD]
    assert gap["facts"] == {
        "posting": posting.entry_number,
        "cause": "missing",
        "missing_from": "2026-03-13",
        "found_on": "2026-03-13",
        "hangs_until_before": "2026-03-22",
    }
    assert hung["clauses"] == gap["clauses"]
    assert hung["facts"] == {
        "posting": posting.entry_number,
        "missing_from": "2026-03-13",
        "hung_again_on": "2026-03-14",
        "hangs_until": "2026-04-03",
    }
    matter.refresh_from_db()
    assert [matter.due_on, matter.published_on] == late
    assert entries(matter)[-2:] == ["publication.gap_recorded", "publication.hung_again"]


@pytest.mark.parametrize(
    ("missing", "found", "reason"),
    [
        (after(MONDAY, -1), MONDAY, "trước ngày niêm yết 02/03/2026"),
        (after(MONDAY, 2), after(MONDAY, 4), "ngày phát hiện 06/03/2026 còn ở phía trước"),
        (after(MONDAY, 3), after(MONDAY, 2), "sau ngày phát hiện 04/03/2026"),
    ],
)
def test_a_gap_before_the_posting_or_in_the_future_is_refused(
    missing: date, found: date, reason: str
) -> None:
    posting = on_board(published(forms=[BOARD]))
    what = Found(cause="torn", missing_from=missing, found_on=found, found_by="Minh")

    refusal = no(lambda: hanging.record_gap(posting, what, by=act("lan", after(MONDAY, 3))))

    assert reason in refusal.reason
    assert str(refusal.source).endswith(RUN)
    assert refusal.cure
    assert not Gap.objects.exists()


def test_a_gap_over_another_or_after_the_end_is_refused() -> None:
    posting = on_board(published(forms=[BOARD]))
    missed(posting)
    second = no(lambda: missed(posting, after(ELEVENTH, 1)))
    assert "đang có một lần đứt quãng chưa dán lại" in second.reason
    early = no(lambda: actions.take_down(posting, by=act("lan", after(LAST_DAY, 3))))
    assert "bị đứt quãng từ ngày 13/03/2026, chưa đủ 20 ngày" in early.reason

    before = no(lambda: again(posting, after(ELEVENTH, -1)))
    assert "trước ngày phát hiện thiếu" in before.reason
    posting = again(posting, after(ELEVENTH, 3))
    nothing = no(lambda: again(posting, after(ELEVENTH, 4)))
    assert "không có lần đứt quãng nào" in nothing.reason
    over = no(lambda: missed(posting, after(ELEVENTH, 2), found=after(ELEVENTH, 4)))
    assert "ngày 16/03/2026 đã ghi là có dán ở đây" in over.reason
    actions.take_down(posting, by=act("lan", after(ELEVENTH, 24)))
    ended = no(lambda: missed(posting, after(ELEVENTH, 25)))
    assert "đã kết thúc niêm yết ngày 06/04/2026" in ended.reason
    assert all(each.source and each.cure for each in (second, early, before, nothing, over, ended))


def test_a_gap_after_a_fulfilled_run_asks_for_nothing() -> None:
    posting = on_board(published(forms=[BOARD]))
    missed(posting, after(LAST_DAY, 2))
    posting.refresh_from_db()

    assert posting.ends_on == LAST_DAY
    assert "Dán lại tờ niêm yết" not in {verb for verb, _ in open_for("lan")}
    actions.take_down(posting, by=act("lan", after(LAST_DAY, 2)))


def test_a_withdrawal_while_it_is_missing_breaks_the_run_and_never_calls_it_fulfilled() -> None:
    matter = published(forms=[BOARD])
    missed(on_board(matter))
    day = after(LAST_DAY, 5)
    matter = withdrawn(matter, day)

    page, board = matter.postings.all()
    assert (page.taken_down_on, page.broken_on) == (day, None)
    assert (board.taken_down_on, board.broken_on) == (None, day)


# Corrections.


def test_a_correction_of_form_goes_on_and_a_material_one_begins_anew() -> None:
    matter = published(forms=[BOARD])
    on_board(matter)
    day = after(MONDAY, 5)
    matter = corrected(matter, day, material=False)
    assert matter.reading_version == 1
    assert [row.ends_on for row in matter.postings.all()] == [LAST_DAY, LAST_DAY]

    matter = corrected(matter, day)
    page, board = matter.postings.all()
    assert matter.reading_version == 2
    assert (page.ends_on, board.ends_on) == (after(day, 20), None)
    body = body_of_last(matter)
    assert [each.partition(":")[2] for each in body["clauses"]] == [RUN]
    assert body["facts"]["reading_version"] == 2

    correcting.replace_sheet(board, by=act("lan", after(day, 2)))
    board.refresh_from_db()
    assert board.ends_on == after(day, 22)
    assert body_of_last(matter)["facts"]["hangs_until"] == "2026-03-29"


def test_a_material_correction_after_the_end_publishes_anew() -> None:
    matter = published(forms=[BOARD])
    on_board(matter)
    day = after(LAST_DAY, 2)
    for posting in matter.postings.all():
        actions.take_down(posting, by=act("lan", day))

    matter = corrected(matter, day)

    first, _, second = matter.postings.order_by("pk")
    assert (first.hangs, second.hangs, second.electronic) == (False, True, True)
    assert second.ends_on == after(day, 20)
    assert ("Ghi niêm yết", day) in open_for("lan", day)
    assert entries(matter).count("publication.published") == 1


def test_a_sheet_hung_again_after_a_material_correction_says_the_new_words() -> None:
    matter = published(forms=[BOARD])
    posting = on_board(matter)
    corrected(matter, after(MONDAY, 3))
    missed(posting, after(MONDAY, 4))
    refusal = no(lambda: correcting.replace_sheet(posting, by=act("lan", after(MONDAY, 4))))
    assert "không cần thay" in refusal.reason

    posting = again(posting, after(MONDAY, 6))

    assert posting.ends_on == after(MONDAY, 26)
    assert not posting.gaps.filter(again_on=None).exists()
    assert {verb for verb, _ in open_for("lan", after(MONDAY, 6))} == {"Nộp ảnh bảng tin"}


# The pages.


def test_from_the_matters_page_a_gap_is_written_down_and_ended(
    clock: time_machine.Traveller,
) -> None:
    matter = published(forms=[BOARD])
    on_board(matter)
    clock.move_to(moment(ELEVENTH))
    lan = at_desk("lan", page_of(matter))
    board = lan.section("Niêm yết: Sảnh lớn")
    link = next(a.attrs["href"] for a in board.every("a") if a.words == "Ghi đứt quãng")
    lan.open(link).send("Ghi đứt quãng", {"Thấy gì": "tờ rách", "Ai phát hiện": ""})
    assert lan.status == 422
    lan.send("Ghi đứt quãng", {"Ai phát hiện": "Ông Tám, bảo vệ"})
    board = lan.section("Niêm yết: Sảnh lớn")
    assert (
        "Đứt quãng từ thứ Sáu 13/03/2026: tờ rách, mờ, không đọc được, chưa dán lại" in board.words
    )
    assert "Ông Tám, bảo vệ phát hiện ngày 13/03/2026" in board.words

    clock.move_to(moment(after(ELEVENTH, 1)))
    lan = at_desk("lan", page_of(matter)).follow("Dán lại").send("Ghi dán lại")
    board = lan.section("Niêm yết: Sảnh lớn")
    assert "Ngày dán lại không tính; còn đủ 20 ngày, đến hết thứ Sáu 03/04/2026" in board.words
    minutes = next(a.attrs["href"] for a in board.every("a") if a.words.startswith("Biên bản"))
    said = text_of(lan.open(minutes).content)
    assert "3. Đứt quãng" in said
    assert "Đợt niêm yết tính lại từ thứ Bảy 14/03/2026, đến hết thứ Sáu 03/04/2026" in said
    assert not at_desk("minh", page_of(matter)).may_follow("Ghi đứt quãng")


def test_a_refusal_stands_on_the_form_with_what_was_typed_and_in_the_journal(
    clock: time_machine.Traveller,
) -> None:
    matter = published(forms=[BOARD])
    row = on_board(matter)
    clock.move_to(moment(ELEVENTH))
    lan = at_desk("lan", f"{page_of(matter)}niem-yet/{row.pk}/dut-quang/")
    given = {"Thấy gì": "tờ rách", "Ngày phát hiện": "2027-01-01", "Ai phát hiện": "Ông Tám"}
    lan.send("Ghi đứt quãng", given)

    assert (lan.status, "còn ở phía trước" in lan.words) == (409, True)
    assert "Ông Tám" in lan.html
    assert body_of_last(matter)["facts"] == {"act": "publication.record_gap"}
    assert not Gap.objects.exists()


def test_bk_dieu_10_khoan_2_gach_1_any_day_is_answered_with_its_entries(
    clock: time_machine.Traveller,
) -> None:
    matter = published(forms=[BOARD])
    posting = on_board(matter)
    gap = missed(posting)
    again(posting, after(ELEVENTH, 2))
    gap.refresh_from_db()
    clock.move_to(moment(after(ELEVENTH, 5)))
    minh = at_desk("minh", page_of(matter))
    assert minh.may_send("Xem ngày này")

    def told(day: str) -> list[list[str]]:
        minh.open(f"/thu/{page_of(matter)}ngay/?ngay={day}")
        rows = minh.page.every("tr")
        return [[cell.words for cell in row.every("td")] for row in rows][1:]

    before = told("2026-03-01")
    assert [row[0] for row in before] == ["không, chưa niêm yết"] * 2
    page, board = told("2026-03-13")
    assert "Ngày 13/03/2026 có niêm yết không?" in minh.words
    assert (page[0], board[0]) == ("có", "không, đứt quãng")
    assert "phát hiện ngày 13/03/2026, dán lại lúc 09:00 ngày 15/03/2026" in board[1]
    numbers = (posting.entry_number, gap.entry_number, gap.again_entry_number)
    assert [f"mục {number}," in board[2] for number in numbers] == [True] * 3
    assert told("2026-03-16")[1][0] == "có"
    told("2026-04-01")
    assert (minh.status, "còn ở phía trước" in minh.words) == (422, True)


def test_a_withdrawn_matter_is_answered_without_its_words(clock: time_machine.Traveller) -> None:
    matter = withdrawn(published(title="Tên kín"), after(MONDAY, 3))
    clock.move_to(moment(after(MONDAY, 6)))
    minh = at_desk("minh", f"{page_of(matter)}ngay/?ngay=06/03/2026")

    assert "Thu hồi khẩn cấp ngày 05/03/2026." in minh.words
    assert f"mục {matter.withdrawal.entry_number}," in minh.words
    assert "Tên kín" not in minh.html


def test_what_is_not_public_is_no_page_of_days() -> None:
    matter = cleared()
    path = f"{page_of(matter)}ngay/?ngay=2026-03-02"

    assert [at_desk(login, path).status for login in ("lan", "minh")] == [404, 404]


def test_a_refused_gap_leaves_nothing() -> None:
    posting = on_board(published(forms=[BOARD]))
    with pytest.raises(Refused):
        hanging.record_gap(
            posting,
            Found(cause="torn", missing_from=MONDAY, found_on=MONDAY, found_by="Minh"),
            by=act("minh"),
        )
    assert not Gap.objects.exists()


def test_a_run_in_working_days_is_counted_and_said_so() -> None:
    matter = published(forms=[BOARD])
    Matter.objects.update(run=matter.run | {"value": 10, "unit": "working_day"})
    posting = on_board(Matter.objects.get())

    assert posting.ends_on == after(MONDAY, 14)  # Monday 16/03: two weekends are left out
    page = at_desk("minh", page_of(matter)).section("Niêm yết: Sảnh lớn").words
    assert "còn đủ 10 ngày làm việc" in page
    early = no(lambda: actions.take_down(posting, by=act("lan", after(MONDAY, 13))))
    assert early.reason == "Chưa gỡ được: mới niêm yết 9 trên 10 ngày làm việc"
    actions.take_down(posting, by=act("lan", after(MONDAY, 15)))
