"""What the journal never holds, what never holds without it, and the database as last witness."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from dienhong.duties.models import Duty
from dienhong.publication import actions
from dienhong.publication.models import Matter, Posting, Withdrawal
from dienhong.publication.rules import Stage
from dienhong.record.models import JournalEntry, JournalHead, StoredFile
from tests.publication.story import (
    FREE,
    FRIDAY,
    LAST_DAY,
    MONDAY,
    act,
    cleared,
    drafted,
    entries,
    moment,
    person,
    published,
    upload,
    words,
)

pytestmark = pytest.mark.usefixtures("peopled")


# What the journal never holds, and what never holds without the journal.


def test_title_summary_number_and_grounds_stand_in_no_entry_of_the_journal() -> None:
    secret = "Kín như bưng"  # no digits: four of them turn up in some digest one time in twenty
    matter = drafted(title=f"{secret} a", summary=f"{secret} b")
    actions.give_back(matter, ground=f"{secret} c", by=act("hoa"))
    said = words(title=f"{secret} d", summary=f"{secret} e")
    actions.redraft(matter, said, [upload(name=f"{secret}.pdf")], edition=1, by=act("lan"))
    actions.clear(matter, by=act("hoa"))
    actions.publish(matter, forms=[], by=act("lan"))
    actions.ask_withdrawal(matter, ground=f"{secret} g", by=act("lan"))
    actions.confirm_withdrawal(matter, by=act("hoa"))
    other = drafted(title=f"{secret} h")
    actions.withhold(other, ground=f"{secret} i", by=act("hoa"))
    read = (json.loads(entry.body) for entry in JournalEntry.objects.all())
    bodies = [json.dumps(body, ensure_ascii=False) for body in read]

    assert [body for body in bodies if secret in body or "12/QĐ-TSM" in body] == []
    assert entries(matter) == [
        "publication.drafted",
        "publication.returned",
        "publication.redrafted",
        "publication.cleared",
        "publication.published",
        "publication.withdrawal_asked",
        "publication.withdrawn",
    ]


def _ready_to_take_down() -> Posting:
    return published().postings.get()


def _asked() -> Matter:
    matter = published(upload())
    actions.ask_withdrawal(matter, ground="Có.", by=act("lan"))
    return matter


def _withheld() -> Matter:
    return actions.withhold(drafted(), ground="Mật.", by=act("hoa"))


def _returned() -> Matter:
    return actions.give_back(drafted(), ground="Thiếu.", by=act("hoa"))


ACTS: dict[str, tuple[Callable[[], Any], Callable[[Any], object]]] = {
    "draft": (lambda: None, lambda _: drafted(upload())),
    "redraft": (
        _returned,
        lambda m: actions.redraft(m, words(title="Khác"), edition=1, by=act("lan")),
    ),
    "clear": (drafted, lambda m: actions.clear(m, by=act("hoa"))),
    "give_back": (drafted, lambda m: actions.give_back(m, ground="Thiếu.", by=act("hoa"))),
    "withhold": (drafted, lambda m: actions.withhold(m, ground="Mật.", by=act("hoa"))),
    "reopen": (_withheld, lambda m: actions.reopen(m, by=act("hoa"))),
    "decline": (_asked, lambda m: actions.decline_withdrawal(m, by=act("hoa"))),
    "publish": (cleared, lambda m: actions.publish(m, forms=[], by=act("lan"))),
    "post": (
        published,
        lambda m: actions.post(m, place="Sảnh", posted_at=moment(MONDAY), by=act("lan")),
    ),
    "take_down": (_ready_to_take_down, lambda p: actions.take_down(p, by=act("lan", FREE))),
    "ask": (published, lambda m: actions.ask_withdrawal(m, ground="Có.", by=act("lan"))),
    "confirm": (_asked, lambda m: actions.confirm_withdrawal(m, by=act("hoa"))),
}


def everything() -> dict[str, list[dict[str, Any]]]:
    """Return all rows that an act of publication may touch, and what lies on the disk."""
    rooms = (Matter, Posting, Withdrawal, Duty, StoredFile, JournalEntry)
    return {room.__name__: list(room.objects.order_by("pk").values()) for room in rooms}


@pytest.mark.parametrize(("before", "do"), ACTS.values(), ids=ACTS)
def test_a_fault_in_writing_the_entry_undoes_the_act(
    before: Callable[[], Any], do: Callable[[Any], object]
) -> None:
    thing = before()
    JournalHead.objects.all().delete()  # the row that every entry locks is gone
    standing = everything()
    with pytest.raises(JournalHead.DoesNotExist):
        do(thing)

    assert everything() == standing
    places = [file.place for file in StoredFile.objects.filter(erased_at__isnull=True)]
    assert [place for place in places if not default_storage.exists(place)] == []


# The database as the last witness.


def _save(change: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
    return str(caught.value)


def test_the_database_keeps_an_unchecked_matter_from_being_public() -> None:
    matter = drafted()
    rows = Matter.objects.filter(pk=matter.pk)

    assert "a_published_matter_was_checked_and_dated" in _save(
        lambda: rows.update(stage=Stage.PUBLISHED, published_on=MONDAY)
    )
    assert "a_published_matter_was_checked_and_dated" in _save(
        lambda: rows.update(stage=Stage.PUBLISHED, checked_at=moment(MONDAY))
    )


def test_the_database_keeps_a_matter_from_being_public_before_its_decision() -> None:
    rows = Matter.objects.filter(pk=published().pk)

    assert "a_matter_is_not_published_before_its_decision" in _save(
        lambda: rows.update(published_on=FRIDAY - timedelta(days=1))
    )


@pytest.mark.parametrize("left", [{"title": "còn", "summary": ""}, {"title": "", "summary": "còn"}])
def test_the_database_keeps_no_words_of_what_was_withdrawn(left: dict[str, str]) -> None:
    rows = Matter.objects.filter(pk=published().pk)

    assert "what_is_withdrawn_keeps_no_words" in _save(
        lambda: rows.update(stage=Stage.WITHDRAWN, **left)
    )


def test_the_database_keeps_a_run_to_its_end() -> None:
    runs = Posting.objects.filter(matter=published())

    assert "posting_stays_until_its_end" in _save(lambda: runs.update(taken_down_on=LAST_DAY))
    assert runs.update(taken_down_on=FREE) == 1
    assert "posting_ends_after_it_begins" in _save(
        lambda: runs.update(ends_on=MONDAY, taken_down_on=None)
    )


def test_the_database_keeps_one_run_in_this_system_a_matter() -> None:
    run = published().postings.get()
    run.pk = None

    assert "unique" in _save(lambda: run.save(force_insert=True)).lower()


def test_the_database_keeps_one_person_from_withdrawing_alone() -> None:
    matter = published()
    actions.ask_withdrawal(matter, ground="Có.", by=act("lan"))

    assert "two_persons_withdraw" in _save(
        lambda: Withdrawal.objects.update(confirmed_by=person("lan"))
    )


def test_the_database_keeps_files_in_their_places() -> None:
    row = drafted(upload()).attachments.get()
    row.pk = None

    assert "unique" in _save(lambda: row.save(force_insert=True)).lower()
