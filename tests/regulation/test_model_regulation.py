"""Test the model regulation: no doubt in it, every article in its place, words of our own."""

import re
from pathlib import Path

import pytest

from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind, Part
from dienhong.regulation import model_regulation
from dienhong.regulation.model_regulation import Names
from dienhong.regulation.profiles.copying import words
from tests.site.test_profiles import copied

SHARED = Path(__file__).parents[2].parent / "shared"
ARTICLES = {
    "chuong-1": (
        "Phạm vi và người áp dụng",
        "Cách gọi và cách tính",
        "Nguyên tắc",
        "Tổ chức đại diện và người thay",
    ),
    "chuong-2.muc-1": (
        "Thủ trưởng Cơ quan",
        "Phó Thủ trưởng Cơ quan",
        "Trưởng phòng và Phó Trưởng phòng",
    ),
    "chuong-2.muc-2": (
        "Cán bộ, công chức, viên chức, người lao động",
        "Người giữ chức vụ trong cấp ủy và đoàn thể",
        "Đánh giá, xếp loại",
    ),
    "chuong-2.muc-3": ("Gặp và trao đổi", "Ý kiến khác và bảo lưu ý kiến"),
    "chuong-3": (
        "Những nội dung phải công khai",
        "Hình thức công khai",
        "Thời hạn công khai và thời gian niêm yết",
        "Kiểm tra bí mật và thu hồi",
        "Cung cấp thông tin theo đề nghị",
    ),
    "chuong-4": ("Nội dung lấy ý kiến", "Các hình thức góp ý", "Lấy ý kiến và trả lời ý kiến"),
    "chuong-5": (
        "Quyền quyết định của tập thể",
        "Hội nghị thường kỳ",
        "Hội nghị bất thường",
        "Người dự, số người cần có mặt và tỷ lệ thông qua",
        "Nội dung Hội nghị",
        "Cách bầu và biểu quyết",
        "Gửi phiếu thay cho Hội nghị",
        "Thực hiện nghị quyết",
    ),
    "chuong-6": (
        "Quyền kiểm tra, giám sát",
        "Tổ chức Ban Thanh tra nhân dân",
        "Hoạt động của Ban Thanh tra nhân dân",
        "Bảo đảm cho Ban Thanh tra nhân dân",
    ),
    "chuong-7": (
        "Tiếp công dân, tổ chức và giải quyết công việc",
        "Niêm yết cho công dân, tổ chức",
        "Với cấp trên, với các phòng và đơn vị trực thuộc",
    ),
    "chuong-8": ("Theo dõi, báo cáo, khen thưởng, xử lý", "Áp dụng pháp luật và sửa đổi"),
}
# How many clauses each article has, and the points of those clauses that have any.
CLAUSES = "2 4 5 4 8 4 3 4 5 4 4 4 13 7 5 3 2 11 6 5 4 3 3 4 7 4 5 4 3 5 4 3 5 5 4 3 3"
POINTS = {
    "dieu-2.khoan-1": "abc",
    "dieu-5.khoan-2": "abc",
    "dieu-21.khoan-1": "abcd",
    "dieu-21.khoan-2": "ab",
    "dieu-29.khoan-1": "abcd",
    "dieu-29.khoan-2": "abcd",
}
# Names of acts, bodies, things and terms of law, and how a day is counted, have no other wording.
OF_THE_LAW = (
    "cán bộ công chức viên chức",
    "nghị định số 59 2023 nđ cp ngày 14 8 2023 của chính phủ",
    "số 10 2022 qh15",
    "ban hành kèm theo quyết định",
    "chịu trách nhiệm thi hành",
    "quy chế chi tiêu nội bộ",
    "thực hiện dân chủ",
    "ngày làm việc",
    "kể từ ngày",
    "chậm nhất là",
    "ít nhất là",
    "trong thời hạn",
    "bí mật nhà nước",
    "bí mật công tác",
    "kiểm tra giám sát",
    "hệ thống thông tin nội bộ",
    "hệ thống quản lý văn bản",
    "kê khai tài sản thu nhập",
    "trưởng phòng",
    "phó trưởng ban",
    "trưởng ban",
    "khiếu nại tố cáo",
    "tập trung dân chủ",
    "trang thông tin điện tử",
)


def joined(text: str) -> str:
    """Return the words of ``text``, each term of law as one word."""
    row = " ".join(words(text)).replace("_", "")
    for term in OF_THE_LAW:
        row = re.sub(rf"\b{term}\b", term.replace(" ", ""), row)
    return row


def test_the_text_is_read_without_a_doubt() -> None:
    assert find_doubts(model_regulation.tree()) == ()


def test_every_article_stands_in_its_chapter() -> None:
    tree = model_regulation.tree()
    articles = [
        (node.parent, node.number, node.heading)
        for node in tree.nodes
        if node.part is Part.REGULATION and node.kind is Kind.ARTICLE
    ]
    meant = [(where, heading) for where, row in ARTICLES.items() for heading in row]

    assert articles == [(where, str(n), said) for n, (where, said) in enumerate(meant, 1)]


def test_every_clause_and_point_is_found() -> None:
    tree = model_regulation.tree()
    below = {
        node.address: [child.number for child in tree.children(node)]
        for node in tree.nodes
        if node.part is Part.REGULATION
    }

    for number, count in enumerate(CLAUSES.split(), 1):
        assert below[f"dieu-{number}"] == [str(n) for n in range(1, int(count) + 1)], number
    points = {at: "".join(row) for at, row in below.items() if ".khoan-" in at and row}
    assert points == POINTS


def test_the_decision_has_three_articles_and_neither_number_nor_day() -> None:
    tree = model_regulation.tree()

    assert [node.address for node in tree.nodes if node.part is Part.DECISION] == [
        "dieu-1",
        "dieu-2",
        "dieu-3",
    ]
    assert (tree.header.number, tree.header.issued_on) == ("", None)
    assert tree.header.title == "QUY CHẾ Thực hiện dân chủ tại Cơ quan"


def test_references_inside_the_text_lead_to_what_is_meant() -> None:
    text = model_regulation.source()
    known = {node.address for node in model_regulation.tree().nodes}
    cited = {f"dieu-{n}" for n in re.findall(r"(?<!\n)Điều (\d+)", text)}
    clauses = {f"dieu-{n}.khoan-{k}" for k, n in re.findall(r"khoản (\d+) Điều (\d+)", text)}

    assert cited
    assert clauses
    assert (cited | clauses) - known == set()


def test_an_offices_own_names_stand_in_the_places_of_the_general_ones() -> None:
    names = Names(agency="Sở Mây Trời", chief="Giám đốc", deputy="Phó Giám đốc")
    text = model_regulation.source_for(names)

    assert "Thủ trưởng" not in text
    assert "THỦ TRƯỞNG" not in text
    assert "\nĐiều 6. Phó Giám đốc\n" in text
    assert "\nThực hiện dân chủ tại Sở Mây Trời\n" in text
    assert [node.address for node in parse(text).nodes] == [
        node.address for node in model_regulation.tree().nodes
    ]


def test_without_names_the_text_stays_as_it_is() -> None:
    assert model_regulation.source_for(Names()) == model_regulation.source()


@pytest.mark.shared
def test_no_sentence_repeats_a_regulation_or_a_law() -> None:
    texts = sorted((SHARED / "regulations").rglob("*.*"))
    ours = [
        joined(said)
        for node in model_regulation.tree().nodes
        for said in (node.heading, *node.text.splitlines())
    ]

    assert len(texts) == 4
    assert {
        text.name: copied(ours, joined(text.read_text(encoding="utf-8"))) for text in texts
    } == {text.name: [] for text in texts}
