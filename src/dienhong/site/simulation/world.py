"""The office of a simulated year: what day it is, who is there, who acts in which function."""

from collections.abc import Generator
from datetime import date, datetime, time, timedelta
from random import Random  # noqa: TID251 (only the type: the dice come from ``record.chance``)

from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.organisation import queries
from dienhong.organisation.actions import someone
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing
from dienhong.site.offices import the_system

# A story yields how many days it waits for its next step.
Story = Generator[int, None, None]
_BEGINS, _BETWEEN = time(7, 30), timedelta(seconds=15)


class World:
    """What the stories of a year share: the dice, today, who is in, and the next moment."""

    def __init__(self, dice: Random, first: date) -> None:
        self.dice = dice
        self.today = first
        self.acts = 0
        self._numbers = 0
        self._in: dict[str, Person] = {}
        self._standing: Standing

    def begin(self, day: date) -> None:
        """Let a day begin: ask who stands where, and who is away."""
        self.today, self.acts = day, 0
        away = set(queries.away_on(day).values_list("person", flat=True))
        there = queries.staff_on(day).exclude(pk__in=away).order_by("name", "pk")
        self._in = {str(person.pk): person for person in there}
        self._standing = queries.standing(day)

    def at(self) -> datetime:
        """Return the next moment of the day: acts follow each other, none at the same time."""
        self.acts += 1
        opened = datetime.combine(self.today, _BEGINS, timezone.get_default_timezone())
        return opened + self.acts * _BETWEEN

    def system(self) -> Actor:
        """Return the actor of what nobody stands behind."""
        return the_system(self.at())

    def is_working(self, day: date) -> bool:
        """Tell whether people are at work on a day."""
        return vietnam.calendar().is_working(day)

    def is_in(self, person: Person) -> bool:
        """Tell whether a person is at work today."""
        return str(person.pk) in self._in

    def people(self) -> list[Person]:
        """Return who is at work today, by name."""
        return list(self._in.values())

    def plain_staff(self) -> list[Person]:
        """Return who is at work today and holds no function."""
        held = frozenset().union(*self._standing.holders.values())
        return [person for key, person in self._in.items() if key not in held]

    def holder(self, function: str) -> Person | None:
        """Return who acts in a function and is at work today, the first by name."""
        acting = self._standing.acting(function)
        return next((person for key, person in self._in.items() if key in acting), None)

    def actor(self, person: Person, function: str = "") -> Actor:
        """Return the companions of a person's act in the right of a function."""
        at = self.at()
        return Actor(
            by=someone(person),
            at=at,
            today=timezone.localdate(at),
            acting_as=str(function),
            stands_in_as=self._standing.stands_in_as(str(person.pk), function) if function else "",
        )

    def right(self, person: Person, power: str) -> str:
        """Return the function in whose right a person may do something; "" where none."""
        held = self._standing.functions_of(str(person.pk))
        return self._standing.right(power, held)

    def wait_for(self, function: str) -> Generator[int, None, Actor]:
        """Wait until somebody who acts in a function is at work; return them as actor."""
        while (person := self.holder(function)) is None:
            yield 1
        return self.actor(person, function)

    def wait_for_person(self, person: Person, power: str) -> Generator[int, None, Actor]:
        """Wait until a person is at work; return them as actor in the right of a power."""
        while not self.is_in(person):
            yield 1
        return self.actor(person, self.right(person, power))

    def happens(self, share: float) -> bool:
        """Tell, by the dice, whether something of this likelihood happens."""
        return self.dice.random() < share

    def number(self, symbol: str) -> str:
        """Return the next number of a paper: "012/QĐ-VP"."""
        self._numbers += 1
        return f"{self._numbers:03}/{symbol}"
