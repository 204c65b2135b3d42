"""The dated table of acts: sound in itself, and of one mind with the law that is applied."""

from datetime import date, timedelta

import pytest

from dienhong.core.law.citing.acts import acts_named, dated_acts, find_act, longest_name
from dienhong.regulation import law


def test_every_act_ends_after_it_began_and_by_an_act_of_the_table() -> None:
    acts = dated_acts()
    for act in acts.values():
        assert not (act.ended and act.in_force_from) or act.in_force_from < act.ended, act.key
        assert not (act.issued and act.in_force_from) or act.issued <= act.in_force_from, act.key
        assert not act.ended_by or act.ended_by in acts, act.key


@pytest.mark.parametrize("key", sorted(law.acts()))
def test_the_table_says_what_the_applied_law_says(key: str) -> None:
    """The figures of ``regulation`` and this table give one span of days for one act."""
    applied, dated = law.acts()[key], dated_acts()[key]

    assert dated.in_force_from == applied.in_force_from
    after = None if applied.in_force_to is None else applied.in_force_to + timedelta(days=1)
    assert dated.ended == after
    assert dated.may_be_shown


def test_an_act_holds_from_its_first_day_to_the_eve_of_its_end() -> None:
    act = find_act("04/2015/NĐ-CP")
    assert act is not None

    assert act.is_too_young_on(date(2015, 2, 24))
    assert not act.is_too_young_on(date(2015, 2, 25))
    assert not act.has_ended_on(date(2023, 6, 30))
    assert act.has_ended_on(date(2023, 7, 1))


def test_a_number_with_another_date_is_another_act() -> None:
    assert find_act("04/2015/NĐ-CP", date(2015, 1, 9)) is not None
    assert find_act("04/2015/NĐ-CP", date(2019, 9, 9)) is None
    assert find_act("04/2099/NĐ-CP") is None


def test_a_law_is_known_by_its_name_however_it_is_written() -> None:
    assert [act.number for act in acts_named("Luật", "TIẾP  công dân")] == ["42/2013/QH13"]
    assert longest_name("Luật", " Khiếu nại, tố cáo và") == len(" Khiếu nại, tố cáo")
    assert longest_name("Luật", " Mây") == 0
    assert longest_name("Kế hoạch", " Mây") == 0
