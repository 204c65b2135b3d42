"""By which clauses of the regulation a matter is published: who orders it, its times, its forms."""

from __future__ import annotations

from dataclasses import dataclass

from dienhong.core.citation import Citation
from dienhong.publication import shapes
from dienhong.publication.models import Matter
from dienhong.regulation import queries as regulation
from dienhong.regulation.models import Version

_ORDERED, _FORMS, _TIMES = (
    "publication.ordered",
    "publication.forms_set",
    "publication.times_set",
)
_FINANCES, _DEPARTMENTS = "publication.finances", "publication.departments"
# By which the staff keep the agency's own rules.
RULES_KEPT = "regulation.rules_kept"
_THROUGH_HEADS = "heads"


@dataclass(frozen=True, slots=True)
class Bound:
    """The clauses of a version that order publication, set its forms and its times."""

    ordered: list[Citation]
    forms: list[Citation]
    times: list[Citation]
    finances: list[Citation]
    departments: list[Citation]
    kept: list[Citation]

    def publishing(self, matter: Matter) -> list[Citation]:
        """Return what publishing a matter fulfils besides its kind and its times."""
        found = [*self.ordered]
        if matter.shape == shapes.FIGURES:
            found += self.finances
        if matter.shape == shapes.RULES:
            found += self.kept
        if matter.forms:
            found += self.forms
        if any(_THROUGH_HEADS in row["channels"].split(",") for row in matter.forms):
            found += self.departments
        return found


def bound(version: Version | None) -> Bound:
    """Return these clauses of a version, empty where its text does not say so."""
    names = (_ORDERED, _FORMS, _TIMES, _FINANCES, _DEPARTMENTS, RULES_KEPT)
    found = regulation.own_clauses_of(names, version)
    return Bound(*(found[name] for name in names))
