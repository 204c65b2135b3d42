"""Shares of people that a clause asks for: "at least" or "more than", in exact fractions."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of people: at least ``fraction`` of them, or more than it if ``strict``.

    ``of`` says in Vietnamese who is counted ("tổng số người được triệu tập").
    Raises TypeError for anything but a Fraction (a float is not exact) and ValueError
    for a share that everybody or nobody can meet: 0 or less, more than 1, more than all.
    """

    fraction: Fraction
    strict: bool
    of: str

    def __post_init__(self) -> None:
        if not isinstance(self.fraction, Fraction):
            raise TypeError(f"a share is an exact Fraction, not {self.fraction!r}")
        if not 0 < self.fraction <= 1 or (self.strict and self.fraction == 1):
            raise ValueError(f"no share of people: {self.fraction}, strict={self.strict}")

    def needed(self, eligible: int) -> int:
        """Return the least number of people that is enough among ``eligible``.

        Among nobody, one person is asked for, so that nothing passes where nobody is.
        """
        _check_count(eligible)
        exact = self.fraction * eligible
        return max(1, floor(exact) + 1 if self.strict else ceil(exact))

    def met(self, yes: int, eligible: int) -> bool:
        """Say whether ``yes`` of ``eligible`` people are enough.

        Raises ValueError for a negative count or more people than there are, TypeError
        for a number that is not whole.
        """
        _check_count(yes)
        if yes > eligible:
            raise ValueError(f"{yes} of only {eligible}")
        return yes >= self.needed(eligible)

    def say(self) -> str:
        """Return the share as people read it: ``ít nhất 1/3``, ``trên 1/2``, ``tất cả``."""
        if self.fraction == 1:
            return "tất cả"
        return f"{'trên' if self.strict else 'ít nhất'} {self.fraction}"

    def say_in_full(self) -> str:
        """Return the share and who is counted: ``ít nhất 1/3 tổng số công chức``."""
        return f"{self.say()} {self.of}"


def quorum_met(present: int, total: int, threshold: Threshold) -> bool:
    """Say whether ``present`` of the ``total`` people summoned may hold the meeting."""
    return threshold.met(present, total)


def majority_met(yes: int, attending: int, threshold: Threshold) -> bool:
    """Say whether ``yes`` votes carry among those ``attending``, who need not all vote.

    The base is those attending, not the whole staff (Law 10/2022 art. 51.2.c).
    """
    return threshold.met(yes, attending)


def _check_count(people: object) -> None:
    if isinstance(people, bool) or not isinstance(people, int):
        raise TypeError(f"a count of people is a whole number, not {people!r}")
    if people < 0:
        raise ValueError(f"a count of people is not negative: {people}")
