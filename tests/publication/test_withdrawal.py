"""The emergency withdrawal: two persons, words and bytes gone, the digest kept."""

import json

import pytest
from django.core.files.storage import default_storage

from dienhong.duties.models import Duty
from dienhong.publication import actions
from dienhong.publication.models import Withdrawal
from dienhong.publication.rules import Stage
from dienhong.record.models import JournalEntry, StoredFile
from tests.publication.story import (
    BOARD,
    FREE,
    MONDAY,
    PDF,
    RUN,
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
    published,
    stage_of,
    upload,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("peopled")


# Emergency withdrawal.


def test_bk_dieu_9_a_withdrawal_takes_words_and_bytes_away_and_keeps_the_digest() -> None:
    matter = published(upload(name="danh-sach-mat.pdf"))
    file = StoredFile.objects.get()
    digest = matter.content_digest
    assert default_storage.exists(file.place)

    kept = withdrawn(matter, after(MONDAY, 3))
    file.refresh_from_db()

    assert (kept.stage, kept.title, kept.summary, kept.decision_number) == (
        Stage.WITHDRAWN,
        "",
        "",
        "",
    )
    assert [row.name for row in kept.attachments.all()] == ["tệp 1"]
    assert not default_storage.exists(file.place)
    assert file.erased_at == moment(after(MONDAY, 3))
    assert kept.content_digest == digest
    assert kept.postings.get().broken_on == after(MONDAY, 3)
    assert not kept.postings.get().hangs


def test_a_withdrawal_is_written_down_twice_each_with_its_person() -> None:
    matter = withdrawn(published())
    rows = JournalEntry.objects.filter(subject=matter.subject).order_by("-number")[:2]
    last, asked = (json.loads(row.body) for row in rows)

    assert (asked["kind"], asked["by_name"], asked["facts"]) == (
        "publication.withdrawal_asked",
        "Lan",
        {},
    )
    assert (last["kind"], last["by_name"]) == ("publication.withdrawn", "Hoa")
    assert last["clauses"] == ["quy-che-1:dieu-2", f"quy-che-1:{RUN}"]
    assert last["facts"] == {"broken_on": "2026-03-02"}
    assert last["digest"] == matter.content_digest
    request = matter.withdrawal
    assert (request.asked_by, request.confirmed_by) == (person("lan"), person("hoa"))
    assert request.entry_number == last["number"]


def test_asking_for_a_withdrawal_is_owed_at_once_by_those_who_may_confirm() -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có bí mật.", by=act("lan"))

    assert {login: open_for(login) for login in ("hoa", "phong", "tu", "minh", "vy")} == {
        "hoa": [("Xác nhận thu hồi", MONDAY)],
        "phong": [("Xác nhận thu hồi", MONDAY)],
        "tu": [("Xác nhận thu hồi", MONDAY)],
        "minh": [],
        "vy": [],
    }
    assert stage_of(matter) == Stage.PUBLISHED

    actions.confirm_withdrawal(matter, by=act("tu"))
    assert not Duty.objects.filter(done_on__isnull=True).exists()
    assert {row.title for row in Duty.objects.all()} == {""}


@pytest.mark.parametrize("login", ["lan", "hoa", "tu"])
def test_a_request_is_taken_back_or_declined_and_the_matter_stays_public(login: str) -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có bí mật.", by=act("lan"))
    actions.decline_withdrawal(matter, by=act(login))

    assert stage_of(matter) == Stage.PUBLISHED
    assert Withdrawal.objects.count() == 0
    assert open_for("hoa") == []
    assert entries(matter)[-1] == "publication.withdrawal_declined"

    actions.ask_withdrawal(matter, ground="Vẫn có.", by=act("hoa"))
    assert open_for("lan") == [("Xác nhận thu hồi", MONDAY)]


def test_nothing_is_declined_that_was_not_asked_for() -> None:
    matter = published()
    refusal = no(lambda: actions.decline_withdrawal(matter, by=act("hoa")))

    assert refusal.reason == "Chưa thu hồi được: chưa có ai đề nghị thu hồi việc này"


def test_a_second_request_does_not_hide_the_first_ones_ground_and_name() -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có bí mật.", by=act("lan"))
    refusal = no(lambda: actions.ask_withdrawal(matter, ground="Khác.", by=act("hoa")))

    assert refusal.reason == "Chưa đề nghị được: đã có đề nghị thu hồi đang chờ người thứ hai"
    assert Withdrawal.objects.get().asked_by == person("lan")


def test_a_file_shared_with_another_matter_is_gone_there_too_and_that_is_written_down() -> None:
    other = published(upload(), upload(name="hai-lan.pdf"), title="Việc khác")
    withdrawn(published(upload()))

    assert entries(other)[-2:] == ["publication.published", "publication.file_withdrawn"]
    assert body_of_last(other)["digest"] == StoredFile.objects.get().digest


def test_one_person_twice_does_not_withdraw() -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có bí mật.", by=act("lan"))
    refusal = no(lambda: actions.confirm_withdrawal(matter, by=act("lan")))

    assert refusal.reason == (
        "Chưa thu hồi được: người đề nghị và người xác nhận phải là hai người"
    )
    assert stage_of(matter) == Stage.PUBLISHED


def test_nothing_is_confirmed_that_was_not_asked_for() -> None:
    matter = published()
    refusal = no(lambda: actions.confirm_withdrawal(matter, by=act("hoa")))

    assert refusal.reason == "Chưa thu hồi được: chưa có ai đề nghị thu hồi việc này"


def test_a_withdrawal_needs_a_ground() -> None:
    matter = published()
    refusal = no(lambda: actions.ask_withdrawal(matter, ground=" ", by=act("lan")))

    assert (refusal.reason, str(refusal.source)) == (
        "Chưa ghi được: chưa nêu căn cứ",
        "quy-che-1:dieu-2",
    )
    assert Withdrawal.objects.count() == 0


@pytest.mark.parametrize("login", ["minh", "khue", "vy"])
def test_a_withdrawal_in_other_hands_is_refused(login: str) -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có bí mật.", by=act("lan"))
    asking = no(lambda: actions.ask_withdrawal(matter, ground="Có.", by=act(login)))
    confirming = no(lambda: actions.confirm_withdrawal(matter, by=act(login)))

    assert asking.reason == confirming.reason
    assert asking.reason.startswith("Không thu hồi khẩn cấp được: việc này thuộc")


def test_what_is_not_public_or_was_withdrawn_is_not_withdrawn() -> None:
    waiting, gone = cleared(), withdrawn(published())
    first = no(lambda: actions.ask_withdrawal(waiting, ground="Có.", by=act("lan")))
    again = no(lambda: actions.ask_withdrawal(gone, ground="Có.", by=act("lan")))

    assert first.reason.startswith("Chưa thu hồi khẩn cấp được")
    assert again.reason.startswith("Không thu hồi khẩn cấp được")


def test_a_run_that_was_over_when_its_matter_was_withdrawn_is_not_called_broken() -> None:
    matter = published(forms=[BOARD])
    actions.post(
        matter, place="Sảnh", posted_at=moment(after(MONDAY, 4)), by=act("lan", after(MONDAY, 4))
    )
    kept = withdrawn(matter, FREE)
    here, board = kept.postings.all()

    assert (here.taken_down_on, here.broken_on) == (FREE, None)
    assert (board.taken_down_on, board.broken_on) == (None, FREE)


def test_the_very_file_that_was_withdrawn_is_not_taken_again() -> None:
    withdrawn(published(upload()))
    refusal = no(lambda: drafted(upload(PDF, "ten-khac.pdf")))

    assert refusal.reason == "Chưa nhận tệp: đúng nội dung này đã bị thu hồi khẩn cấp"
