"""Entering for another: a clerk writes down what a person did on paper or by speech.

Whoever has no computer takes part fully: the act reads as that person's, with the clerk's
name, the scan, and a second person's confirmation beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet

from dienhong.core.acting import Actor, RecordedFrom
from dienhong.organisation import rules_sittings
from dienhong.organisation.actions import someone
from dienhong.organisation.models import Person, Sitting
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.models import JournalEntry, JournalHead


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture or scan of a paper, looked at before the act begins."""

    name: str
    file: File[bytes]
    seen: files.Seen


def look_at(upload: File[bytes]) -> Scan:
    """Look at an upload in the limited process; refuse what is no file that this office takes."""
    name = upload.name or "phieu"
    return Scan(name, upload, files.check(upload, name))


# Where a browser's session names the sitting that is open in it.
KEY = "sitting"


def open_one(key: str, clerk: Person) -> Sitting | None:
    """Return a sitting that this clerk has open, or None."""
    rows = Sitting.objects.filter(pk=key, clerk=clerk, last_entry__isnull=True)
    return rows.select_related("person").first()


def on_behalf(sitting: Sitting, by: Actor) -> Actor:
    """Return the companions of an act that a clerk enters in a sitting."""
    return replace(
        by,
        on_behalf_of=someone(sitting.person),
        recorded_from=RecordedFrom(sitting.recorded_from),
        sitting=str(sitting.pk),
    )


@transaction.atomic
def begin(
    person: Person,
    *,
    recorded_from: RecordedFrom,
    scan: Scan | None = None,
    told: str = "",
    clerk: Person,
    by: Actor,
) -> Sitting:
    """Begin to enter for a person, from a paper with its scan or from what was said."""
    rules_sittings.check_entered_for(str(clerk.pk), str(person.pk))
    rules_sittings.check_evidence(recorded_from is RecordedFrom.PAPER, scan is not None, told)
    kept = files.keep(scan.file, scan.name, at=by.at, seen=scan.seen) if scan else None
    sitting = Sitting(
        person=person,
        clerk=clerk,
        recorded_from=recorded_from.value,
        scan=kept.file if kept else None,
        scan_name=kept.name if kept else "",
        told=told.strip(),
        opened_at=by.at,
    )
    entry = write_entry(
        "organisation.sitting_begun",
        sitting.subject,
        by=on_behalf(sitting, by),
        digest=kept.file.digest if kept else "",
    )
    sitting.first_entry = entry.number
    sitting.save(force_insert=True)
    return sitting


@transaction.atomic
def end(sitting: Sitting, *, by: Actor) -> None:
    """End a sitting: from now on it waits for a second person."""
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if sitting.last_entry is not None:
        return
    # Under the head's lock nothing can come between counting and writing.
    JournalHead.objects.select_for_update().get(pk=1)
    count = len(entered(sitting))
    entry = write_entry(
        "organisation.sitting_ended", sitting.subject, by=by, facts={"entered": count}
    )
    sitting.last_entry = entry.number
    sitting.save(update_fields=["last_entry"])


def entered(sitting: Sitting) -> list[JournalEntry]:
    """Return the entries of the acts that were entered in a sitting, oldest first."""
    rows = JournalEntry.objects.filter(number__gt=sitting.first_entry)
    if sitting.last_entry is not None:
        rows = rows.filter(number__lt=sitting.last_entry)
    return list(rows.filter(body__contains=str(sitting.pk)).exclude(subject=sitting.subject))


@transaction.atomic
def decide(sitting: Sitting, *, agrees: bool, ground: str = "", by: Actor) -> None:
    """Confirm that a sitting says what the paper or the person said, or contest it."""
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    rules_sittings.check_second_person(str(sitting.clerk_id), by.by.id)
    rules_sittings.check_not_decided(sitting.last_entry is not None, sitting.agrees is not None)
    if not agrees:
        rules_sittings.check_contested_with_ground(ground)
    sitting.agrees, sitting.decided_by_id, sitting.decided_at = agrees, by.by.id, by.at
    sitting.ground = ground.strip()
    sitting.save(update_fields=["agrees", "decided_by", "decided_at", "ground"])
    write_entry(
        "organisation.sitting_confirmed" if agrees else "organisation.sitting_contested",
        sitting.subject,
        by=by,
    )


def visible_to(person: Person, may_confirm: bool) -> QuerySet[Sitting]:
    """Return the sittings that a person may see: one's own, those entered for one, or all."""
    rows = Sitting.objects.select_related("person", "clerk", "decided_by", "scan")
    return rows if may_confirm else rows.filter(Q(person=person) | Q(clerk=person))


def waiting_for(person: Person, may_confirm: bool) -> QuerySet[Sitting]:
    """Return the ended sittings that this person could confirm."""
    rows = visible_to(person, may_confirm).exclude(clerk=person)
    return rows.filter(last_entry__isnull=False, agrees__isnull=True)
