"""Finding by cues: the caller's words decide what is found, the text decides its value."""

from typing import Any

import pytest

from dienhong.core.law.finding.cues import Cue, read_cue, words
from dienhong.core.law.finding.find import find
from dienhong.core.law.finding.finding import Confidence, Finding
from dienhong.core.law.spelling import plain
from dienhong.core.law.structure.parse import parse
from tests.effort import must_end


def cue(shape: str, **data: Any) -> Cue:
    return read_cue("tea.thing", shape, data)


def found(text: str, asked: Cue) -> list[Finding]:
    return list(find(parse(text), [asked]))


def values(text: str, asked: Cue) -> list[int | str]:
    return [finding.value for finding in found(text, asked)]


@pytest.mark.parametrize(
    ("shape", "text", "value", "unit", "bound"),
    [
        ("term", "Ấm trà pha chậm nhất 5 ngày.", 5, "day", "at_most"),
        ("run", "Ấm trà được lưu giữ ít nhất 9 ngày.", 9, "day", "at_least"),
        ("period", "Phòng họp pha ấm trà hằng quý.", "quarter", "", "every"),
        ("period", "Ấm trà được rửa mỗi năm hai lần.", "half_year", "", "every"),
        ("period", "Ấm trà được rửa 6 tháng một lần.", "half_year", "", "every"),
        ("period", "Ấm trà được rửa 5 năm hai lần.", "5 năm hai lần", "", "every"),
        ("share", "Ấm trà được pha khi quá nửa số người tán thành.", "1/2", "", "more_than"),
        ("share", "Ấm trà được pha khi có 75% trở lên đồng ý.", "3/4", "", "at_least"),
        ("count", "Ấm trà cho không quá 4 người.", 4, "person", "at_most"),
        ("range", "Ấm trà cho từ 3 đến 9 người.", "3-9", "person", "between"),
    ],
)
def test_each_shape_of_value(
    shape: str, text: str, value: int | str, unit: str, bound: str
) -> None:
    units = ["half_year", "quarter"] if shape == "period" else []
    (finding,) = found(f"Điều 1. {text}", cue(shape, near=["ấm trà"], units=units))

    assert (finding.value, finding.unit, finding.bound) == (value, unit, bound)
    assert finding.quote in f"Điều 1. {text}"


def test_words_near_beside_above_and_those_that_may_not_be_there() -> None:
    text = (
        "Điều 1. Pha trà\n1. Chậm nhất 2 ngày pha ấm mới.\n2. Chậm nhất 3 ngày rửa ấm cũ.\n"
        "Điều 2. Pha cà phê\n1. Chậm nhất 4 ngày pha ấm mới.\n"
    )
    assert values(text, cue("term")) == [2, 3, 4]
    assert values(text, cue("term", near=["pha"])) == [2, 4]
    assert values(text, cue("term", near=["pha", "mới"], without=["cũ"])) == [2, 4]
    assert values(text, cue("term", under=["pha trà"])) == [2, 3]
    assert values(text, cue("term", about=["trà|cũ"])) == [2, 3]
    assert values(text, cue("term", not_under=["trà"])) == [4]
    assert values(text, cue("term", elsewhere=["pha"], here=["cà phê"])) == [4]


def test_of_two_shares_in_one_sentence_each_has_its_own_words() -> None:
    text = "Điều 1. Họp khi có ít nhất 2/3 số người có mặt và quyết khi trên 1/2 số ấy tán thành."

    assert values(text, cue("share", beside=["có mặt"], without=["tán thành"])) == ["2/3"]
    assert values(text, cue("share", beside=["tán thành"], without=["họp"])) == ["1/2"]


def test_a_period_only_named_will_do_where_none_is_set_and_is_doubtful() -> None:
    asked = cue("period", near=["hội trà"], mention=True, units=["year"])
    named = "Điều 1. Kết quả hội trà hằng năm; sổ hội trà hằng năm."

    (finding,) = found(named, asked)
    assert (finding.value, finding.confidence) == ("year", Confidence.DOUBTFUL)
    (finding,) = found(f"{named}\nĐiều 2. Tổ chức hội trà hằng năm.", asked)
    assert (finding.address, finding.confidence) == ("dieu-2", Confidence.CERTAIN)


def test_a_duty_is_its_sentence_once_a_clause() -> None:
    text = "Điều 1. Việc\n1. Rửa ấm. Ai pha trà thì được nghỉ; pha trà là vui.\n2. Quét nhà."
    (finding,) = found(text, cue("duty", near=["pha trà"], where="trà"))

    assert (finding.address, finding.value) == ("dieu-1.khoan-1", "Ai pha trà thì được nghỉ")
    assert finding.reason == "câu nói về trà"
    assert text[finding.start : finding.end] == finding.quote


def test_a_list_is_its_children_without_what_is_no_item() -> None:
    text = "Điều 1. Những loại trà\n1. Trà sen;\n2. Cách pha trà;\n3. Trà nhài."
    asked = cue("list", holder=["loại trà"], not_item=["^cách"])

    assert values(text, asked) == ["Trà sen;", "Trà nhài."]
    assert values(text, cue("list", holder=["loại trà"], not_holder=["những"])) == []


def test_the_outer_list_or_the_inmost() -> None:
    text = "Điều 1. Loại trà\n1. Loại trà xanh:\na) Sen;\nb) Nhài.\n2. Trà đen."

    assert len(values(text, cue("list", holder=["loại trà"]))) == 2
    assert values(text, cue("list", holder=["loại trà"], inmost=True)) == ["Sen;", "Nhài."]


def test_a_list_in_one_sentence_is_cut_at_its_semicolons() -> None:
    text = "Điều 1. Loại trà\nCó các loại: trà sen; trà nhài; trà gừng."

    assert values(text, cue("list", alone=["loại trà"])) == ["trà sen", "trà nhài", "trà gừng."]


def test_items_may_be_words_of_a_sentence_each_once() -> None:
    text = "Điều 1. Bà Sáu hoặc ông Bảy gọi thì bà Sáu pha trà."

    assert values(text, cue("list", near=["pha trà"], inline=["(?:bà|ông) (?:sáu|bảy)"])) == [
        "Bà Sáu",
        "ông Bảy",
    ]


def test_codes_stand_for_what_an_item_names() -> None:
    text = "Điều 1. Loại trà\n1. Trà nhài pha cùng sen;\n2. Nước."
    sorts = {"lotus": "sen", "jasmine": "nhài"}
    first, second = found(text, cue("list", holder=["loại trà"], codes=sorts))

    assert (first.value, first.confidence) == ("jasmine,lotus", Confidence.CERTAIN)
    assert (second.value, second.confidence) == ("other", Confidence.DOUBTFUL)


def test_words_are_whole_words_in_either_spelling() -> None:
    assert words("uỷ ban…họp").search(plain("Ủy ban nhân dân HỌP"))
    assert words("hoà ?:").search("hòa:")
    assert not words("họ").search("họp")
    assert words(r"^\W*trà").search("** trà")
    assert plain("Quý II, hàng năm, thuỷ") == "quý ii, hằng năm, thủy"


def test_a_field_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match="unknown nere"):
        cue("term", nere=["trà"])


@pytest.mark.parametrize("piece", ["pha trà, ", "chậm nhất 5 ngày pha trà ", "loại trà "])
def test_a_long_line_is_searched_to_its_end(piece: str) -> None:
    asked = [
        cue("term", near=["pha…trà…mới"]),
        cue("duty", near=["pha…trà…mới"]),
        cue("list", alone=["loại…trà…mới"]),
    ]

    with must_end():
        find(parse(f"Điều 1. {piece * 10_000}."), asked)
