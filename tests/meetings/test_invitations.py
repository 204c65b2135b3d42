"""Who is invited to a meeting sees it on the own page, in the calendar and on the phone."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Component

from dienhong.duties import appointments, feeds
from dienhong.duties.models import Feed
from dienhong.meetings import actions
from dienhong.meetings.queries import invited
from dienhong.organisation import staffing
from dienhong.organisation.models import LegalFunction, Person
from tests.meetings.story import held, planned
from tests.publication.story import EVERYONE, MONDAY, act, after, at_desk, person

pytestmark = pytest.mark.usefixtures("clock")
THURSDAY, IN_A_MONTH = after(MONDAY, 3), after(MONDAY, 30)


def told(login: str, first: date = MONDAY, last: date = IN_A_MONTH) -> list[str]:
    """Return the titles of the meetings to which somebody is invited."""
    return [each.title for each in appointments.of(person(login), first, last)]


def test_the_invited_see_it_until_it_is_held_or_called_off() -> None:
    meeting = planned(day=THURSDAY)
    minh = at_desk("minh")
    assert "Giao ban tháng 3" in minh.section("Cuộc họp tôi được mời").words
    assert "08:00, Phòng họp tầng 2" in minh.words
    minh.follow("Giao ban tháng 3")
    assert minh.path == f"/thu/{meeting.path}"
    assert "mời dự 08:00, Phòng họp tầng 2" in at_desk("minh", "lich/").words

    actions.cancel(meeting, ground="Bão", by=act("lan"))
    assert told("minh") == []
    assert "Cuộc họp tôi được mời" not in at_desk("minh").words
    held(planned(occasions=()))
    assert told("minh") == []


def test_the_phone_has_it_at_its_hour_under_one_name_though_it_is_moved() -> None:
    meeting = planned(day=THURSDAY)
    token = feeds.token_of(feeds.make(person("minh"), Feed.Scope.MINE, by=act("minh")))

    def event() -> Component:
        content = Client().get(f"/thu/lich/{token}.ics").content
        events = Calendar.from_ical(content).walk("VEVENT")
        [found] = [each for each in events if str(each["summary"]).startswith("Mời dự")]
        return found

    before = event()
    assert before["summary"] == "Mời dự: Giao ban tháng 3"
    assert before["dtstart"].dt.isoformat() == "2026-03-05T08:00:00+07:00"
    day = after(MONDAY, 4)
    actions.move(meeting, held_on=day, begins_at=None, place="", by=act("lan"))
    moved = event()
    assert (moved["uid"], moved["dtstart"].dt) == (before["uid"], day)


def test_it_is_told_to_whoever_the_list_of_the_meeting_names_and_to_nobody_else() -> None:
    """The list of who is to come is written person by person; the query has to say the same."""
    room = staffing.add_department("Phòng Gieo hạt", by=act("lan"))
    Person.objects.filter(pk__in=[person("minh").pk, person("tu").pk]).update(department=room)
    union = LegalFunction.objects.get(pk="union-executive")
    of_all = planned(occasions=(), title="Toàn cơ quan", day=THURSDAY, chair=None, secretary=None)
    of_room = planned(
        occasions=(), title="Phòng", day=THURSDAY, departments=[room], chair=None, secretary=None
    )
    of_union = planned(occasions=(), title="Công đoàn", day=THURSDAY, chair=None, secretary=None)
    of_union.body = union
    of_union.save()
    staffing.leave(person("khue"), last_day=after(MONDAY, 1), basis="Chuyển", by=act("lan"))

    for login in EVERYONE:
        named = [m for m in (of_all, of_room, of_union) if person(login) in invited(m)]
        assert (login, sorted(told(login))) == (login, sorted(each.title for each in named))
    assert told("khue") == []
    assert sorted(told("minh")) == ["Phòng", "Toàn cơ quan"]
    assert "Công đoàn" in told("vy")


def test_a_chair_from_another_room_is_told_and_many_meetings_cost_one_query() -> None:
    room = staffing.add_department("Phòng Gieo hạt", by=act("lan"))
    for number in range(5):
        planned(occasions=(), day=after(MONDAY, number), departments=[room], begins_at=time(9))
    minh = person("minh")
    assert appointments.of(minh, MONDAY, THURSDAY) == []
    with CaptureQueriesContext(connection) as captured:
        assert len(appointments.of(person("hoa"), MONDAY, after(MONDAY, 30))) == 5
    assert len(captured) <= 3  # the account and its person, and one for all meetings
