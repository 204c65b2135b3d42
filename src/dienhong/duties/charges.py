"""What the regulation charges each with, and the register of those who are responsible for it.

A charge has no day on which it ends: it holds as long as the version and the function do. It is
therefore no duty with a due date; the duties that follow from it open by themselves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.duties import rules
from dienhong.duties.models import Duty, Undertaking
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing
from dienhong.record.actions import write_entry
from dienhong.regulation import queries as regulation
from dienhong.regulation.asked import STAFF, Asked, asked
from dienhong.regulation.models import Version

NAMES_THE_RESPONSIBLE = "duties.everyone"
EVERYBODY = "Mọi người trong cơ quan"


@dataclass(frozen=True, slots=True)
class Line:
    """A clause with what waits under it for who looks at it."""

    clause: Asked
    waiting: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """What one function, or everybody (``STAFF``), is charged with; ``taken`` once it was read."""

    function: str
    label: str
    lines: tuple[Line, ...]
    taken: Undertaking | None

    @property
    def clauses(self) -> list[Citation]:
        """Return the clauses."""
        return [line.clause.source for line in self.lines]

    @property
    def waiting(self) -> bool:
        """Say whether anything waits under one of them."""
        return any(line.waiting for line in self.lines)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who is responsible, and since when that was taken note of."""

    person: Person
    taken_on: date | None


@dataclass(frozen=True, slots=True)
class Responsible:
    """A function that a clause names to carry the regulation out, with who acts in it today."""

    label: str
    clauses: tuple[Citation, ...]
    holders: tuple[Holder, ...]

    @property
    def taken(self) -> int:
        """Return how many of them have taken note."""
        return sum(each.taken_on is not None for each in self.holders)


def of(
    person: Person, version: Version | None, standing: Standing, owed: Sequence[Duty] = ()
) -> list[Charge]:
    """Return what a person is charged with today, everybody's part last; ``owed`` waits for them.

    It begins and ends with the function: only those in which the person acts today are shown.
    """
    if version is None:
        return []
    taken = {row.function: row for row in person.undertakings.filter(version=version)}
    found, labels = asked(version), _labels(standing)
    mine = standing.functions_of(str(person.pk)) | {STAFF}
    charges = (
        Charge(code, label, _lines([c for c in found if c.is_of({code})], owed), taken.get(code))
        for code, label in labels.items()
        if code in mine
    )
    return [charge for charge in charges if charge.lines]


def _labels(standing: Standing) -> Mapping[str, str]:
    """Return the names of the functions in their order, and of everybody last."""
    return {code: place.label for code, place in standing.places.items()} | {STAFF: EVERYBODY}


def _lines(clauses: Sequence[Asked], owed: Sequence[Duty]) -> tuple[Line, ...]:
    return tuple(
        Line(each, tuple(d for d in owed if each.source in d.citations)) for each in clauses
    )


@transaction.atomic
def take_on(function: str, *, seen: int, by: Actor) -> Undertaking:
    """Write down that a person has read what a function of theirs is charged with.

    ``seen`` is the number of the version that was on the page.
    """
    version = regulation.version_on(by.today)
    rules.check_version_as_read(seen, version.number if version else 0)
    assert version is not None
    person = Person.objects.select_for_update().get(pk=by.author.id)
    standing = organisation.standing(by.today)
    label = _labels(standing).get(function, "")
    clauses = [each.source for each in asked(version) if each.is_of({function})]
    rules.check_charged(clauses, label)
    acts = function == STAFF or function in standing.functions_of(str(person.pk))
    rules.check_charge_is_own(acts=acts, label=label, source=clauses[0])
    before = person.undertakings.filter(version=version, function=function).first()
    rules.check_not_taken_on(before.on if before else None, clauses[0])
    row = person.undertakings.create(
        version=version, function=function, clauses=list(map(str, clauses)), on=by.today
    )
    write_entry(
        "duties.taken_on",
        f"person:{person.pk}",
        by=by,
        clauses=clauses,
        facts={"function": function, "version": version.number},
    )
    return row


def register(version: Version, standing: Standing, day: date) -> list[Responsible]:
    """Return whom the version makes responsible for carrying it out, each with who that is today.

    Those are named by clauses of the decision or the regulation; nobody names them by hand.
    """
    naming = set(regulation.own_clauses(NAMES_THE_RESPONSIBLE, version))
    clauses = [each for each in asked(version) if each.source in naming]
    people = {str(row.pk): row for row in organisation.staff_on(day).select_related("department")}
    rows = Undertaking.objects.filter(version=version).values_list("person", "function", "on")
    taken = {(str(person), function): on for person, function, on in rows}
    return [
        Responsible(label, named, _holders(code, people, standing, taken))
        for code, label in _labels(standing).items()
        if (named := tuple(each.source for each in clauses if each.is_of({code})))
    ]


def _holders(
    code: str,
    people: Mapping[str, Person],
    standing: Standing,
    taken: Mapping[tuple[str, str], date],
) -> tuple[Holder, ...]:
    who: Collection[str] = people if code == STAFF else standing.acting(code)
    found = [Holder(people[pk], taken.get((pk, code))) for pk in who if pk in people]
    return tuple(sorted(found, key=lambda each: each.person.name))
