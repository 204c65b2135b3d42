"""Reading the organisation: the agency, its people on a day, and who holds what."""

from datetime import date

from django.db.models import Q, QuerySet

from dienhong.organisation.functions import ORDER, Function
from dienhong.organisation.models import Agency, Holding, Person
from dienhong.organisation.rules import Closing


def agency() -> Agency:
    """Return the agency of the database that is open."""
    return Agency.objects.get(pk=1)


def closing(row: Agency) -> Closing | None:
    """Return how and when an agency ends, None while nothing is recorded of it."""
    if row.closed_on is None or row.closing_decided_on is None:
        return None
    return Closing(
        closed_on=row.closed_on,
        number=row.closing_number,
        decided_on=row.closing_decided_on,
        successor_name=row.successor_name,
        successor_code=row.successor_code,
    )


def staff_on(day: date) -> QuerySet[Person]:
    """Return those who belong to the agency on ``day``."""
    return Person.objects.filter(joined_on__lte=day).filter(
        Q(left_on__isnull=True) | Q(left_on__gte=day)
    )


def _held_on(day: date) -> QuerySet[Holding]:
    return Holding.objects.filter(held_from__lte=day).filter(
        Q(held_to__isnull=True) | Q(held_to__gte=day)
    )


def functions_of(person: Person, day: date) -> frozenset[str]:
    """Return the codes of the functions that a person holds on ``day``."""
    return frozenset(_held_on(day).filter(person=person).values_list("function", flat=True))


def holders_on(day: date, functions: frozenset[str]) -> list[Holding]:
    """Return who holds any of ``functions`` on ``day``, in the order of the functions."""
    held = _held_on(day).filter(function__in=functions, person__in=staff_on(day))
    held = held.select_related("person")
    return sorted(held, key=lambda h: (ORDER.index(Function(h.function)), h.person.name))


def people_with_functions(day: date) -> list[Person]:
    """Return the staff of ``day``, each with ``held``: the labels of the functions they hold."""
    held: dict[object, list[str]] = {}
    for holding in _held_on(day):
        held.setdefault(holding.person_id, []).append(holding.get_function_display())
    people = list(staff_on(day).select_related("department", "account"))
    for person in people:
        person.held = held.get(person.pk, [])  # type: ignore[attr-defined]
    return people
