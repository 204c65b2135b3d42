"""Reading reports: which there are, what they are due for, and the entries behind a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.duties.models import Occasion
from dienhong.organisation.middleware import Desk
from dienhong.organisation.models import Person
from dienhong.publication import queries as publication
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry
from dienhong.record.queries import opened
from dienhong.reporting.corrected import MENDS
from dienhong.reporting.models import Report
from dienhong.reporting.rules import ROUTINES, Stage


def reports(*, drafts: bool = True) -> QuerySet[Report]:
    """Return the reports that were not dropped, newest period first; drafts where wanted."""
    rows = Report.objects.exclude(stage=Stage.DROPPED).defer("frozen")
    return rows if drafts else rows.filter(stage=Stage.FINAL)


def waiting() -> list[Occasion]:
    """Return the times of periodic reports that wait to be made, soonest first."""
    rows = Occasion.objects.filter(routine__in=ROUTINES, closed_on=None, reports=None)
    return list(rows.select_related("duty").order_by("duty__due_on", "pk")[:20])


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry that a number counts, as a page lists it; ``url`` where its thing can be seen."""

    number: int
    at: datetime
    said: str
    by: str
    thing: str
    url: str
    clauses: tuple[Citation, ...]
    corrections: tuple[int, ...]


def entries(numbers: Sequence[int], here: Desk | None) -> list[Shown]:
    """Return entries by their numbers, in a fixed number of queries.

    Things are named to a desk that may see them; without one only what is public is.
    """
    rows = list(JournalEntry.objects.filter(number__in=numbers).exclude(audience="sealed"))
    subjects = {row.subject for row in rows}
    things = _things(subjects, here) if here else _public(subjects)
    mended = _mended(subjects)
    return [_shown(row, things, mended) for row in rows]


def _shown(
    row: JournalEntry, things: dict[str, tuple[str, str]], mended: dict[str, list[JournalEntry]]
) -> Shown:
    body = opened(row)
    thing, url = things.get(row.subject, ("", ""))
    later = (each for each in mended.get(row.subject, ()) if each.number > row.number)
    return Shown(
        number=row.number,
        at=timezone.localtime(row.at),
        said=say_kind(row.kind),
        by=body["on_behalf_name"] or body["by_name"],
        thing=thing,
        url=url,
        clauses=tuple(Citation.parse(text) for text in dict.fromkeys(body["clauses"])),
        corrections=tuple(each.number for each in later if row.kind in MENDS[each.kind].of),
    )


def _mended(subjects: set[str]) -> dict[str, list[JournalEntry]]:
    found: dict[str, list[JournalEntry]] = {}
    for row in JournalEntry.objects.filter(kind__in=MENDS, subject__in=subjects):
        found.setdefault(row.subject, []).append(row)
    return found


def _things(subjects: set[str], here: Desk) -> dict[str, tuple[str, str]]:
    """Return name and address of each thing that may be seen from a desk, by subject."""
    found = {}
    matters = publication.visible_to(here.person, here.powers)
    for matter in matters.filter(pk__in=_keys(subjects, "matter")):
        url = reverse("publication:matter", args=[matter.pk])
        found[matter.subject] = (matter.title or "Việc đã thu hồi", url)
    rows = Occasion.objects.filter(pk__in=_keys(subjects, "occasion")).select_related("duty")
    for row in rows:
        found[row.subject] = (row.duty.title, reverse("home") + row.duty.path)
    for person in Person.objects.filter(pk__in=_keys(subjects, "person")):
        found[f"person:{person.pk}"] = (
            person.name,
            reverse("organisation:person", args=[person.pk]),
        )
    return found


def _public(subjects: set[str]) -> dict[str, tuple[str, str]]:
    """Return the titles of what is public now: of nothing held back or withdrawn."""
    rows = publication.published().filter(pk__in=_keys(subjects, "matter"))
    return {row.subject: (row.title, "") for row in rows}


def _keys(subjects: set[str], thing: str) -> list[str]:
    return [key for kind, _, key in (each.partition(":") for each in subjects) if kind == thing]
