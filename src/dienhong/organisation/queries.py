"""Reading the organisation: the agency, its people on a day, and who holds what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from dienhong.core.plain import without_accents
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function
from dienhong.organisation.models import (
    Absence,
    Agency,
    Binding,
    Department,
    EarlierService,
    Holding,
    LegalFunction,
    Person,
    Placement,
)
from dienhong.organisation.powers import powers
from dienhong.organisation.rules import CHANGE_PEOPLE
from dienhong.organisation.rules_closing import Closing
from dienhong.organisation.standing import Place, Standing

_AWAY = [kind.value for kind in AbsenceKind if kind.is_away]


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


def functions(codes: Collection[str]) -> list[LegalFunction]:
    """Return functions by their codes, in the office's order."""
    return list(LegalFunction.objects.filter(code__in=codes))


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


# What of a person is shown to whom: the page, the lists and the exports all ask here.


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader sees of a person beyond name, place and functions.

    ``private``: kind and basis of absences, the ground of leaving, staff code, sign-in name.
    """

    private: bool


def sight_of(person: Person | None, viewer: Person | None, powers: Collection[str]) -> Sight:
    """Return what ``viewer``, who has ``powers``, sees of a person; of everybody for None."""
    own = person is not None and viewer is not None and person.pk == viewer.pk
    return Sight(private=own or CHANGE_PEOPLE in powers)


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
    held_now = _held_on(day).filter(person__in=[person.pk for person in rows])
    for holding in held_now.select_related("function"):
        held.setdefault(holding.person_id, []).append(holding.function.label)
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
