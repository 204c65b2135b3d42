"""Regulation and law together: the stronger value applies, both are cited, nothing is invented."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.days import count, vietnam
from dienhong.regulation import vocabulary
from dienhong.regulation.combining import Relation, Value, combine, compare
from dienhong.regulation.vocabulary import Direction

OWN, LAW = Citation("quy-che-1", "dieu-1"), Citation("luat-10-2022", "dieu-2")
NUMBERS = [
    meant
    for meant in vocabulary.ALL
    if meant.direction in {Direction.SHORTER, Direction.LONGER} and meant.units
]


def own(value: int | str, unit: str = "", bound: str = "") -> Value:
    return Value(value, unit, bound, OWN)


def by_law(value: int | str, unit: str = "", bound: str = "", *, lapsed: bool = False) -> Value:
    return Value(value, unit, bound, LAW, lapsed=lapsed)


def named(name: str) -> vocabulary.Parameter:
    return vocabulary.BY_NAME[name]


@pytest.mark.parametrize(
    ("name", "mine", "laws", "relation", "applies"),
    [
        ("publication.term", (3, "working_day"), (5, "working_day"), "stronger", "own"),
        ("publication.term", (5, "working_day"), (5, "working_day"), "equal", "own"),
        ("publication.term", (9, "working_day"), (5, "working_day"), "weaker", "law"),
        ("publication.term", (5, "day"), (5, "working_day"), "stronger", "own"),
        ("publication.term", (7, "day"), (5, "working_day"), "unclear", "law"),
        ("publication.term", (30, "day"), (5, "working_day"), "weaker", "law"),
        ("publication.run", (30, "day"), (20, "day"), "stronger", "own"),
        ("publication.run", (12, "day"), (20, "day"), "weaker", "law"),
        ("conference.extraordinary_share", ("2/3",), ("1/3",), "weaker", "law"),
        ("conference.extraordinary_share", ("1/4",), ("1/3",), "stronger", "own"),
        ("conference.quorum", ("3/4",), ("2/3",), "stronger", "own"),
        ("conference.quorum", ("1/2",), ("2/3",), "weaker", "law"),
        ("conference.within", (60, "day"), (3, "month"), "stronger", "own"),
        ("conference.within", (90, "day"), (3, "month"), "unclear", "law"),
        ("conference.within", (100, "day"), (3, "month"), "weaker", "law"),
        ("conference.plenary_below", (150, "person"), (100, "person"), "stronger", "own"),
        ("conference.optional_up_to", (5, "person"), (7, "person"), "stronger", "own"),
        ("inspection.members", ("3-7", "member"), ("3-9", "member"), "stronger", "own"),
        ("inspection.members", ("3-11", "member"), ("3-9", "member"), "weaker", "law"),
        ("inspection.term", (3, "year"), (2, "year"), "weaker", "law"),
    ],
)
def test_the_stronger_value_applies_and_both_are_kept(
    name: str, mine: tuple[int | str, ...], laws: tuple[int | str, ...], relation: str, applies: str
) -> None:
    meant = named(name)
    mine_, laws_ = own(*mine), by_law(*laws)  # type: ignore[arg-type]
    found = combine(meant, mine_, laws_)

    assert found.relation == relation
    assert found.applied == (mine_ if applies == "own" else laws_)
    assert found.beside == (None if relation == "equal" else laws_ if applies == "own" else mine_)


def test_more_than_a_half_is_more_than_at_least_a_half() -> None:
    meant = named("conference.majority")
    weaker = compare(meant, own("1/2", bound="at_least"), by_law("1/2", bound="more_than"))
    assert weaker is Relation.WEAKER


def test_where_one_is_silent_the_other_applies_and_where_both_are_nothing() -> None:
    meant = named("publication.term")
    five = by_law(5, "working_day")

    assert combine(meant, None, five).applied == five
    assert combine(meant, None, None).applied is None
    assert combine(meant, None, None).relation is Relation.NEITHER
    assert combine(meant, own(9, "working_day"), None).applied == own(9, "working_day")


def test_a_figure_that_lapsed_holds_only_where_nobody_said_what_does() -> None:
    meant = named("case.reception_answer")
    old = by_law(10, "working_day", lapsed=True)

    assert combine(meant, None, old).applied == old
    assert combine(meant, own(15, "working_day"), old).applied == own(15, "working_day")


@given(
    st.sampled_from(NUMBERS),
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(["day", "working_day", "week", "month", "year"]),
)
def test_what_applies_is_never_weaker_than_the_law(
    meant: vocabulary.Parameter, mine: int, laws: int, unit: str
) -> None:
    found = combine(meant, own(mine, unit), by_law(laws, unit)).applied
    assert found is not None
    applied = int(found.value)
    assert applied <= laws if meant.direction is Direction.SHORTER else applied >= laws


@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 700))
def test_a_term_in_days_that_counts_as_stronger_is_never_due_later(
    mine: int, laws: int, after: int
) -> None:
    """Against the calendar: whatever the day, what applies ends no later than the law allows."""
    meant, calendar = named("publication.term"), vietnam.calendar()
    day = date(2024, 1, 15) + timedelta(days=after)
    found = combine(meant, own(mine, "day"), by_law(laws, "working_day")).applied
    limit = count.due_in_working_days(calendar, day, laws, event="", source=LAW).day
    assert found is not None
    if found.unit == "day":
        last = day + timedelta(days=mine)  # before an end on a day off moves
        assert last <= limit


@given(st.fractions(Fraction(1, 20), 1), st.fractions(Fraction(1, 20), 1))
def test_fewer_people_may_convene_never_more(mine: Fraction, laws: Fraction) -> None:
    meant = named("conference.extraordinary_share")
    found = combine(meant, own(str(mine)), by_law(str(laws))).applied
    assert found is not None
    assert Fraction(str(found.value)) <= laws
