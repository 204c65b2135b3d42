"""Reading what a report tells: the journal's entries of its time, and the figures in force."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period
from dienhong.duties.models import Occasion
from dienhong.duties.routines import BY_CODE as ROUTINES
from dienhong.record.models import JournalEntry
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary
from dienhong.regulation.law import say_citation
from dienhong.regulation.models import Version
from dienhong.regulation.queries import Item
from dienhong.reporting import figures
from dienhong.reporting.corrected import as_corrected
from dienhong.reporting.figures import FIGURES, Event, Figure

# How long before the day of its act an entry may have been written.
_AHEAD = timedelta(days=366)
_WRITTEN_AHEAD = frozenset(kind for figure in FIGURES if figure.ahead for kind in figure.kinds)
_LONGEST_SAID = 140


def events_of(period: Period) -> list[Event]:
    """Return the journal of a period as it counts now, oldest first, in three queries.

    Corrections made after the period count, and what was opened before it and lay open in it;
    sealed entries are not read.
    """
    begin, standing = _begins(period.first), _standing(period)
    rows = (
        JournalEntry.objects.exclude(audience="sealed")
        .filter(
            Q(at__gte=begin)
            | Q(at__gte=begin - _AHEAD, kind__in=_WRITTEN_AHEAD)
            | Q(kind="duties.opened", subject__in=standing)
        )
        .order_by("number")
        .values_list("number", "kind", "at", "subject", "body")
    )
    occasions = _occasions(period)
    return as_corrected(_event(*row, occasions) for row in rows.iterator(chunk_size=1_000))


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _standing(period: Period) -> list[str]:
    """Return the subjects of what was opened before a period and not closed before it."""
    rows = Occasion.objects.filter(opens_on__lt=period.first).exclude(closed_on__lt=period.first)
    return [f"occasion:{pk}" for pk in rows.values_list("pk", flat=True)]


def _occasions(period: Period) -> dict[str, dict[str, object]]:
    """Return what an entry about an occasion does not say itself, by subject."""
    rows = Occasion.objects.filter(last__gte=period.first - _AHEAD)
    found = rows.values_list("pk", "routine", "duty__carried_over")
    return {f"occasion:{pk}": {"routine": code, "carried_over": old} for pk, code, old in found}


def _event(
    number: int,
    kind: str,
    at: datetime,
    subject: str,
    body: str,
    occasions: Mapping[str, Mapping[str, object]],
) -> Event:
    said = json.loads(body)
    return Event(
        number=number,
        kind=kind,
        written_on=timezone.localdate(at),
        subject=subject,
        clauses=tuple(said["clauses"]),
        facts={**said["facts"], **occasions.get(subject, {})},
        for_another=bool(said["on_behalf_of"]),
    )


def version_of(period: Period, today: date) -> Version | None:
    """Return the version whose clauses a report follows: in force on the period's last day."""
    return regulation.version_for(min(period.last, today), today)


def figures_for(events: Iterable[Event], kinds: list[Item]) -> list[Figure]:
    """Return the figures of a report, those of content kinds and routines one for each.

    A kind of an earlier version, under which something was published, has a figure too: the
    figures of the kinds add up to that of all.
    """
    known = list(events)
    found: list[Figure] = []
    for figure in FIGURES:
        found += (
            figures.one_each(figure, _things(figure, known, kinds)) if figure.each else (figure,)
        )
    return found


def _things(figure: Figure, events: list[Event], kinds: list[Item]) -> dict[str, str]:
    of = figures.of_events(figure)
    met = dict.fromkeys(of(event) for event in events if event.kind in figure.kinds)
    if figure.each == "routine":
        return {code: routine.title for code, routine in ROUTINES.items() if code in met}
    listed = _named(kinds)
    return listed | {key: _earlier(key) for key in met if key and key not in listed}


def _named(kinds: list[Item]) -> dict[str, str]:
    """Return the words of each kind; what the law lists in the regulation's words says so."""
    listed: dict[str, str] = {}
    for item in kinds:
        said = _short(item.value)
        again = said in listed.values()
        listed[item.key] = f"{said} ({say_citation(Citation.parse(item.key))})" if again else said
    return listed


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SAID else f"{words[: _LONGEST_SAID - 1].rstrip()}…"


def _earlier(key: str) -> str:
    return f"{say_citation(Citation.parse(key))} của bản quy chế trước"


def kinds_in_force(version: Version | None, day: date) -> list[Item]:
    """Return the kinds of content that have to be made public on a day."""
    return regulation.items(vocabulary.KIND.name, version, day)
