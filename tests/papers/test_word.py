"""Test a regulation as a Word file: Decree 30's layout, and words that read back to its tree."""

from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn

from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.core.papers.paper import Letterhead
from dienhong.papers import word
from dienhong.regulation import model_regulation
from dienhong.regulation.model_regulation import Names

MILLIMETRE = 36_000  # in Word's units
LETTERHEAD = Letterhead(
    issuing_body="Sở Mây Trời",
    superior_body="Ủy ban nhân dân tỉnh Mẫu",
    place="Đồi Gió",
    symbol="QĐ-SMT",
)


def tree() -> Tree:
    return parse(model_regulation.source_for(Names("Sở Mây Trời", "Giám đốc", "Phó Giám đốc")))


@pytest.fixture
def written() -> Doc:
    return Document(BytesIO(word.regulation(tree(), LETTERHEAD)))


def nodes(read: Tree) -> list[tuple[str, ...]]:
    return [(node.part, node.address, node.heading, node.text) for node in read.nodes]


@pytest.mark.parametrize("join", ["\n", "\n\n"])
def test_the_words_read_back_to_the_same_tree(written: Doc, join: str) -> None:
    back = parse(join.join(paragraph.text for paragraph in written.paragraphs))

    assert nodes(back) == nodes(tree())


def test_the_same_text_gives_the_same_bytes() -> None:
    assert word.regulation(tree(), LETTERHEAD) == word.regulation(tree(), LETTERHEAD)


def test_the_page_is_that_of_decree_30(written: Doc) -> None:
    section = written.sections[0]
    sides = ("page_width", "page_height", "top_margin", "left_margin", "right_margin")

    assert [round(getattr(section, side) / MILLIMETRE) for side in sides] == [210, 297, 20, 30, 20]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_the_letterhead_leaves_gaps_for_number_and_day(written: Doc) -> None:
    left, right = written.tables[0].rows[0].cells

    assert left.text.splitlines()[:2] == ["ỦY BAN NHÂN DÂN TỈNH MẪU", "SỞ MÂY TRỜI"]
    assert left.text.splitlines()[2].split() == ["Số:", "/QĐ-SMT"]
    assert right.text.splitlines()[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert right.text.splitlines()[2].split() == ["Đồi", "Gió,", "ngày", "tháng", "năm"]


def test_recipients_stand_beside_the_signer(written: Doc) -> None:
    left, right = written.tables[1].rows[0].cells

    assert left.text.splitlines()[0] == "Nơi nhận:"
    assert left.text.splitlines()[-1] == "- Lưu: VT."
    assert right.text == "GIÁM ĐỐC"


def test_headings_are_headings_and_numbers_are_words(written: Doc) -> None:
    said = {
        paragraph.text: paragraph.style.name if paragraph.style else ""
        for paragraph in written.paragraphs
    }

    assert said["Chương I\nNHỮNG ĐIỀU CHUNG"] == "Heading 1"
    assert said["Mục 1\nLÃNH ĐẠO CƠ QUAN VÀ CÁC PHÒNG"] == "Heading 2"
    assert said["Điều 13. Những nội dung phải công khai"] == "Heading 3"
    assert [
        p for p in written.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None
    ] == []


@pytest.mark.parametrize("name", ["Normal", "Heading 1", "Heading 2", "Heading 3"])
def test_every_script_is_set_in_one_typeface(written: Doc, name: str) -> None:
    fonts = written.styles[name].element.rPr.rFonts  # type: ignore[attr-defined]

    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")} == {
        "Times New Roman"
    }
    assert not [key for key in fonts.attrib if "Theme" in key]


@pytest.mark.parametrize(
    "text",
    [
        "Điều 1. Một điều ngắn.",
        "Điều 1. Tên điều\n1. Khoản một.\n2. Khoản hai.\na) Điểm a;\nb) Điểm b.",
    ],
)
def test_a_regulation_without_decision_is_written_too(text: str) -> None:
    document = Document(BytesIO(word.regulation(parse(text), LETTERHEAD)))

    back = parse("\n".join(paragraph.text for paragraph in document.paragraphs))
    assert nodes(back) == nodes(parse(text))
