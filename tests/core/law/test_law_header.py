"""What a document says about itself, and what it leaves blank."""

from datetime import date

import pytest

from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Header
from tests.core.law.law_samples import SAMPLE, sample, source_of


def test_the_sample_says_who_issued_what_when_and_where() -> None:
    assert sample().header == Header(
        number="7/QĐ-VPMT",
        symbol="QĐ-VPMT",
        issued_on=date(2031, 4, 3),
        issued_text="ngày 3 tháng 4 năm 2031",
        title="QUY CHẾ VỀ VIỆC CHUNG CỦA VĂN PHÒNG",
        place="Đồi Gió",
        issuer="CHÁNH VĂN PHÒNG SỞ MÂY TRỜI",
        signer="Mây Văn Trắng",
        signer_title="CHÁNH VĂN PHÒNG",
        recipients=("Như Điều 2", "Lưu: VT"),
    )


@pytest.mark.parametrize("blank", ["Số:   /QĐ-VPMT", "Số: ……/QĐ-VPMT", "Số ____/QĐ – VPMT"])
def test_a_blank_number_stays_blank(blank: str) -> None:
    header = parse(SAMPLE.replace("Số: 7/QĐ-VPMT", blank)).header

    assert (header.number, header.symbol) == ("", "QĐ-VPMT")


@pytest.mark.parametrize(
    "blank", ["ngày   tháng 4 năm 2031", "ngày … tháng … năm 2031", "ngày 31 tháng 4 năm 2031"]
)
def test_a_date_with_a_blank_or_an_impossible_day_is_none(blank: str) -> None:
    header = parse(SAMPLE.replace("ngày 3 tháng 4 năm 2031", blank)).header

    assert header.issued_on is None
    assert header.issued_text == " ".join(blank.split())


def test_a_text_alone_has_an_empty_header() -> None:
    assert parse("Điều 1. Một việc.").header == Header()


@pytest.mark.shared
def test_the_draft_of_2023_has_neither_number_nor_day() -> None:
    header = parse(source_of("bac-kan-2023")).header

    assert (header.number, header.symbol, header.issued_on) == ("", "QĐ-VP", None)
    assert header.issued_text == "ngày tháng 12 năm 2023"


@pytest.mark.shared
def test_the_decision_of_2010_has_both() -> None:
    header = parse(source_of("lang-son-2010")).header

    assert (header.number, header.issued_on) == ("49/QĐ-VP", date(2010, 6, 21))
