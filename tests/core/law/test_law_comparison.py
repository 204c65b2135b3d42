"""Two texts by structure: every planted change is named, and nothing else."""

import pytest

from dienhong.core.law.comparison import Change, compare
from dienhong.core.law.structure.parse import parse
from tests.core.law.law_samples import REGULATIONS, SAMPLE, source_of

BEFORE = """Điều 1. Trực
1. Trạm trưởng phân ca trực trước ngày 25 mỗi tháng.
2. Mỗi ca trực có hai người cùng đọc thước và ghi sổ.
3. Sổ trực được giữ trong tủ khóa của Trạm.
Điều 2. Báo cáo
1. Số liệu mưa được gửi lên Sở vào ngày mồng năm.
Điều 3. Thi hành từ hôm nay.
"""


def said(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [
        (
            change.kind,
            change.before.address if change.before else "",
            change.after.address if change.after else "",
        )
        for change in changes
    ]


def compared(after: str) -> tuple[Change, ...]:
    return compare(parse(BEFORE), parse(after))


def test_a_text_does_not_differ_from_itself() -> None:
    assert compared(BEFORE) == ()
    assert compared(BEFORE.replace("\n", "\n\n")) == ()


def test_a_changed_word_is_shown_on_both_sides() -> None:
    (change,) = compared(BEFORE.replace("hai người", "ba người"))

    assert said((change,)) == [("changed", "dieu-1.khoan-2", "dieu-1.khoan-2")]
    assert [piece.words.strip() for piece in change.left if piece.alone] == ["hai"]
    assert [piece.words.strip() for piece in change.right if piece.alone] == ["ba"]


def test_what_is_added_and_what_is_removed_is_named() -> None:
    assert said(compared(BEFORE + "Điều 4. Ăn trưa.\n")) == [("added", "", "dieu-4")]
    assert said(compared(BEFORE.replace("Điều 3. Thi hành từ hôm nay.\n", ""))) == [
        ("removed", "dieu-3", "")
    ]


def test_a_clause_that_goes_elsewhere_has_moved() -> None:
    gone = BEFORE.replace("3. Sổ trực được giữ trong tủ khóa của Trạm.\n", "")
    after = gone.replace("Điều 3", "2. Sổ trực được giữ trong tủ sắt của Trạm.\nĐiều 3")
    (change,) = compared(after)

    assert said((change,)) == [("moved", "dieu-1.khoan-3", "dieu-2.khoan-2")]
    assert [piece.words.strip() for piece in change.right if piece.alone] == ["sắt"]


def test_clauses_renumbered_by_one_put_in_between_have_moved_and_not_changed() -> None:
    after = BEFORE.replace("3. Sổ", "4. Sổ").replace("2. Mỗi", "2. Cửa mở lúc sáu giờ.\n3. Mỗi")

    assert said(compared(after)) == [
        ("added", "", "dieu-1.khoan-2"),
        ("moved", "dieu-1.khoan-2", "dieu-1.khoan-3"),
        ("moved", "dieu-1.khoan-3", "dieu-1.khoan-4"),
    ]


def test_the_words_of_both_sides_are_whole() -> None:
    for change in compare(parse(BEFORE), parse(SAMPLE)):
        for node, pieces in ((change.before, change.left), (change.after, change.right)):
            words = "".join(piece.words for piece in pieces)
            assert words == (" ".join(f"{node.heading} {node.text}".split()) if node else "")


@pytest.mark.shared
def test_two_real_regulations_are_compared_in_full() -> None:
    left, right = (parse(source_of(name)) for name in REGULATIONS)
    changes = compare(left, right)
    gone = sum(change.before is not None for change in changes)
    come = sum(change.after is not None for change in changes)

    assert 0 < gone <= len(left.nodes)
    assert 0 < come <= len(right.nodes)
    assert compare(left, left) == ()
