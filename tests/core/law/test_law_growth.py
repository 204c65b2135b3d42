"""Work grows as the text does, never as its square: each stage of the engine, on hostile texts.

Times are compared with each other, so that the machine does not matter.
"""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.citing.external import find_external
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import find_references
from dienhong.core.law.reading.files import read_file
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind, Tree
from dienhong.core.law.writing.written import WRITERS
from dienhong.core.refusal import Refused

_TIMES = 8  # so many times the text is the long one
_MOST = 30  # so many times the work at most: the square would be 64
_LEAST = 0.02  # seconds below which a clock says nothing

TEXTS = {
    "ten thousand nestings": "".join(
        f"Điều {n}. A\n1. B\na) C\n- D\n- Đ: “E (g\n" for n in range(2, 2_002)
    ),
    "sections in chapters": "".join(
        f"Chương {n}\nA\nMục 1. B\nTiểu mục 1. C\nĐiều {n}. D\n" for n in range(2, 1_500)
    ),
    "brackets in brackets": "a (“" * 20_000,
    "citations without end": "điểm a, b, c khoản 1, 2 và 3 Điều 4, " * 3_000,
    "ranges": "từ Điều 1 đến Điều 999, khoản 1 đến khoản 99 " * 300,
    "acts without number": "Luật Nghị định số Thông tư ngày tháng năm " * 2_000,
    "almost dates": "ngày 1 tháng ngày 1 tháng 1 năm " * 3_000,
    "almost words": "Đ i ề u " * 20_000,
    "spaces": "a" + " \t\u00a0" * 40_000 + "b",
    "dots": "Số ……../QĐ-… ngày …… tháng …… " * 3_000,
    "lists in a line": "Gồm: a) b; b) c; c) d. 1. Đ. 2. E: a) g; " * 2_000,
    "bytes": bytes(n * n * 7 % 251 for n in range(100_000)).decode("utf-8", "replace"),
}


def _written(name: str) -> Callable[[Tree], object]:
    return lambda tree: sum(map(len, WRITERS[name](tree)))


STAGES: dict[str, Callable[[Tree], object]] = {
    **{f"write {name}": _written(name) for name in WRITERS},
    "references": lambda tree: find_references(CitedText(tree)),
    "external": lambda tree: find_external(CitedText(tree)),
    "lint": find_doubts,
}


def _seconds(work: Callable[[], object]) -> float:
    began = process_time()
    with suppress(Refused):
        work()
    return process_time() - began


def _grows_as_text(work: Callable[[int], Callable[[], object]], length: int) -> None:
    short, long = _seconds(work(length // _TIMES)), _seconds(work(length))
    assert long < _MOST * max(short, _LEAST)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_costs_no_more_than_the_text_is_long(stage: str, name: str) -> None:
    text = f"Điều 1. Mở đầu\n{TEXTS[name]}"

    def work(length: int) -> Callable[[], object]:
        tree = parse(text[:length])
        return lambda: STAGES[stage](tree)

    _grows_as_text(work, len(text))


@pytest.mark.parametrize("name", TEXTS)
def test_reading_bytes_and_structure_costs_no_more_than_the_text_is_long(name: str) -> None:
    text = f"Điều 1. Mở đầu\n{TEXTS[name]}"

    _grows_as_text(lambda length: lambda: parse(read_file(text[:length].encode()).text), len(text))


def test_ten_thousand_units_in_each_other_are_all_there() -> None:
    tree = parse(TEXTS["ten thousand nestings"])
    kinds = [node.kind for node in tree.nodes]

    assert [kinds.count(kind) for kind in (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT)] == [2_000] * 3
    assert len(kinds) > 9_000


def test_one_line_of_50_mb_costs_ten_times_one_of_5() -> None:
    def read(megabytes: int) -> float:
        line = "Điều 1. " + "việc chung của kho " * (megabytes * 1_000_000 // 23)
        data = line.encode()
        return _seconds(lambda: parse(read_file(data, most=2 * len(data)).text))

    assert read(50) < _MOST * max(read(5), _LEAST)
