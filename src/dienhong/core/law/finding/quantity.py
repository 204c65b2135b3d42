"""What a quantity of a text is."""

from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.law.finding.bounds import Bound
from dienhong.core.law.tree import Part

MAJORITY = "majority"
"""The value of "đa số", "quá bán": more than half, without a number."""


class QuantityKind(StrEnum):
    """What a number is for."""

    FREQUENCY = "frequency"  # how often something comes back
    DEADLINE = "deadline"  # by when something has to be done
    DURATION = "duration"  # for how long something lasts
    THRESHOLD = "threshold"  # from which number on, or up to which, something holds


class Role(StrEnum):
    """Whether the text sets the number, or only names something periodic."""

    RULE = "rule"
    MENTION = "mention"


@dataclass(frozen=True, slots=True)
class Read:
    """A quantity inside a sentence: offsets are those of the source."""

    kind: QuantityKind
    value: str
    unit: str
    bound: Bound
    start: int
    end: int
    times: int | None = None
    of: str = ""
    role: Role = Role.RULE
    is_bare_majority: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a text, with its place.

    ``value`` is a number ("5"), a range ("3-9"), a fraction ("1/3"), MAJORITY, or the day
    of a period ("thứ 5 tuần cuối"). ``unit`` is "working_day", "day", "hour", "week",
    "month", "quarter", "year", "percent", "share" or "person"; ``of`` are the words for
    what is counted or measured ("tổng số công chức", "ngày liên tục"). A frequency is
    ``value`` units long and ``times`` (None: not said) tells how often in it. ``sentence``
    is the source range of the sentence that it stands in.
    """

    kind: QuantityKind
    value: str
    times: int | None
    unit: str
    of: str
    bound: Bound
    role: Role
    part: Part
    address: str
    start: int
    end: int
    quote: str
    sentence: tuple[int, int]

    @property
    def is_majority(self) -> bool:
        """Tell whether it is more than one half."""
        half = (self.unit, self.value) in {("percent", "50"), ("share", "1/2")}
        return self.value == MAJORITY or (half and self.bound is Bound.MORE_THAN)
