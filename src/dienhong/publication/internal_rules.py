"""The agency's own rules: which are in force, which replaced which, who confirmed having read them.

A rule is a public matter of the shape of rules. What was published under such a kind before its
shape was confirmed counts too, from the day of its decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from dienhong.core.citation import Citation
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import Person
from dienhong.publication import queries, rules_shapes, shapes
from dienhong.publication.bound import RULES_KEPT
from dienhong.publication.models import Matter, Reading
from dienhong.regulation import queries as regulation


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the agency: from when it holds, what holds in its place and since when.

    ``read_on`` is when the reader of the list confirmed its present version.
    """

    matter: Matter
    in_force_on: date
    replaced_by: Matter | None = None
    replaced_on: date | None = None
    read_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on a day."""
        return self.in_force_on <= day and not self.is_over(day)

    @property
    def last_day(self) -> date | None:
        """Return the last day on which it is in force, where another rule comes after it."""
        return self.replaced_on - timedelta(days=1) if self.replaced_on else None

    def is_over(self, day: date) -> bool:
        """Tell whether another rule holds in its place on a day."""
        return self.replaced_on is not None and self.replaced_on <= day


def kept_under(matter: Matter) -> list[Citation]:
    """Return the clauses by which the staff keep the agency's rules, for a matter that is one."""
    if matter.shape != shapes.RULES:
        return []
    return regulation.own_clauses_of([RULES_KEPT], matter.version)[RULES_KEPT]


def every(reader: Person | None = None) -> list[Rule]:
    """Return all public rules, newest first, with what ``reader`` confirmed."""
    matters = list(_matters())
    successors = _successors(matters)
    read = _read_by(reader, matters) if reader else {}
    return [_rule(row, successors.get(row.pk), read.get(row.pk)) for row in matters]


def _matters() -> QuerySet[Matter]:
    shapeless = queries.published().filter(shape="", personal=False)
    labels = shapeless.order_by().values_list("kind_label", flat=True).distinct()
    kinds = [label for label in labels if shapes.RULES in shapes.proposed(label)]
    found = Q(shape=shapes.RULES) | Q(shape="", personal=False, kind_label__in=kinds)
    return queries.published().filter(found)


def in_force_on(matter: Matter) -> date:
    """Return from when a rule holds: the day that was said, or that of its decision."""
    said = matter.details.get("in_force_on")
    return date.fromisoformat(said) if said else matter.decided_on


def _successors(matters: Iterable[Matter]) -> dict[UUID, Matter]:
    """Return by rule what was published in its place; of two the one that holds first."""
    found: dict[UUID, Matter] = {}
    for row in sorted(matters, key=in_force_on, reverse=True):
        if row.details.get("replaces"):
            found[UUID(row.details["replaces"])] = row
    return found


def _read_by(reader: Person, matters: Iterable[Matter]) -> dict[UUID, date]:
    mine = Reading.objects.filter(
        person=reader, matter__in=[row.pk for row in matters], version=F("matter__reading_version")
    )
    return {row.matter_id: row.confirmed_on for row in mine if row.confirmed_on}


def _rule(matter: Matter, successor: Matter | None, read_on: date | None) -> Rule:
    since = in_force_on(successor) if successor else None
    return Rule(matter, in_force_on(matter), successor, since, read_on)


def replaceable() -> list[Rule]:
    """Return the rules in whose place a new one may come: public, and not replaced."""
    return [rule for rule in every() if rule.replaced_by is None]


def check_replaces(matter: Matter) -> None:
    """Refuse a matter on its way that says to replace what it cannot."""
    said = matter.details.get("replaces", "")
    if said:
        offered = {str(rule.matter.pk) for rule in replaceable()}
        rules_shapes.check_still_to_replace(said in offered, matter.kind)


def of(matter: Matter) -> Rule | None:
    """Return a public matter as the rule that it is; None if it is none."""
    if matter.shape not in {"", shapes.RULES}:
        return None
    return next((rule for rule in every() if rule.matter.pk == matter.pk), None)


def check_may_be_read(matter: Matter, today: date) -> None:
    """Refuse to confirm having read a rule in whose place another one holds today."""
    rule = of(matter)
    if rule is not None and rule.is_over(today) and rule.replaced_by is not None:
        rules_shapes.check_not_replaced(rule.replaced_by.title, rule.replaced_on)


def readers(rules: Iterable[Rule], today: date) -> dict[UUID, int]:
    """Return by rule how many of the staff of a day confirmed its present version."""
    rows = Reading.objects.filter(
        matter__in=[rule.matter.pk for rule in rules],
        version=F("matter__reading_version"),
        confirmed_on__isnull=False,
        person__in=organisation.staff_on(today),
    )
    return dict(rows.order_by().values_list("matter").annotate(Count("pk")))
