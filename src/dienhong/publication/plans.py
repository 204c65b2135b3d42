"""Plans by period: the duty that a period opens, and the matter that closes it.

A plan that is published to be done (the office's own) closes its period. One that is drawn up
first (an officer's programme) is owed to the public from the day on which it was done.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.refusal import Refused
from dienhong.duties import occasions
from dienhong.duties.actions import close_duties, open_duty
from dienhong.duties.models import Duty, Evidence, Occasion
from dienhong.duties.routines import ROUTINES
from dienhong.organisation.queries import who_may
from dienhong.publication import queries, rules
from dienhong.publication.models import Matter
from dienhong.record.actions import write_entry

PUBLISH_PLAN = "publication.publish_plan"
_CODES = [each.code for each in ROUTINES if "matter" in each.evidence]
_DRAWN_UP_FIRST = [each for each in ROUTINES if each.public_of]
_OF = "plan:"


def waiting() -> list[Occasion]:
    """Return the periods whose plan is owed and not public yet, the earliest due first."""
    open_ones = Occasion.objects.filter(routine__in=_CODES, closed_on__isnull=True)
    rows = (open_ones | Occasion.objects.filter(pk__in=_owed())).select_related(
        "duty", "function", "holder"
    )
    return list(rows.order_by("duty__due_on", "first", "whose"))


def _owed() -> list[UUID]:
    """Return the occasions of which the plan was drawn up and waits to be published."""
    subjects = Duty.objects.filter(kind=PUBLISH_PLAN, done_on__isnull=True)
    return [UUID(each.removeprefix(_OF)) for each in subjects.values_list("subject", flat=True)]


def asked_for(key: str) -> Occasion | None:
    """Return the occasion that a link names, if its plan is still owed."""
    return next((each for each in waiting() if str(each.pk) == key), None) if key else None


def said(occasion: Occasion) -> str:
    """Return what a plan is called: "Chương trình công tác năm 2026: Trưởng phòng Tú"."""
    function, holder = occasion.function, occasion.holder
    whose = f": {function.label} {holder.name}" if function and holder else ""
    return f"{occasion.meant.public_as} {occasion.period.said}{whose}"


def initial_of(occasion: Occasion) -> dict[str, Any]:
    """Return what the form of a matter shows first for an occasion: its title, and its kind.

    A period that only a publication closes is demanded by the kind of content itself.
    """
    kind = next(iter(occasion.duty.clauses), "") if occasion.routine in _CODES else ""
    return {"title": said(occasion), "kind": kind}


@transaction.atomic
def ask_for_publication(*, by: Actor) -> list[Duty]:
    """Ask for each plan that was drawn up to be published within the term, each of them once."""
    asked = Duty.objects.filter(kind=PUBLISH_PLAN).values_list("subject", flat=True)
    found = [
        row
        for routine in _DRAWN_UP_FIRST
        for row in Occasion.objects.filter(
            routine=routine.code,
            function__in=routine.public_of,
            done_on__isnull=False,
            duty__carried_over=False,
        ).select_related("duty", "function", "holder")
    ]
    told = set(asked)
    return [duty for row in found if f"{_OF}{row.pk}" not in told for duty in _ask(row, by)]


def _ask(row: Occasion, by: Actor) -> list[Duty]:
    assert row.done_on is not None
    within = queries.terms_for(row.done_on, by.today).publish_within
    if within is None:
        return []
    due = rules.publish_by(row.done_on, within, vietnam.calendar())
    answer, draft = (set(who_may()[power]) for power in (rules.ANSWER, rules.DRAFT))
    clauses = [*row.duty.citations, *within.sources]
    duty = open_duty(
        PUBLISH_PLAN,
        f"{_OF}{row.pk}",
        title=said(row),
        verb="Công khai",
        path=f"cong-khai/soan/?viec={row.pk}",
        due=due,
        clauses=clauses,
        functions=sorted(answer & draft or draft),  # its link leads to the form of a draft
    )
    write_entry(
        "publication.plan_asked",
        row.subject,
        by=by,
        clauses=clauses,
        facts={"due_on": due.day.isoformat()},
    )
    return [duty]


def show_done(matter: Matter, *, by: Actor) -> None:
    """Let a matter that is public prove and close the duty of its period.

    Who publishes may lack the right to record duties: the duty then stays open for who has it.
    """
    key = matter.details.get("occasion", "")
    occasion = Occasion.objects.filter(pk=UUID(key)).first() if key else None
    if occasion is None:
        return
    close_duties(f"{_OF}{occasion.pk}", on=by.today, kinds=[PUBLISH_PLAN])
    if occasion.closed_on is None:
        _close(occasion, matter, by)


def _close(occasion: Occasion, matter: Matter, by: Actor) -> None:
    proof = Evidence(kind="matter", subject=matter.subject, path=f"cong-khai/{matter.pk}/")
    try:
        occasions.show(occasion, proof, digest=matter.content_digest, by=by)
        occasions.close(occasion, done_on=by.today, by=by)
    except Refused:
        return
