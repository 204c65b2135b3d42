"""Work grows as the text does, never as its square: each stage of the engine, on hostile texts."""

from contextlib import suppress

import pytest

from dienhong.core.law.reading.files import read_file
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind
from dienhong.core.refusal import Refused
from tests.core.law.hostile import STAGES, TEXTS
from tests.effort import must_end


@pytest.mark.parametrize("name", TEXTS)
def test_each_stage_comes_to_its_end(name: str) -> None:
    with must_end(), suppress(Refused):
        tree = parse(f"Điều 1. Mở đầu\n{TEXTS[name] * 2}")
    for stage in STAGES.values():
        with must_end(), suppress(Refused):
            stage(tree)


def test_ten_thousand_units_in_each_other_are_all_there() -> None:
    tree = parse(TEXTS["ten thousand nestings"])
    kinds = [node.kind for node in tree.nodes]

    assert [kinds.count(kind) for kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT)] == [2_000] * 3
    assert len(kinds) > 9_000


def test_one_line_of_20_mb_is_read_to_its_end() -> None:
    data = ("Điều 1. " + "việc chung của kho " * (20_000_000 // 23)).encode()
    with must_end():
        parse(read_file(data, most=2 * len(data)).text)
