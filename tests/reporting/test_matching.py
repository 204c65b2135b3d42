"""Which figure the words of an outline mean, and when none is offered."""

import pytest

from dienhong.reporting.content import Number
from dienhong.reporting.figures import FIGURES
from dienhong.reporting.matching import match

NUMBERS = [
    Number(f.code, f.label, f.group, 0, "0", (), words=f.words) for f in FIGURES if not f.each
]


@pytest.mark.parametrize(
    ("words", "code", "sure"),
    [
        ("published_late", "published_late", True),
        ("so_viec_da_cong_khai", "published", True),
        ("1. Số việc đã công khai", "published", False),
        ("SỐ VIỆC CÔNG KHAI TRỄ HẠN", "published_late", True),
        ("Tổng số việc công khai bị trễ hạn trong kỳ", "published_late", False),
        ("Số lần niêm yết", "posted", True),
        ("Số việc định kỳ đã làm trong kỳ", "duties_done", False),
    ],
)
def test_words_mean_a_figure(words: str, code: str, sure: bool) -> None:
    found = match(words, NUMBERS)

    assert found is not None
    assert (found.code, found.is_sure) == (code, sure)


@pytest.mark.parametrize(
    "words", ["Số vụ tham nhũng", "Họ và tên", "", "…", "Số việc", "Số việc chưa công khai"]
)
def test_other_words_mean_none(words: str) -> None:
    assert match(words, NUMBERS) is None


def test_of_two_that_are_as_close_none_is_offered() -> None:
    two = [Number(code, f"Số cuộc họp {code}", "", 0, "0", ()) for code in ("giao ban", "tong ket")]

    assert match("Số cuộc họp thường kỳ", two) is None
