"""The sheets of a board for citizens, before they are drawn."""

from datetime import date

from dienhong.core.papers import board
from dienhong.core.papers.paper import Facts, Heading, Letterhead, Paragraph, Table

HEAD = Letterhead(issuing_body="Trạm Sương Mai", place="Sương Mai", symbol="")
LINK = "https://vidu.vn/thu/thu-tuc/1/"


def test_a_sheet_has_each_part_under_its_clause_and_opens_its_page() -> None:
    parts = (
        board.Part("Quầy", "Điều 4 khoản 1", "Quầy số 2.\n\nTầng 1."),
        board.Part("Tiền", "Điều 4 khoản 2", "Không có."),
    )
    known = (("Mã thủ tục", "GC-01"),)
    procedure = board.Procedure("Cấp giống", known, parts, 2, date(2026, 3, 2))
    sheet = board.procedure_sheet(HEAD, procedure, link=LINK)
    assert sheet.body == (
        Facts(known),
        Heading("1. Quầy (Điều 4 khoản 1)"),
        Paragraph("Quầy số 2."),
        Paragraph("Tầng 1."),
        Heading("2. Tiền (Điều 4 khoản 2)"),
        Paragraph("Không có."),
    )
    assert sheet.foot is not None
    assert sheet.foot.qr_payload == LINK
    assert sheet.foot.lines[0] == "Niêm yết từ ngày 02/03/2026, bản số 2."
    # Nobody signs a print of the page, and it says what it is worth.
    assert (sheet.signers, sheet.standing) == ((), sheet.worth)


def test_a_sheet_without_facts_has_no_empty_lines_to_fill_in() -> None:
    sheet = board.procedure_sheet(
        HEAD, board.Procedure("Cấp giống", (), (), 1, date(2026, 3, 2)), link=LINK
    )
    assert sheet.body == ()


def test_the_list_of_all_names_its_clauses_if_there_are_any() -> None:
    rows = (("1", "Cấp giống", "Phòng Giống", "5"),)
    listed = board.list_of_procedures(HEAD, rows, clauses=("Điều 4",), link=LINK)
    opening, table = listed.body
    assert isinstance(opening, Paragraph)
    assert isinstance(table, Table)
    assert opening.text.startswith("Thực hiện Điều 4. Mỗi thủ tục")
    assert table.rows == rows
    bare = board.list_of_procedures(HEAD, rows, clauses=(), link=LINK).body[0]
    assert isinstance(bare, Paragraph)
    assert bare.text.startswith("Mỗi thủ tục")
