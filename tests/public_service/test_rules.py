"""What a board must say: the rules alone, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.refusal import Outdated, Refused
from dienhong.public_service import rules
from dienhong.public_service.rules import Demanded, Result, Spell

FEE = Demanded("Phí, lệ phí", Citation("quy-che-1", "dieu-20.khoan-4"))
BEGAN = date(2026, 1, 5)
ONE, TWO, THREE = date(2026, 2, 2), date(2026, 2, 9), date(2026, 2, 16)


def test_a_part_is_the_same_by_its_provision_or_by_its_words() -> None:
    assert FEE.is_same("Lệ phí", "quy-che-1:dieu-20.khoan-4")
    assert FEE.is_same("phí,  lệ phí".replace("  ", " "), "quy-che-2:dieu-7.khoan-1")
    assert not FEE.is_same("Lệ phí", "quy-che-2:dieu-20.khoan-4")


def test_a_part_that_is_there_is_not_missing() -> None:
    assert rules.missing_since([Spell(TWO, None, True), Spell(ONE, TWO, False)], BEGAN) is None


def test_a_part_is_missing_since_the_first_of_the_editions_that_lack_it() -> None:
    spells = [Spell(THREE, None, False), Spell(TWO, THREE, False), Spell(ONE, TWO, True)]
    assert rules.missing_since(spells, BEGAN) == TWO


def test_a_board_that_was_down_in_between_counts_from_its_return() -> None:
    assert rules.missing_since([Spell(THREE, None, False), Spell(ONE, TWO, False)], BEGAN) == THREE


def test_what_nobody_could_know_is_missing_since_the_regulation_demands_it() -> None:
    assert rules.missing_since([Spell(ONE, None, None)], TWO) == TWO
    assert rules.missing_since([Spell(THREE, None, None)], TWO) == THREE


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_missing_since_equals_a_walk_from_the_oldest(stood: list[bool]) -> None:
    """Told oldest first: each edition hung from its day to the next one's."""
    days = [date(2026, 2, number + 1) for number in range(len(stood))]
    ends = [*days[1:], None]
    since: date | None = None
    for day, is_there in zip(days, stood, strict=True):
        since = None if is_there else since or day
    spells = [Spell(*each) for each in zip(days, ends, stood, strict=True)]
    assert rules.missing_since(reversed(spells), BEGAN) == since


def test_no_board_where_the_regulation_demands_none() -> None:
    with pytest.raises(Refused, match="không quy định bảng niêm yết"):
        rules.check_demanded([])
    rules.check_demanded([FEE])


@pytest.mark.parametrize(("words", "files"), [("30.000 đồng", 0), ("", 1)])
def test_there_is_none_and_there_is_something_is_refused(words: str, files: int) -> None:
    with pytest.raises(Refused, match="vừa ghi là không có, vừa có nội dung") as refusal:
        rules.check_part(FEE, words, files, is_none=True)
    assert refusal.value.source == FEE.source
    rules.check_part(FEE, words, files, is_none=False)
    rules.check_part(FEE, "", 0, is_none=True)


def test_a_part_has_a_longest_length() -> None:
    rules.check_part(FEE, "a" * rules.LONGEST_PART, 0, is_none=False)
    with pytest.raises(Refused, match="dài hơn"):
        rules.check_part(FEE, "a" * (rules.LONGEST_PART + 1), 0, is_none=False)


def test_what_another_has_written_meanwhile_is_not_written_over() -> None:
    with pytest.raises(Outdated):
        rules.check_as_read(1, 2)
    rules.check_as_read(2, 2)


def test_a_name_is_given_once() -> None:
    with pytest.raises(Refused, match="đã có thủ tục tên «Cấp giống»"):
        rules.check_name_free("Cấp giống", taken=True)
    rules.check_name_free("Cấp giống", taken=False)


def test_there_must_be_something_to_post() -> None:
    with pytest.raises(Refused, match="chưa soạn bản mới"):
        rules.check_something_to_post(False)
    rules.check_something_to_post(True)


def test_a_missing_part_is_posted_only_as_a_gap_that_is_seen() -> None:
    with pytest.raises(Refused, match="còn thiếu «Phí, lệ phí»") as refusal:
        rules.check_gaps_seen([FEE], accepted=False)
    assert refusal.value.source == FEE.source
    rules.check_gaps_seen([FEE], accepted=True)
    rules.check_gaps_seen([], accepted=False)


def test_a_board_comes_down_with_a_reason() -> None:
    with pytest.raises(Refused, match="chưa ghi lý do"):
        rules.check_ground("  ")
    rules.check_ground("Bãi bỏ")


def test_a_check_looks_at_every_board_and_says_what_is_wrong() -> None:
    with pytest.raises(Refused, match="chưa có thủ tục nào"):
        rules.check_some_posted(0, FEE.source)
    with pytest.raises(Refused, match="2 thủ tục chưa ghi kết quả") as refusal:
        rules.check_each_looked_at(["Một", "Hai"], FEE.source)
    assert "Một; Hai" in refusal.value.cure
    with pytest.raises(Refused, match="chưa ghi «Một» sai"):
        rules.check_finding("Một", Result.ABSENT, " ", FEE.source)
    rules.check_some_posted(1, None)
    rules.check_each_looked_at([], None)
    rules.check_finding("Một", Result.AGREES, "", None)
    rules.check_finding("Một", Result.DIFFERS, "Bảng ghi phí cũ", None)


def test_a_board_that_came_down_may_be_written_and_posted_again() -> None:
    down = rules.Stage.TAKEN_DOWN
    assert [move.act for move in rules.PROCEDURE.allowed(down)] == ["write", "post"]
    with pytest.raises(Refused, match="đã gỡ"):
        rules.PROCEDURE.check("take-down", down)
