"""Dates, numbers and signers as Decree 30/2020/NĐ-CP writes them."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.papers import wording
from dienhong.core.papers.paper import (
    Fingerprint,
    Letterhead,
    Paper,
    PostingBox,
    Signer,
    Table,
)

GAP = " " * 7


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day: date, words: str) -> None:
    assert wording.date_words(day) == words


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_can_be_read_back_from_its_words(day: date) -> None:
    said = re.fullmatch(r"ngày (\d\d) tháng (\d\d?) năm (\d{4})", wording.date_words(day))

    assert said is not None
    assert date(int(said[3]), int(said[2]), int(said[1])) == day


def test_the_hour_is_told_in_two_digits() -> None:
    moment = datetime(2026, 2, 5, 8, 1)  # noqa: DTZ001 - local time, as minutes tell it

    assert wording.hour_words(moment) == "08 giờ 01 phút, ngày 05 tháng 02 năm 2026"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("6", "Số: 06/TB-VP"),
        ("06", "Số: 06/TB-VP"),
        ("112", "Số: 112/TB-VP"),
        ("6a", "Số: 6a/TB-VP"),
    ],
)
def test_numbers_below_ten_take_a_zero(number: str, line: str) -> None:
    assert wording.number_line(number, "TB-VP") == line


def test_a_number_and_a_date_that_are_awaited_leave_room_for_a_pen() -> None:
    draft = Letterhead(issuing_body="Văn phòng", place="Tỉnh Mẫu", symbol="TB-VP")

    assert draft.number_line == f"Số: {GAP}/TB-VP"
    assert draft.place_and_date == f"Tỉnh Mẫu, ngày{GAP}tháng{GAP}năm{GAP}"


def test_a_decision_is_named_with_its_number_if_it_has_one() -> None:
    day = date(2026, 1, 28)

    assert (
        wording.decision_words("Quyết định", "05/QĐ-VP", day)
        == "Quyết định số 05/QĐ-VP ngày 28 tháng 01 năm 2026"
    )
    assert wording.decision_words("Kết luận", "", day) == "Kết luận ngày 28 tháng 01 năm 2026"


def test_a_sheet_may_come_down_on_the_day_after_its_last() -> None:
    assert wording.first_day_off(date(2026, 2, 28)) == date(2026, 3, 1)


def test_who_signs_for_another_names_both_offices_in_capitals() -> None:
    deputy = Signer("Chánh Văn phòng", "Hoàng Thị Mẫu", "KT.", "Phó Chánh Văn phòng")

    assert deputy.lines == ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    assert Signer("Chánh Văn phòng").lines == ("CHÁNH VĂN PHÒNG",)


@pytest.mark.parametrize(
    ("number", "on", "awaits"),
    [
        ("", None, True),
        ("6", None, True),
        ("", date(2026, 1, 30), True),
        ("6", date(2026, 1, 30), False),
    ],
)
def test_a_paper_awaits_its_number_until_it_has_number_and_date(
    number: str, on: date | None, awaits: bool
) -> None:
    head = Letterhead(
        issuing_body="Văn phòng", place="Tỉnh Mẫu", symbol="TB-VP", number=number, on=on
    )
    paper = Paper(letterhead=head, kind="THÔNG BÁO", about="Việc mẫu", body=(), signers=())

    assert paper.awaits_number is awaits
    assert paper.standing.startswith("Dự thảo, chờ số.") is awaits


@pytest.mark.parametrize("text", ["", "1234", "1234 " * 12, " ".join(["123a"] * 12)])
def test_only_twelve_groups_of_four_digits_are_a_fingerprint(text: str) -> None:
    with pytest.raises(ValueError, match="twelve groups"):
        Fingerprint(text)


def test_a_table_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="as long as the header"):
        Table(("Nội dung", "Số tiền"), (("Bàn ghế",),))


@pytest.mark.parametrize("payload", ["", "ă" * 501])
def test_a_code_that_nobody_could_read_is_refused(payload: str) -> None:
    with pytest.raises(ValueError, match="1 to 1,000 bytes"):
        PostingBox(payload, ("Niêm yết",))
