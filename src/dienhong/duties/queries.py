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
    return open_duties().filter(_owed_by(person, functions))


def done_by(person: Person, functions: Iterable[str]) -> QuerySet[Duty]:
    """Return the duties for which a person answers that were done, the latest first."""
    rows = Duty.objects.filter(_owed_by(person, functions), done_on__isnull=False)
    return rows.exclude(title="").order_by("-done_on", "-pk")


def seen_by(person: Person, functions: Iterable[str], *, all_of_them: bool) -> QuerySet[Duty]:
    """Return the duties, open or done, whose titles a person may read: all, or the own ones.

    The title of another's duty may tell of what is not public yet.
    """
    rows = Duty.objects.exclude(title="").defer("derivation")
    return rows if all_of_them else rows.filter(_owed_by(person, functions))


def _owed_by(person: Person, functions: Iterable[str]) -> Q:
    mine = Q(person=person)
    for code in functions:
        mine |= Q(functions__contains=f",{code},")
    return mine


def late(duties: Iterable[Duty], today: date) -> list[Duty]:
    """Return those whose day has passed, except what was carried over."""
    return [duty for duty in duties if duty.is_late(today)]


def due_within(duties: Iterable[Duty], today: date, days: int) -> list[Duty]:
    """Return those whose day is today or in the next ``days`` days."""
    last = today + timedelta(days=days)
    return [duty for duty in duties if today <= duty.due_on <= last]
