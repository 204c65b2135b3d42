"""Whether a number continues the numbering before it: only such numbers are markers."""

from enum import IntEnum

from dienhong.core.law.numerals import (
    LETTERS,
    OPTIONAL_LETTERS,
    may_be,
    may_be_letter,
    next_letters,
)
from dienhong.core.law.structure.markers import Marker, leading_int
from dienhong.core.law.tree import Kind

__all__ = ["OPTIONAL_LETTERS", "Fit", "corrected", "fit", "letters_between"]

_NEAR = 3  # so many steps forward may be a gap in the text rather than another list


class Fit(IntEnum):
    """How well a number fits behind the one before it."""

    NO = 0
    NEAR = 1  # repeated or with a gap: a marker if the text before it is closed
    NEXT = 2


def fit(kind: Kind, previous: str, number: str) -> Fit:
    """Say how ``number`` fits behind ``previous`` ("" at the beginning of a list)."""
    if kind is Kind.POINT:
        return _fit_letter(previous, number)
    if "." in number:
        return Fit.NEXT  # codified: the number itself is the place
    return _fit_number(previous, number, far=kind is not Kind.CLAUSE)


def corrected(kind: Kind, previous: str, marker: Marker) -> str:
    """Return the number that must follow ``previous`` if a scanner may have misread it, else ""."""
    if kind is Kind.POINT:
        letters = next_letters(previous)
        likely = [letter for letter in letters if may_be_letter(marker.token, letter)]
        return likely[0] if likely else ""
    expected = leading_int(previous) + 1
    return str(expected) if may_be(marker.token, expected) else ""


def letters_between(previous: str, number: str) -> str:
    """Return the letters that a list skips from ``previous`` to ``number``."""
    first = LETTERS.index(previous[0]) + 1 if previous else 0
    return LETTERS[first : LETTERS.index(number[0])]


def _fit_letter(previous: str, number: str) -> Fit:
    if number[1:] and number[0] != previous[:1]:
        return Fit.NEAR if number[1:] == "1" else Fit.NO
    if previous and number[0] == previous[0]:
        return Fit.NEXT if number[1:] > previous[1:] else Fit.NEAR
    if previous and LETTERS.index(number[0]) < LETTERS.index(previous[0]):
        return Fit.NO
    needed = [
        letter for letter in letters_between(previous, number) if letter not in OPTIONAL_LETTERS
    ]
    if not needed:
        return Fit.NEXT
    return Fit.NEAR if len(needed) < _NEAR else Fit.NO


def _fit_number(previous: str, number: str, *, far: bool) -> Fit:
    before, now = leading_int(previous), leading_int(number)
    if now == before + 1:
        return Fit.NEXT
    if now == before and previous:
        letter = number[len(str(now)) :] > previous[len(str(before)) :]
        return Fit.NEXT if letter else Fit.NEAR
    within = before < now and (far or now - before <= _NEAR)
    return Fit.NEAR if within or (far and previous) else Fit.NO
