"""Calendars for phones: who reads what, and whether every line is as RFC 5545 wants it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from icalendar import Calendar

from dienhong.core.citation import Citation
from dienhong.duties import actions, calendars, feeds, occasions
from dienhong.duties.models import Duty, Feed
from dienhong.organisation import staffing
from dienhong.organisation.models import Account
from dienhong.record.models import JournalEntry
from tests.duties.story import REGULATION, swept, the
from tests.duties.test_reminding import DUE, opened
from tests.publication.story import (
    MONDAY,
    act,
    add_people,
    adopt,
    after,
    at_desk,
    moment,
    no,
    person,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PHONE = Client()  # signed in nowhere


@pytest.fixture(autouse=True)
def clock(office: str) -> Iterator[time_machine.Traveller]:
    """Stop the clock of an office with people on the Monday at nine."""
    add_people()
    with time_machine.travel(moment(MONDAY), tick=False) as clock:
        yield clock


def made(login: str = "lan", scope: Feed.Scope = Feed.Scope.MINE) -> str:
    """Let a person have an address; return it."""
    feed = feeds.make(person(login), scope, by=act(login))
    return f"/thu/lich/{feeds.token_of(feed)}.ics"


def read(address: str) -> list[dict[str, object]]:
    """Read a calendar as a phone does; return its events."""
    answer = PHONE.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return events(answer.content)


def events(content: bytes) -> list[dict[str, object]]:
    """Check each line strictly, then read the calendar by a parser that nobody here wrote."""
    check_lines(content)
    calendar = Calendar.from_ical(content)
    assert (calendar["version"], calendar["prodid"][:3]) == ("2.0", "-//")
    found = []
    for event in calendar.walk("VEVENT"):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
        found.append({name.lower(): event.decoded(name) for name in event})
    uids = [each["uid"] for each in found]
    assert len(uids) == len(set(uids))
    return found


def check_lines(content: bytes) -> None:
    """RFC 5545, 3.1: CRLF after each line, at most 75 octets, folded between whole letters."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    unfolded = content.replace(b"\r\n ", b"").decode()
    for line in unfolded.splitlines():
        assert re.fullmatch(r'[A-Z-]+(;[A-Z-]+=("[^"]*"|[^":;,]+))*:.*', line), line


def titles(address: str) -> list[str]:
    return [_words(each["summary"]) for each in read(address)]


def _words(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def test_a_duty_lasts_all_of_its_day_and_keeps_its_name_for_ever(settings: LazySettings) -> None:
    settings.DIENHONG_ADDRESS = "https://dan-chu.test"
    opened(clauses=[Citation("quy-che-1", "dieu-3.khoan-2")])
    address = made()
    [event] = read(address)

    assert _words(event["summary"]) == "Làm: Sổ thu chi"
    assert (event["dtstart"], event["dtend"]) == (DUE, after(DUE, 1))
    assert event["dtstamp"] == moment(MONDAY)
    assert "Căn cứ: Điều 3 khoản 2" in _words(event["description"])
    assert _words(event["url"]) == "https://dan-chu.test/thu/cong-khai/"
    settings.DIENHONG_ADDRESS = "https://ten-khac.test"
    opened(after(DUE, 7))
    [later] = read(address)
    assert (later["uid"], later["dtstart"]) == (event["uid"], after(DUE, 7))


def test_a_day_agreed_on_has_its_hour_in_our_own_time_zone() -> None:
    adopt(REGULATION)
    swept(MONDAY)
    briefing = the("briefing", date(2026, 3, 1))
    occasions.agree(
        briefing, day=after(MONDAY, 7), at=time(14, 30), place="Phòng họp 1", by=act("lan")
    )
    address = made()
    [agreed] = [each for each in read(address) if _words(each["summary"]).startswith("Đã hẹn")]

    assert agreed["dtstart"] == datetime(2026, 3, 9, 14, 30, tzinfo=HANOI)
    assert _words(agreed["location"]) == "Phòng họp 1"
    content = PHONE.get(address).content
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20260309T143000\r\n" in content
    assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n" in content
    occasions.agree(briefing, day=after(MONDAY, 8), by=act("lan"))
    [agreed] = [each for each in read(address) if _words(each["summary"]).startswith("Đã hẹn")]
    assert agreed["dtstart"] == after(MONDAY, 8)


def test_a_person_reads_their_own_duties_and_who_follows_up_those_of_the_office() -> None:
    opened()
    opened(subject="matter:2", title="Việc của Minh", functions=[], person=person("minh"))

    assert titles(made("lan")) == ["Làm: Sổ thu chi"]
    assert titles(made("minh")) == ["Làm: Việc của Minh"]
    both = ["Làm: Sổ thu chi", "Làm: Việc của Minh"]
    assert titles(made("lan", Feed.Scope.OFFICE)) == both
    assert no(lambda: made("minh", Feed.Scope.OFFICE))


def test_what_is_done_or_withdrawn_leaves_the_calendar() -> None:
    opened(title="Bí mật lớn")
    opened(subject="matter:2")
    address = made()
    actions.forget_title("matter:1")
    actions.close_duties("matter:2", on=MONDAY)

    assert titles(address) == ["Làm: việc đã rút nội dung"]
    assert b"m\xe1\xba\xadt l\xe1\xbb\x9bn" not in PHONE.get(address).content


def test_an_old_an_ended_and_an_invented_address_are_as_if_they_were_not_there() -> None:
    old = made()
    new = made()
    assert (PHONE.get(old).status_code, PHONE.get(new).status_code) == (404, 200)
    feeds.end(person("lan"), Feed.Scope.MINE, by=act("lan"))

    assert PHONE.get(new).status_code == 404
    assert PHONE.get("/thu/lich/doan-mo.ics").status_code == 404
    kinds = JournalEntry.objects.filter(kind__startswith="duties.feed")
    assert list(kinds.values_list("kind", flat=True)) == [
        "duties.feed_made",
        "duties.feed_made",
        "duties.feed_ended",
    ]
    assert not any(old[11:-4] in entry.body for entry in kinds)


def test_who_has_left_or_lost_the_function_reads_no_more(clock: time_machine.Traveller) -> None:
    mine, office = made("phong"), made("phong", Feed.Scope.OFFICE)
    from dienhong.organisation.models import Holding

    Holding.objects.filter(person=person("phong")).update(held_to=MONDAY)
    clock.move_to(moment(after(MONDAY, 1)))
    assert (PHONE.get(mine).status_code, PHONE.get(office).status_code) == (200, 404)
    staffing.leave(
        person("phong"), last_day=after(MONDAY, 1), basis="Chuyển", by=act("lan", after(MONDAY, 1))
    )
    clock.move_to(moment(after(MONDAY, 2)))
    assert PHONE.get(mine).status_code == 404


def test_an_account_that_was_closed_reads_no_more() -> None:
    address = made()
    Account.objects.filter(login="lan").update(is_active=False)

    assert PHONE.get(address).status_code == 404


def test_an_address_outlives_the_servers_key_and_can_then_be_renewed(
    settings: LazySettings,
) -> None:
    address = made()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "khóa mới " * 5, []

    assert PHONE.get(address).status_code == 200
    assert feeds.token_of(Feed.objects.get()) == ""
    lan = at_desk("lan", "lich/dien-thoai/")
    assert "không xem lại được" in lan.words


def test_from_the_page_an_address_is_made_shown_with_its_code_renewed_and_ended(
    clock: time_machine.Traveller,
) -> None:
    lan = at_desk("lan", "viec/nhac/").follow("Lịch trên điện thoại")
    assert "Lịch việc của cả cơ quan" in lan.words
    lan.send("Tạo địa chỉ")
    address = next(a.words for a in lan.page.every("a") if a.words.endswith(".ics"))
    assert f'aria-label="Mã QR: {address}"' in lan.html
    assert "chưa máy nào đọc" in lan.words
    assert PHONE.get(address.removeprefix("http://testserver")).status_code == 200
    lan.open(lan.url)
    assert "đọc gần nhất 09 giờ 02/03/2026" in lan.words
    lan.send("Làm lại địa chỉ")
    assert PHONE.get(address.removeprefix("http://testserver")).status_code == 404
    lan.send("Ngừng")
    assert "Đã ngừng địa chỉ lịch." in lan.words
    assert "cả cơ quan" not in at_desk("minh", "lich/dien-thoai/").words


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400),
    st.dates(date(2020, 1, 1), date(2099, 12, 30)),
)
def test_any_title_and_day_come_through_whole(title: str, day: date) -> None:
    duty = Duty(kind="thu", subject="matter:1", title=title, verb="Làm", path="x/", due_on=day)
    first_page = "http://testserver/thu/"
    [event] = events(calendars.calendar_of([duty], "Lịch", first_page=first_page, at=moment(day)))

    assert _words(event["summary"]) == f"Làm: {title}"
    assert event["dtend"] == day + timedelta(days=1)
