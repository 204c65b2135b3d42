"""A backup restored elsewhere sends nobody a second letter: what waits is held until released."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dienhong.core.refusal import Refused
from dienhong.duties import delivery, held_back, opening, outbox, preferences
from dienhong.duties.models import Letter, Reminder
from dienhong.hosting import backup
from dienhong.hosting.context import use_agency
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from dienhong.site.offices import the_system
from tests.conftest import NOW
from tests.duties.test_letters import written_to
from tests.duties.test_reminding import opened
from tests.publication.story import MONDAY, act, add_people, after, moment, no, person

LATER = moment(after(MONDAY, 1), 10)


@pytest.fixture
def hai(data: Path, tmp_path: Path, new_office: Callable[..., str]) -> str:
    """Restore the office "mot" as "hai", from a backup in which a letter waits; "mot" sent it."""
    code = new_office("mot")
    with use_agency(code):
        add_people()
        written_to()
        opened()
        opening.sweep(by=the_system(moment(MONDAY)))
        assert Letter.objects.get().state == "waiting"
    path, _ = backup.back_up(code, tmp_path, [], by=the_system(NOW), clock=lambda: NOW)
    with use_agency(code):
        assert outbox.send_due(moment(MONDAY)) == 1
    backup.restore(path, [], code="hai", by=the_system(LATER))
    return "hai"


def swept(at: datetime) -> int:
    opening.sweep(by=the_system(at))
    return outbox.send_due(at)


def in_folder() -> int:
    return len(list(delivery.folder().glob("*.eml")))


def test_no_letter_leaves_a_restored_office_and_a_code_asked_for_since_does(hai: str) -> None:
    with use_agency(hai):
        assert held_back.since() == LATER
        assert swept(LATER) == swept(LATER + timedelta(days=20)) == in_folder() == 0
        assert Letter.objects.filter(state="waiting").count() > 1  # the sweeps wrote more

        preferences.ask(person("hoa"), "hoa@thu.test", by=act("hoa", after(MONDAY, 2)))
        assert outbox.send_due(moment(after(MONDAY, 2))) == in_folder() == 1


def test_what_waited_may_be_dropped_for_good_and_what_comes_after_leaves(hai: str) -> None:
    with use_agency(hai):
        opening.sweep(by=the_system(LATER))
        assert held_back.release(send_waiting=False, by=act("lan", after(MONDAY, 2))) == 1
        entry = JournalEntry.objects.latest("number")
        assert (entry.kind, facts_of(entry)) == (
            "duties.letters_released",
            {"waiting": 1, "sent": "no"},
        )
        assert swept(moment(after(MONDAY, 2), 11)) == 0
        assert Letter.objects.get().state == "dropped"
        assert Reminder.objects.filter(seen_at=None, ended="").exists()  # the page has it still

        opened(subject="matter:2")
        assert swept(moment(after(MONDAY, 3), 11)) == in_folder() == 1


def test_what_waited_may_be_sent_if_the_old_server_sent_nothing(hai: str) -> None:
    with use_agency(hai):
        held_back.release(send_waiting=True, by=act("lan", after(MONDAY, 2)))
        assert swept(moment(after(MONDAY, 2), 11)) == in_folder() == 1


def test_only_who_follows_up_releases_and_only_what_is_held(hai: str) -> None:
    with use_agency(hai):
        by = act("minh", after(MONDAY, 2))
        with pytest.raises(Refused):
            held_back.release(send_waiting=True, by=by)
    with use_agency("mot"):
        assert (
            "không bị giữ" in no(lambda: held_back.release(send_waiting=True, by=act("lan"))).reason
        )
