"""What people do with an occasion: agree on a day, show that it was done, close it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.core.files.base import File
from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.duties import rules
from dienhong.duties.actions import close_duties
from dienhong.duties.models import Evidence, Occasion
from dienhong.organisation.actions import check_power
from dienhong.record import files
from dienhong.record.actions import write_entry


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, and what it is; looking at it starts a process, before an act begins."""

    name: str
    file: File[bytes]
    seen: files.Seen


def _open(occasion: Occasion, power: str, by: Actor) -> Occasion:
    """Lock an occasion that a person may still change: by a power, or as the one whose it is.

    A body's is everybody's who acts in it.
    """
    row = Occasion.objects.select_for_update().get(pk=occasion.pk)
    if str(row.holder_id) != by.author.id and not (row.body and by.acting_as == row.body):
        check_power(power, by)
    rules.check_still_open(row.closed_on)
    return row


@transaction.atomic
def agree(
    occasion: Occasion, *, day: date, at: time | None = None, place: str = "", by: Actor
) -> Occasion:
    """Write down on which day, at what time and where it will be held; the last day stays."""
    row = _open(occasion, rules.RECORD, by)
    rules.check_agreed(day, row.opens_on)
    row.agreed_on, row.agreed_at, row.place = day, at, place.strip()
    row.save(update_fields=["agreed_on", "agreed_at", "place"])
    write_entry(
        "duties.agreed",
        row.subject,
        by=by,
        clauses=row.duty.citations,
        facts={"day": day.isoformat(), "due_on": row.duty.due_on.isoformat()},
    )
    return row


def follow_meeting(
    occasions: Iterable[Occasion], *, day: date | None, at: time | None = None, place: str = ""
) -> None:
    """Keep the day of the meeting that is to serve occasions, None when it was called off.

    Calendars show it from there; what was written into the journal is the meeting's own entry.
    """
    rows = Occasion.objects.filter(pk__in=[row.pk for row in occasions], closed_on=None)
    rows.update(agreed_on=day, agreed_at=at, place=place)


@transaction.atomic
def show(
    occasion: Occasion,
    evidence: Evidence,
    *,
    upload: Upload | None = None,
    digest: str = "",
    by: Actor,
) -> Evidence:
    """Add what proves that it was done; an unsaved row is given, its digest goes to the journal."""
    row = _open(occasion, rules.RECORD, by)
    wanted, carried = row.meant.evidence, row.duty.carried_over
    rules.check_kind_of_evidence(evidence.kind, wanted, carried_over=carried)
    rules.check_shows_something((evidence.words, evidence.number, evidence.subject, upload))
    shown = (evidence.words, evidence.subject, upload)
    others = (*shown, evidence.title, evidence.sent_to)
    rules.check_fact_only(row.function_id, evidence.number, evidence.dated_on, others)
    rules.check_handed_in(
        evidence.kind, (evidence.title, evidence.dated_on, evidence.sent_to), shown
    )
    rules.check_dated(evidence.dated_on, by.today)
    if upload is not None:
        kept = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        evidence.file, evidence.file_name = kept.file, kept.name
    evidence.occasion, evidence.given_by, evidence.given_at = row, by.author.name, by.at
    evidence.save()
    write_entry(
        "duties.evidence_added",
        row.subject,
        by=by,
        clauses=row.duty.citations,
        facts={"evidence": evidence.kind, "thing": evidence.subject},
        digest=digest or (evidence.file.digest if evidence.file else ""),
    )
    return evidence


@transaction.atomic
def close(occasion: Occasion, *, done_on: date, by: Actor) -> Occasion:
    """Say that it was done, on which day; refused until what proves it is there."""
    row = _open(occasion, rules.RECORD, by)
    rules.check_done_on(done_on, row.opens_on, by.today)
    wanted: Iterable[str] = row.meant.evidence
    if row.duty.carried_over:
        wanted = (*wanted, "record")
    held = row.evidence.values_list("kind", flat=True)
    rules.check_evidence(set(held), tuple(wanted), next(iter(row.duty.citations), None))
    row.done_on = done_on
    _end(row, on=done_on, by=by)
    write_entry(
        "duties.done",
        row.subject,
        by=by,
        clauses=row.duty.citations,
        facts={"due_on": row.duty.due_on.isoformat(), "done_on": done_on.isoformat()},
    )
    return row


@transaction.atomic
def tell(occasion: Occasion, *, words: str, done_on: date, by: Actor) -> Occasion:
    """Close in words what was running when the office began to work with the system."""
    show(occasion, Evidence(kind="record", words=words.strip(), dated_on=done_on), by=by)
    return close(occasion, done_on=done_on, by=by)


@transaction.atomic
def close_without(occasion: Occasion, *, ground: str, by: Actor) -> Occasion:
    """Put aside what was not done, with the reason that a report will show."""
    row = _open(occasion, rules.CLOSE_WITHOUT, by)
    check_power(rules.CLOSE_WITHOUT, by)
    rules.check_ground(ground)
    row.not_done_because = ground.strip()
    _end(row, on=by.today, by=by)
    write_entry(
        "duties.not_done",
        row.subject,
        by=by,
        clauses=row.duty.citations,
        facts={"due_on": row.duty.due_on.isoformat()},
    )
    return row


def _end(row: Occasion, *, on: date, by: Actor) -> None:
    row.closed_on = by.today
    row.save(update_fields=["done_on", "closed_on", "not_done_because"])
    close_duties(row.subject, on=on)
