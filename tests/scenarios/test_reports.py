"""Scenarios of the clauses that demand periodic reports, each from the first page on."""

from datetime import date
from io import BytesIO

import time_machine
from docx import Document

from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.steps import at
from tests.scenarios.walker import Element, Reader
from tests.scenarios.witness import Witness

MONDAY_AFTER = date(2026, 7, 6)
OUTLINE = (
    "Số việc đã công khai: ……",
    "Số nội dung công khai chậm: ……",
    "Số vụ tham nhũng bị phát hiện: ……",
)


def outline() -> BytesIO:
    """Return what the professional body asks for, as its own file."""
    document, out = Document(), BytesIO()
    for line in OUTLINE:
        document.add_paragraph(line)
    document.save(out)
    out.seek(0)
    out.name = "de-cuong-so-noi-vu.docx"
    return out


def line_of(reader: Reader, words: str) -> Element:
    """Return the row of a table that begins with these words."""
    rows = (row for row in reader.page.every("tr") if next(row.every("th")).words.startswith(words))
    return next(rows)


def test_dieu_18_administration_reports_as_the_professional_body_requires(
    mau_a: Demo, clause: Witness
) -> None:
    clause("bac-kan-2023", "dieu-18#c")
    mau_a.published("Kế hoạch tháng ba", "Điều 9 khoản 2")
    with time_machine.travel(at(MONDAY_AFTER), tick=False):
        assert not mau_a.come_in(mau_a.staff).may_follow("Báo cáo định kỳ")
        hang = mau_a.come_in(mau_a.administration).follow("Báo cáo định kỳ")
        hang.send("Lập báo cáo")
        assert "6 tháng đầu năm 2026" in hang.words
        missing = hang.section("Điều chưa có số liệu").words
        assert "Điều 6 khoản 1" in missing
        said = clauses_of(entry(hang.another_tab(), "Lập báo cáo định kỳ"))
        assert "Điều 18" in said

        hang.follow("Nạp đề cương của cấp trên").send("Nạp đề cương", {"Tệp đề cương": outline()})
        assert "đoán" in line_of(hang, "Số nội dung công khai chậm").words
        assert hang.section("Mục chưa điền").words.endswith("Số vụ tham nhũng bị phát hiện")
        number = next(line_of(hang, "Số việc đã công khai").every("a")).words
        hang.send("Xác nhận các mục")

        traced = hang.another_tab().follow(number)
        assert f"{number} mục sổ ghi được đếm" in traced.words
        assert "Kế hoạch tháng ba" in traced.words
        filled = hang.follow("Tải đề cương đã điền").content
    words = [paragraph.text for paragraph in Document(BytesIO(filled)).paragraphs]
    assert words == [
        f"Số việc đã công khai: {number}",
        words[1],
        "Số vụ tham nhũng bị phát hiện: ……",
    ]
    assert words[1].rpartition(" ")[2].isdecimal()
