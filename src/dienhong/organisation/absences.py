"""Leave and secondments: entered in advance or after, shortened, cancelled."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dienhong.core.acting import Actor
from dienhong.organisation import queries, rules, rules_staffing
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.models import Absence, Person
from dienhong.record.actions import write_entry


@transaction.atomic
def enter(  # noqa: PLR0913 (what an absence is)
    person: Person,
    kind: AbsenceKind,
    *,
    starts_on: date,
    ends_on: date | None,
    basis: str = "",
    other_body: str = "",
    by: Actor,
) -> Absence:
    """Write down leave or a secondment; the journal says the days, never the kind."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    rules_staffing.check_absence_days(starts_on, ends_on, person.joined_on)
    rules_staffing.check_stays(person.left_on, ends_on)
    if not kind.is_leave:
        rules.check_said(other_body, "cơ quan biệt phái đi hoặc đến")
    rules_staffing.check_no_overlap(queries.overlapping(person, kind.is_away, starts_on, ends_on))
    row = Absence.objects.create(
        person=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        basis=basis,
        other_body=other_body,
    )
    write_entry(
        "organisation.absence_entered",
        f"person:{person.pk}",
        by=by,
        facts={
            "starts_on": starts_on.isoformat(),
            "ends_on": ends_on.isoformat() if ends_on else None,
        },
    )
    return row


@transaction.atomic
def shorten(absence: Absence, *, ends_on: date, by: Actor) -> Absence:
    """Let an absence end earlier: ``ends_on`` is its new last day."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    rules_staffing.check_not_cancelled(absence.cancelled_at is not None)
    rules_staffing.check_may_shorten(absence.starts_on, absence.ends_on, ends_on)
    absence.ends_on = ends_on
    absence.save(update_fields=["ends_on"])
    write_entry(
        "organisation.absence_shortened",
        f"person:{absence.person_id}",
        by=by,
        facts={"starts_on": absence.starts_on.isoformat(), "ends_on": ends_on.isoformat()},
    )
    return absence


@transaction.atomic
def cancel(absence: Absence, *, ground: str, by: Actor) -> Absence:
    """Cancel an absence: it did not take place, or was entered in error. The row stays."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    rules_staffing.check_not_cancelled(absence.cancelled_at is not None)
    rules.check_said(ground, "lý do huỷ")
    absence.cancelled_at, absence.cancel_ground = by.at, ground
    absence.save(update_fields=["cancelled_at", "cancel_ground"])
    write_entry(
        "organisation.absence_cancelled",
        f"person:{absence.person_id}",
        by=by,
        facts={"starts_on": absence.starts_on.isoformat()},
    )
    return absence


def end_all(person: Person, last_day: date, *, at: datetime) -> None:
    """End with ``last_day`` what would go on after it; part of the act by which a person leaves."""
    rows = Absence.objects.filter(person=person, cancelled_at__isnull=True)
    rows.filter(starts_on__gt=last_day).update(cancelled_at=at, cancel_ground="Thôi việc")
    over = Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)
    rows.filter(over, starts_on__lte=last_day).update(ends_on=last_day)
