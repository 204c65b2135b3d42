"""A small regulation of our own invention, and pieces to build others from."""

from pathlib import Path

from dienhong.core.law.reading.read import decode
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree

SHARED = Path(__file__).parents[4] / "shared"
REGULATIONS = {"bac-kan-2023": "bac-kan-2023.md", "lang-son-2010": "lang-son-2010.txt"}

SAMPLE = """SỞ MÂY TRỜI
VĂN PHÒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 7/QĐ-VPMT          Đồi Gió, ngày 3 tháng 4 năm 2031

QUYẾT ĐỊNH
Về việc ban hành Quy chế mẫu

CHÁNH VĂN PHÒNG SỞ MÂY TRỜI

Căn cứ sổ tay của Sở Mây Trời;

QUYẾT ĐỊNH:

Điều 1. Ban hành Quy chế mẫu.

Điều 2. Văn phòng thi hành Quyết định này./.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

CHÁNH VĂN PHÒNG

Mây Văn Trắng

QUY CHẾ
VỀ VIỆC CHUNG CỦA VĂN PHÒNG
(Ban hành kèm theo Quyết định số 7/QĐ-VPMT)

Chương I
NHỮNG ĐIỀU CHUNG

Điều 1. Phạm vi
Quy chế này nói về việc chung, đã có từ năm
1998. Năm ấy có mưa.

Điều 2. Nội dung công khai

Văn phòng công khai cho công chức biết:

1. Lịch trực của tuần;
2. Sổ thu chi:
a) Thu quỹ trà;
b) Chi quỹ trà;
c) Tồn quỹ;
d) Nợ;
đ) Lãi;
2a. Sổ mượn sách.

Mục 1. CÁCH LÀM

Điều 3. Hình thức, thời hạn công khai

1. Hình thức công khai gồm:
- Niêm yết ở sảnh;
– Đăng trên trang thông tin điện tử.
2. Thời hạn công khai:
- Không quá bảy ngày làm việc kể từ ngày ký. Niêm yết ít nhất mười lăm ngày liên tục.

**Chương II. VIỆC SAU CÙNG**

### **Điều 4.** Mọi người làm theo Quy chế này./.

CHÁNH VĂN PHÒNG
Mây Văn Trắng

Bản quyền của trang Mây Trời
"""


def sample() -> Tree:
    """Return the tree of the invented regulation."""
    return parse(SAMPLE)


def source_of(name: str) -> str:
    """Return the text of a real regulation beside the checkout."""
    return decode((SHARED / "regulations" / REGULATIONS[name]).read_bytes())


def gold_of(name: str) -> list[tuple[str, str, str, str, int]]:
    """Return part, address, kind, beginning of the text and offset, as read by people."""
    lines = (SHARED / "gold" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [(part, address, kind, text, int(at)) for part, address, kind, text, at in rows]
