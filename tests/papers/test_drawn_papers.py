"""The file that comes out of Typst, read back."""

import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dienhong.core.papers.paper import Facts, Heading, Paragraph, Signer, Steps, Table
from dienhong.papers import fonts
from dienhong.papers.draw import pdf
from dienhong.papers.fonts import BUILT_IN, VIETNAMESE
from dienhong.papers.letters import DRAWN, drawable
from tests.papers.drawn_samples import LETTERHEAD, bare, full_of, pages, paper_of, reader

DEMO = "BẢNTRÌNHDIỄN–KHÔNGCÓGIÁTRỊPHÁPLÝ"
LETTERS = "".join(sorted(VIETNAMESE))
HOSTILE = [
    "- gạch đầu dòng",
    "+ số thứ tự",
    "= Đề mục",
    "#let x = 1",
    '#panic("!") $ x^2 $ @nguon <nhan> `ma`',
    "*đậm* _nghiêng_ ~ --- ... // chú thích /* chú */",
    '\\ " \\" \\u{41} "}, {"is": "Heading"',
    "https://mau.example/" + "a" * 200,
    "M" * 300,
    "Tên rất dài " * 25,
    "',./<>?;:[]{}|!@#$%^&*()",
]


def everywhere(text: str) -> tuple[Heading, Steps, Paragraph]:
    """Return ``text`` in bold, in italics and upright."""
    return (Heading(text), Steps((), text), Paragraph(text))


@pytest.mark.parametrize("typeface", [BUILT_IN, fonts.host_typeface()], ids=["own", "host"])
def test_every_vietnamese_letter_is_drawn_upright_bold_and_italic(
    typeface: fonts.Typeface,
) -> None:
    [text] = pages(paper_of(*everywhere(LETTERS)), typeface)

    assert len(LETTERS) == 134
    assert bare(text).count(LETTERS) == 3


@pytest.mark.parametrize("typeface", [BUILT_IN, fonts.host_typeface()], ids=["own", "host"])
def test_bold_italic_has_its_o_with_horn(typeface: fonts.Typeface) -> None:
    [text] = pages(paper_of(Paragraph("Việc mẫu.")), typeface)

    assert "Nơi nhận:" in text


@pytest.mark.parametrize("style", [0, 1, 2], ids=["bold", "italic", "upright"])
def test_every_sign_that_is_said_to_be_drawn_is_drawn_in_each_style(style: int) -> None:
    signs = "".join(sorted(DRAWN - {" "}))

    [text] = pages(paper_of(everywhere(signs)[style]))

    assert bare(text).count(bare(signs)) == 1


def test_only_the_chosen_typeface_is_in_the_file() -> None:
    document = reader(paper_of(*everywhere("Xin chào")))

    used = {font["/BaseFont"] for page in document.pages for font in _fonts(page)}

    assert {name.split("+")[1] for name in used} == {
        "LibertinusSerif-Regular-Identity-H",
        "LibertinusSerif-Bold-Identity-H",
        "LibertinusSerif-Italic-Identity-H",
        "LibertinusSerif-SemiboldItalic-Identity-H",
    }


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize("text", HOSTILE)
def test_peoples_text_comes_out_as_they_wrote_it(text: str) -> None:
    written = bare("".join(pages(paper_of(Paragraph(text)))))

    assert written.count(bare(text)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stops_no_paper_wherever_it_stands(text: str) -> None:
    assert bare(text) in bare("".join(pages(full_of(text))))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
@example("\ud800")
@example("a\u202eb\u2066c")
@example("\x00\x07\x1b")
@example("שלום مرحبا 漢字 😀")
@example("e\u0302\u0301 o\u031b\u0309")
def test_any_text_at_all_is_drawn_and_read_back(text: str) -> None:
    written = bare("".join(pages(paper_of(Heading("Đầu"), Paragraph(text), Heading("Cuối")))))

    assert f"Đầu{bare(drawable(text))}Cuối" in written


def test_a_very_long_word_ends_its_lines_inside_the_page() -> None:
    [text] = pages(paper_of(Paragraph("W" * 300)))

    wide = [line for line in text.splitlines() if line.startswith("WWWW")]
    assert "".join(wide) == "W" * 300
    assert max(map(len, wide)) <= 40  # 40 W at 13 pt fill the 162 mm


@pytest.mark.parametrize("held", ["45/QĐ-SNV", "Điều 10", "khoản 2", "20 ngày"])
def test_no_line_ends_inside_a_papers_number_or_a_citation(held: str) -> None:
    for before in range(30, 46):
        [text] = pages(paper_of(Paragraph("m " * before + f"{held} nêu trên đây đã có hiệu lực")))

        assert [line.count(held) for line in text.splitlines() if held in line] == [1]


def test_a_line_break_in_a_text_begins_a_new_paragraph() -> None:
    [text] = pages(paper_of(Paragraph("Đoạn một.\r\nĐoạn hai.")))

    assert [line for line in text.splitlines() if line.startswith("Đoạn")] == [
        "Đoạn một.",
        "Đoạn hai.",
    ]


def test_a_short_paper_is_one_page_without_number() -> None:
    [text] = pages(paper_of(Paragraph("Việc mẫu.")))

    assert text.splitlines()[0] == "UBND TỈNH MẪU"


def test_pages_are_numbered_from_the_second_on() -> None:
    long = paper_of(*(Paragraph(f"Đoạn {place}. " + "Lời dài. " * 60) for place in range(24)))

    found = pages(long)

    assert [text.splitlines()[0] for text in found] == [
        "UBND TỈNH MẪU",
        *(str(number) for number in range(2, len(found) + 1)),
    ]
    assert len(found) > 2


def test_signatures_never_stand_alone_on_a_page() -> None:
    for lines in range(18, 34):
        body = (Paragraph("\n".join(["Dòng."] * lines)), Paragraph("Lời cuối của văn bản./."))
        found = pages(paper_of(*body))

        signed = [text for text in found if "Nguyễn Văn Mẫu" in text]
        assert ["Lời cuối của văn bản./." in text for text in signed] == [True]


def test_a_demonstration_says_so_twice_on_every_page_and_a_real_paper_never() -> None:
    body = tuple(Paragraph("Lời dài. " * 60) for _ in range(12))
    demo = pages(paper_of(*body, letterhead=replace(LETTERHEAD, demo=True)))
    real = pages(paper_of(*body))

    assert [bare(text).count(DEMO) for text in demo] == [2] * len(demo)
    assert [bare(text).count(DEMO) for text in real] == [0] * len(real)
    assert len(demo) > 1


def test_a_draft_leaves_room_for_its_number_and_says_on_each_page_that_it_awaits_one() -> None:
    draft = replace(LETTERHEAD, number="", on=None)

    [text] = pages(paper_of(Paragraph("Việc mẫu."), letterhead=draft))

    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "Số: /TB-VP" in lines
    assert "Tỉnh Mẫu, ngày tháng năm" in lines
    assert lines[-1] == "Dự thảo, chờ số. Chưa có giá trị khi chưa có số, ngày và chữ ký."


def test_what_is_left_to_the_pen_is_a_dotted_line() -> None:
    witnessed = replace(
        paper_of(Facts((("Người chứng kiến", ""),))),
        signers=(Signer("Người chứng kiến"), Signer("Người niêm yết", "Trần Thị Mẫu")),
    )

    [text] = pages(witnessed)

    dotted = [line for line in text.splitlines() if "....." in line]
    assert len(dotted) == 2


def test_a_tables_header_stands_again_on_the_next_page() -> None:
    rows = tuple((f"Dòng {place}", str(place)) for place in range(80))

    found = pages(paper_of(Table(("Nội dung", "Số tiền"), rows, numeric=(1,))))

    assert ["Số tiền" in text for text in found] == [True] * len(found)
    assert len(found) > 1


def test_the_file_is_pdf_a_2b_in_vietnamese_with_a_title() -> None:
    document = reader(paper_of(Paragraph("Việc mẫu.")))

    xmp = document.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert document.trailer["/Root"]["/Lang"] == "vi"
    assert document.metadata is not None
    assert document.metadata.title == "THÔNG BÁO – Việc mẫu"


_DRAW = """
import sys
import dienhong.papers.draw as draw
assert "typst" not in sys.modules and "segno" not in sys.modules
sys.path.insert(0, sys.argv[1])
import hashlib, drawn_samples
from dienhong.papers.fonts import BUILT_IN
print(hashlib.sha256(draw.pdf(drawn_samples.full_of("Mẫu"), typeface=BUILT_IN)).hexdigest())
"""


def test_another_process_draws_the_same_bytes_and_loads_typst_only_to_draw() -> None:
    here = Path(__file__).parent
    environment = {
        "PYTHONPATH": str(here.parents[1] / "src"),
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Ho_Chi_Minh",
    }

    drawn = subprocess.run(
        [sys.executable, "-c", _DRAW, str(here)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    ours = sha256(pdf(full_of("Mẫu"), typeface=BUILT_IN)).hexdigest()
    assert drawn.stdout.strip() == ours
