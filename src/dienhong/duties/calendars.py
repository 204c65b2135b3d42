"""Duties as a calendar that telephones and mail programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from dienhong.accounts import office
from dienhong.duties.appointments import Appointment
from dienhong.duties.letters import title
from dienhong.duties.models import Duty, Occasion
from dienhong.duties.spans import Span
from dienhong.regulation.law import say_citation

_ZONE = "Asia/Ho_Chi_Minh"
# The whole country has kept this time since 13/06/1975; nothing here is older.
_SINCE = datetime(1975, 6, 13)  # noqa: DTZ001 (RFC 5545 wants the local time of the onset)
_READ_AGAIN = timedelta(hours=6)
_DAY = timedelta(days=1)


def calendar_of(
    duties: Iterable[Duty],
    name: str,
    *,
    first_page: str,
    at: datetime,
    invited: Iterable[Appointment] = (),
    lasting: Iterable[Span] = (),
) -> bytes:
    """Return duties as a calendar called ``name``; ``first_page`` is the office's whole address.

    ``invited`` is to what its person is to come: an event each, on its day and hour;
    ``lasting`` goes on from a day to a day.

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
    of_duties = (event for duty in duties for event in _events(duty, first_page))
    of_meetings = (_invited(each, first_page) for each in invited)
    for event in chain(of_duties, of_meetings, (_lasting(each, first_page) for each in lasting)):
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
    _place(event, day, occasion.agreed_at, occasion.place)
    return event


def _place(event: Event, day: date, begins_at: time | None, place: str) -> None:
    """Put an event on its day, all day where no hour is known, and at its place."""
    if begins_at is None:
        event.add("dtstart", day)
        event.add("dtend", day + _DAY)
    else:
        event.add("dtstart", datetime.combine(day, begins_at, ZoneInfo(_ZONE)))
    if place:
        event.add("location", place)


def _invited(each: Appointment, first_page: str) -> Event:
    event = _bare(each.key)
    event.add("transp", "OPAQUE")
    event.add("summary", f"Mời dự: {each.title}")
    _place(event, each.day, each.begins_at, each.place)
    event.add("url", f"{first_page}{each.path}")
    return event


def _lasting(each: Span, first_page: str) -> Event:
    event = _bare(each.key)
    event.add("transp", "TRANSPARENT")
    event.add("summary", f"{each.what[:1].upper()}{each.what[1:]}: {each.title}")
    event.add("dtstart", each.first)
    event.add("dtend", each.last + _DAY)
    if each.place:
        event.add("location", each.place)
    event.add("url", f"{first_page}{each.path}")
    return event


def _bare(key: str) -> Event:
    """Return an event that is the same for ever and in every copy: a phone changes what it has."""
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{office.code()}/{key}')}@dienhong")
    return event


def _event(duty: Duty, part: str, first_page: str) -> Event:
    event = _bare(f"{duty.kind}/{duty.subject}/{part}")
    event.add("transp", "OPAQUE" if part else "TRANSPARENT")
    cited = "; ".join(say_citation(citation) for citation in duty.citations)
    event.add("description", f"Căn cứ: {cited}." if cited else "Việc phải làm.")
    event.add("url", f"{first_page}{duty.path}")
    return event
