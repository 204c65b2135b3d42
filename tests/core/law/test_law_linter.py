"""The linter finds what was planted and what the sources hold, and lets sound texts be."""

import csv
import random  # noqa: TID251 (drawn by a seed, the same each time)
from datetime import date
from importlib import resources

import pytest

from dienhong.core.law.checks.doubts import Doubt, DoubtKind, find_doubts
from dienhong.core.law.citing.passages import RULING
from dienhong.core.law.reading.read import decode
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from tests.core.law.law_defects import PLANTERS, Planted
from tests.core.law.law_samples import REGULATIONS, SAMPLE, SHARED, source_of
from tests.effort import must_end

DAY = date(2024, 1, 1)
SEEDS = range(4)
OUTLAND = """QUY CHẾ
LÀM VIỆC CỦA TRẠM ĐO MƯA

Chương I
NHỮNG ĐIỀU CHUNG

Điều 1. Phạm vi

1. Quy chế này quy định việc đo mưa, ghi sổ và báo số liệu của Trạm Đo mưa Đồi Gió.

2. Quy chế này áp dụng với Trạm trưởng, các đo viên và người giúp việc của Trạm.

Điều 2. Nguyên tắc

1. Số liệu đo được ghi đúng giờ, đúng chỗ và không được sửa về sau.

2. Mỗi ca trực có hai người; người này kiểm lại số của người kia trước khi ghi.

3. Mọi đo viên được biết, được góp ý và được kiểm tra việc chi tiêu của Trạm.

Chương II
VIỆC CỦA TỪNG NGƯỜI

Điều 3. Trách nhiệm của Trạm trưởng

1. Phân ca trực của tháng sau trước ngày 25 mỗi tháng và thông báo cho các đo viên:

a) Ca ngày bắt đầu lúc sáu giờ sáng và hết lúc sáu giờ chiều cùng ngày;

b) Ca đêm bắt đầu lúc sáu giờ chiều và hết lúc sáu giờ sáng hôm sau;

c) Ca nghỉ được bù trong tuần liền sau tuần có ngày trực lễ, tết.

2. Trả lời góp ý của đo viên chậm nhất là 05 ngày làm việc kể từ ngày nhận được góp ý.

3. Gửi báo cáo mưa của tháng lên Sở trước ngày mồng năm của tháng liền sau.

Điều 4. Trách nhiệm của đo viên

1. Đọc thước đo đúng giờ theo khoản 1 Điều 3 của Quy chế này và ghi vào sổ trực.

2. Báo ngay cho Trạm trưởng khi lượng mưa trong một giờ vượt quá năm mươi milimét.

3. Giữ gìn máy đo, không cho người ngoài vào khu đặt máy nếu Trạm trưởng chưa đồng ý.

Điều 5. Thi hành

Quy chế này được áp dụng từ ngày Trạm trưởng ký; ai làm trái thì bị nhắc nhở trước toàn Trạm.
"""


def _model() -> dict[str, str]:
    """Return the model regulation's text, where this program has one."""
    folder = resources.files("dienhong.regulation") / "data"
    return {
        path.name: path.read_text("utf-8")
        for path in folder.iterdir()
        if path.name.startswith("quy-che-mau.")
    }


def _found(planted: Planted, doubts: tuple[Doubt, ...]) -> bool:
    kinds = {planted.kind}
    if planted.kind is not DoubtKind.REPEATED:
        return any(d.kind in kinds and (d.part, d.address) == planted_at(planted) for d in doubts)
    article = planted.address.split(".")[0]
    named = {DoubtKind.REPEATED, DoubtKind.GAP}
    return any(d.kind in named and d.address.split(".")[0] == article for d in doubts)


def planted_at(planted: Planted) -> tuple[str, str]:
    return planted.part, planted.address


def _recall(trees: list[Tree], planter: str) -> tuple[int, int]:
    found = planted = 0
    for tree in trees:
        for seed in SEEDS:
            one = PLANTERS[planter](tree, random.Random(seed))
            if one is not None:
                planted += 1
                found += _found(one, find_doubts(parse(one.source), DAY))
    return found, planted


@pytest.mark.parametrize("planter", PLANTERS)
def test_what_is_planted_in_invented_texts_is_found(planter: str) -> None:
    found, planted = _recall([parse(text) for text in (OUTLAND, *_model().values())], planter)

    assert planted
    assert found >= planted - 1  # one of four places may hide it


@pytest.mark.shared
def test_of_all_that_is_planted_nineteen_in_twenty_are_found() -> None:
    """Issue 5 point 5: recall ≥ 0.95 over all kinds, in texts that people wrote."""
    texts = [OUTLAND, *_model().values()]
    texts += [decode((SHARED / "gold" / "texts" / f"{n}.txt").read_bytes()) for n in ("01", "22")]
    trees = [parse(text) for text in texts]
    counts = [_recall(trees, planter) for planter in PLANTERS]

    assert sum(found for found, _ in counts) >= 0.95 * sum(planted for _, planted in counts)


@pytest.mark.parametrize("text", [OUTLAND, SAMPLE, *_model().values()])
def test_sound_invented_texts_raise_no_doubt(text: str) -> None:
    assert find_doubts(parse(text), DAY) == ()


# Terms of "02 ngày làm việc" and "03 ngày làm việc" that indeed begin nowhere.
_TRUE = {("01.txt", "dieu-15.khoan-1"), ("01.txt", "dieu-15.khoan-3")}


@pytest.mark.shared
@pytest.mark.parametrize(
    "file",
    [
        "gold/texts/01.txt",
        "gold/texts/22.txt",
        "regulations/parent/luat-10-2022-qh15.md",
        "regulations/parent/nghi-dinh-59-2023.md",
    ],
)
def test_sound_texts_raise_one_doubt_in_a_hundred_units_at_most(file: str) -> None:
    """Chapters and sections whose headings these copies have lost are missing indeed."""
    tree = parse(decode((SHARED / file).read_bytes()))
    headings = {(node.part, node.address) for node in tree.nodes if node.kind not in RULING}
    doubts = [one for one in find_doubts(tree, DAY) if (one.part, one.address) not in headings]
    alarms = [one for one in doubts if (file[-6:], one.address) not in _TRUE]

    assert len(alarms) <= len(tree.nodes) // 100


# What the gold labels call a defect of the law in a text, and our kinds that may name it. The
# rest are traces of the page or of the file, which the reader reports, or slips of the pen.
_LEGAL = {
    "blank-number": {DoubtKind.BLANK_NUMBER},
    "blank-date": {DoubtKind.BLANK_DATE},
    "unfinished-sentence": {DoubtKind.UNFINISHED},
    "inconsistent-abbreviation": {DoubtKind.ABBREVIATION_FORMS},
    "undefined-abbreviation": {DoubtKind.ABBREVIATION_UNDEFINED},
    "wrong-act-name": {DoubtKind.ACT_NAME},
    "possibly-stale-legal-basis": {DoubtKind.STALE_BASIS},
    "wrong-cross-reference": {DoubtKind.WRONG_REFERENCE},
    "ambiguous-cross-reference": {DoubtKind.AMBIGUOUS_REFERENCE},
    "incomplete-act-number": {DoubtKind.ACT_NUMBER},
    "inconsistent-term": {DoubtKind.TERM_FORMS},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", REGULATIONS)
def test_the_legal_defects_of_the_sources_are_all_found(name: str) -> None:
    with (SHARED / "gold" / "defects.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    doubts = find_doubts(parse(source_of(name)))
    named = {(one.kind, one.part, one.address) for one in doubts}
    wanted = [row for row in rows if row["document"] == name and row["defect"] in _LEGAL]
    missed = [
        row
        for row in wanted
        if not any(
            (kind, row["part"], _at(row["address"])) in named for kind in _LEGAL[row["defect"]]
        )
    ]

    assert len(wanted) > 5
    assert missed == []


def _at(address: str) -> str:
    """Return an address of the gold labels as doubts have it: the head of a text is ""."""
    return "" if address in ("header", "preamble") else address


@pytest.mark.parametrize(
    ("words", "kind", "quote"),
    [
        ("Cả cán bộ cán bộ báo cáo.", DoubtKind.TYPO, "cán bộ cán bộ"),
        ("Nghành này đựơc việc.", DoubtKind.TYPO, "Nghành"),
        ("Phải nộp sổ vào cuối năm.", DoubtKind.NO_ACTOR, "Phải nộp sổ vào cuối năm"),
        ("Sổ được nộp trong 05 ngày.", DoubtKind.NO_START, "trong 05 ngày"),
        ("Tổ Đếm Mây có trách nhiệm đếm.", DoubtKind.BODY_UNDEFINED, "Tổ Đếm Mây"),
        ("Theo Thông tư số 5/2030/TT.", DoubtKind.ACT_NUMBER, "Thông tư số 5/2030/TT"),
        ("Sổ của KLMN.", DoubtKind.ABBREVIATION_UNDEFINED, "KLMN"),
    ],
)
def test_each_doubt_has_its_place_and_its_words(words: str, kind: DoubtKind, quote: str) -> None:
    source = f"Điều 1. Sổ sách\n1. {words}\n2. Hết.\n"
    found = [one for one in find_doubts(parse(source)) if one.kind is kind]

    assert (found[0].address, found[0].quote) == ("dieu-1.khoan-1", quote)
    assert source[found[0].start : found[0].end] == quote


@pytest.mark.parametrize(
    "words",
    [
        "Hành vi vi phạm và ý kiến kiến nghị của người dân được ghi lại.",
        "Trạm trưởng phải nộp sổ. Có trách nhiệm giữ chìa khóa.",
        "Sổ được nộp trong 05 ngày kể từ ngày hết tháng.",
        "Tổ Đếm Mây do Trạm trưởng lập; Tổ Đếm Mây có trách nhiệm đếm.",
        "Trạm Đo mưa (sau đây gọi tắt là TĐM) nghỉ lễ; TĐM đóng cửa.",
        "Theo Thông tư số 5/2030/TT-BMM.",
        "UBND xóm theo dõi.",
    ],
)
def test_good_sentences_raise_no_doubt(words: str) -> None:
    assert find_doubts(parse(f"Điều 1. Sổ sách\n1. {words}\n2. Hết.\n")) == ()


def test_a_basis_is_judged_on_the_day_of_issue() -> None:
    text = SAMPLE.replace("sổ tay của Sở Mây Trời", "Nghị định số 04/2015/NĐ-CP")
    before = text.replace("ngày 3 tháng 4 năm 2031", "ngày 3 tháng 4 năm 2020")
    (doubt,) = find_doubts(parse(text))

    assert (doubt.kind, doubt.act) == (DoubtKind.STALE_BASIS, "Nghị định 04/2015")
    assert doubt.reason == (
        "Nghị định 04/2015 hết hiệu lực từ ngày 01/07/2023 theo Luật 10/2022; cần xem lại căn cứ"
    )
    assert find_doubts(parse(before)) == ()


def test_an_act_whose_dates_are_only_remembered_raises_no_doubt() -> None:
    text = SAMPLE.replace("sổ tay của Sở Mây Trời", "Nghị định số 71/1998/NĐ-CP")

    assert find_doubts(parse(text)) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Điều 5, " * 20_000,
        "khoản 1 " * 20_000,
        "Điều " + "5, " * 20_000,
        "Luật Mây " * 20_000,
        "Quyết định số " * 10_000,
        "Sửa đổi " + "“" * 20_000,
        "theo Điều 5" + " " * 20_000 + "x",
        "ngày" + "." * 20_000 + "tháng" + " " * 20_000,
        "Ban Mây có trách nhiệm " * 5_000,
    ],
)
def test_no_text_keeps_the_linter_from_its_end(words: str) -> None:
    with must_end():
        find_doubts(parse(f"Điều 1. {words}\nĐiều 2. Hết.\n"), DAY)
