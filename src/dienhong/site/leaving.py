"""Leaving the office: what is still open is handed on, then the organisation lets go."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from dienhong.core.acting import Actor
from dienhong.duties.actions import hand_on
from dienhong.duties.models import Duty
from dienhong.duties.queries import of
from dienhong.organisation import rules_staffing, staffing
from dienhong.organisation.models import Person
from dienhong.publication import handing
from dienhong.publication.owed import READ


def left_open(person: Person) -> QuerySet[Duty]:
    """Return the duties for which this person answers by name, soonest first.

    Reading is not handed on: nobody reads for another.
    """
    return of(person, ()).exclude(kind=READ)


@transaction.atomic
def leave(
    person: Person, *, last_day: date, basis: str, receivers: Mapping[int, Person], by: Actor
) -> Person:
    """Hand each open duty on to its receiver and let the person go, or do nothing of it.

    ``receivers`` gives a person for the key of each duty.
    """
    duties = list(left_open(person).select_for_update())
    rules_staffing.check_handed_on(sum(duty.pk not in receivers for duty in duties))
    for duty in duties:
        to = receivers[duty.pk]
        if handing.is_check(duty):
            handing.hand_check_on(duty, to, by=by)
        else:
            hand_on(duty, to, by=by)
    handing.let_go_of_reading(person, on=by.today)
    return staffing.leave(person, last_day=last_day, basis=basis, by=by)
