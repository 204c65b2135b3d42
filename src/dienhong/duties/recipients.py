"""Who is reminded of a duty on a day: those who answer for it, and the level above once late."""

from dataclasses import dataclass, field
from datetime import date

from dienhong.duties.models import Duty
from dienhong.organisation import queries as organisation
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing

_STAFF_ABOVE = Function.HEAD_OF_DEPARTMENT
# Whom the Chief does not lead: bodies that elect themselves.
_BODIES = frozenset(
    {
        Function.UNION_EXECUTIVE,
        Function.PARTY_COMMITTEE,
        Function.INSPECTION_COMMITTEE,
        Function.YOUTH_UNION,
        Function.WOMENS_GROUP,
        Function.VETERANS,
    }
)


@dataclass(frozen=True, slots=True)
class Staff:
    """How the office stands on a day: who acts in what, who is there, who is away, and where.

    ``there`` gives the department of each of the staff by the person's id.
    """

    standing: Standing
    there: dict[str, int | None]
    away: frozenset[str]
    # By the functions of a duty: many duties have the same.
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def answering(self, duty: Duty) -> frozenset[str]:
        """Return the ids of those who answer for a duty: the person named, and who acts."""
        if duty.functions not in self._known:
            acting = [self._acting(code) for code in duty.codes]
            self._known[duty.functions] = frozenset().union(*acting)
        named = {str(duty.person_id)} if duty.person_id else set()
        return (self._known[duty.functions] | named) & self.there.keys()

    def _acting(self, code: str) -> frozenset[str]:
        """Return who acts in a function; while all are away also those who stand in for it."""
        acting, place = self.standing.acting(code), self.standing.places.get(code)
        if place is None or not acting <= self.away:
            return acting
        return acting | self.standing.acting(place.stand_in)

    def above(self, duty: Duty) -> frozenset[str]:
        """Return the ids of those one level above a duty, never those who answer for it."""
        codes, person = duty.codes, str(duty.person_id or "")
        codes = codes or self.standing.functions_of(person)
        return (self._above(codes, person) - self.answering(duty)) & self.there.keys()

    def _above(self, codes: frozenset[str], person: str) -> frozenset[str]:
        """A body answers to administration, which follows up; an office to the head; staff to
        the head of their own department, and where there is none to the head as well.
        """
        if Function.CHIEF in codes:
            return frozenset()
        if codes and codes <= _BODIES:
            return self.standing.acting(Function.ADMINISTRATION)
        own = self.there.get(person) if not codes else None
        heads = {
            each
            for each in self.standing.acting(_STAFF_ABOVE)
            if own is not None and self.there.get(each) == own
        }
        return frozenset(heads) or self.standing.acting(Function.CHIEF)


def staff(day: date) -> Staff:
    """Return how the office stands on a day, in a fixed number of queries."""
    there = organisation.staff_on(day).values_list("pk", "department_id")
    away = organisation.away_on(day).values_list("person_id", flat=True)
    return Staff(
        organisation.standing(day),
        {str(pk): department for pk, department in there},
        frozenset(map(str, away)),
    )


def people(ids: frozenset[str]) -> list[Person]:
    """Return people by name."""
    return list(Person.objects.filter(pk__in=ids).order_by("plain_name", "pk"))
