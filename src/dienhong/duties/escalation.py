"""Who hears of a duty that is late: one level above those who answer for it, never themselves.

Staff → the head of their department → the deputy chief → the chief; administration → the chief;
a body → administration, which follows the regulation up. A level that nobody holds is passed over.
"""

from collections.abc import Collection
from dataclasses import dataclass

from dienhong.duties import rules
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing


@dataclass(frozen=True, slots=True)
class Ladder:
    """How the office stands on a day, with the name and the department of each person by id."""

    standing: Standing
    names: dict[str, str]
    departments: dict[str, int | None]

    def say(self, people: Collection[str]) -> str:
        """Return people by name: "Hoa, Phong"."""
        return ", ".join(sorted(self.names[each] for each in people))


def ladder(standing: Standing) -> Ladder:
    """Return the ladder of an office as it stands, in one query."""
    rows = list(Person.objects.values_list("pk", "name", "department_id"))
    names = {str(pk): name for pk, name, _ in rows}
    return Ladder(standing, names, {str(pk): department for pk, _, department in rows})


def level_above(functions: Collection[str], person: str, on: Ladder) -> frozenset[str]:
    """Return the ids of those one level above a duty's functions, or above its person ("" if none).

    Functions answer where a duty has any; else the functions in which the person acts.
    """
    wanted = rules.functions_above(tuple(functions) or on.standing.functions_of(person))
    while wanted:
        told = frozenset().union(*(_acting(code, person, on) for code in wanted)) - {person}
        if told:
            return told
        wanted = rules.functions_above(wanted)
    return frozenset()


def _acting(code: str, person: str, on: Ladder) -> frozenset[str]:
    """Return who acts in a function; of heads of department only the one of a person's own."""
    acting = on.standing.acting(code)
    if code != rules.STAFF_ABOVE or not person:
        return acting
    own = on.departments.get(person)
    return frozenset(each for each in acting if own and on.departments.get(each) == own)
