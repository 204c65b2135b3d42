"""Publishing, posting, taking down: what each act changes, refuses, writes down."""

from datetime import date, timedelta

import pytest

from dienhong.duties import queries as duties
from dienhong.duties.models import Duty
from dienhong.publication import actions
from dienhong.publication.models import Matter, Posting
from dienhong.publication.rules import Stage
from dienhong.record.queries import head
from tests.publication.story import (
    BOARD,
    CONFERENCE,
    DUE,
    FREE,
    FRIDAY,
    KIND,
    LAST_DAY,
    MONDAY,
    REGULATION,
    RUN,
    TERM,
    act,
    adopt,
    after,
    body_of_last,
    cleared,
    drafted,
    entries,
    moment,
    no,
    open_for,
    person,
    published,
    stage_of,
    words,
)

WEDNESDAY = date(2026, 3, 11)  # three working days after the due day


pytestmark = pytest.mark.usefixtures("peopled")


# Publish.


def test_publishing_begins_the_run_in_this_system() -> None:
    matter = cleared()
    actions.publish(matter, forms=[], by=act("lan", hour=15))
    kept = Matter.objects.get(pk=matter.pk)
    run = kept.postings.get()

    assert (kept.stage, kept.published_on) == (Stage.PUBLISHED, MONDAY)
    assert kept.published_by == person("lan")
    assert (run.electronic, run.place) == (True, actions.THIS_SYSTEM)
    assert (run.posted_on, run.ends_on, run.posted_at) == (MONDAY, LAST_DAY, moment(MONDAY, 15))
    assert run.hangs
    assert open_for("lan") == open_for("hoa") == []


def test_publishing_is_written_down_with_kind_term_run_and_its_days() -> None:
    matter = published()
    body = body_of_last(matter)

    assert body["kind"] == "publication.published"
    assert body["clauses"] == [f"quy-che-1:{a}" for a in (KIND, TERM, RUN)]
    assert body["facts"] == {
        "due_on": "2026-03-06",
        "posted_on": "2026-03-02",
        "hangs_until": "2026-03-22",
        "working_days_late": 0,
    }
    assert body["digest"] == matter.content_digest
    assert matter.postings.get().entry_number == body["number"]


def test_the_fingerprint_kept_with_a_run_is_the_journals_right_after_its_entry() -> None:
    matter = published()

    assert (matter.postings.get().entry_number, matter.postings.get().fingerprint) == head()


def test_a_matter_published_late_says_so_and_shows_to_those_who_answer() -> None:
    matter = cleared(checker="hoa")
    for login in ("hoa", "lan"):
        mine = duties.of(person(login), [act(login).acting_as])
        assert [row.verb for row in duties.late(mine, WEDNESDAY)] == ["Công khai"]
        assert duties.late(mine, DUE) == []
    actions.publish(matter, forms=[], by=act("lan", WEDNESDAY))

    assert body_of_last(matter)["facts"]["working_days_late"] == 3
    assert duties.late(Duty.objects.filter(done_on__isnull=True), WEDNESDAY) == []


def test_bk_dieu_10_khoan_1_the_forms_chosen_are_kept_with_their_clauses() -> None:
    matter = published(forms=[BOARD, CONFERENCE])

    assert matter.forms == [
        {"channels": "posting", "source": f"quy-che-1:{BOARD}"},
        {"channels": "conference", "source": f"quy-che-1:{CONFERENCE}"},
    ]


def test_bk_dieu_10_khoan_1_gach_1_choosing_the_board_makes_hanging_the_sheet_a_duty() -> None:
    published(forms=[BOARD])
    duty = Duty.objects.get(done_on__isnull=True)

    assert (duty.verb, duty.due_on) == ("Ghi niêm yết", DUE)
    assert duty.clauses == [f"quy-che-1:{BOARD}"]
    assert (open_for("lan"), open_for("hoa")) == ([("Ghi niêm yết", DUE)], [])


def test_a_board_chosen_after_the_due_day_is_due_at_once() -> None:
    published(forms=[BOARD], day=WEDNESDAY)

    assert open_for("lan") == [("Ghi niêm yết", WEDNESDAY)]


def test_without_the_board_nobody_owes_a_sheet() -> None:
    published(forms=[CONFERENCE])

    waiting = Duty.objects.filter(done_on__isnull=True)
    assert [duty.verb for duty in waiting] == ["Thông báo tại hội nghị"]


def test_a_form_that_the_regulation_does_not_have_is_refused() -> None:
    matter = cleared()
    refusal = no(lambda: actions.publish(matter, forms=["quy-che-1:dieu-1"], by=act("lan")))

    assert refusal.reason == "Chưa công khai được: có hình thức không nằm trong quy chế và luật"
    assert stage_of(matter) == Stage.CLEARED


@pytest.mark.parametrize("login", ["minh", "khue", "tu", "vy"])
def test_publishing_in_other_hands_is_refused(login: str) -> None:
    matter = cleared()
    refusal = no(lambda: actions.publish(matter, forms=[], by=act(login)))

    assert refusal.reason.startswith("Không công khai được: việc này thuộc")
    assert stage_of(matter) == Stage.CLEARED


def test_bk_dieu_9_nothing_is_published_before_its_secrecy_check() -> None:
    matter = drafted()
    refusal = no(lambda: actions.publish(matter, forms=[], by=act("lan")))

    assert refusal.reason == (
        "Chưa công khai được: việc này đang ở bước «chờ kiểm tra bí mật»; "
        "việc đó chỉ làm được ở bước «đã kiểm tra bí mật, chờ công khai»"
    )
    assert Posting.objects.count() == 0


def test_a_matter_is_published_once() -> None:
    matter = published()

    assert "«đã công khai»" in no(lambda: actions.publish(matter, forms=[], by=act("lan"))).reason
    assert Posting.objects.count() == 1


# Post on a board, take down.


def test_bk_dieu_10_khoan_1_gach_1_a_sheet_on_the_board_has_a_run_of_its_own() -> None:
    matter = published(forms=[BOARD])
    tuesday = after(MONDAY, 1)
    sheet = actions.post(
        matter, place="Bảng tin tầng 1", posted_at=moment(tuesday, 8), by=act("lan", tuesday)
    )

    assert (sheet.electronic, sheet.posted_on, sheet.ends_on) == (False, tuesday, FREE)
    assert open_for("lan") == [("Nộp ảnh bảng tin", tuesday)]
    assert entries(matter)[-1] == "publication.posted"
    assert body_of_last(matter)["clauses"][-1] == f"quy-che-1:{BOARD}"
    assert body_of_last(matter)["facts"]["hangs_until"] == "2026-03-23"


def test_a_moment_of_the_night_is_the_day_of_ha_noi() -> None:
    matter = published()
    late = moment(MONDAY, 23) + timedelta(minutes=30)  # still the Monday here, 16:30 in UTC
    sheet = actions.post(matter, place="Bảng tin", posted_at=late, by=act("lan", after(MONDAY, 1)))

    assert sheet.posted_on == MONDAY


@pytest.mark.parametrize("shift", [-1, 2])
def test_a_sheet_is_not_dated_before_its_publication_or_in_the_future(shift: int) -> None:
    matter = published()
    day = after(MONDAY, shift)
    refusal = no(
        lambda: actions.post(
            matter, place="Bảng tin", posted_at=moment(day), by=act("lan", after(MONDAY, 1))
        )
    )

    assert refusal.reason.startswith(f"Chưa ghi được: ngày niêm yết {day:%d/%m/%Y} phải từ")
    assert matter.postings.count() == 1


def test_a_sheet_is_not_said_to_hang_since_a_later_hour_of_today() -> None:
    matter = published()
    refusal = no(
        lambda: actions.post(
            matter, place="Bảng tin", posted_at=moment(MONDAY, 17), by=act("lan", hour=16)
        )
    )

    assert refusal.reason == "Chưa ghi được: giờ niêm yết còn ở phía trước"


@pytest.mark.parametrize("login", ["minh", "khue", "tu", "vy"])
def test_posting_and_taking_down_in_other_hands_are_refused(login: str) -> None:
    matter = published()
    run = matter.postings.get()
    posting = no(
        lambda: actions.post(matter, place="Sảnh", posted_at=moment(MONDAY), by=act(login))
    )
    taking = no(lambda: actions.take_down(run, by=act(login, FREE)))

    assert posting.reason.startswith("Không ghi niêm yết được: việc này thuộc")
    assert taking.reason.startswith("Không gỡ được: việc này thuộc")


def test_a_sheet_is_not_hung_before_publication() -> None:
    matter = cleared()
    refusal = no(
        lambda: actions.post(matter, place="Sảnh", posted_at=moment(MONDAY), by=act("lan"))
    )

    assert refusal.reason.startswith("Chưa ghi niêm yết được")


@pytest.mark.parametrize("day", [MONDAY, after(MONDAY, 8), LAST_DAY])
def test_bk_dieu_10_khoan_2_gach_1_a_run_does_not_end_early(day: date) -> None:
    run = published().postings.get()
    refusal = no(lambda: actions.take_down(run, by=act("lan", day)))

    assert (str(refusal.source), refusal.allowed_from) == (f"quy-che-1:{RUN}", FREE)
    assert Posting.objects.get(pk=run.pk).hangs


def test_bk_dieu_10_khoan_2_gach_1_after_its_run_a_notice_comes_down() -> None:
    matter = published()
    actions.take_down(matter.postings.get(), by=act("lan", FREE))
    run = matter.postings.get()

    assert (run.taken_down_on, run.hangs) == (FREE, False)
    assert body_of_last(matter)["clauses"] == [f"quy-che-1:{RUN}"]
    assert body_of_last(matter)["facts"] == {
        "posted_on": "2026-03-02",
        "hung_until": "2026-03-23",
    }


def test_a_notice_comes_down_once() -> None:
    run = published().postings.get()
    actions.take_down(run, by=act("lan", FREE))
    refusal = no(lambda: actions.take_down(run, by=act("lan", FREE)))

    assert refusal.reason == "Không gỡ được: đợt niêm yết này đã kết thúc"


# A second version of the regulation.

SECOND = {
    "05 ngày làm việc": "02 ngày làm việc",
    "20 ngày liên tục": "9 ngày liên tục",
}


def second_version(day: date) -> None:
    """Issue a second version with a shorter term and a shorter run."""
    text = REGULATION
    for old, new in SECOND.items():
        text = text.replace(old, new)
    adopt(text, number="02/QĐ-TSM", day=day, entered=day)


def test_a_matter_ends_under_the_version_under_which_it_began() -> None:
    begun = cleared(decided_on=FRIDAY)
    second_version(after(MONDAY, 1))
    actions.publish(begun, forms=[f"quy-che-1:{BOARD}"], by=act("lan", after(MONDAY, 1)))
    new = drafted(decided_on=after(MONDAY, 1), day=after(MONDAY, 2))

    assert begun.postings.get().ends_on == after(MONDAY, 21)
    assert Matter.objects.get(pk=begun.pk).forms[0]["source"] == f"quy-che-1:{BOARD}"
    assert (new.version.number, new.due_on) == (2, date(2026, 3, 5))  # type: ignore[union-attr]
    assert (new.post_for.value, [str(c) for c in new.post_for.sources]) == (
        20,  # nine days are weaker than the law's twenty: kept and cited, not applied
        ["luat-10-2022:dieu-48.khoan-1", f"quy-che-2:{RUN}"],
    )


def test_a_matter_carried_over_is_published_in_the_forms_of_its_own_version() -> None:
    matter = cleared(decided_on=date(2026, 1, 2))  # before version 1 was in force
    day = after(MONDAY, 1)
    second_version(day)
    refusal = no(lambda: actions.publish(matter, forms=[f"quy-che-2:{BOARD}"], by=act("lan", day)))
    assert refusal.reason == "Chưa công khai được: có hình thức không nằm trong quy chế và luật"

    actions.publish(matter, forms=[f"quy-che-1:{BOARD}"], by=act("lan", day))
    assert stage_of(matter) == Stage.PUBLISHED


def test_a_matter_carried_over_keeps_its_version_when_it_is_mended_later() -> None:
    matter = drafted(decided_on=date(2026, 1, 2))  # before version 1 was in force
    actions.give_back(matter, ground="Thiếu.", by=act("hoa"))
    second_version(after(MONDAY, 1))
    said = words(decided_on=date(2026, 1, 2), entered=MONDAY)
    mended = actions.redraft(matter, said, edition=1, by=act("lan", after(MONDAY, 2)))

    assert mended.version is not None
    assert (mended.version.number, mended.post_for.value) == (1, 20)
    assert mended.due_on == matter.due_on
