"""Quantities: what wording sets which number, and how near that comes to readers of real texts."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.finding.quantities import Quantity, find_quantities
from dienhong.core.law.reading.read import decode
from dienhong.core.law.structure.parse import parse
from tests.core.law.law_samples import SHARED
from tests.effort import must_end

Row = tuple[str, str, int | None, str, str]


def rows(words: str) -> list[Row]:
    return [
        (found.kind.value, found.value, found.times, found.unit, found.bound.value)
        for found in find_quantities(parse(f"Điều 1. Việc\n1. {words}\n2. Hết."))
    ]


@pytest.mark.parametrize(
    ("words", "value", "times", "unit"),
    [
        ("Phòng trà họp mỗi quý một lần.", "1", 1, "quarter"),
        ("Hội trà mở một năm hai lần.", "1", 2, "year"),
        ("Cứ hai năm một lần, phòng trà đổi ấm.", "2", 1, "year"),
        ("Đại hội trà mở 5 năm hai lần.", "5", 2, "year"),
        ("Ấm được rửa 01 lần/tuần.", "1", 1, "week"),
        ("Ấm được rửa 06 tháng/lần.", "6", 1, "month"),
        ("Ấm được rửa một lần trong một năm.", "1", 1, "year"),
        ("Phòng trà mỗi tháng họp 1 lần.", "1", 1, "month"),
        ("Họp vào sáng thứ Hai hằng tuần.", "sáng thứ hai", None, "week"),
        ("Gửi sổ trước ngày 25 của tháng cuối quý.", "ngày 25", None, "quarter"),
        ("Họp vào thứ 6 tuần cuối của tháng.", "thứ 6 tuần cuối", None, "month"),
        ("Định kỳ 6 tháng, phòng trà đếm ấm.", "6", None, "month"),
        ("Hàng năm phòng trà đếm ấm.", "1", None, "year"),
        ("Cuối quý, phòng trà đếm ấm.", "1", None, "quarter"),
        ("Trưởng phòng sơ kết 6 tháng đầu năm.", "6", None, "month"),
        ("Chậm nhất ngày 15 tháng 12 hằng năm, gửi sổ.", "1", None, "year"),
    ],
)
def test_what_comes_back(words: str, value: str, times: int | None, unit: str) -> None:
    assert rows(words) == [("frequency", value, times, unit, "every")]


@pytest.mark.parametrize(
    ("words", "kind", "value", "unit", "bound"),
    [
        (
            "Chậm nhất là 05 ngày làm việc, kể từ ngày ký.",
            "deadline",
            "5",
            "working_day",
            "at_most",
        ),
        ("Trong vòng 07 (bảy) ngày phải trả lời.", "deadline", "7", "day", "at_most"),
        ("Trong thời hạn tối đa không quá 30 ngày.", "deadline", "30", "day", "at_most"),
        ("Thời hạn trả lời là 07 ngày làm việc.", "deadline", "7", "working_day", "at_most"),
        ("Sau hội nghị không chậm hơn ba tháng.", "deadline", "3", "month", "at_most"),
        ("Giấy mời gửi trước hội nghị tối thiểu 03 ngày.", "deadline", "3", "day", "at_least"),
        ("Chậm nhất 10 ngày trước khi họp.", "deadline", "10", "day", "at_least"),
        ("Niêm yết ít nhất 20 ngày liên tục.", "duration", "20", "day", "at_least"),
        ("Niêm yết trong thời gian 30 ngày.", "duration", "30", "day", "exactly"),
        ("Thời gian lấy ý kiến tối thiểu là 10 ngày.", "duration", "10", "day", "at_least"),
        ("Phiếu được lưu giữ 20 năm.", "duration", "20", "year", "exactly"),
        ("Nhiệm kỳ của Ban là 02 năm.", "duration", "2", "year", "exactly"),
        ("Có thể kéo dài nhưng không quá 3 tháng.", "duration", "3", "month", "at_most"),
        ("Phòng trà hoạt động dưới 12 tháng.", "threshold", "12", "month", "less_than"),
        ("Ít nhất 1/3 tổng số người cùng đề nghị.", "threshold", "1/3", "share", "at_least"),
        ("Có trên một phần ba số người yêu cầu.", "threshold", "1/3", "share", "more_than"),
        ("Từ hai phần ba tổng số trở lên dự họp.", "threshold", "2/3", "share", "at_least"),
        ("Không quá 1/2 số thành viên.", "threshold", "1/2", "share", "at_most"),
        ("Được quá nửa số người tán thành.", "threshold", "majority", "share", "more_than"),
        ("Ban quyết định theo đa số.", "threshold", "majority", "share", "more_than"),
        ("Đạt từ 75% trở lên.", "threshold", "75", "percent", "at_least"),
        ("Trên 50 phần trăm số người.", "threshold", "50", "percent", "more_than"),
        ("Nhiều hơn từ 10 % đến 35%.", "threshold", "10-35", "percent", "between"),
        ("Cơ quan có dưới 100 người.", "threshold", "100", "person", "less_than"),
        ("Từ 07 công chức, viên chức trở xuống.", "threshold", "7", "person", "at_most"),
        ("Không dưới 03 thành viên.", "threshold", "3", "person", "at_least"),
        ("Ban có từ 03 đến 09 thành viên.", "threshold", "3-9", "person", "between"),
        ("Bầu 3 - 5 ủy viên.", "threshold", "3-5", "person", "between"),
        ("Tổ kiểm phiếu gồm 03 người.", "threshold", "3", "person", "exactly"),
    ],
)
def test_what_is_limited(words: str, kind: str, value: str, unit: str, bound: str) -> None:
    assert rows(words) == [(kind, value, None, unit, bound)]


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("Phòng trà tổ chức hội nghị hằng năm.", ["rule"]),
        ("Phòng trà hằng năm đếm ấm.", ["mention"]),
        ("Phòng trà hằng năm tổ chức đếm ấm.", ["rule"]),
        ("Lập kế hoạch pha trà hằng năm, hằng quý.", ["rule", "rule"]),
        ("Kế hoạch pha trà hằng năm, hằng quý.", ["mention", "mention"]),
        ("Kết quả đếm ấm, đánh giá phòng trà hằng năm.", ["mention"]),
        ("Việc đánh giá phòng trà được thực hiện hằng năm.", ["rule"]),
        ("Qua hội nghị hằng năm.", ["mention"]),
        ("Họp giao ban định kỳ (hàng tháng, quý, 6 tháng).", ["rule"] * 3),
        ("Báo cáo kết quả pha trà hằng quý.", ["rule"]),
        ("Báo cáo Trưởng trạm ở phòng kết quả pha trà quý, 06 tháng, năm.", ["rule"] * 3),
        ("Căn cứ sổ của hội nghị, phòng trà lập chương trình theo từng quý, năm.", ["rule"] * 2),
    ],
)
def test_what_is_set_and_what_is_only_named(words: str, roles: list[str]) -> None:
    found = find_quantities(parse(f"Điều 1. Việc\n1. {words}\n2. Hết."))

    assert [quantity.role.value for quantity in found] == roles


@pytest.mark.parametrize(
    "words",
    [
        "Nghị định số 04/2015/NĐ-CP ngày 09 tháng 01 năm 2015.",
        "Theo khoản 1, 2, 3 Điều 12 và Quyết định số 83/QĐ-VP ngày 01/3/2021.",
        "Kế hoạch quý I năm 2024, tháng 5.",
        "Một trong các hình thức sau, một số người.",
        "Thiểu số phục tùng đa số.",
        "Ghi ngày, tháng, năm sinh của từng người.",
        "Ngân hàng năm ấy đóng cửa, hai bên cùng ký.",
    ],
)
def test_days_and_numbers_of_papers_are_no_quantities(words: str) -> None:
    assert rows(words) == []


def test_a_majority_said_again_in_brackets_or_later_is_found_once() -> None:
    words = "Ai được trên 50% (quá bán) số phiếu thì trúng cử. Lần sau không cần quá bán."

    assert rows(words) == [("threshold", "50", None, "percent", "more_than")]


def test_the_quote_is_cut_from_the_source_where_it_stands() -> None:
    source = "Điều 1. Việc\n1. Trả lời *trong\nthời hạn* 05 (năm) ngày làm việc.\n"
    (found,) = find_quantities(parse(source))

    assert found.quote == "trong thời hạn 05 (năm) ngày làm việc"
    assert source[found.start : found.end] == "trong\nthời hạn* 05 (năm) ngày làm việc"
    assert found.of == "ngày làm việc"


@given(st.integers(1, 999), st.sampled_from(["ngày", "tháng", "năm"]))
def test_the_number_follows_the_text(number: int, unit: str) -> None:
    (found,) = find_quantities(parse(f"Điều 1. Trả lời chậm nhất {number:02} {unit} từ hôm nay."))

    assert (found.value, found.of) == (str(number), unit)


@pytest.mark.parametrize(
    "piece",
    [
        "hằng tháng, quý, ",
        "5 ngày ",
        "một ",
        "công chức, ",
        "ít nhất 1/3 tổng số ",
        "(",
        "từ 03 - ",
    ],
)
def test_a_long_line_is_searched_to_its_end(piece: str) -> None:
    with must_end():
        find_quantities(parse(f"Điều 1. {piece * 20_000}."))


SAID = {"week": "tuần", "month": "tháng", "quarter": "quý", "year": "năm"}


def as_gold(found: Quantity) -> tuple[str, ...]:
    """Return address, kind, value, unit, part and role as the readers of real texts noted them."""
    value, unit = found.value, found.of
    if found.kind == "frequency":
        unit = SAID[found.unit]
        if found.times is not None:
            length = unit if found.value == "1" else f"{found.value} {unit}"
            value, unit = str(found.times), f"lần/{length}"
    elif found.unit == "percent":
        unit = f"% {found.of}".strip()
    elif found.is_majority:
        value = "đa số"
    # Of a list of those counted, the first: readers noted once the list and once its first.
    return (found.address, found.kind, value, unit.split(",")[0], found.part, found.role)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("bac-kan-2023", "regulations/bac-kan-2023.md"),
        ("lang-son-2010", "regulations/lang-son-2010.txt"),
        ("22", "gold/texts/22.txt"),
    ],
)
def test_real_texts_are_read_as_people_read_them(name: str, path: str) -> None:
    lines = (SHARED / "gold" / f"{name}.params.tsv").read_text("utf-8").splitlines()[1:]
    split = (line.split("\t") for line in lines)
    gold = Counter((a, k, v, u.split(",")[0], p, r) for a, k, v, u, _, p, r in split)
    tree = parse(decode((SHARED / path).read_bytes()))
    mine = Counter(as_gold(found) for found in find_quantities(tree))
    hits = (gold & mine).total()

    assert hits >= 0.95 * mine.total(), f"found but not noted: {mine - gold}"
    assert hits >= 0.95 * gold.total(), f"noted but not found: {gold - mine}"
