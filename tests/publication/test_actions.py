"""Drafting and checking: what each act changes, refuses, writes down, and who owes what."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.storage import default_storage

from dienhong.duties import queries as duties
from dienhong.duties.models import Duty
from dienhong.publication import actions, queries
from dienhong.publication.models import Matter
from dienhong.publication.rules import Stage
from dienhong.record.models import JournalEntry, StoredFile
from tests.file_samples import pdf
from tests.publication.story import (
    DUE,
    KIND,
    MONDAY,
    RUN,
    TERM,
    act,
    after,
    body_of_last,
    cleared,
    drafted,
    entries,
    moment,
    no,
    open_for,
    person,
    powers_of,
    published,
    stage_of,
    upload,
    words,
)

WEDNESDAY = date(2026, 3, 11)  # three working days after the due day


pytestmark = pytest.mark.usefixtures("peopled")


# Draft.


def test_a_draft_holds_its_terms_with_their_clauses_and_waits_for_its_check() -> None:
    matter = Matter.objects.get(pk=drafted().pk)

    assert (matter.stage, matter.due_on, matter.edition) == (Stage.CHECKING, DUE, 1)
    assert (matter.publish_within.value, matter.publish_within.unit) == (5, "working_day")
    assert (matter.post_for.value, matter.post_for.unit) == (20, "day")
    assert str(matter.publish_within.source) == f"quy-che-1:{TERM}"
    assert str(matter.post_for.source) == f"quy-che-1:{RUN}"
    assert str(matter.kind) == f"quy-che-1:{KIND}"
    assert matter.kind_label == "Sổ thu chi của Trạm."
    assert matter.counted.day == DUE


def test_a_draft_is_written_down_with_its_clauses_days_and_digest() -> None:
    matter = drafted()
    body = body_of_last(matter)

    assert body["kind"] == "publication.drafted"
    assert body["clauses"] == [f"quy-che-1:{KIND}", f"quy-che-1:{TERM}"]
    assert body["facts"] == {"decided_on": "2026-02-27", "due_on": "2026-03-06"}
    assert body["digest"] == matter.content_digest
    assert (body["by_name"], body["acting_as"]) == ("Lan", "administration")


def test_a_draft_is_owed_by_chief_administration_and_drafter_and_its_check_by_the_checker() -> None:
    drafted(by="khue", checker="phong")

    assert open_for("hoa") == [("Công khai", DUE)]
    assert open_for("lan") == [("Công khai", DUE)]
    assert open_for("khue") == [("Công khai", DUE)]
    assert open_for("phong") == [("Kiểm tra bí mật", DUE)]
    assert [open_for(login) for login in ("minh", "tu", "vy")] == [[], [], []]


@pytest.mark.parametrize("login", ["minh", "tu", "vy"])
def test_a_draft_in_other_hands_is_refused(login: str) -> None:
    refusal = no(lambda: drafted(by=login))

    assert refusal.reason.startswith("Không trình kiểm tra bí mật được: việc này thuộc")
    assert Matter.objects.count() == 0


def test_a_decision_of_tomorrow_is_refused() -> None:
    refusal = no(lambda: drafted(decided_on=after(MONDAY, 1)))

    assert refusal.reason == "Chưa ghi được: ngày quyết định 03/03/2026 còn ở phía trước"
    assert Matter.objects.count() == 0


def test_a_kind_that_neither_regulation_nor_law_lists_is_refused() -> None:
    refusal = no(lambda: drafted(kind="quy-che-1:dieu-1"))

    assert refusal.reason == (
        "Chưa ghi được: loại nội dung không có trong quy chế và luật của ngày quyết định"
    )


def test_a_file_of_no_known_type_undoes_the_whole_draft() -> None:
    refusal = no(lambda: drafted(upload(), upload(b"MZ\x90\x00", "x.exe")))

    assert refusal.reason.startswith("Chưa nhận tệp «x.exe»")
    assert (Matter.objects.count(), StoredFile.objects.count(), Duty.objects.count()) == (0, 0, 0)
    assert not JournalEntry.objects.filter(kind__startswith="publication").exists()


def test_what_was_due_before_the_office_began_is_carried_over_and_never_late() -> None:
    matter = published(decided_on=date(2026, 2, 13))

    assert (matter.due_on, matter.carried_over) == (date(2026, 2, 27), True)
    assert body_of_last(matter)["facts"]["working_days_late"] == 0
    assert duties.late(Duty.objects.all(), WEDNESDAY) == []


@pytest.mark.parametrize(
    ("decided_on", "carried_over"), [(date(2026, 2, 13), True), (date(2026, 2, 23), False)]
)
def test_what_was_due_on_the_first_day_of_the_office_is_not_carried_over(
    decided_on: date, carried_over: bool
) -> None:
    assert drafted(decided_on=decided_on).carried_over is carried_over


# Check: clear, give back, withhold.


def test_the_named_person_signs_that_there_is_no_secret() -> None:
    matter = drafted(checker="phong")
    actions.clear(matter, by=act("phong", hour=10))
    kept = Matter.objects.get(pk=matter.pk)

    assert (kept.stage, kept.checked_at) == (Stage.CLEARED, moment(MONDAY, 10))
    assert body_of_last(matter)["clauses"] == ["quy-che-1:dieu-2"]
    assert body_of_last(matter)["digest"] == matter.content_digest
    assert open_for("phong") == []
    assert open_for("lan") == [("Công khai", DUE)]


CHECKS: dict[str, Callable[[Matter, str], object]] = {
    "clear": lambda matter, who: actions.clear(matter, by=act(who)),
    "give_back": lambda matter, who: actions.give_back(matter, ground="Thiếu.", by=act(who)),
    "withhold": lambda matter, who: actions.withhold(matter, ground="Mật.", by=act(who)),
}


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("login", ["lan", "phong", "minh"])
def test_nobody_but_the_named_person_answers_the_check(
    check: Callable[[Matter, str], object], login: str
) -> None:
    matter = drafted(checker="hoa")
    refusal = no(lambda: check(matter, login))

    assert str(refusal.source) == "quy-che-1:dieu-2"
    assert stage_of(matter) == Stage.CHECKING


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_check_is_answered_once(check: Callable[[Matter, str], object]) -> None:
    matter = cleared()
    refusal = no(lambda: check(matter, "hoa"))

    assert "đang ở bước «đã kiểm tra bí mật, chờ công khai»" in refusal.reason


@pytest.mark.parametrize("ground", ["", "  \n"])
def test_returning_and_holding_back_need_a_ground(ground: str) -> None:
    matter = drafted()
    returned = no(lambda: actions.give_back(matter, ground=ground, by=act("hoa")))
    withheld = no(lambda: actions.withhold(matter, ground=ground, by=act("hoa")))

    assert returned.reason == withheld.reason == "Chưa ghi được: chưa nêu căn cứ"
    assert stage_of(matter) == Stage.CHECKING


def test_what_is_returned_is_mended_and_checked_again() -> None:
    matter = drafted()
    actions.give_back(matter, ground="Thiếu bảng kê.", by=act("hoa"))
    assert (stage_of(matter), open_for("hoa")) == (Stage.DRAFT, [("Công khai", DUE)])

    mended = actions.redraft(
        matter, words(title="Sổ thu chi, bản hai"), [upload()], edition=1, by=act("lan")
    )

    assert (mended.stage, mended.edition, mended.ground) == (Stage.CHECKING, 2, "")
    assert mended.content_digest != matter.content_digest
    assert open_for("hoa") == [("Công khai", DUE), ("Kiểm tra bí mật", DUE)]
    assert {row.title for row in Duty.objects.all()} == {"Sổ thu chi, bản hai"}
    assert entries(matter) == [
        "publication.drafted",
        "publication.returned",
        "publication.redrafted",
    ]
    assert body_of_last(matter)["facts"] == {"edition": 2, "due_on": "2026-03-06"}


def test_an_older_form_does_not_overwrite_a_newer_text() -> None:
    matter = drafted()
    actions.give_back(matter, ground="Thiếu.", by=act("hoa"))
    actions.redraft(matter, words(title="Bản của Lan"), edition=1, by=act("lan"))
    actions.give_back(matter, ground="Vẫn thiếu.", by=act("hoa"))
    refusal = no(
        lambda: actions.redraft(matter, words(title="Bản của Hoa"), edition=1, by=act("hoa"))
    )

    assert refusal.reason == "Chưa ghi được: người khác vừa sửa việc này"
    assert Matter.objects.get(pk=matter.pk).title == "Bản của Lan"


def test_what_is_signed_is_what_was_read() -> None:
    matter = drafted()
    actions.give_back(matter, ground="Thiếu.", by=act("hoa"))
    actions.redraft(matter, words(title="Bản hai"), edition=1, by=act("lan"))
    refusal = no(lambda: actions.clear(matter, edition=1, by=act("hoa")))
    assert refusal.reason == "Chưa ghi được: người khác vừa sửa việc này"

    actions.clear(matter, edition=2, by=act("hoa"))
    assert stage_of(matter) == Stage.CLEARED


def test_a_file_taken_off_a_returned_matter_is_gone_unless_another_holds_it() -> None:
    other = pdf("khac")
    matter = drafted(upload(name="chung.pdf"), upload(other, "rieng.pdf"))
    drafted(upload(name="chung.pdf"))
    shared, own = (row.file for row in matter.attachments.all())
    actions.give_back(matter, ground="Bỏ hai tệp.", by=act("hoa"))
    third = upload(pdf("moi"), "moi.pdf")
    actions.redraft(matter, words(), [third], drop=[1, 2], edition=1, by=act("lan"))

    assert [(row.order, row.name) for row in matter.attachments.all()] == [(1, "moi.pdf")]
    assert default_storage.exists(shared.place)
    assert not default_storage.exists(own.place)
    assert not StoredFile.objects.filter(pk=own.pk).exists()


def test_while_it_waits_another_person_may_be_named_for_the_check() -> None:
    matter = drafted(checker="phong")
    actions.redraft(matter, words(checker="hoa"), edition=1, by=act("lan"))

    assert open_for("phong") == []
    assert open_for("hoa") == [("Công khai", DUE), ("Kiểm tra bí mật", DUE)]
    assert str(no(lambda: actions.clear(matter, by=act("phong"))).source) == "quy-che-1:dieu-2"
    assert actions.clear(matter, edition=2, by=act("hoa")).stage == Stage.CLEARED


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_the_named_person_who_no_longer_holds_a_function_does_not_check(
    check: Callable[[Matter, str], object],
) -> None:
    matter = drafted(checker="minh")
    refusal = no(lambda: check(matter, "minh"))

    assert "việc này thuộc Chánh Văn phòng" in refusal.reason


def test_what_was_cleared_is_not_redrafted() -> None:
    matter = cleared()
    refusal = no(lambda: actions.redraft(matter, words(), edition=1, by=act("lan")))

    assert "đang ở bước «đã kiểm tra bí mật, chờ công khai»" in refusal.reason


def test_bk_dieu_9_what_is_held_back_is_owed_by_nobody_and_its_title_is_in_no_duty() -> None:
    matter = drafted(title="Phương án kín")
    actions.withhold(matter, ground="Bí mật công tác.", by=act("hoa"))

    assert stage_of(matter) == Stage.WITHHELD
    assert [open_for(login) for login in ("lan", "hoa")] == [[], []]
    assert {row.title for row in Duty.objects.all()} == {""}
    assert body_of_last(matter)["clauses"] == ["quy-che-1:dieu-2"]
    assert body_of_last(matter)["facts"] == {}


def test_bk_dieu_9_what_is_held_back_is_seen_by_drafter_checker_and_chief_only() -> None:
    matter = drafted(by="khue", checker="phong")
    actions.withhold(matter, ground="Bí mật công tác.", by=act("phong"))

    def sees(login: str) -> bool:
        return queries.visible_to(person(login), powers_of(login)).filter(pk=matter.pk).exists()

    seen = {login: sees(login) for login in ("khue", "phong", "hoa", "lan", "minh", "tu", "vy")}
    assert seen == {
        "khue": True,
        "phong": True,
        "hoa": True,
        "lan": False,
        "minh": False,
        "tu": False,
        "vy": False,
    }
    assert not queries.visible_to(None, frozenset()).exists()


def test_bk_dieu_9_what_was_held_back_is_opened_again_by_the_chief_alone() -> None:
    matter = drafted(checker="phong")
    actions.withhold(matter, ground="Bí mật công tác.", by=act("phong"))
    for login in ("phong", "lan", "khue", "minh", "tu"):
        refusal = no(lambda login=login: actions.reopen(matter, by=act(login)))  # type: ignore[misc]
        assert refusal.reason.startswith("Không mở lại việc đã giữ được: việc này thuộc Chánh")
    actions.reopen(matter, by=act("hoa"))
    kept = Matter.objects.get(pk=matter.pk)

    assert (kept.stage, kept.checked_at) == (Stage.DRAFT, None)
    assert body_of_last(matter)["clauses"] == ["quy-che-1:dieu-2"]
    assert open_for("lan") == open_for("hoa") == [("Công khai", DUE)]  # the term runs on
    assert open_for("phong") == []


def test_what_was_not_held_back_is_not_opened_again() -> None:
    matter = drafted()

    assert "«chờ kiểm tra bí mật»" in no(lambda: actions.reopen(matter, by=act("hoa"))).reason
