"""Reading: received, opened, confirmed for this version; by each person, or from a signed list."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from dienhong.accounts.queries import without_a_way_in
from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.plain import one_line
from dienhong.duties.actions import close_duties
from dienhong.organisation import queries as organisation
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Person
from dienhong.publication import channels, internal_rules, owed, rules, rules_channels
from dienhong.publication.drafting import Upload
from dienhong.publication.models import Channel, Matter, Proof, Reading
from dienhong.publication.rules import Stage
from dienhong.publication.rules_channels import meant
from dienhong.record import files
from dienhong.record.actions import write_entry


def mark_opened(matter: Matter, person: Person, *, at: datetime) -> Reading:
    """Note, once, when a person first had the version before them; return their row.

    This is counted in a table, not written into the journal: looking is no act.
    """
    version = matter.reading_version
    mine = Reading.objects.filter(matter=matter, version=version, person=person)
    row = mine.first()
    if row is None:
        # Two pages opened at once: the row that came first stands.
        fresh = Reading(matter=matter, version=version, person=person, opened_at=at)
        Reading.objects.bulk_create([fresh], ignore_conflicts=True)
        return fresh
    if row.opened_at is None:
        row.opened_at = at
        mine.filter(opened_at__isnull=True).update(opened_at=at)
    return row


def sources_of(matter: Matter) -> list[Citation]:
    """Return the clauses under which a matter is read: of the document to all, else of its kind.

    And of a rule of the agency those by which the staff keep it.
    """
    channel = Channel.objects.filter(matter=matter, code="document_all").first()
    kept = internal_rules.kept_under(matter)
    return [*(channel.citations if channel else [matter.kind]), *kept]


@transaction.atomic
def confirm(matter: Matter, *, version: int, by: Actor) -> Reading:
    """Confirm, in person, having read the version that was on the page."""
    matter = _locked(matter)
    rules_channels.check_version(version, matter.reading_version)
    row, _ = Reading.objects.select_for_update().get_or_create(
        matter=matter, version=version, person_id=by.author.id
    )
    rules_channels.check_not_confirmed(row.confirmed_on)
    internal_rules.check_may_be_read(matter, by.today)
    entry = write_entry(
        "publication.read_confirmed",
        matter.subject,
        by=by,
        clauses=sources_of(matter),
        facts={"version": version},
        digest=matter.content_digest,
        audience="sealed",
    )
    row.confirmed_on, row.confirmed_at, row.entry_number = by.today, by.at, entry.number
    row.save(update_fields=["confirmed_on", "confirmed_at", "entry_number"])
    _done(matter, [row], by)
    return row


def _locked(matter: Matter) -> Matter:
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    rules_channels.check_public(matter.stage == Stage.PUBLISHED)
    return matter


def _done(matter: Matter, rows: Collection[Reading], by: Actor) -> None:
    for row in rows:
        close_duties(f"{matter.subject}/{row.person_id}", on=by.today, kinds=[owed.READ])
    _close_if_received(matter, by.today)


# A document to everyone.


@transaction.atomic
def send(channel: Channel, *, number: str, read_by: date, by: Actor) -> Channel:
    """Send a matter to everyone: who signs in receives it here, the others sign a list on paper."""
    channel = channels.locked(channel, by)
    matter, source = channel.matter, channel.citations[0]
    is_for_all = meant(channel.code).closes == rules_channels.EVERYONE
    rules_channels.check_takes(is_for_all and not channel.proofs.exists(), source)
    rules_channels.check_evidence({"number"}, {"number"} if number.strip() else (), source)
    rules_channels.check_read_by(read_by, by.today)
    people = list(organisation.staff_on(by.today))
    _ask(channel, people, read_by, by)
    entry = write_entry(
        "publication.sent_to_all",
        matter.subject,
        by=by,
        clauses=channel.citations,
        facts={"people": len(people), "read_by": read_by.isoformat()},
        digest=matter.content_digest,
    )
    Proof.objects.create(
        channel=channel,
        told_on=by.today,
        number=one_line(number),
        people=len(people),
        recorded_by_id=by.author.id,
        recorded_at=by.at,
        entry_number=entry.number,
    )
    _close_if_received(matter, by.today)
    return channel


def _ask(channel: Channel, people: list[Person], until: date, by: Actor) -> None:
    """Note for each person that it came, and ask those who have not confirmed yet to do so."""
    matter, version = channel.matter, channel.matter.reading_version
    shut = set(without_a_way_in(by.today).values_list("person", flat=True))
    known = {row.person_id: row for row in matter.readings.filter(version=version)}
    rows = [
        known.get(person.pk) or Reading(matter=matter, version=version, person=person)
        for person in people
    ]
    for row in rows:
        row.asked_until = until
        row.received_at = row.received_at or (None if row.person_id in shut else by.at)
    fresh = [row for row in rows if row.person_id not in known]
    Reading.objects.bulk_create(fresh)
    old = [row for row in rows if row.person_id in known]
    Reading.objects.bulk_update(old, ["asked_until", "received_at"])
    for row in rows:
        if row.confirmed_on is None and row.received_at:
            owed.ask_to_read(matter, channel.citations, row.person, until)


def ask_again(matter: Matter, by: Actor) -> None:
    """Ask everyone who was sent a document to read its words anew: they are no longer the same.

    With as many days as the first time. Part of the act that changed the words.
    """
    channel = Channel.objects.filter(matter=matter, code="document_all").first()
    sent = channel.proofs.order_by("pk").first() if channel else None
    asked = matter.readings.filter(asked_until__isnull=False).order_by("version").first()
    if channel is None or sent is None or asked is None or asked.asked_until is None:
        return
    channel.matter, channel.closed_on = matter, None
    channel.save(update_fields=["closed_on"])
    until = by.today + (asked.asked_until - sent.told_on)
    _ask(channel, list(organisation.staff_on(by.today)), until, by)
    _close_if_received(matter, by.today)


def _close_if_received(matter: Matter, today: date) -> None:
    """Close the document to everyone once it was sent and everyone who is here still has it."""
    channel = Channel.objects.filter(matter=matter, code="document_all").first()
    if channel is None or channel.closed_on is not None or not channel.proofs.exists():
        return
    waiting = matter.readings.filter(
        version=matter.reading_version,
        asked_until__isnull=False,
        received_at__isnull=True,
        confirmed_on__isnull=True,
        person__in=organisation.staff_on(today),
    )
    if not waiting.exists():
        channel.matter = matter
        channels.close(channel, today)


@transaction.atomic
def enter_list(
    matter: Matter, people: Collection[Person], *, signed_on: date, scan: Upload, by: Actor
) -> int:
    """Enter the confirmations of a list that people signed on paper; the scan proves them."""
    matter = _locked(matter)
    check_power(rules.PUBLISH, by, rules.PROCEDURE.labels.acts["prove"])
    waiting = not_confirmed(matter, by.today)
    rules_channels.check_list([str(row.pk) for row in waiting], [str(row.pk) for row in people])
    rules_channels.check_told_on(signed_on, matter.published_on, by.today)
    kept = files.keep(scan.file, scan.name, at=by.at, seen=scan.seen)
    entry = write_entry(
        "publication.paper_list_entered",
        matter.subject,
        by=by,
        clauses=sources_of(matter),
        facts={"people": len(people), "signed_on": signed_on.isoformat()},
        digest=kept.file.digest,
    )
    rows = []
    for person in people:
        row, _ = Reading.objects.get_or_create(
            matter=matter, version=matter.reading_version, person=person
        )
        row.received_at = row.received_at or by.at
        row.confirmed_on, row.confirmed_at, row.entry_number = signed_on, by.at, entry.number
        row.paper, row.paper_name, row.entered_by_id = kept.file, kept.name, by.author.id
        row.save()
        rows.append(row)
    _done(matter, rows, by)
    return len(rows)


def not_confirmed(matter: Matter, today: date) -> list[Person]:
    """Return the staff of a day who have not confirmed the present version, by name."""
    read = matter.readings.filter(version=matter.reading_version, confirmed_on__isnull=False)
    people = organisation.staff_on(today).exclude(pk__in=read.values("person"))
    return list(people.select_related("department").order_by("plain_name", "name", "pk"))
