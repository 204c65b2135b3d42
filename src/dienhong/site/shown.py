"""What the pages show of days: due lines, derivations and runs, as plain values for templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dienhong.core.citation import Citation
from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.days.say import say_day, say_done, say_due
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.refusal import Refused
from dienhong.site import say

SOON = 3  # a due line turns amber when so few working days are left


@dataclass(frozen=True, slots=True)
class Due:
    """How a due date stands: ``state`` is "", "soon", "late" or "done"; ``head`` is set bold."""

    state: str
    head: str
    rest: str


def due(calendar: WorkCalendar, due_on: date, today: date, done_on: date | None = None) -> Due:
    """Return how ``due_on`` stands on ``today``, or how it stood when it was done.

    A date in a year without a calendar cannot be counted; then the date alone is said.
    """
    try:
        said = _say(calendar, due_on, today, done_on)
        left = count.working_days_left(calendar, due_on, today)
    except Refused:
        said, left = f"Hạn là {say_day(due_on)}", SOON + 1
    head, comma, rest = say.hold(said).partition(", ")
    return Due(_state(due_on, today, done_on, left), head, comma + rest)


def _say(calendar: WorkCalendar, due_on: date, today: date, done_on: date | None) -> str:
    if done_on is None:
        return say_due(calendar, due_on, today)
    return say_done(calendar, due_on, done_on)


def _state(due_on: date, today: date, done_on: date | None, left: int) -> str:
    if done_on is not None:
        return "done"
    if today > due_on:
        return "late"
    return "soon" if left <= SOON else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a derivation: ``look`` is its class in the stylesheet."""

    days: str
    reason: str
    look: str
    source: Citation | None


_ROW_LOOKS = {StepKind.SKIPPED: "off", StepKind.MOVED: "off", StepKind.END: "fin"}


def rows(derivation: Derivation) -> list[Row]:
    """Return the lines of a derivation; the last names the calendar that was used."""
    return [_row(step, derivation) for step in derivation.steps]


def _row(step: Step, derivation: Derivation) -> Row:
    said = [step.reason]
    if step.kind is StepKind.END:
        said += [derivation.calendar] if derivation.calendar else []
        said += [f"Năm {derivation.day.year} là lịch dự kiến"] if derivation.provisional else []
    reason = f"{'. '.join(said)}." if len(said) > 1 else step.reason
    return Row(say.span(step.first, step.last), reason, _ROW_LOOKS.get(step.kind, ""), step.source)


class RunDay(Protocol):
    """One day of a posting, as a page gives it; ``state`` is a key of ``MEANINGS``.

    Two states may stand together with a space between ("gap now").
    """

    @property
    def day(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def label(self) -> str: ...


MEANINGS = {
    "on": "niêm yết, tính đủ",
    "void": "niêm yết, không tính",
    "gap": "bảng trống, đợt bị ngắt",
    "now": "hôm nay",
    "end": "ngày cuối",
    "later": "chưa đến",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the strip: ``states`` in the order of ``MEANINGS``."""

    day: date
    states: tuple[str, ...]
    label: str

    @property
    def look(self) -> str:
        """Return the classes of the cell in the stylesheet."""
        return " ".join(self.states)

    @property
    def meaning(self) -> str:
        """Return in words what shape and colour say."""
        return ", ".join(MEANINGS[state] for state in self.states)

    @property
    def is_now(self) -> bool:
        """Say whether the cell is today's."""
        return "now" in self.states


def cells(days: Iterable[RunDay]) -> list[Cell]:
    """Return the cells of a strip. Today alone counts as a day on the board.

    Raises KeyError for an unknown state.
    """
    return [Cell(day.day, _states(day.state), day.label) for day in days]


def _states(state: str) -> tuple[str, ...]:
    given = ["on", "now"] if state == "now" else state.split()
    return tuple(sorted(given, key=list(MEANINGS).index))


def key(strip: Iterable[Cell]) -> list[tuple[str, str]]:
    """Return the states that occur in a strip, each with its meaning, for the key below it."""
    seen = {state for cell in strip for state in cell.states}
    return [(state, meaning) for state, meaning in MEANINGS.items() if state in seen]
