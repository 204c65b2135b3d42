"""Reading the duties: mine, those of a function, late, due soon."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from dienhong.duties.models import Duty
from dienhong.organisation.models import Person


def open_duties() -> QuerySet[Duty]:
    """Return what is not done, soonest first."""
    return Duty.objects.filter(done_on__isnull=True)


def of(person: Person, functions: Iterable[str]) -> QuerySet[Duty]:
    """Return the open duties for which a person answers, in person or by a function held."""
    mine = Q(person=person)
    for code in functions:
        mine |= Q(functions__contains=f",{code},")
    return open_duties().filter(mine)


def late(duties: Iterable[Duty], today: date) -> list[Duty]:
    """Return those whose day has passed, except what was carried over."""
    return [duty for duty in duties if duty.due_on < today and not duty.carried_over]


def due_within(duties: Iterable[Duty], today: date, days: int) -> list[Duty]:
    """Return those whose day is today or in the next ``days`` days."""
    last = today + timedelta(days=days)
    return [duty for duty in duties if today <= duty.due_on <= last]
