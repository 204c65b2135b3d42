"""The papers of a meeting: the same words in PDF and Word, whatever people wrote, and the mark."""

from datetime import date, time
from io import BytesIO

import pytest
from docx import Document
from docx.document import Document as Doc

from dienhong.core.papers import meeting as papers
from dienhong.core.papers.meeting import Absent, Item, Meeting, Opinion, Task
from dienhong.core.papers.paper import Letterhead, Paper, Signer
from dienhong.core.papers.posting import JournalMark, Present
from dienhong.papers.draw import pdf
from dienhong.papers.word_paper import docx
from tests.papers.drawn_samples import full_of
from tests.publication.story import text_of

HEAD = Letterhead(
    superior_body="Sở Gieo trồng",
    issuing_body="Trạm Sương Mai",
    place="Mường Khơi",
    symbol="BB-TSM",
    number="05",
    on=date(2026, 6, 5),
)
MARK = JournalMark(entry=31, fingerprint=" ".join(["0123", "4567", "8901"] * 4))
HOSTILE = [
    "- không phải gạch đầu dòng",
    "# không phải đề mục",
    "$x$ #let a = 1",
    "= Mục @ref <label> *đậm* _nghiêng_ \\ `mã`",
    "<w:p/>&amp; ]]>",
]
MEETING = Meeting(
    title="Giao ban tháng 6, quý II và 6 tháng đầu năm 2026",
    held_on=date(2026, 6, 5),
    begins_at=time(8),
    ends_at=time(9, 30),
    place="Phòng họp tầng 2",
    chair=Present("Hoa", "Trạm trưởng"),
    secretary=Present("Lan", "Văn thư"),
    serves=("Họp giao ban tháng 6/2026 (Điều 1 khoản 1 Quy chế thực hiện dân chủ)",),
    present=(Present("Hoa"), Present("Lan"), Present("Vy")),
    absent=(Absent("Minh", "Đi công tác", "Tú"), Absent("Khuê")),
    guests=("Ông Bảy, Hội Người trồng chè",),
    agenda=(
        Item("Phổ biến chính sách", "Điều 1 khoản 1", "\n".join(HOSTILE)),
        Item("Việc khác"),
    ),
    reviewed=(Task("Rào vườn", "Minh", date(2026, 5, 20), "Đã rào."),),
    opinions=(
        Opinion("Tổ bếp", "- bếp chật", "Sẽ mở rộng."),
        Opinion("không nêu tên", "# sợ nói", answerer="Hoa", answer_due_on=date(2026, 6, 10)),
    ),
    tasks=(Task("$ Lợp mái", "Phòng Gieo hạt (Khuê)", date(2026, 6, 30)),),
    conclusion="Tiếp tục.\n- Không dừng.",
)


def words_of(document: Doc) -> str:
    """Return the words of a Word file in the order of reading, tables too."""
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            cells = [cell.text for row in block.rows for cell in row.cells]
            lines += [line for cell in cells for line in cell.split("\n")]
        else:
            lines += block.text.split("\n")
    return " ".join(" ".join(lines).split())


def read_word(paper: Paper) -> str:
    return words_of(Document(BytesIO(docx(paper))))


def minutes() -> Paper:
    return papers.minutes(HEAD, MEETING, mark=MARK, corrected="Ngày 06/06/2026, nơi họp.")


SAID = [
    "Số: 05/BB-TSM",
    "Mường Khơi, ngày 05 tháng 6 năm 2026",
    "BIÊN BẢN",
    "Hồi 08 giờ 00 phút, ngày 05 tháng 6 năm 2026, tại Phòng họp tầng 2.",
    "Điều 1 khoản 1 Quy chế thực hiện dân chủ",
    "3 trên 5 người",
    "Minh (Đi công tác; Tú dự thay); Khuê (không ghi lý do)",
    "Ông Bảy, Hội Người trồng chè",
    "1) Phổ biến chính sách (Điều 1 khoản 1)",
    "2) Việc khác",
    "Đã rào.",
    "- bếp chật",
    "Sẽ mở rộng.",
    "Giao Hoa trả lời, hạn 10/06/2026",
    "Kết luận của người chủ trì",
    "- Không dừng.",
    "Đính chính sau khi ký",
    "Cuộc họp kết thúc hồi 09 giờ 30 phút cùng ngày.",
    "Dấu sổ của nhật ký hệ thống sau mục 31:",
    *HOSTILE,
]


@pytest.mark.parametrize("drawn", ["pdf", "docx"])
def test_minutes_say_all_that_happened_and_hostile_words_stay_words(drawn: str) -> None:
    said = text_of(pdf(minutes())) if drawn == "pdf" else read_word(minutes())

    missing = [words for words in SAID if "".join(words.split()) not in "".join(said.split())]
    assert missing == []


@pytest.mark.parametrize("drawn", ["pdf", "docx"])
def test_the_fingerprint_stands_in_the_text_and_in_the_box_beside_its_code(drawn: str) -> None:
    said = text_of(pdf(minutes())) if drawn == "pdf" else read_word(minutes())
    plain = "".join(said.split())

    assert plain.count("".join(MARK.fingerprint.split())) >= 1
    half = "".join(MARK.fingerprint.split()[:6])
    assert plain.count(half) >= 2
    paper = minutes()
    assert paper.foot is not None
    assert paper.foot.qr_payload.endswith(MARK.fingerprint)


def test_what_is_still_being_written_has_no_mark_and_says_that_it_is_a_draft() -> None:
    waiting = Letterhead(issuing_body="Trạm Sương Mai", place="Mường Khơi", symbol="BB-TSM")
    paper = papers.minutes(waiting, MEETING, mark=None)

    assert paper.foot is None
    assert "Dấu sổ" not in text_of(pdf(paper))
    assert "Dự thảo, chờ số" in text_of(pdf(paper))
    footer = Document(BytesIO(docx(paper))).sections[0].first_page_footer
    assert "Dự thảo, chờ số" in footer.paragraphs[0].text


def test_a_meeting_of_which_little_is_known_still_makes_a_paper() -> None:
    bare = Meeting(
        title="Họp", held_on=date(2026, 6, 5), place="", chair=Present(), secretary=Present()
    )
    said = text_of(pdf(papers.minutes(HEAD, bare, mark=None)))

    assert "Ngày 05 tháng 6 năm 2026, tại Trạm Sương Mai." in said
    assert "Không giao nhiệm vụ mới." in said
    assert "Cuộc họp kết thúc. Biên bản" in said


@pytest.mark.parametrize("demo", [False, True])
def test_the_same_paper_gives_the_same_word_file(demo: bool) -> None:
    head = Letterhead(issuing_body="Trạm", place="Khơi", symbol="TB", demo=demo)
    paper = papers.conclusion(head, MEETING, signer=Signer("Trạm trưởng", "Hoa"))

    assert docx(paper) == docx(paper)
    top = Document(BytesIO(docx(paper))).sections[0].first_page_header
    assert ("TRÌNH DIỄN" in top.paragraphs[0].text) == demo


def test_the_notice_of_conclusions_and_the_invitation_say_what_was_set_and_who_is_to_come() -> None:
    signer = Signer("Trạm trưởng", "Hoa")
    notice = papers.conclusion(HEAD, MEETING, signer=signer)
    for said in (text_of(pdf(notice)), read_word(notice)):
        assert "Hoa, Trạm trưởng chủ trì, kết luận như sau:" in said
        assert "$ Lợp mái" in said
        assert "bếp chật" not in said
    invitation = papers.invitation(HEAD, MEETING, whom="Phòng Gieo hạt", signer=signer)
    for said in (text_of(pdf(invitation)), read_word(invitation)):
        assert "08 giờ 00 phút, thứ Sáu 05/06/2026" in said
        assert "Phòng Gieo hạt" in said
        assert "1) Phổ biến chính sách (Điều 1 khoản 1)" in said


def test_every_kind_of_block_is_written_to_word() -> None:
    said = read_word(full_of("- $x$ #y"))

    assert "- $x$ #y" in said
