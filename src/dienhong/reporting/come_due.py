"""What came due in a period, by the provisions that demand it, and how it ended.

What comes round has a line of its own. Of the other duties (to publish, to answer, to carry out a
measure) only what was left undone is told, one line a kind: their titles may be of what is not
public, and a report is read by more people than they are.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from dienhong.core.days.periods import Period
from dienhong.duties.models import Duty, Occasion
from dienhong.reporting.content import Time
from dienhong.reporting.models import Report
from dienhong.reporting.owed import FINISH

_DAY_LONG = timedelta(days=1)


def times(report: Report) -> dict[str, tuple[Time, ...]]:
    """Return what came round or was left undone in a report's period, by provision.

    The report itself is not told of: it would be asked why it is not finished. Two queries.
    """
    found: dict[str, tuple[Time, ...]] = {}
    for clause, time in [*_rounds(report), *_left_undone(report.period)]:
        found[clause] = (*found.get(clause, ()), time)
    return found


def _rounds(report: Report) -> Iterable[tuple[str, Time]]:
    period = report.period
    rows = Occasion.objects.select_related("duty").filter(
        first__lte=period.last, duty__due_on__gte=period.first
    )
    if report.occasion_id:
        rows = rows.exclude(pk=report.occasion_id)
    for row in rows.order_by("duty__due_on", "pk"):
        for clause in row.duty.clauses:
            yield clause, _round(row, period)


def _round(row: Occasion, period: Period) -> Time:
    done = row.done_on if row.done_on and row.done_on <= period.last else None
    ended = done or period.last + _DAY_LONG
    return Time(
        title=row.duty.title,
        path=row.duty.path,
        due_on=row.duty.due_on.isoformat(),
        done_on=done.isoformat() if done else "",
        because=row.not_done_because,
        is_late=ended > row.duty.due_on and not row.duty.carried_over,
    )


def _left_undone(period: Period) -> Iterable[tuple[str, Time]]:
    rows = Duty.objects.filter(
        Q(done_on=None) | Q(done_on__gt=period.last),
        due_on__range=(period.first, period.last),
        occasion=None,
        carried_over=False,
    ).exclude(kind=FINISH)
    for _, each in groupby(rows.order_by("kind", "due_on", "pk"), attrgetter("kind")):
        by_clause: dict[str, list[Duty]] = {}
        for duty in each:
            for clause in duty.clauses:
                by_clause.setdefault(clause, []).append(duty)
        yield from ((clause, _undone(same)) for clause, same in by_clause.items())


def _undone(same: list[Duty]) -> Time:
    """Return duties of one kind under one provision as one line, without their titles."""
    return Time(
        title=f"{same[0].verb}: {len(same)} việc",
        path="",
        due_on=same[0].due_on.isoformat(),
        done_on="",
        because="",
        is_late=True,
    )
