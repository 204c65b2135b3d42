"""A DOCX as its author sees it: numbers counted, changes accepted, old fonts converted."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.law.reading.docx import read_docx
from dienhong.core.law.reading.files import read_file
from dienhong.core.law.reading.word_numbering import written
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused
from tests.core.law.law_samples import SAMPLE
from tests.core.law.word_samples import (
    add,
    common,
    define,
    from_text,
    level,
    listing,
    numbered,
    packed,
    using,
    xml,
)
from tests.file_samples import docx, zipped
from tests.publication.story import REGULATION


def lines(data: bytes) -> list[str]:
    return [line for line in read_docx(data).text.split("\n") if line]


def nodes(tree: Tree) -> list[tuple[str, str, str, str]]:
    return [(node.part, node.address, node.heading, node.text) for node in tree.nodes]


def reason(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_docx(data)
    assert refused.value.cure
    return refused.value.reason


# Automatic numbers.


def test_levels_count_on_restart_and_go_on_through_chapters() -> None:
    data = numbered(
        [(0, "Một"), (1, "A"), (2, "x"), (2, "y"), (3, "p"), (3, "q"), (4, "g"), (2, "z"),
         (1, "B"), (2, "x"), (0, "Hai"), (1, "C"), (2, "x"), (3, "p")]
    )  # fmt: skip

    assert lines(data) == [
        "Chương I. Một", "Điều 1. A", "1. x", "2. y", "a) p", "b) q", "- g", "3. z", "Điều 2. B",
        "1. x", "Chương II. Hai", "Điều 3. C", "1. x", "a) p",
    ]  # fmt: skip


def test_an_empty_paragraph_has_its_number_and_no_dash() -> None:
    assert lines(numbered([(1, "A"), (1, ""), (4, ""), (1, "C")])) == [
        "Điều 1. A", "Điều 2.", "Điều 3. C",
    ]  # fmt: skip


def test_a_list_starts_where_it_says_and_a_use_of_it_may_start_anew() -> None:
    document = Document()
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    one = level(0, "decimal", "%1.", start=3)
    define(document, [listing(one), using(), using(number=73, more=override), using(number=74)])
    for number in (72, 72, 73, 73, 74):
        add(document, "x", 0, number)

    assert lines(packed(document)) == ["3. x", "4. x", "7. x", "8. x", "9. x"]


def test_an_upper_level_that_was_not_used_counts_from_its_start() -> None:
    levels = level(0, "decimal", "%1.") + level(1, "lowerRoman", "%1.%2")
    assert lines(numbered([(1, "x"), (1, "y"), (0, "z")], [listing(levels), using()])) == [
        "1.i x", "1.ii y", "2. z",
    ]  # fmt: skip


def test_a_level_in_digits_writes_roman_chapters_as_digits() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2.", "<w:isLgl/>")
    data = numbered([(0, "x"), (0, "x"), (1, "y")], [listing(levels), using()])

    assert lines(data) == ["I. x", "II. x", "2.1. y"]


def test_a_style_brings_its_number_and_zero_takes_it_away() -> None:
    document = Document()
    tied = level(1, "decimal", "Điều %2.", '<w:pStyle w:val="Heading3"/>')
    define(document, [listing(level(0, "upperRoman", "Chương %1") + tied), using()])
    style = document.styles["Heading 3"].element.get_or_add_pPr()
    style.append(xml('<w:numPr><w:numId w:val="72"/></w:numPr>'))
    document.add_paragraph("Phạm vi", style="Heading 3")
    plain = document.add_paragraph("Không số", style="Heading 3")
    plain._p.get_or_add_pPr().append(xml('<w:numPr><w:numId w:val="0"/></w:numPr>'))
    document.add_paragraph("Đối tượng", style="Heading 3")

    assert lines(packed(document)) == ["Điều 1. Phạm vi", "Không số", "Điều 2. Đối tượng"]


def test_a_list_by_way_of_a_list_style() -> None:
    document = Document()
    style = xml(
        '<w:style w:type="numbering" w:styleId="Luat"><w:name w:val="Luật"/><w:pPr><w:numPr>'
        '<w:numId w:val="75"/></w:numPr></w:pPr></w:style>'
    )
    document.styles.element.append(style)
    borrowed = listing('<w:numStyleLink w:val="Luat"/>', 80)
    own = listing('<w:styleLink w:val="Luat"/>' + level(0, "decimal", "Điều %1."), 81)
    define(document, [borrowed, own, using(80, 72), using(81, 75)])
    add(document, "Phạm vi", 0)

    assert lines(packed(document)) == ["Điều 1. Phạm vi"]


def test_a_label_in_an_old_font_and_one_without_a_gap() -> None:
    old = level(0, "decimal", "§iÒu %1. ", '<w:suff w:val="nothing"/>').replace(
        "</w:lvl>", '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:lvl>'
    )
    assert lines(numbered([(0, "Phạm vi")], [listing(old), using()])) == ["Điều 1. Phạm vi"]


def test_bullets_of_fonts_of_symbols_come_as_a_sign_that_every_font_has() -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "+") + level(2, "bullet", "")
    data = numbered([(0, "x"), (1, "y"), (2, "z")], [listing(levels), using()])

    assert lines(data) == ["• x", "+ y", "z"]


def test_a_letter_that_word_has_not_is_typed_between_two_numbers() -> None:
    """Word writes a, b, c, d, e: offices type "đ)" by hand and let the list go on."""
    points = [(3, word) for word in ("Một", "Hai", "Ba", "Bốn")]
    data = numbered([(1, "Việc"), (2, "Gồm:"), *points, (None, "đ) Năm;"), (3, "Sáu.")])

    assert lines(data)[-3:] == ["d) Bốn", "đ) Năm;", "e) Sáu."]


@pytest.mark.parametrize(
    ("count", "numeral", "said"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"), (7, "decimalZero", "07"), (5, "none", ""), (5, "chicago", "5"),
        (0, "upperRoman", "0"), (99_999, "lowerLetter", "99999"),
    ],
)  # fmt: skip
def test_numerals(count: int, numeral: str, said: str) -> None:
    assert written(count, numeral) == said


def test_a_file_that_names_no_such_list_is_read_without_numbers() -> None:
    document = Document()
    add(document, "x", 3, 999)
    add(document, "y", 77, 72)

    assert lines(packed(document)) == ["x", "y"]


# Trees of our own making, numbered by Word or by hand: the same tree.

_WORDS = st.sampled_from(["Họp cơ quan", "Sổ trực", "Việc chung của mọi người", "Góp ý, bàn bạc"])
_CLAUSE = st.tuples(_WORDS, st.lists(_WORDS, max_size=4))
_ARTICLE = st.tuples(_WORDS, st.lists(_CLAUSE, max_size=4))
_CHAPTER = st.tuples(_WORDS, st.lists(_ARTICLE, min_size=1, max_size=4))


def _flat(
    chapters: list[tuple[str, list[tuple[str, list[tuple[str, list[str]]]]]]],
) -> list[tuple[int, str]]:
    flat = []
    for chapter, articles in chapters:
        flat.append((0, chapter.upper()))
        for article, clauses in articles:
            flat.append((1, article))
            for clause, points in clauses:
                flat.append((2, f"{clause}{':' if points else ';'}"))
                flat += [(3, f"{point};") for point in points]
    return flat


@settings(max_examples=20, deadline=None)
@given(st.lists(_CHAPTER, min_size=1, max_size=3))
def test_automatic_numbers_give_the_tree_that_typed_ones_give(
    chapters: list[tuple[str, list[tuple[str, list[tuple[str, list[str]]]]]]],
) -> None:
    flat = _flat(chapters)
    by_word = read_file(numbered(flat), "quy-che.docx").text
    counts = [0] * 4
    typed = []
    for at, words in flat:
        counts[at] += 1
        for below in range(at + 1, 4):
            counts[below] = 0 if below > 1 else counts[below]
        roman, letter = written(counts[0], "upperRoman"), "abcd"[counts[3] - 1]
        marker = (f"Chương {roman}.", f"Điều {counts[1]}.", f"{counts[2]}.", f"{letter})")[at]
        typed.append(f"{marker} {words}")

    assert nodes(parse(by_word)) == nodes(parse("\n\n".join(typed)))
    assert nodes(parse(by_word))[0][1] == "chuong-1"


@pytest.mark.parametrize("text", [SAMPLE.replace("*", "").replace("#", ""), REGULATION])
def test_our_invented_regulations_come_back_from_word(text: str) -> None:
    lines = from_text(text)
    expected = [(*one[:3], " ".join(one[3].split())) for one in nodes(parse(text))]
    found = nodes(parse(read_file(numbered(lines)).text))

    assert len([level for level, _ in lines if level is not None]) >= 10
    assert [(*one[:3], " ".join(one[3].split())) for one in found] == expected


# What else stands in a document.


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    document = Document()
    paragraph = document.add_paragraph("Trong ")
    for part in (
        "<w:del><w:r><w:delText>05</w:delText></w:r></w:del>",
        "<w:ins><w:r><w:t>07</w:t></w:r></w:ins>",
        "<w:moveFrom><w:r><w:t>mất</w:t></w:r></w:moveFrom>",
        '<w:r><w:t xml:space="preserve"> ngày</w:t></w:r>',
    ):
        paragraph._p.append(xml(part))
    joined = document.add_paragraph("Một câu ")
    joined._p.get_or_add_pPr().append(xml("<w:rPr><w:del/></w:rPr>"))
    document.add_paragraph("liền nhau.")
    reading = read_docx(packed(document))

    assert reading.text == "Trong 07 ngày\n\nMột câu liền nhau."
    assert reading.notes == (
        "Có 1 chỗ thêm theo dõi thay đổi: đọc như đã chấp nhận.",
        "Có 2 chỗ xoá theo dõi thay đổi: đọc như đã xoá.",
    )


def test_tables_of_data_keep_cells_apart_and_placing_ones_do_not() -> None:
    document = Document()
    head = document.add_table(rows=1, cols=2).rows[0].cells
    head[0].text, head[1].text = "SỞ MÂY\nVĂN PHÒNG", "CỘNG HÒA"
    data = document.add_table(rows=2, cols=3)
    for row, words in zip(data.rows, (("STT", "Việc", "Ai"), ("1.", "Trực|gác", "")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    marked = document.add_table(rows=2, cols=2)
    for row, words in zip(marked.rows, (("a)", "Một;"), ("b)", "Hai.")), strict=True):
        row.cells[0].text, row.cells[1].text = words

    assert lines(packed(document)) == [
        "SỞ MÂY", "VĂN PHÒNG", "CỘNG HÒA", "| STT | Việc | Ai |", "| 1. | Trực/gác |  |",
        "a) Một;", "b) Hai.",
    ]  # fmt: skip


def test_what_stands_apart_comes_apart() -> None:
    document = Document()
    document.add_paragraph("Điều 1. Phạm vi\t3", style=document.styles.add_style("toc 1", 1))
    document.add_paragraph("Điều 1. Phạm vi")
    document.sections[0].header.paragraphs[0].text = "DỰ THẢO"
    document.sections[0].footer.paragraphs[0].text = "2"
    document.add_comment(document.paragraphs[1].runs, "Xem lại chỗ này", "Lan", "L")
    reading = read_docx(packed(document))

    assert reading.text == "Điều 1. Phạm vi"
    assert [(each.place, each.text) for each in reading.asides] == [
        ("Mục lục", "Điều 1. Phạm vi\t3"),
        ("Đầu trang", "DỰ THẢO"),
        ("Lời bình bên lề 0", "Xem lại chỗ này"),
    ]


def test_signs_capitals_and_hidden_words() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for part in (
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>quy chế</w:t></w:r>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>giấu</w:t></w:r>",
        "<w:r><w:tab/><w:t>xã hội</w:t><w:noBreakHyphen/><w:t>dân\u00ad chủ</w:t><w:br/></w:r>",
        '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:sym w:char="00D7"/></w:r>',
        '<w:r><w:sym w:char="xx"/></w:r>',
        "<w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>",
        "<w:hyperlink><w:r><w:t>trang</w:t></w:r></w:hyperlink>",
    ):
        paragraph._p.append(xml(part))
    reading = read_docx(packed(document))

    assert reading.text == "QUY CHẾ\txã hội-dân chủ\n•×•trang"
    assert reading.notes == ("Bỏ 1 đoạn chữ ẩn.",)


def test_old_fonts_are_converted_run_by_run() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for font, words in (
        (".VnTime", "§i"), (".VnTime", "Òu 1. "), ("VNI-Times", "Phaïm vi "),
        (".VnTimeH", "d©n chñ "), (".VnTime", "Unicode: ạ "), ("Arial", "café"),
    ):  # fmt: skip
        run = paragraph.add_run(words)
        run.font.name = font
    reading = read_docx(packed(document))

    assert reading.text == "Điều 1. Phạm vi DÂN CHỦ Unicode: ạ café"
    assert reading.notes == ("Đã chuyển 3 đoạn chữ phông cũ (TCVN3, VNI) sang Unicode.",)


def test_a_text_box_comes_behind_its_paragraph() -> None:
    document = Document()
    paragraph = document.add_paragraph("Trước")
    paragraph._p.append(
        xml("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>")
    )  # fmt: skip
    document.add_paragraph("Sau")

    assert lines(packed(document)) == ["Trước", "Trong khung", "Sau"]


# Bad files.


def test_bad_files_are_refused_with_place_and_cure() -> None:
    whole = docx()
    entities = '<!DOCTYPE w [<!ENTITY a "b">]><w:document xmlns:w="w">&a;</w:document>'
    deep = "<w:x>" * 5000 + "</w:x>" * 5000
    body = f'<w:document xmlns:w="w"><w:body>{deep}</w:body></w:document>'

    assert reason(whole[:900]) == "Chưa đọc được tệp Word: tệp hỏng hoặc chưa chép về hết"
    assert reason(zipped({"a.txt": "x"})) == (
        "Chưa đọc được tệp Word: tệp nén này không phải văn bản Word"
    )
    unknown = '<?xml version="1.0" encoding="khong-co"?><a/>'
    assert reason(docx(parts={"word/document.xml": unknown})) == (
        "Chưa đọc được tệp Word: phần word/document.xml hỏng hoặc chưa chép về hết"
    )
    assert reason(docx(parts={"word/document.xml": "<a>\n<b></a>"})) == (
        "Chưa đọc được tệp Word: phần word/document.xml hỏng ở dòng 2, cột 6"
    )
    assert reason(docx(parts={"word/document.xml": entities})) == (
        "Chưa đọc được tệp Word: phần word/document.xml có khai báo XML không được phép"
    )
    assert reason(docx(parts={"word/document.xml": body})) == (
        "Chưa đọc được tệp Word: phần word/document.xml lồng nhau quá 200 tầng"
    )


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
def test_a_part_that_grows_beyond_measure_is_refused_before_it_fills_the_memory(part: str) -> None:
    blank = " " * 10_000_000
    bomb = f'<w:document xmlns:w="w">{blank * 16}</w:document>'

    assert reason(docx(parts={part: bomb})).endswith("phình ra quá lớn khi mở")


def test_an_archive_of_very_many_parts_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number in range(4_001):
            archive.writestr(str(number), "")

    assert reason(out.getvalue()) == "Chưa đọc được tệp Word: tệp nén có 4001 phần"


def test_a_ring_of_styles_ends() -> None:
    document = Document()
    for own, other in (("A", "B"), ("B", "A")):
        ring = f'<w:style w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
        document.styles.element.append(xml(ring))
    document.add_paragraph("x")._p.get_or_add_pPr().append(xml('<w:pStyle w:val="A"/>'))

    assert lines(packed(document)) == ["x"]


def test_the_common_list_is_the_one_that_the_samples_use() -> None:
    assert lines(numbered([(1, "x")], common())) == ["Điều 1. x"]
