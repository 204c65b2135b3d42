"""Following up and urging: by which clauses, and whose duties a person may urge.

Who follows the whole office up urges everybody; who only reminds, those of the own department.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.duties import recipients, rules
from dienhong.duties.models import Duty
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Person
from dienhong.organisation.queries import who_may
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary

# The parameters under which an office urges.
_NAMES = (rules.FOLLOW_UP, rules.REMIND)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the regulation or the law of a day says of urging, in words, and where."""

    label: str
    clauses: tuple[Citation, ...]


def grounds(day: date) -> list[Ground]:
    """Return by what an office follows up and reminds on a day; nothing where no clause says so."""
    version = regulation.version_on(day)
    standing = {each.meant.name: each for each in regulation.all_standing(version, day, _NAMES)}
    return [
        Ground(vocabulary.BY_NAME[name].label, tuple(item.source for item in standing[name].items))
        for name in _NAMES
        if standing[name].items
    ]


def clauses(day: date) -> list[Citation]:
    """Return the clauses under which an office urges on a day, each once."""
    return list(dict.fromkeys(source for each in grounds(day) for source in each.clauses))


def clause(day: date) -> Citation | None:
    """Return the first of these clauses, for a refusal to name."""
    return next(iter(clauses(day)), None)


# No slots: cached_property needs a dictionary.
@dataclass(frozen=True)
class Reach:
    """Whom a person may urge on a day: everybody, or those of one department."""

    day: date
    everybody: bool
    department: int | None

    @cached_property
    def _staff(self) -> recipients.Staff:
        return recipients.staff(self.day)

    def of(self, duty: Duty) -> frozenset[str]:
        """Return the ids of those who answer for a duty and may be urged."""
        answering = self._staff.answering(duty)
        if self.everybody:
            return answering
        return frozenset(each for each in answering if self._is_near(each))

    def _is_near(self, person: str) -> bool:
        return self.department is not None and self._staff.there.get(person) == self.department


def reach(person: Person, day: date, *, everybody: bool) -> Reach:
    """Return whom a person may urge; ``everybody``: the person follows the whole office up."""
    return Reach(day, everybody, person.department_id)


def check_may_urge(duty: Duty, to: Person, sender: Person, by: Actor) -> None:
    """Refuse who has no power to remind, and who reminds outside of the own department."""
    source = clause(by.today)
    check_power(rules.REMIND, by, source=source)
    everybody = by.acting_as in who_may()[rules.FOLLOW_UP]
    answering = recipients.staff(by.today).answering(duty)
    rules.check_may_remind(duty.done_on, answers=str(to.pk) in answering)
    near = reach(sender, by.today, everybody=everybody).of(duty)
    rules.check_within_reach(near=str(to.pk) in near, source=source)
