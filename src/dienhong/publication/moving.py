"""Which days of running matters would be others if they began anew under another version.

They never move by themselves: what has begun ends under the version under which it began.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from dienhong.core.days import vietnam
from dienhong.core.days.runs import run_on
from dienhong.core.refusal import Refused
from dienhong.organisation.models import Person
from dienhong.publication import queries, rules
from dienhong.publication.hanging import hanging_of
from dienhong.publication.models import Matter, Posting
from dienhong.publication.rules import Term
from dienhong.publication.rules_runs import length_of
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary
from dienhong.regulation.models import Version

Count = Callable[[Term], date]


@dataclass(frozen=True, slots=True)
class Moved:
    """A day of a running matter, and the one that another version would give it.

    ``then`` is None where that cannot be counted; ``why`` says in words why not.
    """

    title: str
    path: str
    what: str
    now: date
    then: date | None
    why: str = ""


def moved_under(
    version: Version, person: Person, powers: frozenset[str], today: date
) -> list[Moved]:
    """Return the running days that a person may see and that a version would set otherwise."""
    found = [*_terms(version, person, powers), *_runs(version, person, powers, today)]
    return [each for each in found if each.then != each.now]


def _terms(version: Version, person: Person, powers: frozenset[str]) -> Iterator[Moved]:
    read = regulation.quantity_reader(vocabulary.TERM.name, version)
    for matter in queries.in_preparation(person, powers):
        term = queries.term_of(read(matter.decided_on))
        then, why = _counted(term, _due(matter))
        yield Moved(matter.title, _path(matter), "Hạn công khai", matter.due_on, then, why)


def _due(matter: Matter) -> Count:
    calendar = vietnam.calendar()
    return lambda term: rules.publish_by(matter.decided_on, term, calendar).day


def _runs(version: Version, person: Person, powers: frozenset[str], today: date) -> Iterator[Moved]:
    read = regulation.quantity_reader(vocabulary.RUN.name, version)
    hanging = Posting.objects.filter(
        matter__in=queries.visible_to(person, powers),
        ends_on__gte=today,
        taken_down_on=None,
        broken_on=None,
    )
    for posting in hanging.select_related("matter").prefetch_related("gaps"):
        matter = posting.matter
        term = queries.term_of(read(matter.decided_on))
        then, why = _counted(term, _end(posting, today))
        what = f"Ngày cuối niêm yết: {posting.place}"
        assert posting.ends_on is not None
        yield Moved(matter.title, _path(matter), what, posting.ends_on, then, why)


def _end(posting: Posting, today: date) -> Count:
    hanging, calendar = hanging_of(posting), vietnam.calendar()
    return lambda term: run_on(hanging, length_of(term, calendar), today).last_day


def _counted(term: Term | None, count: Count) -> tuple[date | None, str]:
    if term is None:
        return None, "quy chế và luật đều không quy định"
    try:
        return count(term), ""
    except Refused as refusal:
        return None, refusal.reason


def _path(matter: Matter) -> str:
    return reverse("publication:matter", args=[matter.pk])
