"""Citations are said as lawyers say them, and survive being stored."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation, Sourced, read_address, say_address
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.refusal import Refused

ACTS = st.sampled_from(["quy-che-1", "quy-che-12", "luat-10-2022"])
ADDRESSES = st.sampled_from(["", "dieu-9", "dieu-10.khoan-2.gach-1", "qd.dieu-2"])
CITATIONS = st.builds(Citation, ACTS, ADDRESSES)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("dieu-10.khoan-2.gach-1", "Điều 10 khoản 2, gạch 1"),
        ("dieu-51.khoan-2.diem-dd", "Điều 51 khoản 2, điểm đ"),
        ("chuong-2.muc-1", "Chương 2 Mục 1"),
        ("dieu-3a", "Điều 3a"),
        ("qd", "Quyết định ban hành"),
        ("qd.dieu-2", "Điều 2 của Quyết định ban hành"),
        ("phu-luc-1", "phu-luc-1"),
        ("pl-2.dieu-1.khoan-3", "Điều 1 khoản 3 của Phụ lục 2"),
        ("qc-2.dieu-4", "Điều 4 của Quy chế thứ 2"),
        ("phan-2.chuong-1", "Phần 2 Chương 1"),
        ("chuong-2.muc-1.tieu-muc-2", "Chương 2 Mục 1 Tiểu mục 2"),
    ],
)
def test_an_address_is_said_as_lawyers_say_it(address: str, said: str) -> None:
    assert say_address(address) == said


@given(CITATIONS)
def test_a_citation_reads_back_from_its_text(citation: Citation) -> None:
    assert Citation.parse(str(citation)) == citation


def test_the_agency_s_own_text_is_told_from_the_law() -> None:
    assert [Citation("quy-che-3").is_own, Citation("luat-10-2022").is_own] == [True, False]


def test_a_number_keeps_its_source() -> None:
    source = Citation("quy-che-1", "dieu-12")
    assert Sourced[int](3, source) == Sourced(3, source)


DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
STEPS = st.builds(
    lambda first, length, kind, reason, source: Step(
        first, first + timedelta(days=length), kind, reason, source
    ),
    DAYS,
    st.integers(0, 40),
    st.sampled_from(StepKind),
    st.text(max_size=30),
    st.none() | CITATIONS,
)


@given(DAYS, st.lists(STEPS, max_size=5), st.text(max_size=20), st.booleans())
def test_a_derivation_reads_back_from_what_is_stored(
    day: date, steps: list[Step], calendar: str, provisional: bool
) -> None:
    derivation = Derivation(day, tuple(steps), calendar, provisional)
    assert Derivation.from_data(derivation.to_data()) == derivation


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refused("Chưa gỡ được", cure="Chờ đến mai."), "Chưa gỡ được. Chờ đến mai."),
        (Refused("Đọc được 8 chữ số.", cure="Chép lại."), "Đọc được 8 chữ số. Chép lại."),
        (Refused("Tệp rỗng"), "Tệp rỗng."),
    ],
)
def test_a_refusal_in_full_is_one_or_two_sentences(refusal: Refused, said: str) -> None:
    assert refusal.in_full == said


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Điều 9 khoản 2", "dieu-9.khoan-2"),
        ("khoản 2, Điều 9", "dieu-9.khoan-2"),
        ("dieu 9", "dieu-9"),
        ("9.2", "dieu-9.khoan-2"),
        ("9", "dieu-9"),
        ("9.2.a", "dieu-9.khoan-2.diem-a"),
        ("điểm đ khoản 2 Điều 9.", "dieu-9.khoan-2.diem-dd"),
        ("điểm d khoản 2 Điều 9", "dieu-9.khoan-2.diem-d"),
        ("Điều 10 khoản 2, gạch 1", "dieu-10.khoan-2.gach-1"),
        ("Điều 9a", "dieu-9a"),
        ("khoản 2", ""),
        ("Điều 9 Điều 10", ""),
        ("công khai", ""),
        ("Điều 9 của Luật", ""),
        ("", ""),
    ],
)
def test_an_address_is_read_as_people_type_it(said: str, address: str) -> None:
    assert read_address(said) == address
