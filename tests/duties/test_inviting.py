"""Reminders of meetings to which people are invited: each milestone once, by page and letter."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.conf import LazySettings

from dienhong.duties import inviting
from dienhong.duties.models import Letter, Reminder
from dienhong.meetings import actions
from dienhong.meetings.models import Meeting
from tests.duties.story import swept, system
from tests.duties.test_letters import in_folder, sent, text_of, written_to
from tests.meetings.story import briefing, held, opened, planned
from tests.publication.story import MONDAY, act, after, at_desk, moment, person

DAY = after(MONDAY, 9)  # a Wednesday; three working days before is the Friday
SOON = after(MONDAY, 4)


@pytest.fixture(autouse=True)
def _running(office: str, settings: LazySettings) -> Iterator[None]:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        opened()
        Reminder.objects.all().delete()
        Letter.objects.all().delete()
        yield


def told(login: str = "minh") -> list[tuple[str, date]]:
    """Return the milestones of invitations that a person was told of, with their days."""
    rows = Reminder.objects.filter(person=person(login), duty=None).order_by("pk")
    return [(row.milestone, row.day) for row in rows]


def moved(meeting: Meeting, day: date) -> None:
    actions.move(meeting, held_on=day, begins_at=None, place="Sân", by=act("lan"))


def test_each_milestone_before_a_meeting_comes_once_to_each_who_is_to_come() -> None:
    planned(day=DAY)
    for number in [*range(12), *range(3, 12)]:  # the clock was put back once
        swept(after(MONDAY, number))

    assert told() == [("opened", MONDAY), ("soon", SOON), ("last_day", DAY)]
    assert told("hoa") == told()
    assert not Reminder.objects.filter(duty=None, ended="").exists()


def test_after_days_without_a_server_only_the_newest_is_told_in_one_letter() -> None:
    written_to("minh")
    planned(day=DAY)
    swept(MONDAY)
    sent()
    swept(DAY)
    swept(DAY)
    inviting.plan(DAY, by=system(DAY))
    sent(day=DAY)
    sent(day=DAY)

    assert told() == [("opened", MONDAY), ("soon", SOON), ("last_day", DAY)]
    first, last = (text_of(letter) for letter in in_folder())
    assert "1. Dự: Giao ban tháng 3" in first
    assert "thứ Tư 11/03/2026, 08:00, Phòng họp tầng 2." in last
    assert in_folder()[1]["Subject"] == "Nhắc việc: Dự: Giao ban tháng 3"


def test_a_meeting_that_took_place_while_the_server_was_off_is_told_to_nobody() -> None:
    written_to("minh")
    planned(day=DAY)
    swept(after(DAY, 3))
    sent(day=after(DAY, 3))

    assert [row.ended for row in Reminder.objects.filter(duty=None, ended="")] == []
    assert all("Dự:" not in text_of(letter) for letter in in_folder())


def test_a_meeting_moved_is_told_anew_and_one_called_off_no_more() -> None:
    meeting = planned(day=DAY)
    swept(MONDAY)
    moved(meeting, after(DAY, 5))
    swept(MONDAY)
    assert told() == [("opened", MONDAY), ("opened", MONDAY)]
    assert Reminder.objects.filter(duty=None, ended="", person=person("minh")).count() == 1

    actions.cancel(meeting, ground="Trùng lịch", by=act("lan"))
    swept(after(MONDAY, 1))
    assert not Reminder.objects.filter(duty=None, ended="").exists()


def test_the_page_shows_the_meeting_as_it_stands_and_counts_it_as_new() -> None:
    meeting = planned(day=DAY)
    swept(MONDAY)
    minh = at_desk("minh")
    assert "Nhắc việc (1)" in minh.words
    minh.follow("Nhắc việc (1)")

    assert "Dự: Giao ban tháng 3" in minh.words
    assert "Mời dự" in minh.words
    actions.cancel(meeting, ground="Trùng lịch", by=act("lan"))
    assert "Dự: Giao ban" not in at_desk("minh", "viec/nhac/").words


def test_who_wants_no_letters_and_who_is_not_invited_gets_none() -> None:
    written_to("minh", mode="none")
    held(planned(briefing(), day=MONDAY))
    planned(occasions=[], day=DAY)
    swept(MONDAY)

    assert told() == [("opened", MONDAY)]
    assert sent() == 0
