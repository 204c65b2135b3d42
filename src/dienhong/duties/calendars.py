"""Duties as a calendar that telephones and mail programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from dienhong.accounts import office
from dienhong.duties.letters import title
from dienhong.duties.models import Duty, Occasion
from dienhong.regulation.law import say_citation

_ZONE = "Asia/Ho_Chi_Minh"
# The whole country has kept this time since 13/06/1975; nothing here is older.
_SINCE = datetime(1975, 6, 13)  # noqa: DTZ001 (RFC 5545 wants the local time of the onset)
_READ_AGAIN = timedelta(hours=6)
_DAY = timedelta(days=1)


def calendar_of(duties: Iterable[Duty], name: str, *, first_page: str, at: datetime) -> bytes:
    """Return duties as a calendar called ``name``; ``first_page`` is the office's whole address.

    Due days last all day and take nobody's time; a day agreed on with its hour is one more event.
    """
    made = Calendar()
    made.add("prodid", "-//Diên Hồng//Việc phải làm//VI")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", _ZONE)
    made.add("refresh-interval", _READ_AGAIN, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    made.add_component(_zone())
    for duty in duties:
        for event in _events(duty, first_page):
            event.add("dtstamp", at)
            made.add_component(event)
    return bytes(made.to_ical())


def _zone() -> Timezone:
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", _ZONE)
    standard.add("dtstart", _SINCE)
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _events(duty: Duty, first_page: str) -> Iterator[Event]:
    due = _event(duty, "", first_page)
    due.add("summary", title(duty))
    due.add("dtstart", duty.due_on)
    due.add("dtend", duty.due_on + _DAY)  # the first day that is not of it
    yield due
    occasion: Occasion | None = getattr(duty, "occasion", None)
    if occasion is not None and occasion.agreed_on is not None:
        yield _agreed(duty, occasion, first_page)


def _agreed(duty: Duty, occasion: Occasion, first_page: str) -> Event:
    """Return the event of the day agreed on; without an hour it lasts all day."""
    event, day = _event(duty, "hen", first_page), occasion.agreed_on
    assert day is not None
    event.add("summary", f"Đã hẹn: {duty.title}" if duty.title else f"Đã hẹn. {title(duty)}")
    if occasion.agreed_at is None:
        event.add("dtstart", day)
        event.add("dtend", day + _DAY)
    else:
        at = datetime.combine(day, occasion.agreed_at, ZoneInfo(_ZONE))
        event.add("dtstart", at)
    if occasion.place:
        event.add("location", occasion.place)
    return event


def _event(duty: Duty, part: str, first_page: str) -> Event:
    event = Event()
    # The same for ever and in every copy, so that a phone changes the event that it has.
    of = f"{office.code()}/{duty.kind}/{duty.subject}/{part}"
    event.add("uid", f"{uuid5(NAMESPACE_URL, of)}@dienhong")
    event.add("transp", "OPAQUE" if part else "TRANSPARENT")
    cited = "; ".join(say_citation(citation) for citation in duty.citations)
    event.add("description", f"Căn cứ: {cited}." if cited else "Việc phải làm.")
    event.add("url", f"{first_page}{duty.path}")
    return event
