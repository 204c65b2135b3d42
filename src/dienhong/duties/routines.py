"""What comes back in an office: the table of routines, and which of them hold on a day.

The table is ``data/routines.toml``; how often each comes and by which clause is asked of the
regulation and the law of the day.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from dienhong.core.citation import Citation
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary
from dienhong.regulation.asked import STAFF, charged_by
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
    shares_with: str = ""
    demanded_by: str = ""
    settled_by: str = ""
    grace: str = ""
    agenda: str = ""
    public_as: str = ""
    public_of: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    only: int = 0
    done_at: str = ""

    @property
    def is_shared_out(self) -> bool:
        """Tell whether each holder of a function, or each body, has one of its own."""
        return bool(self.each_holder or self.each_body)

    def takes(self, charged: frozenset[str]) -> bool:
        """Tell whether a demand of those whom a clause charges is this routine's.

        Of two that share a demand the officers' takes what charges none but them, by name; what
        charges somebody else too, or nobody, stays with the agency's.
        """
        if not self.shares_with:
            return True
        officers = self.each_holder or BY_CODE[self.shares_with].each_holder
        return (bool(charged) and charged.issubset(officers)) == bool(self.each_holder)

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

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from the others of a day."""
        return self.routine.code, self.unit


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
    demands = _demands(version, standing)
    rhythms = tuple(rhythm for each in ROUTINES for rhythm in _rhythms(each, standing, demands))
    beating = {rhythm.routine for rhythm in rhythms}
    asked = (Unsettled(each, demands[each.code]) for each in ROUTINES if each not in beating)
    return InForce(version, rhythms, tuple(each for each in asked if each.clauses))


def _rhythms(
    routine: Routine, standing: dict[str, Standing], demands: Mapping[str, tuple[Citation, ...]]
) -> Iterable[Rhythm]:
    """Yield a rhythm a unit; where text and law set the same unit, both are its clauses."""
    demand = demands[routine.code]
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


def _demands(version: Version, standing: dict[str, Standing]) -> dict[str, tuple[Citation, ...]]:
    """Return by routine the clauses that demand it; of a shared demand those that it takes."""
    found = {each.code: _demand(each, standing) for each in ROUTINES}
    shared = [each for each in ROUTINES if each.shares_with]
    own = {each.address for row in shared for each in found[row.code] if each.is_own}
    charged = charged_by(version, own) if own else {}
    for each in shared:
        found[each.code] = tuple(
            clause
            for clause in found[each.code]
            if each.takes(
                charged.get(clause.address, frozenset()) if clause.is_own else frozenset()
            )
        )
    return found


def _demand(routine: Routine, standing: dict[str, Standing]) -> tuple[Citation, ...]:
    if not routine.demanded_by:
        return ()
    names = filter(None, (routine.demanded_by, routine.agenda))
    return tuple(dict.fromkeys(item.source for name in names for item in standing[name].items))


def shared_out(
    version: Version, rhythms: Iterable[Rhythm]
) -> dict[tuple[str, str], frozenset[str]]:
    """Return by rhythm (its key) the functions of which each holder, or each body, has one.

    Whom the demanding clauses charge by name; where they name nobody, whom the table does. A body
    meets and acts as one: nobody else is asked for what is a body's.
    """
    shared = [row for row in rhythms if row.routine.is_shared_out]
    addresses = {each.address for row in shared for each in row.clauses if each.is_own}
    charged = charged_by(version, addresses) if addresses else {}
    return {row.key: _shared_by(row, charged) for row in shared}


def _shared_by(rhythm: Rhythm, charged: Mapping[str, frozenset[str]]) -> frozenset[str]:
    own = (charged.get(each.address, frozenset()) for each in rhythm.clauses if each.is_own)
    named, routine = frozenset[str]().union(*own) - {STAFF}, rhythm.routine
    table = frozenset(routine.each_holder or routine.each_body)
    is_open = routine.each_holder and not routine.shares_with
    return (named if is_open else named & table) or table
