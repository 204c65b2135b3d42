"""Which channel reached whom: what the page shows of channels, and the table for those who may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.duties.models import Duty
from dienhong.meetings.models import Attendance
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.publication import owed, rules_channels
from dienhong.publication.models import Channel, Matter, Reading, Relay
from dienhong.publication.relaying import may_relay, rooms_headed
from dienhong.publication.rules_channels import Meant, meant
from dienhong.regulation.vocabulary import say_channels


@dataclass(frozen=True, slots=True)
class Line:
    """A channel as the matter's page shows it; ``mine`` are relays that the reader may write."""

    row: Channel
    meant: Meant
    late: bool
    mine: tuple[Relay, ...]

    @property
    def told(self) -> int:
        """Return how many departments were told."""
        return sum(relay.told_on is not None for relay in self.row.relays.all())


def channels_of(matter: Matter) -> list[Channel]:
    """Return the channels of a matter with all that proves them."""
    rows = matter.channels.select_related("meeting").prefetch_related(
        "proofs__file",
        "proofs__posting",
        "proofs__recorded_by",
        "relays__department",
        "relays__told_by",
        "relays__received_by",
    )
    found = list(rows)
    for row in found:
        row.matter = matter
    return found


def lines(matter: Matter, person: Person | None, today: date, *, may_prove: bool) -> list[Line]:
    """Return the channels of a matter as its page shows them to a person."""
    found = channels_of(matter)
    relayed = any(row.relays.all() for row in found)
    headed = rooms_headed(person, today) if relayed else set()
    return [
        Line(
            row,
            meant(row.code),
            row.is_late(today),
            tuple(
                relay
                for relay in row.relays.all()
                if relay.told_on is None and may_relay(relay, headed, may_prove=may_prove)
            ),
        )
        for row in found
    ]


def chosen_before(matter: Matter, opened: Iterable[Line]) -> list[dict[str, Any]]:
    """Return the forms of a matter published before forms had evidence of their own."""
    known = {line.row.code for line in opened}
    return [
        {"said": say_channels(row["channels"]), "source": Citation.parse(row["source"])}
        for row in matter.forms
        if row["channels"] not in known
    ]


# The table.


@dataclass(frozen=True, slots=True)
class Reached:
    """One person: what reached them, by which channel, when; ``duty`` waits for their reading."""

    person: Person
    received_at: datetime | None
    opened_at: datetime | None
    confirmed_on: date | None
    on_paper: bool
    told_on: date | None
    attended_on: date | None
    duty: int | None

    @property
    def is_reached(self) -> bool:
        """Tell whether any channel that knows its people has reached this person."""
        first = self.opened_at or self.received_at
        return bool(first or self.confirmed_on or self.told_on or self.attended_on)


@dataclass(frozen=True, slots=True)
class Count:
    """How many people a channel reached; None where it does not tell people apart or count them."""

    said: str
    people: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Reach:
    """The whole table: people, counts by channel, and how many there are."""

    people: list[Reached]
    counts: list[Count]

    @property
    def not_yet(self) -> list[Reached]:
        """Return who has not confirmed having read."""
        return [row for row in self.people if row.confirmed_on is None]


def reach(matter: Matter, today: date) -> Reach:
    """Return who of the staff of today was reached by which channel."""
    found = channels_of(matter)
    version = matter.reading_version
    readings = {row.person_id: row for row in matter.readings.filter(version=version)}
    attended = _attended(found)
    told = _told(found)
    waiting = _duties(matter)
    people = [
        _row(who, readings.get(who.pk), told.get(who.department_id), attended, waiting)
        for who in organisation.staff_on(today)
        .select_related("department")
        .order_by("department__name", "plain_name", "name", "pk")
    ]
    return Reach(people, _counts(found, people))


def _row(
    who: Person,
    read: Reading | None,
    told_on: date | None,
    attended: dict[object, date],
    waiting: dict[str, int],
) -> Reached:
    return Reached(
        person=who,
        received_at=read.received_at if read else None,
        opened_at=read.opened_at if read else None,
        confirmed_on=read.confirmed_on if read else None,
        on_paper=bool(read and read.paper_id),
        told_on=told_on,
        attended_on=attended.get(who.pk),
        duty=waiting.get(str(who.pk)),
    )


def _attended(channels: Iterable[Channel]) -> dict[object, date]:
    """Return the day on which each person heard of it at a meeting whose minutes are signed."""
    meetings = {row.meeting_id for row in channels if row.meeting_id and row.closed_on}
    rows = Attendance.objects.filter(meeting__in=meetings, present=True)
    return dict(rows.order_by("-meeting__held_on").values_list("person_id", "meeting__held_on"))


def _told(channels: Iterable[Channel]) -> dict[int | None, date | None]:
    relays = [relay for row in channels for relay in row.relays.all()]
    return {relay.department_id: relay.told_on for relay in relays}


def _duties(matter: Matter) -> dict[str, int]:
    """Return the open duty to read of each person, by the person's id."""
    rows = Duty.objects.filter(
        kind=owed.READ, subject__startswith=f"{matter.subject}/", done_on__isnull=True
    )
    return {subject.rpartition("/")[2]: pk for pk, subject in rows.values_list("pk", "subject")}


def _counts(channels: Iterable[Channel], people: list[Reached]) -> list[Count]:
    opened = sum(row.opened_at is not None for row in people)
    confirmed = sum(row.confirmed_on is not None for row in people)
    here = [
        Count("Trang nội bộ này: đã mở", opened, ""),
        Count("Trang nội bộ này: đã xác nhận đọc", confirmed, ""),
    ]
    return here + [_count(row, people) for row in channels if row.code != "internal_system"]


def _count(channel: Channel, people: list[Reached]) -> Count:
    match meant(channel.code).closes:
        case rules_channels.EVERYONE:
            got = [row for row in people if row.received_at or row.confirmed_on]
            number: int | None = len(got) if channel.proofs.all() else 0
        case rules_channels.DEPARTMENTS:
            number = sum(relay.people or 0 for relay in channel.relays.all())
        case rules_channels.POSTING:
            number = None
        case _:
            number = next((row.people for row in channel.proofs.all()), None)
    done = channel.closed_on
    return Count(channel.said, number, f"đủ bằng chứng {done:%d/%m/%Y}" if done else "chưa đủ")


HEADER = (
    "Họ tên",
    "Phòng",
    "Đã nhận",
    "Đã mở",
    "Đã xác nhận đọc",
    "Cách xác nhận",
    "Nghe qua phòng",
    "Nghe tại cuộc họp",
)


def as_rows(table: Reach) -> list[list[str]]:
    """Return the table as rows of words, the counts by channel after it."""
    people = [
        [
            row.person.name,
            row.person.department.name if row.person.department else "",
            _moment(row.received_at),
            _moment(row.opened_at),
            _day(row.confirmed_on),
            way_of(row),
            _day(row.told_on),
            _day(row.attended_on),
        ]
        for row in table.people
    ]
    counts = [
        [each.said, "" if each.people is None else str(each.people), each.note]
        for each in table.counts
    ]
    return [list(HEADER), *people, [], ["Hình thức", "Số người", "Tình trạng"], *counts]


def way_of(row: Reached) -> str:
    """Return how a person confirmed."""
    if row.confirmed_on is None:
        return ""
    return "ký trên giấy" if row.on_paper else "trên hệ thống"


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M}" if at else ""


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def late_channels(today: date) -> QuerySet[Channel]:
    """Return the channels of public matters whose evidence is missing after its day."""
    return Channel.objects.filter(
        Q(closed_on__isnull=True), due_on__lt=today, matter__stage="published"
    )
