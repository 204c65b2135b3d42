"""Tables of figures as offices keep them: headers over two lines, marks, totals, merged cells."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.figures import totals
from dienhong.core.figures.table import Table, read_table
from dienhong.core.refusal import Refused


def lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a table whose cells are parted by ``|``."""
    rows = text.strip().splitlines()
    return [(n, [cell.strip() for cell in row.split("|")]) for n, row in enumerate(rows, start=1)]


def table(text: str) -> Table:
    """Return the table of a text."""
    return read_table(lines(text))


BUDGET = """
DỰ TOÁN CHI NĂM 2026 | | |
Đơn vị tính: triệu đồng | | |
TT | Nội dung | Dự toán 2025 | Dự toán 2026
I | Chi thường xuyên | 900 | 1.000
1 | Lương | 600 | 700
2 | Điện, nước | 300 | 300
II | Chi khác | 100 | 50,5
 | Tổng cộng | 1.000 | 1.050,5
 | | | Người lập biểu
"""


def said(found: list[totals.Gap]) -> list[tuple[int, str, str, str]]:
    """Return line, column, the sum that was found and the difference of each gap."""
    return [(gap.line, gap.column, str(gap.found), str(gap.difference)) for gap in found]


def test_header_unit_title_and_rows_are_told_from_what_stands_around_them() -> None:
    budget = table(BUDGET)

    assert [column.name for column in budget.columns] == [
        "TT", "Nội dung", "Dự toán 2025", "Dự toán 2026",
    ]  # fmt: skip
    assert (budget.unit, budget.title) == ("triệu đồng", "DỰ TOÁN CHI NĂM 2026")
    assert [row.label for row in budget.rows] == [
        "Chi thường xuyên", "Lương", "Điện, nước", "Chi khác", "Tổng cộng",
    ]  # fmt: skip
    assert [str(n.value) for n in budget.rows[-1].numbers if n] == ["1000", "1050.5"]


def test_totals_that_add_up_are_taken() -> None:
    totals.check(table(BUDGET))


def test_a_total_that_does_not_add_up_names_cell_sum_and_difference() -> None:
    with pytest.raises(Refused) as caught:
        totals.check(table(BUDGET.replace("1.050,5", "1.100,5")))

    assert caught.value.reason == (
        "Chưa ghi được: số cộng chưa khớp: dòng 8 «Tổng cộng», cột «Dự toán 2026» ghi 1.100,5, "
        "cộng lại được 1.050,5, chênh lệch 50,0"
    )


def test_parts_are_summed_by_their_marks_also_where_the_sum_of_all_is_right() -> None:
    wrong = table(BUDGET.replace("| 700", "| 690"))

    assert said(totals.gaps(wrong)) == [(4, "Dự toán 2026", "990", "10")]


def test_each_sum_of_a_part_and_the_sum_of_these_are_checked() -> None:
    parts = """
Nội dung | Số tiền
Lương | 60
Điện | 40
Cộng | 100
Sách | 5
Giấy | 6
Cộng | 12
Tổng cộng | 112
"""
    assert said(totals.gaps(table(parts))) == [(7, "Số tiền", "11", "1")]


def test_a_sum_may_stand_first_and_a_heading_without_figures_counts_its_parts() -> None:
    first = """
TT | Nội dung | Số tiền
| TỔNG SỐ | 16
A | Ngân sách |
1 | Cấp đầu năm | 10
2 | Bổ sung | 5
B | Nguồn khác | 2
"""
    assert said(totals.gaps(table(first))) == [(2, "Số tiền", "17", "-1")]


def test_of_which_is_no_sum() -> None:
    some = """
TT | Nội dung | Số tiền
1 | Chi mua sắm | 100
 | Trong đó: máy tính | 30
2 | Chi khác | 20
 | Cộng | 120
"""
    assert totals.gaps(table(some)) == []


def test_a_sum_column_is_checked_and_prices_shares_and_years_never_added() -> None:
    goods = """
TT | Tên tài sản | Năm sử dụng | Đơn giá | Tỷ lệ | Phòng A | Phòng B | Cộng
1 | Máy tính | 2020 | 15.000 | 40% | 2 | 3 | 5
2 | Bàn | 2021 | 1.200 | 60% | 4 | 4 | 9
 | Tổng cộng | | | | 6 | 7 | 14
"""
    found = table(goods)
    assert [found.columns[place].name for place in found.sums] == ["Phòng A", "Phòng B", "Cộng"]
    assert said(totals.gaps(found)) == [(3, "Cộng", "8", "1"), (4, "Cộng", "13", "1")]


def test_a_header_over_two_lines_names_group_and_column() -> None:
    two = """
TT | Nội dung | Năm 2025 | | Năm 2026 | | Ghi chú
 | | Dự toán | Quyết toán | Dự toán | Quyết toán |
A | B | 1 | 2 | 3 | 4 | 5
1 | Lương | 10 | 9 | 12 | 11 | đã cấp
"""
    assert [column.full for column in table(two).columns] == [
        "TT", "Nội dung", "Năm 2025, Dự toán", "Năm 2025, Quyết toán",
        "Năm 2026, Dự toán", "Năm 2026, Quyết toán", "Ghi chú",
    ]  # fmt: skip


def test_merged_cells_of_the_header_say_their_words_over_all_they_cover() -> None:
    two = lines("""
TT | Nội dung | Năm 2026 |
 | | Dự toán | Thực hiện
1 | Lương | 12 | 11
""")
    read = read_table(two, merged=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 4)])

    assert [column.full for column in read.columns] == [
        "TT", "Nội dung", "Năm 2026, Dự toán", "Năm 2026, Thực hiện",
    ]  # fmt: skip


def test_a_cell_among_figures_that_is_none_is_named() -> None:
    with pytest.raises(Refused, match="dòng 5, cột «Dự toán 2026»: «7oo» không phải số"):
        table(BUDGET.replace("| 700", "| 7oo"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Lời nói suông", "không có ô nào là số"),
        ("Lương | 5\nĐiện | 6", "không có dòng tên cột"),
    ],
)
def test_what_is_no_table_is_refused(text: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        table(text)


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8), st.integers(-5, 5))
def test_the_difference_told_is_the_difference_made(values: list[int], off: int) -> None:
    body = "\n".join(f"{n} | Mục {n} | {value}" for n, value in enumerate(values, start=1))
    made = table(f"TT | Nội dung | Số tiền\n{body}\n | Tổng cộng | {sum(values) + off}")

    assert [gap.difference for gap in totals.gaps(made)] == ([Decimal(off)] if off else [])
