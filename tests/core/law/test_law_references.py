"""Citations resolved: invented sentences of every usual shape, and the gold labels."""

import csv
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest

from dienhong.core.law.citing.external import ExternalReference, find_external
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import Reference, Status, find_references
from dienhong.core.law.structure.parse import parse
from tests.core.law.law_samples import REGULATIONS, SHARED, source_of

BODY = """Chương I
MÂY
Mục 1
GIÓ
Điều 1. Chuyện một
1. Khoản một gồm có:
a) Áo;
b) Bánh;
c) Cá;
d) Dưa;
đ) Đèn.
2. Khoản hai.
3. Khoản ba.
Mục 2
MƯA
Điều 2. Chuyện hai
1. Ghế.
2. {words}
3. Bàn.
Điều 3. Chuyện ba
1. Sách.
2. Bút.
Chương II
NẮNG
Điều 4. Chuyện bốn.
Điều 5. Chuyện năm.
Điều 6. Chuyện sáu.
"""


def references(words: str) -> list[Reference]:
    return list(find_references(CitedText(parse(BODY.replace("{words}", words)))))


def targets(words: str) -> list[str]:
    return [one.target for one in references(words)]


def external(words: str) -> list[ExternalReference]:
    return list(find_external(CitedText(parse(BODY.replace("{words}", words)))))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Theo Điều 5.", "dieu-5"),
        ("Theo Điều này.", "dieu-2"),
        ("Theo khoản này.", "dieu-2.khoan-2"),
        ("Theo khoản này và khoản 1 Điều này.", "dieu-2.khoan-2 dieu-2.khoan-1"),
        ("Theo khoản 1 và khoản 3.", "dieu-2.khoan-1 dieu-2.khoan-3"),
        ("Theo khoản 1, 2, 3 Điều 1.", "dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-3"),
        ("Theo các khoản 1, 2 và 3 Điều 1.", "dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-3"),
        ("Theo các khoản từ 1 đến 3 Điều 1.", "dieu-1.khoan-1 dieu-1.khoan-2 dieu-1.khoan-3"),
        ("Theo Khoản 3, Điều 1.", "dieu-1.khoan-3"),
        ("Theo Điều 3 khoản 2.", "dieu-3.khoan-2"),
        ("Theo Điều 1 khoản 1 điểm đ.", "dieu-1.khoan-1.diem-dd"),
        (
            "Theo các điểm a, b và đ khoản 1 Điều 1.",
            "dieu-1.khoan-1.diem-a dieu-1.khoan-1.diem-b dieu-1.khoan-1.diem-dd",
        ),
        (
            "Theo điểm c đến điểm đ khoản 1 Điều 1.",
            "dieu-1.khoan-1.diem-c dieu-1.khoan-1.diem-d dieu-1.khoan-1.diem-dd",
        ),
        (
            "Theo điểm b, điểm c khoản 1 Điều 1; khoản 2 Điều 3 và Điều 6.",
            "dieu-1.khoan-1.diem-b dieu-1.khoan-1.diem-c dieu-3.khoan-2 dieu-6",
        ),
        ("Theo Điều 4, Điều 5 Quy chế này.", "dieu-4 dieu-5"),
        ("Theo Điều 4, 5 và 6 của Quy chế này.", "dieu-4 dieu-5 dieu-6"),
        ("Từ Điều 3 đến Điều 6.", "dieu-3 dieu-4 dieu-5 dieu-6"),
        ("Theo các điều từ 3 đến 5 Quy chế này.", "dieu-3 dieu-4 dieu-5"),
        ("Theo Mục 1 Chương I.", "chuong-1.muc-1"),
        ("Theo Mục 1.", "chuong-1.muc-1"),
        ("Theo Chương II, Mục này và Chương này.", "chuong-2 chuong-1.muc-2 chuong-1"),
        ("Theo Điều 5 trên đây.", "dieu-5"),
        ("Theo khoản 3\nĐiều 1 của\nQuy chế này.", "dieu-1.khoan-3"),
        ("Trong Điều 5, 03 ngày sau thì xong.", "dieu-5"),
    ],
)
def test_a_citation_leads_to_its_addresses(words: str, expected: str) -> None:
    found = references(words)

    assert [one.target for one in found] == expected.split()
    assert {one.status for one in found} == {Status.OK}


@pytest.mark.parametrize(
    "words",
    [
        "Nộp khoản 300.000 đồng vào tài khoản 112 cho điều 5 người cần.",
        "Hạch toán vào Mục 7000, Tiểu mục 7012, tiết mục 00.",
        "Theo Điều 5 Quy chế chi tiêu của xóm.",
        "Theo Điều 5 Luật Cây xanh.",
        "Tại địa điểm a và thời điểm b.",
        "Sửa điều khoản 3 của hợp đồng.",
    ],
)
def test_what_is_no_unit_of_this_text_is_no_reference(words: str) -> None:
    assert references(words) == []


def test_a_reference_that_leads_nowhere_is_wrong() -> None:
    (found,) = references("Theo khoản 9 Điều 3 Quy chế này.")

    assert (found.status, found.target, found.quote) == (
        Status.WRONG,
        "dieu-3.khoan-9",
        "khoản 9 Điều 3 Quy chế này",
    )
    assert found.reason == "Dẫn Điều 3 khoản 9, nhưng văn bản không có"


def test_a_bare_number_of_the_own_article_is_doubtful() -> None:
    (found,) = references("Theo Điều 2 thì làm.")

    assert found.status is Status.DOUBTFUL


def test_an_article_that_holds_no_such_thing_yields_to_the_one_beside_it() -> None:
    source = (
        "Điều 1. Người gác cổng phải:\n1. Đóng cửa;\n2. Mở cửa.\n"
        "Điều 2. Những việc sau được báo cho cả xóm:\n1. Ngày họp;\n2. Tiền quỹ.\n"
        "Điều 3. Những việc nêu tại Điều 1 được viết lên bảng.\n"
    )
    (found,) = find_references(CitedText(parse(source)))

    assert (found.target, found.status, found.intended) == ("dieu-1", Status.WRONG, "dieu-2")
    assert (
        find_references(CitedText(parse(source.replace("tại Điều 1", "tại Điều 2"))))[0].reason
        == ""
    )


def test_units_that_an_amending_article_quotes_are_those_of_the_amended_act() -> None:
    source = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Quy chế kèm theo Quyết định số 5/QĐ-XM\n"
        "1. Sửa đổi khoản 2 Điều 9 như sau:\n“2. Theo Điều 30 Quy chế này.”\n"
        "Điều 2. Quyết định này thi hành từ hôm nay.\n"
    )

    text = CitedText(parse(source))

    assert find_references(text) == ()
    assert [(one.number, one.unit, one.relation) for one in find_external(text)] == [
        ("5/QĐ-XM", "", "amends"),
        ("5/QĐ-XM", "dieu-9.khoan-2", "amends"),
    ]


@pytest.mark.parametrize(("label", "status"), [("PHỤ LỤC II", "ok"), ("PHỤ LỤC III", "doubtful")])
def test_an_appendix_is_looked_for_in_the_document(label: str, status: str) -> None:
    source = f"Điều 1. Theo Phụ lục II kèm theo Quy chế này./.\n\n{label}\nBẢNG GIÁ TRÀ\n"
    (found,) = find_references(CitedText(parse(source)))

    assert (found.target, found.status) == ("phu-luc-ii", status)
    assert targets("Theo Mẫu số 02 kèm theo Nghị định số 1/2030/NĐ-CP.") == []


@pytest.mark.parametrize(
    ("words", "kind", "name", "number", "day"),
    [
        ("Theo Luật Cây xanh.", "Luật", "Cây xanh", "", None),
        ("Theo Luật Cây xanh số 7/2030/QH19.", "Luật", "Cây xanh", "7/2030/QH19", None),
        ("Theo Luật số 7/2030/QH19 về cây.", "Luật", "", "7/2030/QH19", None),
        ("Theo Luật Tố cáo và Pháp lệnh Mây.", "Luật", "Tố cáo", "", None),
        ("Theo Luật Cây, cỏ số 7/2030/QH19.", "Luật", "Cây, cỏ", "7/2030/QH19", None),
        ("Theo Luật phòng, chống tham nhũng.", "Luật", "phòng, chống tham nhũng", "", None),
        ("Theo Luật Phòng, chống mưa đá và gió.", "Luật", "Phòng, chống mưa đá", "", None),
        (
            "Theo Luật cán bộ, công chức (Số 22/2008/QH12 ngày 13/11/2008).",
            "Luật", "cán bộ, công chức", "22/2008/QH12", date(2008, 11, 13),
        ),
        ("Trong khuôn khổ Hiến pháp.", "Hiến pháp", "", "", None),
        ("Theo Nghị định số 8/2030/NÐ - CP.", "Nghị định", "", "8/2030/NĐ-CP", None),
        ("Theo Nghị định 8/2030/ND-CP.", "Nghị định", "", "8/2030/NĐ-CP", None),
        (
            "Theo Thông tư liên tịch số 02/2030/TTLT – BNV – BTC ngày 01 tháng 3 năm 2030.",
            "Thông tư liên tịch", "", "02/2030/TTLT-BNV-BTC", date(2030, 3, 1),
        ),
        (
            "Theo Quyết định số 83 /QĐ-VP ngày 01/3/2031.",
            "Quyết định", "", "83/QĐ-VP", date(2031, 3, 1),
        ),
        ("Theo Chỉ thị số 30-CT/TW ngày 5.6.2030.", "Chỉ thị", "", "30-CT/TW", date(2030, 6, 5)),
        ("Theo Quyết định số 5/QĐ-XM ngày 31/02/2031.", "Quyết định", "", "5/QĐ-XM", None),
    ],
)  # fmt: skip
def test_an_act_is_normalised(
    words: str, kind: str, name: str, number: str, day: date | None
) -> None:
    found = external(words)[0]

    assert (found.kind, found.name, found.number, found.issued_on) == (kind, name, number, day)


def test_issuer_and_cited_units_are_read() -> None:
    words = (
        "Theo khoản 4 Điều 23; khoản 1 Điều 33 và Điều 40 của Thông tư số 1/2030/TT-BMM "
        "của Bộ Mây Mưa quy định về gió."
    )
    found = external(words)

    assert [one.unit for one in found] == ["dieu-23.khoan-4", "dieu-33.khoan-1", "dieu-40"]
    assert {one.issuer for one in found} == {"Bộ Mây Mưa"}
    assert references(words) == []


def test_a_bare_article_goes_with_the_act_of_its_sentence() -> None:
    words = "Theo quy định tại Điều 8 và những việc quy định tại các Điều 18, 19 của Luật Cây xanh."

    assert [one.unit for one in external(words)] == ["dieu-8", "dieu-18", "dieu-19"]


@pytest.mark.parametrize(
    "words", ["Luật sư và Luật gia nói.", "Theo Pháp Luật và kỷ luật.", "Luật này.", "Theo Luật."]
)
def test_a_word_that_only_sounds_like_an_act_is_none(words: str) -> None:
    assert external(words) == []


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("Quy chế này thay thế Quy chế kèm theo Quyết định số 5/QĐ-XM.", "replaces"),
        ("Bãi bỏ Quyết định số 5/QĐ-XM.", "repeals"),
        ("Quyết định số 5/QĐ-XM hết hiệu lực từ hôm nay.", "repeals"),
        ("Sửa đổi, bổ sung Điều 5 Quyết định số 5/QĐ-XM.", "amends"),
        ("Quy chế này quy định chi tiết Luật Cây xanh.", "guides"),
        ("Thay thế cái cũ. Làm theo Luật Cây xanh.", "applies"),
    ],
)
def test_the_relation_is_that_of_the_verb(words: str, relation: str) -> None:
    assert [one.relation for one in external(words)] == [relation]


def test_a_basis_is_the_act_itself_and_not_what_its_title_names() -> None:
    source = (
        "QUYẾT ĐỊNH\nVề mây\n\nCHỦ TỊCH XÓM\n\n"
        "Căn cứ Nghị định số 8/2030/NĐ-CP của Chính phủ quy định chi tiết Luật Cây xanh;\n"
        "Căn cứ Luật Gió được sửa đổi bởi Luật số 9/2030/QH19;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Xong./.\n"
    )
    found = find_external(CitedText(parse(source)))

    assert [(one.kind, one.name, one.number, one.address, one.relation) for one in found] == [
        ("Nghị định", "", "8/2030/NĐ-CP", "preamble", "basis"),
        ("Luật", "Gió", "", "preamble", "basis"),
        ("Luật", "", "9/2030/QH19", "preamble", "basis"),
    ]


def _gold(name: str, kind: str) -> list[dict[str, str]]:
    with (SHARED / "gold" / f"{name}.{kind}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _score(gold: Iterable[tuple[str, ...]], ours: Iterable[tuple[str, ...]]) -> tuple[float, float]:
    """Return precision and recall, and print what is missed and what is too much."""
    wanted, found = Counter(gold), Counter(ours)
    sys.stdout.write(f"missing {list((wanted - found).elements())}\n")
    sys.stdout.write(f"extra {list((found - wanted).elements())}\n")
    same = (wanted & found).total()
    return same / found.total(), same / wanted.total()


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_the_gold_references_are_found(name: str) -> None:
    keys = ("source_part", "source", "target_part", "target", "status", "intended")
    gold = [tuple(row[key] or "" for key in keys) for row in _gold(name, "refs")]
    ours = [
        (one.part, one.source, one.target_part, one.target, one.status, one.intended)
        for one in find_references(CitedText(parse(source_of(name))))
    ]
    precision, recall = _score(gold, ours)

    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_the_gold_acts_are_found(name: str) -> None:
    keys = ("part", "address", "kind", "number", "date", "cited_unit", "relation")
    gold = [tuple(row[key] or "" for key in keys) for row in _gold(name, "external")]
    ours = [
        (
            one.part,
            one.address,
            one.kind,
            one.number,
            str(one.issued_on or ""),
            one.unit,
            one.relation,
        )
        for one in find_external(CitedText(parse(source_of(name))))
    ]
    precision, recall = _score(gold, ours)

    assert precision >= 0.95
    assert recall >= 0.95
