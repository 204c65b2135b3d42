"""A personal notice whose run is over leaves list, search, feed and book; its proof stays."""

from django.db import transaction
from django.db.models import Q

from dienhong.core.acting import Actor
from dienhong.duties.actions import close_duties, forget_title
from dienhong.publication import finding
from dienhong.publication.models import Matter
from dienhong.publication.rules import Stage
from dienhong.record import made
from dienhong.record.actions import write_entry


def over(by: Actor) -> list[Matter]:
    """Return the personal notices of which no run goes on today any more."""
    shown = Matter.objects.filter(stage=Stage.PUBLISHED, personal=True, left_on__isnull=True)
    # Without a last day a posting waits to hang again: its run is not over.
    runs = shown.filter(
        Q(postings__ends_on__gte=by.today) | Q(postings__ends_on__isnull=True),
        postings__taken_down_on__isnull=True,
        postings__broken_on__isnull=True,
        postings__isnull=False,
    )
    return list(shown.exclude(pk__in=runs.values("pk")).order_by("published_at"))


def sweep(*, by: Actor) -> int:
    """Let each personal notice leave whose run is over; return how many did."""
    return sum(_leave(matter, by) for matter in over(by))


@transaction.atomic
def _leave(matter: Matter, by: Actor) -> bool:
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    if matter.left_on is not None:  # another sweep was quicker
        return False
    matter.left_on = by.today
    matter.save(update_fields=["left_on"])
    close_duties(matter.subject, on=by.today)
    forget_title(matter.subject)
    transaction.on_commit(made.clear)  # folders for inspections were made with its minutes
    write_entry(
        "publication.left",
        matter.subject,
        by=by,
        clauses=[matter.kind, *matter.post_for.sources],
        facts={"left_on": by.today.isoformat()},
        digest=matter.content_digest,
    )
    finding.forget(matter)
    return True
