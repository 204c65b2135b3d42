"""Reading the organisation: the agency, its people on a day, and who holds what."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from dienhong.organisation.models import Agency, Binding, Holding, LegalFunction, Person
from dienhong.organisation.powers import powers
from dienhong.organisation.rules import Closing
from dienhong.organisation.standing import Place, Standing


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


def standing(day: date) -> Standing:
    """Return how the office stands on ``day``: functions, holders, vacancies, powers."""
    return Standing(places=_places(), holders=_holders(day), powers=who_may())


def _places() -> dict[str, Place]:
    return {
        row.code: Place(
            row.code, row.label, row.through_id or "", row.stand_in_id or "", row.ground
        )
        for row in LegalFunction.objects.all()
    }


def _holders(day: date) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    held = _held_on(day).filter(person__in=staff_on(day))
    for code, person in held.values_list("function_id", "person_id"):
        found.setdefault(code, set()).add(str(person))
    return {code: frozenset(people) for code, people in found.items()}


def who_may() -> dict[str, frozenset[str]]:
    """Return for each power the functions that have it in this office."""
    bound = {row.power: frozenset(row.functions) for row in Binding.objects.all()}
    return {code: bound.get(code, power.functions) for code, power in powers().items()}


def functions_of(person: Person, day: date) -> frozenset[str]:
    """Return the codes of the functions in which a person acts on ``day``."""
    return standing(day).functions_of(str(person.pk))


def holders_on(day: date, functions: Collection[str]) -> list[Holding]:
    """Return who holds any of ``functions`` on ``day``, in the order of the functions."""
    held = _held_on(day).filter(function__in=functions, person__in=staff_on(day))
    return list(held.select_related("person", "function").order_by("function", "person__name"))


def people_with(power: str, standing: Standing) -> list[Person]:
    """Return who has a power, also as a stand-in, by name."""
    who = {person for code in standing.powers[power] for person in standing.acting(code)}
    return list(Person.objects.filter(pk__in=who))


def people_with_functions(day: date) -> list[Person]:
    """Return the staff of ``day``, each with ``held``: the labels of the functions they hold."""
    held: dict[object, list[str]] = {}
    for holding in _held_on(day).select_related("function"):
        held.setdefault(holding.person_id, []).append(holding.function.label)
    people = list(staff_on(day).select_related("department", "account"))
    for person in people:
        person.held = held.get(person.pk, [])  # type: ignore[attr-defined]
    return people
