"""Telling departments through their heads: who received it, who told how many, on which day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.plain import one_line
from dienhong.duties.actions import close_duties
from dienhong.organisation import queries as organisation
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Department, Person
from dienhong.publication import owed, rules, rules_channels
from dienhong.publication.models import Channel, Matter, Relay
from dienhong.publication.rules import Stage
from dienhong.record.actions import write_entry


def heads_of(department: Department | None, day: date) -> list[Person]:
    """Return who heads a department on a day; of the whole office nobody does here."""
    if department is None:
        return []
    held = organisation.holders_on(day, [Function.HEAD_OF_DEPARTMENT])
    return [row.person for row in held if row.person.department_id == department.pk]


def open_relays(channel: Channel, today: date) -> None:
    """Ask the head of each department with people to tell them; without departments, once."""
    staffed = organisation.staff_on(today).values("department")
    rooms: list[Department | None] = list(
        organisation.departments_open().filter(pk__in=staffed.exclude(department=None))
    )
    for room in rooms or [None]:
        relay = Relay.objects.create(channel=channel, department=room)
        owed.ask_for_relay(relay, next(iter(heads_of(room, today)), None))


def rooms_headed(person: Person | None, day: date) -> set[int]:
    """Return the departments that a person heads on a day: the own one, for a holder."""
    if person is None or person.department_id is None:
        return set()
    held = organisation.holders_on(day, [Function.HEAD_OF_DEPARTMENT])
    return {person.department_id} if any(row.person_id == person.pk for row in held) else set()


def may_relay(relay: Relay, headed: Collection[int], *, may_prove: bool) -> bool:
    """Tell whether someone may write down what a department was told: its head, or who may."""
    return may_prove or relay.department_id in headed


def _locked(relay: Relay, by: Actor) -> Relay:
    matter = Matter.objects.select_for_update().get(pk=relay.channel.matter_id)
    rules.PROCEDURE.check("prove", Stage(matter.stage))
    row = Relay.objects.select_for_update().select_related("channel").get(pk=relay.pk)
    row.channel.matter = matter
    person = Person.objects.filter(pk=by.author.id).first()
    may_prove = by.acting_as in organisation.who_may()[rules.PUBLISH]
    allowed = may_relay(row, rooms_headed(person, by.today), may_prove=may_prove)
    source = row.channel.citations[0]
    rules_channels.check_may_relay(allowed, row.name, source)
    rules_channels.check_told_first(row.told_on is not None, source)
    return row


@transaction.atomic
def receive(relay: Relay, *, by: Actor) -> Relay:
    """Confirm that the head has the notice; the department is still to be told."""
    row = _locked(relay, by)
    rules_channels.check_told_first(row.received_on is not None, row.channel.citations[0])
    row.received_by_id, row.received_on = by.author.id, by.today
    row.save(update_fields=["received_by", "received_on"])
    write_entry(
        "publication.relay_received",
        row.channel.matter.subject,
        by=by,
        clauses=row.channel.citations,
        facts={"department": row.department_id or 0},
    )
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who told a department, on which day, how many people, and how."""

    told_by: Person
    told_on: date
    people: int
    how: str = ""


@transaction.atomic
def tell(relay: Relay, told: Told, *, by: Actor) -> Relay:
    """Write down that a department was told; with the last one the channel is closed."""
    row = _locked(relay, by)
    channel = row.channel
    rules_channels.check_told_on(told.told_on, channel.matter.published_on, by.today)
    rules_channels.check_reached(told.people, staff_of(row, told.told_on), row.name)
    row.told_by, row.told_on = told.told_by, told.told_on
    row.people, row.how = told.people, one_line(told.how)
    row.received_by_id = row.received_by_id or told.told_by.pk
    row.received_on = row.received_on or told.told_on
    entry = write_entry(
        "publication.relayed",
        channel.matter.subject,
        by=by,
        clauses=channel.citations,
        facts={
            "department": row.department_id or 0,
            "told_on": told.told_on.isoformat(),
            "people": told.people,
        },
    )
    row.entry_number = entry.number
    row.save()
    close_duties(part_of(row), on=by.today, kinds=[owed.RELAY])
    if not channel.relays.filter(told_on__isnull=True).exists():
        channel.closed_on = by.today
        channel.save(update_fields=["closed_on"])
    return row


def part_of(relay: Relay) -> str:
    """Return how the duty of one department is called."""
    return f"{relay.channel.matter.subject}/{relay.department_id or 0}"


def staff_of(relay: Relay, day: date) -> int:
    """Return how many people a department, or the office, has on a day."""
    people = organisation.staff_on(day)
    if relay.department_id is not None:
        people = people.filter(department=relay.department_id)
    return people.count()
