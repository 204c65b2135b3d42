"""How a date was found, step by step, so that anyone can count again."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dienhong.core.citation import Citation


class StepKind(StrEnum):
    """What a span of days does in a count."""

    START = "start"  # the event; its own day is not counted
    COUNTED = "counted"
    SKIPPED = "skipped"  # a day off in a count of working days
    MOVED = "moved"  # the end fell on a day off
    END = "end"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a derivation: the days ``first`` to ``last``, and why they count or not.

    ``reason`` is Vietnamese, for people. ``source`` is the act that makes it so, if known.
    """

    first: date
    last: date
    kind: StepKind
    reason: str
    source: Citation | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A date with the steps that lead to it and the calendar version they used.

    ``provisional`` is true when a day in the span lies in a year whose days off
    have no official decision yet.
    """

    day: date
    steps: tuple[Step, ...] = field(default=())
    calendar: str = ""
    provisional: bool = False

    def to_data(self) -> dict[str, Any]:
        """Return the derivation as plain JSON values, to be stored with the date."""
        return {
            "day": self.day.isoformat(),
            "calendar": self.calendar,
            "provisional": self.provisional,
            "steps": [
                [
                    step.first.isoformat(),
                    step.last.isoformat(),
                    step.kind.value,
                    step.reason,
                    str(step.source or ""),
                ]
                for step in self.steps
            ],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Derivation":
        """Return the derivation that ``to_data`` wrote."""
        steps = tuple(
            Step(
                date.fromisoformat(first),
                date.fromisoformat(last),
                StepKind(kind),
                reason,
                Citation.parse(source) if source else None,
            )
            for first, last, kind, reason, source in data["steps"]
        )
        return cls(date.fromisoformat(data["day"]), steps, data["calendar"], data["provisional"])
