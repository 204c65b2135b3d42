"""Outlines as a superior would send them: 40 places in a DOCX and in an XLSX."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.workbook.defined_name import DefinedName

# Places by name (a figure's code or label), and labels with a line of dots or an empty cell.
NAMED = ["published", "published_late", "Số lượt niêm yết tại bảng tin", "duties_done", "nguoi_lap"]
DOTTED = [
    "Số việc công khai đúng hạn",
    "Nội dung công khai chậm",
    "Tỷ lệ công khai đúng hạn",
    "Số đợt niêm yết đủ thời gian",
    "Việc định kỳ hoàn thành",
    "Số vụ tham nhũng bị phát hiện",
    "Kiến nghị với cấp trên",
]
# In cells: what the program knows, then what no figure tells.
IN_CELLS = [
    "Số việc định kỳ phải làm",
    "Số việc định kỳ làm trễ hạn",
    "Số người vào cơ quan",
    "Số lượt giao chức năng",
    "Số bản quy chế đã ban hành",
    *(f"Chỉ tiêu riêng của tỉnh thứ {number}" for number in range(1, 22)),
]
CONTROL, MERGED = "refused", "entries"
PLACES = len(NAMED) + len(DOTTED) + len(IN_CELLS) + 2


def docx() -> bytes:
    """Return an outline of 40 places of each kind that Word has."""
    document = Document()
    document.add_heading("ĐỀ CƯƠNG BÁO CÁO", 1)
    for name in NAMED:
        _cut(document.add_paragraph("Mục: "), f"{{{{{name}}}}}")
    for label in DOTTED:
        document.add_paragraph(f"- {label}: ……………………")
    table = document.add_table(rows=1, cols=4)
    for cell, words in zip(table.rows[0].cells, ("TT", "Nội dung", "Số", "Ghi chú"), strict=True):
        cell.text = words
    for number, label in enumerate(IN_CELLS, 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"{number}.", label
    document.element.body.insert(1, parse_xml(_CONTROL))
    document.element.body.insert(2, parse_xml(_MERGED))
    return _saved(document)


def _cut(paragraph: object, mark: str) -> None:
    """Write a mark in three runs, the first in bold, as Word leaves it after edits."""
    for place, piece in enumerate((mark[:3], mark[3:6], mark[6:])):
        run = paragraph.add_run(piece)  # type: ignore[attr-defined]
        run.bold, run.font.size = place == 0, Pt(13)


_CONTROL = (
    f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{CONTROL}"/><w:showingPlcHdr/></w:sdtPr>'
    '<w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/><w:i/></w:rPr>'
    "<w:t>Bấm để nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)
_MERGED = (
    f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Số mục sổ: </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText> MERGEFIELD "{MERGED}" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    "<w:r><w:rPr><w:b/></w:rPr><w:t>«entries»</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


def _saved(document: object) -> bytes:
    out = BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def xlsx() -> bytes:
    """Return an outline of 40 places of each kind that a workbook has."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Đề cương"
    sheet["A1"] = "ĐỀ CƯƠNG BÁO CÁO"
    sheet.merge_cells("A1:D1")
    for row, name in enumerate(NAMED, 2):
        sheet.cell(row, 1, "Mục")
        sheet.cell(row, 2, f"{{{{{name}}}}}").font = Font(bold=True)
    for row, label in enumerate(DOTTED, 10):
        sheet.cell(row, 1, f"{label}: …………")
    line = Border(bottom=Side("thin"))
    for row, label in enumerate(IN_CELLS, 20):
        sheet.cell(row, 1, row - 19)
        sheet.cell(row, 2, label)
        for column in (3, 4):
            sheet.cell(row, column).border = line
    for name, address in ((CONTROL, "$F$2"), (MERGED, "$F$3")):
        book.defined_names[name] = DefinedName(name, attr_text=f"'Đề cương'!{address}")
    sheet["F5"] = "=F3*2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
