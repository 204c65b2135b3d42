"""Who is reminded of a duty on a day: those who answer for it, and the level above once late."""

from dataclasses import dataclass, field
from datetime import date

from dienhong.duties.escalation import Ladder, level_above
from dienhong.duties.models import Duty
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing


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
        above = level_above(duty.codes, str(duty.person_id or ""), self._ladder)
        return (above - self.answering(duty)) & self.there.keys()

    @property
    def _ladder(self) -> Ladder:
        return Ladder(self.standing, {}, self.there)


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
