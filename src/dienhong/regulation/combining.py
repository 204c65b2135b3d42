"""How regulation and law combine: the stronger value of the two applies, and both are cited.

Pure. A regulation may widen the law, not narrow it (Law 10/2022 art. 59.1.a): its own value
applies only where it is certainly at least as strong as the law's of that day. Lists are united
elsewhere, item by item; here are numbers, shares and ranges.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from dienhong.core.citation import Citation
from dienhong.regulation.vocabulary import Direction, Parameter, Type, say


class Relation(StrEnum):
    """How the agency's own value stands to the law's."""

    EQUAL = "equal"
    STRONGER = "stronger"
    WEAKER = "weaker"
    UNCLEAR = "unclear"  # in units of which neither is certainly the stronger
    ONLY_OWN = "only_own"
    ONLY_LAW = "only_law"
    NEITHER = "neither"


RELATIONS = {
    Relation.EQUAL: "bằng luật",
    Relation.STRONGER: "mạnh hơn luật",
    Relation.WEAKER: "yếu hơn luật",
    Relation.UNCLEAR: "không chắc mạnh hơn luật (khác đơn vị)",
    Relation.ONLY_OWN: "luật không quy định",
    Relation.ONLY_LAW: "quy chế không quy định",
    Relation.NEITHER: "quy chế và luật đều không quy định",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the provision that sets it.

    ``to_confirm``: the law's figure was read in an excerpt only. ``lapsed``: it was checked up to
    an earlier day only, and may have changed since.
    """

    value: int | str
    unit: str
    bound: str
    source: Citation
    to_confirm: bool = False
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Combined:
    """What applies, what stands beside it without applying, and how the two compare."""

    applied: Value | None
    beside: Value | None
    relation: Relation


def combine(meant: Parameter, own: Value | None, by_law: Value | None) -> Combined:
    """Return what applies of the agency's own value and the law's of the day.

    A figure of the law that has lapsed binds nobody who has said what holds instead.
    """
    if own is None:
        return Combined(by_law, None, Relation.ONLY_LAW if by_law else Relation.NEITHER)
    if by_law is None or by_law.lapsed:
        return Combined(own, by_law, Relation.ONLY_OWN)
    relation = compare(meant, own, by_law)
    if relation is Relation.EQUAL:
        return Combined(own, None, relation)
    if relation is Relation.STRONGER or meant.direction is Direction.OWN:
        return Combined(own, by_law, relation)
    return Combined(by_law, own, relation)


def compare(meant: Parameter, own: Value, by_law: Value) -> Relation:
    """Tell how the agency's own value stands to the law's, for the staff."""
    if (own.value, own.unit, own.bound) == (by_law.value, by_law.unit, by_law.bound):
        return Relation.EQUAL
    if meant.direction is Direction.FIXED:
        return Relation.WEAKER
    if meant.type is Type.RANGE:
        return _compare_ranges(own, by_law)
    lower = meant.direction in {Direction.LOWER, Direction.SHORTER}
    if meant.type is not Type.SHARE and own.unit != by_law.unit:
        return _compare_spans(_span(own), _span(by_law), shorter=lower)
    measure = _share if meant.type is Type.SHARE else _count
    return _compare(measure(own), measure(by_law), lower=lower)


def _compare(own: object, by_law: object, *, lower: bool) -> Relation:
    if own == by_law:
        return Relation.EQUAL
    less = own < by_law  # type: ignore[operator]
    return Relation.STRONGER if less == lower else Relation.WEAKER


def _share(value: Value) -> tuple[Fraction, bool]:
    """Return a share as something that orders: "more than 1/2" is above "at least 1/2"."""
    return Fraction(str(value.value)), value.bound == "more_than"


def _count(value: Value) -> int:
    return int(value.value)


def _compare_ranges(own: Value, by_law: Value) -> Relation:
    (low, high), (least, most) = read_range(own.value), read_range(by_law.value)
    return Relation.STRONGER if least <= low and high <= most else Relation.WEAKER


def read_range(value: int | str) -> tuple[int, int]:
    """Return the two ends of "3-9"; of a single number that number twice."""
    low, _, high = str(value).partition("-")
    return int(low), int(high or low)


# The fewest and the most days that one unit lasts; a row of working days may hold weekends and
# the longest holiday, Tết, of which the State sets up to nine days in a row.
_FEWEST = {"day": 1, "working_day": 1, "week": 7, "month": 28, "quarter": 90, "half_year": 181}
_MOST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half_year": 184, "year": 366}
Span = tuple[int, int]
_YEAR, _WORK_WEEK, _WEEKEND, _TET = 365, 5, 2, 9


def _compare_spans(own: Span, by_law: Span, *, shorter: bool) -> Relation:
    (own_least, own_most), (law_least, law_most) = own, by_law
    if (own_most <= law_least) if shorter else (own_least >= law_most):
        return Relation.STRONGER
    if (own_least > law_most) if shorter else (own_most < law_least):
        return Relation.WEAKER
    return Relation.UNCLEAR


def _span(value: Value) -> Span:
    count = int(value.value)
    if value.unit == "working_day":
        weekends = (count + _WORK_WEEK - 1) // _WORK_WEEK * _WEEKEND
        return count, count + weekends + _TET
    return count * _FEWEST.get(value.unit, _YEAR), count * _MOST.get(value.unit, _YEAR)


def say_value(meant: Parameter, found: Value) -> str:
    """Return a value as people say it."""
    return say(meant, found.value, found.unit, found.bound)
