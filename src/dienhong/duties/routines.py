"""What comes back in an office: the table of routines, and which of them hold on a day.

The table is ``data/routines.toml``; how often each comes and by which clause is asked of the
regulation and the law of the day.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from dienhong.core.citation import Citation
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary
from dienhong.regulation.models import Version
from dienhong.regulation.queries import Quantity, Standing


@dataclass(frozen=True, slots=True)
class Routine:
    """One row of the table; what each field means is told at its head."""

    code: str
    every: str
    title: str
    evidence: tuple[str, ...]
    window: str
    functions: tuple[str, ...]
    each_holder: tuple[str, ...] = ()
    each_body: tuple[str, ...] = ()
    demanded_by: str = ""
    settled_by: str = ""
    grace: str = ""
    agenda: str = ""
    public_as: str = ""
    parts: tuple[str, ...] = ()
    only: int = 0
    done_at: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of the duties that it opens."""
        return f"duties.{self.code}"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A routine as it holds on a day: one unit in which it comes back, with its clauses."""

    routine: Routine
    unit: str
    clauses: tuple[Citation, ...]
    grace: Quantity | None
    agenda: tuple[regulation.Item, ...]


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A routine that is demanded, and of which nobody has said how often."""

    routine: Routine
    clauses: tuple[Citation, ...]

    @property
    def asked(self) -> vocabulary.Parameter:
        """Return the parameter that the office has to settle."""
        return vocabulary.BY_NAME[self.routine.settled_by or self.routine.every]


@dataclass(frozen=True, slots=True)
class InForce:
    """What comes back under the regulation and law of a day, and what still has to be settled."""

    version: Version | None
    rhythms: tuple[Rhythm, ...]
    unsettled: tuple[Unsettled, ...]


def _read() -> dict[str, dict[str, Any]]:
    table = resources.files("dienhong.duties") / "data" / "routines.toml"
    return tomllib.loads(table.read_text("utf-8"))


def _routine(code: str, row: dict[str, Any]) -> Routine:
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Routine(code=code, **plain)


ROUTINES = tuple(_routine(code, row) for code, row in _read().items())
BY_CODE = {routine.code: routine for routine in ROUTINES}
_ASKED = {
    name
    for each in ROUTINES
    for name in (each.every, each.demanded_by, each.settled_by, each.grace, each.agenda)
    if name
}


def in_force(day: date) -> InForce:
    """Return what comes back on ``day``; nothing before the office has a regulation in force."""
    version = regulation.version_on(day)
    if version is None:
        return InForce(None, (), ())
    standing = {each.meant.name: each for each in regulation.all_standing(version, day, _ASKED)}
    rhythms = tuple(rhythm for each in ROUTINES for rhythm in _rhythms(each, standing))
    beating = {rhythm.routine for rhythm in rhythms}
    asked = (_asked(each, standing) for each in ROUTINES if each not in beating)
    return InForce(version, rhythms, tuple(each for each in asked if each))


def _rhythms(routine: Routine, standing: dict[str, Standing]) -> Iterable[Rhythm]:
    """Yield a rhythm a unit; where text and law set the same unit, both are its clauses."""
    demand = _demand(routine, standing)
    every = _every(routine, standing, demanded=bool(demand) or not routine.demanded_by)
    units: dict[str, list[Citation]] = {item.value: list(demand) for item in every}
    for item in every:
        units[item.value].append(item.source)
    grace = standing[routine.grace].found if routine.grace else None
    agenda = standing[routine.agenda].items if routine.agenda else ()
    for unit, clauses in units.items():
        yield Rhythm(routine, unit, tuple(dict.fromkeys(clauses)), grace, agenda)


def _every(
    routine: Routine, standing: dict[str, Standing], *, demanded: bool
) -> tuple[regulation.Item, ...]:
    """Return how often it comes back: as text and law say, or where they are silent the office.

    What the office has settled holds only while something demands it.
    """
    asked = [standing[name] for name in (routine.every, routine.settled_by) if name]
    held = (each for each in asked if demanded or not each.meant.may_be_settled)
    return next((each.items for each in held if each.items), ())


def _demand(routine: Routine, standing: dict[str, Standing]) -> tuple[Citation, ...]:
    if not routine.demanded_by:
        return ()
    names = filter(None, (routine.demanded_by, routine.agenda))
    return tuple(dict.fromkeys(item.source for name in names for item in standing[name].items))


def _asked(routine: Routine, standing: dict[str, Standing]) -> Unsettled | None:
    clauses = _demand(routine, standing)
    return Unsettled(routine, clauses) if clauses else None
