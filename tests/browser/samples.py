"""What people bring to the office: a regulation of our own invention, and a heavy PDF."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
BAC_KAN = SHARED / "regulations" / "bac-kan-2023.md"

OWN_TEXT = """SỞ GIÓ NÚI
VĂN PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 9/QĐ-VPGN          Núi Gió, ngày 5 tháng 1 năm 2026

QUYẾT ĐỊNH
Về việc ban hành Quy chế làm việc chung

CHÁNH VĂN PHÒNG SỞ GIÓ NÚI

Căn cứ sổ tay của Sở Gió Núi;

QUYẾT ĐỊNH:

Điều 1. Ban hành Quy chế làm việc chung.

Điều 2. Văn phòng thi hành Quyết định này./.

QUY CHẾ
LÀM VIỆC CHUNG CỦA VĂN PHÒNG
(Ban hành kèm theo Quyết định số 9/QĐ-VPGN ngày 5 tháng 1 năm 2026)

Chương I
NHỮNG ĐIỀU CHUNG

Điều 1. Phạm vi
Quy chế này nói về việc chung của Văn phòng.

Chương II
CÔNG KHAI

Điều 2. Nội dung công khai

Văn phòng công khai cho công chức, người lao động biết:

1. Lịch trực của tuần.
2. Sổ thu chi quỹ trà.
3. Kết quả chấm thi đua của từng tổ.
4. Danh sách người đi học.

Điều 3. Hình thức, thời gian công khai

1. Hình thức công khai
a) Niêm yết tại bảng tin của Văn phòng;
b) Thông báo tại hội nghị hằng năm.

2. Thời gian công khai
a) Chậm nhất là 03 ngày làm việc kể từ ngày có quyết định, văn bản;
b) Niêm yết ít nhất 24 ngày liên tục kể từ ngày công khai.
"""


def bac_kan_changed() -> str:
    """Return the real text with 05 made 03, 20 made 24, and one of its nine kinds deleted."""
    text = BAC_KAN.read_text("utf-8")
    text = text.replace("05 ngày làm việc", "03 ngày làm việc")
    text = text.replace("20 ngày liên tục", "24 ngày liên tục")
    lines = text.splitlines()
    begin = next(n for n, line in enumerate(lines) if "Điều 9." in line)
    sixth = next(n for n, line in enumerate(lines) if n > begin and line.startswith("6. "))
    return "\n".join(lines[:sixth] + lines[sixth + 1 :])


def pdf_of_3_mb() -> bytes:
    """Return a valid PDF of three pages that carries a table of 3 MB."""
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(width=595, height=842)
    writer.add_attachment("so-lieu.bin", bytes(range(250)) * 12_000)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()
