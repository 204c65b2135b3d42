"""Plans by period: the duty that a period opens, and the matter that closes it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.duties.routines import ROUTINES
from dienhong.publication.models import Matter

_CODES = [each.code for each in ROUTINES if "matter" in each.evidence]


def waiting() -> list[Occasion]:
    """Return the periods whose plan is owed and not public yet, the earliest due first."""
    open_ones = Occasion.objects.filter(routine__in=_CODES, closed_on__isnull=True)
    return list(open_ones.select_related("duty").order_by("duty__due_on", "first"))


def asked_for(key: str) -> Occasion | None:
    """Return the occasion that a link names, if its plan is still owed."""
    return next((each for each in waiting() if str(each.pk) == key), None) if key else None


def initial_of(occasion: Occasion) -> dict[str, Any]:
    """Return what the form of a matter shows first for an occasion: its kind, and a title."""
    said = f"{occasion.meant.public_as} {occasion.period.said}"
    return {"title": said, "kind": next(iter(occasion.duty.clauses), "")}


def show_done(matter: Matter, *, by: Actor) -> None:
    """Let a matter that is public prove and close the duty of its period.

    Who publishes may lack the right to record duties: the duty then stays open for who has it.
    """
    key = matter.details.get("occasion", "")
    occasion = (
        Occasion.objects.filter(pk=UUID(key), closed_on__isnull=True).first() if key else None
    )
    if occasion is None:
        return
    proof = Evidence(kind="matter", subject=matter.subject, path=f"cong-khai/{matter.pk}/")
    try:
        occasions.show(occasion, proof, digest=matter.content_digest, by=by)
        occasions.close(occasion, done_on=by.today, by=by)
    except Refused:
        return
