"""Reading the organisation: the agency, its people on a day, and who holds what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dienhong.core.plain import without_accents
from dienhong.organisation import rules
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import ORDER, Function
from dienhong.organisation.models import (
    Absence,
    Agency,
    Department,
    EarlierService,
    Holding,
    Person,
    Placement,
)

_AWAY = [kind.value for kind in AbsenceKind if kind.is_away]


def agency() -> Agency:
    """Return the agency of the database that is open."""
    return Agency.objects.get(pk=1)


def staff_on(day: date) -> QuerySet[Person]:
    """Return those who belong to the agency on ``day``, in this period of theirs or an earlier."""
    now = Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gte=day))
    before = EarlierService.objects.filter(
        person=OuterRef("pk"), joined_on__lte=day, left_on__gte=day
    )
    return Person.objects.filter(now | Exists(before))


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


# What of a person is shown to whom: the page, the lists and the exports all ask here.


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader sees of a person beyond name, place and functions.

    ``private``: kind and basis of absences, the ground of leaving, staff code, sign-in name.
    """

    private: bool


def sight_of(person: Person | None, viewer: Person | None, functions: Collection[str]) -> Sight:
    """Return what ``viewer``, holding ``functions``, sees of a person; of everybody for None."""
    own = person is not None and viewer is not None and person.pk == viewer.pk
    return Sight(private=own or bool(rules.MAY_CHANGE_PEOPLE & set(functions)))


# Lists.


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom a list shows: words of the name, a department, a function, who is present or gone."""

    words: str = ""
    department: str = ""
    function: str = ""
    state: str = ""


PRESENT, AWAY, GONE = "co-mat", "vang", "da-thoi"


def listed(wanted: Wanted, day: date) -> QuerySet[Person]:
    """Return the people that fit what is wanted, in the order of their names."""
    people = Person.objects.filter(left_on__lt=day) if wanted.state == GONE else staff_on(day)
    for word in without_accents(wanted.words).split():
        people = people.filter(plain_name__contains=word)
    if wanted.department.isdecimal():
        people = people.filter(department_id=int(wanted.department[:9]))
    if wanted.function:
        people = people.filter(Exists(_held_on(day).filter(_of_person, function=wanted.function)))
    if wanted.state == PRESENT:
        people = people.filter(~Exists(away_on(day).filter(_of_person)))
    elif wanted.state == AWAY:
        people = people.filter(Exists(away_on(day).filter(_of_person)))
    return people.select_related("department", "account").order_by("plain_name", "name", "pk")


_of_person = Q(person=OuterRef("pk"))


def with_functions(people: Iterable[Person], day: date) -> list[Person]:
    """Return people, each with ``held``: the functions held on ``day``, by two queries at most."""
    rows = list(people)
    held: dict[object, list[str]] = {}
    for holding in _held_on(day).filter(person__in=[person.pk for person in rows]):
        held.setdefault(holding.person_id, []).append(holding.get_function_display())
    for person in rows:
        person.held = held.get(person.pk, [])  # type: ignore[attr-defined]
    return rows


# Absences.


def standing_on(day: date) -> QuerySet[Absence]:
    """Return leave and secondments that were not cancelled and hold on ``day``."""
    return Absence.objects.filter(cancelled_at__isnull=True, starts_on__lte=day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


def away_on(day: date) -> QuerySet[Absence]:
    """Return the absences of those who are away on ``day``."""
    return standing_on(day).filter(kind__in=_AWAY)


def overlapping(
    person: Person, away: bool, first: date, last: date | None
) -> tuple[date, date | None] | None:
    """Return the days of another absence (or stay here) of the person in this span, or None."""
    kinds = Q(kind__in=_AWAY) if away else ~Q(kind__in=_AWAY)
    rows = Absence.objects.filter(kinds, person=person, cancelled_at__isnull=True)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    if last is not None:
        rows = rows.filter(starts_on__lte=last)
    row = rows.first()
    return (row.starts_on, row.ends_on) if row else None


# Departments.


def departments_open() -> QuerySet[Department]:
    """Return the departments that were not closed."""
    return Department.objects.filter(closed_on__isnull=True)


def heads_on(day: date) -> dict[int, list[str]]:
    """Return the names of the heads, by department."""
    held = _held_on(day).filter(function=Function.HEAD_OF_DEPARTMENT, person__in=staff_on(day))
    heads: dict[int, list[str]] = {}
    for holding in held.select_related("person"):
        if holding.person.department_id is not None:
            heads.setdefault(holding.person.department_id, []).append(holding.person.name)
    return heads


def placements_on(day: date) -> QuerySet[Placement]:
    """Return where everybody was placed on ``day``."""
    return Placement.objects.filter(placed_from__lte=day).filter(
        Q(placed_to__isnull=True) | Q(placed_to__gte=day)
    )
