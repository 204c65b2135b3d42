"""A server whose clock was set back: what is written then is marked, and the page says so."""

from datetime import timedelta

import pytest
import time_machine

from dienhong.core.journal.verify import verify
from dienhong.organisation import actions as organisation
from dienhong.record.models import JournalEntry, JournalHead
from dienhong.record.queries import export_lines, opened
from tests.publication.story import MONDAY, act, after, at_desk, body_of_last, moment, published

pytestmark = pytest.mark.usefixtures("clock")


def marked() -> list[str]:
    """Return the kinds of the entries that are marked, oldest first."""
    rows = JournalEntry.objects.order_by("number")
    return [row.kind for row in rows if "clock_back_from" in opened(row)["facts"]]


def test_what_is_written_on_a_day_before_the_last_entry_is_marked(
    clock: time_machine.Traveller,
) -> None:
    published(day=after(MONDAY, 1))
    clock.move_to(moment(MONDAY))
    lan = at_desk("lan", "nguoi/them/")
    before = marked()
    matter = published(title="Việc khác")

    body = body_of_last(matter)
    assert before == []
    assert body["facts"]["clock_back_from"] == "2026-03-03T02:00:00.000000Z"
    lan.open("/thu/so-ghi/")
    assert "đồng hồ máy chủ lùi: trước đó đã ghi 03/03/2026 09:00" in lan.words
    assert verify(export_lines("thu", at=moment(after(MONDAY, 1)))).ok


def test_the_mark_stays_until_the_clock_is_past_the_latest_entry() -> None:
    published(day=after(MONDAY, 1))
    published(title="Hai", day=MONDAY)
    count = len(marked())
    published(title="Ba", day=after(MONDAY, 1))

    assert count == 3
    assert len(marked()) == count
    assert JournalHead.objects.get().latest_at == moment(after(MONDAY, 1))


@pytest.mark.parametrize(("minutes", "is_marked"), [(5, False), (6, True)])
def test_two_acts_at_once_that_are_written_the_other_way_round_are_not_marked(
    minutes: int, is_marked: bool
) -> None:
    by = act("lan")
    organisation.add_person(name="An", login="an", password="", joined_on=MONDAY, by=by)
    early = act("lan")
    early = type(early)(
        by=early.by,
        at=early.at - timedelta(minutes=minutes),
        today=early.today,
        acting_as=early.acting_as,
    )
    organisation.add_person(name="Bảo", login="bao", password="", joined_on=MONDAY, by=early)

    assert bool(marked()) is is_marked
