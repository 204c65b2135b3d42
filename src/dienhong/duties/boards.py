"""The boards: open duties of all chapters with state, who answers, and who was told of late ones.

A board holds what is open, some hundreds of rows at most; it is filtered and ordered here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from dienhong.core.plain import without_accents
from dienhong.duties.escalation import Ladder, level_above
from dienhong.duties.models import Duty
from dienhong.duties.queries import open_duties
from dienhong.duties.routines import ROUTINES

SOON = timedelta(days=10)
# Kinds whose title everybody in the office may read: they come from the regulation itself.
_OPEN_TO_ALL = "duties."
_ROUTINES = {routine.kind: routine.title for routine in ROUTINES}


class State(StrEnum):
    """How an open duty stands, in the order of a board."""

    LATE = "tre"
    SOON = "sap"
    LATER = "sau"
    CARRIED = "mang-sang"


STATES = {
    State.LATE: "Trễ hạn",
    State.SOON: "Đến hạn trong 10 ngày",
    State.LATER: "Hạn sau đó",
    State.CARRIED: "Mang sang từ trước ngày bắt đầu dùng",
}
TAGS = {
    State.LATE: "trễ",
    State.SOON: "sắp đến hạn",
    State.LATER: "chưa đến hạn",
    State.CARRIED: "mang sang",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a board: a duty with what is said of it."""

    duty: Duty
    state: State
    title: str
    path: str
    # Who answers: functions and the person, and the departments that this is of.
    answers: str
    departments: frozenset[int]
    # Who hears of it as it is late: one level up, by id and by name; nobody for what is not late.
    told_to: frozenset[str]
    told: str

    @property
    def said(self) -> str:
        """Return its state in a word."""
        return TAGS[self.state]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a board is to be shown; empty fields leave everything in."""

    words: str = ""
    state: str = ""
    function: str = ""
    department: int | None = None
    kind: str = ""

    def takes(self, row: Row) -> bool:
        """Tell whether a line is asked for."""
        text = without_accents(f"{row.title} {row.duty.verb} {row.answers}")
        return (
            without_accents(self.words) in text
            and self.state in {"", row.state}
            and self.kind in {"", row.duty.kind}
            and (not self.function or self.function in row.duty.codes)
            and self.department in {None, *row.departments}
        )


def state_of(duty: Duty, today: date) -> State:
    """Return how an open duty stands on a day."""
    if duty.is_late(today):
        return State.LATE
    if duty.carried_over and duty.due_on < today:
        return State.CARRIED
    return State.SOON if duty.due_on <= today + SOON else State.LATER


def rows_of(duties: Iterable[Duty], on: Ladder, today: date) -> list[Row]:
    """Return duties as lines of a board: late first, then by day."""
    rows = [_row(duty, on, today) for duty in duties]
    order = list(State)
    return sorted(rows, key=lambda row: (order.index(row.state), row.duty.due_on, row.duty.pk))


def board(on: Ladder, today: date) -> list[Row]:
    """Return everything that is open in the office, in one query."""
    return rows_of(open_duties().select_related("person"), on, today)


def is_of(row: Row, people: Collection[str], functions: Collection[str]) -> bool:
    """Tell whether somebody, in person or by a function, answers for a line or was told of it."""
    own = str(row.duty.person_id) in people or not set(functions).isdisjoint(row.duty.codes)
    return own or not row.told_to.isdisjoint(people)


def _row(duty: Duty, on: Ladder, today: date) -> Row:
    state = state_of(duty, today)
    person = str(duty.person_id or "")
    who = [on.standing.say(duty.codes), duty.person.name if duty.person else ""]
    told = level_above(duty.codes, person, on) if state is State.LATE else frozenset()
    return Row(
        duty=duty,
        state=state,
        title=duty.title,
        path=duty.path,
        answers=", ".join(filter(None, who)),
        departments=_departments(duty, person, on),
        told_to=told,
        told=on.say(told),
    )


def _departments(duty: Duty, person: str, on: Ladder) -> frozenset[int]:
    """Return the departments of those who answer, in person or by a function."""
    people = {person}.union(*(on.standing.acting(code) for code in duty.codes))
    found = (on.departments.get(each) for each in people)
    return frozenset(each for each in found if each is not None)


def veiled(rows: Iterable[Row], own: Collection[int]) -> list[Row]:
    """Return lines without title and link where those may be others' matter.

    What comes back is everybody's to see; of another chapter's duties only those in ``own`` (ids).
    """
    return [
        row if may_read_title(row.duty, own) else replace(row, title="", path="") for row in rows
    ]


def may_read_title(duty: Duty, own: Collection[int]) -> bool:
    """Tell whether a duty's title is read by who owes the duties ``own`` and follows nobody up."""
    return duty.kind.startswith(_OPEN_TO_ALL) or duty.pk in own


def say_kind(duty: Duty) -> str:
    """Return the kind of a duty in words: the routine's title, or what there is to do."""
    return _ROUTINES.get(duty.kind, duty.verb)


def kinds_in(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Return the kinds that occur, each with its words, by words."""
    found = {row.duty.kind: say_kind(row.duty) for row in rows}
    return sorted(found.items(), key=lambda pair: pair[1])
