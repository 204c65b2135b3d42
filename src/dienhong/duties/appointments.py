"""To what a person is invited on which day: told by the rooms above, shown wherever duties are.

A room registers how it finds them when the program starts; nothing of an office is kept here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from dienhong.organisation.models import Person

# How far ahead a person's own page and calendar on the phone look.
AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that a person is invited to, not yet held; ``key`` is its own for ever."""

    key: str
    title: str
    day: date
    begins_at: time | None
    place: str
    path: str

    @property
    def where(self) -> str:
        """Return hour and place: "08:00, Phòng họp", as far as they are known."""
        at = f"{self.begins_at:%H:%M}" if self.begins_at else ""
        return ", ".join(filter(None, (at, self.place)))


Source = Callable[[Person, date, date], Iterable[Appointment]]
# The same for the whole office: each thing with the ids of those who are invited.
Everybody = Callable[[date, date], Iterable[tuple[Appointment, frozenset[str]]]]
_sources: list[Source] = []
_of_everybody: list[Everybody] = []


def register(source: Source, everybody: Everybody) -> None:
    """Let a room say to what a person, and everybody, is invited between two days."""
    if source not in _sources:
        _sources.append(source)
        _of_everybody.append(everybody)


def of_everybody(first: date, last: date) -> Iterable[tuple[Appointment, frozenset[str]]]:
    """Yield to what people are invited between two days, each with the ids of those people."""
    for source in _of_everybody:
        yield from source(first, last)


def of(person: Person | None, first: date, last: date) -> list[Appointment]:
    """Return to what a person is invited between two days, soonest first."""
    if person is None:
        return []
    found = [each for source in _sources for each in source(person, first, last)]
    return sorted(found, key=lambda each: (each.day, each.begins_at or time.min, each.key))
