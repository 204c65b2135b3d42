"""What a report says: its figures and, clause by clause, what was done, what was not and why.

Plain values, drawn live for a draft and kept as data when it is finished.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from dienhong.core.citation import Citation


class Status(StrEnum):
    """How a clause was carried out in a period, as far as the journal tells."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOTHING_DUE = "nothing_due"
    NO_DATA = "no_data"


STATUS_LABELS = {
    Status.DONE: "đã làm",
    Status.PARTLY: "còn việc chưa xong",
    Status.NOT_DONE: "chưa có việc nào",
    Status.NOTHING_DUE: "không có việc đến hạn trong kỳ",
    Status.NO_DATA: "chưa có số liệu",
}


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as a report says it, with the entries that it counts and the parameters it is about.

    ``secret`` is the power that one needs to see it; such a number is not kept and not given out.
    """

    code: str
    label: str
    group: str
    count: int | None
    shown: str
    entries: tuple[int, ...]
    about: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    secret: str = ""
    # What it counts in each month of the report, of a figure told month by month.
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a routine came round: when it was due, and how it ended."""

    title: str
    path: str
    due_on: str
    done_on: str
    because: str
    is_late: bool

    @property
    def is_outstanding(self) -> bool:
        """Tell whether it should have been done and was neither done nor put aside."""
        return self.is_late and not self.done_on and not self.because


@dataclass(frozen=True, slots=True)
class Part:
    """A provision that drives something: what it asks, what was done, and the answer given."""

    clause: str
    label: str
    asks: str
    status: str
    numbers: tuple[str, ...]
    times: tuple[Time, ...] = ()
    answer: str = ""
    answered_by: str = ""
    # What it demands without anybody having settled how often, by the routines' titles.
    unsettled: tuple[str, ...] = ()

    @property
    def unsettled_said(self) -> str:
        """Return what nobody has settled, in a sentence; "" where there is none."""
        listed = "; ".join(self.unsettled)
        return f"Chưa định kỳ hạn: {listed}." if listed else ""

    @property
    def citation(self) -> Citation:
        """Return the provision."""
        return Citation.parse(self.clause)

    @property
    def status_said(self) -> str:
        """Return the status in words."""
        return STATUS_LABELS[Status(self.status)]

    @property
    def has_data(self) -> bool:
        """Tell whether the journal can say anything of it."""
        return self.status != Status.NO_DATA

    @property
    def wants_reason(self) -> bool:
        """Tell whether it has to be said why it was not, or not wholly, carried out."""
        return self.status in {Status.NOT_DONE, Status.PARTLY}

    @property
    def is_open(self) -> bool:
        """Tell whether that has still to be said."""
        return self.wants_reason and not self.answer


@dataclass(frozen=True, slots=True)
class Content:
    """All that a report says."""

    numbers: tuple[Number, ...]
    parts: tuple[Part, ...]

    @property
    def by_code(self) -> dict[str, Number]:
        """Return the numbers by their codes."""
        return {number.code: number for number in self.numbers}

    @property
    def monthly(self) -> list[Number]:
        """Return the numbers told month by month."""
        return [number for number in self.numbers if number.months and not number.secret]

    @property
    def told(self) -> list[Part]:
        """Return the parts of which the journal says something."""
        return [part for part in self.parts if part.has_data]

    @property
    def missing(self) -> list[Part]:
        """Return the parts of which it has no data."""
        return [part for part in self.parts if not part.has_data]

    @property
    def open(self) -> list[Part]:
        """Return the parts that still want a reason."""
        return [part for part in self.parts if part.is_open]

    def groups(self, powers: Iterable[str]) -> list[tuple[str, list[Number]]]:
        """Return the numbers that someone may see under their headings, those of clauses apart."""
        held = set(powers)
        found: dict[str, list[Number]] = {}
        for number in self.numbers:
            if number.group and (not number.secret or number.secret in held):
                found.setdefault(number.group, []).append(number)
        return list(found.items())

    def without_secrets(self) -> "Content":
        """Return what may be kept and given out."""
        open_numbers = tuple(number for number in self.numbers if not number.secret)
        return Content(open_numbers, self.parts)

    def to_data(self) -> dict[str, Any]:
        """Return it as plain JSON values, without what not everyone may see."""
        data: dict[str, Any] = json.loads(json.dumps(asdict(self.without_secrets())))
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Content":
        """Return the content that ``to_data`` wrote."""
        return cls(
            tuple(Number(**_tuples(row)) for row in data["numbers"]),
            tuple(_part(row) for row in data["parts"]),
        )


def _tuples(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _part(row: Mapping[str, Any]) -> Part:
    return Part(**_tuples(row) | {"times": tuple(Time(**time) for time in row["times"])})
