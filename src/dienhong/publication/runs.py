"""The runs of what is public, for the office's calendar and for those on phones."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from dienhong.duties.spans import Span
from dienhong.publication import hanging, queries
from dienhong.publication.models import Posting

MOST = 1_000
# How far back and ahead a calendar on a phone shows runs.
BACK, AHEAD = timedelta(days=60), timedelta(days=365)


def between(first: date, last: date, today: date) -> Iterator[Span]:
    """Yield the runs of what is public that go on, or went on, between two days.

    Nothing of one that a gap keeps open: nobody can say yet when it ends.
    """
    going = Q(taken_down_on__isnull=True) | Q(taken_down_on__gte=first)
    rows = Posting.objects.filter(
        going,
        matter__in=queries.published(),
        broken_on__isnull=True,
        ends_on__gte=first,
        posted_on__lte=last,
    )
    rows = rows.select_related("matter").prefetch_related("gaps").order_by("ends_on", "pk")
    for posting in rows[:MOST]:
        run = hanging.run_of(posting, today)
        start = run.start if run.goes_on else posting.posted_on
        if posting.ends_on is not None and start <= last:
            yield _span(posting, start, posting.ends_on)


def _span(posting: Posting, start: date, end: date) -> Span:
    place = "" if posting.electronic else posting.place
    return Span(
        key=f"run/{posting.pk}",
        title=posting.matter.title,
        what=f"niêm yết tại {place}" if place else "công khai",
        first=start,
        last=end,
        place=place,
        path=f"cong-khai/{posting.matter_id}/",
    )
