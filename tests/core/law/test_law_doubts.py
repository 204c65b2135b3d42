"""Doubts: each planted fault is named at its place, and a sound text raises none."""

import pytest

from dienhong.core.law.checks.doubts import Doubt, DoubtKind, find_doubts
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Part
from tests.core.law.law_samples import SAMPLE, sample, source_of

PUBLISHING = (
    "Điều 1. Nội dung công khai\n1. Sổ quỹ;\n2. Lịch trực.\n"
    "Điều 2. Hình thức công khai\nNhững việc nêu tại Điều 1 được thông báo bằng hình thức:\n"
    "1. Niêm yết;\n2. Họp toàn thể.\n"
)


def brief(source: str) -> list[tuple[str, str]]:
    return [(doubt.kind, doubt.address) for doubt in find_doubts(parse(source))]


def test_a_sound_text_raises_no_doubt() -> None:
    assert find_doubts(sample()) == ()
    assert find_doubts(parse(PUBLISHING)) == ()


def test_a_sentence_cut_off_is_unfinished() -> None:
    source = SAMPLE.replace("– Đăng trên trang thông tin điện tử.", "– Đăng trên trang của")
    (doubt,) = find_doubts(parse(source))

    assert doubt == Doubt(
        part=Part.REGULATION,
        address="dieu-3.khoan-1.gach-2",
        start=source.index("– Đăng"),
        end=source.index(" của\n2. Thời hạn") + len(" của"),
        kind=DoubtKind.UNFINISHED,
        reason="Câu chưa kết thúc: không có dấu chấm câu ở cuối, có thể bị thiếu chữ",
        quote="– Đăng trên trang của",
    )


def test_a_colon_that_nothing_follows_is_unfinished() -> None:
    assert brief("Điều 1. Các việc sau:\nĐiều 2. Xong.") == [("unfinished", "dieu-1")]


def test_a_text_that_uses_no_full_stops_is_not_blamed_for_it() -> None:
    assert brief("Điều 1. Danh mục\n1. Sổ quỹ\n2. Lịch trực\n3. Nội quy") == []


def test_blank_number_and_date_are_named_once_each() -> None:
    source = SAMPLE.replace("Số: 7/", "Số:  /").replace("ngày 3 tháng", "ngày  tháng")

    assert brief(source) == [("blank_number", ""), ("blank_date", "")]


def test_a_reference_to_an_article_that_lists_nothing_is_doubtful() -> None:
    (doubt,) = find_doubts(parse(PUBLISHING.replace("tại Điều 1", "tại Điều 2")))

    assert (doubt.kind, doubt.address, doubt.quote) == (
        DoubtKind.WRONG_REFERENCE,
        "dieu-2",
        "Điều 2",
    )
    assert doubt.reason == "Dẫn Điều 2, nhưng những điều được nói đến nằm ở Điều 1"


def test_a_reference_to_a_law_is_none_of_our_business() -> None:
    assert brief(PUBLISHING.replace("tại Điều 1", "tại Điều 46 Luật ấy")) == []


@pytest.mark.parametrize(
    ("text", "address", "reason"),
    [
        (
            "Điều 1. A:\n1. Một.\n2. Hai.\n4. Bốn.",
            "dieu-1.khoan-4",
            "Trước Điều 1 khoản 4 thiếu số 3",
        ),
        ("Điều 1. A.\nĐiều 5. B.", "dieu-5", "Trước Điều 5 thiếu số 2 đến 4"),
        ("Điều 1. A:\na) Một.\nd) Hai.", "dieu-1.diem-d", "Trước Điều 1, điểm d thiếu số b, c"),
        ("Chương II\nHAI\nĐiều 1. A.", "chuong-2", "Trước Chương 2 thiếu số 1"),
    ],
)
def test_a_missing_number_is_named(text: str, address: str, reason: str) -> None:
    (doubt,) = find_doubts(parse(text))

    assert (doubt.kind, doubt.address, doubt.reason) == (DoubtKind.GAP, address, reason)


@pytest.mark.parametrize("letters", ["abcde", "abcdđeg", "bcd", "abcdefg"])
def test_letters_that_vietnamese_lists_may_leave_out_are_not_missed(letters: str) -> None:
    points = "\n".join(f"{letter}) Việc {letter};" for letter in letters)
    expected = [("gap", "dieu-1.diem-b")] if letters == "bcd" else []

    assert brief(f"Điều 1. Các việc:\n{points}") == expected


def test_a_repeated_number_is_named_at_its_second_place() -> None:
    source = "Điều 1. A:\n1. Một.\n2. Hai.\n2. Hai nữa.\n3. Ba."
    (doubt,) = find_doubts(parse(source))

    assert (doubt.kind, doubt.start) == (DoubtKind.REPEATED, source.index("2. Hai nữa"))
    assert doubt.reason == "Điều 1 khoản 2 xuất hiện lần thứ 2"


@pytest.mark.shared
def test_bk_has_its_blanks_and_one_unfinished_sentence() -> None:
    found = {DoubtKind.BLANK_NUMBER, DoubtKind.BLANK_DATE, DoubtKind.UNFINISHED}
    doubts = find_doubts(parse(source_of("bac-kan-2023")))

    assert [(d.kind, d.part, d.address) for d in doubts if d.kind in found] == [
        (DoubtKind.BLANK_NUMBER, Part.DECISION, ""),
        (DoubtKind.BLANK_DATE, Part.DECISION, ""),
        (DoubtKind.BLANK_NUMBER, Part.REGULATION, ""),
        (DoubtKind.BLANK_DATE, Part.REGULATION, ""),
        (DoubtKind.UNFINISHED, Part.REGULATION, "dieu-10.khoan-2.gach-2"),
    ]


@pytest.mark.shared
def test_ls_dieu_17_cites_the_wrong_article() -> None:
    doubts = find_doubts(parse(source_of("lang-son-2010")))
    (doubt,) = [one for one in doubts if one.kind is DoubtKind.WRONG_REFERENCE]

    assert (doubt.address, doubt.quote) == ("dieu-17", "Điều 15 trên đây")
    assert doubt.reason == "Dẫn Điều 15, nhưng những điều được nói đến nằm ở Điều 16"
