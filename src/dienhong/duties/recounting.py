"""Counting open days again when the calendar has changed, by an act that says why."""

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.derivation import Derivation
from dienhong.duties import rules
from dienhong.duties.models import Occasion, Sweep
from dienhong.duties.routines import Rhythm, in_force
from dienhong.organisation import queries as organisation
from dienhong.record.actions import write_entry


@transaction.atomic
def recount(*, by: Actor) -> list[Occasion]:
    """Count the days of the open occasions under the calendar of today; return those that moved.

    Done once for each version of the calendar. The terms are those under which each was opened.
    """
    mark, calendar = Sweep.objects.select_for_update().get(pk=1), vietnam.calendar()
    if mark.calendar == calendar.version:
        return []
    rows = Occasion.objects.filter(closed_on__isnull=True).select_related("duty", "version")
    moved = [row for row in rows if _recounted(row, calendar.version, by=by)]
    mark.calendar = calendar.version
    mark.save(update_fields=["calendar"])
    return moved


def _recounted(row: Occasion, version: str, *, by: Actor) -> bool:
    """Count one occasion again, if its day was counted under another version; say if it moved."""
    before = row.duty.counted
    rhythm = _rhythm(row, by) if before.calendar not in {"", version} else None
    if rhythm is None:
        return False
    due = _counted(row, rhythm)
    row.duty.due_on, row.duty.derivation = due.day, due.to_data()
    row.duty.save(update_fields=["due_on", "derivation"])
    write_entry(
        "duties.recounted",
        row.subject,
        by=by,
        clauses=row.duty.citations,
        facts={
            "due_on_before": before.day.isoformat(),
            "due_on": due.day.isoformat(),
            "calendar_before": before.calendar,
            "calendar": due.calendar,
        },
    )
    return due.day != before.day


def _rhythm(row: Occasion, by: Actor) -> Rhythm | None:
    """Return the terms under which an occasion was opened; today's, if those came after its day."""
    began = row.version.in_force_from or row.opens_on
    opened = max(row.opens_on, organisation.agency().go_live_on, began)
    found = (each for day in (opened, by.today) for each in in_force(day).rhythms)
    return next((e for e in found if (e.routine.code, e.unit) == (row.routine, row.unit)), None)


def _counted(row: Occasion, rhythm: Rhythm) -> Derivation:
    grace = rhythm.grace
    more = rules.Grace(grace.value, grace.unit, grace.source) if grace else None
    calendar, window = vietnam.calendar(), rhythm.routine.window
    return rules.window_of(row.period, window, rhythm.clauses, more, calendar).due
