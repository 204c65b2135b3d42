"""How many are enough."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.voting.threshold import Threshold, majority_met, quorum_met

STAFF = "tổng số cán bộ, công chức, viên chức, người lao động"
ONE_THIRD = Threshold(Fraction(1, 3), strict=False, of=STAFF)
TWO_THIRDS = Threshold(Fraction(2, 3), strict=False, of="tổng số người được triệu tập")
MORE_THAN_HALF = Threshold(Fraction(1, 2), strict=True, of="số người dự")
EVERYBODY = Threshold(Fraction(1), strict=False, of=STAFF)

fractions = st.fractions(0, 1).filter(lambda share: 0 < share < 1)
thresholds = st.builds(Threshold, fractions, strict=st.booleans(), of=st.just(STAFF))
people = st.integers(1, 100_000)


def test_of_120_staff_40_may_convene_a_conference() -> None:
    assert ONE_THIRD.needed(120) == 40
    assert ONE_THIRD.met(40, 120)
    assert not ONE_THIRD.met(39, 120)


def test_of_121_staff_it_takes_41() -> None:
    assert ONE_THIRD.needed(121) == 41


def test_a_conference_of_120_needs_80_present() -> None:
    assert not quorum_met(79, 120, TWO_THIRDS)
    assert quorum_met(80, 120, TWO_THIRDS)


def test_more_than_half_of_87_attending_is_44_and_of_88_is_45() -> None:
    assert (MORE_THAN_HALF.needed(87), MORE_THAN_HALF.needed(88)) == (44, 45)
    assert not majority_met(44, 88, MORE_THAN_HALF)
    assert majority_met(45, 88, MORE_THAN_HALF)


def test_nothing_passes_where_nobody_is() -> None:
    assert not ONE_THIRD.met(0, 0)
    assert not MORE_THAN_HALF.met(0, 0)


def test_all_means_every_one() -> None:
    assert EVERYBODY.needed(7) == 7


def test_at_least_and_more_than_are_kept_apart_in_words() -> None:
    assert ONE_THIRD.say() == "ít nhất 1/3"
    assert MORE_THAN_HALF.say() == "trên 1/2"
    assert EVERYBODY.say() == "tất cả"
    assert TWO_THIRDS.say_in_full() == "ít nhất 2/3 tổng số người được triệu tập"


@pytest.mark.parametrize(
    ("fraction", "strict"),
    [
        (Fraction(0), False),
        (Fraction(0), True),
        (Fraction(-1, 3), False),
        (Fraction(4, 3), False),
        (Fraction(1), True),
    ],
)
def test_a_share_that_means_nothing_is_not_made(fraction: Fraction, strict: bool) -> None:
    with pytest.raises(ValueError, match="no share of people"):
        Threshold(fraction, strict, STAFF)


@pytest.mark.parametrize("share", [0.5, 1, "1/2"])
def test_only_an_exact_fraction_is_a_share(share: Any) -> None:
    with pytest.raises(TypeError, match="an exact Fraction"):
        Threshold(share, strict=False, of=STAFF)


@pytest.mark.parametrize("count", [1.0, True, "3"])
def test_only_whole_numbers_are_people(count: Any) -> None:
    with pytest.raises(TypeError, match="a whole number"):
        ONE_THIRD.needed(count)
    with pytest.raises(TypeError, match="a whole number"):
        ONE_THIRD.met(count, 120)


def test_counts_that_cannot_be_are_no_counts() -> None:
    with pytest.raises(ValueError, match="not negative: -1"):
        ONE_THIRD.needed(-1)
    with pytest.raises(ValueError, match="not negative: -2"):
        quorum_met(-2, 120, TWO_THIRDS)
    with pytest.raises(ValueError, match="121 of only 120"):
        majority_met(121, 120, MORE_THAN_HALF)


@given(thresholds, people)
def test_needed_is_the_least_that_is_enough(threshold: Threshold, eligible: int) -> None:
    def enough(count: int) -> bool:
        share = Fraction(count, eligible)
        return share > threshold.fraction if threshold.strict else share >= threshold.fraction

    needed = threshold.needed(eligible)
    assert enough(needed)
    assert not enough(needed - 1)
    assert 1 <= needed <= eligible


@given(thresholds, people)
def test_one_person_more_never_lowers_what_is_needed(threshold: Threshold, eligible: int) -> None:
    assert threshold.needed(eligible) <= threshold.needed(eligible + 1)


@given(fractions, people)
def test_more_than_never_asks_for_less_than_at_least(share: Fraction, eligible: int) -> None:
    at_least = Threshold(share, strict=False, of=STAFF).needed(eligible)
    more_than = Threshold(share, strict=True, of=STAFF).needed(eligible)

    assert more_than - at_least == (share * eligible == at_least)


@given(thresholds, people, st.data())
def test_a_vote_more_never_loses(threshold: Threshold, eligible: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, eligible - 1))

    assert threshold.met(yes, eligible) <= threshold.met(yes + 1, eligible)
