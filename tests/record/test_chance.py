"""Chance is the machine's own, unless a simulated year brings a seed."""

import pytest

from dienhong.record.chance import new_id, seeded, some_bytes


def test_ids_and_salts_differ_each_time() -> None:
    assert len({new_id() for _ in range(100)}) == len({some_bytes(32) for _ in range(100)}) == 100
    assert (new_id().version, len(some_bytes(32))) == (4, 32)


def test_one_seed_gives_the_same_twice_and_another_something_else() -> None:
    def lived(seed: int) -> list[object]:
        with seeded(seed) as dice:
            return [new_id(), some_bytes(8), dice.random(), new_id()]

    assert lived(1) == lived(1) != lived(2)


def test_dice_do_not_move_the_ids() -> None:
    with seeded(1):
        first = new_id()
    with seeded(1) as dice:
        dice.random()
        assert new_id() == first


def test_after_a_year_that_broke_off_chance_is_the_machines_own_again() -> None:
    with seeded(1):
        first = new_id()
    with pytest.raises(RuntimeError), seeded(1):
        raise RuntimeError
    assert new_id() != first
