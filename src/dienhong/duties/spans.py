"""What lasts from a day to a day for the whole office: told by the rooms above, shown here.

A room registers how it finds them when the program starts; nothing of an office is kept here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """Something from ``first`` to ``last``, both days of it; ``key`` is its own for ever."""

    key: str
    title: str
    what: str
    first: date
    last: date
    place: str
    path: str


Source = Callable[[date, date, date], Iterable[Span]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let a room say what lasts on any day between two days; the third day is today."""
    if source not in _sources:
        _sources.append(source)


def between(first: date, last: date, today: date) -> list[Span]:
    """Return what all staff may see that lasts on a day between two days, soonest first."""
    found = [each for source in _sources for each in source(first, last, today)]
    return sorted(found, key=lambda each: (each.first, each.last, each.key))
